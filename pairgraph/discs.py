"""Room on a map: nodes pushed apart, groups turned, widened, set in rows, brought within reach."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

_GAP = 8.0  # left free between two nodes
_ASPECT = 1.5  # how much wider than high a map should be


class Box(NamedTuple):
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float


class Disc:
    """A node being moved."""

    __slots__ = ("r", "x", "y")

    def __init__(self, x: float, y: float, r: float) -> None:
        self.x, self.y, self.r = x, y, r


def area(size: float) -> float:
    """Return the area of a node, with the gap around it."""
    return math.pi * (size + _GAP) ** 2


def separate(group: list[Disc]) -> None:
    """Push apart the nodes that overlap; when crowded, make room for all."""
    for attempt in range(1000):
        pairs = [pair for pair in _near(group) if _push(*pair)]
        if not pairs:
            return
        if attempt % 50 == 49:
            for disc in group:
                disc.x, disc.y = disc.x * 1.1, disc.y * 1.1


def settle(disc: Disc, others: list[Disc]) -> None:
    """Move a node up or down, as little as may be, to where it overlaps no other."""
    near = [o for o in others if abs(o.x - disc.x) < o.r + disc.r + _GAP]
    spans = []
    for other in near:
        room = math.sqrt((other.r + disc.r + _GAP) ** 2 - (other.x - disc.x) ** 2)
        spans.append((other.y - room, other.y + room))
    free = [0.0, *(edge for span in spans for edge in span)]
    free = [y for y in free if not any(low < y < high for low, high in spans)]
    disc.y = min(free, key=lambda y: (abs(y), y))


def _near(group: list[Disc]) -> list[tuple[Disc, Disc]]:
    """Return the pairs of nodes that share a cell of a grid."""
    cell = 4 * sum(disc.r + _GAP for disc in group) / len(group)
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, disc in enumerate(group):
        reach = disc.r + _GAP
        for column in range(int((disc.x - reach) // cell), int((disc.x + reach) // cell) + 1):
            for row in range(int((disc.y - reach) // cell), int((disc.y + reach) // cell) + 1):
                cells[column, row].append(i)
    pairs = {pair for held in cells.values() for pair in combinations(held, 2)}
    return [(group[a], group[b]) for a, b in sorted(pairs)]


def _push(a: Disc, b: Disc) -> bool:
    """Move two nodes apart if they overlap, the smaller one more; tell whether they did."""
    dx, dy = b.x - a.x, b.y - a.y
    distance = math.hypot(dx, dy)
    lack = a.r + b.r + _GAP - distance
    if lack <= 1e-6:
        return False
    if distance < 1e-6:
        dx, dy, distance = 1.0, 0.5, math.hypot(1.0, 0.5)
    share = b.r / (a.r + b.r) * (lack + 1e-3) / distance
    rest = (lack + 1e-3) / distance - share
    a.x, a.y = a.x - dx * share, a.y - dy * share
    b.x, b.y = b.x + dx * rest, b.y + dy * rest
    return True


def turn(group: list[Disc]) -> None:
    """Centre a group, lay its long side flat, and bring its biggest node up and to the left."""
    mean_x = sum(disc.x for disc in group) / len(group)
    mean_y = sum(disc.y for disc in group) / len(group)
    for disc in group:
        disc.x, disc.y = disc.x - mean_x, disc.y - mean_y
    xx, yy = (sum(getattr(disc, axis) ** 2 for disc in group) for axis in "xy")
    angle = -0.5 * math.atan2(2 * sum(disc.x * disc.y for disc in group), xx - yy)
    cos, sin = math.cos(angle), math.sin(angle)
    for disc in group:
        disc.x, disc.y = disc.x * cos - disc.y * sin, disc.x * sin + disc.y * cos
    biggest = max(group, key=lambda disc: disc.r)
    flip_x, flip_y = -math.copysign(1, biggest.x), math.copysign(1, biggest.y)
    for disc in group:
        disc.x, disc.y = disc.x * flip_x, disc.y * flip_y


def even_out(group: list[Disc]) -> None:
    """Draw in what lies far out, to leave the crowded middle more of the map, and widen it."""
    far = max(math.hypot(disc.x, disc.y) for disc in group) or 1.0
    for disc in group:
        pull = (max(1e-9, math.hypot(disc.x, disc.y)) / far) ** -0.25
        disc.x, disc.y = disc.x * pull, disc.y * pull
    box = _box(group)
    wanted = _ASPECT * (box.top - box.bottom) / (box.right - box.left)
    stretch = math.sqrt(min(max(wanted, 1.0), 1.8))
    for disc in group:
        disc.x, disc.y = disc.x * stretch, disc.y / stretch


def pack(groups: list[list[Disc]]) -> None:
    """Set the groups in rows, the biggest first, and below them the nodes without a link."""
    boxes = [_box(group) for group in groups]
    area = sum((box.right - box.left) * (box.top - box.bottom) for box in boxes)
    width = max([box.right - box.left for box in boxes] + [1.2 * math.sqrt(area)])
    linked = [i for i, group in enumerate(groups) if len(group) > 1]
    alone = [i for i, group in enumerate(groups) if len(group) == 1]
    columns = max(6, math.ceil(math.sqrt(3 * len(alone))))
    for i in alone:
        boxes[i] = _cell(groups[i][0], width / columns)
    level = 0.0
    for row in [*_filled(linked, boxes, width), *_even(alone, columns)]:
        level -= _set_row([groups[i] for i in row], [boxes[i] for i in row], level)


def _filled(linked: list[int], boxes: list[Box], width: float) -> list[list[int]]:
    """Share groups out among rows no wider than the map."""
    rows: list[list[int]] = []
    used = math.inf
    for i in linked:
        wide = boxes[i].right - boxes[i].left
        if used + wide > width * 1.001:
            rows.append([])
            used = 0.0
        rows[-1].append(i)
        used += wide
    return rows


def _even(alone: list[int], columns: int) -> list[list[int]]:
    """Share nodes out among rows of about the same length."""
    count = max(1, math.ceil(len(alone) / columns))
    long = math.ceil(len(alone) / count) or 1
    return [alone[i : i + long] for i in range(0, len(alone), long)]


def _set_row(groups: list[list[Disc]], boxes: list[Box], level: float) -> float:
    """Set groups side by side below a level, around x = 0, and return the height they take."""
    height = max(box.top - box.bottom for box in boxes)
    x = -sum(box.right - box.left for box in boxes) / 2
    for group, box in zip(groups, boxes, strict=True):
        dx, dy = x - box.left, level - (height + box.top + box.bottom) / 2
        for disc in group:
            disc.x, disc.y = disc.x + dx, disc.y + dy
        x += box.right - box.left
    return height


def _box(group: list[Disc]) -> Box:
    """Return the rectangle that holds a group, with some air around it."""
    air = 5 * _GAP
    return Box(
        min(disc.x - disc.r for disc in group) - air,
        min(disc.y - disc.r for disc in group) - air,
        max(disc.x + disc.r for disc in group) + air,
        max(disc.y + disc.r for disc in group) + air,
    )


def _cell(disc: Disc, pitch: float) -> Box:
    """Return the rectangle of a node that nothing is linked to, wide enough for its label."""
    wide, high = max(pitch / 2, disc.r + _GAP), max(pitch / 8, disc.r + _GAP)
    return Box(disc.x - wide, disc.y - high, disc.x + wide, disc.y + high)


def fit(discs: list[Disc], *, within: float) -> None:
    """Bring nodes within a distance of their mean, across and up, which becomes the centre.

    Gephi centres them so as it opens a file, and then shrinks what reaches too far, sizes too.
    """
    if not discs:
        return
    x, y = (sum(places) / len(discs) for places in zip(*((d.x, d.y) for d in discs), strict=True))
    for disc in discs:
        disc.x, disc.y = disc.x - x, disc.y - y
    farthest = max(max(abs(disc.x), abs(disc.y)) for disc in discs)
    scale = min(1.0, within / farthest) if farthest else 1.0
    for disc in discs:
        disc.x, disc.y = disc.x * scale, disc.y * scale

"""Where the labels of a drawn map go, so that none hides another and few hide a node."""

from __future__ import annotations

import math
import textwrap
from typing import NamedTuple

_LINE = 24  # characters
_AIR = 4.0  # pixels at least between a label and what stands beside it
_CROWD = 20  # nodes: the more there are, the more sparing the labels of the small ones,
_MOST = 500  # but no more sparing than among these
# Where a label may stand: its centre, in halves of its own size and in radii of its node.
_SIDES = (
    *((0, -1, 0, -1), (0, 1, 0, 1), (1, 0, 1, 0), (-1, 0, -1, 0)),
    *((1, -1, 0.7, -0.7), (-1, -1, -0.7, -0.7), (1, 1, 0.7, 0.7), (-1, 1, -0.7, 0.7)),
    *((0.6, -1, 0, -1), (-0.6, -1, 0, -1), (0.6, 1, 0, 1), (-0.6, 1, 0, 1)),
)


class Disc(NamedTuple):
    """A node as drawn, in pixels."""

    x: float
    y: float
    r: float


class Frame(NamedTuple):
    """The rectangle that a label takes, in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the rectangle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def meets(self, other: Frame, air: float = 0.0) -> bool:
        """Tell whether two labels touch, or come closer than some pixels.

        >>> Frame(0, 0, 10, 10).meets(Frame(12, 0, 20, 10), air=4)
        True
        """
        across = self.left < other.right + air and other.left < self.right + air
        return across and self.bottom < other.top + air / 2 and other.bottom < self.top + air / 2

    def is_within(self, page: Frame) -> bool:
        """Tell whether a label lies wholly on a page."""
        across = page.left <= self.left and self.right <= page.right
        return across and page.bottom <= self.bottom and self.top <= page.top


class Labels:
    """The labels placed so far on a page."""

    def __init__(self, discs: list[Disc], page: Frame) -> None:
        self._discs = discs
        self._page = page
        self._taken: list[Frame] = []

    def __len__(self) -> int:
        return len(self._taken)

    def place(self, disc: Disc, width: float, height: float, *, merit: float) -> Frame | None:
        """Take the best free place beside a node, and return it; None if there is none.

        Args:
            disc: the node.
            width: that of the label, in pixels.
            height: that of the label, in pixels.
            merit: 0 to 1; the lower, the more room it must find, and the less it may hide.

        >>> labels = Labels([Disc(50, 50, 5)], Frame(0, 0, 100, 100))
        >>> labels.place(Disc(50, 50, 5), 30, 10, merit=1)
        Frame(left=35.0, bottom=31.0, right=65.0, top=41.0)
        """
        frames = [_beside(disc, side, width, height) for side in _SIDES]
        costs = [self._cost(frame, disc.r, merit) for frame in frames]
        best = min(range(len(frames)), key=costs.__getitem__)
        if math.isinf(costs[best]):
            return None
        self._taken.append(frames[best])
        return frames[best]

    def _cost(self, frame: Frame, r: float, merit: float) -> float:
        """Return how much of the nodes a label would hide, in pixels; infinite if too much."""
        air = _AIR * (1 + (1 - merit) * min(len(self._discs), _MOST) / _CROWD)
        if not frame.is_within(self._page) or any(frame.meets(t, air) for t in self._taken):
            return math.inf
        area = (frame.right - frame.left) * (frame.top - frame.bottom)
        cost = sum(_hidden(disc, frame, r * (0.25 + merit / 2)) for disc in self._discs)
        return cost if merit >= 1 or cost <= 0.3 * merit * area else math.inf


def _hidden(disc: Disc, frame: Frame, limit: float) -> float:
    """Return about how much of a node is hidden, in pixels; infinite for a big one's middle."""
    dx = max(frame.left - disc.x, 0, disc.x - frame.right)
    dy = max(frame.bottom - disc.y, 0, disc.y - frame.top)
    distance = math.hypot(dx, dy)
    if distance == 0 and disc.r > limit:
        return math.inf
    return max(0.0, disc.r - distance) * min(2 * disc.r, frame.top - frame.bottom)


def wrapped(text: str) -> str:
    r"""Break a text into lines of about the same length.

    >>> wrapped("unnamed author of document 003")
    'unnamed author\nof document 003'
    """
    count = math.ceil(len(text) / _LINE)
    for width in range(max(1, len(text) // max(1, count)), len(text) + 1):
        lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
        if len(lines) <= count:
            return "\n".join(lines)
    return text


def weight(text: str, size: float) -> float:
    """Return how much a node deserves its label: by its size, less if the label is long."""
    return size * min(1.0, _LINE / max(1, len(text)))


def _beside(disc: Disc, side: tuple[float, ...], width: float, height: float) -> Frame:
    reach = disc.r + _AIR
    x = disc.x + side[0] * width / 2 + side[2] * reach
    y = disc.y + side[1] * height / 2 + side[3] * reach
    return Frame(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

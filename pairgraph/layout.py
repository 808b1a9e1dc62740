"""Where the nodes of a network stand, and how big they are: the same for the same network.

Gephi leaves sizes and places alone when the sizes span 4 to 100 and the places stay within 5000 of
the centre.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from .discs import Disc, area, even_out, fit, pack, separate, settle, turn
from .measures import Edge, as_igraph, seeded

if TYPE_CHECKING:
    import igraph
    import networkx as nx

Point: TypeAlias = tuple[float, float]
LAYOUTS = ("spring", "tree", "time")
SMALLEST, BIGGEST, REACH = 4.0, 100.0, 5000.0
_ALIKE = 20.0  # the size of nodes that all have as many links
_FEW = 600  # nodes: up to here graphopt shows groups best; beyond, it balls them up and is slow
_MANY = 3000  # nodes: beyond, repulsion is only reckoned between those near each other
_NEAR = 5.0  # years: what is older than that before the last is drawn ever closer together
_ROOM = 14.0  # how many times their own area the nodes are spread over


class Place(NamedTuple):
    """The centre of a node and its radius, in Gephi's units."""

    x: float
    y: float
    size: float


def place(network: nx.Graph) -> dict[Any, Place]:
    """Return the place of each node of a network, by springs (see `arrange`).

    >>> import networkx as nx
    >>> places = place(nx.path_graph(["a", "b", "c"]))
    >>> [place.size for place in places.values()]
    [4.0, 100.0, 4.0]
    """
    number = {node: i for i, node in enumerate(network)}
    edges = [(number[a], number[b], 1.0) for a, b in network.edges()]
    return dict(zip(network, arrange([network.degree(n) for n in network], edges), strict=True))


def arrange(
    degrees: Sequence[int],
    edges: Iterable[Edge],
    *,
    layout: str = "spring",
    years: Sequence[int | None] = (),
) -> list[Place]:
    """Return the place of each node, by its number; sizes go by degrees.

    Method: "spring" is igraph's graphopt (springs and charges) or, for big networks,
    Fruchterman-Reingold; "tree" is the circular drawing of Reingold and Tilford, edges going from
    child to parent (https://doi.org/10.1109/TSE.1981.234519); "time" goes from left to right by
    year, the nearer the wider. Each component is drawn by itself but for "time", nodes that
    overlap are pushed apart, and small components stand in rows under the big one.

    >>> early, late = arrange([1, 1], [(0, 1, 1.0)], layout="time", years=[1990, 2020])
    >>> early.x < late.x
    True
    """
    held = list(edges)
    discs = [Disc(0.0, 0.0, size) for size in _sizes(degrees)]
    with seeded():
        pack(_timed(discs, years) if layout == "time" else _grouped(discs, held, layout))
    fit(discs, within=REACH)
    return [Place(round(disc.x, 2), round(disc.y, 2), disc.r) for disc in discs]


def _grouped(discs: list[Disc], edges: list[Edge], layout: str) -> list[list[Disc]]:
    """Draw each component by itself, the biggest first."""
    graph = as_igraph(len(discs), edges)
    points = _branches(len(discs), edges) if layout == "tree" else _springs
    components = sorted(map(list, graph.connected_components()), key=lambda c: (-len(c), c))
    return [_spread([discs[i] for i in c], points(graph, c)) for c in components]


def _branches(size: int, edges: list[Edge]) -> Callable[..., list[Point]]:
    """Return how a component is drawn as a tree, around what has most below it."""
    import igraph

    directed = igraph.Graph(size, [edge[:2] for edge in edges], directed=True)

    def points(_: igraph.Graph, members: list[int]) -> list[Point]:
        tree = directed.induced_subgraph(members)
        tops = [i for i in range(len(members)) if tree.degree(i, mode="out") == 0] or [0]
        root = max(tops, key=lambda i: (tree.neighborhood_size(i, len(members), mode="in"), -i))
        return [(x, y) for x, y in tree.layout_reingold_tilford_circular(mode="all", root=[root])]

    return points


def _timed(discs: list[Disc], years: Sequence[int | None]) -> list[list[Disc]]:
    """Set what is dated from left to right by year, each as near the middle as there is room."""
    dated = sorted((year, -discs[at].r, at) for at, year in enumerate(years) if year is not None)
    undated = [[disc] for at, disc in enumerate(discs) if at >= len(years) or years[at] is None]
    if not dated:
        return undated
    last, first = dated[-1][0], dated[0][0]
    whole = math.log1p((last - first) / _NEAR) or 1.0
    width = min(1.8 * REACH, 2 * math.sqrt(sum(area(disc.r) for disc in discs) * _ROOM))
    set_: list[Disc] = []
    for year, _, at in dated:
        discs[at].x = width * (0.5 - math.log1p((last - year) / _NEAR) / whole)
        settle(discs[at], set_)
        set_.append(discs[at])
    return [set_, *undated]


def _sizes(degrees: Sequence[int]) -> list[float]:
    """Spread sizes from the smallest to the biggest, by degree.

    Areas follow degrees while there is room; the more nodes, the smaller the many with few links.
    """
    low, high = min(degrees, default=0), max(degrees, default=0)
    if low == high:
        return [_ALIKE] * len(degrees)
    shares = [(degree - low) / (high - low) for degree in degrees]
    for power in (0.5, 0.7, 1.0, 1.5, 2.0):
        sizes = [round(SMALLEST + (BIGGEST - SMALLEST) * share**power, 2) for share in shares]
        if sum(map(area, sizes)) * _ROOM < 2 * REACH**2:
            break
    return sizes


def _spread(group: list[Disc], points: list[Point]) -> list[Disc]:
    wanted = sum(area(disc.r) for disc in group) * _ROOM
    scale = math.sqrt(wanted) / max(1e-9, _extent(points))
    for disc, (x, y) in zip(group, points, strict=True):
        disc.x, disc.y = x * scale, y * scale
    turn(group)
    even_out(group)
    fit(group, within=0.9 * REACH)
    separate(group)
    return group


def _springs(graph: igraph.Graph, members: list[int]) -> list[Point]:
    graph = graph.induced_subgraph(members)
    if graph.vcount() <= _FEW:
        points = graph.layout_graphopt(niter=1000, node_charge=0.003)
    else:
        grid = "nogrid" if graph.vcount() <= _MANY else "grid"
        points = graph.layout_fruchterman_reingold(niter=300, grid=grid)
    return [(x, y) for x, y in points]


def _extent(points: list[Point]) -> float:
    """Return the side of a square as wide as points are scattered."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    squares = sum((x - mean_x) ** 2 + (y - mean_y) ** 2 for x, y in points)
    return math.sqrt(6 * squares / len(points))

"""Where the nodes of a network stand, and how big they are: the same for the same network.

Gephi leaves sizes and places alone when the sizes span 4 to 100 and the places stay within 5000 of
the centre.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from .discs import Disc, area, even_out, fit, pack, separate, turn

if TYPE_CHECKING:
    import igraph
    import networkx as nx

SMALLEST, BIGGEST, REACH = 4.0, 100.0, 5000.0
_ALIKE = 20.0  # the size of nodes that all have as many links
_FEW = 600  # nodes: up to here graphopt shows groups best; beyond, it balls them up and is slow
_MANY = 3000  # nodes: beyond, repulsion is only reckoned between those near each other
_ROOM = 14.0  # how many times their own area the nodes are spread over


class Place(NamedTuple):
    """The centre of a node and its radius, in Gephi's units."""

    x: float
    y: float
    size: float


def place(network: nx.Graph) -> dict[Any, Place]:
    """Return the place of each node of a network.

    Method: igraph's graphopt (springs and charges) or, for big networks, Fruchterman-Reingold,
    each component by itself; nodes that overlap are pushed apart, the map is turned so that its
    long side lies flat, and small components stand in rows under the big one.

    >>> import networkx as nx
    >>> places = place(nx.path_graph(["a", "b", "c"]))
    >>> [place.size for place in places.values()]
    [4.0, 100.0, 4.0]
    """
    nodes = list(network)
    graph = as_igraph(network)
    discs = [Disc(0.0, 0.0, size) for size in _sizes([network.degree(n) for n in nodes])]
    with seeded():
        groups = [_spread(graph, members, discs) for members in _components(graph)]
    pack(groups)
    fit(discs, within=REACH)
    return {n: Place(round(d.x, 2), round(d.y, 2), d.r) for n, d in zip(nodes, discs, strict=True)}


def as_igraph(network: nx.Graph) -> igraph.Graph:
    """Return the undirected igraph graph of a network, one weighted edge a pair, no loops."""
    import igraph

    index = {node: i for i, node in enumerate(network)}
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for source, target, weight in network.edges(data="weight"):
        if source != target:
            a, b = sorted((index[source], index[target]))
            weights[a, b] += weight if isinstance(weight, (int, float)) and weight > 0 else 1
    graph = igraph.Graph(len(index), list(weights))
    graph.es["weight"] = list(weights.values())
    return graph


@contextmanager
def seeded() -> Iterator[None]:
    """Make what igraph draws by lot the same each time, and give its lots back afterwards."""
    import random

    import igraph

    igraph.set_random_number_generator(random.Random(2024))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def _sizes(degrees: list[int]) -> list[float]:
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


def _components(graph: igraph.Graph) -> list[list[int]]:
    """Return the nodes of each component, the biggest component first."""
    return sorted(map(list, graph.connected_components()), key=lambda c: (-len(c), c))


def _spread(graph: igraph.Graph, members: list[int], discs: list[Disc]) -> list[Disc]:
    group = [discs[i] for i in members]
    points = _points(graph.induced_subgraph(members))
    wanted = sum(area(disc.r) for disc in group) * _ROOM
    scale = math.sqrt(wanted) / max(1e-9, _extent(points))
    for disc, (x, y) in zip(group, points, strict=True):
        disc.x, disc.y = x * scale, y * scale
    turn(group)
    even_out(group)
    fit(group, within=0.9 * REACH)
    separate(group)
    return group


def _points(graph: igraph.Graph) -> list[tuple[float, float]]:
    if graph.vcount() <= _FEW:
        points = graph.layout_graphopt(niter=1000, node_charge=0.003)
    else:
        grid = "nogrid" if graph.vcount() <= _MANY else "grid"
        points = graph.layout_fruchterman_reingold(niter=300, grid=grid)
    return [(x, y) for x, y in points]


def _extent(points: list[tuple[float, float]]) -> float:
    """Return the side of a square as wide as points are scattered."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    squares = sum((x - mean_x) ** 2 + (y - mean_y) ** 2 for x, y in points)
    return math.sqrt(6 * squares / len(points))

"""What is reckoned on a network: degrees, components, communities."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from operator import add
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .links import Links

if TYPE_CHECKING:
    import igraph

Edge: TypeAlias = tuple[int, int, float]  # two nodes by number, and a weight
MANY = 100_000  # edges: beyond, communities take minutes and hundreds of megabytes


class Measures(NamedTuple):
    """The measures of each node, by its number; groups are numbered from 0, the biggest first."""

    degree_all: array[int]
    degree_in: array[int]
    degree_out: array[int]
    component: list[int]
    community: list[int] | None


def measure(size: int, links: Links) -> Measures:
    """Return the measures of a network of some nodes.

    Components are those of the undirected network; communities are found on it by the Louvain
    method (https://doi.org/10.1088/1742-5468/2008/10/P10008), weights counted, unless there are
    more than 100,000 edges.

    >>> from pairgraph.links import Link
    >>> found = measure(4, Links([Link(0, 1, (), 1.0, ()), Link(1, 2, (), 1.0, ())]))
    >>> found.degree_all.tolist(), found.component
    ([1, 2, 1, 0], [0, 0, 0, 1])
    """
    into, out = array("I", bytes(4 * size)), array("I", bytes(4 * size))
    for source, target in links.pairs():
        out[source] += 1
        into[target] += 1
    both = array("I", map(add, into, out))
    communities = _communities(size, links) if len(links) <= MANY else None
    return Measures(both, into, out, components(size, links.pairs()), communities)


def components(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return the component of each node, by union-find (https://doi.org/10.1145/321879.321884).

    >>> components(3, [(1, 2)])
    [1, 0, 0]
    """
    above = array("I", range(size))
    for source, target in pairs:
        above[_root(above, source)] = _root(above, target)
    return by_size(_root(above, node) for node in range(size))


def _root(above: array[int], node: int) -> int:
    while above[node] != node:
        above[node] = node = above[above[node]]
    return node


def _communities(size: int, links: Links) -> list[int]:
    graph = as_igraph(size, links.edges())
    with seeded():
        return by_size(graph.community_multilevel(weights="weight").membership)


def as_igraph(size: int, edges: Iterable[Edge]) -> igraph.Graph:
    """Return the undirected igraph graph of some nodes, one weighted edge a pair, no loops."""
    import igraph

    weights: dict[tuple[int, int], float] = defaultdict(float)
    for source, target, weight in edges:
        if source != target:
            weights[min(source, target), max(source, target)] += weight
    graph = igraph.Graph(size, list(weights))
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


def by_size(membership: Iterable[int]) -> list[int]:
    """Number groups anew from 0, the biggest first, and of equals the one met first.

    >>> by_size([5, 7, 7])
    [1, 0, 0]
    """
    members = list(membership)
    order = {group: i for i, (group, _) in enumerate(Counter(members).most_common())}
    return [order[group] for group in members]

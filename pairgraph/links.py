"""Links between numbered things: many in little memory, each pair and kind once, in order."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

Span: TypeAlias = tuple[float | None, float | None]
_NEVER: Span = (None, None)


class Link(NamedTuple):
    """A link: its two ends, by number, and what is known of it.

    `what` holds the relation, or all those of a merged link, or the answers in common; `weight`
    how many statements make it; `documents` where they stand; `span` its first and last year.
    """

    source: int
    target: int
    what: tuple[str, ...]
    weight: float
    documents: tuple[str, ...]
    span: Span = _NEVER


class _Table:
    """Numbers texts, or tuples of texts, as they come."""

    def __init__(self) -> None:
        self.known: list[tuple[str, ...]] = []
        self._numbers: dict[tuple[str, ...], int] = {}

    def number(self, key: tuple[str, ...]) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.known)
            self.known.append(key)
        return self._numbers[key]


class Links:
    """A sequence of links that takes some 24 bytes each.

    >>> links = Links([Link(0, 1, ("knows",), 2.0, ())])
    >>> [link.what for link in links]
    [('knows',)]
    """

    def __init__(self, links: Iterable[Link] = ()) -> None:
        self._ends = array("I"), array("I")
        self._weights = array("d")
        self._whats, self._documents = array("I"), array("I")
        self._what_table, self._document_table = _Table(), _Table()
        self._spans: dict[int, Span] = {}
        for link in links:
            self._add(link)

    def _add(self, link: Link) -> None:
        if link.span != _NEVER:
            self._spans[len(self)] = link.span
        self._ends[0].append(link.source)
        self._ends[1].append(link.target)
        self._weights.append(link.weight)
        self._whats.append(self._what_table.number(link.what))
        self._documents.append(self._document_table.number(link.documents))

    def __len__(self) -> int:
        return len(self._weights)

    def __iter__(self) -> Iterator[Link]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, at: int) -> Link:
        return Link(
            self._ends[0][at],
            self._ends[1][at],
            self._what_table.known[self._whats[at]],
            self._weights[at],
            self._document_table.known[self._documents[at]],
            self._spans.get(at, _NEVER),
        )

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Give the two ends of each link."""
        return zip(*self._ends, strict=True)

    def edges(self) -> Iterator[tuple[int, int, float]]:
        """Give the two ends and the weight of each link."""
        return zip(*self._ends, self._weights, strict=True)

    def whats(self) -> set[str]:
        """Return all relations, or answers in common, of the links."""
        return {one for what in self._what_table.known for one in what}


class Gathering:
    """Takes the rows of a view's edges as they come, and gives its links in order."""

    def __init__(self, numbers: dict[str, int]) -> None:
        self._numbers = numbers
        self._columns = array("I"), array("I"), array("I"), array("I")
        self._statements = array("q")
        self._texts = _Table()

    def add(self, row: Sequence[str]) -> None:
        """Take a row: source, relation, target, statement, document; both ends must be known."""
        source, target = self._numbers.get(row[0]), self._numbers.get(row[2])
        if source is None or target is None:
            return
        values = source, target, self._texts.number((row[1],)), self._texts.number((row[4],))
        for column, value in zip(self._columns, values, strict=True):
            column.append(value)
        self._statements.append(hash(row[3]))  # only whether two are the same matters

    def links(self) -> Links:
        """Return the links, by source, target and relation."""
        sources, targets, relations, documents = self._columns
        texts = [text for (text,) in self._texts.known]

        def group(rows: list[int]) -> Iterator[Link]:
            kinds: dict[tuple[int, str], list[int]] = {}
            for at in rows:
                kinds.setdefault((targets[at], texts[relations[at]]), []).append(at)
            for (target, relation), held in sorted(kinds.items()):
                weight = len({self._statements[at] for at in held})
                found = sorted({texts[documents[at]] for at in held} - {""})
                yield Link(sources[held[0]], target, (relation,), weight, tuple(found))

        return Links(link for rows in buckets(sources, len(self._numbers)) for link in group(rows))


def buckets(keys: Sequence[int], size: int) -> Iterator[list[int]]:
    """Give the positions of each key in turn, by counting sort.

    >>> list(buckets([2, 0, 2], 3))
    [[1], [0, 2]]
    """
    starts = array("I", bytes(4 * (size + 1)))
    for key in keys:
        starts[key + 1] += 1
    for at in range(size):
        starts[at + 1] += starts[at]
    order, free = array("I", bytes(4 * len(keys))), starts[:-1]
    for at, key in enumerate(keys):
        order[free[key]] = at
        free[key] += 1
    for at in range(size):
        if starts[at] < starts[at + 1]:
            yield order[starts[at] : starts[at + 1]].tolist()


def merged(links: Links, size: int) -> Links:
    """Return one link a pair, whatever relates the two and whichever way."""

    def group(rows: list[int]) -> Iterator[Link]:
        pairs: dict[int, list[Link]] = {}
        for link in map(links.__getitem__, rows):
            pairs.setdefault(max(link.source, link.target), []).append(link)
        for target, held in sorted(pairs.items()):
            source = min(held[0].source, held[0].target)
            what = sorted({one for link in held for one in link.what})
            found = sorted({one for link in held for one in link.documents})
            weight = sum(link.weight for link in held)
            yield Link(source, target, tuple(what), weight, tuple(found))

    lower = array("I", (min(pair) for pair in links.pairs()))
    return Links(link for rows in buckets(lower, size) for link in group(rows))


def shared(links: Links, names: Sequence[str]) -> Links:
    """Return the links between those that have a target in common, weighted by how many.

    This is the one-mode projection of a bipartite network: `what` lists the targets in common.
    """
    held: dict[int, dict[int, set[str]]] = {}
    for link in links:
        held.setdefault(link.target, {}).setdefault(link.source, set()).update(link.documents)
    found: dict[tuple[int, int], list[tuple[str, set[str]]]] = {}
    for target, sources in held.items():
        several = sorted(sources)
        for i, a in enumerate(several):
            for b in several[i + 1 :]:
                found.setdefault((a, b), []).append((names[target], sources[a] | sources[b]))
    return Links(
        Link(
            *pair,
            tuple(sorted(name for name, _ in common)),
            len(common),
            tuple(sorted(set().union(*(documents for _, documents in common)))),
        )
        for pair, common in sorted(found.items())
    )


def kept(links: Links, keep: Callable[[Link], object], numbers: Sequence[int | None]) -> Links:
    """Return the links that are to be kept, their ends numbered anew; None has no number."""
    ends = ((link, numbers[link.source], numbers[link.target]) for link in links if keep(link))
    return Links(
        link._replace(source=source, target=target)
        for link, source, target in ends
        if source is not None and target is not None
    )

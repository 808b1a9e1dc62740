"""What tells nodes and edges apart in a file: unique names, one edge a kind, stable edge ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar

from .blocks import Row
from .looks import weight
from .plain import Notes, escaped, plain

if TYPE_CHECKING:
    import networkx as nx

_Name = TypeVar("_Name")
_KIND = "link"  # of an edge that names none
_HASH = blake2b(digest_size=10)  # a copy is made faster than one from nothing
_KEPT = 4096  # kinds; a network seldom has more


class _Kinds(dict[str, str]):
    """Kinds as they are written, made once, but for those whose forbidden characters count."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self._notes = notes

    def __missing__(self, text: str) -> str:
        kind = escaped(" ".join(text.split()), self._notes) or _KIND
        if "\ufffd" not in kind and len(self) < _KEPT:
            self[text] = kind
        return kind


def unique_ids(network: nx.Graph, notes: Notes) -> dict[Any, str]:
    """Name each node by its text, with a number where texts are alike or empty.

    >>> import networkx as nx
    >>> unique_ids(nx.Graph([(1, "1"), ("a", "")]), Notes())
    {1: '1', '1': '1 (2)', 'a': 'a', '': '(2)'}
    """
    texts = (escaped(str(node), notes) for node in network)
    return dict(zip(network, unique(texts, notes), strict=True))


def unique(texts: Iterable[str], notes: Notes) -> Iterator[str]:
    """Give each text, with a number where it is like one before, or empty.

    >>> list(unique(["a", "a", ""], Notes()))
    ['a', 'a (2)', '(2)']
    """
    taken: set[str] = set()
    for text in texts:
        name, number = text, 1
        while name in taken or not name:
            number += 1
            name = f"{text} ({number})".strip()
        notes["ids"] += name != text
        taken.add(name)
        yield name


def edge_id(source: str, target: str, kind: str, *, directed: bool) -> str:
    """Return the name of an edge: it depends on its ends and its kind alone.

    >>> edge_id("a", "b", "knows", directed=False) == edge_id("b", "a", "knows", directed=False)
    True
    """
    [id_] = edge_ids([source], [target], [kind], directed=directed)
    return id_


def edge_ids(
    sources: Sequence[str], targets: Sequence[str], kinds: Sequence[str], *, directed: bool
) -> list[str]:
    """Return the names of many edges at once (see `edge_id`)."""
    if not directed:
        pairs = list(zip(sources, targets, strict=True))
        sources, targets = list(map(min, pairs)), list(map(max, pairs))
    ids = []
    for text in map("\n".join, zip(sources, targets, kinds, strict=True)):
        hashed = _HASH.copy()
        hashed.update(text.encode())
        ids.append(hashed.hexdigest())
    return ids


def pairs(network: nx.Graph) -> Iterator[tuple[Any, Any, Mapping[Any, Row]]]:
    """Give each pair of joined nodes once, with its edges by their keys."""
    order = {} if network.is_directed() else {node: i for i, node in enumerate(network)}
    is_multigraph = network.is_multigraph()
    for source, targets in network.adjacency():
        for target, held in targets.items():
            if not order or order[source] <= order[target]:
                yield source, target, held if is_multigraph else {0: held}


def distinct_edges(network: nx.Graph, notes: Notes) -> Iterator[tuple[Any, Any, str, Row]]:
    """Give each edge once, those of one pair and one kind as one."""
    return named_edges(network, {node: node for node in network}, notes)


def named_edges(
    network: nx.Graph, names: Mapping[Any, _Name], notes: Notes
) -> Iterator[tuple[_Name, _Name, str, Row]]:
    """Give each of the `distinct_edges`, its ends by their names."""
    kinds = _Kinds(notes)
    for source, target, held in pairs(network):
        if len(held) == 1:
            for key, row in held.items():
                given = row.get("kind")
                kind = kinds[given if type(given) is str else _kind(key, row)]
                yield names[source], names[target], kind, row
        else:
            for kind, rows in _by_kind(held, kinds).items():
                yield names[source], names[target], kind, _merged(rows, notes)


def _by_kind(held: Mapping[Any, Row], kinds: _Kinds) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for key, data in held.items():
        found.setdefault(kinds[_kind(key, data)], []).append(data)
    return found


def _kind(key: object, data: Row) -> str:
    """Return the kind of an edge: its own, or its key, so that parallel edges stay apart."""
    if data.get("kind") is not None:
        return str(data["kind"])
    if isinstance(key, int):
        return f"{_KIND} {key + 1}" if key else _KIND
    return str(key)


def _merged(datas: list[Row], notes: Notes) -> Row:
    if len(datas) == 1:
        return datas[0]
    merged: dict[Any, Any] = {}
    for key, value in (item for data in datas for item in data.items()):
        known = merged.setdefault(key, value)
        notes["kept"] += key not in ("weight", "sources") and plain(known) != plain(value)
    return merged | {"weight": sum(weight(data) or 1.0 for data in datas)} | _sources(datas)


def _sources(datas: list[Row]) -> dict[str, str | list[str]]:
    """Bring together the sources of several edges: texts parted by "; ", or lists."""
    given = [plain(data["sources"]) for data in datas if data.get("sources") is not None]
    parts = [one.split("; ") if isinstance(one, str) else one for one in given]
    united = sorted(
        {str(part) for some in parts for part in (some if isinstance(some, list) else [some])}
    )
    if not united:
        return {}
    return {"sources": "; ".join(united) if isinstance(given[0], str) else united}

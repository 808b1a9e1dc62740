"""What tells nodes and edges apart in a file: unique names, one edge a kind, stable edge ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeAlias

from .looks import weight
from .plain import Notes, escaped, plain

if TYPE_CHECKING:
    import networkx as nx

Data: TypeAlias = Mapping[Any, Any]
_KIND = "link"  # of an edge that names none


def unique_ids(network: nx.Graph, notes: Notes) -> dict[Any, str]:
    """Name each node by its text, with a number where texts are alike or empty.

    >>> import networkx as nx
    >>> unique_ids(nx.Graph([(1, "1"), ("a", "")]), Notes())
    {1: '1', '1': '1 (2)', 'a': 'a', '': '(2)'}
    """
    ids: dict[Any, str] = {}
    taken: set[str] = set()
    for node in network:
        name = text = escaped(str(node), notes)
        number = 1
        while name in taken or not name:
            number += 1
            name = f"{text} ({number})".strip()
        notes["ids"] += name != text
        taken.add(name)
        ids[node] = name
    return ids


def edge_id(source: str, target: str, kind: str, *, directed: bool) -> str:
    """Return the name of an edge: it depends on its ends and its kind alone.

    >>> edge_id("a", "b", "knows", directed=False) == edge_id("b", "a", "knows", directed=False)
    True
    """
    ends = (source, target) if directed else sorted((source, target))
    return blake2b("\n".join((*ends, kind)).encode(), digest_size=10).hexdigest()


def distinct_edges(network: nx.Graph, notes: Notes) -> Iterator[tuple[Any, Any, str, Data]]:
    """Give each edge once, those of one pair and one kind as one."""
    order = {node: i for i, node in enumerate(network)}
    for source, targets in network.adjacency():
        for target, held in targets.items():
            if network.is_directed() or order[source] <= order[target]:
                several = held.items() if network.is_multigraph() else [(0, held)]
                for kind, data in _by_kind(several, notes).items():
                    yield source, target, kind, _merged(data, notes)


def _by_kind(several: Any, notes: Notes) -> dict[str, list[Data]]:
    kinds: dict[str, list[Data]] = {}
    for key, data in several:
        kind = escaped(" ".join(str(_kind(key, data)).split()), notes)
        kinds.setdefault(kind or _KIND, []).append(data)
    return kinds


def _kind(key: object, data: Data) -> object:
    """Return the kind of an edge: its own, or its key, so that parallel edges stay apart."""
    if data.get("kind") is not None:
        return data["kind"]
    if isinstance(key, int):
        return f"{_KIND} {key + 1}" if key else _KIND
    return key


def _merged(datas: list[Data], notes: Notes) -> Data:
    if len(datas) == 1:
        return datas[0]
    merged: dict[Any, Any] = {}
    for key, value in (item for data in datas for item in data.items()):
        known = merged.setdefault(key, value)
        notes["kept"] += key not in ("weight", "sources") and plain(known) != plain(value)
    return merged | {"weight": sum(weight(data) or 1.0 for data in datas)} | _sources(datas)


def _sources(datas: list[Data]) -> dict[str, str | list[str]]:
    """Bring together the sources of several edges: texts parted by "; ", or lists."""
    given = [plain(data["sources"]) for data in datas if data.get("sources") is not None]
    parts = [one.split("; ") if isinstance(one, str) else one for one in given]
    united = sorted(
        {str(part) for some in parts for part in (some if isinstance(some, list) else [some])}
    )
    if not united:
        return {}
    return {"sources": "; ".join(united) if isinstance(given[0], str) else united}

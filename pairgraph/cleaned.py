"""A network made safe for any writer of networkx: plain texts, plain values, unique names."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from .distinct import distinct_edges, edge_id, unique_ids
from .looks import edge_rest, flat, looks, node_rest, span, weight
from .plain import Column, Notes, cell, columns, escaped, number
from .writing import opened

if TYPE_CHECKING:
    import networkx as nx

Row: TypeAlias = dict[str, str | int | float | bool]
_ABOUT = ("title", "description", "view", "lang")
_EXACT = 2**53  # from here on a double, which many readers hold numbers in, skips whole numbers
_TOLD = {
    "inexact": "{} columns of numbers beyond 2^53 became text",
    "endless": "{} numbers that are infinite or none (NaN) were left out",
    "backslashes": "{} cells hold a backslash that Gephi would drop: it stands twice",
    "formulas": "{} cells that a spreadsheet would run were given an apostrophe in front",
    "doubtful": "Gephi may guess the type of {} columns wrong: choose it when importing",
}


class Changes(Notes):
    """How often something had to be changed, in any format."""

    def __str__(self) -> str:
        own = (text.format(self[name]) for name, text in _TOLD.items() if self[name])
        return "; ".join(filter(None, (super().__str__(), *own)))


def cleaned(network: nx.Graph, *, notes: Notes | None = None) -> nx.Graph:
    """Return a copy of a network that any writer of networkx takes, and any reader after it.

    Nodes are unique texts. Edges of one pair and one kind are one, with a stable id as their key.
    Columns, their names, their order and their values are those of our GEXF, beside `label`, `x`,
    `y`, `z`, `size`, `color`, `start`, `end`, and an edge's `kind` and `weight`, each where it is
    valid. A value is a text, a truth value or a finite number, of one type in each column; what is
    None is left out.

    Args:
        network: a graph, directed or not, with or without parallel edges.
        notes: counts what had to be changed; a warning tells it if left out.

    Returns:
        A `MultiDiGraph` if the network is directed, or else a `MultiGraph`.

    >>> import networkx as nx
    >>> graph = cleaned(nx.DiGraph([(1, 2, {"kind": "knows", "since": 3, "why": None})]))
    >>> list(graph.edges(data=True))
    [('1', '2', {'kind': 'knows', 'since': 3})]
    """
    if notes is None:
        changes = Changes()
        graph = cleaned(network, notes=changes)
        _warn(changes, "network", stacklevel=3)
        return graph
    return _Cleaner(network, notes).graph()


@contextmanager
def exported(
    network: nx.Graph, path: str | os.PathLike[str] | IO[bytes], form: str
) -> Iterator[tuple[nx.Graph, IO[bytes]]]:
    """Give a cleaned network and the file to write it to; then warn of what had to be changed."""
    changes = Changes()
    with opened(path, form) as file:
        yield cleaned(network, notes=changes), file
    _warn(changes, form, stacklevel=5)


def _warn(changes: Changes, form: str, *, stacklevel: int) -> None:
    if str(changes):
        warnings.warn(f"{form}: {changes}", stacklevel=stacklevel)


def renamed(data: Mapping[str, Any], taken: Iterable[str]) -> dict[str, Any]:
    """Return attributes with a "_" behind the names that a format takes for its own.

    >>> renamed({"key": 1, "key_": 2, "sum": 3}, ("key",))
    {'key__': 1, 'key_': 2, 'sum': 3}
    """
    named = dict(data)
    for name in taken:
        if name in named:
            free = f"{name}_"
            while free in named:
                free += "_"
            named = {free if key == name else key: value for key, value in named.items()}
    return named


class _Cleaner:
    """Cleans one network, and counts what had to be changed."""

    def __init__(self, network: nx.Graph, notes: Notes) -> None:
        self._network = network
        self._notes = notes
        self._names = unique_ids(network, notes)  # escaped, as edge ids are made from them in GEXF
        self._ids = {node: unescape(name) for node, name in self._names.items()}

    def graph(self) -> nx.Graph:
        import networkx as nx

        graph = nx.MultiDiGraph() if self._network.is_directed() else nx.MultiGraph()
        about = ((key, self._network.graph.get(key)) for key in _ABOUT)
        graph.graph.update({key: self._words(text) for key, text in about if text is not None})
        graph.add_nodes_from(self._nodes())
        graph.add_edges_from(self._edges())
        return graph

    def _nodes(self) -> Iterator[tuple[str, Row]]:
        columns = self._columns([node_rest(data) for data in self._network.nodes.values()])
        for node, data in self._network.nodes.items():
            label = flat(data).get("label")
            row: Row = {"label": self._words(self._ids[node] if label is None else label)}
            row |= {**looks(flat(data)), **span(data)}
            yield self._ids[node], row | self._row(node_rest(data), columns)

    def _edges(self) -> Iterator[tuple[str, str, str, Row]]:
        given = (data for *_, data in self._network.edges(data=True))
        columns = self._columns([edge_rest(data) for data in given])
        directed = self._network.is_directed()
        for source, target, kind, data in distinct_edges(self._network, self._notes):
            id_ = edge_id(self._names[source], self._names[target], kind, directed=directed)
            row = self._look(unescape(kind), data) | self._row(edge_rest(data), columns)
            yield self._ids[source], self._ids[target], id_, row

    def _look(self, kind: str, data: Mapping[Any, Any]) -> Row:
        row: Row = {"kind": kind}
        if data.get("label") is not None:
            row["label"] = self._words(data["label"])
        worth = weight(data)
        if worth is not None:
            row["weight"] = worth
        self._notes["weights"] += worth is None and data.get("weight") is not None
        return row | span(data)

    def _columns(self, rows: list[Mapping[Any, Any]]) -> list[Column]:
        return [self._exact(column, rows) for column in columns(rows, self._notes)]

    def _exact(self, column: Column, rows: list[Mapping[Any, Any]]) -> Column:
        """Make a column text whose numbers many a reader would change."""
        if column.type != "long":
            return column
        numbers = (number(row.get(column.key)) or 0 for row in rows)
        if all(abs(each) < _EXACT for each in numbers):
            return column
        self._notes["inexact"] += 1
        return column._replace(type="string")

    def _row(self, data: Mapping[Any, Any], columns: list[Column]) -> Row:
        row: Row = {}
        for key, name, type_ in columns:
            if data.get(key) is None:
                continue
            value = self._value(cell(data[key], type_), type_)
            if value is not None:
                row[name] = value
        return row

    def _value(self, text: str, type_: str) -> str | int | float | bool | None:
        if type_ in ("integer", "long"):
            return int(text)
        if type_ == "boolean":
            return text == "true"
        if type_ != "double":
            return self._safe(text)
        value = number(float(text))
        self._notes["endless"] += value is None
        return value

    def _words(self, text: object) -> str:
        """Return a text on one line, as in GEXF."""
        return self._safe(" ".join(str(text).split()))

    def _safe(self, text: str) -> str:
        """Return a text without the characters that XML forbids."""
        return text if text.isprintable() else unescape(escaped(text, self._notes))

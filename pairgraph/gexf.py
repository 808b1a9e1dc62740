"""networkx networks written as GEXF 1.3, the way Gephi reads it without loss.

Where readers part ways, what all of them take is written: each edge has its `kind`, by which Gephi
keeps parallel edges apart; colours are whole numbers without transparency; a column has one type.
Schema: https://gexf.net/1.3/gexf.rng
"""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from .distinct import distinct_edges, edge_id, unique_ids
from .errors import InputError
from .looks import edge_rest, flat, node_rest, span, viz, weight
from .plain import Column, Notes, cell, columns, escaped
from .writing import writing

if TYPE_CHECKING:
    import networkx as nx

_Data: TypeAlias = Mapping[Any, Any]
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta>
<creator>pairgraph</creator>
<description>{about}</description>
</meta>
<graph defaultedgetype="{direction}" idtype="string" mode="{mode}" timeformat="double">
"""
_FOOT = "</edges>\n</graph>\n</gexf>\n"
_IN_META = str.maketrans({"&": "+", "<": "‹", ">": "›"})


def write_gexf(network: nx.Graph, path: str | os.PathLike[str] | IO[bytes]) -> None:
    """Write a network as GEXF 1.3: the same bytes for the same network.

    Any network of networkx can be written. Nodes are named by their text. A node's `label`, `x`,
    `y`, `size`, `color` (#RRGGBB) and networkx's `viz` make its look; `start` and `end`, or
    `year_start` and `year_end`, its time. An edge's kind is its attribute `kind`, or else its key;
    edges of one pair and one kind become one, their weights added and their `sources` brought
    together. All else goes into columns; None is left out. What had to be changed is counted in a
    warning.

    Args:
        network: a graph, directed or not, with or without parallel edges.
        path: a file to write, or a binary handle.

    Raises:
        InputError: the file cannot be written, or the handle is not binary.

    >>> import networkx as nx
    >>> buffer = io.BytesIO()
    >>> write_gexf(nx.Graph([("a", "b", {"kind": "knows"})]), buffer)
    >>> buffer.getvalue().decode().count('kind="knows"')
    1
    """
    if isinstance(path, io.TextIOBase):
        raise InputError("GEXF is written as bytes: open the file with mode 'wb'")
    writer = _Writer(network)
    if isinstance(path, (str, os.PathLike)):
        with writing(path) as file:
            file.writelines(line.encode() for line in writer.lines())
    else:
        path.writelines(line.encode() for line in writer.lines())
    if str(writer.notes):
        warnings.warn(f"GEXF: {writer.notes}", stacklevel=2)


class _Writer:
    """Writes one network line by line, and counts what had to be changed."""

    def __init__(self, network: nx.Graph) -> None:
        self.notes = Notes()
        self._network = network
        self._ids = unique_ids(network, self.notes)
        self._node_columns = columns(map(node_rest, network.nodes.values()), self.notes)
        self._edge_columns = columns(map(edge_rest, self._edge_data()), self.notes)

    def lines(self) -> Iterator[str]:
        """Give the file line by line."""
        yield self._head()
        yield from _declared("node", self._node_columns)
        yield from _declared("edge", self._edge_columns)
        yield "<nodes>\n"
        for node, data in self._network.nodes.items():
            yield self._node(self._ids[node], data)
        yield "</nodes>\n<edges>\n"
        for source, target, kind, data in distinct_edges(self._network, self.notes):
            yield self._edge(self._ids[source], self._ids[target], kind, data)
        yield _FOOT

    def _edge_data(self) -> Iterator[_Data]:
        return (data for *_, data in self._network.edges(data=True))

    def _head(self) -> str:
        about = [self._network.graph.get(key) for key in ("title", "description")]
        text = " — ".join(str(part).translate(_IN_META) for part in about if part)
        is_dated = any(map(span, chain(self._network.nodes.values(), self._edge_data())))
        return _HEAD.format(
            about=escaped(text, self.notes),
            direction="directed" if self._network.is_directed() else "undirected",
            mode="dynamic" if is_dated else "static",
        )

    def _node(self, id_: str, data: _Data) -> str:
        label = flat(data).get("label")
        words = id_ if label is None else self._words(label)
        cells = self._cells(self._node_columns, node_rest(data))
        shown = f'<node id="{id_}" label="{words}"{_span(data)}>'
        return f"{shown}{cells}{viz(flat(data))}</node>\n"

    def _edge(self, source: str, target: str, kind: str, data: _Data) -> str:
        id_ = edge_id(source, target, kind, directed=self._network.is_directed())
        shown = f'<edge id="{id_}" source="{source}" target="{target}" kind="{kind}"'
        if data.get("label") is not None:
            shown += f' label="{self._words(data["label"])}"'
        if weight(data) is not None:
            shown += f' weight="{weight(data)}"'
        elif data.get("weight") is not None:
            self.notes["weights"] += 1
        return f"{shown}{_span(data)}>{self._cells(self._edge_columns, edge_rest(data))}</edge>\n"

    def _cells(self, columns: list[Column], data: _Data) -> str:
        cells = []
        for key, name, type_ in columns:
            if data.get(key) is not None:
                text = cell(data[key], type_)
                self.notes["infinity"] += "INF" in text and type_ != "double"
                cells.append(f'<attvalue for="{name}" value="{escaped(text, self.notes)}"/>')
        return f"<attvalues>{''.join(cells)}</attvalues>" if cells else ""

    def _words(self, text: object) -> str:
        """Return a text on one line, as the schema wants labels and kinds."""
        return escaped(" ".join(str(text).split()), self.notes)


def _declared(class_: str, columns: list[Column]) -> Iterator[str]:
    if columns:
        yield f'<attributes class="{class_}" mode="static">\n'
        for _, name, type_ in columns:
            yield f'<attribute id="{name}" title="{name}" type="{type_}"/>\n'
        yield "</attributes>\n"


def _span(data: _Data) -> str:
    return "".join(f' {end}="{value}"' for end, value in span(data).items())

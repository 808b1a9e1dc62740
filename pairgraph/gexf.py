"""networkx networks written as GEXF 1.3, the way Gephi reads it without loss.

Where readers part ways, what all of them take is written: each edge has its `kind`, by which Gephi
keeps parallel edges apart; colours are whole numbers without transparency; a column has one type.
Schema: https://gexf.net/1.3/gexf.rng
"""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, count
from typing import IO, TYPE_CHECKING, Any, TypeVar

from .blocks import Columns, Part, Row, batches, blocks, joined, rest
from .cells import Cells, words
from .distinct import edge_ids, named_edges, pairs, unique_ids
from .errors import InputError
from .looks import drawn, edge_shown, flat, node_shown, timed
from .plain import Column, Notes, Survey, escaped
from .writing import writing

if TYPE_CHECKING:
    import networkx as nx

    from .projection import Projection

_T = TypeVar("_T")
_TICK = 512  # nodes or edges between two steps
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
    notes = Notes()
    write_lines(_lines(network, notes), path)
    if str(notes):
        warnings.warn(f"GEXF: {notes}", stacklevel=2)


def write_projection(
    projection: Projection,
    path: str | os.PathLike[str] | IO[bytes],
    *,
    step: Callable[[int, int], object] = lambda done, total: None,
) -> None:
    """Write a view as `write_gexf` writes its network, without making one: node by node.

    Args:
        projection: a view that has a name (see `network.project_view`).
        path: a file to write, or a binary handle.
        step: called now and then with how many nodes and edges are done, and of how many.

    Raises:
        InputError: the file cannot be written, or the handle is not binary.
    """
    notes = Notes()
    write_lines(_projected(projection, notes, step), path)
    if str(notes):
        warnings.warn(f"GEXF: {notes}", stacklevel=2)


def write_lines(lines: Iterable[str], path: str | os.PathLike[str] | IO[bytes]) -> None:
    r"""Write texts of one line or more, such as `gexf_lines` gives.

    Args:
        lines: texts with their line ends.
        path: a file to write, or a binary handle.

    Raises:
        InputError: the file cannot be written, or the handle is not binary.

    >>> buffer = io.BytesIO()
    >>> write_lines(["one\n", "two\n"], buffer)
    >>> buffer.getvalue()
    b'one\ntwo\n'
    """
    if isinstance(path, io.TextIOBase):
        raise InputError("GEXF is written as bytes: open the file with mode 'wb'")
    if isinstance(path, (str, os.PathLike)):
        with writing(path) as file:
            write_lines(lines, file)
    else:
        path.writelines(text.encode() for text in lines)


def gexf_lines(
    about: Mapping[str, Any],
    nodes: Iterable[tuple[str, Row]],
    edges: Iterable[tuple[str, str, str, Row]],
    *,
    node_columns: list[Column],
    edge_columns: list[Column],
    directed: bool,
    dated: bool,
    notes: Notes,
) -> Iterator[str]:
    """Give a GEXF file, some hundreds of lines at once, while nodes and edges come in.

    Args:
        about: a `title` and a `description`, if there are any.
        nodes: the name of each, fit for XML and unlike any other, and its attributes.
        edges: source, target and kind of each, fit for XML and unlike any other together, and its
            attributes.
        node_columns: the columns for the attributes of nodes; an attribute that has no column,
            and that a node does not show by itself, is left out.
        edge_columns: the same for edges.
        directed: whether edges have a direction.
        dated: whether any node or edge has a time.
        notes: where is counted what had to be changed.

    >>> lines = gexf_lines(
    ...     {"title": "Two who know each other"},
    ...     [("a", {"n": 1}), ("b", {"label": "B"})],
    ...     [("a", "b", "knows", {"weight": 2})],
    ...     node_columns=[Column("n", "n", "integer")],
    ...     edge_columns=[],
    ...     directed=True,
    ...     dated=False,
    ...     notes=Notes(),
    ... )
    >>> print("".join(line for line in lines if line.startswith("<node ")), end="")
    <node id="a" label="a"><attvalues><attvalue for="n" value="1"/></attvalues></node>
    <node id="b" label="B"></node>
    """
    yield _head(about, notes, directed=directed, dated=dated)
    yield from _declared("node", node_columns)
    yield from _declared("edge", edge_columns)
    yield "<nodes>\n"
    flats = ((id_, flat(row)) for id_, row in nodes)
    yield from _lined(flats, partial(_node_lines, cells=Cells(node_columns, notes), notes=notes))
    yield "</nodes>\n<edges>\n"
    cells = Cells(edge_columns, notes)
    yield from _lined(edges, partial(_edge_lines, cells=cells, notes=notes, directed=directed))
    yield _FOOT


def _lines(network: nx.Graph, notes: Notes) -> Iterator[str]:
    """Give the lines of a network, after a first look at what it holds."""
    ids = unique_ids(network, notes)
    flats = (flat(row) for _, row in network.nodes(data=True))
    rows = chain.from_iterable(held.values() for _, _, held in pairs(network))
    node_columns, are_nodes_dated = _surveyed(flats, node_shown, notes)
    edge_columns, are_edges_dated = _surveyed(rows, edge_shown, notes)
    yield from gexf_lines(
        network.graph,
        ((ids[node], row) for node, row in network.nodes(data=True)),
        named_edges(network, ids, notes),
        node_columns=node_columns,
        edge_columns=edge_columns,
        directed=network.is_directed(),
        dated=are_nodes_dated or are_edges_dated,
        notes=notes,
    )


def _projected(
    projection: Projection, notes: Notes, step: Callable[[int, int], object]
) -> Iterator[str]:
    """Give the lines of a view: its nodes and edges are described twice, and never kept."""
    sizes = len(projection.names), len(projection.links)
    tick = partial(_ticking, count(1), 2 * sum(sizes), step)
    rows = (row for _, row in tick(projection.nodes()))
    node_columns, are_nodes_dated = _surveyed(rows, node_shown, notes)
    rows = (row for *_, row in tick(projection.edges()))
    edge_columns, are_edges_dated = _surveyed(rows, edge_shown, notes)
    return gexf_lines(
        projection.about,
        ((escaped(id_, notes), row) for id_, row in tick(projection.nodes())),
        (
            (escaped(source, notes), escaped(target, notes), escaped(kind, notes), row)
            for source, target, kind, row in tick(projection.edges())
        ),
        node_columns=node_columns,
        edge_columns=edge_columns,
        directed=projection.is_directed,
        dated=are_nodes_dated or are_edges_dated,
        notes=notes,
    )


def _ticking(
    counter: Iterator[int], total: int, step: Callable[[int, int], object], items: Iterable[_T]
) -> Iterator[_T]:
    for item in items:
        done = next(counter)
        if done % _TICK == 0 or done == total:
            step(done, total)
        yield item


def _surveyed(
    rows: Iterable[Row], shown_of: Callable[[Columns], Columns], notes: Notes
) -> tuple[list[Column], bool]:
    """Return the columns that rows need, and whether any row has a time."""
    survey, is_dated = Survey(), False
    for number, batch in enumerate(batches(rows)):
        for places, columns in blocks(batch):
            shown = shown_of(columns)
            survey.learn(number, places, rest(columns, shown))
            is_dated = is_dated or any(joined(*timed(shown)))
    return survey.columns(notes), is_dated


def _head(about: Mapping[str, Any], notes: Notes, *, directed: bool, dated: bool) -> str:
    given = [about.get(key) for key in ("title", "description")]
    text = " — ".join(str(part).translate(_IN_META) for part in given if part)
    return _HEAD.format(
        about=escaped(text, notes),
        direction="directed" if directed else "undirected",
        mode="dynamic" if dated else "static",
    )


def _declared(class_: str, columns: list[Column]) -> Iterator[str]:
    if columns:
        yield f'<attributes class="{class_}" mode="static">\n'
        for _, name, type_ in columns:
            yield f'<attribute id="{name}" title="{name}" type="{type_}"/>\n'
        yield "</attributes>\n"


def _lined(
    items: Iterable[tuple[Any, ...]], lines_of: Callable[[list[Any], Columns], list[str]]
) -> Iterator[str]:
    """Give the lines of items, a batch at once; the last part of each is a row of attributes."""
    for batch in batches(items):
        lines: dict[int, str] = {}
        for places, columns in blocks([item[-1] for item in batch]):
            some = lines_of(list(map(batch.__getitem__, places)), columns)
            lines.update(zip(places, some, strict=True))
        yield "".join(map(lines.__getitem__, range(len(batch))))


def _node_lines(
    nodes: list[tuple[str, Row]], columns: Columns, *, cells: Cells, notes: Notes
) -> list[str]:
    shown, ids = node_shown(columns), [id_ for id_, _ in nodes]
    given = words(columns.get("label", ()), notes) or ids
    labels = [id_ if label is None else label for id_, label in zip(ids, given, strict=True)]
    opening = ['<node id="', ids, '" label="', labels, '"', *timed(shown), ">"]
    return joined(*opening, *cells.parts(rest(columns, shown)), *drawn(shown), "</node>\n")


def _edge_lines(
    edges: list[tuple[str, str, str, Row]],
    columns: Columns,
    *,
    cells: Cells,
    notes: Notes,
    directed: bool,
) -> list[str]:
    shown = edge_shown(columns)
    left = rest(columns, shown)
    notes["weights"] += sum(value is not None for value in left.get("weight", ()))
    sources, targets, kinds, _ = zip(*edges, strict=True)
    ids = edge_ids(sources, targets, kinds, directed=directed)
    return joined(
        *('<edge id="', ids, '" source="', sources, '" target="', targets, '" kind="', kinds, '"'),
        *_attribute("label", words(columns.get("label", ()), notes)),
        *_attribute("weight", shown.get("weight", ())),
        *(*timed(shown), ">", *cells.parts(left), "</edge>\n"),
    )


def _attribute(name: str, values: Sequence[object]) -> list[Part]:
    texts = {value: f' {name}="{value}"' for value in set(values)} | {None: ""}
    return [[texts[value] for value in values]] if values else []

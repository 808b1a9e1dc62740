"""Networks as two CSV files, the nodes and the edges, for Gephi's Data Laboratory."""

from __future__ import annotations

import csv
import io
import os
import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from .cleaned import Changes, cleaned
from .distinct import unique
from .errors import InputError
from .formulas import harmless
from .plain import cell
from .writing import check_target, writing

if TYPE_CHECKING:
    import networkx as nx

_Table: TypeAlias = list[dict[str, Any]]
_GUESSED = 25  # the rows by which Gephi guesses the type of a column
_FIRST = ("Source", "Target", "Type", "kind", "Id", "label", "weight")
_TEXTS = frozenset(_FIRST) - {"weight"}  # whatever they hold, Gephi does not guess their type
# Gephi takes a backslash before one of these for an escape.
_ESCAPE = re.compile(r'\\(?=[\\",rntbf\r\n\t]|\Z)')
# What Gephi may take for a list of times, a number, a time, or a truth value.
_DOUBTFUL = re.compile(
    r"""[\[<(]["'\[<(\s]*[\d+\-.].*|["']?[\d+\-.][\da-fxptz:.,+\-\s\])>]*"""
    r"""|["']?(?:true|false|nan|infinity)|""",
    re.IGNORECASE | re.DOTALL,
)


def write_csv(network: nx.Graph, path: str | os.PathLike[str]) -> tuple[Path, Path]:
    """Write a network as two tables that Gephi's Data Laboratory imports, both or none.

    Any network of networkx can be written (see `cleaned`). Both tables are RFC 4180, in UTF-8.
    Gephi takes a backslash for an escape, so it stands twice where it would be; a cell that a
    spreadsheet would run as a formula gets an apostrophe in front. Gephi guesses types by the first
    25 rows, so rows that show the types come first. Places, sizes and colours arrive as columns:
    to open a map, write GEXF.

    Args:
        network: a graph, directed or not, with or without parallel edges.
        path: `map.csv` names the files `map-nodes.csv` and `map-edges.csv`.

    Returns:
        The paths of the nodes and of the edges; import them in this order.

    Raises:
        InputError: a file cannot be written, or a handle was given.

    >>> import networkx as nx, tempfile
    >>> folder = tempfile.mkdtemp()
    >>> nodes, edges = write_csv(nx.Graph([("a", "b", {"kind": "knows"})]), f"{folder}/map.csv")
    >>> edges.name, edges.read_text().splitlines()[0]
    ('map-edges.csv', 'Source,Target,Type,Kind,Id')
    """
    if not isinstance(path, (str, os.PathLike)):
        raise InputError("CSV is two files: give a path, not a handle")
    targets = _targets(Path(path))
    notes = Changes()
    tables = _tables(cleaned(network, notes=notes), notes)
    with writing(targets[0]) as nodes, writing(targets[1]) as edges:
        for file, table in zip((nodes, edges), tables, strict=True):
            _write(file, table, notes)
    if str(notes):
        warnings.warn(f"CSV: {notes}", stacklevel=2)
    return targets


def _targets(path: Path) -> tuple[Path, Path]:
    stem = path.stem if path.suffix.lower() == ".csv" else path.name
    nodes, edges = (path.with_name(f"{stem}-{what}.csv") for what in ("nodes", "edges"))
    check_target(nodes)
    check_target(edges)
    return nodes, edges


def _tables(graph: nx.Graph, notes: Changes) -> tuple[_Table, _Table]:
    ids = _ids(graph, notes)
    type_ = "Directed" if graph.is_directed() else "Undirected"
    nodes = [{"Id": ids[node], **data} for node, data in graph.nodes.items()]
    edges = []
    for source, target, key, data in graph.edges(keys=True, data=True):
        row = {"Source": ids[source], "Target": ids[target], "Type": type_, "Id": key}
        edges.append({**row, **data})
    return nodes, edges


def _ids(graph: nx.Graph, notes: Changes) -> dict[str, str]:
    """Name nodes as they are read back: without spaces around, and still each in its own way."""
    texts = (_harmless(node.strip(), notes) for node in graph)
    return dict(zip(graph, unique(texts, notes), strict=True))


def _write(file: IO[bytes], table: _Table, notes: Changes) -> None:
    """Write a table whole, so that a full disk is met before the other one is in its place."""
    keys = sorted(dict.fromkeys(key for row in table for key in row), key=_rank)
    values = {key: [row.get(key) for row in table] for key in keys}
    cells = {key: [_cell(value, notes) for value in values[key]] for key in keys}
    shown = [_shown(key, values[key], cells[key]) for key in keys]
    order = _order(shown, len(table), notes)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_headers(keys, notes))
    writer.writerows([cells[key][i] for key in keys] for i in order)
    file.write(text.getvalue().encode())
    file.flush()


def _rank(key: str) -> int:
    return _FIRST.index(key) if key in _FIRST else len(_FIRST)


def _headers(keys: Iterable[str], notes: Changes) -> list[str]:
    """Return the headers; Gephi drops the texts under one that speaks of intervals."""
    headers: list[str] = []
    for key in keys:
        header = key.title() if key in _FIRST else key
        header = header.replace("interval", "span").replace("timestamp", "moment")
        while header in headers:
            header += "_"
        notes["names"] += header.lower() != key.lower()
        headers.append(header)
    return headers


def _cell(value: object, notes: Changes) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return cell(value, "string")
    text, count = _ESCAPE.subn(r"\\\\", _harmless(value, notes))
    notes["backslashes"] += count > 0
    return text


def _harmless(text: str, notes: Changes) -> str:
    """Put an apostrophe before what a spreadsheet would run, and count it."""
    safe = harmless(text)
    notes["formulas"] += safe != text
    return safe


def _shown(key: str, values: list[Any], cells: list[str]) -> int | None:
    """Return the first row that shows the type of a column, or None if no row does."""
    filled = [i for i, value in enumerate(values) if value is not None]
    if key in _TEXTS or not any(_is_doubtful(cells[i]) for i in filled):
        return 0
    if isinstance(values[filled[0]], str):
        return next((i for i in filled if not _is_doubtful(cells[i])), None)
    large = (i for i in filled if isinstance(values[i], int) and abs(values[i]) >= 2**31)
    return next(large, filled[0])


def _is_doubtful(text: str) -> bool:
    return _DOUBTFUL.fullmatch(text.strip()) is not None


def _order(shown: list[int | None], size: int, notes: Changes) -> Iterable[int]:
    """Return the order of the rows: as they were, if Gephi guesses well then."""
    needed = sorted({i for i in shown if i is not None})
    notes["doubtful"] += shown.count(None) + len(needed[_GUESSED:])
    if not needed or needed[-1] < _GUESSED:
        return range(size)
    return dict.fromkeys([*needed, *range(size)])

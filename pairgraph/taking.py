"""Takes in what an engine finds, row by row where rows are limited, so that it can stop early."""

from __future__ import annotations

from io import BytesIO
from itertools import islice

from .answer import Answer
from .errors import LimitExceeded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import pyoxigraph as ox

    Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def taken(results: Results, *, max_rows: int | None = None, max_bytes: int | None = None) -> Answer:
    """Return the answer that an engine's results make.

    Args:
        results: what `pyoxigraph.Store.query` returns.
        max_rows: how many rows or triples to take at most; the engine is not asked for more than
            one beyond, which tells whether the answer is cut.
        max_bytes: how long the answer may be, as JSON results or N-Triples.

    Raises:
        LimitExceeded: the answer is longer than `max_bytes`.

    >>> import pyoxigraph as ox
    >>> endless = "SELECT ?x { VALUES ?x { 1 2 3 } }"
    >>> answer = taken(ox.Store().query(endless), max_rows=2)
    >>> answer.rows, answer.is_cut
    ([(1,), (2,)], True)
    """
    import pyoxigraph as ox

    sink = _Sink(max_bytes)
    try:
        _write(results, max_rows, sink)
    except _Full:
        raise LimitExceeded("max_bytes", max_bytes or 0) from None
    is_cut = max_rows is not None and _has_more(results)
    return Answer(sink.getvalue(), is_triples=isinstance(results, ox.QueryTriples), is_cut=is_cut)


class _Full(Exception):
    """More was written than may be."""


class _Sink(BytesIO):
    """Bytes that may not grow without end."""

    def __init__(self, most: int | None) -> None:
        super().__init__()
        self.most = most

    def write(self, data: Any) -> int:
        if self.most is not None and self.tell() + len(data) > self.most:
            raise _Full
        return super().write(data)


def _write(results: Results, max_rows: int | None, sink: _Sink) -> None:
    import pyoxigraph as ox

    if isinstance(results, ox.QueryTriples):
        ox.serialize(islice(results, max_rows), sink, format=ox.RdfFormat.N_TRIPLES)
    elif isinstance(results, ox.QueryBoolean) or max_rows is None:
        results.serialize(sink, format=ox.QueryResultsFormat.JSON)
    else:
        first = _first(results, max_rows, sink.most)
        first.serialize(sink, format=ox.QueryResultsFormat.JSON)


def _first(rows: ox.QuerySolutions, number: int, max_bytes: int | None) -> Any:
    """Return the first rows, by way of TSV: pyoxigraph writes as JSON what it has read itself."""
    import pyoxigraph as ox

    sink = _Sink(max_bytes)
    sink.write("\t".join(map(str, rows.variables)).encode())
    for row in islice(rows, number):
        sink.write(("\n" + "\t".join(map(_told, row))).encode())
    sink.write(b"\n")
    return ox.parse_query_results(sink.getvalue(), format=ox.QueryResultsFormat.TSV)


def _told(term: object) -> str:
    """Return a term as TSV has it: as in N-Triples, a triple in its brackets, nothing unbound."""
    text = "" if term is None else str(term)
    return f"<<( {text} )>>" if type(term).__name__ == "Triple" else text


def _has_more(results: Any) -> bool:
    return hasattr(results, "__next__") and next(results, None) is not None

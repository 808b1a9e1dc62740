"""Takes in what an engine finds, row by row where rows are limited, so that it can stop early."""

from __future__ import annotations

from io import BytesIO
from itertools import islice

from .answer import Answer
from .errors import LimitExceeded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
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
    is_triples = isinstance(results, ox.QueryTriples)
    try:
        if max_rows is None or isinstance(results, ox.QueryBoolean):
            _write_all(results, sink)
        elif isinstance(results, ox.QueryTriples):
            ox.serialize(islice(results, max_rows), sink, format=ox.RdfFormat.N_TRIPLES)
        else:
            _write_rows(results.variables, islice(results, max_rows), sink)
    except _Full:
        raise LimitExceeded("max_bytes", max_bytes or 0) from None
    is_cut = max_rows is not None and _has_more(results)
    return Answer(sink.getvalue(), is_triples=is_triples, is_cut=is_cut)


class _Full(Exception):
    """More was written than may be."""


class _Sink(BytesIO):
    """Bytes that may not grow without end."""

    def __init__(self, most: int | None) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any) -> int:
        if self._most is not None and self.tell() + len(data) > self._most:
            raise _Full
        return super().write(data)


def _write_all(results: Results, sink: BytesIO) -> None:
    import pyoxigraph as ox

    if isinstance(results, ox.QueryTriples):
        results.serialize(sink, format=ox.RdfFormat.N_TRIPLES)
    else:
        results.serialize(sink, format=ox.QueryResultsFormat.JSON)


def _write_rows(
    variables: list[ox.Variable], rows: Iterable[ox.QuerySolution], sink: BytesIO
) -> None:
    """Write rows as JSON results; pyoxigraph writes all of them or none."""
    import json

    names = [variable.value for variable in variables]
    sink.write(f'{{"head":{{"vars":{json.dumps(names)}}},"results":{{"bindings":['.encode())
    for number, row in enumerate(rows):
        bound = zip(names, row, strict=True)
        told = {name: _told(term) for name, term in bound if term is not None}
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        sink.write(("," * (number > 0) + text).encode())
    sink.write(b"]}}")


def _told(term: Any) -> dict[str, Any]:
    """Return a term as JSON results have it."""
    import pyoxigraph as ox

    if isinstance(term, ox.Triple):
        parts = zip(("subject", "predicate", "object"), term, strict=True)
        return {"type": "triple", "value": {name: _told(part) for name, part in parts}}
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    return {"type": "literal", "value": term.value, **_kind(term)}


def _kind(literal: ox.Literal) -> dict[str, str]:
    if literal.language:
        direction = {"its:dir": literal.direction.value} if literal.direction else {}
        return {"xml:lang": literal.language, **direction}
    is_plain = literal.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return {} if is_plain else {"datatype": literal.datatype.value}


def _has_more(results: Any) -> bool:
    return next(results, None) is not None if hasattr(results, "__next__") else False

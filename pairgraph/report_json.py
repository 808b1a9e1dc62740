"""A report as one JSON document, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from .opening import printable
from .report import Report, Result
from .vocabulary import shorten

if TYPE_CHECKING:
    from rdflib.term import Identifier

Json: TypeAlias = dict[str, object]


def to_json(report: Report) -> str:
    """Return a report as JSON: whether it conforms, in which language, and its results.

    A result has `label`, `iri`, `curie`, `rule`, `severity`, `message`, `file`, `line`, `path`
    and `value`; what is not known is null. A value is a term of the SPARQL 1.1 JSON results
    (https://www.w3.org/TR/sparql11-results-json/), a blank node without its name, which changes.

    >>> print(to_json(Report([], "en")), end="")
    {
      "conforms": true,
      "language": "en",
      "results": []
    }
    """
    results = [_result(result) for result in report.results]
    document = {"conforms": report.conforms, "language": report.lang, "results": results}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _result(result: Result) -> Json:
    iri = _iri(result.focus)
    return {
        "label": result.label or None,
        "iri": iri,
        "curie": _curie(iri),
        "rule": shorten(result.shape),
        "severity": result.severity.lower(),
        "message": result.message,
        "file": None if result.file is None else printable(result.file),
        "line": result.line,
        "path": _iri(result.path),
        "value": _term(result.value),
    }


def _iri(term: Identifier | None) -> str | None:
    from rdflib import URIRef

    return str(term) if isinstance(term, URIRef) else None


def _curie(iri: str | None) -> str | None:
    short = shorten(iri or "")
    return short if short != iri and short else None


def _term(term: Identifier | None) -> Json | None:
    from rdflib import Literal

    if term is None:
        return None
    if isinstance(term, Literal):
        more = {"xml:lang": term.language, "datatype": _iri(term.datatype)}
        kept = {key: value for key, value in more.items() if value}
        return {"type": "literal", "value": str(term), **kept}
    iri = _iri(term)
    return {"type": "uri", "value": iri} if iri else {"type": "bnode"}

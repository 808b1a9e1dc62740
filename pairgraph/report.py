"""The outcome of a validation: for people, and as the SHACL recommendation lays it out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from .turtle import format_turtle
from .vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Identifier, Node

SEVERITIES = ("Violation", "Warning", "Info")
_COUNTED = {
    "fr": (("faute", "fautes"), ("avertissement", "avertissements"), ("remarque", "remarques")),
    "en": (("fault", "faults"), ("warning", "warnings"), ("note", "notes")),
}
_CLEAN = {"fr": "Tout est conforme.", "en": "Everything conforms."}
_COLON = {"fr": " :", "en": ":"}


class Result(NamedTuple):
    """One thing that breaks one rule.

    Its focus, path, value, shape and component are rdflib terms, which are strings as well; its
    severity is one of `SEVERITIES`; its component is the kind of constraint that SHACL names.
    """

    focus: Identifier
    label: str
    path: Identifier | None
    value: Identifier | None
    shape: Identifier
    severity: str
    message: str
    file: str | None
    line: int | None
    component: Identifier


@dataclass(frozen=True)
class Report:
    """The outcome of a validation: its results in order, in one language."""

    results: list[Result]
    lang: str

    @property
    def conforms(self) -> bool:
        """Whether no result is a violation; a warning or a note breaks nothing."""
        return all(result.severity != "Violation" for result in self.results)

    def text(self) -> str:
        """Return the report as people read it: thing by thing, with file and line if known."""
        parts = [self._headline()]
        for title, group in groupby(self.results, key=_title):
            parts += ["", title, *map(self._entry, group)]
        return "\n".join(parts)

    def to_turtle(self) -> str:
        """Return the report as the SHACL recommendation lays it out, in canonical Turtle."""
        from rdflib import RDF, SH, BNode, Graph, Literal

        graph, report = Graph(bind_namespaces="none"), BNode()
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(self.conforms)))
        for result in self.results:
            _describe(graph, report, result, self.lang)
        return format_turtle(graph)

    def _headline(self) -> str:
        counts = [
            f"{n} {words[n > 1]}"
            for severity, words in zip(SEVERITIES, _COUNTED[self.lang], strict=True)
            if (n := sum(result.severity == severity for result in self.results))
        ]
        return ", ".join(counts) or _CLEAN[self.lang]

    def _entry(self, result: Result) -> str:
        place = ":".join(str(part) for part in (result.file, result.line) if part)
        word = _COUNTED[self.lang][SEVERITIES.index(result.severity)][0]
        start = f"  {place}: {word}" if place else f"  {word}"
        return f"{start}{_COLON[self.lang]} {result.message} [{shorten(result.shape)}]"


def shown(term: Identifier | None) -> str:
    """Return a term as it is read: a CURIE, a text, or brackets for what has no name."""
    from rdflib import BNode, URIRef

    if term is None or isinstance(term, BNode):
        return "[ ]"
    return shorten(str(term)) if isinstance(term, URIRef) else str(term)


def _title(result: Result) -> str:
    name = shown(result.focus)
    return f"{name} — {result.label}" if result.label else name


def order(result: Result) -> tuple[str, ...]:
    """Order results by what is read: a nameless thing is called something else in each run."""
    terms = (result.focus, result.shape, result.path, result.value, result.component)
    return (*map(shown, terms), result.message, result.file or "", f"{result.line or 0:9}")


def _describe(graph: Graph, report: Node, result: Result, lang: str) -> None:
    from rdflib import RDF, SH, BNode, Literal

    node = BNode()
    graph.add((report, SH.result, node))
    graph.add((node, RDF.type, SH.ValidationResult))
    graph.add((node, SH.focusNode, result.focus))
    graph.add((node, SH.sourceShape, result.shape))
    graph.add((node, SH.sourceConstraintComponent, result.component))
    graph.add((node, SH.resultSeverity, SH[result.severity]))
    graph.add((node, SH.resultMessage, Literal(result.message, lang=lang)))
    for relation, term in ((SH.resultPath, result.path), (SH.value, result.value)):
        if term is not None:
            graph.add((node, relation, term))

"""The outcome of a validation: for people, and as the SHACL recommendation lays it out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from .turtle import format_turtle
from .vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Identifier, Node

SEVERITIES = ("Violation", "Warning", "Info")  # the gravest first
_COUNTED = {
    "fr": (("faute", "fautes"), ("avertissement", "avertissements"), ("remarque", "remarques")),
    "en": (("fault", "faults"), ("warning", "warnings"), ("note", "notes")),
}
_CLEAN = {"fr": "Tout est conforme.", "en": "Everything conforms."}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
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
    """The outcome of a validation: its results in order, in one language.

    What is as grave as its severity, or graver, does not conform.
    """

    results: list[Result]
    lang: str
    severity: str = "Violation"

    @property
    def conforms(self) -> bool:
        """Whether no result is a violation, or as grave as `at_least` was told to reject."""
        return not any(map(self.rejects, self.results))

    def rejects(self, result: Result) -> bool:
        """Tell whether a result is grave enough to break conformance."""
        return _rank(result.severity) <= _rank(self.severity)

    def at_least(self, severity: str) -> Report:
        """Return the report of what is at least so grave, none of which conforms.

        >>> Report([], "en").at_least("Warning").conforms
        True
        """
        limit = _rank(severity)
        kept = [result for result in self.results if _rank(result.severity) <= limit]
        return replace(self, results=kept, severity=severity)

    def gravest(self) -> str:
        """Return how grave the worst result is, or nothing if there is none."""
        return min((result.severity for result in self.results), key=_rank, default="")

    def text(self) -> str:
        """Return the report as people read it: thing by thing, with file and line if known."""
        parts = [self.headline()]
        for title, group in groupby(self.by_file(), key=title_of):
            parts += ["", title, *map(self.entry, group)]
        return "\n".join(parts)

    def by_file(self) -> list[Result]:
        """Return the results of one file after those of another, each thing's together."""
        return sorted(self.results, key=lambda result: result.file or "")

    def to_turtle(self) -> str:
        """Return the report as the SHACL recommendation lays it out, in canonical Turtle.

        There, a graph conforms only if nothing at all is reported.
        """
        from rdflib import RDF, SH, BNode, Graph, Literal

        graph, report = Graph(bind_namespaces="none"), BNode()
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(not self.results)))
        for result in self.results:
            _describe(graph, report, result, self.lang)
        return format_turtle(graph)

    def headline(self) -> str:
        """Return how much was found, in a few words."""
        counts = [
            f"{n} {words[n > 1]}"
            for severity, words in zip(SEVERITIES, _COUNTED[self.lang], strict=True)
            if (n := sum(result.severity == severity for result in self.results))
        ]
        return ", ".join(counts) or _CLEAN[self.lang]

    def word(self, result: Result) -> str:
        """Return what a result is called by its severity."""
        return _COUNTED[self.lang][_rank(result.severity)][0]

    def entry(self, result: Result) -> str:
        """Return one result as a line: where, how grave, what is wrong, and by which rule."""
        place = ":".join(str(part) for part in (result.file, result.line) if part)
        word = self.word(result)
        start = f"  {place}: {word}" if place else f"  {word}"
        said = f"{start}{_COLON[self.lang]} {result.message} [{shorten(result.shape)}]"
        return one_line(said)


def one_line(text: str) -> str:
    r"""Return a text on one line, without what steers a terminal or cannot be printed.

    >>> one_line("red: \x1b[31m\nthe end")
    'red:  [31m the end'
    """
    return _CONTROL.sub(" ", text)


def shown(term: Identifier | None) -> str:
    """Return a term as it is read: a CURIE, a text, or brackets for what has no name."""
    from rdflib import BNode, URIRef

    if term is None or isinstance(term, BNode):
        return "[ ]"
    return shorten(str(term)) if isinstance(term, URIRef) else str(term)


def title_of(result: Result) -> str:
    """Return what a result is about, on one line: its name, and what it is called."""
    name = shown(result.focus)
    return one_line(f"{name} — {result.label}" if result.label else name)


def order(result: Result) -> tuple[str, ...]:
    """Order results by what is read: a nameless thing is called something else in each run."""
    terms = (result.focus, result.shape, result.path, result.value, result.component)
    return (*map(shown, terms), result.message, result.file or "", f"{result.line or 0:9}")


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity)


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

"""What must hold, checked with SHACL and said in the reader's language.

pySHACL checks the core constraints, over a copy of the graph in rdflib's own memory. It parses a
`sh:sparql` query again for each thing it looks at, so Oxigraph asks each of those once instead,
for all its targets together. What neither says (a property on a thing of the wrong kind, the name
nearest to a misspelt one, the file and the line) is worked out here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import InputError, PairgraphError
from .files import parse_rdf
from .graph import (
    Paths,
    Source,
    as_graph,
    as_store,
    open_store,
    plain_graph,
    shape_files,
)
from .lines import SourceFile, place, source_files
from .report import Report, Result, order, shown
from .telling import Teller
from .vocabulary import BASE, LANGUAGES, PREFIXES, SHAPES, nearest, shorten

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Graph
    from rdflib.term import Identifier, Node

    from .stores import Store

_NEAREST = {"fr": " Le nom le plus proche : {}.", "en": " The nearest name: {}."}
_QUOTED = {"fr": "« {} »", "en": "“{}”"}
_HOLE = re.compile(r"\{[?$](\w+)\}")


class _Finding(NamedTuple):
    """A rule broken, before it is put into words; `told` is all that the rule tells of it."""

    focus: Identifier
    shape: Identifier
    component: Identifier
    told: Mapping[str, Identifier | None]


def validate(source: Source = None, *, extra: Paths = (), lang: str = "en") -> Report:
    """Check a graph against the shapes, and say what is wrong and what to do.

    Args:
        source: a store or a graph that holds the shipped ontology; the shipped graph if left out.
        extra: RDF files of your own to check with it.
        lang: the language of the report, "fr" or "en".

    Returns:
        A report that conforms unless it holds a violation. Nothing is added to `source`.

    Raises:
        InputError: one of your files cannot be read, or the language is neither.
        PairgraphError: the shapes cannot be read or run, which means a broken installation.

    >>> validate().conforms
    True
    """
    if lang not in LANGUAGES:
        raise InputError(f"lang {lang!r}: give {' or '.join(LANGUAGES)}")
    own = {os.fspath(path): _parse(path) for path in extra}
    store = _together(source, own)
    with _quiet():
        data, shapes = plain_graph(store), shapes_graph()
        found = [*_core(data, shapes), *_queried(store, shapes), *_misplaced(data, shapes)]
        words = _Words(store, data, shapes, lang)
        files = source_files(own) if found else []
        return Report(_distinct(words.result(finding, files) for finding in found), lang)


def shapes_graph() -> Graph:
    """Return the shipped shapes in rdflib's own memory.

    Raises:
        PairgraphError: there is none, or one cannot be read.
    """
    import pyoxigraph as ox

    store = ox.Store()
    for path in shape_files():
        store.extend(ox.Quad(*triple) for triple in parse_rdf(path))
    return plain_graph(store)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each value that is ill-formed: it is a finding."""
    import logging

    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def _parse(path: str | os.PathLike[str]) -> list[ox.Triple]:
    import pyoxigraph as ox

    triples = parse_rdf(path)
    if any(isinstance(triple.object, ox.Triple) for triple in triples):
        raise InputError(f"{path}: holds a triple within a triple, which SHACL cannot check")
    return triples


def _together(source: Source, own: Mapping[str, list[ox.Triple]]) -> ox.Store:
    import pyoxigraph as ox

    store = open_store() if source is None else ox.Store()
    if source is not None:
        store.extend(as_store(source))
    for triples in own.values():
        store.extend(ox.Quad(*triple) for triple in triples)
    return store


def _core(data: Graph, shapes: Graph) -> Iterator[_Finding]:
    """Yield what pySHACL finds, the rules that are queries left out."""
    from rdflib import SH

    report: Any = _run_pyshacl(data, _aimed(shapes))
    for result in report.objects(None, SH.result):
        told = {"path": SH.resultPath, "value": SH.value}
        yield _Finding(
            report.value(result, SH.focusNode),
            report.value(result, SH.sourceShape),
            report.value(result, SH.sourceConstraintComponent),
            {name: report.value(result, relation) for name, relation in told.items()},
        )


def _aimed(shapes: Graph) -> Graph:
    """Return the rules that are no queries, each with the targets of the shape that it belongs to.

    pySHACL goes through the targets of such a rule together, and through those of the shape that
    the rule belongs to one by one, which takes twice as long.
    """
    from rdflib import SH, Graph

    core = Graph()
    core += shapes
    core.remove((None, SH.sparql, None))
    for shape, rule in shapes.subject_objects(SH.property):
        for path in (SH.targetClass, SH.targetSubjectsOf):
            for target in shapes.objects(shape, path):
                core.add((rule, path, target))
                core.remove((shape, SH.property, rule))
    return core


def _run_pyshacl(data: Graph, shapes: Graph) -> Graph:
    import pyshacl
    from pyshacl.errors import ReportableRuntimeError
    from rdflib import Graph

    try:
        _, report, why = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    except ReportableRuntimeError as error:
        raise PairgraphError(f"{SHAPES}: the shapes cannot be run: {_line(error)}") from error
    if not isinstance(report, Graph):
        raise PairgraphError(f"{SHAPES}: the shapes cannot be run: {why}")
    return report


def _queried(store: Store, shapes: Graph) -> Iterator[_Finding]:
    """Yield what the rules that are queries find, each asked once."""
    from rdflib import SH

    graph = as_graph(store)
    rules: Iterable[Any] = shapes.subject_objects(SH.sparql)
    for shape, constraint in rules:
        select = str(shapes.value(constraint, SH.select))
        for told in _rows(graph, select.replace("{", "{ " + _targets(shapes, shape), 1)):
            yield _Finding(told["this"], shape, SH.SPARQLConstraintComponent, told)


def _rows(graph: Graph, select: str) -> list[dict[str, Identifier]]:
    try:
        rows: Any = graph.query(select)
    except SyntaxError as error:
        raise PairgraphError(f"{SHAPES}: a rule cannot be asked: {_line(error)}") from error
    return [row.asdict() for row in rows]


def _targets(shapes: Graph, shape: Node) -> str:
    """Return the pattern that binds `$this` to a shape's targets; none means the whole graph."""
    from rdflib import SH

    kinds = [f"$this a/rdfs:subClassOf* <{kind}>" for kind in shapes.objects(shape, SH.targetClass)]
    users = [f"$this <{path}> ?_" for path in shapes.objects(shape, SH.targetSubjectsOf)]
    return " UNION ".join(f"{{ {pattern} }}" for pattern in kinds + users)


def _misplaced(data: Graph, shapes: Graph) -> Iterator[_Finding]:
    """Yield each property of ours that stands on a thing of a kind it is not meant for."""
    from rdflib import RDF, SH, URIRef

    rule, component = URIRef(PREFIXES["pgsh"] + "DomainShape"), SH.ClosedConstraintComponent
    paths: Iterable[Any] = data.predicates(unique=True)
    for path in [path for path in paths if path.startswith(BASE)]:
        homes = _homes(data, shapes, path)
        focuses: set[Any] = set(data.subjects(path)) if homes else set()
        for focus in focuses:
            kinds = set(data.objects(focus, RDF.type))
            if kinds and not kinds & homes and not any(_is_missing(kind, data) for kind in kinds):
                yield _Finding(focus, rule, component, {"path": path})


def _is_missing(name: Node, data: Graph) -> bool:
    """Return whether a name of ours is described nowhere, which is a fault on its own."""
    return str(name).startswith(BASE) and (name, None, None) not in data


def _homes(data: Graph, shapes: Graph, path: Node) -> set[Node]:
    """Return the classes whose things may bear a property: its domain, and where shapes name it."""
    from rdflib import RDFS, SH

    wider = [path, *data.objects(path, RDFS.subPropertyOf)]
    homes = {home for relation in wider for home in data.objects(relation, RDFS.domain)}
    for rule in shapes.subjects(SH.path, path):
        for shape in shapes.subjects(SH.property, rule):
            homes.update(shapes.objects(shape, SH.targetClass))
    kinds = (data.transitive_subjects(RDFS.subClassOf, home) for home in homes)
    return {kind for narrower in kinds for kind in narrower if kind is not None}


class _Words:
    """Puts findings into words, in one language."""

    def __init__(self, store: Store, data: Graph, shapes: Graph, lang: str) -> None:
        self._teller = Teller(store, lang)
        self._data = data
        self._shapes = shapes
        self._lang = lang
        self._near = {"": ""}

    def result(self, finding: _Finding, files: list[SourceFile]) -> Result:
        from rdflib import SH, URIRef

        focus, shape, component, told = finding
        path = told.get("path")
        severity = self._shapes.value(shape, SH.severity, default=SH.Violation)
        return Result(
            focus,
            self._label(focus),
            path if isinstance(path, URIRef) else None,
            told.get("value"),
            shape,
            str(severity).removeprefix(PREFIXES["sh"]),
            self._message(finding),
            *place(files, focus, told.get("unknown")),
            component,
        )

    def _message(self, finding: _Finding) -> str:
        from rdflib import SH

        told = {"this": finding.focus, **finding.told}
        messages: Any = self._shapes.objects(finding.shape, SH.message)
        spoken = (str(message) for message in messages if message.language == self._lang)
        text = next(spoken, shorten(finding.shape))
        text = _HOLE.sub(lambda hole: self._name(told.get(hole[1])), text)
        near = self._nearest(told.get("unknown"))
        return text + _NEAREST[self._lang].format(near) if near else text

    def _name(self, term: Identifier | None) -> str:
        """Return how a message names a thing, or shows a value: words in quotation marks."""
        from rdflib import Literal

        if isinstance(term, Literal):
            words = term.datatype is None
            return _QUOTED[self._lang].format(term) if words else str(term)
        label = self._label(term)
        return f"{_QUOTED[self._lang].format(label)} ({shown(term)})" if label else shown(term)

    def _label(self, term: Identifier | None) -> str:
        """Return what a thing is called, if it is called anything but its own name."""
        import pyoxigraph as ox
        from rdflib import URIRef

        label = self._teller.label(ox.NamedNode(term)) if isinstance(term, URIRef) else ""
        return "" if label == shown(term) else label

    def _nearest(self, unknown: Identifier | None) -> str:
        """Return the described name, of the same namespace, most like one that is not known."""
        from rdflib import RDF

        name = str(unknown or "")
        if name not in self._near:
            space = next((space for space in PREFIXES.values() if name.startswith(space)), name)
            known = {str(subject) for subject in self._data.subjects(RDF.type)} - {name}
            names = sorted(iri.removeprefix(space) for iri in known if iri.startswith(space))
            near = nearest(name.removeprefix(space), names, n=1)
            self._near[name] = shorten(space + near[0]) if near else ""
        return self._near[name]


def _distinct(results: Iterable[Result]) -> list[Result]:
    """Return the results in order, one for each thing, rule and message.

    A rule may be broken in several ways at once (two labels of three in French: too many, and
    twice the same language), which its one message already covers.
    """
    first: dict[tuple[str, str, str], Result] = {}
    for result in sorted(results, key=order):
        first.setdefault((result.focus, result.shape, result.message), result)
    return list(first.values())


def _line(error: Exception) -> str:
    return " ".join(str(error).split())

"""What must hold, checked with SHACL and said in the reader's language.

An engine checks the core constraints, and Oxigraph asks the rules that are queries. What neither
says (the name nearest to a misspelt one, the file and the line) is worked out here, for what was
found alone: the cost of a validation grows with the graph, and no faster.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .engines import Finding, check, chosen
from .errors import InputError
from .files import parse_rdf
from .graph import add, as_store, open_store, plain_graph, shape_files
from .lines import PlacedFile, SourceFile, place, source_files
from .nearness import Nearness
from .report import Report, Result, order, shown
from .rules import misplaced, queried
from .telling import Teller
from .vocabulary import PREFIXES, checked_lang, shorten

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Graph
    from rdflib.term import Identifier

    from .intake import Place
    from .stores import Paths, Source, Store

_NEAREST = {"fr": " Le nom le plus proche : {}.", "en": " The nearest name: {}."}
_QUOTED = {"fr": "« {} »", "en": "“{}”"}
_HOLE = re.compile(r"\{[?$](\w+)\}")


def validate(
    source: Source = None, *, extra: Paths = (), lang: str = "en", engine: str | None = None
) -> Report:
    """Check a graph against the shapes, and say what is wrong and what to do.

    Args:
        source: a store or a graph that holds the shipped ontology; the shipped graph if left out.
        extra: files of your own to check with it.
        lang: the language of the report, "fr" or "en".
        engine: "shacl", which is fast, or "pyshacl", the reference; "shacl" where it is installed
            if left out. They tell the same (see `engines` for what pySHACL lets pass).

    Returns:
        A report that conforms unless it holds a violation. Nothing is added to `source`.

    Raises:
        InputError: one of your files cannot be read, or the language or engine is unknown.
        PairgraphError: the shapes cannot be read or run, which means a broken installation.

    >>> validate().conforms
    True
    """
    checked_lang(lang)
    extra = list(extra)
    store = open_store() if source is None else as_store(source)
    whole = copied(store) if extra and source is not None else _held(store)
    own = {os.fspath(path): add(whole, path, lang=lang, noted=True) for path in extra}
    return validate_store(whole, own, lang=lang, engine=engine)


def validate_store(
    store: ox.Store,
    own: Mapping[str, Mapping[str, Place]],
    *,
    lang: str = "en",
    engine: str | None = None,
) -> Report:
    """Check a store, as `validate` does.

    Args:
        store: what is checked.
        own: users' files that are in it, each with the places of its things if they are known.
        lang: the language of the report, "fr" or "en".
        engine: see `validate`.
    """
    engine = chosen(engine)
    if store.query("ASK { ?s ?p ?o FILTER (isTRIPLE(?o)) }"):
        raise InputError("a triple within a triple, which SHACL cannot check")
    with _quiet():
        shapes = shapes_graph()
        found = _found(store, shapes, engine)
        words = _Words(store, shapes, lang)
        files = source_files(own, _names(found)) if found else []
        return Report(_distinct(words.result(finding, files) for finding in found), lang)


def _held(store: Store) -> ox.Store:
    """Return a store that is on this machine."""
    import pyoxigraph as ox

    return store if isinstance(store, ox.Store) else copied(store)


def copied(store: Store) -> ox.Store:
    """Return a copy of a store in memory."""
    import pyoxigraph as ox

    copy = ox.Store()
    copy.bulk_extend(store)
    return copy


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
    """Keep rdflib from telling of each value that is ill-formed: it is a finding."""
    import logging
    import warnings

    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            yield
    finally:
        logger.disabled = before


def core(shapes: Graph) -> Graph:
    """Return shapes without their rules that are queries."""
    from rdflib import SH, Graph

    left = Graph() + shapes
    for constraint in shapes.objects(None, SH.sparql):
        left.remove((None, SH.sparql, constraint))
        left.remove((constraint, None, None))
    return left


def _found(store: ox.Store, shapes: Graph, engine: str) -> list[Finding]:
    found = (check(store, core(shapes), engine), queried(store, shapes), misplaced(store, shapes))
    return [finding for some in found for finding in some]


def _names(found: list[Finding]) -> set[str]:
    """Return the names that findings are told by, which are looked up in the files."""
    return {str(name) for f in found for name in (f.focus, f.told.get("unknown")) if name}


class _Words:
    """Puts findings into words, in one language."""

    def __init__(self, store: ox.Store, shapes: Graph, lang: str) -> None:
        self._store = store
        self._teller = Teller(store, lang)
        self._shapes = shapes
        self._lang = lang
        self._near = Nearness(self._described)

    def result(self, finding: Finding, files: list[SourceFile | PlacedFile]) -> Result:
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

    def _message(self, finding: Finding) -> str:
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
        """Return the described name that was probably meant by one that is not known."""
        return self._near.name(str(unknown or ""))

    def _described(self, space: str) -> list[str]:
        """Return the names of a namespace that are described."""
        rows: Any = self._store.query(
            f'SELECT DISTINCT ?s {{ ?s a ?kind FILTER (STRSTARTS(STR(?s), "{space}")) }}'
        )
        return [row["s"].value for row in rows]


def _distinct(results: Iterable[Result]) -> list[Result]:
    """Return the results in order, one for each thing, rule and message.

    A rule may be broken in several ways at once (two labels of three in French: too many, and
    twice the same language), which its one message already covers.
    """
    first: dict[tuple[str, str, str], Result] = {}
    for result in sorted(results, key=order):
        first.setdefault((result.focus, result.shape, result.message), result)
    return list(first.values())

"""Where oxrdflib and rdflib disagree, mended once.

oxrdflib types a plain literal `xsd:string`, which rdflib does not hold equal to a plain one;
refuses a prepared query, upon which rdflib falls back in silence to its own slow engine; and binds
beforehand only the variables that a query selects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from .stores import Store


def _plain(term: Any) -> Any:
    if isinstance(term, Literal) and term.datatype == XSD.string:
        return Literal(str(term))
    return term


def as_term(term: Any) -> Any:
    """Return an Oxigraph term as rdflib has it, a value as it is written.

    >>> as_term(ox.Literal("word")) == Literal("word")
    True
    """
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        kind = URIRef(term.datatype.value)
        return _plain(Literal(term.value, datatype=kind, normalize=False))
    return (BNode if isinstance(term, ox.BlankNode) else URIRef)(term.value)


class MendedStore(OxigraphStore):
    """An Oxigraph store that speaks rdflib's dialect.

    >>> from rdflib import Literal, URIRef
    >>> store = ox.Store()
    >>> store.load(b'<x:s> <x:p> "word" .', ox.RdfFormat.TURTLE)
    >>> [(_, _, word)] = Graph(MendedStore(store), "urn:x-rdflib:default")
    >>> word == Literal("word")
    True
    """

    def __init__(self, store: Store) -> None:
        super().__init__(store=store)  # type: ignore[arg-type]
        self.oxigraph = store

    def __len__(self, context: Graph | None = None) -> int:
        if isinstance(self.oxigraph, ox.Store):
            return super().__len__(context)
        return len(self.oxigraph)  # a server may not know of triple terms

    def triples(
        self, triple_pattern: Any, context: Graph | None = None
    ) -> Iterator[tuple[Any, Iterator[Graph | None]]]:
        for (s, p, o), contexts in super().triples(triple_pattern, context):
            yield (s, p, _plain(o)), contexts

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Any],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> Result:
        if isinstance(query, Query):
            text, namespaces, base = query._original_args
            initNs = {**initNs, **namespaces}  # noqa: N806
            query = f"BASE <{base}>\n{text}" if base else text
        try:
            result = super().query(query, initNs, initBindings, queryGraph, **kwargs)
        except RuntimeError:  # pyoxigraph binds beforehand only what is selected
            text = query + _values(initBindings)
            result = super().query(text, initNs, {}, queryGraph, **kwargs)
        return _mended(result)


def _values(bindings: Mapping[str, Any]) -> str:
    names = " ".join(f"?{name}" for name in bindings)
    return f"\nVALUES ({names}) {{ ({' '.join(term.n3() for term in bindings.values())}) }}"


def _mended(result: Result) -> Result:
    if result.type == "SELECT":
        result.bindings = [_bound(row) for row in result.bindings]
    elif result.graph is not None:
        triples: Iterable[Any] = result.graph
        result.graph = Graph()
        for s, p, o in triples:
            result.graph.add((s, p, _plain(o)))
    return result


def _bound(row: Mapping[Any, Any]) -> dict[Any, Any]:
    return {name: _plain(value) for name, value in row.items() if value is not None}

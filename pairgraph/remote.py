"""Files brought into a SPARQL server: each in a named graph, its triples also in the graph read.

What is new is sent to a graph beside, in as many requests as it takes, and moved to its place by
one last update, so whoever asks meanwhile sees all of it or nothing. Of a file cut off on the way
only that graph beside is left, which the next try replaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .dumping import IMPORTS
from .errors import InputError
from .imports import Import
from .vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .endpoint import Endpoint

_BESIDE = f"{BASE}beside/"
_LIST = f"{BASE}import"  # the graph that lists the others
_LISTED = f"""SELECT ?name ?triples ?origin ?date ?mark {{ GRAPH <{_LIST}> {{
  ?graph dcterms:title ?name ; dcterms:extent ?triples ; dcterms:source ?origin ;
    dcterms:created ?date ; dcterms:identifier ?mark . }} }} ORDER BY ?date ?name"""
_ELSEWHERE = f"""FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }}
  FILTER (?other != <%(graph)s> && STRSTARTS(STR(?other), "{IMPORTS}")) }}"""
_TAKE_OUT = f"""DELETE {{ %(read)s }} WHERE {{ GRAPH <%(graph)s> {{ ?s ?p ?o }} {_ELSEWHERE} }} ;
DROP SILENT GRAPH <%(graph)s> ;
DELETE {{ GRAPH <{_LIST}> {{ <%(graph)s> ?p ?o }} }}
WHERE {{ GRAPH <{_LIST}> {{ <%(graph)s> ?p ?o }} }}"""
# What is read already, and not from a file, is not to be taken out with this one.
_KEEP = f"""DELETE {{ GRAPH <%(beside)s> {{ ?s ?p ?o }} }}
WHERE {{ GRAPH <%(beside)s> {{ ?s ?p ?o }} %(read)s {_ELSEWHERE} }} ;
INSERT {{ %(read)s }} WHERE {{ GRAPH <%(beside)s> {{ ?s ?p ?o }} }} ;
MOVE SILENT GRAPH <%(beside)s> TO <%(graph)s> ;
INSERT DATA {{ GRAPH <{_LIST}> {{ <%(graph)s> %(told)s }} }}"""
_TOLD = {"title": "name", "extent": "triples", "source": "origin"}
_TOLD |= {"created": "date", "identifier": "mark"}


class RemoteDraft:
    """What is to be brought into a server, and taken out of it; `save` carries it out."""

    release = ""  # of what a server holds, its keeper knows

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._brought: dict[str, list[ox.Triple]] = {}
        self._taken: set[str] = set()
        self.imports = {one.name: one for one in listed(endpoint)}

    def is_outdated(self) -> bool:
        """Return false: what the server holds beside the imports is its keeper's to renew."""
        return False

    def ship(self, triples: Iterable[ox.Triple], release: str) -> int:
        """Refuse a shipped graph, which a server loads by its own means."""
        raise InputError(f"{self._endpoint}: load a dump of pairgraph {release} by its own loader")

    def bring(self, name: str, triples: Iterable[ox.Triple], **told: str) -> Import:
        """Bring in what a file holds, in place of what was brought in by its name before."""
        if name in self.imports:
            self.take_out(name)
        self._brought[name] = list(dict.fromkeys(map(_named, triples)))
        brought = Import(name, len(self._brought[name]), file="", **told)
        self.imports[name] = brought
        return brought

    def take_out(self, name: str) -> None:
        """Take out what was brought in under a name."""
        del self.imports[name]
        if self._brought.pop(name, None) is None:
            self._taken.add(name)

    def load(self) -> ox.Store:
        """Return in memory what the server would then hold, to be checked."""
        import pyoxigraph as ox

        store = ox.Store()
        store.bulk_extend(self._endpoint)
        kept = {t for name in self.imports if name not in self._brought for t in self._held(name)}
        for name in self._taken:
            for triple in self._held(name):
                if triple not in kept:
                    store.remove(ox.Quad(*triple))
        for triples in self._brought.values():
            store.bulk_extend(ox.Quad(*triple) for triple in triples)
        return store

    def save(self) -> None:
        """Carry it out on the server.

        Raises:
            EndpointError: the server fails or refuses; an import that was under way is not there.
        """
        for name, triples in self._brought.items():
            self._send(_BESIDE + quote(name, safe=""), triples)
        updates = [_TAKE_OUT % self._terms(name) for name in sorted(self._taken)]
        updates += [_KEEP % self._terms(name) for name in self._brought]
        if updates:
            self._endpoint.update(" ;\n".join(updates))

    def _send(self, graph: str, triples: list[ox.Triple]) -> None:
        import pyoxigraph as ox

        beside = self._endpoint.over(graph)
        beside.update(f"DROP SILENT GRAPH <{graph}>", may_repeat=True)
        beside.extend(ox.Quad(*triple) for triple in triples)

    def _terms(self, name: str) -> dict[str, str]:
        import pyoxigraph as ox

        read = "?s ?p ?o"
        if self._endpoint.graph:
            read = f"GRAPH <{self._endpoint.graph}> {{ {read} }}"
        told = ""
        if name in self._brought:
            values = self.imports[name]._asdict()
            told = " ; ".join(
                f"<{PREFIXES['dcterms']}{relation}> {ox.Literal(values[field])}"
                for relation, field in _TOLD.items()
            )
        graph = quote(name, safe="")
        return {"graph": IMPORTS + graph, "beside": _BESIDE + graph, "read": read, "told": told}

    def _held(self, name: str) -> Iterator[ox.Triple]:
        graph = f"GRAPH <{IMPORTS}{quote(name, safe='')}> {{ ?s ?p ?o }}"
        found = self._endpoint.over().quads(f"SELECT ?s ?p ?o {{ {graph} }}")
        return (quad.triple for quad in found)


def listed(endpoint: Endpoint) -> list[Import]:
    """Return the files brought into a server, in the order in which they came.

    Raises:
        EndpointError: the server fails or refuses.
        InputError: it does not hold the graph that pairgraph ships, which they are to stand beside.
    """
    if not endpoint.query("ASK { pgt:pair-aidant a pg:RoleTerm }", prefixes=PREFIXES):
        raise InputError(
            f"{endpoint}: does not hold the graph of pairgraph; load it from pairgraph dump all.nt"
        )
    rows: Any = endpoint.over().query(_LISTED, prefixes=PREFIXES)
    values = [[term.value for term in row] for row in rows]
    return [Import(n, int(k), source, date, mark, "") for n, k, source, date, mark in values]


def _named(triple: ox.Triple) -> ox.Triple:
    """Name the nameless, which no server would know again: this is called to skolemize."""
    from uuid import NAMESPACE_OID, uuid5

    import pyoxigraph as ox

    def name(term: object) -> object:
        if isinstance(term, ox.BlankNode):
            return ox.NamedNode(uuid5(NAMESPACE_OID, term.value).urn)
        return term

    return ox.Triple(*map(name, triple))  # type: ignore[arg-type]

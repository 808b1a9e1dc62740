"""The formal classes of sourced definitions, generated from their criteria.

A definition whose criteria lend themselves to logic becomes a class under the class of the term
that it defines; what it requires becomes necessary conditions, and, where it says that they are
enough, sufficient ones. The classes of the terms themselves stay open: sources disagree.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .errors import InputError
from .graph import as_store
from .matching import Criterion, Sense, senses
from .sparql import query
from .turtle import format_turtle
from .vocabulary import BASE, LANGUAGES, ONTOLOGY, PREFIXES, expand, shorten
from .wording import Definition, Wording
from .writing import write

if TYPE_CHECKING:
    from rdflib import BNode, Graph, URIRef
    from rdflib.term import Node

    from .stores import Source, Store

SENSES = os.path.join(ONTOLOGY, "senses.ttl")
_TYPICAL, _EXCLUDING = expand("pgv:strength-typical"), expand("pgv:strength-excluding")
_TEXT_ONLY = expand("pgv:level-text-only")
_SUFFICIENT = expand("pgv:level-necessary-and-sufficient")
_FORMAL = "SELECT ?term ?class { ?term pg:hasSense ?sense ; pg:hasFormalClass ?class }"
_DOCUMENTS = "SELECT ?sense ?document { ?sense pg:isStatedIn/pg:isPassageOf ?document }"
_MODULE, _TERMS = f"{BASE}sense", f"{BASE}term"
_VANN = "http://purl.org/vocab/vann/"
_TITLES = {"fr": "Classes formelles de pairgraph", "en": "Formal classes of pairgraph"}
_DESCRIPTIONS = {
    "fr": "Une classe par définition sourcée dont les critères se prêtent à la logique ; "
    "engendrée à partir de ces critères, jamais modifiée à la main.",
    "en": "One class for each sourced definition whose criteria lend themselves to logic; "
    "generated from these criteria, never edited by hand.",
}
_CITATION = "The pairgraph contributors (2026). Formal classes of pairgraph. Version {}."


def generate(source: Source = None) -> str:
    """Return the classes of a graph's definitions, as canonical Turtle.

    Args:
        source: a store or an rdflib graph; the shipped graph if left out.

    Raises:
        InputError: two definitions would share a class, one is about things of two kinds, or a
            criterion cannot be put into words.

    >>> "pgs:MediateurDeSantePairPar a owl:Class" in generate()
    True
    """
    store = as_store(source)
    graph, defined = _graph(), definitions(store)
    _add_header(graph, store)
    for definition in defined:
        _add_axioms(graph, definition)
    _add_sources(graph, defined, store)
    for lang in LANGUAGES:
        _add_words(graph, defined, Wording(store, lang), lang)
    return format_turtle(graph)


def write_senses(*, check: bool = False) -> bool:
    """Write the shipped classes anew, and return whether they changed or, checked, would change.

    Args:
        check: leave the file as it is.
    """
    after = generate().encode()
    before = b""
    if os.path.exists(SENSES):
        with open(SENSES, "rb") as file:
            before = file.read()
    if after != before and not check:
        write(SENSES, after)
    return after != before


def definitions(store: Store) -> list[Definition]:
    """Return the definitions that become classes, by name.

    Those that are text only, that have no criterion but typical ones, or whose term names no class
    of things, do not.

    Raises:
        InputError: two definitions would share a class, or one is about things of two kinds.
    """
    formal = _pairs(_FORMAL, store)
    told: dict[str, list[Sense]] = defaultdict(list)
    for sense in map(_bare, senses(store)):
        if sense.criteria and sense.kind and sense.level != _TEXT_ONLY:
            told[class_of(sense.iri)].append(sense)
    return [_definition(name, rows, formal) for name, rows in sorted(told.items())]


def class_of(sense: str) -> str:
    """Return the IRI of the class of a definition.

    >>> shorten(class_of(expand("pgd:sense-pair-aidance-dihal-2018")))
    'pgs:PairAidanceDihal2018'
    """
    local = sense.removeprefix(PREFIXES["pgd"]).removeprefix("sense-")
    return expand("pgs:") + "".join(part[:1].upper() + part[1:] for part in local.split("-"))


def _bare(sense: Sense) -> Sense:
    """Return a definition without its typical criteria, which never enter the logic."""
    return sense._replace(criteria=tuple(c for c in sense.criteria if c.strength != _TYPICAL))


def _definition(name: str, rows: list[Sense], formal: dict[str, list[str]]) -> Definition:
    if len({sense.iri for sense in rows}) > 1:
        both = " and ".join(sorted({shorten(sense.iri) for sense in rows}))
        raise InputError(f"{both} would both become {shorten(name)}: rename one")
    if len({sense.kind for sense in rows}) > 1:
        both = " and ".join(sorted(shorten(sense.term) for sense in rows))
        this = shorten(rows[0].iri)
        raise InputError(f"{this} defines terms of two kinds, {both}: give each its own")
    terms = tuple(sorted({sense.term for sense in rows}))
    parents = sorted({parent for term in terms for parent in formal[term]})
    return Definition(name, rows[0], terms, tuple(parents))


def _pairs(text: str, store: Store) -> dict[str, list[str]]:
    found = defaultdict(list)
    for key, value in query(text, store):
        found[str(key)].append(str(value))
    return found


def _graph() -> Graph:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    others = {"bibo": "http://purl.org/ontology/bibo/", "vann": _VANN}
    for prefix, namespace in {**PREFIXES, **others}.items():
        graph.bind(prefix, namespace)
    return graph


def _add_axioms(graph: Graph, definition: Definition) -> None:
    from rdflib import OWL, RDF, RDFS, URIRef

    this, sense = URIRef(definition.name), definition.sense
    graph.add((this, RDF.type, OWL.Class))
    for parent in definition.parents:
        graph.add((this, RDFS.subClassOf, URIRef(parent)))
    is_sufficient = sense.level == _SUFFICIENT
    if is_sufficient and all(map(_is_plain, sense.criteria)):
        graph.add((this, OWL.equivalentClass, _whole(graph, sense)))
        return
    for criterion in sense.criteria:
        for part in _parts(graph, criterion):
            _add_inclusion(graph, this, part, marked=(part, OWL.unionOf, None) in graph)
    if is_sufficient:
        negated = any(c.strength == _EXCLUDING for c in sense.criteria)
        _add_inclusion(graph, _whole(graph, sense), this, marked=negated)


def _is_plain(criterion: Criterion) -> bool:
    return len(criterion.values) == 1 and criterion.strength != _EXCLUDING


def _add_inclusion(graph: Graph, sub: Node, whole: Node, *, marked: bool) -> None:
    """Add that all of one class are of another, marked if OWL 2 RL does not let one say so."""
    from rdflib import OWL, RDF, RDFS, BNode, Literal, URIRef

    graph.add((sub, RDFS.subClassOf, whole))
    if not marked:
        return
    axiom = BNode()
    graph.add((axiom, RDF.type, OWL.Axiom))
    graph.add((axiom, OWL.annotatedSource, sub))
    graph.add((axiom, OWL.annotatedProperty, RDFS.subClassOf))
    graph.add((axiom, OWL.annotatedTarget, whole))
    graph.add((axiom, URIRef(expand("pg:isBeyondProfile")), Literal("OWL 2 RL")))


def _whole(graph: Graph, sense: Sense) -> BNode:
    """Return the class of what is of the kind that a definition is about and meets all of it."""
    from rdflib import OWL, URIRef

    parts = [part for criterion in sense.criteria for part in _parts(graph, criterion)]
    return _list(graph, OWL.intersectionOf, [URIRef(sense.kind or ""), *parts])


def _parts(graph: Graph, criterion: Criterion) -> list[BNode]:
    """Return the classes of what meets a criterion: one for each answer that it excludes."""
    from rdflib import OWL, RDF, BNode

    has = [_restriction(graph, criterion.facet, value) for value in criterion.values]
    if criterion.strength != _EXCLUDING:
        return has if len(has) == 1 else [_list(graph, OWL.unionOf, has)]
    without = [BNode() for _ in has]
    for node, one in zip(without, has, strict=True):
        graph.add((node, RDF.type, OWL.Class))
        graph.add((node, OWL.complementOf, one))
    return without


def _restriction(graph: Graph, facet: str, value: str) -> BNode:
    from rdflib import OWL, RDF, BNode, URIRef

    node = BNode()
    graph.add((node, RDF.type, OWL.Restriction))
    graph.add((node, OWL.onProperty, URIRef(facet)))
    graph.add((node, OWL.hasValue, URIRef(value)))
    return node


def _list(graph: Graph, relation: URIRef, parts: Iterable[Node]) -> BNode:
    from rdflib import OWL, RDF, BNode
    from rdflib.collection import Collection

    node, members = BNode(), BNode()
    graph.add((node, RDF.type, OWL.Class))
    graph.add((node, relation, members))
    Collection(graph, members, [*parts])
    return node


def _add_sources(graph: Graph, defined: list[Definition], store: Store) -> None:
    from rdflib import DCTERMS, RDFS, URIRef

    documents = _pairs(_DOCUMENTS, store)
    for definition in defined:
        this, sense = URIRef(definition.name), URIRef(definition.sense.iri)
        graph.add((sense, URIRef(expand("pg:hasFormalClass")), this))
        graph.add((this, RDFS.isDefinedBy, URIRef(_MODULE)))
        for document in documents.get(definition.sense.iri, ()):
            graph.add((this, DCTERMS.source, URIRef(document)))


def _add_words(graph: Graph, defined: list[Definition], wording: Wording, lang: str) -> None:
    from rdflib import SKOS, Literal, URIRef

    for definition, label in zip(defined, wording.labels(defined), strict=True):
        this = URIRef(definition.name)
        graph.add((this, SKOS.prefLabel, Literal(label, lang=lang)))
        graph.add((this, SKOS.definition, Literal(wording.definition(definition), lang=lang)))
        if definition.sense.level != _SUFFICIENT:
            graph.add((this, SKOS.scopeNote, Literal(wording.note(), lang=lang)))


def _add_header(graph: Graph, store: Store) -> None:
    """Describe the module as that of the terms is, but for what it is called and holds."""
    from rdflib import DCTERMS, OWL, Literal, Namespace, URIRef

    terms, module, vann = _header(store), URIRef(_MODULE), Namespace(_VANN)
    version = terms.value(URIRef(_TERMS), OWL.versionInfo)
    own: dict[Node, list[Node]] = {
        DCTERMS.title: [Literal(text, lang=lang) for lang, text in _TITLES.items()],
        DCTERMS.description: [Literal(text, lang=lang) for lang, text in _DESCRIPTIONS.items()],
        DCTERMS.bibliographicCitation: [Literal(_CITATION.format(version), lang="en")],
        OWL.versionIRI: [URIRef(f"{_MODULE}/{version}")],
        vann.preferredNamespacePrefix: [Literal("pgs")],
        vann.preferredNamespaceUri: [Literal(PREFIXES["pgs"])],
    }
    for relation in {*terms.predicates(), *own}:
        for value in own.get(relation, terms.objects(None, relation)):
            graph.add((module, relation, value))


def _header(store: Store) -> Graph:
    """Return what is said of the module of the terms."""
    import pyoxigraph as ox
    from rdflib import Graph

    said = (quad.triple for quad in store.quads_for_pattern(ox.NamedNode(_TERMS), None, None))
    text = ox.serialize(said, format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=text, format="nt")

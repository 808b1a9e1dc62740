"""The ontology itself: labels, definitions, headers, and what OWL 2 DL allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef

from pairgraph.graph import ontology_files, open_store, plain_graph
from pairgraph.vocabulary import BASE, LANGUAGES, ONTOLOGY, PREFIXES

PG = Namespace(PREFIXES["pg"])
DCTERMS = Namespace(PREFIXES["dcterms"])
FOREIGN = {  # vocabularies we borrow from; anything else is a slip
    *(PREFIXES[name] for name in ("dcterms", "foaf", "org", "owl", "prov", "rdf", "rdfs", "skos")),
    "http://purl.org/ontology/bibo/",
    "http://purl.org/vocab/vann/",
}
DATATYPES = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.anyURI, RDF.langString}
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
HEADER = ("title", "description", "license", "creator", "contributor", "publisher", "created")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return plain_graph(open_store())


def ours(node: object) -> bool:
    return isinstance(node, URIRef) and node.startswith(BASE)


def declared(graph: Graph, kind: URIRef) -> set[URIRef]:
    return {s for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}


def unlabelled(graph: Graph) -> list[str]:
    """Terms of ours without exactly one label and one definition per language."""
    terms = sorted(t for kind in KINDS for t in declared(graph, kind) if ours(t))
    assert terms
    needed = [(term, prop) for term in terms for prop in (SKOS.prefLabel, SKOS.definition)]
    return [f"{term} {prop}" for term, prop in needed if _languages(graph, term, prop) != LANGUAGES]


def _languages(graph: Graph, term: URIRef, prop: URIRef) -> tuple[str, ...]:
    texts = graph.objects(term, prop)
    found = [text.language or "" for text in texts if isinstance(text, Literal)]
    return tuple(sorted(found, reverse=True))


def of_two_kinds(graph: Graph) -> list[str]:
    """IRIs declared as two of class, property and individual: punning, which loses in tools."""
    classes = declared(graph, OWL.Class)
    things = {s for s, kind in graph.subject_objects(RDF.type) if kind in classes}
    seen = Counter(node for kind in KINDS for node in declared(graph, kind))
    seen.update(node for node in things if isinstance(node, URIRef))
    return sorted(str(node) for node, times in seen.items() if times > 1)


def undeclared(graph: Graph) -> list[str]:
    """Predicates and classes that are used and not declared."""
    builtin = (str(OWL), str(RDF), str(RDFS))
    known = {term for kind in KINDS for term in declared(graph, kind)}
    used = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    return sorted(str(u) for u in used - known if not str(u).startswith(builtin))


def foreign(graph: Graph) -> list[str]:
    """Vocabularies that are used and not on the list of those we borrow from."""
    used = {str(p) for p in graph.predicates()} | {str(o) for o in graph.objects(None, RDF.type)}
    return sorted(u for u in used if not u.startswith((BASE, *FOREIGN)))


def odd_datatypes(graph: Graph) -> list[str]:
    """Values of data properties with a datatype that OWL 2 DL or its reasoners refuse."""
    data = declared(graph, OWL.DatatypeProperty)
    return sorted(
        f"{p} {o.datatype}"
        for p, o in graph.predicate_objects()
        if p in data and isinstance(o, Literal) and not o.language
        if (o.datatype or XSD.string) not in DATATYPES
    )


def misplaced_values(graph: Graph) -> list[str]:
    """Object properties with a literal, and data properties with a node."""
    objects, data = declared(graph, OWL.ObjectProperty), declared(graph, OWL.DatatypeProperty)
    return sorted(
        f"{p} {o}"
        for p, o in graph.predicate_objects()
        if (p in objects and isinstance(o, Literal)) or (p in data and not isinstance(o, Literal))
    )


def blank_facts(graph: Graph) -> list[str]:
    """Statements about our individuals that reach into blank nodes."""
    classes = declared(graph, OWL.Class)
    facts = {s for s, kind in graph.subject_objects(RDF.type) if kind in classes}
    return sorted(f"{s} {p}" for s in facts for p, o in graph.predicate_objects(s) if _blank(o, s))


def _blank(value: object, subject: object) -> bool:
    return isinstance(value, BNode) or isinstance(subject, BNode)


def chained_and_simple(graph: Graph) -> list[str]:
    """Properties with a chain that are functional as well, which OWL 2 DL forbids."""
    chained = set(graph.subjects(OWL.propertyChainAxiom))
    assert chained
    return sorted(str(p) for p in chained if (p, RDF.type, OWL.FunctionalProperty) in graph)


def unmarked(graph: Graph) -> list[str]:
    """Axioms outside OWL 2 RL that are not marked as such."""
    beyond = [
        *graph.subject_objects(OWL.disjointUnionOf),
        *((s, o) for s, o in graph.subject_objects(RDFS.subClassOf) if _existential(graph, o)),
    ]
    assert beyond
    marked = {
        (graph.value(mark, OWL.annotatedSource), graph.value(mark, OWL.annotatedTarget))
        for mark in graph.subjects(PG.isBeyondProfile)
    }
    return sorted(str(source) for source, target in beyond if (source, target) not in marked)


def _existential(graph: Graph, node: object) -> bool:
    return isinstance(node, BNode) and (node, OWL.someValuesFrom, None) in graph


def poor_headers(graph: Graph) -> list[str]:
    """Ontology headers that lack something a catalogue asks for."""
    modules = sorted(declared(graph, OWL.Ontology))
    assert modules
    lacking = [(m, DCTERMS[key]) for m in modules for key in HEADER]
    lacking += [(m, key) for m in modules for key in (OWL.versionIRI, OWL.versionInfo)]
    return [f"{module} {key}" for module, key in lacking if (module, key, None) not in graph]


Check = Callable[[Graph], list[str]]
CHECKS: dict[Check, str] = {
    unlabelled: "pg:Claim skos:prefLabel 'autre'@fr .",
    of_two_kinds: "pg:Claim a pg:Term .",
    undeclared: "pgt:pair pg:nothing 1 .",
    foreign: "pgt:pair <http://schema.org/name> 'pair' .",
    odd_datatypes: "pgd:event-harlem-1990 pg:edtfDate '1990'^^xsd:gYear .",
    misplaced_values: "pgt:pair pg:hasSense 'a sense' .",
    blank_facts: "pgt:pair pg:hasSense [] .",
    chained_and_simple: "pg:hasPlace a owl:FunctionalProperty .",
    unmarked: "pg:Claim rdfs:subClassOf [ owl:onProperty pg:basis ; owl:someValuesFrom pg:A ] .",
    poor_headers: "<urn:another> a owl:Ontology .",
}
PROLOGUE = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.__name__))
def test_the_ontology_passes(check: Check, graph: Graph) -> None:
    assert check(graph) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.__name__))
def test_a_fault_is_found(check: Check, graph: Graph) -> None:
    fault = Graph().parse(data=PROLOGUE + CHECKS[check])
    graph += fault
    try:
        assert len(check(graph)) >= 1
    finally:
        graph -= fault


def test_one_kind_of_thing_a_file() -> None:
    names = {Path(path).relative_to(ONTOLOGY).as_posix() for path in ontology_files()}
    assert {"pairgraph.ttl", "facets.ttl", "terms.ttl", "facts/claims.ttl"} <= names


def test_a_name_is_described_in_one_file() -> None:
    homes: dict[object, set[str]] = {}
    for path in ontology_files():
        for subject, predicate in set(Graph().parse(path).subject_predicates()):
            if isinstance(subject, URIRef) and predicate != PG.hasFormalClass:  # links, generated
                homes.setdefault(subject, set()).add(path)
    assert {str(s): sorted(at) for s, at in homes.items() if len(at) > 1} == {}

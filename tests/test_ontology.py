"""The ontology's own terms: labelled and defined once per language, written canonically."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, SKOS, Graph, Literal, URIRef

from pairgraph.turtle import format_turtle

ONTOLOGY = Path(__file__).parent.parent / "ontology" / "pairgraph.ttl"
OURS = "https://w3id.org/pairgraph/"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def faults(graph: Graph) -> list[str]:
    """Return each term of ours that lacks exactly one label and definition per language."""
    terms = {s for kind in KINDS for s in graph.subjects(RDF.type, kind) if str(s).startswith(OURS)}
    assert terms, "no term of ours was found"
    return [
        f"{term} {prop}"
        for term in sorted(terms)
        for prop in (SKOS.prefLabel, SKOS.definition)
        if sorted(str(o.language) for o in graph.objects(term, prop)) != ["en", "fr"]
    ]


@pytest.fixture
def graph() -> Graph:
    return Graph().parse(ONTOLOGY)


def test_every_term_is_labelled_and_defined_in_both_languages(graph: Graph) -> None:
    assert faults(graph) == []


def test_a_second_french_label_is_rejected(graph: Graph) -> None:
    term = URIRef(OURS + "def#Claim")
    graph.add((term, SKOS.prefLabel, Literal("autre libellé", lang="fr")))
    assert faults(graph) == [f"{term} {SKOS.prefLabel}"]


def test_the_file_is_written_canonically(graph: Graph) -> None:
    assert ONTOLOGY.read_text(encoding="utf-8") == format_turtle(graph)

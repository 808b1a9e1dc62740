"""The formal classes of definitions: generated, never edited, and as their criteria say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from pairgraph import senses
from pairgraph.errors import InputError
from pairgraph.matching import Facets
from pairgraph.senses import SENSES, class_of, definitions, generate, write_senses
from pairgraph.sparql import query
from pairgraph.vocabulary import BASE, LANGUAGES, PREFIXES, expand, shorten

from .conftest import Run
from .synthetic import FERRYMAN, add, definition, replace, shipped

STORE = shipped()
BEYOND = URIRef(expand("pg:isBeyondProfile"))
LIVED = "necessary hasPeerBasis basis-lived-experience"
EITHER = "necessary hasNetwork network-community network-clinical-settings"
HIDDEN = "excluding hasDisclosure disclosure-undisclosed"
NEVER = "excluding hasPlace place-hospital place-home"


def made(*criteria: str, level: str = "necessary-and-sufficient") -> tuple[Graph, URIRef]:
    """Return the class of a made-up definition, and its graph."""
    store = add(shipped(), FERRYMAN, definition("made", level, *criteria))
    return Graph().parse(data=generate(store)), URIRef(expand("pgs:Made"))


def told(graph: Graph, node: Node) -> object:
    """Return a class expression as nested tuples, its parts in order."""
    for relation, name in ((OWL.intersectionOf, "and"), (OWL.unionOf, "or")):
        for members in graph.objects(node, relation):
            parts = [told(graph, member) for member in Collection(graph, members)]
            return (name, *sorted(parts, key=str))
    for part in graph.objects(node, OWL.complementOf):
        return ("not", told(graph, part))
    for value in graph.objects(node, OWL.hasValue):
        return (shorten(str(graph.value(node, OWL.onProperty))), shorten(str(value)))
    return shorten(str(node))


def above(graph: Graph, name: Node) -> list[object]:
    """Return what a class is under, but for the class of its term."""
    found = [told(graph, whole) for whole in graph.objects(name, RDFS.subClassOf)]
    assert "pgr:FerrymanRole" in found
    return sorted((part for part in found if part != "pgr:FerrymanRole"), key=str)


def unmarked(graph: Graph) -> list[object]:
    """Return the inclusions outside OWL 2 RL that are not marked so."""
    marked = {
        (graph.value(mark, OWL.annotatedSource), graph.value(mark, OWL.annotatedTarget))
        for mark in graph.subjects(BEYOND)
    }
    return [
        told(graph, sub)
        for sub, whole in graph.subject_objects(RDFS.subClassOf)
        if (sub, whole) not in marked and _is_beyond(graph, sub, whole)
    ]


def _is_beyond(graph: Graph, sub: Node, whole: Node) -> bool:
    left = isinstance(sub, BNode) and "'not'" in str(told(graph, sub))
    return left or (whole, OWL.unionOf, None) in graph


def test_the_file_is_what_the_criteria_make_of_it() -> None:
    assert generate() == Path(SENSES).read_text(encoding="utf-8"), "run pairgraph fmt"
    assert generate(STORE) == generate(STORE)
    assert write_senses(check=True) is False


def test_every_definition_that_logic_can_use_has_a_class_and_no_other() -> None:
    usable = """
    SELECT DISTINCT ?sense {
      VALUES ?strength { pgv:strength-necessary pgv:strength-excluding }
      ?term pg:hasSense ?sense ; pg:hasFormalClass ?class .
      ?sense pg:hasCriterion/pg:hasStrength ?strength ; pg:hasFormalisationLevel ?level
      FILTER(?level != pgv:level-text-only)
    }"""
    expected = {class_of(str(sense)) for (sense,) in query(usable, STORE)}
    graph = Graph().parse(data=generate(STORE))
    classes = {
        str(name) for name in graph.subjects(RDF.type, OWL.Class) if isinstance(name, URIRef)
    }
    assert classes == expected != set()
    linked = set(graph.objects(None, URIRef(expand("pg:hasFormalClass"))))
    assert {str(name) for name in linked} == classes


def test_a_name_is_of_one_kind_and_only_here() -> None:
    graph = Graph().parse(data=generate(STORE))
    names = {s for s in set(graph.subjects()) if str(s).startswith(PREFIXES["pgs"])}
    assert names
    for name in names:
        assert set(graph.objects(name, RDF.type)) == {OWL.Class}
        assert not any(STORE.quads_for_pattern(ox.NamedNode(str(name)), None, None))


def test_the_header_is_that_of_the_terms_but_for_its_name() -> None:
    header = Graph().parse(data=generate(STORE))
    this, terms = URIRef(f"{BASE}sense"), f"{BASE}term"
    [(version,)] = query(f"SELECT ?version {{ <{terms}> owl:versionInfo ?version }}", STORE)
    assert str(header.value(this, OWL.versionInfo)) == str(version)
    assert str(header.value(this, OWL.versionIRI)) == f"{this}/{version}"
    assert f"Version {version}." in str(header.value(this, DCTERMS.bibliographicCitation))
    assert {_language(text) for text in header.objects(this, DCTERMS.title)} == set(LANGUAGES)


def test_labels_tell_classes_apart() -> None:
    graph = Graph().parse(data=generate(STORE))
    for lang in LANGUAGES:
        labels = [str(o) for o in graph.objects(None, SKOS.prefLabel) if _language(o) == lang]
        assert len(labels) == len(set(labels)) == len(definitions(STORE))


def _language(text: Node) -> str:
    return getattr(text, "language", "") or ""


def test_one_source_that_defines_a_term_twice_gives_two_labels() -> None:
    twice = [definition(f"twice-{i}", "necessary", LIVED) for i in (1, 2)]
    graph = Graph().parse(data=generate(add(shipped(), FERRYMAN, *twice)))
    labels = [
        graph.value(URIRef(expand(f"pgs:Twice{i}")), SKOS.prefLabel, any=True) for i in (1, 2)
    ]
    assert labels[0] != labels[1]


def test_a_definition_is_a_kind_then_what_sets_it_apart() -> None:
    answers = [
        'pgv:basis-oars a pg:PeerBasis ; skos:prefLabel "oars"@en , "rames"@fr .',
        'pgv:network-quay a pg:PeerNetwork ; skos:prefLabel "quay"@en , "quai"@fr .',
        'pgv:network-pier a pg:PeerNetwork ; skos:prefLabel "pier"@en , "jetée"@fr .',
        'pgv:place-fog a pg:SupportPlace ; skos:prefLabel "fog"@en , "brume"@fr .',
    ]
    criteria = [
        "necessary hasPeerBasis basis-oars",
        "necessary hasNetwork network-quay network-pier",
        "excluding hasPlace place-fog",
    ]
    store = add(shipped(), FERRYMAN, *answers, definition("made", "necessary", *criteria))
    graph = Graph().parse(data=generate(store))
    told = graph.objects(URIRef(expand("pgs:Made")), SKOS.definition)
    assert {_language(text): str(text) for text in told} == {
        "en": 'Ferryman role whose bases of the peer relation include "oars", whose networks '
        'include either "pier" or "quay" and whose places do not include "fog".',
        "fr": "Rôle de nocher dont les fondements de la relation comprennent « rames », dont les "
        "réseaux comprennent soit « jetée », soit « quai » et dont les lieux ne comprennent pas "
        "« brume ».",
    }


def test_every_facet_can_be_put_into_words() -> None:
    answers = {facet: value for value, facet in Facets(STORE).facet_of.items()}
    assert len(answers) > 6
    named = ((shorten(facet)[3:], shorten(value)[4:]) for facet, value in answers.items())
    graph, name = made(*(f"necessary {facet} {value}" for facet, value in named))
    for text in graph.objects(name, SKOS.definition):
        assert str(text).count('"' if _language(text) == "en" else "«") >= len(answers)


@pytest.mark.parametrize("level", ["text-only", "necessary", "necessary-and-sufficient"])
def test_what_is_only_typical_makes_no_class(level: str) -> None:
    graph, name = made(LIVED.replace("necessary", "typical"), level=level)
    assert (name, None, None) not in graph


def test_single_answers_that_suffice_are_equivalent() -> None:
    graph, name = made(LIVED, "necessary hasSector sector-social", "typical hasFormat format-group")
    [whole] = graph.objects(name, OWL.equivalentClass)
    assert told(graph, whole) == (
        "and",
        ("pg:hasPeerBasis", "pgv:basis-lived-experience"),
        ("pg:hasSector", "pgv:sector-social"),
        "pg:PeerRole",
    )
    assert above(graph, name) == []


def test_alternatives_that_suffice_are_a_general_axiom() -> None:
    graph, name = made(LIVED, EITHER)
    union = (
        "or",
        ("pg:hasNetwork", "pgv:network-clinical-settings"),
        ("pg:hasNetwork", "pgv:network-community"),
    )
    lived = ("pg:hasPeerBasis", "pgv:basis-lived-experience")
    assert above(graph, name) == [union, lived]
    [sub] = [s for s in graph.subjects(RDFS.subClassOf, name) if isinstance(s, BNode)]
    assert told(graph, sub) == ("and", union, lived, "pg:PeerRole")
    assert not list(graph.objects(name, OWL.equivalentClass))


def test_what_is_excluded_is_refused_one_by_one() -> None:
    graph, name = made(LIVED, NEVER)
    refused = [("not", ("pg:hasPlace", f"pgv:place-{place}")) for place in ("home", "hospital")]
    assert above(graph, name) == [*refused, ("pg:hasPeerBasis", "pgv:basis-lived-experience")]
    [sub] = [s for s in graph.subjects(RDFS.subClassOf, name) if isinstance(s, BNode)]
    lived = ("pg:hasPeerBasis", "pgv:basis-lived-experience")
    assert told(graph, sub) == ("and", *refused, lived, "pg:PeerRole")


def test_what_is_only_necessary_places_nothing() -> None:
    graph, name = made(LIVED, EITHER, level="necessary")
    assert len(above(graph, name)) == 2
    assert not list(graph.objects(name, OWL.equivalentClass))
    assert not list(graph.subjects(RDFS.subClassOf, name))
    assert {_language(note) for note in graph.objects(name, SKOS.scopeNote)} == set(LANGUAGES)


@pytest.mark.parametrize("criteria", [(LIVED,), (EITHER,), (LIVED, NEVER), (EITHER, HIDDEN)])
def test_axioms_outside_the_profile_are_marked(criteria: tuple[str, ...]) -> None:
    graph, _ = made(*criteria)
    assert unmarked(graph) == []
    beyond = len({*criteria} & {EITHER, NEVER, HIDDEN})
    shipped_ones = len(list(Graph().parse(data=generate(STORE)).subjects(BEYOND)))
    assert len(list(graph.subjects(BEYOND))) - shipped_ones == beyond
    graph.remove((None, OWL.annotatedTarget, None))
    assert bool(unmarked(graph)) is (beyond + shipped_ones > 0)


def test_a_shared_definition_is_under_the_classes_of_both_terms() -> None:
    other = FERRYMAN.replace("Ferryman", "Boatman").replace("ferryman", "boatman")
    shared = definition("made", "necessary", LIVED) + "pgt:boatman pg:hasSense pgd:sense-made ."
    graph = Graph().parse(data=generate(add(shipped(), FERRYMAN, other, shared)))
    name = URIRef(expand("pgs:Made"))
    assert "pgr:BoatmanRole" in above(graph, name)
    assert "boatman / ferryman" in {str(o) for o in graph.objects(name, SKOS.prefLabel)}


CHANGES: dict[str, Callable[[ox.Store], ox.Store]] = {
    "another answer": lambda store: replace(
        store, "pgd:criterion-made-0", "pg:acceptsValue", ["pgv:basis-shared-identity"]
    ),
    "one more answer": lambda store: replace(
        store,
        "pgd:criterion-made-0",
        "pg:acceptsValue",
        ["pgv:basis-lived-experience", "pgv:basis-shared-identity"],
    ),
    "only typical": lambda store: replace(
        store, "pgd:criterion-made-0", "pg:hasStrength", ["pgv:strength-typical"]
    ),
    "dropped": lambda store: replace(
        store, "pgd:sense-made", "pg:hasCriterion", ["pgd:criterion-made-1"]
    ),
    "only necessary": lambda store: replace(
        store, "pgd:sense-made", "pg:hasFormalisationLevel", ["pgv:level-necessary"]
    ),
    "text only": lambda store: replace(
        store, "pgd:sense-made", "pg:hasFormalisationLevel", ["pgv:level-text-only"]
    ),
    "no formal class": lambda store: replace(store, "pgt:ferryman", "pg:hasFormalClass", []),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_criterion_changes_the_file(change: str) -> None:
    before = add(shipped(), FERRYMAN, definition("made", "necessary-and-sufficient", LIVED, EITHER))
    assert generate(CHANGES[change](before)) != generate(before)


def test_every_criterion_of_the_graph_counts() -> None:
    first = [(d.sense.iri, d.sense.criteria) for d in definitions(STORE)]
    before = generate(STORE)
    for iri, criteria in first[::8]:
        rest = [shorten(c.iri) for c in criteria[1:]]
        assert generate(replace(STORE, shorten(iri), "pg:hasCriterion", rest)) != before


REFUSED = {
    "two kinds": (
        definition("made", "necessary", LIVED) + "pgt:pair-aidance pg:hasSense pgd:sense-made .",
        "pgd:sense-made defines terms of two kinds, pgt:ferryman and pgt:pair-aidance",
    ),
    "one name": (
        definition("made-up", "necessary", LIVED) + definition("made-Up", "necessary", LIVED),
        "pgd:sense-made-Up and pgd:sense-made-up would both become pgs:MadeUp",
    ),
    "no words": (
        "pg:hasHat rdfs:subPropertyOf pg:hasFacetValue ."
        + definition("made", "necessary", "necessary hasHat hat-bowler"),
        "pg:hasHat: a criterion on it cannot be put into words",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_become_a_class_is_refused(case: str) -> None:
    text, message = REFUSED[case]
    with pytest.raises(InputError, match=message):
        generate(add(shipped(), FERRYMAN, text))


def test_fmt_tells_and_mends_a_file_that_has_fallen_behind(
    pairgraph: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = tmp_path / "senses.ttl"
    monkeypatch.setattr(senses, "SENSES", str(stale))
    run = pairgraph("fmt", "--check")
    assert run.status == 1
    assert f"{stale}: not canonical; run pairgraph fmt\n" in run.out
    assert not stale.exists()
    assert [write_senses(), write_senses(), write_senses(check=True)] == [True, False, False]
    assert stale.read_bytes() == Path(SENSES).read_bytes()

"""The ontology holds none of the known pitfalls, save those waived here with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fnmatch import fnmatch

import pytest
from rdflib import Graph

from pairgraph.graph import open_store, plain_graph
from pairgraph.vocabulary import PREFIXES

from . import pitfalls

Check = Callable[[Graph], list[str]]
PROLOGUE = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
PROLOGUE += "@prefix vann: <http://purl.org/vocab/vann/> .\n"
ANOTHER = "https://w3id.org/pairgraph/another"
BARE = {ANOTHER: f"<{ANOTHER}> a owl:Ontology ."}
OOPS = """P02 P03 P04 P05 P06 P07 P08 P10 P11 P12 P13 P19 P20 P21 P22 P24 P25 P26
    P32 P33 P34 P35 P36 P38 P39 P40 P41"""
FOOPS = "PURL1 OM1 OM2 OM3 OM4.1 OM5.1 OM5.2 FIND1 RDF1 VER1 URI2 VOC1 VOC2 VOC3 VOC4 HTTP1"

# What each check must reject: the term at fault, and the Turtle that puts it there.
REJECTED: dict[Check, dict[str, str]] = {
    pitfalls.synonyms_as_classes: {"pg:Claim": "pg:Claim owl:equivalentClass pg:Term ."},
    pitfalls.relations_named_is: {
        "pg:isA": "pg:isA a owl:ObjectProperty .",
        "pg:stands": "pg:stands a owl:ObjectProperty ; skos:prefLabel 'est un'@fr .",
    },
    pitfalls.unconnected: {
        "pg:Alone": "pg:Alone a owl:Class .",
        "pg:stands": "pg:stands a owl:ObjectProperty .",
    },
    pitfalls.wrong_inverses: {"pg:hasSense": "pg:hasSense owl:inverseOf pg:hasPart ."},
    pitfalls.cycles: {
        "pg:Claim": "pg:SourcedStatement rdfs:subClassOf pg:Claim .",
        "pg:hasFacetValue": "pg:hasFacetValue rdfs:subPropertyOf pg:hasFormat .",
    },
    pitfalls.merged_concepts: {
        "pg:RoleOrTerm": "pg:RoleOrTerm a owl:Class .",
        "pg:Both": "pg:Both a owl:Class ; skos:prefLabel 'rôle et terme'@fr .",
    },
    pitfalls.unlabelled: {"pg:Alone": "pg:Alone a owl:Class ; skos:prefLabel 'seul'@fr ."},
    pitfalls.undefined: {"pg:stands": "pg:stands a owl:ObjectProperty ."},
    pitfalls.undivided: {
        "pg:Alone": """pg:One a owl:Class ; rdfs:subClassOf pg:Alone .
            pg:Two a owl:Class ; rdfs:subClassOf pg:Alone .""",
    },
    pitfalls.open_ended: {
        "pg:stands": "pg:stands a owl:ObjectProperty ; rdfs:range pg:Term .",
        "pg:mark": "pg:mark a owl:DatatypeProperty ; rdfs:domain pg:Term .",
    },
    pitfalls.twins: {
        "pg:subOrganizationOf": "pg:subOrganizationOf a owl:ObjectProperty .",
        "pg:Person": "pg:Person a owl:Class .",
    },
    pitfalls.without_inverse: {"pg:stands": "pg:stands a owl:ObjectProperty ."},
    pitfalls.several_ends: {
        "pg:hasSense": "pg:hasSense rdfs:range pg:Term .",
        "pg:amount": "pg:amount rdfs:domain pg:Term .",
    },
    pitfalls.misused_annotations: {
        "pg:Alone": f"pg:Alone a owl:Class ; skos:prefLabel '{'seul ' * 13}'@fr .",
        "pg:Lone": "pg:Lone a owl:Class ; skos:definition 'A lone thing.'@en .",
    },
    pitfalls.miscellaneous: {
        "pg:OtherRole": "pg:OtherRole a owl:Class .",
        "pg:Rest": "pg:Rest a owl:Class ; skos:prefLabel 'rôles divers'@fr .",
    },
    pitfalls.misnamed: {
        "pg:lowerCase": "pg:lowerCase a owl:Class .",
        "pg:byPlace": "pg:byPlace a owl:ObjectProperty .",
        "pg:hasYear": "pg:hasYear a owl:DatatypeProperty .",
        "pgt:Pair_Aidant": "pgt:Pair_Aidant a pg:RoleTerm .",
    },
    pitfalls.recursive: {
        "pg:Claim": """pg:Claim rdfs:subClassOf [
            owl:onProperty pg:isAbout ; owl:someValuesFrom [ owl:complementOf pg:Claim ] ] .""",
    },
    pitfalls.own_inverses: {"pg:hasSense": "pg:hasSense owl:inverseOf pg:hasSense ."},
    pitfalls.inverses_of_symmetric: {
        "pg:hasSense": "pg:hasSense a owl:SymmetricProperty ; owl:inverseOf pg:hasPart .",
    },
    pitfalls.shared_labels: {"pg:Alone": "pg:Alone a owl:Class ; skos:prefLabel 'Claim'@en ."},
    pitfalls.short_chains: {"pg:hasSense": "pg:hasSense owl:propertyChainAxiom ( pg:hasPart ) ."},
    pitfalls.untyped_classes: {
        "pg:Alone": "pgt:pair a pg:Alone .",
        "pg:Lone": "pg:stands a owl:ObjectProperty ; rdfs:range pg:Lone .",
    },
    pitfalls.untyped_properties: {
        "pg:stands": "pgt:pair pg:stands pg:Term .",
        "pg:leads": "pg:hasSense owl:propertyChainAxiom ( pg:hasPart pg:leads ) .",
    },
    pitfalls.file_names: {f"{ANOTHER}.owl": f"<{ANOTHER}.owl> a owl:Ontology ."},
    pitfalls.homeless: {"pg:Alone": f"pg:Alone a owl:Class ; rdfs:isDefinedBy <{ANOTHER}> ."},
    pitfalls.ambiguous_names: {
        "file:///alone": "<file:///alone> a owl:Class .",
        ANOTHER: f"<{ANOTHER}> a owl:Class .",
    },
    pitfalls.hijacked: {
        "skos:meaning": "skos:meaning a owl:AnnotationProperty .",
        "foaf:Peer": "pgt:pair a foaf:Peer .",
        "http://schema.org/name": "pgt:pair <http://schema.org/name> 'pair' .",
    },
    pitfalls.unlicensed: BARE,
    pitfalls.not_persistent: {
        "https://example.org/a": "<https://example.org/a> a owl:Ontology .",
    },
    pitfalls.lacking_minimum: BARE,
    pitfalls.lacking_recommended: BARE,
    pitfalls.lacking_details: BARE,
    pitfalls.lacking_logo: BARE,
    pitfalls.lacking_provenance: BARE,
    pitfalls.strange_prefixes: {
        ANOTHER: f"""<{ANOTHER}> a owl:Ontology ; vann:preferredNamespacePrefix "pg" ;
            vann:preferredNamespaceUri "{ANOTHER}#" .""",
    },
    pitfalls.inconsistent_names: {
        ANOTHER: f"""<{ANOTHER}> a owl:Ontology ;
            vann:preferredNamespaceUri "https://example.org/#" .""",
    },
    pitfalls.unwritable: {"pg:1": f"pgt:pair <{PREFIXES['pg']}1> 'pair' ."},
    pitfalls.unversioned: {
        ANOTHER: f"<{ANOTHER}> a owl:Ontology ; owl:versionIRI <{ANOTHER}> .",
    },
    pitfalls.home_made_metadata: {ANOTHER: f"<{ANOTHER}> a owl:Ontology ; pg:basis 'mine'@en ."},
    pitfalls.islands: BARE,
    pitfalls.closed_protocols: {"urn:another": "<urn:another> a owl:Ontology ."},
    pitfalls.without_genus: {
        "pg:Alone": """pg:Alone a owl:Class ; rdfs:subClassOf pg:Claim ;
            skos:definition 'Claimant that stands alone.'@en .""",
    },
    pitfalls.circular: {
        "pg:Alone": """pg:Alone a owl:Class ; rdfs:subClassOf pg:Claim ;
            skos:prefLabel 'voice of one'@en ; skos:definition 'Claim made by one voice.'@en .""",
        "pg:Lone": """pg:Lone a owl:Class ;
            skos:prefLabel 'voix seule'@fr ; skos:definition 'Chose dite par une voix.'@fr .""",
    },
    pitfalls.long_definitions: {
        "pg:Alone": f"pg:Alone a owl:Class ; skos:definition 'Thing{' and thing' * 20}.'@en .",
    },
    pitfalls.not_one_sentence: {
        "pg:Alone": "pg:Alone a owl:Class ; skos:definition 'Thing. Another thing.'@en .",
        "pg:Lone": "pg:Lone a owl:Class ; skos:definition 'Thing'@en .",
        "pg:Lonely": "pg:Lonely a owl:Class ; skos:definition 'thing.'@en .",
    },
    pitfalls.left_open: {
        "pg:Alone": "pg:Alone a owl:Class ; skos:definition 'Livre, revue, etc.'@fr .",
        "pg:Lone": "pg:Lone a owl:Class ; skos:definition 'Text such as a book.'@en .",
    },
    pitfalls.capitalised_labels: {
        "pg:Alone": "pg:Alone a owl:Class ; skos:prefLabel 'Lone claim'@en .",
        "pg:Lone": "pg:Lone a owl:Class ; skos:prefLabel 'lone claim.'@en .",
    },
    pitfalls.unsourced_roles: {"pgr:LoneRole": "pgr:LoneRole a owl:Class ."},
}

# Why a fault may stand: (check, term or pattern of terms) and the reason.
UNION = "{} may bear it: its domain would be a union, which OWL 2 RL does not allow there"
RANGES = "it leads to {}: its range would be a union, which OWL 2 RL does not allow there"
WORDS = "the classes follow the words of the sources, which may call one thing by two of them"
WAIVERS = {
    ("unconnected", "pg:Charter"): "no fact names a charter yet; its name is published and stays",
    ("unconnected", "pg:CompetencyFramework"): "only pg:isAbout leads to it, which has no range",
    ("unconnected", "pg:isAbout"): "anything may speak of anything",
    ("unconnected", "pg:isInspiredBy"): "an example may be a programme, a practice or a model",
    ("merged_concepts", "pg:SettingContext"): "one question with two answers: at work, or in life",
    ("merged_concepts", "pgr:ByAndForGroup"): "the sources' own word: « par et pour »",
    ("merged_concepts", "pgs:*"): "a source may define two words at once and name both",
    ("undivided", "pg:Claim"): "a claim may be of two kinds: an advantage that is a benefit",
    ("undivided", "pg:Document"): "a text may be of two genres: a seed document that is a dossier",
    ("undivided", "pg:PolicyText"): "a report may hold a working group's proposal",
    ("undivided", "pg:Programme"): "a pilot may train, and a service may be a pilot",
    ("undivided", "pg:PeerRole"): WORDS,
    ("undivided", "pg:PeerPractice"): WORDS,
    ("undivided", "pg:PeerCollective"): WORDS,
    ("undivided", "pgr:PeerSupporterRole"): "one who supports families may be certified",
    ("open_ended", "pg:isAbout"): "anything may speak of anything",
    ("open_ended", "pg:isInspiredBy"): "a programme or a practice may follow any example",
    ("open_ended", "pg:concerns"): RANGES.format("terms, populations, arrangements, programmes"),
    ("open_ended", "pg:evaluates"): RANGES.format("programmes, arrangements and terms"),
    ("open_ended", "pg:involves"): RANGES.format("agents, programmes, arrangements and ideas"),
    ("open_ended", "pg:citedPages"): UNION.format("a mention or a provision"),
    ("open_ended", "pg:durationUnit"): UNION.format("a training programme or its component"),
    ("open_ended", "pg:durationValue"): UNION.format("a training programme or its component"),
    ("open_ended", "pg:edtfDate"): UNION.format("an event, a programme, a study or a text"),
    ("open_ended", "pg:endYear"): UNION.format("an event, a programme, a role or a period"),
    ("open_ended", "pg:formAsPrinted"): UNION.format("an attestation, a question or an answer"),
    ("open_ended", "pg:gloss"): UNION.format("a statement, a note or a component of a model"),
    ("open_ended", "pg:hasInvolvement"): UNION.format("a programme or a study"),
    ("open_ended", "pg:hasOutcome"): UNION.format("a claim or a finding"),
    ("open_ended", "pg:hasPolicyDomain"): UNION.format("a provision or a text"),
    ("open_ended", "pg:implementsText"): UNION.format("a text, a provision or a programme"),
    ("open_ended", "pg:isPartOfProgramme"): UNION.format("a study, a meeting or a programme"),
    ("open_ended", "pg:isReportedIn"): UNION.format("a study, a programme or a meeting"),
    ("open_ended", "pg:isStatedIn"): UNION.format("whatever a passage says or names"),
    ("open_ended", "pg:lineEnd"): UNION.format("a passage or a section"),
    ("open_ended", "pg:lineStart"): UNION.format("a passage or a section"),
    ("open_ended", "pg:nameAsPrinted"): UNION.format("a contribution, an agent or a programme"),
    ("open_ended", "pg:order"): UNION.format("a question, a component or a phase"),
    ("open_ended", "pg:periodNote"): UNION.format("an event, a programme, a study or a text"),
    ("open_ended", "pg:startYear"): UNION.format("an event, a programme, a role or a period"),
    ("open_ended", "pg:takesPlaceIn"): UNION.format("a programme, a study or an arrangement"),
    ("open_ended", "pg:unit"): UNION.format("a count or a measurement"),
    ("open_ended", "pg:value"): UNION.format("a count or a measurement"),
    ("twins", "pg:hasPart"): "dcterms:hasPart annotates modules, and OWL 2 DL relates an "
    "annotation to no object property",
    ("without_inverse", "pg:*"): "a query reads a statement from either end; inverses would only "
    "double the statements and slow reasoners down",
    ("misused_annotations", "pgs:*"): "a sense is told from another by its source's full name",
    ("misnamed", "pg:byAgent"): "a published name stays; the label beside it has the verb",
    ("lacking_logo", "https://w3id.org/pairgraph/*"): "pairgraph has no logo",
    ("long_definitions", "pgs:*"): "written out from criteria, all of which the reader needs",
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return plain_graph(open_store())


@pytest.fixture(scope="module")
def faults(graph: Graph) -> dict[str, list[str]]:
    """What each check finds in the shipped ontology, by its name."""
    return {check.__name__: check(graph) for check in REJECTED}


def at_fault(text: str) -> str:
    return text.split(": ")[0]


def waived(check: str, text: str, waivers: Iterable[tuple[str, str]]) -> bool:
    return any(check == of and fnmatch(at_fault(text), pattern) for of, pattern in waivers)


def idle(waivers: Iterable[tuple[str, str]], faults: dict[str, list[str]]) -> list[tuple[str, str]]:
    """The waivers that excuse nothing."""
    return [
        (check, pattern)
        for check, pattern in waivers
        if not any(waived(check, text, [(check, pattern)]) for text in faults.get(check, []))
    ]


def codes(check: Check) -> set[str]:
    """The codes of the catalogues that a check's docstring begins with."""
    return set(re.findall(r"[A-Z]+[\d.]+", str(check.__doc__).partition(":")[0]))


@pytest.mark.parametrize("check", REJECTED, ids=lambda check: str(check.__name__))
def test_the_ontology_is_free_of(check: Check, faults: dict[str, list[str]]) -> None:
    found = faults[check.__name__]
    assert [text for text in found if not waived(check.__name__, text, WAIVERS)] == []


REJECTIONS = [(check, term) for check, cases in REJECTED.items() for term in cases]


@pytest.mark.parametrize(
    ("check", "term"), REJECTIONS, ids=lambda part: getattr(part, "__name__", part)
)
def test_a_pitfall_is_seen(
    check: Check, term: str, graph: Graph, faults: dict[str, list[str]]
) -> None:
    turtle = Graph().parse(data=PROLOGUE + REJECTED[check][term])
    added = [triple for triple in turtle if triple not in graph]
    for triple in added:
        graph.add(triple)
    try:
        new = set(check(graph)) - set(faults[check.__name__])
    finally:
        for triple in added:
            graph.remove(triple)
    assert term in map(at_fault, new)


def test_each_code_has_a_check() -> None:
    assert set().union(*map(codes, REJECTED)) - {"P30"} == {*OOPS.split(), *FOOPS.split()}


def test_each_check_is_run() -> None:
    shape = {"graph": "Graph", "return": "list[str]"}
    named = {name: getattr(f, "__annotations__", None) for name, f in vars(pitfalls).items()}
    checks = {name for name, types in named.items() if types == shape}
    assert {check.__name__ for check in REJECTED} == checks


def test_every_waiver_is_needed(faults: dict[str, list[str]]) -> None:
    assert idle(WAIVERS, faults) == []


def test_a_waiver_no_longer_needed_is_seen(faults: dict[str, list[str]]) -> None:
    assert idle([("twins", "pg:hasSense"), ("nothing", "*")], faults) == [
        ("twins", "pg:hasSense"),
        ("nothing", "*"),
    ]


def test_every_waiver_has_its_reason() -> None:
    assert [key for key, reason in WAIVERS.items() if len(reason.split()) < 4] == []

"""The engines agree, report for report; and what they do not agree on is listed, and looked for."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from directory import directory
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import SH, BNode, Graph, Literal
from rdflib.term import Identifier
from validating import spoilt

from pairgraph import engines
from pairgraph.engines import ENGINES, Finding, check, doubts
from pairgraph.errors import InputError
from pairgraph.files import parse_rdf
from pairgraph.report import Report
from pairgraph.shapes import core, shapes_graph, validate
from pairgraph.vocabulary import LANGUAGES, PREFIXES, expand

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:rdflib")
EXAMPLES = sorted((Path(__file__).parent / "examples").glob("*/*.ttl"))
TRIPLES = [triple for path in EXAMPLES for triple in parse_rdf(path)]
CLASSES = ox.NamedNode(expand("rdfs:subClassOf"))
# pySHACL lets pass what does not compare with a bound, such as a date where a number is due.
LAX = {SH[f"{bound}ConstraintComponent"] for bound in ("MinInclusive", "MaxInclusive")} | {
    SH[f"{bound}ConstraintComponent"] for bound in ("MinExclusive", "MaxExclusive")
}
NUMBERS = {str(expand(f"xsd:{kind}")) for kind in ("integer", "decimal")}


@pytest.fixture(scope="module")
def rules() -> Graph:
    return core(shapes_graph())


@pytest.fixture(scope="module")
def classes(store: ox.Store) -> list[ox.Quad]:
    return list(store.quads_for_pattern(None, CLASSES, None))


def masked(report: Report) -> list[tuple[object, ...]]:
    """Return the results of a report; what has no name is called otherwise in each run."""
    return [tuple("[ ]" if isinstance(x, BNode) else x for x in r) for r in report.results]


def terms(findings: Iterable[Finding]) -> set[tuple[Identifier | None, ...]]:
    """Return what an engine tells, nameless things by the names they have in the store."""
    return {(f.focus, f.shape, f.component, path(f), f.told["value"]) for f in findings}


def path(finding: Finding) -> Identifier | None:
    told = finding.told["path"]
    return None if isinstance(told, BNode) else told


# Agreement


def test_they_agree_on_the_shipped_graph_and_every_example_at_once() -> None:
    assert len(EXAMPLES) > 150
    fast, reference = (validate(extra=EXAMPLES, engine=engine) for engine in ENGINES)
    assert len(fast.results) > 300
    assert masked(fast) == masked(reference)
    assert fast.text() == reference.text()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_they_agree_on_each_example(path: Path, rules: Graph, classes: list[ox.Quad]) -> None:
    store = ox.Store()
    store.extend(classes)
    store.extend(ox.Quad(*triple) for triple in parse_rdf(path))
    fast, reference = (terms(check(store, rules, engine)) for engine in ENGINES)
    assert fast == reference


@pytest.mark.parametrize("lang", LANGUAGES)
def test_they_agree_on_a_directory_with_faults(tmp_path: Path, lang: str) -> None:
    file = tmp_path / "spoilt.nt"
    file.write_text("".join(spoilt(directory(2000), 7)), encoding="utf-8")
    fast, reference = (validate(extra=[file], lang=lang, engine=engine) for engine in ENGINES)
    assert len({result.shape for result in fast.results}) > 10
    assert fast == reference


KINDS = ("string", "integer", "decimal", "double", "boolean", "date", "dateTime", "gYear", "byte")
TEXTS = ("", "a", "1", "0", "-3", "3.5", "true", "2001-01-01", "2001", "NaN", " 5 ", "abc\n", "é.")


def mutated(triples: list[ox.Triple], chance: random.Random) -> list[ox.Triple]:
    """Return triples, some of them dropped, others retyped or sent elsewhere."""
    made: list[ox.Triple] = []
    for triple in triples:
        s, p, o = triple
        text, kind = chance.choice(TEXTS), ox.NamedNode(expand(f"xsd:{chance.choice(KINDS)}"))
        held = o.value if isinstance(o, ox.Literal) else text
        other = chance.choice(triples)
        changes = [
            (s, p, ox.Literal(held, datatype=kind)),
            (s, p, ox.Literal(text, datatype=kind)),
            (s, p, ox.Literal(held, language=chance.choice(("fr", "en", "fr-CA", "de")))),
            (s, p, ox.BlankNode()),
            (ox.BlankNode(f"s{chance.randrange(5)}"), p, o),
            (s, other.predicate, o),
            (s, p, other.subject),
            (s, p, other.object),
        ]
        if chance.random() < 0.9:
            made.append(triple)
        if chance.random() < 0.2:
            made.append(ox.Triple(*chance.choice(changes)))
    return made


def is_no_number(term: Identifier | None) -> bool:
    if not isinstance(term, Literal) or str(term.datatype) not in NUMBERS:
        return True
    return term.value is None or str(term) != str(term).strip()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_they_agree_on_examples_changed_at_random(
    rules: Graph, classes: list[ox.Quad], seed: int
) -> None:
    chance = random.Random(seed)
    store = ox.Store()
    store.extend(classes)
    store.extend(ox.Quad(*t) for t in mutated(chance.sample(TRIPLES, 300), chance))
    fast, reference = (terms(check(store, rules, engine)) for engine in ENGINES)
    assert len(fast) > 50
    assert reference <= fast
    assert {
        one for one in fast - reference if one[2] not in LAX or not is_no_number(one[4])
    } == set()


# What they do not agree on


class Case(NamedTuple):
    """A shape and a value, and how many results each engine has for it."""

    shape: str
    value: str
    fast: int
    reference: int


HEADER = "".join(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in ("sh", "rdf", "rdfs", "owl", "xsd"))
CASES = {
    "a year is no number": Case("sh:maxInclusive 2100", '"2019"^^xsd:gYear', 1, 0),
    "a truth is no number": Case("sh:maxInclusive 2100", '"true"^^xsd:boolean', 1, 0),
    "a kind unknown is no number": Case("sh:minInclusive 1", '"2"^^<x:kind>', 1, 0),
    "spaces make no number": Case("sh:minInclusive 1", '" 5 "^^xsd:integer', 1, 0),
    "more than 18 decimals": Case(
        "sh:minInclusive 0", '"0.1234567890123456789"^^xsd:decimal', 1, 0
    ),
    "a number does compare": Case("sh:maxInclusive 2100", "2019", 0, 0),
    "and may be too great": Case("sh:maxInclusive 2100", "2019000", 1, 1),
    "a last line break is no end": Case('sh:pattern "^a$"', '"a\\n"', 1, 1),
}


def both(shape: str, data: str) -> list[int]:
    store = ox.Store()
    store.load((HEADER + data).encode(), ox.RdfFormat.TURTLE)
    text = f"<x:shape> a sh:NodeShape ; sh:targetNode <x:a> ; sh:property <x:rule> . {shape}"
    shapes = Graph().parse(data=HEADER + text, format="turtle")
    return [len(list(check(store, shapes, engine))) for engine in ENGINES]


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_values_on_which_they_differ_are_those_listed(case: Case) -> None:
    shape = f"<x:rule> sh:path <x:p> ; {case.shape} ."
    assert both(shape, f"<x:a> <x:p> {case.value} .") == [case.fast, case.reference]


DOUBTFUL = {
    "<x:a> sh:lessThan <x:b> .": ["sh:lessThan"],
    "<x:a> sh:sparql [ sh:select 'ASK {}' ] .": ["sh:select", "sh:sparql"],
    "<x:a> sh:maxInclusive '2000-01-01'^^xsd:date .": ["sh:maxInclusive of no number"],
    "<x:a> a sh:NodeShape , owl:Class .": ["a shape that is an owl:Class"],
    "<x:a> sh:or ( [ sh:property <x:b> ] ) . <x:b> sh:node <x:a> .": [
        "a shape that comes back to itself"
    ],
}


@pytest.mark.parametrize(("shapes", "found"), DOUBTFUL.items())
def test_what_they_are_not_known_to_agree_on_is_looked_for(shapes: str, found: list[str]) -> None:
    assert doubts(Graph().parse(data=HEADER + shapes, format="turtle")) == found


def test_shapes_that_are_in_doubt_are_left_to_pyshacl(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = "<x:rule> sh:path <x:p> ; sh:lessThan <x:q> ."
    assert both(rule, "<x:a> <x:p> 2 ; <x:q> 1 .") == [1, 1]
    monkeypatch.setattr(engines, "_shacl", None)  # it is not asked
    assert both(rule, "<x:a> <x:p> 2 ; <x:q> 1 .") == [1, 1]
    with pytest.raises(TypeError):
        both("<x:rule> sh:path <x:p> ; sh:minCount 1 .", "")


def test_the_shipped_shapes_leave_no_doubt(rules: Graph) -> None:
    assert doubts(rules) == []
    assert doubts(shapes_graph()) == ["sh:select", "sh:sparql"]


# Which engine


def test_an_engine_that_is_unknown_or_not_installed_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(InputError, match="engine 'topbraid': give shacl or pyshacl"):
        validate(engine="topbraid")
    assert engines.chosen(None) == "shacl"
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    assert engines.chosen(None) == "pyshacl"
    with pytest.raises(InputError, match="pip install shacl"):
        validate(engine="shacl")


def test_a_disk_without_room_is_told(
    rules: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with pytest.raises(InputError, match="none: cannot be written: no such file"):
        list(check(ox.Store(), rules, "shacl"))


def test_nameless_things_keep_their_names(rules: Graph) -> None:
    store = ox.Store()
    named = [
        f'_:a{n} a <{expand("pg:Periodical")}> ; <x:p> "_:a{n + 1} ." , _:b{n} .' for n in range(99)
    ]
    store.load("\n".join(reversed(named)).encode(), ox.RdfFormat.TURTLE)
    kept = {str(quad.subject.value) for quad in store if isinstance(quad.subject, ox.BlankNode)}
    assert {str(finding.focus) for finding in check(store, rules, "shacl")} == kept

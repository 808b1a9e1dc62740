"""Which term fits: three-valued, open-world, and never a rank."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairgraph import as_of, classify, compare, place, placed, query, read_answers, why
from pairgraph.comparing import implies
from pairgraph.errors import InputError, NotFound
from pairgraph.graph import open_store
from pairgraph.matching import (
    COULD_FIT,
    EXCLUDED,
    FITS,
    OPEN,
    Answers,
    Criterion,
    Facets,
    Sense,
    match,
    senses,
)
from pairgraph.vocabulary import expand

from .conftest import Run

STORE = open_store()
FACETS = Facets(STORE)
SENSES = senses(STORE)
VALUES = sorted(FACETS.facet_of)
KINDS = [expand(f"pg:{kind}") for kind in ("PeerRole", "PeerPractice", "PeerCollective")]
GRENOBLE = "pgd:arrangement-grenoble-peer-mediators"


def sense(*criteria: tuple[str, str, list[str]], level: str = "necessary-and-sufficient") -> Sense:
    made = [
        Criterion(f"urn:{at}", expand(facet), expand(f"pgv:strength-{strength}"), tuple(values))
        for at, (strength, facet, names) in enumerate(criteria)
        for values in [map(expand, names)]
    ]
    return Sense("urn:s", "urn:t", KINDS[0], expand(f"pgv:level-{level}"), None, tuple(made))


def role(*yes: str, no: tuple[str, ...] = ()) -> Answers:
    return Answers(frozenset(map(expand, yes)), frozenset(map(expand, no)), KINDS[0])


PLACED = sense(("necessary", "pg:hasPlace", ["pgv:place-institutions"]))
NEEDED = PLACED._replace(level=expand("pgv:level-necessary"))
EITHER = sense(("necessary", "pg:hasPlace", ["pgv:place-home", "pgv:place-street"]))
OPENLY = sense(("necessary", "pg:hasDisclosure", ["pgv:disclosure-disclosed"]))
UNPAID = sense(("excluding", "pg:hasEngagementStatus", ["pgv:engagement-paid"]))


@pytest.mark.parametrize(
    ("definition", "answers", "verdict"),
    [
        (PLACED, role("pgv:place-institutions"), FITS),
        (PLACED, role("pgv:place-hospital"), FITS),  # a hospital is an institution
        (PLACED, role("pgv:place-home"), COULD_FIT),  # another place as well is not ruled out
        (PLACED, role(no=("pgv:place-institutions",)), EXCLUDED),
        (PLACED, role(no=("pgv:place-hospital",)), COULD_FIT),
        (PLACED, role(), COULD_FIT),
        (PLACED, role("pgv:place-hospital")._replace(kind=None), COULD_FIT),
        (PLACED, role("pgv:place-hospital")._replace(kind=KINDS[1]), EXCLUDED),
        (EITHER, role("pgv:place-street"), FITS),
        (EITHER, role(no=("pgv:place-street",)), COULD_FIT),
        (EITHER, role(no=("pgv:place-living-environments",)), EXCLUDED),
        (OPENLY, role("pgv:disclosure-undisclosed"), EXCLUDED),  # it takes one answer
        (UNPAID, role("pgv:engagement-permanent"), EXCLUDED),  # a permanent post is paid
        (UNPAID, role(), COULD_FIT),
        (UNPAID, role(no=("pgv:engagement-paid",)), FITS),
        (
            PLACED._replace(level=expand("pgv:level-necessary")),
            role("pgv:place-hospital"),
            COULD_FIT,
        ),
    ],
)
def test_a_definition_fits_could_fit_or_is_excluded(
    definition: Sense, answers: Answers, verdict: str
) -> None:
    assert match(definition, answers, FACETS).verdict == verdict


answer_sets = st.builds(
    Answers,
    st.frozensets(st.sampled_from(VALUES), max_size=8),
    st.just(frozenset()),
    st.sampled_from([None, *KINDS]),
)


@settings(deadline=None, max_examples=60)
@given(answer_sets, st.sampled_from(VALUES), st.sampled_from(SENSES))
def test_one_more_answer_never_lets_in_what_was_excluded(
    answers: Answers, more: str, definition: Sense
) -> None:
    before = match(definition, answers, FACETS).verdict
    after = match(definition, answers._replace(yes=answers.yes | {more}), FACETS).verdict
    assert not (before == EXCLUDED and after != EXCLUDED)
    assert not (before == FITS and after == COULD_FIT)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(VALUES), max_size=6, unique=True), st.randoms())
def test_the_order_of_answers_never_matters(values: list[str], chance: object) -> None:
    shuffled = list(values)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    both = [Answers(frozenset(order), kind=KINDS[0]) for order in (values, shuffled)]
    assert classify(both[0], STORE) == classify(both[1], STORE)


def test_a_programme_is_placed_with_reasons_and_sources() -> None:
    found = classify(placed(GRENOBLE, STORE), STORE)
    assert {verdict.verdict for verdict in found.verdicts} >= {COULD_FIT, EXCLUDED}
    for verdict in found.verdicts:
        assert verdict.who
        assert "l. " in verdict.where
        assert verdict.reason.endswith(".")
    assert found.next_question is not None
    assert found.trade_offs


def test_the_next_question_decides_the_most() -> None:
    found = classify(place(STORE, kind="role", yes=["paid"]), STORE)
    question = found.next_question
    assert question is not None
    waiting = Counter(
        facet
        for verdict in found.verdicts
        if verdict.verdict == COULD_FIT
        for facet in {facet for facet, state in verdict.criteria if state == OPEN}
    )
    assert question.decides == waiting[question.facet] == max(waiting.values())


SUFFICIENT = [s for s in SENSES if s.level == expand("pgv:level-necessary-and-sufficient")]


@pytest.mark.parametrize("definition", SUFFICIENT, ids=lambda one: one.iri.rpartition("/")[2])
def test_a_single_criterion_away_is_near(definition: Sense) -> None:
    binding = [c for c in definition.criteria if c.strength == expand("pgv:strength-necessary")]
    given = [criterion.values[0] for criterion in binding]
    away = Answers(frozenset(given[1:]), kind=definition.kind)
    assert definition.iri in {v.sense for v in classify(away, STORE).near_misses}
    there = Answers(frozenset(given), kind=definition.kind)
    verdicts = {(v.sense, v.verdict) for v in classify(there, STORE).verdicts}
    assert (definition.iri, FITS) in verdicts


@pytest.mark.parametrize("kind", ["pg:TermSense", "pg:SupportArrangement", "pg:PolicyText"])
def test_a_graph_as_of_a_year_holds_what_is_dated_by_then(kind: str) -> None:
    dates = f"""SELECT ?thing (MIN(?year) AS ?first) {{
      ?thing a/rdfs:subClassOf* {kind} ; pg:startYear|pg:asOfYear|pg:publicationYear ?year
    }} GROUP BY ?thing"""
    now = {str(thing): int(str(first)) for thing, first in query(dates, STORE)}
    then = {str(thing): int(str(first)) for thing, first in query(dates, as_of(2014, STORE))}
    assert then == {thing: year for thing, year in now.items() if year <= 2014} != now
    assert then
    everything = f"SELECT DISTINCT ?thing {{ ?thing a/rdfs:subClassOf* {kind} }}"
    assert len(query(everything, as_of(2014, STORE)).rows) == len(then), "undated things are out"
    assert len(query(everything, STORE).rows) > len(now)


def test_a_term_that_nobody_uses_by_then_is_left_out() -> None:
    asked = "SELECT ?term { ?term a/rdfs:subClassOf* pg:Term }"
    assert 0 < len(query(asked, as_of(2012, STORE)).rows) < len(query(asked, STORE).rows)


def test_as_of_a_year_leaves_out_what_came_later() -> None:
    answers = place(STORE, kind="role")
    years = {v.year for v in classify(answers, STORE, as_of=2015).verdicts}
    assert years
    assert all(year is not None and year <= 2015 for year in years)
    assert len(classify(answers, STORE).verdicts) > len(years)


def test_why_tells_each_source_of_a_term() -> None:
    told = why(GRENOBLE, "pair-aidant", STORE, lang="fr")
    assert len({verdict.sense for verdict in told}) == len(told) > 3
    assert all("Décrit dans : " in verdict.reason for verdict in told)
    [one] = why(GRENOBLE, "travailleur pair", STORE)
    there, waiting, described = one.reason.split(". ")[:3]
    assert there.startswith("There: ")
    assert "lived experience" in there
    assert waiting == "Still to know: has sector → social work"
    assert described.startswith("Described in: ")
    assert "l. 1174" in described + one.reason
    with pytest.raises(NotFound, match="no source defines 'navigateur'"):
        why(GRENOBLE, "navigateur", STORE)
    with pytest.raises(NotFound, match="no peer role"):
        why("navigateur", "pair-aidant", STORE)


def test_no_difference_is_invented() -> None:
    found = compare("médiateur de santé-pair", "pair-aidant certifié", source=STORE)
    at = {column.sense: number for number, column in enumerate(found.columns)}
    certified = at["pgd:sense-pair-aidant-certifie-cloutier-maugiron-2016"]
    mediator = at["pgd:sense-mediateur-de-sante-pair-par"]
    assert {(certified, mediator), (mediator, certified)} & {*found.same, *found.implies}
    recognised = next(row for row in found.rows if row[0] == "is recognised by")
    assert recognised[1 + certified] == "requires by an employer"


def test_a_definition_implies_a_wider_one() -> None:
    narrow = sense(("necessary", "pg:hasPlace", ["pgv:place-hospital"]))
    assert implies(narrow, PLACED, FACETS)
    assert not implies(PLACED, narrow, FACETS)
    assert not implies(narrow, sense(), FACETS), "a definition without criteria asks for nothing"


def test_answers_are_read_from_files(tmp_path: Path) -> None:
    wanted = place(STORE, kind="role", yes=["paid", "home"], no=["experience disclosed"])
    yaml = tmp_path / "mine.yaml"
    yaml.write_text("kind: role\nyes: [paid, home]\nno: experience disclosed\n")
    assert read_answers(yaml, STORE) == wanted
    content = {"kind": "role", "yes": ["payé", "pgv:place-home"], "no": ["vécu divulgué"]}
    (tmp_path / "mine.json").write_text(json.dumps(content), encoding="utf-8")
    turtle = tmp_path / "mine.ttl"
    turtle.write_text(
        "@prefix pg: <https://w3id.org/pairgraph/def#> ."
        "@prefix pgv: <https://w3id.org/pairgraph/voc/> ."
        "<https://example.org/a> a pg:PeerRole ; pg:hasPlace pgv:place-home ;"
        " pg:hasEngagementStatus pgv:engagement-paid ."
    )
    assert read_answers(turtle, STORE) == wanted._replace(no=frozenset())


BAD_FILES = {
    "list.yaml": ("- paid\n", "list.yaml:1: holds no answers"),
    "key.yaml": ("oui: [paid]\n", "unknown key 'oui'"),
    "nested.yaml": ("yes: [{a: paid}]\n", "an answer is a label or a CURIE"),
    "broken.json": ('{"yes": [', "broken.json:"),
    "two.ttl": ("<urn:a> <urn:b> <urn:c> .", "describes 0 things"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused(tmp_path: Path, name: str) -> None:
    content, words = BAD_FILES[name]
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=words):
        read_answers(tmp_path / name, STORE)


def test_unknown_and_contrary_answers_are_refused() -> None:
    with pytest.raises(NotFound, match="did you mean: paid"):
        place(STORE, yes=["payed"])
    with pytest.raises(NotFound, match="no kind 'rôle'; did you mean: role"):
        place(STORE, kind="rôle")
    with pytest.raises(InputError, match="both given and refused"):
        place(STORE, yes=["hospital"], no=["institutions"])
    with pytest.raises(InputError, match="both given and refused"):
        place(STORE, yes=["experience disclosed", "experience not disclosed"])


def test_the_command_classifies_compares_and_says_why(
    pairgraph: Callable[..., Run], tmp_path: Path
) -> None:
    text = pairgraph("classify", GRENOBLE, "--lang", "fr").out
    assert "Pourrait convenir" in text
    assert "Question suivante" in text
    document = json.loads(pairgraph("classify", "--yes", "paid", "--format", "json").out)
    assert {"verdicts", "next_question", "near_misses", "trade_offs"} == set(document)
    table = pairgraph("compare", "patient expert", "patient ressource", "--format", "csv").out
    assert table.splitlines()[0].count("expert patient") >= 1
    markdown = pairgraph("compare", "patient expert", "patient ressource", "--format", "markdown")
    assert markdown.out.startswith("|  | ")
    assert "Still to know" in pairgraph("why", GRENOBLE, "pair-aidant").out
    assert pairgraph("compare", "pair").status == 2
    assert pairgraph("classify", "--yes", "nothing").status == 2


def test_the_command_asks_a_person(
    pairgraph: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = iter(["what?", "role", "99", "1 -2", *[""] * 5])
    monkeypatch.setattr("builtins.input", lambda _: next(said))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    shown = pairgraph("classify")
    assert shown.status == 0
    assert "Not a number of this list: 99" in shown.out
    assert "Could fit" in shown.out
    assert next(said, None) is None, "every question was asked"

"""How much the graph holds: never less than what the documents give."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from pairgraph import count, count_by_section
from pairgraph.graph import open_store
from pairgraph.vocabulary import shorten

FLOORS = {
    "owl:Class": 130,
    "pg:Term": 45,
    "pg:TermSense": 35,
    "pg:Document": 110,
    "pg:SupportArrangement": 30,
    "pg:PolicyProvision": 25,
    "pg:Claim": 120,
    "pg:TrainingProgramme": 15,
    "pg:HistoricalEvent": 25,
    "pg:Passage": 300,
}


@pytest.fixture(scope="module")
def counts(store: ox.Store) -> dict[str, int]:
    return {shorten(kind.iri): kind.number for kind in count(store)}


@pytest.mark.parametrize("kind", FLOORS)
def test_the_graph_is_no_toy(counts: dict[str, int], kind: str) -> None:
    assert counts[kind] >= FLOORS[kind]


def test_evaluations_and_their_findings_are_many(counts: dict[str, int]) -> None:
    assert counts["pg:Evaluation"] + counts["pg:Finding"] >= 35


def test_counts_follow_what_is_there() -> None:
    store = open_store()
    before = {kind.iri: kind.number for kind in count(store)}
    kind = ox.NamedNode("https://w3id.org/pairgraph/def#OpenQuestion")
    a = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.add(ox.Quad(ox.NamedNode("https://w3id.org/pairgraph/id/claim-new"), a, kind))
    grown = {k.label: k.number - before[k.iri] for k in count(store) if k.number != before[k.iri]}
    assert grown == {"claim": 1}


def test_no_section_of_a_document_is_left_out(store: ox.Store) -> None:
    rows = count_by_section(store)
    assert len({row.document for row in rows}) == 5
    assert [row for row in rows if row.statements + row.documents == 0] == []


def test_an_empty_section_is_seen(store: ox.Store) -> None:
    emptied = ox.Store()
    emptied.extend(store)
    emptied.update(
        "PREFIX pg: <https://w3id.org/pairgraph/def#> DELETE WHERE { ?s pg:isStatedIn ?p }"
    )
    assert all(row.statements == row.documents == 0 for row in count_by_section(emptied))

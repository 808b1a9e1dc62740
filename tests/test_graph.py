"""The shipped graph as a store and as an rdflib graph, and users' files beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery

import pairgraph
from pairgraph.errors import InputError
from pairgraph.graph import as_store, open_store, plain_graph

TERM = URIRef("https://w3id.org/pairgraph/term/navigateur")
PG = "https://w3id.org/pairgraph/def#"
HAS_ROAD_MAP = f'ASK {{ ?document <{PG}seedNumber> "000" }}'


@pytest.fixture(scope="module")
def graph() -> Graph:
    return pairgraph.load()


def test_all_of_rdflib_works_on_it(graph: Graph) -> None:
    assert (TERM, RDF.type, None) in graph
    assert Literal("navigateur", lang="fr") in graph.objects(TERM, SKOS.prefLabel)
    assert len(Graph().parse(data=graph.serialize(format="nt"), format="nt")) == len(graph)


def test_a_plain_literal_is_a_plain_literal(graph: Graph) -> None:
    number = URIRef(PG + "seedNumber")
    plain = Literal("000")
    assert plain in graph.objects(None, number)
    assert (plain,) in list(graph.query("SELECT ?n { ?d pg:seedNumber ?n }"))
    assert (None, number, plain) in graph
    built = graph.query("CONSTRUCT { ?d pg:seedNumber ?n } WHERE { ?d pg:seedNumber ?n }").graph
    assert built is not None
    assert plain in built.objects(None, number)


@pytest.mark.parametrize("query", [HAS_ROAD_MAP, prepareQuery(HAS_ROAD_MAP)])
def test_a_query_runs_in_oxigraph(
    graph: Graph, query: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("rdflib's own engine was called")

    monkeypatch.setattr("rdflib.plugins.sparql.evaluate.evalQuery", refuse)
    monkeypatch.setattr(sys.modules["rdflib.plugins.sparql.processor"], "evalQuery", refuse)
    assert bool(graph.query(query))  # type: ignore[arg-type]


def test_rdflibs_own_engine_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    processor = sys.modules["rdflib.plugins.sparql.processor"]
    monkeypatch.setattr(processor, "evalQuery", lambda *_: pytest.fail("called"))
    with pytest.raises(pytest.fail.Exception):
        bool(Graph().query("ASK { ?s ?p ?o }"))


def test_variables_may_be_bound_beforehand(graph: Graph) -> None:
    rows = graph.query("SELECT ?type { ?term a ?type }", initBindings={"term": TERM})
    assert list(rows) == [(URIRef(PG + "RoleTerm"),)]


def test_a_users_file_is_added(tmp_path: Path) -> None:
    own = tmp_path / "own.nt"
    own.write_text("<urn:a> <urn:b> <urn:c> .\n")
    assert len(open_store(extra=[own])) == len(open_store()) + 1


def test_named_graphs_are_merged_with_the_rest(tmp_path: Path) -> None:
    own = tmp_path / "own.trig"
    own.write_text("<urn:g> { <urn:a> <urn:b> <urn:c> }")
    assert bool(open_store(extra=[own]).query("ASK { <urn:a> <urn:b> <urn:c> }"))


def test_a_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_bytes(b"\xef\xbb\xbf<urn:a> <urn:b> 'c' .")
    assert len(open_store(extra=[own])) == len(open_store()) + 1


def test_a_users_own_graph_is_queried(graph: Graph) -> None:
    assert isinstance(as_store(graph), ox.Store)
    other = Graph().add((URIRef("urn:a"), RDF.type, URIRef("urn:b")))
    answer = pairgraph.query("SELECT ?s { ?s a ?o }", other)
    assert answer.rows == [("urn:a",)]


def test_a_plain_copy_holds_the_same(graph: Graph) -> None:
    copy = plain_graph(graph)
    assert len(copy) == len(graph)
    copy.add((URIRef("urn:a"), RDF.type, URIRef("urn:b")))
    assert len(copy) == len(graph) + 1, "the graph itself is untouched"


def test_a_file_that_is_not_rdf_names_its_line(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text("<urn:a> <urn:b> <urn:c> .\n\n<urn:a> nope:b 1 .\n")
    with pytest.raises(InputError, match=r"own\.ttl:3: not valid Turtle"):
        pairgraph.load(extra=[own])

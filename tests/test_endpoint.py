"""A SPARQL server as a store: the same answers as from memory, from three servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import RDF, URIRef

import pairgraph as library
from pairgraph import Endpoint
from pairgraph.errors import InputError, QueryError
from pairgraph.graph import as_graph, open_store
from pairgraph.questions import ask, catalogue
from pairgraph.reading import Reading
from pairgraph.views import views
from pairgraph.vocabulary import PREFIXES, expand

from .conftest import Run
from .servers import GRAPH, Server
from .sources import CALLS, drawn, named

MOST = 75  # requests that a call may send


@cache
def _drawn_in_memory(view: str) -> tuple[list[str], list[str]]:
    return drawn(open_store(), view)


@pytest.fixture
def endpoint(server: Server) -> Endpoint:
    return Endpoint(server.url, update_url=server.update_url, graph=server.graph)


def test_it_holds_the_same_triples(endpoint: Endpoint, store: ox.Store) -> None:
    assert named(endpoint) == named(store)
    assert len(endpoint) == len(store)


@pytest.mark.parametrize("question", catalogue(), ids=lambda question: question.slug)
def test_a_question_has_the_same_rows(question: Any, endpoint: Endpoint) -> None:
    rows = ask(question.slug, endpoint).to_csv().splitlines()
    assert rows == question.expected.read_text(encoding="utf-8").splitlines()


def test_a_path_is_not_left_to_who_loses_rows(endpoint: Endpoint, server: Server) -> None:
    path = "SELECT ?t { ?t a/rdfs:subClassOf* pg:Term }"
    if server.name != "virtuoso":
        assert endpoint.query(path, prefixes=PREFIXES)
        return
    with pytest.raises(QueryError, match="may lose rows of a query with a property path"):
        endpoint.query(path, prefixes=PREFIXES)


@pytest.mark.parametrize("name", CALLS)
def test_a_function_works_the_same(name: str, endpoint: Endpoint, store: ox.Store) -> None:
    before = endpoint.requests
    assert CALLS[name](endpoint) == CALLS[name](store)
    assert 0 < endpoint.requests - before <= MOST


@pytest.mark.parametrize("view", [*(view.name for view in views()), "triples"])
def test_a_view_is_drawn_the_same(view: str, endpoint: Endpoint) -> None:
    before = endpoint.requests
    assert drawn(endpoint, view) == _drawn_in_memory(view)
    assert endpoint.requests - before <= MOST


def test_it_is_validated(endpoint: Endpoint) -> None:
    assert library.validate(endpoint).conforms


def test_rdflib_reads_it(endpoint: Endpoint, store: ox.Store) -> None:
    graph = as_graph(endpoint)
    term = URIRef(expand("pgt:navigateur"))
    assert (term, RDF.type, URIRef(expand("pg:RoleTerm"))) in graph
    assert len(graph) == len(store)
    rows = graph.query("SELECT ?term ?type { ?term a ?type }", initBindings={"term": term})
    assert list(rows) == [(term, URIRef(expand("pg:RoleTerm")))]


def test_a_malformed_query_is_not_sent() -> None:
    endpoint = Endpoint("http://localhost:1")
    with pytest.raises(QueryError, match=r"query, 2:11: malformed SPARQL at '\}'"):
        library.query("SELECT * {\n  ?a pg:b }", endpoint)
    assert endpoint.requests == 0


def test_triples_are_added_in_batches_and_taken_away(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pairgraph.endpoint._BATCH", 2)
    relation = ox.NamedNode("urn:x:p")
    texts = ['a "quoted" \\ text\n', "d'où ? 👍", "\t\x7f"]
    made = [
        ox.Quad(
            ox.NamedNode(f"urn:x:{at}"), ox.NamedNode("urn:x:p"), ox.Literal(text, language="fr")
        )
        for at, text in enumerate(texts)
    ]
    try:
        endpoint.extend(made)
        endpoint.extend(made)
        assert endpoint.requests == 4
        assert set(endpoint.quads_for_pattern(None, relation, None)) == set(made)
        assert made[1] in endpoint
    finally:
        where = f"WITH <{GRAPH}> " if endpoint.graph else ""
        endpoint.update(f"{where}DELETE {{ ?s <urn:x:p> ?o }} WHERE {{ ?s <urn:x:p> ?o }}")
    assert made[1] not in endpoint


def test_the_command_reads_it(server: Server, pairgraph: Callable[..., Run]) -> None:
    where = ["--endpoint", server.url, *(["--graph", server.graph] if server.graph else [])]
    for command in (["ask", "definitions"], ["show", "navigateur"], ["info"], ["search", "pair"]):
        run = pairgraph(*command, *where)
        assert (run.status, run.err) == (0, pairgraph(*command).err)
        assert run.out == pairgraph(*command).out


def test_options_that_exclude_each_other(pairgraph: Callable[..., Run]) -> None:
    run = pairgraph("info", "--endpoint", "http://localhost:1", "--data", "a.ttl")
    assert (run.status, run.out) == (2, "")
    assert "import it there first" in run.err
    assert "--endpoint" in pairgraph("info", "--graph", "urn:g").err


def test_nothing_is_fetched_on_the_way() -> None:
    endpoint = Endpoint("http://localhost:1")
    for source in (endpoint, endpoint.reading()):
        with pytest.raises(QueryError, match="SERVICE is refused"):
            source.query("ASK { SERVICE <http://localhost:1/> { ?s ?p ?o } }")
    assert endpoint.requests == 0


def test_blank_nodes_are_not_sent() -> None:
    quad = ox.Quad(ox.BlankNode(), ox.NamedNode("urn:p"), ox.NamedNode("urn:o"))
    endpoint = Endpoint("http://localhost:1")
    assert list(endpoint.quads_for_pattern(quad.subject, None, None)) == []
    with pytest.raises(InputError, match="give it a name"):
        endpoint.extend([quad])


def test_a_reading_asks_for_nothing_twice(store: ox.Store) -> None:
    class Counted:
        """A store in memory in the place of a server."""

        asked = 0

        def quads(self, select: str, known: Any = (None,) * 3) -> Iterator[ox.Quad]:
            self.asked += 1
            rows: Any = store.query(select)
            for row in rows:
                found = iter(row)
                yield ox.Quad(*(next(found) if term is None else term for term in known))

        def quads_for_pattern(self, *terms: Any) -> Iterator[ox.Quad]:
            self.asked += 1
            return store.quads_for_pattern(*terms)

        def query(self, query: str, **_: object) -> Any:
            return store.query(query, prefixes=PREFIXES)

        def __iter__(self) -> Iterator[ox.Quad]:
            self.asked += 1
            return iter(store)

        def __len__(self) -> int:
            return len(store)

    served = Counted()
    reading = Reading(served)
    node, relation = ox.NamedNode(expand("pgt:navigateur")), ox.NamedNode(expand("pg:attestsTerm"))
    for pattern in ((node, None, None), (None, relation, node)):
        before = served.asked
        for _ in range(2):
            assert set(reading.quads_for_pattern(*pattern)) == set(
                store.quads_for_pattern(*pattern)
            )
        assert served.asked == before + 1
    assert len(list(reading)) == len(list(reading)) == len(store)
    before = served.asked
    assert any(reading.quads_for_pattern(ox.NamedNode(expand("pg:Term")), None, None))
    assert served.asked == before, "of what is here whole nothing is asked again"

"""Filters: what is kept is what was asked for, and what is not known is not left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest

from pairgraph.errors import NotFound
from pairgraph.filters import Filters
from pairgraph.network import to_network
from pairgraph.vocabulary import expand

Draw = Callable[..., Any]


@pytest.fixture
def draw(store: ox.Store) -> Draw:
    def drawn(view: str = "entities", **filters: Any) -> Any:
        return to_network(store, view=view, layout=False, filters=Filters(**filters))

    return drawn


@pytest.mark.parametrize("name", ["pg:Term", "term", "terme", "Term", expand("pg:Term")])
def test_a_class_is_named_in_any_way_and_holds_those_below(draw: Draw, name: str) -> None:
    network = draw(classes=[name])
    kinds = {data["node_class"] for _, data in network.nodes(data=True)}
    assert {"pg:RoleTerm", "pg:PracticeTerm", "pg:CollectiveTerm", "pg:NotionTerm"} == kinds


def test_several_classes_are_all_kept(draw: Draw) -> None:
    network = draw(classes=["pg:RoleTerm", "pg:PeerRole"])
    kinds = {data["node_class"] for _, data in network.nodes(data=True)}
    assert kinds == {"pg:RoleTerm", "pg:PeerRole"}
    assert {kind for *_, kind in network.edges(keys=True)} == {"usesTerm"}


@pytest.mark.parametrize("name", ["usesTerm", "pg:usesTerm", "calls itself"])
def test_a_relation_is_named_in_any_way(draw: Draw, name: str) -> None:
    if name == "calls itself":
        name = next(
            d["label_fr"] for *_, k, d in draw().edges(keys=True, data=True) if k == "usesTerm"
        )
    assert {kind for *_, kind in draw(relations=[name]).edges(keys=True)} == {"usesTerm"}


def test_a_source_keeps_what_stands_in_it(draw: Draw) -> None:
    whole, part = draw("terms-facets"), draw("terms-facets", sources=["pgd:document-s0"])
    assert 0 < part.number_of_edges() < whole.number_of_edges()
    for *_, data in part.edges(data=True):
        assert "pgd:document-s0" in data["sources"].split("; ")


def test_years_leave_out_what_is_known_to_be_outside_and_nothing_else(draw: Draw) -> None:
    network = draw("entities", since=1985, until=1995)
    spans = [(d.get("year_start"), d.get("year_end")) for _, d in network.nodes(data=True)]
    assert not [s for s, e in spans if (s or 0) > 1995 or (e or 9999) < 1985]
    assert (None, None) in spans
    assert expand("pgd:event-harlem-1990") in network
    assert expand("pgd:document-burke-2019") not in network


def test_light_edges_and_isolates_go(draw: Draw) -> None:
    network = draw("terms-by-basis", min_weight=3, no_isolates=True)
    assert min(weight for *_, weight in network.edges(data="weight")) == 3
    assert all(degree for _, degree in network.degree())
    assert len(draw("terms-by-basis", min_weight=3)) > len(network) > 0


def test_the_largest_component_is_that_of_networkx(draw: Draw) -> None:
    whole, part = draw("roles-network"), draw("roles-network", largest=True)
    biggest = max(map(len, nx.connected_components(whole.to_undirected())))
    assert len(part) == biggest < len(whole)
    assert {c for _, c in part.nodes(data="component")} == {0}


def test_degrees_are_those_of_what_is_left(draw: Draw) -> None:
    network = draw(classes=["pg:PeerRole", "pg:RoleTerm"])
    for node, data in network.nodes(data=True):
        assert data["degree_all"] == network.degree(node)
        assert (data["degree_in"], data["degree_out"]) == (
            network.in_degree(node),
            network.out_degree(node),
        )


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"classes": ["pg:Programm"]}, "no class 'pg:Programm' in this view; did you mean"),
        ({"relations": ["usesTerms"]}, "no relation 'usesTerms' in this view; did you mean"),
        ({"sources": ["document-s9"]}, "no source 'document-s9' in this view"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(
    draw: Draw, filters: dict[str, list[str]], words: str
) -> None:
    with pytest.raises(NotFound, match=words):
        draw(**filters)

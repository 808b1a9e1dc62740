"""Networks that a notebook shows: a map in a frame, and all of networkx as before."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from lxml import html

from pairgraph.network import to_network, views
from pairgraph.preview import preview
from pairgraph.shown import DiNetwork, MultiDiNetwork, MultiNetwork, Network

CLASSES = [Network, DiNetwork, MultiNetwork, MultiDiNetwork]


@pytest.fixture(params=CLASSES)
def network(request: pytest.FixtureRequest) -> Any:
    made = request.param([("a", "b"), ("b", "c")], title="<b>&")
    made.nodes["a"]["label"] = "</iframe><script>alert(1)</script>"
    return made


def is_shown(network: Any) -> bool:
    return str(network._repr_html_()).startswith("<iframe srcdoc=")


def test_a_view_is_shown_by_its_network(store: ox.Store) -> None:
    for view in views():
        network = to_network(store, view=view.name, layout=False)
        assert type(network) is (MultiDiNetwork if view.form == "typed" else Network)
    assert is_shown(to_network(store, view="terms-facets"))


def test_a_network_is_shown_in_a_frame_that_may_do_little(network: Any) -> None:
    shown = html.fragment_fromstring(network._repr_html_())
    assert shown.tag == "iframe"
    assert len(shown) == 0
    assert shown.get("srcdoc") == preview(network)
    assert shown.get("title") == "<b>&"
    assert shown.get("sandbox") == "allow-scripts allow-popups"


def test_what_is_too_big_is_told_in_a_line() -> None:
    network = Network(nx.empty_graph(5000), name="<i>")
    assert network._repr_html_() == (
        "<p>Network named &#x27;&lt;i&gt;&#x27; with 5000 nodes and 0 edges "
        "(too big to show here: see write_preview)</p>"
    )
    assert not is_shown(MultiDiNetwork([("a", "b")] * 20001))


def test_what_networkx_makes_of_a_network_is_shown_too(network: Any) -> None:
    made = [network.copy(), network.subgraph(["a", "b"]), network.to_undirected()]
    made += [network.to_directed(), nx.freeze(network.copy()), nx.relabel_nodes(network, {"a": 1})]
    made += [network.subgraph(["a"]).copy(), network.edge_subgraph(list(network.edges)[:1])]
    if network.is_directed():
        made.append(network.reverse())
    for one in made:
        assert is_shown(one)
        assert one.is_multigraph() == network.is_multigraph()
    assert not made[2].is_directed()
    assert made[3].is_directed()


def test_networkx_works_on_a_network(network: Any, tmp_path: Path) -> None:
    back = pickle.loads(pickle.dumps(network))
    assert type(back) is type(network)
    assert nx.utils.graphs_equal(back, network)
    assert sorted(nx.pagerank(network)) == ["a", "b", "c"]
    assert nx.node_link_graph(nx.node_link_data(network, edges="edges"), edges="edges").nodes
    nx.write_graphml(network, tmp_path / "n.graphml")
    nx.write_gexf(network, tmp_path / "n.gexf")
    assert set(nx.read_graphml(tmp_path / "n.graphml")) == set(network)

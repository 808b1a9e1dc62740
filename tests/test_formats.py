"""Formats beside GEXF: safe with any network, the same bytes each time, chosen by a name."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from igraph import Graph
from lxml import etree

import pairgraph
from pairgraph.cleaned import cleaned
from pairgraph.csv_pair import write_csv
from pairgraph.errors import InputError
from pairgraph.formats import Format, chosen, formats
from pairgraph.graphml import write_graphml
from pairgraph.graphology import write_graphology
from pairgraph.network import to_network
from pairgraph.node_link import write_node_link

from . import clients
from .conftest import told_under
from .test_gexf import CLASSES, NS, cells, quietly, torture

FORMS = {form.name: form for form in formats()}
ONE_FILE = [form for form in formats() if form.name not in ("csv", "png", "svg")]
JSON = ("cyjs", "graphology", "node-link")
# Texts, and what stands in the cell.
BACKSLASHES = {
    'a\\"b': 'a\\\\"b',
    "\\": "\\\\",
    "C:\\new": "C:\\\\new",
    "C:\\data": "C:\\data",
    "a\\\\d": "a\\\\\\d",
    "a\\,b": "a\\\\,b",
    "a\\\nb": "a\\\\\nb",
    '"\\': '"\\\\',
    '["a\\"", "\\\\"]': '["a\\\\"", "\\\\\\\\"]',
}


def written(form: Format, network: Any) -> bytes:
    """Return what a format makes of a network that is meant to be warned about."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        form.write(network, buffer)
    return buffer.getvalue()


def tables(network: Any, folder: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the rows of the nodes and of the edges, as Python reads them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        nodes, edges = write_csv(network, folder / "map.csv")
    return rows(nodes), rows(edges)


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def clean(network: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return cleaned(network)


def alone(**data: object) -> Any:
    network = nx.Graph()
    network.add_node("a", **data)
    return network


@pytest.mark.parametrize("kind", CLASSES)
def test_what_is_cleaned_is_what_our_gexf_holds(kind: type[Any]) -> None:
    network = torture(kind)
    graph, data = clean(network), quietly(network)
    tree = etree.fromstring(data)
    assert graph.is_directed() == network.is_directed()
    assert [n.get("id") for n in tree.iter(f"{NS}node")] == list(graph)
    assert [n.get("label") for n in tree.iter(f"{NS}node")] == list(
        dict(graph.nodes(data="label")).values()
    )
    ids = {edge.get("id"): edge.get("kind") for edge in tree.iter(f"{NS}edge")}
    assert ids == {key: held["kind"] for *_, key, held in graph.edges(keys=True, data=True)}
    for row, held in zip(cells(data), graph.nodes.values(), strict=True):
        finite = [name for name, text in row.items() if text not in ("NaN", "INF")]
        assert [name for name in held if name in row] == finite


@pytest.mark.parametrize("kind", CLASSES)
def test_what_is_cleaned_is_plain_and_of_one_type_in_each_column(kind: type[Any]) -> None:
    graph = clean(torture(kind))
    for held in (graph.nodes(data=True), graph.edges(data=True)):
        found: dict[str, set[type]] = {}
        for *_, data in held:
            for key, value in data.items():
                found.setdefault(key, set()).add(type(value))
        assert all(len(types) == 1 for types in found.values()), found
        assert set().union(*found.values()) <= {str, int, float, bool}
    json.dumps(nx.node_link_data(graph, edges="edges"), allow_nan=False)


def test_looks_times_and_weights_keep_their_plain_names_where_they_are_valid() -> None:
    graph = clean(torture(nx.MultiDiGraph))
    assert graph.nodes["viz"]["color"] == "#0102ff"
    assert graph.nodes["viz"]["start"] == 1990.0
    assert graph.nodes["\ufffd"]["color_"] == "red"
    assert {type(w) for *_, w in graph.edges(data="weight") if w is not None} == {float}


def test_numbers_that_a_reader_would_change_become_text() -> None:
    with pytest.warns(UserWarning, match="1 columns of numbers beyond 2\\^53 became text") as told:
        assert cleaned(alone(n=2**60)).nodes["a"]["n"] == str(2**60)
    assert [Path(one.filename).name for one in told] == ["test_formats.py"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert cleaned(alone(n=2**53 - 1)).nodes["a"]["n"] == 2**53 - 1
    with pytest.warns(UserWarning, match="1 numbers that are infinite or none"):
        assert "n" not in cleaned(alone(n=float("nan"))).nodes["a"]


@pytest.mark.parametrize("form", ONE_FILE, ids=lambda form: form.name)
def test_any_network_is_written_alike_to_a_path_and_to_a_handle(
    form: Format, tmp_path: Path
) -> None:
    for kind in CLASSES:
        data = written(form, torture(kind))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            form.write(torture(kind), tmp_path / "file")
        assert (tmp_path / "file").read_bytes() == data
    with pytest.raises(InputError, match="mode 'wb'"):
        form.write(nx.Graph(), io.StringIO())
    assert written(form, nx.Graph())


@pytest.mark.parametrize("name", ["graphml", "csv", *JSON])
def test_one_warning_at_the_call_counts_what_was_changed(name: str, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="1 characters that XML forbids") as caught:
        FORMS[name].write(alone(label="\x00"), tmp_path / "file")
    assert [Path(one.filename).name for one in caught] == ["test_formats.py"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        FORMS[name].write(alone(label="b"), tmp_path / "file")


@pytest.mark.parametrize("name", JSON)
def test_json_is_strict_and_has_one_thing_a_line(name: str, store: ox.Store) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    network = to_network(store, view="terms-facets", layout=False)
    for each in (network, torture(nx.MultiDiGraph)):
        data = written(FORMS[name], each).decode()
        json.loads(data, parse_constant=refuse)
        assert data.endswith("}\n")
        lines = [line.rstrip(",") for line in data.splitlines() if line.startswith("{")]
        things = len(each) + clean(each).number_of_edges()
        assert sum(1 for line in lines if line != "{") == things
        assert all(json.loads(line) for line in lines if line != "{")
    with pytest.raises(AssertionError, match="NaN"):
        json.loads('{"n": NaN}', parse_constant=refuse)


def test_names_that_a_format_takes_for_its_own_are_set_aside() -> None:
    network = nx.DiGraph()
    network.add_node("a", parent="b", name="n", value=1, selected=True)
    network.add_edge("a", "b", key="k", interaction="i")
    cyjs = json.loads(written(FORMS["cyjs"], network))["elements"]
    [node, _] = (node["data"] for node in cyjs["nodes"])
    assert (node["id"], node["value"], node["value_"], node["parent_"]) == ("a", "a", 1, "b")
    assert "parent" not in node
    edge = cyjs["edges"][0]["data"]
    assert (edge["key_"], edge["interaction"], edge["interaction_"]) == ("k", "link", "i")
    link = json.loads(written(FORMS["node-link"], network))["edges"][0]
    assert (link["key_"], len(link["key"])) == ("k", 20)


def test_cytoscape_counts_from_the_top(store: ox.Store) -> None:
    [node] = json.loads(written(FORMS["cyjs"], alone(x=1, y=2)))["elements"]["nodes"]
    assert node["position"] == {"x": 1.0, "y": -2.0}
    [node] = json.loads(written(FORMS["cyjs"], alone(x=1)))["elements"]["nodes"]
    assert "position" not in node


def test_edge_ids_of_graphml_are_unique_where_those_of_networkx_are_not(tmp_path: Path) -> None:
    network = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("a", "b")])

    def ids(write: Any) -> list[str]:
        write(network, tmp_path / "a.graphml")
        tree = etree.parse(tmp_path / "a.graphml")
        return [edge.get("id") for edge in tree.iter("{*}edge")]

    assert len(set(ids(write_graphml))) == 3
    assert len(set(ids(nx.write_graphml))) == 2


def test_graphml_keeps_every_character_and_type(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="GraphML"):
        write_graphml(torture(nx.MultiDiGraph), tmp_path / "a.graphml")
    read = Graph.Read_GraphML(str(tmp_path / "a.graphml"))
    assert read.vs["note"][0] == "line\nbreak\ttab\r\ufffd\ufffd"
    assert (read.vs["flag"][0], read.vs["flag"][2]) == (True, False)


@pytest.mark.parametrize("text", BACKSLASHES)
def test_a_backslash_stands_twice_only_where_gephi_would_take_it_for_an_escape(
    text: str, tmp_path: Path
) -> None:
    [node], _ = tables(alone(note=text), tmp_path)
    assert node["note"] == BACKSLASHES[text]


def test_what_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path) -> None:
    network = nx.Graph()
    for text in ("=1+1", "+33", "-2.5", "-x", "@a", "\tb", "+33 6", "a=b"):
        network.add_node(text, note=text)
    nodes, _ = tables(network, tmp_path)
    notes = ["'=1+1", "+33", "-2.5", "'-x", "'@a", "'\tb", "'+33 6", "a=b"]
    assert [node["note"] for node in nodes] == notes
    assert [node["Id"] for node in nodes] == [*notes[:5], "b", *notes[6:]]
    with pytest.warns(UserWarning, match="CSV: .* would run"):
        write_csv(network, tmp_path / "map.csv")


def test_nodes_that_gephi_would_take_for_one_stay_apart(tmp_path: Path) -> None:
    network = nx.Graph([("a", " a"), (" ", "=a"), ("'=a", "a")])
    nodes, edges = tables(network, tmp_path)
    ids = [node["Id"] for node in nodes]
    assert ids == ["a", "a (2)", "(2)", "'=a", "'=a (2)"]
    assert {edge["Source"] for edge in edges} | {edge["Target"] for edge in edges} == set(ids)


def test_headers_are_those_that_gephi_knows(tmp_path: Path) -> None:
    network = nx.DiGraph()
    network.add_edge("a", "b", kind="k", label="l", weight=2, when=3)
    network.nodes["a"].update({"interval": "x", "timestamps seen": "y", "Id": "z"})
    nodes, edges = tables(network, tmp_path)
    assert list(nodes[0]) == ["Id", "Label", "span_", "moments_seen", "id_"]
    assert list(edges[0]) == ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "when"]
    assert (edges[0]["Type"], edges[0]["Weight"]) == ("Directed", "2.0")


def many(values: Iterable[object]) -> Any:
    network = nx.Graph()
    for number, value in enumerate(values):
        network.add_node(f"n{number}", value=value)
    return network


@pytest.mark.parametrize(
    ("values", "first"),
    [
        ([*["1"] * 30, "text", "2"], "text"),
        ([*[1] * 30, 2**40], str(2**40)),
        ([*[None] * 30, 7, 8], "7"),
        ([*["2001-01-01"] * 30, "spring"], "spring"),
        ([*["true"] * 30, "perhaps"], "perhaps"),
        ([*['["1", "2"]'] * 30, '["one"]'], '["one"]'),
        ([*["text"] * 30, "1"], "text"),
        ([1.5] * 30, "1.5"),
    ],
)
def test_the_first_rows_show_the_type_of_a_column(
    values: list[object], first: str, tmp_path: Path
) -> None:
    nodes, _ = tables(many(values), tmp_path)
    assert first in [node["value"] for node in nodes[:2]]
    told = [node["value"] for node in nodes]
    assert sorted(told) == sorted("" if value is None else str(value) for value in values)


def test_a_column_whose_type_no_row_shows_is_told(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="type of 1 columns wrong"):
        write_csv(many(["007", "1990"]), tmp_path / "map.csv")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_csv(many([7, 1990]), tmp_path / "map.csv")


def test_both_tables_are_written_or_none(tmp_path: Path) -> None:
    assert [path.name for path in write_csv(nx.Graph(), tmp_path / "a.b.csv")] == [
        *("a.b-nodes.csv", "a.b-edges.csv")
    ]
    (tmp_path / "map-edges.csv").mkdir()
    with pytest.raises(InputError, match="it is a folder"):
        write_csv(nx.Graph(), tmp_path / "map.csv")
    assert not (tmp_path / "map-nodes.csv").exists()
    with pytest.raises(InputError, match="two files"):
        write_csv(nx.Graph(), io.BytesIO())  # type: ignore[arg-type]


def test_a_format_is_chosen_by_its_name_or_by_the_end_of_the_file(tmp_path: Path) -> None:
    for form in formats():
        assert chosen(tmp_path / f"a{form.suffix.upper()}").name == form.name
        assert chosen(tmp_path / "a.txt", form=form.name).name == form.name
        assert len({form.purpose("fr"), form.purpose("en")}) == 2
    assert chosen(tmp_path / "a.json.graphology.json").write == write_graphology
    assert chosen(tmp_path / "a.node-link.json").write == write_node_link


def test_a_format_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"unknown format '\.doc'.*\.gexf, \.graphml.*\.svg"):
        chosen(tmp_path / "a.doc")
    with pytest.raises(InputError, match=r"end the name in \.graphology\.json, \.node-link\.json$"):
        chosen(tmp_path / "a.json")
    with pytest.raises(InputError, match="unknown format ''"):
        chosen(tmp_path / "a")
    with pytest.raises(InputError, match="no format 'graphlm'; did you mean: graphml"):
        chosen(tmp_path / "a.gexf", form="graphlm")


def test_every_writer_is_public() -> None:
    for form in formats():
        assert getattr(pairgraph, form.function) is form.write


HASHES = """
import sys, warnings
warnings.simplefilter("ignore")
from pairgraph.formats import formats
from pairgraph.network import to_network
network = to_network(view="terms-facets", layout=False)
network.nodes[next(iter(network))]["tags"] = {"a", "b", "c", "d"}
for form in formats():
    if form.name not in ("html", "png", "svg"):
        form.write(network, f"{sys.argv[1]}/map{form.suffix}")
"""


def hashes(seed: str, folder: Path) -> dict[str, str]:
    folder.mkdir()
    told_under(seed, HASHES, folder)
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    first = hashes("1", tmp_path / "1")
    assert len(first) == 7
    assert hashes("2", tmp_path / "2") == first


@pytest.mark.parametrize("client", ["node", "chromium"])
def test_a_client_that_is_lacking_skips_or_fails(
    monkeypatch: pytest.MonkeyPatch, client: str
) -> None:
    monkeypatch.setattr(clients, "NODE", Path("nowhere"))
    monkeypatch.setattr(clients, "CHROMIUM", "")
    monkeypatch.setenv("REQUIRE_CLIENTS", "1")
    with pytest.raises(pytest.fail.Exception, match=f"needs {client}"):
        clients.needs(client)
    monkeypatch.delenv("REQUIRE_CLIENTS")
    with pytest.raises(pytest.skip.Exception, match=f"needs {client}"):
        clients.needs(client)

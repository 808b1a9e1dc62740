"""GEXF: valid, read back alike, safe with any network, the same bytes each time."""

from __future__ import annotations

import io
import re
import tracemalloc
import warnings
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pyoxigraph as ox
import pytest
from lxml import etree
from rdflib import BNode, Literal, URIRef

from pairgraph.errors import InputError
from pairgraph.filters import Filters
from pairgraph.gexf import gexf_lines, write_gexf, write_lines, write_projection
from pairgraph.network import project_view, to_network, views
from pairgraph.plain import Column, Notes

from .conftest import told_under

SCHEMAS = Path(__file__).parent / "gexf-1.3"
RNG = etree.RelaxNG(etree.parse(SCHEMAS / "gexf.rng"))
XSD = etree.XMLSchema(etree.parse(SCHEMAS / "gexf.xsd"))
NS = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
# Names that Gephi, graphology or sigma take for their own.
TAKEN = re.compile(
    "id|label|timeset|interval|type|kind|source|target|weight|x|y|z|size|color|r|g|b|shape|start|end"
)


def written(network: Any) -> bytes:
    buffer = io.BytesIO()
    write_gexf(network, buffer)
    return buffer.getvalue()


def quietly(network: Any) -> bytes:
    """Write a network that is meant to be warned about."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return written(network)


def faults(data: bytes) -> list[str]:
    """Return what is wrong with a GEXF file, by its schemas and by what readers trip over."""
    tree = etree.fromstring(data)
    found = [] if RNG.validate(tree) else [f"RNG: {RNG.error_log[0].message}"]
    folded = deepcopy(tree)
    for element in folded.iter(f"{VIZ}*"):  # the two schemas disagree about this namespace
        element.tag = NS + etree.QName(element).localname
    found += [] if XSD.validate(folded) else [f"XSD: {XSD.error_log[0].message}"]
    return found + sorted(set(_trips(tree)))


def _trips(tree: Any) -> Iterator[str]:
    blocks = [block.get("class") for block in tree.iter(f"{NS}attributes")]
    if len(blocks) != len(set(blocks)):
        yield "two attribute blocks of one class"
    for block in tree.iter(f"{NS}attributes"):
        ids = [column.get("id") for column in block]
        if len(ids) != len({name.lower() for name in ids}):
            yield "column ids alike"
        if any(TAKEN.fullmatch(name) or not re.fullmatch("[a-z_][a-z0-9_]*", name) for name in ids):
            yield "a column id is not safe"
    for tag in ("node", "edge"):
        ids = [element.get("id") for element in tree.iter(NS + tag)]
        if len(ids) != len(set(ids)):
            yield f"{tag} ids alike"
    for edge in tree.iter(f"{NS}edge"):
        if not edge.get("kind") or not float(edge.get("weight", 1)) > 0:
            yield "an edge without kind or weight"
        if edge.get("type"):
            yield "directed and undirected may be mixed"
    for colour in tree.iter(f"{VIZ}color"):
        if set(colour.attrib) != {"r", "g", "b"}:
            yield "a colour that is not r, g, b"
    if re.search("[&<>]", tree.findtext(f"{NS}meta/{NS}description") or ""):
        yield "meta text with & < >"


def cells(data: bytes, tag: str = "node") -> list[dict[str, str]]:
    """Return the cells of each node or edge by column."""
    return [
        {cell.get("for"): cell.get("value") for cell in element.iter(f"{NS}attvalue")}
        for element in etree.fromstring(data).iter(NS + tag)
    ]


def types(data: bytes) -> dict[str, str]:
    """Return the type of each column."""
    return {c.get("id"): c.get("type") for c in etree.fromstring(data).iter(f"{NS}attribute")}


def torture(kind: type[Any]) -> Any:
    """Return a network with all that is known to break a writer or a reader."""
    network = kind(title="A & B < C", description="x > y\x00")
    bell = {"label": "bell \x07 & <\"'>", "note": "line\nbreak\ttab\r\ud800\uffff", "mixed": 1}
    network.add_node(BNode("b0"), **bell, big=2**70, long=2**40, small=1, flag=True, none=None)
    network.add_node(URIRef("https://example.org/a"), label=Literal("pair", lang="fr"), mixed="two")
    network.add_node(1, mixed=[1, 2], real=1.5, some=3, flag=False, tags=["a", 'q"\\', None])
    network.add_node("1", real=float("nan"), some=float("inf"), tags=("abc", "def"), mixed=None)
    network.add_node((1, 2), real=2, tags={"z", "y"}, when={"b": 1, "a": [2]}, label=None)
    network.add_node("", type="t", id="i", Label="L", **{"Kind ": 1, "kind": 2, "é è": 3, "2x": 4})
    network.add_node("\x00", x=1.0, y=float("nan"), size=-1, color="red", shape="disc")
    network.add_node("\x01", x=1, y=2, z=3, size=5, color="#0072b2", start="soon", end=2)
    viz = {"color": {"r": 1.0, "g": 2, "b": 300, "a": 0.5}, "position": {"x": 1, "y": 2}, "size": 3}
    network.add_node("viz", viz=viz, start=1990, end=1980, text="INFIRMIER", key=object)
    network.add_node(np.int64(7), n=np.float64(1.5), i=np.int32(3), array=np.array([1, 2]))
    nodes = list(network)
    for i, node in enumerate(nodes):
        network.add_edge(node, nodes[(i * 3 + 1) % len(nodes)], weight=[1, 0, -2, None, "x"][i % 5])
        network.add_edge(node, nodes[0], kind=["a b", None, 3][i % 3], label="é", sources="s1; s2")
        network.add_edge(node, nodes[0], kind="a  b", weight=2.5, sources="s2; s3", start=5, end=6)
    return network


@pytest.fixture(scope="module", params=[(v.name, lang) for v in views() for lang in ("fr", "en")])
def network(request: pytest.FixtureRequest, store: ox.Store) -> Any:
    view, lang = request.param
    return to_network(store, view=view, lang=lang)


@pytest.mark.parametrize("layout", [True, False])
@pytest.mark.parametrize("view", [view.name for view in views()])
def test_a_view_is_streamed_to_the_bytes_of_its_network(
    store: ox.Store, view: str, layout: bool
) -> None:
    options: dict[str, Any] = {"filters": Filters(no_isolates=True), "anonymous_people": None}
    projection = project_view(store, view=view, lang="fr", layout=layout, **options)
    buffer, steps = io.BytesIO(), [(0, 1)]
    write_projection(projection, buffer, step=lambda *args: steps.append(args))
    network = to_network(store, view=view, lang="fr", layout=layout, **options)
    assert buffer.getvalue() == written(network)
    total = 2 * (len(network) + network.number_of_edges())
    assert steps[-1] == (total, total)
    assert faults(buffer.getvalue()) == []


CLASSES = [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]


def test_views_are_valid_and_need_no_warning(network: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert faults(written(network)) == []


def test_views_are_read_back_alike(network: Any) -> None:
    data = written(network)
    read = nx.read_gexf(io.BytesIO(data))
    assert read.is_directed() == network.is_directed()
    assert set(read) == set(network)
    assert read.number_of_edges() == network.number_of_edges()
    kinds = Counter(edge.get("kind") for edge in etree.fromstring(data).iter(f"{NS}edge"))
    assert kinds == Counter(kind for *_, kind in network.edges(data="kind"))
    for node, attributes in network.nodes.items():
        for column in ("label", "label_fr", "definition_en", "degree_all", "year_start"):
            assert read.nodes[node].get(column) == attributes.get(column)


def test_views_open_with_places_sizes_and_colours(network: Any) -> None:
    tree = etree.fromstring(written(network))
    nodes = list(tree.iter(f"{NS}node"))
    assert len(nodes) == len(network) > 0
    for node in nodes:
        attributes = network.nodes[node.get("id")]
        place = node.find(f"{VIZ}position")
        assert (float(place.get("x")), float(place.get("y"))) == (attributes["x"], attributes["y"])
        colour = node.find(f"{VIZ}color")
        hue = "#" + "".join(f"{int(colour.get(c)):02X}" for c in "rgb")
        assert hue == attributes["color"]
    sizes = [float(size.get("value")) for size in tree.iter(f"{VIZ}size")]
    assert (min(sizes), max(sizes)) == (4, 100)


def test_columns_are_those_of_the_network_each_of_one_type(network: Any) -> None:
    found = types(written(network))
    for column in ("degree_all", "degree_in", "degree_out", "n_sources", "year_start"):
        assert found.get(column, "integer") == "integer"
    for column in ("iri", "curie", "node_class", "label_fr", "label_en", "definition_fr"):
        assert found[column] == "string"


def test_years_become_intervals_with_open_ends_left_out(store: ox.Store) -> None:
    tree = etree.fromstring(written(to_network(store)))
    spans = {n.get("id").rpartition("/")[2]: n.attrib for n in tree.iter(f"{NS}node")}
    harlem, burke = spans["event-harlem-1990"], spans["document-burke-2019"]
    assert (harlem["start"], harlem["end"]) == ("1990.0", "1990.0")
    assert burke["start"] == "2019.0"
    assert "end" not in burke
    assert "start" not in spans["question-1"]
    graph = tree.find(f"{NS}graph")
    assert (graph.get("timeformat"), graph.get("mode")) == ("double", "dynamic")


@pytest.mark.parametrize("kind", CLASSES)
def test_any_network_is_written_valid_and_read_back(kind: type[Any]) -> None:
    network = torture(kind)
    data = quietly(network)
    assert faults(data) == []
    read = nx.read_gexf(io.BytesIO(data))
    assert read.number_of_nodes() == network.number_of_nodes()
    assert read.number_of_edges() == len(list(etree.fromstring(data).iter(f"{NS}edge")))


def test_values_keep_their_meaning() -> None:
    data = quietly(torture(nx.MultiDiGraph))
    found, blank = types(data), cells(data)[0]
    assert blank["big"] == str(2**70)
    assert (blank["long"], blank["flag"]) == (str(2**40), "true")
    assert blank["note"] == "line\nbreak\ttab\r\ufffd\ufffd"
    assert "none" not in found
    kinds = ("big", "long", "flag", "mixed", "real", "some", "tags", "small")
    assert [found[name] for name in kinds] == [
        *("string", "long", "boolean", "string", "double", "double", "liststring", "integer")
    ]
    held = {name: [row[name] for row in cells(data) if name in row] for name in found}
    assert held["tags"] == ['["a", "q\\"\\\\", ""]', '["abc", "def"]', '["y", "z"]']
    assert held["mixed"] == ["1", "two", "[1, 2]"]
    assert held["real"] == ["1.5", "NaN", "2.0"]
    assert held["when"] == ['{"a": [2], "b": 1}']
    assert (held["n"], held["i"], held["array"]) == (["1.5"], ["3"], ['["1", "2"]'])
    assert (held["color_"], held["start_"], held["size_"]) == (["red"], ["soon"], ["-1"])


def test_what_was_changed_is_counted_in_one_warning() -> None:
    with pytest.warns(UserWarning, match="GEXF: ") as caught:
        written(torture(nx.MultiDiGraph))
    assert len(caught) == 1
    told = str(caught[0].message)
    for words in ("XML forbids", "INF", "weight_", "renamed", "mixed types", "the first is kept"):
        assert words in told
    network = nx.Graph()
    network.add_node("a", text="\x00\x01", label="\x02")
    with pytest.warns(UserWarning, match="^GEXF: 3 characters that XML forbids became U\\+FFFD$"):
        written(network)


def test_nodes_whose_texts_are_alike_stay_apart() -> None:
    network = nx.Graph([(1, "1"), ("\x00", "\x01"), ("", "1")])
    ids = [node.get("id") for node in etree.fromstring(quietly(network)).iter(f"{NS}node")]
    assert ids == ["1", "1 (2)", "\ufffd", "\ufffd (2)", "(2)"]


def test_repeats_of_a_kind_become_one_edge_with_the_weights_and_sources_of_all() -> None:
    network = nx.MultiDiGraph()
    for weight, source in ((2, "b"), (3, "a"), (None, "b; c")):
        network.add_edge("s", "t", kind="knows", weight=weight, sources=source)
    network.add_edge("s", "t", kind="likes")
    network.add_edge("t", "s", kind="knows")
    data = quietly(network)
    edges = list(etree.fromstring(data).iter(f"{NS}edge"))
    assert [(e.get("source"), e.get("kind"), e.get("weight")) for e in edges] == [
        *(("s", "knows", "6.0"), ("s", "likes", None), ("t", "knows", None))
    ]
    assert cells(data, "edge")[0] == {"sources": "a; b; c"}


def test_parallel_edges_without_a_kind_are_kept_apart_by_their_keys() -> None:
    network = nx.MultiGraph([("a", "b"), ("b", "a"), ("a", "b", "named")])
    edges = etree.fromstring(written(network)).iter(f"{NS}edge")
    assert [edge.get("kind") for edge in edges] == ["link", "link 2", "named"]


def test_edge_ids_depend_on_the_edge_alone() -> None:
    def ids(network: Any) -> set[str]:
        return {edge.get("id") for edge in etree.fromstring(written(network)).iter(f"{NS}edge")}

    one = ids(nx.MultiDiGraph([("a", "b", "k")]))
    more = ids(nx.MultiDiGraph([("x", "a", "k"), ("a", "b", "k"), ("a", "b", "l")]))
    assert len(more) == 3
    assert one < more
    assert ids(nx.Graph([("a", "b")])) == ids(nx.Graph([("b", "a")]))


def test_an_empty_network_is_valid() -> None:
    assert faults(written(nx.Graph())) == []


def test_paths_and_handles_get_the_same_bytes(store: ox.Store, tmp_path: Path) -> None:
    network = to_network(store, view="terms-facets", layout=False)
    write_gexf(network, tmp_path / "a.gexf")
    write_gexf(network, str(tmp_path / "b.gexf"))
    with open(tmp_path / "c.gexf", "wb") as handle:
        write_gexf(network, handle)
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1
    with pytest.raises(InputError, match="mode 'wb'"):
        write_gexf(network, io.StringIO())  # type: ignore[arg-type]


def test_a_file_that_cannot_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_gexf(nx.Graph(), tmp_path / "no" / "a.gexf")
    assert list(tmp_path.iterdir()) == []


def test_a_column_that_changes_its_type_late_has_the_type_that_holds_all() -> None:
    network = nx.DiGraph()
    network.add_nodes_from((f"n{i}", {"late": i, "whole": i}) for i in range(3000))
    assert types(written(network)) == {"late": "integer", "whole": "integer"}
    network.add_node("last", late="text", whole=2**40)
    with pytest.warns(UserWarning, match="^GEXF: 1 columns of mixed types became text$"):
        data = written(network)
    assert types(data) == {"late": "string", "whole": "long"}
    assert [row["late"] for row in cells(data)] == [*map(str, range(3000)), "text"]


def test_rows_of_any_shape_keep_their_cells_and_their_order() -> None:
    network = nx.MultiDiGraph()
    for i in range(3000):
        names = [f"c{bit}" for bit in range(8) if i >> bit & 1][:: -1 if i % 3 else 1]
        value: Any = [i, f"{i} & <{i}>", None, i / 4][i % 4]
        network.add_node(i, **dict.fromkeys(names, value))
    data = quietly(network)
    assert faults(data) == []
    ids = [node.get("id") for node in etree.fromstring(data).iter(f"{NS}node")]
    assert ids == [str(i) for i in range(3000)]
    for row, held in zip(cells(data), network.nodes.values(), strict=True):
        given = {key: str(value) for key, value in held.items() if value is not None}
        assert row == given


def test_columns_stand_in_the_order_in_which_they_are_first_needed() -> None:
    network = nx.Graph()
    network.add_node(0, late=None, weight_of=1)
    network.add_node(1, other=1)
    network.add_node(2, late=2, weight_of=1)
    assert list(types(written(network))) == ["weight_of", "other", "late"]


def test_what_is_shown_by_some_rows_only_is_a_column_for_the_others() -> None:
    network = nx.DiGraph()
    for i, weight in enumerate((2, 0, None, -1.5, 3)):
        network.add_edge("a", f"b{i}", weight=weight)
    with pytest.warns(UserWarning, match="2 weights that are not above 0"):
        data = written(network)
    edges = list(etree.fromstring(data).iter(f"{NS}edge"))
    assert [edge.get("weight") for edge in edges] == ["2.0", None, None, None, "3.0"]
    assert cells(data, "edge") == [{}, {"weight_": "0.0"}, {}, {"weight_": "-1.5"}, {}]


def test_what_returns_is_counted_each_time() -> None:
    network = nx.DiGraph()
    for i in range(1500):
        network.add_edge("a", i, kind="k\x00", label="l\x01", note="INFIRMIER\x02")
    told = "^GEXF: 4500 characters that XML forbids became U\\+FFFD; 1500 texts hold INF"
    with pytest.warns(UserWarning, match=told):
        written(network)


def test_kinds_without_number_are_told_apart() -> None:
    network = nx.MultiDiGraph()
    network.add_edges_from(("a", "b", {"kind": f"kind {i % 6000} & more"}) for i in range(9000))
    kinds = [edge.get("kind") for edge in etree.fromstring(quietly(network)).iter(f"{NS}edge")]
    assert kinds == [f"kind {i} & more" for i in range(6000)]


def lines(edges: Iterator[tuple[str, str, str, dict[str, Any]]], notes: Notes) -> Iterator[str]:
    """Give the lines of a network of two nodes, with columns that are known beforehand."""
    return gexf_lines(
        {"title": "Rows & rows"},
        [("a", {"label": "A & B", "more": 1}), ("b", {"x": 1, "y": 2})],
        edges,
        node_columns=[],
        edge_columns=[Column("note", "note", "string"), Column("share", "share", "double")],
        directed=True,
        dated=False,
        notes=notes,
    )


def test_rows_are_streamed_with_columns_that_are_known_beforehand(tmp_path: Path) -> None:
    edges = (("a", "b", f"k{i}", {"share": i, "note": "x\x00", "weight": 2}) for i in range(1000))
    notes = Notes()
    write_lines(lines(edges, notes), tmp_path / "a.gexf")
    data = (tmp_path / "a.gexf").read_bytes()
    assert faults(data) == []
    assert cells(data, "edge")[999] == {"note": "x\ufffd", "share": "999.0"}
    assert str(notes) == "1000 characters that XML forbids became U+FFFD"
    with pytest.raises(InputError, match="mode 'wb'"):
        write_lines(["line"], io.StringIO())  # type: ignore[arg-type]


def peak(rows: int, *, is_kept: bool = False) -> int:
    """Return how many bytes it takes to give the lines of so many edges."""
    edges = (("a", "b", f"k{i}", {"note": f"a text of row {i}"}) for i in range(rows))
    tracemalloc.start()
    given = lines(iter(list(edges)) if is_kept else edges, Notes())
    assert sum(text.count("<edge ") for text in given) == rows
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return taken


def test_what_is_streamed_is_not_kept() -> None:
    assert peak(20_000) < 2 * peak(2_000) < peak(20_000, is_kept=True)


HASHES = """
import hashlib, io, sys, warnings
warnings.simplefilter("ignore")
from pairgraph.gexf import write_gexf
from pairgraph.network import to_network, views
for view in views():
    buffer = io.BytesIO()
    network = to_network(view=view.name)
    network.nodes[next(iter(network))]["tags"] = {"a", "b", "c", "d"}
    write_gexf(network, buffer)
    print(view.name, hashlib.sha256(buffer.getvalue()).hexdigest())
"""


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    first = told_under("1", HASHES)
    assert len(first.splitlines()) == len(views())
    assert told_under("2", HASHES) == first


def test_what_networkx_writes_is_found_invalid(store: ox.Store) -> None:
    buffer = io.BytesIO()
    nx.write_gexf(to_network(store, view="terms-facets"), buffer)
    assert any(fault.startswith("RNG") for fault in faults(buffer.getvalue()))


SPOILT = [
    (b'r="0" g="114" b="178"', b'hex="#0072B2" a="0.5"', "not r, g, b"),
    (b'r="0" g="114" b="178"', b'r="0.5" g="114" b="178"', "RNG"),
    (b"<nodes>", b'<attributes class="node" mode="static"/><nodes>', "two attribute blocks"),
    (b' kind="namesValue"', b"", "without kind"),
    (b' weight="1.0"', b' weight="0"', "without kind or weight"),
    (b'<attribute id="curie" ', b'<attribute id="IRI" ', "alike"),
    (b'<attribute id="curie" ', b'<attribute id="type" ', "not safe"),
    (b'type="integer"', b'type="date"', "RNG"),
    (b"<description>", b"<description>a &lt; b", "meta text"),
    (b'kind="namesValue"', b'kind="namesValue" type="undirected"', "mixed"),
]


@pytest.mark.parametrize(("good", "bad", "expected"), SPOILT)
def test_a_spoilt_file_is_found_out(
    store: ox.Store, good: bytes, bad: bytes, expected: str
) -> None:
    data = written(to_network(store, view="terms-facets"))
    assert good in data
    assert any(expected in fault for fault in faults(data.replace(good, bad, 1)))


@pytest.mark.parametrize("tag", [b"<node ", b"<edge "])
def test_a_repeated_id_is_found_out(store: ox.Store, tag: bytes) -> None:
    data = written(to_network(store, view="terms-facets"))
    line = next(line for line in data.splitlines(keepends=True) if line.startswith(tag))
    assert f"{tag.decode().strip(' <')} ids alike" in faults(data.replace(line, line * 2, 1))

"""Every view, and a network made to break readers, opened by Gephi and others who read graphs.

The tests of a file run in one process (`--dist loadfile`), so that each client is started once.
"""

from __future__ import annotations

import csv
import json
import re
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx
import pyoxigraph as ox
import pytest
from lxml import etree

from pairgraph.csv_pair import write_csv
from pairgraph.formats import formats
from pairgraph.network import to_network, views

from . import clients
from .test_formats import BACKSLASHES
from .test_gexf import CLASSES, torture

VIEWS = [view.name for view in views()]
NAMES = [*VIEWS, *(f"torture-{kind.__name__}" for kind in CLASSES)]
WRITTEN = [form for form in formats() if form.name not in ("html", "png", "svg")]
# What to change in a sound GEXF file, so that a client must find fault with it.
SPOILT = {
    "two-blocks": (rb"<nodes>", rb'<attributes class="node" mode="static"/><nodes>'),
    "hex": (rb'<viz:color r="0" g="114" b="178"/>', rb'<viz:color hex="#0072B2" a="0.5"/>'),
    "no-kind": (rb' kind="[^"]*"', rb""),
    "one-id": (rb'<edge id="[^"]*"', rb'<edge id="1"'),
}


def guessed() -> Any:
    """Return a network whose tables Gephi reads wrong by its first rows, or at a backslash."""
    network = nx.DiGraph()
    texts = [*BACKSLASHES, *["plain"] * 30][:31]
    columns: dict[str, list[Any]] = {
        "code": [*["1"] * 30, "text"],
        "big": [*[1] * 30, 2**40],
        "late": [*[None] * 30, 7],
        "day": [*["2001-01-01"] * 30, "spring"],
        "truth": [*["true"] * 30, "perhaps"],
        "list": [*['["1", "2"]'] * 30, '["one"]'],
        "note": texts,
    }
    for i in range(31):
        held = {name: values[i] for name, values in columns.items() if values[i] is not None}
        network.add_node(f"n{i:02}", **held)
    return network


class Found(NamedTuple):
    """What a reader holds."""

    nodes: int
    edges: int
    kinds: dict[str, int]
    directed: bool

    @classmethod
    def told(cls, found: dict[str, Any]) -> Found:
        assert "crash" not in found, found["crash"]
        return cls(found["nodes"], found["edges"], found["kinds"], found["directed"])

    @classmethod
    def read(cls, network: Any) -> Found:
        """Tell what a network of networkx holds."""
        kinds = Counter(kind for *_, kind in network.edges(data="kind"))
        directed = network.is_directed()
        return cls(len(network), network.number_of_edges(), dict(kinds), directed)

    @classmethod
    def gexf(cls, path: Path) -> Found:
        """Tell what a GEXF file holds, tag by tag."""
        tree = etree.parse(path)
        kinds = [edge.get("kind") for edge in tree.iter("{*}edge")]
        nodes = len(list(tree.iter("{*}node")))
        directed = tree.find("{*}graph").get("defaultedgetype") == "directed"
        return cls(nodes, len(kinds), dict(Counter(kinds)), directed)


class Files:
    """All networks in all formats, each file written once."""

    def __init__(self, folder: Path, store: ox.Store) -> None:
        self.folder = folder
        self.networks = {name: to_network(store, view=name) for name in VIEWS}
        self.networks |= {f"torture-{kind.__name__}": torture(kind) for kind in CLASSES}
        for name, network in self.networks.items():
            self._write(name, network)
        self.expected = {name: Found.read(self.networks[name]) for name in VIEWS}
        self.expected |= {name: Found.gexf(self[name, ".gexf"]) for name in NAMES[len(VIEWS) :]}
        self._spoil()

    def __getitem__(self, named: tuple[str, str]) -> Path:
        return self.folder / "".join(named)

    def pair(self, name: str) -> str:
        """Name two tables as one file for Gephi."""
        return f"{self[name, '-nodes.csv']}+{self[name, '-edges.csv']}"

    def _write(self, name: str, network: Any) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error" if name in VIEWS else "ignore", UserWarning)
            for form in WRITTEN:
                form.write(network, self[name, form.suffix])

    def _spoil(self) -> None:
        """Write what a client must find fault with."""
        with pytest.warns(UserWarning, match="backslash"):
            write_csv(guessed(), self.folder / "guessed.csv")
        self._unsort()
        sound = self["terms-facets", ".gexf"].read_bytes()
        for name, (good, bad) in SPOILT.items():
            spoilt, count = re.subn(good, bad, sound)
            assert count > 0
            self[name, ".gexf"].write_bytes(spoilt)
        table = self["torture-DiGraph", "-nodes.csv"].read_bytes()
        assert b"\\\\" in table
        self["backslash", "-nodes.csv"].write_bytes(table.replace(b"\\\\", b"\\"))
        document = json.loads(self["terms-facets", ".graphology.json"].read_bytes())
        document["edges"][1]["key"] = document["edges"][0]["key"]
        self["alike", ".graphology.json"].write_text(json.dumps(document))
        nx.write_gexf(self.networks["terms-facets"], self["networkx", ".gexf"])

    def _unsort(self) -> None:
        """Put the rows that show the types of their columns back to where they stood."""
        with open(self["guessed", "-nodes.csv"], encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        with open(self["unsorted", "-nodes.csv"], "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *sorted(rows)])


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory, store: ox.Store) -> Files:
    return Files(tmp_path_factory.mktemp("formats"), store)


@pytest.fixture(scope="session")
def gephi(files: Files) -> dict[str, Any]:
    """Return what Gephi holds of each file, by the end of its name."""
    clients.needs("gephi")
    tables = [files[name, "-nodes.csv"] for name in ("backslash", "guessed", "unsorted")]
    graphs = [*sorted(files.folder.glob("*.gexf")), *tables]
    told = clients.gephi([*map(str, graphs), *map(files.pair, NAMES)])
    assert len(told) == len(graphs) + len(NAMES)
    return told


@pytest.fixture(scope="session")
def node(files: Files) -> dict[str, Any]:
    """Return what graphology and Cytoscape.js hold of each file."""
    clients.needs("node")
    suffixes = (".gexf", ".graphology.json", ".cyjs")
    paths = [path for path in files.folder.iterdir() if path.name.endswith(suffixes)]
    return clients.node(map(str, sorted(paths)))


@pytest.mark.parametrize("name", NAMES)
def test_gephi_opens_our_gexf_without_a_complaint(
    files: Files, gephi: dict[str, Any], name: str
) -> None:
    found = gephi[str(files[name, ".gexf"])]
    assert Found.told(found) == files.expected[name]
    assert found["issues"] == ["INFO GEXF version 1.3"]
    dated = re.search(r' (?:start|end)="', files[name, ".gexf"].read_text(encoding="utf-8"))
    assert found["dynamic"] == bool(dated)


@pytest.mark.parametrize("name", NAMES)
def test_gephi_opens_our_pair_of_tables_without_a_complaint(
    files: Files, gephi: dict[str, Any], name: str
) -> None:
    found = gephi[files.pair(name)]
    assert Found.told(found) == files.expected[name]
    assert found["issues"] == []


@pytest.mark.parametrize("name", VIEWS)
def test_gephi_shows_the_places_sizes_and_colours_of_gexf(
    files: Files, gephi: dict[str, Any], name: str
) -> None:
    cells, nodes = gephi[str(files[name, ".gexf"])]["cells"], files.networks[name].nodes
    assert set(cells) == set(nodes)
    shown = {id_: cells[id_]["(look)"].split(" ", 3) for id_ in nodes}
    for id_, data in nodes.items():
        place = [float(number) for number in shown[id_][:2]]
        assert place == pytest.approx([data["x"], data["y"]], abs=0.1)
        red, green, blue = bytes.fromhex(data["color"][1:])
        colour = f"java.awt.Color[r={red},g={green},b={blue}]"
        assert float(shown[id_][2]) == pytest.approx(data["size"])
        assert shown[id_][3] == colour
        assert cells[id_]["label"] == data["label"]


def test_the_timeline_plays_in_gephi(files: Files, gephi: dict[str, Any]) -> None:
    found, nodes = gephi[str(files["timeline", ".gexf"])], files.networks["timeline"].nodes
    for id_, data in nodes.items():
        first, last = data.get("year_start"), data.get("year_end")
        start = "-Infinity" if first is None else float(first)
        end = "Infinity" if last is None else float(last)
        assert found["cells"][id_]["timeset"] == f"<[{start}, {end}]>"
    years = [data["year_start"] for data in nodes.values() if "year_start" in data]
    assert (min(years), max(years)) == (1700, 2024)


@pytest.mark.parametrize("name", VIEWS)
def test_gephi_guesses_the_types_of_our_tables_and_keeps_every_cell(
    files: Files, gephi: dict[str, Any], name: str
) -> None:
    found = gephi[files.pair(name)]
    types = {str: "String", int: "Integer", float: "Double"}
    for id_, data in files.networks[name].nodes.items():
        held = {key: value for key, value in data.items() if key != "label"}
        for key, value in held.items():
            assert found["columns"][key] == types[type(value)], key
            assert found["cells"][id_][key] == str(value)


def test_gephi_keeps_the_texts_of_a_hostile_table(files: Files, gephi: dict[str, Any]) -> None:
    found = gephi[files.pair("torture-MultiDiGraph")]
    assert found["cells"]["1"]["tags"] == '["a", "q\\"\\\\", ""]'
    assert found["cells"]["b0"]["note"] == "line\nbreak\ttab\r\ufffd\ufffd"
    assert found["columns"]["long"] == "Long"


def test_gephi_guesses_right_by_our_first_rows(files: Files, gephi: dict[str, Any]) -> None:
    found = gephi[str(files["guessed", "-nodes.csv"])]
    assert found["issues"] == []
    types = {name: found["columns"][name] for name in ("code", "big", "late", "day", "truth")}
    assert [*types.values()] == ["String", "Long", "Integer", "String", "String"]
    for id_, data in guessed().nodes.items():
        assert {name: found["cells"][id_][name] for name in data} == {
            name: str(value) for name, value in data.items()
        }


def test_gephi_complains_of_what_it_cannot_open(files: Files, gephi: dict[str, Any]) -> None:
    sound = files.expected["terms-facets"]
    assert "crash" in gephi[str(files["hex", ".gexf"])]
    merged = gephi[str(files["no-kind", ".gexf"])]
    assert merged["edges"] < sound.edges
    assert merged["kinds"] == {"null": merged["edges"]}
    assert gephi[str(files["one-id", ".gexf"])]["edges"] == 1
    lost = gephi[str(files["backslash", "-nodes.csv"])]
    assert lost["nodes"] < files.expected["torture-DiGraph"].nodes
    assert any(issue.startswith("SEVERE") for issue in lost["issues"])
    unsorted = gephi[str(files["unsorted", "-nodes.csv"])]
    assert any(issue.startswith("SEVERE") for issue in unsorted["issues"])


@pytest.mark.parametrize("suffix", [".gexf", ".graphology.json", ".cyjs"])
@pytest.mark.parametrize("name", NAMES)
def test_graphology_and_cytoscape_read_all(
    files: Files, node: dict[str, Any], name: str, suffix: str
) -> None:
    found = node[str(files[name, suffix])]
    assert Found.told(found) == files.expected[name]
    assert found.get("nested", 0) == 0
    for id_, data in files.networks[name].nodes.items() if name in VIEWS else ():
        shown = found["cells"][id_]
        y = -data["y"] if suffix == ".cyjs" else data["y"]
        assert (shown["label"], shown["x"], shown["y"]) == (data["label"], data["x"], y)
        rgb = "rgb({},{},{})".format(*bytes.fromhex(data["color"][1:]))
        assert shown["color"] in (data["color"], rgb)


def test_graphology_complains_of_what_it_cannot_read(files: Files, node: dict[str, Any]) -> None:
    assert "crash" in node[str(files["two-blocks", ".gexf"])]
    assert "crash" in node[str(files["alike", ".graphology.json"])]


@pytest.mark.parametrize("name", NAMES)
def test_igraph_reads_our_graphml(files: Files, name: str) -> None:
    from igraph import Graph

    read = Graph.Read_GraphML(str(files[name, ".graphml"]))
    kinds = dict(Counter(read.es["kind"] if read.ecount() else []))
    found = Found(read.vcount(), read.ecount(), kinds, read.is_directed())
    assert found == files.expected[name]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", NAMES)
def test_networkit_reads_our_graphml(files: Files, name: str) -> None:
    clients.needs("networkit")
    import networkit

    read = networkit.readGraph(str(files[name, ".graphml"]), networkit.Format.GraphML)
    expected = files.expected[name]
    assert (read.numberOfNodes(), read.numberOfEdges()) == (expected.nodes, expected.edges)
    assert read.isDirected() == expected.directed


READERS: dict[str, Callable[[Path], Any]] = {
    ".gexf": nx.read_gexf,
    ".graphml": lambda path: nx.read_graphml(path, force_multigraph=True),
    ".node-link.json": lambda path: nx.node_link_graph(
        json.loads(path.read_bytes()), edges="edges"
    ),
    ".cyjs": lambda path: nx.cytoscape_graph(json.loads(path.read_bytes())),
}


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("name", NAMES)
def test_networkx_reads_all(files: Files, name: str, suffix: str) -> None:
    read, expected = READERS[suffix](files[name, suffix]), files.expected[name]
    if suffix == ".gexf":  # networkx drops the kinds of GEXF
        assert Found.read(read)._replace(kinds=expected.kinds) == expected
    else:
        assert Found.read(read) == expected


def test_networkx_keeps_no_kind_in_gexf(files: Files) -> None:
    kinds = Found.gexf(files["networkx", ".gexf"]).kinds
    assert set(kinds) == {None}

"""Pictures: legible, told in either language, safe with any network, the same bytes each time."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from lxml import etree

from pairgraph.errors import InputError
from pairgraph.labels import Disc, Frame, Labels, wrapped
from pairgraph.network import to_network
from pairgraph.palette import FAMILIES, GREY
from pairgraph.picture import _figure, write_picture

from .conftest import told_under


@pytest.fixture(scope="module")
def network(store: ox.Store) -> Any:
    return to_network(store)


def written_in(figure: Any) -> list[str]:
    """Return the texts around the map."""
    return [text.get_text() for text in figure.texts]


def test_a_png_and_an_svg_are_drawn(network: Any, tmp_path: Path) -> None:
    write_picture(network, tmp_path / "map.png")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    write_picture(network, tmp_path / "map.SVG")
    svg = etree.parse(tmp_path / "map.SVG").getroot()
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(list(tmp_path.iterdir())) == 2


def test_no_label_hides_another(network: Any) -> None:
    [axes] = _figure(network, "", "en").axes
    frames = [Frame(*text.get_window_extent().extents) for text in axes.texts]
    assert len(frames) > 40, "a map needs names"
    assert [pair for pair in itertools.combinations(frames, 2) if pair[0].meets(pair[1])] == []


def test_the_biggest_nodes_are_named(network: Any) -> None:
    [axes] = _figure(network, "", "en").axes
    named = {text.get_text() for text in axes.texts}
    hubs = [data["label"] for data in network.nodes.values() if data["size"] > 70]
    assert hubs
    assert {wrapped(label) for label in hubs} <= named


def test_a_label_without_room_is_left_out() -> None:
    discs = [Disc(50, 50, 5), Disc(54, 50, 5)]
    labels = Labels(discs, Frame(0, 0, 100, 100))
    first = labels.place(discs[0], 90, 40, merit=1)
    assert first is not None
    assert labels.place(discs[1], 90, 80, merit=1) is None
    assert len(labels) == 1


@pytest.mark.parametrize(
    ("lang", "title", "words"),
    [("fr", "et qui le dit", "choses nommées"), ("en", "and who says it", "named things")],
)
def test_the_title_and_the_legend_are_told_in_the_language(
    store: ox.Store, lang: str, title: str, words: str
) -> None:
    network = to_network(store, lang=lang)
    texts = written_in(_figure(network, network.graph["title"], lang))
    assert any(title in text for text in texts)
    counts = f"{len(network)} {words}"
    assert any(text.startswith(counts) for text in texts)
    terms = sum(data["family"] == "pg:Term" for data in network.nodes.values())
    assert {"fr": f"terme ({terms})", "en": f"term ({terms})"}[lang] in texts


def test_the_legend_counts_every_node_and_shows_every_colour(network: Any) -> None:
    figure = _figure(network, "", "en")
    lines = [text for text in written_in(figure) if text.endswith(")")]
    assert sum(int(line.rpartition("(")[2][:-1]) for line in lines) == len(network)
    dots = {text.get_color() for text in figure.texts if text.get_text() == "●"}
    assert dots == {data["color"] for data in network.nodes.values()} <= {*FAMILIES.values(), GREY}


def test_the_language_of_the_network_is_the_default(store: ox.Store, tmp_path: Path) -> None:
    network = to_network(store, view="terms-facets", lang="fr")
    write_picture(network, tmp_path / "a.svg")
    write_picture(network, tmp_path / "b.svg", lang="fr")
    write_picture(network, tmp_path / "c.svg", lang="en")
    first, second, third = (path.read_bytes() for path in sorted(tmp_path.iterdir()))
    assert first == second != third


HASHES = """
import hashlib, sys
from pathlib import Path
from pairgraph.network import to_network
from pairgraph.picture import write_picture
network = to_network(view="terms-facets")
for suffix in (".png", ".svg"):
    path = Path(sys.argv[1]) / f"map{suffix}"
    write_picture(network, path)
    print(suffix, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    first = told_under("1", HASHES, tmp_path)
    assert len(first.splitlines()) == 2
    assert told_under("2", HASHES, tmp_path, MPLBACKEND="svg") == first


def test_the_users_own_settings_change_nothing_and_are_kept(network: Any, tmp_path: Path) -> None:
    import matplotlib as mpl

    write_picture(network, tmp_path / "a.png")
    with mpl.rc_context({"font.size": 30, "text.color": "red", "savefig.facecolor": "black"}):
        write_picture(network, tmp_path / "b.png")
        assert mpl.rcParams["font.size"] == 30
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_any_network_is_drawn(kind: type[Any], tmp_path: Path) -> None:
    network = kind()
    network.add_node(("a", 1), label="costs $5 & $6\nor \x00 \ud800", color="red", x="left")
    network.add_node(2, family=None, label_en=3)
    network.add_edge(2, 2, weight="heavy")
    network.add_edge(("a", 1), 2, weight=None)
    write_picture(network, tmp_path / "own.png", title="$x^ {<&")
    write_picture(kind(), tmp_path / "none.svg")
    assert all(path.stat().st_size for path in tmp_path.iterdir())


def test_another_suffix_is_refused_and_both_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.png or a \.svg"):
        write_picture(nx.Graph(), tmp_path / "map.pdf")
    assert list(tmp_path.iterdir()) == []


def test_without_matplotlib_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(InputError, match=r"pip install 'pairgraph\[draw\]'"):
        write_picture(nx.Graph(), tmp_path / "map.png")


def test_a_picture_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_picture(nx.Graph(), tmp_path / "no" / "map.png")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="fr or en"):
        write_picture(nx.Graph(), tmp_path / "map.png", lang="de")

"""A folder of all views: its manifest counts what is there, its guide is told in both languages."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest

from pairgraph.errors import InputError, NotFound
from pairgraph.folder import MANIFEST, steps, write_folder
from pairgraph.formats import formats
from pairgraph.network import Filters
from pairgraph.views import views

FORMS = ["gexf", "node-link", "csv"]


@pytest.fixture(scope="module")
def folder(store: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("maps") / "all"
    write_folder(path, store, forms=FORMS, layout=False)
    return path


@pytest.fixture(scope="module")
def manifest(folder: Path) -> Any:
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def test_the_manifest_counts_what_the_files_hold(folder: Path, manifest: Any) -> None:
    assert [one["view"] for one in manifest["views"]] == [view.name for view in views()]
    for one in manifest["views"]:
        network = nx.read_gexf(folder / "gexf" / f"{one['view']}.gexf")
        assert (one["nodes"], one["edges"]) == (len(network), network.number_of_edges())
        assert one["directed"] == network.is_directed()
        assert one["nodes_by_class"] == Counter(network.nodes[n]["node_class"] for n in network)
        held = json.loads((folder / "node-link" / f"{one['view']}.node-link.json").read_text())
        assert one["edges_by_kind"] == Counter(edge["kind"] for edge in held["edges"])


def test_the_manifest_seals_every_file(folder: Path, manifest: Any) -> None:
    told = {one["file"]: one for one in manifest["files"]}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(told) == there - {MANIFEST, "README.md"}
    assert len(told) == len(views()) * 4, "a CSV is two files"
    for name, one in told.items():
        data = (folder / name).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(data), sha256(data).hexdigest())


def test_the_guide_is_told_in_both_languages_and_names_what_is_there(folder: Path) -> None:
    guide = (folder / "README.md").read_text(encoding="utf-8")
    assert "Par quoi commencer" in guide
    assert "What to open first" in guide
    for view in views():
        assert guide.count(f"`{view.name}`") == 2
        assert view.fr in guide
        assert view.en in guide
    assert "`gexf/` (`.gexf`) : Gephi et" in guide
    assert "`gexf/` (`.gexf`): Gephi and" in guide


def test_a_folder_written_before_is_replaced_by_the_same_bytes(
    folder: Path, store: ox.Store, tmp_path: Path
) -> None:
    path = tmp_path / "maps"
    path.mkdir()
    for _ in range(2):
        write_folder(path, store, forms=["gexf"], layout=False)
        (path / "gexf" / "old.gexf").touch()
    write_folder(path, store, forms=["gexf"], layout=False)
    assert not (path / "gexf" / "old.gexf").exists()
    for file in (path / "gexf").iterdir():
        assert file.read_bytes() == (folder / "gexf" / file.name).read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["maps"]


def test_what_else_stands_there_is_left_alone(store: ox.Store, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.odt").touch()
    (tmp_path / "file").touch()
    for name, words in (("mine", "holds other files"), ("file", "it is no folder")):
        with pytest.raises(InputError, match=words):
            write_folder(tmp_path / name, store)
    with pytest.raises(InputError, match="there is no folder"):
        write_folder(tmp_path / "no" / "maps", store)
    with pytest.raises(InputError, match="there is no format 'gexff'; did you mean: gexf"):
        write_folder(tmp_path / "maps", store, forms=["gexff"])
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "mine", "thesis.odt"]


def test_what_fails_half_way_leaves_the_folder_as_it_was(
    folder: Path, store: ox.Store, tmp_path: Path
) -> None:
    write_folder(tmp_path / "maps", store, forms=["gexf"], layout=False)
    before = (tmp_path / "maps" / MANIFEST).read_bytes()

    def step(name: str) -> None:
        if "policies" in name:
            raise InputError("full")

    with pytest.raises(InputError, match="full"):
        write_folder(tmp_path / "maps", store, forms=["csv"], layout=False, step=step)
    assert (tmp_path / "maps" / MANIFEST).read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["maps"]


def test_each_file_is_announced(tmp_path: Path) -> None:
    seen: list[str] = []
    write_folder(tmp_path / "maps", ox.Store(), forms=["gexf"], step=seen.append)
    assert len(seen) == len(set(seen)) == steps(["gexf"]) == len(views())
    assert steps() == len(views()) * len(formats())


def test_a_view_without_what_is_asked_for_is_left_out(store: ox.Store, tmp_path: Path) -> None:
    policies = Filters(classes=["pg:PolicyProvision"])
    write_folder(tmp_path / "maps", store, forms=["gexf"], layout=False, filters=policies)
    names = {path.stem for path in (tmp_path / "maps" / "gexf").iterdir()}
    assert {"policies", "entities"} <= names
    assert "terms-facets" not in names
    with pytest.raises(NotFound, match="no class 'zebra'"):
        write_folder(tmp_path / "none", store, filters=Filters(classes=["zebra"]))
    assert [one.name for one in tmp_path.iterdir()] == ["maps"]

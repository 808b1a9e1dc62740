"""The pages of the views are those that the product draws."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path

import pyoxigraph as ox
import pytest

from pairgraph.network import to_network
from pairgraph.views import View, views

PAGES = Path(__file__).parent.parent / "docs" / "views"
DRAW = run_path(str(PAGES.parent / "draw.py"))


@pytest.mark.parametrize("view", views(), ids=lambda view: view.name)
def test_the_page_of_a_view_is_up_to_date(store: ox.Store, view: View) -> None:
    network = to_network(store, view=view.name, layout=False)
    page = (PAGES / f"{view.name}.md").read_text(encoding="utf-8")
    assert page == DRAW["page"](view, network), "run make pictures"
    assert (PAGES / f"{view.name}.png").read_bytes().startswith(b"\x89PNG")
    network.remove_node(next(iter(network)))
    assert page != DRAW["page"](view, network)


def test_there_is_a_page_for_every_view_and_no_other() -> None:
    assert (PAGES / "README.md").read_text(encoding="utf-8") == DRAW["index"]()
    names = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    assert names == {path.stem for path in PAGES.glob("*.png")} == {view.name for view in views()}

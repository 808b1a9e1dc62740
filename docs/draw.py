"""Draw the pictures of the documentation, and write a page for each view.

python docs/draw.py            # what `make pictures` runs
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pairgraph import to_network, write_picture
from pairgraph.display import counting
from pairgraph.graph import open_store
from pairgraph.patterns import View
from pairgraph.views import views

DOCS = Path(__file__).parent
PAGES = DOCS / "views"
_MOST = 12  # classes or kinds listed before the rest is added up
_INDEX = """# Views / Les vues

Each view is a way to draw the graph; its page shows it, in a picture and in figures.

*Chaque vue est une façon de dessiner le graphe ; sa page la montre, en image et en chiffres.*

| View | | |
|---|---|---|
"""


def page(view: View, network: Any) -> str:
    """Return the page of a view, in both languages, in Markdown."""
    nodes, edges = network.number_of_nodes(), network.number_of_edges()
    lines = [
        f"# {view.name}",
        *("", f"**{view.en}.** {view.purpose_en}"),
        *("", f"**{view.fr}.** {view.purpose_fr}"),
        *("", f"![{view.en}]({view.name}.png)"),
        *("", f"{nodes} nodes, {edges} edges. *{nodes} nœuds, {edges} liens.*"),
        *("", *_table("Class / classe", "Nodes / nœuds", _classes(network))),
        *("", *_table("Kind / sorte", "Edges / liens", _kinds(network))),
        *("", "```sh", f"pairgraph export {view.name} {view.name}.gexf    # for Gephi"),
        *(f"pairgraph export {view.name} {view.name}.html    # for a browser", "```", ""),
    ]
    return "\n".join(lines)


def index() -> str:
    """Return the page that lists the pages."""
    rows = (f"| [{view.name}]({view.name}.md) | {view.en} | *{view.fr}* |\n" for view in views())
    return _INDEX + "".join(rows)


def main() -> int:
    """Draw and write all."""
    store = open_store()
    for lang, name in (("en", "words"), ("fr", "mots")):
        write_picture(to_network(store, view="terms-facets", lang=lang), DOCS / f"{name}.png")
    with counting("Drawing…", len(views())) as step:
        for view in views():
            step(view.name)
            network = to_network(store, view=view.name)
            write_picture(network, PAGES / f"{view.name}.png")
            (PAGES / f"{view.name}.md").write_text(page(view, network), encoding="utf-8")
    (PAGES / "README.md").write_text(index(), encoding="utf-8")
    return 0


def _classes(network: Any) -> Iterable[str]:
    names = "class_label_en", "class_label_fr"
    return (" / ".join(data[n] for n in names) for _, data in network.nodes(data=True))


def _kinds(network: Any) -> Iterable[str]:
    return (f"`{kind}`" for *_, kind in network.edges(data="kind"))


def _table(name: str, number: str, values: Iterable[str]) -> list[str]:
    found = sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
    rest = sum(count for _, count in found[_MOST:])
    rows = found[:_MOST] + ([("…", rest)] if rest else [])
    return [f"| {name} | {number} |", "|---|---:|", *(f"| {n} | {c} |" for n, c in rows)]


if __name__ == "__main__":
    sys.exit(main())

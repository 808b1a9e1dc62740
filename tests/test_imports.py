"""A module imports only from the rows above its own; the public namespace is what is said."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import pairgraph

PACKAGE = Path(pairgraph.__file__).parent
ROWS = (
    {"blocks", "children", "closure", "csl", "errors", "formulas", "intake", "issued", "stores"},
    {"login", "opening", "table_words", "terms"},
    {"scan"},
    {"parsing"},
    {"apart"},
    {"vocabulary", "discs", "labels", "limits", "web"},
    {"entries", "facts"},
    {"answer", "files", "hermit", "telling", "patterns", "words", "_rdflib_store"}
    | {"bibtex", "csl_json", "known", "reading", "ris", "table_columns", "zotero"},
    {"checking", "table_grid", "table_names", "writing"},
    {"documents"},
    {"bibliographies", "generations", "table_rows", "table_xlsx"},
    {"kept", "table_facts"},
    {"imports", "table_cells"},
    {"table_things"},
    {"tables"},
    {"incoming"},
    {"entity_views", "graph", "links", "plain", "source_views", "taking", "tree_views"}
    | {"word_views"},
    {"worker"},
    {"workers"},
    {"cells", "looks", "lines", "lookup", "measures", "nearness", "palette", "sparql"}
    | {"engines", "turtle", "views", "virtuoso"},
    {"axioms", "census", "columns", "dating", "layout", "matching", "own", "questions", "report"}
    | {"endpoint", "rulebook", "rules", "template"},
    {"citing", "comparing", "contradiction", "distinct", "drawing", "filters", "junit"}
    | {"placing", "report_json", "sarif", "shapes", "wording"},
    {"asking", "contents", "draft", "dumping", "reasoner", "reports", "roadmap", "senses"},
    {"remote"},
    {"importing"},
    {"jsontext", "preview", "projection"},
    {"cleaned", "shown"},
    {"csv_pair", "cytoscape", "graphml", "graphology", "network", "node_link"},
    {"gexf", "picture"},
    {"formats"},
    {"guide"},
    {"folder"},
    {"display", "options"},
    {"storing"},
    {"commands", "exporting"},
    {"cli"},
    {"__main__"},
)


def imported(source: str) -> set[str]:
    """Return the modules of pairgraph that a module imports, wherever it does."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    return {name for node in found if node.level == 1 for name in _names(node)}


def _names(node: ast.ImportFrom) -> list[str]:
    return [node.module] if node.module else [alias.name for alias in node.names]


def faults(module: str, source: str) -> list[str]:
    """Return the imports that go against the flow."""
    row = {name: number for number, names in enumerate(ROWS) for name in names}
    return [
        f"{module} imports {other}"
        for other in sorted(imported(source) & set(row))
        if row[other] >= row[module]
    ]


MODULES = sorted(path for path in PACKAGE.glob("*.py") if path.stem != "__init__")


def test_every_module_has_a_row() -> None:
    assert {path.stem for path in MODULES} == set().union(*ROWS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_imports_from_rows_above(path: Path) -> None:
    assert faults(path.stem, path.read_text(encoding="utf-8")) == []


def test_an_import_against_the_flow_is_rejected() -> None:
    source = "def f() -> None:\n    from .cli import main\n    from .errors import InputError\n"
    assert faults("graph", source) == ["graph imports cli"]


def test_the_public_names_are_those_listed() -> None:
    for name in pairgraph.__all__:
        assert getattr(pairgraph, name) is not None
    assert set(pairgraph.__all__) <= set(dir(pairgraph))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = pairgraph.nothing

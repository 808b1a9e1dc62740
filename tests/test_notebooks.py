"""The notebooks run from top to bottom, and are saved without output."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


def outputs(notebook: Any) -> list[int]:
    """Return the numbers of the cells that were saved with output."""
    code = [(at, cell) for at, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    return [at for at, cell in code if cell.outputs or cell.execution_count]


def test_there_are_notebooks() -> None:
    assert "01-look-around" in {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_saved_without_output_and_runs(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert outputs(notebook) == []
    where = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=300, resources=where).execute()
    assert outputs(notebook) != []


def test_a_notebook_that_fails_is_found(tmp_path: Path) -> None:
    cell = nbformat.v4.new_code_cell("import pairgraph; pairgraph.nothing")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    with pytest.raises(CellExecutionError, match="no attribute 'nothing'"):
        NotebookClient(notebook, timeout=60).execute()

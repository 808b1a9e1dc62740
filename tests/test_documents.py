"""What the documents say is true: commands run, links lead somewhere, versions agree."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import pairgraph
from pairgraph.cli import parser

from .conftest import Run

ROOT = Path(__file__).parent.parent
GUIDES = sorted(ROOT.glob("docs/*.md"))
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("benchmarks/*.md")), *GUIDES]
READMES = [path for path in DOCUMENTS if path.name.startswith("README") and path.parent == ROOT]


def commands(document: Path) -> list[list[str]]:
    """Return the pairgraph commands of a document's shell blocks, comments left out."""
    blocks = re.findall(r"```sh\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    words = [shlex.split(line, comments=True) for line in lines]
    return [line[1:] for line in words if line and line[0] == "pairgraph"]


def broken_links(text: str, folder: Path) -> list[str]:
    """Return the links to files that are not there."""
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    return [target for target in targets if not (folder / target).exists()]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_of_a_readme_runs(
    readme: Path,
    pairgraph: Callable[..., Run],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo").mkdir()
    for table in ("filled.xlsx", "rempli.xlsx"):
        shutil.copy(ROOT / "tests/tables/chair.xlsx", tmp_path / table)
    shutil.copy(ROOT / "tests/bibliographies/zotero.bib", tmp_path / "references.bib")
    found = commands(readme)
    assert len(found) > 8
    for command in found:
        assert pairgraph(*command).status == 0, command


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_command_of_a_guide_is_understood(guide: Path) -> None:
    for command in commands(guide):
        assert parser().parse_args(command).run == command[0]


def test_a_command_that_is_not_understood_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["import", "--never"])
    assert "unrecognized arguments: --never" in capsys.readouterr().err
    assert sum(map(len, map(commands, GUIDES))) > 10


def test_every_command_stands_in_a_readme() -> None:
    help_text = parser().format_help()
    names = set(re.findall(r"^    (\w+)  +\w", help_text, re.MULTILINE)) - {"fmt", "completion"}
    assert names
    for readme in READMES:
        assert names <= {command[0] for command in commands(readme)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    assert broken_links(document.read_text(encoding="utf-8"), document.parent) == []


def test_a_broken_link_is_found() -> None:
    assert broken_links("[a](nowhere.md) [b](README.md)", ROOT) == ["nowhere.md"]


def test_the_two_readmes_run_the_same_commands() -> None:
    english, french = ([command[0] for command in commands(readme)] for readme in READMES)
    assert english == french


def test_versions_agree() -> None:
    version = pairgraph.__version__
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert changes[0] == version


def test_no_document_speaks_of_a_workplace() -> None:
    for document in DOCUMENTS:
        assert not re.search(r"/(work|tmp|root)/", document.read_text(encoding="utf-8"))

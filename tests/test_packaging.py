"""pairgraph works from a wheel, from a wheel built out of the sdist, and editable."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import pairgraph
from pairgraph.vocabulary import DATA

ROOT = Path(__file__).parent.parent
CHECK = "import pairgraph, sys; print(len(pairgraph.query('SELECT ?t { ?t a pg:RoleTerm }')))"


def build(what: str, source: Path, target: Path) -> Path:
    """Build an sdist or a wheel with what is installed here, and return its path."""
    command = [sys.executable, "-m", "build", "--no-isolation", f"--{what}", "--outdir"]
    subprocess.run([*command, target, source], check=True, capture_output=True, text=True)
    [made] = list(target.iterdir())
    return made


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def unpacked(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["tar", "-xzf", sdist, "-C", folder], check=True)
    [source] = list(folder.iterdir())
    return source


@pytest.fixture(scope="session", params=["wheel", "wheel from sdist"])
def wheel(
    request: pytest.FixtureRequest, unpacked: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    source = ROOT if request.param == "wheel" else unpacked
    return build("wheel", source, tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_every_data_file(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    folders = (ROOT / "ontology", ROOT / "inferred", ROOT / "shapes")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    data = {f"pairgraph/{path.relative_to(ROOT).as_posix()}" for path in files}
    assert len(data) > 10
    assert data <= inside
    page = {f"pairgraph/page/{path.name}" for path in (ROOT / "pairgraph" / "page").iterdir()}
    assert len(page) > 3
    assert page <= inside
    assert "pairgraph/py.typed" in inside


def test_it_answers_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    here = len(pairgraph.query("SELECT ?t { ?t a pg:RoleTerm }"))
    told = subprocess.run(
        [sys.executable, "-c", CHECK + ";print(pairgraph.__file__)"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert told == [str(here), str(tmp_path / "pairgraph" / "__init__.py")]


def test_it_answers_editable() -> None:
    assert Path(DATA) in (ROOT, Path(pairgraph.__file__).parent)
    assert len(pairgraph.query("SELECT ?t { ?t a pg:RoleTerm }")) > 0


def test_the_sdist_can_run_its_tests(unpacked: Path) -> None:
    names = ("tests/test_packaging.py", "shapes/facts.ttl", "constraints.txt", "Makefile")
    for name in (*names, "pairgraph/page/page.html"):
        assert (unpacked / name).is_file()

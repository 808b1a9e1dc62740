"""The made-up directories that benchmarks export: as big as asked, the same each time, sound."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import directory as directory_module
import invented
import pyoxigraph as ox
import pytest
from directory import directory, write_directory

from pairgraph.errors import InputError
from pairgraph.shapes import validate
from pairgraph.vocabulary import expand

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "directory.py"


def triples(lines: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES)]


@pytest.mark.parametrize("edges", [500, 3000])
def test_it_has_as_many_links_as_asked_and_no_person(edges: int) -> None:
    held = triples("".join(directory(edges, seed=1)))
    kinds = [str(t.object)[1:-1] for t in held if t.predicate.value == expand("rdf:type")]
    links = [t for t in held if isinstance(t.object, ox.NamedNode)]
    assert len(links) - len(kinds) == edges
    assert not {kind for kind in kinds if kind.startswith(expand("foaf:"))}
    assert {expand("pg:Programme"), expand("org:Organization")} <= set(kinds)


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.nt", "two.nt", "other.nt")]
    for file, seeds in zip(files, (("1", "0"), ("2", "0"), ("1", "7")), strict=True):
        command = [sys.executable, str(SCRIPT), str(file), "--edges", "600", "--seed", seeds[1]]
        environment = {"PYTHONHASHSEED": seeds[0], "PATH": ""}
        subprocess.run(command, env=environment, capture_output=True, check=True)
    one, two, other = (file.read_bytes() for file in files)
    assert one == two != other


def test_it_keeps_to_the_shapes_and_a_spoilt_one_does_not(tmp_path: Path) -> None:
    sound, spoilt = tmp_path / "sound.nt", tmp_path / "spoilt.nt"
    write_directory(sound, 500)
    assert validate(extra=[sound]).conforms
    text = sound.read_text(encoding="utf-8")
    label = f"<{expand('skos:prefLabel')}>"
    assert label in text
    spoilt.write_text(text.replace(label, "<https://example.org/called>", 1), encoding="utf-8")
    assert not validate(extra=[spoilt]).conforms


def test_too_small_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too few"):
        list(directory(1))
    command = [sys.executable, str(SCRIPT), str(tmp_path / "a.nt"), "--edges", "1"]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 1
    assert "too few for a directory" in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", [directory_module, invented], ids=lambda m: m.__name__)
def test_its_examples_run(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert (failed, tried > 0) == (0, True)

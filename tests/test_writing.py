"""A result is whole or not there, and what stood in its place stays until then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pairgraph.errors import EndpointError, InputError
from pairgraph.writing import filling, write, writing


def test_what_stood_there_stays_if_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("before")
    with pytest.raises(RuntimeError), writing(target) as file:
        file.write(b"half")
        raise RuntimeError
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_a_link_and_the_mode_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("before")
    target.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    write(link, "after")
    assert link.is_symlink()
    assert target.read_text() == "after"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write(tmp_path, "text")


def test_a_device_is_written_to() -> None:
    write(os.devnull, "text")
    assert Path(os.devnull).is_char_device()


def test_the_fault_of_a_server_is_not_that_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for opened in (writing(tmp_path / "file"), filling(tmp_path / "folder", known_by="x")):
        with pytest.raises(EndpointError, match=r"^PAIRGRAPH_ENDPOINT_USER$"), opened:
            raise EndpointError("PAIRGRAPH_ENDPOINT_USER")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]

"""What the tests share: the shipped graph, and the command run as a user runs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from pairgraph.cli import main
from pairgraph.graph import open_store


class Run(NamedTuple):
    """How one run of the command ended."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def store() -> ox.Store:
    return open_store()


@pytest.fixture
def pairgraph(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Run]:
    """Run the command in this process, in English unless told otherwise."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def run(*args: object) -> Run:
        try:
            status = main([str(arg) for arg in args])
        except SystemExit as stop:
            status = int(stop.code or 0)
        return Run(status, *capsys.readouterr())

    return run

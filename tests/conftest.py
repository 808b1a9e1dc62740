"""What the tests share: the shipped graph, on servers too; the command run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from pairgraph.cli import main
from pairgraph.graph import open_store

from .servers import NAMES, Server, started


class Run(NamedTuple):
    """How one run of the command ended."""

    status: int
    out: str
    err: str


def told_under(seed: str, code: str, *args: object, **environment: str) -> str:
    """Return what a script prints in a Python of its own, under a hash seed."""
    command = [sys.executable, "-c", code, *map(str, args)]
    environment = {**os.environ, **environment, "PYTHONHASHSEED": seed}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return run.stdout


@pytest.fixture(scope="session")
def store() -> ox.Store:
    return open_store()


@pytest.fixture(scope="module", params=NAMES)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Start each server in turn, with the shipped graph in it."""
    with started(request.param, tmp_path_factory.mktemp(request.param)) as running:
        yield running


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

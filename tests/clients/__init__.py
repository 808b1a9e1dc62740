"""Readers that nobody here wrote: `make clients` installs them, and here they are run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
INSTALLED = HERE.parent.parent / ".venv" / "clients"
NODE = INSTALLED / "node" / "node_modules"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
OXIGRAPH = Path(sys.executable).with_name("oxigraph")
CHROMIUM = next(filter(None, map(shutil.which, _BROWSERS)), "")


def needs(client: str) -> None:
    """Skip a test whose client is not there, or fail it where clients are required."""
    lacking = _LACKING[client]()
    if lacking:
        reason = f"needs {client}: {lacking}"
        if os.environ.get("REQUIRE_CLIENTS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


def _without_gephi() -> str:
    if not (shutil.which("java") and shutil.which("javac")):
        return "install a JDK, 17 or later, and run `make clients`"
    return "" if list(INSTALLED.glob("gephi-toolkit-*.jar")) else "run `make clients`"


def _without_node() -> str:
    if not shutil.which("node"):
        return "install node and npm, and run `make clients`"
    return "" if (NODE.parent / "ready").is_file() else "run `make clients`"


def _without_networkit() -> str:
    return "" if find_spec("networkit") else "it has no wheel for this Python"


def _without_chromium() -> str:
    return "" if CHROMIUM else "apt-get install chromium"


def _without_oxigraph() -> str:
    return "" if OXIGRAPH.is_file() else "pip install oxigraph"


def _without_fuseki() -> str:
    if not shutil.which("java"):
        return "install a JDK, 17 or later, and run `make clients`"
    return "" if list(INSTALLED.glob("jena-fuseki-server-*.jar")) else "run `make clients`"


def _without_virtuoso() -> str:
    is_there = shutil.which("virtuoso-t") and shutil.which("isql-vt")
    return "" if is_there else "apt-get install virtuoso-opensource"


_LACKING = {
    "gephi": _without_gephi,
    "node": _without_node,
    "networkit": _without_networkit,
    "chromium": _without_chromium,
    "oxigraph": _without_oxigraph,
    "fuseki": _without_fuseki,
    "virtuoso": _without_virtuoso,
}


def gephi(paths: Iterable[str]) -> dict[str, Any]:
    """Return what Gephi holds after it opened each file; "a+b" is a pair opened together."""
    needs("gephi")
    [jar] = INSTALLED.glob("gephi-toolkit-*.jar")
    command = ["java", "-Djava.awt.headless=true", "-cp", str(jar), str(HERE / "GephiCheck.java")]
    return _told([*command, *paths], {})


def node(paths: Iterable[str]) -> dict[str, Any]:
    """Return what graphology or Cytoscape.js hold after they read each file."""
    needs("node")
    return _told(["node", str(HERE / "read.cjs"), *paths], {"NODE_PATH": str(NODE)})


def _told(command: list[str], environment: dict[str, str]) -> dict[str, Any]:
    run = subprocess.run(
        command, env=os.environ | environment, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    told = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    return {found["file"]: found for found in told}

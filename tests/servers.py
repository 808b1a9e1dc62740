"""SPARQL servers that nobody here wrote, each started for the tests, filled, and stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from pairgraph.graph import open_store

from .clients import INSTALLED, OXIGRAPH, needs

GRAPH = "https://example.org/graph"
_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
[SPARQL]
"""


class Server(NamedTuple):
    """Where a server takes queries and updates, and the graph that is used there."""

    name: str
    url: str
    update_url: str
    graph: str | None = None


@contextmanager
def started(name: str, folder: Path) -> Iterator[Server]:
    """Start a server that holds the shipped graph, and stop it whatever happens."""
    needs(name)
    with _SERVERS[name](folder, _free_port()) as server:
        yield server


def shipped() -> bytes:
    """Return the shipped graph as N-Triples."""
    return open_store().dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""


@contextmanager
def _oxigraph(folder: Path, port: int) -> Iterator[Server]:
    at = f"http://127.0.0.1:{port}"
    command = [str(OXIGRAPH), "serve", "--bind", f"127.0.0.1:{port}"]
    with _running(command, folder, f"{at}/"):
        _put(f"{at}/store?default", shipped())
        yield Server("oxigraph", f"{at}/query", f"{at}/update")


@contextmanager
def _fuseki(folder: Path, port: int) -> Iterator[Server]:
    [jar] = INSTALLED.glob("jena-fuseki-server-*.jar")
    at = f"http://127.0.0.1:{port}"
    command = ["java", "-Xmx512m", "-jar", str(jar), "--mem", "--update", "--localhost"]
    with _running([*command, f"--port={port}", "/ds"], folder, f"{at}/$/ping"):
        _put(f"{at}/ds/data?default", shipped())
        yield Server("fuseki", f"{at}/ds/query", f"{at}/ds/update")


@contextmanager
def _virtuoso(folder: Path, port: int) -> Iterator[Server]:
    at, sql = f"http://127.0.0.1:{port}", _free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_VIRTUOSO.format(folder=folder, port=port, sql=sql))
    (folder / "shipped.nt").write_bytes(shipped())
    with _running(["virtuoso-t", "+foreground", "+configfile", str(ini)], folder, f"{at}/sparql"):
        statements = (
            f"ld_dir('{folder}', 'shipped.nt', '{GRAPH}');",
            "rdf_loader_run();",
            'grant SPARQL_UPDATE to "SPARQL";',
            "checkpoint;",
        )
        for statement in statements:
            _sql(sql, statement)
        yield Server("virtuoso", f"{at}/sparql", f"{at}/sparql", GRAPH)


def _sql(port: int, statement: str) -> None:
    command = ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={statement}"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert "*** Error" not in run.stdout + run.stderr, run.stdout + run.stderr


_SERVERS = {"oxigraph": _oxigraph, "fuseki": _fuseki, "virtuoso": _virtuoso}
NAMES = sorted(_SERVERS)


@contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    """Run a server until it answers at an address, and for as long as it is used."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait(process, url, folder / "log")
            yield
        finally:
            with suppress(ProcessLookupError):  # it is told above why it ended by itself
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"{url}: not there; {log.read_text(errors='replace')[-2000:]}")


def _put(url: str, triples: bytes) -> None:
    headers = {"Content-Type": "application/n-triples"}
    request = urllib.request.Request(url, triples, headers, method="PUT")
    urllib.request.urlopen(request, timeout=120).close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

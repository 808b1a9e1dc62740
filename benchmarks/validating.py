"""Checking a directory with faults: against plain pySHACL, and whether time grows with size alone.

python benchmarks/validating.py --edges 5000 --many 50000      # a quick look, on small directories
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from directory import directory
from measure import Ratio, at_least, at_most, table
from rich.console import Console
from rich.progress import track

EDGES = 59_000  # links of a directory of 100,000 triples
MANY = 2_940_000  # links of one of 5,000,000 triples
SOUND = 1000  # lines of a directory for one that is spoilt
MEMORY = 4000.0  # megabytes that checking the biggest may take, its store with it
_HEAD = """
import json, resource, sys, time
from pairgraph.graph import ontology_files, shape_files
"""
_FOOT = """
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([seconds, peak, triples, sorted(found)]))
"""
WAYS = {
    "pyshacl": f"""{_HEAD}
import pyshacl
from rdflib import SH, Graph
data, shapes = Graph(), Graph()
for path in [*ontology_files(), sys.argv[1]]:
    data.parse(path)
for path in shape_files():
    shapes.parse(path)
triples = len(data)
start = time.perf_counter()
_, report, _ = pyshacl.validate(data, shacl_graph=shapes)
results = list(report.objects(None, SH.result))
found = {{(report.value(r, SH.focusNode), report.value(r, SH.sourceShape)) for r in results}}
{_FOOT}""",
    "ours": f"""{_HEAD}
import pyoxigraph as ox
from pairgraph.shapes import validate
store = ox.Store()
for path in ontology_files():
    store.load(path=path, format=ox.RdfFormat.TURTLE)
store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_TRIPLES)
triples = len(store)
start = time.perf_counter()
found = {{(result.focus, result.shape) for result in validate(store).results}}
{_FOOT}""",
}


class Cost(NamedTuple):
    """What a validation took: seconds, megabytes at the peak, of how many triples; and found."""

    seconds: float
    megabytes: float
    triples: int
    found: list[list[str]]


def ratios(edges: int = EDGES, many: int = MANY) -> list[Ratio]:
    """Return how validations compare, on directories of so many links.

    Raises:
        AssertionError: they do not find the same.
    """
    with TemporaryDirectory() as folder:
        few, less, most = (_spoilt(Path(folder), n) for n in (edges, many // 5, many))
        runs = [("ours", few), ("ours", less), ("ours", most), ("pyshacl", few)]
        told = track(runs, "Checking directories…", console=Console(stderr=True))
        ours, fifth, whole, peer = (_cost(way, path) for way, path in told)
    assert peer.found
    assert peer.found == _seen(ours.found), "another report than pySHACL's"
    growth = (whole.seconds / whole.triples) / (fifth.seconds / fifth.triples)
    size = f"{whole.triples} triples"
    return [
        at_least(f"validate, {ours.triples} triples", "pySHACL", peer.seconds / ours.seconds, 50),
        at_most(f"validate, {size}, per triple", "a fifth of them", growth, 1.5),
        at_most(f"peak of validate, {size}", f"{MEMORY:g} MB", whole.megabytes / MEMORY, 1),
    ]


def spoilt(lines: Iterable[str], one_in: int) -> Iterator[str]:
    """Give lines of N-Triples of which one in so many is lacking, and another holds a fault.

    >>> list(spoilt(["a", "b", '<x:a> <x:b> "c"@fr .', "d"], 3))
    ['b', '<x:a> <x:b> "c"@de .']
    """
    for number, line in enumerate(lines):
        if number % one_in == 2:
            line = line.replace("/def#is", "/def#si").replace('"@fr', '"@de')
        if number % one_in:
            yield line


def _spoilt(folder: Path, edges: int) -> Path:
    path = folder / f"{edges}.nt"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(spoilt(directory(edges), SOUND))
    return path


def _cost(way: str, path: Path) -> Cost:
    """Validate in a process of its own, so that its peak is its own."""
    command = [sys.executable, "-W", "ignore", "-c", WAYS[way], str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return Cost(*json.loads(run.stdout))


def _seen(found: list[list[str]]) -> list[list[str]]:
    """Leave out what is found by rules for the whole graph, which pySHACL does not know."""
    from rdflib import SH, URIRef

    from pairgraph.shapes import shapes_graph

    shapes = shapes_graph()
    aims = (SH.targetClass, SH.targetSubjectsOf)
    unaimed = {s for s in shapes.subjects(SH.sparql) if not set(aims) & set(shapes.predicates(s))}
    known = set(shapes.subjects()) - unaimed
    return [pair for pair in found if URIRef(pair[1]) in known]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edges", type=int, default=EDGES, help="default: %(default)s")
    parser.add_argument("--many", type=int, default=MANY, help="default: %(default)s")
    given = parser.parse_args()
    print(table(ratios(given.edges, given.many)))

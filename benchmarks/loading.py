"""A million triples read in, and ten questions asked of them: against rdflib, and bare pyoxigraph.

python benchmarks/loading.py --edges 50000      # a quick look, on a small directory
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyoxigraph as ox
from directory import write_directory
from measure import Ratio, at_least, at_most, medians, table
from rich.console import Console
from rich.progress import track

from pairgraph import query
from pairgraph.graph import open_store
from pairgraph.vocabulary import PREFIXES

EDGES = 480_000  # links of the directory, which has about a million triples
_FOOT = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([time.perf_counter() - start, peak, len(graph)]))
"""
_HEAD = """
import json, resource, sys, time
from pairgraph.graph import ontology_files
"""
_BARE = """
start = time.perf_counter()
for path in ontology_files():
    graph.load(path=path, format=ox.RdfFormat.TURTLE)
graph.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_TRIPLES)
"""
WAYS = {
    "rdflib": f"""{_HEAD}
from rdflib import Graph
graph = Graph()
start = time.perf_counter()
for path in ontology_files():
    graph.parse(path, format="turtle")
graph.parse(sys.argv[1], format="nt")
{_FOOT}""",
    "pyoxigraph": f"""{_HEAD}
import pyoxigraph as ox
graph = ox.Store()
{_BARE}{_FOOT}""",
    "ours": f"""{_HEAD}
import pyoxigraph
from pairgraph.graph import open_store
start = time.perf_counter()
graph = open_store(extra=[sys.argv[1]])
{_FOOT}""",
    "pyoxigraph, on disk": f"""{_HEAD}
import pyoxigraph as ox
graph = ox.Store(sys.argv[2])
{_BARE}
graph.flush()
{_FOOT}""",
    "ours, on disk": f"""{_HEAD}
import pyoxigraph
from pairgraph.importing import import_files
from pairgraph.kept import open_kept
start = time.perf_counter()
import_files([sys.argv[1]], sys.argv[2], checked=False)
graph = open_kept(sys.argv[2])
{_FOOT}""",
}
# Each asks for little, by a way of its own.
QUERIES = {
    "a label": "SELECT ?l { pgt:pair-aidant skos:prefLabel ?l }",
    "a truth": "ASK { ?s a pg:PeerRole ; pg:hasEngagementStatus pgv:engagement-paid }",
    "a count": "SELECT (COUNT(?s) AS ?n) { ?s a pg:PeerRole }",
    "kinds counted": "SELECT ?k (COUNT(?s) AS ?n) { ?s a ?k } GROUP BY ?k",
    "a path": "SELECT ?k { ?k rdfs:subClassOf+ pg:SourcedStatement }",
    "a join": "SELECT ?r ?p { ?r pg:isPartOfProgramme ?p ; pg:usesTerm pgt:pair-aidant } LIMIT 50",
    "an order": "SELECT ?l { ?p a pg:Programme ; skos:prefLabel ?l } ORDER BY ?l LIMIT 20",
    "what is not": "SELECT ?r { ?r a pg:PeerRole MINUS { ?r pg:usesTerm ?t } } LIMIT 20",
    "words": 'SELECT ?t { ?t a pg:RoleTerm ; skos:prefLabel ?l FILTER (CONTAINS(?l, "pair")) }',
    "what may be": "SELECT ?t ?d { ?t a pg:RoleTerm OPTIONAL { ?t skos:definition ?d } } LIMIT 20",
}


class Cost(NamedTuple):
    """What one way of loading took: seconds, megabytes at the peak, triples loaded."""

    seconds: float
    megabytes: float
    triples: int


def ratios(edges: int = EDGES) -> list[Ratio]:
    """Return how the ways compare, on one directory of so many links."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "directory.nt"
        write_directory(file, edges)
        told = track(WAYS, "A million triples…", console=Console(stderr=True))
        costs = {way: _cost(way, file) for way in told}
        store = open_store(extra=[file])
    return _loads(costs) + [_asked(name, text, store) for name, text in QUERIES.items()]


def _loads(costs: dict[str, Cost]) -> list[Ratio]:
    rdflib, bare, ours, bare_disk, our_disk = costs.values()
    what = f"open_store, {ours.triples} triples"
    return [
        at_least(
            f"rdflib.parse, {rdflib.triples} triples", "ours", rdflib.seconds / ours.seconds, 8
        ),
        at_most(what, "pyoxigraph's bulk_load", ours.seconds / bare.seconds, 1.3),
        at_most("peak of open_store", "of pyoxigraph", ours.megabytes / bare.megabytes, 1.3),
        at_most("import_files", "bulk_load on disk", our_disk.seconds / bare_disk.seconds, 1.5),
        at_most("peak of import_files", "of it", our_disk.megabytes / bare_disk.megabytes, 1.3),
    ]


def _cost(way: str, file: Path) -> Cost:
    """Load in a process of its own, so that its peak is its own."""
    store = str(file.with_name(way))
    command = [sys.executable, "-c", WAYS[way], str(file), store]
    return Cost(*json.loads(subprocess.run(command, capture_output=True, check=True).stdout))


def _asked(name: str, text: str, store: ox.Store) -> Ratio:
    """Ask until the clock can tell: as rows of Python's own values, and as bare terms."""
    times = 20 if name in ("a label", "a truth", "a path", "words", "what may be") else 1

    def ours() -> None:
        for _ in range(times):
            answer = query(text, store)
            _ = answer.boolean if answer.boolean is not None else answer.rows

    def bare() -> None:
        for _ in range(times):
            found = store.query(text, prefixes=PREFIXES)
            _ = bool(found) if isinstance(found, ox.QueryBoolean) else [tuple(row) for row in found]

    mine, theirs = medians(ours, bare, runs=5)
    return at_most(f"query: {name}", "pyoxigraph", mine / theirs, 1.2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edges", type=int, default=EDGES, help="default: %(default)s")
    print(table(ratios(parser.parse_args().edges)))

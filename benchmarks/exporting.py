"""A million edges as GEXF: against networkx's writer in time and memory, and straight from a store.

python benchmarks/exporting.py --edges 50000      # a quick look, on a small directory
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from directory import write_directory
from measure import Ratio, at_least, at_most, table
from rich.console import Console
from rich.progress import track

EDGES = 1_400_000  # links of the directory, of which the view draws a million
MEMORY = 300.0  # megabytes that streaming may take
_HEAD = """
import json, resource, sys, time
import pyoxigraph as ox
from pairgraph.gexf import write_gexf, write_projection
from pairgraph.network import project_view, to_network
store = ox.Store.read_only(sys.argv[1])
options = {"view": "entities", "lang": "en", "layout": False}
"""
_FOOT = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([time.perf_counter() - start, peak, edges]))
"""
_STORE = """
import sys
import pyoxigraph as ox
from pairgraph.graph import ontology_files
store = ox.Store(sys.argv[1])
for path in ontology_files():
    store.load(path=path, format=ox.RdfFormat.TURTLE)
store.bulk_load(path=sys.argv[2], format=ox.RdfFormat.N_TRIPLES)
store.optimize()
"""
_NETWORK = """
network = to_network(store, **options)
edges = network.number_of_edges()
start = time.perf_counter()
"""
WAYS = {
    "networkx": f"""{_HEAD}
import networkx as nx
{_NETWORK}
nx.write_gexf(network, open(sys.argv[2], "wb"))
{_FOOT}""",
    "ours": f"{_HEAD}{_NETWORK}write_gexf(network, open(sys.argv[2], 'wb')){_FOOT}",
    "streamed": f"""{_HEAD}
start = time.perf_counter()
projection = project_view(store, filters=None, anonymous_people=None, **options)
edges = len(projection.links)
write_projection(projection, sys.argv[2])
{_FOOT}""",
}


class Cost(NamedTuple):
    """What one way of writing took: seconds, megabytes at the peak, edges written."""

    seconds: float
    megabytes: float
    edges: int


def ratios(edges: int = EDGES) -> list[Ratio]:
    """Return how the ways of writing compare, on one directory of so many links."""
    with TemporaryDirectory() as folder:
        big, small = _stored(Path(folder), edges), _stored(Path(folder), edges // 10)
        runs = [(way, big) for way in WAYS] + [("streamed", small)]
        told = track(runs, "A million edges…", console=Console(stderr=True))
        networkx, ours, streamed, less = (_cost(way, store) for way, store in told)
    size = f"{ours.edges} edges"
    growth = (streamed.seconds / streamed.edges) / (less.seconds / less.edges)
    return [
        at_least(f"networkx.write_gexf, {size}", "write_gexf", networkx.seconds / ours.seconds, 10),
        at_most("peak of write_gexf", "of networkx's", ours.megabytes / networkx.megabytes, 0.5),
        at_most(f"peak of streaming {size}", f"{MEMORY:g} MB", streamed.megabytes / MEMORY, 1),
        at_most("streaming, per edge", "a tenth of the edges", growth, 1.5),
    ]


def _stored(folder: Path, edges: int) -> Path:
    """Keep the shipped graph and a directory in a store on disk.

    In a process of its own: the peak of a process starts from that of the one it is started from.
    """
    file, store = folder / f"{edges}.nt", folder / str(edges)
    write_directory(file, edges)
    subprocess.run([sys.executable, "-c", _STORE, str(store), str(file)], check=True)
    return store


def _cost(way: str, store: Path) -> Cost:
    """Write in a process of its own, so that its peak is its own."""
    command = [sys.executable, "-c", WAYS[way], str(store), str(store.with_suffix(".gexf"))]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return Cost(*json.loads(run.stdout))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edges", type=int, default=EDGES, help="default: %(default)s")
    print(table(ratios(parser.parse_args().edges)))

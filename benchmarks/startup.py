"""Cold starts: the command against bare Python, bare pyoxigraph and plain rdflib."""

from __future__ import annotations

import sys
from pathlib import Path

from measure import Ratio, at_least, at_most, command, medians, python

from pairgraph.vocabulary import ONTOLOGY

PAIRGRAPH = str(Path(sys.executable).with_name("pairgraph"))
QUERY = "SELECT ?term WHERE { ?term a <https://w3id.org/pairgraph/def#RoleTerm> }"
BARE_OXIGRAPH = f"""
import pyoxigraph as ox, os
store = ox.Store()
for folder, _, names in os.walk({ONTOLOGY!r}):
    for name in names:
        if name.endswith(".ttl"):
            store.load(path=os.path.join(folder, name), format=ox.RdfFormat.TURTLE)
print(len(list(store.query({QUERY!r}))))
"""
PLAIN_RDFLIB = f"""
import rdflib, os
graph = rdflib.Graph()
for folder, _, names in os.walk({ONTOLOGY!r}):
    for name in names:
        if name.endswith(".ttl"):
            graph.parse(os.path.join(folder, name))
print(len(list(graph.query({QUERY!r}))))
"""


def ratios() -> list[Ratio]:
    """Return what a person waits for, as ratios."""
    bare, shown = medians(python("pass"), command(PAIRGRAPH, "--help"), runs=31)
    ours = command(PAIRGRAPH, "query", QUERY)
    oxigraph, asked = medians(python(BARE_OXIGRAPH), ours, runs=31)
    rdflib, again = medians(python(PLAIN_RDFLIB), ours, runs=5)
    return [
        at_most("pairgraph --help", "bare Python", shown / bare, 3),
        at_most("cold pairgraph query", "bare pyoxigraph, same files", asked / oxigraph, 1.5),
        at_least("plain rdflib, same files", "cold pairgraph query", rdflib / again, 10),
    ]

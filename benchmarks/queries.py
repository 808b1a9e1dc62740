"""Warm competency questions: Oxigraph through pairgraph against rdflib's own engine."""

from __future__ import annotations

from measure import Ratio, at_least, medians
from rdflib import Graph
from rich.console import Console
from rich.progress import track

from pairgraph import catalogue, load, query
from pairgraph.graph import plain_graph


def ratios() -> list[Ratio]:
    """Return, for each question, how many times longer plain rdflib takes."""
    graph = load()
    plain = plain_graph(graph)
    told = track(catalogue(), "Competency questions…", console=Console(stderr=True))
    return [_ratio(question.slug, question.sparql, graph, plain) for question in told]


def _ratio(slug: str, sparql: str, graph: Graph, plain: Graph) -> Ratio:
    slow, fast = medians(
        lambda: list(plain.query(sparql)),
        lambda: query(sparql, graph).rows,
        runs=3,
    )
    return at_least(f"rdflib, {slug}", "pairgraph.query", slow / fast, 20)

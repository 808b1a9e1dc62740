"""Warm competency questions: Oxigraph through pairgraph against rdflib, and in a worker."""

from __future__ import annotations

from measure import Ratio, at_least, at_most, medians
from rdflib import Graph
from rich.console import Console
from rich.progress import track

from pairgraph import catalogue, load, query
from pairgraph.graph import plain_graph
from pairgraph.workers import Pool


def ratios() -> list[Ratio]:
    """Return, for each question, how many times longer plain rdflib takes."""
    graph = load()
    plain = plain_graph(graph)
    told = track(catalogue(), "Competency questions…", console=Console(stderr=True))
    found = [_ratio(question.slug, question.sparql, graph, plain) for question in told]
    return [*found, _worker_ratio(graph)]


def _ratio(slug: str, sparql: str, graph: Graph, plain: Graph) -> Ratio:
    slow, fast = medians(
        lambda: list(plain.query(sparql)),
        lambda: query(sparql, graph).rows,
        runs=3,
    )
    return at_least(f"rdflib, {slug}", "pairgraph.query", slow / fast, 20)


def _worker_ratio(graph: Graph) -> Ratio:
    """Return how many times longer all the questions take under limits, in a warm worker."""
    texts = [question.sparql for question in catalogue()]
    with Pool(graph, size=1) as pool:
        limited, free = medians(
            lambda: [query(text, pool) for text in texts],
            lambda: [query(text, graph) for text in texts],
            runs=9,
        )
    return at_most("all questions, in a warm worker", "pairgraph.query", limited / free, 1.5)

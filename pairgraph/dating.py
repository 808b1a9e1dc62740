"""A graph as of a year: what its sources date later, or do not date, is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .graph import as_graph, as_store
from .sparql import query

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Graph

    from .stores import Source, Store

_NOT_BY_THEN = """
SELECT DISTINCT ?thing WHERE {
  VALUES ?kind {
    pg:TermSense pg:TermAttestation pg:Claim pg:CountStatement pg:PeriodStatement
    pg:SupportArrangement pg:Programme pg:Evaluation pg:Finding pg:HistoricalEvent
    pg:PolicyText pg:PolicyProvision
  }
  ?thing a/rdfs:subClassOf* ?kind
  FILTER NOT EXISTS {
    ?thing pg:startYear|pg:asOfYear|pg:publicationYear ?year FILTER(?year <= %d)
  }
}
"""
_UNSPOKEN = """
SELECT ?term WHERE {
  ?term a/rdfs:subClassOf* pg:Term
  FILTER NOT EXISTS { ?term pg:hasSense ?sense }
  FILTER NOT EXISTS { ?attestation pg:attestsTerm ?term }
}
"""


def as_of(year: int, source: Source = None) -> Graph:
    """Return a copy of a graph that holds only what its sources date by a year.

    Left out are definitions, uses of terms, statements, programmes, arrangements, studies, events
    and policies that are dated later or not at all, then terms of which nothing is left.

    Args:
        year: of the common era.
        source: a store or an rdflib graph; the shipped graph if left out.

    >>> early = as_of(1995)
    >>> bool(early.query("ASK { pgd:document-rapport-general-pauvrete-1995 a pg:PolicyReport }"))
    True
    >>> bool(early.query("ASK { pgd:document-gillot-2019 a pg:PolicyReport }"))
    False
    """
    return as_graph(dated(as_store(source), year))


def open_dated(source: Source, year: int) -> ox.Store:
    """Return what a source holds as of a year (see `as_of`)."""
    return dated(as_store(source), year)


def dated(store: Store, year: int) -> ox.Store:
    """Return a copy of a store that holds only what its sources date by a year (see `as_of`)."""
    import pyoxigraph as ox

    copy = ox.Store()
    copy.extend(store)
    for text in (_NOT_BY_THEN % year, _UNSPOKEN):
        for (thing,) in query(text, copy).rows:
            node = ox.NamedNode(str(thing))
            for quad in [
                *copy.quads_for_pattern(node, None, None),
                *copy.quads_for_pattern(None, None, node),
            ]:
                copy.remove(quad)
    return copy

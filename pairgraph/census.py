"""How much the graph holds, counted by a query."""

from __future__ import annotations

from typing import NamedTuple

from .graph import Source, as_store
from .sparql import query
from .telling import Teller
from .vocabulary import BASE, expand

_CLASSES = (
    *("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"),
    *("pg:GuidingQuestion", "pg:FacetValue", "pg:Term", "pg:TermSense", "pg:TermAttestation"),
    *("pg:SupportArrangement", "pg:Claim", "pg:HistoricalEvent", "pg:ConceptualModel"),
    *("pg:Document", "pg:DocumentMention", "foaf:Agent", "pg:Place", "pg:Passage"),
    *("pg:SourceErratum", "pg:CuratorNote"),
)
_QUERY = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE {
  VALUES ?class { %s }
  ?thing a/rdfs:subClassOf* ?class .
  FILTER(STRSTARTS(STR(?thing), "%s"))
} GROUP BY ?class
"""


class Count(NamedTuple):
    """How many things of one class, subclasses included, the graph holds."""

    iri: str
    label: str
    number: int


def census(source: Source = None, *, lang: str = "en") -> list[Count]:
    """Return the counts of the main classes, in a fixed order.

    Args:
        source: a store or an rdflib graph; the shipped graph if left out.
        lang: "fr" or "en", for the labels.

    >>> [count.number for count in census() if count.label == "guiding question"]
    [6]
    """
    import pyoxigraph as ox

    store = as_store(source)
    counted = {row[0]: row[1] for row in query(_QUERY % (" ".join(_CLASSES), BASE), store)}
    teller = Teller(store, lang)
    nodes = [ox.NamedNode(expand(curie)) for curie in _CLASSES]
    return [Count(n.value, teller.label(n), int(counted.get(n.value) or 0)) for n in nodes]

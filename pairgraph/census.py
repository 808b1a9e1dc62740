"""How much the graph holds, counted by a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .graph import as_store
from .sparql import query
from .telling import Teller
from .vocabulary import BASE, expand

if TYPE_CHECKING:
    from .stores import Source

# What the graph is about first, then where it comes from.
_CLASSES = (
    *("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"),
    *("pg:GuidingQuestion", "pg:FacetValue", "pg:Term", "pg:TermSense", "pg:TermAttestation"),
    *("pg:SupportArrangement", "pg:Claim", "pg:Programme", "pg:TrainingProgramme"),
    *("pg:Qualification", "pg:Evaluation", "pg:Finding", "pg:PolicyText", "pg:PolicyProvision"),
    *("pg:CountStatement", "pg:HistoricalEvent", "pg:ConceptualModel", "pg:Document"),
    *("pg:DocumentMention", "foaf:Agent", "pg:Place", "pg:Section", "pg:Passage"),
    *("pg:SourceErratum", "pg:CuratorNote"),
)
_QUERY = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE {
  VALUES ?class { %s }
  ?thing a/rdfs:subClassOf* ?class .
  FILTER(STRSTARTS(STR(?thing), "%s"))
} GROUP BY ?class
"""
_SECTIONS = """
SELECT ?document ?section ?first ?last WHERE {
  ?section a pg:Section ; pg:isSectionOf ?document ; pg:lineStart ?first ; pg:lineEnd ?last .
} ORDER BY ?document ?first
"""
_STATED = """
SELECT ?document ?line ?thing ?top WHERE {
  { SELECT ?class ?top WHERE {
    VALUES ?top { pg:Document pg:FacetValue pg:SourcedStatement pg:SupportArrangement }
    ?class rdfs:subClassOf* ?top } }
  ?thing a ?class ; pg:isStatedIn ?passage .
  ?passage pg:isPassageOf ?document ; pg:lineStart ?line .
}
"""


class Count(NamedTuple):
    """How many things of one class, subclasses included, the graph holds."""

    iri: str
    label: str
    number: int


def count(source: Source = None, *, lang: str = "en") -> list[Count]:
    """Return the counts of the main classes, in a fixed order.

    Args:
        source: a store or an rdflib graph; the shipped graph if left out.
        lang: "fr" or "en", for the labels.

    >>> [count.number for count in count() if count.label == "guiding question"]
    [6]
    """
    import pyoxigraph as ox

    store = as_store(source)
    counted = {row[0]: row[1] for row in query(_QUERY % (" ".join(_CLASSES), BASE), store)}
    teller = Teller(store, lang)
    nodes = [ox.NamedNode(expand(curie)) for curie in _CLASSES]
    return [Count(n.value, teller.label(n), int(counted.get(n.value) or 0)) for n in nodes]


class SectionCount(NamedTuple):
    """How much the graph takes from one section, and how many documents it cites."""

    document: str
    section: str
    statements: int
    documents: int


def count_by_section(source: Source = None, *, lang: str = "en") -> list[SectionCount]:
    """Return, for each section of each document read, what the graph holds from it.

    Statements are all that a source maintains, with the answers and arrangements that it states.

    Args:
        source: a store or an rdflib graph; the shipped graph if left out.
        lang: "fr" or "en", for the labels of the documents.

    >>> count_by_section(lang="fr")[0].section
    "L'univers du soutien par les pairs"
    """
    import pyoxigraph as ox

    store = as_store(source)
    teller = Teller(store, lang)
    stated = query(_STATED, store).rows
    counts = []
    for document, section, first, last in query(_SECTIONS, store):
        lines = range(int(first or 0), int(last or 0) + 1)
        inside = {row[2:] for row in stated if row[0] == document and row[1] in lines}
        cited = sum(top == expand("pg:Document") for _, top in inside)
        home, title = (teller.label(ox.NamedNode(str(node))) for node in (document, section))
        counts.append(SectionCount(home, title, len(inside) - cited, cited))
    return counts

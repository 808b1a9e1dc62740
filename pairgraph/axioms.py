"""The part of a graph that a reasoner needs: classes, facets, answers and arrangements.

Only what is listed here gets through: no bibliography, no annotation, no owl:imports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .sparql import query
from .vocabulary import expand

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .stores import Store

_TYPE = expand("rdf:type")
_DECLARED = {  # the kinds of thing that axioms are about
    expand(f"owl:{kind}")
    for kind in (
        *("Class", "Restriction", "AllDisjointClasses"),
        *("ObjectProperty", "DatatypeProperty", "FunctionalProperty"),
    )
}
_SAID = {  # what axioms say of classes
    *(expand(f"owl:{name}") for name in ("equivalentClass", "disjointWith", "disjointUnionOf")),
    *(expand(f"owl:{name}") for name in ("intersectionOf", "unionOf", "complementOf", "members")),
    *(expand(f"owl:{name}") for name in ("onProperty", "hasValue", "someValuesFrom")),
    *(expand(f"owl:{name}") for name in ("allValuesFrom", "propertyChainAxiom")),
    *(expand(name) for name in ("rdfs:subClassOf", "rdf:first", "rdf:rest")),
}
_OF_RELATIONS = {expand(f"rdfs:{name}") for name in ("domain", "range", "subPropertyOf")}
_OF_ANSWERS = {_TYPE, expand("skos:broader"), expand("owl:differentFrom")}
_RELATIONS = "SELECT ?p { ?p a owl:ObjectProperty }"
_FACETS = "SELECT ?p { ?p rdfs:subPropertyOf pg:hasFacetValue }"
_ANSWERS = """
SELECT DISTINCT ?answer { ?facet rdfs:subPropertyOf pg:hasFacetValue ; rdfs:range ?class .
  ?answer a ?class }
"""
_ARRANGEMENTS = """
SELECT DISTINCT ?this { VALUES ?kind { pg:SupportArrangement pg:AdjacentSupportRole }
  ?this a/rdfs:subClassOf* ?kind FILTER(isIRI(?this)) }
"""


class Axioms(NamedTuple):
    """What a reasoner is told: of classes and relations, of answers, of each arrangement."""

    schema: list[ox.Triple]
    answers: list[ox.Triple]
    facts: dict[str, list[ox.Triple]]

    def all(self) -> list[ox.Triple]:
        """Return all of it."""
        return [*self.schema, *self.answers, *(t for own in self.facts.values() for t in own)]


def axioms(store: Store) -> Axioms:
    """Return what a reasoner needs of a graph; arrangements without a name are left out."""
    relations, facets, answers, arrangements = (
        _column(text, store) for text in (_RELATIONS, _FACETS, _ANSWERS, _ARRANGEMENTS)
    )
    found = Axioms([], [], {name: [] for name in sorted(arrangements)})
    for quad in store:
        subject, relation = str(_name(quad.subject)), quad.predicate.value
        if _is_schema(quad, relations):
            found.schema.append(quad.triple)
        elif subject in answers and relation in _OF_ANSWERS:
            found.answers.append(quad.triple)
        elif subject in arrangements and relation in {_TYPE, *facets}:
            found.facts[subject].append(quad.triple)
    return found


def _column(text: str, store: Store) -> set[str]:
    return {str(value) for (value,) in query(text, store)}


def _is_schema(quad: ox.Quad, relations: set[str]) -> bool:
    relation = quad.predicate.value
    if relation == _TYPE:
        return _name(quad.object) in _DECLARED
    return relation in _SAID or (relation in _OF_RELATIONS and _name(quad.subject) in relations)


def _name(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str | None:
    return getattr(node, "value", None)

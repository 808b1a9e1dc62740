"""Whether a term's definition holds of a set of answers: it fits, could fit, or is excluded.

Three-valued and open-world: what is not answered is unknown, never "no". What fits is what
description logic infers from the same criteria, and what is excluded is what it finds
inconsistent; no reasoner is needed, since a criterion asks for answers and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from .closure import closure
from .sparql import query
from .vocabulary import expand

if TYPE_CHECKING:
    from .stores import Store
FITS, COULD_FIT, EXCLUDED = "fits", "could fit", "excluded"
HOLDS, OPEN, FAILS = "holds", "open", "fails"
_DISCLOSURE = expand("pg:hasDisclosure")  # the one facet that takes a single answer
_SENSES = """
SELECT ?sense ?term ?kind ?level ?year ?class WHERE {
  ?term pg:hasSense ?sense .
  ?sense pg:hasFormalisationLevel ?level .
  OPTIONAL { ?sense pg:asOfYear ?year }
  OPTIONAL {
    VALUES ?kind { pg:PeerRole pg:PeerPractice pg:PeerCollective pg:AdjacentSupportRole }
    ?term pg:hasFormalClass ?class . ?class rdfs:subClassOf+ ?kind
  }
} ORDER BY ?term ?sense
"""
_CRITERIA = """
SELECT ?sense ?criterion ?facet ?strength ?value WHERE {
  ?sense pg:hasCriterion ?criterion .
  ?criterion pg:onFacet ?facet ; pg:hasStrength ?strength ; pg:acceptsValue ?value .
} ORDER BY ?sense ?criterion ?value
"""
_FACETS = """
SELECT ?facet ?value ?broader WHERE {
  ?facet rdfs:subPropertyOf pg:hasFacetValue ; rdfs:range ?class .
  ?value a ?class .
  OPTIONAL { ?value skos:broader ?broader }
}
"""


class Criterion(NamedTuple):
    """A condition that a definition lays down: one facet, and the answers it accepts."""

    iri: str
    facet: str
    strength: str
    values: tuple[str, ...]


class Sense(NamedTuple):
    """A sourced definition of a term, as criteria; `kind` is the kind of thing it is about."""

    iri: str
    term: str
    kind: str | None
    level: str
    year: int | None
    criteria: tuple[Criterion, ...]


class Answers(NamedTuple):
    """What is known of a programme: answers that hold, and answers that do not; IRIs.

    `kind` is pg:PeerRole, pg:PeerPractice or pg:PeerCollective, or None if that is not known.
    """

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    kind: str | None = None


class Match(NamedTuple):
    """How a sense stands to a set of answers: its verdict, and each criterion's."""

    sense: Sense
    verdict: str
    states: tuple[tuple[Criterion, str], ...]

    def criteria(self, state: str) -> list[Criterion]:
        """Return the criteria that hold, are open, or fail; typical ones left out."""
        return [criterion for criterion, its in self.states if its == state]


class Facets:
    """The answers that each facet takes, and which are kinds of which.

    >>> from pairgraph.graph import open_store
    >>> facets = Facets(open_store())
    >>> hospital, institutions = expand("pgv:place-hospital"), expand("pgv:place-institutions")
    >>> institutions in facets.implied({hospital})
    True
    """

    def __init__(self, store: Store) -> None:
        self.facet_of: dict[str, str] = {}
        self._broader: dict[str, set[str]] = defaultdict(set)
        for facet, value, broader in query(_FACETS, store):
            self.facet_of[str(value)] = str(facet)
            if broader:
                self._broader[str(value)].add(str(broader))

    def implied(self, values: Iterable[str]) -> set[str]:
        """Return answers with all that they are kinds of: a hospital is an institution."""
        return closure(values, self._broader)

    def ruled_out(self, answers: Answers) -> set[str]:
        """Return the answers that do not hold: those refused, what is a kind of them, and the
        other answers to a question that takes one."""
        single = {v for v in answers.yes if self.facet_of.get(v) == _DISCLOSURE}
        all_of_them = {v for v, facet in self.facet_of.items() if facet == _DISCLOSURE}
        others = {other for given in single for other in all_of_them - {given}}
        return closure({*answers.no, *others}, self._narrower)

    @cached_property
    def _narrower(self) -> dict[str, set[str]]:
        turned = defaultdict(set)
        for value, broader in self._broader.items():
            for wider in broader:
                turned[wider].add(value)
        return turned


def senses(store: Store) -> list[Sense]:
    """Return the definitions that have criteria or could have, by term."""
    criteria: dict[str, dict[str, Criterion]] = defaultdict(dict)
    for sense, iri, facet, strength, value in query(_CRITERIA, store):
        found = criteria[str(sense)].get(str(iri))
        values = (*(found.values if found else ()), str(value))
        criteria[str(sense)][str(iri)] = Criterion(str(iri), str(facet), str(strength), values)
    return [
        Sense(
            str(sense),
            str(term),
            str(kind) if kind else None,
            str(level),
            int(year) if year else None,
            tuple(criteria[str(sense)].values()),
        )
        for sense, term, kind, level, year, _ in query(_SENSES, store)
    ]


def match(sense: Sense, answers: Answers, facets: Facets) -> Match:
    """Return how a sense stands to a set of answers."""
    yes, no = facets.implied(answers.yes), facets.ruled_out(answers)
    binding = [c for c in sense.criteria if c.strength != expand("pgv:strength-typical")]
    states = tuple((criterion, _state(criterion, yes, no)) for criterion in binding)
    return Match(sense, _verdict(sense, answers, {state for _, state in states}), states)


def _state(criterion: Criterion, yes: set[str], no: set[str]) -> str:
    accepted = set(criterion.values)
    if criterion.strength == expand("pgv:strength-excluding"):
        return FAILS if accepted & yes else HOLDS if accepted <= no else OPEN
    return HOLDS if accepted & yes else FAILS if accepted <= no else OPEN


def _verdict(sense: Sense, answers: Answers, states: set[str]) -> str:
    is_other_kind = None not in (answers.kind, sense.kind) and answers.kind != sense.kind
    if is_other_kind or FAILS in states:
        return EXCLUDED
    is_sufficient = sense.level == expand("pgv:level-necessary-and-sufficient")
    is_told = sense.kind is not None and answers.kind == sense.kind
    return FITS if is_sufficient and is_told and states <= {HOLDS} else COULD_FIT

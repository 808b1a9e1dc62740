"""Terms side by side: what each source's definition asks for, and what sources say of the two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from .dating import dated
from .errors import InputError
from .graph import as_store
from .lookup import resolve
from .matching import Criterion, Facets, Sense, senses
from .sparql import query
from .telling import Teller
from .vocabulary import checked_lang, expand, shorten

if TYPE_CHECKING:
    from .stores import Source, Store

_STRENGTHS = {
    "pgv:strength-necessary": {"en": "requires", "fr": "exige"},
    "pgv:strength-typical": {"en": "is usually", "fr": "d'ordinaire"},
    "pgv:strength-excluding": {"en": "excludes", "fr": "exclut"},
}
_SAID = """
SELECT DISTINCT ?claim WHERE {
  VALUES ?term { %s } VALUES ?other { %s }
  FILTER(?term != ?other)
  ?claim pg:contrasts|pg:identifies ?term , ?other .
} ORDER BY ?claim
"""
_USED = """
SELECT DISTINCT ?term ?place WHERE {
  VALUES ?term { %s }
  { ?use pg:attestsTerm ?term } UNION { ?term pg:hasSense ?use }
  ?use pg:hasJurisdiction ?place .
} ORDER BY ?term ?place
"""


class Column(NamedTuple):
    """One definition: the term, who gives it, where, and the year."""

    term: str
    who: str
    where: str
    year: int | None
    sense: str


class Comparison(NamedTuple):
    """Definitions side by side, in one language.

    `rows` has a facet, then one cell per column; an empty cell is what a source leaves open.
    `same` and `implies` pair the numbers of columns whose criteria are alike, or of which the
    first's imply the second's; `said` is what sources say of the terms together; `used` is in
    which places sources use each term.
    """

    columns: list[Column]
    rows: list[tuple[str, ...]]
    same: list[tuple[int, int]]
    implies: list[tuple[int, int]]
    said: list[tuple[str, str, str, str]]
    used: list[tuple[str, str]]


def compare(
    *terms: str, source: Source = None, lang: str = "en", as_of: int | None = None
) -> Comparison:
    """Return what sources' definitions of terms ask for, facet by facet.

    Args:
        terms: two or more, as `show` takes them.
        source: a store or an rdflib graph; the shipped graph if left out.
        lang: "fr" or "en".
        as_of: leave out what sources do not date by this year (see `as_of`).

    Raises:
        NotFound: nothing has one of the names.
        InputError: fewer than two terms are given.

    >>> found = compare("médiateur de santé-pair", "pair-aidant certifié", lang="fr")
    >>> sorted({column.term for column in found.columns})
    ['médiateur de santé-pair', 'pair aidant certifié']
    """
    checked_lang(lang)
    if len(terms) < 2:
        raise InputError("compare: give two terms or more")
    store = as_store(source)
    wanted = [resolve(term, store) for term in terms]
    store = store if as_of is None else dated(store, as_of)
    by_term = [s for term in wanted for s in senses(store) if s.term == term]
    return _Table(store, lang).comparison(wanted, by_term)


def implies(a: Sense, b: Sense, facets: Facets) -> bool:
    """Whether all that one definition requires makes another's requirements hold.

    Method: each criterion of `b` must follow from one of `a`: on the same facet, whatever answer
    `a` accepts is one that `b` accepts, or a kind of one.
    """
    needed = _binding(b)
    return bool(needed) and all(
        any(_follows(criterion, given, facets) for given in _binding(a)) for criterion in needed
    )


def _binding(sense: Sense) -> list[Criterion]:
    return [c for c in sense.criteria if c.strength != expand("pgv:strength-typical")]


def _follows(wanted: Criterion, given: Criterion, facets: Facets) -> bool:
    if (wanted.facet, wanted.strength) != (given.facet, given.strength):
        return False
    if wanted.strength == expand("pgv:strength-excluding"):
        return all(facets.implied({value}) & set(given.values) for value in wanted.values)
    return all(facets.implied({value}) & set(wanted.values) for value in given.values)


class _Table:
    """Tells definitions in one language."""

    def __init__(self, store: Store, lang: str) -> None:
        self._store = store
        self._teller = Teller(store, lang)
        self._facets = Facets(store)
        self._lang = lang

    def comparison(self, terms: list[str], defined: list[Sense]) -> Comparison:
        facets = sorted({c.facet for sense in defined for c in sense.criteria}, key=self._label)
        pairs = [(i, j) for i in range(len(defined)) for j in range(len(defined)) if i != j]
        implied = [(i, j) for i, j in pairs if self._implies(defined[i], defined[j])]
        same = [(i, j) for i, j in implied if i < j and (j, i) in implied]
        return Comparison(
            [self._column(sense) for sense in defined],
            [
                (self._label(facet), *(self._cell(sense, facet) for sense in defined))
                for facet in facets
            ],
            same,
            [(i, j) for i, j in implied if (j, i) not in implied],
            list(self._said(terms)),
            list(self._used(terms)),
        )

    def _implies(self, a: Sense, b: Sense) -> bool:
        return a.iri != b.iri and implies(a, b, self._facets)

    def _column(self, sense: Sense) -> Column:
        import pyoxigraph as ox

        node = ox.NamedNode(sense.iri)
        who, where = self._teller.who(node), self._teller.where(node)
        return Column(self._label(sense.term), who, where, sense.year, shorten(sense.iri))

    def _cell(self, sense: Sense, facet: str) -> str:
        told = []
        for strength, words in _STRENGTHS.items():
            wanted = (facet, expand(strength))
            criteria = [c for c in sense.criteria if (c.facet, c.strength) == wanted]
            joined = {"en": " or ", "fr": " ou "}[self._lang]
            values = [joined.join(sorted(map(self._label, c.values))) for c in criteria]
            told += [f"{words[self._lang]} {value}" for value in sorted(values)]
        return "; ".join(told)

    def _said(self, terms: list[str]) -> Iterator[tuple[str, str, str, str]]:
        import pyoxigraph as ox

        listed = " ".join(f"<{term}>" for term in terms)
        for (claim,) in query(_SAID % (listed, listed), self._store):
            node = ox.NamedNode(str(claim))
            tell = self._teller
            yield tell.kind(node), tell.label(node), tell.who(node), tell.where(node)

    def _used(self, terms: list[str]) -> Iterator[tuple[str, str]]:
        rows = query(_USED % " ".join(f"<{term}>" for term in terms), self._store).rows
        for term in terms:
            places = sorted(self._label(str(place)) for used, place in rows if used == term)
            yield self._label(term), ", ".join(places)

    def _label(self, iri: str) -> str:
        import pyoxigraph as ox

        return self._teller.label(ox.NamedNode(iri))

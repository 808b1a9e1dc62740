"""Which term fits, and why: the road map's own questions, answered from sourced definitions.

It ranks nothing and recommends nothing: it gives reasons, with their sources.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .dating import dated
from .errors import NotFound
from .graph import as_store
from .lookup import resolve
from .matching import (
    COULD_FIT,
    EXCLUDED,
    FAILS,
    FITS,
    HOLDS,
    OPEN,
    Answers,
    Criterion,
    Facets,
    Match,
    match,
    senses,
)
from .placing import placed
from .sparql import query
from .telling import Teller
from .vocabulary import checked_lang, expand

if TYPE_CHECKING:
    from .stores import Source, Store

_WORDS = {
    "en": {
        "not all": "The source says what is needed, not what is enough.",
        "met": "All that it asks for is there.",
        "open": "Still to know: {}.",
        "there": "There: {}.",
        "described": "Described in: {}.",
        "fails": "It asks for {}, which does not hold.",
        "kind": "It is about another kind of thing: {}.",
        "excluding": "not {}",
        "or": " or ",
        "and": "; ",
    },
    "fr": {
        "not all": "La source dit ce qu'il faut, non ce qui suffit.",
        "met": "Tout ce qu'elle demande s'y trouve.",
        "open": "Reste à savoir : {}.",
        "there": "S'y trouve : {}.",
        "described": "Décrit dans : {}.",
        "fails": "Elle demande {}, ce qui n'est pas le cas.",
        "kind": "Elle porte sur une autre sorte de chose : {}.",
        "excluding": "pas {}",
        "or": " ou ",
        "and": " ; ",
    },
}
_TRADE_OFFS = """
SELECT ?claim WHERE {
  VALUES ?class { pg:AdvantageClaim pg:LimitationClaim pg:ConnotationClaim }
  VALUES ?about { %s }
  ?claim a ?class ; pg:isAbout ?about .
} ORDER BY ?class ?about ?claim
"""
_QUESTIONS = """
SELECT ?facet ?question WHERE { ?question pg:asksFor ?facet ; pg:order ?order } ORDER BY ?order
"""


class Verdict(NamedTuple):
    """How one source's definition of a term stands to a programme, told in one language.

    `criteria` gives, for each criterion, the IRI of its facet and "holds", "open" or "fails".
    """

    verdict: str
    term: str
    who: str
    where: str
    year: int | None
    reason: str
    sense: str
    criteria: tuple[tuple[str, str], ...]


class Question(NamedTuple):
    """The question whose answer would decide the most definitions."""

    facet: str
    text: str
    decides: int


class TradeOff(NamedTuple):
    """An advantage, a limit or a connotation of an answer given, and who says so."""

    kind: str
    gloss: str
    who: str
    where: str


class Classification(NamedTuple):
    """Where a programme stands among the definitions of the corpus."""

    verdicts: list[Verdict]
    next_question: Question | None
    near_misses: list[Verdict]
    trade_offs: list[TradeOff]


def classify(
    answers: Answers, source: Source = None, *, lang: str = "en", as_of: int | None = None
) -> Classification:
    """Return, for each source's definition of each term, whether it fits and why.

    Definitions in which no criterion can be read are left out.

    Args:
        answers: what is known of a programme (see `place` and `read_answers`).
        source: a store or an rdflib graph; the shipped graph if left out.
        lang: "fr" or "en".
        as_of: leave out what sources do not date by this year (see `as_of`).

    Returns:
        The verdicts, those that fit first; the question that would decide the most; the definitions
        that only one criterion keeps away; and what sources say for and against the answers given.

    >>> from pairgraph import place
    >>> found = classify(place(kind="role", yes=["paid", "lived experience"]))
    >>> {verdict.verdict for verdict in found.verdicts} == {"could fit", "excluded"}
    True
    """
    store = as_store(source)
    store = store if as_of is None else dated(store, as_of)
    judge = _Judge(store, answers, checked_lang(lang))
    told = [sense for sense in senses(store) if sense.criteria]
    matches = [match(sense, answers, judge.facets) for sense in told]
    order = (FITS, COULD_FIT, EXCLUDED)
    matches.sort(key=lambda m: (order.index(m.verdict), len(m.criteria(OPEN)), judge.term(m)))
    return Classification(
        [judge.verdict(m) for m in matches],
        judge.next_question(matches),
        [judge.verdict(m) for m in matches if _is_near(m)],
        judge.trade_offs(),
    )


def why(arrangement: str, term: str, source: Source = None, *, lang: str = "en") -> list[Verdict]:
    """Return why an arrangement of the graph is called by a term, could be, or is not.

    A reason tells what is there of what a definition asks for, what decides, and the passages that
    describe the arrangement; each definition has its own passage.

    Args:
        arrangement: a peer role, practice or collective, as `show` takes it.
        term: a term, as `show` takes it.
        source: a store or an rdflib graph; the shipped graph if left out.
        lang: "fr" or "en".

    Raises:
        NotFound: one of them is unknown, or the term has no definition.

    >>> for verdict in why("pgd:arrangement-grenoble-peer-mediators", "navigateur"):
    ...     print(verdict.reason)
    Traceback (most recent call last):
        ...
    pairgraph.errors.NotFound: no source defines 'navigateur'
    """
    store = as_store(source)
    answers = placed(arrangement, store)
    judge = _Judge(store, answers, checked_lang(lang))
    wanted = resolve(term, store)
    defined = [sense for sense in senses(store) if sense.term == wanted]
    if not defined:
        raise NotFound(f"no source defines {term!r}", near=[])
    about = resolve(arrangement, store)
    return [judge.explained(match(sense, answers, judge.facets), about) for sense in defined]


def _is_near(m: Match) -> bool:
    """Whether a single criterion keeps a definition away that otherwise holds."""
    away = len(m.criteria(OPEN)) + len(m.criteria(FAILS))
    return away == 1 and bool(m.criteria(HOLDS)) and not _is_other_kind(m)


def _is_other_kind(m: Match) -> bool:
    return m.verdict == EXCLUDED and not m.criteria(FAILS)


class _Judge:
    """Tells matches in words."""

    def __init__(self, store: Store, answers: Answers, lang: str) -> None:
        self.facets = Facets(store)
        self._store = store
        self._answers = answers
        self._teller = Teller(store, lang)
        self._words = _WORDS[lang]

    def term(self, m: Match) -> str:
        return self._label(m.sense.term)

    def verdict(self, m: Match) -> Verdict:
        import pyoxigraph as ox

        node = ox.NamedNode(m.sense.iri)
        return Verdict(
            m.verdict,
            self.term(m),
            self._teller.who(node),
            self._teller.where(node),
            m.sense.year,
            self._reason(m),
            m.sense.iri,
            tuple((criterion.facet, state) for criterion, state in m.states),
        )

    def explained(self, m: Match, arrangement: str) -> Verdict:
        """Return a verdict that also tells what is there, and where it is described."""
        import pyoxigraph as ox

        verdict = self.verdict(m)
        there = m.criteria(HOLDS)
        is_told = not there or not (m.criteria(OPEN) or m.criteria(FAILS))
        where = self._teller.where(ox.NamedNode(arrangement))
        parts = [
            "" if is_told else self._words["there"].format(self._listed(there)),
            verdict.reason,
            self._words["described"].format(where),
        ]
        return verdict._replace(reason=" ".join(filter(None, parts)))

    def next_question(self, matches: list[Match]) -> Question | None:
        """Return the question that most definitions wait for; of equals, the road map's first."""
        waiting = Counter(
            facet
            for m in matches
            if m.verdict == COULD_FIT
            for facet in {criterion.facet for criterion in m.criteria(OPEN)}
        )
        if not waiting:
            return None
        asked = {str(facet): str(question) for facet, question in query(_QUESTIONS, self._store)}
        order = list(asked)
        rank = {facet: order.index(facet) if facet in asked else 9 for facet in waiting}
        facet = min(waiting, key=lambda f: (-waiting[f], rank[f], f))
        return Question(facet, self._label(asked.get(facet, facet)), waiting[facet])

    def trade_offs(self) -> list[TradeOff]:
        """Return what sources say for and against the answers given."""
        import pyoxigraph as ox

        about = " ".join(f"<{value}>" for value in sorted(self._answers.yes))
        claims = [ox.NamedNode(str(claim)) for (claim,) in query(_TRADE_OFFS % about, self._store)]
        tell = self._teller
        return [TradeOff(tell.kind(c), tell.label(c), tell.who(c), tell.where(c)) for c in claims]

    def _reason(self, m: Match) -> str:
        failing, waiting = m.criteria(FAILS), m.criteria(OPEN)
        if failing:
            return self._words["fails"].format(self._listed(failing))
        if _is_other_kind(m):
            return self._words["kind"].format(self._label(m.sense.kind or ""))
        if waiting:
            return self._words["open"].format(self._listed(waiting))
        met = f"{self._words['met']} ({self._listed(m.criteria(HOLDS))})"
        return met if m.verdict == FITS else f"{met} {self._words['not all']}"

    def _listed(self, criteria: list[Criterion]) -> str:
        return self._words["and"].join(self._criterion(criterion) for criterion in criteria)

    def _criterion(self, criterion: Criterion) -> str:
        values = self._words["or"].join(sorted(map(self._label, criterion.values)))
        if criterion.strength == expand("pgv:strength-excluding"):
            values = self._words["excluding"].format(values)
        return f"{self._label(criterion.facet)} → {values}"

    def _label(self, iri: str) -> str:
        import pyoxigraph as ox

        return self._teller.label(ox.NamedNode(iri))

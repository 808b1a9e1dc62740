"""The entries of a made-up directory of peer programmes, one after the other, without end.

An entry is a list of things: a programme, the role, practice or collective that it set up, what is
said of them, and the places, organisations and texts that it is the first to refer to. What is
often chosen in the shipped graph is often chosen here, and what came first is referred to most
(Zipf's law). Of the entries before, nothing is kept but how many things of each kind they held.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import count
from random import Random
from typing import NamedTuple, TypeAlias

import invented
from invented import SAYINGS, Words

from pairgraph.graph import open_store
from pairgraph.patterns import rows
from pairgraph.vocabulary import expand, shorten

BASE = "https://example.org/directory/"
FEWEST = 15  # links of an entry at the very least
MOST = 200  # links of the first entry at the very most
_REGISTERS = 800  # at most: the numbers of seed documents have three digits
_SHORTEST = 200  # entries of a register
_LINES = 10  # of a register, for each entry
_YEARS = range(1985, 2026)

# Read from the shipped graph, the most used first.
_CHOICES = """SELECT ?relation ?value WHERE {
  { ?relation rdfs:subPropertyOf pg:hasFacetValue } UNION { VALUES ?relation { pg:benefits
    pg:hasCapacity pg:hasOutcome pg:hasPolicyDomain pg:hasProvisionType } }
  ?relation rdfs:range ?class . ?value a ?class . OPTIONAL { ?user ?relation ?value }
} GROUP BY ?relation ?value ORDER BY ?relation DESC(COUNT(?user)) ?value"""
_TERMS = """SELECT ?kind ?term WHERE {
  VALUES ?kind { pg:RoleTerm pg:PracticeTerm pg:CollectiveTerm }
  ?term a ?kind . OPTIONAL { ?user pg:usesTerm ?term }
} GROUP BY ?kind ?term ORDER BY ?kind DESC(COUNT(?user)) ?term"""
_ASKED = """SELECT ?facet WHERE { ?question pg:asksFor ?facet ; skos:inScheme pgv:scheme-question }
ORDER BY ?facet"""

_TERM_KINDS = {
    "pg:PeerRole": "pg:RoleTerm",
    "pg:PeerPractice": "pg:PracticeTerm",
    "pg:PeerCollective": "pg:CollectiveTerm",
}
_PROGRAMMES = ("pg:Programme", "pg:PilotProgramme", "pg:Service", "pg:ResearchProgramme")
_REPORTS = ("pg:WebPage", "pg:Report", "pg:Leaflet", "pg:Guide", "pg:PracticeSheet")
_POLICIES = ("pg:Roadmap", "pg:NationalStrategy", "pg:PolicyReport", "pg:WorkingGroupProposal")
_CLAIMS = tuple(kind for kind in SAYINGS if kind.endswith("Claim"))

_Link: TypeAlias = tuple[str, str]
_Value: TypeAlias = tuple[str, "Words | str | int"]


class Thing(NamedTuple):
    """A thing: its class, its links, none of them twice, and its values."""

    name: str
    kind: str
    links: dict[_Link, None]
    values: Sequence[_Value]


def _thing(name: str, kind: str, links: Iterable[_Link], values: Sequence[_Value]) -> Thing:
    return Thing(name, kind, dict.fromkeys(links), values)


def size(things: Iterable[Thing]) -> int:
    """Return how many links things have."""
    return sum(len(thing.links) for thing in things)


@cache
def _vocabulary() -> tuple[dict[str, list[str]], list[str]]:
    """Return what may be chosen for each relation and kind, and the facets asked for."""
    store, choices = open_store(), defaultdict(list)
    for query in (_CHOICES, _TERMS):
        for key, value in rows(store, query):
            choices[shorten(key)].append(value)
    return dict(choices), [shorten(facet) for (facet,) in rows(store, _ASKED)]


class Entries:
    """Makes the entries of a directory of so many links."""

    def __init__(self, links: int, seed: int) -> None:
        self._rng = Random(seed)
        self._choices, self._asked = _vocabulary()
        self._made = Counter[str]()
        self._length = max(_SHORTEST, links // FEWEST // _REGISTERS)
        self._line = 0
        self._register = self._publisher = self._notice = ""

    def __iter__(self) -> Iterator[list[Thing]]:
        """Give the entries; the first of a register comes with the register itself."""
        for number in count():
            self._line = number % self._length * _LINES
            opened = [] if self._line else list(self._opened())
            yield [*opened, *self._entry()]

    def places(self, links: int) -> Iterator[Thing]:
        """Give places that have so many links among them, to follow the first entry."""
        self._notice = _name("passage", 0)
        if links % 2:
            yield self._place("country", "pg:Country", invented.country(self._rng))
        for _ in range(links // 2):
            yield self._town(_name("region", 0))

    # What is made once for many entries.

    def _opened(self) -> Iterator[Thing]:
        number = self._made["register"]
        self._register, self._publisher = self._new("register"), self._new("organisation")
        self._notice = _name("passage", self._made["passage"])
        yield self._organisation(self._publisher, [])
        label = f"Répertoire n° {number + 1}", f"Directory no. {number + 1}"
        values: list[_Value] = [("skos:prefLabel", label), ("pg:fileName", f"{number}.txt")]
        values += [("pg:lineCount", self._length * _LINES), ("pg:seedNumber", f"{number + 100}")]
        values += [("pg:sha256", hashlib.sha256(self._register.encode()).hexdigest())]
        links = [("pg:hasPublisher", self._publisher)]
        yield _thing(self._register, "pg:SeedDocument", links, values)

    def _shared(self) -> Iterator[Thing]:
        if self._is_due("country", 0.0002):
            yield self._place("country", "pg:Country", invented.country(self._rng))
        if self._is_due("region", 0.002):
            around = [("pg:isLocatedIn", self._known("country"))]
            yield self._place("region", "pg:Region", invented.region(self._rng), *around)
        if self._is_due("town", 0.05):
            yield self._town(self._known("region"))
        if self._is_due("organisation", 0.4):
            above = [("org:subOrganizationOf", self._known("organisation"))]
            yield self._organisation(self._new("organisation"), above * self._is_drawn(0.3))
        if self._is_due("policy", 0.04):
            yield from self._policy()

    def _town(self, region: str) -> Thing:
        around = "pg:isLocatedIn", region
        return self._place("town", "pg:Municipality", invented.town(self._rng), around)

    def _place(self, name: str, kind: str, label: Words, *links: _Link) -> Thing:
        return self._told(self._new(name), kind, links, [("skos:prefLabel", label)])

    def _organisation(self, name: str, links: Iterable[_Link]) -> Thing:
        label = invented.group(self._rng)
        values: list[_Value] = [("skos:prefLabel", label), ("pg:nameAsPrinted", label[0])]
        return self._told(name, "org:Organization", links, values)

    def _policy(self) -> Iterator[Thing]:
        """Give a policy text and its provisions, of which the first holds the others."""
        publisher, year = self._known("organisation"), self._rng.choice(_YEARS)
        links = [("pg:hasPublisher", publisher), *self._chosen("pg:hasPolicyDomain")]
        if self._made["policy"] and self._is_drawn(0.3):
            links.append(("pg:implementsText", self._known("policy")))
        policy, label = self._new("policy"), invented.policy(self._rng, year)
        values: list[_Value] = [("skos:prefLabel", label), ("pg:publicationYear", year)]
        yield self._told(policy, self._zipf(_POLICIES), links, values)
        quoted = [("pg:isProvisionOf", policy), ("prov:hadPrimarySource", policy)]
        quoted += [("pg:isAssertedBy", publisher), ("pg:isQuotedVia", self._register)]
        first = self._made["provision"]
        for number in range(self._rng.randint(1, 4)):
            wider = [("pg:isPartOfProvision", _name("provision", first))] if number else []
            yield self._provision([*quoted, *wider], year, number + 1)

    def _provision(self, links: list[_Link], year: int, number: int) -> Thing:
        links += [*self._chosen("pg:hasProvisionType", most=1), *self._chosen("pg:hasPolicyDomain")]
        links.append(("pg:hasJurisdiction", self._known("region")))
        links.append(("pg:concerns", self._zipf(self._choices["pg:RoleTerm"])))
        links.append(("pg:concerns", self._zipf(self._choices["pg:addressesPopulation"])))
        values: list[_Value] = [("pg:asOfYear", year), ("pg:provisionNumber", str(number))]
        return self._said(self._new("provision"), "pg:PolicyProvision", links, values)

    # What each entry holds.

    def _entry(self) -> Iterator[Thing]:
        self._notice = self._new("passage")
        yield self._passage(self._notice, 0)
        yield from self._shared()
        yield from self._programme()
        yield self._arrangement()
        if self._is_drawn(0.25):
            yield self._report()
        if self._made["report"] and self._is_drawn(0.1):
            yield self._mention()
        for row in range(self._rng.randint(0, 3)):
            yield from self._claim(row)

    def _passage(self, name: str, row: int) -> Thing:
        line = self._line + 1 + row
        values: list[_Value] = [("pg:lineStart", line), ("pg:lineEnd", line)]
        return _thing(name, "pg:Passage", [("pg:isPassageOf", self._register)], values)

    def _programme(self) -> Iterator[Thing]:
        links = [("pg:takesPlaceIn", self._known("town"))]
        if self._made["programme"] and self._is_drawn(0.15):
            links.append(("pg:isInspiredBy", self._known("programme")))
        if self._is_drawn(0.4):
            links.append(("pg:implementsText", self._known("policy")))
        if self._made["report"] and self._is_drawn(0.4):
            links.append(("pg:isReportedIn", self._known("report")))
        for _ in range(self._rng.randint(1, 3)):
            involvement = self._involvement()
            links.append(("pg:hasInvolvement", involvement.name))
            yield involvement
        label, values = invented.group(self._rng), [*self._described(), *self._years()]
        values += [("skos:prefLabel", label), ("pg:nameAsPrinted", label[0])]
        yield self._told(self._new("programme"), self._zipf(_PROGRAMMES), links, values)

    def _involvement(self) -> Thing:
        links = [("pg:involvesAgent", self._known("organisation"))]
        links += self._chosen("pg:hasCapacity", most=1)
        return self._told(self._new("involvement"), "pg:Involvement", links, [])

    def _arrangement(self) -> Thing:
        """Give a peer role, practice or collective; on a facet in six its register is silent."""
        kind = self._zipf(list(_TERM_KINDS))
        links = [("pg:isInstitutedBy", _name("programme", self._made["programme"] - 1))]
        links.append(("pg:takesPlaceIn", self._known("town")))
        links.append(("pg:usesTerm", self._zipf(self._choices[_TERM_KINDS[kind]])))
        for facet in self._facets():
            if not (facet in self._asked and self._is_drawn(1 / 6)):
                links += self._chosen(facet)
            else:
                links.append(("pg:facetNotDocumented", expand(facet)))
        values = [*self._described(), *self._years(), ("skos:prefLabel", invented.peers(self._rng))]
        return self._told(self._new("arrangement"), kind, links, values)

    def _facets(self) -> list[str]:
        """Return the facets that every arrangement has to tell of, and some that it may."""
        free = ["pg:addressesPopulation", "pg:hasExperienceDomain", "pg:hasSector"]
        free += ["pg:hasActivity", "pg:hasEngagementStatus", "pg:hasFormat", "pg:hasCoreValue"]
        return [*self._asked, *(facet for facet in free if self._is_drawn(0.6))]

    def _report(self) -> Thing:
        links = [("pg:hasPublisher", self._known("organisation"))]
        links.append(("pg:hasPlaceOfPublication", self._known("town")))
        links.append(("pg:isAbout", self._known("programme")))
        year = self._rng.choice(_YEARS)
        values: list[_Value] = [("skos:prefLabel", invented.report(self._rng, year))]
        values.append(("pg:publicationYear", year))
        return self._told(self._new("report"), self._zipf(_REPORTS), links, values)

    def _mention(self) -> Thing:
        links = [("pg:isMentionOf", self._known("report"))]
        links.append(("pg:isAssertedBy", self._publisher))
        return self._said(self._new("mention"), "pg:DocumentMention", links, [])

    def _claim(self, row: int) -> Iterator[Thing]:
        """Give a claim, by the register or by whom it quotes, and the passage that it stands in."""
        passage, kind = self._new("passage"), self._rng.choice(_CLAIMS)
        yield self._passage(passage, 1 + row)
        links = [("pg:isStatedIn", passage), ("pg:isAbout", self._known("arrangement"))]
        links.append(("pg:hasJurisdiction", self._known("region")))
        links += self._chosen("pg:benefits" if kind == "pg:BenefitClaim" else "pg:hasOutcome")
        facet = self._rng.choice(self._asked)
        links.append(("pg:namesValue", self._zipf(self._choices[facet])))
        quoted = [("pg:isQuotedVia", self._register)] * self._is_drawn(0.5)
        speaker = self._known("organisation") if quoted else self._publisher
        links += [("pg:isAssertedBy", speaker), *quoted]
        name, year = self._new("claim"), self._rng.choice(_YEARS)
        yield _thing(name, kind, links, [("pg:asOfYear", year), self._gloss(kind)])

    # What all of them are made with.

    def _told(self, name: str, kind: str, links: Iterable[_Link], values: list[_Value]) -> Thing:
        """Return a thing that stands in the entry's notice."""
        return _thing(name, kind, [("pg:isStatedIn", self._notice), *links], values)

    def _said(self, name: str, kind: str, links: Iterable[_Link], values: list[_Value]) -> Thing:
        return self._told(name, kind, links, [*values, self._gloss(kind)])

    def _gloss(self, kind: str) -> _Value:
        return "pg:gloss", self._rng.choice(SAYINGS[kind])

    def _described(self) -> list[_Value]:
        return [("skos:definition", invented.definition(self._rng))]

    def _years(self) -> list[_Value]:
        """Return when something began, mostly, and ended, sometimes."""
        start, end = sorted(self._rng.choices(_YEARS, k=2))
        known: list[_Value] = [("pg:startYear", start), ("pg:endYear", end)]
        return known[: 2 - self._is_drawn(0.6) - self._is_drawn(0.2)]

    def _new(self, kind: str) -> str:
        self._made[kind] += 1
        return _name(kind, self._made[kind] - 1)

    def _known(self, kind: str) -> str:
        return _name(kind, self._rank(self._made[kind]))

    def _zipf(self, ranked: Sequence[str]) -> str:
        return ranked[self._rank(len(ranked))]

    def _rank(self, n: int) -> int:
        """Draw a number under n: the k-th as often as log(1 + 1/k) is to log(1 + n)."""
        return min(int((n + 1) ** self._rng.random()), n) - 1

    def _chosen(self, relation: str, *, most: int = 3) -> Iterator[_Link]:
        """Give links to one of the answers, less often to two or three."""
        for _ in range(1 + self._rank(most)):
            yield relation, self._zipf(self._choices[relation])

    def _is_due(self, kind: str, chance: float) -> bool:
        return not self._made[kind] or self._is_drawn(chance)

    def _is_drawn(self, chance: float) -> bool:
        return self._rng.random() < chance


def _name(kind: str, number: int) -> str:
    return f"{BASE}{kind}-{number}"

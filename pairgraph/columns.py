"""What the store says of each node, in columns of plain values: names, classes, years, sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from .palette import Taxonomy
from .telling import Teller
from .views import rows
from .vocabulary import LANGUAGES, expand, shorten

if TYPE_CHECKING:
    import pyoxigraph as ox

Columns = dict[str, str | int | float | bool]
LABEL = 60  # characters that a reader of a map takes in at a glance
_NAMES = ("skos:prefLabel", "rdfs:label", "foaf:name", "dcterms:title", "pg:gloss")
_DEFINITIONS = ("skos:definition", "skos:scopeNote", "rdfs:comment")
_STARTS = ("pg:startYear", "pg:publicationYear")
_ENDS = ("pg:endYear",)
_PERSONS = {expand("foaf:Person"), expand("foaf:Agent")}
_TEXTS = f"""SELECT ?iri ?property (STR(?text) AS ?words) (LANG(?text) AS ?language) WHERE {{
  VALUES ?property {{ {" ".join((*_NAMES, *_DEFINITIONS, *_STARTS, *_ENDS))} }}
  ?iri ?property ?text . FILTER(isLiteral(?text))
}}"""
_SOURCES = """SELECT ?iri (COUNT(DISTINCT ?document) AS ?count) WHERE {
  { ?iri pg:isStatedIn ?passage }
  UNION { ?iri ^pg:attestsTerm/pg:isStatedIn ?passage }
  UNION { ?iri ^pg:isMentionOf/pg:isStatedIn ?passage }
  UNION { ?iri pg:hasSense/pg:isStatedIn ?passage }
  ?passage pg:isPassageOf ?document
} GROUP BY ?iri"""


class Describer:
    """Describes the nodes of one store, in both languages."""

    def __init__(self, store: ox.Store, lang: str) -> None:
        self._lang = lang
        self._taxonomy = Taxonomy(store)
        self._tellers = {other: Teller(store, other) for other in LANGUAGES}
        self._told_before: dict[tuple[str, str], str] = {}
        self._sources = {iri: int(count) for iri, count in rows(store, _SOURCES)}
        self._texts: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        for iri, relation, words, language in rows(store, _TEXTS):
            key, text = (shorten(relation), language.partition("-")[0].lower()), one_line(words)
            self._texts[iri][key] = min(text, self._texts[iri].get(key, text))

    def node(self, iri: str, classes: Iterable[str]) -> Columns:
        """Return the columns of a node; what the store does not say has no column."""
        is_person = set(classes) <= _PERSONS
        columns: Columns = {"iri": iri, "curie": shorten(iri), "label": self._short_label(iri)}
        columns |= self._kind(classes)
        for lang in LANGUAGES:
            columns |= _said(f"label_{lang}", self._first(iri, _NAMES, lang))
        if not is_person:
            columns |= self._details(iri)
        return columns | {"n_sources": self._sources.get(iri, 0)}

    def relation(self, iri: str) -> Columns:
        """Return the names of a relation, to put on its edges."""
        names = {f"label_{lang}": self._told(iri, lang) for lang in LANGUAGES}
        return {"label": names[f"label_{self._lang}"], **names}

    def _kind(self, classes: Iterable[str]) -> Columns:
        narrowest = self._taxonomy.narrowest(classes)
        family = self._taxonomy.family(narrowest)
        columns: Columns = {"node_class": shorten(narrowest)}
        columns |= {f"class_label_{lang}": self._told(narrowest, lang) for lang in LANGUAGES}
        columns |= {"classes": "; ".join(sorted(map(shorten, classes))), "family": shorten(family)}
        return columns | {f"family_label_{lang}": self._told(family, lang) for lang in LANGUAGES}

    def _details(self, iri: str) -> Columns:
        columns: Columns = {}
        for lang in LANGUAGES:
            columns |= _said(f"definition_{lang}", self._first(iri, _DEFINITIONS, lang))
        columns |= _year("year_start", self._first(iri, _STARTS, ""))
        return columns | _year("year_end", self._first(iri, _ENDS, ""))

    def _first(self, iri: str, properties: Iterable[str], lang: str) -> str:
        texts: Mapping[tuple[str, str], str] = self._texts.get(iri, {})
        return next((texts[p, lang] for p in properties if (p, lang) in texts), "")

    def _short_label(self, iri: str) -> str:
        others = sorted({lang for _, lang in self._texts.get(iri, {})} - {self._lang})
        others.sort(key=lambda lang: lang not in LANGUAGES)
        names = (self._first(iri, _NAMES, lang) for lang in (self._lang, *others))
        return shortened(next(filter(None, names), shorten(iri)))

    def _told(self, iri: str, lang: str) -> str:
        import pyoxigraph as ox

        if (iri, lang) not in self._told_before:
            self._told_before[iri, lang] = self._tellers[lang].label(ox.NamedNode(iri))
        return self._told_before[iri, lang]


def one_line(text: str) -> str:
    """Return a text without line breaks or doubled spaces.

    >>> one_line(" two\\n  lines ")
    'two lines'
    """
    return " ".join(text.split())


def shortened(text: str, *, limit: int = LABEL) -> str:
    """Return a text of at most `limit` characters, cut between words.

    >>> shortened("mutual aid between two people", limit=20)
    'mutual aid between…'
    """
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, _, tail = cut.rpartition(" ")
    return f"{(head if len(tail) < limit / 2 else cut).rstrip(' ,;:.')}…"


def _said(name: str, text: str) -> Columns:
    return {name: text} if text else {}


def _year(name: str, text: str) -> Columns:
    """Read the year of a number, a year or a date; nothing if it holds none."""
    year = re.match(r"-?\d{1,4}(?!\d)", text)
    return {name: int(year[0])} if year else {}

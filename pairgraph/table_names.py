"""What things are called, in users' rows and in the graph, to find those that a cell names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from .vocabulary import LANGUAGES, PREFIXES, as_iri, fold, nearest, shorten
from .words import stems

if TYPE_CHECKING:
    import pyoxigraph as ox

_Index: TypeAlias = dict[str, set[str]]

NEW = re.compile(r"^(?:nouveau|new)\s*:\s*", re.IGNORECASE)  # a place that is not a known one

_LABELLED = """
SELECT ?thing ?label WHERE {
  ?thing a/rdfs:subClassOf* %s ; skos:prefLabel|skos:altLabel|skos:hiddenLabel|%s ?label .
}
"""
_CLASSES = """
SELECT ?thing ?label WHERE { ?thing rdfs:subClassOf* %s ; skos:prefLabel|skos:altLabel ?label }
"""
_MORE = {"pg:Document": "dcterms:title|pg:url", "pg:Place": "pg:nameAsPrinted"}


class Names:
    """The things of one class, by what they are called; users' own come before the graph's.

    >>> from pairgraph.graph import open_store
    >>> places = Names(open_store(), "pg:SupportPlace")
    >>> [shorten(iri) for iri in places.find("HOPITAL")]
    ['pgv:place-hospital']
    """

    def __init__(self, store: ox.Store, class_: str, *, of_classes: bool = False) -> None:
        self._store = store
        more = _MORE.get(class_, "skos:prefLabel")
        self._query = _CLASSES % class_ if of_classes else _LABELLED % (class_, more)
        self._own: _Index = defaultdict(set)
        self._own_texts: dict[str, None] = {}
        self._own_iris: set[str] = set()

    def add(self, name: str, iri: str) -> None:
        """Let a user's row be found by a name."""
        self._own[fold(name)].add(iri)
        self._own_texts[name] = None
        self._own_iris.add(iri)

    def find(self, name: str, *, inflected: bool = True) -> list[str]:
        """Return what a name, a CURIE or an IRI is that of: nothing, one thing, or several.

        Case and accents do not count; nor do number, gender and inclusive marks, if `inflected`.
        """
        if iri := as_iri(name):
            return [iri] if self.has(iri) else []
        return self.called(name) or (sorted(self._by_stems(name)) if inflected else [])

    def called(self, name: str) -> list[str]:
        """Return what is called by a name, be it one that looks like an IRI."""
        key = fold(name)
        return sorted(self._own.get(key) or self._shipped.get(key) or ())

    def has(self, iri: str) -> bool:
        """Whether an IRI is that of a thing of the class."""
        return iri in self._own_iris or iri in self._iris

    def near(self, name: str) -> list[str]:
        """Return up to three names most like one that is not known."""
        if as_iri(name):
            return nearest(name, map(shorten, self._iris))
        return nearest(name, [*self._own_texts, *self._texts])

    def alike(self, name: str) -> list[str]:
        """Return the known name of which another is probably a misspelling."""
        from difflib import get_close_matches

        key = fold(name)
        near = [k for k in self._by_letter[key[:1]] if abs(len(k) - len(key)) <= 2]
        return [self._said[k] for k in get_close_matches(key, near, n=1, cutoff=0.85)]

    def _by_stems(self, name: str) -> set[str]:
        return {iri for key in _stemmed(name) for iri in self._inflected.get(key, ())}

    @cached_property
    def _texts(self) -> list[str]:
        return [text for _, text in self._labels]

    @cached_property
    def _labels(self) -> list[tuple[str, str]]:
        rows = self._store.query(self._query, prefixes=PREFIXES)
        return sorted({(row[0].value, row[1].value) for row in rows})  # type: ignore[union-attr]

    @cached_property
    def _shipped(self) -> _Index:
        index: _Index = defaultdict(set)
        for iri, text in self._labels:
            index[fold(text)].add(iri)
        return index

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        letters: dict[str, list[str]] = defaultdict(list)
        for key in self._shipped:
            letters[key[:1]].append(key)
        return letters

    @cached_property
    def _said(self) -> dict[str, str]:
        return {fold(text): text for _, text in self._labels}

    @cached_property
    def _inflected(self) -> _Index:
        index: _Index = defaultdict(set)
        for iri, text in self._labels:
            for key in _stemmed(text):
                index[key].add(iri)
        return index

    @cached_property
    def _iris(self) -> set[str]:
        return {iri for iri, _ in self._labels}


def _stemmed(text: str) -> Iterator[str]:
    for lang in LANGUAGES:
        if words := stems(text, lang):
            yield f"{lang} {' '.join(words)}"


def slug(name: str) -> str:
    """Return a name as the end of an IRI; nothing if it holds no letter or digit.

    >>> slug("Pairs d'accueil (2ᵉ) — été")
    'pairs-d-accueil-2e-ete'
    """
    return "-".join(re.findall(r"[^\W_]+", fold(name)))

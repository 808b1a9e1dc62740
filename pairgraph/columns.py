"""What the store says of each node, in columns of plain values: names, classes, years, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from .palette import Taxonomy
from .patterns import persons, rows
from .telling import Teller
from .vocabulary import LANGUAGES, PREFIXES, expand, shorten

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .stores import Store

    Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

Columns: TypeAlias = dict[str, str | int | float | bool]
_Texts: TypeAlias = dict[tuple[str, str], str]  # by relation and language
LABEL = 60  # characters that a reader of a map takes in at a glance
_NAMES = ("skos:prefLabel", "rdfs:label", "foaf:name", "dcterms:title", "pg:gloss")
_DEFINITIONS = ("skos:definition", "skos:scopeNote", "rdfs:comment")
_STARTS = ("pg:startYear", "pg:publicationYear")
_ENDS = ("pg:endYear",)
_READ = {expand(curie): curie for curie in (*_NAMES, *_DEFINITIONS, *_STARTS, *_ENDS)}
# The ways from a thing to the passages that document it; ^ goes from object to subject.
_TO_PASSAGES = (
    ("pg:isStatedIn",),
    ("^pg:attestsTerm", "pg:isStatedIn"),
    ("^pg:isMentionOf", "pg:isStatedIn"),
    ("pg:hasSense", "pg:isStatedIn"),
)
PERSON, LITERAL = (expand("foaf:Person"),), (expand("rdfs:Literal"),)
_PERSONS = {*PERSON, expand("foaf:Agent")}
_SCHEMAS = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "sh"))
_PEOPLE = f"SELECT DISTINCT ?iri WHERE {{ {persons('iri')} }}"
_NAMED_BY = (("pg:isPassageOf",), ("pg:byAgent",))  # a thing without a name is told by these
_NOBODY = {"fr": "personne {}", "en": "person {}"}


class Describer:
    """Describes the nodes of one store, one by one, in both languages."""

    def __init__(self, store: Store, lang: str) -> None:
        self._store, self.lang = store, lang
        self._taxonomy = Taxonomy(store)
        self.people = {iri for (iri,) in rows(store, _PEOPLE)}
        self._tellers = {other: Teller(store, other) for other in LANGUAGES}
        self._kinds: dict[tuple[tuple[str, ...], str], Columns] = {}
        self._relations: dict[str, Columns] = {}

    def node(self, name: str, classes: tuple[str, ...], *, branch: str = "") -> Columns:
        """Return the columns of a node; what the store does not say has no column."""
        texts = self._texts(name)
        columns: Columns = {"iri": name, "curie": shorten(name), "label": self._label(name, texts)}
        columns |= self._kind(classes, branch)
        for lang in LANGUAGES:
            columns |= _said(f"label_{lang}", self._long_label(name, texts, lang))
        if not is_person(classes):
            columns |= _details(texts)
        return columns | {"n_sources": len(self.documents(name))}

    def nobody(self, name: str, number: int, classes: tuple[str, ...]) -> Columns:
        """Return the columns of a person who is not to be named."""
        labels = {lang: _NOBODY[lang].format(number) for lang in LANGUAGES}
        columns: Columns = {"iri": name, "curie": name, "label": labels[self.lang]}
        columns |= self._kind(classes, "")
        return columns | {f"label_{lang}": labels[lang] for lang in LANGUAGES}

    def relation(self, iri: str) -> Columns:
        """Return the names of a relation or of an answer, to put on edges."""
        if iri not in self._relations:
            names = {f"label_{lang}": self._told(iri, lang) for lang in LANGUAGES}
            self._relations[iri] = {"label": names[f"label_{self.lang}"], **names}
        return self._relations[iri]

    def documents(self, name: str) -> set[str]:
        """Return the documents that a thing stands in, as IRIs."""
        paths = ((*path, "pg:isPassageOf") for path in _TO_PASSAGES)
        return {document for path in paths for document in self._walk(term(name), path)}

    def years(self, name: str) -> dict[str, int]:
        """Return the first and the last year of a thing, as far as they are known."""
        return _years(self._texts(name))

    def above(self, classes: Iterable[str]) -> set[str]:
        """Return some classes and all those above them."""
        return self._taxonomy.above(classes)

    def classes(self, name: str) -> tuple[str, ...]:
        """Return the classes of a thing, those of RDF's own languages only if it has no other."""
        if name.startswith('"'):
            return LITERAL
        found = sorted(set(self._walk(term(name), ("rdf:type",))))
        own = [one for one in found if not one.startswith(_SCHEMAS)]
        return tuple(own or found or [expand("rdfs:Resource")])

    def _texts(self, name: str) -> _Texts:
        """Read what a thing is called, what it is and when it was; of several, the first A-Z."""
        import pyoxigraph as ox

        node, texts = term(name), _Texts()
        if isinstance(node, ox.Literal):
            return {("rdfs:label", (node.language or "").lower()): one_line(node.value)}
        for quad in self._store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
            curie = _READ.get(quad.predicate.value)
            if curie and isinstance(quad.object, ox.Literal):
                key = curie, (quad.object.language or "").partition("-")[0].lower()
                text = one_line(quad.object.value)
                texts[key] = min(text, texts.get(key, text))
        return texts

    def _walk(self, start: Term, path: tuple[str, ...]) -> Iterator[str]:
        """Follow relations from a thing, and give the IRIs at the end of the way."""
        import pyoxigraph as ox

        relation, here = ox.NamedNode(expand(path[0].removeprefix("^"))), ox.DefaultGraph()
        if path[0].startswith("^"):
            quads = self._store.quads_for_pattern(None, relation, start, here)
            reached: list[object] = [quad.subject for quad in quads]
        elif isinstance(start, ox.Literal):
            return
        else:
            quads = self._store.quads_for_pattern(start, relation, None, here)
            reached = [quad.object for quad in quads]
        for node in reached:
            if isinstance(node, ox.NamedNode):
                yield from self._walk(node, path[1:]) if path[1:] else (node.value,)

    def _kind(self, classes: tuple[str, ...], branch: str) -> Columns:
        if (classes, branch) not in self._kinds:
            narrowest = self._taxonomy.narrowest(classes)
            family = self._taxonomy.family(branch or narrowest)
            columns: Columns = {"node_class": shorten(narrowest)}
            columns |= {f"class_label_{lang}": self._told(narrowest, lang) for lang in LANGUAGES}
            columns |= {"classes": "; ".join(sorted(map(shorten, classes)))}
            columns |= {"family": shorten(family)}
            columns |= {f"family_label_{lang}": self._told(family, lang) for lang in LANGUAGES}
            self._kinds[classes, branch] = columns
        return self._kinds[classes, branch]

    def _label(self, name: str, texts: _Texts) -> str:
        others = sorted({lang for _, lang in texts} - {self.lang})
        others.sort(key=lambda lang: lang not in LANGUAGES)
        names = (self._long_label(name, texts, lang) for lang in (self.lang, *others))
        return shortened(next(filter(None, names), shorten(name)))

    def _long_label(self, name: str, texts: _Texts, lang: str) -> str:
        """Return what a thing is called in a language, or else what it can be told by."""
        if any(relation in _NAMES for relation, _ in texts):
            return _first(texts, _NAMES, lang)
        behind = {who for path in _NAMED_BY for who in self._walk(term(name), path)}
        if behind & self.people:
            return ""
        told = self._told(name, lang) if lang in LANGUAGES else ""
        return "" if told == shorten(name) else told

    def _told(self, name: str, lang: str) -> str:
        import pyoxigraph as ox

        node = term(name)
        return node.value if isinstance(node, ox.Literal) else self._tellers[lang].label(node)


def is_person(classes: Iterable[str]) -> bool:
    """Tell whether a node is a named person: then nothing else is told of it.

    >>> is_person([expand("foaf:Person")]), is_person([expand("org:Organization")])
    (True, False)
    """
    return set(classes) <= _PERSONS


def term(name: str) -> Term:
    """Return the term of RDF that a node is named after: an IRI, a _:blank node or a "literal".

    >>> term('"pair"@fr').language
    'fr'
    """
    import pyoxigraph as ox

    if name.startswith("_:"):
        return ox.BlankNode(name[2:])
    if name.startswith('"'):
        [quad] = ox.parse(f"<urn:a> <urn:b> {name} .", ox.RdfFormat.N_TRIPLES)
        literal: ox.Literal = quad.object
        return literal
    return ox.NamedNode(name)


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


def _first(texts: _Texts, relations: Iterable[str], lang: str) -> str:
    return next((texts[r, lang] for r in relations if (r, lang) in texts), "")


def _said(name: str, text: str) -> Columns:
    return {name: text} if text else {}


def _details(texts: _Texts) -> Columns:
    columns: Columns = {}
    for lang in LANGUAGES:
        columns |= _said(f"definition_{lang}", _first(texts, _DEFINITIONS, lang))
    return columns | _years(texts)


def _years(texts: _Texts) -> dict[str, int]:
    """Read the year of a number, a year or a date; nothing if there is none."""
    found = {"year_start": _first(texts, _STARTS, ""), "year_end": _first(texts, _ENDS, "")}
    years = {name: re.match(r"-?\d{1,4}(?!\d)", text) for name, text in found.items()}
    return {name: int(year[0]) for name, year in years.items() if year}

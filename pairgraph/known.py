"""What a store already holds of documents and of what they name, so that nothing is made twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from .vocabulary import PREFIXES, fold

if TYPE_CHECKING:
    import pyoxigraph as ox

_WORKS = """SELECT DISTINCT ?work ?title ?year ?doi WHERE {
  ?work a/rdfs:subClassOf* pg:Document .
  OPTIONAL { ?work dcterms:title ?title }
  OPTIONAL { ?work pg:publicationYear ?year }
  OPTIONAL { ?work pg:doi ?doi }
}"""
_FAMILIES = """SELECT DISTINCT ?work ?family WHERE {
  ?work pg:hasContribution/pg:byAgent/foaf:familyName ?family
}"""
_FILES = """SELECT DISTINCT ?work ?file WHERE {
  ?work pg:hasContribution|dcterms:title|pg:isPublishedIn ?anything ;
    pg:isStatedIn/pg:isPassageOf/pg:fileName ?file
}"""
_LABELS = """SELECT DISTINCT ?work ?label WHERE {
  ?work a/rdfs:subClassOf* pg:Document ; skos:prefLabel ?label
}"""
_PEOPLE = """SELECT ?thing ?family ?given WHERE {
  ?thing a foaf:Person ; foaf:familyName ?family . OPTIONAL { ?thing foaf:givenName ?given }
}"""
_NAMED = """SELECT DISTINCT ?thing ?name WHERE {
  ?thing a/rdfs:subClassOf* %s ; skos:prefLabel|skos:altLabel|pg:nameAsPrinted ?name .
  FILTER NOT EXISTS { ?thing a foaf:Person }
}"""
_KINDS = ("foaf:Agent", "pg:Periodical", "pg:Place")


class Work(NamedTuple):
    """A document, as far as it takes to know it again."""

    iri: str
    title: str
    year: str
    doi: str
    families: frozenset[str] = frozenset()
    file: str = ""

    def is_same(self, other: Work) -> bool:
        """Tell whether two have one DOI or, failing that, one title, year and author."""
        if self.doi and other.doi:
            return self.doi.lower() == other.doi.lower()
        authors = not self.families or not other.families or self.families & other.families
        return bool(authors) and self.marks()[-1] == other.marks()[-1]

    def marks(self) -> list[tuple[str, str]]:
        """Return what tells it from others: its DOI if it has one, then its title and year."""
        doi = [("doi", self.doi.lower())] if self.doi else []
        return [*doi, (fold(self.title), self.year)]


class Works:
    """Documents, found again by DOI, or by title and year."""

    def __init__(self, works: Iterable[Work] = ()) -> None:
        self.by_iri: dict[str, Work] = {}
        self._marked: dict[tuple[str, str], list[Work]] = {}
        self._titled: dict[str, list[Work]] = {}
        for work in works:
            self.add(work)

    def add(self, work: Work) -> None:
        """Add one."""
        self.by_iri[work.iri] = work
        self._titled.setdefault(fold(work.title), []).append(work)
        for mark in work.marks():
            self._marked.setdefault(mark, []).append(work)

    def find(self, work: Work) -> Work | None:
        """Return the one that is the same as another, if there is one."""
        alike = (other for mark in work.marks() for other in self._marked.get(mark, ()))
        return next((other for other in alike if work.is_same(other)), None)

    def titled(self, title: str, year: str) -> Work | None:
        """Return the one that has a title, of a year if both are dated."""
        alike = self._titled.get(fold(title), ())
        return next((work for work in alike if not year or work.year in (year, "")), None)


class Known:
    """What a store holds that another file did not bring in."""

    def __init__(self, store: ox.Store, *, file: str, base: str) -> None:
        self._store = store
        self._base = base
        own = {row[0] for row in self._rows(_FILES) if row[1] == file and row[0].startswith(base)}
        self.works = Works(work for work in self._works() if work.iri not in own)
        self.labels = {label for work, label in self._rows(_LABELS) if work not in own}
        self.people = self._people()
        self.named = {kind: self._named(kind) for kind in _KINDS}

    def _rows(self, sparql: str) -> list[tuple[str, ...]]:
        """Return the rows of a SELECT as texts, sorted, so that the first is always the same."""
        found = self._store.query(sparql, prefixes=PREFIXES)
        return sorted(tuple(cell.value if cell else "" for cell in row) for row in found)  # type: ignore[union-attr]

    def _works(self) -> Iterator[Work]:
        families: dict[str, set[str]] = {}
        for iri, family in self._rows(_FAMILIES):
            families.setdefault(iri, set()).add(fold(family))
        files = {row[0]: row[1] for row in self._rows(_FILES)}
        for iri, title, year, doi in self._rows(_WORKS):
            authors = frozenset(families.get(iri, ()))
            yield Work(iri, title, year, doi, authors, files.get(iri, ""))

    def _people(self) -> dict[tuple[str, str], str]:
        rows = [row for row in self._rows(_PEOPLE) if not row[0].startswith(self._base)]
        return {(family, given): iri for iri, family, given in reversed(rows)}

    def _named(self, kind: str) -> dict[str, str]:
        rows = [row for row in self._rows(_NAMED % kind) if not row[0].startswith(self._base)]
        return {fold(name): iri for iri, name in reversed(rows)}

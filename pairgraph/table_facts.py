"""What tables say as triples, each thing stated in its line of the table."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from .facts import Facts, mark, node, text
from .table_columns import SHEETS
from .table_names import slug
from .vocabulary import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .intake import Place

_LONGEST = 100  # characters of a name in an IRI, the rest stands in a hash
_TITLES = {"fr": "tableau importé {}", "en": "imported table {}"}


class Table(NamedTuple):
    """The file that rows come from, as a document: its SHA-256 hash, and its last line."""

    sha256: str
    lines: int


class TableFacts(Facts):
    """Gathers what rows say, and names what they speak of.

    Args:
        base: the namespace of what they name.
        table: the file.
    """

    def __init__(self, base: str, table: Table) -> None:
        super().__init__()
        self._base = base
        self._table = table
        self._mark = mark(table.sha256)
        self._document = self.iri("table", self._mark)

    def triples(self) -> list[ox.Triple]:
        """Return all that was said, and the document that says it."""
        if self.places:
            titles = {lang: title.format(self._mark) for lang, title in _TITLES.items()}
            self.file(self._document, titles, f"table-{self._mark}", *self._table)
        return super().triples()

    def state(self, iri: str, class_: str, place: Place) -> None:
        """Say what kind of thing something is, and in which line of the table that is read."""
        self.places.setdefault(iri, place)
        self.say(iri, "rdf:type", node(class_))
        self.say(iri, "pg:isStatedIn", node(self._row(place)))

    def iri(self, kind: str, *names: str) -> str:
        """Return the IRI of a thing of the users' own; the same names give the same."""
        local = "-".join(filter(None, map(slug, names)))
        if len(local) > _LONGEST:
            local = f"{local[:_LONGEST]}-{short_hash(local)}"
        return f"{self._base}{kind}-{local}"

    def is_own(self, iri: str) -> bool:
        """Whether an IRI is in the namespace of the users' things."""
        return iri.startswith(self._base)

    def local(self, iri: str) -> str:
        """Return an IRI without its namespace, if it is ours or the users' own."""
        return iri.removeprefix(self._base).removeprefix(PREFIXES["pgd"])

    def _row(self, place: Place) -> str:
        """Return the passage that a row is."""
        iri = self.iri("passage", self._mark, place.sheet, str(place.row))
        if iri not in self.places:
            self.places[iri] = place
            self.passage(iri, self._document, place.row, place.row)
            if place.sheet:
                is_english = place.sheet in {sheet.en for sheet in SHEETS}
                self.say(iri, "pg:sectionTitle", text(place.sheet, "en" if is_english else "fr"))
        return iri


def short_hash(words: str) -> str:
    """Return eight characters that tell a text from others."""
    return sha256(words.encode()).hexdigest()[:8]

"""What tables say as triples, each thing stated in its line of the table."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from .intake import Place
from .table_columns import SHEETS
from .table_names import slug
from .vocabulary import PREFIXES, expand

if TYPE_CHECKING:
    import pyoxigraph as ox

_LONGEST = 100  # characters of a name in an IRI, the rest stands in a hash
_TITLES = {"fr": "tableau importé {}", "en": "imported table {}"}


class Table(NamedTuple):
    """The file that rows come from, as a document: its SHA-256 hash, and its last line."""

    sha256: str
    lines: int

    @property
    def mark(self) -> str:
        """What tells the table from others, short enough to be read."""
        return self.sha256[:12]


class Facts:
    """Gathers triples, and the rows that their subjects come from."""

    def __init__(self, base: str, table: Table) -> None:
        self.places: dict[str, Place] = {}
        self._base = base
        self._table = table
        self._triples: dict[ox.Triple, None] = {}  # a set that keeps the order of the rows
        self._document = self.iri("table", table.mark)

    def triples(self) -> list[ox.Triple]:
        """Return all that was said, and the document that says it."""
        if self.places:
            self._describe_table()
        return list(self._triples)

    def say(self, subject: str, relation: str, *objects: ox.NamedNode | ox.Literal) -> None:
        """Add a statement for each of some objects."""
        import pyoxigraph as ox

        if not objects:
            return
        this, link = ox.NamedNode(subject), node(relation)
        self._triples.update(dict.fromkeys(ox.Triple(this, link, thing) for thing in objects))

    def name(self, iri: str, labels: Mapping[str, str]) -> None:
        """Give a thing its name in each language."""
        self.say(iri, "skos:prefLabel", *(text(label, lang) for lang, label in labels.items()))

    def state(self, iri: str, class_: str, place: Place) -> None:
        """Say what kind of thing something is, and in which line of the table that is read."""
        self.places.setdefault(iri, place)
        self.say(iri, "rdf:type", node(class_))
        self.say(iri, "pg:isStatedIn", node(self._passage(place)))

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

    def _passage(self, place: Place) -> str:
        iri = self.iri("passage", self._table.mark, place.sheet, str(place.row))
        if iri not in self.places:
            self.places[iri] = place
            self.say(iri, "rdf:type", node("pg:Passage"))
            self.say(iri, "pg:isPassageOf", node(self._document))
            self.say(iri, "pg:lineStart", integer(place.row))
            self.say(iri, "pg:lineEnd", integer(place.row))
            if place.sheet:
                is_english = place.sheet in {sheet.en for sheet in SHEETS}
                self.say(iri, "pg:sectionTitle", text(place.sheet, "en" if is_english else "fr"))
        return iri

    def _describe_table(self) -> None:
        iri, mark = self._document, self._table.mark
        self.say(iri, "rdf:type", node("pg:SeedDocument"))
        self.name(iri, {lang: title.format(mark) for lang, title in _TITLES.items()})
        self.say(iri, "pg:fileName", plain(f"table-{mark}"))
        self.say(iri, "pg:sha256", plain(self._table.sha256))
        self.say(iri, "pg:seedNumber", plain(str(int(mark, 16)).zfill(15)))
        self.say(iri, "pg:lineCount", integer(self._table.lines))


def node(name: str) -> ox.NamedNode:
    """Return what a CURIE or an IRI names."""
    import pyoxigraph as ox

    return ox.NamedNode(name if "://" in name else expand(name))


def text(words: str, lang: str) -> ox.Literal:
    """Return a text in a language."""
    import pyoxigraph as ox

    return ox.Literal(words, language=lang)


def plain(words: str, datatype: str = "xsd:string") -> ox.Literal:
    """Return a text in no language, or a value of another type."""
    import pyoxigraph as ox

    return ox.Literal(words, datatype=node(datatype))


def integer(value: int) -> ox.Literal:
    """Return a whole number."""
    return plain(str(value), "xsd:integer")


def short_hash(words: str) -> str:
    """Return eight characters that tell a text from others."""
    return sha256(words.encode()).hexdigest()[:8]

"""What each row of users' tables makes: a programme, an organisation or an arrangement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .facts import integer, node, plain, text
from .intake import Place
from .table_cells import SILENT, Cells
from .table_columns import ASKED, ORGANISATIONS, ROLES, Column
from .table_facts import TableFacts, short_hash
from .table_names import NEW, slug
from .table_rows import TableRow
from .vocabulary import BASE, LANGUAGES, as_iri, fold

_NAMING = ("id", "label_fr", "label_en")
# What stands for a definition that the table leaves out: what the thing is, and who names it.
_DEFINED = {
    "fr": "{} que le tableau importé nomme « {} »{}.",
    "en": "{} that the imported table names “{}”{}.",
}
_ELSEWHERE = {"fr": " et décrit en anglais", "en": " and describes in French"}
_THINGS = {
    "pg:PeerRole": {"fr": "Rôle de pairs", "en": "Role of peers"},
    "pg:PeerPractice": {"fr": "Pratique de pairs", "en": "Practice of peers"},
    "pg:PeerCollective": {"fr": "Collectif de pairs", "en": "Collective of peers"},
}
_PROGRAMME = {"fr": "Programme", "en": "Programme"}


class _Source(NamedTuple):
    """A document that a row cites; its title or its address may be left out."""

    title: str
    address: str
    place: Place


class Things:
    """Makes facts of rows."""

    def __init__(self, facts: TableFacts, cells: Cells) -> None:
        self._facts = facts
        self._cells = cells
        self._sources: dict[str, _Source] = {}
        self._readings = {
            "names": self._name_otherwise,
            "link": self._link,
            "answer": self._answer,
            "agent": self._involve,
            "place": self._locate,
        }

    def make(self, rows: Iterable[TableRow]) -> None:
        """Make all rows, once it is known what each of them is called."""
        for row, iri in list(self._named(rows)):
            self._row(row, iri or self._facts.iri(row.sheet.key))
        for iri, source in self._sources.items():
            self._describe(iri, source)

    def _named(self, rows: Iterable[TableRow]) -> Iterator[tuple[TableRow, str]]:
        taken: dict[str, int] = {}
        for row in rows:
            iri = self._iri(row)
            if iri in taken:
                key = next(key for key in _NAMING if row.cells.get(key))
                self._cells.tell(row, key, "alike", taken[iri])
            elif iri:
                taken[iri] = row.place.row
                for name in filter(None, map(row.cells.get, _NAMING)):
                    self._cells.names(row.sheet.made).add(name, iri)
            yield row, iri

    def _iri(self, row: TableRow) -> str:
        """Return the IRI that a row's identifier gives it, or else its name; nothing if neither."""
        if not row.cells.get("label_fr") and not row.cells.get("label_en"):
            key = "label_fr" if "label_fr" in row.told else "label_en"
            self._cells.tell(row, key, "empty")
            return ""
        key = next(key for key in _NAMING if row.cells.get(key))
        if key == "id" and as_iri(row.cells[key]):
            return self._own_address(row, as_iri(row.cells[key]))
        if not slug(row.cells[key]):
            self._cells.tell(row, key, "slug", row.cells[key])
            return ""
        return self._facts.iri(row.sheet.key, row.cells[key])

    def _own_address(self, row: TableRow, iri: str) -> str:
        if iri.startswith(BASE) and not self._facts.is_own(iri):
            self._cells.tell(row, "id", "ours")
            return ""
        return self._cells.address(row, "id", iri)

    def _row(self, row: TableRow, iri: str) -> None:
        class_ = self._class(row)
        self._facts.state(iri, class_, row.place)
        labels = self._labels(row)
        self._facts.name(iri, labels)
        if row.sheet != ORGANISATIONS:
            self._define(row, iri, _THINGS.get(class_, _PROGRAMME), labels)
        for column in row.sheet.columns:
            if column.reading in self._readings:
                self._readings[column.reading](row, iri, column)
        self._date(row, iri)
        self._cite(row, iri)

    def _class(self, row: TableRow) -> str:
        if row.sheet == ROLES:
            return self._cells.kind(row) or row.sheet.made
        types = [column for column in row.sheet.columns if column.reading == "choice"]
        found = [iri for column in types for iri in self._cells.found(row, column)]
        return found[0] if found else row.sheet.made

    def _labels(self, row: TableRow) -> dict[str, str]:
        """Return the name in each language; one that is alone, as proper names are, is both."""
        given = {lang: row.cells.get(f"label_{lang}", "") for lang in LANGUAGES}
        for lang, label in given.items():
            if label.endswith("."):
                self._cells.tell(row, f"label_{lang}", "period", near=[label.rstrip(". ")])
        alone = "".join(given.values())
        return {lang: label or alone for lang, label in given.items()}

    def _define(
        self, row: TableRow, iri: str, thing: dict[str, str], labels: dict[str, str]
    ) -> None:
        given = {lang: row.cells.get(f"definition_{lang}", "") for lang in LANGUAGES}
        for lang, words in given.items():
            elsewhere = _ELSEWHERE[lang] if any(given.values()) else ""
            made = _DEFINED[lang].format(thing[lang], labels[lang], elsewhere)
            sentence = words if words.endswith(".") else f"{words}."
            self._facts.say(iri, "skos:definition", text(sentence if words else made, lang))

    def _name_otherwise(self, row: TableRow, iri: str, column: Column) -> None:
        for name in self._cells.said(row, column):
            self._facts.say(iri, column.about, *(text(name, lang) for lang in LANGUAGES))

    def _link(self, row: TableRow, iri: str, column: Column) -> None:
        self._facts.say(iri, column.about, *map(node, self._cells.found(row, column)))

    def _answer(self, row: TableRow, iri: str, column: Column) -> None:
        """Give the answers of a cell; where the table is silent on what is asked, say so."""
        given = self._cells.given(row, column)
        is_silent = any(fold(value) in SILENT for value in given)
        if is_silent and len(given) > 1:
            self._cells.tell(row, column.key, "silent")
        if is_silent or (not given and column.about in ASKED):
            self._facts.say(iri, "pg:facetNotDocumented", node(column.about))
        self._link(row, iri, column)

    def _involve(self, row: TableRow, iri: str, column: Column) -> None:
        for agent in self._cells.found(row, column):
            names = (self._facts.local(iri), self._facts.local(agent), column.key)
            part = self._facts.iri("involvement", *names)
            self._facts.state(part, "pg:Involvement", row.place)
            self._facts.say(part, "pg:hasCapacity", node(column.about))
            self._facts.say(part, "pg:involvesAgent", node(agent))
            self._facts.say(iri, "pg:hasInvolvement", node(part))

    def _locate(self, row: TableRow, iri: str, column: Column) -> None:
        for name in self._cells.said(row, column):
            if place := self._place(row, column, name):
                self._facts.say(iri, column.about, node(place))

    def _place(self, row: TableRow, column: Column, given: str) -> str:
        """Return a place that is known, or else a new one."""
        names, name = self._cells.names(column.takes), NEW.sub("", given)
        known = names.find(given, inflected=False)
        if known or as_iri(given) or not slug(name):
            return self._cells.one(row, column, given)
        if name == given and (near := names.alike(name)):
            self._cells.tell(row, column.key, "place", name, name, near=near)
        place = self._facts.iri("place", name)
        self._facts.state(place, "pg:Place", row.place)
        self._facts.name(place, dict.fromkeys(LANGUAGES, name))
        return place

    def _date(self, row: TableRow, iri: str) -> None:
        """Give the years, and the days or months as one EDTF date where they are known."""
        start, end = (self._cells.date(row, key) for key in ("start", "end"))
        if start and end and end < start[: len(end)]:
            self._cells.tell(row, "end", "order", end, start)
        for day, relation in ((start, "pg:startYear"), (end, "pg:endYear")):
            if day:
                self._facts.say(iri, relation, integer(int(day[:4])))
        if len(start) > 4 or len(end) > 4:
            self._facts.say(iri, "pg:edtfDate", plain(f"{start or '..'}/{end}"))

    def _cite(self, row: TableRow, iri: str) -> None:
        """Say which document speaks of a thing, one of the graph's if it is known there."""
        names = self._cells.names("pg:Document")
        title, address = row.cells.get("source", ""), row.cells.get("address", "")
        known = names.called(address) or names.find(title, inflected=False)
        if not known and not address and as_iri(title):
            title, address = "", title  # an address in the column of titles
        if address and not self._cells.address(row, "address", address):
            return
        if known or title or address:
            document = known[0] if known else self._document(row, title, address)
            self._facts.say(document, "pg:isAbout", node(iri))

    def _document(self, row: TableRow, title: str, address: str) -> str:
        iri = self._facts.iri("document", address or title, short_hash(address) if address else "")
        first = self._sources.setdefault(iri, _Source(title, address, row.place))
        if first.title and title and first.title != title:
            self._cells.tell(row, "source", "titles", first.place.row, near=[first.title])
        self._sources[iri] = first._replace(title=first.title or title)
        self._facts.state(iri, "pg:Document", row.place)
        return iri

    def _describe(self, iri: str, source: _Source) -> None:
        label = (source.title or source.address).rstrip(". ")
        self._facts.name(iri, dict.fromkeys(LANGUAGES, label))
        if source.title:
            self._facts.say(iri, "dcterms:title", plain(source.title))
        if source.address:
            self._facts.say(iri, "pg:url", plain(source.address, "xsd:anyURI"))

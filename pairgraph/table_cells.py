"""What the cells of users' tables mean: names looked up, dates and addresses checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from .table_columns import SHEETS, Column
from .table_facts import TableFacts
from .table_names import Names
from .table_rows import Problems, TableRow
from .vocabulary import fold, nearest, shorten

if TYPE_CHECKING:
    import pyoxigraph as ox

KINDS = {
    "role": "pg:PeerRole",
    "pratique": "pg:PeerPractice",
    "practice": "pg:PeerPractice",
    "collectif": "pg:PeerCollective",
    "collective": "pg:PeerCollective",
}
SILENT = frozenset({"?", "non documente", "not documented"})
_ONE = {"pg:hasDisclosure"}  # functional in the ontology: two answers would contradict each other
_NEGATIVE = re.compile(r"[-−–]|(?:no|non|not|pas)\b", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(?:1[789]\d\d|20\d\d|2100)(?!\d)", re.ASCII)
_CHARACTER = r"(?:[!$&-;=?-Z_a-z~]|%[\dA-Fa-f]{2})"
_ADDRESS = re.compile(
    rf"https?://[\w.-]+(?::\d+)?(?:[/?]{_CHARACTER}*)?(?:#{_CHARACTER}*)?", re.ASCII
)
_SAFE = "!#$%&'()*+,/:;=?@[]~"


class Cells:
    """Reads cells with the names that things have; what cannot be used is told to `problems`."""

    def __init__(self, store: ox.Store, facts: TableFacts, problems: Problems) -> None:
        self._store = store
        self._facts = facts
        self._problems = problems
        self._names: dict[tuple[str, bool], Names] = {}

    def names(self, class_: str, *, of_classes: bool = False) -> Names:
        """Return what the things of a class are called, or the classes below it."""
        key = class_, of_classes
        if key not in self._names:
            self._names[key] = Names(self._store, class_, of_classes=of_classes)
        return self._names[key]

    def tell(
        self, row: TableRow, key: str, what: str, *values: object, near: Iterable[str] = ()
    ) -> None:
        """Tell what is wrong with a cell."""
        self._problems.add(row.place, row.told.get(key, ""), what, *values, near=near)

    def given(self, row: TableRow, column: Column) -> list[str]:
        """Return the values of a cell, each once; an empty cell has none."""
        cell = row.cells.get(column.key)
        if not cell:
            return []
        values = re.split("[;|]", cell) if column.is_listing else [cell]
        return list(dict.fromkeys(filter(None, (value.strip() for value in values))))

    def said(self, row: TableRow, column: Column) -> list[str]:
        """Return the values of a cell, those left out that say that nothing is known."""
        return [value for value in self.given(row, column) if fold(value) not in SILENT]

    def found(self, row: TableRow, column: Column) -> list[str]:
        """Return the IRIs of what a cell names."""
        found = [self.one(row, column, value) for value in self.said(row, column)]
        if column.about in _ONE and len(found) > 1:
            self.tell(row, column.key, "one")
        return [iri for iri in found if iri]

    def kind(self, row: TableRow) -> str:
        """Return the class that the kind of an arrangement stands for, or nothing."""
        given = row.cells.get("kind", "")
        if given and fold(given) not in KINDS:
            known = self._problems.words.kinds
            self.tell(row, "kind", "kind", given, near=nearest(given, known, n=1) or known)
        elif not given and "kind" in row.told:
            self.tell(row, "kind", "empty")
        return KINDS.get(fold(given), "")

    def address(self, row: TableRow, key: str, given: str) -> str:
        """Return a web address, or nothing if it is none."""
        if _ADDRESS.fullmatch(given):
            return given
        right = quote(given if "://" in given else f"https://{given}", safe=_SAFE)
        near = [right] if _ADDRESS.fullmatch(right) and "." in right else []
        self.tell(row, key, "address", given, near=near)
        return ""

    def date(self, row: TableRow, key: str) -> str:
        """Return a year, a month or a day as ISO 8601 writes it; nothing if it is none."""
        given = row.cells.get(key, "")
        if not given or fold(given) in SILENT or _is_date(given):
            return "" if fold(given) in SILENT else given
        year = _YEAR.search(given)
        self.tell(row, key, "date", given, near=[year[0]] if year else [])
        return ""

    def one(self, row: TableRow, column: Column, value: str) -> str:
        """Return the IRI of the one thing that a value names, or nothing."""
        names = self.names(column.takes, of_classes=column.reading == "choice")
        negative = column.reading == "answer" and bool(_NEGATIVE.match(value))
        found = names.find(value, inflected=not negative and column.reading != "place")
        found = found or self._identified(names, column, value)
        if len(found) == 1:
            return found[0]
        if found:
            self.tell(row, column.key, "several", value, near=map(shorten, found))
        elif negative:
            self.tell(row, column.key, "negative", value)
        else:
            # Looking for the nearest takes long, and nobody reads that many.
            near = names.near(value) if self._problems.are_few else []
            self.tell(row, column.key, "unknown", value, near=near)
        return ""

    def _identified(self, names: Names, column: Column, value: str) -> list[str]:
        """Return what another table gave an identifier to."""
        kinds = [sheet.key for sheet in SHEETS if sheet.made == column.takes]
        iris = [self._facts.iri(kind, value) for kind in kinds]
        return [iri for iri in iris if names.has(iri)]


def _is_date(given: str) -> bool:
    match = _DATE.fullmatch(given)
    if not match or not 1700 <= int(match[1]) <= 2100:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True

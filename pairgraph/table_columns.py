"""The sheets and columns of users' tables: what each holds, and how it is told in both languages.

They are listed in `table_columns.csv`: what reads, writes and documents tables is made from it.
"""

from __future__ import annotations

import csv
import os
from typing import NamedTuple

from .vocabulary import fold

_LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "table_columns.csv")
# The road map asks these of every arrangement: where a table does not answer, it is silent.
ASKED = frozenset(
    f"pg:has{facet}"
    for facet in ("Formality", "Network", "Objective", "PeerBasis", "Place", "RecognitionMode")
)


class Column(NamedTuple):
    """A column: how its cells are read, its header, what to write there, and an example.

    `about` is the relation, class or capacity that its cells stand for, and `takes` the class of
    what they name, both CURIEs.
    """

    sheet: str
    key: str
    reading: str
    about: str
    takes: str
    fr: str
    en: str
    note_fr: str
    note_en: str
    example_fr: str
    example_en: str

    def header(self, lang: str) -> str:
        """Return the header of the column in a language."""
        return self.fr if lang == "fr" else self.en

    def note(self, lang: str) -> str:
        """Return what to write in the column, in a language."""
        return self.note_fr if lang == "fr" else self.note_en

    def example(self, lang: str) -> str:
        """Return an invented cell of the column, in a language."""
        return self.example_fr if lang == "fr" else self.example_en

    @property
    def is_listing(self) -> bool:
        """Whether a cell may hold several values, with `;` or `|` between them."""
        return self.reading in ("names", "link", "answer", "agent", "place")


class Sheet(NamedTuple):
    """A sheet: a row for each thing of a class."""

    key: str
    fr: str
    en: str
    made: str
    columns: tuple[Column, ...]

    def title(self, lang: str) -> str:
        """Return the name of the sheet in a language."""
        return self.fr if lang == "fr" else self.en

    @property
    def labels(self) -> tuple[Column, ...]:
        """The columns of names, of which every row fills one at least."""
        return tuple(column for column in self.columns if column.reading == "label")

    @property
    def needed(self) -> tuple[Column, ...]:
        """The columns that every row fills, beside a name."""
        return tuple(column for column in self.columns if column.reading == "kind")


def _columns(sheet: str) -> tuple[Column, ...]:
    with open(_LIST, encoding="utf-8", newline="") as file:
        listed = [Column(**row) for row in csv.DictReader(file)]
    return tuple(column for column in listed if column.sheet == sheet)


PROGRAMMES = Sheet("programme", "Programmes", "Programmes", "pg:Programme", _columns("programme"))
ORGANISATIONS = Sheet(
    "organisation", "Organismes", "Organisations", "org:Organization", _columns("organisation")
)
ROLES = Sheet("role", "Rôles", "Roles", "pg:SupportArrangement", _columns("role"))
SHEETS = (PROGRAMMES, ORGANISATIONS, ROLES)


def folded(header: str) -> str:
    """Return a header without case, accents, or needless spaces.

    >>> folded("  RÔLE  (fr)")
    'role (fr)'
    """
    return " ".join(fold(header).split())


def headers(sheet: Sheet) -> dict[str, Column]:
    """Return the columns of a sheet by their headers, folded, in either language."""
    return {folded(name): column for column in sheet.columns for name in (column.fr, column.en)}


def sheet_of(row: list[str]) -> Sheet | None:
    """Return the sheet that a row of headers tells by its columns of names; None if it tells none.

    >>> sheet_of(["Genre", "Rôle (fr)"]).key
    'role'
    >>> sheet_of(["Genre", "Nom"]) is None
    True
    """
    given = set(map(folded, row))
    told = [s for s in SHEETS if given & {folded(n) for c in s.labels for n in (c.fr, c.en)}]
    return max(told, key=lambda sheet: len(given & set(headers(sheet))), default=None)

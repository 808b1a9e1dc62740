"""Rows of users' tables, their headers recognised and their cells checked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .formulas import as_meant
from .intake import Place
from .table_columns import SHEETS, Column, Sheet, folded, headers, sheet_of
from .table_grid import Grid
from .table_words import Words
from .vocabulary import nearest

_CELL = 2**20  # bytes
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FAULTS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_BLANKS = re.compile("[ \t\r\n]+")  # not the spaces of French typography


class TableRow(NamedTuple):
    """A row below the headers: its filled cells, and how each of its columns is told."""

    sheet: Sheet
    place: Place
    cells: dict[str, str]
    told: dict[str, str]


class Problems:
    """What is wrong with a table, a line each: the file, the place, and what to do."""

    def __init__(self, path: str | os.PathLike[str], words: Words) -> None:
        self.words = words
        self._path = path
        self._found: list[tuple[Place, str, str]] = []

    def add(
        self, place: Place, column: str, key: str, *values: object, near: Iterable[str] = ()
    ) -> None:
        """Tell what is wrong in a place, as `Words` says it."""
        self._found.append((place, column, self.words(key, *values, near=near)))

    @property
    def are_few(self) -> bool:
        """Whether a person might still read them all."""
        return len(self._found) < 200

    def lines(self) -> list[str]:
        """Return what was told, sheet by sheet, row by row, from left to right."""
        ordered = sorted(self._found, key=lambda found: (found[0], _from_left(found[1])))
        return [self._line(*found) for found in dict.fromkeys(ordered)]

    def _line(self, place: Place, column: str, text: str) -> str:
        where = [str(self._path), place.sheet, str(place.row), column]
        return f"{':'.join(filter(None, where))}: {text}"


def table_rows(grids: Iterable[Grid], problems: Problems, lang: str) -> list[TableRow]:
    """Return the rows of all sheets; what cannot be used is told to `problems`."""
    return [row for grid in grids if grid.rows for row in _rows(grid, problems, lang)]


def letter(column: int) -> str:
    """Return how a spreadsheet calls a column, counted from 0.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    before, last = divmod(column, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _from_left(column: str) -> tuple[int, str]:
    name = column.partition(" ")[0]
    return len(name), name


def _rows(grid: Grid, problems: Problems, lang: str) -> Iterator[TableRow]:
    (top, first), *rest = grid.rows
    sheet = sheet_of(first)
    if sheet is None:
        needed = ", ".join(s.labels[0].header(lang) for s in SHEETS)
        problems.add(Place(grid.title, top), "", "sheet", needed)
        return
    for merged in grid.merged:
        problems.add(Place(grid.title, top), "", "merged", merged)
    columns = _columns(sheet, first, Place(grid.title, top), problems, lang)
    for number, cells in rest:
        place = Place(grid.title, number)
        if not _is_remark(cells):
            told = {c.key: f"{letter(at)} ({c.header(lang)})" for at, c in columns.items()}
            headed = [bool(header.strip()) for header in first]
            for at in _beyond(cells, headed):
                problems.add(place, letter(at), "beyond")
            yield TableRow(sheet, place, _checked(cells, columns, place, problems, told), told)


def _columns(
    sheet: Sheet, first: list[str], place: Place, problems: Problems, lang: str
) -> dict[int, Column]:
    """Return the columns that headers name, by their numbers."""
    known = headers(sheet)
    columns: dict[int, Column] = {}
    for at, header in enumerate(first):
        column = known.get(folded(as_meant(header)))
        if column is None and header.strip():
            names = [c.header(lang) for c in sheet.columns]
            problems.add(place, letter(at), "header", header, near=nearest(header, names, n=1))
        elif column in columns.values():
            other = next(n for n, c in columns.items() if c == column)
            problems.add(place, letter(at), "twice", letter(other))
        elif column is not None:
            columns[at] = column
    for column in sheet.needed:
        if column not in columns.values():
            problems.add(place, "", "missing", column.header(lang))
    return columns


def _is_remark(cells: list[str]) -> bool:
    return cells[0].lstrip().startswith("#") and cells[0].strip() not in _FAULTS


def _beyond(cells: list[str], headed: list[bool]) -> Iterator[int]:
    """Yield the filled cells that stand under no header."""
    for at, cell in enumerate(cells):
        if cell.strip() and not (at < len(headed) and headed[at]):
            yield at


def _checked(
    cells: list[str],
    columns: dict[int, Column],
    place: Place,
    problems: Problems,
    told: dict[str, str],
) -> dict[str, str]:
    """Return the filled cells of a row by the keys of their columns."""
    found: dict[str, str] = {}
    for at, cell in enumerate(cells):
        text = _BLANKS.sub(" ", cell).strip(" ")
        column = columns.get(at)
        if text and column and _is_sound(cell, told[column.key], place, problems):
            found[column.key] = as_meant(text)
    return found


def _is_sound(cell: str, where: str, place: Place, problems: Problems) -> bool:
    if len(cell) > _CELL or len(cell.encode(errors="replace")) > _CELL:
        problems.add(place, where, "long")
    elif control := _CONTROL.search(cell):
        problems.add(place, where, "control", ord(control[0]))
    elif cell.strip() in _FAULTS:
        problems.add(place, where, "fault", cell.strip())
    else:
        return True
    return False

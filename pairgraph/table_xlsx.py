"""XLSX workbooks as sheets of plain texts, read by openpyxl once they are known to be harmless.

A workbook is a ZIP file of XML. openpyxl reads it cell by cell, in bounded memory, wherever its
cells say they stand; `python-calamine` is faster, but makes room for all that lies between two
cells, so that one cell in the far corner of a sheet ends the process.
"""

from __future__ import annotations

import io
import os
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any, TypeAlias
from xml.etree import ElementTree
from xml.parsers import expat

from .errors import InputError, brief
from .table_grid import MOST_ROWS, Grid, Row, filled
from .table_words import Words

_Formulas: TypeAlias = dict[int, dict[int, str]]

READ_ME = "Lisez-moi - Read me"
_UNFOLDED_MIB = 128
_PARTS_MIB = {"xl/styles.xml": 4, "xl/workbook.xml": 1, "[Content_Types].xml": 1}
_MOST_PARTS = 1000
_MOST_CELLS = 5_000_000
_MOST_ELEMENTS = 5_000_000
_MOST_IN_ROW = 100_000  # a row has 16,384 cells at most
_ROW_DEPTH = 3  # worksheet, sheetData, row
_DEPTH = 128
_OLD = b"\xd0\xcf\x11\xe0"  # how .xls files, and those with a password, begin
# What the standard library and openpyxl raise on workbooks that are broken.
_BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError),
    *(NotImplementedError, OSError, RecursionError, RuntimeError, SyntaxError, TypeError),
    *(ValueError, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, expat.ExpatError),
)


def xlsx_grids(path: str | os.PathLike[str], data: bytes, words: Words) -> list[Grid]:
    """Return the sheets of a workbook that a person sees, except notes, as plain texts.

    A formula gives the value that the spreadsheet last worked out, or else its own text. Hidden
    sheets, the page that explains a template, and sheets whose names begin with # are left out.

    Raises:
        InputError: it is no workbook, is cut short, or unfolds beyond what is read.
    """
    if data.startswith(_OLD):
        raise InputError(f"{path}: {words('locked')}")
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as parts:
            warnings.simplefilter("ignore")  # of what openpyxl leaves out, nothing is needed
            _check_parts(path, parts, words)
            return _grids(path, data, parts, words)
    except InputError:
        raise
    except _BROKEN as error:
        why = brief(str(error)) or type(error).__name__
        raise InputError(f"{path}: {words('workbook', why)}") from error


def _check_parts(path: str | os.PathLike[str], parts: zipfile.ZipFile, words: Words) -> None:
    """Refuse what would fill the memory; a part never gives more than the size it declares."""
    listed = parts.infolist()
    if len(listed) > _MOST_PARTS:
        raise InputError(f"{path}: {words('swollen', f'{len(listed)} parts')}")
    if sum(part.file_size for part in listed) > _UNFOLDED_MIB * 2**20:
        raise InputError(f"{path}: {words('swollen', f'> {_UNFOLDED_MIB} MiB')}")
    scan = _Scan(path, words)
    for part in listed:
        most = _PARTS_MIB.get(part.filename, _UNFOLDED_MIB)
        if part.file_size > most * 2**20:
            raise InputError(f"{path}: {words('swollen', f'{part.filename} > {most} MiB')}")
        if part.filename.endswith((".xml", ".rels")):
            with parts.open(part) as file:
                scan.read(part.filename, file)


class _Scan:
    """Refuses XML that declares a document type, nests deep, or crowds one row with cells."""

    def __init__(self, path: str | os.PathLike[str], words: Words) -> None:
        self._path = path
        self._words = words
        self._name = ""
        self._seen = 0  # elements, in all parts
        self._depth = 0
        self._within = 0  # elements inside the last one that stands where rows do

    def read(self, name: str, file: IO[bytes]) -> None:
        """Go through a part of the workbook."""
        self._name, self._depth = name, 0
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.ParseFile(file)

    def _doctype(self, *_: object) -> None:
        raise InputError(f"{self._path}: {self._words('doctype', self._name)}")

    def _start(self, *_: object) -> None:
        self._seen += 1
        self._depth += 1
        self._within = self._within + 1 if self._depth > _ROW_DEPTH else 0
        is_crowded = self._seen > _MOST_ELEMENTS or self._within > _MOST_IN_ROW
        if is_crowded or self._depth > _DEPTH:
            raise InputError(f"{self._path}: {self._words('swollen', self._name)}")

    def _end(self, *_: object) -> None:
        self._depth -= 1


def _grids(
    path: str | os.PathLike[str], data: bytes, parts: zipfile.ZipFile, words: Words
) -> list[Grid]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    grids = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" or sheet.title == READ_ME or sheet.title[:1] == "#":
            continue
        formulas, merged = _formulas_and_merged(parts, sheet._worksheet_path)
        rows = list(_rows(f"{path}:{sheet.title}", sheet, formulas, words))
        grids.append(Grid(sheet.title, rows, merged))
    return grids


def _rows(where: str, sheet: Any, formulas: _Formulas, words: Words) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a sheet says of its own size may be false
    seen = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        seen += len(values)
        if number > MOST_ROWS:
            raise InputError(f"{where}: {words('rows', MOST_ROWS)}")
        if seen > _MOST_CELLS:
            raise InputError(f"{where}: {words('cells', _MOST_CELLS)}")
        row = [_text(value) for value in values]
        for column, text in formulas.get(number, {}).items():
            row[column - 1] = row[column - 1] or text
        if cells := filled(row):
            yield number, cells


def _formulas_and_merged(parts: zipfile.ZipFile, name: str) -> tuple[_Formulas, tuple[str, ...]]:
    """Return the formulas that were never worked out, by row and column, and the merged cells."""
    formulas: _Formulas = {}
    merged: list[str] = []
    with parts.open(name) as file:
        if not _has_any(file.read(), b"mergeCell", b"<f", b":f"):
            return formulas, ()
    with parts.open(name) as file:
        for _, element in ElementTree.iterparse(file):
            tag = element.tag.rpartition("}")[2]
            if tag == "mergeCell":
                merged.append(element.get("ref", ""))
            elif tag == "c":
                _note_formula(element, formulas)
            elif tag == "row":
                element.clear()
    return formulas, tuple(merged)


def _has_any(data: bytes, *marks: bytes) -> bool:
    return any(mark in data for mark in marks)


def _note_formula(cell: ElementTree.Element, formulas: _Formulas) -> None:
    from openpyxl.utils.cell import coordinate_to_tuple

    formula, value = cell.find("{*}f"), cell.findtext("{*}v")
    if formula is not None and not value:
        row, column = coordinate_to_tuple(cell.get("r", ""))
        formulas.setdefault(row, {})[column] = f"={formula.text or ''}"


def _text(value: object) -> str:
    """Return what a person sees in a cell, dates as ISO 8601 writes them."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value == datetime(value.year, value.month, value.day):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)

"""Tables as they stand in files: sheets of numbered rows of plain texts."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

from .errors import InputError
from .files import reason
from .table_columns import SHEETS, folded, headers
from .table_words import Words

Row: TypeAlias = tuple[int, list[str]]  # the number that a person sees, and the cells

FILE_MIB = 32
MOST_ROWS = 1_048_576  # what a spreadsheet holds
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WORKBOOK = b"PK\x03\x04"


class Grid(NamedTuple):
    """A sheet: its name (nothing in a CSV file), its rows that are not blank, its merged cells."""

    title: str
    rows: list[Row]
    merged: tuple[str, ...] = ()


def read_bytes(path: str | os.PathLike[str], words: Words) -> bytes:
    """Return what a file holds, if it is not too big.

    Raises:
        InputError: it is missing, is a folder, cannot be read, or is over 32 MiB.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(FILE_MIB * 2**20 + 1)
    except OSError as error:
        raise InputError(f"{path}: {words('open', reason(error))}") from error
    if len(data) > FILE_MIB * 2**20:
        raise InputError(f"{path}: {words('big', FILE_MIB)}")
    return data


def csv_grid(path: str | os.PathLike[str], data: bytes, words: Words) -> Grid:
    """Return the rows of a CSV or TSV file, whichever of `,`, `;` and tab it is separated by.

    Raises:
        InputError: it is not text in UTF-8 (or in UTF-16 that says so), or its quotation marks
            do not match.
    """
    if data.startswith(_WORKBOOK):
        raise InputError(f"{path}: {words('zipped')}")
    text = _decoded(path, data, words)
    separator = max("\t;,", key=lambda mark: _known_headers(text, mark))
    rows: list[Row] = []
    number = 0
    try:
        for number, cells in enumerate(_records(text, separator), 1):
            if any(cell.strip() for cell in cells):
                rows.append((number, cells))
            if number > MOST_ROWS:
                raise InputError(f"{path}:{number}: {words('rows', MOST_ROWS)}")
    except csv.Error as error:
        raise InputError(f"{path}:{number + 1}: {words('quotes')}") from error
    return Grid("", rows)


def filled(cells: Iterable[str]) -> list[str]:
    """Return cells without the empty ones at the end."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _decoded(path: str | os.PathLike[str], data: bytes, words: Words) -> str:
    bom, encoding = next((b for b in _BOMS if data.startswith(b[0])), (b"", "utf-8"))
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        key = "utf8" if encoding == "utf-8" else "utf16"
        at = error.start + (len(bom) if encoding == "utf-8" else 0)
        raise InputError(f"{path}:{line}: {words(key, at + 1)}") from error


def _known_headers(text: str, separator: str) -> int:
    """Return how many of the first cells are headers, if they are separated by a mark."""
    known = {name for sheet in SHEETS for name in headers(sheet)}
    try:
        first = next((row for row in _records(text, separator) if any(row)), [])
    except csv.Error:
        return 0
    return sum(folded(cell) in known for cell in first)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    with _roomy(len(text)):
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


@contextmanager
def _roomy(size: int) -> Iterator[None]:
    """Let a cell be as long as the file: one that is too long is then told by its place."""
    before = csv.field_size_limit(size + 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)

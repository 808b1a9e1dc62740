"""Empty tables to fill in: a workbook of three sheets, or one sheet as CSV or TSV."""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

from .errors import InputError
from .formulas import harmless
from .graph import as_store
from .sparql import query
from .table_columns import SHEETS, Column, Sheet
from .table_words import Words
from .table_xlsx import READ_ME
from .vocabulary import checked_lang, fold
from .writing import write

if TYPE_CHECKING:
    from .stores import Source, Store

TEMPLATE_SUFFIXES = (".xlsx", ".csv", ".tsv")
KINDS = {"programmes": SHEETS[0], "organisations": SHEETS[1], "roles": SHEETS[2]}
_ANSWERS = "# Réponses"  # the hidden sheet of answers, which is not read back
_SEPARATORS = {"fr": ";", "en": ","}  # what spreadsheets of the language expect of a CSV file
_LISTED = {"pg:Place", "pg:Term"}  # what grows little enough for a list, beside answers
_ROWS = 1000  # to which lists of answers drop down
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_FACE = {"head": "DCE6F1", "note": "F2F2F2"}
_LABELS = """
SELECT DISTINCT ?label WHERE { ?thing %s %s ; skos:prefLabel ?label . FILTER (LANG(?label) = "%s") }
"""
_GUIDE = {
    "fr": (
        "Comment remplir ce modèle",
        "Une ligne par chose, sous les en-têtes. Une ligne qui commence par « # » n'est pas lue : "
        "la deuxième explique, la troisième est un exemple inventé.",
        "Une cellule vide veut dire « on ne sait pas », jamais « non ».",
        "Plusieurs valeurs dans une cellule : mettez « ; » entre elles.",
        "« ? » dit que les sources se taisent.",
        "Une autre ligne se désigne par son nom ou son identifiant, où qu'elle soit.",
        "Ne nommez aucune personne : le tableau parle de rôles, de programmes et d'organismes.",
    ),
    "en": (
        "How to fill this template in",
        "A row a thing, below the headers. A row that begins with “#” is not read: the second "
        "explains, the third is an invented example.",
        "An empty cell means “not known”, never “no”.",
        "Several values in one cell: put “;” between them.",
        "“?” says that the sources are silent.",
        "Another row is named by its name or its identifier, wherever it stands.",
        "Name no person: the table is about roles, programmes and organisations.",
    ),
}


def write_template(
    path: str | os.PathLike[str],
    source: Source = None,
    *,
    lang: str = "en",
    kind: str | None = None,
) -> None:
    """Write an empty table for `tables.read_table`, its columns explained, with an example.

    A workbook has a sheet for each kind of thing, lists of answers that drop down, and a page that
    explains all columns in both languages. The same call writes the same bytes.

    Args:
        path: a .xlsx file; or a .csv or .tsv file, which holds one kind of thing.
        source: a store or an rdflib graph, whose answers are listed; the shipped graph if left out.
        lang: the language of headers, explanations and answers, "fr" or "en".
        kind: "programmes", "organisations" or "roles"; needed by CSV and TSV, none is all three.

    Raises:
        InputError: the kind of file or of thing is unknown or missing, or the file cannot be
            written.

    >>> import tempfile
    >>> path = f"{tempfile.mkdtemp()}/roles.csv"
    >>> write_template(path, lang="en", kind="roles")
    >>> with open(path, encoding="utf-8-sig") as file:
    ...     file.read(33)
    'Identifier,Role (fr),Role (en),Ot'
    """
    checked_lang(lang)
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in TEMPLATE_SUFFIXES:
        raise InputError(f"{path}: {Words(lang)('suffix')}")
    if kind is None and suffix != ".xlsx":
        raise InputError(f"{path}: is to tell of one kind of thing: give kind {' or '.join(KINDS)}")
    if kind is not None and kind not in KINDS:
        raise InputError(f"{path}: kind {kind!r}: give {', '.join(KINDS)}")
    sheets = [KINDS[kind]] if kind else list(SHEETS)
    write(
        path, _workbook(sheets, source, lang) if suffix == ".xlsx" else _text(sheets, suffix, lang)
    )


def rows(sheet: Sheet, lang: str) -> list[list[str]]:
    """Return the headers of a sheet, what to write below each, and an example."""
    head = [column.header(lang) for column in sheet.columns]
    notes = [column.note(lang) for column in sheet.columns]
    example = [column.example(lang) for column in sheet.columns]
    return [head, [f"# {notes[0]}", *notes[1:]], [f"# {example[0]}", *example[1:]]]


def _text(sheets: list[Sheet], suffix: str, lang: str) -> str:
    text = io.StringIO()
    separator = "\t" if suffix == ".tsv" else _SEPARATORS[lang]
    writer = csv.writer(text, delimiter=separator)
    for sheet in sheets:
        writer.writerows([harmless(cell) for cell in row] for row in rows(sheet, lang))
    return f"\ufeff{text.getvalue()}"  # without the mark, Excel takes it for another encoding


def _workbook(sheets: list[Sheet], source: Source, lang: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _write_guide(book.create_sheet(READ_ME), sheets)
    lists = book.create_sheet(_ANSWERS)
    lists.sheet_state = "hidden"
    store = as_store(source)
    for sheet in sheets:
        page = book.create_sheet(sheet.title(lang))
        _write_sheet(page, sheet, lang)
        for at, column in enumerate(sheet.columns, 1):
            if answers := _answers(column, store, lang):
                _drop_down(page, at, column, _listed(lists, answers), lang)
    return _timeless(book)


def _write_guide(page: Any, sheets: list[Sheet]) -> None:
    """Explain all in both languages, in the order of the columns."""
    for lang in ("fr", "en"):
        for line in _GUIDE[lang]:
            page.append([line])
        page.append([])
    page.append(["Feuille", "Colonne", "À écrire", "Sheet", "Column", "To write"])
    _colour(page, page.max_row, "head")
    for sheet in sheets:
        for column in sheet.columns:
            french, english = (
                (sheet.title(la), column.header(la), column.note(la)) for la in ("fr", "en")
            )
            page.append([*french, *english])
    for letter, width in zip("ABCDEF", (14, 26, 70, 14, 26, 70), strict=True):
        page.column_dimensions[letter].width = width


def _write_sheet(page: Any, sheet: Sheet, lang: str) -> None:
    for row in rows(sheet, lang):
        page.append(row)
    _colour(page, 1, "head")
    _colour(page, 2, "note")
    _colour(page, 3, "note")
    page.freeze_panes = "D2"  # below the headers, beside the names
    for at in range(1, len(sheet.columns) + 1):
        page.column_dimensions[page.cell(1, at).column_letter].width = 24


def _colour(page: Any, row: int, face: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for cell in page[row]:
        cell.font = Font(bold=face == "head", italic=face == "note")
        cell.fill = PatternFill("solid", fgColor=_FACE[face])
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _answers(column: Column, store: Store, lang: str) -> list[str]:
    """Return the answers that a column takes, if they make a list."""
    if column.reading == "kind":
        return Words(lang).kinds
    is_type = column.reading == "choice"
    if not is_type and column.reading != "answer" and column.takes not in _LISTED:
        return []
    path = "rdfs:subClassOf*" if is_type else "rdf:type/rdfs:subClassOf*"
    found = query(_LABELS % (path, column.takes, lang), store)
    return sorted((str(label) for (label,) in found), key=fold)


def _listed(lists: Any, answers: list[str]) -> str:
    """Write answers to a column of their own, and return where they stand."""
    at = lists.max_column + 1 if lists["A1"].value else 1
    for number, answer in enumerate(answers, 1):
        lists.cell(number, at, harmless(answer))
    letter = lists.cell(1, at).column_letter
    return f"'{lists.title}'!${letter}$1:${letter}${len(answers)}"


def _drop_down(page: Any, at: int, column: Column, where: str, lang: str) -> None:
    """Let answers drop down; where several may stand in a cell, others may be typed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation("list", formula1=where, showErrorMessage=not column.is_listing)
    choice.promptTitle, choice.prompt = column.header(lang)[:32], column.note(lang)[:255]
    choice.showInputMessage = True
    letter = page.cell(1, at).column_letter
    choice.add(f"{letter}2:{letter}{_ROWS}")
    page.add_data_validation(choice)


def _timeless(book: Any) -> bytes:
    """Return a workbook whose bytes do not tell when it was written."""
    from lxml.etree import LxmlError

    made, out = io.BytesIO(), io.BytesIO()
    try:
        book.save(made)
    except (OSError, LxmlError) as error:  # openpyxl writes each sheet to a temporary file first
        raise InputError(f"{gettempdir()}: cannot be written: {error}") from error
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(out, "w") as kept:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(part, _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", parts.read(name)))
    return out.getvalue()

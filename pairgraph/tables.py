"""Users' tables of programmes, organisations and roles, as triples."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING

from .errors import BadRows, InputError
from .intake import Intake
from .table_cells import Cells
from .table_facts import Facts, Table
from .table_grid import Grid, csv_grid, read_bytes
from .table_rows import Problems, table_rows
from .table_things import Things
from .table_words import Words
from .table_xlsx import xlsx_grids
from .vocabulary import LANGUAGES, OWN, check_base

if TYPE_CHECKING:
    import pyoxigraph as ox

TABLE_SUFFIXES = (".csv", ".tsv", ".xlsx")


def read_table(
    path: str | os.PathLike[str], store: ox.Store, *, lang: str = "en", base: str = OWN
) -> list[ox.Triple]:
    """Return the triples of a table of programmes, organisations or roles (see `take_in`).

    >>> import tempfile
    >>> from pairgraph.graph import open_store
    >>> path = f"{tempfile.mkdtemp()}/roles.csv"
    >>> with open(path, "w") as file:
    ...     print("Role (en),Kind,Status\\nharbour peers,role,paid", file=file)
    >>> triples = read_table(path, open_store())
    >>> [t.object.value for t in triples if t.predicate.value.endswith("hasEngagementStatus")]
    ['https://w3id.org/pairgraph/voc/engagement-paid']
    """
    return take_in(path, store, lang=lang, base=base).triples


def take_in(
    path: str | os.PathLike[str], store: ox.Store, *, lang: str = "en", base: str = OWN
) -> Intake:
    """Return what a table says, and where each thing that it speaks of comes from.

    A row makes a programme, an organisation or an arrangement, which its headers tell. Cells name
    answers, terms, places and rows by their labels in either language, CURIEs or IRIs. A cell left
    empty is unknown, never "no". The same file gives the same triples, whatever its name.

    Args:
        path: a CSV, TSV or XLSX file, laid out as `template.write_template` writes it.
        store: a store that holds the shipped graph, and what rows may refer to.
        lang: the language of what is told of errors, "fr" or "en".
        base: the namespace of the things of the table.

    Raises:
        InputError: the file is not such a table, cannot be read, or holds no row.
        BadRows: some cells cannot be used; each is told by its file, sheet, row and column.
    """
    if lang not in LANGUAGES:
        raise InputError(f"lang {lang!r}: give {' or '.join(LANGUAGES)}")
    check_base(base)
    words = Words(lang)
    data = read_bytes(path, words)
    grids = _grids(path, data, words)
    problems = Problems(path, words)
    rows = table_rows(grids, problems, lang)
    last = max((row.place.row for row in rows), default=1)
    facts = Facts(base, Table(sha256(data).hexdigest(), last))
    Things(facts, Cells(store, facts, problems)).make(rows)
    if lines := problems.lines():
        raise BadRows(lines)
    if not rows:
        raise InputError(f"{path}: {words('none')}")
    return Intake(facts.triples(), facts.places, [])


def _grids(path: str | os.PathLike[str], data: bytes, words: Words) -> list[Grid]:
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in TABLE_SUFFIXES:
        raise InputError(f"{path}: {words('suffix')}")
    return xlsx_grids(path, data, words) if suffix == ".xlsx" else [csv_grid(path, data, words)]

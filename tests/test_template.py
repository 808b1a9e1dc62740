"""Empty tables: what they hold is read back, and what is filled in conforms."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from pathlib import Path
from runpy import run_path
from typing import Any

import openpyxl
import pyoxigraph as ox
import pytest

from pairgraph import classify, placed, show, validate, why
from pairgraph.errors import InputError
from pairgraph.graph import open_store
from pairgraph.table_columns import SHEETS
from pairgraph.table_xlsx import READ_ME
from pairgraph.tables import read_table
from pairgraph.template import KINDS, rows, write_template
from pairgraph.vocabulary import OWN

from .conftest import told_under

DOCS = Path(__file__).parent.parent / "docs"
WRITE = "import sys; from pairgraph.template import write_template as w; w(sys.argv[1], lang='fr')"


def filled(path: Path, lang: str) -> Path:
    """Write a template, and make a row of its example."""
    write_template(path, lang=lang)
    book = openpyxl.load_workbook(path)
    for sheet in SHEETS:
        cell = book[sheet.title(lang)]["A3"]
        cell.value = cell.value.removeprefix("# ")
    book.save(path)
    return path


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_example_of_a_template_conforms_and_is_found(tmp_path: Path, lang: str) -> None:
    store = open_store()
    triples = read_table(filled(tmp_path / "a.xlsx", lang), store)
    store.extend(ox.Quad(*triple) for triple in triples)
    report = validate(store)
    assert report.conforms, report.text()
    role = f"{OWN}role-pairs-accueil"
    assert show(role, store, lang=lang).facts
    assert classify(placed(role, store), store, lang=lang).verdicts
    assert why(role, "pair-aidant", store, lang=lang)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx"])
def test_a_template_is_read_back_and_holds_no_row(
    tmp_path: Path, store: ox.Store, lang: str, kind: str, suffix: str
) -> None:
    path = tmp_path / f"a.{suffix}"
    write_template(path, lang=lang, kind=kind)
    with pytest.raises(InputError, match="no row below the headers"):
        read_table(path, store)


@pytest.mark.parametrize(("lang", "separator"), [("fr", ";"), ("en", ",")])
def test_csv_is_what_spreadsheets_of_the_language_open(
    tmp_path: Path, lang: str, separator: str
) -> None:
    path = tmp_path / "roles.csv"
    write_template(path, lang=lang, kind="roles")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with open(path, encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=separator)) == rows(KINDS["roles"], lang)


def test_a_template_is_the_same_each_time(tmp_path: Path) -> None:
    one, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    told_under("1", WRITE, one)
    told_under("2", WRITE, other)
    assert one.read_bytes() == other.read_bytes()
    dates = {part.date_time for part in zipfile.ZipFile(one).infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert b"1980-01-01T00:00:00Z" in zipfile.ZipFile(one).read("docProps/core.xml")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_answers_drop_down_and_all_columns_are_explained(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "a.xlsx"
    write_template(path, lang=lang)
    book = openpyxl.load_workbook(path)
    told = {row[1] for row in book[READ_ME].iter_rows(values_only=True)}
    assert told >= {column.fr for sheet in SHEETS for column in sheet.columns}
    [hidden] = [sheet for sheet in book if sheet.sheet_state == "hidden"]
    page = book["Rôles" if lang == "fr" else "Roles"]
    assert page.freeze_panes == "D2"
    answers = [answers_of(choice, hidden) for choice in page.data_validations.dataValidation]
    paid = {"fr": "rémunéré", "en": "paid"}[lang]
    assert any(paid in listed for listed in answers)
    assert all(len(listed) > 1 and None not in listed for listed in answers)


def answers_of(choice: Any, hidden: Any) -> list[str]:
    """Return the answers that a cell offers."""
    area = choice.formula1.partition("!")[2].replace("$", "")
    return [cell.value for (cell,) in hidden[area]]


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("a.ods", "roles", "not a kind of table read here"),
        ("a.csv", None, "one kind of thing: give kind programmes or organisations or roles"),
        ("a.xlsx", "role", "kind 'role': give programmes, organisations, roles"),
        ("none/a.xlsx", None, "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_told(
    tmp_path: Path, name: str, kind: str | None, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        write_template(tmp_path / name, kind=kind)
    with pytest.raises(InputError, match="lang 'de'"):
        write_template(tmp_path / "a.xlsx", lang="de")
    assert not list(tmp_path.iterdir())


def test_the_page_on_tables_is_up_to_date() -> None:
    draw = run_path(str(DOCS / "tables.py"))["page"]
    page = (DOCS / "tables.md").read_text(encoding="utf-8")
    assert page == draw(page), "run python docs/tables.py"
    other = page.replace("**Objectif**", "**But**")
    assert page == draw(other) != other


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    code = f"""
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
from pairgraph.cli import main
raise SystemExit(main(["template", {str(tmp_path / "t.xlsx")!r}]))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 2
    assert "cannot be written" in run.stderr.splitlines()[0]
    assert list(tmp_path.iterdir()) == []

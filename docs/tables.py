"""Write the columns of users' tables into the page that tells how to bring tables in.

python docs/tables.py            # which `make pictures` runs
"""

from __future__ import annotations

from pathlib import Path

from pairgraph.table_columns import ASKED, SHEETS, Column, Sheet
from pairgraph.writing import write

PAGE = Path(__file__).parent / "tables.md"
_MARK = "<!-- What follows is written by docs/tables.py -->\n"
_HEAD = """
## {en} / {fr}

| Column | What to write | | *Colonne* | *À écrire* |
|---|---|---|---|---|
"""


def page(text: str) -> str:
    """Return the text of the page, the columns of all sheets written anew below its mark."""
    top, mark, _ = text.partition(_MARK)
    return top + mark + "".join(map(_sheet, SHEETS))


def _sheet(sheet: Sheet) -> str:
    return _HEAD.format(en=sheet.en, fr=sheet.fr) + "".join(map(_row, sheet.columns))


def _row(column: Column) -> str:
    marks = "+" * column.is_listing + "?" * (column.about in ASKED)
    english = f"**{column.en}** | {column.note_en}"
    return f"| {english} | {marks} | ***{column.fr}*** | *{column.note_fr}* |\n"


if __name__ == "__main__":
    write(PAGE, page(PAGE.read_text(encoding="utf-8")))

"""What the command prints: laid out with rich when a person looks, plain lines when piped."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby

from .vocabulary import shorten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from .answer import Value
    from .lookup import Card

Row = Sequence["Value"]


def write_table(columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Print rows as a table, or as tab-separated lines under a header when piped."""
    cells = [[_cell(value) for value in row] for row in rows]
    if not sys.stdout.isatty():
        for line in (columns, *cells):
            print("\t".join(text.replace("\t", " ").replace("\n", " ") for text in line))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for at, column in enumerate(columns):
        number = bool(rows) and all(isinstance(row[at], int | float) for row in rows)
        table.add_column(Text(column), justify="right" if number else "left", overflow="fold")
    for line in cells:
        table.add_row(*map(Text, line))
    Console().print(table)


def write_card(card: Card) -> None:
    """Print everything about one thing: a heading, then its facts by relation."""
    _write((card.label, "bold"), *_after(" · ", card.kind), *_after(" · ", shorten(card.iri)))
    if card.where:
        _write((card.where, "dim"))
    for relation, facts in groupby(card.facts, key=lambda fact: fact.relation):
        _write(("\n" + relation, "bold cyan"))
        for fact in facts:
            said = " — ".join(part for part in (fact.who, fact.where) if part)
            _write((f"  {fact.value}", ""), *_after(" — ", said))


def busy(what: str) -> AbstractContextManager[object]:
    """Show that long work goes on, on the error stream, if a person looks at it."""
    if not sys.stderr.isatty():
        from contextlib import nullcontext

        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(what)


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else shorten(str(value))


def _after(mark: str, text: str) -> list[tuple[str, str]]:
    return [(mark + text, "dim")] if text else []


def _write(*parts: tuple[str, str]) -> None:
    """Print one line of texts, each with its style."""
    if not sys.stdout.isatty():
        print("".join(text for text, _ in parts))
        return
    from rich.console import Console
    from rich.text import Text

    Console(highlight=False).print(Text.assemble(*parts))

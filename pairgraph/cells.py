"""Rows of attributes written as the cells of GEXF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from types import NoneType
from typing import Any

from .blocks import Columns
from .plain import Column, Notes, are_fit, cell, escaped

_END = '"/>'


class Cells:
    """Writes rows of attributes as cells of given columns.

    >>> cells = Cells([Column("iri", "iri", "string"), Column("n", "n_", "double")], Notes())
    >>> cells.texts({"n": (2, None), "x": (1, 2)}, 2)
    ['<attvalues><attvalue for="n_" value="2.0"/></attvalues>', '']
    """

    def __init__(self, columns: list[Column], notes: Notes) -> None:
        self._columns, self._notes = columns, notes

    def texts(self, columns: Columns, count: int) -> list[str]:
        """Return the cells of so many rows, from their values by attribute; None has no cell."""
        parts: list[Iterable[str]] = []
        for key, name, type_ in self._columns:
            if key in columns:
                parts += self._parts(f'<attvalue for="{name}" value="', columns[key], type_)
        cells = map("".join, zip(*parts, strict=False))
        return [f"<attvalues>{text}</attvalues>" if text else "" for text in cells] or [""] * count

    def _parts(self, start: str, values: Sequence[Any], type_: str) -> list[Iterable[str]]:
        """Return what the cells of a column are joined from."""
        types = set(map(type, values))
        if NoneType not in types:
            return [repeat(start), self._texts(values, types, type_), repeat(_END)]
        given = [value for value in values if value is not None]
        texts = iter(self._texts(given, types - {NoneType}, type_))
        return [["" if value is None else f"{start}{next(texts)}{_END}" for value in values]]

    def _texts(self, values: Sequence[Any], types: set[type], type_: str) -> Iterable[str]:
        if type_ != "double" and types == {int}:
            return map(str, values)
        if type_ != "double" and types == {str} and are_fit(values):
            return values
        return [self._value(value, type_) for value in values]

    def _value(self, value: object, type_: str) -> str:
        text = cell(value, type_)
        if "INF" in text and type_ != "double":
            self._notes["infinity"] += 1
        return escaped(text, self._notes)


def words(values: Sequence[object], notes: Notes) -> Sequence[str | None]:
    r"""Return values as texts on one line each, as the schema wants labels; None stays None.

    >>> words(["more\n & more", None, 1], Notes())
    ['more &amp; more', None, '1']
    """
    given = [str(value) for value in values if value is not None]
    lines = {text: " ".join(text.split()) for text in set(given)}
    if are_fit(lines.values()):
        texts = [lines[text] for text in given]
    else:
        texts = [escaped(lines[text], notes) for text in given]
    if len(texts) == len(values):
        return texts
    left = iter(texts)
    return [None if value is None else next(left) for value in values]

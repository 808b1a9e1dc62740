"""Rows of attributes written as the cells and labels of GEXF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from types import NoneType
from typing import Any

from .blocks import Columns, Part, joined
from .plain import Column, Notes, all_escaped, are_fit, cell, escaped


class Cells:
    """Writes rows of attributes as cells of given columns.

    >>> cells = Cells([Column("iri", "iri", "string"), Column("n", "n_", "double")], Notes())
    >>> joined(*cells.parts({"n": (2, None), "x": (1, 2)}))
    ['<attvalues><attvalue for="n_" value="2.0"/></attvalues>', '']
    """

    def __init__(self, columns: list[Column], notes: Notes) -> None:
        self._columns, self._notes = columns, notes

    def parts(self, columns: Columns) -> list[Part]:
        """Return what the cells of rows are `joined` from; None has no cell."""
        held = [column for column in self._columns if column.key in columns]
        parts = [part for column in held for part in self._cells(column, columns[column.key])]
        if any(isinstance(part, str) for part in parts):  # no row is without a cell
            return ["<attvalues>", *parts, "</attvalues>"]
        texts = joined(*parts) if parts else []
        return [[text and f"<attvalues>{text}</attvalues>" for text in texts]] if texts else []

    def _cells(self, column: Column, values: Sequence[Any]) -> list[Part]:
        types, start, end = set(map(type, values)), f'<attvalue for="{column.name}" value="', '"/>'
        if NoneType not in types:
            return [start, self._texts(values, types, column.type), end]
        given = [value for value in values if value is not None]
        texts = iter(self._texts(given, types - {NoneType}, column.type))
        return [["" if value is None else f"{start}{next(texts)}{end}" for value in values]]

    def _texts(self, values: Sequence[Any], types: set[type], type_: str) -> Iterable[str]:
        if type_ == "double" and types == {float} and all(map(isfinite, values)):
            return map(repr, values)
        if type_ == "double" or types not in ({int}, {str}):
            return [self._text(value, type_) for value in values]
        if types == {int}:
            return map(str, values)
        if are_fit(values):
            return values
        self._notes["infinity"] += sum("INF" in text for text in values)
        return all_escaped(values, self._notes)

    def _text(self, value: object, type_: str) -> str:
        text = cell(value, type_)
        self._notes["infinity"] += type_ != "double" and "INF" in text
        return escaped(text, self._notes)


def words(values: Sequence[object], notes: Notes) -> Sequence[str | None]:
    r"""Return values as texts on one line each, as the schema wants labels; None stays None.

    >>> words(["more\n & more", None, 1], Notes())
    ['more &amp; more', None, '1']
    """
    given = [str(value) for value in values if value is not None]
    lines = {text: " ".join(text.split()) for text in set(given)}
    texts = all_escaped([lines[text] for text in given], notes)
    left = iter(texts)
    is_whole = len(texts) == len(values)
    return texts if is_whole else [None if value is None else next(left) for value in values]

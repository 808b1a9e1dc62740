"""Rows of attributes written as the cells of GEXF."""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType
from typing import Any

from .blocks import Columns
from .plain import Column, Notes, are_fit, cell, escaped


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
        slots, filled = [], []
        for key, name, type_ in self._columns:
            if key in columns:
                slot = f'<attvalue for="{name}" value="%s"/>'
                slot, values = self._filled(slot, columns[key], type_)
                slots.append(slot)
                filled.append(values)
        cells = map("".join(slots).__mod__, zip(*filled, strict=True))
        return [f"<attvalues>{text}</attvalues>" if text else "" for text in cells] or [""] * count

    def _filled(self, slot: str, values: Sequence[Any], type_: str) -> tuple[str, Sequence[Any]]:
        """Return a slot for each row, and what to put there; what is written as it is, untouched."""
        types = set(map(type, values))
        if NoneType in types:
            some = [value for value in values if value is not None]
            slot, texts = self._filled(slot, some, type_)
            left = iter(texts)
            return "%s", ["" if value is None else slot % next(left) for value in values]
        if type_ != "double" and (types == {int} or (types == {str} and are_fit(values))):
            return slot, values
        return slot, [self._value(value, type_) for value in values]

    def _value(self, value: object, type_: str) -> str:
        text = cell(value, type_)
        if "INF" in text and type_ != "double":
            self._notes["infinity"] += 1
        return escaped(text, self._notes)


def words(texts: Sequence[object], notes: Notes) -> list[str | None]:
    r"""Return texts on one line each, as the schema wants labels; None stays None.

    >>> words(["more\n & more", None, 1], Notes())
    ['more &amp; more', None, '1']
    """
    if set(map(type, texts)) != {str}:
        texts = [None if text is None else str(text) for text in texts]
    lines = {text: " ".join(text.split()) for text in set(texts) if text is not None}
    if are_fit(lines.values()):
        return list(map(lines.get, texts))
    return [None if text is None else escaped(lines[text], notes) for text in texts]

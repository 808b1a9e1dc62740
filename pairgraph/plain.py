"""Attributes of any kind made plain: safe texts, safe column names, one type for each column."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from .vocabulary import fold

Plain: TypeAlias = str | int | float | bool | list[Any] | None

# Names that a reader of GEXF takes for its own, in whatever case.
_RESERVED = re.compile(
    "b|color|end|g|id|intervals?|kind|label|parents|pid|r|shape|size|source|spells|start|target|"
    "thickness|timeset|timestamps?|type|viz|weight|x|y|z"
)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TO_ESCAPE = re.compile('[&<>"\t\n\r]')
_ESCAPES = {c: f"&#{ord(c)};" for c in "\t\n\r"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ESCAPES['"'] = "&quot;"
_TOLD = {
    "forbidden": "{} characters that XML forbids became U+FFFD",
    "ids": "{} nodes whose names were alike, or empty, were given a number",
    "names": "{} columns were renamed, for their names are taken or not plain ASCII",
    "mixed": "{} columns of mixed types became text",
    "weights": "{} weights that are not above 0 are in the column weight_, for Gephi drops them",
    "kept": "{} values of edges merged into one differed, and the first is kept",
    "infinity": "{} texts hold INF, which Gephi shows as Infinity",
}


class Column(NamedTuple):
    """A column: the attribute that it shows, its name, and its GEXF type."""

    key: Any
    name: str
    type: str


class Notes(Counter[str]):
    """How often something had to be changed, by the names in `_TOLD`."""

    def __str__(self) -> str:
        return "; ".join(text.format(self[name]) for name, text in _TOLD.items() if self[name])


def escaped(text: str, notes: Notes) -> str:
    r"""Return a text fit for an XML attribute; what XML forbids becomes U+FFFD, and is counted.

    >>> notes = Notes()
    >>> escaped("a\x00 & b", notes)
    'a� &amp; b'
    >>> str(notes)
    '1 characters that XML forbids became U+FFFD'
    """
    if _FORBIDDEN.search(text):
        text, count = _FORBIDDEN.subn("\ufffd", text)
        notes["forbidden"] += count
    if _TO_ESCAPE.search(text):
        text = _TO_ESCAPE.sub(lambda match: _ESCAPES[match[0]], text)
    return text


def plain(value: object) -> Plain:
    """Return a value as one of Python's plain ones, its elements too; what has no like, as text.

    >>> plain({"b", "a"}), plain((1, None)), plain(1 + 2j)
    (['a', 'b'], [1, None], '(1+2j)')
    """
    if value is None or isinstance(value, bool):
        return value
    for kind in (str, int, float):
        if isinstance(value, kind):
            return kind(value)
    if isinstance(value, Mapping):
        pairs = ((str(key), plain(held)) for key, held in value.items())
        return json.dumps(dict(sorted(pairs)), ensure_ascii=False)
    if isinstance(value, (set, frozenset)):
        return sorted(map(plain, value), key=str)
    if isinstance(value, (list, tuple)):
        return [plain(held) for held in value]
    if hasattr(value, "tolist"):  # numpy's scalars and arrays
        return plain(value.tolist())
    return str(value)


def columns(rows: Iterable[Mapping[Any, object]], notes: Notes) -> list[Column]:
    """Return the columns that hold the attributes of some nodes or edges.

    >>> rows = [{"Âge": 3, "type": "a"}, {"Âge": 2.5, "type": None}]
    >>> [column[1:] for column in columns(rows, Notes())]
    [('age', 'double'), ('type_', 'string')]
    """
    kinds: dict[Any, set[str]] = {}
    for row in rows:
        for key, value in row.items():
            kind = _kind(value)
            if kind:
                kinds.setdefault(key, set()).add(kind)
    taken: set[str] = set()
    return [Column(key, _name(key, taken, notes), _type(kinds[key], notes)) for key in kinds]


def cell(value: object, type_: str) -> str:
    """Return a value as the text of a cell of a column of that type.

    >>> cell(True, "boolean"), cell(2, "double"), cell(["a", 1], "liststring")
    ('true', '2.0', '["a", "1"]')
    """
    held = value if type(value) is str else plain(value)
    if type_ == "double":
        return _double(float(held))  # type: ignore[arg-type]
    if isinstance(held, list):
        texts = [cell(one, "string") for one in held] if type_ == "liststring" else held
        return json.dumps(texts, ensure_ascii=False)
    if isinstance(held, bool):
        return "true" if held else "false"
    return "" if held is None else str(held)


def number(value: object) -> float | None:
    """Return a finite number as a float; None for anything else.

    >>> number(3), number("3"), number(float("nan")), number(True)
    (3.0, None, None, None)
    """
    if value is None or type(value) is str:
        return None
    held = value if type(value) in (int, float) else plain(value)
    is_one = isinstance(held, (int, float)) and not isinstance(held, bool)
    return float(held) if is_one and -1e300 < held < 1e300 else None  # type: ignore[arg-type,operator]


def _kind(value: object) -> str:
    """Return the type that one value asks for; "" for none."""
    kind = _KINDS.get(type(value))
    if kind is not None:
        return kind
    held = plain(value)
    if isinstance(held, int) and not isinstance(held, bool):
        return _whole(held)
    return "liststring" if isinstance(held, list) else _KINDS[type(held)]


def _whole(number: int) -> str:
    """Return the type of a whole number: exact as a double, or else of 64 bits, or else text."""
    size = abs(number) if number >= 0 else abs(number) - 1
    if size < 2**31:
        return "integer"
    return "exact" if size < 2**53 else "long" if size < 2**63 else "string"


_KINDS = {str: "string", float: "double", bool: "boolean", type(None): ""}


def _type(kinds: set[str], notes: Notes) -> str:
    """Return the one type that holds values of several kinds without loss."""
    if len(kinds) == 1:
        return next(iter(kinds)).replace("exact", "long")
    if kinds <= {"integer", "exact", "long"}:
        return "long"
    if kinds <= {"integer", "exact", "double"}:
        return "double"
    notes["mixed"] += 1
    return "string"


def _name(key: object, taken: set[str], notes: Notes) -> str:
    """Return a free column name in ASCII snake_case."""
    text = fold(str(key)).encode("ascii", "ignore").decode()
    base = re.sub(r"\W+", "_", text).strip("_") or "column"
    base = f"_{base}" if base[0].isdigit() else base
    name = base = f"{base}_" if _RESERVED.fullmatch(base) else base
    for number in range(2, len(taken) + 3):
        if name not in taken:
            break
        name = f"{base}_{number}"
    notes["names"] += name != key
    taken.add(name)
    return name


def _double(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    return repr(number) if math.isfinite(number) else "INF" if number > 0 else "-INF"

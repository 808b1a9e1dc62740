"""Attributes of any kind made plain: safe texts, safe column names, one type for each column."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite, isnan
from types import NoneType
from typing import Any, NamedTuple, TypeAlias

from .blocks import Columns, Row, batches, blocks
from .vocabulary import fold

Plain: TypeAlias = str | int | float | bool | list[Any] | None

# Names that a reader of GEXF takes for its own, in whatever case.
_RESERVED = re.compile(
    "b|color|end|g|id|intervals?|kind|label|parents|pid|r|shape|size|source|spells|start|target|"
    "thickness|timeset|timestamps?|type|viz|weight|x|y|z"
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TO_ESCAPE = re.compile('[&<>"\t\n\r]')
# What needs neither: asked the other way round, it is told more than twice as fast.
_FIT = re.compile("[ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*+")
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
    if _FIT.fullmatch(text):
        return text
    text, count = _FORBIDDEN.subn("\ufffd", text)
    notes["forbidden"] += count
    return _TO_ESCAPE.sub(lambda match: _ESCAPES[match[0]], text)


def allowed(text: str) -> str:
    r"""Return a text with U+FFFD for each character that XML forbids.

    >>> allowed("a\x00 & b")
    'a� & b'
    """
    return _FORBIDDEN.sub("\ufffd", text)


def are_fit(texts: Iterable[str]) -> bool:
    """Tell whether texts are fit for an XML attribute as they are, and hold no INF to be counted.

    >>> are_fit(["pair", "entraide"]), are_fit(["pair", "a & b"]), are_fit(["INFIRMIER"])
    (True, False, False)
    """
    together = "".join(set(texts))
    return _FIT.fullmatch(together) is not None and "INF" not in together


def all_escaped(texts: Sequence[str], notes: Notes) -> Sequence[str]:
    """Return texts `escaped`, many times faster than one by one if they are fit.

    >>> all_escaped(["pair", "a & b"], Notes())
    ['pair', 'a &amp; b']
    """
    is_fit = _FIT.fullmatch
    if is_fit("".join(set(texts))):
        return texts
    return [text if is_fit(text) else escaped(text, notes) for text in texts]


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


class Survey:
    """Learns, block by block, what columns are needed."""

    def __init__(self) -> None:
        self._kinds: dict[Any, set[str]] = {}
        self._first: dict[Any, tuple[int, int, int]] = {}

    def learn(self, batch: int, places: list[int], columns: Columns) -> None:
        """Take in the values of some rows: the number of their batch, their places in it."""
        for position, (key, values) in enumerate(columns.items()):
            kinds = _kinds(values)
            known = self._first.get(key)
            if kinds and (known is None or known[0] == batch):
                place = next(at for at, one in zip(places, values, strict=True) if _kind(one))
                self._first[key] = min(known or (batch, place, position), (batch, place, position))
            self._kinds.setdefault(key, set()).update(kinds)

    def columns(self, notes: Notes) -> list[Column]:
        """Return the columns in the order in which they were first needed."""
        taken: set[str] = set()
        keys = sorted(self._first, key=self._first.__getitem__)
        return [
            Column(key, _name(key, taken, notes), _type(self._kinds[key], notes)) for key in keys
        ]


def columns(rows: Iterable[Row], notes: Notes) -> list[Column]:
    """Return the columns that hold the attributes of some nodes or edges.

    >>> rows = [{"Âge": 3, "type": "a"}, {"Âge": 2.5, "type": None}]
    >>> [column[1:] for column in columns(rows, Notes())]
    [('age', 'double'), ('type_', 'string')]
    """
    survey = Survey()
    for number, batch in enumerate(batches(rows)):
        for places, held in blocks(batch):
            survey.learn(number, places, held)
    return survey.columns(notes)


def cell(value: object, type_: str) -> str:
    """Return a value as the text of a cell of a column of that type.

    >>> cell(True, "boolean"), cell(2, "double"), cell(["a", 1], "liststring")
    ('true', '2.0', '["a", "1"]')
    """
    if type(value) is str and type_ != "double":
        return value
    held = value if type(value) in _EXACT else plain(value)
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
    held = value if type(value) in _EXACT else plain(value)
    is_one = isinstance(held, (int, float)) and not isinstance(held, bool)
    return float(held) if is_one and -1e300 < held < 1e300 else None  # type: ignore[arg-type,operator]


def numbers(values: Sequence[Any]) -> list[float | None]:
    """Return the `number` of each value.

    >>> numbers([3, 2.5]), numbers([3, "3", None])
    ([3.0, 2.5], [3.0, None, None])
    """
    types = set(map(type, values))
    is_plain = types == {int} or (types == {float} and not any(map(isnan, values)))
    if is_plain and min(values) > -1e300 and max(values) < 1e300:
        return list(map(float, values))
    return list(map(number, values))


def _kinds(values: Sequence[Any]) -> set[str]:
    """Return the types that values ask for."""
    types = set(map(type, values))
    if types == {int}:
        return set(map(_whole, set(values)))
    if types <= _KINDS.keys():
        return {_KINDS[type_] for type_ in types} - {""}
    return set(map(_kind, values)) - {""}


def _kind(value: object) -> str:
    """Return the type that one value asks for; "" for none."""
    held = value if type(value) in _EXACT else plain(value)
    if type(held) is int:
        return _whole(held)
    return "liststring" if isinstance(held, list) else _KINDS[type(held)]


def _whole(number: int) -> str:
    """Return the type of a whole number: exact as a double, or else of 64 bits, or else text."""
    if -(2**31) <= number < 2**31:
        return "integer"
    size = abs(number) if number >= 0 else abs(number) - 1
    return "exact" if size < 2**53 else "long" if size < 2**63 else "string"


_EXACT = frozenset((str, int, float, bool))
_KINDS = {str: "string", float: "double", bool: "boolean", NoneType: ""}


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
    if isnan(number):
        return "NaN"
    return repr(number) if isfinite(number) else "INF" if number > 0 else "-INF"

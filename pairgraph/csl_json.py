"""Reads CSL-JSON, its types checked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from .csl import CSL_CLASSES, NAMES, VARIABLES
from .entries import LONGEST, Entry, Fault, Name, Reading, clean, closest
from .errors import InputError

_SPACE = re.compile(r"[\s,]*")
_USED = {*VARIABLES, *NAMES, "id", "type"}
_LIKE_OTHERS = {"authority", "container-title-short"}


def read(text: str) -> Reading:
    """Return the entries of a CSL-JSON file that was scanned.

    Raises:
        InputError: it is not JSON, or not a list; the message begins with the line.
    """
    reading = Reading([], [])
    for number, (line, last, item) in enumerate(_items(text), 1):
        if isinstance(item, dict):
            _Reader(item, f"#{number}", line, last).read_into(reading)
        else:
            reading.faults.append(Fault(line, f"#{number}", "text", "item", "{…}"))
    return reading


def _items(text: str) -> Iterator[tuple[int, int, Any]]:
    """Yield each item of the list, with the lines that it begins and ends at."""
    _check(text)
    decoder, at, line = json.JSONDecoder(), _past(text, text.index("[") + 1), 1
    line += text.count("\n", 0, at)
    while at < len(text) and text[at] != "]":
        item, end = decoder.raw_decode(text, at)
        last = line + text.count("\n", at, end)
        yield line, last, item
        at = _past(text, end)
        line = last + text.count("\n", end, at)


def _past(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _check(text: str) -> None:
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{error.lineno}: not valid JSON: {error.msg}") from error
    except ValueError as error:  # a number of thousands of digits
        raise InputError(f"1: not valid JSON: {error}") from error
    if not isinstance(whole, list):
        raise InputError("1: not CSL-JSON: a list of references, [ … ], is expected")


class _Reader:
    """Reads one item."""

    def __init__(self, item: dict[str, Any], number: str, line: int, last: int) -> None:
        self._item = item
        self._number = number
        self._line = line
        self._last = last
        self._faults: list[Fault] = []
        self._key = ""
        self._key = self._text("id")

    def read_into(self, reading: Reading) -> None:
        """Add the entry, or all that is wrong with it."""
        entry = self._entry()
        if not _is_whole(self._item):
            reading.faults.append(Fault(self._line, self._number, "surrogate"))
        elif self._faults:
            reading.faults.extend(self._faults)
        else:
            reading.entries.append(entry)

    def _entry(self) -> Entry:
        fields = {name: self._text(name) for name in VARIABLES}
        fields["issued"] = self._issued()
        told = {role: self._names(role) for role in NAMES if role in self._item}
        return Entry(
            self._key,
            self._line,
            self._last,
            self._kind(),
            {name: value for name, value in fields.items() if value},
            {role: [n for n in names if not _is_cut(n)] for role, names in told.items()},
            any(map(_is_cut, told.get("author", ()))),
            left=self._left(),
        )

    def _left(self) -> tuple[str, ...]:
        left = tuple(name for name in self._item if name not in _USED)
        for name in left:
            if name not in _LIKE_OTHERS and (near := closest(name, sorted(_USED), least=0.8)):
                self._fault("field", value=name, near=near)
        return left

    def _fault(self, what: str, field: str = "", value: str = "", near: str = "") -> None:
        key = self._key or self._number
        self._faults.append(Fault(self._line, key, what, field, value, near))

    def _kind(self) -> str:
        kind = self._item.get("type", "document")
        if isinstance(kind, str) and kind in CSL_CLASSES:
            return kind
        near = closest(str(kind), CSL_CLASSES)
        self._fault("kind", value=str(kind), near=near)
        return "document"

    def _text(self, name: str) -> str:
        """Return a text, or a number as one."""
        value = self._item.get(name)
        if name == "issued" or value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            self._fault("text", name, "“…”")
            return ""
        if len(str(value)) > LONGEST:
            self._fault("long", name)
            return ""
        return clean(str(value))

    def _issued(self) -> str:
        """Return the date as text: from its parts, or as it was written down."""
        told = self._item.get("issued")
        if told is None or isinstance(told, (str, int)):
            return clean(str(told or ""))[:LONGEST]
        if not isinstance(told, dict):
            self._fault("date", value=str(told))
            return ""
        if told.get("date-parts"):
            return self._parts(told)
        text = next((told[name] for name in ("raw", "literal", "edtf") if told.get(name)), "")
        if not isinstance(text, str):
            self._fault("date", value=str(text))
        return clean(str(text))[:LONGEST]

    def _parts(self, told: dict[str, Any]) -> str:
        parts = told["date-parts"]
        if not _are_parts(parts):
            self._fault("date", value=str(parts))
            return ""
        days = ["-".join(f"{int(part):02}" for part in day) for day in parts]
        about = "~" if told.get("circa") and len(days) == 1 and len(days[0]) == 4 else ""
        return "/".join(days) + about

    def _names(self, role: str) -> list[Name]:
        told = self._item[role]
        if not isinstance(told, list) or not all(isinstance(name, dict) for name in told):
            self._fault("text", role, "[{…}]")
            return []
        return [name for name in map(self._name, told) if name]

    def _name(self, told: dict[str, Any]) -> Name | None:
        parts = {name: value for name, value in told.items() if name in _NAME_PARTS}
        if not all(isinstance(value, str) and len(value) <= LONGEST for value in parts.values()):
            self._fault("name", value=str(told))
            return None
        if literal := clean(parts.get("literal", "")):
            return Name(literal, is_whole=True)
        order = ("dropping-particle", "non-dropping-particle", "family", "suffix")
        family = clean(" ".join(parts[name] for name in order if name in parts))
        if not family:
            self._fault("name", value=str(told))
            return None
        return Name(family, clean(parts.get("given", "")))


_NAME_PARTS = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")


def _is_cut(name: Name) -> bool:
    return name.is_whole and name.family.lower() in ("others", "et al", "et al.")


def _are_parts(parts: Any) -> bool:
    """Tell whether these are one or two days, each of up to three numbers."""
    if not isinstance(parts, list) or not 1 <= len(parts) <= 2:
        return False
    days = [day for day in parts if isinstance(day, list) and 1 <= len(day) <= 3]
    return len(days) == len(parts) and all(
        re.fullmatch(r"\d{1,4}", str(part)) for day in days for part in day
    )


def _is_whole(item: dict[str, Any]) -> bool:
    """Tell whether all characters are whole ones, which JSON does not see to."""
    try:
        json.dumps(item, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True

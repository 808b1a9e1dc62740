"""Reads RIS, with rispy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .csl import (
    CSL_CLASSES,
    RIS_CONTAINERS,
    RIS_NAMES,
    RIS_TYPES,
    RIS_VARIABLES,
)
from .entries import LONGEST, Entry, Fault, Name, Reading, clean, closest

_TAG = re.compile(r"([A-Z][A-Z0-9])  -")
_USED = {"TY", "ID", "SP", "EP", "T3", *RIS_VARIABLES, *RIS_CONTAINERS, *RIS_NAMES}
_CUT = {"et al", "et al.", "others"}


def read(text: str) -> Reading:
    """Return the entries of a RIS file, its lines ended as they may be."""
    import rispy

    lines = _Lines(re.sub(r"\r\n?", "\n", text))
    tags = _Tags()
    records = rispy.RisParser(mapping=tags, list_tags=tags, delimiter_tags_mapping={})
    reading = Reading([], lines.faults)
    for record, span in zip(records.parse_lines(iter(lines)), lines.spans, strict=True):
        _read_into(reading, record, *span)
    return reading


class _Tags(dict[str, str]):
    """Every tag there may be, each kept under its own name and as often as it comes."""

    def __missing__(self, tag: str) -> str:
        return tag

    def __contains__(self, tag: object) -> bool:
        return True


class _Lines:
    """The lines of a file as rispy needs them, and where each entry stands.

    rispy leaves out the last entry if nothing ends it, takes two for one if nothing ends the first,
    makes a line that continues another a value of its own, and cannot read one that continues none.
    """

    def __init__(self, text: str) -> None:
        self.spans: list[tuple[int, int]] = []
        self.faults: list[Fault] = []
        self._text = text
        self._begun = 0
        self._held: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self._text.split("\n"), 1):
            tag = found[1] if (found := _TAG.match(line)) else ""
            if tag == "TY":
                yield from self._end(number - 1, is_ended=False)
                self._begun = number
            if tag == "ER":
                yield from self._end(number, is_ended=True)
            elif tag and self._begun:
                yield from self._let_go()
                self._held = [line]
            elif self._begun and line.strip():
                self._continue(number, line)
        yield from self._end(number, is_ended=False)

    def _continue(self, number: int, line: str) -> None:
        if self._held[0].startswith("TY"):
            self.faults.append(Fault(number, "", "stray"))
        else:
            self._held.append(line.strip())

    def _let_go(self) -> Iterator[str]:
        """Yield the line before, with those that continue it."""
        if self._held:
            yield " ".join(self._held)
        self._held = []

    def _end(self, number: int, *, is_ended: bool) -> Iterator[str]:
        if self._begun:
            self.spans.append((self._begun, number))
            if not is_ended:
                self.faults.append(Fault(self._begun, "", "no-end"))
            yield from self._let_go()
            yield "ER  - "
        self._begun = 0


def _read_into(reading: Reading, record: dict[str, Any], first: int, last: int) -> None:
    """Add an entry, or all that is wrong with it."""
    record["TY"] = [record["TY"]]  # the only tag that rispy does not list
    values = {tag: [clean(value) for value in record[tag]] for tag in record}
    key = _first(values, "ID")
    type_ = _first(values, "TY").upper()
    faults = [
        Fault(first, key, "long", tag)
        for tag in sorted(_USED & set(values))
        if any(len(value) > LONGEST for value in values[tag])
    ]
    if type_ not in RIS_TYPES:
        near = closest(type_, RIS_TYPES)
        faults.append(Fault(first, key, "kind", value=f"TY  - {type_}", near=near))
    if faults:
        reading.faults.extend(faults)
        return
    kind = RIS_TYPES[type_]
    names, is_cut = _names(values)
    used = _USED | set(_containers(kind))
    left = tuple(tag for tag in values if tag not in used)
    fields = {name: value for name, value in _fields(values, kind).items() if value}
    reading.entries.append(Entry(key, first, last, kind, fields, names, is_cut, left=left))


def _first(values: dict[str, list[str]], *tags: str) -> str:
    """Return the first value that there is of some tags."""
    return next((value for tag in tags for value in values.get(tag, ()) if value), "")


def _fields(values: dict[str, list[str]], kind: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for tag, variable in RIS_VARIABLES.items():
        if variable not in fields and variable != "issued" and (value := _first(values, tag)):
            fields[variable] = value
    fields["issued"] = _issued(values)
    is_part = CSL_CLASSES[kind] in _PARTS
    fields["container-title" if is_part else "collection-title"] = _first(
        values, *_containers(kind)
    )
    if is_part:
        fields["collection-title"] = _first(values, "T3")
    pages = [page for page in (_first(values, "SP"), _first(values, "EP")) if page]
    is_book = CSL_CLASSES[kind] in ("pg:Book", "pg:Report", "pg:Thesis") and len(pages) == 1
    fields["number-of-pages" if is_book else "page"] = "-".join(pages)
    return fields


_PARTS = (
    "pg:BookChapter",
    "pg:ConferenceTalk",
    "pg:JournalArticle",
    "pg:NewspaperArticle",
    "pg:WebPage",
)


def _containers(kind: str) -> tuple[str, ...]:
    """Return the tags that may name what holds a document; T2 of a talk may be the meeting."""
    return ("C3", *RIS_CONTAINERS) if kind == "paper-conference" else RIS_CONTAINERS


def _issued(values: dict[str, list[str]]) -> str:
    """Return the date, a day rather than a year; RIS writes year/month/day/anything else."""
    told = [value for tag in ("DA", "PY", "Y1") for value in values.get(tag, ()) if value]
    dated = [value for value in told if re.search(r"\d{4}", value)] or told
    parts = dated[0].split("/") if dated else [""]
    if len(parts) > 1 and re.fullmatch(r"\d{4}", parts[0]):
        return "-".join(part for part in parts[:3] if part)
    return dated[0] if dated else ""


def _names(values: dict[str, list[str]]) -> tuple[dict[str, list[Name]], bool]:
    found: dict[str, list[Name]] = {}
    is_cut = False
    for tag, role in RIS_NAMES.items():
        for text in values.get(tag, ()):
            if text.lower() in _CUT:
                is_cut = is_cut or role == "author"
            elif text:
                found.setdefault(role, []).append(_name(text))
    return found, is_cut


def _name(text: str) -> Name:
    """Return a name: family, given, suffix; without a comma, an organisation's."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma or not given:
        return Name(family, is_whole=True)
    given, _, suffix = (part.strip() for part in given.partition(","))
    return Name(f"{family} {suffix}".strip(), given)

"""Reads BibTeX and BibLaTeX, with bibtexparser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from .csl import BIBTEX_ENTRIES, BIBTEX_VARIABLES, CSL_CLASSES, NAMES
from .entries import LONGEST, Entry, Fault, Name, Reading, clean, closest

if TYPE_CHECKING:
    from bibtexparser.library import Library

_DEEPEST = 20  # braces within braces
_USED = [*BIBTEX_VARIABLES, *NAMES, "crossref", "month"]
_LIKE_OTHERS = {"editora", "editorb", "editorc", "booksubtitle", "journalsubtitle"}
_LIKE_OTHERS |= {"origdate", "origlanguage", "origlocation", "origpublisher"}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_INHERITED = ("address", "date", "location", "month", "publisher", "series", "year", "editor")
_BRACE = re.compile(r"(?<!\\)[{}]")
_DOLLARS = re.compile(r"(?<!\\)\$(?:([^$]*)\$)?")
_ESCAPED = re.compile(r"\\url\{([^{}]*)\}|\\([_%&#~$^])|[{}]|\\text(asciitilde|underscore) ?")


def read(text: str) -> Reading:
    """Return the entries of a BibTeX file; remarks, preambles and strings are none."""
    from bibtexparser.model import Entry as Block
    from bibtexparser.model import ParsingFailedBlock

    library = _parsed(text)
    reading = Reading([], [])
    raw = {block.key: block for block in library.blocks if isinstance(block, Block)}
    for block in library.blocks:
        if isinstance(block, ParsingFailedBlock):
            reading.faults.append(_failed(block))
        elif isinstance(block, Block):
            _Reader(block, raw, library.strings_dict).read_into(reading)
    return reading


def _parsed(text: str) -> Library:
    from bibtexparser.entrypoint import parse_string

    with _quiet():
        library: Library = parse_string(text)
    return library


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep bibtexparser from logging what is told as a fault."""
    import logging

    logger = logging.getLogger("bibtexparser")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _failed(block: Any) -> Fault:
    """Return what is wrong with a block that bibtexparser has set aside."""
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

    line = (block.start_line or 0) + 1
    if isinstance(block, DuplicateBlockKeyBlock):
        before = str((block.previous_block.start_line or 0) + 1)
        return Fault(line, str(block.key), "twin", value=before)
    if isinstance(block, DuplicateFieldKeyBlock):
        key = str(getattr(block.ignore_error_block, "key", ""))
        return Fault(line, key, "twice", ", ".join(sorted(block.duplicate_keys)))
    return Fault(line, _opening(block.raw or ""), "unread")


def _opening(raw: str) -> str:
    """Return the key of an entry that cannot be read, as far as it has one."""
    found = re.match(r"@\w*\s*[{(]\s*([^\s,{}()=]*)", raw)
    return found[1] if found else ""


class _Reader:
    """Reads one entry."""

    def __init__(self, block: Any, others: Mapping[str, Any], strings: Mapping[str, Any]) -> None:
        self._line = block.start_line + 1
        self._block = block
        self._others = others
        self._strings = strings
        self._faults: list[Fault] = []
        self._fields: dict[str, Any] = {}

    def read_into(self, reading: Reading) -> None:
        """Add the entry, or all that is wrong with it."""
        kind = self._kind()
        self._gather()
        parent = self._inherit(kind)
        names, is_cut = self._names()
        fields = {**self._texts(), **self._date()}
        if self._faults:
            reading.faults.extend(self._faults)
            return
        last = self._line + self._block.raw.count("\n")
        left = tuple(name for name in self._fields if name not in _USED)
        entry = Entry(self._block.key, self._line, last, kind, fields, names, is_cut, parent, left)
        reading.entries.append(entry)

    def _fault(self, what: str, field: str = "", value: str = "", near: str = "") -> None:
        self._faults.append(Fault(self._line, str(self._block.key), what, field, value, near))

    def _kind(self) -> str:
        name = self._block.entry_type.lower()
        if name not in BIBTEX_ENTRIES:
            self._fault("kind", value=f"@{name}", near=closest(name, BIBTEX_ENTRIES))
        if not self._block.key:
            self._fault("no-key")
        return BIBTEX_ENTRIES.get(name, "document")

    def _gather(self) -> None:
        for field in self._block.fields:
            name = field.key.lower()
            if name in self._fields:
                self._fault("twice", name)
            elif name not in _USED and (near := _misspelt(name)):
                self._fault("field", value=name, near=near)
            self._fields[name] = field

    def _inherit(self, kind: str) -> str:
        """Take over what an entry leaves to the one that its crossref names."""
        if "crossref" not in self._fields:
            return ""
        key = str(self._fields["crossref"].value).strip()
        if key not in self._others:
            self._fault("parent", value=key, near=closest(key, self._others))
            return ""
        above = {field.key.lower(): field for field in self._others[key].fields}
        taken = {name: above[name] for name in _INHERITED if name in above}
        if "title" in above and _is_part(kind):
            taken["booktitle"] = above["title"]
        self._fields = {**taken, **self._fields}
        return key if _is_part(kind) else ""

    def _value(self, name: str) -> str:
        """Return a field's value as written, or note why it cannot be used."""
        field = self._fields[name]
        value, limit = str(field.value), 20 * LONGEST if name in NAMES else LONGEST
        if len(value) > limit:
            self._fault("long", name)
        elif _depth(value) > _DEEPEST:
            self._fault("latex", name)
        elif field.enclosing != "no-enclosing" or value.isdigit():
            return value
        elif "#" in value:
            self._fault("concat", name)
        else:
            self._fault("string", name, value, closest(value, self._strings))
        return ""

    def _texts(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, variable in BIBTEX_VARIABLES.items():
            if name in self._fields and variable != "issued" and variable not in found:
                value = self._value(name)
                plain = variable in ("DOI", "URL")
                found[variable] = _address(value) if plain else self._decoded(name, value)
        if "page" in found:
            found["page"] = re.sub(r"\s*(?:--+|[–—])\s*", "-", found["page"])
        return {variable: value for variable, value in found.items() if value}

    def _date(self) -> dict[str, str]:
        if "date" in self._fields:
            return {"issued": self._decoded("date", self._value("date"))}
        if "year" not in self._fields:
            return {}
        year = self._decoded("year", self._value("year"))
        month = str(self._fields["month"].value) if "month" in self._fields else ""
        number = _month(month) if re.fullmatch(r"\d{4}", year) else 0
        return {"issued": f"{year}-{number:02}" if number else year}

    def _names(self) -> tuple[dict[str, list[Name]], bool]:
        found: dict[str, list[Name]] = {}
        is_cut = False
        for role in NAMES:
            if role in self._fields:
                names = _apart(self._value(role))
                is_cut = is_cut or (role == "author" and "others" in names)
                found[role] = [self._name(name) for name in names if name != "others"]
        return found, is_cut

    def _name(self, text: str) -> Name:
        from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

        whole = text[1:-1] if _is_braced(text) else ""
        if text.endswith(",") and text.count(",") == 1:  # as EndNote marks an organisation
            whole = text[:-1]
        if whole:
            return Name(self._decoded("author", whole), is_whole=True)
        try:
            parts = parse_single_name_into_parts(text)
        except InvalidNameError:
            self._fault("name", value=text)
            return Name("")
        family = self._decoded("author", " ".join([*parts.von, *parts.last, *parts.jr]))
        given = self._decoded("author", " ".join(parts.first))
        if not family:
            self._fault("name", value=text)
        return Name(family, given)

    def _decoded(self, name: str, value: str) -> str:
        decoded = _decode(value)
        if decoded is None:
            self._fault("latex", name)
        return clean(decoded or "")


def _misspelt(name: str) -> str:
    return "" if name in _LIKE_OTHERS else closest(name, _USED, least=0.8)


def _is_part(kind: str) -> bool:
    return CSL_CLASSES[kind] in ("pg:BookChapter", "pg:ConferenceTalk")


def _apart(names: str) -> list[str]:
    from bibtexparser.middlewares.names import split_multiple_persons_names

    return [name.strip() for name in split_multiple_persons_names(names) if name.strip()]


def _depth(text: str) -> int:
    deep = deepest = 0
    for brace in _BRACE.findall(text):
        deep += 1 if brace == "{" else -1
        deepest = max(deepest, deep)
    return deepest


def _is_braced(text: str) -> bool:
    """Tell whether one pair of braces holds the whole text."""
    return text[:1] == "{" and text[-1:] == "}" and _balances(text[1:-1])


def _balances(text: str) -> bool:
    deep = 0
    for brace in _BRACE.findall(text):
        deep += 1 if brace == "{" else -1
        if deep < 0:
            return False
    return deep == 0


def _month(text: str) -> int:
    text = text.strip('{}" ').lower()
    if text.isdigit() and 1 <= int(text) <= 12:
        return int(text)
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS else 0


def _address(text: str) -> str:
    """Return a DOI or an address without what LaTeX needs."""
    signs = {"asciitilde": "~", "underscore": "_"}
    return _ESCAPED.sub(lambda m: m[1] or m[2] or signs.get(m[3] or "", ""), text).strip()


@lru_cache(4096)
def _decode(text: str) -> str | None:
    """Return the letters that LaTeX stands for; nothing if it cannot be read."""
    if "\\" not in text and "$" not in text:
        return text.replace("{", "").replace("}", "").replace("~", " ").replace("--", "–")
    from bibtexparser.library import Library
    from bibtexparser.model import Entry as Block
    from bibtexparser.model import Field

    text = _DOLLARS.sub(_dollar, re.sub(r"(?<!\\)%", r"\\%", text))
    with _quiet():
        block = _decoder().transform_entry(Block("misc", "", [Field("text", text)]), Library())
    return str(block.fields[0].value) if isinstance(block, Block) else None


@cache
def _decoder() -> Any:
    from bibtexparser.middlewares.latex_encoding import LatexDecodingMiddleware

    return LatexDecodingMiddleware(keep_math_mode=False)


def _dollar(found: re.Match[str]) -> str:
    """Keep the signs of a formula; a dollar that begins none is money."""
    inside = found[1]
    if inside and re.search(r"[\\^_]", inside):
        return found[0]
    return found[0].replace("$", r"\$")

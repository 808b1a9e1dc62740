"""Where in a file a thing is described or named, so that a fault can be told by its line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import TYPE_CHECKING, TypeAlias

from .files import rdf_suffix, read_rdf, read_text
from .graph import ontology_files
from .scan import XML_SUFFIXES
from .vocabulary import DATA

if TYPE_CHECKING:
    from rdflib.term import Identifier

    from .intake import Place

    Found: TypeAlias = tuple[str, int | None]

# Strings and remarks may hold a name that is none; so may no IRI, in spite of its `#`.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<(?P<iri>[^<>\s]*)>|#[^\n]*"
    r"|(?P<prefix>[\w.-]*):(?P<local>(?:[\w:%-]|\\.|\.(?=[\w:%-]))*)",
    re.DOTALL,
)
_PREFIX = re.compile(r"prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)

# In XML, elements and the values of attributes; in JSON, texts that are an IRI, whole or short.
_XML_TOKEN = re.compile(
    r"""(?P<begun>\brdf:about)?\s*=\s*["'](?P<iri>[^"'<>\s]+)["']"""
    r"|</?(?P<prefix>[\w.-]+):(?P<local>[\w.-]+)"
)
_XML_PREFIX = re.compile(r"""\bxmlns:([\w.-]+)\s*=\s*["']([^"']+)["']""")
_XML_ENTITY = re.compile(r"""<!ENTITY\s+([\w.-]+)\s+"([^"]*)"\s*>""")
_JSON_TOKEN = re.compile(
    r'(?P<begun>"@id"\s*:\s*)?"(?:(?P<iri>\w+://[^"\\\s]+)'
    r'|(?P<prefix>[\w.-]+):(?P<local>[^"\\\s]+))"'
)
_JSON_PREFIX = re.compile(r'"([\w.-]+)"\s*:\s*"([^"\\\s]+)"')


class SourceFile:
    """A file of RDF, in which the lines that name some things can be found again."""

    def __init__(self, name: str, path: str, names: set[str]) -> None:
        self._name = name
        self._subjects = names & {getattr(t.subject, "value", "") for t in read_rdf(path)}
        self._begun: dict[str, int] = {}
        self._named: dict[str, list[int]] = {}
        if self._subjects:
            self._scan(names, *_readable(read_text(path), rdf_suffix(path)))

    def _scan(
        self, names: set[str], text: str, token: re.Pattern[str], spaces: Mapping[str, str]
    ) -> None:
        number, at = 1, 0
        for match in token.finditer(text):
            if match.lastgroup and (iri := _iri(match, spaces)) in names:
                start = match.start()
                number += text.count("\n", at, start)
                at = start
                begun = bool(match.groupdict().get("begun")) or text[start - 1 : start] in "\n"
                self._note(iri, number, begun=begun)

    def _note(self, iri: str, number: int, *, begun: bool) -> None:
        self._named.setdefault(iri, []).append(number)
        if begun:
            self._begun.setdefault(iri, number)

    def place(self, focus: str, name: str) -> Found | None:
        """Return the line that describes a thing, or that names another in its description."""
        if focus not in self._subjects:
            return None
        begun = self._begun.get(focus) or self._first(focus)
        if name in ("", focus):
            return self._name, begun
        line = self._first(name, after=begun or 1)
        return (self._name, line) if line else None

    def _first(self, iri: str, *, after: int = 1) -> int | None:
        return next((number for number in self._named.get(iri, ()) if number >= after), None)


class PlacedFile:
    """A table or a bibliography, in which the places of things are known."""

    def __init__(self, name: str, places: Mapping[str, Place]) -> None:
        self._name = name
        self._places = places

    def place(self, focus: str, name: str) -> Found | None:
        """Return the row or line that describes a thing, after the sheet if there are several."""
        if focus not in self._places:
            return None
        sheet, row = self._places[focus]
        return (f"{self._name}:{sheet}" if sheet else self._name), row or None


def source_files(
    own: Mapping[str, Mapping[str, Place]], names: set[str]
) -> list[SourceFile | PlacedFile]:
    """Return users' files, then the shipped ones, ready to be searched for some names.

    Args:
        own: users' files, each with the places of its things if they are known.
        names: what will be searched for.
    """
    placed = [PlacedFile(path, places) for path, places in own.items()]
    rdf = [path for path, places in own.items() if not any(row for _, row in places.values())]
    searched = [(path, path) for path in rdf]
    searched += [(os.path.relpath(path, DATA), path) for path in ontology_files()]
    return [*placed, *(SourceFile(name, path, names) for name, path in searched)]


def place(
    files: Iterable[SourceFile | PlacedFile], focus: Identifier, name: Identifier | None
) -> tuple[str | None, int | None]:
    """Return the file and line that describe a thing, or that name another in its description."""
    found = (file.place(str(focus), str(name or "")) for file in files)
    return next(filter(None, found), (None, None))


def _readable(text: str, suffix: str | None) -> tuple[str, re.Pattern[str], Mapping[str, str]]:
    """Return a text without entities, what to look for in it, and its prefixes."""
    if suffix == ".jsonld":
        return text, _JSON_TOKEN, dict(_JSON_PREFIX.findall(text))
    if suffix in XML_SUFFIXES:
        entities = {f"&{name};": value for name, value in _XML_ENTITY.findall(text)}
        text = re.sub(r"&[\w.-]+;", lambda match: entities.get(match[0], unescape(match[0])), text)
        return text, _XML_TOKEN, dict(_XML_PREFIX.findall(text))
    return text, _TOKEN, dict(_PREFIX.findall(text))


def _iri(match: re.Match[str], spaces: Mapping[str, str]) -> str:
    if match["iri"] is not None:
        return match["iri"]
    return spaces.get(match["prefix"], f"{match['prefix']}:") + re.sub(
        r"\\(.)", r"\1", match["local"]
    )

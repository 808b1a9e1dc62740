"""Where in a file a thing is described or named, so that a fault can be told by its line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING

from .files import parse_rdf, rdf_suffix, read_text
from .graph import ontology_files
from .vocabulary import DATA

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib.term import Identifier

# Strings and remarks may hold a name that is none; so may no IRI, in spite of its `#`.
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|(?P<iri><[^<>\s]*>)|#[^\n]*",
    re.DOTALL,
)
_NAME = re.compile(
    r"(?P<iri><[^<>\s]*>)|(?P<prefix>[\w.-]*):(?P<local>(?:[\w:%-]|\\.|\.(?=[\w:%-]))*)"
)
_PREFIX = re.compile(r"prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)

# Elements and the values of attributes; texts that are an IRI, whole or short.
_XML_NAME = re.compile(
    r"""(?P<begun>\brdf:about)?\s*=\s*["'](?P<iri>[^"'<>\s]+)["']"""
    r"|</?(?P<prefix>[\w.-]+):(?P<local>[\w.-]+)"
)
_XML_PREFIX = re.compile(r"""\bxmlns:([\w.-]+)\s*=\s*["']([^"']+)["']""")
_XML_ENTITY = re.compile(r"""<!ENTITY\s+([\w.-]+)\s+"([^"]*)"\s*>""")
_JSON_NAME = re.compile(
    r'(?P<begun>"@id"\s*:\s*)?"(?:(?P<iri>\w+://[^"\\\s]+)|(?P<prefix>[\w.-]+):(?P<local>[^"\\\s]+))"'
)
_JSON_PREFIX = re.compile(r'"([\w.-]+)"\s*:\s*"([^"\\\s]+)"')


class SourceFile:
    """A file of RDF, in which the line that names a thing can be found again."""

    def __init__(self, name: str, text: str, triples: list[ox.Triple]) -> None:
        self.name = name
        self.subjects = {getattr(triple.subject, "value", "") for triple in triples}
        self._begun: dict[str, int] = {}
        self._named: dict[str, list[int]] = {}
        for iri, number, begun in _names(text, rdf_suffix(name)):
            self._note(iri, number, begun=begun)

    def _note(self, iri: str, number: int, *, begun: bool) -> None:
        self._named.setdefault(iri, []).append(number)
        if begun:
            self._begun.setdefault(iri, number)

    def begun(self, iri: str) -> int | None:
        """Return the first line that begins with a name, failing that the first that has it."""
        return self._begun.get(iri) or self.named(iri)

    def named(self, iri: str, *, after: int = 1) -> int | None:
        """Return the first line, from a given one on, that has a name."""
        return next((number for number in self._named.get(iri, ()) if number >= after), None)


def source_files(own: Mapping[str, list[ox.Triple]]) -> list[SourceFile]:
    """Return users' files, then the shipped ones, ready to be searched."""
    shipped = [(os.path.relpath(path, DATA), path, parse_rdf(path)) for path in ontology_files()]
    users = [(path, path, triples) for path, triples in own.items()]
    return [SourceFile(name, read_text(path), triples) for name, path, triples in users + shipped]


def place(
    files: list[SourceFile], focus: Identifier, name: Identifier | None
) -> tuple[str | None, int | None]:
    """Return the file and line that describe a thing, or that name another in its description."""
    for file in files:
        if str(focus) in file.subjects:
            line = file.begun(str(focus))
            if name in (None, focus):
                return file.name, line
            if at := file.named(str(name), after=line or 1):
                return file.name, at
    return None, None


def _names(text: str, suffix: str | None) -> Iterator[tuple[str, int, bool]]:
    """Give the IRIs in a text, each with its line, and whether its description begins there."""
    if suffix == ".jsonld":
        return _marked_names(text, _JSON_NAME, dict(_JSON_PREFIX.findall(text)))
    if suffix in (".rdf", ".owl", ".xml"):
        entities = {f"&{name};": value for name, value in _XML_ENTITY.findall(text)}
        plain = re.sub(r"&[\w.-]+;", lambda match: entities.get(match[0], unescape(match[0])), text)
        return _marked_names(plain, _XML_NAME, dict(_XML_PREFIX.findall(plain)))
    return _turtle_names(text)


def _turtle_names(text: str) -> Iterator[tuple[str, int, bool]]:
    spaces = dict(_PREFIX.findall(text))
    for number, line in enumerate(_OPAQUE.sub(_blank, text).split("\n"), 1):
        for match in _NAME.finditer(line):
            yield _iri(match, spaces), number, match.start() == 0


def _marked_names(
    text: str, pattern: re.Pattern[str], spaces: Mapping[str, str]
) -> Iterator[tuple[str, int, bool]]:
    for number, line in enumerate(text.split("\n"), 1):
        for match in pattern.finditer(line):
            short = spaces.get(match["prefix"], f"{match['prefix']}:") + (match["local"] or "")
            yield match["iri"] or short, number, bool(match["begun"])


def _iri(match: re.Match[str], spaces: Mapping[str, str]) -> str:
    if match["iri"]:
        return match["iri"][1:-1]
    return spaces.get(match["prefix"], "") + re.sub(r"\\(.)", r"\1", match["local"])


def _blank(match: re.Match[str]) -> str:
    return match[0] if match["iri"] else re.sub(r"[^\n]", " ", match[0])

"""Where in a file a thing is described or named, so that a fault can be told by its line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .files import read_rdf, read_text
from .graph import ontology_files
from .vocabulary import DATA

if TYPE_CHECKING:
    from rdflib.term import Identifier

# Strings and remarks may hold a name that is none; so may no IRI, in spite of its `#`.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|(?P<iri><[^<>\s]*>)|#[^\n]*"
    r"|(?P<prefix>[\w.-]*):(?P<local>(?:[\w:%-]|\\.|\.(?=[\w:%-]))*)",
    re.DOTALL,
)
_PREFIX = re.compile(r"prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)


class SourceFile:
    """A file of RDF, in which the lines that name some things can be found again."""

    def __init__(self, name: str, path: str, described: set[str], names: set[str]) -> None:
        self.name = name
        self.subjects = described & names
        self._begun: dict[str, int] = {}
        self._named: dict[str, list[int]] = {}
        if self.subjects:
            self._scan(read_text(path), names)

    def _scan(self, text: str, names: set[str]) -> None:
        spaces, number, at = dict(_PREFIX.findall(text)), 1, 0
        for match in _TOKEN.finditer(text):
            if match.lastgroup and (iri := _iri(match, spaces)) in names:
                start = match.start()
                number += text.count("\n", at, start)
                at = start
                self._note(iri, number, begun=start == 0 or text[start - 1] == "\n")

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


def source_files(own: Mapping[str, set[str]], names: set[str]) -> list[SourceFile]:
    """Return users' files, then the shipped ones, ready to be searched for some names.

    Args:
        own: the things that each of the users' files describes.
        names: what will be searched for.
    """
    shipped = [(os.path.relpath(path, DATA), path, _described(path)) for path in ontology_files()]
    users = [(path, path, described) for path, described in own.items()]
    return [SourceFile(*file, names) for file in users + shipped]


def _described(path: str) -> set[str]:
    return {getattr(triple.subject, "value", "") for triple in read_rdf(path)}


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


def _iri(match: re.Match[str], spaces: Mapping[str, str]) -> str:
    if match["iri"]:
        return match["iri"][1:-1]
    return spaces.get(match["prefix"], "") + re.sub(r"\\(.)", r"\1", match["local"])

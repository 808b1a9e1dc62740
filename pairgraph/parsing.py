"""RDF is parsed by Oxigraph, which is given only what was scanned; what it refuses is told.

In this process, not in one apart: Oxigraph dies of deep nesting and of entities within entities,
which the scan refuses. `make fuzz` looks for anything else that kills, stalls or bloats it.
"""

from __future__ import annotations

import io
import os
import re
from typing import TYPE_CHECKING, cast

from .errors import InputError
from .opening import text_blocks
from .scan import nesting_scanned, xml_scanned
from .terms import check_number, check_terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    import pyoxigraph as ox
    from _typeshed import WriteableBuffer

    from .scan import Syntax

_XML = (".rdf", ".owl", ".xml")
_SCANS: dict[str, Syntax] = {".nt": "lines", ".nq": "lines", ".jsonld": "json"}
_PLACE = re.compile(r"Parser error (?:at|between) line \d+ (?:column|between|and)[^:]*: ")
_HINTS = {
    "remote context": "a @context outside the file is not fetched; write in the file what it holds",
    "No scheme found": "an IRI is relative to nothing; write it whole, or declare its base",
    "buffer maximal size": "a text is over 16 MiB; shorten it",
}


def triples(path: str | os.PathLike[str], suffix: str) -> Iterator[ox.Triple]:
    """Give the triples of a file of RDF.

    Args:
        path: a file.
        suffix: one of `files.RDF_SUFFIXES`, which says the syntax.

    Raises:
        InputError: the file is refused (see `files.read_rdf`).
    """
    try:
        yield from _checked(_opened(path, suffix), suffix)
    except InputError:
        raise
    except (SyntaxError, ValueError, MemoryError) as error:
        line = getattr(error, "lineno", None) or _line(path, suffix)
        raise InputError(f"{path}:{line}: not valid {_syntax(suffix)}: {_told(error)}") from error


def _checked(stream: io.BufferedReader | _Lines, suffix: str) -> Iterator[ox.Triple]:
    """Parse and check; JSON-LD leniently, which strictly would lose in silence what is wrong."""
    import pyoxigraph as ox

    is_json = suffix == ".jsonld"
    check = check_terms if is_json else check_number
    file = cast("IO[bytes]", stream)
    for quad in ox.parse(file, _syntax(suffix), rename_blank_nodes=True, lenient=is_json):
        triple = quad.triple
        check(triple)
        yield triple


def _syntax(suffix: str) -> ox.RdfFormat:
    import pyoxigraph as ox

    syntax = ox.RdfFormat.from_extension("rdf" if suffix in _XML else suffix[1:])
    assert syntax is not None
    return syntax


def _opened(path: str | os.PathLike[str], suffix: str) -> io.BufferedReader:
    """Open a file so that no block of it is read before it was scanned."""
    blocks = text_blocks(path)
    if suffix in _XML:
        return io.BufferedReader(_Stream(xml_scanned(path, blocks)))
    syntax = _SCANS.get(suffix, "turtle")
    return io.BufferedReader(_Stream(nesting_scanned(path, blocks, syntax)))


class _Stream(io.RawIOBase):
    """Blocks as a file to read from."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = filter(None, blocks)
        self._block = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        self._block = self._block or memoryview(next(self._blocks, b""))
        into = memoryview(buffer)
        size = min(len(into), len(self._block))
        into[:size], self._block = self._block[:size], self._block[size:]
        return size


class _Lines:
    """A file that is read line by line, so that where the reader stops tells a line."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self._read = b""
        self.line = 1

    def read(self, size: int) -> bytes:
        self.line += self._read.endswith(b"\n")
        self._read = self._file.readline(size)
        return self._read


def _line(path: str | os.PathLike[str], suffix: str) -> int:
    """Return the line of an error that does not say its own."""
    lines = _Lines(_opened(path, suffix))
    try:
        for _ in _checked(lines, suffix):
            pass
    except (SyntaxError, ValueError, MemoryError):
        pass
    return lines.line


def _told(error: Exception) -> str:
    """Return what is wrong, and what to do if there is a hint."""
    text = _PLACE.sub("", getattr(error, "msg", None) or str(error))
    hint = next((hint for words, hint in _HINTS.items() if words in text), None)
    plain = "".join(letter if letter.isprintable() else " " for letter in hint or text)
    return " ".join(plain.split())[:200]

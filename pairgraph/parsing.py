"""RDF is parsed by Oxigraph, which is given only what was scanned; what it refuses is told.

Once deep nesting and entities within entities are refused, nothing is known that kills or stalls
its parsers of Turtle, N-Triples and RDF/XML; a short context does so to that of JSON-LD, which
runs `apart`. `make fuzz` looks for more.
"""

from __future__ import annotations

import io
import os
import re
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, cast

from .errors import InputError, brief
from .opening import RATIO, SMALL
from .scan import XML_SUFFIXES, scanned
from .terms import check_numbers, check_terms, lines_checked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    import pyoxigraph as ox
    from _typeshed import WriteableBuffer

MEASURED = 32  # one quad in so many is measured
_BATCH = 32 * MEASURED  # quads that are checked together
_PLACE = re.compile(r"Parser error (?:at|between) line \d+ (?:column|between|and)[^:]*: ")
_HINTS = {
    "remote context": "a @context outside the file is not fetched; write in the file what it holds",
    "No scheme found": "an IRI is relative to nothing; write it whole, or declare its base",
    "buffer maximal size": "a text is over 16 MiB; shorten it",
}


def quads(path: str | os.PathLike[str], suffix: str) -> Iterator[ox.Quad]:
    """Give the quads of a file of RDF.

    Args:
        path: a file.
        suffix: one of `files.RDF_SUFFIXES`, which says the syntax.

    Raises:
        InputError: the file is refused (see `files.read_quads`).
    """
    stream = Stream(scanned(path, suffix))
    with _refusing(path, suffix):
        for batch in _batches(io.BufferedReader(stream), stream, suffix, size=_BATCH):
            yield from batch


def load(path: str | os.PathLike[str], store: ox.Store) -> int:
    """Load a file of N-Triples into a store, as fast as Oxigraph can; return how much it was given.

    Raises:
        InputError: the file is refused (see `files.read_quads`); a part of it may be in the store.
    """
    stream = Stream(lines_checked(scanned(path, ".nt")))
    with _refusing(path, ".nt"):
        store.bulk_load(cast("IO[bytes]", io.BufferedReader(stream)), _syntax(".nt"))
    return stream.given


@contextmanager
def _refusing(path: str | os.PathLike[str], suffix: str) -> Iterator[None]:
    """Tell what a parser refuses."""
    try:
        yield
    except InputError:
        raise
    except (SyntaxError, ValueError, MemoryError) as error:
        line = getattr(error, "lineno", None) or _line(path, suffix)
        raise InputError(f"{path}:{line}: not valid {_syntax(suffix)}: {_told(error)}") from error


def _batches(
    file: io.BufferedReader | _Lines, stream: Stream, suffix: str, *, size: int
) -> Iterator[list[ox.Quad]]:
    """Parse and check; JSON-LD leniently, since what is wrong is else left out without a word."""
    import pyoxigraph as ox

    is_json = suffix == ".jsonld"
    check = check_terms if is_json else check_numbers
    input = cast("IO[bytes]", file)
    parsed = ox.parse(input, _syntax(suffix), rename_blank_nodes=True, lenient=is_json)
    length, phase = 0, os.urandom(1)[0] % MEASURED  # nobody can know which ones are measured
    has_names = suffix not in (".nt", ".nq")
    while batch := list(islice(parsed, size)):
        check(batch)
        if has_names:
            length += sum(MEASURED * len(str(quad)) for quad in batch[phase::MEASURED])
        if length > SMALL + RATIO * stream.given:
            raise ValueError("short names that stand for far too much text; write it out")
        yield batch


def _syntax(suffix: str) -> ox.RdfFormat:
    import pyoxigraph as ox

    syntax = ox.RdfFormat.from_extension("rdf" if suffix in XML_SUFFIXES else suffix[1:])
    assert syntax is not None
    return syntax


class Stream(io.RawIOBase):
    """Blocks as a file to read from; none is looked at before those in front of it are read."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = filter(None, blocks)
        self._block = memoryview(b"")
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        self._block = self._block or memoryview(next(self._blocks, b""))
        into = memoryview(buffer)
        size = min(len(into), len(self._block))
        into[:size], self._block = self._block[:size], self._block[size:]
        self.given += size
        return size


class _Lines:
    """A file that is read line by line, so that where the reader stops tells a line."""

    def __init__(self, stream: Stream) -> None:
        self._file = io.BufferedReader(stream)
        self._read = b""
        self.line = 1

    def read(self, size: int) -> bytes:
        self.line += self._read.endswith(b"\n")
        self._read = self._file.readline(size)
        return self._read


def _line(path: str | os.PathLike[str], suffix: str) -> int:
    """Return the line of an error that does not say its own."""
    stream = Stream(scanned(path, suffix))
    lines = _Lines(stream)
    try:
        for _ in _batches(lines, stream, suffix, size=1):
            pass
    except (SyntaxError, ValueError, MemoryError):
        pass
    return lines.line


def _told(error: Exception) -> str:
    """Return what is wrong, and what to do if there is a hint."""
    text = _PLACE.sub("", getattr(error, "msg", None) or str(error))
    hint = next((hint for words, hint in _HINTS.items() if words in text), None)
    return brief(hint or text)

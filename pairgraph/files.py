"""The one door in: users' files are read here.

A file is opened in blocks, its size and encoding checked (`opening`); each block is scanned
(`scan`) before a parser is given it; the parser is strict and fetches nothing (`parsing`).
"""

from __future__ import annotations

import os

from .errors import InputError
from .opening import reason as reason
from .opening import text_blocks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

_SHORT = 1 << 16  # bytes
RDF_SUFFIXES = (".ttl", ".trig", ".nt", ".nq", ".rdf", ".owl", ".xml", ".jsonld")


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a UTF-8 file, without a byte order mark.

    Raises:
        InputError: the file is missing, is a folder, cannot be read, is too long, or is not UTF-8.
    """
    return b"".join(text_blocks(path)).decode()


def rdf_suffix(path: str | os.PathLike[str]) -> str | None:
    """Return the suffix by which a file's name announces RDF, packed or not, if it does.

    >>> rdf_suffix("mine.TTL.gz"), rdf_suffix("mine.csv")
    ('.ttl', None)
    """
    suffix = os.path.splitext(_unpacked(path))[1]
    return suffix if suffix in RDF_SUFFIXES else None


def parse_rdf(path: str | os.PathLike[str]) -> list[ox.Triple]:
    """Return the triples of an RDF file (see `read_rdf`)."""
    return list(read_rdf(path))


def read_rdf(path: str | os.PathLike[str]) -> Iterator[ox.Triple]:
    """Give the triples of `read_quads`; those of named graphs with the others."""
    return (quad.triple for quad in read_quads(path))


def read_quads(path: str | os.PathLike[str], *, apart: bool = False) -> Iterator[ox.Quad]:
    """Give the quads of an RDF file as they are read.

    Args:
        path: a Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD file; packed if named so (.gz).
        apart: parse in a process that may die of it, as JSON-LD always is.

    Raises:
        InputError: as `read_text`; or the file is not RDF in the syntax that its name announces,
            has an IRI that is relative to nothing, or holds what would stall who reads it.
    """
    from . import apart as child
    from . import parsing

    suffix = rdf_suffix(path)
    if not os.path.isdir(path):
        _check_kind(path, suffix)
    read = child.quads if apart or suffix == ".jsonld" else parsing.quads
    found = read(path, suffix or ".nt")
    try:
        yield next(found)
    except StopIteration:
        raise InputError(f"{path}: holds no triple; is it the right file?") from None
    yield from found


def load_lines(path: str | os.PathLike[str], store: ox.Store) -> bool:
    """Load a file of N-Triples into a store as fast as the engine can.

    Returns:
        Whether it is one; if not, nothing was loaded, and `read_quads` is to be used.

    Raises:
        InputError: as `read_quads`; a part of the file may then be in the store.
    """
    from . import parsing

    if rdf_suffix(path) != ".nt" or not os.path.isfile(path):
        return False
    if parsing.load(path, store) < _SHORT:  # it may be of remarks alone
        next(read_quads(path))
    return True


def digest(path: str | os.PathLike[str]) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        InputError: the file cannot be read, or is a pipe or a device.
    """
    import hashlib

    check_file(path)
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {reason(error)}") from error


def check_file(path: str | os.PathLike[str]) -> None:
    """Refuse a pipe or a device, which is read only once, or without an end.

    Raises:
        InputError: it is one.
    """
    if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)):
        raise InputError(f"{path}: not a file but a pipe or a device; save it as a file first")


def _check_kind(path: str | os.PathLike[str], suffix: str | None) -> None:
    if suffix is None and _unpacked(path).endswith(".json"):
        raise InputError(f"{path}: not a kind of file read here; if it is JSON-LD, name it .jsonld")
    if suffix is None:
        raise InputError(f"{path}: not a kind of file read here; give {', '.join(RDF_SUFFIXES)}")
    check_file(path)


def _unpacked(path: str | os.PathLike[str]) -> str:
    return os.fspath(path).lower().removesuffix(".gz")

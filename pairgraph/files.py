"""The one door in: users' files are read here."""

from __future__ import annotations

import os

from .errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    import pyoxigraph as ox

RDF_SUFFIXES = (".ttl", ".trig", ".nt", ".nq")


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a UTF-8 file, without a byte order mark.

    Raises:
        InputError: the file is missing, is a folder, cannot be read, or is not UTF-8.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {reason(error)}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from error


def parse_rdf(path: str | os.PathLike[str]) -> list[ox.Triple]:
    """Return the triples of an RDF file (see `read_rdf`)."""
    return list(read_rdf(path))


def read_rdf(path: str | os.PathLike[str]) -> Iterator[ox.Triple]:
    """Give the triples of `read_quads`; those of named graphs with the others."""
    return (quad.triple for quad in read_quads(path))


def read_quads(path: str | os.PathLike[str]) -> Iterator[ox.Quad]:
    """Give the quads of an RDF file as they are read.

    Args:
        path: a Turtle, TriG, N-Triples or N-Quads file.

    Raises:
        InputError: as `read_text`, or the file is not RDF in the syntax that its name announces.
    """
    import pyoxigraph as ox

    suffix = os.path.splitext(path)[1].lower()
    if suffix not in RDF_SUFFIXES and not os.path.isdir(path):
        raise InputError(f"{path}: not a kind of file read here; give {', '.join(RDF_SUFFIXES)}")
    syntax = ox.RdfFormat.from_extension(suffix[1:])
    is_empty = True
    try:
        with open(path, "rb") as file:
            for quad in ox.parse(
                _text(file), syntax, base_iri=_base(path), rename_blank_nodes=True
            ):
                is_empty = False
                yield quad
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {reason(error)}") from error
    except SyntaxError as error:
        read_text(path)  # says so if the file is not UTF-8, which the parser tells obscurely
        raise InputError(f"{path}:{error.lineno or 1}: not valid {syntax}: {error.msg}") from error
    if is_empty:
        raise InputError(f"{path}: holds no triple; is it the right file?")


def digest(path: str | os.PathLike[str]) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        InputError: the file cannot be read.
    """
    import hashlib

    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {reason(error)}") from error


def _text(file: IO[bytes]) -> IO[bytes]:
    """Leave out a byte order mark."""
    if file.read(3) != b"\xef\xbb\xbf":
        file.seek(0)
    return file


def _base(path: str | os.PathLike[str]) -> str | None:
    """Return what relative IRIs are relative to, where the syntax has them."""
    from urllib.parse import quote

    is_turtle = os.path.splitext(path)[1].lower() in (".ttl", ".trig")
    return "file://" + quote(os.path.abspath(path)) if is_turtle else None


def reason(error: OSError) -> str:
    """Return an operating system's error in the words that fit a sentence."""
    return (error.strerror or str(error)).lower()

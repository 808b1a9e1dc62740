"""The one door to the disk: users' files are read here, and results written here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from .errors import InputError

if TYPE_CHECKING:
    import pyoxigraph as ox

RDF_SUFFIXES = (".ttl", ".trig", ".nt", ".nq")


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a UTF-8 file, without a byte order mark.

    Raises:
        InputError: the file is missing, is a folder, cannot be read, or is not UTF-8.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {reason(error)}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from error


def parse_rdf(path: str | os.PathLike[str]) -> list[ox.Triple]:
    """Return the triples of an RDF file; those of named graphs are merged with the others.

    Args:
        path: a Turtle, TriG, N-Triples or N-Quads file.

    Raises:
        InputError: as `read_text`, or the file is not RDF in the syntax that its name announces.
    """
    import pyoxigraph as ox

    suffix = Path(path).suffix.lower()
    if suffix not in RDF_SUFFIXES and not Path(path).is_dir():
        raise InputError(f"{path}: not a kind of file read here; give {', '.join(RDF_SUFFIXES)}")
    text = read_text(path)
    base = Path(path).resolve().as_uri() if suffix in (".ttl", ".trig") else None
    syntax = ox.RdfFormat.from_extension(suffix[1:])
    try:
        quads = list(ox.parse(text, syntax, base_iri=base, rename_blank_nodes=True))
    except SyntaxError as error:
        raise InputError(f"{path}:{error.lineno or 1}: not valid {syntax}: {error.msg}") from error
    if not quads:
        raise InputError(f"{path}: holds no triple; is it the right file?")
    return [quad.triple for quad in quads]


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Open a file to write beside its place, and move it there only once all is written.

    Raises:
        InputError: the file cannot be written; what stood there before is untouched.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target):
        with open(target, "wb") as pipe:  # a device or a pipe cannot be renamed over
            yield pipe
        return
    beside = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.{os.getpid()}")
    try:
        with open(beside, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if os.path.isfile(target):
            os.chmod(beside, os.stat(target).st_mode)
        os.replace(beside, target)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {reason(error)}") from error
    finally:
        if os.path.exists(beside):
            os.unlink(beside)


def write(path: str | os.PathLike[str], data: str | bytes) -> None:
    """Write a whole file, or leave what was there (see `writing`)."""
    with writing(path) as file:
        file.write(data.encode() if isinstance(data, str) else data)


def reason(error: OSError) -> str:
    """Return an operating system's error in the words that fit a sentence."""
    return (error.strerror or str(error)).lower()

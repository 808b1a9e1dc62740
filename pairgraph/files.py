"""The one door in: users' files are read here."""

from __future__ import annotations

import os

from .errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    """Return the triples of an RDF file; those of named graphs are merged with the others.

    Args:
        path: a Turtle, TriG, N-Triples or N-Quads file.

    Raises:
        InputError: as `read_text`, or the file is not RDF in the syntax that its name announces.
    """
    from urllib.parse import quote

    import pyoxigraph as ox

    suffix = os.path.splitext(path)[1].lower()
    if suffix not in RDF_SUFFIXES and not os.path.isdir(path):
        raise InputError(f"{path}: not a kind of file read here; give {', '.join(RDF_SUFFIXES)}")
    text = read_text(path)
    base = "file://" + quote(os.path.abspath(path)) if suffix in (".ttl", ".trig") else None
    syntax = ox.RdfFormat.from_extension(suffix[1:])
    try:
        quads = list(ox.parse(text, syntax, base_iri=base, rename_blank_nodes=True))
    except SyntaxError as error:
        raise InputError(f"{path}:{error.lineno or 1}: not valid {syntax}: {error.msg}") from error
    if not quads:
        raise InputError(f"{path}: holds no triple; is it the right file?")
    return [quad.triple for quad in quads]


def reason(error: OSError) -> str:
    """Return an operating system's error in the words that fit a sentence."""
    return (error.strerror or str(error)).lower()

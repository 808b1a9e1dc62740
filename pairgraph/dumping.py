"""A whole store written out as plain files: to keep, to bring in again, to load elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from urllib.parse import quote

from .errors import InputError
from .graph import as_store
from .imports import kept_files
from .vocabulary import BASE
from .writing import filling, opened, write, writing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gzip import GzipFile
    from typing import IO

    from .stores import Folder, Source, Store

IMPORTS = f"{BASE}import/"  # the graphs of a dump are named so, each after the file it came from
RELEASES = f"{BASE}release/"  # and so is the shipped one, after its version
SUFFIXES = (".nq", ".nq.gz", ".nt", ".nt.gz")
_MANIFEST = "dump.json"
_BATCH = 100_000


def write_dump(
    target: str | os.PathLike[str] | IO[bytes],
    source: Source | Folder = None,
    *,
    form: str | None = None,
) -> int:
    """Write a whole store as N-Quads or N-Triples, a triple a line; return how many.

    The N-Quads of a store on disk name, as the graph of each triple, the file that it came from,
    so that `import_files` makes the same store of them. The N-Triples have no such names: another
    server loads them all into its default graph.

    Args:
        target: a file, or a binary handle.
        source: the folder of a store on disk, or any other source; the shipped graph if left out.
        form: one of `SUFFIXES`, with its point or not, if the name of the target does not tell.

    Raises:
        InputError: the form is none of them, or the store or the file cannot be used.

    >>> from io import BytesIO
    >>> write_dump(BytesIO(), form="nt") > 30_000
    True
    """
    suffix = _suffix(target, form)
    lines = _lines(source, is_named=suffix.startswith(".nq"))
    with opened(target, "a dump") as file, _packed(file, suffix) as packed:
        return _write(lines, packed)


def write_parts(
    folder: Folder,
    source: Source | Folder = None,
    *,
    size: int,
    form: str = ".nq",
) -> list[str]:
    """Write a whole store as files of one size, for servers that load many at once.

    Args:
        folder: where to; new, empty, or filled so before.
        source: as `write_dump`.
        size: the bytes from which on a part is full, before it is packed.
        form: one of `SUFFIXES`, with its point or not.

    Returns:
        The names of the parts; dump.json, beside them, tells how many triples each has.

    Raises:
        InputError: as `write_dump`, or the folder holds other things.
    """
    import json

    if size < 1:
        raise InputError(f"size {size}: give a number of bytes above 0")
    suffix = _suffix("", form)
    lines = _lines(source, is_named=suffix.startswith(".nq"))
    with filling(folder, known_by=_MANIFEST) as fresh:
        parts = _write_parts(fresh, lines, size, suffix)
        told = [{"file": name, "triples": number} for name, number in parts.items()]
        write(os.path.join(fresh, _MANIFEST), json.dumps(told, indent=1) + "\n")
    return list(parts)


def _suffix(target: str | os.PathLike[str] | IO[bytes], form: str | None) -> str:
    """Return the suffix that tells the form."""
    named = os.fspath(target) if isinstance(target, (str, os.PathLike)) else ""
    asked = f".{form.removeprefix('.')}" if form else named.lower()
    found = [suffix for suffix in SUFFIXES if asked.endswith(suffix)]
    if not found:
        what = f"form {form!r}" if form else f"{named or 'a dump'}: its form is unknown"
        raise InputError(f"{what}: give one of {', '.join(SUFFIXES)}")
    return found[0]


@contextmanager
def _packed(file: IO[bytes], suffix: str) -> Iterator[IO[bytes] | GzipFile]:
    if not suffix.endswith(".gz"):
        yield file
        return
    from gzip import GzipFile

    with GzipFile("", "wb", 6, file, mtime=0) as packed:  # no date, so that bytes can be compared
        yield packed


def _write(lines: Iterable[bytes], file: IO[bytes] | GzipFile, *, most: int | None = None) -> int:
    """Write lines until there is no more, or a number of bytes is reached; return how many."""
    number = written = 0
    for line in lines:
        file.write(line)
        number += 1
        written += len(line)
        if most is not None and written >= most:
            break
    return number


def _write_parts(folder: str, lines: Iterator[bytes], size: int, suffix: str) -> dict[str, int]:
    parts: dict[str, int] = {}
    for first in lines:
        name = f"part-{len(parts) + 1:04}{suffix}"
        with writing(os.path.join(folder, name)) as file, _packed(file, suffix) as packed:
            parts[name] = _write(chain([first], lines), packed, most=size)
    return parts


def _lines(source: Source | Folder, *, is_named: bool) -> Iterator[bytes]:
    if not isinstance(source, (str, os.PathLike)):
        yield from _lines_of_store(as_store(source))
        return
    for graph, path in _graphs(source):
        end = f"<{graph}> .\n".encode() if is_named and graph else b".\n"
        with open(path, "rb") as file:
            for line in file:
                if not line.endswith(b" .\n"):
                    raise InputError(f"{path}: damaged; restore the store from a copy")
                yield line[:-2] + end


def _graphs(folder: Folder) -> Iterator[tuple[str, str]]:
    """Give the files that a store on disk was loaded from, and the names of their graphs."""
    (release, shipped), *brought = kept_files(folder)
    yield RELEASES + quote(release, safe=""), shipped
    for name, path in brought:
        yield IMPORTS + quote(name, safe=""), path


def _lines_of_store(store: Store) -> Iterator[bytes]:
    import pyoxigraph as ox

    quads = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    triples = (quad.triple for quad in quads)
    while batch := list(islice(triples, _BATCH)):
        data = ox.serialize(batch, format=ox.RdfFormat.N_TRIPLES) or b""
        yield from data.splitlines(keepends=True)

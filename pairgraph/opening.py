"""How a user's file is opened: block by block, never more than it may hold, and as UTF-8 text."""

from __future__ import annotations

import os

from .errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from gzip import GzipFile
    from typing import IO

BLOCK = 1 << 20
SIZE = 4 << 30  # bytes of one file, unpacked
RATIO = 200  # how many times longer than its packed form a text of over SMALL may be
SMALL = 64 << 20
_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def text_blocks(path: str | os.PathLike[str], *, most: int | None = None) -> Iterator[bytes]:
    """Give a UTF-8 text in blocks, without a byte order mark; a name in `.gz` is unpacked.

    Args:
        path: the file.
        most: how many bytes it may hold; `SIZE` if left out.

    Raises:
        InputError: the file is missing, is a folder, cannot be read, is too long, or is not UTF-8.
    """
    import codecs

    line, decoder = 1, codecs.getincrementaldecoder("utf-8")()
    for block in _unmarked(path, most or SIZE):
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            line += error.object.count(b"\n", 0, error.start)
            raise InputError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from error
        if b"\0" in block:
            line += block.count(b"\n", 0, block.index(b"\0"))
            raise InputError(f"{path}:{line}: holds a NUL byte; save the file as UTF-8 text")
        line += block.count(b"\n")
        yield block


def _unmarked(path: str | os.PathLike[str], most: int) -> Iterator[bytes]:
    """Give the blocks of a file without its byte order mark, and an empty one at the end."""
    opened = _packed_blocks if os.fspath(path).lower().endswith(".gz") else _plain_blocks
    blocks = opened(path, most)
    first = next(blocks, b"")
    for mark, encoding in _OTHER_MARKS.items():
        if first.startswith(mark):
            raise InputError(f"{path}:1: saved as {encoding}; save the file as UTF-8")
    yield first.removeprefix(_MARK)
    yield from blocks
    yield b""


def _packed_blocks(path: str | os.PathLike[str], most: int) -> Iterator[bytes]:
    import gzip
    import zlib

    try:
        longest = max(SMALL, RATIO * os.path.getsize(path))
        with gzip.open(path) as file:
            yield from _capped(path, file, min(longest, most))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{path}: not a whole gzip file; pack it again") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {reason(error)}") from error


def _plain_blocks(path: str | os.PathLike[str], most: int) -> Iterator[bytes]:
    try:
        with open(path, "rb") as file:
            yield from _capped(path, file, most)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {reason(error)}") from error


def _capped(path: str | os.PathLike[str], file: IO[bytes] | GzipFile, most: int) -> Iterator[bytes]:
    held = 0
    while block := file.read(BLOCK):
        held += len(block)
        if held > most:
            raise InputError(f"{path}: over {most} bytes of text; split the file")
        yield block


def reason(error: OSError) -> str:
    """Return an operating system's error in the words that fit a sentence."""
    return (error.strerror or str(error)).lower()


def printable(path: str | os.PathLike[str]) -> str:
    """Return the name of a file as Unicode; U+FFFD stands for the bytes that are none."""
    return os.fsencode(path).decode(errors="replace")

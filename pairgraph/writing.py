"""The one door out: a result is written beside its place, and moved there once it is whole."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from .errors import InputError, PairgraphError
from .files import reason


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Open a file to write beside its place, and move it there only once all is written.

    Raises:
        InputError: the file cannot be written; what stood there before is untouched.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target):
        with _into(path) as pipe:
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
    except PairgraphError:  # of a server, from which what is written comes
        raise
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {reason(error)}") from error
    finally:
        if os.path.exists(beside):
            os.unlink(beside)


@contextmanager
def _into(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Open a device or a pipe, which cannot be renamed over."""
    try:
        with open(path, "wb") as pipe:
            yield pipe
    except (BrokenPipeError, PairgraphError):
        raise
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {reason(error)}") from error


@contextmanager
def opened(path: str | os.PathLike[str] | IO[bytes], form: str) -> Iterator[IO[bytes]]:
    """Open what was given to write a format to: a file, as `writing` does, or a binary handle.

    Raises:
        InputError: the file cannot be written, or the handle is not binary.
    """
    if isinstance(path, io.TextIOBase):
        raise InputError(f"{form} is written as bytes: open the file with mode 'wb'")
    if isinstance(path, (str, os.PathLike)):
        with writing(path) as file:
            yield file
    else:
        yield path


def check_target(path: str | os.PathLike[str]) -> None:
    """Refuse, before long work, a file that could not be written after it.

    Raises:
        InputError: it is a folder, or its folder does not exist.
    """
    folder = os.path.dirname(os.path.realpath(path))
    if os.path.isdir(path):
        raise InputError(f"{path}: cannot be written: it is a folder")
    if not os.path.isdir(folder):
        raise InputError(f"{path}: cannot be written: there is no folder {folder}")


def write(path: str | os.PathLike[str], data: str | bytes) -> None:
    """Write a whole file, or leave what was there (see `writing`)."""
    with writing(path) as file:
        file.write(data.encode() if isinstance(data, str) else data)


@contextmanager
def filling(path: str | os.PathLike[str], *, known_by: str) -> Iterator[str]:
    """Fill a folder beside its place, and move it there only once it is whole.

    Args:
        path: the folder; new, empty, or filled before.
        known_by: the name of a file that tells a folder filled before from any other.

    Raises:
        InputError: something else stands there, or it cannot be written; nothing is changed.
    """
    import shutil

    target = os.path.realpath(path)
    beside = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.{os.getpid()}")
    _check_folder(path, target, known_by)
    try:
        os.makedirs(beside)
        yield beside
        if os.path.exists(target):
            os.rename(target, f"{beside}.old")
        os.rename(beside, target)
    except PairgraphError:
        raise
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {reason(error)}") from error
    finally:
        for left in (beside, f"{beside}.old"):
            shutil.rmtree(left, ignore_errors=True)


def _check_folder(path: str | os.PathLike[str], target: str, known_by: str) -> None:
    if os.path.exists(target) and not os.path.isdir(target):
        raise InputError(f"{path}: cannot be written: it is no folder")
    if os.path.isdir(target) and os.listdir(target) and known_by not in os.listdir(target):
        raise InputError(f"{path}: holds other files; name a new folder, or an empty one")
    if not os.path.isdir(os.path.dirname(target)):
        raise InputError(f"{path}: cannot be written: there is no folder {os.path.dirname(target)}")

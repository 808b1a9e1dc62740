"""A folder that is changed as a whole: a new generation is made beside, and pointed to once done.

A generation is never written again after that, so whoever reads it is not disturbed by whoever
writes the next, and a writer may be killed at any moment: what it left is swept away later.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from .errors import InputError
from .files import reason
from .writing import write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

    from .stores import Folder

_POINTER = "current.txt"  # names the generation that is read
_LOCK = "writing.lock"
_READERS = "readers.lock"
_NAME = re.compile(r"\d{6,}-[0-9a-f]{8}")
_LONGEST = 100  # bytes of a name, and more
_FROZEN = (".sst", ".nt")  # never written again, so generations may share them


def current(folder: Folder) -> str:
    """Return the generation to read, which stays whole for as long as this process lives.

    Raises:
        InputError: there is no such folder, or it is not one that `changing` made.
    """
    for _ in range(100):
        generation = _pointed_to(folder)
        try:
            is_kept = _keep(generation)
        except FileNotFoundError:
            is_kept = False
        except OSError as error:
            raise InputError(f"{folder}: cannot be read: {reason(error)}") from error
        if is_kept and generation == _pointed_to(folder):  # else a newer one came between
            return generation
    raise InputError(f"{generation}: is gone; restore {folder} from a copy")


def is_made(folder: Folder) -> bool:
    """Return whether a folder holds generations."""
    return os.path.isfile(os.path.join(folder, _POINTER))


class Change:
    """A generation being made, at `path`; it is dropped if `is_wanted` is made false."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.is_wanted = True


@contextmanager
def changing(folder: Folder) -> Iterator[Change]:
    """Give a copy of the current generation to change; it becomes current if no error is raised.

    Of a new or empty folder, what is given is empty.

    Raises:
        InputError: someone else is changing it, it holds other things, or it cannot be written.
    """
    is_new = not os.path.exists(folder)
    try:
        _prepare(folder)
        with _locked(folder):
            try:
                change = Change(_copied(folder))
                yield change
                if change.is_wanted:
                    _settle(folder, change.path)
            finally:
                _sweep(folder)
                if is_new and not is_made(folder):
                    _remove(folder)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {reason(error)}") from error


def _pointed_to(folder: Folder) -> str:
    name = _name(folder)
    if not name:
        what = "it is another folder" if os.path.isdir(folder) else "it is no folder"
        what = what if os.path.exists(folder) else "there is none"
        raise InputError(f"{folder}: not a store: {what}; make one with pairgraph import --store")
    return os.path.join(folder, name)


def _name(folder: Folder) -> str:
    """Return the name of the current generation, or nothing if there is none yet.

    Raises:
        InputError: the pointer is damaged, or cannot be read.
    """
    if not is_made(folder):
        return ""
    try:
        with open(os.path.join(folder, _POINTER), "rb") as pointer:
            name = pointer.read(_LONGEST).decode(errors="replace").strip()
    except OSError as error:
        raise InputError(f"{folder}: cannot be read: {reason(error)}") from error
    if not _NAME.fullmatch(name):
        raise InputError(f"{folder}: damaged: {_POINTER} is torn; restore it from a copy")
    return name


def _keep(generation: str) -> bool:
    """Let the sweeper know that this process reads a generation, if it is not being swept.

    A store cannot tell when it is done with, so the lock is given back when the process ends.
    """
    import portalocker

    readers = os.open(os.path.join(generation, _READERS), os.O_RDONLY)
    try:
        portalocker.lock(readers, portalocker.LockFlags.SHARED | portalocker.LockFlags.NON_BLOCKING)
    except portalocker.LockException:
        os.close(readers)
        return False
    return True


def _prepare(folder: Folder) -> None:
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise InputError(f"{folder}: cannot be written: it is no folder")
    os.makedirs(folder, exist_ok=True)
    if is_made(folder):
        return
    others = [name for name in os.listdir(folder) if name != _LOCK]
    if not all(map(_is_ours, others)):
        raise InputError(f"{folder}: holds other files; name a new folder, or an empty one")
    if any(_is_whole(os.path.join(folder, name)) for name in others):
        raise InputError(f"{folder}: damaged: {_POINTER} is gone; restore it from a copy")


def _remove(folder: Folder) -> None:
    """Remove a folder of which nothing came; whoever waits for its lock is told so."""
    with suppress(OSError):  # Windows lets nobody remove what is open
        os.unlink(os.path.join(folder, _LOCK))
        os.rmdir(folder)


@contextmanager
def _locked(folder: Folder) -> Iterator[IO[bytes]]:
    import portalocker

    path = os.path.join(folder, _LOCK)
    busy = InputError(f"{folder}: another process is changing it; try again once it is done")
    with open(path, "ab") as lock:
        try:
            exclusive = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
            portalocker.lock(lock, exclusive)
        except portalocker.AlreadyLocked as error:
            raise busy from error
        if _is_gone(path, lock):
            raise busy
        yield lock


def _is_gone(path: str, file: IO[bytes]) -> bool:
    """Tell whether a file was removed since it was opened."""
    try:
        return not os.path.samestat(os.stat(path), os.fstat(file.fileno()))
    except FileNotFoundError:
        return True


def _copied(folder: Folder) -> str:
    """Copy the current generation under the next number; what never changes is linked.

    No name is used twice, since a store that failed may still be open under it.
    """
    from secrets import token_hex

    _sweep(folder)
    before = _name(folder)
    number = int(before.partition("-")[0] or 0) + 1
    fresh = os.path.join(folder, f"{number:06}-{token_hex(4)}")
    os.makedirs(fresh)
    if before:
        _copy(os.path.join(folder, before), fresh)
    open(os.path.join(fresh, _READERS), "wb").close()
    return fresh


def _copy(source: str, target: str) -> None:
    for at, folders, files in os.walk(source):
        there = os.path.join(target, os.path.relpath(at, source))
        for name in folders:
            os.mkdir(os.path.join(there, name))
        for name in files:
            _link_or_copy(os.path.join(at, name), os.path.join(there, name))


def _link_or_copy(source: str, target: str) -> None:
    import shutil

    if source.endswith(_FROZEN):
        try:
            os.link(source, target)
            return
        except OSError:  # not every file system has links
            pass
    shutil.copyfile(source, target)


def _settle(folder: Folder, fresh: str) -> None:
    """Make sure that a generation is on the disk, then point to it."""
    with open(os.path.join(fresh, _READERS), "wb") as readers:
        readers.write(b"whole\n")
    for at, folders, files in os.walk(fresh):
        for name in (*files, *folders, ""):
            _sync(os.path.join(at, name))
    _sync(os.fspath(folder))
    write(os.path.join(folder, _POINTER), os.path.basename(fresh) + "\n")
    _sync(os.fspath(folder))


def _sync(path: str) -> None:
    if os.path.isdir(path) and os.name == "nt":
        return  # Windows has no such thing for a folder
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Folder) -> None:
    """Remove generations that are not current and that nobody reads."""
    import shutil

    name = _name(folder)
    for other in os.listdir(folder):
        path = os.path.join(folder, other)
        if not _is_ours(other) or other == name:
            continue
        if os.path.isfile(path):
            os.unlink(path)
        elif not _is_read(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_ours(name: str) -> bool:
    """Tell a generation, or the pointer that a killed writer wrote beside its place."""
    return bool(_NAME.fullmatch(name)) or name.startswith(f".{_POINTER}.")


def _is_whole(generation: str) -> bool:
    """Tell a generation that was current from one whose writer was killed."""
    readers = os.path.join(generation, _READERS)
    return os.path.isfile(readers) and os.path.getsize(readers) > 0


def _is_read(generation: str) -> bool:
    import portalocker

    try:
        with open(os.path.join(generation, _READERS), "ab") as readers:
            exclusive = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
            portalocker.lock(readers, exclusive)
    except portalocker.LockException:
        return True
    except OSError:  # killed before it was made
        return False
    return False

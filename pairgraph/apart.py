"""RDF is parsed in a process apart, which may die of it, or be ended for what it takes.

What comes back is N-Quads. So JSON-LD is always read: a context of a megabyte may keep its parser
busy for minutes, take all memory or overflow the stack, and 100 bytes can make it panic; nothing
short of parsing tells which.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, cast

from . import parsing
from .errors import InputError
from .limits import limit_process
from .opening import BLOCK

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from typing import IO

    import pyoxigraph as ox

MEMORY = 1 << 30
SECONDS = 10  # of processor time, and one more for each MiB
_REFUSED = 2
_NO_MEMORY = "takes over 1 GiB of memory to parse"
_WHY = {"SIGXCPU": "takes too long to parse"}


def quads(path: str | os.PathLike[str], suffix: str) -> Iterator[ox.Quad]:
    """Give what `parsing.quads` gives, from a process that ends when this generator does.

    Raises:
        InputError: as `parsing.quads`, or the process died or was ended.
    """
    import subprocess
    from tempfile import TemporaryFile

    import pyoxigraph as ox

    from .children import serving, start

    seconds = SECONDS + (os.path.getsize(path) >> 20 if os.path.exists(path) else 0)
    command = serving("apart", os.fspath(path), suffix, str(seconds))
    with TemporaryFile() as told:
        child = start(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=told)
        try:
            stream = io.BufferedReader(parsing.Stream(_output(child, path, told)))
            yield from ox.parse(cast("IO[bytes]", stream), ox.RdfFormat.N_QUADS)
        finally:
            child.kill()
            child.communicate()


def _output(
    child: subprocess.Popen[bytes], path: str | os.PathLike[str], told: IO[bytes]
) -> Iterator[bytes]:
    assert child.stdout
    while block := child.stdout.read(BLOCK):
        yield block
    status = child.wait()
    told.seek(0)
    if status == _REFUSED:
        raise InputError(told.read().decode())
    if status:
        from .children import ending

        name = ending(status)
        is_short = b"memory allocation" in told.read(1000)  # what Rust says when it is refused some
        why = _NO_MEMORY if is_short else _WHY.get(name, f"its parser ends with {name}")
        raise InputError(f"{path}: {why}; make it simpler, or save it as Turtle")


def serve(path: str, suffix: str, seconds: str) -> None:
    """Parse a file within limits, and write N-Quads."""
    import pyoxigraph as ox

    _limit(int(seconds))
    try:
        ox.serialize(parsing.quads(path, suffix), sys.stdout.buffer, ox.RdfFormat.N_QUADS)
        sys.stdout.flush()
    except InputError as error:
        sys.stderr.buffer.write(str(error).encode())
        sys.exit(_REFUSED)
    except MemoryError:
        sys.exit("memory allocation failed")


def _limit(seconds: int) -> None:
    """Limit what this process may take, on systems that can."""
    if os.name != "posix":
        return
    import resource

    limit_process(resource.RLIMIT_AS, MEMORY)
    limit_process(resource.RLIMIT_CPU, seconds)
    limit_process(resource.RLIMIT_CORE, 0)

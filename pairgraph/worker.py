"""A worker: a process that opens a store, then answers queries about it until it is ended.

It reads pickles on its standard input: how to open the store, then pairs of a query and its limits.
For each it writes a line of JSON, then the bytes that the line announces: what comes out of a
process that strangers' queries run in is never unpickled. `workers` is its other side.
"""

from __future__ import annotations

import json
import os
import pickle
import select
import signal
import sys

from .errors import LimitExceeded, PairgraphError
from .limits import Limits
from .taking import taken
from .vocabulary import PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    import pyoxigraph as ox

    Reply = tuple[dict[str, object], bytes]
    Watch = Callable[[Limits | None], None]


def serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    """Open a store, say so, and answer queries until there are no more."""
    try:
        store: ox.Store = pickle.load(requests)()
    except PairgraphError as error:
        _send(replies, {"error": str(error)})
        return
    _answer(store, "SELECT * {}", Limits())  # imports, while files can be opened, what it takes
    watch = _shut_in(requests.fileno())
    _send(replies, {})
    while True:
        try:
            text, limits = pickle.load(requests)
        except EOFError:
            return
        watch(limits)
        head, data = _answer(store, text, limits)
        watch(None)
        _send(replies, head, data)


def _send(replies: IO[bytes], head: dict[str, object], data: bytes = b"") -> None:
    replies.write(json.dumps({**head, "size": len(data)}).encode() + b"\n")
    replies.write(data)
    replies.flush()


def _answer(store: ox.Store, text: str, limits: Limits) -> Reply:
    try:
        results = store.query(text, prefixes=PREFIXES)
        answer = taken(results, max_rows=limits.max_rows, max_bytes=limits.max_bytes)
    except SyntaxError as error:
        return {"malformed": str(error)}, b""
    except LimitExceeded as error:
        return {"limit": error.limit}, b""
    except MemoryError:
        return {"limit": "memory"}, b""
    return {"is_triples": answer.is_triples, "is_cut": answer.is_cut}, answer.data


def _shut_in(requests: int) -> Watch:
    """Give up what no query needs; return what makes the system watch one, and stop watching.

    From here on no file and no connection can be opened.
    """
    if os.name != "posix":  # there the parent alone watches
        return lambda _: None
    import fcntl  # noqa: F401
    import resource

    size = _address_space()
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_NOFILE):
        resource.setrlimit(kind, (0, 0))
    for number in (
        signal.SIGALRM,
        signal.SIGIO,
    ):  # a parent may have passed on that it ignores them
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGALRM, signal.SIGIO))

    def watch(limits: Limits | None) -> None:
        _limit_memory(size + limits.memory if limits and limits.memory and size else None)
        _limit_time(limits.timeout if limits else None)
        _end_with_parent(requests, limits is not None)

    return watch


def _address_space() -> int:
    """Return the bytes of memory that are mapped, 0 where the system does not tell."""
    import resource

    if sys.platform != "linux":
        return 0
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _limit_memory(most: int | None) -> None:
    import resource

    limit = resource.RLIM_INFINITY if most is None else most
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))


def _limit_time(timeout: float | None) -> None:
    """Let the alarm, which nothing here handles, end the worker at its deadline."""
    signal.setitimer(signal.ITIMER_REAL, timeout or 0)


def _end_with_parent(requests: int, is_on: bool) -> None:
    """Let the system end the worker when its parent is no longer there to ask for anything.

    The signal that says so is handled by nobody either. (PR_SET_PDEATHSIG would end the worker with
    the thread that started it, and a thread here would wait for pyoxigraph.)
    """
    import fcntl

    flags = fcntl.fcntl(requests, fcntl.F_GETFL)
    fcntl.fcntl(requests, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(requests, fcntl.F_SETFL, flags | os.O_ASYNC if is_on else flags & ~os.O_ASYNC)
    if is_on and select.select([requests], [], [], 0)[0]:  # it went before we were listening
        os._exit(0)

"""A worker: a process that opens a store, then answers queries about it until it is ended.

It reads pickles on its standard input: how to open the store, then pairs of a query and its limits.
For each it writes a line of JSON, then the bytes that the line announces: what comes out of a
process that strangers' queries run in is never unpickled. `workers` is its other side.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys

from .errors import LimitExceeded, PairgraphError
from .limits import Limits, limit_process
from .taking import taken
from .vocabulary import PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    import pyoxigraph as ox

    Reply = tuple[dict[str, object], bytes]
    Watch = Callable[[Limits | None], None]


def serve() -> None:
    """Open a store, say so, and answer queries until there are no more."""
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    try:
        store: ox.Store = pickle.load(requests)()
    except (PairgraphError, OSError) as error:
        _send(replies, {"error": str(error)})
        return
    _answer(store, "SELECT * {}", Limits())  # imports, while files can be opened, what it takes
    watch = _shut_in()
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
    except OSError as error:
        return {"error": f"query: the store cannot be read: {error}"}, b""
    except MemoryError:
        return {"limit": "memory"}, b""
    return {"is_triples": answer.is_triples, "is_cut": answer.is_cut}, answer.data


def _shut_in() -> Watch:
    """Give up what no query needs; return what makes the system watch one, and stop watching.

    From here on no file and no connection can be opened.
    """
    if os.name != "posix":  # there the parent alone watches
        return lambda _: None
    import resource

    size = _address_space()
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_NOFILE):
        resource.setrlimit(kind, (0, 0))
    ends = (signal.SIGALRM, signal.SIGIO)  # the deadline has passed; the parent is gone
    for number in ends:  # a parent that ignores them passes that on
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ends)

    def watch(limits: Limits | None) -> None:
        most = size + limits.memory if limits and limits.memory and size else None
        limit_process(resource.RLIMIT_AS, most)
        _limit_time(limits.timeout if limits else None)

    return watch


def _address_space() -> int:
    """Return the bytes of memory that are mapped, 0 where the system does not tell."""
    import resource

    if sys.platform != "linux":
        return 0
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _limit_time(timeout: float | None) -> None:
    """Let the alarm, which nothing here handles, end the worker at its deadline."""
    signal.setitimer(signal.ITIMER_REAL, timeout or 0)

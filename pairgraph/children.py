"""Processes that end with this one, however it ends, and how they ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Any


def start(command: Sequence[str], **options: Any) -> subprocess.Popen[Any]:
    """Start a process, in a session of its own, that does not outlive this one.

    It holds one end of a pipe. On Linux it gets a signal, which ends it, when the other end is
    closed, as the system does for this process in the end. (PR_SET_PDEATHSIG would end it with the
    thread that starts it.) On other systems only what this process does itself ends it.

    Args:
        command: the program and its arguments.
        options: what else `subprocess.Popen` takes.

    >>> start([sys.executable, "-c", "pass"]).wait()
    0
    """
    if sys.platform != "linux":
        return subprocess.Popen(command, start_new_session=True, **options)
    import fcntl
    from weakref import finalize

    theirs, ours = os.pipe()
    try:
        process = subprocess.Popen(command, start_new_session=True, pass_fds=[theirs], **options)
        finalize(process, os.close, ours)
        fcntl.fcntl(theirs, fcntl.F_SETOWN, process.pid)
        fcntl.fcntl(theirs, fcntl.F_SETFL, os.O_ASYNC)
    finally:
        os.close(theirs)
    return process


def serving(module: str, *arguments: str) -> list[str]:
    """Return the command that calls the `serve` of a module of pairgraph in a Python of its own.

    >>> serving("apart", "mine.ttl")[-1]
    'mine.ttl'
    """
    path = [*map(str, sys.path)]
    code = f"import sys; sys.path[:] = {path!r}; from pairgraph.{module} import serve; "
    return [sys.executable, "-c", code + "serve(*sys.argv[1:])", *arguments]


def ending(status: int) -> str:
    """Return how a process ended: the signal that ended it, or its status.

    >>> ending(-9), ending(3)
    ('SIGKILL', 'status 3')
    """
    return signal.Signals(-status).name if status < 0 else f"status {status}"

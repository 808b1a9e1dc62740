"""Starts processes that end with this one, however it ends."""

from __future__ import annotations

import os
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

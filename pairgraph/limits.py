"""What a query may take: time, rows, memory, bytes; and what a process may."""

from __future__ import annotations

from typing import NamedTuple

from .errors import InputError

# What is as good as no limit, and more than systems can count.
_NONE = {"timeout": 1e9, "max_rows": 1 << 60, "memory": 1 << 60, "max_bytes": 1 << 60}


class Limits(NamedTuple):
    """What a query may take; None for no limit. Left out, what suits a service that others ask.

    >>> Limits(timeout=2.5).max_rows
    10000
    >>> Limits(timeout=0).checked()
    Traceback (most recent call last):
        ...
    pairgraph.errors.InputError: timeout 0: give a number over 0, or leave it out
    """

    timeout: float | None = 10
    """Seconds, once the graph is open."""
    max_rows: int | None = 10_000
    """Rows, or triples; an answer that has more is cut there, and says so by `Answer.is_cut`."""
    memory: int | None = 1 << 30
    """Bytes beyond those of the open graph; heeded on Linux only."""
    max_bytes: int | None = 64 << 20
    """Bytes of the answer, as JSON results or N-Triples."""

    def checked(self) -> Limits:
        """Return the same limits.

        Raises:
            InputError: a limit is not over 0, or is as good as none.
        """
        for name, value in self._asdict().items():
            if value is not None and not 0 < value < _NONE[name]:
                raise InputError(f"{name} {value:g}: give a number over 0, or leave it out")
        return self

    @property
    def need_worker(self) -> bool:
        """Whether they can be kept only by a process that can be ended."""
        return self.timeout is not None or self.memory is not None


def limit_process(kind: int, most: int | None) -> None:
    """Limit what this process may take, as far as the system lets it; None for all that it lets.

    Args:
        kind: what is limited, such as `resource.RLIMIT_AS`.
        most: how much it may take.
    """
    import resource

    _, hard = resource.getrlimit(kind)
    is_lower = most is not None and (hard == resource.RLIM_INFINITY or most < hard)
    resource.setrlimit(kind, (most if most is not None and is_lower else hard, hard))

"""Queries under limits: each runs in a process that is ended when it takes too much.

pyoxigraph has no timeout, so that a process is the only thing that can be ended. A worker is a new
Python rather than a fork (a fork is unsafe beside threads, of which a server has many and a store
on disk has some), opens its store itself, and is not multiprocessing's or Pebble's: those run the
caller's own script again in it, and Pebble takes three seconds more to end it.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING

from .answer import Answer
from .children import start
from .errors import Busy, InputError, LimitExceeded, QueryError
from .graph import as_store, open_store
from .limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Self

    import pyoxigraph as ox

    from .stores import Opener, Source

HAS_ALARM = hasattr(signal, "setitimer")
_SERVE = (
    "import sys; sys.path[:] = {path!r}; from pairgraph.worker import serve;"
    "serve(sys.stdin.buffer, sys.stdout.buffer)"
)


class Pool:
    """Workers that hold one graph open, kept ready for queries; it may stand wherever a graph may.

    One that has been ended is replaced. Threads may share a pool.

    Args:
        source: a function that opens a store, which each worker calls for itself (it must be one
            that pickle can name, such as `functools.partial(open_store, extra=["mine.ttl"])`);
            a store or an rdflib graph, which is copied; the shipped graph if left out.
        limits: what a query may take.
        size: how many workers, and so how many queries at once.

    >>> import pairgraph
    >>> with Pool(limits=Limits(timeout=30), size=1) as pool:
    ...     pairgraph.query("ASK { pgt:navigateur a pg:RoleTerm }", pool).boolean
    True
    """

    def __init__(
        self, source: Source = None, *, limits: Limits | None = None, size: int = 2
    ) -> None:
        self.limits = (limits or Limits()).checked()
        self.size = size
        self._held = ExitStack()
        self._open = self._held.enter_context(_opener(source))
        self._idle: LifoQueue[_Worker] = LifoQueue()
        for _ in range(size):
            self._idle.put(_Worker(self._open))

    def answer(self, text: str, limits: Limits | None = None) -> Answer:
        """Answer a query that `sparql.check` has let through (`sparql.query` does both).

        Raises:
            SyntaxError: it is malformed.
            LimitExceeded: it takes too much; the worker is ended.
            QueryError: the worker does not survive it.
            Busy: no worker was free within the timeout.
        """
        limits = limits.checked() if limits else self.limits
        with self._worker(limits) as worker:
            return worker.answer(text, limits)

    @contextmanager
    def _worker(self, limits: Limits) -> Iterator[_Worker]:
        try:
            worker = self._idle.get(timeout=limits.timeout)
        except Empty:
            raise Busy(self.size) from None
        try:
            worker = self._renewed(worker)
            yield worker
        finally:
            with suppress(OSError):  # the next query tries again
                worker = self._renewed(worker)
            self._idle.put(worker)

    def _renewed(self, worker: _Worker) -> _Worker:
        if worker.is_there:
            return worker
        worker.end()
        return _Worker(self._open)

    def close(self) -> None:
        """End the workers, once they are free."""
        for _ in range(self.size):
            self._idle.get().end()
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def answer_once(text: str, source: Source, limits: Limits) -> Answer:
    """Answer a query as `Pool.answer` does, in a worker of its own."""
    with _opener(source) as opener:
        worker = _Worker(opener)
        try:
            return worker.answer(text, limits.checked())
        finally:
            worker.end()


@contextmanager
def _opener(source: Source) -> Iterator[Opener]:
    """Give what a worker calls to open a graph; one that is in memory is written to a file."""
    if source is None or callable(source):
        yield source or open_store
        return
    from tempfile import TemporaryDirectory

    import pyoxigraph as ox

    with TemporaryDirectory() as folder:
        path = os.path.join(folder, "graph.nq")
        ox.serialize(as_store(source), path, format=ox.RdfFormat.N_QUADS)
        yield partial(_restored, path)


def _restored(path: str) -> ox.Store:
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    return store


class _Worker:
    """A process that runs `worker.serve`."""

    def __init__(self, opener: Opener) -> None:
        self._is_open = self._is_late = self._is_ended = False
        self._process = start(
            [sys.executable, "-c", _SERVE.format(path=[*map(str, sys.path)])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._send(opener)

    @property
    def is_there(self) -> bool:
        return not (self._is_late or self._is_ended) and self._process.poll() is None

    def answer(self, text: str, limits: Limits) -> Answer:
        """Answer a query; whatever comes in between, an interruption too, ends the worker."""
        try:
            if not self._is_open:
                self._wait_until_open()
            head, data = self._exchange(text, limits)
        except BaseException:
            self.end()
            raise
        if "malformed" in head:
            raise SyntaxError(head["malformed"])
        if "error" in head:
            raise QueryError(head["error"])
        if "limit" in head:
            raise _exceeded(head["limit"], limits)
        return Answer(data, is_triples=head["is_triples"], is_cut=head["is_cut"])

    def end(self) -> None:
        if not self._is_ended:
            self._is_ended = True
            self._process.kill()
            self._process.communicate()

    def _wait_until_open(self) -> None:
        try:
            head, _ = self._receive()
        except EOFError:
            raise self._death(Limits(memory=None)) from None
        if "error" in head:
            raise InputError(head["error"])
        self._is_open = True

    def _exchange(self, text: str, limits: Limits) -> tuple[dict[str, Any], bytes]:
        with self._deadline(limits.timeout):
            try:
                self._send((text, limits))
                return self._receive()
            except (EOFError, BrokenPipeError):
                raise self._death(limits) from None

    @contextmanager
    def _deadline(self, timeout: float | None) -> Iterator[None]:
        """End the worker if what is done with it takes longer, where no alarm of its own does."""
        if timeout is None or HAS_ALARM:
            yield
            return
        timer = threading.Timer(timeout, self._give_up)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _give_up(self) -> None:
        self._is_late = True
        self._process.kill()

    def _send(self, message: object) -> None:
        assert self._process.stdin
        pickle.dump(message, self._process.stdin)
        self._process.stdin.flush()

    def _receive(self) -> tuple[dict[str, Any], bytes]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        head = json.loads(line) if line.endswith(b"\n") else {"size": 1}
        data = self._process.stdout.read(head["size"])
        if len(data) < head["size"]:
            raise EOFError
        return head, data

    def _death(self, limits: Limits) -> QueryError:
        """Return why the worker is no longer there."""
        status = self._process.wait()
        name = signal.Signals(-status).name if status < 0 else f"status {status}"
        if self._is_late or name == "SIGALRM":
            return _exceeded("timeout", limits)
        if name == "SIGABRT" and limits.memory:  # what Rust does when it is refused memory
            return _exceeded("memory", limits)
        return QueryError(f"query: its worker is lost ({name}); ask for less")


def _exceeded(limit: str, limits: Limits) -> LimitExceeded:
    return LimitExceeded(limit, getattr(limits, limit))

"""One server, asked over HTTP: it may hang, lie or cut the line, and is never believed halfway.

The whole of an answer is fetched, into memory or a file that nobody sees, before any is used; so
an answer that was cut short is never taken for a whole one, and can be asked for again.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, NamedTuple

from .errors import EndpointError, InputError, QueryError, brief
from .login import PASSWORD, TOKEN, USER, Login

if TYPE_CHECKING:
    from email.message import Message
    from http.client import HTTPConnection, HTTPResponse
    from urllib.parse import SplitResult

_BUSY = (429, 502, 503, 504)
_PIECE = 1 << 16  # bytes
IN_MEMORY = 8 << 20  # bytes; a longer answer waits on disk
_TOLD = 4096  # bytes of a refusal that are read, to tell what it says
_PATIENCE = 10.0  # seconds at most before another try, whatever a server asks for
_FRESH = 2.0  # seconds for which a connection that nobody uses is trusted to be still there
_STATUS = {
    401: f"it asks who you are; set {USER} and {PASSWORD}, or {TOKEN}",
    403: "it does not allow you this",
    404: "there is nothing at this address; give that of its SPARQL service",
    405: "no such request is taken at this address; give that of its SPARQL service",
    413: "the request is too long for it",
}


class Answered(NamedTuple):
    """What a server answered: its headers, and the whole of the rest, to be read from its start."""

    headers: Message
    body: IO[bytes]
    is_framed: bool  # whether the server said where it ends

    @property
    def kind(self) -> str:
        """What kind of file the server says that it is."""
        return self.headers.get_content_type() if "Content-Type" in self.headers else ""


class Refused(QueryError, EndpointError):
    """The server does not understand a request, or is not up to it; `told` says why in a line."""

    def __init__(self, name: str, told: str) -> None:
        self.told = told
        super().__init__(f"{name}: the server refuses: {told}")


class Unfit(Refused):
    """The server would answer, but not rightly."""

    def __init__(self, name: str, told: str) -> None:
        super().__init__(name, told)
        self.args = (f"{name}: {told}",)


class _Passing(Exception):
    """What may go better at another try."""

    def __init__(self, what: str, *, pause: float | None = None, is_unheard: bool = False) -> None:
        self.pause, self.is_unheard = pause, is_unheard
        super().__init__(what)


class Bounds(NamedTuple):
    """How long, how often and how much.

    Args:
        timeout: seconds to wait for a connection, and for each next piece of an answer.
        deadline: seconds that one request may take in all, other tries included.
        retries: how many more times a request is sent to a server that is busy or cuts the line.
        max_bytes: the longest answer that is taken.
    """

    timeout: float = 30
    deadline: float = 300
    retries: int = 3
    max_bytes: int = 1 << 30


class Web:
    """An address on a server, to which forms are sent.

    >>> Web("https://example.org/sparql?key=1", Bounds()).name
    'https://example.org/sparql'
    """

    def __init__(self, url: str, bounds: Bounds) -> None:
        self._at = _checked(url)
        self.name = f"{self._at.scheme}://{self._at.netloc}{self._at.path}"
        self._bounds = bounds
        self._login = Login(self._at, self.name)
        self._idle: list[tuple[float, HTTPConnection]] = []
        self.requests = 0

    def within(self, seconds: float) -> Web:
        """Return the same address, asked for so long at most."""
        from copy import copy

        other = copy(self)
        wait = min(seconds, self._bounds.timeout)
        other._bounds = self._bounds._replace(deadline=seconds, timeout=wait)
        return other

    def post(
        self, form: Mapping[str, str], *, accept: str = "*/*", may_repeat: bool = True
    ) -> Answered:
        """Send a form, and return the whole answer.

        Args:
            form: what is sent.
            accept: the kinds of answer that are understood.
            may_repeat: whether it does no harm if the server acts upon it twice.

        Raises:
            EndpointError: the server cannot be reached, fails, refuses, or does not come to an end.
        """
        import time
        from urllib.parse import urlencode

        data, until = urlencode(form).encode(), time.monotonic() + self._bounds.deadline
        for number in range(self._bounds.retries + 1):
            try:
                return self._try(data, accept, until, may_reuse=may_repeat)
            except _Passing as problem:
                pause = min(0.2 * 2**number if problem.pause is None else problem.pause, _PATIENCE)
                is_last = number == self._bounds.retries or time.monotonic() + pause > until
                if is_last or not (may_repeat or problem.is_unheard):
                    raise EndpointError(f"{self.name}: {problem}") from problem
            time.sleep(pause)
        raise EndpointError(f"{self.name}: {self._bounds.retries} retries; give 0 or more")

    def _try(self, data: bytes, accept: str, until: float, *, may_reuse: bool) -> Answered:
        from http.client import HTTPException

        with self._connection(may_reuse) as connection, _watched(connection, until) as is_over:
            try:
                answered = self._exchange(connection, data, accept)
            except (OSError, HTTPException, ValueError) as error:
                if isinstance(error, EndpointError):
                    raise
                if is_over():
                    raise self._error(f"no end within {self._bounds.deadline:g} s") from error
                if isinstance(error, TimeoutError):
                    raise self._error(f"silent for {self._bounds.timeout:g} s") from error
                raise _Passing(f"it cut the line: {first_line(str(error))}") from error
            if is_over():  # the end of what is read of it is only where the line was closed
                raise self._error(f"no end within {self._bounds.deadline:g} s")
            return answered

    @contextmanager
    def _connection(self, may_reuse: bool) -> Iterator[HTTPConnection]:
        """Give a connection, which is kept for the next request if all goes well."""
        import time

        connection = self._kept() if may_reuse else None
        connection = connection or self._connected()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if connection.sock:
            self._idle.append((time.monotonic() + _FRESH, connection))

    def _kept(self) -> HTTPConnection | None:
        import time

        while self._idle:
            until, connection = self._idle.pop()
            if time.monotonic() < until:
                return connection
            connection.close()
        return None

    def _connected(self) -> HTTPConnection:
        from http.client import HTTPConnection, HTTPSConnection

        kind = HTTPSConnection if self._at.scheme == "https" else HTTPConnection
        connection = kind(self._at.hostname or "", self._at.port, timeout=self._bounds.timeout)
        try:
            connection.connect()
        except ConnectionRefusedError as error:
            raise _Passing("it is not there: connection refused", is_unheard=True) from error
        except TimeoutError as error:
            raise self._error(f"not reached within {self._bounds.timeout:g} s") from error
        except OSError as error:
            raise self._error(f"not reached: {first_line(error.strerror or str(error))}") from error
        return connection

    def _exchange(self, connection: HTTPConnection, data: bytes, accept: str) -> Answered:
        response = self._sent(connection, data, accept)
        if response.status == 401 and self._login.answers(response.getheader("WWW-Authenticate")):
            self._finish(response, _TOLD)
            response = self._sent(connection, data, accept)
        if not 200 <= response.status < 300:
            self._refuse(response)
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise self._error("it sends compressed what was asked for plain")
        is_framed = bool(response.chunked) or response.length is not None
        return Answered(response.headers, self._finish(response, self._bounds.max_bytes), is_framed)

    def _sent(self, connection: HTTPConnection, data: bytes, accept: str) -> HTTPResponse:
        target = (self._at.path or "/") + (f"?{self._at.query}" if self._at.query else "")
        headers = {
            "Accept": accept,
            "Accept-Encoding": "identity",
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "pairgraph",
        }
        self.requests += 1
        connection.request("POST", target, data, headers | self._login.headers(target))
        return connection.getresponse()

    def _refuse(self, response: HTTPResponse) -> None:
        status = response.status
        if 300 <= status < 400:
            to = first_line(response.getheader("Location", "nowhere").partition("?")[0])
            raise self._error(f"it has moved to {to}; give that address if you trust it")
        said = self._finish(response, _TOLD).read().decode("latin-1")
        told = self._login.hidden(first_line(said))
        if status in _BUSY:
            wait = response.getheader("Retry-After", "")
            pause = float(wait) if wait.isdecimal() else None
            raise _Passing(f"it answers {status}: {told or 'busy'}", pause=pause)
        if status == 400:
            raise Refused(self.name, told)
        raise self._error(_STATUS.get(status) or f"it answers {status}: {told}")

    def _finish(self, response: HTTPResponse, limit: int) -> IO[bytes]:
        """Return the whole body; of a refusal, which may go on for ever, its beginning."""
        from http.client import IncompleteRead
        from tempfile import SpooledTemporaryFile

        body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        while piece := response.read1(_PIECE):
            body.write(piece)
            if body.tell() > limit and limit == _TOLD:
                break
            if body.tell() > limit:
                raise self._error(f"its answer is longer than {limit} bytes; ask for less")
        else:
            if response.length:
                raise IncompleteRead(b"", response.length)
            response.close()
        body.seek(0)
        return body

    def _error(self, what: str) -> EndpointError:
        return EndpointError(f"{self.name}: {what}")


def _checked(url: str) -> SplitResult:
    from urllib.parse import urlsplit

    try:
        at = urlsplit(url)
        is_fit = at.scheme in ("http", "https") and bool(at.hostname) and at.port != 0
    except ValueError:
        raise InputError("endpoint: not an address; give http:// or https:// and so on") from None
    if at.username is not None or at.password is not None:
        raise InputError(f"endpoint: take the password out of the address; set {USER}, {PASSWORD}")
    if not is_fit or not url.isascii() or any(c <= " " for c in url):
        raise InputError(f"endpoint {brief(url)!r}: give an address http://… or https://…")
    return at


@contextmanager
def _watched(connection: HTTPConnection, until: float) -> Iterator[Callable[[], bool]]:
    """Close a line at its deadline, whatever waits on it; give what tells whether it was."""
    import threading
    import time

    over = threading.Event()
    line: socket.socket = connection.sock

    def close() -> None:
        over.set()
        with suppress(OSError):
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, until - time.monotonic()), close)
    timer.daemon = True
    timer.start()
    try:
        yield over.is_set
    finally:
        timer.cancel()


def first_line(text: str) -> str:
    """Return the first line of a text that holds any, as a message shows it.

    >>> first_line("\\n Error: in line 1 \\n  at org.example")
    'Error: in line 1'
    """
    return brief(next(filter(str.strip, text.splitlines()), ""))

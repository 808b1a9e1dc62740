"""A server that hangs, lies or cuts the line: it is told in one line, in time, and not by half."""

from __future__ import annotations

import socket
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

import pairgraph as library
from pairgraph import Endpoint
from pairgraph.endpoint import GRAPH, UPDATE
from pairgraph.errors import EndpointError, InputError, PairgraphError, QueryError
from pairgraph.limits import Limits
from pairgraph.login import PASSWORD, TOKEN, USER

from .conftest import Run

RESULTS = "application/sparql-results+json"
ROW = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"uri","value":"urn:%s"}}]}}'
SELECT = "SELECT ?a { ?a ?b ?c }"
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers each request by what the test says, and remembers it."""

    protocol_version = "HTTP/1.1"
    server: Hostile

    def do_POST(self) -> None:
        self.form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.seen.append((dict(self.headers), self.form))
        answers = self.server.answers
        try:
            (answers.pop(0) if len(answers) > 1 else answers[0])(self)
        except OSError:  # the client has had enough
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass

    def say(self, body: bytes, status: int = 200, kind: str = RESULTS, **headers: str) -> None:
        self.begin({"Content-Type": kind, "Content-Length": str(len(body))} | headers, status)
        self.wfile.write(body)

    def begin(self, headers: dict[str, str], status: int = 200) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()


class Hostile(ThreadingHTTPServer):
    """A server that answers as it is told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[Answer] = []
        self.seen: list[tuple[dict[str, str], dict[str, list[str]]]] = []
        self.is_over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"


@pytest.fixture
def server() -> Iterator[Hostile]:
    with Hostile() as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.is_over.set()
        made.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Note the pauses before other tries, instead of making them."""
    found: list[float] = []
    for name in (USER, PASSWORD, TOKEN, GRAPH, UPDATE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("time.sleep", found.append)
    return found


def _asked(server: Hostile, *answers: Answer, query: str = SELECT, **options: Any) -> list[str]:
    server.answers = list(answers)
    limits: dict[str, Any] = {"timeout": 0.5, "deadline": 2, "retries": 2} | options
    results: Any = Endpoint(server.url, **limits).query(query)
    return [] if isinstance(results, ox.QueryBoolean) else [str(row[0]) for row in results]


def well(handler: Handler) -> None:
    handler.say(ROW % b"well")


def hangs(handler: Handler) -> None:
    handler.server.is_over.wait(30)


def drips(handler: Handler) -> None:
    """Send a byte now and then: never silent, never done."""
    handler.begin({"Content-Type": RESULTS, "Content-Length": "100000"})
    while not handler.server.is_over.wait(0.05):
        handler.wfile.write(b" ")


def drips_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.is_over.wait(0.05):
        handler.wfile.write(b"x")


def never_ends(handler: Handler) -> None:
    handler.begin({"Content-Type": RESULTS, "Transfer-Encoding": "chunked"})
    while not handler.server.is_over.is_set():
        handler.wfile.write(b"10000\r\n" + b" " * 65536 + b"\r\n")


def cuts_the_line(handler: Handler) -> None:
    body = ROW % b"cut"
    handler.begin({"Content-Type": RESULTS, "Content-Length": str(len(body) + 1)})
    handler.wfile.write(body)
    handler.close_connection = True


def cuts_a_chunk(handler: Handler) -> None:
    handler.begin({"Content-Type": RESULTS, "Transfer-Encoding": "chunked"})
    handler.wfile.write(b"ffff\r\n" + ROW % b"cut")
    handler.close_connection = True


def bogus_chunk(handler: Handler) -> None:
    handler.begin({"Content-Type": RESULTS, "Transfer-Encoding": "chunked"})
    handler.wfile.write(b"zz\r\n" + ROW % b"cut" + b"\r\n0\r\n\r\n")
    handler.close_connection = True


def cuts_triples(handler: Handler) -> None:
    """Cut N-Triples where a line ends, which only the missing length gives away."""
    handler.begin({"Content-Type": "application/n-triples", "Connection": "close"})
    handler.wfile.write(b"<urn:a> <urn:b> <urn:c> .\n")


def says(
    body: bytes = ROW % b"x", status: int = 200, kind: str = RESULTS, **headers: str
) -> Answer:
    return lambda handler: handler.say(body, status, kind, **headers)


def gone(handler: Handler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


BAD: dict[str, tuple[Answer, str]] = {
    "hangs": (hangs, "silent for 0.5 s"),
    "drips": (drips, "no end within 2 s"),
    "drips headers": (drips_headers, "no end within 2 s"),
    "never ends": (never_ends, "longer than 1000000 bytes"),
    "cuts the line": (cuts_the_line, "it cut the line"),
    "cuts a chunk": (cuts_a_chunk, "it cut the line"),
    "bogus chunk": (bogus_chunk, "it cut the line"),
    "is gone": (gone, "it cut the line"),
    "500": (says(b"<b>Oh</b>\n at x.y", 500), "it answers 500: <b>Oh</b>"),
    "503": (says(b"busy\x1b[2J", 503), "it answers 503: busy [2J"),
    "401": (says(b"", 401), "set PAIRGRAPH_ENDPOINT_USER"),
    "403": (says(b"", 403), "does not allow you this"),
    "404": (says(b"", 404), "give that of its SPARQL service"),
    "413": (says(b"", 413), "too long"),
    "a page": (says(b"<html>", kind="text/html"), "it answers text/html"),
    "XML": (says(b"<sparql/>", kind="application/sparql-results+xml"), "it answers application/sp"),
    "plain text": (says(kind="text/plain"), "it answers text/plain"),
    "no JSON": (says(b"{"), "cut or malformed"),
    "half": (says(ROW[:-3]), "cut or malformed"),
    "twice": (says(ROW + ROW), "cut or malformed"),
    "no UTF-8": (says(ROW % b"\xff"), "cut or malformed"),
    "no IRI": (says(ROW % b" "), "cut or malformed"),
    "nested": (says(b'{"head":' + b"[" * 200_000), "cut or malformed"),
    "empty": (says(b""), "cut or malformed"),
    "another": (says(b'{"head":{},"boolean":true}'), "something else"),
    "zipped": (says(b"\x1f\x8b", Content_Encoding="gzip"), "compressed"),
    "a part": (says(X_SPARQL_MaxRows="10"), "only a part"),
    "moved": (
        says(b"", 302, Location="http://example.org/a?key=1"),
        "moved to http://example.org/a;",
    ),
    "moved to a file": (
        says(b"", 307, Location="file:///etc/passwd"),
        "moved to file:///etc/passwd;",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_answer_is_told_in_a_line(name: str, server: Hostile) -> None:
    answer, told = BAD[name]
    before = time.monotonic()
    with pytest.raises(EndpointError) as caught:
        _asked(server, answer, max_bytes=1_000_000)
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"{server.url}: ")
    assert str(caught.value).isprintable()
    assert time.monotonic() - before < 10


def test_a_good_answer_is_not(server: Hostile) -> None:
    assert _asked(server, well) == ["<urn:well>"]


def test_triples_that_may_be_cut_are_refused(server: Hostile) -> None:
    construct = "CONSTRUCT WHERE { ?s ?p ?o }"
    with pytest.raises(EndpointError, match="does not say where its answer ends"):
        _asked(server, cuts_triples, query=construct)
    whole = says(b"<urn:a> <urn:b> <urn:c> .\n", kind="application/n-triples")
    assert _asked(server, whole, query=construct) == ["<urn:a>"]
    with pytest.raises(EndpointError, match="cut or malformed"):
        _asked(server, says(b"<urn:a> <urn:b>", kind="application/n-triples"), query=construct)


@pytest.mark.parametrize("answer", [cuts_the_line, cuts_a_chunk, gone, says(b"", 503)])
def test_it_is_asked_again(answer: Answer, server: Hostile, naps: list[float]) -> None:
    assert _asked(server, answer, answer, well) == ["<urn:well>"]
    assert naps == [0.2, 0.4]


@pytest.mark.parametrize("answer", [says(b"", 500), says(b"", 404), says(b"{"), hangs])
def test_it_is_not_asked_again_in_vain(answer: Answer, server: Hostile) -> None:
    with pytest.raises(EndpointError):
        _asked(server, answer, well)
    assert len(server.seen) == 1


def test_the_pause_is_the_servers_own_up_to_a_limit(server: Hostile, naps: list[float]) -> None:
    short, long = (says(b"", 503, Retry_After=seconds) for seconds in ("1", "99999"))
    assert _asked(server, short, long, well, deadline=60) == ["<urn:well>"]
    assert naps == [1, 10]


def test_a_pause_beyond_the_deadline_is_not_made(server: Hostile, naps: list[float]) -> None:
    with pytest.raises(EndpointError, match="503"):
        _asked(server, says(b"", 503, Retry_After="5"), well)
    assert naps == []


def test_limits_are_kept(server: Hostile) -> None:
    served = Endpoint(server.url)
    server.answers[:] = [hangs]
    begun = time.monotonic()
    with pytest.raises(EndpointError, match=r"silent for 0.5 s|no end within 0.5 s"):
        library.query(SELECT, served, limits=Limits(timeout=0.5))
    assert time.monotonic() - begun < 20  # and not the 300 seconds of the endpoint itself
    server.answers[:] = [well]
    answer = library.query(SELECT, served, limits=Limits(max_rows=1))
    assert (len(answer), answer.is_cut) == (1, False)


def test_what_it_refuses_is_a_query_error(server: Hostile) -> None:
    with pytest.raises(QueryError, match=r"refuses: Parse error: line 1$"):
        _asked(server, says(b"Parse error: line 1\n  at org.example", 400))


def test_an_update_is_sent_once(server: Hostile) -> None:
    server.answers = [cuts_the_line]
    with pytest.raises(EndpointError, match="cut the line"):
        Endpoint(server.url).update("CLEAR ALL")
    assert len(server.seen) == 1
    server.answers = [gone, well]
    Endpoint(server.url).extend([ox.Quad(*[ox.NamedNode("urn:a")] * 3)])
    assert server.seen[-1][1] == {"update": ["INSERT DATA {\n<urn:a> <urn:a> <urn:a> .\n}"]}


def test_a_small_graph_is_copied_if_a_query_is_refused(server: Hostile) -> None:
    def answer(handler: Handler) -> None:
        text = handler.form["query"][0]
        if "COUNT" in text:
            number = b'"type":"literal","datatype":"http://www.w3.org/2001/XMLSchema#integer"'
            row = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{%s,"value":"%s"}}]}}'
            handler.say(row % (number, self_count))
        elif "?s ?p ?o" in text:
            part = b'{"type":"uri","value":"urn:x"}'
            row = b'{"head":{"vars":["s","p","o"]},"results":{"bindings":[{%s}]}}'
            handler.say(row % b",".join(b'"%s":%s' % (name, part) for name in (b"s", b"p", b"o")))
        else:
            handler.say(b"too hard", 400)

    server.answers, self_count = [answer], b"1"
    assert library.query(SELECT, Endpoint(server.url)).rows == [("urn:x",)]
    self_count = b"1000001"
    with pytest.raises(QueryError, match="too hard"):
        library.query(SELECT, Endpoint(server.url))


def test_who_asks_is_told_to_the_server_and_to_nobody_else(
    server: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "ada")
    monkeypatch.setenv(PASSWORD, "s3cret")
    with pytest.raises(EndpointError) as caught:
        _asked(server, says(b"no s3cret here", 500))
    assert "s3cret" not in str(caught.value)
    expected = "Basic " + b64encode(b"ada:s3cret").decode()
    assert server.seen[-1][0]["Authorization"] == expected
    monkeypatch.setenv(TOKEN, "t0ken")
    assert _asked(server, well) == ["<urn:well>"]
    assert server.seen[-1][0]["Authorization"] == "Bearer t0ken"
    with pytest.raises(InputError, match="give https"):
        Endpoint("http://example.org/sparql")


def test_a_digest_is_answered(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(USER, "ada")
    monkeypatch.setenv(PASSWORD, "s3cret")
    challenge = 'Digest realm="SPARQL", nonce="n", qop="auth", algorithm="MD5"'
    assert _asked(server, says(b"", 401, WWW_Authenticate=challenge), well) == ["<urn:well>"]
    told = server.seen[-1][0]["Authorization"]
    assert told.startswith('Digest username="ada"')
    assert 'uri="/sparql"' in told
    with pytest.raises(EndpointError, match="asks who you are"):
        _asked(server, says(b"", 401, WWW_Authenticate=challenge))


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a/b", "a.ttl", "http://", "http://a:x/", "http://a b/", ""],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="give"):
        Endpoint(url)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(InputError, match="set PAIRGRAPH_ENDPOINT_USER") as caught:
        Endpoint("https://ada:s3cret@example.org/")
    assert "s3cret" not in str(caught.value)


def test_nobody_there_is_told(server: Hostile, naps: list[float]) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        endpoint = Endpoint(f"http://127.0.0.1:{held.getsockname()[1]}/", retries=1)
        with pytest.raises(EndpointError, match="it is not there"):
            len(endpoint)
    assert len(naps) == 1
    with pytest.raises(EndpointError, match="not reached"):
        len(Endpoint("http://nowhere.invalid/"))


def test_a_certificate_that_nobody_vouches_for_is_refused(server: Hostile) -> None:
    with pytest.raises(EndpointError, match="not reached"):
        len(Endpoint(server.url.replace("http:", "https:"), timeout=1))


def test_the_environment_names_the_graph_and_the_updates(
    server: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(GRAPH, "urn:g")
    monkeypatch.setenv(UPDATE, server.url)
    _asked(server, well)
    assert server.seen[-1][1]["default-graph-uri"] == ["urn:g"]
    server.answers = [well]
    Endpoint("http://localhost:1/").extend([ox.Quad(*[ox.NamedNode("urn:a")] * 3)])
    assert "GRAPH <urn:g>" in server.seen[-1][1]["update"][0]
    with pytest.raises(InputError, match="not an IRI"):
        Endpoint(server.url, graph="a b")


def test_the_command_tells_it_in_a_line(server: Hostile, pairgraph: Callable[..., Run]) -> None:
    server.answers = [says(b"<html>", kind="text/html")]
    run = pairgraph("ask", "definitions", "--endpoint", server.url)
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith(f"pairgraph: {server.url}: it answers text/html")
    assert run.err.count("\n") == 1


def test_the_errors_are_ours() -> None:
    assert issubclass(EndpointError, PairgraphError)
    assert issubclass(EndpointError, OSError)

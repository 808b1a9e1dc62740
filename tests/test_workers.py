"""Limits: what takes too much is ended, and nothing else; see `tests.hostile` for the queries."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import FrameType

import pyoxigraph as ox
import pytest

import pairgraph as library
from pairgraph import workers
from pairgraph.answer import Answer
from pairgraph.errors import Busy, InputError, LimitExceeded, QueryError
from pairgraph.graph import as_graph, open_store
from pairgraph.limits import Limits
from pairgraph.questions import catalogue
from pairgraph.sparql import query
from pairgraph.taking import taken
from pairgraph.workers import Pool

from .conftest import Run
from .hostile import QUERIES

Command = Callable[..., Run]
Started = list[subprocess.Popen[bytes]]
ENDLESS = QUERIES["count, all triples"]
TIGHT = Limits(timeout=0.3, max_rows=None, memory=256 << 20, max_bytes=1 << 20)
WIDE = Limits(timeout=300, max_rows=None)
MEBIBYTE = 1 << 20

posix = pytest.mark.skipif(os.name != "posix", reason="needs signals")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells and limits memory")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(limits=TIGHT, size=1) as made:
        yield made


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """Return the processes that are started from here on."""
    made: Started = []

    class Recorded(subprocess.Popen[bytes]):
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)  # type: ignore[call-overload]
            made.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    return made


def rows(answer: Answer) -> list[str]:
    return sorted(map(repr, answer.rows))


def is_well(pool: Pool) -> bool | None:
    return query("ASK { pgt:navigateur a pg:RoleTerm }", pool, limits=WIDE).boolean


@linux
@pytest.mark.parametrize("name", QUERIES)
def test_a_hostile_query_is_ended(pool: Pool, name: str) -> None:
    before = _peak()
    with pytest.raises(QueryError) as caught:
        query(QUERIES[name], pool)
    assert "\n" not in str(caught.value)
    assert is_well(pool)
    assert _peak() - before < 50 * MEBIBYTE


def _peak() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_hostile_queries_are_many_and_meet_every_limit(pool: Pool) -> None:
    assert len(QUERIES) >= 60
    met = {"count, all triples": "timeout", "all rows, all labels": "max_bytes"}
    if sys.platform == "linux":
        met["doubled text"] = "memory"
    for name, limit in met.items():
        with pytest.raises(LimitExceeded, match=f"raise {limit}$") as caught:
            query(QUERIES[name], pool, limits=TIGHT._replace(timeout=5))
        assert caught.value.limit == limit


@pytest.mark.parametrize("question", catalogue(), ids=lambda question: question.slug)
def test_a_worker_answers_as_this_process_does(
    pool: Pool, store: ox.Store, question: library.questions.Question
) -> None:
    here = query(question.sparql, store)
    there = query(question.sparql, pool, limits=WIDE)
    assert here.columns != []
    assert (there.columns, rows(there)) == (here.columns, rows(here))
    one = library.ask(question.slug, pool, lang="fr", limits=WIDE)
    assert rows(one) == rows(here.in_language("fr"))
    assert not there.is_cut


def test_every_kind_of_source_is_answered(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text("<urn:a> <urn:b> 'é' .")
    store = ox.Store()
    store.load(path=own, format=ox.RdfFormat.TURTLE)
    everything = "CONSTRUCT WHERE { <urn:a> ?p ?o }"
    for source in (store, as_graph(store), partial(open_store, extra=[own])):
        found = query(everything, source, limits=WIDE)
        assert found.to_turtle() == '<urn:a> <urn:b> "é" .\n'
    assert len(query(everything, limits=WIDE)) == 0


def test_what_is_wrong_is_told_as_in_this_process(pool: Pool, store: ox.Store) -> None:
    for text in ("SELECT * {", "SELECT * { ?s nope:p ?o }", "SELECT * { SERVICE <x:y> {} }"):
        told = []
        for source in (store, pool):
            with pytest.raises(QueryError) as caught:
                query(text, source)
            told.append(str(caught.value))
        assert told[0] == told[1]


def test_a_store_that_cannot_be_opened_is_told() -> None:
    missing = partial(open_store, extra=["missing.ttl"])
    with pytest.raises(InputError, match=r"^missing\.ttl: cannot be read"):
        query("ASK {}", missing, limits=WIDE)


WRONG = [{"timeout": -1}, {"timeout": float("nan")}, {"timeout": float("inf")}, {"max_rows": 0}]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_limit_that_is_none_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(InputError, match="over 0"):
        query("ASK {}", limits=Limits(**wrong))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="give a number over 0"):
        Pool(limits=Limits(**wrong))  # type: ignore[arg-type]


def test_rows_are_cut_as_soon_as_there_are_enough(store: ox.Store) -> None:
    only_rows = Limits(timeout=None, max_rows=7, memory=None)
    assert not only_rows.need_worker
    endless = "{ ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }"
    for head in ("SELECT *", "CONSTRUCT { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z } WHERE"):
        answer = query(f"{head} {endless}", store, limits=only_rows)
        assert (len(answer), answer.is_cut) == (7, True)
    seven = "SELECT ?x { VALUES ?x { 1 2 3 4 5 6 7 } }"
    assert not query(seven, store, limits=only_rows).is_cut
    assert query(seven, store, limits=only_rows._replace(max_rows=6)).in_language("fr").is_cut
    assert query("ASK {}", store, limits=only_rows).boolean


TERMS = """VERSION "1.2" SELECT ?x ?y { VALUES (?x ?y) {
    ("plain" "quo\\"ted\\n\\\\\\u0001\\u007f\\u2028") ("é"@fr-CA UNDEF) (UNDEF UNDEF) (1 true)
    (1e3 "z"^^<urn:own>) (<urn:é> 1.5) ("a"@ar--rtl "b"@en--ltr) (<<(<urn:a> <urn:b> "c"@fr)>> 0)
    (<<(<urn:a> <urn:b> <<(<urn:a> <urn:b> 1)>>)>> "\\t\\r,")
} }"""


def test_rows_taken_one_by_one_are_the_engines_own() -> None:
    bare = ox.Store()
    whole, one_by_one = (taken(bare.query(TERMS), max_rows=most).data for most in (None, 9))
    assert json.loads(one_by_one) == json.loads(whole)
    assert len(json.loads(whole)["results"]["bindings"]) == 9
    assert taken(bare.query("SELECT * {}"), max_rows=8).rows == [()]
    made = "SELECT (BNODE() AS ?b) {}"
    assert b'"type":"bnode"' in taken(bare.query(made), max_rows=8).data


class Prying:
    """A store that finds out, when asked, whether a file or a socket can be opened."""

    def query(self, text: str, prefixes: object) -> ox.QueryBoolean:
        can = _succeeds(partial(open, os.devnull)) or _succeeds(socket.socket)
        found = ox.Store().query(f"ASK {{ FILTER({str(can).lower()}) }}")
        assert isinstance(found, ox.QueryBoolean)
        return found


def _succeeds(call: Callable[[], object]) -> bool:
    try:
        call()
    except OSError:
        return False
    return True


@posix
def test_a_worker_can_open_nothing() -> None:
    assert Prying().query("", None)
    prying: Callable[[], ox.Store] = Prying  # type: ignore[assignment]
    assert query("ASK {}", prying, limits=WIDE).boolean is False


@posix
def test_the_shortest_time_is_a_limit_too(pool: Pool) -> None:
    with pytest.raises(LimitExceeded, match="timeout 1e-09 seconds"):
        query(ENDLESS, pool, limits=Limits(timeout=1e-9))


def test_a_deadline_is_kept_where_there_is_no_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "HAS_ALARM", False)
    worker = workers._Worker(open_store)
    with worker._deadline(0.01):
        worker._process.wait(timeout=60)
    assert not worker.is_there
    assert isinstance(worker._death(TIGHT), LimitExceeded)
    worker.end()


@posix
def test_an_alarm_that_is_ignored_here_is_heeded_there() -> None:
    before = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    try:
        with pytest.raises(LimitExceeded, match=r"timeout 0\.3 seconds"):
            query(ENDLESS, limits=TIGHT)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_a_lost_worker_is_replaced(started: Started) -> None:
    with Pool(size=1) as pool:
        assert is_well(pool)
        started[0].kill()
        started[0].wait()
        assert is_well(pool)
    assert len(started) == 2


@posix
def test_nothing_is_left_of_workers(started: Started) -> None:
    with Pool(limits=TIGHT, size=2) as pool:
        for asked in (pool, pool, None):
            with pytest.raises(LimitExceeded, match="timeout"):
                query(ENDLESS, asked, limits=TIGHT)
    assert len(started) == 5  # two at first, two in their place, and one for a single query
    for process in started:
        assert process.stdin and process.stdin.closed
        assert process.stdout and process.stdout.closed
        with pytest.raises(ChildProcessError):
            os.waitpid(process.pid, 0)


def test_threads_share_a_pool() -> None:
    with Pool(limits=WIDE, size=2) as pool:
        found: list[bool | None] = []
        threads = [threading.Thread(target=lambda: found.append(is_well(pool))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [True] * 8


def test_a_busy_pool_says_so() -> None:
    with Pool(limits=WIDE, size=1) as pool:
        worker = pool._idle.get()
        with pytest.raises(Busy, match="all 1 workers are busy"):
            query("ASK {}", pool, limits=TIGHT)
        pool._idle.put(worker)
        assert is_well(pool)


@posix
def test_an_interruption_ends_the_worker(started: Started) -> None:
    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(KeyboardInterrupt):
            query(ENDLESS, limits=Limits(timeout=None))
    finally:
        signal.signal(signal.SIGALRM, before)
    assert [process.returncode for process in started] == [-signal.SIGKILL]


ORPHANS = """
import sys, threading
from pairgraph import workers
from tests.hostile import QUERIES
limits = workers.Limits(timeout=None, max_rows=None)
with workers.Pool(limits=limits) as pool:
    print(*[worker._process.pid for worker in pool._idle.queue])
    pool.answer("ASK {}")
    sys.stdout.flush()
    pool.answer(QUERIES["count, all triples"])
"""


@linux
def test_workers_end_with_their_parent() -> None:
    pids = _left_by(ORPHANS, 2)  # one is idle, the other has a query without end
    assert not any(map(_is_running, pids))


JAVA = """
import sys
from pairgraph import children, hermit

def start(command, **options):
    process = children.start(command, **options)
    print(process.pid, flush=True)
    return process

hermit.start = start
hermit._wait([sys.executable, "-c", "while True: pass"])
"""


@linux
def test_the_reasoner_ends_with_its_parent() -> None:
    assert not any(map(_is_running, _left_by(JAVA, 1)))


def _left_by(code: str, number: int) -> list[str]:
    """Kill a script that has printed its children; return them once they end, or in a minute."""
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    pids = parent.stdout.readline().split()
    assert len(pids) == number
    time.sleep(0.5)
    assert all(map(_is_running, pids))
    parent.kill()
    parent.communicate()
    ends = time.monotonic() + 60
    while any(map(_is_running, pids)) and time.monotonic() < ends:
        time.sleep(0.05)
    return pids


def _is_running(pid: str) -> bool:
    try:
        state = Path("/proc", pid, "stat").read_text().rpartition(") ")[2]
    except OSError:
        return False
    return not state.startswith(("Z", "X"))


INTERRUPTED = """
import os, signal, sys, threading
from pairgraph import cli, sparql
from tests.hostile import QUERIES
open_it = sparql.as_store

def as_store(source):
    store = open_it(source)
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    return store

sparql.as_store = as_store
signal.signal(signal.SIGINT, signal.default_int_handler)
cli.main(["query", QUERIES["count, all triples"]])
"""


@posix
def test_ctrl_c_ends_a_command_at_once() -> None:
    ended = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, b"", b"")


def test_ctrl_c_is_handled_as_before_after_a_command(pairgraph: Command) -> None:
    before = signal.getsignal(signal.SIGINT)
    assert pairgraph("query", "ASK {}").status == 0
    assert pairgraph("query", "ASK {").status == 2
    assert signal.getsignal(signal.SIGINT) is before


def test_the_command_has_limits(pairgraph: Command) -> None:
    late = pairgraph("query", ENDLESS, "--timeout", "0.5")
    assert (late.status, late.out) == (2, "")
    assert late.err.startswith("pairgraph: query: ended at its limit: timeout 0.5 seconds; ")
    refused = pairgraph("ask", "road-map-questions", "--timeout", "0")
    assert refused.status == 2
    assert refused.err == "pairgraph: timeout 0: give a number over 0, or leave it out\n"


@pytest.mark.parametrize(("lang", "words"), [("en", "cut at 2 rows"), ("fr", "arrêté à 2 lignes")])
@pytest.mark.parametrize("more", [[], ["--timeout", "300"]], ids=["here", "in a worker"])
def test_the_command_says_that_it_cuts(
    pairgraph: Command, lang: str, words: str, more: list[str]
) -> None:
    whole = pairgraph("query", "SELECT ?t { ?t a pg:RoleTerm }", "--lang", lang, *more)
    cut = pairgraph(
        "query", "SELECT ?t { ?t a pg:RoleTerm }", "--lang", lang, "--max-rows", "2", *more
    )
    assert (whole.status, whole.err, cut.status) == (0, "", 0)
    assert len(whole.out.splitlines()) > len(cut.out.splitlines()) == 3
    assert cut.err.startswith(f"pairgraph: note: {words}")
    assert pairgraph("ask", "road-map-questions", "--max-rows", "2", *more).err != ""

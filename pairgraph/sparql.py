"""Users' own SPARQL, answered by Oxigraph; it may not update, fetch, or nest without end."""

from __future__ import annotations

import re

from .errors import QueryError, brief
from .graph import as_store
from .taking import taken
from .vocabulary import PREFIXES, checked_lang

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .answer import Answer, Answering
    from .limits import Limits
    from .stores import Source

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|\#[^\n\r]*|[?$@][\w-]+|[\w.-]*:(?:[\w.:%-]|\\.)*"
    r"|(?P<word>[A-Za-z]+)|(?P<open>[\[({])|(?P<close>[\])}])|(?P<link>[|/^!+*-]|&&)|\d\w*",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_FETCHES = {"SERVICE", "FROM"}
_LINKS = {"AS", "BIND", "FILTER", "MINUS", "OPTIONAL", "UNION"}
# Oxigraph overruns its stack, and kills the process, at some thousands of either.
DEPTH = 128
CHAIN = 1000
# A text without any of these, and with few brackets, need not be read token by token.
_SUSPECT = re.compile(rf"\\|\b(?:{'|'.join(_UPDATES | _FETCHES)})\b", re.IGNORECASE)
_BRACKET = re.compile(r"[\[({]")
_LINK = re.compile(rf"[|/^!+*-]|&&|\b(?:{'|'.join(_LINKS)})\b", re.IGNORECASE)


def query(
    text: str,
    source: Source | Answering = None,
    *,
    lang: str | None = None,
    limits: Limits | None = None,
) -> Answer:
    """Answer a SPARQL query; the prefixes of `vocabulary.PREFIXES` need not be declared.

    Args:
        text: a SELECT, ASK, CONSTRUCT or DESCRIBE query.
        source: a store, an rdflib graph, a function that opens a store, or a pool of workers
            (`workers.Pool`); the shipped graph if left out.
        lang: "fr" or "en" drops the columns that end in the other (`_fr`, `_en`) and the rows
            that hold a text in another language, once the answer is cut.
        limits: what the query may take (`limits.Limits`); a pool has its own, else there are
            none. With a timeout, or a limit of memory, it runs in a process made for it, which
            takes some tenths of a second; a pool keeps such processes ready. A server is left at
            the timeout; its memory is its own affair.

    Raises:
        QueryError: the query is malformed, updates, or fetches (see `sparql.check`).
        LimitExceeded: it takes more than the limits let; rows alone are cut (`Answer.is_cut`).

    >>> from pairgraph.limits import Limits
    >>> answer = query("SELECT ?term { ?term a pg:RoleTerm }", limits=Limits(max_rows=3))
    >>> len(answer), answer.is_cut
    (3, True)
    """
    check(text)
    if lang is not None:
        checked_lang(lang)
    try:
        answer = _answer(text, source, limits)
    except SyntaxError as error:
        raise QueryError(_malformed(text, str(error))) from error
    return answer.in_language(lang) if lang else answer


def _answer(text: str, source: Source | Answering, limits: Limits | None) -> Answer:
    if source is not None and hasattr(source, "answer"):
        return source.answer(text, limits)
    within: Any = getattr(source, "within", None)  # which a server has
    if limits and limits.checked().need_worker and not within:
        from .workers import answer_once

        return answer_once(text, source, limits)
    store = as_store(within(limits.timeout) if limits and within else source)
    used = {prefix: space for prefix, space in PREFIXES.items() if f"{prefix}:" in text}
    results = store.query(text, prefixes=used)
    if limits:
        return taken(results, max_rows=limits.max_rows, max_bytes=limits.max_bytes)
    return taken(results)


def check(text: str) -> None:
    r"""Refuse a query that updates, fetches, nests deeper than 128 brackets, or has no end.

    Of operators, and of words that join or name things (UNION, OPTIONAL, AS …), 1,000 are enough.

    A codepoint escape may hide a word from one reading of the grammar and not from another, so
    the text is read both as it stands and with its escapes undone.

    Raises:
        QueryError: what is refused, with its line and column.

    >>> check("SELECT ?service WHERE { ?service a 'FROM' }")
    >>> check("SELECT * { SERVICE <x:y> { ?s ?p ?o } }")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    pairgraph.errors.QueryError: query, 1:12: SERVICE is refused: nothing is fetched here; ...
    """
    if not text.strip():
        raise QueryError("query: there is none; write a SELECT, ASK, CONSTRUCT or DESCRIBE query")
    is_short = len(text) <= CHAIN or len(_LINK.findall(text)) <= CHAIN
    is_flat = len(text) <= DEPTH or len(_BRACKET.findall(text)) <= DEPTH
    if is_short and is_flat and not _SUSPECT.search(text):
        return
    for reading in dict.fromkeys((text, _ESCAPE.sub(_unescape, text))):
        _check(reading)


def _check(text: str) -> None:
    depth = links = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "word":
            _check_word(token[0].upper(), text, token)
        elif kind in ("open", "close"):
            depth += 1 if kind == "open" else -1
        links += kind == "link" or token[0].upper() in _LINKS
        if depth > DEPTH:
            raise QueryError(f"{_where(text, token.start())}: more than {DEPTH} brackets deep")
        if links > CHAIN:
            told = f"more than {CHAIN} operators, or words such as UNION; ask for less at a time"
            raise QueryError(f"{_where(text, token.start())}: {told}")


def _check_word(word: str, text: str, token: re.Match[str]) -> None:
    if word in _FETCHES:
        why = "nothing is fetched here; add files with --data or extra="
    elif word in _UPDATES and text[token.end() :].lstrip()[:1] != "(":
        why = "the graph is read-only here; write a SELECT, ASK, CONSTRUCT or DESCRIBE query"
    else:
        return
    raise QueryError(f"{_where(text, token.start())}: {word} is refused: {why}")


def _unescape(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]


def _where(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    return f"query, {line}:{offset - text.rfind(chr(10), 0, offset)}"


def _malformed(text: str, message: str) -> str:
    """Say in one line where a query stops making sense; the parser lists all it hoped for."""
    place = message.partition(": ")[0].removeprefix("error at ")
    if "Prefix not found" in message:
        return f"query, {place}: unknown prefix; declare it, or use {', '.join(PREFIXES)}"
    line, _, column = place.partition(":")
    lines = text.splitlines()
    if not (line.isdigit() and column.isdigit() and int(line) <= len(lines)):
        return f"query: malformed: {brief(message, limit=120)}"
    rest = lines[int(line) - 1][int(column) - 1 :].strip()[:30]
    return f"query, {place}: malformed SPARQL {f'at {rest!r}' if rest else 'where the line ends'}"

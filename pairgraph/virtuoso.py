"""What Virtuoso answers otherwise than others: put right, or refused where rows would be lost."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any

from .answer import parsed
from .web import IN_MEMORY, Answered

if TYPE_CHECKING:
    import pyoxigraph as ox

# Texts, addresses and remarks, which may hold the signs of a path; what such signs stand behind.
_OPAQUE = re.compile(r"""<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?m:^\s*#.*$)""")
_PATH = re.compile(r"(?:[\w-]*:[\w.-]*|>|\)|\ba)(?:\s*[*+/|](?!\|)|\?(?=[\s)]))|\^\s*[\w<(]")
LOSES = "Virtuoso may lose rows of a query with a property path (its issue 127); ask without one"
# What Virtuoso says when it stops at a limit: of rows, or of time.
CUT = ("X-SPARQL-MaxRows", "X-SQL-State")
# How Virtuoso writes blank nodes and truth values, and how others do. (In a text, the quotation
# marks would be escaped.)
_BLANK = b'"bnode", "value": "'
_TRUTH = b'"http://www.w3.org/2001/XMLSchema#boolean", "value": "'
_MENDED = {
    _BLANK + b"nodeID://": _BLANK,
    _TRUTH + b'1"': _TRUTH + b'true"',
    _TRUTH + b'0"': _TRUTH + b'false"',
}
_LONGEST = max(map(len, _MENDED))


def has_path(query: str) -> bool:
    """Return whether a query may hold a property path; if so, sometimes where there is none.

    >>> has_path("ASK { ?s skos:broader* ?o }"), has_path("SELECT (COUNT(*) AS ?n) { ?s ?p 1 }")
    (True, False)
    """
    return bool(_PATH.search(_OPAQUE.sub("<>", query)))


def is_virtuoso(answered: Answered) -> bool:
    """Return whether a server says that it is one."""
    return "virtuoso" in answered.headers.get("Server", "").lower()


def mended(answered: Answered) -> IO[bytes]:
    """Return results as the standard has them."""
    if not is_virtuoso(answered):
        return answered.body
    from tempfile import SpooledTemporaryFile

    usual: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    rest = b""
    while piece := answered.body.read(1 << 20):
        rest += piece
        for odd, right in _MENDED.items():
            rest = rest.replace(odd, right)
        usual.write(rest[:-_LONGEST])
        rest = rest[-_LONGEST:]
    usual.write(rest)
    usual.seek(0)
    return usual


def truth(solutions: ox.QuerySolutions) -> Any:
    """Return what Virtuoso answers to an ASK, a row or none, as others do."""
    if [variable.value for variable in solutions.variables] != ["__ASK_RETVAL"]:
        return solutions
    return parsed(b'{"head":{},"boolean":%s}' % (b"true" if any(solutions) else b"false"))

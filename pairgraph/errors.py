"""What can go wrong, each kind also caught by the built-in class that callers already expect."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def brief(text: str, *, limit: int = 200) -> str:
    r"""Return a text as a message shows it: on one line, cut short, fit for a terminal.

    >>> brief(" Error:\x1b[2J in line 1 \n  at org.example", limit=23)
    'Error: [2J in line 1 a…'
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


class PairgraphError(Exception):
    """Any error that pairgraph raises on purpose; its text is one line that says what to do."""


class InputError(PairgraphError, ValueError):
    """A file or an argument cannot be used as it is."""


class BadRows(InputError):
    """Entries of a table or a bibliography cannot be used; `problems` holds a line for each.

    >>> str(BadRows(["a.csv:2:B: no year", "a.csv:3:B: no year"]))
    'a.csv:2:B: no year (and 1 more)'
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(problems[0] + more)


class NotConforming(PairgraphError, ValueError):
    """Facts break the shapes that they are to keep; `report` says which, and how."""

    def __init__(self, report: Any, what: str) -> None:
        self.report = report
        super().__init__(what)


class QueryError(PairgraphError, ValueError):
    """A SPARQL query is malformed, or asks for what is refused here."""


class LimitExceeded(QueryError):
    """A query took too much and was ended; `limit` names the field of `limits.Limits`.

    >>> str(LimitExceeded("timeout", 2))
    'query: ended at its limit: timeout 2 seconds; ask for less, or raise timeout'
    """

    def __init__(self, limit: str, value: float) -> None:
        self.limit = limit
        unit = "seconds" if limit == "timeout" else "bytes"
        what = f"{limit} {value:.15g} {unit}"
        super().__init__(f"query: ended at its limit: {what}; ask for less, or raise {limit}")


class Busy(PairgraphError):
    """No worker was free to answer a query.

    >>> str(Busy(2))
    'query: all 2 workers are busy; ask again later'
    """

    def __init__(self, size: int) -> None:
        super().__init__(f"query: all {size} workers are busy; ask again later")


class EndpointError(PairgraphError, OSError):
    """A SPARQL server cannot be reached, fails, refuses, or answers what cannot be an answer."""


class NotFound(PairgraphError, LookupError):
    """A name is unknown; `near` holds the known names most like it.

    >>> NotFound("no question 'rodes'", near=["roads"])
    NotFound("no question 'rodes'; did you mean: roads?")
    """

    def __init__(self, what: str, *, near: list[str]) -> None:
        self.near = near
        super().__init__(f"{what}; did you mean: {', '.join(near)}?" if near else what)


class NoReasoner(PairgraphError, ImportError):
    """There is no Java to reason with, or no HermiT; the graph may well be sound."""


class Inconsistent(PairgraphError, ValueError):
    """The graph contradicts itself; `axioms` says by which statements, none of them to spare.

    >>> str(Inconsistent(["“A” is a “B”", "no “A” is a “B”"]))
    'the graph contradicts itself: “A” is a “B”; no “A” is a “B”'
    """

    def __init__(self, axioms: list[str]) -> None:
        self.axioms = axioms
        super().__init__(f"the graph contradicts itself: {'; '.join(axioms)}")

"""Links that a SELECT of one's own gives: ?source and ?target, and what is known of each link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .errors import QueryError, brief
from .links import Link, Links, Span
from .patterns import View
from .sparql import check
from .vocabulary import PREFIXES

if TYPE_CHECKING:
    from .stores import Store

_COLUMNS = ("source", "target", "kind", "weight", "start", "end")
RELATED = '"related"'  # the kind of a link that names none
TRIPLES = View(
    "triples",
    "Tous les triplets",
    "Every triple",
    "Le graphe entier, textes compris : chaque ressource et chaque texte a son nœud, chaque "
    "triplet son arête. Très grand, et illisible d'un seul regard : à filtrer, ou pour compter.",
    "The whole graph, texts and all: each resource and each text has a node, each triple an edge. "
    "Very big, and not to be read at a glance: filter it, or count on it.",
    "",
    "SELECT ?source ?target ?kind WHERE { ?source ?kind ?target }",
    form="own",
    layout="none",
    hides_people=True,
    is_opt_in=True,
)


def own_view(sparql: str) -> View:
    """Return a view drawn from a SELECT of one's own.

    Raises:
        QueryError: the query is refused (see `sparql.check`).
    """
    check(sparql)
    return View("own", "Requête", "Query", "", "", "", sparql, form="own", hides_people=True)


def own_links(store: Store, view: View) -> tuple[list[str], Links]:
    """Return the names of the nodes that a SELECT gives, and its links; repeats are added up.

    Raises:
        QueryError: it is no SELECT of ?source and ?target, or a weight or a year is none.
    """
    found: dict[tuple[str, str, str], tuple[float, Span]] = {}  # by source, target and kind
    names: set[str] = set()
    for source, kind, target, weight, span in _rows(_canonical(store, view), view.edges):
        names.update({source, target} - {""})
        if source and target:
            before, known = found.get((source, target, kind), (0.0, span))
            found[source, target, kind] = before + weight, _widest(known, span)
    ordered = sorted(names)
    number = {name: at for at, name in enumerate(ordered)}
    return ordered, Links(
        Link(number[source], number[target], (kind,), weight, (), span)
        for (source, target, kind), (weight, span) in sorted(found.items())
    )


def _rows(store: Store, sparql: str) -> Iterator[tuple[str, str, str, float, Span]]:
    import pyoxigraph as ox

    try:
        solutions = store.query(sparql, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(f"query: malformed: {brief(str(error), limit=120)}") from error
    if not isinstance(solutions, ox.QuerySolutions):
        raise QueryError("query: write a SELECT of ?source and ?target")
    columns = [variable.value for variable in solutions.variables]
    _check_columns(columns)
    for number, solution in enumerate(solutions, 1):
        row = dict(zip(columns, solution, strict=True))
        kind = _name(row.get("kind")) or RELATED
        span = _year(row.get("start"), "start", number), _year(row.get("end"), "end", number)
        weight = _weight(row.get("weight"), number)
        yield _name(row["source"]), kind, _name(row["target"]), weight, span


def _check_columns(columns: list[str]) -> None:
    for name in ("source", "target"):
        if name not in columns:
            raise QueryError(f"query: no ?{name}; select ?source and ?target")
    for name in columns:
        if name not in _COLUMNS:
            known = ", ".join(f"?{column}" for column in _COLUMNS)
            raise QueryError(f"query: ?{name} is not drawn; select some of {known}")


def _name(term: object) -> str:
    """Return an IRI in full, a blank node as _:name, a text as N-Triples writes it."""
    import pyoxigraph as ox

    return "" if term is None else term.value if isinstance(term, ox.NamedNode) else str(term)


def _weight(term: object, row: int) -> float:
    if term is None:
        return 1.0
    try:
        weight = float(getattr(term, "value", ""))
    except ValueError:
        weight = 0.0
    if not 0 < weight < 1e300:
        raise QueryError(f"query, row {row}: ?weight is {term}; give a number above 0")
    return weight


def _year(term: object, name: str, row: int) -> float | None:
    if term is None:
        return None
    year = re.match(r"-?\d{1,4}(?!\d)", getattr(term, "value", ""))
    if not year:
        raise QueryError(f"query, row {row}: ?{name} is {term}; give a year or a date")
    return float(year[0])


def _widest(one: Span, other: Span) -> Span:
    """Return the time that covers two; an end open in one of them is open."""
    start = None if None in (one[0], other[0]) else min(one[0], other[0])  # type: ignore[type-var]
    end = None if None in (one[1], other[1]) else max(one[1], other[1])  # type: ignore[type-var]
    return start, end


def _canonical(store: Store, view: View) -> Store:
    """Return the store, for the view of all triples with blank nodes that keep their names."""
    import pyoxigraph as ox

    if view.name != TRIPLES.name:
        return store
    dataset = ox.Dataset(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    copy = ox.Store()
    copy.extend(dataset)
    return copy

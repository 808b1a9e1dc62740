"""The rules that are queries, asked of Oxigraph once for all that they look at.

An engine asks a `sh:sparql` query anew for each thing, which takes most of its time; and `shacl`
0.3.4 reckons from the right, so that its 8 / 2 * 2 is 2. A property on a thing of the wrong kind
is found here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from .engines import Finding
from .errors import PairgraphError, brief
from .vocabulary import BASE, PREFIXES, SHAPES

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Graph
    from rdflib.term import Identifier, Node


def queried(store: ox.Store, shapes: Graph) -> Iterator[Finding]:
    """Give what the rules that are queries find."""
    from rdflib import SH

    rules: Iterable[Any] = shapes.subject_objects(SH.sparql)
    for shape, constraint in rules:
        select = str(shapes.value(constraint, SH.select))
        for told in _rows(store, select.replace("{", "{ " + _targets(shapes, shape), 1)):
            yield Finding(told["this"], shape, SH.SPARQLConstraintComponent, told)


def misplaced(store: ox.Store, shapes: Graph) -> Iterator[Finding]:
    """Give each property of ours that stands on a thing of a kind it is not meant for.

    A kind that is described nowhere is a fault on its own.
    """
    from rdflib import SH, URIRef

    rule, component = URIRef(PREFIXES["pgsh"] + "DomainShape"), SH.ClosedConstraintComponent
    for path in _paths(store, shapes):
        kinds = homes(store, shapes, path)
        if _kinds(store, path) <= kinds:  # most often, and seen ten times faster
            continue
        names = ", ".join(f"<{kind}>" for kind in kinds)
        for told in _rows(store, _MISPLACED.format(path=path, kinds=names, base=BASE)):
            yield Finding(told["this"], rule, component, {"path": path})


_MISPLACED = """SELECT DISTINCT ?this WHERE {{
  ?this <{path}> ?value ; a ?any .
  FILTER NOT EXISTS {{ ?this a ?kind . FILTER (?kind IN ({kinds})) }}
  FILTER NOT EXISTS {{
    ?this a ?kind . FILTER (STRSTARTS(STR(?kind), "{base}"))
    FILTER NOT EXISTS {{ ?kind ?property ?anything }}
  }}
}}"""


def _kinds(store: ox.Store, path: Node) -> set[Identifier]:
    """Return the classes of the things that bear a property."""
    rows = _rows(store, f"SELECT DISTINCT ?kind {{ ?this <{path}> ?value ; a ?kind }}")
    return {row["kind"] for row in rows}


def _paths(store: ox.Store, shapes: Graph) -> list[Any]:
    """Return the properties of ours that belong to some kinds of things."""
    from rdflib import SH

    told = _rows(store, "SELECT DISTINCT ?path { ?path rdfs:subPropertyOf?/rdfs:domain ?home }")
    paths: set[Any] = {row["path"] for row in told} | set(shapes.objects(None, SH.path))
    return sorted(path for path in paths if path.startswith(BASE) and homes(store, shapes, path))


def homes(store: ox.Store, shapes: Graph, path: Node) -> set[Identifier]:
    """Return the classes whose things may bear a property: its domain, and where shapes name it."""
    from rdflib import SH

    named = [
        f"(<{home}>)"
        for rule in shapes.subjects(SH.path, path)
        for shape in shapes.subjects(SH.property, rule)
        for home in shapes.objects(shape, SH.targetClass)
    ]
    rows = _rows(store, _HOMES.format(path=path, named=" ".join(named)))
    return {row["kind"] for row in rows}


_HOMES = """SELECT DISTINCT ?kind WHERE {{
  {{ <{path}> rdfs:subPropertyOf?/rdfs:domain ?home }} UNION {{ VALUES (?home) {{ {named} }} }}
  ?kind rdfs:subClassOf* ?home
}}"""


def _targets(shapes: Graph, shape: Node) -> str:
    """Return the pattern that binds `$this` to a shape's targets; none means the whole graph."""
    from rdflib import SH

    kinds = [f"$this a/rdfs:subClassOf* <{kind}>" for kind in shapes.objects(shape, SH.targetClass)]
    users = [f"$this <{path}> ?_" for path in shapes.objects(shape, SH.targetSubjectsOf)]
    return " UNION ".join(f"{{ {pattern} }}" for pattern in kinds + users)


def _rows(store: ox.Store, select: str) -> list[dict[str, Identifier]]:
    from ._rdflib_store import as_term

    try:
        rows: Any = store.query(select, prefixes=PREFIXES)
    except SyntaxError as error:
        raise PairgraphError(f"{SHAPES}: a rule cannot be asked: {brief(str(error))}") from error
    names = [variable.value for variable in rows.variables]
    return [{name: as_term(row[name]) for name in names if row[name] is not None} for row in rows]

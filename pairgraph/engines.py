"""The engines that check a graph against SHACL shapes: one in Rust, and pySHACL, the reference.

`shacl` is hundreds of times faster and reads the graph from a file as it goes. What the two are
not known to agree on is looked for in the shapes first, and left to pySHACL if it is there. On a
value that does not compare with a bound (a date where a number is due), pySHACL is silent where
the recommendation wants a result: there alone `shacl` finds more.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import InputError, PairgraphError, brief
from .files import reason
from .graph import plain_graph
from .vocabulary import PREFIXES, SHAPES

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Graph
    from rdflib.term import Identifier, Node

ENGINES = ("shacl", "pyshacl")
_BOUNDS = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")
_INNER = ("and", "node", "not", "or", "property", "qualifiedValueShape", "xone")
_AGREED = {
    *("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf", "deactivated"),
    *("path", "alternativePath", "inversePath", "oneOrMorePath", "zeroOrMorePath"),
    *("zeroOrOnePath", "class", "datatype", "nodeKind", "minCount", "maxCount", "minLength"),
    *("maxLength", "pattern", "flags", "languageIn", "uniqueLang", "equals", "disjoint"),
    *("qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint"),
    *("closed", "ignoredProperties", "hasValue", "in", *_BOUNDS, *_INNER),
    *("severity", "message", "name", "description", "order", "group", "defaultValue"),
    *("declare", "prefix", "prefixes", "namespace"),
}


class Finding(NamedTuple):
    """A rule broken, before it is put into words; `told` is all that the rule tells of it."""

    focus: Identifier
    shape: Identifier
    component: Identifier
    told: Mapping[str, Identifier | None]


def chosen(engine: str | None) -> str:
    """Return the engine to use: the one asked for, or else the fastest that is installed.

    Raises:
        InputError: the one asked for is unknown or not installed.

    >>> chosen("pyshacl")
    'pyshacl'
    """
    if engine not in (None, *ENGINES):
        raise InputError(f"engine {engine!r}: give {' or '.join(ENGINES)}")
    is_here = find_spec("shacl") is not None
    if engine == "shacl" and not is_here:
        raise InputError("engine 'shacl' is not installed: pip install shacl, or give pyshacl")
    return engine or ("shacl" if is_here else "pyshacl")


def check(store: ox.Store, shapes: Graph, engine: str) -> Iterator[Finding]:
    """Give what an engine finds in the default graph of a store.

    Args:
        store: what is checked.
        shapes: what must hold.
        engine: one of `ENGINES`; pySHACL takes the place of another that is not up to the shapes.

    Raises:
        PairgraphError: the shapes cannot be run.
    """
    return (_shacl if engine == "shacl" and not doubts(shapes) else _pyshacl)(store, shapes)


def doubts(shapes: Graph) -> list[str]:
    """Return what shapes hold that the engines are not known to agree on.

    >>> from rdflib import Graph
    >>> doubts(Graph().parse(data="<x:a> <http://www.w3.org/ns/shacl#lessThan> <x:b> ."))
    ['sh:lessThan']
    """
    from rdflib import OWL, RDF, SH

    space = PREFIXES["sh"]
    terms = {
        str(p).removeprefix(space) for p in set(shapes.predicates()) if str(p).startswith(space)
    }
    found = [f"sh:{term}" for term in terms - _AGREED]
    found += [f"sh:{bound} of no number" for bound in _BOUNDS if not _are_numbers(shapes, bound)]
    kinds = [set(shapes.subjects(RDF.type, kind)) for kind in (SH.NodeShape, OWL.Class)]
    found += ["a shape that is an owl:Class"] if kinds[0] & kinds[1] else []
    return sorted([*found, *_recursion(shapes)])


def _are_numbers(shapes: Graph, bound: str) -> bool:
    from rdflib import SH, XSD

    limits: Iterable[Any] = shapes.objects(None, SH[bound])
    return all(getattr(limit, "datatype", None) in (XSD.integer, XSD.decimal) for limit in limits)


def _recursion(shapes: Graph) -> list[str]:
    from graphlib import CycleError, TopologicalSorter

    from rdflib import RDF, SH

    order: TopologicalSorter[Node] = TopologicalSorter()
    for relation in (*map(SH.__getitem__, _INNER), RDF.first, RDF.rest):
        for shape, inner in shapes.subject_objects(relation):
            order.add(shape, inner)
    try:
        order.prepare()
    except CycleError:
        return ["a shape that comes back to itself"]
    return []


def _shacl(store: ox.Store, shapes: Graph) -> Iterator[Finding]:
    """Give what the engine in Rust finds; it reads a file in a fraction of the memory of a text."""
    import tempfile

    from rdflib import URIRef

    shapes = _quickened(shapes)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "data.nt")
            results = _shacl_results(store, path, shapes)
            texts = {text for r in results for text in (r.focus_node, r.source_shape, r.value)}
            terms = _terms(texts - {None}) | _nameless(texts - {None}, path, shapes)
    except OSError as error:
        where = tempfile.gettempdir()
        raise InputError(f"{where}: cannot be written: {reason(error)}") from error
    for r in results:
        told = {"path": _path(r.path), "value": terms.get(r.value)}
        yield Finding(terms[r.focus_node], terms[r.source_shape], URIRef(r.component_iri), told)


def _shacl_results(store: ox.Store, path: str, shapes: Graph) -> list[Any]:
    import pyoxigraph as ox
    import shacl

    store.dump(path, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    try:
        compiled = shacl.Shapes.from_text(shapes.serialize(format="nt"), "ntriples")
        return list(compiled.validate_file(path).results)
    except ValueError as error:
        raise _unfit(error) from error


def _quickened(shapes: Graph) -> Graph:
    """Return the shapes with classes that the engine looks up from the thing at hand.

    Of a shape within `sh:or` and the like, it would gather all that is of a class for each thing
    anew. Such a shape reports nothing of its own, so that another may take its place.
    """
    from rdflib import RDF, RDFS, SH, BNode, Graph
    from rdflib.collection import Collection

    copy = Graph() + shapes
    silent = set(shapes.subjects(SH["class"])) - _reporting(shapes)
    kind_of, wider = BNode(), BNode()
    copy.add((wider, SH.zeroOrMorePath, RDFS.subClassOf))
    Collection(copy, kind_of, [RDF.type, wider])
    for shape in silent:
        for kind in shapes.objects(shape, SH["class"]):
            node, rule = BNode(), BNode()
            copy.remove((shape, SH["class"], kind))
            copy.add((shape, SH.node, node))
            copy.add((node, SH.property, rule))
            copy.add((rule, SH.path, kind_of))
            copy.add((rule, SH.hasValue, kind))
    return copy


def _reporting(shapes: Graph) -> set[Node | None]:
    """Return the shapes that results can come from."""
    from rdflib import RDF, RDFS, SH

    aims = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
    aimed = {shape for aim in aims for shape in shapes.subjects(aim)}
    aimed.update(shapes.subjects(RDF.type, RDFS.Class))
    return {rule for shape in aimed for rule in shapes.transitive_objects(shape, SH.property)}


def _terms(texts: Iterable[str]) -> dict[str, Identifier]:
    """Return rdflib's terms for those that are written as N-Triples has them."""
    import pyoxigraph as ox

    from ._rdflib_store import as_term

    lines = "".join(f"<x:s> <x:p> {text} .\n" for text in texts)
    read = (triple.object for triple in ox.parse(lines.encode(), ox.RdfFormat.N_TRIPLES))
    return dict(zip(texts, map(as_term, read), strict=True))


def _nameless(texts: Iterable[str], path: str, shapes: Graph) -> dict[str, Identifier]:
    """Return the nameless things of a file: the engine numbers them as it meets them.

    Those of the shapes come first; what is nameless among the shapes themselves stays so.
    """
    from rdflib import BNode

    numbers = {text: int(text[5:]) for text in texts if text.startswith("_:0_b")}
    if not numbers:
        return {}
    before = len({term for triple in shapes for term in triple if isinstance(term, BNode)})
    with open(path, encoding="utf-8", newline="\n") as file:
        met = list(dict.fromkeys(label for line in file for label in _labels(line)))
    return {text: BNode(met[number - before]) for text, number in numbers.items()}


def _labels(line: str) -> Iterator[str]:
    """Give the labels of the nameless things in a line of N-Triples."""
    subject, _, thing = line.rstrip(" .\n").split(" ", 2)
    return (term[2:] for term in (subject, thing) if term.startswith("_:"))


def _path(text: str | None) -> Identifier | None:
    """Return a path: a property, or something nameless for any longer way."""
    from rdflib import BNode, URIRef

    if text is None:
        return None
    is_name = text.startswith("<") and text.find(">") == len(text) - 1
    return URIRef(text[1:-1]) if is_name else BNode()


def _pyshacl(store: ox.Store, shapes: Graph) -> Iterator[Finding]:
    from rdflib import SH

    report: Any = _pyshacl_report(plain_graph(store), _anchored(shapes))
    for result in report.objects(None, SH.result):
        told = {"path": SH.resultPath, "value": SH.value}
        yield Finding(
            report.value(result, SH.focusNode),
            report.value(result, SH.sourceShape),
            report.value(result, SH.sourceConstraintComponent),
            {name: report.value(result, relation) for name, relation in told.items()},
        )


def _pyshacl_report(data: Graph, shapes: Graph) -> Graph:
    import pyshacl
    from pyshacl.errors import ReportableRuntimeError
    from rdflib import Graph

    try:
        _, report, why = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    except ReportableRuntimeError as error:
        raise _unfit(error) from error
    if not isinstance(report, Graph):
        raise _unfit(why)
    return report


def _unfit(why: object) -> PairgraphError:
    return PairgraphError(f"{SHAPES}: the shapes cannot be run: {brief(str(why))}")


def _anchored(shapes: Graph) -> Graph:
    """Return the shapes with patterns whose `$` means the end alone.

    Python's also stands before a last line break.
    """
    from rdflib import SH, Graph, Literal

    copy = Graph() + shapes
    for shape, pattern in shapes.subject_objects(SH.pattern):
        copy.set((shape, SH.pattern, Literal(re.sub(r"(?<!\\)\$$", r"\\Z", str(pattern)))))
    return copy

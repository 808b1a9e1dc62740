"""The engines on the tests of the W3C, where PAIRGRAPH_W3C_SHACL names their folder."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, BNode, Graph, Namespace, URIRef
from rdflib.term import Node

from pairgraph.engines import ENGINES, check, doubts
from pairgraph.errors import PairgraphError
from pairgraph.graph import plain_graph

FOLDER = os.environ.get("PAIRGRAPH_W3C_SHACL", "")
pytestmark = [
    pytest.mark.skipif(not FOLDER, reason="PAIRGRAPH_W3C_SHACL names no folder"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
RESULT = (SH.focusNode, SH.resultPath, SH.value, SH.sourceShape, SH.sourceConstraintComponent)
# Of both engines: what holds queries is left to pySHACL, whichever is asked for.
DEVIATIONS = {
    "core/property/uniqueLang-002": "Oxigraph reads a truth of 1 as true",
    "sparql/node/prefixes-001": "pySHACL does not follow owl:imports between prefixes",
    "sparql/pre-binding/shapesGraph-001": "pySHACL does not give queries the shapes",
}


def read(path: Path) -> Graph:
    return plain_graph(stored(path))


def stored(path: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=path, format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    return store


def read_shapes(path: Path) -> Graph:
    """Return the shapes of a test, without the report that it expects."""
    shapes = read(path)
    for relation in (SH.conforms, SH.result, SH.resultSeverity, SH.resultMessage, *RESULT):
        shapes.remove((None, relation, None))
    return shapes


def is_test(path: Path) -> bool:
    return SHT.Validate in read(path).objects(None, RDF.type)


FILES = [path for path in sorted(Path(FOLDER).glob("*/*/*.ttl")) if is_test(path)] if FOLDER else []


def marked() -> Iterator[object]:
    """Give each test with each engine, those that deviate marked so."""
    for path in FILES or [Path("none")]:
        name = "/".join(path.with_suffix("").parts[-3:])
        reason = DEVIATIONS.get(name, "")
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        for engine in ENGINES:
            yield pytest.param(path, engine, marks=marks, id=f"{name}-{engine}")


def expected(told: Graph, report: Node | None) -> Counter[tuple[object, ...]]:
    return Counter(
        tuple(masked(told.value(result, relation)) for relation in RESULT)
        for result in told.objects(report, SH.result)
    )


def masked(term: Node | None) -> object:
    return "[ ]" if isinstance(term, BNode) else term


def found(data: ox.Store, shapes: Graph, engine: str) -> Counter[tuple[object, ...]]:
    return Counter(
        tuple(map(masked, (f.focus, f.told["path"], f.told["value"], f.shape, f.component)))
        for f in check(data, shapes, engine)
    )


@pytest.mark.parametrize(("path", "engine"), list(marked()))
def test_an_engine_reports_what_the_w3c_expects(path: Path, engine: str) -> None:
    told = read(path)
    action, result = (next(told.objects(None, part)) for part in (MF.action, MF.result))
    data, shapes = (
        Path(URIRef(str(told.value(action, part))).removeprefix("file://"))
        for part in (SHT.dataGraph, SHT.shapesGraph)
    )
    if result == SHT.Failure:
        with pytest.raises(PairgraphError):
            found(stored(data), read_shapes(shapes), engine)
    else:
        assert found(stored(data), read_shapes(shapes), engine) == expected(told, result)


def test_the_folder_holds_the_tests_and_the_fast_engine_does_most_of_the_core() -> None:
    assert len(FILES) > 110
    core = [path for path in FILES if "core" in path.parts]
    assert len(core) > 90
    assert len([path for path in core if doubts(read_shapes(path))]) < 10


def test_deviations_are_of_tests_that_there_are() -> None:
    names = {"/".join(path.with_suffix("").parts[-3:]) for path in FILES}
    assert set(DEVIATIONS) <= names

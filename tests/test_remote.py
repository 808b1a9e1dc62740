"""Files brought into SPARQL servers that others wrote: whole or not at all, and taken out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import pairgraph as library
from pairgraph import Endpoint, import_files, imported, remove_imports
from pairgraph.errors import EndpointError, InputError, NotConforming, NotFound
from pairgraph.vocabulary import PREFIXES

from .conftest import Run
from .servers import Server

HEAD = "@prefix pg: <https://w3id.org/pairgraph/def#> .\n@prefix e: <https://example.org/> .\n"
ONE = HEAD + 'e:a e:p "été"@fr, [ e:q 1 ] ; a e:Kind .\n'  # four triples
SHARED = HEAD + "e:a a e:Kind . pg:PeerRole a <http://www.w3.org/2002/07/owl#Class> .\n"
WRONG = HEAD + "e:wrong a pg:PeerRole .\n"
IS_THERE = "ASK { <https://example.org/a> ?p ?o }"


@pytest.fixture
def endpoint(server: Server) -> Iterator[Endpoint]:
    """A server on which nothing was brought in, before or after."""
    served = Endpoint(server.url, update_url=server.update_url, graph=server.graph)
    assert imported(served) == []
    before = len(served)
    yield served
    remove_imports([one.name for one in imported(served)], served, checked=False)
    assert len(served) == before


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return written(tmp_path, "un é.ttl", ONE)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_brought_in_once(endpoint: Endpoint, one: Path) -> None:
    before = len(endpoint)
    assert import_files([one], endpoint) == [("un é.ttl", 4, "new")]
    assert len(endpoint) == before + 4
    asked = endpoint.requests
    assert import_files([one], endpoint) == [("un é.ttl", 4, "same")]
    assert endpoint.requests == asked + 2  # is it ours, and what is there
    [told] = imported(endpoint)
    assert (told.name, told.triples, told.origin) == ("un é.ttl", 4, str(one))
    assert library.query("SELECT ?o { ?s ?p ?o FILTER (?o = 'été'@fr) }", endpoint).rows == [
        ("été",)
    ]


def test_a_file_replaces_what_it_said(endpoint: Endpoint, one: Path) -> None:
    before = len(endpoint)
    import_files([one], endpoint)
    one.write_text(HEAD + "e:a e:p 2 .", encoding="utf-8")
    assert import_files([one], endpoint) == [("un é.ttl", 1, "changed")]
    assert len(endpoint) == before + 1


def test_what_others_say_as_well_stays(endpoint: Endpoint, one: Path, tmp_path: Path) -> None:
    before = len(endpoint)
    import_files([one, written(tmp_path, "two.ttl", SHARED)], endpoint, checked=False)
    assert len(endpoint) == before + 4  # one of the two is shipped, and the other in both files
    remove_imports(["un é.ttl"], endpoint)
    assert len(endpoint) == before + 1
    remove_imports(["two.ttl"], endpoint)
    assert len(endpoint) == before
    with pytest.raises(NotFound, match="nothing was brought in as 'two'"):
        remove_imports(["two"], endpoint)


def test_what_breaks_a_shape_is_refused(endpoint: Endpoint, tmp_path: Path) -> None:
    before = len(endpoint)
    with pytest.raises(NotConforming):
        import_files([written(tmp_path, "wrong.ttl", WRONG)], endpoint)
    assert len(endpoint) == before


def test_a_dry_run_keeps_nothing(endpoint: Endpoint, one: Path) -> None:
    before = len(endpoint)
    assert import_files([one], endpoint, dry_run=True) == [("un é.ttl", 4, "new")]
    assert (len(endpoint), imported(endpoint)) == (before, [])


def test_an_import_that_is_cut_off_is_not_there(
    endpoint: Endpoint, one: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = Endpoint.update

    def cut(self: Endpoint, text: str, *, may_repeat: bool = False) -> None:
        if "INSERT DATA" in text and "beside/" in text and "MOVE" not in text:
            update(self, text, may_repeat=may_repeat)
            raise EndpointError("the line is cut")
        update(self, text, may_repeat=may_repeat)

    monkeypatch.setattr(Endpoint, "update", cut)
    with pytest.raises(EndpointError, match="the line is cut"):
        import_files([one], endpoint, checked=False)
    assert not endpoint.query(IS_THERE)
    monkeypatch.undo()
    assert import_files([one], endpoint, checked=False) == [("un é.ttl", 4, "new")]
    assert endpoint.query(IS_THERE)


def test_tables_and_bibliographies_are_brought_in(endpoint: Endpoint) -> None:
    folder = Path(__file__).parent
    files = [folder / "tables/chair.xlsx", folder / "bibliographies/zotero.bib"]
    with pytest.warns(UserWarning, match="left out"):
        brought = import_files(files, endpoint)
    assert [one.change for one in brought] == ["new", "new"]
    assert library.show("pairs de la Maison du Phare", endpoint, lang="fr").facts


def test_the_command_brings_in(
    server: Server,
    endpoint: Endpoint,
    one: Path,
    pairgraph: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PAIRGRAPH_ENDPOINT_UPDATE", server.update_url)
    named = ["--endpoint", server.url, *(["--graph", server.graph] if server.graph else [])]
    assert pairgraph("import", one, *named).out == "name\ttriples\tstate\nun é.ttl\t4\tadded\n"
    assert "un é.ttl\t4\t20" in pairgraph("import", "--list", *named).out
    assert pairgraph("query", IS_THERE, *named).out == "true\n"
    assert pairgraph("import", "--remove", "un é.ttl", *named).status == 0
    assert pairgraph("query", IS_THERE, *named).out == "false\n"


def test_a_server_without_our_graph_is_refused(server: Server, one: Path) -> None:
    other = Endpoint(server.url, update_url=server.update_url, graph="https://example.org/none")
    with pytest.raises(InputError, match="does not hold the graph of pairgraph"):
        import_files([one], other)
    assert not other.query("ASK { ?s ?p ?o }", prefixes=PREFIXES)


def test_a_dump_of_a_server_gives_a_store_back(
    endpoint: Endpoint, tmp_path: Path, store: ox.Store
) -> None:
    assert library.write_dump(tmp_path / "all.nt", endpoint) == len(store)
    library.import_files([tmp_path / "all.nt"], tmp_path / "again", bare=True)
    assert len(library.load(folder=tmp_path / "again")) == len(store)

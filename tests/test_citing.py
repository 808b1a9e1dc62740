"""The sources of an answer, as references that other tools read back."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from bibtexparser.entrypoint import parse_string

from pairgraph import ask, catalogue, cite
from pairgraph.citing import references
from pairgraph.errors import InputError, NotFound

from .conftest import Run


def test_every_answer_that_names_sources_can_be_cited(store: ox.Store) -> None:
    answers = {question.slug: ask(question.slug, store) for question in catalogue()}
    sourced = [
        slug for slug, found in answers.items() if "source_fr" in found.columns and found.rows
    ]
    assert len(sourced) > 20
    for slug in sourced:
        assert references(slug, store), slug


def test_a_question_that_finds_nothing_says_so(store: ox.Store) -> None:
    with pytest.raises(NotFound, match="no document stands behind 'named-persons-as-peers'"):
        cite("named-persons-as-peers", store)


def test_authors_stand_in_order(store: ox.Store) -> None:
    [article] = [item for item in references("references", store) if item["id"] == "panaite-2024"]
    authors = [author["family"] for author in article["author"]]
    assert authors == ["Panaite", "Desroches", "Warren", "Rouly", "Castonguay", "Boivin"]
    assert article["DOI"] == "10.1111/hex.14034"
    assert article["container-title"] == "Health Expectations"
    assert article["issued"] == {"date-parts": [[2024]]}


def test_a_term_is_cited_by_all_who_speak_of_it(store: ox.Store) -> None:
    found = {item["id"] for item in references("pair aidant", store)}
    assert {"s0", "s1", "s3"} <= found


def test_bibtex_is_read_back(store: ox.Store) -> None:
    items = references("references", store)
    library = parse_string(cite("references", store, form="bibtex"))
    assert library.failed_blocks == []
    assert {entry.key for entry in library.entries} == {item["id"] for item in items}


def test_csl_json_is_json(store: ox.Store) -> None:
    items = json.loads(cite("references", store, form="csl-json"))
    assert all({"id", "type", "title"} <= set(item) for item in items)
    assert len({item["id"] for item in items}) == len(items)


@pytest.mark.parametrize(("lang", "words"), [("en", "no date"), ("fr", "sans date")])
def test_a_formatted_list_speaks_a_language(store: ox.Store, lang: str, words: str) -> None:
    written = cite("reading-advice", store, lang=lang)
    assert words in written
    assert written.count("\n") == 0


def test_an_unknown_form_or_name_is_refused(store: ox.Store) -> None:
    with pytest.raises(InputError, match="form 'ris': give text, bibtex, csl-json"):
        cite("definitions", store, form="ris")
    with pytest.raises(NotFound, match=r"did you mean: .*definitions"):
        cite("definition", store)


def test_a_missing_library_is_named(store: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "citeproc", None)
    with pytest.raises(InputError, match=r"pip install 'pairgraph\[cite\]'"):
        cite("definitions", store, form="text")


def test_the_command_cites(pairgraph: Callable[..., Run]) -> None:
    assert pairgraph("cite", "pair aidant", "--format", "bibtex").out.startswith("@")
    assert pairgraph("cite", "nothing at all").status == 2

"""Users' bibliographies come in as documents like ours, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pairgraph import cite, search, show, validate
from pairgraph.bibliographies import is_zotero_rdf, read_bibliography
from pairgraph.bibtex import read as read_bibtex
from pairgraph.citing import references
from pairgraph.csl import (
    BIBTEX_ENTRIES,
    BIBTEX_FIELDS,
    BIBTEX_TYPES,
    BIBTEX_VARIABLES,
    CSL_CLASSES,
    CSL_TYPES,
    NAMES,
    OTHERS,
    RELATED,
    RIS_CONTAINERS,
    RIS_NAMES,
    RIS_TYPES,
    RIS_VARIABLES,
    SIMPLE,
    ZOTERO_FIELDS,
    ZOTERO_NAMES,
    ZOTERO_TYPES,
)
from pairgraph.errors import BadRows, InputError
from pairgraph.intake import Intake
from pairgraph.issued import Issued, issued
from pairgraph.telling import Teller
from pairgraph.vocabulary import OWN, PREFIXES, expand

FOLDER = Path(__file__).parent / "bibliographies"
FILES = sorted(FOLDER.iterdir())
PAGE = Path(__file__).parent.parent / "docs" / "bibliographies.md"
PERSON = "http://xmlns.com/foaf/0.1/Person"


def together(store: ox.Store, triples: Iterable[ox.Triple]) -> ox.Store:
    """Return a store that also holds some triples."""
    both = ox.Store()
    both.bulk_extend(store)
    both.extend(ox.Quad(*triple) for triple in triples)
    return both


def read(tmp_path: Path, store: ox.Store, name: str, text: str | bytes, lang: str = "en") -> Intake:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_bibliography(path, store, lang=lang)


def problems(tmp_path: Path, store: ox.Store, name: str, text: str, lang: str = "en") -> list[str]:
    """Return what is wrong with a file, without its folder."""
    with pytest.raises(BadRows) as caught:
        read(tmp_path, store, name, text, lang)
    return [line.removeprefix(f"{tmp_path}/") for line in caught.value.problems]


def said(intake: Intake, relation: str) -> set[str]:
    return {t.object.value for t in intake.triples if t.predicate.value == expand(relation)}  # type: ignore[union-attr]


def nameless(triples: Iterable[ox.Triple]) -> set[str]:
    """Return what is said of documents whatever they are named, and wherever it stands."""
    passages = {expand("pg:isStatedIn"), *(expand(f"pg:{n}") for n in ("lineStart", "lineEnd"))}
    graph = ox.Dataset()
    for triple in triples:
        if triple.predicate.value in passages or "bibliography-" in str(triple):
            continue
        if isinstance(triple.subject, ox.NamedNode) and "/passage-" in triple.subject.value:
            continue
        subject, value = blank(triple.subject), blank(triple.object)
        graph.add(ox.Quad(subject, triple.predicate, value))  # type: ignore[arg-type]
    graph.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in graph}


def blank(term: object) -> object:
    is_own = isinstance(term, ox.NamedNode) and term.value.startswith(OWN)
    slug = term.value.removeprefix(OWN) if isinstance(term, ox.NamedNode) else ""
    return ox.BlankNode("".join(f"{ord(c):x}" for c in slug)) if is_own else term


def test_there_are_bibliographies_to_read() -> None:
    assert {path.suffix for path in FILES} == {".bib", ".ris", ".json", ".rdf"}
    assert len(FILES) > 6


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_comes_in_conforms(path: Path, store: ox.Store, tmp_path: Path) -> None:
    intake = read_bibliography(path, store)
    with open(tmp_path / "own.nt", "wb") as file:
        ox.serialize(intake.triples, file, ox.RdfFormat.N_TRIPLES)
    report = validate(extra=[tmp_path / "own.nt"])
    assert report.conforms, report
    assert intake.places.keys() == {triple.subject.value for triple in intake.triples}  # type: ignore[union-attr]


def test_what_would_not_conform_is_found(store: ox.Store, tmp_path: Path) -> None:
    intake = read_bibliography(FOLDER / "zotero.bib", store)
    year = expand("pg:publicationYear")
    with open(tmp_path / "own.nt", "wb") as file:
        kept = [triple for triple in intake.triples if triple.predicate.value != year]
        ox.serialize(kept, file, ox.RdfFormat.N_TRIPLES)
    assert not validate(extra=[tmp_path / "own.nt"]).conforms


@pytest.mark.parametrize("suffix", ["ris", "json", "rdf"])
def test_four_formats_say_the_same(store: ox.Store, suffix: str) -> None:
    bibtex = nameless(read_bibliography(FOLDER / "zotero.bib", store).triples)
    other = nameless(read_bibliography(FOLDER / f"zotero.{suffix}", store).triples)
    assert len(bibtex) > 150
    assert bibtex == other
    assert bibtex != nameless(read_bibliography(FOLDER / "jabref.bib", store).triples)


def test_a_second_reading_gives_the_same(store: ox.Store) -> None:
    first = read_bibliography(FOLDER / "jabref.bib", store)
    after = together(store, first.triples)
    assert read_bibliography(FOLDER / "jabref.bib", after) == first
    assert len(together(after, first.triples)) == len(after)


@pytest.mark.parametrize("name", ["zotero.bib", "jabref.bib", "endnote.ris"])
def test_cite_gives_back_what_came_in(store: ox.Store, tmp_path: Path, name: str) -> None:
    intake = read_bibliography(FOLDER / name, store)
    both = together(store, intake.triples)
    again = together(store, read(tmp_path, store, "again.bib", cited(both)).triples)
    before = {str(item["title"]): item for item in references_of(both)}
    after = {str(item["title"]): item for item in references_of(again)}
    assert len(before) > 1
    for title, item in before.items():
        back = after[title]
        assert {**item, "id": "", "type": ""} == {**back, "id": "", "type": ""}, title
        assert back["type"] in (item["type"], "document"), title


def own_documents(store: ox.Store) -> list[str]:
    sparql = "SELECT DISTINCT ?d { ?d a/rdfs:subClassOf* pg:Document ; dcterms:title ?title }"
    found = {row[0].value for row in store.query(sparql, prefixes=PREFIXES)}  # type: ignore
    return sorted(iri for iri in found if iri.startswith(OWN))


def references_of(store: ox.Store) -> list[dict[str, object]]:
    return [
        item
        for iri in own_documents(store)
        for item in references(iri, store)
        if iri == f"{OWN}document-{quote(item['id'], safe='')}"
    ]


def cited(store: ox.Store) -> str:
    """Return the documents of the file in BibTeX, the file itself left out."""
    entries: dict[str, str] = {}
    for iri in own_documents(store):
        for block in cite(iri, store, form="bibtex").split("\n\n\n"):
            if "{bibliography-" not in block:
                entries[block.split(",")[0]] = block
    return "\n".join(entries.values())


def test_documents_are_found_beside_ours(store: ox.Store) -> None:
    both = together(store, read_bibliography(FOLDER / "jabref.bib", store).triples)
    card = show("Noël et al. (2014)", both)
    assert card.where == "Bibliography jabref.bib, l. 6-16"
    assert search("œuvre coûts", both)[0].label == "Noël et al. (2014)"
    assert "Noël" in cite("Noël et al. (2014)", both)
    assert "and others" in cite("Noël et al. (2014)", both, form="bibtex")


def test_a_document_that_we_have_is_left_out(store: ox.Store, tmp_path: Path) -> None:
    text = """@article{a, title={Another title}, doi={https://doi.org/10.1111/HEX.14034},
      journal={Health Expectations}, year={2024}}
    @article{b, title={Écouter}, author={Roy, Camille}, journal={health expectations}, year=2020}
    @book{c, title={Un titre}, year={2020}}
    @misc{d, title={UN TITRE}, year={2020}}"""
    intake = read(tmp_path, store, "refs.bib", text)
    there = [note.removeprefix(f"{tmp_path}/") for note in intake.notes]
    assert there == [
        "refs.bib:1:a: already there as pgd:document-panaite-2024; left out",
        f"refs.bib:5:d: already there as {OWN}document-c; left out",
    ]
    titles = said(intake, "dcterms:title")
    assert titles == {"Écouter", "Un titre"}
    assert said(intake, "pg:isPublishedIn") == {expand("pgd:periodical-health-expectations")}
    french = read(tmp_path, store, "refs.bib", text, "fr")
    assert "déjà là sous le nom pgd:document-panaite-2024" in french.notes[0]


def test_what_another_file_brought_is_left_out(store: ox.Store, tmp_path: Path) -> None:
    both = together(store, read_bibliography(FOLDER / "zotero.bib", store).triples)
    intake = read_bibliography(FOLDER / "zotero.ris", both)
    assert intake.triples == []
    assert len([note for note in intake.notes if "already there" in note]) == 5
    text = "@misc{doe_walking_2020, title={Something else}, year=1999}"
    assert problems_in(tmp_path, both, text) == [
        "refs.bib:1:doe_walking_2020: this key already is that of 'Walking alongside' "
        "in zotero.bib: change it"
    ]


def problems_in(tmp_path: Path, store: ox.Store, text: str) -> list[str]:
    return problems(tmp_path, store, "refs.bib", text)


def test_one_title_of_two_authors_is_two_documents(store: ox.Store, tmp_path: Path) -> None:
    text = "".join(
        f"TY  - RPRT\nTI  - Introduction\nPY  - 2019\nAU  - {author}\nER  - \n"
        for author in ("Roy, Camille", "Doe, Alex", "Roy, Camille")
    )
    intake = read(tmp_path, store, "refs.ris", text)
    assert len({t.subject for t in intake.triples if t.object == ox.NamedNode(expand("pg:Report"))})
    assert len(said(intake, "pg:hasContribution")) == 2
    assert len(intake.notes) == 1


def test_a_name_is_one_person_and_only_an_author(store: ox.Store) -> None:
    intake = read_bibliography(FOLDER / "zotero.bib", store)
    people = {t.subject for t in intake.triples if getattr(t.object, "value", "") == PERSON}
    links = {t.predicate.value for t in intake.triples if t.object in people}
    assert len(people) == 8
    assert links == {expand("pg:byAgent")}


def test_a_person_whom_we_name_is_taken_over(store: ox.Store, tmp_path: Path) -> None:
    text = "@misc{a, title={Un titre}, author={Boivin, Antoine and Boivin, A.}}"
    intake = read(tmp_path, store, "refs.bib", text)
    agents = said(intake, "pg:byAgent")
    assert expand("pgd:person-antoine-boivin") in agents
    assert len(agents) == 2


def test_latex_and_names_are_read_as_they_are_meant(store: ox.Store, tmp_path: Path) -> None:
    text = r"""@misc{a, title={{\'E}t{\'e} {\ae} {B}lue 50% \& \$5, a -- b and $x_1$},
      author={{{\'E}quipe \& Cie} and van der Berg, Jr, Jan and {\O}st, A.},
      url={https://example.org/~a\_b}, pages={1--2}, year={2019}, month=dec}"""
    intake = read(tmp_path, store, "refs.bib", text)
    assert said(intake, "dcterms:title") == {"Été æ Blue 50% & $5, a – b and x_1"}
    assert said(intake, "pg:nameAsPrinted") == {"Équipe & Cie", "Jan van der Berg Jr", "A. Øst"}
    assert said(intake, "pg:url") == {"https://example.org/~a_b"}
    assert said(intake, "pg:pages") == {"1-2"}
    assert said(intake, "pg:publishedOn") == {"2019-12"}


def test_ris_of_endnote_is_read(store: ox.Store) -> None:
    intake = read_bibliography(FOLDER / "endnote.ris", store)
    assert "A title that runs on over two lines" in said(intake, "dcterms:title")
    assert "Ligue inventée des pairs" in said(intake, "pg:nameAsPrinted")
    assert said(intake, "pg:doi") == {"10.1234/peer.2011.7"}
    assert said(intake, "pg:publicationYear") == {"2011"}
    assert intake.places[f"{OWN}document-15"] == ("", 20)


def test_lines_that_end_in_a_carriage_return_are_counted(store: ox.Store, tmp_path: Path) -> None:
    intake = read(tmp_path, store, "mac.ris", "TY  - RPRT\rTI  - T\rER  - \r")
    assert said(intake, "pg:lineEnd") == said(intake, "pg:lineCount") == {"3"}


def test_a_chapter_stands_in_the_book_of_its_crossref(store: ox.Store) -> None:
    intake = read_bibliography(FOLDER / "jabref.bib", store)
    assert said(intake, "pg:isPartOfDocument") == {f"{OWN}document-Savoirs2016"}
    assert said(intake, "pg:edtfDate") == {"2012/2014"}


BAD_BIBTEX = {
    "@artcle{a, title={T}}": ["a: there is no type '@artcle'; the nearest: article"],
    "@misc{a, titel={T}}": [
        "a: there is no field 'titel'; the nearest: title",
    ],
    "@misc{a, title={}}": ["a: the title is missing: add it"],
    "@article{a, title={T}}": [
        "a: an article comes out in a periodical: give its title (journal, T2, container-title)",
        "a: an article has a year: add it",
    ],
    "@incollection{a, title={T}}": [
        "a: a chapter belongs to a book: give the title of the book "
        "(booktitle, T2, container-title)"
    ],
    "@misc{a, title={T}, doi={doi.org/1}}": [
        "a: 'doi.org/1' is not a DOI: write for example 10.1111/hex.14034"
    ],
    "@misc{a, title={T}, url={on the web}}": [
        "a: 'on the web' is not an address: write for example https://example.org/page"
    ],
    "@misc{a, title={T}, year={2019-13}}": [
        "a: '2019-13' is not a date: write for example 2019, 2019-05-31 or 2012/2014, "
        "between 1700 and 2100"
    ],
    "@misc{a, title={T}, title={U}}": ["a: title is given twice: keep one"],
    "@misc{a, title={T}, publisher=elsevier}": [
        "a: publisher refers to @string 'elsevier', which is not defined: define it, "
        "or put the value in braces"
    ],
    '@misc{a, title={T} # "U"}': ["a: title is put together with #: write the value in full"],
    "@misc{a, title={T}, author={A, B, C, D}}": [
        "a: 'A, B, C, D' is not a name: write Family, Given, or put an organisation in braces"
    ],
    "@inbook{a, title={T}, crossref={boook}}\n@book{book, title={B}}": [
        "a: crossref leads to 'boook', which is not in the file; the nearest: book"
    ],
    "@misc{, title={T}}": ["the entry has no key: give it one"],
    "@misc{a, title={T": [
        "a: the entry cannot be read as BibTeX: check braces, commas and equals signs"
    ],
    "@misc{a, title={T" + "x" * 20_000 + "}}": ["a: title is too long to be taken over"],
    "@misc{a, title={T" + "{" * 99 + "}" * 99 + "}}": [
        "a: title cannot be read as LaTeX: write the letters as they are"
    ],
}


@pytest.mark.parametrize("text", BAD_BIBTEX, ids=lambda text: text[:40])
def test_a_bad_entry_is_told(store: ox.Store, tmp_path: Path, text: str) -> None:
    told = problems_in(tmp_path, store, text)
    assert sorted(told) == sorted(f"refs.bib:1:{line}" for line in spaced(BAD_BIBTEX[text]))
    french = problems(tmp_path, store, "refs.bib", text, "fr")
    assert len(french) == len(told)
    assert french != told


def spaced(lines: list[str]) -> list[str]:
    return [line if line.startswith("a:") else f" {line}" for line in lines]


def test_all_entries_are_checked_before_any_is_kept(store: ox.Store, tmp_path: Path) -> None:
    text = "@misc{a, title={T}}\n@artcle{b, title={T}}\n\n@misc{a, title={U}}\n@misc{c, year=1}"
    assert [line.split(": ")[0] for line in problems_in(tmp_path, store, text)] == [
        "refs.bib:2:b",
        "refs.bib:4:a",
        "refs.bib:5:c",
        "refs.bib:5:c",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("TY  - JORU\nTI  - T\nER  - \n", ["1: there is no type 'JORU'; the nearest: JOUR"]),
        (
            "TY  - BOOK\nTI  - T\nTY  - BOOK\nTI  - U\n",
            [f"{line}: the entry has no end: add a line “ER  - ”" for line in (1, 3)],
        ),
        (
            "TY  - BOOK\nrunning on\nTI  - T\nER  - \n",
            ["2: this line continues nothing: take it out, or begin it with a tag"],
        ),
        (
            "TY  - BOOK\nID  - 1\nTI  - T\nER  - \n" * 2,
            ["5:1: the key already is that of the entry at line 1: change one of the two"],
        ),
    ],
)
def test_bad_ris_is_told(store: ox.Store, tmp_path: Path, text: str, told: list[str]) -> None:
    assert problems(tmp_path, store, "r.ris", text) == [f"r.ris:{line}" for line in told]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ({"type": "bok", "title": "T"}, "#1: there is no type 'bok'; the nearest: book"),
        ({"type": "book", "titel": "T"}, "#1: there is no field 'titel'; the nearest: title"),
        ({"title": ["T"]}, "#1: title is not what is expected (“…”)"),
        ({"title": "T", "author": "Roy"}, "#1: author is not what is expected ([{…}])"),
        ({"title": "\ud800"}, "#1: the entry holds half of a character: write it whole"),
        ([], "#1: item is not what is expected ({…})"),
    ],
)
def test_bad_csl_json_is_told(store: ox.Store, tmp_path: Path, item: object, told: str) -> None:
    assert problems(tmp_path, store, "c.json", json.dumps([item])) == [f"c.json:1:{told}"]


def test_bad_rdf_is_told(store: ox.Store, tmp_path: Path) -> None:
    text = (FOLDER / "zotero.rdf").read_text(encoding="utf-8")
    broken = text.replace(">journalArticle<", ">journalArtcle<").replace(">2015<", ">soon<")
    told = problems(tmp_path, store, "z.rdf", broken)
    assert told == [
        "z.rdf:11:https://doi.org/10.1234/peer.2019.5: there is no type 'journalArtcle'; "
        "the nearest: journalArticle",
        "z.rdf:72:urn:isbn:978-0-0000-0001-0: 'soon' is not a date: write for example 2019, "
        "2019-05-31 or 2012/2014, between 1700 and 2100",
    ]


HOSTILE = {
    "empty.bib": (b"", "holds no reference"),
    "utf16.bib": ("@misc{a, title={T}}".encode("utf-16"), ":1: saved as UTF-16; save the file"),
    "latin.ris": ("TY  - BOOK\nTI  - é".encode("latin-1"), ":2: not UTF-8 text"),
    "nbib.ris": (b"PMID- 1\nTI  - T\n", "holds no reference"),
    "deep.json": (b"[" * 100_000, ":1: brackets nested over 128 deep"),
    "cut.json": (b'[{"id": "a"', ":1: not valid JSON"),
    "escapes.json": (b'["' + b'\\"' * 100_000, ":1: not valid JSON"),
    "number.json": (b"[" + b"1" * 9_999 + b"]", ":1: not valid JSON"),
    "object.json": (b"{}", ":1: not CSL-JSON"),
    "bomb.rdf": (
        b'<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><r>&b;</r>',
        ":1: the entity b holds another",
    ),
    "xxe.rdf": (b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>', ":1: a DTD outside the file"),
    "deep.rdf": (b"<a>" * 100_000, ":1: elements nested over 128 deep"),
    "unbound.rdf": (b"<a>\n<b:c/></a>", ":2: not well-formed XML: unbound prefix"),
    "cut.rdf": (b"<a>", ":1: not well-formed XML"),
    "xml.rdf": (b"<a><b/></a>", ": not valid RDF/XML|holds no reference"),
    "refs.txt": (b"", "not a kind of file read here; give .bib"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_one_line(store: ox.Store, tmp_path: Path, name: str) -> None:
    data, told = HOSTILE[name]
    with pytest.raises(InputError, match=told) as caught:
        read(tmp_path, store, name, data)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_unfit_options_are_told(store: ox.Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: no such file"):
        read_bibliography(tmp_path / "none.bib", store)
    with pytest.raises(InputError, match="lang 'de': give fr or en"):
        read_bibliography(FOLDER / "zotero.bib", store, lang="de")
    with pytest.raises(InputError, match="base 'own': give a web address"):
        read_bibliography(FOLDER / "zotero.bib", store, base="own")


def test_a_file_too_large_is_not_read(
    store: ox.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pairgraph.bibliographies.LARGEST", 10)
    with pytest.raises(InputError, match="over 10 bytes of text; split the file"):
        read(tmp_path, store, "a.bib", "@misc{a, title={T}}")


def test_strings_that_double_stay_small(store: ox.Store, tmp_path: Path) -> None:
    strings = "".join(f"@string{{a{n + 1} = a{n} # a{n}}}\n" for n in range(60))
    text = f"@string{{a0 = {{xxxxxxxx}}}}\n{strings}@misc{{a, title = a60}}"
    assert "title is put together with #" in problems_in(tmp_path, store, text)[0]


def test_a_huge_field_that_is_not_taken_over_does_no_harm(store: ox.Store, tmp_path: Path) -> None:
    text = "@misc{a, title={T}, abstract={" + "word " * 2_000_000 + "}}"
    assert said(read(tmp_path, store, "a.bib", text), "dcterms:title") == {"T"}


GOOD = {path.name: path.read_bytes() for path in FILES}
HACKS = [bytes([sign]) for sign in b'{}"@\\#\n\r\0<>&[]$=%-\xff']
HACKS += [b"ER  - \n", b"TY  - \n", b"\xed\xa0\x80", b"\xc2\x85", b"\\ud800", b"null", b"1e999"]
HACKS += [b"\\href{a}{b}", b"\\input{x}", b"\\begin{x}", b" and ", b",,", b"urn:x y"]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_nothing_but_our_errors_escapes(
    store: ox.Store, tmp_path: Path, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(GOOD)))
    text = bytearray(GOOD[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 12))
        text[at : at + cut] = data.draw(st.sampled_from(HACKS) | st.binary(max_size=3))
    try:
        intake = read(tmp_path, store, name, bytes(text))
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert together(ox.Store(), intake.triples)


def test_a_file_is_told_by_what_it_holds(tmp_path: Path) -> None:
    plain = tmp_path / "plain.rdf"
    plain.write_text('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>')
    assert is_zotero_rdf(FOLDER / "zotero.rdf")
    assert not any(map(is_zotero_rdf, (plain, tmp_path, tmp_path / "none")))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2019", Issued(2019)),
        ("2019-05", Issued(2019, "2019-05")),
        ("2019-05-31T10:00:00Z", Issued(2019, "2019-05-31")),
        ("2019-05-00", Issued(2019, "2019-05")),
        ("2019-21", Issued(2019)),
        ("Spring 2019", Issued(2019)),
        ("31/05/2019", Issued(2019)),
        ("2012-2014", Issued(2012, edtf="2012/2014")),
        ("2012/..", Issued(2012, edtf="2012/..")),
        ("ca. 1990", Issued(1990, edtf="1990~")),
        ("s.d.", None),
        ("à paraître", None),
    ],
)
def test_a_date_is_read(text: str, when: Issued | None) -> None:
    assert issued(text) == when


@pytest.mark.parametrize("text", ["soon", "2019-13", "2019-02-30", "2014/2012", "1066", "19", "/"])
def test_what_is_no_date_is_rejected(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        issued(text)


def test_the_tables_hold_together(store: ox.Store) -> None:
    asked = {CSL_CLASSES[kind] for kind in CSL_CLASSES} | {*SIMPLE.values(), *RELATED.values()}
    asked |= {*NAMES.values(), *OTHERS.values()} - {"dcterms:title"}
    for curie in asked:
        assert list(store.quads_for_pattern(ox.NamedNode(expand(curie)), None, None)), curie
    for table in (BIBTEX_ENTRIES, RIS_TYPES, ZOTERO_TYPES):
        assert set(table.values()) <= set(CSL_CLASSES)
    for kind, name in BIBTEX_TYPES.items():
        assert CSL_CLASSES[BIBTEX_ENTRIES[name]] in (CSL_CLASSES[kind], "pg:JournalArticle")
    for variable, name in BIBTEX_FIELDS.items():
        assert BIBTEX_VARIABLES[name] == variable
    assert {CSL_TYPES.get(kind, "document") for kind in CSL_CLASSES.values()} <= set(CSL_CLASSES)


def test_a_bibliography_of_ours_is_read_back(store: ox.Store) -> None:
    text = cite("references", store, form="bibtex")
    reading = read_bibtex(text)
    assert reading.faults == []
    assert {entry.fields["title"] for entry in reading.entries} == {
        item["title"] for item in references("references", store)
    }


def kinds_table(store: ox.Store) -> str:
    """Return the table of types in the page: our class, and what is read as it."""
    rows = []
    for curie in sorted(set(CSL_CLASSES.values())):
        csl = {kind for kind, name in CSL_CLASSES.items() if name == curie}
        tables = [{name: name for name in csl}, BIBTEX_ENTRIES, RIS_TYPES, ZOTERO_TYPES]
        cells = [", ".join(sorted(k for k, v in table.items() if v in csl)) for table in tables]
        node = ox.NamedNode(expand(curie))
        labels = [Teller(store, lang).label(node) for lang in ("en", "fr")]
        rows.append(f"| {labels[0]} / *{labels[1]}* | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def fields_table() -> str:
    """Return the table of fields in the page: our property, and what is read as it."""
    rows = []
    ris = {**dict.fromkeys(RIS_CONTAINERS, "container-title"), **RIS_VARIABLES, **RIS_NAMES}
    bibtex = {**BIBTEX_VARIABLES, **{role: role for role in NAMES}}
    zotero = {**ZOTERO_FIELDS, **ZOTERO_NAMES, "DOI": "dc:identifier"}
    for variable, curie in sorted({**OTHERS, **SIMPLE, **RELATED, **NAMES}.items()):
        cells = [", ".join(k for k, v in table.items() if v == variable) for table in (bibtex, ris)]
        told = " | ".join([f"`{curie}`", variable, *cells, zotero[variable]])
        rows.append(f"| {told} |")
    return "\n".join(rows)


def test_the_page_tells_which_fields_become_what(store: ox.Store) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert kinds_table(store) in page, kinds_table(store)
    assert fields_table() in page, fields_table()
    assert kinds_table(store).replace("techreport", "x") not in page

"""Users' tables: what good ones say, and how those that cannot be used are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pairgraph import classify, placed, search, show, validate, why
from pairgraph.errors import BadRows, InputError
from pairgraph.formulas import as_meant, harmless
from pairgraph.graph import open_store
from pairgraph.sparql import query
from pairgraph.table_columns import ASKED, SHEETS
from pairgraph.table_grid import FILE_MIB
from pairgraph.tables import read_table, take_in
from pairgraph.vocabulary import OWN, expand, shorten

TABLES = Path(__file__).parent / "tables"
CHAIR = TABLES / "chair.xlsx"
SHEET = "xl/worksheets/sheet1.xml"
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)

Rows = Iterable[Iterable[str]]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file, from bytes or from rows of cells that need no quotation marks."""

    def written(content: bytes | Rows, name: str = "roles.csv", separator: str = ",") -> Path:
        path = tmp_path / name
        if not isinstance(content, bytes):
            content = "\n".join(separator.join(row) for row in content).encode()
        path.write_bytes(content)
        return path

    return written


@pytest.fixture(scope="module")
def own() -> ox.Store:
    """The shipped graph, with the workbook of an invented chair."""
    store = open_store()
    store.extend(ox.Quad(*triple) for triple in read_table(CHAIR, store))
    return store


def role(**cells: str) -> Rows:
    """A table of one role."""
    given = {"Role (en)": "harbour peers", "Kind": "role", **cells}
    return [given.keys(), given.values()]


def told(path: Path, store: ox.Store, lang: str = "en") -> list[str]:
    """Return what is said of a table that cannot be used, without the folder that it is in."""
    with pytest.raises(InputError) as caught:
        take_in(path, store, lang=lang)
    error = caught.value
    lines = error.problems if isinstance(error, BadRows) else [str(error)]
    assert all(line.startswith(str(path)) and "\n" not in line for line in lines)
    return [line.removeprefix(f"{path.parent}/") for line in lines]


def objects(triples: list[ox.Triple], relation: str) -> set[str]:
    """Return what a table's things have by a relation; names as CURIEs."""
    return {
        shorten(triple.object.value) if not isinstance(triple.object, ox.Triple) else ""
        for triple in triples
        if shorten(triple.predicate.value) == relation
    }


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return made.getvalue()


def with_rows(rows: bytes, data: bytes | None = None) -> bytes:
    """Return the chair's workbook with rows of XML at the end of its first sheet."""
    data = CHAIR.read_bytes() if data is None else data
    return changed(data, SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def test_a_workbook_conforms_to_the_shapes(own: ox.Store) -> None:
    report = validate(own)
    assert report.conforms, report.text()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_a_table_says_is_found_beside_what_is_shipped(own: ox.Store, lang: str) -> None:
    name = {"fr": "pairs de la Maison du Phare", "en": "peers of the Lighthouse"}[lang]
    card = show(name, own, lang=lang)
    assert (card.label, f"{OWN}role-pairs-de-la-maison-du-phare") == (name, card.iri)
    assert card.iri in {hit.iri for hit in search(name, own, lang=lang)}
    where = {"fr": "tableau importé", "en": "imported table"}[lang]
    for verdict in why(card.iri, "travailleur pair", own, lang=lang):
        assert where in verdict.reason
    answers = placed(name, own)
    assert expand("pgv:engagement-paid") in answers.yes
    found = classify(answers, own, lang=lang)
    assert {"fits", "could fit", "excluded"} >= {verdict.verdict for verdict in found.verdicts}
    assert any("holds" in dict(verdict.criteria).values() for verdict in found.verdicts)


def test_several_files_say_what_one_workbook_says() -> None:
    store, triples = open_store(), []
    book = read_table(CHAIR, store)
    for name in ("organisations.tsv", "programmes.csv", "roles.csv"):
        triples += read_table(TABLES / name, store)
        store.extend(ox.Quad(*triple) for triple in triples)
    assert said(triples) == said(book) != set()
    assert validate(store).conforms


def said(triples: list[ox.Triple]) -> set[str]:
    """Return what is said of things, wherever in tables it stands."""
    nowhere = ("isStatedIn", "own/passage-", "own/table-")
    return {str(triple) for triple in triples if not any(word in str(triple) for word in nowhere)}


def test_the_name_and_place_of_a_file_say_nothing(write: Write, store: ox.Store) -> None:
    data = CHAIR.read_bytes()
    one, other = write(data, "a.xlsx"), write(data, "b.xlsx")
    assert take_in(one, store) == take_in(other, store) == take_in(CHAIR, store, lang="fr")


def test_things_are_told_by_sheet_and_row(store: ox.Store) -> None:
    places = take_in(CHAIR, store).places
    assert places[f"{OWN}role-mardi"] == ("Rôles", 3)
    assert places[f"{OWN}organisation-fondation-du-phare"] == ("Organismes", 3)
    subjects = {triple.subject.value for triple in read_table(CHAIR, store)}  # type: ignore[union-attr]
    assert {iri for iri in subjects if "/table-" not in iri} == set(places)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_dialect_of_csv_is_read(
    write: Write, store: ox.Store, separator: str, encoding: str, end: str
) -> None:
    lines = ['Rôle (fr)|GENRE|"Statut"', '"pairs, du ""port"" ; été"|role|"rémunéré;', 'bénévole"']
    text = end.join(lines).replace("|", separator)
    triples = read_table(write(text.encode(encoding)), store)
    assert objects(triples, "skos:prefLabel") >= {'pairs, du "port" ; été'}
    assert objects(triples, "pg:hasEngagementStatus") == {
        "pgv:engagement-paid",
        "pgv:engagement-volunteer",
    }


@pytest.mark.parametrize(
    "answer", ["paid", "Rémunéré", "REMUNERE", "rémunéré·e", "pgv:engagement-paid"]
)
def test_answers_are_named_in_many_ways(write: Write, store: ox.Store, answer: str) -> None:
    triples = read_table(write(role(Status=answer)), store)
    assert objects(triples, "pg:hasEngagementStatus") == {"pgv:engagement-paid"}


def test_where_a_table_is_silent_it_says_so(write: Write, store: ox.Store) -> None:
    triples = read_table(write(role(Objective="build ties", Sector="?", Format="")), store)
    silent = objects(triples, "pg:facetNotDocumented")
    assert silent == ASKED - {"pg:hasObjective"} | {"pg:hasSector"}


def test_one_name_serves_for_both_languages_and_what_is_missing_is_not_invented(
    write: Write, store: ox.Store
) -> None:
    cells = {"Definition (en)": "Role of peers on the quay"}
    triples = read_table(write(role(**cells)), store)
    assert objects(triples, "skos:definition") == {
        "Role of peers on the quay.",
        "Rôle de pairs que le tableau importé nomme « harbour peers » et décrit en anglais.",
    }


@pytest.mark.parametrize(
    ("start", "end", "years", "edtf"),
    [
        ("2019", "2021", {"2019", "2021"}, set()),
        ("2019-03-05", "", {"2019"}, {"2019-03-05/"}),
        ("2019", "2021-06", {"2019", "2021"}, {"2019/2021-06"}),
        ("?", "2021-06-30", {"2021"}, {"../2021-06-30"}),
    ],
)
def test_dates_keep_their_precision(
    write: Write, store: ox.Store, start: str, end: str, years: set[str], edtf: set[str]
) -> None:
    triples = read_table(write(role(Start=start, End=end)), store)
    assert objects(triples, "pg:startYear") | objects(triples, "pg:endYear") == years
    assert objects(triples, "pg:edtfDate") == edtf


def test_a_new_place_is_added_and_a_known_one_is_found(write: Write, store: ox.Store) -> None:
    cells = {"Town or region": "Grenoble; Dune-sur-Mer; new: Grenobla"}
    triples = read_table(write(role(**cells)), store)
    added = {f"{OWN}place-dune-sur-mer", f"{OWN}place-grenobla"}
    assert objects(triples, "pg:takesPlaceIn") == {"pgd:place-grenoble"} | added


def test_a_row_names_another_by_its_identifier_or_by_what_an_earlier_table_gave_it(
    write: Write, own: ox.Store
) -> None:
    for name in ("dunes", "pairs des dunes", "Peers of the Dunes", f"{OWN}programme-dunes"):
        triples = read_table(write(role(Programme=name)), own)
        assert objects(triples, "pg:isInstitutedBy") == {f"{OWN}programme-dunes"}


def test_a_known_document_is_cited_and_not_described_again(write: Write, own: ox.Store) -> None:
    address = "https://example.org/dunes/rapport"
    triples = read_table(write(role(**{"Source address": address})), own)
    assert not objects(triples, "pg:url")
    assert len(objects(triples, "pg:isAbout")) == 1


def test_formulas_are_text_and_an_apostrophe_before_them_goes(
    write: Write, store: ox.Store
) -> None:
    formula = "=cmd|' /C calc'!A0"
    for written in (formula, harmless(formula)):
        triples = read_table(write(role(**{"Role (en)": written})), store)
        assert formula in objects(triples, "skos:prefLabel")
    book = with_rows(
        b'<row r="9"><c r="C9"><f>cmd|x</f></c><c r="D9" t="str"><v>role</v></c></row>'
    )
    triples = read_table(write(book, "a.xlsx"), store)
    assert "=cmd|x" in objects(triples, "skos:prefLabel")


@given(TEXT)
def test_what_is_written_for_a_spreadsheet_is_read_as_it_was(text: str) -> None:
    safe = harmless(text)
    assert safe[:1] not in set("=+@\t\r") or text == safe
    assert as_meant(safe) == text or as_meant(text) != text


def test_every_facet_and_capacity_has_a_column(store: ox.Store) -> None:
    columns = [column for sheet in SHEETS for column in sheet.columns]
    facets = query("SELECT ?f ?c { ?f rdfs:subPropertyOf pg:hasFacetValue ; rdfs:range ?c }", store)
    asked = {(c.about, c.takes) for c in columns if c.reading == "answer"}
    assert {(shorten(str(f)), shorten(str(c))) for f, c in facets} == asked
    capacities = query("SELECT ?c { ?c a pg:InvolvementCapacity }", store)
    given = {c.about for c in columns if c.reading == "agent"}
    assert {shorten(str(c)) for (c,) in capacities} == given
    questions = query("SELECT ?f { ?q pg:asksFor ?f ; skos:inScheme pgv:scheme-question }", store)
    assert {shorten(str(f)) for (f,) in questions} == ASKED


def test_headers_of_a_sheet_are_told_apart() -> None:
    for sheet in SHEETS:
        for lang in ("fr", "en"):
            headers = [column.header(lang) for column in sheet.columns]
            assert len(set(headers)) == len(headers)
            assert all(column.note(lang) for column in sheet.columns)


BAD: list[tuple[Rows, str, list[str]]] = [
    (role(Status="payd"), "en", ["2:C (Status): nothing is called “payd” here; nearest: paid"]),
    (role(Statut="remunerez x"), "fr", ["2:C (Statut): rien ne s'appelle « remunerez x » ici"]),
    (role(Status="not paid"), "en", ["2:C (Status): “not paid”: the graph does not say"]),
    (role(Statut="- rémunéré"), "fr", ["2:C (Statut): « - rémunéré » : le graphe ne dit pas"]),
    (role(Status="?; paid"), "en", ["2:C (Status): “?” and an answer at once"]),
    (role(Disclosure="experience disclosed;experience not disclosed"), "en", ["one answer only"]),
    (role(Kind="rol"), "fr", ["2:B (Genre): « rol » n'est pas un genre ; au plus près : rôle"]),
    (role(Kind=""), "en", ["2:B (Kind): nothing is given"]),
    ([["Role (en)"], ["x"]], "en", ["1: the header “Kind” is missing"]),
    (role(**{"Role (en)": ""}), "en", ["2:A (Role (en)): nothing is given"]),
    (role(**{"Role (en)": "!!!"}), "en", ["“!!!” holds no letter or digit"]),
    (role(**{"Role (en)": "Peers Inc."}), "en", ["not a sentence", "nearest: Peers Inc"]),
    (role(Start="05/03/2019"), "en", ["“05/03/2019” is neither a year", "nearest: 2019"]),
    (role(Start="2019-02-30"), "en", ["“2019-02-30” is neither a year"]),
    (role(Start="1066"), "fr", ["« 1066 » n'est ni une année de 1700 à 2100"]),
    (role(Start="2020-05", End="2020-04"), "en", ["the end, 2020-04, comes before the start"]),
    (
        role(**{"Source address": "www.example.org/é"}),
        "en",
        ["nearest: https://www.example.org/%C3"],
    ),
    (role(**{"Source address": "file:///etc/passwd"}), "en", ["is not a web address"]),
    (role(Identifier="http://a/#b#c"), "en", ["2:C (Identifier): “http://a/#b#c” is not a web"]),
    (role(Identifier="http://a/%zz"), "en", ["2:C (Identifier): “http://a/%zz” is not a web"]),
    (role(**{"Town or region": "Grenobla"}), "en", ["much like a known place", "Grenoble"]),
    (role(Programme="Pairs"), "en", ["2:C (Programme): nothing is called “Pairs” here"]),
    (role(Identifier="pgd:role-x"), "en", ["2:C (Identifier): this address belongs to pairgraph"]),
    (role(Stauts="paid"), "en", ["1:C: “Stauts” is not a known header; nearest: Status"]),
    (
        [["Role (en)", "Kind", "Status", "Statut"], ["a", "role"]],
        "en",
        ["1:D: this header is already in column C"],
    ),
    (
        [["Role (en)", "Kind"], ["a", "role", "", "b"]],
        "en",
        ["2:D: a filled cell without a header"],
    ),
    (
        [["Name", "Kind"], ["a", "role"]],
        "en",
        ["1: no header tells what this is; one of Programme (fr)"],
    ),
    (
        [["Role (en)", "Kind"], ["a", "role"], ["A!", "role"]],
        "en",
        ["3:A (Role (en)): the same name or identifier as in row 2"],
    ),
    (role(Status="#REF!"), "en", ["2:C (Status): the cell holds the error #REF!"]),
    (role(Status="a\x00b"), "en", ["2:C (Status): control character U+0000"]),
    (role(Status="x" * 10_000_000), "en", ["2:C (Status): the cell is over 1 MiB"]),
]


@pytest.mark.parametrize(("rows", "lang", "said"), BAD, ids=lambda value: str(value)[:40])
def test_a_fault_is_told_by_its_place_with_what_is_right(
    write: Write, store: ox.Store, rows: Rows, lang: str, said: list[str]
) -> None:
    [line] = told(write(rows), store, lang)
    assert line.startswith("roles.csv:")
    assert all(words in line for words in said), line
    assert len(line) < 500


def test_all_rows_are_checked_and_told_in_order(write: Write, store: ox.Store) -> None:
    rows = [["Role (en)", "Kind", "Status"], ["a", "rol", "payd"], [], ["b", "role", "payd"]]
    lines = told(write(rows), store)
    assert [line.split(":")[1:3] for line in lines] == [
        ["2", "B (Kind)"],
        ["2", "C (Status)"],
        ["4", "C (Status)"],
    ]


def test_two_titles_of_one_address_are_told(write: Write, store: ox.Store) -> None:
    rows = [["Role (en)", "Kind", "Source", "Source address"]]
    rows += [[name, "role", f"Report {name}", "https://example.org/r"] for name in "ab"]
    assert (
        "another title in row 2; make them agree; nearest: Report a" in told(write(rows), store)[0]
    )


FILES: list[tuple[bytes, str, str]] = [
    ("Rôle (fr),Genre\nété,rôle".encode("latin-1"), "a.csv", "a.csv:1: byte 2 is not UTF-8; save"),
    ("Role (fr),Kind\nété,role".encode("cp1252"), "a.csv", "a.csv:2: byte 16 is not UTF-8"),
    (b"\xff\xfea", "a.csv", "is not UTF-16"),
    (b'"Role (en)', "a.csv", "a.csv:1: a quotation mark is not closed"),
    (b"\xff\xfe\x00\xd8a\x00", "a.csv", "is not UTF-16"),
    (b'Role (en),Kind\n"a,role', "a.csv", "a.csv:2: a quotation mark is not closed"),
    (b'Role (en),Kind\n"a"b,role', "a.csv", "a.csv:2: a quotation mark is not closed"),
    (b"", "a.csv", "holds no row|no row below"),
    (b"Role (en),Kind\n\n,,\n", "a.csv", "no row below the headers"),
    (b"PK\x03\x04", "a.csv", "this is a workbook and not text"),
    (b"", "a.ods", "not a kind of table read here; give .csv, .tsv or .xlsx"),
    (b"", "a.xlsx", "not a whole .xlsx workbook"),
    (b"\xd0\xcf\x11\xe0", "a.xlsx", "an old .xls file, or protected by a password"),
    (CHAIR.read_bytes()[:3000], "a.xlsx", "not a whole .xlsx workbook"),
]


@pytest.mark.parametrize(("data", "name", "said"), FILES, ids=lambda value: str(value)[:30])
def test_a_file_that_is_no_table_is_refused_in_one_line(
    write: Write, store: ox.Store, data: bytes, name: str, said: str
) -> None:
    [line] = told(write(data, name), store)
    assert any(words in line for words in said.split("|")), line


def test_a_missing_file_a_folder_and_a_big_file_are_refused(
    tmp_path: Path, store: ox.Store
) -> None:
    assert "cannot be read: no such file" in told(tmp_path / "a.csv", store)[0]
    (tmp_path / "b.csv").mkdir()
    assert "cannot be read: is a directory" in told(tmp_path / "b.csv", store)[0]
    with open(tmp_path / "c.csv", "wb") as file:
        file.truncate(FILE_MIB * 2**20 + 1)
    assert f"over {FILE_MIB} MiB" in told(tmp_path / "c.csv", store)[0]


def test_an_unknown_language_is_refused(store: ox.Store) -> None:
    with pytest.raises(InputError, match="lang 'de': give fr or en"):
        take_in(CHAIR, store, lang="de")


def test_a_namespace_that_is_none_is_refused(store: ox.Store) -> None:
    for base in ("chair", "https://example.org/chair", "https://example.org/a b/"):
        with pytest.raises(InputError, match="give a web address that ends in"):
            take_in(CHAIR, store, base=base)
    triples = read_table(CHAIR, store, base="https://example.org/chair#")
    own = [t for t in triples if t.subject.value.startswith("https://example.org/chair#")]  # type: ignore[union-attr]
    assert triples == own or all("pgd" in shorten(str(t.subject)) for t in set(triples) - set(own))


def doctype(name: str) -> bytes:
    """A document type that a spreadsheet never writes: laughs, or an outside file."""
    laughs = b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    outside = b'<!ENTITY j SYSTEM "file:///etc/passwd">'
    entities = b'<!ENTITY a "ha">' + laughs if name == "laughs" else outside
    return b"<!DOCTYPE x [" + entities + b"]>"


@pytest.mark.parametrize("name", ["laughs", "outside"])
def test_entities_are_refused(write: Write, store: ox.Store, name: str) -> None:
    book = with_rows(b'<row r="9"><c r="A9" t="inlineStr"><is><t>&j;</t></is></c></row>')
    book = changed(
        book, SHEET, lambda xml: xml.replace(b"<worksheet", doctype(name) + b"<worksheet")
    )
    [line] = told(write(book, "a.xlsx"), store)
    assert f"part {SHEET} declares XML entities" in line


def bomb(part: str, size: int) -> bytes:
    """A workbook, one part of which unfolds to a size."""
    return changed(CHAIR.read_bytes(), part, lambda xml: xml + b" " * size)


@pytest.mark.parametrize(
    ("part", "size"), [(SHEET, 130 * 2**20), ("xl/styles.xml", 5 * 2**20)], ids=["whole", "styles"]
)
def test_a_bomb_is_refused_before_it_unfolds(
    write: Write, store: ox.Store, part: str, size: int
) -> None:
    [line] = told(write(bomb(part, size), "a.xlsx"), store)
    assert "unfolds beyond what is read" in line


ODD: list[tuple[str, bytes, str]] = [
    ("far column", b'<row r="9"><c r="XFD9" t="str"><v>z</v></c></row>', "Rôles:9:XFD: a filled"),
    (
        "far row",
        b'<row r="99999999"><c r="A99999999" t="str"><v>z</v></c></row>',
        "over 1048576 rows",
    ),
    ("no number", b'<row r="x"><c r="A9"><v>1</v></c></row>', "not a whole .xlsx workbook"),
    ("no string", b'<row r="9"><c r="A9" t="s"><v>99999</v></c></row>', "not a whole .xlsx"),
    (
        "error",
        b'<row r="9"><c r="C9" t="e"><v>#N/A</v></c></row>',
        "Rôles:9:C (Role (en)): the cell holds the error #N/A",
    ),
    (
        "deep",
        b'<row r="9">' + b"<c>" * 200 + b"</c>" * 200 + b"</row>",
        "unfolds beyond what is read",
    ),
    ("crowded", b'<row r="9">' + b"<c/>" * 200_000 + b"</row>", "unfolds beyond what is read"),
    ("many", b"<row/>" * 5_000_001, "unfolds beyond what is read"),
    (
        "wide",
        b"".join(b'<row r="%d"><c r="XFD%d" s="1"/></row>' % (n, n) for n in range(9, 400)),
        "over 5000000 cells",
    ),
]


@pytest.mark.parametrize(("rows", "said"), [o[1:] for o in ODD], ids=[o[0] for o in ODD])
def test_odd_cells_are_told(write: Write, store: ox.Store, rows: bytes, said: str) -> None:
    lines = told(write(with_rows(rows), "a.xlsx"), store)
    assert any(said in line for line in lines)


def test_merged_cells_are_told_and_a_false_size_hides_no_row(write: Write, store: ox.Store) -> None:
    def small(xml: bytes) -> bytes:
        return xml.replace(b'<dimension ref="A1:U4"', b'<dimension ref="A1:B2"')

    def merged(xml: bytes) -> bytes:
        mark = b'<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
        return xml.replace(b"</sheetData>", b"</sheetData>" + mark)

    data = CHAIR.read_bytes()
    assert changed(data, SHEET, small) != changed(data, SHEET, lambda xml: xml)
    lied = take_in(write(changed(data, SHEET, small), "a.xlsx"), store)
    assert lied.places.keys() >= {f"{OWN}role-mardi", f"{OWN}role-ecoute-sur-le-port"}
    [line] = told(write(changed(data, SHEET, merged), "b.xlsx"), store)
    assert line.startswith("b.xlsx:Rôles:1: merged cells (A2:A3); unmerge them")


def test_a_hidden_sheet_and_one_marked_as_a_note_are_passed_over(
    write: Write, store: ox.Store
) -> None:
    def without(change: tuple[bytes, bytes]) -> set[str]:
        data = changed(CHAIR.read_bytes(), "xl/workbook.xml", lambda xml: xml.replace(*change))
        return set(take_in(write(data, "a.xlsx"), store).places)

    first = b'name="R\xc3\xb4les" sheetId="1" state="visible"'
    assert first in zipfile.ZipFile(CHAIR).read("xl/workbook.xml")
    for other in (first.replace(b"visible", b"hidden"), first.replace(b"R", b"# R")):
        found = without((first, other))
        assert found and not {iri for iri in found if "/role-" in iri}


def test_a_million_empty_rows_are_read_through(write: Write, store: ox.Store) -> None:
    rows = b"".join(b'<row r="%d" s="1"/>' % n for n in range(9, 1_048_577))
    assert take_in(write(with_rows(rows), "a.xlsx"), store).places


@cache
def _shipped() -> ox.Store:
    return open_store()


def _survives(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        take_in(path, _shipped())
    except InputError as error:
        lines = error.problems if isinstance(error, BadRows) else [str(error)]
        assert all(line.splitlines() == [line] for line in lines)


_FEW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=20)), min_size=1, max_size=4
)
_Edits = list[tuple[float, int, bytes]]


def _edited(data: bytes, edits: _Edits) -> bytes:
    """Return bytes in which some stretches give way to others."""
    for where, length, other in edits:
        at = int(where * len(data))
        data = data[:at] + other + data[at + length :]
    return data


@_FEW
@given(_EDITS, st.sampled_from(["programmes.csv", "organisations.tsv", "roles.csv", "chair.xlsx"]))
def test_nothing_but_our_errors_comes_of_broken_files(
    tmp_path: Path, edits: _Edits, name: str
) -> None:
    _survives(tmp_path / name, _edited((TABLES / name).read_bytes(), edits))


@_FEW
@given(_EDITS, st.integers(0, 20))
def test_nothing_but_our_errors_comes_of_broken_parts_of_a_workbook(
    tmp_path: Path, edits: _Edits, number: int
) -> None:
    names = zipfile.ZipFile(CHAIR).namelist()
    part = names[number % len(names)]
    data = changed(CHAIR.read_bytes(), part, lambda xml: _edited(xml, edits))
    _survives(tmp_path / "a.xlsx", data)


@_FEW
@given(st.lists(st.lists(TEXT, max_size=4), max_size=4))
def test_nothing_but_our_errors_comes_of_any_text(tmp_path: Path, rows: list[list[str]]) -> None:
    head = "Role (en)\tKind\tStatus\tTown or region\n"
    text = head + "\n".join("\t".join(row) for row in rows)
    _survives(tmp_path / "a.tsv", text.encode())

"""The door for RDF: what is refused, in one line that says where, and the twin that is read."""

from __future__ import annotations

import gzip
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pairgraph import apart, opening, scan
from pairgraph.errors import InputError
from pairgraph.files import (
    RDF_SUFFIXES,
    load_lines,
    parse_rdf,
    read_quads,
    read_rdf,
    read_text,
)
from pairgraph.lines import SourceFile
from pairgraph.placing import read_answers
from pairgraph.scan import scanned
from pairgraph.terms import lines_checked

from . import fuzzing
from .conftest import Run
from .fuzzing import SAMPLES, in_child
from .hostile_files import HOSTILE, P, deep, nested, xml

CASES = [(suffix, case) for suffix, cases in HOSTILE.items() for case in cases]


def canonical(quads: Iterable[ox.Triple | ox.Quad]) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(*quad) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def told(path: Path) -> str:
    """Return how a file is refused, without its name."""
    with pytest.raises(InputError) as error:
        parse_rdf(path)
    line = str(error.value)
    assert line.startswith(f"{path}:")
    assert line.isprintable()
    assert len(line) < len(str(path)) + 300
    return line.removeprefix(str(path))


def made(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(("suffix", "case"), CASES, ids=lambda part: part.replace(" ", "-"))
def test_what_is_hostile_is_refused_and_its_twin_read(
    tmp_path: Path, suffix: str, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, why, good = HOSTILE[suffix][case]
    monkeypatch.setattr(apart, "SECONDS", 2)
    assert parse_rdf(made(tmp_path / f"good{suffix}", good))
    assert why in told(made(tmp_path / f"bad{suffix}", bad))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_read_packed_too(sample: Path, tmp_path: Path) -> None:
    packed = made(tmp_path / f"{sample.name}.GZ".lower(), gzip.compress(sample.read_bytes()))
    assert canonical(read_quads(packed)) == canonical(read_quads(sample))


def test_there_is_a_sample_of_each_kind() -> None:
    assert {path.suffix for path in SAMPLES} | {".owl", ".xml"} == {*RDF_SUFFIXES}


@pytest.mark.parametrize("suffix", [".owl", ".xml"])
def test_rdf_xml_has_other_names(tmp_path: Path, suffix: str) -> None:
    assert len(parse_rdf(made(tmp_path / f"own{suffix}", xml(P)))) == 1


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("a.json", "if it is JSON-LD, name it .jsonld"),
        ("a.json.gz", "if it is JSON-LD, name it .jsonld"),
        ("a.csv", "give .ttl, "),
    ],
)
def test_another_kind_of_file_is_refused(tmp_path: Path, name: str, hint: str) -> None:
    assert f"not a kind of file read here; {hint}" in told(made(tmp_path / name, "{}"))


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has named pipes")
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "own.ttl")
    assert "not a file but a pipe or a device" in told(tmp_path / "own.ttl")


def test_a_file_that_is_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = b"<urn:a> <urn:b> <urn:c> .\n"
    path = made(tmp_path / "own.nt", line * 4)
    monkeypatch.setattr(opening, "SIZE", len(line) * 4)
    assert len(parse_rdf(path)) == 4
    monkeypatch.setattr(opening, "SIZE", len(line) * 4 - 1)
    assert "bytes of text; split the file" in told(path)


def test_a_packed_file_may_not_swell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SMALL", 1 << 20)
    line = b"<urn:a> <urn:b> <urn:c> .\n"
    assert parse_rdf(made(tmp_path / "good.nt.gz", gzip.compress(line * 9999)))
    assert parse_rdf(made(tmp_path / "GOOD.NT.GZ", gzip.compress(line * 9999)))
    assert "bytes of text; split" in told(made(tmp_path / "bad.nt.gz", gzip.compress(line * 99999)))


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: data[:20] + b"\xff" * 30])
def test_a_broken_packed_file_is_refused(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    data = gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n" * 99)
    assert "not a whole gzip file" in told(made(tmp_path / "bad.nt.gz", spoil(data)))
    assert "not a whole gzip file" in told(made(tmp_path / "plain.nt.gz", "<urn:a> a <urn:b> ."))


def test_a_text_is_checked_as_well(tmp_path: Path) -> None:
    assert read_text(made(tmp_path / "good", "\ufeffé\r\n")) == "é\r\n"
    with pytest.raises(InputError, match="bad:2: not UTF-8"):
        read_text(made(tmp_path / "bad", b"\n\xff"))


def test_a_letter_across_two_blocks_is_read(tmp_path: Path) -> None:
    text = "x" * (opening.BLOCK - 1) + "é\n"
    assert read_text(made(tmp_path / "own.txt", text)) == text


@pytest.mark.parametrize("suffix", [".rdf", ".jsonld", ".ttl"])
def test_nothing_is_fetched(tmp_path: Path, suffix: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        place = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        texts = {
            ".rdf": [
                xml(P, before=f'<!DOCTYPE rdf:RDF SYSTEM "{place}">'),
                xml(P, before=f'<!DOCTYPE rdf:RDF [<!ENTITY % x SYSTEM "{place}"> %x;]>'),
                xml(P + f'<?xml-stylesheet href="{place}"?>'),
            ],
            ".jsonld": [f'{{"@context": "{place}", "@id": "urn:a", "urn:p": 1}}'],
            ".ttl": [f"@base <{place}> . <> <http://www.w3.org/2002/07/owl#imports> <{place}> ."],
        }
        for text in texts[suffix]:
            try:
                parse_rdf(made(tmp_path / f"own{suffix}", text))
            except InputError:
                continue
        with pytest.raises(TimeoutError):
            server.accept()


def test_nothing_is_read_beside_a_file(tmp_path: Path) -> None:
    made(tmp_path / "canary", "canary")
    entity = f'<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "{(tmp_path / "canary").as_uri()}">]>'
    assert "canary" not in told(made(tmp_path / "own.rdf", xml(P, before=entity)))


def test_a_file_may_be_parsed_apart(tmp_path: Path) -> None:
    for sample in SAMPLES:
        assert canonical(read_quads(sample, apart=True)) == canonical(read_quads(sample))
    path = made(tmp_path / "own.ttl", "\n<a> a <b> .")
    with pytest.raises(InputError) as error:
        list(read_quads(path, apart=True))
    assert str(error.value).removeprefix(str(path)) == told(path)


def test_who_stops_reading_ends_the_process_apart(tmp_path: Path) -> None:
    path = made(tmp_path / "own.nt", "<urn:a> <urn:b> <urn:c> .\n" * 99_999)
    quads = read_quads(path, apart=True)
    next(quads)
    quads.close()  # type: ignore[attr-defined]


def test_a_block_is_scanned_before_it_is_parsed(tmp_path: Path) -> None:
    """What comes before the fault is given, and the fault is told, not met."""
    start = "<urn:a> <urn:b> <urn:c> .\n" * 99_999
    path = made(tmp_path / "own.ttl", nested(start + "<urn:a> <urn:b> ", "(", "", ")", " .", 999))
    with pytest.raises(InputError, match=r"own.ttl:100000: brackets nested"):
        list(read_rdf(path))


def test_scans_take_any_file(tmp_path: Path) -> None:
    for name, text in (("good.xml", "<a><b/></a>"), ("good.json", "[" * 128 + "]" * 128)):
        path = made(tmp_path / name, text)
        assert b"".join(scanned(path, path.suffix)).decode() == text
    with pytest.raises(InputError, match=r"bad.xml:1: elements nested over 128"):
        list(scanned(made(tmp_path / "bad.xml", "<a>" * 129 + "</a>" * 129), ".xml"))
    with pytest.raises(InputError, match=r"bad.json:1: brackets nested over 128"):
        list(scanned(made(tmp_path / "bad.json", '{"a":' * 129 + "1" + "}" * 129), ".json"))


TEXTS = [
    *('"%s"', "'%s'", '"""%s"""', "'''%s'''", "<%s>", "#%s\n", "'''it's\n '' %s'''", '"\\"%s"'),
    *('"""a"" %s"""', '"a""""b%s"""', "e:\\'('%s')", "'\\\\''%s'", "\"\"'%s'"),
]
BARE = ["%s", '""%s', "'' %s", '""""""%s', "<a>%s", "#\n%s", "#\r%s", '"\\\\"%s', "e:\\'%s"]


@pytest.mark.parametrize("size", [1, 7, 40, 1000])
def test_nesting_is_counted_across_blocks(size: int) -> None:
    line = nested("<urn:a> <urn:b> ", "<<( <urn:a> <urn:b> ", "<urn:c>", " )>>", " .\n", 64)
    syntaxes: list[scan.Syntax] = ["lines", "turtle"]
    for syntax in syntaxes:
        assert is_passed(line * 9, size, syntax)
        assert not is_passed(line * 9 + "<< <urn:a> " * 129, size, syntax)


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_brackets_in_texts_do_not_count(size: int) -> None:
    for pattern in TEXTS:
        assert is_passed(pattern % ("(" * 129), size), pattern
    for pattern in BARE:
        assert not is_passed(pattern % ("(" * 129), size), pattern


def is_passed(text: str, size: int, syntax: scan.Syntax = "turtle") -> bool:
    data = text.encode()
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    try:
        assert list(scan.nesting_scanned("own", blocks, syntax)) == blocks
    except InputError:
        return False
    return True


# Round trips: what is written by Oxigraph is read as it was.

_PARTS = ("a", "é", "(", "'", "%27", ",", ";", ".", "/", "-", "&", "@", "?")
_PARTS = ("a", "é", "(", "'", "%27", ",", ";", ".", "/", "-", "&", "@", "?")
_IRIS = st.lists(st.sampled_from(_PARTS)).map(lambda parts: "urn:a:" + "".join(parts))
_NODES = st.builds(ox.NamedNode, _IRIS) | st.builds(ox.BlankNode, st.text("abc", min_size=1))
_PROPERTIES = st.builds(ox.NamedNode, st.text("abcé", min_size=1).map("urn:p:{}".format))
_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
_VALUES = st.text(_CHARACTERS | st.sampled_from("\n\t\"'\\<>&()[]{}#"))
_LITERALS = (
    st.builds(ox.Literal, _VALUES)
    | st.builds(
        lambda value, tag: ox.Literal(value, language=tag),
        _VALUES,
        st.sampled_from(["fr", "en-gb"]),
    )
    | st.builds(ox.Literal, st.integers() | st.booleans())
    | st.builds(lambda value: ox.Literal(value, datatype=ox.NamedNode("urn:t")), _VALUES)
)
_TRIPLES = st.lists(st.builds(ox.Triple, _NODES, _PROPERTIES, _NODES | _LITERALS), min_size=1)


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
@settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])
@given(triples=_TRIPLES)
def test_what_is_written_is_read(suffix: str, tmp_path: Path, triples: list[ox.Triple]) -> None:
    path = tmp_path / f"own{suffix}"
    name = {".owl": "rdf", ".xml": "rdf"}.get(suffix, suffix[1:])
    ox.serialize(triples, str(path), ox.RdfFormat.from_extension(name))
    assert canonical(read_rdf(path)) == canonical(triples)


def test_spoilt_files_are_refused_or_read() -> None:
    assert list(in_child(seed=6, number=2000)) == []


def test_a_fault_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaking(*_: object) -> Iterator[ox.Quad]:
        raise RecursionError

    monkeypatch.setattr(fuzzing, "quads", leaking)
    assert "RecursionError" in (fuzzing.fault(tmp_path / "own.ttl") or "")


def test_only_json_ld_may_kill_a_child(tmp_path: Path) -> None:
    panic = HOSTILE[".jsonld"]["panic"][0]
    assert fuzzing._is_refused_apart(made(tmp_path / "1.jsonld", panic))
    assert not fuzzing._is_refused_apart(
        made(tmp_path / "2.jsonld", '{"@id": "urn:a", "urn:p": 1}')
    )
    assert not fuzzing._is_refused_apart(made(tmp_path / "3.ttl", panic))


# The lines at which things are described.

OWN_XML = """<!DOCTYPE rdf:RDF [<!ENTITY o "http://example.org/o#">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">
  <e:C rdf:about="http://example.org/?a=1&amp;b=2">
    <e:p rdf:resource = "&o;thing"/>
    <e:q>called "http://example.org/text"</e:q>
  </e:C>
</rdf:RDF>"""
OWN_JSON = """{"@context": {"e": "urn:e:"},
 "@id": "http://example.org/a",
 "@type": "e:C",
 "e:p": {"@id": "e:b"}}"""


def test_lines_are_found_in_xml_and_json(tmp_path: Path) -> None:
    about = "http://example.org/?a=1&b=2"
    lines = {"urn:e:C": 3, "http://example.org/o#thing": 4, "urn:e:q": 5, "": 3}
    assert placed(made(tmp_path / "own.rdf", OWN_XML), about, lines) == lines
    nowhere = {"http://example.org/text": None}
    assert placed(tmp_path / "own.rdf", about, nowhere) == nowhere
    about = "http://example.org/a"
    lines = {"urn:e:C": 3, "urn:e:p": 4, "urn:e:b": 4, "": 2}
    assert placed(made(tmp_path / "own.jsonld", OWN_JSON), about, lines) == lines
    packed = made(tmp_path / "own.jsonld.gz", gzip.compress(OWN_JSON.encode()))
    assert placed(packed, about, lines) == lines


def placed(path: Path, about: str, names: Iterable[str]) -> dict[str, int | None]:
    file = SourceFile(path.name, str(path), {about, *names})
    found = {name: file.place(about, name) for name in names}
    return {name: place[1] if place else None for name, place in found.items()}


def test_a_command_reads_all_of_them(pairgraph: Callable[..., Run], tmp_path: Path) -> None:
    entity = xml(P.replace("urn:a", "&x;"), before='<!DOCTYPE rdf:RDF [<!ENTITY x "urn:own">]>')
    own = made(tmp_path / "own.owl", entity)
    run = pairgraph("query", "ASK { <urn:own> <urn:e:p> '1' }", "--data", own)
    assert (run.status, run.err) == (0, "")
    run = pairgraph("query", "ASK {}", "--data", made(tmp_path / "bad.owl", deep(200)))
    assert (run.status, run.err.count("\n")) == (2, 1)


def test_answers_nested_too_deep_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nested too deep"):
        read_answers(made(tmp_path / "own.yaml", "[" * 9999))


@pytest.mark.parametrize("case", HOSTILE[".nt"])
def test_lines_are_loaded_as_they_are_read(tmp_path: Path, case: str) -> None:
    bad, why, good = HOSTILE[".nt"][case]
    store = ox.Store()
    assert load_lines(made(tmp_path / "good.nt", good), store)
    read = ox.Store()
    read.extend(read_quads(tmp_path / "good.nt"))
    assert canonical(store) == canonical(read)
    with pytest.raises(InputError) as error:
        load_lines(made(tmp_path / "bad.nt", bad), ox.Store())
    assert why in str(error.value)


@pytest.mark.parametrize("size", [1, 3, 50, 1 << 20])
@pytest.mark.parametrize(
    "number", ["1E9999", "\\u0031E9999", "9" * 1001, "\\t" * 50 + "1E9999", "P" + "9" * 2000 + "D"]
)
def test_a_number_is_refused_wherever_blocks_end(size: int, number: str) -> None:
    line = f'<urn:a> <urn:b> "{number}"^^<http://www.w3.org/2001/XMLSchema#%s> .\n'
    for datatype, is_refused in (("duration", True), ("string", False)):
        text = (line % datatype).encode()
        blocks = [text[at : at + size] for at in range(0, len(text), size)]
        if is_refused:
            with pytest.raises(ValueError, match="out of bounds"):
                list(lines_checked(blocks))
        else:
            assert b"".join(lines_checked(blocks)) == text


def test_lines_without_a_triple_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no triple"):
        load_lines(made(tmp_path / "none.nt", "# a remark\n"), ox.Store())
    assert not load_lines(made(tmp_path / "other.ttl", "<urn:a> a <urn:b> ."), ox.Store())

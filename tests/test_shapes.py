"""The shapes and their reports: every rule has facts that keep it and facts that break it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Identifier, Node

from pairgraph.errors import InputError, PairgraphError
from pairgraph.graph import load, open_store, plain_graph, shape_files
from pairgraph.nearness import DATATYPES
from pairgraph.report import SEVERITIES, Report, Result
from pairgraph.rules import homes
from pairgraph.shapes import shapes_graph, validate
from pairgraph.turtle import format_file, format_turtle
from pairgraph.vocabulary import LANGUAGES, PREFIXES

EXAMPLES = Path(__file__).parent / "examples"
VALID = sorted(EXAMPLES.glob("valid/*.ttl"))
INVALID = sorted(EXAMPLES.glob("invalid/*.ttl"))
PGSH = PREFIXES["pgsh"]
# What a shape may say without constraining anything.
NEUTRAL = {RDF.type, SH.message, SH.path, SH.property, SH.severity, SH.prefixes}
TARGETS = {SH.targetClass, SH.targetSubjectsOf}
HEADER = "".join(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in ("pg", "pgd", "pgt", "pgv", "foaf"))


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return shapes_graph()


@pytest.fixture(scope="module")
def invalid(store: ox.Store) -> dict[str, Report]:
    return {lang: validate(store, extra=INVALID, lang=lang) for lang in LANGUAGES}


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    graph, folder = Graph(), EXAMPLES.parent.parent / "ontology"
    for part in ("pairgraph.ttl", "facets.ttl"):
        graph.parse(folder / part)
    return graph


@pytest.fixture(scope="module")
def valid(store: ox.Store) -> Report:
    return validate(store, extra=VALID)


def local(name: Node) -> str:
    return str(name).removeprefix(PGSH)


def rules(shapes: Graph) -> dict[str, Node]:
    """Return the shapes that speak, by name: those that a result can come from."""
    return {local(shape): shape for shape in shapes.subjects(SH.message)}


def told_of(report: Report, path: Path) -> set[str]:
    """Return the rules that an example breaks, on its own.

    All the examples are validated together, which is quick; that two of them hold like things is
    the fault of neither.
    """
    mine = [result for result in report.results if result.file == str(path)]
    return {local(result.shape) for result in mine if not between_examples(result)}


def between_examples(result: Result) -> bool:
    home = result.focus.partition("#")[0]
    value = str(result.value or "")
    return value.startswith("https://example.org/") and not value.startswith(home)


# The shipped graph


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_shipped_graph_conforms(store: ox.Store, lang: str) -> None:
    report = validate(store, lang=lang)
    assert report.results == [], report.text()
    assert report.text() == {"fr": "Tout est conforme.", "en": "Everything conforms."}[lang]


# The rules and their examples


def without_examples(shapes: Graph, valid: list[Path], invalid: list[Path]) -> set[str]:
    """Return the rules that lack an example, and the examples that lack a rule."""
    names = set(rules(shapes))
    broken = names ^ {path.stem for path in invalid}
    return broken | ({name.split("-")[0] for name in names} ^ {path.stem for path in valid})


def test_every_rule_has_examples_and_every_example_a_rule(shapes: Graph) -> None:
    assert len(INVALID) > 100
    assert len(VALID) > 30
    assert without_examples(shapes, VALID, INVALID) == set()


def test_a_rule_taken_out_of_the_shapes_is_missed(shapes: Graph) -> None:
    fewer = Graph() + shapes
    fewer.remove((URIRef(PGSH + "PassageShape-quote"), None, None))
    assert without_examples(fewer, VALID, INVALID) == {"PassageShape-quote"}
    assert "PersonShape" in without_examples(shapes, VALID, INVALID[:-60])


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_example_breaks_its_rule_and_no_other(
    path: Path, invalid: dict[str, Report]
) -> None:
    assert [told_of(invalid[lang], path) for lang in LANGUAGES] == [{path.stem}, {path.stem}]


def test_examples_find_fault_with_nothing_shipped(
    valid: Report, invalid: dict[str, Report]
) -> None:
    assert valid.conforms, valid.text()
    assert {r.file for r in invalid["en"].results} == {str(path) for path in INVALID}


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_example_breaks_nothing(path: Path, valid: Report) -> None:
    assert told_of(valid, path) == set()


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_example_is_looked_at_by_each_of_its_rules(
    path: Path, shapes: Graph, vocabulary: Graph
) -> None:
    example = Graph().parse(path)
    data = example + vocabulary
    own = {subject for subject in example.subjects() if isinstance(subject, URIRef)}
    for name, rule in rules(shapes).items():
        if name.split("-")[0] == path.stem and (targets := focuses(data, shapes, rule)) is not None:
            assert targets & own, f"{name} looks at nothing in {path.name}"


def focuses(data: Graph, shapes: Graph, rule: Node) -> set[Node] | None:
    """Return what a rule looks at; nothing if it looks at the whole graph."""
    bearers = [rule, *shapes.subjects(SH.property, rule)]
    kinds = [kind for bearer in bearers for kind in shapes.objects(bearer, SH.targetClass)]
    paths = [path for bearer in bearers for path in shapes.objects(bearer, SH.targetSubjectsOf)]
    narrower = {n for kind in kinds for n in data.transitive_subjects(RDFS.subClassOf, kind)}
    found = {thing for kind in narrower for thing in data.subjects(RDF.type, kind)}
    found |= {thing for path in paths for thing in data.subjects(path)}
    return found if kinds or paths else None


def test_a_rule_that_looks_past_its_example_is_seen(shapes: Graph) -> None:
    example = Graph().parse(EXAMPLES / "valid" / "PeriodShape.ttl")
    assert focuses(example, shapes, URIRef(PGSH + "ErratumShape-basis")) == set()
    assert focuses(example, shapes, URIRef(PGSH + "KnownNameShape")) is None


@pytest.mark.parametrize("path", [*VALID, *INVALID, *map(Path, shape_files())], ids=str)
def test_examples_and_shapes_are_written_canonically(path: Path) -> None:
    assert format_file(path, check=True) is False


# The shapes themselves


def test_the_shapes_are_shapes(shapes: Graph) -> None:
    conforms, _, _ = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms


def test_every_rule_speaks_once_in_each_language(shapes: Graph) -> None:
    for name, rule in rules(shapes).items():
        messages = [m for m in shapes.objects(rule, SH.message) if isinstance(m, Literal)]
        assert sorted(str(m.language) for m in messages) == ["en", "fr"], name
        severity = [
            local(s).removeprefix(PREFIXES["sh"]) for s in shapes.objects(rule, SH.severity)
        ]
        assert len(severity) == 1, name
        assert severity[0] in SEVERITIES


def silent(shapes: Graph) -> set[str]:
    """Return the shapes that can find fault and have no message for it."""
    aimed = {shape for target in TARGETS for shape in shapes.subjects(target)}
    aimed |= {rule for shape in aimed for rule in shapes.objects(shape, SH.property)}
    strict = {shape for shape in aimed if set(shapes.predicates(shape)) - NEUTRAL - TARGETS}
    return {local(shape) for shape in strict if (shape, SH.message, None) not in shapes}


def test_every_constraint_has_a_message(shapes: Graph) -> None:
    assert silent(shapes) == set()


def test_a_constraint_without_a_message_is_seen(shapes: Graph) -> None:
    muted = Graph() + shapes
    muted.remove((URIRef(PGSH + "SeedShape-hash"), SH.message, None))
    assert silent(muted) == {"SeedShape-hash"}


def test_no_shape_is_left_unused(shapes: Graph) -> None:
    used = {o for _, p, o in shapes if p != RDF.type} | set(rules(shapes).values())
    used |= {shape for target in TARGETS for shape in shapes.subjects(target)}
    kinds = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint, SH.PrefixDeclaration)
    assert [s for kind in kinds for s in shapes.subjects(RDF.type, kind) if s not in used] == []


def test_prefixes_are_those_we_use_everywhere(shapes: Graph) -> None:
    declared = {
        str(shapes.value(prefix, SH.prefix)): str(shapes.value(prefix, SH.namespace))
        for prefix in shapes.objects(None, SH.declare)
    }
    assert declared
    assert declared.items() <= PREFIXES.items()


def test_every_property_of_ours_has_a_kind_of_thing_it_belongs_to(
    store: ox.Store, shapes: Graph
) -> None:
    data = plain_graph(store)
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    ours = {p for kind in kinds for p in data.subjects(RDF.type, kind) if PREFIXES["pg"] in str(p)}
    assert len(ours) > 70
    homeless = {str(p).removeprefix(PREFIXES["pg"]) for p in ours if not homes(store, shapes, p)}
    assert homeless == {"isBeyondProfile"}  # it stands on axioms, which are no things of ours


def test_pyshacl_agrees_on_the_rules_that_oxigraph_asks(
    shapes: Graph, invalid: dict[str, Report]
) -> None:
    asked = {s for s in shapes.subjects(SH.sparql) if set(shapes.predicates(s)) & TARGETS}
    assert len(asked) > 10
    only = Graph() + shapes
    for target in TARGETS:
        for shape in set(only.subjects(target)) - asked:
            only.remove((shape, target, None))
    broken = [path for path in INVALID if URIRef(PGSH + path.stem) in asked]
    focus = {s for path in broken for s in Graph().parse(path).subjects() if isinstance(s, URIRef)}
    data = plain_graph(open_store(extra=broken))
    _, report, _ = pyshacl.validate(data, shacl_graph=only, focus_nodes=list(focus))
    theirs = {
        (report.value(result, SH.sourceShape), report.value(result, SH.focusNode))
        for result in report.objects(None, SH.result)
    }
    ours = {(r.shape, r.focus) for r in invalid["en"].results if r.shape in asked}
    assert theirs == {pair for pair in ours if pair[1] in focus}
    assert {shape for shape, _ in theirs} == asked


# What a report says


def example(folder: Path, body: str, name: str = "mine.ttl") -> Path:
    path = folder / name
    path.write_text(HEADER + "\n" + body, encoding="utf-8")
    return path


OURS = f"@prefix our: <{PREFIXES['pgv']}> ."


def found_in(path: Path) -> list[Result]:
    """Return what a report says of one file, and not of what ships with it."""
    return [result for result in validate(extra=[path]).results if result.file == str(path)]


CLAIM = """pgd:claim-mine a pg:AdvantageClaim ;
    pg:gloss "Un cadre rassure."@fr, "A frame reassures."@en ;
    pg:isAbout pgv:formality-formal ;
    pg:isAssertedBy pgd:agent-canadian-medical-association ;
    pg:isStatedIn pgd:passage-s1-l3 .
"""


def test_every_hole_of_a_message_is_filled(invalid: dict[str, Report]) -> None:
    for lang in LANGUAGES:
        assert [r.message for r in invalid[lang].results if "{?" in r.message] == []
    pairs = zip(invalid["fr"].results, invalid["en"].results, strict=True)
    assert all(fr.message != en.message for fr, en in pairs)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "The name pg:isAbuot does not exist in the vocabulary: correct it, or describe it."),
        ("fr", "Le nom pg:isAbuot n'existe pas dans le vocabulaire : corrigez-le, ou décrivez-le."),
    ],
)
def test_the_text_names_the_thing_the_line_and_the_nearest_name(
    tmp_path: Path, lang: str, said: str
) -> None:
    path = example(tmp_path, CLAIM.replace("pg:isAbout", "pg:isAbuot"))
    near = {"en": " The nearest name: pg:isAbout.", "fr": " Le nom le plus proche : pg:isAbout."}
    head, blank, title, *entries = validate(extra=[path], lang=lang).text().splitlines()
    assert (head, blank) == ({"en": "2 faults", "fr": "2 fautes"}[lang], "")
    gloss = {"en": "A frame reassures.", "fr": "Un cadre rassure."}[lang]
    assert title == f"pgd:claim-mine — {gloss}"
    word = {"en": "fault:", "fr": "faute :"}[lang]
    line = (
        path.read_text(encoding="utf-8").splitlines().index("    pg:isAbuot pgv:formality-formal ;")
    )
    assert entries[1] == f"  {path}:{line + 1}: {word} {said}{near[lang]} [pgsh:KnownNameShape]"
    assert "pgsh:ClaimShape-about" in entries[0]


@pytest.mark.parametrize(
    ("body", "line", "near"),
    [
        ("pgd:claim-mine a pg:AdvantagClaim .", 7, "pg:AdvantageClaim"),
        ("pgd:claim-mine\n  a\n  <https://w3id.org/pairgraph/def#Clam> .", 9, "pg:Claim"),
        ("# pg:Clam\n<x:a> <x:b> 'pg:Clam', \"\"\"\npg:Clam\"\"\" ; a pg:Clam .", 9, "pg:Claim"),
        (OURS + "\n\n<x:a> <x:b>\n our:domain-poverti .", 10, "pgv:domain-poverty"),
        ("<x:a> <x:b> pgd:passage-s0-l999 .", 7, "pgd:passage-s0-l99"),
        ("pgd:claim-s0-by-peers-centrall pg:isAbout pgv:recognition-by-peers .", 7,
         "pgd:claim-s0-by-peers-central"),
    ],
)  # fmt: skip
def test_a_misspelt_name_is_found_on_its_line(
    tmp_path: Path, body: str, line: int, near: str
) -> None:
    path = example(tmp_path, body)
    [found] = [result for result in found_in(path) if "nearest" in result.message]
    assert (found.file, found.line) == (str(path), line)
    assert found.message.endswith(f" The nearest name: {near}.")


def test_a_name_like_no_other_has_no_nearest(tmp_path: Path) -> None:
    path = example(tmp_path, "<x:a> <x:b> pgv:zzzzzz .")
    [found] = found_in(path)
    assert found.message.endswith("correct it, or describe it.")


DEF = PREFIXES["pg"]
# Namespaces that people write for ours, each with the rule that finds it.
MISTAKEN = {
    DEF.replace("https", "http"): "NamespaceShape",
    DEF.replace("w3id", "W3ID"): "NamespaceShape",
    DEF.replace("//", "//www."): "NamespaceShape",
    DEF.replace("pairgraph", "PairGraph"): "NamespaceShape",
    DEF.replace("pairgraph", "pairgraf"): "NamespaceShape",
    DEF.replace("#", "/"): "KnownNameShape",
    DEF.replace("#", ""): "KnownNameShape",
    DEF.replace("def", "Def"): "KnownNameShape",
    PREFIXES["pgv"]: "KnownNameShape",
}


def test_a_mistaken_namespace_is_found_and_the_right_name_told_in_full(tmp_path: Path) -> None:
    things = [
        f"<https://chair.example/{n}> a <{space}Claim> ;\n <{space}isAbout> <{space}Claim> ."
        for n, space in enumerate(MISTAKEN)
    ]
    found = found_in(example(tmp_path, "\n".join(things)))
    near = {
        (r.focus[-1], local(r.shape), r.line, r.message.split("nearest name: ")[1]) for r in found
    }
    wanted = set()
    for n, rule in enumerate(MISTAKEN.values()):
        line = 7 + 2 * n
        wanted.add((str(n), rule, line, f"{DEF}Claim."))
        wanted.add((str(n), rule, line + 1, f"{DEF}isAbout."))
    assert near == wanted


def test_a_mistaken_namespace_of_a_subject_is_found(tmp_path: Path) -> None:
    path = example(tmp_path, f"<{PREFIXES['pgt'].replace('https', 'http')}pair-aidant> <x:a> 1 .")
    [found] = found_in(path)
    assert local(found.shape) == "NamespaceShape"
    assert found.message.endswith(f" The nearest name: {PREFIXES['pgt']}pair-aidant.")


MISSPELT = {
    "pg:claim": "pg:Claim",
    "pg:IsAbout": "pg:isAbout",
    "pgv:Recognition-by-peers": "pgv:recognition-by-peers",
    "pgr:NavigatorRol": "pgr:NavigatorRole",
    "pgt:pair-aidantt": "pgt:pair-aidant",
}


def test_a_name_in_the_wrong_case_or_misspelt_is_found_wherever_it_stands(tmp_path: Path) -> None:
    forms = ("<x:a> <x:b> {} .", "<x:a> a {} .", "<x:a> {} <x:b> .")
    lines = [form.format(name) for name in MISSPELT for form in forms]
    lines = [line.replace("<x:a>", f"<x:{n}>") for n, line in enumerate(lines)]
    path = example(tmp_path, f"@prefix pgr: <{PREFIXES['pgr']}> .\n" + "\n".join(lines))
    found = [r for r in found_in(path) if local(r.shape) == "KnownNameShape"]
    near = sorted((r.line or 0, r.message.split("nearest name: ")[1]) for r in found)
    wanted = [f"{near}." for near in MISSPELT.values() for _ in forms]
    assert near == list(enumerate(wanted, 8))


DATATYPE_LIKE = {
    f"{XSD}interger": "xsd:integer.",
    f"{XSD}Integer": "xsd:integer.",
    f"{XSD}year": "xsd:gYear.",
    f"{DEF}amount": "",
    f"{DEF}Year".replace("https", "http"): "",
}


def test_a_datatype_that_does_not_exist_is_found(tmp_path: Path) -> None:
    lines = [f"<x:{n}> <x:c>\n 'one'^^<{name}> ." for n, name in enumerate(DATATYPE_LIKE)]
    found = found_in(example(tmp_path, "\n".join(lines)))
    assert [local(result.shape) for result in found] == ["DatatypeShape"] * len(DATATYPE_LIKE)
    assert [r.message.partition("nearest name: ")[2] for r in found] == [*DATATYPE_LIKE.values()]
    assert [result.line for result in found] == [8, 10, 12, 13, 15]


def test_the_datatypes_that_exist_are_known_to_the_shape(shapes: Graph, tmp_path: Path) -> None:
    select = str(shapes.value(URIRef(PGSH + "DatatypeShape-query"), SH.select))
    listed = select.partition("FILTER (?value NOT IN (")[2].partition("))")[0]
    assert {name.strip().replace("xsd:", str(XSD)) for name in listed.split(",")} == DATATYPES
    said = ", ".join(f"'1'^^<{datatype}>" for datatype in sorted(DATATYPES))
    assert found_in(example(tmp_path, f"<x:a> <x:b> {said}, 'x', 'x'@fr, 'x'^^<x:c> .")) == []


# Users' things, in namespaces of their own


@pytest.mark.parametrize("space", ["https://chaire.example/données/{}/", "urn:example:{}:"])
def test_users_things_are_checked_as_ours_whatever_their_namespace(
    tmp_path: Path, invalid: dict[str, Report], space: str
) -> None:
    moved = []
    for path in INVALID:
        text = path.read_text(encoding="utf-8")
        own = re.sub(r"https://example\.org/invalid/([\w-]+)#", lambda m: space.format(m[1]), text)
        moved.append(tmp_path / path.name)
        moved[-1].write_text(own, encoding="utf-8")
    report = validate(extra=moved)
    rules = {(Path(str(r.file)).stem, local(r.shape)) for r in report.results}
    assert rules == {(Path(str(r.file)).stem, local(r.shape)) for r in invalid["en"].results}
    mine = [r for r in report.results if r.focus.startswith(space.partition("{")[0])]
    assert len(mine) > len(INVALID)


def test_whoever_bears_a_property_of_ours_says_of_what_kind_it_is(tmp_path: Path) -> None:
    body = "<x:a> pg:gloss 'a frame'@en, 'un cadre'@fr .\n[] pg:gloss 'a frame'@en, 'un cadre'@fr ."
    found = found_in(example(tmp_path, body))
    assert [local(result.shape) for result in found] == ["TypedNameShape"] * 2
    assert found_in(example(tmp_path, "<x:a> <x:gloss> 'a frame'@en .")) == []


def test_a_reference_of_ones_own_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    lost = CLAIM.replace("pgd:passage-s1-l3", "<x:nowhere>").replace("pgd:claim", "<x:claim>")
    lost = lost.replace("<x:claim>-mine", "<x:claim>")
    [found] = found_in(example(tmp_path, lost))
    assert (local(found.shape), str(found.value)) == ("RangeShape", "x:nowhere")


def test_a_line_of_triples_is_found_too(tmp_path: Path) -> None:
    path = tmp_path / "mine.nt"
    path.write_text(f"<x:a> <x:b> <x:c> .\n<x:a> <x:b> <{PREFIXES['pg']}Clam> .\n", "utf-8")
    [found] = found_in(path)
    assert (found.file, found.line) == (str(path), 2)


def test_a_thing_without_a_name_is_told_without_one(tmp_path: Path) -> None:
    path = example(tmp_path, '[] a pg:Periodical ; <x:says> "one" .\n[] a pg:Periodical .')
    report = validate(extra=[path])
    assert {r.line for r in report.results if r.file == str(path)} == {None}
    assert report.text().splitlines()[2] == "[ ]"
    assert "_:" not in report.text().replace("“_:”", "")


def test_one_fault_is_told_once(tmp_path: Path) -> None:
    labels = '"un"@fr, "deux"@fr, "trois"@fr'
    prefix = f"@prefix skos: <{PREFIXES['skos']}> .\n"
    path = example(
        tmp_path, f"{prefix}pgd:periodical-x a pg:Periodical ; skos:prefLabel {labels} ."
    )
    assert [local(result.shape) for result in found_in(path)] == ["LabelShape-languages"]


def test_a_warning_breaks_nothing() -> None:
    report = validate(extra=[EXAMPLES / "invalid" / "TermShape-attested.ttl"])
    assert [result.severity for result in report.results] == ["Warning"]
    assert report.conforms
    assert report.text().startswith("1 warning\n")


def test_the_turtle_is_a_shacl_report(invalid: dict[str, Report]) -> None:
    text = invalid["fr"].to_turtle()
    graph = Graph().parse(data=text, format="turtle")
    [report] = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == Literal(False)
    results = list(graph.objects(report, SH.result))
    assert len(results) == len(invalid["fr"].results)
    needed = (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape)
    assert all(len(list(graph.objects(r, p))) == 1 for r in results for p in needed)
    assert {
        m.language for m in graph.objects(None, SH.resultMessage) if isinstance(m, Literal)
    } == {"fr"}
    clean = Report([], "fr").to_turtle()
    assert "sh:conforms" in clean
    assert format_turtle(Graph().parse(data=clean, format="turtle")) == clean


def test_two_runs_say_the_same(tmp_path: Path) -> None:
    path = example(tmp_path, "[] a pg:Periodical .\n[] a pg:Claim , pg:Passage .\n" + CLAIM)
    code = (
        "import sys; from pairgraph.shapes import validate\n"
        "report = validate(extra=sys.argv[1:])\n"
        "sys.stdout.buffer.write((report.text() + report.to_turtle()).encode())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, path, EXAMPLES / "invalid" / "SeedShape-twin.ttl"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert b"pgsh:SeedShape-twin" in runs[0]
    assert runs[0] == runs[1]


# What goes in


def test_the_callers_graph_is_left_alone(tmp_path: Path) -> None:
    path = example(tmp_path, CLAIM)
    graph = load()
    before = len(graph)
    assert validate(graph, extra=[path]).conforms
    assert len(graph) == before
    assert (None, RDF.type, SH.NodeShape) not in graph


def test_a_graph_in_rdflibs_own_memory_will_do(store: ox.Store) -> None:
    graph = plain_graph(store)
    claim = URIRef(PREFIXES["pgd"] + "claim-s0-by-peers-central")
    graph.remove((claim, URIRef(PREFIXES["pg"] + "isAssertedBy"), None))
    [result] = validate(graph).results
    assert (result.focus, local(result.shape)) == (claim, "StatementShape-speaker")
    assert result.file == os.path.join("ontology", "facts", "claims.ttl")


def test_an_ill_formed_number_is_a_finding_and_no_noise(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    passage = (EXAMPLES / "valid" / "PassageShape.ttl").read_text(encoding="utf-8")
    path = tmp_path / "mine.ttl"
    path.write_text(passage.replace('pg:lineStart "4"', 'pg:lineStart "four"'), encoding="utf-8")
    assert [local(result.shape) for result in found_in(path)] == ["PassageShape-start"]
    assert capfd.readouterr() == ("", "")


ODD = ("<x:y>", "[]", "()", "'x'", "'x'@fr", "'x'^^xsd:integer", "'NaN'^^xsd:double", "true")


def test_no_value_however_odd_stops_a_validation(tmp_path: Path, shapes: Graph) -> None:
    kinds = sorted({str(kind) for kind in shapes.objects(None, SH.targetClass)})
    paths = sorted({str(path) for path in shapes.objects(None, SH.path)} - {str(RDF.type)})
    said = [[f"<{path}> {odd}" for path in paths if path.startswith("http")] for odd in ODD]
    things = [f"[] a <{kind}> ; {' ; '.join(pairs)} ." for kind in kinds for pairs in said]
    path = example(tmp_path, f"@prefix xsd: <{PREFIXES['xsd']}> .\n" + "\n".join(things))
    report = validate(extra=[path])
    assert len(report.results) > len(things) > 200
    assert "PassageShape-start" in {local(result.shape) for result in report.results}


def test_a_property_is_not_misplaced_on_a_misspelt_class(tmp_path: Path) -> None:
    path = example(tmp_path, CLAIM.replace("AdvantageClaim", "AdvantagClaim"))
    assert [local(result.shape) for result in found_in(path)] == ["KnownNameShape"]


def test_bad_input_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="lang 'de': give fr or en"):
        validate(lang="de")
    with pytest.raises(InputError, match=r"none\.ttl: cannot be read"):
        validate(extra=[tmp_path / "none.ttl"])
    path = example(tmp_path, "<x:a> <x:b> <<( <x:c> <x:d> <x:e> )>> .")
    with pytest.raises(InputError, match="a triple within a triple"):
        validate(extra=[path])


BROKEN = {
    "": "no Turtle file found; install pairgraph again",
    "pgsh:X a sh:NodeShape": r"shapes\.ttl:\d: not valid Turtle",
    "pgsh:X sh:targetClass owl:Class ; sh:path pgsh:p ; sh:minCount 'one' .": "cannot be run",
    "pgsh:X sh:sparql pgsh:Y . pgsh:Y sh:select 'SELECT { ' .": "a rule cannot be asked",
}


@pytest.mark.parametrize(("body", "error"), BROKEN.items(), ids=["none", "file", "shape", "query"])
def test_broken_shapes_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, error: str
) -> None:
    monkeypatch.setattr("pairgraph.graph.SHAPES", str(tmp_path))
    prefixes = "".join(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in ("pgsh", "sh", "owl"))
    if body:
        (tmp_path / "shapes.ttl").write_text(prefixes + body, encoding="utf-8")
    with pytest.raises(PairgraphError, match=error) as caught:
        validate()
    assert "\n" not in str(caught.value)


def test_a_result_holds_rdflib_terms_that_are_strings_too(invalid: dict[str, Report]) -> None:
    for result in invalid["en"].results:
        terms = (result.focus, result.shape, result.component)
        assert all(isinstance(term, Identifier) and isinstance(term, str) for term in terms)
        assert result.severity in SEVERITIES

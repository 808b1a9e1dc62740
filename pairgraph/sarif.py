"""A report as SARIF 2.1.0, which code hosts and editors show beside the lines that it is about.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote

from . import __version__
from .report import Report, Result, one_line, shown
from .rulebook import Rule, local, rules
from .vocabulary import BASE

Json: TypeAlias = dict[str, object]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}
_HERE, _SHIPPED = "%SRCROOT%", "PAIRGRAPH"
_FOLDERS = {
    "fr": {_HERE: "Le dossier où pairgraph a été lancé.", _SHIPPED: "Les fichiers de pairgraph."},
    "en": {_HERE: "The folder where pairgraph was run.", _SHIPPED: "The files of pairgraph."},
}


def to_sarif(report: Report, *, checked: Collection[str] = ()) -> str:
    """Return a report as SARIF 2.1.0, fit for GitHub's code scanning.

    A fingerprint is made of the rule, the thing and the value, and of no line: it stays when the
    file around it changes. What has no known line is shown at the first.

    Args:
        report: what was found.
        checked: the names of the users' files, as they were given to `validate`. Those in the
            working folder are named relative to it.

    >>> json.loads(to_sarif(Report([], "en")))["runs"][0]["results"]
    []
    """
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": _driver(report)},
        "language": report.lang,
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {
            name: {"description": {"text": text}} for name, text in _FOLDERS[report.lang].items()
        },
        "results": [_result(result, checked, seen) for result in report.results],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _driver(report: Report) -> Json:
    """Describe the tool, and each rule that was broken."""
    broken = {str(result.shape) for result in report.results}
    return {
        "name": "pairgraph",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": BASE,
        "language": report.lang,
        "rules": [_rule(rule) for name, rule in rules(report.lang).items() if name in broken],
    }


def _rule(rule: Rule) -> Json:
    return {
        "id": local(rule.iri),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.message},
        "help": {"text": rule.message},
        "helpUri": rule.iri,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(result: Result, checked: Collection[str], seen: Counter[str]) -> Json:
    return {
        "ruleId": local(result.shape),
        "level": _LEVELS[result.severity],
        "message": {"text": one_line(result.message)},
        "locations": [_location(result, checked)],
        "partialFingerprints": {"primaryLocationLineHash": _fingerprint(result, seen)},
    }


def _location(result: Result, checked: Collection[str]) -> Json:
    name = shown(result.focus)
    logical = {"name": one_line(result.label) or name, "fullyQualifiedName": name}
    location: Json = {"logicalLocations": [{**logical, "kind": "resource"}]}
    if result.file is not None:
        location["physicalLocation"] = {
            "artifactLocation": _artifact(result.file, checked),
            "region": {"startLine": result.line or 1},
        }
    return location


def _artifact(file: str, checked: Collection[str]) -> Json:
    """Return where a file is: relative to the working folder, to ours, or to neither."""
    if file not in checked:
        return {"uri": _relative(Path(file)), "uriBaseId": _SHIPPED}
    path, here = Path(os.path.abspath(file)), Path.cwd()
    if path.is_relative_to(here):
        return {"uri": _relative(path.relative_to(here)), "uriBaseId": _HERE}
    return {"uri": path.as_uri()}


def _relative(path: Path) -> str:
    return quote(os.fsencode(path.as_posix()))


def _fingerprint(result: Result, seen: Counter[str]) -> str:
    """Return what tells a result from all others, and a number if nothing does."""
    terms = (result.shape, result.focus, result.path, result.value)
    digest = hashlib.sha256("\n".join(map(shown, terms)).encode()).hexdigest()[:16]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"

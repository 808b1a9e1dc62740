"""A report as JUnit XML, which CI servers show among the results of tests."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from .plain import allowed
from .report import Report, Result, title_of
from .rulebook import local
from .vocabulary import shorten

if TYPE_CHECKING:
    from lxml import etree

_GRAPH = "pairgraph"  # the suite of what stands in no file
_SOUND = {"fr": "{} : conforme", "en": "{}: conforms"}


def to_junit(report: Report, *, checked: Collection[str] = ()) -> bytes:
    """Return a report as JUnit XML: a suite for each file, a case for each rule a thing breaks.

    What is not grave enough to break conformance is `skipped`, so that it is seen and fails
    nothing. A file without fault has one case, which passes. No name of a case holds a line: a
    CI server knows a fault again after the file has changed around it.

    Args:
        report: what was found.
        checked: the names of the users' files, as they were given to `validate`.

    >>> b'name="mine.ttl: conforms"' in to_junit(Report([], "en"), checked=["mine.ttl"])
    True
    """
    from lxml import etree

    root = etree.Element("testsuites", name="pairgraph validate")
    files = [*checked, *(result.file or _GRAPH for result in report.by_file())]
    for file in dict.fromkeys(files or [_GRAPH]):
        results = [one for one in report.results if (one.file or _GRAPH) == file]
        _fill(etree.SubElement(root, "testsuite", name=allowed(file)), file, results, report)
    _count(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _fill(suite: etree._Element, file: str, results: list[Result], report: Report) -> None:
    names: Counter[str] = Counter()
    for result in results:
        name = f"{title_of(result)} [{local(result.shape)}]"
        names[name] += 1
        again = f" ({names[name]})" if names[name] > 1 else ""
        _tell(_case(suite, file, name + again, line=result.line), result, report)
    if not results:
        _case(suite, file, _SOUND[report.lang].format(file))
    _count(suite)


def _case(
    suite: etree._Element, file: str, name: str, *, line: int | None = None
) -> etree._Element:
    from lxml import etree

    # Jenkins takes what follows a full stop for the name of a class.
    about: dict[str, Any] = {"name": name, "classname": os.path.splitext(file)[0], "file": file}
    if line:
        about["line"] = line
    return etree.SubElement(suite, "testcase", {key: allowed(str(about[key])) for key in about})


def _tell(case: etree._Element, result: Result, report: Report) -> None:
    from lxml import etree

    kind = "failure" if report.rejects(result) else "skipped"
    told = etree.SubElement(case, kind, message=allowed(result.message))
    told.set("type", shorten(result.shape))
    told.text = allowed(report.entry(result).strip())


def _count(element: etree._Element) -> None:
    for name, path in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
        element.set(name, str(sum(1 for _ in element.iter(path))))
    element.set("errors", "0")

"""The formats of a report, by name."""

from __future__ import annotations

from collections.abc import Collection

from .report import Report


def report_bytes(report: Report, form: str, *, checked: Collection[str] = ()) -> bytes:
    """Return a report as the bytes of a file.

    Args:
        report: what was found.
        form: "text", "json", "turtle", "sarif" or "junit".
        checked: the names of the users' files, as they were given to `validate`.

    >>> report_bytes(Report([], "en"), "text")
    b'Everything conforms.\\n'
    """
    if form == "junit":
        from .junit import to_junit

        return to_junit(report, checked=checked)
    return _text(report, form, checked).encode()


def _text(report: Report, form: str, checked: Collection[str]) -> str:
    if form == "sarif":
        from .sarif import to_sarif

        return to_sarif(report, checked=checked)
    if form == "json":
        from .report_json import to_json

        return to_json(report)
    return report.to_turtle() if form == "turtle" else report.text() + "\n"

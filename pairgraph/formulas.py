"""Cells that a spreadsheet would run, made harmless when they are written and read back as text."""

from __future__ import annotations

import re

_FORMULA = re.compile("[=+\\-@\t\r]")
_ESCAPED = re.compile("'[=+\\-@\t\r]")


def harmless(text: str) -> str:
    """Return a text with an apostrophe before what a spreadsheet would run; a number stays bare.

    >>> harmless("=cmd|' /C calc'!A0"), harmless("-3.5")
    ("'=cmd|' /C calc'!A0", '-3.5')
    """
    return f"'{text}" if _FORMULA.match(text) and not _is_number(text) else text


def as_meant(text: str) -> str:
    """Return a text without the apostrophe that `harmless` puts before it.

    >>> as_meant(harmless("=1+1")), as_meant("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if _ESCAPED.match(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True

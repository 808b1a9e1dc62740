"""When a reference says that a document came out."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_UNDATED = re.compile(
    r"n\.? ?d\.?|s\.? ?d\.?|no date|undated|sans date|non daté|in press|sous presse|forthcoming|"
    r"to appear|à paraître|submitted|soumis",
    re.IGNORECASE,
)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:[T ]\d.*)?")
_RANGE = re.compile(r"([\d-]*|\.\.)/([\d-]*|\.\.)")
_YEARS = re.compile(r"(\d{4}) ?(?:-|--|–) ?(\d{4})")
_ABOUT = re.compile(r"(?:c\.?|ca\.?|circa|vers) ?(\d{4})|(\d{4}) ?[?~%]", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_EARLIEST, _LATEST = 1700, 2100  # as the shapes have it


class Issued(NamedTuple):
    """A year; the day or the month if it is known; a span or a doubt, in EDTF, if there is one."""

    year: int
    day: str = ""
    edtf: str = ""


def issued(text: str) -> Issued | None:
    """Return when a document came out; nothing if the text says that it is not dated.

    Raises:
        ValueError: the text is no date, or the year is not between 1700 and 2100.

    >>> issued("2019-5-31")
    Issued(year=2019, day='2019-05-31', edtf='')
    >>> issued("2012/2014"), issued("Spring 2019").year, issued("n.d.")
    (Issued(year=2012, day='', edtf='2012/2014'), 2019, None)
    """
    text = text.strip()
    if _UNDATED.fullmatch(text):
        return None
    if about := _ABOUT.fullmatch(text):
        year = about[1] or about[2]
        return Issued(_year(year), edtf=f"{year}~")
    if span := _RANGE.fullmatch(text) or _YEARS.fullmatch(text):
        return _span(span[1], span[2])
    if day := _DAY.fullmatch(text):
        exact = _exact(day)
        return Issued(_year(day[1]), exact if len(exact) > 4 else "")
    [found] = set(_YEAR.findall(text))
    return Issued(_year(found))


def _year(text: str) -> int:
    if not _EARLIEST <= int(text) <= _LATEST:
        raise ValueError(text)
    return int(text)


def _exact(day: re.Match[str]) -> str:
    """Return a day, a month or a year in ISO form; a season (21-24) or a zero is left out."""
    year, month, of_month = (int(part or 0) for part in day.groups())
    if not month or 21 <= month <= 24:
        return day[1]
    date(year, month, of_month or 1)
    return f"{year:04}-{month:02}" + (f"-{of_month:02}" if of_month else "")


def _span(start: str, end: str) -> Issued:
    days = [_DAY.fullmatch(part) for part in (start, end)]
    told = ["" if day is None else _exact(day) for day in days]
    known = [part for part in told if part]
    if not known or (len(known) == 2 and told[0][:4] > told[1][:4]):
        raise ValueError(start)
    for part, text in zip(told, (start, end), strict=True):
        if not part and text not in ("", ".."):
            raise ValueError(text)
        if part:
            _year(part[:4])
    return Issued(int(known[0][:4]), edtf="/".join(part or ".." for part in told))

"""What is wrong with the entries of a bibliography, and what they come to if nothing is."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from .csl import CSL_CLASSES
from .entries import Entry, Fault
from .issued import Issued, issued
from .known import Work
from .vocabulary import fold

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_BEFORE_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|ftp)://[^/\s]+\S*|[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?")
_KEPT_IN_ADDRESS = "%/:?#[]@!$&'()*+,;=-._~"
_LONGEST_KEY = 200
SERIALS = {"pg:JournalArticle", "pg:NewspaperArticle"}


class Checked(NamedTuple):
    """An entry found to be sound."""

    entry: Entry
    work: Work
    kind: str
    when: Issued | None
    url: str


class Checker:
    """Finds what is wrong with entries."""

    def __init__(self, base: str) -> None:
        self.faults: list[Fault] = []
        self._base = base
        self._keys: dict[str, int] = {}

    def check(self, entry: Entry) -> Checked | None:
        """Return an entry with its values checked, or note what is wrong with it."""
        before = len(self.faults)
        kind = CSL_CLASSES[entry.kind]
        self._check_needed(entry, kind)
        doi, url = self._doi(entry), self._url(entry)
        when = self._when(entry, kind)
        names = entry.names.get("author") or entry.names.get("editor") or []
        families = frozenset(fold(name.family) for name in names if not name.is_whole)
        title, year = entry.fields.get("title", ""), str(when.year) if when else ""
        iri = self._iri(entry, doi or " ".join([title, year, *sorted(families)]))
        if len(self.faults) > before:
            return None
        return Checked(entry, Work(iri, title, year, doi, families), kind, when, url)

    def _check_needed(self, entry: Entry, kind: str) -> None:
        if not entry.fields.get("title", "").strip(". "):
            self.faults.append(fault(entry, "title"))
        if "container-title" not in entry.fields and not entry.parent:
            if kind in SERIALS:
                self.faults.append(fault(entry, "periodical", "journal, T2, container-title"))
            if kind == "pg:BookChapter":
                self.faults.append(fault(entry, "book", "booktitle, T2, container-title"))

    def _iri(self, entry: Entry, otherwise: str) -> str:
        if len(entry.key) > _LONGEST_KEY:
            self.faults.append(fault(entry, "long", "key"))
            return ""
        if entry.key in self._keys and entry.key:
            self.faults.append(fault(entry, "twin", value=str(self._keys[entry.key])))
        self._keys.setdefault(entry.key, entry.first)
        key = quote(entry.key, safe="") or unique_slug(otherwise)
        return f"{self._base}document-{key}"

    def _doi(self, entry: Entry) -> str:
        told = entry.fields.get("DOI", "")
        doi = _BEFORE_DOI.sub("", told)
        doi = unquote(doi) if "://" in told else doi
        if doi and not _DOI.fullmatch(doi):
            self.faults.append(fault(entry, "doi", value=told))
        return doi

    def _url(self, entry: Entry) -> str:
        told = entry.fields.get("URL", "")
        if not told:
            return ""
        try:
            urlsplit(told)
        except ValueError:
            self.faults.append(fault(entry, "url", value=told))
            return ""
        if not _ADDRESS.fullmatch(told):
            self.faults.append(fault(entry, "url", value=told))
        return quote(told, safe=_KEPT_IN_ADDRESS)

    def _when(self, entry: Entry, kind: str) -> Issued | None:
        told = entry.fields.get("issued", "")
        try:
            when = issued(told) if told else None
        except ValueError:
            self.faults.append(fault(entry, "date", value=told))
            return None
        if when is None and kind == "pg:JournalArticle":
            self.faults.append(fault(entry, "year"))
        return when


def fault(entry: Entry, what: str, field: str = "", value: str = "") -> Fault:
    """Return something wrong with an entry."""
    return Fault(entry.first, entry.key or entry.fields.get("title", ""), what, field, value)


def unique_slug(text: str) -> str:
    """Return a name that a person can guess, and that no other text has.

    >>> unique_slug("Éditions du Seuil")
    'editions-du-seuil-2edaf9'
    """
    words = re.findall(r"[a-z0-9]+", fold(text))
    return "-".join([*words[:8], sha256(text.encode()).hexdigest()[:6]])

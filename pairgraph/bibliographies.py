"""Users' bibliographies: BibTeX, RIS, CSL-JSON and the RDF of Zotero become documents of ours."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from . import bibtex, csl_json, ris, zotero
from .documents import Source, documents
from .entries import Fault, Reading
from .errors import BadRows, InputError
from .files import read_text, reason
from .intake import Intake
from .known import Known
from .vocabulary import LANGUAGES, OWN, check_base

if TYPE_CHECKING:
    import pyoxigraph as ox

LARGEST = 256 << 20  # bytes
_HEAD = 1 << 16
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_READERS: dict[str, Callable[[str], Reading]] = {
    ".bib": bibtex.read,
    ".bibtex": bibtex.read,
    ".ris": ris.read,
    ".json": csl_json.read,
    ".rdf": zotero.read,
}
SUFFIXES = tuple(_READERS)


def read_bibliography(
    path: str | os.PathLike[str], store: ox.Store, *, lang: str = "en", base: str = OWN
) -> Intake:
    """Return what a bibliography says, as documents with their authors and periodicals.

    Nothing is added to the store. What it already holds, from us or from another file, is left out
    and told; a periodical, an organisation, a place or a person of the same name is taken over.

    Args:
        path: a .bib, .ris, .json (CSL-JSON) or .rdf (Zotero RDF) file, in UTF-8.
        store: the graph that the documents are to stand beside.
        lang: the language of notes and problems, "fr" or "en".
        base: the namespace in which documents and what they name get their names.

    Returns:
        The triples, the file and line where each subject comes from, and notes of what was left
        out. The same file and store give the same triples.

    Raises:
        InputError: the file cannot be read, is of another kind, or holds no entry.
        BadRows: entries cannot be used; all of them are told, by file, line and key.
    """
    if lang not in LANGUAGES:
        raise InputError(f"lang {lang!r}: give {' or '.join(LANGUAGES)}")
    check_base(base)
    text = _text(path)
    reading = _reading(path, text)
    source = _source(path, text)
    known = Known(store, file=source.name, base=base)
    intake, faults = documents(reading.entries, source, known, base=base, lang=lang)
    if faults := sorted(reading.faults + faults, key=_by_line):
        raise BadRows([f"{source.path}:{fault.told(lang)}" for fault in faults])
    if not reading.entries:
        raise InputError(f"{path}: holds no reference; is it the right file?")
    return intake


def is_zotero_rdf(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file of RDF/XML is one that Zotero exports; nothing that cannot be read is."""
    return zotero.looks_like(_head(path))


def is_csl_json(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file of JSON holds references; nothing that cannot be read does."""
    return csl_json.looks_like(_head(path))


def _head(path: str | os.PathLike[str]) -> str:
    try:
        with open(path, "rb") as file:
            return file.read(_HEAD).decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _text(path: str | os.PathLike[str]) -> str:
    try:
        size = os.path.getsize(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {reason(error)}") from error
    if size > LARGEST:
        raise InputError(f"{path}: over {LARGEST >> 20} MiB; export your references in parts")
    return read_text(path)


def _reading(path: str | os.PathLike[str], text: str) -> Reading:
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in _READERS:
        raise InputError(f"{path}: not a kind of file read here; give {', '.join(SUFFIXES)}")
    try:
        return _READERS[suffix](text)
    except InputError as error:
        raise InputError(f"{os.fspath(path)}:{error}") from error


def _source(path: str | os.PathLike[str], text: str) -> Source:
    """Return what is to be known of a file; its text is hashed without a byte order mark."""
    data = text.encode()
    shown = os.fsencode(path).decode("utf-8", "replace")
    lines = len(_LINE.findall(text))
    return Source(shown, os.path.basename(shown), sha256(data).hexdigest(), lines)


def _by_line(fault: Fault) -> tuple[int, str, str]:
    return fault.line, fault.key, fault.what

"""An entry of a bibliography as it is read, in the words of CSL, and what may be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from .vocabulary import nearest

LONGEST = 10_000  # characters of a title; names may be many more
_CONTROLS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_MARKUP = re.compile(r"</?(?:i|b|u|sup|sub|sc|em|strong|span)(?: [^<>]{0,200})?>", re.IGNORECASE)

_WORDS = {
    "concat": (
        "{field} est composé avec # : écrivez la valeur en entier",
        "{field} is put together with #: write the value in full",
    ),
    "book": (
        "un chapitre appartient à un livre : donnez le titre du livre ({field})",
        "a chapter belongs to a book: give the title of the book ({field})",
    ),
    "date": (
        "{value!r} n'est pas une date : écrivez par exemple 2019, 2019-05-31 ou 2012/2014, "
        "entre 1700 et 2100",
        "{value!r} is not a date: write for example 2019, 2019-05-31 or 2012/2014, "
        "between 1700 and 2100",
    ),
    "doi": (
        "{value!r} n'est pas un DOI : écrivez par exemple 10.1111/hex.14034",
        "{value!r} is not a DOI: write for example 10.1111/hex.14034",
    ),
    "field": (
        "le champ {value!r} n'existe pas",
        "there is no field {value!r}",
    ),
    "kind": (
        "le type {value!r} n'existe pas",
        "there is no type {value!r}",
    ),
    "latex": (
        "{field} ne se lit pas comme du LaTeX : écrivez les lettres telles quelles",
        "{field} cannot be read as LaTeX: write the letters as they are",
    ),
    "long": (
        "{field} est trop long pour être repris",
        "{field} is too long to be taken over",
    ),
    "name": (
        "{value!r} n'est pas un nom : écrivez Nom, Prénom, ou mettez un organisme entre accolades",
        "{value!r} is not a name: write Family, Given, or put an organisation in braces",
    ),
    "no-end": (
        "l'entrée n'a pas de fin : ajoutez une ligne « ER  - »",
        "the entry has no end: add a line “ER  - ”",
    ),
    "no-key": (
        "l'entrée n'a pas de clé : donnez-lui en une",
        "the entry has no key: give it one",
    ),
    "parent": (
        "crossref renvoie à {value!r}, qui n'est pas dans le fichier",
        "crossref leads to {value!r}, which is not in the file",
    ),
    "periodical": (
        "un article paraît dans un périodique : donnez son titre ({field})",
        "an article comes out in a periodical: give its title ({field})",
    ),
    "string": (
        "{field} renvoie à @string {value!r}, qui n'est pas défini : définissez-le, "
        "ou mettez la valeur entre accolades",
        "{field} refers to @string {value!r}, which is not defined: define it, "
        "or put the value in braces",
    ),
    "stray": (
        "cette ligne ne continue rien : ôtez-la, ou commencez-la par une étiquette",
        "this line continues nothing: take it out, or begin it with a tag",
    ),
    "surrogate": (
        "l'entrée contient la moitié d'un caractère : écrivez-le en entier",
        "the entry holds half of a character: write it whole",
    ),
    "taken": (
        "cette clé est déjà celle de {value!r} dans {field} : changez-la",
        "this key already is that of {value!r} in {field}: change it",
    ),
    "text": (
        "{field} n'est pas ce qui est attendu ({value})",
        "{field} is not what is expected ({value})",
    ),
    "title": ("le titre manque : ajoutez-le", "the title is missing: add it"),
    "twice": (
        "{field} est donné deux fois : n'en gardez qu'un",
        "{field} is given twice: keep one",
    ),
    "twin": (
        "la clé est déjà celle de l'entrée de la ligne {value} : changez l'une des deux",
        "the key already is that of the entry at line {value}: change one of the two",
    ),
    "unread": (
        "l'entrée ne se lit pas comme du BibTeX : vérifiez accolades, virgules et signes =",
        "the entry cannot be read as BibTeX: check braces, commas and equals signs",
    ),
    "url": (
        "{value!r} n'est pas une adresse : écrivez par exemple https://example.org/page",
        "{value!r} is not an address: write for example https://example.org/page",
    ),
    "year": (
        "un article a une année : ajoutez-la",
        "an article has a year: add it",
    ),
}
_NEAR = {"fr": " ; le plus proche : {}", "en": "; the nearest: {}"}


class Name(NamedTuple):
    """A person's name, or, if it is whole, the name of an organisation."""

    family: str
    given: str = ""
    is_whole: bool = False

    def printed(self) -> str:
        """Return the name as it is read aloud."""
        return f"{self.given} {self.family}".strip()


class Entry(NamedTuple):
    """A reference, in the words of CSL; `issued` is text."""

    key: str
    first: int  # the lines where it stands
    last: int
    kind: str
    fields: dict[str, str]
    names: dict[str, list[Name]]
    is_cut: bool = False  # "and others"
    parent: str = ""  # the key of the entry that it is a part of
    left: tuple[str, ...] = ()  # the fields that are not read


class Fault(NamedTuple):
    """Something wrong with an entry, before it is put into words."""

    line: int
    key: str
    what: str
    field: str = ""
    value: str = ""
    near: str = ""

    def told(self, lang: str) -> str:
        """Return what is wrong, in French or English, beginning with the line and the key."""
        words = _WORDS[self.what][lang == "en"]
        near = _NEAR[lang].format(self.near) if self.near else ""
        told = words.format(field=self.field, value=short(self.value))
        at = ":".join(filter(None, (str(self.line), clean(short(self.key)))))
        return " ".join(f"{at}: {told}{near}".splitlines())


class Reading(NamedTuple):
    """The entries of a file, and what is wrong with others."""

    entries: list[Entry]
    faults: list[Fault]


def clean(text: str) -> str:
    """Return a text on one line, without controls or the markup of titles.

    >>> clean("A  <i>fine</i> title ")
    'A fine title'
    """
    return _CONTROLS.sub(" ", _MARKUP.sub("", text)).strip()


def short(text: str) -> str:
    """Return what a message shows of a value."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def closest(name: str, known: Iterable[str], *, least: float = 0.6) -> str:
    """Return the known name most like one that is not known, or nothing.

    >>> closest("artcle", ["article", "book"])
    'article'
    """
    return next(iter(nearest(name, known, n=1, least=least)), "")

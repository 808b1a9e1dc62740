"""The road map's six questions, asked one by one of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .placing import KINDS, place
from .sparql import query

if TYPE_CHECKING:
    from .matching import Answers
    from .stores import Store

_ANSWERS = """
SELECT ?question ?answer ?label ?meaning WHERE {
  ?q a pg:GuidingQuestion ; pg:order ?order ; skos:prefLabel ?question .
  ?answer pg:answersQuestion ?q ; skos:prefLabel ?label ; skos:definition ?meaning .
  OPTIONAL { ?answer skos:broader ?broader . ?broader pg:answersQuestion ?q }
  FILTER(LANG(?question) = "%(lang)s" && LANG(?label) = "%(lang)s" && LANG(?meaning) = "%(lang)s")
} ORDER BY ?order COALESCE(STR(?broader), STR(?answer)) BOUND(?broader) ?label
"""
_TEXTS = {
    "en": {
        "kind": "What is it? role, practice, collective (Enter if you do not know)",
        "how": "Numbers of the answers that hold, with - before one that does not: 1 3 -4. "
        "Enter if you do not know.",
        "again": "Not a number of this list: {}",
    },
    "fr": {
        "kind": "De quoi s'agit-il ? role, practice, collective (Entrée si vous l'ignorez)",
        "how": "Numéros des réponses qui valent, précédés de - pour une qui ne vaut pas : 1 3 -4. "
        "Entrée si vous l'ignorez.",
        "again": "Ce numéro n'est pas dans la liste : {}",
    },
}


def ask_person(store: Store, lang: str) -> Answers:
    """Ask the six questions on the terminal, each answer explained, and return what was said."""
    texts = _TEXTS[lang]
    kind = _ask_kind(texts)
    rows = query(_ANSWERS % {"lang": lang}, store).rows
    yes: list[str] = []
    no: list[str] = []
    for question in dict.fromkeys(str(row[0]) for row in rows):
        options = [(str(a), str(label), str(m)) for q, a, label, m in rows if q == question]
        print(f"\n{question}")
        for number, (_, label, meaning) in enumerate(options, 1):
            print(f"  {number:>2}  {label} — {meaning}")
        for number in _numbers(texts, len(options)):
            (yes if number > 0 else no).append(options[abs(number) - 1][0])
    return place(store, yes=_curies(yes), no=_curies(no), kind=kind)


def _ask_kind(texts: dict[str, str]) -> str | None:
    while True:
        said = input(f"{texts['kind']} > ").strip().lower()
        if not said:
            return None
        if said in KINDS:
            return said


def _numbers(texts: dict[str, str], most: int) -> list[int]:
    """Ask until every word is the number of an answer."""
    while True:
        words = input(f"{texts['how']} > ").replace(",", " ").split()
        wrong = [word for word in words if not _is_number(word, most)]
        if not wrong:
            return [int(word) for word in words]
        print(texts["again"].format(", ".join(wrong)))


def _is_number(word: str, most: int) -> bool:
    digits = word.removeprefix("-")
    return digits.isdecimal() and 1 <= int(digits) <= most


def _curies(iris: list[str]) -> list[str]:
    from .vocabulary import shorten

    return [shorten(iri) for iri in iris]

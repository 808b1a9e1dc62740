"""Words as people write them: case, accents, number, gender and inclusive marks set aside."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from .vocabulary import LANGUAGES, fold

if TYPE_CHECKING:
    from Stemmer import Stemmer

_INCLUSIVE = re.compile(r"(?<=\w)(?:[·•‧⋅/.](?:e|es|s|ne|nes|rice|trice|rices|trices)\b|\(\w+\))")
_WORD = re.compile(r"[^\W_]{2,}")


def stems(text: str, lang: str) -> list[str]:
    """Return the stems of the words of a text, in order, single letters left out.

    Method: the Snowball stemmer of the language, after inclusive marks are taken off and French
    feminine nouns of agents in -trice are brought to -teur.

    >>> stems("Pair·e aidant·e", "fr") == stems("pairs aidants", "fr") == stems("pair-aidant", "fr")
    True
    >>> stems("médiatrices", "fr") == stems("médiateur", "fr")
    True
    """
    plain = _INCLUSIVE.sub("", _INCLUSIVE.sub("", text))
    return [_stem(word, lang) for word in _WORD.findall(plain.casefold())]


@cache
def _stem(word: str, lang: str) -> str:
    if lang == "fr":
        word = re.sub(r"trices?$", "teur", word)
    return fold(_stemmer(lang).stemWord(word))


@cache
def _stemmer(lang: str) -> Stemmer:
    from Stemmer import Stemmer

    return Stemmer({"fr": "french", "en": "english"}[lang if lang in LANGUAGES else "en"])

"""The described name most like one that is not known, its spelling or its namespace mistaken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property

from .vocabulary import BASE, PREFIXES, nearest, shorten

# What people write for https://w3id.org/pairgraph/.
_BEGINNING = re.compile(r"https?:/+(www[.])?w3id[.]org/+pairgra(ph|f)e?/*", re.IGNORECASE)

_XSD = """
    ENTITIES ENTITY ID IDREF IDREFS NCName NMTOKEN NMTOKENS NOTATION Name QName anyAtomicType
    anySimpleType anyType anyURI base64Binary boolean byte date dateTime dateTimeStamp
    dayTimeDuration decimal double duration float gDay gMonth gMonthDay gYear gYearMonth hexBinary
    int integer language long negativeInteger nonNegativeInteger nonPositiveInteger
    normalizedString positiveInteger short string time token unsignedByte unsignedInt unsignedLong
    unsignedShort yearMonthDuration
"""
DATATYPES = frozenset(PREFIXES["xsd"] + name for name in _XSD.split())  # of XML Schema 1.1


class Nearness:
    """Finds, among described names, the one that was probably meant.

    Args:
        described: gives the described names that begin with a namespace.

    >>> near = Nearness(lambda space: [f"{BASE}def#Claim", f"{BASE}def#isAbout"])
    >>> near.name(f"{BASE}def#Clam"), near.name("http://w3id.org/pairgraph/def/claim")
    ('pg:Claim', 'https://w3id.org/pairgraph/def#Claim')
    """

    def __init__(self, described: Callable[[str], Iterable[str]]) -> None:
        self._described = cache(described)
        self._found: dict[str, str] = {"": ""}

    def name(self, unknown: str) -> str:
        """Return a name of the same namespace, or the same name in another; nothing if none is.

        It is written in full if the namespace was mistaken: in short it might look the same.
        """
        if unknown not in self._found:
            self._found[unknown] = self._like(unknown) or self._elsewhere(unknown)
        return self._found[unknown]

    def _like(self, unknown: str) -> str:
        space = next((space for space in PREFIXES.values() if unknown.startswith(space)), "")
        if not space:
            return ""
        known = DATATYPES if space == PREFIXES["xsd"] else self._described(space)
        names = sorted(iri.removeprefix(space) for iri in set(known) - {unknown})
        near = nearest(unknown.removeprefix(space), names, n=1)
        return shorten(space + near[0]) if near else ""

    def _elsewhere(self, unknown: str) -> str:
        if not _BEGINNING.match(unknown):
            return ""
        return self._by_letters.get(_letters(unknown)) or self._by_end.get(_end(unknown), "")

    @cached_property
    def _by_letters(self) -> dict[str, str]:
        return {_letters(iri): iri for iri in self._ours}

    @cached_property
    def _by_end(self) -> dict[str, str]:
        return {_end(iri): iri for iri in self._ours}

    @cached_property
    def _ours(self) -> list[str]:
        return sorted(self._described(BASE), reverse=True)


def _letters(iri: str) -> str:
    """Return what stands after the beginning of our names, without case and separators."""
    return re.sub("[#/]", "", _BEGINNING.sub("", iri)).casefold()


def _end(iri: str) -> str:
    return re.split("[#/]", iri)[-1].casefold()

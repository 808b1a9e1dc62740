"""What is refused in a term of RDF, beyond what its syntax refuses."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyoxigraph as ox

# Numbers and durations that libraries take gigabytes to work out, or stumble over. Some of them
# let blanks and underscores through.
_COSTLY = re.compile(
    r"^\s*+[+-]?(?:[\d._]{1000}|[\d._]+[eE][+-]?[\d_]{4}|P[\d.YMDTH]*?\d{20})", re.MULTILINE
)
# What may be one of those in N-Triples, or may hide it.
_DOUBTFUL = re.compile(
    rb'"\s*+[+-]?(?:[\d._]{1000}|[\d._]++[eE][+-]?[\d_]{4}[\d_]*+[\s"]|P[\d.YMDTH]*?\d{20})'
    rb'|"\s*+[+-]?[\d._]++[eE][+-]?[\d_]{500}'
    rb'|"\s{16}|"\s*+[+-]?P?[\d._eEYMDTH+-]*+\\|"\s*+[+-]?P[\d.YMDTH]{1000}'
)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TEXTS = ("string", "normalizedString", "token", "anyURI")


def check_numbers(quads: Sequence[ox.Quad]) -> None:
    """Refuse a number or a duration that would stall who works it out.

    Raises:
        ValueError: it has over 1,000 digits, or an exponent over 999.
    """
    import pyoxigraph as ox

    literals = [thing for quad in quads if type(thing := quad.object) is ox.Literal]
    values = [literal.value for literal in literals]
    if not _COSTLY.search("\n".join(values)):
        return
    for literal, value in zip(literals, values, strict=True):
        if _COSTLY.match(value) and _is_quantity(literal):
            raise ValueError(f"the number {value[:20]}… is out of bounds; write it as a plain text")


def _is_quantity(term: object) -> bool:
    datatype = getattr(getattr(term, "datatype", None), "value", "")
    return datatype.startswith(_XSD) and datatype.removeprefix(_XSD) not in _TEXTS


def lines_checked(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Let blocks of N-Triples through up to the first line with a number that is refused.

    Raises:
        ValueError: as `check_numbers`.
    """
    rest = b""
    for block in blocks:
        text = rest + block
        end = text.rfind(b"\n") + 1
        _check_lines(text[:end])
        rest = text[end:]
        yield block
    _check_lines(rest)


def _check_lines(text: bytes) -> None:
    """Look at lines in which a number may be too long; what is malformed is left to the parser."""
    import pyoxigraph as ox

    if not _DOUBTFUL.search(text):
        return
    for line in filter(_DOUBTFUL.search, text.splitlines()):
        try:
            quads = list(ox.parse(line, ox.RdfFormat.N_TRIPLES))
        except SyntaxError:
            continue
        check_numbers(quads)


def check_terms(quads: Sequence[ox.Quad]) -> None:
    """Refuse what `check_numbers` does, and what is malformed in quads that were parsed leniently.

    Raises:
        ValueError: it says what is wrong.
    """
    check_numbers(quads)
    for quad in quads:
        _check_quad(quad)


def _check_quad(quad: ox.Quad) -> None:
    key = quad.predicate.value
    if ":" not in key:
        raise ValueError(f"the key {key[:60]} is not in the @context; add it, or take it out")
    for term in quad:
        _check_name(term)


def _check_name(term: object) -> None:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        _check_iri(term.value)
    elif isinstance(term, ox.Literal):
        _check_iri(term.datatype.value)
        if term.language:
            _check_language(term.language)


@functools.lru_cache(maxsize=4096)
def _check_iri(value: str) -> None:
    import pyoxigraph as ox

    try:
        ox.NamedNode(value)
    except ValueError as error:
        raise ValueError(f"error while parsing IRI '{value[:60]}': {error}") from error


@functools.lru_cache(maxsize=64)
def _check_language(tag: str) -> None:
    import pyoxigraph as ox

    ox.Literal("", language=tag)

"""What is refused in a text before a parser sees it, since it would kill or stall one.

A scan lets blocks of text through and stops at the first that it refuses, so that a parser that
reads what comes out is never given it.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from .errors import InputError
from .opening import text_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Syntax: TypeAlias = Literal["json", "lines", "turtle"]

XML_SUFFIXES = (".rdf", ".owl", ".xml")
_SYNTAX: dict[str, Syntax] = {
    **dict.fromkeys((".json", ".jsonld"), "json"),
    **dict.fromkeys((".nt", ".nq"), "lines"),
    **dict.fromkeys((".ttl", ".trig"), "turtle"),
}
DEPTH = 128
TOKEN = 16 << 20  # bytes of one text, value or remark
WORD = 64 << 10  # bytes of one name or number; a parser begins a longer one anew all the time
ATTRIBUTES = 1000  # namespaces among them, of an element and of those around it
ENTITY = 1000  # characters that one entity may stand for
EXPANSION = 1 << 20  # characters that entities may stand for, and ten times the file's length

_ENTITY = b"<!ENTITY"

# What may hold a bracket that is none. Each repeats without a way back, so none can stall: of one
# character by `*+`, of a group by `(?>(?:…)*)`, since Python 3.11.2 errs in `(?:…)*+`.
_JSON_TEXT = rb'"[^"\\]*+(?>(?:\\.[^"\\]*+)*)"'
_TURTLE_TEXT = (
    rb'"""[^"\\]*+(?>(?:(?:\\.|""?(?!"))[^"\\]*+)*)"""'
    rb"|'''[^'\\]*+(?>(?:(?:\\.|''?(?!'))[^'\\]*+)*)'''"
    rb'|"(?!"")[^"\\\n\r]*+(?>(?:\\.[^"\\\n\r]*+)*)"'
    rb"|'(?!'')[^'\\\n\r]*+(?>(?:\\.[^'\\\n\r]*+)*)'"
    rb"|<[^<>]*+>|\#[^\n\r]*+[\n\r]|\\."
)
_JSON = re.compile(rb'(?>(?:[^"\[\]{}]++|%b)*)([\[\]{}]?)' % _JSON_TEXT, re.DOTALL)
_TURTLE = re.compile(
    rb"""(?>(?:[^"'\#<>()\[\]{}\\]++|%b)*)(<<|>>|[()\[\]{}]?)""" % _TURTLE_TEXT, re.DOTALL
)
_WORDS = re.compile(
    rb"""%b|(?P<word>(?>(?:[^\s"'\#<>()\[\]{}\\]++|\\.)+))|."""
    % _TURTLE_TEXT.removesuffix(rb"|\\."),
    re.DOTALL,
)
_GAP = re.compile(rb"[\s\"'<>]")
_STEP = dict.fromkeys((b"(", b"[", b"{", b"<<"), 1) | dict.fromkeys((b")", b"]", b"}", b">>"), -1)


def scanned(
    path: str | os.PathLike[str], suffix: str, *, most: int | None = None
) -> Iterator[bytes]:
    """Give the blocks of a UTF-8 text, each once it is known to be harmless to its parser.

    In XML no element nests too deep, and entities are plain texts; in JSON and in RDF other than
    XML no more than 128 brackets are open at once. What is of another kind is not scanned.

    Args:
        path: the file.
        suffix: what its name ends in, small and without `.gz`, which says what it is.
        most: how many bytes it may hold (see `opening.text_blocks`).

    Raises:
        InputError: as `opening.text_blocks`, or what comes next is refused.
    """
    blocks = text_blocks(path, most=most)
    if suffix in XML_SUFFIXES:
        return xml_scanned(path, blocks)
    return nesting_scanned(path, blocks, _SYNTAX[suffix]) if suffix in _SYNTAX else blocks


def nesting_scanned(
    name: str | os.PathLike[str], blocks: Iterable[bytes], syntax: Syntax
) -> Iterator[bytes]:
    """Let blocks through as long as no more than 128 brackets are open."""
    scan = _Nesting(name, syntax)
    for block in blocks:
        scan.feed(block)
        yield block


def xml_scanned(name: str | os.PathLike[str], blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Let blocks of XML through as long as they are harmless."""
    scan = _Xml(name)
    for block in blocks:
        scan.feed(block)
        yield block
    scan.feed(b"", is_last=True)


class _Nesting:
    """How many brackets are open, and what of the last block is still to be looked at."""

    def __init__(self, name: str | os.PathLike[str], syntax: Syntax) -> None:
        self._name = name
        self._token = _JSON if syntax == "json" else _TURTLE
        self._is_lines = syntax == "lines"
        self._rest = b""
        self._depth = 0
        self._line = 1

    def feed(self, block: bytes) -> None:
        text = self._rest + block
        end = self._whole_lines(text) or self._look(text)
        if self._token is _TURTLE:
            self._check_words(text, end)
        self._line += text.count(b"\n", 0, end)
        self._rest = text[end:]
        if len(self._rest) > TOKEN:
            raise InputError(f"{self._name}:{self._line}: a text over 16 MiB; shorten it")

    def _whole_lines(self, text: bytes) -> int:
        """Return where the last line begins, if a glance tells that nothing is nested too deep."""
        end = text.rfind(b"\n") + 1
        is_short = len(text) - end <= WORD
        if not (self._is_lines and end and is_short) or self._depth + text.count(b"<<") > DEPTH:
            return 0
        self._depth = 0
        return end

    def _look(self, text: bytes) -> int:
        """Count brackets, and return where a text began that is not finished."""
        at, end = 0, len(text.rstrip(b"\\\"'<>"))  # which the next block may go on with
        for token in self._token.finditer(text, 0, end):
            if token.end() == at:
                break
            at = token.end()
            self._depth += _STEP.get(token[1], 0)
            if self._depth > DEPTH:
                line = self._line + text.count(b"\n", 0, at)
                raise InputError(
                    f"{self._name}:{line}: brackets nested over {DEPTH} deep; give what is inside "
                    "a name, and describe it apart"
                )
        return at

    def _check_words(self, text: bytes, end: int) -> None:
        """Refuse a long word, of which any half holds no gap."""
        windows = range(0, end - WORD // 2 + 1, WORD // 2)
        if all(_GAP.search(text, start, start + WORD // 2) for start in windows):
            return
        for token in _WORDS.finditer(text, 0, end):
            if len(token["word"] or b"") > WORD:
                line = self._line + text.count(b"\n", 0, token.start())
                raise InputError(f"{self._name}:{line}: a name or a number over 64 KiB; shorten it")


class _Xml:
    """One pass of expat, which reads nothing but what it is fed."""

    def __init__(self, name: str | os.PathLike[str]) -> None:
        from xml.parsers import expat

        self._name = name
        self._error = expat.ExpatError
        self._parser = parser = expat.ParserCreate("UTF-8")
        self._fed = self._expanded = self._idle = self._entities = self._seen = 0
        self._held = [0]  # by element that is open, how many attributes it and those around have
        self._tail: bytes | None = None  # of the last block, once there is a DOCTYPE
        self._is_in_doctype = False
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EndDoctypeDeclHandler = self._doctype_end
        parser.EntityDeclHandler = self._entity
        parser.AttlistDeclHandler = self._attribute
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def feed(self, block: bytes, *, is_last: bool = False) -> None:
        self._fed += len(block)
        self._idle += len(block)
        try:
            self._parser.Parse(block, is_last)
        except self._error as error:
            why = str(error).partition(":")[0]
            raise InputError(f"{self._name}:{error.lineno}: not well-formed XML: {why}") from error
        if self._idle > TOKEN:
            raise self._refused("a text over 16 MiB; shorten it")
        if self._tail is not None:
            self._count_entities(block)

    def _count_entities(self, block: bytes) -> None:
        """Refuse what other parsers take for an entity: one in a remark, or declared again."""
        text = (self._tail or b"") + block
        self._seen += text.count(_ENTITY)
        self._tail = text[1 - len(_ENTITY) :]
        if not self._is_in_doctype and self._seen != self._entities:
            raise self._refused("an entity is declared twice, or in a remark; take that out")

    def _refused(self, why: str) -> InputError:
        return InputError(f"{self._name}:{self._parser.CurrentLineNumber}: {why}")

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            raise self._refused(f"declares the encoding {encoding[:40]}; save the file as UTF-8")

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        if system or public:
            raise self._refused("a DTD outside the file is not fetched; take it out of <!DOCTYPE")
        self._tail, self._is_in_doctype = b"", True

    def _doctype_end(self) -> None:
        self._is_in_doctype = False

    def _entity(
        self, name: str, is_parameter: int, value: str | None, *outside: str | None
    ) -> None:
        if is_parameter or value is None:
            raise self._refused(f"the entity {name[:40]} is not a plain text; write what it holds")
        if len(value) > ENTITY:
            raise self._refused(
                f"the entity {name[:40]} is over {ENTITY} long; write what it holds"
            )
        if "&" in value or "<" in value:
            raise self._refused(f"the entity {name[:40]} holds another; write what it stands for")
        self._entities += 1
        self._parser.CharacterDataHandler = self._text
        self._parser.StartElementHandler = self._start_expanded

    def _attribute(
        self, element: str, name: str, kind: str, default: str | None, is_required: int
    ) -> None:
        if default is not None:
            raise self._refused(f"a default value of {name[:40]} is not read; write it where it is")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._idle = 0
        self._held.append(self._held[-1] + len(attributes))
        if len(self._held) > DEPTH + 1:
            raise self._refused(f"elements nested over {DEPTH} deep; describe what is inside apart")
        if self._held[-1] > ATTRIBUTES:
            raise self._refused(f"over {ATTRIBUTES} attributes at once; write some as elements")

    def _start_expanded(self, name: str, attributes: dict[str, str]) -> None:
        self._start(name, attributes)
        self._text("".join(attributes.values()))

    def _text(self, text: str) -> None:
        self._expanded += len(text)
        if self._expanded > EXPANSION + 10 * self._fed:
            raise self._refused("entities that stand for too much text; write what they stand for")

    def _end(self, name: str) -> None:
        self._idle = 0
        self._held.pop()

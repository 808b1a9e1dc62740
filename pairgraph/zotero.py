"""Reads the RDF that Zotero exports, with pyoxigraph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .csl import ZOTERO_FIELDS, ZOTERO_NAMES, ZOTERO_TYPES
from .entries import LONGEST, Entry, Fault, Name, Reading, clean, closest
from .errors import InputError, brief

if TYPE_CHECKING:
    from xml.parsers import expat

    import pyoxigraph as ox

    Node = ox.NamedNode | ox.BlankNode

NAMESPACE = "http://www.zotero.org/namespaces/export#"
_SPACES = {
    "bib": "http://purl.org/net/biblio#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "vcard": "http://nwalsh.com/rdf/vCard#",
    "z": NAMESPACE,
}
_BASE = "https://zotero.invalid/"  # what "#item_1" is relative to; taken off again
# Zotero writes an element of that name where it saves files; RDF/XML has none.
_RESOURCE = re.compile("(</?)rdf:resource(?=[ />])")
_APART = {"attachment", "note", "annotation"}  # kinds of item that are no document
_USED = {"rdf:type", "z:itemType", "dcterms:isPartOf", *ZOTERO_NAMES.values()}
_USED |= {path.partition("/")[0] for path in ZOTERO_FIELDS.values()}


def read(text: str) -> Reading:
    """Return the entries of an RDF file of Zotero that was scanned.

    Collections, notes and attachments are none.

    Raises:
        InputError: it is not RDF/XML; the message begins with the line if it is known.
    """
    import pyoxigraph as ox

    lines = _lines(text)
    text = _RESOURCE.sub(r"\1z:resource", text)
    try:
        triples = ox.parse(text.encode(), ox.RdfFormat.RDF_XML, base_iri=_BASE)
        graph = _Graph(quad.triple for quad in triples)
    except SyntaxError as error:
        # Its parser tells no line.
        raise InputError(f" not valid RDF/XML: {brief(error.msg)}") from error
    reading = Reading([], [])
    for node in graph.items():
        _Reader(graph, node, *lines.get(_key(node), (1, 1))).read_into(reading)
    reading.entries.sort(key=lambda entry: (entry.first, entry.key))
    reading.faults.sort()
    return reading


def _lines(text: str) -> dict[str, tuple[int, int]]:
    """Return the lines of each thing that the file describes, by its name.

    Raises:
        InputError: a prefix is not declared, which the scan does not look for.
    """
    from xml.parsers import expat

    parser = expat.ParserCreate("UTF-8", "")
    places = _Places(parser)
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        why = str(error).partition(":")[0]
        raise InputError(f"{error.lineno}: not well-formed XML: {why}") from error
    return places.found


class _Places:
    """Which lines each child of the root takes up."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.found: dict[str, tuple[int, int]] = {}
        self._parser = parser
        self._open: list[tuple[str, int]] = []
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        about = attributes.get(f"{_SPACES['rdf']}about", "")
        self._open.append((about.removeprefix("#"), self._parser.CurrentLineNumber))

    def _end(self, name: str) -> None:
        about, first = self._open.pop()
        if about:
            self.found.setdefault(about, (first, self._parser.CurrentLineNumber))


class _Graph:
    """What a file says, by subject and relation."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._said: dict[Node, dict[str, list[ox.Literal | Node]]] = {}
        for triple in triples:
            said = self._said.setdefault(triple.subject, {})  # type: ignore[arg-type]
            said.setdefault(triple.predicate.value, []).append(triple.object)  # type: ignore[arg-type]

    def items(self) -> list[Node]:
        """Return what is a document: not an attachment, a note or a collection."""
        return [
            node
            for node, said in self._said.items()
            if (kinds := said.get(f"{NAMESPACE}itemType"))
            and not any(kind.value in _APART for kind in kinds)
        ]

    def relations(self, node: Node) -> list[str]:
        """Return the relations that something has, as they are spelled in the file."""
        return [_spelled(relation) for relation in self._said.get(node, ())]

    def values(self, node: Node, relation: str) -> list[ox.Literal | Node]:
        """Return what something is related to."""
        prefix, _, local = relation.partition(":")
        return self._said.get(node, {}).get(_SPACES[prefix] + local, [])

    def text(self, nodes: Iterable[Node], *relations: str) -> str:
        """Return the first text that one of these things has."""
        import pyoxigraph as ox

        return next(
            (
                clean(value.value)
                for relation in relations
                for node in nodes
                for value in self.values(node, relation)
                if isinstance(value, ox.Literal)
            ),
            "",
        )

    def nodes(self, node: Node, relation: str) -> list[Node]:
        """Return the things that something is related to."""
        import pyoxigraph as ox

        return [v for v in self.values(node, relation) if not isinstance(v, ox.Literal)]

    def listed(self, node: Node) -> list[Node]:
        """Return the members of an rdf:Seq, in order."""
        import pyoxigraph as ox

        numbered = sorted(
            (int(number), value)
            for relation, values in self._said.get(node, {}).items()
            if (number := relation.removeprefix(f"{_SPACES['rdf']}_")).isdecimal()
            for value in values
            if not isinstance(value, ox.Literal)
        )
        return [value for _, value in numbered]


class _Reader:
    """Reads one item."""

    def __init__(self, graph: _Graph, node: Node, first: int, last: int) -> None:
        self._graph = graph
        self._node = node
        self._lines = first, last
        self._wholes = self._above()

    def _above(self) -> list[Node]:
        """Return what the item is a part of, near or far."""
        found: dict[Node, None] = {}
        level = [self._node]
        for _ in range(3):  # a section, a journal or a book, a series
            level = [n for node in level for n in self._graph.nodes(node, "dcterms:isPartOf")]
            found.update(dict.fromkeys(level))
        return list(found)

    def read_into(self, reading: Reading) -> None:
        """Add the entry, or what is wrong with it."""
        key, (first, last) = _key(self._node), self._lines
        kind = self._graph.text([self._node], "z:itemType")
        fields = {name: value for name, value in self._fields().items() if value}
        faults = [Fault(first, key, "long", n) for n, v in fields.items() if len(v) > LONGEST]
        if kind not in ZOTERO_TYPES:
            near = closest(kind, ZOTERO_TYPES)
            faults.append(Fault(first, key, "kind", value=kind, near=near))
        if faults:
            reading.faults.extend(faults)
            return
        names = {role: self._names(relation) for role, relation in ZOTERO_NAMES.items()}
        left = tuple(r for r in self._graph.relations(self._node) if r not in _USED)
        reading.entries.append(
            Entry(key, first, last, ZOTERO_TYPES[kind], fields, names, left=left)
        )

    def _fields(self) -> dict[str, str]:
        series = [node for node in self._wholes if self._is(node, "bib:Series")]
        parts = [node for node in self._wholes if self._is(node, "bib:Part")]
        container = [node for node in self._wholes if node not in (*series, *parts)]
        own = [self._node, *container]
        starts = {"volume": own, "issue": own, "container-title": container}
        starts["collection-title"] = series
        return {
            "DOI": self._doi(own),
            **{
                name: self._at(starts.get(name, [self._node]), path.split("/"))
                for name, path in ZOTERO_FIELDS.items()
            },
        }

    def _at(self, nodes: list[Node], path: list[str]) -> str:
        """Return the first text at the end of a path, from any of some things."""
        *steps, last = path
        for step in steps:
            nodes = [n for node in nodes for n in self._graph.nodes(node, step)]
        return self._graph.text(nodes, last)

    def _is(self, node: Node, kind: str) -> bool:
        prefix, _, local = kind.partition(":")
        kinds = self._graph.nodes(node, "rdf:type")
        return any(k.value == _SPACES[prefix] + local for k in kinds)

    def _doi(self, own: list[Node]) -> str:
        """Return the DOI, which Zotero writes where it writes the title of the journal."""
        for node in own:
            told = [value.value for value in self._graph.values(node, "dc:identifier")]
            found = {text[4:].strip() for text in told if text.startswith("DOI ")}
            if len(found) == 1:
                return found.pop()
        return ""

    def _names(self, relation: str) -> list[Name]:
        people = [
            person
            for names in self._graph.nodes(self._node, relation)
            for person in self._graph.listed(names)
        ]
        told = [(self._family(person), self._given(person)) for person in people]
        return [Name(family, given, is_whole=not given) for family, given in told if family]

    def _family(self, person: Node) -> str:
        return self._graph.text([person], "foaf:surname", "foaf:name")

    def _given(self, person: Node) -> str:
        return self._graph.text([person], "foaf:givenName", "foaf:givenname")


def _key(node: Node) -> str:
    return node.value.removeprefix(_BASE).removeprefix("#")


def _spelled(relation: str) -> str:
    for prefix, space in _SPACES.items():
        if relation.startswith(space):
            return f"{prefix}:{relation.removeprefix(space)}"
    return relation

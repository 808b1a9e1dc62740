"""What a file of a user's says, as triples; the file itself and its passages among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .vocabulary import expand

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .intake import Place


class Facts:
    """Gathers triples, and the places that their subjects come from."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self._triples: dict[ox.Triple, None] = {}  # a set that keeps the order of the file

    def triples(self) -> list[ox.Triple]:
        """Return all that was said."""
        return list(self._triples)

    def say(self, subject: str, relation: str, *objects: ox.NamedNode | ox.Literal) -> None:
        """Add a statement for each of some objects."""
        import pyoxigraph as ox

        if not objects:
            return
        this, link = ox.NamedNode(subject), node(relation)
        self._triples.update(dict.fromkeys(ox.Triple(this, link, thing) for thing in objects))

    def name(self, iri: str, labels: Mapping[str, str]) -> None:
        """Give a thing its name in each language."""
        self.say(iri, "skos:prefLabel", *(text(label, lang) for lang, label in labels.items()))

    def file(self, iri: str, labels: Mapping[str, str], name: str, sha256: str, lines: int) -> None:
        """Describe the file, as a document that passages may be of."""
        self.say(iri, "rdf:type", node("pg:SeedDocument"))
        self.name(iri, labels)
        self.say(iri, "pg:fileName", plain(name))
        self.say(iri, "pg:sha256", plain(sha256))
        self.say(iri, "pg:seedNumber", plain(str(int(mark(sha256), 16)).zfill(15)))
        self.say(iri, "pg:lineCount", integer(lines))

    def passage(self, iri: str, file: str, first: int, last: int) -> None:
        """Describe some lines of the file."""
        self.say(iri, "rdf:type", node("pg:Passage"))
        self.say(iri, "pg:isPassageOf", node(file))
        self.say(iri, "pg:lineStart", integer(first))
        self.say(iri, "pg:lineEnd", integer(last))


def mark(sha256: str) -> str:
    """Return what tells a file from others, short enough to be read."""
    return sha256[:12]


def node(name: str) -> ox.NamedNode:
    """Return what a CURIE or an IRI names."""
    import pyoxigraph as ox

    return ox.NamedNode(name if "://" in name else expand(name))


def text(words: str, lang: str) -> ox.Literal:
    """Return a text in a language."""
    import pyoxigraph as ox

    return ox.Literal(words, language=lang)


def plain(words: str, datatype: str = "xsd:string") -> ox.Literal:
    """Return a text in no language, or a value of another type."""
    import pyoxigraph as ox

    return ox.Literal(words, datatype=node(datatype))


def integer(value: int) -> ox.Literal:
    """Return a whole number."""
    return plain(str(value), "xsd:integer")

"""The one way Turtle is written: subjects A–Z, only the prefixes used, the same bytes each time."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .errors import InputError
from .files import parse_rdf, read_text
from .vocabulary import PREFIXES
from .writing import write

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Graph

# What may hold a `#` or a full stop that ends nothing, remarks, and the ends of statements.
_TOKENS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\s]*>|\\#|(?P<remark>\#)|(?P<end> \.\n+)',
    re.DOTALL,
)


def format_turtle(graph: Graph) -> str:
    """Return a graph as canonical Turtle, blank nodes after named subjects.

    Method: diffable-rdf, the one writer that was deterministic, idempotent and lossless; it
    orders subjects by how often they are referred to, so its statements are sorted here.

    >>> from rdflib import Graph
    >>> data = "<urn:p10> a <urn:q> . <urn:p9> a <urn:q> ."
    >>> text = format_turtle(Graph().parse(data=data))
    >>> text.index("p9") < text.index("p10")
    True
    """
    from diffable_rdf import deterministic_turtle

    return _sorted(deterministic_turtle(graph))


def _sorted(text: str) -> str:
    ends = [token.end() for token in _TOKENS.finditer(text) if token["end"]]
    statements = [text[start:end].strip() for start, end in pairwise([0, *ends])]
    prefixes = [s for s in statements if s.startswith("@prefix")]
    others = [s for s in statements if not s.startswith("@prefix")]
    blocks = ["\n".join(prefixes), *sorted(others, key=_natural)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _natural(statement: str) -> tuple[bool, list[str | int]]:
    """Order line 9 before line 10, and what has no name of its own last."""
    subject = statement.split(maxsplit=1)[0]
    parts = re.split(r"(\d+)", subject)
    key: list[str | int] = [int(part) if i % 2 else part for i, part in enumerate(parts)]
    return subject.startswith(("[", "_:")), [*key, statement]


def format_file(path: str | os.PathLike[str], *, check: bool = False) -> bool:
    """Write a Turtle file canonically, and return whether it changed or, checked, would change.

    Args:
        path: a Turtle file.
        check: leave the file as it is.

    Raises:
        InputError: the file cannot be read, is not Turtle, or holds what formatting would lose.
    """
    if not str(path).lower().endswith(".ttl"):
        raise InputError(f"{path}: only Turtle (.ttl) can be formatted")
    triples = parse_rdf(path)
    before = read_text(path)
    _refuse_remarks(path, before)
    after = format_turtle(_graph(before))
    _refuse_loss(path, triples, after)
    if after != before and not check:
        write(path, after)
    return after != before


def _graph(text: str) -> Graph:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph.parse(data=text, format="turtle")


def _refuse_remarks(path: str | os.PathLike[str], text: str) -> None:
    for token in _TOKENS.finditer(text):
        if token["remark"]:
            line = text.count("\n", 0, token.start()) + 1
            raise InputError(
                f"{path}:{line}: formatting would lose this # remark; "
                "say it in a triple (skos:editorialNote) or take it out"
            )


def _refuse_loss(path: str | os.PathLike[str], before: list[ox.Triple], after: str) -> None:
    import pyoxigraph as ox

    same = [
        ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in before),
        ox.Dataset(ox.parse(after, ox.RdfFormat.TURTLE)),
    ]
    for dataset in same:
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    if same[0] != same[1]:
        raise InputError(f"{path}: formatting would change what it says; write it by hand")

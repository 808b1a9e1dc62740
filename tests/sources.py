"""What every kind of store is asked in the tests: each is to answer as memory does."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pairgraph as library
from pairgraph.graph import as_store

ANSWERS = {"kind": "role", "yes": ["lived experience", "by an employer"], "no": ["disclosed"]}
ARRANGEMENT = "pgd:arrangement-grenoble-peer-mediators"
CALLS: dict[str, Callable[[Any], object]] = {
    "query": lambda s: library.query("SELECT ?t { ?t a pg:RoleTerm } ORDER BY ?t", s).rows,
    "construct": lambda s: sorted(library.query("CONSTRUCT WHERE { ?t a pg:RoleTerm }", s).rows),
    "ask": lambda s: library.query("ASK { pgt:navigateur a pg:RoleTerm }", s).boolean,
    "show": lambda s: library.show("navigateur", s, lang="fr"),
    "show-truth": lambda s: library.show("pgd:document-besson-2013", s),
    "search": lambda s: library.search("navigatrices", s),
    "place": lambda s: library.place(s, kind="role", yes=["paid"], no=["experience disclosed"]),
    "classify": lambda s: library.classify(library.placed(ARRANGEMENT, s), s),
    "compare": lambda s: library.compare("médiateur de santé-pair", "pair aidant", source=s),
    "why": lambda s: library.why(ARRANGEMENT, "travailleur pair", s),
    "cite": lambda s: library.cite("definitions", s, form="bibtex"),
    "count": lambda s: library.count(s),
    "sections": lambda s: library.count_by_section(s, lang="fr"),
    "as-of": lambda s: named(as_store(library.as_of(1995, s))),
    "len": lambda s: len(s),
}


def named(store: Any) -> list[str]:
    """Return the triples without blank nodes, whose names are nobody's."""
    return sorted(text for text in map(str, store) if "_:" not in text)


def drawn(source: Any, view: str) -> tuple[list[str], list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        network = library.to_network(source, view=view, layout=False)
    return (
        sorted(map(repr, network.nodes(data=True))),
        sorted(map(repr, network.edges(data=True))),
    )

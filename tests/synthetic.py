"""Definitions and programmes made up for tests, beside those of the shipped graph."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from pairgraph.graph import ontology_files
from pairgraph.senses import SENSES, generate
from pairgraph.vocabulary import PREFIXES, expand

PROLOGUE = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
FERRYMAN = """
pgr:FerrymanRole a owl:Class ; rdfs:subClassOf pg:PeerRole ;
  skos:prefLabel "ferryman role"@en , "rôle de nocher"@fr .
pgt:ferryman a pg:RoleTerm ; pg:hasFormalClass pgr:FerrymanRole ;
  skos:prefLabel "ferryman"@en , "nocher"@fr .
"""


def definition(name: str, level: str, *criteria: str, term: str = "pgt:ferryman") -> str:
    """Return a made-up definition in Turtle.

    Args:
        name: what follows "pgd:sense-".
        level: what follows "pgv:level-".
        criteria: each a strength, a facet, and the answers accepted, by their names.
        term: what it defines.
    """
    listed = [criterion.split() for criterion in criteria]
    told = "".join(
        f"pgd:criterion-{name}-{number} a pg:Criterion ; pg:hasStrength pgv:strength-{strength} ; "
        f"pg:onFacet pg:{facet} ; pg:acceptsValue {', '.join(f'pgv:{v}' for v in values)} .\n"
        f"pgd:sense-{name} pg:hasCriterion pgd:criterion-{name}-{number} .\n"
        for number, (strength, facet, *values) in enumerate(listed)
    )
    return (
        f"pgd:sense-{name} a pg:TermSense ; pg:hasFormalisationLevel pgv:level-{level} .\n"
        f"{term} pg:hasSense pgd:sense-{name} .\n{told}"
    )


def shipped(*texts: str) -> ox.Store:
    """Return the shipped graph without its generated classes, and what texts in Turtle add."""
    store = ox.Store()
    for path in ontology_files():
        if path != SENSES:
            store.load(path=path, format=ox.RdfFormat.TURTLE)
    return add(store, *texts)


def add(store: ox.Store, *texts: str) -> ox.Store:
    """Add Turtle to a store, and return it."""
    for text in texts:
        store.load((PROLOGUE + text).encode(), ox.RdfFormat.TURTLE)
    return store


def generated(store: ox.Store) -> ox.Store:
    """Add the classes of its definitions to a store, and return it."""
    return add(store, generate(store))


def node(curie: str) -> ox.NamedNode:
    """Return a name as a node of a store."""
    return ox.NamedNode(expand(curie))


def change(store: ox.Store, about: str, relation: str, values: Iterable[str]) -> ox.Store:
    """Give a thing of a store other values, and return the store."""
    for quad in [*store.quads_for_pattern(node(about), node(relation), None)]:
        store.remove(quad)
    store.extend(ox.Quad(node(about), node(relation), node(value)) for value in values)
    return store


def replace(store: ox.Store, about: str, relation: str, values: Iterable[str]) -> ox.Store:
    """Return a copy of a store in which a thing has other values."""
    copy = ox.Store()
    copy.extend(store)
    return change(copy, about, relation, values)

"""The graph as a networkx network, ready for Gephi: kinds, columns, places, sizes and colours."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .columns import Columns, Describer
from .errors import InputError, NotFound
from .graph import Source, as_store
from .layout import as_igraph, place, seeded
from .palette import colour
from .views import View, rows, views
from .vocabulary import LANGUAGES, PREFIXES, nearest, shorten

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox

    _Edge: TypeAlias = tuple[str, str, str, Columns] | tuple[str, str, Columns]

__all__ = ["View", "to_network", "views"]
SEVERAL = "related"  # the kind of an edge that stands for all relations of a pair


class _Link(NamedTuple):
    """A relation between two things: the statements that make it, the documents they stand in."""

    source: str
    relation: str
    target: str
    statements: set[str]
    documents: set[str]


def to_network(
    source: Source = None, *, view: str = "entities-merged", lang: str = "en", layout: bool = True
) -> nx.Graph:
    """Return a view of the graph as a networkx network.

    Nodes are IRIs and attributes plain values, so that any writer of networkx takes them. A
    column that the graph does not fill for a node (`definition_fr`, `year_start` …) is absent.

    Args:
        source: a store or an rdflib graph; the shipped graph if left out.
        view: the name of one of `views()`.
        lang: "fr" or "en", the language of the labels.
        layout: give each node a place (x, y), a size (4 to 100) and the colour of its class.

    Returns:
        A `Graph` for a merged view, a `MultiDiGraph` whose keys are kinds for the others.

    Raises:
        NotFound: there is no such view.

    >>> network = to_network(view="terms-facets", lang="fr", layout=False)
    >>> network.nodes["https://w3id.org/pairgraph/term/navigateur"]["label"]
    'navigateur'
    """
    chosen = _chosen(view, lang)
    store = as_store(source)
    describer = Describer(store, lang)
    network = _empty(chosen, lang)
    for iri, classes in sorted(_classes(store, chosen).items()):
        network.add_node(iri, **describer.node(iri, classes))
    links = _links(store, chosen)
    edges = _merged(links, describer) if chosen.is_merged else _typed(links, describer)
    network.add_edges_from(edges)
    _measure(network, links)
    if layout:
        _look(network)
    return network


def _chosen(name: str, lang: str) -> View:
    if lang not in LANGUAGES:
        raise InputError(f"lang {lang!r}: give {' or '.join(LANGUAGES)}")
    known = {view.name: view for view in views()}
    if name not in known:
        raise NotFound(f"no view {name!r}", near=nearest(name, known) or list(known))
    return known[name]


def _empty(view: View, lang: str) -> nx.Graph:
    from .shown import MultiDiNetwork, Network

    about = {"view": view.name, "lang": lang, "title": view.title(lang)}
    network = Network() if view.is_merged else MultiDiNetwork()
    network.graph.update(about, description=view.purpose(lang))
    for each in LANGUAGES:
        told = {f"title_{each}": view.title(each), f"description_{each}": view.purpose(each)}
        network.graph.update(told)
    return network


def _classes(store: ox.Store, view: View) -> dict[str, list[str]]:
    classes = defaultdict(list)
    for iri, class_ in rows(store, view.nodes):
        classes[iri].append(class_)
    return classes


def _links(store: ox.Store, view: View) -> list[_Link]:
    links: dict[tuple[str, str, str], _Link] = {}
    for source, relation, target, statement, document in rows(store, view.edges):
        key = source, relation, target
        link = links.setdefault(key, _Link(*key, set(), set()))
        link.statements.add(statement)
        link.documents.update({document} - {""})
    return [links[key] for key in sorted(links)]


def _typed(links: list[_Link], describer: Describer) -> Iterator[_Edge]:
    """Give one edge for each relation, its kind as the key."""
    kinds = _kinds({link.relation for link in links})
    for link in links:
        kind = kinds[link.relation]
        columns: Columns = {"kind": kind, "relation": shorten(link.relation)}
        columns |= describer.relation(link.relation) | _records([link])
        yield link.source, link.target, kind, columns


def _merged(links: list[_Link], describer: Describer) -> Iterator[_Edge]:
    """Give one edge for each pair of nodes, whatever relates them and whichever way."""
    kinds = _kinds({link.relation for link in links})
    pairs = defaultdict(list)
    for link in links:
        pairs[tuple(sorted((link.source, link.target)))].append(link)
    for (a, b), group in sorted(pairs.items()):
        relations = sorted({link.relation for link in group}, key=kinds.__getitem__)
        names = [describer.relation(relation) for relation in relations]
        columns: Columns = {"kind": SEVERAL, "relations": "; ".join(kinds[r] for r in relations)}
        columns |= {key: "; ".join(str(name[key]) for name in names) for key in names[0]}
        yield a, b, columns | _records(group)


def _kinds(relations: set[str]) -> dict[str, str]:
    """Name relations by their local name, or by their CURIE where two would be alike."""
    local = {relation: re.split(r"[#/:]", relation)[-1] or relation for relation in relations}
    count = Counter(local.values())
    ours = PREFIXES["pg"]
    return {
        relation: name if count[name] == 1 or relation.startswith(ours) else shorten(relation)
        for relation, name in local.items()
    }


def _records(links: list[_Link]) -> Columns:
    """Return how many statements make the links, and the documents they stand in."""
    documents = sorted({shorten(document) for link in links for document in link.documents})
    columns: Columns = {"weight": sum(len(link.statements) for link in links)}
    columns |= {"n_sources": len(documents)}
    return columns | ({"sources": "; ".join(documents)} if documents else {})


def _measure(network: nx.Graph, links: list[_Link]) -> None:
    """Give each node its degrees, its component and its community, the biggest numbered 0.

    In a merged view `degree_all` counts neighbours, `degree_in` and `degree_out` relations.
    """
    into, out = Counter(link.target for link in links), Counter(link.source for link in links)
    graph = as_igraph(network)
    with seeded():
        communities = _by_size(graph.community_multilevel(weights="weight").membership)
    components = _by_size(graph.connected_components().membership)
    for i, (iri, columns) in enumerate(network.nodes.items()):
        columns["degree_all"] = network.degree(iri)
        columns["degree_in"], columns["degree_out"] = into[iri], out[iri]
        columns["component"], columns["community"] = components[i], communities[i]


def _by_size(membership: list[int]) -> list[int]:
    """Number groups anew from 0, the biggest first, and of equals the one met first."""
    order = {group: i for i, (group, _) in enumerate(Counter(membership).most_common())}
    return [order[group] for group in membership]


def _look(network: nx.Graph) -> None:
    for iri, spot in place(network).items():
        columns = network.nodes[iri]
        columns.update(x=spot.x, y=spot.y, size=spot.size, color=colour(columns["family"]))

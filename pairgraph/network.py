"""The graph as a networkx network, ready for Gephi: kinds, columns, places, sizes and colours."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from .errors import InputError
from .filters import Filters
from .graph import as_store
from .layout import LAYOUTS
from .own import TRIPLES, own_view
from .patterns import View
from .projection import Projection, project
from .views import view_named, views
from .vocabulary import checked_lang

if TYPE_CHECKING:
    import networkx as nx

    from .stores import Source

WITHHELD = "{} links of persons are left out, for they might tie one to a role"
__all__ = ["Filters", "View", "project_view", "to_network", "views"]


def to_network(
    source: Source = None,
    *,
    view: str = "entities-merged",
    lang: str = "en",
    layout: bool | str = True,
    filters: Filters | None = None,
    anonymous_people: bool | None = None,
) -> nx.Graph:
    """Return a view of the graph as a networkx network, which shows itself in a notebook.

    Nodes are IRIs and attributes plain values, so that any writer of networkx takes them. A
    column that the graph does not fill for a node (`definition_fr`, `year_start` …) is absent.

    Args:
        source: a store or an rdflib graph; the shipped graph if left out.
        view: the name of one of `views()`, "triples" for the whole graph, or a SELECT of your
            own that gives ?source and ?target, and ?kind, ?weight, ?start, ?end if it likes.
        lang: "fr" or "en", the language of the labels.
        layout: give each node a place (x, y), a size (4 to 100) and the colour of its class; the
            name of a layout ("spring", "tree", "time") to choose another than the view's own.
            Beyond 20,000 nodes there are places only if a layout is named.
        filters: what to keep of the view; all if left out.
        anonymous_people: number persons instead of naming them; if left out, where they would
            stand beside roles. No view ever links a named person to a role.

    Returns:
        A `Graph` for a view whose edges have no direction, a `MultiDiGraph` whose keys are kinds
        for the others.

    Raises:
        NotFound: there is no such view, or a filter names what it does not have.
        QueryError: your SELECT cannot be drawn.

    >>> network = to_network(view="terms-facets", lang="fr", layout=False)
    >>> network.nodes["https://w3id.org/pairgraph/term/navigateur"]["label"]
    'navigateur'
    >>> docs = "SELECT ?source ?target { ?source pg:isPassageOf ?target }"
    >>> to_network(view=docs, layout=False).number_of_edges() > 500
    True
    """
    projection = project_view(
        source,
        view=view,
        lang=lang,
        layout=layout,
        filters=filters,
        anonymous_people=anonymous_people,
    )
    if projection.withheld:
        warnings.warn(WITHHELD.format(projection.withheld), stacklevel=2)
    if projection.view.is_opt_in:
        warnings.warn(f"view {view!r}: {projection.view.purpose(lang)}", stacklevel=2)
    network = _empty(projection)
    network.add_nodes_from(projection.nodes())
    for source_, target, kind, columns in projection.edges():
        key = (kind,) if projection.is_directed else ()
        network.add_edge(source_, target, *key, **columns)
    return network


def project_view(
    source: Source,
    *,
    view: str,
    lang: str,
    layout: bool | str,
    filters: Filters | None,
    anonymous_people: bool | None,
) -> Projection:
    """Return a view of the graph, described node by node and edge by edge (see `to_network`)."""
    checked_lang(lang)
    chosen = _chosen(view)
    hides_people = chosen.hides_people if anonymous_people is None else anonymous_people
    return project(
        as_store(source),
        chosen,
        lang=lang,
        filters=filters or Filters(),
        hides_people=hides_people,
        layout=_layout(chosen, layout),
        is_own_choice=isinstance(layout, str),
    )


def _chosen(view: str) -> View:
    if "{" in view:
        return own_view(view)
    return TRIPLES if view == TRIPLES.name else view_named(view)


def _layout(view: View, layout: bool | str) -> str | None:
    if isinstance(layout, bool):
        layout = view.layout if layout else "none"
    if layout not in (*LAYOUTS, "none"):
        raise InputError(f"layout {layout!r}: give {', '.join(LAYOUTS)} or none")
    return None if layout == "none" else layout


def _empty(projection: Projection) -> nx.Graph:
    from .shown import MultiDiNetwork, Network

    network = MultiDiNetwork() if projection.is_directed else Network()
    network.graph.update(projection.about)
    return network

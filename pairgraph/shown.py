"""networkx's graphs that a notebook shows as the map they are: all of networkx works on them."""

from __future__ import annotations

from html import escape
from typing import Any

import networkx as nx

from .preview import preview

_NODES, _EDGES = 4000, 20000  # beyond, a notebook would grow too heavy to save and to scroll
_FRAME = (
    '<iframe srcdoc="{page}" title="{name}" sandbox="allow-scripts allow-popups" '
    'style="width: 100%; height: 640px; border: 1px solid #d0d0d0"></iframe>'
)


class _Shown:
    """Shows a network of networkx in a notebook."""

    def _repr_html_(self: Any) -> str:
        nodes, edges = self.number_of_nodes(), self.number_of_edges()
        if nodes > _NODES or edges > _EDGES:
            return f"<p>{escape(str(self))} (too big to show here: see write_preview)</p>"
        name = escape(str(self.graph.get("title") or self))
        return _FRAME.format(page=escape(preview(self)), name=name)

    def to_directed_class(self: Any) -> type[nx.Graph]:
        """Return the class of this network's directed copies, as networkx asks for it."""
        return MultiDiNetwork if self.is_multigraph() else DiNetwork

    def to_undirected_class(self: Any) -> type[nx.Graph]:
        """Return the class of this network's undirected copies, as networkx asks for it."""
        return MultiNetwork if self.is_multigraph() else Network


class Network(_Shown, nx.Graph):  # type: ignore[misc]
    """An undirected network, one edge a pair.

    >>> network = Network([("a", "b")])
    >>> network.copy()._repr_html_().startswith("<iframe srcdoc=")
    True
    """


class DiNetwork(_Shown, nx.DiGraph):  # type: ignore[misc]
    """A directed network, one edge a pair and direction."""


class MultiNetwork(_Shown, nx.MultiGraph):  # type: ignore[misc]
    """An undirected network with parallel edges."""


class MultiDiNetwork(_Shown, nx.MultiDiGraph):  # type: ignore[misc]
    """A directed network with parallel edges."""

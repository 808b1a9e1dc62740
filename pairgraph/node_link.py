"""Networks as the node-link JSON of networkx, for Python and for D3."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING

from .cleaned import exported, renamed
from .jsontext import json_bytes

if TYPE_CHECKING:
    import networkx as nx


def write_node_link(network: nx.Graph, path: str | os.PathLike[str] | IO[bytes]) -> None:
    """Write a network as node-link JSON: the same bytes for the same network.

    Any network of networkx can be written (see `cleaned`). Edges stand under "edges", as networkx
    has had it since 3.6 (D3's own examples call them "links"); `networkx.node_link_graph` reads
    the file back. A column `key` of edges becomes `key_`.

    Args:
        network: a graph, directed or not, with or without parallel edges.
        path: a file to write, or a binary handle.

    Raises:
        InputError: the file cannot be written, or the handle is not binary.

    >>> import io, json, networkx as nx
    >>> buffer = io.BytesIO()
    >>> write_node_link(nx.Graph([("a", "b", {"kind": "knows"})]), buffer)
    >>> nx.node_link_graph(json.loads(buffer.getvalue()), edges="edges").number_of_edges()
    1
    """
    from networkx import node_link_data

    with exported(network, path, "node-link") as (graph, file):
        for *_, data in graph.edges(data=True):
            named = renamed(data, ("key",))
            data.clear()
            data.update(named)
        file.write(json_bytes(node_link_data(graph, edges="edges")))

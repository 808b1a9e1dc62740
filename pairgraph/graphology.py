"""Networks as the JSON of graphology, which sigma.js and Gephi Lite are built on."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING, Any

from .cleaned import exported
from .jsontext import json_bytes

if TYPE_CHECKING:
    import networkx as nx


def write_graphology(network: nx.Graph, path: str | os.PathLike[str] | IO[bytes]) -> None:
    """Write a network as graphology's serialized JSON: the same bytes for the same network.

    Any network of networkx can be written (see `cleaned`). `Graph.from(JSON.parse(text))` reads
    the file; sigma.js draws its `label`, `x`, `y`, `size` and `color`.

    Args:
        network: a graph, directed or not, with or without parallel edges.
        path: a file to write, or a binary handle.

    Raises:
        InputError: the file cannot be written, or the handle is not binary.

    >>> import io, json, networkx as nx
    >>> buffer = io.BytesIO()
    >>> write_graphology(nx.Graph([("a", "b", {"kind": "knows"})]), buffer)
    >>> json.loads(buffer.getvalue())["edges"][0]["attributes"]
    {'kind': 'knows'}
    """
    with exported(network, path, "graphology") as (graph, file):
        file.write(json_bytes(_document(graph)))


def _document(graph: nx.Graph) -> dict[str, Any]:
    type_ = "directed" if graph.is_directed() else "undirected"
    mark = {} if graph.is_directed() else {"undirected": True}
    nodes = [{"key": node, "attributes": data} for node, data in graph.nodes.items()]
    edges = [
        {"key": key, "source": source, "target": target, **mark, "attributes": data}
        for source, target, key, data in graph.edges(keys=True, data=True)
    ]
    return {
        "options": {"type": type_, "multi": True, "allowSelfLoops": True},
        "attributes": dict(graph.graph),
        "nodes": nodes,
        "edges": edges,
    }

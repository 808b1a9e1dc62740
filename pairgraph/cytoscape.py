"""Networks as Cytoscape's JSON (.cyjs), for Cytoscape and Cytoscape.js."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING, Any

from .cleaned import exported, renamed
from .jsontext import json_bytes

if TYPE_CHECKING:
    import networkx as nx

# What Cytoscape, Cytoscape.js or networkx hold under these names is not what a column would say.
_OF_NODES = ("name", "parent", "selected", "shared_name", "suid", "value")
_OF_EDGES = ("interaction", "key", "name", "selected", "shared_interaction", "shared_name", "suid")


def write_cyjs(network: nx.Graph, path: str | os.PathLike[str] | IO[bytes]) -> None:
    """Write a network as Cytoscape's JSON: the same bytes for the same network.

    Any network of networkx can be written (see `cleaned`). A node's place is its position, upside
    down, for Cytoscape counts from the top; an edge's kind is its `interaction` too. Columns that
    Cytoscape takes for its own (`name`, `parent` …) get a "_" behind. `networkx.cytoscape_graph`
    reads the file back.

    Args:
        network: a graph, directed or not, with or without parallel edges.
        path: a file to write, or a binary handle.

    Raises:
        InputError: the file cannot be written, or the handle is not binary.

    >>> import io, json, networkx as nx
    >>> buffer = io.BytesIO()
    >>> write_cyjs(nx.Graph([("a", "b", {"kind": "knows"})]), buffer)
    >>> nx.cytoscape_graph(json.loads(buffer.getvalue())).number_of_edges()
    1
    """
    with exported(network, path, "Cytoscape") as (graph, file):
        file.write(json_bytes(_document(graph)))


def _document(graph: nx.Graph) -> dict[str, Any]:
    about = renamed(graph.graph, ("name",)) | {"name": graph.graph.get("title", "")}
    nodes = [_node(node, data) for node, data in graph.nodes.items()]
    edges = [_edge(*edge) for edge in graph.edges(keys=True, data=True)]
    return {
        "data": about,
        "directed": graph.is_directed(),
        "multigraph": True,
        "elements": {"nodes": nodes, "edges": edges},
    }


def _node(node: str, data: dict[str, Any]) -> dict[str, Any]:
    held = {"id": node, "value": node, "name": data["label"], **renamed(data, _OF_NODES)}
    place = {"x": data["x"], "y": -data["y"]} if "x" in data else None
    return {"data": held} | ({"position": place} if place else {})


def _edge(source: str, target: str, key: str, data: dict[str, Any]) -> dict[str, Any]:
    ends = {"id": key, "key": key, "source": source, "target": target}
    return {"data": {**ends, "interaction": data["kind"], **renamed(data, _OF_EDGES)}}

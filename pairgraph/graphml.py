"""Networks as GraphML, for igraph, networkit, yEd, Cytoscape and others; Gephi merges its kinds."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING

from .cleaned import exported

if TYPE_CHECKING:
    import networkx as nx


def write_graphml(network: nx.Graph, path: str | os.PathLike[str] | IO[bytes]) -> None:
    """Write a network as GraphML: the same bytes for the same network.

    Any network of networkx can be written (see `cleaned`). The id of an edge is unique and stable,
    where networkx writes the key of a parallel edge: readers drop the edges that share one.

    Args:
        network: a graph, directed or not, with or without parallel edges.
        path: a file to write, or a binary handle.

    Raises:
        InputError: the file cannot be written, or the handle is not binary.

    >>> import io, networkx as nx
    >>> buffer = io.BytesIO()
    >>> write_graphml(nx.MultiGraph([("a", "b"), ("a", "c")]), buffer)
    >>> sorted(nx.read_graphml(io.BytesIO(buffer.getvalue()), force_multigraph=True))
    ['a', 'b', 'c']
    """
    # Without lxml networkx writes other bytes, twice as slowly, and loses carriage returns.
    from networkx import write_graphml_lxml

    with exported(network, path, "GraphML") as (graph, file):
        write_graphml_lxml(graph, file)

"""A knowledge graph of peer support (pair-aidance): load it, query it, validate it, draw it.

>>> import pairgraph
>>> graph = pairgraph.load()
>>> len(pairgraph.ask("road-map-questions", graph))
6
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # importing typing for its own would cost more than all the rest
if TYPE_CHECKING:
    from . import errors as errors
    from .census import count as count
    from .census import count_by_section as count_by_section
    from .citing import cite as cite
    from .comparing import compare as compare
    from .csv_pair import write_csv as write_csv
    from .cytoscape import write_cyjs as write_cyjs
    from .dating import as_of as as_of
    from .dumping import write_dump as write_dump
    from .dumping import write_parts as write_parts
    from .endpoint import Endpoint as Endpoint
    from .filters import Filters as Filters
    from .folder import write_folder as write_folder
    from .gexf import write_gexf as write_gexf
    from .graph import load as load
    from .graphml import write_graphml as write_graphml
    from .graphology import write_graphology as write_graphology
    from .importing import import_files as import_files
    from .importing import imported as imported
    from .importing import remove_imports as remove_imports
    from .limits import Limits as Limits
    from .lookup import search as search
    from .lookup import show as show
    from .network import to_network as to_network
    from .node_link import write_node_link as write_node_link
    from .picture import write_picture as write_picture
    from .placing import place as place
    from .placing import placed as placed
    from .placing import read_answers as read_answers
    from .preview import write_preview as write_preview
    from .questions import ask as ask
    from .questions import catalogue as catalogue
    from .reasoner import inferred as inferred
    from .reasoner import reason as reason
    from .roadmap import classify as classify
    from .roadmap import why as why
    from .shapes import validate as validate
    from .sparql import query as query
    from .template import write_template as write_template

__version__ = "0.1.0"

_HOMES = {
    "load": "graph",
    "Endpoint": "endpoint",
    "ask": "questions",
    "query": "sparql",
    "catalogue": "questions",
    "count": "census",
    "count_by_section": "census",
    "cite": "citing",
    "search": "lookup",
    "show": "lookup",
    "place": "placing",
    "placed": "placing",
    "read_answers": "placing",
    "classify": "roadmap",
    "compare": "comparing",
    "why": "roadmap",
    "as_of": "dating",
    "reason": "reasoner",
    "inferred": "reasoner",
    "validate": "shapes",
    "Limits": "limits",
    "write_template": "template",
    "import_files": "importing",
    "imported": "importing",
    "remove_imports": "importing",
    "write_dump": "dumping",
    "write_parts": "dumping",
    "to_network": "network",
    "Filters": "filters",
    "write_folder": "folder",
    "write_gexf": "gexf",
    "write_graphml": "graphml",
    "write_csv": "csv_pair",
    "write_cyjs": "cytoscape",
    "write_graphology": "graphology",
    "write_node_link": "node_link",
    "write_picture": "picture",
    "write_preview": "preview",
}

__all__ = ["__version__", "errors", *_HOMES]


def __getattr__(name: str) -> object:
    """Import what is asked for, and only then: `import pairgraph` costs next to nothing."""
    if name == "errors":
        return import_module(".errors", __name__)
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

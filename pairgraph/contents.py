"""What a page of a network holds, as plain data: texts in each language, looks, links by number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from .drawing import legend, places, shown_colour, text_of, ticks
from .looks import flat, span
from .plain import number
from .vocabulary import LANGUAGES

if TYPE_CHECKING:
    import networkx as nx

    from .layout import Place

Texts: TypeAlias = dict[str, str]  # by language; "any" is for both
_Data: TypeAlias = Mapping[Any, Any]
_Json: TypeAlias = dict[str, Any]
_Relation: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]  # a kind, and texts by language


def contents(network: nx.Graph) -> _Json:
    """Return the families, kinds, relations, nodes and edges of a network, ready for JSON.

    Nodes are named by their number, and so are families, kinds and relations; what a node lacks
    is left out.

    >>> import networkx as nx
    >>> held = contents(nx.Graph([("a", "b", {"kind": "knows"})]))
    >>> held["edges"], held["relations"], held["nodes"][0]["label"]
    ([(0, 1, 0)], [{'kind': 0, 'any': 'knows'}], {'any': 'a'})
    """
    relations, edges = _edges(network)
    kinds: dict[str, list[Texts]] = {}
    for kind, told in relations:
        kinds.setdefault(kind, []).append(dict(told))
    number_of = {kind: i for i, kind in enumerate(kinds)}
    return {
        "isDirected": network.is_directed(),
        "families": _families(network),
        "kinds": [told[0] if len(told) == 1 else {"any": kind} for kind, told in kinds.items()],
        "relations": [{"kind": number_of[kind], **dict(told)} for kind, told in relations],
        "years": ticks(network, apart=0.0),
        "nodes": _nodes(network),
        "edges": edges,
    }


def texts(data: _Data, name: str) -> Texts:
    """Return what data say under a name, in each language.

    >>> texts({"title": "One", "title_fr": "Un"}, "title")
    {'fr': 'Un', 'any': 'One'}
    """
    keys = {lang: f"{name}_{lang}" for lang in LANGUAGES} | {"any": name}
    said = {lang: text_of(data.get(key)) for lang, key in keys.items()}
    return {lang: text for lang, text in said.items() if text}


def _families(network: nx.Graph) -> list[_Json]:
    french, english = (legend(network, lang) for lang in ("fr", "en"))
    pairs = zip(french, english, strict=True)
    return [{"color": fr.colour, "fr": fr.names, "en": en.names} for fr, en in pairs]


def _nodes(network: nx.Graph) -> list[_Json]:
    spots = places(network)
    hues = [entry.colour for entry in legend(network, LANGUAGES[0])]
    return [_node(node, flat(data), spots[node], hues) for node, data in network.nodes.items()]


def _node(node: object, data: _Data, spot: Place, hues: list[str]) -> _Json:
    hue = shown_colour(data)
    found: _Json = {
        "x": spot.x,
        "y": spot.y,
        "size": max(0.0, spot.size),
        "color": hue,
        "family": hues.index(hue) if text_of(data.get("family")) else None,
        "label": texts(data, "label") or {"any": text_of(node)},
        "class": texts(data, "class_label"),
        "definition": texts(data, "definition"),
        "years": span(data),
        "sources": number(data.get("n_sources")),
        "curie": text_of(data.get("curie")),
        "link": _link(data.get("iri", node)),
    }
    return {key: value for key, value in found.items() if value not in (None, "", {})}


def _link(iri: object) -> str | None:
    """Return an address that a browser may be sent to; no other scheme is let through."""
    text = text_of(iri)
    return text if re.match(r"https?://[^\s/]", text, re.IGNORECASE) else None


def _edges(network: nx.Graph) -> tuple[list[_Relation], list[tuple[int, int, int]]]:
    """Return the relations, each a kind and its names, and the edges: two ends and a relation."""
    index = {node: i for i, node in enumerate(network)}
    relations: dict[_Relation, int] = {}
    edges = []
    for source, target, key, data in _keyed(network):
        kind = _kind(key, data)
        relation = kind, tuple((texts(data, "label") or {"any": kind}).items())
        relations.setdefault(relation, len(relations))
        edges.append((index[source], index[target], relations[relation]))
    return list(relations), edges


def _keyed(network: nx.Graph) -> Iterable[tuple[Any, Any, Any, _Data]]:
    if network.is_multigraph():
        found: Iterable[tuple[Any, Any, Any, _Data]] = network.edges(keys=True, data=True)
        return found
    return ((source, target, None, data) for source, target, data in network.edges(data=True))


def _kind(key: object, data: _Data) -> str:
    """Return the kind of an edge: its own, or its key if somebody named it, or else nothing."""
    kind = data.get("kind", key if isinstance(key, str) else None)
    return " ".join(text_of(kind).split())

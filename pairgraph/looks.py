"""What of a node's or an edge's attributes GEXF shows by itself, so that no column repeats it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from .plain import number

_TIMES = frozenset(("start", "end", "year_start", "year_end"))
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


def flat(data: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return the attributes of a node, with what networkx puts in `viz` beside the others.

    >>> flat({"viz": {"color": {"r": 0, "g": 114, "b": 178}, "size": 9}, "label": "pair"})
    {'size': 9, 'color': '#0072b2', 'label': 'pair'}
    """
    viz = data.get("viz")
    if not isinstance(viz, Mapping):
        return data
    found = {"size": viz["size"]} if "size" in viz else {}
    if isinstance(viz.get("position"), Mapping):
        found |= {axis: viz["position"][axis] for axis in "xyz" if axis in viz["position"]}
    if isinstance(viz.get("color"), Mapping):
        levels = [number(viz["color"].get(channel)) for channel in "rgb"]
        shown = [f"{min(255, max(0, round(level or 0))):02x}" for level in levels]
        found["color"] = f"#{''.join(shown)}"
    return {**found, **{key: value for key, value in data.items() if key != "viz"}}


def viz(data: Mapping[Any, Any]) -> str:
    """Return the elements that give a node its colour, place and size, as far as it has them.

    >>> viz({"color": "#0072B2", "x": 1, "y": 2.5})
    '<viz:color r="0" g="114" b="178"/><viz:position x="1.0" y="2.5"/>'
    """
    look = looks(data)
    parts = []
    if "color" in look:
        red, green, blue = bytes.fromhex(look["color"][1:])
        parts.append(f'<viz:color r="{red}" g="{green}" b="{blue}"/>')
    if "x" in look:
        place = " ".join(f'{axis}="{look[axis]}"' for axis in "xyz" if axis in look)
        parts.append(f"<viz:position {place}/>")
    if "size" in look:
        parts.append(f'<viz:size value="{look["size"]}"/>')
    return "".join(parts)


def looks(data: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the colour, place and size of a node, each only if a reader will take it."""
    found: dict[str, Any] = {axis: number(data.get(axis)) for axis in "xyz"}
    if found["x"] is None or found["y"] is None:
        found = {}
    size, colour = number(data.get("size")), data.get("color")
    if size is not None and size >= 0:
        found["size"] = size
    if isinstance(colour, str) and _COLOUR.fullmatch(colour):
        found["color"] = colour
    return {name: value for name, value in found.items() if value is not None}


def span(data: Mapping[Any, Any]) -> dict[str, float]:
    """Return when something starts and ends, open ends left out; an end before the start too.

    >>> span({"year_start": 1990, "year_end": 1990}), span({"start": 3, "end": 2})
    ({'start': 1990.0, 'end': 1990.0}, {'start': 3.0})
    """
    if _TIMES.isdisjoint(data):
        return {}
    values = {end: number(data.get(end, data.get(f"year_{end}"))) for end in ("start", "end")}
    found = {end: value for end, value in values.items() if value is not None}
    if found.get("end", math.inf) < found.get("start", -math.inf):
        del found["end"]
    return found


def node_rest(data: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return the attributes of a node that need a column."""
    data = flat(data)
    shown = {*looks(data), *span(data)}
    if data.get("label") is not None:
        shown.add("label")
    return {key: value for key, value in data.items() if key not in shown}


def edge_rest(data: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return the attributes of an edge that need a column."""
    shown = {"kind", "label", *span(data)}
    if weight(data) is not None:
        shown.add("weight")
    return {key: value for key, value in data.items() if key not in shown}


def weight(data: Mapping[Any, Any]) -> float | None:
    """Return the weight of an edge, if it has one that Gephi does not drop the edge for."""
    value = number(data.get("weight"))
    return value if value is not None and value > 0 else None

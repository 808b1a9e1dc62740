"""What of a node's or an edge's attributes GEXF shows by itself, so that no column repeats it.

It is worked out for many rows at once (see `blocks`); what is named in the singular is for one row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from .blocks import Columns, Part, Row, joined, rest
from .plain import number, numbers

_TIMES = frozenset(("start", "end", "year_start", "year_end"))
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_ALL: Sequence[Any] = ()  # in place of values: those of all rows are shown, as far as there are any


def flat(data: Row) -> Row:
    """Return the attributes of a node, with what networkx puts in `viz` beside the others.

    >>> flat({"viz": {"color": {"r": 0, "g": 114, "b": 178}, "size": 9}, "label": "pair"})
    {'size': 9, 'color': '#0072b2', 'label': 'pair'}
    """
    viz = data.get("viz")
    if viz is None or not isinstance(viz, Mapping):
        return data
    found = {"size": viz["size"]} if "size" in viz else {}
    if isinstance(viz.get("position"), Mapping):
        found |= {axis: viz["position"][axis] for axis in "xyz" if axis in viz["position"]}
    if isinstance(viz.get("color"), Mapping):
        levels = [number(viz["color"].get(channel)) for channel in "rgb"]
        shown = [f"{min(255, max(0, round(level or 0))):02x}" for level in levels]
        found["color"] = f"#{''.join(shown)}"
    return {**found, **{key: value for key, value in data.items() if key != "viz"}}


def node_shown(columns: Columns) -> Columns:
    """Return what nodes made `flat` show by themselves; None where a node does not.

    >>> node_shown({"size": (4, -1), "x": (0, 1), "label": ("a", "b")})
    {'label': (), 'size': [4.0, None]}
    """
    return {"label": _ALL, **looks_of(columns), **spans(columns)}


def edge_shown(columns: Columns) -> Columns:
    """Return what edges show by themselves; None where an edge does not.

    >>> edge_shown({"weight": (2, 0), "kind": ("a", "b")})
    {'kind': (), 'label': (), 'weight': [2.0, None]}
    """
    shown = {"kind": _ALL, "label": _ALL, **spans(columns)}
    return {**shown, "weight": weights(columns["weight"])} if "weight" in columns else shown


def looks_of(columns: Columns) -> dict[str, list[Any]]:
    """Return the colours, places and sizes of nodes, each only if a reader will take it."""
    found: dict[str, list[Any]] = _places(columns)
    if "size" in columns:
        sizes = numbers(columns["size"])
        found["size"] = [None if size is None or size < 0 else size for size in sizes]
    if "color" in columns:
        found["color"] = [_colour(value) for value in columns["color"]]
    return found


def _places(columns: Columns) -> dict[str, list[float | None]]:
    if "x" not in columns or "y" not in columns:
        return {}
    found = {axis: numbers(columns[axis]) for axis in "xyz" if axis in columns}
    if None in found["x"] or None in found["y"]:
        placed = [None not in place for place in zip(found["x"], found["y"], strict=True)]
        for axis, values in found.items():
            pairs = zip(values, placed, strict=True)
            found[axis] = [value if is_placed else None for value, is_placed in pairs]
    return found


def _colour(value: object) -> str | None:
    return value if isinstance(value, str) and _COLOUR.fullmatch(value) else None


def spans(columns: Columns) -> dict[str, list[float | None]]:
    """Return when things start and end; an end before the start is none."""
    if _TIMES.isdisjoint(columns):
        return {}
    keys = {end: end if end in columns else f"year_{end}" for end in ("start", "end")}
    found = {end: numbers(columns[key]) for end, key in keys.items() if key in columns}
    if len(found) == 2:
        pairs = zip(found["start"], found["end"], strict=True)
        found["end"] = [None if a is not None and b is not None and b < a else b for a, b in pairs]
    return found


def weights(values: Sequence[Any]) -> list[float | None]:
    """Return the weights of edges, but for those that Gephi drops an edge for."""
    return [one if one is not None and one > 0.0 else None for one in numbers(values)]


def drawn(shown: Columns) -> list[Part]:
    """Return what the looks of nodes are `joined` from, out of what `node_shown` tells."""
    parts: list[Part] = []
    if "color" in shown:
        parts.append(map(_element, shown["color"]))
    if "x" in shown:
        axes = [axis for axis in "xyz" if axis in shown]
        parts.append(map(_position, *map(shown.__getitem__, axes)))
    if "size" in shown:
        sizes = shown["size"]
        parts.append(["" if one is None else f'<viz:size value="{one}"/>' for one in sizes])
    return parts


@lru_cache(maxsize=1024)
def _element(colour: str | None) -> str:
    if colour is None:
        return ""
    red, green, blue = bytes.fromhex(colour[1:])
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _position(x: float | None, y: float | None, z: float | None = None) -> str:
    if x is None:
        return ""
    depth = "" if z is None else f' z="{z}"'
    return f'<viz:position x="{x}" y="{y}"{depth}/>'


def timed(shown: Columns) -> list[Part]:
    """Return what the times of nodes or edges are `joined` from, out of what they show."""
    return [
        ["" if at is None else f' {end}="{at}"' for at in shown[end]]
        for end in ("start", "end")
        if end in shown
    ]


def viz(data: Row) -> str:
    """Return the elements that give a node its colour, place and size, as far as it has them.

    >>> viz({"color": "#0072B2", "x": 1, "y": 2.5})
    '<viz:color r="0" g="114" b="178"/><viz:position x="1.0" y="2.5"/>'
    """
    return "".join(joined(*drawn(looks_of(_alone(data)))))


def looks(data: Row) -> dict[str, Any]:
    """Return the colour, place and size of a node, each only if a reader will take it."""
    return _given(looks_of(_alone(data)))


def span(data: Row) -> dict[str, float]:
    """Return when something starts and ends, open ends left out; an end before the start too.

    >>> span({"year_start": 1990, "year_end": 1990}), span({"start": 3, "end": 2})
    ({'start': 1990.0, 'end': 1990.0}, {'start': 3.0})
    """
    return {} if _TIMES.isdisjoint(data) else _given(spans(_alone(data)))


def weight(data: Row) -> float | None:
    """Return the weight of an edge, if it has one that Gephi does not drop the edge for."""
    return weights((data.get("weight"),))[0]


def node_rest(data: Row) -> Row:
    """Return the attributes of a node that need a column."""
    alone = _alone(flat(data))
    return {key: values[0] for key, values in rest(alone, node_shown(alone)).items()}


def edge_rest(data: Row) -> Row:
    """Return the attributes of an edge that need a column."""
    alone = _alone(data)
    return {key: values[0] for key, values in rest(alone, edge_shown(alone)).items()}


def _alone(data: Row) -> Columns:
    return {key: (value,) for key, value in data.items()}


def _given(columns: Columns) -> dict[Any, Any]:
    return {key: values[0] for key, values in columns.items() if values[0] is not None}

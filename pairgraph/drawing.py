"""What the drawings of a network share: language, places, colours, and their legend."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .layout import Place, place
from .looks import flat
from .palette import FAMILIES, colour
from .plain import number, plain
from .vocabulary import checked_lang

if TYPE_CHECKING:
    import networkx as nx


class Entry(NamedTuple):
    """A colour of the legend: what bears it, the most frequent first, and how many nodes do."""

    colour: str
    names: list[str]
    total: int


def language(network: nx.Graph, lang: str | None) -> str:
    """Return the language to draw in: the one asked for, or else the network's own.

    Raises:
        InputError: it is neither French nor English.
    """
    return checked_lang(str(lang or network.graph.get("lang", "en")))


def places(network: nx.Graph) -> dict[Any, Place]:
    """Return where nodes stand: their own places if each has x, y and size, or else a layout.

    >>> import networkx as nx
    >>> network = nx.Graph()
    >>> network.add_node("a", x=1, y=2, size=3)
    >>> places(network)
    {'a': Place(x=1.0, y=2.0, size=3.0)}
    """
    found = {node: _own_place(flat(data)) for node, data in network.nodes.items()}
    own = {node: spot for node, spot in found.items() if spot is not None}
    return own if len(own) == len(found) else place(network)


def _own_place(data: Mapping[Any, Any]) -> Place | None:
    x, y, size = (number(data.get(name)) for name in ("x", "y", "size"))
    return None if x is None or y is None or size is None else Place(x, y, size)


def shown_colour(data: Mapping[Any, Any]) -> str:
    """Return the colour of a node, its own or that of its family.

    >>> shown_colour({"color": "#ff0000"}), shown_colour({"color": "red", "family": "pg:Term"})
    ('#ff0000', '#0072B2')
    """
    own = str(flat(data).get("color"))
    return own if re.fullmatch("#[0-9a-fA-F]{6}", own) else colour(str(data.get("family")))


def legend(network: nx.Graph, lang: str) -> list[Entry]:
    """Return the colours of the nodes that belong to a family, in the order of the palette.

    >>> import networkx as nx
    >>> network = nx.Graph()
    >>> network.add_node("a", family="pg:Term", family_label_en="term")
    >>> legend(network, "en")
    [Entry(colour='#0072B2', names=['term'], total=1)]
    """
    counts: dict[str, Counter[str]] = {}
    for data in network.nodes.values():
        if text_of(data.get("family")):
            name = text_of(data.get(f"family_label_{lang}")) or text_of(data["family"])
            counts.setdefault(shown_colour(data), Counter())[name] += 1
    order = {hue: i for i, hue in enumerate(FAMILIES.values())}
    hues = sorted(counts, key=lambda hue: (order.get(hue, len(order)), hue))
    return [Entry(hue, _by_count(counts[hue]), counts[hue].total()) for hue in hues]


def ticks(network: nx.Graph, *, apart: float) -> list[tuple[float, int]]:
    """Return where years stand on a map that goes by time: places across, at least so far apart.

    >>> import networkx as nx
    >>> network = nx.Graph(layout="time")
    >>> network.add_node("a", x=5.0, year_start=1990)
    >>> network.add_node("b", x=6.0, year_start=1991)
    >>> ticks(network, apart=2.0)
    [(6.0, 1991)]
    """
    if network.graph.get("layout") != "time":
        return []
    dated = (
        (flat(data), data.get("year_start", data.get("year_end")))
        for data in network.nodes.values()
    )
    years = {(number(data.get("x")), year) for data, year in dated if isinstance(year, int)}
    found: list[tuple[float, int]] = []
    for x, year in sorted(((x, year) for x, year in years if x is not None), reverse=True):
        if not found or found[-1][0] - x >= apart:
            found.append((x, year))
    return found[::-1]


def text_of(value: object) -> str:
    """Return a value of any kind as text, sets in order; nothing for None.

    >>> text_of({"b", "a"}), text_of((1, 2)), text_of(None)
    ("['a', 'b']", '(1, 2)', '')
    """
    held = plain(value)
    if held is None or isinstance(held, str):
        return held or ""
    return str(held if isinstance(value, (set, frozenset)) else value)


def _by_count(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))

"""A network drawn as a PNG or SVG picture, from the places, sizes and colours it carries."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from .columns import shortened
from .drawing import Entry, language, legend, places, shown_colour, ticks
from .errors import InputError
from .labels import Disc, Frame, Labels, weight, wrapped
from .palette import GREY
from .plain import number
from .writing import writing

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH, _DPI = 16.0, 120  # inches, dots per inch
_HEAD, _LINE = 1.1, 0.45  # inches above the map, and for each line of the legend below it
_MARGIN = 0.3  # inches
_TRIED = 400  # labels: trying more takes long and finds no room
_HUB = 60.0  # the size from which a node has its label, however long
_MERIT = 45.0  # the size from which a label may hide something
_DOT = 0.002  # of the width: smaller nodes could not be seen
_TICK = 0.035  # of the width: the least between two years of a map that goes by time
_LINE_OF_YEARS = "#E4E4E4"
_INK, _PALE, _PALEST = "#222222", "#444444", "#6B6B6B"
_STYLE: Any = {"font.family": "DejaVu Sans", "svg.hashsalt": "pairgraph", "svg.fonttype": "path"}
_COUNTS = {"fr": "{} choses nommées, {} liens", "en": "{} named things, {} links"}


class _Node(NamedTuple):
    """A node as it is drawn, in the units of the layout."""

    x: float
    y: float
    size: float
    colour: str
    label: str


def write_picture(
    network: nx.Graph,
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    lang: str | None = None,
) -> None:
    """Draw a network into a PNG or SVG file, the same bytes for the same network.

    Args:
        network: what `to_network` gives; a network without places is laid out first.
        path: a file whose name ends in .png or .svg.
        title: what stands above the map; the title of the view if left out.
        lang: "fr" or "en", for the legend and the labels; the network's own if left out.

    Raises:
        InputError: the name ends otherwise, the file cannot be written, or matplotlib, which
            draws, is not installed.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (".png", ".svg"):
        raise InputError(f"{path}: a picture is a .png or a .svg file; name it so")
    lang = language(network, lang)
    try:
        from matplotlib import rc_context, rcdefaults, rcParams
    except ImportError as error:
        raise InputError("drawing needs matplotlib: pip install 'pairgraph[draw]'") from error
    with rc_context(), writing(path) as file:
        rcdefaults()  # whatever the user's own settings, the picture is the same
        rcParams.update(_STYLE)
        figure = _figure(network, title or str(network.graph.get("title", "")), lang)
        if suffix == ".svg":
            figure.savefig(file, format="svg", metadata={"Date": None})
        else:
            _write_png(figure, file)


def _write_png(figure: Figure, file: IO[bytes]) -> None:
    """Write a picture of 256 colours, which takes a third of what all colours would."""
    from PIL import Image

    canvas: Any = figure.canvas
    canvas.draw()
    width, height = canvas.get_width_height()
    image = Image.frombuffer("RGBA", (width, height), canvas.buffer_rgba()).convert("RGB")
    image.quantize(256, dither=Image.Dither.NONE).save(file, format="PNG", optimize=True)


def _figure(network: nx.Graph, title: str, lang: str) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    nodes = _nodes(network, lang)
    page = _page(nodes)
    height = _WIDTH * min(max((page.top - page.bottom) / (page.right - page.left), 0.3), 1.2)
    figure = Figure(figsize=(_WIDTH, height + _HEAD), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    foot = _draw_legend(figure, _legend(network, lang))
    whole = height + _HEAD + foot
    figure.set_figheight(whole)
    axes = figure.add_axes((0.0, foot / whole, 1.0, height / whole))
    _draw_map(axes, page, network, nodes)
    counts = _COUNTS[lang].format(len(nodes), network.number_of_edges())
    _write(figure, _MARGIN, whole - 0.45, _printable(title), size=23, weight="bold", color=_INK)
    _write(figure, _MARGIN, whole - 0.9, counts, size=14, color=_PALEST)
    return figure


def _nodes(network: nx.Graph, lang: str) -> dict[Any, _Node]:
    spots = places(network)
    nodes = {}
    for node, data in network.nodes.items():
        label = _printable(data.get(f"label_{lang}") or data.get("label") or node)
        nodes[node] = _Node(*spots[node], shown_colour(data), shortened(label))
    return nodes


def _printable(text: object) -> str:
    """Return a text that a font can show on one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())


def _page(nodes: dict[Any, _Node]) -> Frame:
    """Return the rectangle to draw, in the units of the layout."""
    drawn = list(nodes.values()) or [_Node(0.0, 0.0, 1.0, GREY, "")]
    left, right = min(n.x - n.size for n in drawn), max(n.x + n.size for n in drawn)
    bottom, top = min(n.y - n.size for n in drawn), max(n.y + n.size for n in drawn)
    air = 0.04 * max(right - left, top - bottom, 1.0)
    return Frame(left - air, bottom - air, right + air, top + air / 2)


def _draw_map(axes: Axes, page: Frame, network: nx.Graph, nodes: dict[Any, _Node]) -> None:
    axes.set(xlim=(page.left, page.right), ylim=(page.bottom, page.top), aspect="equal")
    axes.set_axis_off()
    axes.apply_aspect()
    least = _DOT * (page.right - page.left)
    seen = {key: node._replace(size=max(node.size, least)) for key, node in nodes.items()}
    _draw_years(axes, page, network)
    _draw_edges(axes, network, seen)
    _draw_nodes(axes, sorted(seen.values(), key=lambda node: (-node.size, node)))
    _draw_labels(axes, list(seen.values()))


def _draw_years(axes: Axes, page: Frame, network: nx.Graph) -> None:
    """Draw a line for each year of a map that goes by time, and its number below."""
    wide = page.right - page.left
    for x, year in ticks(network, apart=_TICK * wide):
        axes.axvline(x, color=_LINE_OF_YEARS, linewidth=0.8, zorder=0)
        axes.annotate(
            str(year),
            (x, page.bottom),
            (0, 4),
            textcoords="offset points",
            size=11,
            color=_PALEST,
            ha="center",
        )


def _draw_edges(axes: Axes, network: nx.Graph, nodes: dict[Any, _Node]) -> None:
    from matplotlib.collections import LineCollection

    shares = {(a, b): number(share) for a, b, share in network.edges(data="jaccard")}
    pairs = [(nodes[a], nodes[b], _faint(share)) for (a, b), share in shares.items()]
    lines = [(a[:2], b[:2]) for a, b, _ in pairs]
    colours = [_between(a.colour, b.colour, alpha) for a, b, alpha in pairs]
    axes.add_collection(LineCollection(lines, colors=colours, linewidths=0.8, zorder=1))


def _faint(share: float | None) -> float:
    """Return how opaque an edge is: the more its ends share, where that is known."""
    return 0.35 if share is None else 0.06 + 0.6 * min(1.0, max(0.0, share)) ** 1.5


def _between(a: str, b: str, alpha: float) -> tuple[float, float, float, float]:
    """Return the colour half-way between two, mostly transparent."""
    from matplotlib.colors import to_rgb

    red, green, blue = ((p + q) / 2 for p, q in zip(to_rgb(a), to_rgb(b), strict=True))
    return red, green, blue, alpha


def _draw_nodes(axes: Axes, nodes: list[_Node]) -> None:
    from matplotlib.collections import EllipseCollection

    widths = [2 * node.size for node in nodes]
    discs = EllipseCollection(
        widths,
        widths,
        [0.0] * len(nodes),
        units="xy",
        offsets=[node[:2] for node in nodes],
        offset_transform=axes.transData,
        facecolors=[node.colour for node in nodes],
        edgecolors="white",
        linewidths=0.6,
        zorder=2,
    )
    axes.add_collection(discs)


def _draw_labels(axes: Axes, nodes: list[_Node]) -> None:
    """Label what deserves it most, where there is room."""
    nodes = sorted(nodes, key=lambda node: (-weight(node.label, node.size), node))
    discs = [_disc(axes, node) for node in nodes]
    labels = Labels(discs, Frame(*axes.get_window_extent().extents))
    for node, disc in list(zip(nodes, discs, strict=True))[:_TRIED]:
        text = _text(axes, node)
        extent = text.get_window_extent()
        merit = 1.0 if node.size > _HUB else min(1.0, weight(node.label, node.size) / _MERIT)
        frame = labels.place(disc, extent.width, extent.height, merit=merit)
        if frame:
            text.set_position(axes.transData.inverted().transform(frame.centre))
        else:
            text.remove()


def _disc(axes: Axes, node: _Node) -> Disc:
    x, y = axes.transData.transform((node.x, node.y))
    edge, _ = axes.transData.transform((node.x + node.size, node.y))
    return Disc(float(x), float(y), float(edge - x))


def _text(axes: Axes, node: _Node) -> Any:
    from matplotlib.patheffects import withStroke

    return axes.text(
        node.x,
        node.y,
        wrapped(node.label),
        size=9.5 + 0.075 * min(node.size, 100),
        color=_INK if node.size > _MERIT else _PALE,
        ha="center",
        va="center",
        linespacing=1.05,
        zorder=3,
        parse_math=False,
        path_effects=[withStroke(linewidth=3, foreground="white", alpha=0.9)],
    )


def _legend(network: nx.Graph, lang: str) -> list[tuple[str, str]]:
    """Return the colours in use, each with the names and the number of what bears it."""
    return [(entry.colour, _named(entry)) for entry in legend(network, lang)]


def _named(entry: Entry) -> str:
    more = ["…"] if len(entry.names) > 4 else []
    return _printable(f"{', '.join(entry.names[:4] + more)} ({entry.total})")


def _draw_legend(figure: Figure, legend: list[tuple[str, str]]) -> float:
    """Draw the legend in lines at the bottom, and return their height in inches."""
    lines: list[list[tuple[float, str, str]]] = [[]]
    x = _MARGIN
    for hue, words in legend:
        width = _width(figure, words) + 0.55
        if lines[-1] and x + width > _WIDTH - _MARGIN:
            lines.append([])
            x = _MARGIN
        lines[-1].append((x, hue, words))
        x += width
    foot = _LINE * (len(lines) + 0.5)
    for i, line in enumerate(lines):
        for x, hue, words in line:
            _write(figure, x, foot - _LINE * (i + 0.5), "●", size=17, color=hue)
            _write(figure, x + 0.22, foot - _LINE * (i + 0.5), words, size=13, color=_INK)
    return foot


def _width(figure: Figure, words: str) -> float:
    """Return the width of a text of the legend, in inches."""
    text = figure.text(0, 0, words, size=13, parse_math=False)
    width = float(text.get_window_extent().width) / _DPI
    text.remove()
    return width


def _write(figure: Figure, x: float, y: float, text: str, **style: Any) -> None:
    """Write a line of text at a place in inches from the bottom left."""
    where = figure.dpi_scale_trans
    figure.text(x, y, text, va="center", parse_math=False, transform=where, **style)

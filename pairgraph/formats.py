"""The formats that a network is written in: the one table of them, and the choice of one."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from .errors import InputError
from .vocabulary import nearest


class Format(NamedTuple):
    """A format: its name, how its files end, what writes it, and what it is for."""

    name: str
    suffix: str
    home: str
    function: str
    french: str
    english: str

    def purpose(self, lang: str) -> str:
        """Return what the format is for, in French or in English."""
        return self.french if lang == "fr" else self.english

    @property
    def write(self) -> Callable[..., Any]:
        """The function that takes a network and a path; what it needs is imported only now."""
        writer: Callable[..., Any] = getattr(
            import_module(f".{self.home}", __package__), self.function
        )
        return writer


_FORMATS = (
    Format(
        "gexf",
        ".gexf",
        "gexf",
        "write_gexf",
        "Gephi et Gephi Lite : la carte s'ouvre en place, en couleurs, sorte par sorte.",
        "Gephi and Gephi Lite: the map opens in place, in colour, kind by kind.",
    ),
    Format(
        "graphml",
        ".graphml",
        "graphml",
        "write_graphml",
        "igraph, networkit, yEd, Cytoscape. Pour Gephi, préférez GEXF : il y garde les sortes.",
        "igraph, networkit, yEd, Cytoscape. For Gephi, take GEXF, which keeps kinds apart there.",
    ),
    Format(
        "csv",
        ".csv",
        "csv_pair",
        "write_csv",
        "Le laboratoire de données de Gephi et les tableurs : deux tables, nœuds puis liens.",
        "Gephi's Data Laboratory and spreadsheets: two tables, the nodes and then the edges.",
    ),
    Format(
        "cyjs",
        ".cyjs",
        "cytoscape",
        "write_cyjs",
        "Cytoscape et Cytoscape.js, avec la place des nœuds.",
        "Cytoscape and Cytoscape.js, with the places of the nodes.",
    ),
    Format(
        "graphology",
        ".graphology.json",
        "graphology",
        "write_graphology",
        "Gephi Lite, sigma.js et graphology, pour le Web.",
        "Gephi Lite, sigma.js and graphology, for the Web.",
    ),
    Format(
        "node-link",
        ".node-link.json",
        "node_link",
        "write_node_link",
        "Python (networkx) et D3.",
        "Python (networkx) and D3.",
    ),
    Format(
        "html",
        ".html",
        "preview",
        "write_preview",
        "Un navigateur, même sans réseau : une page où l'on cherche et explore.",
        "A browser, even with no network: one page to search and explore.",
    ),
    Format(
        "png",
        ".png",
        "picture",
        "write_picture",
        "Une image à montrer ou à glisser dans un texte.",
        "A picture to show, or to put into a text.",
    ),
    Format(
        "svg",
        ".svg",
        "picture",
        "write_picture",
        "Une image à imprimer ou à retoucher, nette à toute taille.",
        "A picture to print or to retouch, sharp at any size.",
    ),
)


def formats() -> list[Format]:
    """Return the formats that a network is written in.

    >>> [form.name for form in formats()][:3]
    ['gexf', 'graphml', 'csv']
    """
    return list(_FORMATS)


def chosen(path: str | os.PathLike[str], *, form: str | None = None) -> Format:
    """Return the format of a file, by its own name if given, or else by how the file's name ends.

    Raises:
        InputError: there is no such format.

    >>> chosen("map.gexf").name, chosen("map.txt", form="csv").name
    ('gexf', 'csv')
    """
    return format_named(form) if form else _ending(path)


def format_named(name: str) -> Format:
    """Return a format.

    Raises:
        InputError: there is none of that name.

    >>> format_named("cyjs").suffix
    '.cyjs'
    """
    known = {form.name: form for form in _FORMATS}
    if name not in known:
        like = ", ".join(nearest(name, known) or known)
        raise InputError(f"there is no format {name!r}; did you mean: {like}")
    return known[name]


def _ending(path: str | os.PathLike[str]) -> Format:
    """Return the format that the name of a file ends like, the longest of several."""
    name = os.fspath(path).lower()
    fitting = [form for form in _FORMATS if name.endswith(form.suffix)]
    if fitting:
        return max(fitting, key=lambda form: len(form.suffix))
    suffix = os.path.splitext(name)[1]
    near = [form.suffix for form in _FORMATS if suffix and form.suffix.endswith(suffix)]
    several = ", ".join(near or [form.suffix for form in _FORMATS])
    raise InputError(f"{path}: unknown format {suffix!r}; end the name in {several}")

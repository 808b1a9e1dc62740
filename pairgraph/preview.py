"""A network as one HTML page to look around in: no server, no network, nothing from elsewhere.

The page asks for nothing: its policy lets only its own script and style run, by their hashes, and
what the network says reaches it as data, shown as text and never as HTML.
"""

from __future__ import annotations

import io
import json
import os
import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import IO, TYPE_CHECKING

from .contents import Texts, contents, texts
from .drawing import language
from .errors import InputError
from .plain import Notes, escaped
from .writing import writing

if TYPE_CHECKING:
    import networkx as nx

_SCRIPTS = ("data", "room", "map", "moves", "panel", "page")  # in the order they need each other
_POLICY = "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'"
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def write_preview(
    network: nx.Graph,
    path: str | os.PathLike[str] | IO[bytes],
    *,
    title: str | None = None,
    lang: str | None = None,
) -> None:
    """Write a network as one HTML page that needs nothing else, the same bytes each time.

    Args:
        network: what `to_network` gives, or any network of networkx; one without places is laid
            out first.
        path: a file to write, or a binary handle.
        title: what stands above the map; the network's own title if left out.
        lang: "fr" or "en", the language the page opens in; the network's own if left out.

    Raises:
        InputError: the file cannot be written, the handle is not binary, or the language is
            another.

    >>> import networkx as nx
    >>> buffer = io.BytesIO()
    >>> write_preview(nx.Graph([("a", "b")]), buffer, title="Two")
    >>> "<title>Two</title>" in buffer.getvalue().decode()
    True
    """
    if isinstance(path, io.TextIOBase):
        raise InputError("a preview is written as bytes: open the file with mode 'wb'")
    page = preview(network, title=title, lang=lang).encode()
    if isinstance(path, (str, os.PathLike)):
        with writing(path) as file:
            file.write(page)
    else:
        path.write(page)


def preview(network: nx.Graph, *, title: str | None = None, lang: str | None = None) -> str:
    """Return the page that `write_preview` writes, as text.

    Args:
        network: what `to_network` gives, or any network of networkx.
        title: what stands above the map; the network's own title if left out.
        lang: "fr" or "en", the language the page opens in; the network's own if left out.

    Raises:
        InputError: the language is another.

    >>> import networkx as nx
    >>> page = preview(nx.Graph([("<b>", "a")]), lang="fr")
    >>> page.count('<html lang="fr">'), page.count("<b>")
    (1, 0)
    """
    lang = language(network, lang)
    titles = {"any": title} if title else texts(network.graph, "title")
    script, style = "".join(_read(f"{name}.js") for name in _SCRIPTS), _read("page.css")
    return Template(_read("page.html")).substitute(
        lang=lang,
        title=escaped(titles.get(lang) or titles.get("any") or "pairgraph", Notes()),
        policy=_POLICY.format(_hash(script), _hash(style)),
        style=style,
        data=_json(_data(network, titles, lang)),
        script=script,
    )


def _data(network: nx.Graph, titles: Texts, lang: str) -> dict[str, object]:
    about = {"title": titles, "description": texts(network.graph, "description")}
    return {"lang": lang, **about, "words": json.loads(_read("words.json")), **contents(network)}


def _read(name: str) -> str:
    return files("pairgraph").joinpath("page", name).read_text(encoding="utf-8")


def _json(data: object) -> str:
    """Return data as JSON that HTML takes for text, whatever it says."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _hash(text: str) -> str:
    """Return how a content security policy names an inline script or style."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"

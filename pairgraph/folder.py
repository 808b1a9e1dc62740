"""All views in all formats in one folder, with a manifest of its counts and a guide to it."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import file_digest
from typing import TYPE_CHECKING, Any

from . import __version__
from .errors import NotFound
from .formats import Format, format_named, formats
from .graph import as_store
from .guide import guide
from .network import to_network, views
from .writing import filling

if TYPE_CHECKING:
    import networkx as nx

    from .stores import Source, Store
MANIFEST = "manifest.json"


def write_folder(
    path: str | os.PathLike[str],
    source: Source = None,
    *,
    forms: Sequence[str] = (),
    step: Callable[[str], object] = lambda _: None,
    **drawn: Any,
) -> None:
    """Write every view in every format into a folder, with a manifest and a README.

    The manifest counts the nodes of each class and the edges of each kind, and gives the SHA-256
    of each file. The same graph gives the same bytes. A folder written before is replaced.

    Args:
        path: the folder; new, empty, or written by this function before.
        source: a store or an rdflib graph; the shipped graph if left out.
        forms: names of formats; all if left out.
        step: called with the name of each file before it is written.
        drawn: what else `to_network` is to be told: lang, layout, filters, anonymous_people. A
            view that has nothing of what a filter names is left out.

    Raises:
        NotFound: no view has what a filter names.
        InputError: the folder holds something else, or cannot be written.
    """
    chosen = list(map(format_named, forms)) or formats()
    with filling(path, known_by=MANIFEST) as folder:
        told = []
        for network in _networks(as_store(source), drawn):
            told.append(_counted(network))
            for form in chosen:
                _write(network, form, folder, step)
        files = [_sealed(folder, name) for name in _names(folder)]
        manifest = {"pairgraph": __version__, "views": told, "files": files}
        _say(folder, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        _say(folder, "README.md", guide(told, chosen))


def steps(forms: Sequence[str] = ()) -> int:
    """Return how many files `write_folder` announces.

    >>> steps(["gexf"]) == len(views())
    True
    """
    return len(views()) * len(forms or formats())


def _networks(store: Store, drawn: Mapping[str, Any]) -> Iterator[nx.Graph]:
    """Draw each view, but for those that have nothing of what a filter names."""
    missed: NotFound | None = None
    count = 0
    for view in views():
        try:
            network = to_network(store, view=view.name, **drawn)
        except NotFound as error:
            missed = error
            continue
        count += 1
        yield network
    if missed and not count:
        raise missed


def _write(network: nx.Graph, form: Format, folder: str, step: Callable[[str], object]) -> None:
    name = os.path.join(form.name, f"{network.graph['view']}{form.suffix}")
    step(name)
    os.makedirs(os.path.join(folder, form.name), exist_ok=True)
    form.write(network, os.path.join(folder, name))


def _counted(network: nx.Graph) -> dict[str, Any]:
    """Return what a view says of itself, and how much it holds."""
    about = network.graph
    return {
        "view": about["view"],
        **{key: about[key] for key in sorted(about) if key.endswith(("_fr", "_en"))},
        "directed": network.is_directed(),
        "nodes": network.number_of_nodes(),
        "edges": network.number_of_edges(),
        "nodes_by_class": _count(cls for _, cls in network.nodes(data="node_class")),
        "edges_by_kind": _count(kind for *_, kind in network.edges(data="kind")),
    }


def _count(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _names(folder: str) -> list[str]:
    found = (os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)
    return sorted(os.path.relpath(path, folder).replace(os.sep, "/") for path in found)


def _sealed(folder: str, name: str) -> dict[str, str | int]:
    with open(os.path.join(folder, name), "rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return {"file": name, "bytes": os.path.getsize(os.path.join(folder, name)), "sha256": digest}


def _say(folder: str, name: str, text: str) -> None:
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
        file.write(text)

"""A store on disk, opened to be read."""

from __future__ import annotations

import os

from . import __version__
from .errors import InputError
from .files import read_text
from .generations import current

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pyoxigraph as ox

    from .stores import Folder

GRAPH = "graph"  # the folder of Oxigraph within a generation
RESTORE = "restore the store from a copy, or import a dump of it into a new one"
RELEASE = "release.txt"  # the version of pairgraph that its shipped graph is of, if it has one


def open_kept(folder: Folder) -> ox.Store:
    """Return a store on disk, read-only; what is brought in later is not seen.

    A warning tells that the graph shipped with another version of pairgraph is in it.

    Raises:
        InputError: there is none, or it is damaged.
    """
    import pyoxigraph as ox

    generation = current(folder)
    try:
        store = ox.Store.read_only(os.path.join(generation, GRAPH))
    except (OSError, RuntimeError) as error:
        raise InputError(f"{folder}: damaged: {error}; {RESTORE}") from error
    release = release_of(generation)
    if release not in ("", __version__):
        _warn(f"{folder}: holds the graph of pairgraph {release}; pairgraph import renews it")
    return store


def release_of(generation: str) -> str:
    """Return the version of pairgraph whose shipped graph a generation holds, or nothing.

    Raises:
        InputError: the generation is damaged.
    """
    path = os.path.join(generation, RELEASE)
    try:
        return read_text(path).strip()
    except InputError as error:
        raise InputError(f"{path}: damaged; {RESTORE}") from error


def _warn(what: str) -> None:
    import warnings

    warnings.warn(what, stacklevel=3)

"""The files brought into a store on disk, each kept beside the graph that they were loaded into.

What is brought in is kept as N-Triples, in which a value stands as it was written (Oxigraph's
own index has 1.1 for 1.10), so a file can be taken out again: what is left is loaded anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from . import __version__
from .errors import InputError
from .files import read_text
from .generations import current
from .kept import GRAPH, RELEASE, RESTORE, release_of
from .writing import write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import pyoxigraph as ox

    from .stores import Folder

_INDEX = "imports.json"
_SHIPPED = "shipped.nt"


class Import(NamedTuple):
    """A file brought in: the name it goes by, where and when it was read, and what it came to.

    `mark` is the SHA-256 of its bytes and the namespace of what it names; `file` is what is kept.
    """

    name: str
    triples: int
    origin: str
    date: str
    mark: str
    file: str


def imports(folder: Folder) -> list[Import]:
    """Return the files brought into a store on disk, in the order in which they came.

    Raises:
        InputError: there is no such store.
    """
    return list(Draft(current(folder)).imports.values())


def kept_files(folder: Folder) -> list[tuple[str, str]]:
    """Return the N-Triples files that a store was loaded from, each with the name it goes by.

    The first is the graph that pairgraph ships, which goes by its version, or by none if the
    store was made bare.
    """
    draft = Draft(current(folder))
    brought = [(one.name, os.path.join(draft.at, one.file)) for one in draft.imports.values()]
    return [(draft.release, os.path.join(draft.at, _SHIPPED)), *brought]


class Draft:
    """The files and the graph of one generation of a store, to be changed in its folder."""

    def __init__(self, at: str) -> None:
        self.at = at
        known = _read(at)
        self.release = release_of(at) if known else ""
        self.imports = {one["name"]: Import(**one) for one in known.get("imports", ())}
        self._loaded = [_SHIPPED] * bool(known) + [one.file for one in self.imports.values()]
        self._last: int = known.get("last", 0)
        self._nameless: set[str] = set()  # files that hold things without a name

    def is_outdated(self) -> bool:
        """Return whether the graph that this version ships is to be put in, or put in anew."""
        is_bare = bool(self._loaded) and not self.release
        return not is_bare and self.release != __version__

    def ship(self, triples: Iterable[ox.Triple], release: str) -> int:
        """Put in the graph that a version ships, or none; return how many triples it has."""
        self.release = release
        self._loaded = []  # so that all is loaded anew
        return self._write(triples, _SHIPPED)

    def bring(self, name: str, triples: Iterable[ox.Triple], **told: str) -> Import:
        """Put in what a file holds, in place of what was brought in by its name before.

        In this draft, what has no name goes by the label that the triples have.
        """
        self._last += 1
        file = f"{self._last:06}.nt"
        brought = Import(name, self._write(triples, file), file=file, **told)
        self.imports.pop(name, None)  # what is brought in again comes last
        self.imports[name] = brought
        return brought

    def take_out(self, name: str) -> None:
        """Take out what was brought in under a name."""
        del self.imports[name]

    def load(self) -> ox.Store:
        """Bring the graph up to date with the files, and return it to be read only.

        Whoever still holds it when the draft goes on has none of what comes.
        """
        import shutil

        import pyoxigraph as ox

        graph = os.path.join(self.at, GRAPH)
        wanted = [_SHIPPED, *(one.file for one in self.imports.values())]
        if set(self._loaded) - set(wanted) or _SHIPPED not in self._loaded:
            shutil.rmtree(graph, ignore_errors=True)
            self._loaded = []
        try:
            self._fill(graph, [file for file in wanted if file not in self._loaded])
            self._loaded = wanted
            return ox.Store.read_only(graph)
        except (RuntimeError, SyntaxError) as error:
            raise InputError(f"{os.path.dirname(self.at)}: damaged: {error}; {RESTORE}") from error

    def _fill(self, graph: str, files: list[str]) -> None:
        """Load files; on return the store is closed, as nothing else refers to it."""
        import pyoxigraph as ox

        store, form = ox.Store(graph), ox.RdfFormat.N_TRIPLES
        for file in files:
            path = os.path.join(self.at, file)
            if file in self._nameless:  # else what has no name would get another label
                store.bulk_extend(ox.parse(path=path, format=form))
            else:
                store.bulk_load(path=path, format=form)
        store.flush()

    def save(self) -> None:
        """Load what changed, write down what was brought in, and remove files that are not."""
        import json

        self.load()
        told = [one._asdict() for one in self.imports.values()]
        sizes = {file: os.path.getsize(os.path.join(self.at, file)) for file in self._loaded}
        index = {"last": self._last, "imports": told, "sizes": sizes}
        write(os.path.join(self.at, _INDEX), json.dumps(index, ensure_ascii=False, indent=1))
        write(os.path.join(self.at, RELEASE), self.release)
        for file in os.listdir(self.at):
            if file.endswith(".nt") and file not in self._loaded:
                os.unlink(os.path.join(self.at, file))

    def _write(self, triples: Iterable[ox.Triple], file: str) -> int:
        """Write triples to a new file, since other generations may share the old one."""
        import pyoxigraph as ox

        number = count()
        path = os.path.join(self.at, file)
        with open(f"{path}.new", "wb") as new:
            each = (triple for triple, _ in zip(triples, number, strict=False))
            ox.serialize(self._noting(each, file), new, format=ox.RdfFormat.N_TRIPLES)
        os.replace(f"{path}.new", path)
        return next(number)

    def _noting(self, triples: Iterable[ox.Triple], file: str) -> Iterator[ox.Triple]:
        import pyoxigraph as ox

        for triple in triples:
            if isinstance(triple.subject, ox.BlankNode):
                self._nameless.add(file)
            yield triple


def _read(at: str) -> dict[str, Any]:
    """Return what is written down of a generation, if it is whole; nothing of a new one.

    Raises:
        InputError: it is damaged.
    """
    import json

    index = os.path.join(at, _INDEX)
    if not os.path.exists(index) and not os.path.exists(os.path.join(at, _SHIPPED)):
        return {}
    try:
        known = dict(json.loads(read_text(index)))
    except ValueError as error:
        raise InputError(f"{index}: damaged; {RESTORE}") from error
    for file, size in known.get("sizes", {}).items():
        path = os.path.join(at, file)
        if not os.path.isfile(path) or os.path.getsize(path) != size:
            raise InputError(f"{path}: damaged; restore the store from a copy")
    return known

"""Users' files brought into a store: read, checked against the shapes, and kept all together."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple
from urllib.parse import unquote

from . import __version__
from .dumping import IMPORTS, RELEASES
from .errors import BadRows, InputError, NotConforming, NotFound
from .files import digest, parse_rdf, read_quads
from .generations import Change, changing, is_made
from .graph import ontology_files
from .imports import Draft, Import, imports
from .incoming import read
from .remote import RemoteDraft, listed
from .shapes import copied, validate_store
from .vocabulary import OWN, checked_base, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pyoxigraph as ox

    from .endpoint import Endpoint
    from .intake import Place
    from .stores import Folder, Paths


_COPIED = 1_000_000  # triples; no more are copied to memory, where rules are asked six times faster


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_REFUSED = {
    "fr": "ce qui entrerait enfreint les règles ; rien n'a été gardé",
    "en": "what is brought in breaks the shapes; nothing was kept",
}
_NEEDED = {
    "fr": "ce qui resterait enfreint les règles ; rien n'a été retiré",
    "en": "what would be left breaks the shapes; nothing was taken out",
}


class Brought(NamedTuple):
    """What became of a file: the name it goes by, its triples, and "new", "changed" or "same"."""

    name: str
    triples: int
    change: str


def import_files(
    paths: Paths,
    store: Folder | Endpoint,
    *,
    lang: str = "en",
    base: str = OWN,
    name: str | None = None,
    bare: bool = False,
    checked: bool = True,
    dry_run: bool = False,
) -> list[Brought]:
    """Bring files into a store, all of them or none.

    A file brought in before under the same name is replaced, or left alone if it is the same. A
    store on disk is made if there is none; the graph that pairgraph ships comes first, and anew
    with a new version. A dump of it gives back each of the files that it was made of.

    Args:
        paths: RDF files, tables or bibliographies.
        store: the folder of a store on disk, or a server that holds the shipped graph.
        lang: the language of what is reported, "fr" or "en".
        base: the namespace under which things without an IRI are named.
        name: the name by which the file is listed and removed, instead of its own.
        bare: make a new store without the graph that pairgraph ships.
        checked: refuse what breaks a shape.
        dry_run: check everything, keep nothing.

    Raises:
        InputError: a file cannot be read, or the store cannot be written.
        BadRows: rows of tables or entries of bibliographies are wrong.
        NotConforming: what the files say breaks a shape; its report says how.
        EndpointError: the server fails or refuses.
    """
    asked = [os.fspath(path) for path in paths]
    if name is not None and len(asked) != 1:
        raise InputError(f"name {name!r}: give it with one file, not with {len(asked)}")
    checked_base(base)
    with _drafted(store) as (draft, change):
        is_fresh = draft.is_outdated()
        if bare and draft.release:
            raise InputError(f"{store}: holds the graph of pairgraph; bare starts a new store")
        if is_fresh:
            draft.ship(*(([], "") if bare else (_shipped(), __version__)))
        bringing = _Bringing(draft, base, lang, name)
        brought = bringing.bring_all(asked)
        is_new = is_fresh or any(one.change != "same" for one in brought)
        if is_new and checked:
            _check(draft.load(), bringing.own, lang, _REFUSED)
        change.is_wanted = is_new and not dry_run
        if change.is_wanted:
            draft.save()
    return brought


def remove_imports(
    names: Iterable[str],
    store: Folder | Endpoint,
    *,
    lang: str = "en",
    checked: bool = True,
    dry_run: bool = False,
) -> None:
    """Take what files brought in out of a store, all of them or none.

    Args:
        names: the names that `imported` lists.
        store: the folder of a store on disk, or a server.
        lang: the language of what is reported, "fr" or "en".
        checked: refuse to leave what breaks a shape, such as the name of what is gone.
        dry_run: check whether they can be taken out, and leave them.

    Raises:
        InputError: there is no such store, or it cannot be written.
        NotFound: nothing was brought in under one of the names.
        NotConforming: what would be left breaks a shape; its report says how.
        EndpointError: the server fails or refuses.
    """
    if not isinstance(store, (str, os.PathLike)) or not is_made(store):
        imported(store)  # says so if there is no store, rather than make one
    with _drafted(store) as (draft, change):
        for name in names:
            if name not in draft.imports:
                near = nearest(name, draft.imports)
                raise NotFound(f"{store}: nothing was brought in as {name!r}", near=near)
            draft.take_out(name)
        if checked:
            _check(draft.load(), {}, lang, _NEEDED)
        change.is_wanted = not dry_run
        if change.is_wanted:
            draft.save()


def imported(store: Folder | Endpoint) -> list[Import]:
    """Return the files brought into a store, in the order in which they came.

    Raises:
        InputError: there is no such store.
        EndpointError: the server fails or refuses.
    """
    return imports(store) if isinstance(store, (str, os.PathLike)) else listed(store)


@contextmanager
def _drafted(store: Folder | Endpoint) -> Iterator[tuple[Draft | RemoteDraft, Change]]:
    if isinstance(store, (str, os.PathLike)):
        with changing(store) as change:
            yield Draft(change.path), change
    else:
        yield RemoteDraft(store), Change("")


def _shipped() -> Iterator[ox.Triple]:
    for path in ontology_files():
        yield from parse_rdf(path)


def _check(
    store: ox.Store,
    own: Mapping[str, Mapping[str, Place]],
    lang: str,
    what: Mapping[str, str],
) -> None:
    held = copied(store) if len(store) <= _COPIED else store
    report = validate_store(held, own, lang=lang)
    if not report.conforms:
        raise NotConforming(report, what[lang])


class _Bringing:
    """Brings files into a draft."""

    def __init__(self, draft: Draft | RemoteDraft, base: str, lang: str, name: str | None) -> None:
        self._draft = draft
        self._name = name
        self._base = base
        self._lang = lang
        self.own: dict[str, Mapping[str, Place]] = {}
        self._date = datetime.now(UTC).isoformat(timespec="seconds")

    def bring_all(self, paths: list[str]) -> list[Brought]:
        """Bring files in; if the rows of several are wrong, all are told together."""
        brought: list[Brought] = []
        problems: list[str] = []
        for path in paths:
            try:
                name = os.path.basename(path) if self._name is None else self._name
                brought += self._bring(path, _checked(name))
            except BadRows as error:
                problems += error.problems
        if problems:
            raise BadRows(problems)
        return brought

    def _bring(self, path: str, name: str) -> list[Brought]:
        origin, mark = _shown(os.path.abspath(path)), f"{digest(path)} {self._base}"
        before = self._draft.imports.get(name)
        if before and before.mark == mark:
            return [Brought(name, before.triples, "same")]
        if before and self._name is None and before.origin not in ("", origin):
            raise InputError(
                f"{path}: another {name} was brought in, from {before.origin}: "
                "give it another name with --name, or the same if this replaces that one"
            )
        if graphs := _dumped(path):
            return self._restore(path, graphs, mark)
        marks = {one.mark: one.name for one in self._draft.imports.values()}
        if twin := marks.get(mark):
            warnings.warn(f"{path}: is in as {twin} already; remove one of the two", stacklevel=2)
        opened = partial(self._open, name)
        quads, places, notes = read(path, opened, lang=self._lang, base=self._base, noted=True)
        self.own[path] = places
        for note in notes:
            warnings.warn(note, stacklevel=2)
        triples = (quad.triple for quad in quads)
        return [self._put(name, triples, origin, mark, "changed" if before else "new")]

    def _open(self, name: str) -> ox.Store:
        """Open what a file may refer to: all but what it said itself when it was last read."""
        if name in self._draft.imports:
            self._draft.take_out(name)
        return self._draft.load()

    def _restore(self, path: str, graphs: list[str], mark: str) -> list[Brought]:
        """Bring in each of the files that a dump holds, and the shipped graph that it holds."""
        brought = [graph for graph in graphs if graph.startswith(IMPORTS)]
        names = {_checked(unquote(graph.removeprefix(IMPORTS))): graph for graph in brought}
        same = [one for one in self._draft.imports.values() if one.mark == mark]
        if names and {one.name for one in same} == {*names}:
            return [Brought(one.name, one.triples, "same") for one in same]
        for graph in graphs:
            if graph.startswith(RELEASES):
                release = unquote(graph.removeprefix(RELEASES))
                self._draft.ship(_of_graph(path, graph), release)
        known = set(self._draft.imports)
        return [
            self._put(name, _of_graph(path, g), "", mark, "changed" if name in known else "new")
            for name, g in names.items()
        ]

    def _put(
        self, name: str, triples: Iterable[ox.Triple], origin: str, mark: str, change: str
    ) -> Brought:
        made = self._draft.bring(name, triples, origin=origin, mark=mark, date=self._date)
        return Brought(name, made.triples, change)


def _checked(name: str) -> str:
    """Return a name to go by, if it can be shown and written down.

    Raises:
        InputError: it cannot.
    """
    if not name or _CONTROL.search(name):
        raise InputError(f"name {name!r}: cannot be shown; give another with --name")
    return name


def _shown(path: str) -> str:
    """Return a path with what is no text in it replaced."""
    return os.fsencode(path).decode(errors="replace")


def _dumped(path: str) -> list[str]:
    """Return the graphs of a dump, if a file is one.

    Raises:
        InputError: it holds other graphs as well.
    """
    if not path.lower().endswith((".nq", ".nq.gz", ".trig", ".trig.gz")):
        return []
    graphs = dict.fromkeys(map(_name, read_quads(path)))  # in the order in which they stand
    ours = [graph for graph in graphs if graph.startswith((IMPORTS, RELEASES))]
    if ours and len(ours) < len(graphs):
        raise InputError(f"{path}: holds the graphs of a dump and others; keep them in two files")
    return ours


def _of_graph(path: str, graph: str) -> Iterator[ox.Triple]:
    return (quad.triple for quad in read_quads(path) if _name(quad) == graph)


def _name(quad: ox.Quad) -> str:
    return getattr(quad.graph_name, "value", "")

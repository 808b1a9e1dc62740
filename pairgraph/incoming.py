"""Any file of a user's, whatever its kind, as quads to add to a store."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from .bibliographies import SUFFIXES, is_zotero_rdf, read_bibliography
from .errors import InputError
from .files import RDF_SUFFIXES, check_file, rdf_suffix, read_quads
from .intake import NOWHERE, Intake, Place
from .tables import TABLE_SUFFIXES, take_in
from .vocabulary import OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pyoxigraph as ox


class Incoming(NamedTuple):
    """What a file brings in, all in one graph.

    RDF is read as it is asked for. Of its things only the nameless are placed, in no row, and only
    if they are `noted`; `lines` finds the others again.
    """

    quads: Iterable[ox.Quad]
    places: Mapping[str, Place]  # by the IRI of the subject, or its label if it has none
    notes: list[str]  # what was left out, a line for each thing


def read(
    path: str | os.PathLike[str],
    store: Callable[[], ox.Store],
    *,
    lang: str = "en",
    base: str = OWN,
    noted: bool = False,
) -> Incoming:
    """Return what a file brings in: RDF, a table or a bibliography, told by its name.

    Args:
        path: the file.
        store: opens what a table or a bibliography may refer to, the shipped graph with it.
        lang: the language of problems and notes, "fr" or "en".
        base: the namespace under which things without an IRI are named.
        noted: take note of what has no name, so that faults in it can be told of the file.

    Raises:
        InputError: the file is of no kind that is read, or cannot be read.
        BadRows: rows or entries cannot be used; all of them are told.
    """
    check_file(path)
    taken = _taking(path)
    if taken is None:
        places: dict[str, Place] = {}
        quads = _merged(path)
        return Incoming(_noted(quads, places) if noted else quads, places, [])
    intake = taken(path, store(), lang=lang, base=base)
    return Incoming(_in_one_graph(intake.triples), intake.places, intake.notes)


def _taking(path: str | os.PathLike[str]) -> Callable[..., Intake] | None:
    """Return what reads a file that is not RDF."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix in TABLE_SUFFIXES:
        return take_in
    is_rdf = rdf_suffix(path) is not None
    if is_zotero_rdf(path) if is_rdf else suffix in SUFFIXES:
        return read_bibliography
    if not is_rdf and not os.path.isdir(path):
        kinds = ", ".join(dict.fromkeys((*RDF_SUFFIXES, *TABLE_SUFFIXES, *SUFFIXES)))
        raise InputError(f"{path}: not a kind of file read here; give {kinds}")
    return None


def _merged(path: str | os.PathLike[str]) -> Iterator[ox.Quad]:
    """Give the quads of RDF, those of named graphs with the others."""
    quads = read_quads(path)
    has_graphs = rdf_suffix(path) in (".jsonld", ".nq", ".trig")
    return _in_one_graph(quad.triple for quad in quads) if has_graphs else quads


def _noted(quads: Iterator[ox.Quad], places: dict[str, Place]) -> Iterator[ox.Quad]:
    import pyoxigraph as ox

    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode):
            places[quad.subject.value] = NOWHERE
        yield quad


def _in_one_graph(triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
    import pyoxigraph as ox

    return (ox.Quad(*triple) for triple in triples)

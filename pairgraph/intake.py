"""What a file of a user's brings in, whatever kind of file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pyoxigraph as ox


class Place(NamedTuple):
    """Where in a file a thing comes from: a sheet, if it has several, and a row or a line."""

    sheet: str
    row: int


NOWHERE = Place("", 0)


class Intake(NamedTuple):
    """Triples; where in the file each subject comes from; and what the reader should know."""

    triples: list[ox.Triple]
    places: dict[str, Place]  # by the IRI of the subject
    notes: list[str]  # what was left out, a line for each thing

"""What a file of a user's brings in, whatever kind of file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pyoxigraph as ox


class Intake(NamedTuple):
    """Triples; where in the file each subject comes from; and what the reader should know."""

    triples: list[ox.Triple]
    places: dict[str, str]  # by the IRI of the subject
    notes: list[str]  # what was left out, a line for each thing

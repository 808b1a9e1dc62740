"""What of a view is to be drawn: some classes, relations, sources or years; and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .columns import Describer
from .errors import NotFound
from .links import Links
from .vocabulary import LANGUAGES, fold, nearest, shorten


class Filters(NamedTuple):
    """What to keep of a view; what is left out by default is nothing.

    Unknown is never "no": what has no date stays, whatever the years.

    Args:
        classes: names of classes (labels, CURIEs or IRIs); those below are kept with them.
        relations: names of relations.
        sources: names of documents, by their label, CURIE or IRI.
        since: leave out what ended before this year.
        until: leave out what started after this year.
        min_weight: leave out lighter edges.
        largest: keep the largest component alone.
        no_isolates: leave out nodes without an edge.
    """

    classes: Sequence[str] = ()
    relations: Sequence[str] = ()
    sources: Sequence[str] = ()
    since: int | None = None
    until: int | None = None
    min_weight: float = 0.0
    largest: bool = False
    no_isolates: bool = False

    def times(self, start: float | None, end: float | None) -> bool:
        """Tell whether something that lasts from one year to another is to be kept.

        >>> Filters(since=1990).times(1980, 1985), Filters(since=1990).times(1980, None)
        (False, True)
        """
        is_over = self.since is not None and end is not None and end < self.since
        is_to_come = self.until is not None and start is not None and start > self.until
        return not is_over and not is_to_come

    def relates(self, describer: Describer, links: Links) -> set[str] | None:
        """Return the relations to keep among those of some links; None for all.

        Raises:
            NotFound: no relation in use has one of the names.
        """
        return _found("relation", self.relations, links.whats(), describer)

    def stands_in(
        self, describer: Describer, links: Links, names: Iterable[str]
    ) -> set[str] | None:
        """Return the documents to keep, among those of some links and nodes; None for all.

        Raises:
            NotFound: no document in use has one of the names.
        """
        if not self.sources:
            return None
        in_use = {one for link in links for one in link.documents}
        in_use.update(*map(describer.documents, names))
        return _found("source", self.sources, in_use, describer)

    def belongs(self, describer: Describer, classes: Iterable[Sequence[str]]) -> set[str] | None:
        """Return the classes to keep, among those in use and above; None for all.

        Raises:
            NotFound: no class in use has one of the names.
        """
        in_use = {one for some in set(classes) for one in describer.above(some)}
        return _found("class", self.classes, in_use, describer)


def _found(
    kind: str, wanted: Sequence[str], in_use: Iterable[str], describer: Describer
) -> set[str] | None:
    """Return the IRIs in use that some names stand for."""
    if not wanted:
        return None
    known: dict[str, str] = {}
    for iri in sorted(in_use):
        labels = [str(describer.relation(iri)[f"label_{lang}"]) for lang in LANGUAGES]
        curie = shorten(iri)
        for name in (*labels, curie.rpartition(":")[2], curie, iri):
            known.setdefault(fold(name), iri)
    found = set()
    for name in wanted:
        if fold(name) not in known:
            raise NotFound(f"no {kind} {name!r} in this view", near=nearest(name, known))
        found.add(known[fold(name)])
    return found

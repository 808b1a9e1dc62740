"""A view of a graph as nodes and edges, kept small: each is described only when its turn comes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias

from .columns import Columns, Describer, is_person, term
from .draft import Draft, draw
from .filters import Filters
from .layout import Place, arrange
from .links import Link
from .measures import measure
from .palette import colour
from .patterns import View
from .vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from .stores import Store
Edge: TypeAlias = tuple[str, str, str, Columns]
MANY = 20_000  # nodes: to place more takes long, and shows little
_SEVERAL = "related"  # the kind of an edge that stands for all relations of a pair
_IN_COMMON = "sharesAnswers"  # the kind of an edge between what has answers in common


class Projection:
    """The nodes and edges of a view, measured, ready to be described.

    Args:
        view: what is drawn.
        draft: the nodes and links chosen.
        describer: tells what each is called.
        hides_people: whether persons are numbered instead of named.
        layout: how the nodes are placed, if they are.
    """

    def __init__(
        self,
        view: View,
        draft: Draft,
        describer: Describer,
        *,
        hides_people: bool,
        layout: str | None,
    ) -> None:
        self.names, self.links = draft.names, draft.links
        self.view, self.about = view, view.about(describer.lang)
        self.is_directed = view.form in ("typed", "own")
        is_dated = view.is_dated or layout == "time"
        self._years = list(map(describer.years, draft.names)) if is_dated else []
        self.withheld = draft.withheld
        self._draft, self._describer = draft, describer
        self._measures = measure(len(self.names), self.links)
        self._people = self._numbered() if hides_people else {}
        self._kinds = _kinds(self.links.whats())
        self.about["layout"] = layout or "none"
        self._places = self._arranged(layout) if layout else []

    def nodes(self) -> Iterator[tuple[str, Columns]]:
        """Give the id of each node, and its columns."""
        branches = self._draft.branches
        for at, (name, classes) in enumerate(zip(self.names, self._draft.classes, strict=True)):
            if at in self._people:
                columns = self._describer.nobody(self._id(at), self._people[at], classes)
            else:
                columns = self._describer.node(name, classes, branch=branches.get(name, ""))
            columns = columns | self._measured(at)
            yield self._id(at), columns | self._look(at, str(columns["family"]))

    def edges(self) -> Iterator[Edge]:
        """Give the two ends of each edge, its kind, and its columns."""
        describe = {"merged": self._several, "shared": self._in_common}.get(
            self.view.form, self._relation
        )
        for link in self.links:
            kind, columns = describe(link)
            columns = {"kind": kind, **columns, **_records(link), **self._lasting(link)}
            yield self._id(link.source), self._id(link.target), kind, columns

    def _id(self, at: int) -> str:
        return f"_:person-{self._people[at]}" if at in self._people else self.names[at]

    def _numbered(self) -> dict[int, int]:
        """Number the persons, in an order that tells nothing of their names."""
        found = [at for at, classes in enumerate(self._draft.classes) if is_person(classes)]
        found.sort(key=lambda at: blake2b(self.names[at].encode()).digest())
        return {at: number for number, at in enumerate(found, 1)}

    def _measured(self, at: int) -> Columns:
        found = self._measures
        columns: Columns = {"degree_all": found.degree_all[at]}
        if self._draft.answers:
            columns["n_answers"] = self._draft.answers[self.names[at]]
        if self.is_directed:
            columns |= {"degree_in": found.degree_in[at], "degree_out": found.degree_out[at]}
        columns["component"] = found.component[at]
        return columns | ({"community": found.community[at]} if found.community else {})

    def _arranged(self, layout: str) -> list[Place]:
        degrees = self._measures.degree_all
        years = [years.get("year_start", years.get("year_end")) for years in self._years]
        return arrange(degrees, self.links.edges(), layout=layout, years=years)

    def _look(self, at: int, family: str) -> Columns:
        if not self._places:
            return {}
        x, y, size = self._places[at]
        return {"x": x, "y": y, "size": size, "color": colour(family)}

    def _relation(self, link: Link) -> tuple[str, Columns]:
        [relation] = link.what
        told: Columns = {"relation": shorten(term(relation).value)}
        return self._kinds[relation], told | self._describer.relation(relation)

    def _several(self, link: Link) -> tuple[str, Columns]:
        relations = sorted(link.what, key=self._kinds.__getitem__)
        told: Columns = {"relations": "; ".join(self._kinds[one] for one in relations)}
        return _SEVERAL, told | self._listed(relations)

    def _in_common(self, link: Link) -> tuple[str, Columns]:
        either = sum(self._draft.answers[self.names[at]] for at in link[:2]) - link.weight
        return _IN_COMMON, {"jaccard": link.weight / either, **self._listed(link.what)}

    def _listed(self, whats: Sequence[str]) -> Columns:
        names = [self._describer.relation(one) for one in whats]
        return {key: "; ".join(str(name[key]) for name in names) for key in names[0]}

    def _lasting(self, link: Link) -> Columns:
        """Return the first and last year of an edge; of a dated view, those of both its ends."""
        if not self.view.is_dated:
            start, end = link.span
            known = {"year_start": start, "year_end": end}
            return {name: int(year) for name, year in known.items() if year is not None}
        ends = self._years[link.source], self._years[link.target]
        starts = [years["year_start"] for years in ends if "year_start" in years]
        stops = [years["year_end"] for years in ends if "year_end" in years]
        return _one("year_start", max, starts) | _one("year_end", min, stops)


def project(
    store: Store,
    view: View,
    *,
    lang: str,
    filters: Filters,
    hides_people: bool,
    layout: str | None,
    is_own_choice: bool,
) -> Projection:
    """Return a view of a store, narrowed by filters (see `draft.draw`)."""
    describer = Describer(store, lang)
    draft = draw(store, view, describer, filters)
    if len(draft.names) > MANY and not is_own_choice:
        layout = None
    return Projection(view, draft, describer, hides_people=hides_people, layout=layout)


def _records(link: Link) -> Columns:
    """Return how many statements make a link, and the documents they stand in."""
    weight = int(link.weight) if link.weight.is_integer() else link.weight
    columns: Columns = {"weight": weight, "n_sources": len(link.documents)}
    documents = "; ".join(map(shorten, link.documents))
    return columns | ({"sources": documents} if documents else {})


def _one(name: str, choose: Callable[[list[int]], int], years: list[int]) -> Columns:
    return {name: choose(years)} if years else {}


def _kinds(relations: Iterable[str]) -> dict[str, str]:
    """Name relations by their local name, or by their CURIE where two would be alike."""
    local = {relation: _local(relation) for relation in relations}
    count = Counter(local.values())
    ours = PREFIXES["pg"]
    return {
        relation: name if count[name] == 1 or relation.startswith(ours) else shorten(relation)
        for relation, name in local.items()
    }


def _local(relation: str) -> str:
    if relation.startswith('"'):
        return term(relation).value
    return re.split(r"[#/:]", relation)[-1] or relation

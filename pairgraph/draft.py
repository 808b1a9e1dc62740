"""Which nodes and links of a view are drawn: read from a store, then narrowed by filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .columns import PERSON, Describer
from .filters import Filters
from .links import Gathering, Link, Links, kept, merged, shared
from .measures import components
from .own import own_links
from .patterns import SENSITIVE, View, rows
from .vocabulary import expand

if TYPE_CHECKING:
    from .stores import Store
Classes: TypeAlias = tuple[str, ...]
_SENSITIVE = {expand(curie) for curie in SENSITIVE.split()}
_MAY_MEET = "pg:Contribution pg:Document pg:SourcedStatement foaf:Agent org:Organization"
_MET = {expand(curie) for curie in _MAY_MEET.split()}


class Draft(NamedTuple):
    """What is to be drawn, as far as it has been chosen: nodes, their classes, and links."""

    names: Sequence[str]
    classes: Sequence[Classes]
    links: Links
    branches: Mapping[str, str] = MappingProxyType({})
    answers: Mapping[str, int] = MappingProxyType({})  # how many each has, where they are counted
    withheld: int = 0  # links that would tie a person to a role, or to what might tell of one

    def narrowed(
        self,
        *,
        node: Callable[[int], object] = lambda _: True,
        link: Callable[[Link], object] = lambda _: True,
    ) -> Draft:
        """Return what of the nodes and links is to be kept, the nodes numbered anew."""
        held = [at for at in range(len(self.names)) if node(at)]
        numbers: list[int | None] = [None] * len(self.names)
        for number, at in enumerate(held):
            numbers[at] = number
        return self._replace(
            names=[self.names[at] for at in held],
            classes=[self.classes[at] for at in held],
            links=kept(self.links, link, numbers),
        )


def draw(store: Store, view: View, describer: Describer, filters: Filters) -> Draft:
    """Return the nodes and links of a view that some filters keep.

    Raises:
        NotFound: a filter names what the view does not have.
        QueryError: the view is a query of one's own, and cannot be drawn.
    """
    draft = _own(store, view, describer) if view.form == "own" else _read(store, view)
    draft = _of_relations_and_sources(draft, filters, describer)
    draft = _in_form(view, draft)
    draft = _of_classes_and_years(draft, filters, describer)
    return _connected(draft, filters)


def _read(store: Store, view: View) -> Draft:
    classes: dict[str, Classes] = {}
    branches: dict[str, str] = {}
    alike: dict[Classes, Classes] = {}
    for iri, class_, *branch in rows(store, view.nodes):
        together = tuple(sorted({*classes.get(iri, ()), class_}))
        classes[iri] = alike.setdefault(together, together)
        if branch:
            [branches[iri]] = branch
    names = sorted(classes)
    gathering = Gathering({name: at for at, name in enumerate(names)})
    for row in rows(store, view.edges):
        gathering.add(row)
    return Draft(names, [classes[name] for name in names], gathering.links(), branches)


def _own(store: Store, view: View, describer: Describer) -> Draft:
    """Draw a query of one's own; persons meet only what they wrote or said, and other agents."""
    names, links = own_links(store, view)
    people = describer.people
    classes = [PERSON if name in people else describer.classes(name) for name in names]
    are_met = [
        name in people or _may_be_met(describer.above(some))
        for name, some in zip(names, classes, strict=True)
    ]

    def is_allowed(link: Link) -> bool:
        ends = link.source, link.target
        return people.isdisjoint(names[at] for at in ends) or all(are_met[at] for at in ends)

    draft = Draft(names, classes, links).narrowed(link=is_allowed)
    withheld = len(links) - len(draft.links)
    before, after = ({at for pair in some.pairs() for at in pair} for some in (links, draft.links))
    about_people = {at for at in before - after if names[at] not in people}
    return draft.narrowed(node=lambda at: at not in about_people)._replace(withheld=withheld)


def _may_be_met(classes: set[str]) -> bool:
    return not _MET.isdisjoint(classes) and _SENSITIVE.isdisjoint(classes)


def _of_relations_and_sources(draft: Draft, filters: Filters, describer: Describer) -> Draft:
    relations = filters.relates(describer, draft.links)
    documents = filters.stands_in(describer, draft.links, draft.names)
    if relations is None and documents is None:
        return draft
    draft = draft.narrowed(
        link=lambda link: (
            (relations is None or not relations.isdisjoint(link.what))
            and (documents is None or not documents.isdisjoint(link.documents))
        )
    )
    if documents is None:
        return draft
    linked = {at for pair in draft.links.pairs() for at in pair}
    return draft.narrowed(
        node=lambda at: at in linked or describer.documents(draft.names[at]) & documents
    )


def _in_form(view: View, draft: Draft) -> Draft:
    if view.form == "merged":
        return draft._replace(links=merged(draft.links, len(draft.names)))
    if view.form == "shared":
        answers = Counter(source for source, _ in set(draft.links.pairs()))
        common = draft._replace(
            links=shared(draft.links, draft.names),
            answers={draft.names[at]: number for at, number in answers.items()},
        )
        return common.narrowed(node=answers.__contains__)
    return draft


def _of_classes_and_years(draft: Draft, filters: Filters, describer: Describer) -> Draft:
    classes = filters.belongs(describer, draft.classes)
    in_years = filters.since is not None or filters.until is not None

    def is_kept(at: int) -> bool:
        if classes is not None and classes.isdisjoint(describer.above(draft.classes[at])):
            return False
        years = describer.years(draft.names[at]) if in_years else {}
        return filters.times(years.get("year_start"), years.get("year_end"))

    if classes is None and not in_years:
        return draft
    return draft.narrowed(node=is_kept, link=lambda link: filters.times(*link.span))


def _connected(draft: Draft, filters: Filters) -> Draft:
    if filters.min_weight > 0:
        draft = draft.narrowed(link=lambda link: link.weight >= filters.min_weight)
    if filters.no_isolates:
        linked = {at for pair in draft.links.pairs() for at in pair}
        draft = draft.narrowed(node=linked.__contains__)
    if filters.largest:
        component = components(len(draft.names), draft.links.pairs())
        draft = draft.narrowed(node=lambda at: component[at] == 0)
    return draft

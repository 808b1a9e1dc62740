"""A SPARQL server as one reader sees it: what is asked bit by bit is fetched many things at a time.

To put things into words, the library asks of one thing after another what is said of it. Over a
network each question would cost a journey. So when one thing is asked about, what is said of others
met next to it is fetched with it; and nothing is asked twice. What needs the whole graph copies it
once, and what a server cannot answer is answered from such a copy, if the graph is not too big. A
reading lasts as long as one call, and so never tells what stood on the server long ago.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Protocol

from .web import Refused

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .stores import Results, Term

_COPIED = 1_000_000  # triples: of no more is a copy made, to answer what a server refuses
_BATCH = 200  # things in a request: Virtuoso compiles a query, and refuses one of some thousands


class Served(Protocol):
    """What a reading asks of a server (see `endpoint.Endpoint`)."""

    @property
    def query(self) -> Callable[..., Results]:
        """Answers a query."""

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any) -> Iterator[ox.Quad]:
        """Give the triples of a form."""

    def quads(self, select: str, known: Iterable[Any] = ...) -> Iterator[ox.Quad]:
        """Give the triples that a SELECT finds."""

    def __iter__(self) -> Iterator[ox.Quad]:
        """Give every triple."""

    def __len__(self) -> int:
        """Return how many triples there are."""


class Reading:
    """What has been read of a server, which answers for it.

    Args:
        endpoint: the server.
    """

    def __init__(self, endpoint: Served) -> None:
        self._endpoint = endpoint
        self._met: list[ox.NamedNode] = []  # in order: what is met together is asked about together
        self._places: dict[ox.NamedNode, int] = {}  # of each of them, where it stands
        self._out: dict[Term, list[ox.Quad]] = {}
        self._in: dict[Term, dict[Term, list[ox.Quad]]] = {}  # by predicate and object
        self._whole: ox.Store | None = None

    def reading(self) -> Reading:
        """Return itself."""
        return self

    def query(self, query: str, **options: Any) -> Results:
        """Answer a query (see `Endpoint.query`); of a small graph, also one that is refused."""
        if self._whole is None:
            try:
                return self._endpoint.query(query, met=self._meet, **options)
            except Refused:
                if len(self) > _COPIED:
                    raise
        return self._all().query(query, **options)

    def quads_for_pattern(
        self,
        subject: Term | None,
        predicate: Term | None,
        object: Term | None,
        graph_name: object = None,
    ) -> Iterator[ox.Quad]:
        """Give the triples of a form (see `Endpoint.quads_for_pattern`)."""
        import pyoxigraph as ox

        if self._whole is not None or not any((subject, predicate, object)):
            return self._all().quads_for_pattern(subject, predicate, object, graph_name)  # type: ignore[arg-type]
        if isinstance(subject, ox.NamedNode):
            said = self._said(subject)
            return (
                q for q in said if predicate in (None, q.predicate) and object in (None, q.object)
            )
        if isinstance(object, ox.NamedNode) and predicate is not None:
            return iter(self._said_to(predicate, object))
        found = list(self._endpoint.quads_for_pattern(subject, predicate, object))
        self._meet(quad.subject for quad in found)
        return iter(found)

    def __iter__(self) -> Iterator[ox.Quad]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._endpoint) if self._whole is None else len(self._whole)

    def __bool__(self) -> bool:
        return True

    def __contains__(self, quad: ox.Quad) -> bool:
        return any(self.quads_for_pattern(quad.subject, quad.predicate, quad.object))

    def _all(self) -> ox.Store:
        """Return a copy of the whole graph, which is fetched once."""
        import pyoxigraph as ox

        if self._whole is None:
            self._whole = ox.Store()
            self._whole.bulk_extend(self._endpoint)
        return self._whole

    def _said(self, thing: ox.NamedNode) -> list[ox.Quad]:
        """Return the triples of a thing; fetch those of others with them."""
        if thing not in self._out:
            some = self._with_neighbours(thing, self._out)
            self._out |= {one: [] for one in some}
            pattern = f"SELECT ?s ?p ?o {{ VALUES ?s {{ {' '.join(map(str, some))} }} ?s ?p ?o }}"
            for quad in self._endpoint.quads(pattern):
                self._out[quad.subject].append(quad)
            for one in some:
                self._meet(term for quad in self._out[one] for term in quad.triple)
        return self._out[thing]

    def _said_to(self, relation: Term, thing: ox.NamedNode) -> list[ox.Quad]:
        """Return the triples of a relation to a thing; fetch those to others with them."""
        held = self._in.setdefault(relation, {})
        if thing not in held:
            some = self._with_neighbours(thing, held)
            held |= {one: [] for one in some}
            values = " ".join(map(str, some))
            pattern = f"SELECT ?s ?o {{ VALUES ?o {{ {values} }} ?s {relation} ?o }}"
            for quad in self._endpoint.quads(pattern, (None, relation, None)):
                held[quad.object].append(quad)
                self._meet([quad.subject])
        return held[thing]

    def _with_neighbours(self, thing: ox.NamedNode, held: Container[object]) -> list[ox.NamedNode]:
        """Return a thing, and those met next to it of which the same is not yet held."""
        self._meet([thing])
        place = self._places[thing]
        places = chain(range(place, len(self._met)), range(place - 1, -1, -1))
        wanted = (self._met[at] for at in places if self._met[at] not in held)
        return list(islice(wanted, _BATCH))

    def _meet(self, terms: Iterable[Any]) -> None:
        import pyoxigraph as ox

        for term in terms:
            if isinstance(term, ox.NamedNode) and term not in self._places:
                self._places[term] = len(self._met)
                self._met.append(term)

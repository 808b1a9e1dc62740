"""What the library asks of a store, in memory or behind an address, and what is taken for one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Graph

    Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Results: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store(Protocol):
    """The part of `pyoxigraph.Store` that reads; a `reading.Reading` of a server has it too."""

    def query(self, query: str, *, prefixes: dict[str, str] | None = ...) -> Results:
        """Answer a query."""

    def quads_for_pattern(
        self, subject: Any, predicate: Any, object: Any, graph_name: Any = ..., /
    ) -> Iterator[ox.Quad]:
        """Give the triples of a form."""

    def __iter__(self) -> Iterator[ox.Quad]:
        """Give every triple."""

    def __len__(self) -> int:
        """Return how many triples there are."""

    def __contains__(self, quad: Any, /) -> bool:
        """Tell whether there is a triple."""


Folder: TypeAlias = str | os.PathLike[str]
Paths: TypeAlias = Iterable[str | os.PathLike[str]]
Opener: TypeAlias = Callable[[], Store]
Source: TypeAlias = "Store | Graph | Opener | None"

"""A SPARQL 1.1 server as a store: queries are sent to it, the graph stays where it is.

What the library asks of a store in memory it asks of a server in the same words, and no more is
sent than the question. A blank node has no name that a server would know a second time: nothing is
said of one, unless the whole graph is read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .answer import parsed
from .errors import EndpointError, InputError, QueryError, brief
from .sparql import check
from .virtuoso import CUT, LOSES, has_path, is_virtuoso, mended, truth
from .web import Answered, Bounds, Unfit, Web, first_line

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .reading import Reading
    from .stores import Results, Term


GRAPH, UPDATE = "PAIRGRAPH_ENDPOINT_GRAPH", "PAIRGRAPH_ENDPOINT_UPDATE"
_RESULTS = ("application/sparql-results+json", "application/json")
_TRIPLES = ("application/n-triples", "text/plain")
_BATCH = 1000  # quads in an update
_COMMENT = re.compile(r"(?m)^\s*#.*$")


class Endpoint:
    """A SPARQL 1.1 server, to be given to any function that takes a store or a graph.

    Who asks is told by the environment: PAIRGRAPH_ENDPOINT_USER and PAIRGRAPH_ENDPOINT_PASSWORD, or
    PAIRGRAPH_ENDPOINT_TOKEN.

    Args:
        url: the address that takes queries.
        update_url: the address that takes updates; PAIRGRAPH_ENDPOINT_UPDATE, or `url`, if left
            out.
        graph: the IRI of the named graph to use instead of the default one;
            PAIRGRAPH_ENDPOINT_GRAPH if left out.
        timeout: seconds to wait for a connection, and for each next piece of an answer.
        deadline: seconds that one request may take in all.
        retries: how many more times a request is sent to a server that is busy or cuts the line.
        max_bytes: the longest answer that is taken.

    Raises:
        InputError: an address is none, or holds a password.

    >>> Endpoint("http://localhost:7878/query")
    <Endpoint http://localhost:7878/query>
    """

    def __init__(
        self,
        url: str,
        *,
        update_url: str | None = None,
        graph: str | None = None,
        timeout: float = 30,
        deadline: float = 300,
        retries: int = 3,
        max_bytes: int = 1 << 30,
    ) -> None:
        bounds = Bounds(timeout, deadline, retries, max_bytes)
        self._web = Web(url, bounds)
        self._updates = Web(update_url or os.environ.get(UPDATE) or url, bounds)
        self.graph = _iri(graph or os.environ.get(GRAPH, ""))

    @property
    def requests(self) -> int:
        """How many requests have been sent so far."""
        return self._web.requests + self._updates.requests

    def reading(self) -> Reading:
        """Return the server as one reader sees it, who asks for nothing twice."""
        from .reading import Reading

        return Reading(self)

    def over(self, graph: str = "") -> Endpoint:
        """Return the same server over another named graph, or over its default one."""
        from copy import copy

        other = copy(self)
        other.graph = graph
        return other

    def within(self, seconds: float | None) -> Endpoint:
        """Return the same server, each request to which may take so long in all."""
        from copy import copy

        other = copy(self)
        if seconds is not None:
            other._web = self._web.within(seconds)
        return other

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[ox.Variable, Term] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: object = None,
        met: Callable[[Iterable[Term | None]], object] | None = None,
    ) -> Results:
        """Answer a query as `pyoxigraph.Store.query` does.

        Args:
            query: a SELECT, ASK, CONSTRUCT or DESCRIBE query.
            prefixes: namespaces that it need not declare.
            substitutions: values for some of its variables.
            use_default_graph_as_union: not for a server.
            default_graph: not for a server, which has its own (see `graph`).
            met: is called with each row, before the answer is given.

        Raises:
            SyntaxError: the query is malformed; nothing has been sent.
            EndpointError: the server fails, or what it answers is no answer.
            QueryError: the server refuses the query, or it is refused here (see `sparql.check`).
        """
        import pyoxigraph as ox

        is_other = default_graph not in (None, ox.DefaultGraph())
        if use_default_graph_as_union or is_other:
            raise QueryError(f"{self._web.name}: a server chooses its default graph; give graph=")
        if substitutions:
            query += _values(substitutions)
        check(query)
        # Oxigraph tells at once what the query gives, or where it is malformed.
        form = type(ox.Store().query(query, prefixes=dict(prefixes or {})))
        text = _declared(query, prefixes or {})
        if form is ox.QueryTriples:
            return self._triples(text)
        results: Results = self._solutions(text, form, met)
        return results

    def quads_for_pattern(
        self,
        subject: Term | None,
        predicate: Term | None,
        object: Term | None,
        graph_name: object = None,
    ) -> Iterator[ox.Quad]:
        """Give the triples of a form; none of a blank node, which has no name to ask for."""
        import pyoxigraph as ox

        terms = subject, predicate, object
        if any(isinstance(term, ox.BlankNode | ox.Triple) for term in terms):
            return
        names = ("?s", "?p", "?o")
        pattern = [
            name if term is None else str(term) for name, term in zip(names, terms, strict=True)
        ]
        chosen = " ".join(name for name, term in zip(names, terms, strict=True) if term is None)
        yield from self.quads(f"SELECT {chosen or '(1 AS ?is)'} {{ {' '.join(pattern)} }}", terms)

    def quads(self, select: str, known: Iterable[Any] = (None,) * 3) -> Iterator[ox.Quad]:
        """Give the triples that a SELECT of ?s, ?p and ?o finds, those that are known left out."""
        import pyoxigraph as ox

        solutions = self._solutions(select, ox.QuerySolutions)
        for solution in solutions:
            found = iter(solution)
            yield ox.Quad(*(next(found) if term is None else term for term in known))

    def update(self, update: str, *, may_repeat: bool = False) -> None:
        """Send a SPARQL update, once.

        Args:
            update: the text of the update.
            may_repeat: whether it changes nothing more if it is carried out twice; then it is sent
                again if the line is cut.

        Raises:
            EndpointError: the server fails or refuses; whether it acted is then not known.
        """
        self._updates.post({"update": update}, may_repeat=may_repeat)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add triples, a batch in a request, to the graph that is read.

        Args:
            quads: without blank nodes, each of which would be a new one at every try.

        Raises:
            InputError: there is a blank node.
            EndpointError: the server fails or refuses; the batches before are there.
        """
        from itertools import islice

        rest = iter(quads)
        while some := list(islice(rest, _BATCH)):
            lines = "\n".join(_line(quad) for quad in some)
            where = f"GRAPH <{self.graph}> {{\n{lines}\n}}" if self.graph else lines
            self.update(f"INSERT DATA {{\n{where}\n}}", may_repeat=True)

    def __iter__(self) -> Iterator[ox.Quad]:
        return self.quads_for_pattern(None, None, None)

    def __len__(self) -> int:
        import pyoxigraph as ox

        count = "SELECT (COUNT(*) AS ?count) { ?s ?p ?o }"
        [[number]] = self._solutions(count, ox.QuerySolutions)
        return int(number.value)

    def __bool__(self) -> bool:
        return True

    def __contains__(self, quad: ox.Quad) -> bool:
        return any(self.quads_for_pattern(quad.subject, quad.predicate, quad.object))

    def __repr__(self) -> str:
        return f"<Endpoint {self._web.name}>"

    def _solutions(
        self, text: str, form: type, met: Callable[[Iterable[Term | None]], object] | None = None
    ) -> Any:
        import pyoxigraph as ox

        body = mended(self._asked(text, _RESULTS))
        try:
            _check(parsed(body), met)
            body.seek(0)
            found = parsed(body)
        except SyntaxError as error:
            raise self._error(f"its answer is cut or malformed: {first_line(error.msg)}") from error
        if form is ox.QueryBoolean and isinstance(found, ox.QuerySolutions):
            found = truth(found)
        if not isinstance(found, form):
            raise self._error("it answers something else than it was asked")
        return found

    def _triples(self, text: str) -> Results:
        import pyoxigraph as ox

        answered, store = self._asked(text, _TRIPLES), ox.Store()
        if not answered.is_framed:  # of lines cut at the end of one, none is missed
            raise self._error("it does not say where its answer ends, which may be cut")
        try:
            store.bulk_load(answered.body, ox.RdfFormat.N_TRIPLES)
        except SyntaxError as error:
            raise self._error(f"its answer is cut or malformed: {first_line(error.msg)}") from error
        return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

    def _asked(self, text: str, kinds: tuple[str, ...]) -> Answered:
        form = {"query": text} | ({"default-graph-uri": self.graph} if self.graph else {})
        answered = self._web.post(form, accept=", ".join(kinds))
        if is_virtuoso(answered) and has_path(text):
            raise Unfit(self._web.name, LOSES)
        if answered.kind not in kinds:
            raise self._error(
                f"it answers {answered.kind or 'what it does not name'} where "
                f"{kinds[0]} was asked; is it the address of a SPARQL service?"
            )
        if any(header in answered.headers for header in CUT):
            raise self._error("it gives only a part of the answer, by a limit of its own")
        return answered

    def _error(self, what: str) -> EndpointError:
        return EndpointError(f"{self._web.name}: {what}")


def _check(results: Any, met: Callable[[Iterable[Term | None]], object] | None) -> None:
    """Go through an answer, so that none of it is given unless all of it is sound."""
    import pyoxigraph as ox

    if met and isinstance(results, ox.QuerySolutions):
        for row in results:
            met(row)
    else:
        with open(os.devnull, "wb") as nowhere:
            results.serialize(nowhere, format=ox.QueryResultsFormat.JSON)


def _values(values: Mapping[ox.Variable, Term]) -> str:
    names, terms = " ".join(map(str, values)), " ".join(map(str, values.values()))
    return f"\nVALUES ({names}) {{ ({terms}) }}"


def _declared(query: str, prefixes: Mapping[str, str]) -> str:
    """Declare the prefixes that a query uses and does not declare, without a new line."""
    bare = _COMMENT.sub("", query)
    used = (prefix for prefix in prefixes if f"{prefix}:" in bare)
    missing = (p for p in used if not re.search(rf"(?i)\bPREFIX\s+{re.escape(p)}:", bare))
    return "".join(f"PREFIX {prefix}: <{prefixes[prefix]}> " for prefix in missing) + query


def _iri(graph: str) -> str:
    import pyoxigraph as ox

    try:
        return ox.NamedNode(graph).value if graph else ""
    except ValueError as error:
        raise InputError(f"graph {brief(graph)!r}: not an IRI; give it in full") from error


def _line(quad: ox.Quad) -> str:
    """Return a triple as it stands in an update."""
    import pyoxigraph as ox

    if any(isinstance(term, ox.BlankNode) for term in quad.triple):
        raise InputError("a blank node cannot be sent to a server; give it a name")
    return f"{quad.triple} ."

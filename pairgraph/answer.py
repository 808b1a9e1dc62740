"""What a query returns, in Python's own values and in the W3C result formats."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from .errors import QueryError
from .vocabulary import LANGUAGES, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any, Protocol

    import pyoxigraph as ox

    from .limits import Limits

    class Answering(Protocol):
        """What answers queries itself, under limits: a pool of workers."""

        def answer(self, text: str, limits: Limits | None = None) -> Answer: ...


_BOOLEAN = b'{"head":{},"boolean":'  # as pyoxigraph writes it
Value = str | int | float | bool | None


class Answer:
    """Rows for SELECT, a truth value for ASK, triples for CONSTRUCT and DESCRIBE.

    It can be iterated, measured, shown in a notebook, and written in the W3C result formats.

    >>> import pairgraph
    >>> query = "SELECT ?term WHERE { ?term a pg:CollectiveTerm } ORDER BY ?term"
    >>> answer = pairgraph.query(query)
    >>> answer.columns
    ['term']
    >>> ("https://w3id.org/pairgraph/term/groupe-d-entraide",) in answer.rows
    True
    >>> pairgraph.query("ASK { pgt:navigateur a pg:RoleTerm }").boolean
    True
    """

    def __init__(self, data: bytes, *, is_triples: bool = False, is_cut: bool = False) -> None:
        """Hold JSON results or N-Triples; `is_cut` says that there are more than a limit lets."""
        self.data = data
        self.is_triples = is_triples
        self.is_cut = is_cut

    @property
    def columns(self) -> list[str]:
        """The variables of a SELECT; none for ASK; subject, predicate, object for triples."""
        if self.is_triples:
            return ["subject", "predicate", "object"]
        return [variable.value for variable in getattr(self._results(), "variables", [])]

    @property
    def rows(self) -> list[tuple[Value, ...]]:
        """The rows: IRIs in full, numbers and truth values as Python's, unbound as None."""
        if self.is_triples:
            return [tuple(map(_value, triple)) for triple in self._triples()]
        return [] if self.boolean is not None else [tuple(map(_value, r)) for r in self._results()]

    @property
    def boolean(self) -> bool | None:
        """What an ASK found; None for other queries."""
        if self.is_triples or not self.data.startswith(_BOOLEAN):
            return None
        return self.data.removeprefix(_BOOLEAN).startswith(b"true")

    def in_language(self, lang: str) -> Answer:
        """Return the answer in one language.

        Of two columns that end in `_fr` and `_en` one is kept, without its ending; rows that hold
        a text in the other language are left out.

        >>> import pairgraph
        >>> both = pairgraph.query("SELECT ?l WHERE { pgt:navigateur skos:prefLabel ?l }")
        >>> both.in_language("fr").rows
        [('navigateur',)]
        """
        import json

        if self.is_triples or self.boolean is not None:
            return self
        document = json.loads(self.data)
        names = document["head"]["vars"]
        kept = {name: _one_language(name, names, lang) for name in names}
        rows = [
            {new: row[name] for name, new in kept.items() if new and name in row}
            for row in document["results"]["bindings"]
        ]
        document["head"]["vars"] = [new for new in kept.values() if new]
        document["results"]["bindings"] = [row for row in rows if _speaks(row, lang)]
        data = json.dumps(document, ensure_ascii=False).encode()
        return Answer(data, is_cut=self.is_cut)

    def to_csv(self, *, verbatim: bool = True) -> str:
        """Return the rows as SPARQL CSV results: values without types.

        Args:
            verbatim: keep every value as it is; else an apostrophe stands before what a
                spreadsheet would run as a formula.

        >>> import pairgraph
        >>> pairgraph.query("SELECT ('=1+1' AS ?sum) {}").to_csv(verbatim=False)
        "sum\\r\\n'=1+1\\r\\n"
        """
        text = self._serialize("CSV")
        return text if verbatim else _harmless(text)

    def to_tsv(self) -> str:
        """Return the rows as SPARQL TSV results: terms as Turtle writes them."""
        return self._serialize("TSV")

    def to_json(self) -> str:
        """Return the rows, or the truth value, as SPARQL JSON results."""
        return self._serialize("JSON")

    def to_turtle(self) -> str:
        """Return the triples of a CONSTRUCT or DESCRIBE as Turtle.

        Raises:
            QueryError: the query was a SELECT or an ASK.
        """
        import pyoxigraph as ox

        if not self.is_triples:
            raise QueryError("SELECT and ASK give no triples; choose table, csv, tsv or json")
        used = {p: ns for p, ns in PREFIXES.items() if f"<{ns}".encode() in self.data}
        buffer = BytesIO()
        ox.serialize(self._triples(), buffer, format=ox.RdfFormat.TURTLE, prefixes=used)
        return buffer.getvalue().decode().rstrip("\n") + "\n"

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        if self.boolean is not None:
            return f"<Answer: {str(self.boolean).lower()}>"
        return f"<Answer: {len(self)} rows of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        from html import escape

        def line(cells: list[str] | tuple[Value, ...], tag: str) -> str:
            texts = ("" if cell is None else escape(str(cell)) for cell in cells)
            return "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + "</tr>"

        body = "".join(line(row, "td") for row in self.rows)
        return f"<table>{line(self.columns, 'th')}{body}</table>"

    def _results(self) -> Any:
        return parsed(self.data)

    def _triples(self) -> list[ox.Triple]:
        import pyoxigraph as ox

        return [quad.triple for quad in ox.parse(self.data, ox.RdfFormat.N_TRIPLES)]

    def _serialize(self, name: str) -> str:
        import pyoxigraph as ox

        if self.is_triples:
            raise QueryError("CONSTRUCT and DESCRIBE give triples; choose table or turtle")
        return _written(self._results(), getattr(ox.QueryResultsFormat, name)).decode()


def _harmless(text: str) -> str:
    import csv
    from io import StringIO

    from .formulas import harmless

    told = StringIO()
    rows = ([harmless(cell) for cell in row] for row in csv.reader(StringIO(text, newline="")))
    csv.writer(told, lineterminator="\r\n").writerows(rows)
    return told.getvalue()


def parsed(data: bytes | IO[bytes]) -> Any:
    """Return what JSON results hold, as pyoxigraph has it."""
    import pyoxigraph as ox

    return ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)


def _written(results: Any, syntax: ox.RdfFormat | ox.QueryResultsFormat) -> bytes:
    buffer = BytesIO()
    results.serialize(buffer, format=syntax)
    return buffer.getvalue()


def _one_language(name: str, names: list[str], lang: str) -> str | None:
    stem, _, suffix = name.rpartition("_")
    if any(f"{stem}_{other}" not in names for other in LANGUAGES):
        return name
    return stem if suffix == lang else None


def _speaks(row: dict[str, dict[str, str]], lang: str) -> bool:
    tags = [binding["xml:lang"] for binding in row.values() if "xml:lang" in binding]
    return all(tag.partition("-")[0] == lang for tag in tags)


def _value(term: Any) -> Value:
    if term is None:
        return None
    text = term.value if hasattr(term, "value") else str(term)
    datatype = getattr(term, "datatype", None)
    kind = datatype.value.rpartition("#")[2] if datatype else ""
    if kind in ("decimal", "double", "float"):
        return float(text)
    if kind == "boolean":
        return text in ("true", "1")
    return int(text) if kind == "integer" else str(text)

"""The documents that an answer or a thing rests on, as references that other tools read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from .csl import BIBTEX_FIELDS, BIBTEX_TYPES, CSL_TYPES, CUT, NAMES, RELATED, SIMPLE
from .errors import InputError, NotFound
from .graph import as_store
from .lookup import show
from .questions import ask, catalogue
from .sparql import query
from .telling import Teller
from .vocabulary import PREFIXES, nearest, shorten

if TYPE_CHECKING:
    from .stores import Source, Store
    from .telling import Node

FORMS = ("text", "bibtex", "csl-json")
_UNFIT = re.compile(r"[^\w:./+-]+")  # for the key of an entry of BibTeX
_BEHIND = """SELECT DISTINCT ?document WHERE {
  VALUES ?thing { %s }
  { ?thing pg:isStatedIn/pg:isPassageOf ?document }
  UNION { ?thing prov:hadPrimarySource|pg:isQuotedVia ?document }
  UNION { ?thing a/rdfs:subClassOf* pg:Document . BIND(?thing AS ?document) }
}"""
_DOCUMENTS = """SELECT ?label ?document WHERE {
  ?document a/rdfs:subClassOf* pg:Document ; skos:prefLabel ?label .
}"""
_THINGS = """SELECT ?label ?document WHERE {
  ?thing skos:prefLabel|pg:gloss ?label ; pg:isStatedIn/pg:isPassageOf ?document .
}"""


def cite(name: str, source: Source = None, *, form: str = "text", lang: str = "en") -> str:
    """Return the documents that an answer or a thing rests on, as a list of references.

    Args:
        name: a competency question, or a label, CURIE or IRI as `show` takes it.
        source: a store or an rdflib graph; the shipped graph if left out.
        form: "text" for a formatted list, "bibtex", or "csl-json" (Zotero reads the last two).
        lang: "fr" or "en".

    Raises:
        InputError: there is no such form, or the extra `cite`, which formats text, is missing.
        NotFound: nothing has that name, or no document stands behind it.

    >>> cite("reading-advice", form="bibtex").splitlines()[0]
    '@misc{s0,'
    """
    writers = {"text": _as_text, "bibtex": _as_bibtex, "csl-json": _as_json}
    if form not in writers:
        raise InputError(f"form {form!r}: give {', '.join(FORMS)}")
    return writers[form](references(name, source, lang=lang), lang)


def references(name: str, source: Source = None, *, lang: str = "en") -> list[dict[str, Any]]:
    """Return the documents that an answer or a thing rests on, as CSL-JSON items.

    Raises:
        NotFound: nothing has that name, or no document stands behind it.

    >>> [item["title"] for item in references("reading-advice")]
    ["L'univers du soutien par les pairs"]
    """
    import pyoxigraph as ox

    store = as_store(source)
    is_question = name in {question.slug for question in catalogue()}
    documents = _of_question(name, store) if is_question else _of_thing(name, store)
    if not documents:
        raise NotFound(f"no document stands behind {name!r}", near=[])
    teller = Teller(store, lang)
    return [_item(ox.NamedNode(iri), teller) for iri in sorted(documents)]


def _of_question(slug: str, store: Store) -> set[str]:
    """Return the documents that an answer's rows name, failing that those its things stand in."""
    cells = {cell for row in ask(slug, store) for cell in row if isinstance(cell, str)}
    named = {document for label, document in _rows(_DOCUMENTS, store) if label in cells}
    named |= _behind({cell for cell in cells if cell.startswith(PREFIXES["pgd"])}, store)
    return named or {document for label, document in _rows(_THINGS, store) if label in cells}


def _of_thing(name: str, store: Store) -> set[str]:
    try:
        card = show(name, store)
    except NotFound as error:
        near = [*error.near, *nearest(name, [question.slug for question in catalogue()])]
        raise NotFound(f"no question or thing is called {name!r}", near=near) from error
    said = {fact.iri for fact in card.facts if fact.where or fact.who}
    return _behind({card.iri, *said}, store)


def _behind(things: set[str], store: Store) -> set[str]:
    values = " ".join(f"<{thing}>" for thing in things)
    return {document for (document,) in _rows(_BEHIND % values, store)}


def _rows(sparql: str, store: Store) -> Iterator[tuple[str, ...]]:
    for row in query(sparql, store):
        yield tuple(str(cell) for cell in row)


def _item(document: Node, teller: Teller) -> dict[str, Any]:
    """Return a document as a CSL-JSON item; what its sources do not give is left out."""
    kinds = [shorten(kind.value) for kind in teller.nodes(document, "rdf:type")]
    year, address = teller.text(document, "pg:publicationYear"), teller.text(document, "pg:url")
    item: dict[str, Any] = {
        "id": unquote(shorten(document.value).partition("document-")[2]),
        "type": next((csl for kind, csl in CSL_TYPES.items() if kind in kinds), "document"),
        "title": teller.text(document, "dcterms:title") or teller.label(document),
        **{key: teller.text(document, relation) for key, relation in SIMPLE.items()},
        **_from_whole(document, teller),
        **_related(document, teller),
        "URL": f"https://{address}" if address and "://" not in address else address,
        "issued": {"date-parts": [[int(year)]]} if year else None,
    }
    return {key: value for key, value in item.items() if value}


def _related(document: Node, teller: Teller) -> dict[str, Any]:
    """Return what stands in things of its own beside a document."""
    things = {key: _first(document, relation, teller) for key, relation in RELATED.items()}
    names = {key: _names(document, role, teller) for key, role in NAMES.items()}
    if teller.text(document, "pg:partialAuthorList") == "true":
        names["author"].append({"literal": CUT})
    return {key: value for key, value in {**things, **names}.items() if value}


def _from_whole(document: Node, teller: Teller) -> dict[str, Any]:
    """Return what a chapter or a talk has from the book that it is a part of."""
    for whole in teller.nodes(document, "pg:isPartOfDocument")[:1]:
        title = teller.text(whole, "dcterms:title") or teller.label(whole)
        series = teller.text(whole, "pg:seriesTitle")
        related = {k: v for k, v in _related(whole, teller).items() if k != "author"}
        return {"collection-title": series, **related, "container-title": title}
    return {}


def _first(document: Node, relation: str, teller: Teller) -> str:
    return min(map(teller.label, teller.nodes(document, relation)), default="")


def _names(document: Node, role: str, teller: Teller) -> list[dict[str, str]]:
    made = [
        (int(teller.text(part, "pg:position") or 0), agent)
        for part in teller.nodes(document, "pg:hasContribution")
        if role in {shorten(r.value) for r in teller.nodes(part, "pg:hasContributionRole")}
        for agent in teller.nodes(part, "pg:byAgent")
    ]
    return [_name(agent, teller) for _, agent in sorted(made, key=lambda pair: pair[0])]


def _name(agent: Node, teller: Teller) -> dict[str, str]:
    family, given = teller.text(agent, "foaf:familyName"), teller.text(agent, "foaf:givenName")
    if not family:
        return {"literal": teller.label(agent)}
    return {"family": family, "given": given} if given else {"family": family}


def _as_json(items: list[dict[str, Any]], lang: str) -> str:
    import json

    return json.dumps(items, ensure_ascii=False, indent=2)


def _as_bibtex(items: list[dict[str, Any]], lang: str) -> str:
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    entries: list[Any] = [
        Entry(
            BIBTEX_TYPES.get(item["type"], "misc"),
            _UNFIT.sub("-", item["id"]),
            [Field(key, value) for key, value in _fields(item).items()],
        )
        for item in items
    ]
    return str(write_string(Library(entries))).rstrip("\n")


def _fields(item: dict[str, Any]) -> dict[str, str]:
    fields = {name: item[key] for key, name in BIBTEX_FIELDS.items() if key in item}
    if item["type"] in ("chapter", "speech") and "journal" in fields:
        fields["booktitle"] = fields.pop("journal")
    for role in ("author", "editor"):
        if role in item:
            fields[role] = " and ".join(map(_bibtex_name, item[role]))
    if "issued" in item:
        fields["year"] = str(item["issued"]["date-parts"][0][0])
    return fields


def _bibtex_name(name: dict[str, str]) -> str:
    if name.get("literal") == CUT:
        return "others"
    if "literal" in name:
        return "{" + name["literal"] + "}"
    return ", ".join(part for part in (name["family"], name.get("given")) if part)


def _as_text(items: list[dict[str, Any]], lang: str) -> str:
    """Format with citeproc-py, in the Harvard style that it ships with."""
    try:
        from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
        from citeproc import CitationStylesStyle as Style
        from citeproc.source.json import CiteProcJSON
    except ImportError as error:
        raise InputError("text needs citeproc-py; pip install 'pairgraph[cite]'") from error
    style = Style("harvard-cite-them-right", locale={"fr": "fr-FR"}.get(lang), validate=False)
    written = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        written.register(Citation([CitationItem(item["id"])]))
    return "\n".join(sorted(str(line) for line in written.bibliography()))

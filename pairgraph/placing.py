"""What is known of a programme, read from names, from a file, or from the graph."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .errors import InputError, NotFound
from .files import parse_rdf, rdf_suffix, read_text
from .graph import as_store
from .lookup import resolve
from .matching import Answers, Facets
from .sparql import query
from .vocabulary import PREFIXES, expand, fold, nearest, shorten

if TYPE_CHECKING:
    from .stores import Source, Store

KINDS = {
    "role": expand("pg:PeerRole"),
    "practice": expand("pg:PeerPractice"),
    "collective": expand("pg:PeerCollective"),
}
_LABELS = """
SELECT ?value ?label WHERE {
  ?facet rdfs:subPropertyOf pg:hasFacetValue ; rdfs:range ?class .
  ?value a ?class ; skos:prefLabel ?label .
}
"""
_GIVEN = """
SELECT ?kind ?value WHERE {
  VALUES ?kind { pg:PeerRole pg:PeerPractice pg:PeerCollective }
  <%s> a ?kind .
  OPTIONAL { ?facet rdfs:subPropertyOf pg:hasFacetValue . <%s> ?facet ?value }
}
"""


def place(
    source: Source = None,
    *,
    yes: Iterable[str] = (),
    no: Iterable[str] = (),
    kind: str | None = None,
) -> Answers:
    """Return what is known of a programme, given by name.

    Args:
        source: a store or an rdflib graph; the shipped graph if left out.
        yes: answers that hold, by label in either language or by CURIE.
        no: answers that do not hold.
        kind: "role", "practice" or "collective", if that is known.

    Raises:
        NotFound: no answer has that name; `near` holds those most like it.
        InputError: a name fits several answers, or an answer is both given and refused.

    >>> answers = place(yes=["par un employeur", "paid"], kind="role")
    >>> sorted(shorten(value) for value in answers.yes)
    ['pgv:engagement-paid', 'pgv:recognition-by-employer']
    """
    if kind is not None and kind not in KINDS:
        raise NotFound(f"no kind {kind!r}", near=nearest(kind, KINDS) or list(KINDS))
    store = as_store(source)
    known = _names(store)
    given = Answers(
        frozenset(_value(name, known) for name in yes),
        frozenset(_value(name, known) for name in no),
        KINDS[kind] if kind else None,
    )
    return _checked(given, Facets(store))


def placed(name: str, source: Source = None) -> Answers:
    """Return what the graph says of an arrangement; what it does not say stays unknown.

    Args:
        name: a peer role, practice or collective, as `show` takes it.
        source: a store or an rdflib graph; the shipped graph if left out.

    Raises:
        NotFound: nothing has that name, or it is something else.

    >>> shorten(str(placed("pgd:arrangement-grenoble-peer-mediators").kind))
    'pg:PeerRole'
    """
    store = as_store(source)
    iri = resolve(name, store)
    rows = query(_GIVEN % (iri, iri), store).rows
    if not rows:
        raise NotFound(f"{name} is no peer role, practice or collective", near=[])
    return Answers(frozenset(str(value) for _, value in rows if value), kind=str(rows[0][0]))


def read_answers(path: str | os.PathLike[str], source: Source = None) -> Answers:
    """Return the answers that a YAML or JSON file lists, or that a file of RDF describes.

    A YAML or JSON file has the keys `kind`, `yes` and `no`, of which all may be left out. A file of
    RDF describes one pg:PeerRole, pg:PeerPractice or pg:PeerCollective.

    Raises:
        InputError: the file cannot be read, or says something else.
        NotFound: it names an answer that is unknown.
    """
    if rdf_suffix(path):
        return _read_rdf(path)
    content = _mapping(path)
    unknown = sorted(set(content) - {"kind", "yes", "no"})
    if unknown:
        raise InputError(f"{path}: unknown key {unknown[0]!r}; the keys are kind, yes and no")
    yes, no = (_list(content.get(key) or [], path) for key in ("yes", "no"))
    return place(source, yes=yes, no=no, kind=content.get("kind"))


def _read_rdf(path: str | os.PathLike[str]) -> Answers:
    import pyoxigraph as ox

    own = ox.Store()
    own.extend(ox.Quad(*triple) for triple in parse_rdf(path))
    found = [
        (quad.subject.value, kind)
        for kind in KINDS.values()
        for quad in own.quads_for_pattern(None, None, ox.NamedNode(kind))
        if isinstance(quad.subject, ox.NamedNode)
    ]
    if len(found) != 1:
        what = "pg:PeerRole, pg:PeerPractice or pg:PeerCollective"
        raise InputError(f"{path}: describes {len(found)} things; describe one {what}")
    [(iri, kind)] = found
    values = own.quads_for_pattern(ox.NamedNode(iri), None, None)
    said = (quad.object.value for quad in values if isinstance(quad.object, ox.NamedNode))
    return Answers(frozenset(v for v in said if v.startswith(PREFIXES["pgv"])), kind=kind)


def _mapping(path: str | os.PathLike[str]) -> Mapping[str, Any]:
    import yaml

    try:
        # JSON is YAML; the base loader makes nothing but texts, lists and mappings.
        content = yaml.load(read_text(path), Loader=yaml.BaseLoader)
    except RecursionError as error:
        raise InputError(f"{path}: nested too deep; give the keys kind, yes and no") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise InputError(f"{path}:{line}: neither YAML nor JSON") from error
    if not isinstance(content, dict):
        raise InputError(f"{path}:1: holds no answers; give the keys kind, yes and no")
    return content


def _list(values: object, path: str | os.PathLike[str]) -> list[str]:
    listed = values if isinstance(values, list) else [values]
    names = [value for value in listed if isinstance(value, str)]
    if len(names) < len(listed):
        raise InputError(f"{path}: an answer is a label or a CURIE, in quotation marks if need be")
    return names


def _names(store: Store) -> dict[str, set[str]]:
    known: dict[str, set[str]] = defaultdict(set)
    for value, label in query(_LABELS, store):
        known[fold(str(label))].add(str(value))
        known[shorten(str(value))].add(str(value))
    return known


def _value(name: str, known: Mapping[str, set[str]]) -> str:
    found = known.get(name) or known.get(fold(name))
    if not found:
        raise NotFound(f"no answer is called {name!r}", near=nearest(name, known))
    if len(found) > 1:
        several = ", ".join(sorted(map(shorten, found)))
        raise InputError(f"{name!r} names several answers; give one of {several}")
    return next(iter(found))


def _checked(answers: Answers, facets: Facets) -> Answers:
    clash = facets.implied(answers.yes) & facets.ruled_out(answers)
    if clash:
        both = f"{shorten(min(clash))} is both given and refused"
        raise InputError(f"{both}, by an answer or by what one implies; keep one")
    return answers

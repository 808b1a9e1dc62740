"""What the views of the graph are made of: their form, and the SPARQL patterns that they share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from .vocabulary import LANGUAGES, PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .stores import Store

# What serves to note a link, its source or our own work: joined through, never drawn.
HIDDEN = (
    "pg:CodedValue pg:Contribution pg:Criterion pg:CuratorNote pg:DocumentMention pg:Involvement "
    "pg:Passage pg:Section pg:SourceErratum pg:TermAttestation skos:Collection skos:ConceptScheme"
)
PERSONS = (
    "foaf:Person prov:Person <http://schema.org/Person> <https://schema.org/Person> "
    "<http://www.w3.org/2006/vcard/ns#Individual>"
)
ORGANISATIONS = "foaf:Group foaf:Organization org:Organization prov:Organization"
AGENTS = "foaf:Agent prov:Agent"
# What no named person may be linked to: a role, its name, a condition or any other answer.
SENSITIVE = "pg:AdjacentSupportRole pg:FacetValue pg:SupportArrangement pg:Term"
LANGUAGE_OF_SCHEMAS = (
    "^http://www.w3.org/(1999/02/22-rdf-syntax-ns|2000/01/rdf-schema|2002/07/owl|ns/shacl)#"
)


def instances(name: str, classes: str) -> str:
    """Match what belongs to one of the classes, or to a class below."""
    return f"""{{ SELECT DISTINCT ?{name} WHERE {{
    VALUES ?top {{ {classes} }} ?below rdfs:subClassOf* ?top . ?{name} a ?below }} }}"""


def persons(name: str) -> str:
    """Match named persons; an agent not said to be an organisation is taken for one."""
    return f"""{{ {instances(name, PERSONS)} UNION {{ {instances(name, AGENTS)}
    MINUS {instances(name, ORGANISATIONS)} }} }}"""


def things(name: str, *, hidden: str = HIDDEN) -> str:
    """Match what has a class other than those hidden and those of RDF's own languages."""
    return f"""{{ SELECT DISTINCT ?{name} WHERE {{ ?{name} a ?class .
    FILTER(isIRI(?{name}) && isIRI(?class) && !REGEX(STR(?class), "{LANGUAGE_OF_SCHEMAS}"))
    MINUS {instances(name, hidden)} }} }}"""


# Of a person nothing is told but that they are one: neither other classes nor subclasses.
CLASSES = f"""?iri a ?class .
  FILTER(isIRI(?class) && !REGEX(STR(?class), "{LANGUAGE_OF_SCHEMAS}"))
  MINUS {persons("iri")}"""
# By way of the passage: there are fewer of them to hold than of statements.
DOCUMENT = f"""OPTIONAL {{ ?statement pg:isStatedIn ?place }}
  BIND(COALESCE(?place, ?statement) AS ?passage)
  OPTIONAL {{ ?passage pg:isPassageOf ?document MINUS {persons("document")} }}"""


def of(kind: str, pattern: str) -> str:
    """Match the links of a pattern of which one end is of a kind.

    As selects within selects, which Oxigraph joins one by one, holding the things and letting the
    links stream past. Side by side, it may hold the links, or look for them anew from each thing.
    """
    link = "?source ?relation ?target ?statement"
    return f"""{{ SELECT {link} WHERE {{ {kind}
    {{ SELECT {link} WHERE {{ {pattern} }} }} }} }}"""


def ends(pattern: str) -> str:
    """Match, as ?iri, both ends of the links that a pattern makes.

    IF alone may give nothing, and Oxigraph joins what may be nothing by comparing all with all.
    """
    return f"""{{ SELECT DISTINCT ?iri WHERE {{ {pattern}
    VALUES ?is_source {{ true false }}
    BIND(COALESCE(IF(?is_source, ?source, ?target), ?target) AS ?iri) }} }}"""


def links(pattern: str) -> str:
    """Select the links that a pattern makes, each with its statement and its document."""
    return f"""SELECT ?source ?relation ?target ?statement ?document WHERE {{
  {pattern}
  {DOCUMENT}
}}"""


class View(NamedTuple):
    """A way to draw the graph: its title, what it is for, and the SPARQL that it is drawn from.

    `nodes` gives ?iri ?class and, where a node stands for a class of its own, ?branch; `edges`
    gives ?source ?relation ?target, the ?statement that makes the link, the ?document it is in. A
    link is drawn if both its ends are nodes.
    """

    name: str
    fr: str
    en: str
    purpose_fr: str
    purpose_en: str
    nodes: str
    edges: str
    form: str = "typed"  # "merged": an edge a pair; "shared": for answers in common; or "own"
    layout: str = "spring"
    hides_people: bool = False  # persons would stand in it beside roles
    is_dated: bool = False  # an edge lasts as long as both its ends
    is_opt_in: bool = False  # too big to be drawn unless asked for

    def title(self, lang: str) -> str:
        """Return the title in French or English."""
        return self.fr if lang == "fr" else self.en

    def purpose(self, lang: str) -> str:
        """Return what the view is for, and what its edges count, in French or English."""
        return self.purpose_fr if lang == "fr" else self.purpose_en

    def about(self, lang: str) -> dict[str, str]:
        """Return what a network drawn from the view says of itself."""
        about = {"view": self.name, "lang": lang}
        about |= {"title": self.title(lang), "description": self.purpose(lang)}
        for each in LANGUAGES:
            about[f"title_{each}"] = self.title(each)
            about[f"description_{each}"] = self.purpose(each)
        return about


def rows(store: Store, sparql: str) -> Iterator[list[str]]:
    """Run a SELECT and give each row as texts: IRIs in full, "" where nothing is bound.

    >>> from pairgraph.graph import open_store
    >>> next(rows(open_store(), "SELECT ?l ?none { pgt:pair skos:prefLabel ?l } ORDER BY ?l"))
    ['pair', '']
    """
    solutions: ox.QuerySolutions = store.query(sparql, prefixes=PREFIXES)  # type: ignore[assignment]
    for solution in solutions:
        yield ["" if term is None else term.value for term in solution]

"""The views of the graph that can be drawn: one SPARQL query for nodes, one for edges.

Each row of an edge query names the statement that makes the link, so that the edges of a view, of
a kind, or of a document are counted by the same query that drew them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from .vocabulary import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

# What serves to note a link, its source or our own work: joined through, never drawn.
_HIDDEN = (
    "pg:CodedValue pg:Contribution pg:Criterion pg:CuratorNote pg:DocumentMention pg:Involvement "
    "pg:Passage pg:Section pg:SourceErratum pg:TermAttestation skos:Collection skos:ConceptScheme"
)
_PERSONS = (
    "foaf:Person prov:Person <http://schema.org/Person> <https://schema.org/Person> "
    "<http://www.w3.org/2006/vcard/ns#Individual>"
)
_ORGANISATIONS = "foaf:Group foaf:Organization org:Organization prov:Organization"
_AGENTS = "foaf:Agent prov:Agent"
# What no named person may be linked to: a role, its name, a condition or any other answer.
_SENSITIVE = "pg:AdjacentSupportRole pg:FacetValue pg:SupportArrangement pg:Term"
_LANGUAGE_OF_SCHEMAS = (
    "^http://www.w3.org/(1999/02/22-rdf-syntax-ns|2000/01/rdf-schema|2002/07/owl|ns/shacl)#"
)


def _instances(name: str, classes: str) -> str:
    """Match what belongs to one of the classes, or to a class below."""
    return f"""{{ SELECT DISTINCT ?{name} WHERE {{
    VALUES ?top {{ {classes} }} ?below rdfs:subClassOf* ?top . ?{name} a ?below }} }}"""


def _persons(name: str) -> str:
    """Match named persons; an agent not said to be an organisation is taken for one."""
    return f"""{{ {_instances(name, _PERSONS)} UNION {{ {_instances(name, _AGENTS)}
    MINUS {_instances(name, _ORGANISATIONS)} }} }}"""


def _things(name: str) -> str:
    return f"""{{ SELECT DISTINCT ?{name} WHERE {{ ?{name} a ?class .
    FILTER(isIRI(?{name}) && isIRI(?class) && !REGEX(STR(?class), "{_LANGUAGE_OF_SCHEMAS}"))
    MINUS {_instances(name, _HIDDEN)} }} }}"""


# Of a person nothing is told but that they are one: neither other classes nor subclasses.
_CLASSES = f"""?iri a ?class .
  FILTER(isIRI(?class) && !REGEX(STR(?class), "{_LANGUAGE_OF_SCHEMAS}"))
  MINUS {_persons("iri")}"""
_DOCUMENT = f"""OPTIONAL {{ ?statement pg:isStatedIn?/pg:isPassageOf ?document
    MINUS {_persons("document")} }}"""

_ENTITIES = f"""SELECT DISTINCT ?iri ?class WHERE {{
  {_things("iri")}
  {{ {_CLASSES} }} UNION {{ {_instances("iri", _PERSONS)} BIND(foaf:Person AS ?class) }}
  UNION {{ {_instances("iri", _AGENTS)} BIND(foaf:Agent AS ?class)
    MINUS {_instances("iri", _ORGANISATIONS)} MINUS {_instances("iri", _PERSONS)} }}
}}"""

_RELATIONS = f"""SELECT DISTINCT ?source ?relation ?target ?statement ?document WHERE {{
  {{
    {{ ?source ?relation ?target . BIND(?source AS ?statement)
      FILTER NOT EXISTS {{ ?source prov:hadPrimarySource ?work
        FILTER(?relation = pg:isQuotedVia) }} }}
    UNION {{ ?source pg:hasCriterion/pg:acceptsValue ?target .
      BIND(?source AS ?statement) BIND(pg:acceptsValue AS ?relation) }}
    UNION {{ ?source pg:hasContribution ?statement . ?statement pg:byAgent ?target .
      BIND(pg:hasContribution AS ?relation) }}
    UNION {{ ?source pg:hasInvolvement ?statement . ?statement pg:involvesAgent ?target .
      BIND(pg:involvesAgent AS ?relation) }}
    UNION {{ ?source pg:isStatedIn ?statement . ?statement pg:isPassageOf ?target .
      {_instances("source", "pg:SourcedStatement")} BIND(pg:isStatedIn AS ?relation)
      FILTER NOT EXISTS {{ ?source prov:hadPrimarySource ?work }} }}
    UNION {{ ?statement pg:attestsTerm ?target ; pg:isStatedIn/pg:isPassageOf ?source .
      BIND(pg:attestsTerm AS ?relation) }}
    UNION {{ ?statement pg:isMentionOf ?target ; pg:isStatedIn/pg:isPassageOf ?source .
      BIND(pg:isMentionOf AS ?relation) }}
    MINUS {_persons("source")} MINUS {_persons("target")}
  }} UNION {{
    {{ ?source pg:hasContribution ?statement . ?statement pg:byAgent ?target .
      {_instances("source", "pg:Document")} BIND(pg:hasContribution AS ?relation) }}
    UNION {{ ?source pg:isAssertedBy ?target . {_instances("source", "pg:SourcedStatement")}
      BIND(?source AS ?statement) BIND(pg:isAssertedBy AS ?relation) }}
    {_persons("target")} MINUS {_persons("source")} MINUS {_instances("source", _SENSITIVE)}
  }}
  {_things("source")} {_things("target")}
  {_DOCUMENT}
}}"""

_ANSWERS = f"""
  {{ ?source pg:hasSense ?statement . ?statement pg:hasCriterion ?criterion .
    ?criterion pg:acceptsValue ?target . BIND(pg:acceptsValue AS ?relation)
    MINUS {{ ?criterion pg:hasStrength pgv:strength-excluding }} }}
  UNION {{ {_instances("statement", "pg:SourcedStatement")}
    ?statement pg:isAbout ?source ; ?relation ?target }}
  UNION {{ {_instances("statement", "pg:SupportArrangement")}
    ?statement pg:usesTerm ?source ; ?relation ?target }}
  {_instances("source", "pg:Term")} {_instances("target", "pg:FacetValue")}
  FILTER(isIRI(?source) && isIRI(?target))
  MINUS {_persons("source")} MINUS {_persons("target")} MINUS {_persons("statement")}"""

_TERMS_AND_ANSWERS = f"""SELECT DISTINCT ?iri ?class WHERE {{
  {_instances("iri", "pg:Term")}
  UNION {{ SELECT DISTINCT (?target AS ?iri) WHERE {{ {_ANSWERS} }} }}
  FILTER(isIRI(?iri))
  {_CLASSES}
}}"""

_TERMS_TO_ANSWERS = f"""SELECT DISTINCT ?source ?relation ?target ?statement ?document WHERE {{
  {_ANSWERS}
  {_DOCUMENT}
}}"""

_PERSONS_FR = (
    "Une personne nommée n'est jointe qu'aux documents auxquels elle a contribué et aux énoncés "
    "dont elle répond."
)
_PERSONS_EN = (
    "A named person is joined only to the documents they contributed to and the statements "
    "they stand behind."
)


class View(NamedTuple):
    """A way to draw the graph: its title, what it is for, and the SPARQL that it is drawn from."""

    name: str
    fr: str
    en: str
    purpose_fr: str
    purpose_en: str
    nodes: str
    edges: str
    is_merged: bool = False

    def title(self, lang: str) -> str:
        """Return the title in French or English."""
        return self.fr if lang == "fr" else self.en

    def purpose(self, lang: str) -> str:
        """Return what the view is for, and what its edges count, in French or English."""
        return self.purpose_fr if lang == "fr" else self.purpose_en


def rows(store: ox.Store, sparql: str) -> Iterator[list[str]]:
    """Run a SELECT and give each row as texts: IRIs in full, "" where nothing is bound.

    >>> from pairgraph.graph import open_store
    >>> next(rows(open_store(), "SELECT ?l ?none { pgt:pair skos:prefLabel ?l } ORDER BY ?l"))
    ['pair', '']
    """
    solutions: ox.QuerySolutions = store.query(sparql, prefixes=PREFIXES)  # type: ignore[assignment]
    for solution in solutions:
        yield ["" if term is None else term.value for term in solution]


_VIEWS = (
    View(
        "entities",
        "Ce qui se dit du soutien par les pairs, relation par relation",
        "What is said about peer support, relation by relation",
        "Chaque relation entre choses nommées a son arête, dont la sorte est le nom de la "
        "relation. Ce qui ne fait que noter un lien (passage, participation, critère, "
        "attestation, mention) n'est pas dessiné : ses deux bouts sont joints. Un énoncé est "
        "joint à l'ouvrage que son document rapporte, sinon à ce document ; des autres "
        "choses, on ne donne que le nombre de documents. Le poids compte les constats du "
        f"lien. {_PERSONS_FR}",
        "Every relation between named things has an edge of its own, whose kind is the name "
        "of the relation. What merely notes a link (passage, contribution, criterion, "
        "attestation, mention) is not drawn: its two ends are joined. A statement is joined "
        "to the work that its document reports, or else to that document; for other things "
        "only the number of documents is given. The weight counts the records of the link. "
        f"{_PERSONS_EN}",
        _ENTITIES,
        _RELATIONS,
    ),
    View(
        "entities-merged",
        "Ce qui se dit du soutien par les pairs, et qui le dit",
        "What is said about peer support, and who says it",
        "Les mêmes choses, avec une seule arête sans direction par paire : la carte à ouvrir "
        "d'abord. Le poids est la somme des poids des relations réunies, que la colonne "
        f"« relations » énumère. {_PERSONS_FR}",
        "The same things, with a single undirected edge for each pair: the map to open "
        "first. The weight is the sum of the weights of the relations brought together, "
        f"which the column “relations” lists. {_PERSONS_EN}",
        _ENTITIES,
        _RELATIONS,
        is_merged=True,
    ),
    View(
        "terms-facets",
        "Les mots du soutien par les pairs, et les réponses qu'on leur associe",
        "The words of peer support, and the answers tied to them",
        "Chaque terme, et chaque réponse qu'un énoncé lui associe : une définition sourcée "
        "l'accepte comme critère (acceptsValue), une affirmation sur le terme la nomme, ou "
        "une modalité désignée par le terme la porte. Le poids compte ces énoncés et ces "
        "modalités. Une arête rapporte ce que disent les sources ; elle ne définit pas le "
        "terme. Les critères qui excluent sont laissés de côté.",
        "Every term, and every answer that a statement ties to it: a sourced definition "
        "accepts it as a criterion (acceptsValue), a claim about the term names it, or an "
        "arrangement called by the term bears it. The weight counts these statements and "
        "arrangements. An edge reports what sources say; it does not define the term. "
        "Criteria that exclude are left out.",
        _TERMS_AND_ANSWERS,
        _TERMS_TO_ANSWERS,
    ),
)


def views() -> list[View]:
    """Return the views that `to_network` draws, by name.

    >>> [view.name for view in views()]
    ['entities', 'entities-merged', 'terms-facets']
    """
    return list(_VIEWS)

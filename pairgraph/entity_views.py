"""The views of all named things and what relates them."""

from __future__ import annotations

from .patterns import (
    AGENTS,
    CLASSES,
    ORGANISATIONS,
    PERSONS,
    SENSITIVE,
    View,
    instances,
    links,
    of,
    persons,
    things,
)

_ENTITIES = f"""SELECT DISTINCT ?iri ?class WHERE {{
  {things("iri")}
  {{ {CLASSES} }} UNION {{ {instances("iri", PERSONS)} BIND(foaf:Person AS ?class) }}
  UNION {{ {instances("iri", AGENTS)} BIND(foaf:Agent AS ?class)
    MINUS {instances("iri", ORGANISATIONS)} MINUS {instances("iri", PERSONS)} }}
}}"""

_STATEMENTS = instances("source", "pg:SourcedStatement")
_STATED = """?source pg:isStatedIn ?statement . ?statement pg:isPassageOf ?target .
      BIND(pg:isStatedIn AS ?relation)
      FILTER NOT EXISTS { ?source prov:hadPrimarySource ?work }"""
_CONTRIBUTED = """?source pg:hasContribution ?statement . ?statement pg:byAgent ?target .
      BIND(pg:hasContribution AS ?relation)"""
_ASSERTED = """?source pg:isAssertedBy ?target .
      BIND(?source AS ?statement) BIND(pg:isAssertedBy AS ?relation)"""
_LINKS = f"""{{
    {{ ?source ?relation ?target . FILTER(isIRI(?target)) BIND(?source AS ?statement)
      FILTER(?relation != pg:isQuotedVia
        || NOT EXISTS {{ ?source prov:hadPrimarySource ?work }}) }}
    UNION {{ ?source pg:hasCriterion/pg:acceptsValue ?target .
      BIND(?source AS ?statement) BIND(pg:acceptsValue AS ?relation) }}
    UNION {{ {_CONTRIBUTED} }}
    UNION {{ ?source pg:hasInvolvement ?statement . ?statement pg:involvesAgent ?target .
      BIND(pg:involvesAgent AS ?relation) }}
    UNION {of(_STATEMENTS, _STATED)}
    UNION {{ ?statement pg:attestsTerm ?target ; pg:isStatedIn/pg:isPassageOf ?source .
      BIND(pg:attestsTerm AS ?relation) }}
    UNION {{ ?statement pg:isMentionOf ?target ; pg:isStatedIn/pg:isPassageOf ?source .
      BIND(pg:isMentionOf AS ?relation) }}
    MINUS {persons("source")} MINUS {persons("target")}
  }} UNION {{
    {of(instances("source", "pg:Document"), _CONTRIBUTED)}
    UNION {of(_STATEMENTS, _ASSERTED)}
    {persons("target")} MINUS {persons("source")} MINUS {instances("source", SENSITIVE)}
  }}"""
_RELATIONS = links(_LINKS)

_PERSONS_FR = (
    "Une personne nommée n'est jointe qu'aux documents auxquels elle a contribué et aux énoncés "
    "dont elle répond."
)
_PERSONS_EN = (
    "A named person is joined only to the documents they contributed to and the statements "
    "they stand behind."
)


ENTITY_VIEWS = (
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
        hides_people=True,
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
        hides_people=True,
        form="merged",
    ),
)

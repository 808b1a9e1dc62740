"""The views of policy texts, of documents, and of what is dated."""

from __future__ import annotations

from .patterns import HIDDEN, View, ends, instances, links, of, persons, things

_OF_IRIS = """FILTER(isIRI(?class) && !STRSTARTS(STR(?class), STR(owl:)))"""
_POLICIES = "pg:PolicyText pg:PolicyProvision pg:BudgetAllocation"
# What a text or a provision says; not who says so, nor where.
_POLICY_RELATIONS = (
    "pg:concerns pg:hasBudget pg:hasJurisdiction pg:hasPolicyDomain pg:hasProvisionType "
    "pg:implementsText pg:isAbout pg:isAddressedTo pg:isPartOfProvision pg:isPartOfText "
    "pg:isProvisionOf"
)
_SAID_BY_POLICIES = f"""VALUES ?relation {{ {_POLICY_RELATIONS} }}
  ?source ?relation ?target . BIND(?source AS ?statement)"""
_POLICY_LINKS = f"""
  {of(things("target"), of(instances("source", _POLICIES), _SAID_BY_POLICIES))}
  MINUS {persons("target")}"""
_DATED = "?{0} pg:startYear|pg:endYear|pg:publicationYear ?year_of_{0} ."

_CITED = things("source", hidden=HIDDEN.replace("pg:Passage ", ""))
_CITING = """
  { ?source ?relation ?target VALUES ?relation { pg:isStatedIn pg:isPassageOf
      pg:isPartOfDocument prov:hadPrimarySource } BIND(?source AS ?statement) }
  UNION { ?statement pg:attestsTerm ?target ; pg:isStatedIn ?source .
    BIND(pg:attestsTerm AS ?relation) }
  UNION { ?statement pg:isMentionOf ?target ; pg:isStatedIn ?source .
    BIND(pg:isMentionOf AS ?relation) }"""
_CITATIONS = f"""
  {of(_CITED.replace("?source", "?target"), of(_CITED, _CITING))}
  MINUS {persons("source")} MINUS {persons("target")}"""


def _both_ends(pattern: str, *, always: str = "") -> str:
    return f"""SELECT DISTINCT ?iri ?class WHERE {{
  {always}
  {ends(pattern)}
  ?iri a ?class . {_OF_IRIS} MINUS {persons("iri")}
}}"""


SOURCE_VIEWS = (
    View(
        "policies",
        "Les textes publics : ce qu'ils disposent, et qui ou quoi est concerné",
        "Policy texts: what they provide, and whom or what they concern",
        "Lois, décrets, stratégies et rapports publics, leurs dispositions, les territoires, les "
        "domaines, les mots et les publics qu'elles visent. Le poids vaut 1 : une arête est "
        "une relation.",
        "Laws, decrees, strategies and public reports, their provisions, and the countries, "
        "fields, words and populations that these touch. The weight is 1: an edge is one relation.",
        _both_ends(_POLICY_LINKS, always=f"{instances('iri', _POLICIES)} UNION"),
        links(_POLICY_LINKS),
    ),
    View(
        "citations",
        "Les documents, leurs passages, et ce qu'ils documentent",
        "Documents, their passages, and what they document",
        "Du mot, du rôle ou de l'énoncé à son passage, du passage à son document, du document aux "
        "ouvrages qu'il cite : de quoi remonter de toute chose à ses lignes. Les personnes n'y "
        "figurent pas.",
        "From a word, a role or a statement to its passage, from the passage to its document, from "
        "the document to the works it cites: the way back from anything to its lines. Persons are "
        "left out.",
        _both_ends(_CITATIONS, always=f"{instances('iri', 'pg:Document')} UNION"),
        links(_CITATIONS),
    ),
    View(
        "timeline",
        "Trois siècles de soutien par les pairs, année par année",
        "Three centuries of peer support, year by year",
        "Tout ce qui est daté : événements, programmes, rôles, textes et publications, de gauche à "
        "droite selon l'année. Dans Gephi, la ligne de temps (Timeline) les fait paraître et "
        "disparaître ; une borne inconnue reste ouverte. Une arête dure le temps commun à ses "
        "deux bouts.",
        "All that has a date: events, programmes, roles, texts and publications, from left to "
        "right by year. In Gephi, the Timeline makes them come and go; an end that is not known "
        "stays open. An edge lasts as long as both its ends.",
        f"""SELECT DISTINCT ?iri ?class WHERE {{
  {{ SELECT DISTINCT ?iri WHERE {{ {_DATED.format("iri")} {things("iri")}
    MINUS {persons("iri")} }} }}
  ?iri a ?class . {_OF_IRIS}
}}""",
        links(f"""
  ?source ?relation ?target . BIND(?source AS ?statement)
  {_DATED.format("source")} {_DATED.format("target")}
  {things("source")} {things("target")} MINUS {persons("source")} MINUS {persons("target")}"""),
        layout="time",
        is_dated=True,
    ),
)

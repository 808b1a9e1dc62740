"""The views of what stands below what: classes, answers and words; and of every triple."""

from __future__ import annotations

from .patterns import View, instances, links, persons

_NO_STATEMENT = "BIND(?source AS ?statement)"
_CONCEPTS = "skos:Concept skos:ConceptScheme"

TREE_VIEWS = (
    View(
        "class-tree",
        "Les classes de l'ontologie",
        "The classes of the ontology",
        "Chaque classe, et une arête vers celle qui est immédiatement plus générale "
        "(rdfs:subClassOf), de l'enfant au parent.",
        "Every class, and an edge to the one just above it (rdfs:subClassOf), from child to "
        "parent.",
        """SELECT DISTINCT ?iri ?class ?branch WHERE {
  ?iri a ?class VALUES ?class { owl:Class } FILTER(isIRI(?iri)) BIND(?iri AS ?branch)
}""",
        links(f"""
  ?source rdfs:subClassOf ?target . ?source a owl:Class . ?target a owl:Class .
  FILTER(isIRI(?source) && isIRI(?target)) BIND(rdfs:subClassOf AS ?relation) {_NO_STATEMENT}"""),
        layout="tree",
    ),
    View(
        "concept-tree",
        "Les réponses et les mots, rangés",
        "Answers and words, in order",
        "Chaque réponse, chaque mot, et une arête vers ce qui est plus général (skos:broader) ou, "
        "pour ce qui n'a rien au-dessus, vers la liste dont il fait partie (skos:inScheme).",
        "Every answer, every word, and an edge to what is broader (skos:broader) or, for what has "
        "nothing above it, to the list that it belongs to (skos:inScheme).",
        f"""SELECT DISTINCT ?iri ?class WHERE {{
  {instances("iri", _CONCEPTS)} ?iri a ?class .
  FILTER(isIRI(?iri) && isIRI(?class)) MINUS {persons("iri")}
}}""",
        links(f"""
  {{ ?source skos:broader ?target BIND(skos:broader AS ?relation) }}
  UNION {{ ?source skos:inScheme ?target BIND(skos:inScheme AS ?relation)
    FILTER NOT EXISTS {{ ?source skos:broader ?above }} }}
  {instances("source", _CONCEPTS)} {instances("target", _CONCEPTS)} {_NO_STATEMENT}
  FILTER(isIRI(?source) && isIRI(?target)) MINUS {persons("source")} MINUS {persons("target")}"""),
        layout="tree",
    ),
)

"""Puts the nodes of a graph into words of one language: what a thing is, who says it, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .vocabulary import LANGUAGES, expand, shorten

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .stores import Store

    Node: TypeAlias = ox.NamedNode | ox.BlankNode

# Classes and relations of other vocabularies, which our files do not label.
_BORROWED = {
    "dcterms:source": ("source", "source"),
    "dcterms:title": ("titre", "title"),
    "org:Organization": ("organisation", "organisation"),
    "org:subOrganizationOf": ("fait partie de", "is part of"),
    "owl:AnnotationProperty": ("annotation", "annotation"),
    "owl:Class": ("classe", "class"),
    "owl:DatatypeProperty": ("attribut", "attribute"),
    "owl:ObjectProperty": ("relation", "relation"),
    "foaf:Agent": ("agent", "agent"),
    "foaf:Group": ("groupe", "group"),
    "foaf:familyName": ("nom de famille", "family name"),
    "foaf:givenName": ("prénom", "given name"),
    "foaf:Person": ("personne", "person"),
    "prov:hadPrimarySource": ("source première", "primary source"),
    "rdfs:domain": ("part de", "starts from"),
    "rdfs:range": ("arrive à", "leads to"),
    "rdfs:subClassOf": ("sorte de", "kind of"),
    "rdfs:subPropertyOf": ("cas particulier de", "special case of"),
    "skos:ConceptScheme": ("liste de réponses", "list of answers"),
    "skos:altLabel": ("aussi appelé", "also called"),
    "skos:broader": ("plus général", "broader"),
    "skos:definition": ("définition", "definition"),
    "skos:scopeNote": ("précision", "note"),
}
_NAMES = ("skos:prefLabel", "pg:gloss", "dcterms:title")


class Teller:
    """Tells what stands in a store, in French or in English.

    >>> import pyoxigraph as ox
    >>> from pairgraph.graph import open_store
    >>> teller = Teller(open_store(), "en")
    >>> teller.label(ox.NamedNode(expand("pgd:passage-s0-l72-76")))
    'Road map (document 000), l. 72-76'
    """

    def __init__(self, store: Store, lang: str) -> None:
        self._store = store
        self._lang = lang

    def label(self, node: Node) -> str:
        """Return a node's label, or what it holds, or its CURIE."""
        for relation in _NAMES:
            text = self.text(node, relation)
            if text:
                return text
        return self._borrowed(node.value) or self._composed(node) or shorten(node.value)

    def kind(self, node: Node) -> str:
        """Return the labels of a node's classes."""
        return ", ".join(sorted(self.label(c) for c in self.nodes(node, "rdf:type")))

    def who(self, node: Node) -> str:
        """Return who states a node, and who cites them beside the document that we read.

        Of more authors than three, the work that they wrote together is named instead.
        """
        agents = self.nodes(node, "pg:isAssertedBy")
        work = self._list(node, "prov:hadPrimarySource")
        said = work if len(agents) > 3 and work else self._list(node, "pg:isAssertedBy")
        passages = self.nodes(node, "pg:isStatedIn")
        read = {document for p in passages for document in self.nodes(p, "pg:isPassageOf")}
        others = {via for via in self.nodes(node, "pg:isQuotedVia") if via not in read}
        via = ", ".join(sorted(map(self.label, others)))
        cited = {"fr": "cité par", "en": "cited by"}[self._lang]
        return f"{said} ({cited} {via})" if via else said

    def where(self, node: Node) -> str:
        """Return the passages where a node is stated: documents and lines."""
        return self._list(node, "pg:isStatedIn", between="; ")

    def text(self, node: Node, relation: str) -> str:
        """Return a node's text in the language told, or in none, or in the other."""
        import pyoxigraph as ox

        found = [o for o in self._objects(node, relation) if isinstance(o, ox.Literal)]
        found.sort(key=lambda text: (text.language != self._lang, text.language or "", text.value))
        return found[0].value if found else ""

    def nodes(self, node: Node, relation: str) -> list[Node]:
        """Return the nodes that a node is related to."""
        import pyoxigraph as ox

        kinds = (ox.NamedNode, ox.BlankNode)
        return [o for o in self._objects(node, relation) if isinstance(o, kinds)]

    def subjects(self, relation: str, node: Node) -> list[Node]:
        """Return the nodes related to a node."""
        import pyoxigraph as ox

        pattern = self._store.quads_for_pattern(None, ox.NamedNode(expand(relation)), node)
        return [quad.subject for quad in pattern if not isinstance(quad.subject, ox.Triple)]

    def _objects(self, node: Node, relation: str) -> list[Node | ox.Literal | ox.Triple]:
        import pyoxigraph as ox

        pattern = self._store.quads_for_pattern(node, ox.NamedNode(expand(relation)), None)
        return [quad.object for quad in pattern]

    def _list(self, node: Node, relation: str, *, between: str = ", ") -> str:
        return between.join(sorted(self.label(o) for o in self.nodes(node, relation)))

    def _borrowed(self, iri: str) -> str:
        names = _BORROWED.get(shorten(iri))
        return names[LANGUAGES.index(self._lang)] if names else ""

    def _composed(self, node: Node) -> str:
        kinds = {shorten(c.value) for c in self.nodes(node, "rdf:type")}
        for kind, compose in _COMPOSED.items():
            if kind in kinds:
                return compose(self, node)
        return ""

    def _passage(self, node: Node) -> str:
        first, last = self.text(node, "pg:lineStart"), self.text(node, "pg:lineEnd")
        lines = first if first == last else f"{first}-{last}"
        return f"{self._list(node, 'pg:isPassageOf')}, l. {lines}"

    def _criterion(self, node: Node) -> str:
        facet = self._list(node, "pg:onFacet")
        values = self._list(node, "pg:acceptsValue", between=" / ")
        return f"{facet} → {values} ({self._list(node, 'pg:hasStrength')})"

    def _contribution(self, node: Node) -> str:
        works = ", ".join(sorted(map(self.label, self.subjects("pg:hasContribution", node))))
        agent, role = self._list(node, "pg:byAgent"), self._list(node, "pg:hasContributionRole")
        return f"{agent} ({role}), {works}"

    def _erratum(self, node: Node) -> str:
        return f"{self.text(node, 'pg:asPrinted')} → {self.text(node, 'pg:corrected')}"


_COMPOSED = {
    "pg:Contribution": Teller._contribution,
    "pg:Criterion": Teller._criterion,
    "pg:Passage": Teller._passage,
    "pg:SourceErratum": Teller._erratum,
}

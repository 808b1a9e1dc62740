"""The pitfalls of OOPS!, the tests of FOOPS! and the rules for definitions, as far as they are
mechanical and need no network.

Each check takes the merged ontology and returns its faults. A fault is a text that begins with
the term at fault; a docstring begins with the codes that the two catalogues give to the check.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from rdflib import (
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SKOS,
    VANN,
    XSD,
    BNode,
    Graph,
    Literal,
    Namespace,
    URIRef,
)
from rdflib.collection import Collection
from rdflib.term import Node

from pairgraph.vocabulary import BASE, LANGUAGES, PREFIXES, fold, shorten

BIBO = Namespace("http://purl.org/ontology/bibo/")
RELATIONS = (OWL.ObjectProperty, OWL.DatatypeProperty)
PROPERTIES = (*RELATIONS, OWL.AnnotationProperty)
KINDS = (OWL.Class, *PROPERTIES)
BUILT_IN = tuple(str(namespace) for namespace in (OWL, RDF, RDFS, XSD))
CLASS_PLACES = (RDFS.subClassOf, RDFS.domain, OWL.equivalentClass, OWL.someValuesFrom)
PROPERTY_PLACES = (RDFS.subPropertyOf, OWL.onProperty, OWL.inverseOf, OWL.equivalentProperty)
LINKS = (*CLASS_PLACES, *PROPERTY_PLACES, RDFS.range, OWL.propertyChainAxiom, OWL.disjointUnionOf)
PUBLISHED = (DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, VANN, XSD)  # rdflib lists their terms
UNLISTED = {BIBO.status}  # rdflib has no list of the terms of BIBO
PERSISTENT = ("https://w3id.org/", "http://purl.org/", "https://purl.org/", "https://doi.org/")
METADATA = tuple(str(namespace) for namespace in (DCTERMS, VANN, BIBO, FOAF, OWL, RDF, RDFS))
LANGUAGE_NEUTRAL_GENUS = {SKOS.Concept: "concept"}  # an outside class that has no label here
IS = {"is", "isa", "isan", "iskindof", "istypeof", "est", "estun", "estune", "estunesortede"}


def fault(term: Node | str, why: str) -> str:
    return f"{shorten(str(term))}: {why}"


def ours(node: object) -> bool:
    return isinstance(node, URIRef) and str(node).startswith(BASE)


def declared(graph: Graph, *kinds: Node) -> list[URIRef]:
    """All that is declared as one of the kinds, from whatever vocabulary."""
    found = {s for kind in kinds for s in graph.subjects(RDF.type, kind)}
    return sorted(node for node in found if isinstance(node, URIRef))


def terms(graph: Graph, *kinds: Node) -> list[URIRef]:
    """The terms of ours that are declared as one of the kinds; there must be some."""
    found = [node for node in declared(graph, *kinds) if ours(node)]
    assert found
    return found


def local(term: Node | str) -> str:
    return re.split(r"[#/]", str(term))[-1]


def texts(graph: Graph, term: Node, prop: URIRef) -> dict[str, str]:
    """The texts of a term by language."""
    found = (text for text in graph.objects(term, prop) if isinstance(text, Literal))
    return {text.language or "": str(text) for text in found}


def labels(graph: Graph, term: Node) -> dict[str, str]:
    return texts(graph, term, SKOS.prefLabel)


def definitions(graph: Graph, *kinds: Node) -> Iterator[tuple[URIRef, str, str]]:
    """Each definition of a term of ours: the term, the language, the text."""
    for term in terms(graph, *kinds):
        for lang, text in texts(graph, term, SKOS.definition).items():
            yield term, lang, text


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def members(graph: Graph, head: Node | None) -> list[Node]:
    return list(Collection(graph, head)) if head is not None else []


# The pitfalls of OOPS!


def synonyms_as_classes(graph: Graph) -> list[str]:
    """P02: two named classes for one thing, where a second label would do."""
    pairs = graph.subject_objects(OWL.equivalentClass)
    return [fault(a, f"is equivalent to {b}") for a, b in pairs if ours(a) and ours(b)]


def relations_named_is(graph: Graph) -> list[str]:
    """P03: a property "is", in place of a subclass or a type."""
    return [
        fault(prop, f"is called {name!r}")
        for prop in terms(graph, *PROPERTIES)
        for name in (local(prop), *labels(graph, prop).values())
        if "".join(tokens(name)) in IS
    ]


def unconnected(graph: Graph) -> list[str]:
    """P04: a class or property that no axiom links to another."""
    pairs = [pair for link in LINKS for pair in graph.subject_objects(link)]
    linked = set(chain.from_iterable(pairs)) | _listed(graph, OWL.disjointUnionOf)
    found = terms(graph, OWL.Class, *RELATIONS)
    return [fault(term, "stands in no axiom") for term in found if term not in linked]


def _listed(graph: Graph, prop: URIRef) -> set[Node]:
    return set(chain.from_iterable(members(graph, head) for head in graph.objects(None, prop)))


def wrong_inverses(graph: Graph) -> list[str]:
    """P05: inverses of which one does not lead back to where the other starts."""
    return [
        fault(one, f"is no inverse of {other}: domain and range do not cross")
        for one, other in graph.subject_objects(OWL.inverseOf)
        if _ends(graph, one) != _ends(graph, other)[::-1]
    ]


def _ends(graph: Graph, prop: Node) -> tuple[set[Node], set[Node]]:
    return set(graph.objects(prop, RDFS.domain)), set(graph.objects(prop, RDFS.range))


def cycles(graph: Graph) -> list[str]:
    """P06: a class or property below itself."""
    return [
        fault(term, "is below itself")
        for up in (RDFS.subClassOf, RDFS.subPropertyOf)
        for term in set(graph.subjects(up))
        if any(term in graph.transitive_objects(above, up) for above in graph.objects(term, up))
    ]


def merged_concepts(graph: Graph) -> list[str]:
    """P07: two things in one class."""
    joined = re.compile(r"(?<=[a-z])(And|Or)(?=[A-Z])|\b(et|ou|and|or)\b|/|&")
    return [
        fault(term, f"{name!r} names two things")
        for term, name in _class_names(graph)
        if joined.search(_used(name))
    ]


def _class_names(graph: Graph) -> Iterator[tuple[URIRef, str]]:
    """Yield each class of ours with its local name, then with each of its labels."""
    for term in terms(graph, OWL.Class):
        for name in (local(term), *labels(graph, term).values()):
            yield term, name


def unlabelled(graph: Graph) -> list[str]:
    """P08, VOC3: a term without a label in each language."""
    return _untold(graph, SKOS.prefLabel)


def undefined(graph: Graph) -> list[str]:
    """P08, VOC4: a term without a definition in each language."""
    return _untold(graph, SKOS.definition)


def _untold(graph: Graph, prop: URIRef) -> list[str]:
    found = ((term, set(texts(graph, term, prop))) for term in terms(graph, *KINDS))
    return [fault(term, f"only in {langs}") for term, langs in found if langs != set(LANGUAGES)]


def undivided(graph: Graph) -> list[str]:
    """P10: a class no two subclasses of which are disjoint.

    Senses do not count: two sources' definitions of a word may well hold together.
    """
    groups, below = _disjoint(graph), _children(graph)
    return [
        fault(parent, f"no disjointness among its {len(children)} subclasses")
        for parent, children in below.items()
        if len(children) > 1 and not any(_divides(group, children) for group in groups)
    ]


def _children(graph: Graph) -> dict[URIRef, list[set[Node]]]:
    """The children of each class, each as the set of all that it lies in."""
    below: dict[URIRef, list[set[Node]]] = defaultdict(list)
    for child in terms(graph, OWL.Class):
        for parent in graph.objects(child, RDFS.subClassOf):
            if isinstance(parent, URIRef) and not str(child).startswith(PREFIXES["pgs"]):
                below[parent].append(_above(graph, child, RDFS.subClassOf))
    return below


def _divides(group: set[Node], children: list[set[Node]]) -> bool:
    """Whether two children lie in different members of a group of disjoint classes."""
    return len({frozenset(group & child) for child in children} - {frozenset()}) > 1


def _disjoint(graph: Graph) -> list[set[Node]]:
    heads = chain(graph.objects(None, OWL.members), graph.objects(None, OWL.disjointUnionOf))
    pairs = graph.subject_objects(OWL.disjointWith)
    return [*(set(members(graph, head)) for head in heads), *(set(pair) for pair in pairs)]


def open_ended(graph: Graph) -> list[str]:
    """P11: a property without domain or range, be it of a property above it."""
    return [
        fault(prop, f"has no {local(end)}")
        for prop in terms(graph, *RELATIONS)
        for end in (RDFS.domain, RDFS.range)
        if not any((up, end, None) in graph for up in _above(graph, prop, RDFS.subPropertyOf))
    ]


def _above(graph: Graph, term: Node, up: URIRef) -> set[Node]:
    """A term with all that stands above it."""
    return {node for node in graph.transitive_objects(term, up) if node is not None}


def twins(graph: Graph) -> list[str]:
    """P12, P30: a term of the same name in a vocabulary that we reuse, and no word on how
    the two are related.
    """
    known = declared(graph, *KINDS)
    outside = {fold(local(term)): term for term in known if not ours(term)}
    return [
        fault(term, f"bears the name of {shorten(outside[fold(local(term))])}")
        for term in filter(ours, known)
        if fold(local(term)) in outside
        and not set(graph.predicates(term, outside[fold(local(term))]))
    ]


def without_inverse(graph: Graph) -> list[str]:
    """P13: an object property that has no inverse and is not its own."""
    inverse = set(chain.from_iterable(graph.subject_objects(OWL.inverseOf)))
    inverse |= set(graph.subjects(RDF.type, OWL.SymmetricProperty))
    found = terms(graph, OWL.ObjectProperty)
    return [fault(prop, "has no inverse") for prop in found if prop not in inverse]


def several_ends(graph: Graph) -> list[str]:
    """P19: several domains or ranges, which mean their intersection."""
    return [
        fault(prop, f"has several {local(end)}s")
        for prop in terms(graph, *RELATIONS)
        for end in (RDFS.domain, RDFS.range)
        if len(set(graph.objects(prop, end))) > 1
    ]


def misused_annotations(graph: Graph) -> list[str]:
    """P20: a label as long as a definition, or a definition as short as a label."""
    named = ((t, label) for t in terms(graph, *KINDS) for label in labels(graph, t).values())
    told = ((t, text) for t, _, text in definitions(graph, *KINDS))
    return [
        *(fault(t, f"long label {label!r}") for t, label in named if len(label) > 60),
        *(fault(t, f"short definition {text!r}") for t, text in told if len(text) < 40),
    ]


def miscellaneous(graph: Graph) -> list[str]:
    """P21: a class for what is left over."""
    rest = re.compile(r"(?<![a-z])(other|misc|miscellaneous|autre|autres|divers|diverse)(?![a-z])")
    return [
        fault(term, f"{name!r} is a class for the rest")
        for term, name in _class_names(graph)
        if rest.search(fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)))
    ]


def misnamed(graph: Graph) -> list[str]:
    """P22: a name unlike those of its kind: a class starts with a capital, an object property
    with a verb, a data property with a noun, a thing is a slug.
    """
    patterns = {
        OWL.Class: r"[A-Z][A-Za-z0-9]+",
        OWL.ObjectProperty: r"(is|has|[a-z]+s)([A-Z][A-Za-z]*)?",
        OWL.DatatypeProperty: r"(?!(is|has)[A-Z])[a-z][A-Za-z0-9]*",
        OWL.AnnotationProperty: r"[a-z][A-Za-z]*",
    }
    named = [(t, pattern) for kind, pattern in patterns.items() for t in terms(graph, kind)]
    named += [(thing, r"[a-z0-9]+([-.][a-z0-9]+)*") for thing in _things(graph)]
    return [fault(t, f"is not {pat}") for t, pat in named if not re.fullmatch(pat, local(t))]


def _things(graph: Graph) -> list[URIRef]:
    known = set(terms(graph, *KINDS)) | set(declared(graph, OWL.Ontology))
    subjects = {s for s in graph.subjects(RDF.type) if isinstance(s, URIRef)}
    return sorted(node for node in subjects - known if ours(node))


def recursive(graph: Graph) -> list[str]:
    """P24: a class that stands in an axiom which defines it."""
    return [
        fault(term, "stands in its own definition")
        for term in terms(graph, OWL.Class)
        for axiom in (OWL.equivalentClass, RDFS.subClassOf)
        if any(term in _inside(graph, node) for node in graph.objects(term, axiom))
    ]


def _inside(graph: Graph, node: Node) -> set[Node]:
    """A node with all that its expression holds."""
    found, ahead = {node}, [node]
    while ahead:
        at = ahead.pop()
        new = set(graph.objects(at)) - found if isinstance(at, BNode) else set()
        found |= new
        ahead += new
    return found


def own_inverses(graph: Graph) -> list[str]:
    """P25: a property declared as the inverse of itself."""
    pairs = graph.subject_objects(OWL.inverseOf)
    return [fault(a, "is its own inverse: call it symmetric") for a, b in pairs if a == b]


def inverses_of_symmetric(graph: Graph) -> list[str]:
    """P26: an inverse of a symmetric property, which is its own."""
    symmetric = set(graph.subjects(RDF.type, OWL.SymmetricProperty))
    pairs = graph.subject_objects(OWL.inverseOf)
    return [fault(a, f"has an inverse, {b}") for a, b in pairs if {a, b} & symmetric]


def shared_labels(graph: Graph) -> list[str]:
    """P32: two terms of a kind with one label in a language."""
    bearers: dict[tuple[Node, str, str], list[URIRef]] = defaultdict(list)
    for kind in KINDS:
        for term in terms(graph, kind):
            for lang, label in labels(graph, term).items():
                bearers[kind, lang, fold(label)].append(term)
    shared = {label: found for (_, _, label), found in bearers.items() if len(found) > 1}
    return [fault(t, f"shares {label!r}") for label, found in shared.items() for t in found]


def short_chains(graph: Graph) -> list[str]:
    """P33: a chain of one property, which says no more than a subproperty."""
    heads = graph.subject_objects(OWL.propertyChainAxiom)
    return [fault(p, "chain of one") for p, head in heads if len(members(graph, head)) < 2]


def untyped_classes(graph: Graph) -> list[str]:
    """P34: what is used as a class and declared as none."""
    places = (RDF.type, *CLASS_PLACES)
    used = {node for place in places for node in graph.objects(None, place)}
    used |= {node for prop in terms(graph, OWL.ObjectProperty) for node in _ends(graph, prop)[1]}
    return [fault(t, "is no class") for t in _foreign(used) if not _is_a(graph, t, OWL.Class)]


def untyped_properties(graph: Graph) -> list[str]:
    """P35: what is used as a property and declared as none."""
    used = set(graph.predicates()) | _listed(graph, OWL.propertyChainAxiom)
    used |= {node for place in PROPERTY_PLACES for node in graph.objects(None, place)}
    return [fault(t, "is no property") for t in _foreign(used) if not _is_a(graph, t, *PROPERTIES)]


def _foreign(nodes: Iterable[Node]) -> list[URIRef]:
    """The named nodes that OWL and its kin do not define."""
    named = (node for node in nodes if isinstance(node, URIRef))
    return sorted(node for node in named if not str(node).startswith(BUILT_IN))


def _is_a(graph: Graph, term: Node, *kinds: Node) -> bool:
    return any((term, RDF.type, kind) in graph for kind in kinds)


def file_names(graph: Graph) -> list[str]:
    """P36: an ontology whose name ends like that of a file."""
    ending = re.compile(r"\.(owl|rdf|rdfs|ttl|n3|nt|xml|json|jsonld)[#/]?$")
    found = declared(graph, OWL.Ontology)
    return [fault(o, "has a file extension") for o in found if ending.search(o)]


def homeless(graph: Graph) -> list[str]:
    """P38: a term that belongs to no declared ontology."""
    modules = set(declared(graph, OWL.Ontology))
    found = ((term, set(graph.objects(term, RDFS.isDefinedBy))) for term in terms(graph, *KINDS))
    return [fault(term, "has no ontology") for term, homes in found if not homes & modules]


def ambiguous_names(graph: Graph) -> list[str]:
    """P39: a name that only the place of its file makes whole, or in no namespace of ours."""
    known = tuple(iri for iri in PREFIXES.values() if iri.startswith(BASE))
    relative = {t for triple in graph for t in triple if isinstance(t, URIRef) and _bare(t)}
    astray = {term for term in terms(graph, *KINDS) if not str(term).startswith(known)}
    return [fault(term, "is in no namespace") for term in sorted(relative | astray)]


def _bare(iri: str) -> bool:
    return iri.startswith("file:") or not re.match(r"[a-z][a-z0-9+.-]*:", iri)


def hijacked(graph: Graph) -> list[str]:
    """P40: a term that its vocabulary does not have."""
    used = {*declared(graph, *KINDS), *graph.predicates(), *graph.objects(None, RDF.type)}
    used |= {node for place in (*LINKS, RDFS.range) for node in graph.objects(None, place)}
    named = sorted(node for node in used if isinstance(node, URIRef) and not ours(node))
    return [fault(t, "is not in its vocabulary") for t in named if not _published(t)]


def _published(term: URIRef) -> bool:
    return term in UNLISTED or any(term in space for space in PUBLISHED)


# The tests of FOOPS!


def unlicensed(graph: Graph) -> list[str]:
    """P41, OM4.1: an ontology without a licence."""
    return _lacking(graph, DCTERMS.license)


def not_persistent(graph: Graph) -> list[str]:
    """PURL1: an ontology whose name is not made to last."""
    found = declared(graph, OWL.Ontology)
    return [fault(o, "would not last") for o in found if not str(o).startswith(PERSISTENT)]


def lacking_minimum(graph: Graph) -> list[str]:
    """OM1: an ontology without the least that a catalogue asks for."""
    keys = (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator)
    return _lacking(graph, *keys, OWL.versionIRI, VANN.preferredNamespaceUri)


def lacking_recommended(graph: Graph) -> list[str]:
    """OM2: an ontology without prefix, version, date, citation or contributors."""
    keys = (DCTERMS.created, DCTERMS.bibliographicCitation, DCTERMS.contributor)
    return _lacking(graph, *keys, OWL.versionInfo, VANN.preferredNamespacePrefix)


def lacking_details(graph: Graph) -> list[str]:
    """OM3: an ontology without publisher, status, source or dates. The DOI waits for one."""
    keys = (DCTERMS.publisher, DCTERMS.source, DCTERMS.issued, DCTERMS.modified)
    return _lacking(graph, *keys, BIBO.status)


def lacking_logo(graph: Graph) -> list[str]:
    """OM3: an ontology without a logo."""
    return _lacking(graph, FOAF.logo)


def lacking_provenance(graph: Graph) -> list[str]:
    """OM5.1, OM5.2: an ontology that does not say who made and published it, and when."""
    return _lacking(graph, DCTERMS.creator, DCTERMS.created, DCTERMS.publisher, DCTERMS.issued)


def _lacking(graph: Graph, *keys: URIRef) -> list[str]:
    found = [(module, key) for module in declared(graph, OWL.Ontology) for key in keys]
    assert found
    return [fault(m, f"lacks {shorten(key)}") for m, key in found if (m, key, None) not in graph]


def strange_prefixes(graph: Graph) -> list[str]:
    """FIND1: an ontology whose prefix is not the one by which its namespace is known here."""
    keys = (VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri)
    named = {o: [str(graph.value(o, k)) for k in keys] for o in declared(graph, OWL.Ontology)}
    return [fault(o, prefix) for o, (prefix, uri) in named.items() if PREFIXES.get(prefix) != uri]


def inconsistent_names(graph: Graph) -> list[str]:
    """URI2: an ontology whose namespace does not follow from its name."""
    found = [(o, graph.value(o, VANN.preferredNamespaceUri)) for o in declared(graph, OWL.Ontology)]
    return [fault(o, f"namespace {uri}") for o, uri in found if str(uri) not in (f"{o}#", f"{o}/")]


def unwritable(graph: Graph) -> list[str]:
    """RDF1: a predicate that RDF/XML, which ontology editors read first, cannot write."""
    name = re.compile(r"[^\W\d][\w.-]*")
    found = sorted(str(predicate) for predicate in set(graph.predicates()))
    return [fault(p, "cannot be an element") for p in found if not name.fullmatch(local(p))]


def unversioned(graph: Graph) -> list[str]:
    """VER1: an ontology whose version has no address made of its name and number."""
    found = declared(graph, OWL.Ontology)
    wanted = {o: URIRef(f"{o}/{graph.value(o, OWL.versionInfo)}") for o in found}
    return [fault(o, f"not {v}") for o, v in wanted.items() if (o, OWL.versionIRI, v) not in graph]


def home_made_metadata(graph: Graph) -> list[str]:
    """VOC1: an ontology described in words that no catalogue reads."""
    return [
        fault(module, f"uses {shorten(str(prop))}")
        for module in declared(graph, OWL.Ontology)
        for prop in set(graph.predicates(module))
        if not str(prop).startswith(METADATA)
    ]


def islands(graph: Graph) -> list[str]:
    """VOC2: an ontology in which nothing is said in words of another vocabulary."""
    reusing = {str(s) for s, p, o in graph if _reuses(p) or (p == RDFS.subClassOf and _reuses(o))}
    return [
        fault(module, "reuses nothing")
        for module in declared(graph, OWL.Ontology)
        if not any(name.startswith((f"{module}#", f"{module}/")) for name in reusing)
    ]


def _reuses(node: object) -> bool:
    return isinstance(node, URIRef) and not str(node).startswith((BASE, *BUILT_IN))


def closed_protocols(graph: Graph) -> list[str]:
    """HTTP1: an ontology whose name is no web address."""
    found = declared(graph, OWL.Ontology)
    return [fault(o, "is no address") for o in found if not re.match(r"https?://\w", o)]


# The rules for definitions


def without_genus(graph: Graph) -> list[str]:
    """Definition: it starts with the label of a class right above."""
    return [
        fault(term, f"{text!r} starts with none of {sorted(known)}")
        for term, lang, text in definitions(graph, OWL.Class)
        if (known := _genera(graph, term, lang)) and not _genus(text, known)
    ]


def _genera(graph: Graph, term: URIRef, lang: str) -> set[str]:
    above = [node for node in graph.objects(term, RDFS.subClassOf) if isinstance(node, URIRef)]
    known = {labels(graph, node).get(lang, "") for node in above if ours(node)}
    return (known | {LANGUAGE_NEUTRAL_GENUS.get(node, "") for node in above}) - {""}


def _genus(text: str, known: Iterable[str]) -> bool:
    return any(re.match(re.escape(fold(label)) + r"(?!\w)", fold(text)) for label in known)


def circular(graph: Graph) -> list[str]:
    """P24: a definition that needs the main word of its label; quoting a word is not using it."""
    return [
        fault(term, f"{text!r} needs {head!r}")
        for term, lang, text in definitions(graph, OWL.Class)
        for head in [_head(labels(graph, term).get(lang, ""), lang)]
        if {head, f"{head}s"} & set(tokens(_differentia(graph, term, lang, text)))
    ]


def _head(label: str, lang: str) -> str:
    """The main word of a label: the first in French, the last before "of" in English."""
    bare = _used(label)
    words = tokens(bare if lang == "fr" else re.split(r" (?:of|in|by|not) ", bare)[0])
    return words[0 if lang == "fr" else -1] if words else ""


def _differentia(graph: Graph, term: URIRef, lang: str, text: str) -> str:
    """A definition without the labels of the classes above."""
    rest = fold(_used(text))
    for label in sorted(_genera(graph, term, lang), key=len, reverse=True):
        rest = rest.replace(fold(label), "")
    return rest


def _used(text: str) -> str:
    """A text without what it quotes or adds in parentheses."""
    return re.sub(r'«[^»]*»|"[^"]*"|\([^)]*\)', "", text)


def long_definitions(graph: Graph) -> list[str]:
    """Definition: at most forty words."""
    told = definitions(graph, *KINDS)
    counted = ((term, len(re.findall(r"[\w'’-]+", text))) for term, _, text in told)
    return [fault(term, f"{words} words") for term, words in counted if words > 40]


def not_one_sentence(graph: Graph) -> list[str]:
    """Definition: one sentence, from a capital to a period."""
    told = definitions(graph, *KINDS)
    return [fault(t, repr(text)) for t, _, text in told if not _one_sentence(text)]


def _one_sentence(text: str) -> bool:
    after_stops = re.findall(r"[.!?…]\s+(\w)", text)
    return text[0].isupper() and text.endswith(".") and not any(map(str.isupper, after_stops))


def left_open(graph: Graph) -> list[str]:
    """Definition: no "etc.", and no example."""
    vague = re.compile(
        r"\b(etc|e\.g|p\. ex|such as|for example|par exemple|notamment|and so on)\b|…"
    )
    told = definitions(graph, *KINDS)
    return [fault(t, repr(text)) for t, _, text in told if vague.search(text.lower())]


def capitalised_labels(graph: Graph) -> list[str]:
    """Label: lower case but for acronyms, and no period."""
    named = ((t, label) for t in terms(graph, *KINDS) for label in labels(graph, t).values())
    return [fault(t, repr(label)) for t, label in named if _capitalised(label)]


def _capitalised(label: str) -> bool:
    first = re.split(r"[ -]", label)[0]
    return label.endswith(".") or not (label[0].islower() or first.isupper())


def unsourced_roles(graph: Graph) -> list[str]:
    """Definition: a class that a word of the sources names says which sources they are."""
    named = [term for term in terms(graph, OWL.Class) if str(term).startswith(PREFIXES["pgr"])]
    return [fault(t, "has no source") for t in named if (t, DCTERMS.source, None) not in graph]

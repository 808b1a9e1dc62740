"""The views of the words of peer support, and of the answers that sources tie to them."""

from __future__ import annotations

from typing import NamedTuple

from .patterns import CLASSES, View, ends, instances, links, of, persons

_BY_SENSE = """{ ?source pg:hasSense ?statement . ?statement pg:hasCriterion ?criterion .
    ?criterion pg:acceptsValue ?target . BIND(pg:acceptsValue AS ?relation)
    MINUS { ?criterion pg:hasStrength pgv:strength-excluding } }"""
_BY_CLAIM = of(
    instances("statement", "pg:SourcedStatement"),
    "?statement pg:isAbout ?source ; ?relation ?target FILTER(isIRI(?target))",
)
_BY_USE = of(
    instances("statement", "pg:SupportArrangement"),
    "?statement pg:usesTerm ?source ; ?relation ?target FILTER(isIRI(?target))",
)
_BY_ITSELF = of(
    instances("source", "pg:SupportArrangement"),
    "?source ?relation ?target . FILTER(isIRI(?target)) BIND(?source AS ?statement)",
)


def _ties(values: str, bearers: str, *ways: str) -> str:
    """Match what bears answers of some classes, in one of several ways."""
    bearing = of(instances("source", bearers), " UNION ".join(ways))
    return f"""
  {of(instances("target", values), bearing)}
  FILTER(isIRI(?source) && isIRI(?target))
  MINUS {persons("source")} MINUS {persons("target")} MINUS {persons("statement")}"""


def _nodes(ties: str, *, always: str = "") -> str:
    """Select both ends of the ties, and what is drawn even without one."""
    return f"""SELECT DISTINCT ?iri ?class WHERE {{
  {always}
  {ends(ties)}
  FILTER(isIRI(?iri))
  {CLASSES}
}}"""


class _Facet(NamedTuple):
    """One of the six questions: its name in views, the class of its answers, its wording."""

    name: str
    values: str
    fr: str
    en: str


_FACETS = (
    _Facet("objective", "pg:SupportObjective", "à quoi sert le soutien", "what the support is for"),
    _Facet(
        "formality",
        "pg:FormalityDegree",
        "organisé ou spontané",
        "organised or spontaneous",
    ),
    _Facet("basis", "pg:PeerBasis", "ce qui fait le pair", "what makes a peer"),
    _Facet("recognition", "pg:RecognitionMode", "qui reconnaît le pair", "who recognises the peer"),
    _Facet(
        "network", "pg:PeerNetwork", "de quel réseau vient le pair", "where the peer comes from"
    ),
    _Facet("place", "pg:SupportPlace", "où se donne le soutien", "where the support is given"),
)


def _roles(facet: _Facet) -> View:
    """Return the view of words and arrangements on one side, answers to a question on the other."""
    bearers = "pg:Term pg:SupportArrangement"
    ties = _ties(facet.values, bearers, _BY_SENSE, _BY_CLAIM, _BY_ITSELF)
    return View(
        f"roles-{facet.name}",
        f"Mots et rôles : {facet.fr}",
        f"Words and roles: {facet.en}",
        "D'un côté les mots et les rôles, pratiques ou collectifs décrits ; de l'autre les "
        f"réponses à une seule question, « {facet.fr} ». Un mot y est joint par une définition ou "
        "une affirmation sourcée, un rôle par ce que sa source en décrit. Le poids compte ces "
        "énoncés.",
        "On one side the words, and the roles, practices or groups described; on the other the "
        f"answers to a single question, “{facet.en}”. A word is joined by a sourced definition or "
        "claim, a role by what its source describes. The weight counts these statements.",
        _nodes(ties),
        links(ties),
    )


def _alike(name: str, values: str, fr: str, en: str) -> View:
    """Return the view of words alone, joined by the answers that they have in common."""
    ties = _ties(values, "pg:Term", _BY_SENSE, _BY_CLAIM, _BY_USE)
    return View(
        f"terms-by-{name}",
        f"Mots qui ont des réponses en commun : {fr}",
        f"Words with answers in common: {en}",
        "Les mots seuls. Une arête sans direction joint deux mots auxquels des sources associent "
        "au moins une même réponse ; le poids compte ces réponses communes, et « jaccard » les "
        "rapporte à toutes les réponses de l'un ou de l'autre. Avoir des réponses en commun "
        "n'est pas être synonyme : la plupart des réponses ne sont pas documentées.",
        "The words alone. An undirected edge joins two words to which sources tie at least one "
        "answer that is the same; the weight counts these common answers, and “jaccard” is "
        "their share of all answers of either word. Having answers in common is not meaning the "
        "same: most answers are not documented.",
        _nodes(ties),
        links(ties),
        form="shared",
    )


_TIES = _ties("pg:FacetValue", "pg:Term", _BY_SENSE, _BY_CLAIM, _BY_USE)
_TERMS_FACETS = View(
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
    _nodes(_TIES, always=f"{instances('iri', 'pg:Term')} UNION"),
    links(_TIES),
)
WORD_VIEWS = (
    _TERMS_FACETS,
    *map(_roles, _FACETS),
    _alike("answers", "pg:FacetValue", "toutes les questions", "all questions"),
    *(_alike(*facet) for facet in _FACETS),
)

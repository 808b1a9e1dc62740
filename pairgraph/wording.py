"""A sourced definition's label and definition in words, from its criteria."""

from __future__ import annotations

import re
from collections import Counter
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from .errors import InputError
from .telling import Teller
from .vocabulary import LANGUAGES, expand, shorten

if TYPE_CHECKING:
    from .matching import Criterion, Sense
    from .stores import Store
    from .telling import Node

_ACRONYM = re.compile(r"[A-ZÉ]{2}")
_EXCLUDING = expand("pgv:strength-excluding")
_NOUNS = {  # what stands between "dont" and "comprennent", "whose" and "include"
    "pg:addressesPopulation": ("les publics", "populations"),
    "pg:hasActivity": ("les activités", "activities"),
    "pg:hasAudienceScope": ("les étendues de public", "scopes of audience"),
    "pg:hasChannel": ("les canaux", "channels"),
    "pg:hasCoreValue": ("les valeurs", "core values"),
    "pg:hasDisclosure": ("les choix de divulgation", "choices of disclosure"),
    "pg:hasDuration": ("les durées", "durations"),
    "pg:hasEngagementStatus": ("les statuts d'engagement", "engagement statuses"),
    "pg:hasExperienceDomain": ("les domaines d'expérience", "domains of experience"),
    "pg:hasFormality": ("les degrés de formalité", "degrees of formality"),
    "pg:hasFormat": ("les formats", "formats"),
    "pg:hasFrequency": ("les fréquences", "frequencies"),
    "pg:hasNetwork": ("les réseaux", "networks"),
    "pg:hasObjective": ("les objectifs", "objectives"),
    "pg:hasPartnershipLevel": ("les niveaux de partenariat", "levels of partnership"),
    "pg:hasPeerBasis": ("les fondements de la relation", "bases of the peer relation"),
    "pg:hasPlace": ("les lieux", "places"),
    "pg:hasRecognitionMode": ("les modes de reconnaissance", "modes of recognition"),
    "pg:hasSector": ("les secteurs", "sectors"),
    "pg:hasSettingContext": ("les contextes", "settings"),
}
_WORDS = {
    "fr": {
        "quote": "« {} »",
        "either": "soit {}",
        "or": ", soit ",
        "and": " et ",
        "requires": "dont {} comprennent {}",
        "excludes": "dont {} ne comprennent pas {}",
        "note": "Réunit ce que la source exige sans dire que cela suffise : "
        "le raisonnement n'y range rien de lui-même.",
    },
    "en": {
        "quote": '"{}"',
        "either": "either {}",
        "or": " or ",
        "and": " and ",
        "requires": "whose {} include {}",
        "excludes": "whose {} do not include {}",
        "note": "Gathers what the source requires, which it does not call enough: "
        "reasoning places nothing here of itself.",
    },
}


class Definition(NamedTuple):
    """A sourced definition that logic can use.

    `name` is the IRI of its class, and `parents` are the formal classes of the `terms` that it
    defines; typical criteria are left out of the `sense`.
    """

    name: str
    sense: Sense
    terms: tuple[str, ...]
    parents: tuple[str, ...]


class Wording:
    """Puts sourced definitions into words of one language.

    >>> from pairgraph.graph import open_store
    >>> from pairgraph.matching import Sense
    >>> sense = Sense(expand("pgd:sense-mediateur-de-sante-pair-par"), "", None, "", None, ())
    >>> par = Definition("", sense, (expand("pgt:mediateur-de-sante-pair"),), ())
    >>> Wording(open_store(), "fr").labels([par])
    ['médiateur de santé-pair (PAR)']
    """

    def __init__(self, store: Store, lang: str) -> None:
        self._teller = Teller(store, lang)
        self._words = _WORDS[lang]
        self._noun = LANGUAGES.index(lang)

    def labels(self, definitions: list[Definition]) -> list[str]:
        """Return a label for each: its terms, who defines them, and the year.

        Where one source defines a term twice in a year, letters tell them apart.
        """
        found = [self._name(definition) for definition in definitions]
        letters = {label: iter(ascii_lowercase) for label, n in Counter(found).items() if n > 1}
        return [
            f"{label} ({next(letters[label])})" if label in letters else label for label in found
        ]

    def definition(self, definition: Definition) -> str:
        """Return a sentence: what the class is a kind of, then what sets it apart."""
        genus = self._words["and"].join(sorted(map(self._label, definition.parents)))
        clauses = self._listed(self._clauses(definition.sense))
        return f"{genus[0].upper()}{genus[1:]}{self._origin(definition.sense)} {clauses}."

    def note(self) -> str:
        """Return what is to be said of a definition that gives no sufficient condition."""
        return self._words["note"]

    def _name(self, definition: Definition) -> str:
        terms = " / ".join(sorted(map(self._label, definition.terms)))
        return f"{terms}{self._origin(definition.sense)}"

    def _origin(self, sense: Sense) -> str:
        """Return in brackets who gives a definition, and when; of over three authors, the work."""
        import pyoxigraph as ox

        node = ox.NamedNode(sense.iri)
        agents = self._teller.nodes(node, "pg:isAssertedBy")
        works = self._teller.nodes(node, "prov:hadPrimarySource")
        named = sorted(map(self._short, works if len(agents) > 3 and works else agents))
        year = f"{sense.year}" if sense.year else ""
        told = ", ".join(part for part in (*named, year) if part)
        return f" ({told})" if told else ""

    def _short(self, node: Node) -> str:
        """Return a family name, an acronym that stands in brackets, or what there is."""
        name = self._teller.text(node, "foaf:familyName") or self._teller.label(node)
        before, bracket, within = name.removesuffix(")").partition(" (")
        if within.isdecimal() or not bracket:  # the year of a work, which follows anyway
            return before
        return within if _ACRONYM.match(within) else f"{before}, {within}"

    def _clauses(self, sense: Sense) -> list[str]:
        grouped: dict[tuple[str, str], list[str]] = {}
        for criterion in sense.criteria:
            verb = "excludes" if criterion.strength == _EXCLUDING else "requires"
            grouped.setdefault((verb, criterion.facet), []).extend(self._answers(criterion))
        return [
            self._words[verb].format(self._facet(facet), self._listed(answers))
            for (verb, facet), answers in grouped.items()
        ]

    def _answers(self, criterion: Criterion) -> list[str]:
        answers = sorted(self._words["quote"].format(self._label(v)) for v in criterion.values)
        if len(answers) == 1 or criterion.strength == _EXCLUDING:
            return answers
        return [self._words["either"].format(self._words["or"].join(answers))]

    def _listed(self, parts: list[str]) -> str:
        return self._words["and"].join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)

    def _facet(self, iri: str) -> str:
        if shorten(iri) not in _NOUNS:
            raise InputError(f"{shorten(iri)}: a criterion on it cannot be put into words")
        return _NOUNS[shorten(iri)][self._noun]

    def _label(self, iri: str) -> str:
        import pyoxigraph as ox

        return self._teller.label(ox.NamedNode(iri))

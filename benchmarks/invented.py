"""Names and sentences for things that do not exist, in French and in English.

Every text is a pair: French, then English.
"""

from __future__ import annotations

from random import Random
from typing import TypeAlias

Words: TypeAlias = tuple[str, str]

_SYLLABLES = (
    ("Bal", "Cor", "Dam", "Fer", "Gal", "Lor", "Mar", "Nel", "Por", "Ser", "Tol", "Vir"),
    ("a", "e", "i", "o", "ou", "an", "in", "on", "elu", "ami", "ori", "una"),
    ("bec", "court", "dane", "fosse", "lac", "mine", "nay", "ral", "sart", "tin", "val", "zou"),
)
_GROUPS = (
    ("Réseau", "Network"),
    ("Maison", "House"),
    ("Équipe", "Team"),
    ("Ligue", "League"),
    ("Fédération", "Federation"),
    ("Atelier", "Workshop"),
    ("Service", "Service"),
    ("Collectif", "Collective"),
)
_THEMES = (
    ("des deux rives", "Two Banks"),
    ("du même pas", "Same Step"),
    ("des lanternes", "Lantern"),
    ("des passerelles", "Footbridge"),
    ("du banc vert", "Green Bench"),
    ("de la porte ouverte", "Open Door"),
    ("des sept ponts", "Seven Bridges"),
    ("du fil rouge", "Red Thread"),
    ("des matins clairs", "Clear Morning"),
    ("de la table ronde", "Round Table"),
)
_ACTIONS = (
    ("accueillent", "welcome"),
    ("accompagnent", "go along with"),
    ("écoutent", "listen to"),
    ("informent", "inform"),
    ("rencontrent chez elles", "visit"),
    ("orientent", "guide"),
)
_POLICIES = (
    ("Plan", "Plan"),
    ("Feuille de route", "Roadmap"),
    ("Propositions", "Proposals"),
)
_REPORTS = (
    ("Bilan", "Review"),
    ("Carnet de bord", "Logbook"),
    ("Lettre", "Newsletter"),
    ("Guide", "Guide"),
)
SAYINGS = {
    "pg:AdvantageClaim": (
        ("Les personnes se sentent mieux comprises.", "People feel better understood."),
        ("L'équipe apprend du pair autant qu'elle lui apprend.", "The team and the peer learn."),
    ),
    "pg:LimitationClaim": (
        ("Les contrats sont trop courts pour durer.", "The contracts are too short to last."),
        ("Le pair se retrouve souvent seul.", "The peer is often left alone."),
    ),
    "pg:ConditionClaim": (
        ("Il faut former l'équipe avant l'arrivée du pair.", "The team has to be trained first."),
        ("Une supervision régulière est nécessaire.", "Regular supervision is needed."),
    ),
    "pg:BenefitClaim": (
        ("On sort de l'isolement.", "People leave their isolation."),
        ("L'espoir revient.", "Hope comes back."),
    ),
    "pg:ContextClaim": (
        ("L'action est née d'une rencontre d'usagers.", "It grew out of a meeting of users."),
        ("Deux quartiers voisins partagent l'action.", "Two neighbouring districts share it."),
    ),
    "pg:PolicyProvision": (
        ("Associer des pairs à l'accueil.", "Have peers take part in welcoming people."),
        ("Financer la formation des pairs.", "Pay for the training of peers."),
        ("Évaluer l'action tous les deux ans.", "Evaluate the action every two years."),
    ),
    "pg:DocumentMention": (
        ("Le répertoire cite ce document.", "The directory cites this document."),
        ("Le répertoire renvoie à ce document.", "The directory refers to this document."),
    ),
}


def town(rng: Random) -> Words:
    """Name a town; its name is the same in both languages.

    >>> town(Random(1))
    ('Damamicourt', 'Damamicourt')
    """
    name = "".join(rng.choice(part) for part in _SYLLABLES)
    return name, name


def region(rng: Random) -> Words:
    """Name a region."""
    name, _ = town(rng)
    return f"Haut-{name}", f"Upper {name}"


def country(rng: Random) -> Words:
    """Name a country."""
    name, _ = town(rng)
    return f"République de {name}", f"Republic of {name}"


def group(rng: Random) -> Words:
    """Name an organisation or a programme after what it is, its sign, and a town."""
    (kind_fr, kind_en), (sign_fr, sign_en) = rng.choice(_GROUPS), rng.choice(_THEMES)
    at, _ = town(rng)
    return f"{kind_fr} {sign_fr} de {at}", f"{sign_en} {kind_en} of {at}"


def peers(rng: Random) -> Words:
    """Name those who give the support."""
    sign_fr, sign_en = rng.choice(_THEMES)
    at, _ = town(rng)
    return f"pairs {sign_fr}, à {at}", f"{sign_en} peers in {at}"


def policy(rng: Random, year: int) -> Words:
    """Name a policy text."""
    return _dated(rng.choice(_POLICIES), rng, year)


def report(rng: Random, year: int) -> Words:
    """Name a document about a programme."""
    return _dated(rng.choice(_REPORTS), rng, year)


def _dated(kind: Words, rng: Random, year: int) -> Words:
    at, _ = town(rng)
    return f"{kind[0]} de {at} ({year})", f"{kind[1]} of {at} ({year})"


def definition(rng: Random) -> Words:
    """Say in a sentence what peers do."""
    does_fr, does_en = rng.choice(_ACTIONS)
    at, _ = town(rng)
    return (
        f"Action par laquelle des pairs {does_fr} des personnes de {at}.",
        f"Action by which peers {does_en} people of {at}.",
    )

"""Namespaces, languages, and where the data files live."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable

from .errors import InputError

# In a wheel the data stand inside the package; in a checkout, beside it. (Plain texts, since
# pathlib takes longer to import than all else that a query needs.)
_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_INSIDE = os.path.isdir(os.path.join(_PACKAGE, "ontology"))
DATA = _PACKAGE if _INSIDE else os.path.dirname(_PACKAGE)
ONTOLOGY = os.path.join(DATA, "ontology")
QUESTIONS = os.path.join(ONTOLOGY, "questions")
SHAPES = os.path.join(DATA, "shapes")
INFERRED = os.path.join(DATA, "inferred")

LANGUAGES = ("fr", "en")
BASE = "https://w3id.org/pairgraph/"
OWN = f"{BASE}own/"  # of users' things that have no name of their own
PREFIXES = {
    "pg": f"{BASE}def#",
    "pgr": f"{BASE}role#",
    "pgs": f"{BASE}sense#",
    "pgv": f"{BASE}voc/",
    "pgt": f"{BASE}term/",
    "pgd": f"{BASE}id/",
    "pgsh": f"{BASE}shapes#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LONGEST = 200  # characters of a name that are compared, which takes their square in time
_SPACE = re.compile(r"https?://[!#-;=?-Z_a-z~]+[/#]")
_LOCAL = re.compile(r"\w[\w-]*(\.[\w-]+)*")


def checked_lang(lang: str) -> str:
    """Return a language.

    Raises:
        InputError: it is neither French nor English.
    """
    if lang not in LANGUAGES:
        raise InputError(f"lang {lang!r}: give {' or '.join(LANGUAGES)}")
    return lang


def checked_base(base: str) -> str:
    """Return a namespace for things of users' own.

    Raises:
        InputError: it is no web address that ends in / or #.
    """
    import pyoxigraph as ox

    try:
        ox.NamedNode(base)
        is_sound = bool(_SPACE.fullmatch(base))
    except ValueError:
        is_sound = False
    if not is_sound:
        raise InputError(f"base {base!r}: give a web address that ends in / or #")
    return base


def shorten(iri: str) -> str:
    """Return an IRI as a CURIE, or unchanged if no prefix of ours fits.

    >>> shorten("https://w3id.org/pairgraph/term/pair-aidant")
    'pgt:pair-aidant'
    >>> shorten("https://example.org/a")
    'https://example.org/a'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(curie: str) -> str:
    """Return a CURIE as an IRI.

    Raises:
        InputError: the prefix is not one of ours.

    >>> expand("pgt:pair-aidant")
    'https://w3id.org/pairgraph/term/pair-aidant'
    """
    prefix, _, local = curie.partition(":")
    if prefix not in PREFIXES:
        raise InputError(f"{curie}: unknown prefix; known ones are {', '.join(PREFIXES)}")
    return PREFIXES[prefix] + local


def as_iri(name: str) -> str:
    """Return a CURIE or an IRI as an IRI; nothing for any other name.

    >>> as_iri("pgt:pair-aidant"), as_iri("pair-aidant")
    ('https://w3id.org/pairgraph/term/pair-aidant', '')
    """
    if name.startswith(("http://", "https://")):
        return name
    prefix, colon, local = name.partition(":")
    return expand(name) if colon and prefix in PREFIXES and " " not in local else ""


def fold(text: str) -> str:
    """Return a text without case, accents, or the marks of inclusive spelling.

    >>> fold("Médiatrice d’école")
    "mediatrice d'ecole"
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def nearest(name: str, known: Iterable[str], *, n: int = 3, least: float = 0.6) -> list[str]:
    """Return the n known names most like one that is not known, the best first.

    Args:
        name: what is not known.
        known: the names there are.
        n: how many to return at most.
        least: how like it they must be, from 0 to 1.

    >>> nearest("road-map-question", ["terms", "road-map-questions"])
    ['road-map-questions']
    """
    from difflib import get_close_matches

    by_fold = {fold(k): k for k in known}
    found = get_close_matches(fold(name)[:_LONGEST], by_fold, n=n, cutoff=least)
    return [by_fold[match] for match in found]

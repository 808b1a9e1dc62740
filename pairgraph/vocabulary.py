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
_NAMESPACE = re.compile(r"https?://[!#-;=?-Z_a-z~]+[/#]")
_LOCAL = re.compile(r"\w[\w-]*(\.[\w-]+)*")


def check_base(base: str) -> None:
    """Refuse a namespace for users' things that could not be one.

    Raises:
        InputError: it is no web address that ends in / or #.
    """
    import pyoxigraph as ox

    try:
        ox.NamedNode(base)
        is_sound = bool(_NAMESPACE.fullmatch(base))
    except ValueError:
        is_sound = False
    if not is_sound:
        raise InputError(f"base {base!r}: give a web address that ends in / or #")


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


def fold(text: str) -> str:
    """Return a text without case, accents, or the marks of inclusive spelling.

    >>> fold("Médiatrice d’école")
    "mediatrice d'ecole"
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def nearest(name: str, known: Iterable[str], *, n: int = 3) -> list[str]:
    """Return the n known names most like one that is not known, the best first.

    >>> nearest("road-map-question", ["terms", "road-map-questions"])
    ['road-map-questions']
    """
    from difflib import get_close_matches

    by_fold = {fold(k): k for k in known}
    return [by_fold[match] for match in get_close_matches(fold(name), by_fold, n=n, cutoff=0.6)]

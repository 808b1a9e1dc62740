"""What a person looks up by name: everything said about one thing, and where words are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from .errors import NotFound
from .graph import as_store
from .telling import Teller
from .vocabulary import (
    BASE,
    LANGUAGES,
    PREFIXES,
    as_iri,
    checked_lang,
    expand,
    fold,
    nearest,
    shorten,
)
from .words import stems

if TYPE_CHECKING:
    from .stores import Source, Store
    from .telling import Node

_LABELS = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")
_TEXTS = (*_LABELS, "dcterms:title", "skos:definition", "skos:scopeNote", "pg:gloss")
_ELSEWHERE = {  # on a card, these are its heading or the columns of its facts
    *("rdf:type", "rdfs:isDefinedBy", "skos:prefLabel", "skos:hiddenLabel"),
    *("skos:inScheme", "skos:topConceptOf"),
    *("pg:isStatedIn", "pg:isAssertedBy", "pg:isQuotedVia"),
}


class Fact(NamedTuple):
    """One line of a card: a relation, a value in words, who says it, and where."""

    relation: str
    value: str
    iri: str
    who: str
    where: str


class Card(NamedTuple):
    """Everything said about one thing, in one language."""

    iri: str
    label: str
    kind: str
    where: str
    facts: list[Fact]


class Hit(NamedTuple):
    """A thing that holds the words looked for, and the text that holds them."""

    iri: str
    label: str
    kind: str
    text: str


def show(name: str, source: Source = None, *, lang: str = "en") -> Card:
    """Return everything the graph says about one thing, with who says it and where.

    Args:
        name: a label in either language, whatever its case, accents, number or gender; or a CURIE
            or an IRI.
        source: a store or an rdflib graph; the shipped graph if left out.
        lang: "fr" or "en".

    Raises:
        NotFound: nothing has that name; `near` holds the labels most like it.

    >>> card = show("pair·e aidant·e")
    >>> card.label, card.kind
    ('peer supporter', 'role term')
    """
    import pyoxigraph as ox

    store = as_store(source)
    teller = Teller(store, checked_lang(lang))
    this = ox.NamedNode(resolve(name, store))
    facts = {*_outward(this, store, teller, lang), *_inward(this, store, teller)}
    label, kind, where = teller.label(this), teller.kind(this), teller.where(this)
    return Card(this.value, label, kind, where, sorted(facts, key=_reading_order))


def search(words: str, source: Source = None, *, lang: str = "en", limit: int = 20) -> list[Hit]:
    """Return the things whose labels or texts hold all the words, labels first.

    Both languages are searched; case, accents, number, gender and inclusive marks do not count.

    Args:
        words: one word or several.
        source: a store or an rdflib graph; the shipped graph if left out.
        lang: the language of the labels returned.
        limit: how many at most.

    >>> [hit.iri.rpartition("/")[2] for hit in search("navigatrices", limit=1)]
    ['navigateur']
    """
    import pyoxigraph as ox

    store = as_store(source)
    teller = Teller(store, checked_lang(lang))
    wanted = {tongue: set(stems(words, tongue)) for tongue in LANGUAGES}
    best: dict[str, tuple[int, int, str]] = {}
    for iri, rank, text, tongue in _texts(store, _TEXTS):
        if wanted[tongue] and wanted[tongue] <= set(stems(text, tongue)):
            best[iri] = min(best.get(iri, (rank, len(text), text)), (rank, len(text), text))
    found = sorted(best, key=lambda iri: (best[iri][:2], _precedence(iri)))[:limit]
    nodes = [ox.NamedNode(iri) for iri in found]
    return [Hit(n.value, teller.label(n), teller.kind(n), best[n.value][2]) for n in nodes]


def _texts(store: Store, relations: Iterable[str]) -> Iterator[tuple[str, int, str, str]]:
    """Yield the IRI, the rank of the relation, the text and its language."""
    import pyoxigraph as ox

    for rank, curie in enumerate(relations):
        for quad in store.quads_for_pattern(None, ox.NamedNode(expand(curie)), None):
            text = quad.object
            if isinstance(text, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
                french = (text.language or "").startswith("fr")
                yield quad.subject.value, rank, text.value, "fr" if french else "en"


def resolve(name: str, store: Store) -> str:
    """Return the IRI of what a label, CURIE or IRI names; of several, a term before others.

    Raises:
        NotFound: nothing has that name.
    """
    iri = as_iri(name)
    if iri and _is_known(iri, store):
        return iri
    labels = [(text, iri, tongue) for iri, _, text, tongue in _texts(store, _LABELS)]
    keys = {tongue: stems(name, tongue) for tongue in LANGUAGES}
    exact = [iri for text, iri, _ in labels if fold(text) == fold(name)]
    alike = [iri for text, iri, tongue in labels if stems(text, tongue) == keys[tongue] != []]
    if exact or alike:
        return min(exact or alike, key=_precedence)
    known = [shorten(iri) for _, iri, _ in labels] if iri else [text for text, *_ in labels]
    raise NotFound(f"nothing is called {name!r}", near=nearest(name, known))


def _is_known(iri: str, store: Store) -> bool:
    import pyoxigraph as ox

    return any(store.quads_for_pattern(ox.NamedNode(iri), None, None))


def _precedence(iri: str) -> tuple[int, str]:
    """Terms first, then answers, then facts, then classes and properties."""
    order = ("term/", "voc/", "id/")
    return next((i for i, part in enumerate(order) if iri.startswith(BASE + part)), 9), iri


def _outward(this: Node, store: Store, teller: Teller, lang: str) -> Iterator[Fact]:
    import pyoxigraph as ox

    for quad in store.quads_for_pattern(this, None, None):
        relation, value = teller.label(quad.predicate), quad.object
        if shorten(quad.predicate.value) in _ELSEWHERE or isinstance(value, ox.Triple):
            continue
        if not isinstance(value, ox.Literal):
            fact = _fact(relation, value, teller)
            # What states an answer in general is not what gives it for this thing.
            yield fact if fact.who else fact._replace(where="")
        elif (value.language or lang).startswith(lang):
            yield Fact(relation, value.value, "", "", "")


def _inward(this: Node, store: Store, teller: Teller) -> Iterator[Fact]:
    import pyoxigraph as ox

    for quad in store.quads_for_pattern(None, None, this):
        about = quad.subject
        if not isinstance(about, ox.Triple):
            said = bool(teller.who(about))
            relation = teller.kind(about) if said else f"← {teller.label(quad.predicate)}"
            yield _fact(relation, about, teller)


def _fact(relation: str, about: Node, teller: Teller) -> Fact:
    return Fact(relation, teller.label(about), about.value, teller.who(about), teller.where(about))


def _reading_order(fact: Fact) -> tuple[bool, int, Fact]:
    """Put what the thing is first, then definitions, then claims, then uses and mentions."""
    kind = fact.iri.removeprefix(PREFIXES["pgd"]).partition("-")[0]
    rank = {"sense": 1, "attestation": 3, "mention": 3}.get(kind, 2) if fact.who else 0
    return fact.relation.startswith("←"), rank, fact

"""Turns the entries of a bibliography into documents: who made them, and where they came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from .checking import SERIALS, Checked, Checker, fault, unique_slug
from .csl import NAMES, SIMPLE
from .entries import Entry, Fault, Name
from .facts import Facts, integer, mark, node, plain, text
from .intake import Intake, Place
from .known import Known, Work, Works
from .vocabulary import LANGUAGES, fold, shorten

if TYPE_CHECKING:
    import pyoxigraph as ox

_WHOLES = {"pg:BookChapter": "pg:Book", "pg:ConferenceTalk": "pg:Proceedings"}
_BIBLIOGRAPHY = {"fr": "Bibliographie {}", "en": "Bibliography {}"}
_UNDATED = {"fr": "s. d.", "en": "n.d."}
_LEFT = {
    "fr": "{}: laissé de côté, faute d'une place dans pairgraph : {}",
    "en": "{}: left out, since pairgraph has no place for it: {}",
}
_THERE = {
    "fr": "{}:{}:{}: déjà là sous le nom {} ; laissé de côté",
    "en": "{}:{}:{}: already there as {}; left out",
}


class Source(NamedTuple):
    """The file that entries are read in."""

    path: str
    name: str
    sha256: str
    lines: int


def documents(
    entries: Iterable[Entry], source: Source, known: Known, *, base: str, lang: str
) -> tuple[Intake, list[Fault]]:
    """Return what entries say as triples, and what is wrong with them."""
    checker = Checker(base)
    sound = [checked for entry in entries if (checked := checker.check(entry))]
    faults = checker.faults + [_taken(item, known) for item in sound if _is_taken(item, known)]
    writer = _Writer(source, known, base, lang)
    if not faults:
        writer.write(sound)
    return Intake(writer.facts.triples(), writer.facts.places, writer.notes()), faults


def _is_taken(item: Checked, known: Known) -> bool:
    """Tell whether another file has already given the name to another document."""
    other = known.works.by_iri.get(item.work.iri)
    return other is not None and not item.work.is_same(other)


def _taken(item: Checked, known: Known) -> Fault:
    other = known.works.by_iri[item.work.iri]
    return fault(item.entry, "taken", other.file, other.title)


class _Writer:
    """Writes documents, and what they name, as triples."""

    def __init__(self, source: Source, known: Known, base: str, lang: str) -> None:
        self.facts = Facts()
        self._source = source
        self._known = known
        self._base = base
        self._lang = lang
        self._left: Counter[str] = Counter()
        self._there: list[str] = []
        self._works = Works()
        self._by_key: dict[str, str] = {}
        self._labels: Counter[str] = Counter()
        self._passage = ""
        self._at = Place("", 1)

    def notes(self) -> list[str]:
        """Return what the reader should know."""
        told = ", ".join(f"{name} ({n})" for name, n in sorted(self._left.items()))
        left = [_LEFT[self._lang].format(self._source.path, told)] if told else []
        return self._there + left

    def write(self, items: list[Checked]) -> None:
        """Write documents; those that are already there, or come twice, are left out."""
        fresh = [item for item in items if self._is_new(item)]
        self._labels.update(label for item in fresh for label in set(_labels(item).values()))
        for item in sorted(fresh, key=lambda item: item.kind in _WHOLES):
            self._stand_at(item.entry)
            self._document(item)

    def _is_new(self, item: Checked) -> bool:
        entry = item.entry
        same = self._known.works.find(item.work) or self._works.find(item.work)
        if entry.key:
            self._by_key[entry.key] = same.iri if same else item.work.iri
        if same is None:
            self._works.add(item.work)
            return True
        told = shorten(same.iri)
        line = (self._source.path, entry.first, entry.key or entry.fields["title"], told)
        self._there.append(_THERE[self._lang].format(*line))
        return False

    def _stand_at(self, entry: Entry) -> None:
        """Make the passage where an entry stands, and the file that it is a passage of."""
        code = mark(self._source.sha256)
        seed = f"{self._base}document-bibliography-{code}"
        lines = str(entry.first) if entry.first == entry.last else f"{entry.first}-{entry.last}"
        self._at = Place("", entry.first)
        self._passage = f"{self._base}passage-{code}-l{lines}"
        if seed not in self.facts.places:
            name = self._source.name.rstrip(". ")
            labels = {lang: called.format(name) for lang, called in _BIBLIOGRAPHY.items()}
            self.facts.file(seed, labels, *self._source[1:])
        self.facts.passage(self._passage, seed, entry.first, entry.last)
        for made in (seed, self._passage):
            self.facts.places.setdefault(made, self._at)

    def _document(self, item: Checked) -> None:
        iri, fields = item.work.iri, dict(item.entry.fields)
        whole = self._whole(item) if item.kind in _WHOLES else ""
        self._core(iri, item.kind, item, self._called(item))
        if item.kind in SERIALS:
            periodical = self._thing("pg:Periodical", "periodical", fields["container-title"])
            self._say(iri, "pg:isPublishedIn", node(periodical))
        elif whole:
            self._say(iri, "pg:isPartOfDocument", node(whole))
        self._details(iri, item, {name: fields.get(name, "") for name in SIMPLE})
        if not whole:
            self._edition(iri, item.entry)
        roles = ["author"] if whole else list(NAMES)
        self._contributions(iri, item.entry, roles)
        self._note_left(item, bool(whole))

    def _core(self, iri: str, kind: str, item: Checked, label: dict[str, str]) -> None:
        self._say(iri, "rdf:type", node(kind))
        self.facts.name(iri, label)
        self._say(iri, "pg:isStatedIn", node(self._passage))
        if item.when:
            self._say(iri, "pg:publicationYear", integer(item.when.year))
        if kind == item.kind:
            self._title(iri, item.work.title, item.entry)

    def _called(self, item: Checked) -> dict[str, str]:
        """Return what a document is called; its title is added where others are called the same."""
        labels = _labels(item)
        several = any(self._labels[label] > 1 for label in labels.values())
        if several or self._known.labels & set(labels.values()):
            return _entitled(labels, item.work.title)
        return labels

    def _title(self, iri: str, title: str, entry: Entry) -> None:
        tongue = entry.fields.get("language", "")[:2].lower()
        said = text(title, tongue) if tongue in LANGUAGES else plain(title)
        self._say(iri, "dcterms:title", said)

    def _details(self, iri: str, item: Checked, fields: dict[str, str]) -> None:
        fields["DOI"] = item.work.doi
        if item.kind not in SERIALS:
            fields["volume"] = fields["issue"] = ""
        if item.kind in _WHOLES:
            fields["collection-title"] = ""
        for name, value in fields.items():
            if value:
                self._say(iri, SIMPLE[name], plain(value))
        pages = item.entry.fields.get("number-of-pages", "")
        if pages:
            self._say(iri, "pg:extent", plain(f"{pages} p." if pages.isdecimal() else pages))
        if item.url:
            self._say(iri, "pg:url", plain(item.url, "xsd:anyURI"))
        if item.when and item.when.day:
            self._say(iri, "pg:publishedOn", plain(item.when.day))
        if item.when and item.when.edtf:
            self._say(iri, "pg:edtfDate", plain(item.when.edtf))

    def _edition(self, iri: str, entry: Entry) -> None:
        if publisher := entry.fields.get("publisher", "").rstrip(". "):
            self._say(iri, "pg:hasPublisher", node(self._thing("foaf:Agent", "agent", publisher)))
        for place in entry.fields.get("publisher-place", "").split(";"):
            if name := place.strip(". "):
                made = self._thing("pg:Place", "place", name)
                self._say(iri, "pg:hasPlaceOfPublication", node(made))

    def _whole(self, item: Checked) -> str:
        """Return the book or the proceedings that an entry is a part of, made if need be."""
        title, year = item.entry.fields.get("container-title", ""), item.work.year
        if parent := self._by_key.get(item.entry.parent):
            return parent
        if not title:
            return ""
        if found := self._known.works.titled(title, year) or self._works.titled(title, year):
            return found.iri
        iri = f"{self._base}document-{unique_slug(f'{title} {year}'.strip())}"
        self._works.add(Work(iri, title, year, ""))
        editors = item.entry.names.get("editor", [])
        labels = _labelled(editors, year, title, is_more=len(editors) > 2)
        self._core(iri, _WHOLES[item.kind], item, _entitled(labels, title))
        self._title(iri, title, item.entry)
        if series := item.entry.fields.get("collection-title"):
            self._say(iri, "pg:seriesTitle", plain(series))
        self._edition(iri, item.entry)
        self._contributions(iri, item.entry, ["editor"])
        return iri

    def _contributions(self, iri: str, entry: Entry, roles: list[str]) -> None:
        ending = iri.removeprefix(f"{self._base}document-")
        for role in roles:
            for number, name in enumerate(entry.names.get(role, ()), 1):
                part = f"{self._base}contribution-{ending}-{role}-{number}"
                self._say(iri, "pg:hasContribution", node(part))
                self._contribution(part, NAMES[role], number, name)
        if entry.is_cut and "author" in roles and entry.names.get("author"):
            self._say(iri, "pg:partialAuthorList", plain("true", "xsd:boolean"))

    def _contribution(self, part: str, role: str, number: int, name: Name) -> None:
        self._say(part, "rdf:type", node("pg:Contribution"))
        self._say(part, "pg:hasContributionRole", node(role))
        self._say(part, "pg:byAgent", node(self._agent(name)))
        self._say(part, "pg:isStatedIn", node(self._passage))
        self._say(part, "pg:nameAsPrinted", plain(name.printed()))
        self._say(part, "pg:position", integer(number))

    def _agent(self, name: Name) -> str:
        if name.is_whole:
            return self._thing("foaf:Agent", "agent", name.family.rstrip(". ") or name.family)
        if there := self._known.people.get((name.family, name.given)):
            return there
        iri = f"{self._base}person-{unique_slug(f'{name.family}, {name.given}')}"
        self._say(iri, "rdf:type", node("foaf:Person"))
        self._say(iri, "pg:isStatedIn", node(self._passage))
        self._say(iri, "foaf:familyName", plain(name.family))
        if name.given:
            self._say(iri, "foaf:givenName", plain(name.given))
        label = name.printed().rstrip(". ") or name.family
        self.facts.name(iri, dict.fromkeys(LANGUAGES, label))
        return iri

    def _thing(self, kind: str, word: str, name: str) -> str:
        """Return an organisation, a place or a periodical, made if none is called so."""
        if there := self._known.named[kind].get(fold(name)):
            return there
        iri = f"{self._base}{word}-{unique_slug(name)}"
        self._say(iri, "rdf:type", node("org:Organization" if kind == "foaf:Agent" else kind))
        self.facts.name(iri, dict.fromkeys(LANGUAGES, name.rstrip(". ") or name))
        if kind != "pg:Periodical":
            self._say(iri, "pg:isStatedIn", node(self._passage))
        return iri

    def _note_left(self, item: Checked, has_whole: bool) -> None:
        unused = []
        if item.kind not in SERIALS:
            unused = ["volume", "issue"] + ([] if has_whole else ["container-title"])
        left = [name for name in unused if item.entry.fields.get(name)]
        self._left.update([*item.entry.left, *left])

    def _say(self, subject: str, relation: str, *objects: ox.NamedNode | ox.Literal) -> None:
        self.facts.say(subject, relation, *objects)
        self.facts.places.setdefault(subject, self._at)


def _labels(item: Checked) -> dict[str, str]:
    names = item.entry.names.get("author") or item.entry.names.get("editor", [])
    is_more = item.entry.is_cut or len(names) > 2
    return _labelled(names, item.work.year, item.work.title, is_more=is_more)


def _entitled(labels: dict[str, str], title: str) -> dict[str, str]:
    """Return labels with a title, unless they begin with it."""
    title = title.rstrip(". ")
    return {
        lang: label if label.startswith(title) else f"{label}, {title}"
        for lang, label in labels.items()
    }


def _labelled(names: list[Name], year: str, title: str, *, is_more: bool) -> dict[str, str]:
    """Return a document's label in each language: who and when, or its title."""
    if not names:
        return dict.fromkeys(
            LANGUAGES, f"{title.rstrip('. ')} ({year})" if year else title.rstrip(". ")
        )
    who = " & ".join(name.family for name in names)
    who = f"{names[0].family} et al." if is_more else who
    return {lang: f"{who} ({year or _UNDATED[lang]})" for lang in LANGUAGES}

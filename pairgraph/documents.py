"""Turns the entries of a bibliography into documents: who made them, and where they came out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from .csl import CSL_CLASSES, NAMES, SIMPLE
from .entries import Entry, Fault, Name
from .intake import Intake, Place
from .issued import Issued, issued
from .known import Known, Work, Works
from .vocabulary import LANGUAGES, expand, fold, shorten

if TYPE_CHECKING:
    import pyoxigraph as ox

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_BEFORE_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|ftp)://[^/\s]+\S*|[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?")
_KEPT_IN_ADDRESS = "%/:?#[]@!$&'()*+,;=-._~"
_SERIALS = {"pg:JournalArticle", "pg:NewspaperArticle"}
_WHOLES = {"pg:BookChapter": "pg:Book", "pg:ConferenceTalk": "pg:Proceedings"}
_LONGEST_KEY = 200
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


class _Checked(NamedTuple):
    """An entry found to be sound."""

    entry: Entry
    work: Work
    kind: str
    when: Issued | None
    url: str


def documents(
    entries: Iterable[Entry], source: Source, known: Known, *, base: str, lang: str
) -> tuple[Intake, list[Fault]]:
    """Return what entries say as triples, and what is wrong with them."""
    checker = _Checker(base)
    sound = [checked for entry in entries if (checked := checker.check(entry))]
    faults = checker.faults + [_taken(item, known) for item in sound if _is_taken(item, known)]
    writer = _Writer(source, known, base, lang)
    if not faults:
        writer.write(sound)
    return Intake(list(writer.triples), writer.places, writer.notes()), faults


def _is_taken(item: _Checked, known: Known) -> bool:
    """Tell whether another file has already given the name to another document."""
    other = known.works.by_iri.get(item.work.iri)
    return other is not None and not item.work.is_same(other)


def _taken(item: _Checked, known: Known) -> Fault:
    other = known.works.by_iri[item.work.iri]
    return _fault(item.entry, "taken", other.file, other.title)


def _fault(entry: Entry, what: str, field: str = "", value: str = "") -> Fault:
    return Fault(entry.first, entry.key or entry.fields.get("title", ""), what, field, value)


class _Checker:
    """Finds what is wrong with entries."""

    def __init__(self, base: str) -> None:
        self.faults: list[Fault] = []
        self._base = base
        self._keys: dict[str, int] = {}

    def check(self, entry: Entry) -> _Checked | None:
        """Return an entry with its values checked, or note what is wrong with it."""
        before = len(self.faults)
        kind = CSL_CLASSES[entry.kind]
        self._check_needed(entry, kind)
        doi, url = self._doi(entry), self._url(entry)
        when = self._when(entry, kind)
        names = entry.names.get("author") or entry.names.get("editor") or []
        families = frozenset(fold(name.family) for name in names if not name.is_whole)
        title, year = entry.fields.get("title", ""), str(when.year) if when else ""
        iri = self._iri(entry, doi or " ".join([title, year, *sorted(families)]))
        if len(self.faults) > before:
            return None
        return _Checked(entry, Work(iri, title, year, doi, families), kind, when, url)

    def _check_needed(self, entry: Entry, kind: str) -> None:
        if not entry.fields.get("title", "").strip(". "):
            self.faults.append(_fault(entry, "title"))
        if "container-title" not in entry.fields and not entry.parent:
            if kind in _SERIALS:
                self.faults.append(_fault(entry, "periodical", "journal, T2, container-title"))
            if kind == "pg:BookChapter":
                self.faults.append(_fault(entry, "book", "booktitle, T2, container-title"))

    def _iri(self, entry: Entry, otherwise: str) -> str:
        if len(entry.key) > _LONGEST_KEY:
            self.faults.append(_fault(entry, "long", "key"))
            return ""
        if entry.key in self._keys and entry.key:
            self.faults.append(_fault(entry, "twin", value=str(self._keys[entry.key])))
        self._keys.setdefault(entry.key, entry.first)
        key = quote(entry.key, safe="") or _slug(otherwise)
        return f"{self._base}document-{key}"

    def _doi(self, entry: Entry) -> str:
        told = entry.fields.get("DOI", "")
        doi = _BEFORE_DOI.sub("", told)
        doi = unquote(doi) if "://" in told else doi
        if doi and not _DOI.fullmatch(doi):
            self.faults.append(_fault(entry, "doi", value=told))
        return doi

    def _url(self, entry: Entry) -> str:
        told = entry.fields.get("URL", "")
        if not told:
            return ""
        try:
            urlsplit(told)
        except ValueError:
            self.faults.append(_fault(entry, "url", value=told))
            return ""
        if not _ADDRESS.fullmatch(told):
            self.faults.append(_fault(entry, "url", value=told))
        return quote(told, safe=_KEPT_IN_ADDRESS)

    def _when(self, entry: Entry, kind: str) -> Issued | None:
        told = entry.fields.get("issued", "")
        try:
            when = issued(told) if told else None
        except ValueError:
            self.faults.append(_fault(entry, "date", value=told))
            return None
        if when is None and kind == "pg:JournalArticle":
            self.faults.append(_fault(entry, "year"))
        return when


def _slug(text: str) -> str:
    """Return a name that a person can guess, and that no other text has.

    >>> _slug("Éditions du Seuil")
    'editions-du-seuil-2edaf9'
    """
    words = re.findall(r"[a-z0-9]+", fold(text))
    return "-".join([*words[:8], sha256(text.encode()).hexdigest()[:6]])


class _Writer:
    """Writes documents, and what they name, as triples."""

    def __init__(self, source: Source, known: Known, base: str, lang: str) -> None:
        self.triples: dict[ox.Triple, None] = {}
        self.places: dict[str, Place] = {}
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

    def write(self, items: list[_Checked]) -> None:
        """Write documents; those that are already there, or come twice, are left out."""
        fresh = [item for item in items if self._is_new(item)]
        self._labels.update(label for item in fresh for label in set(_labels(item).values()))
        for item in sorted(fresh, key=lambda item: item.kind in _WHOLES):
            self._stand_at(item.entry)
            self._document(item)

    def _is_new(self, item: _Checked) -> bool:
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
        code = self._source.sha256[:12]
        seed = f"{self._base}document-bibliography-{code}"
        lines = str(entry.first) if entry.first == entry.last else f"{entry.first}-{entry.last}"
        self._at = Place("", entry.first)
        self._passage = f"{self._base}passage-{code}-l{lines}"
        self._seed(seed)
        self._say(self._passage, "rdf:type", "pg:Passage")
        self._say(self._passage, "pg:isPassageOf", seed)
        self._put(self._passage, "pg:lineStart", entry.first)
        self._put(self._passage, "pg:lineEnd", entry.last)

    def _seed(self, seed: str) -> None:
        if seed in self.places:
            return
        self._say(seed, "rdf:type", "pg:SeedDocument")
        self._put(seed, "pg:fileName", self._source.name)
        self._put(seed, "pg:lineCount", self._source.lines)
        self._put(seed, "pg:sha256", self._source.sha256)
        self._put(seed, "pg:seedNumber", str(int(self._source.sha256[:12], 16)).zfill(15))
        name = self._source.name.rstrip(". ")
        self._name(seed, {lang: text.format(name) for lang, text in _BIBLIOGRAPHY.items()})

    def _document(self, item: _Checked) -> None:
        iri, fields = item.work.iri, dict(item.entry.fields)
        whole = self._whole(item) if item.kind in _WHOLES else ""
        self._core(iri, item.kind, item, self._called(item))
        if item.kind in _SERIALS:
            periodical = self._thing("pg:Periodical", "periodical", fields["container-title"])
            self._say(iri, "pg:isPublishedIn", periodical)
        elif whole:
            self._say(iri, "pg:isPartOfDocument", whole)
        self._details(iri, item, {name: fields.get(name, "") for name in SIMPLE})
        if not whole:
            self._edition(iri, item.entry)
        roles = ["author"] if whole else list(NAMES)
        self._contributions(iri, item.entry, roles)
        self._note_left(item, bool(whole))

    def _core(self, iri: str, kind: str, item: _Checked, label: dict[str, str]) -> None:
        self._say(iri, "rdf:type", kind)
        self._name(iri, label)
        self._say(iri, "pg:isStatedIn", self._passage)
        if item.when:
            self._put(iri, "pg:publicationYear", item.when.year)
        if kind == item.kind:
            self._title(iri, item.work.title, item.entry)

    def _called(self, item: _Checked) -> dict[str, str]:
        """Return what a document is called; its title is added where others are called the same."""
        labels = _labels(item)
        several = any(self._labels[label] > 1 for label in labels.values())
        if several or self._known.labels & set(labels.values()):
            return _entitled(labels, item.work.title)
        return labels

    def _title(self, iri: str, title: str, entry: Entry) -> None:
        tongue = entry.fields.get("language", "")[:2].lower()
        self._put(iri, "dcterms:title", title, tongue if tongue in LANGUAGES else "")

    def _details(self, iri: str, item: _Checked, fields: dict[str, str]) -> None:
        fields["DOI"] = item.work.doi
        if item.kind not in _SERIALS:
            fields["volume"] = fields["issue"] = ""
        if item.kind in _WHOLES:
            fields["collection-title"] = ""
        for name, value in fields.items():
            if value:
                self._put(iri, SIMPLE[name], value)
        pages = item.entry.fields.get("number-of-pages", "")
        if pages:
            self._put(iri, "pg:extent", f"{pages} p." if pages.isdecimal() else pages)
        if item.url:
            self._put(iri, "pg:url", item.url, kind="xsd:anyURI")
        if item.when and item.when.day:
            self._put(iri, "pg:publishedOn", item.when.day)
        if item.when and item.when.edtf:
            self._put(iri, "pg:edtfDate", item.when.edtf)

    def _edition(self, iri: str, entry: Entry) -> None:
        if publisher := entry.fields.get("publisher", "").rstrip(". "):
            self._say(iri, "pg:hasPublisher", self._thing("foaf:Agent", "agent", publisher))
        for place in entry.fields.get("publisher-place", "").split(";"):
            if name := place.strip(". "):
                self._say(iri, "pg:hasPlaceOfPublication", self._thing("pg:Place", "place", name))

    def _whole(self, item: _Checked) -> str:
        """Return the book or the proceedings that an entry is a part of, made if need be."""
        title, year = item.entry.fields.get("container-title", ""), item.work.year
        if parent := self._by_key.get(item.entry.parent):
            return parent
        if not title:
            return ""
        if found := self._known.works.titled(title, year) or self._works.titled(title, year):
            return found.iri
        iri = f"{self._base}document-{_slug(f'{title} {year}'.strip())}"
        self._works.add(Work(iri, title, year, ""))
        editors = item.entry.names.get("editor", [])
        labels = _labelled(editors, year, title, is_more=len(editors) > 2)
        self._core(iri, _WHOLES[item.kind], item, _entitled(labels, title))
        self._title(iri, title, item.entry)
        if series := item.entry.fields.get("collection-title"):
            self._put(iri, "pg:seriesTitle", series)
        self._edition(iri, item.entry)
        self._contributions(iri, item.entry, ["editor"])
        return iri

    def _contributions(self, iri: str, entry: Entry, roles: list[str]) -> None:
        slug = iri.removeprefix(f"{self._base}document-")
        for role in roles:
            for number, name in enumerate(entry.names.get(role, ()), 1):
                part = f"{self._base}contribution-{slug}-{role}-{number}"
                self._say(iri, "pg:hasContribution", part)
                self._contribution(part, NAMES[role], number, name)
        if entry.is_cut and "author" in roles and entry.names.get("author"):
            self._put(iri, "pg:partialAuthorList", "true", kind="xsd:boolean")

    def _contribution(self, part: str, role: str, number: int, name: Name) -> None:
        self._say(part, "rdf:type", "pg:Contribution")
        self._say(part, "pg:hasContributionRole", role)
        self._say(part, "pg:byAgent", self._agent(name))
        self._say(part, "pg:isStatedIn", self._passage)
        self._put(part, "pg:nameAsPrinted", name.printed())
        self._put(part, "pg:position", number)

    def _agent(self, name: Name) -> str:
        if name.is_whole:
            return self._thing("foaf:Agent", "agent", name.family.rstrip(". ") or name.family)
        if there := self._known.people.get((name.family, name.given)):
            return there
        iri = f"{self._base}person-{_slug(f'{name.family}, {name.given}')}"
        self._say(iri, "rdf:type", "foaf:Person")
        self._say(iri, "pg:isStatedIn", self._passage)
        self._put(iri, "foaf:familyName", name.family)
        if name.given:
            self._put(iri, "foaf:givenName", name.given)
        label = name.printed().rstrip(". ") or name.family
        self._name(iri, dict.fromkeys(LANGUAGES, label))
        return iri

    def _thing(self, kind: str, word: str, name: str) -> str:
        """Return an organisation, a place or a periodical, made if none is called so."""
        if there := self._known.named[kind].get(fold(name)):
            return there
        iri = f"{self._base}{word}-{_slug(name)}"
        self._say(iri, "rdf:type", "org:Organization" if kind == "foaf:Agent" else kind)
        self._name(iri, dict.fromkeys(LANGUAGES, name.rstrip(". ") or name))
        if kind != "pg:Periodical":
            self._say(iri, "pg:isStatedIn", self._passage)
        return iri

    def _note_left(self, item: _Checked, has_whole: bool) -> None:
        unused = []
        if item.kind not in _SERIALS:
            unused = ["volume", "issue"] + ([] if has_whole else ["container-title"])
        left = [name for name in unused if item.entry.fields.get(name)]
        self._left.update([*item.entry.left, *left])

    def _say(self, subject: str, relation: str, value: str) -> None:
        import pyoxigraph as ox

        iri = value if "//" in value or value.startswith(self._base) else expand(value)
        self._add(subject, relation, ox.NamedNode(iri))

    def _put(
        self, subject: str, relation: str, value: str | int, tongue: str = "", *, kind: str = ""
    ) -> None:
        import pyoxigraph as ox

        if tongue:
            literal = ox.Literal(str(value), language=tongue)
        elif kind:
            literal = ox.Literal(str(value), datatype=ox.NamedNode(expand(kind)))
        else:
            literal = ox.Literal(value)
        self._add(subject, relation, literal)

    def _name(self, subject: str, labels: dict[str, str]) -> None:
        for lang, label in labels.items():
            self._put(subject, "skos:prefLabel", label, lang)

    def _add(self, subject: str, relation: str, value: ox.NamedNode | ox.Literal) -> None:
        import pyoxigraph as ox

        triple = ox.Triple(ox.NamedNode(subject), ox.NamedNode(expand(relation)), value)
        self.triples[triple] = None
        self.places.setdefault(subject, self._at)


def _labels(item: _Checked) -> dict[str, str]:
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

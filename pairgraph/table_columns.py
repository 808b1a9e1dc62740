"""The sheets and columns of users' tables: what each holds, and how it is told in both languages."""

from __future__ import annotations

from typing import NamedTuple

from .vocabulary import fold


class Column(NamedTuple):
    """A column: how its cells are read, its header, what to write there, and an example.

    `about` is the relation that its cells stand for, and `takes` the class of what they name,
    both CURIEs.
    """

    key: str
    reading: str
    fr: str
    en: str
    note_fr: str
    note_en: str
    example_fr: str = ""
    example_en: str = ""
    about: str = ""
    takes: str = ""

    def header(self, lang: str) -> str:
        """Return the header of the column in a language."""
        return self.fr if lang == "fr" else self.en

    def note(self, lang: str) -> str:
        """Return what to write in the column, in a language."""
        return self.note_fr if lang == "fr" else self.note_en

    def example(self, lang: str) -> str:
        """Return an invented cell of the column, in a language."""
        return self.example_fr if lang == "fr" else self.example_en

    @property
    def is_single(self) -> bool:
        """Whether a cell of the column holds one value at most, whatever its punctuation."""
        return self.reading not in ("names", "answer", "agent", "link", "place")


class Sheet(NamedTuple):
    """A sheet: a row for each thing of one class."""

    key: str
    fr: str
    en: str
    made: str
    columns: tuple[Column, ...]

    def title(self, lang: str) -> str:
        """Return the name of the sheet in a language."""
        return self.fr if lang == "fr" else self.en

    @property
    def labels(self) -> tuple[Column, ...]:
        """The columns of names, of which a row fills one at least."""
        return tuple(column for column in self.columns if column.reading == "label")

    @property
    def needed(self) -> tuple[Column, ...]:
        """The columns that every row fills, beside a name."""
        return tuple(column for column in self.columns if column.key == "kind")


def _first(fr: str, en: str, example: str, names: tuple[str, str]) -> tuple[Column, ...]:
    one_fr = "Un nom au moins, en français ou en anglais ; le même sert aux deux s'il est seul."
    one_en = "One name at least, in French or in English; if alone, it serves for both."
    return (
        Column(
            "id",
            "id",
            "Identifiant",
            "Identifier",
            "Nom court ou adresse ; à donner si deux lignes portent le même nom.",
            "Short name or address; needed if two rows bear the same name.",
            example,
            example,
        ),
        Column("label_fr", "label", f"{fr} (fr)", f"{en} (fr)", one_fr, one_en, *names[:1] * 2),
        Column("label_en", "label", f"{fr} (en)", f"{en} (en)", one_fr, one_en, *names[1:] * 2),
        Column(
            "names",
            "names",
            "Autres noms",
            "Other names",
            "Sigles et autres noms.",
            "Initials and other names.",
            about="skos:altLabel",
        ),
    )


def _definitions(fr: str, en: str) -> tuple[Column, ...]:
    note_fr = "Une phrase, dans vos mots."
    note_en = "One sentence, in your own words."
    return (
        Column(
            "definition_fr",
            "definition",
            "Définition (fr)",
            "Definition (fr)",
            note_fr,
            note_en,
            fr,
            fr,
        ),
        Column(
            "definition_en",
            "definition",
            "Définition (en)",
            "Definition (en)",
            note_fr,
            note_en,
            en,
            en,
        ),
    )


_SOURCES = (
    Column(
        "source",
        "source",
        "Source",
        "Source",
        "Titre du document où cela se lit, un seul.",
        "Title of the document where this is read, one only.",
        "Rapport annuel du Rivage (exemple inventé)",
        "Annual report of Le Rivage (invented example)",
        takes="pg:Document",
    ),
    Column(
        "address",
        "source",
        "Adresse de la source",
        "Source address",
        "Adresse Web de ce document.",
        "Web address of that document.",
        "https://example.org/rivage/rapport",
        "https://example.org/rivage/rapport",
        takes="pg:Document",
    ),
)


def _where_and_when(example: str = "") -> tuple[Column, ...]:
    return (
        Column(
            "place",
            "place",
            "Ville ou région",
            "Town or region",
            "Lieux géographiques ; un lieu inconnu est ajouté.",
            "Geographical places; one that is unknown is added.",
            *("Grenoble", "Grenoble"),
            "pg:takesPlaceIn",
            "pg:Place",
        ),
        Column(
            "start",
            "date",
            "Début",
            "Start",
            "Année, ou date comme 2019-03-05.",
            "Year, or date such as 2019-03-05.",
            *(example, example),
            "pg:startYear",
        ),
        Column(
            "end",
            "date",
            "Fin",
            "End",
            "Année, ou date comme 2023-06-30 ; vide si ce n'est pas fini.",
            "Year, or date such as 2023-06-30; empty if it is still going on.",
            about="pg:endYear",
        ),
    )


def _agent(capacity: str, fr: str, en: str, *examples: str) -> Column:
    return Column(
        capacity,
        "agent",
        fr,
        en,
        "Organismes qui y ont cette part.",
        "Organisations that have this part in it.",
        *(examples or ("", "")),
        f"pgv:{capacity}",
        "org:Organization",
    )


def _answer(key: str, takes: str, headers: tuple[str, str], notes: tuple[str, str]) -> Column:
    return Column(key, "answer", *headers, *notes, *_ANSWERS.get(key, ("", "")), f"pg:{key}", takes)


_ANSWERS = {
    "hasObjective": ("soutien émotionnel ; création de liens", "emotional support; building ties"),
    "hasFormality": ("formel", "formal"),
    "hasPeerBasis": ("expérience vécue", "lived experience"),
    "hasRecognitionMode": ("par un employeur", "by an employer"),
    "hasNetwork": ("?", "?"),
    "hasEngagementStatus": ("rémunéré", "paid"),
}
PROGRAMMES = Sheet(
    "programme",
    "Programmes",
    "Programmes",
    "pg:Programme",
    (
        *_first(
            "Programme",
            "Programme",
            "rivage",
            ("Pairs du Rivage (exemple)", "Shoreline Peers (example)"),
        ),
        Column(
            "type",
            "choice",
            "Type",
            "Type",
            "Sorte de programme ; vide si rien de plus précis.",
            "Kind of programme; empty if nothing is more precise.",
            *("service", "service"),
            "rdf:type",
            "pg:Programme",
        ),
        *_definitions(
            "Programme qui place des pairs à l'accueil.", "Programme that places peers at reception."
        ),
        Column(
            "part",
            "link",
            "Fait partie de",
            "Part of",
            "Programmes plus vastes.",
            "Wider programmes.",
            about="pg:isPartOfProgramme",
            takes="pg:Programme",
        ),
        _agent("capacity-operator", "Opérateur", "Operator", "le-rivage", "le-rivage"),
        _agent("capacity-host-institution", "Établissement d'accueil", "Host institution"),
        _agent("capacity-partner", "Partenaire", "Partner"),
        _agent("capacity-funder", "Financeur", "Funder"),
        _agent("capacity-supporter", "Soutien", "Supporter"),
        _agent("capacity-evaluator", "Évaluateur", "Evaluator"),
        _agent("capacity-initiator", "Initiateur", "Initiator"),
        _agent("capacity-regulator", "Autorité de tutelle", "Regulator"),
        _agent("capacity-selector", "Instance de sélection", "Selecting body"),
        _agent("capacity-scientific-lead", "Responsable scientifique", "Scientific lead"),
        *_where_and_when("2019"),
        *_SOURCES,
    ),
)
ORGANISATIONS = Sheet(
    "organisation",
    "Organismes",
    "Organisations",
    "org:Organization",
    (
        *_first(
            "Organisme",
            "Organisation",
            "le-rivage",
            ("Association Le Rivage (exemple)", "Le Rivage association (example)"),
        ),
        Column(
            "part",
            "link",
            "Fait partie de",
            "Part of",
            "Organismes plus vastes.",
            "Wider organisations.",
            about="org:subOrganizationOf",
            takes="org:Organization",
        ),
        *_SOURCES,
    ),
)
ROLES = Sheet(
    "role",
    "Rôles",
    "Roles",
    "pg:SupportArrangement",
    (
        *_first(
            "Rôle",
            "Role",
            "pairs-accueil",
            ("pairs d'accueil du Rivage (exemple)", "Shoreline reception peers (example)"),
        ),
        Column(
            "kind",
            "kind",
            "Genre",
            "Kind",
            "rôle, pratique ou collectif. Obligatoire.",
            "role, practice or collective. Needed.",
            *("rôle", "role"),
            "rdf:type",
        ),
        *_definitions("Rôle de pairs présents à l'accueil.", "Role of peers who are at reception."),
        Column(
            "programme",
            "link",
            "Programme",
            "Programme",
            "Programmes qui l'ont mis en place.",
            "Programmes that set it up.",
            *("rivage", "rivage"),
            "pg:isInstitutedBy",
            "pg:Programme",
        ),
        Column(
            "term",
            "link",
            "Mot employé",
            "Word used",
            "Mots du graphe par lesquels on l'appelle sur place.",
            "Words of the graph that it is called by on the spot.",
            *("pair-aidant", "peer supporter"),
            "pg:usesTerm",
            "pg:Term",
        ),
        _answer(
            "hasObjective",
            "pg:SupportObjective",
            ("Objectif", "Objective"),
            ("1. À quoi sert le soutien ?", "1. What is the support for?"),
        ),
        _answer(
            "hasFormality",
            "pg:FormalityDegree",
            ("Formalité", "Formality"),
            (
                "2. Le soutien est-il organisé ou spontané ?",
                "2. Is the support organised or spontaneous?",
            ),
        ),
        _answer(
            "hasPeerBasis",
            "pg:PeerBasis",
            ("Fondement", "Basis"),
            (
                "3. Sur quoi repose la relation entre pairs ?",
                "3. On what does the peer relation rest?",
            ),
        ),
        _answer(
            "hasRecognitionMode",
            "pg:RecognitionMode",
            ("Reconnaissance", "Recognition"),
            ("4. Qui ou quoi reconnaît le pair ?", "4. Who or what recognises the peer?"),
        ),
        _answer(
            "hasNetwork",
            "pg:PeerNetwork",
            ("Réseau", "Network"),
            (
                "5. À quel réseau le pair est-il rattaché ?",
                "5. Which network does the peer belong to?",
            ),
        ),
        _answer(
            "hasPlace",
            "pg:SupportPlace",
            ("Lieu du soutien", "Place of support"),
            ("6. Où le soutien est-il offert ?", "6. Where is the support offered?"),
        ),
        _answer(
            "addressesPopulation",
            "pg:Population",
            ("Population", "Population"),
            ("À qui s'adresse-t-il ?", "Whom is it for?"),
        ),
        _answer(
            "hasExperienceDomain",
            "pg:ExperienceDomain",
            ("Vécu", "Experience"),
            ("Quel vécu les pairs mettent-ils en commun ?", "Which experience do peers draw on?"),
        ),
        _answer(
            "hasActivity",
            "pg:PeerActivity",
            ("Activité", "Activity"),
            ("Que font les pairs ?", "What do peers do?"),
        ),
        _answer(
            "hasEngagementStatus",
            "pg:EngagementStatus",
            ("Statut", "Status"),
            ("À quel titre les pairs interviennent-ils ?", "On what footing do peers act?"),
        ),
        _answer(
            "hasDisclosure",
            "pg:Disclosure",
            ("Divulgation", "Disclosure"),
            (
                "Les pairs font-ils état de leur vécu ? Une seule réponse.",
                "Do peers make their experience known? One answer only.",
            ),
        ),
        _answer(
            "hasSector",
            "pg:InterventionSector",
            ("Secteur", "Sector"),
            ("Dans quel secteur ?", "In which sector?"),
        ),
        _answer(
            "hasFormat",
            "pg:DeliveryFormat",
            ("Format", "Format"),
            ("À deux ou en groupe ?", "One to one, or in a group?"),
        ),
        _answer(
            "hasChannel",
            "pg:DeliveryChannel",
            ("Canal", "Channel"),
            ("Sur place, à distance ?", "Face to face, at a distance?"),
        ),
        _answer(
            "hasAudienceScope",
            "pg:AudienceScope",
            ("Public", "Audience"),
            ("Ouvert à tous, ou à certains ?", "Open to all, or to some?"),
        ),
        _answer(
            "hasSettingContext",
            "pg:SettingContext",
            ("Contexte", "Setting"),
            ("Au travail ou en dehors ?", "At work or outside it?"),
        ),
        _answer(
            "hasFrequency",
            "pg:FrequencyBand",
            ("Fréquence", "Frequency"),
            ("Souvent ou non ?", "How often?"),
        ),
        _answer(
            "hasDuration",
            "pg:DurationBand",
            ("Durée", "Duration"),
            ("Long ou court ?", "Long or short?"),
        ),
        _answer(
            "hasPartnershipLevel",
            "pg:PartnershipLevel",
            ("Niveau de partenariat", "Partnership level"),
            ("À quel niveau du partenariat ?", "At which level of partnership?"),
        ),
        _answer(
            "hasCoreValue",
            "pg:CoreValue",
            ("Valeurs", "Values"),
            ("Sur quelles valeurs s'appuie-t-il ?", "Which values does it stand on?"),
        ),
        *_where_and_when("2020"),
        *_SOURCES,
    ),
)
SHEETS = (PROGRAMMES, ORGANISATIONS, ROLES)
# The road map asks these of every arrangement: an empty cell says that the table is silent.
ASKED = frozenset(
    f"pg:has{facet}"
    for facet in "Objective Formality PeerBasis RecognitionMode Network Place".split()
)


def folded(header: str) -> str:
    """Return a header without case, accents, or needless spaces.

    >>> folded("  RÔLE  (fr)")
    'role (fr)'
    """
    return " ".join(fold(header).split())


def headers(sheet: Sheet) -> dict[str, Column]:
    """Return the columns of a sheet by their headers, folded, in either language."""
    return {folded(name): column for column in sheet.columns for name in (column.fr, column.en)}


def sheet_of(row: list[str]) -> Sheet | None:
    """Return the sheet that a row of headers tells by its columns of names; None if it tells none.

    >>> sheet_of(["Genre", "Rôle (fr)"]).key
    'role'
    >>> sheet_of(["Genre", "Nom"]) is None
    True
    """
    given = set(map(folded, row))
    told = [s for s in SHEETS if given & {folded(n) for c in s.labels for n in (c.fr, c.en)}]
    return max(told, key=lambda sheet: len(given & set(headers(sheet))), default=None)

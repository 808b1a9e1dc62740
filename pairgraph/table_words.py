"""What is said of tables that cannot be used, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from .errors import brief

_SAID = {
    "suffix": (
        "n'est pas un tableau lu ici ; donnez .csv, .tsv ou .xlsx",
        "not a kind of table read here; give .csv, .tsv or .xlsx",
    ),
    "big": (
        "le fichier pèse plus de {} Mio ; coupez-le en plusieurs",
        "the file is over {} MiB; cut it into several",
    ),
    "open": ("illisible : {}", "cannot be read: {}"),
    "utf8": (
        "l'octet {} n'est pas de l'UTF-8 ; enregistrez le fichier en « CSV UTF-8 »",
        "byte {} is not UTF-8; save the file as “CSV UTF-8”",
    ),
    "utf16": (
        "l'octet {} n'est pas de l'UTF-16 ; enregistrez le fichier en « CSV UTF-8 »",
        "byte {} is not UTF-16; save the file as “CSV UTF-8”",
    ),
    "zipped": (
        "c'est un classeur et non du texte ; nommez-le .xlsx",
        "this is a workbook and not text; name it .xlsx",
    ),
    "quotes": (
        "un guillemet n'est pas fermé, ou du texte le suit ; doublez ceux du texte",
        "a quotation mark is not closed, or text follows it; double those of the text",
    ),
    "workbook": (
        "n'est pas un classeur .xlsx entier ; enregistrez-le de nouveau en .xlsx ({})",
        "not a whole .xlsx workbook; save it again as .xlsx ({})",
    ),
    "locked": (
        "ancien format .xls, ou fichier protégé par mot de passe ; enregistrez-le en .xlsx, sans "
        "mot de passe",
        "an old .xls file, or protected by a password; save it as .xlsx without a password",
    ),
    "swollen": (
        "se déploie au-delà de ce qui se lit ({}) ; copiez les cellules dans un nouveau classeur",
        "unfolds beyond what is read ({}); copy the cells into a new workbook",
    ),
    "doctype": (
        "la partie {} déclare des entités XML, ce qu'aucun tableur n'écrit ; copiez les cellules "
        "dans un nouveau classeur",
        "part {} declares XML entities, which no spreadsheet writes; copy the cells into a new "
        "workbook",
    ),
    "cells": (
        "plus de {} cellules à lire ; ôtez les lignes et les colonnes vides mais mises en forme",
        "over {} cells to read; delete the rows and columns that are empty but formatted",
    ),
    "rows": ("plus de {} lignes ; coupez le tableau", "over {} rows; cut the table up"),
    "none": (
        "aucune ligne sous les en-têtes ; remplissez le modèle sous la ligne « # »",
        "no row below the headers; fill the template in under the “#” row",
    ),
    "sheet": (
        "aucun en-tête ne dit ce que c'est ; il faut l'un de {}, ou mettez « # » devant le nom de "
        "la feuille pour qu'elle ne soit pas lue",
        "no header tells what this is; one of {} is needed, or put “#” before the name of the "
        "sheet to have it passed over",
    ),
    "header": ("« {} » n'est pas un en-tête connu", "“{}” is not a known header"),
    "twice": (
        "cet en-tête est déjà dans la colonne {} ; ôtez l'un des deux",
        "this header is already in column {}; take one of the two out",
    ),
    "missing": ("l'en-tête « {} » manque ; ajoutez-le", "the header “{}” is missing; add it"),
    "merged": (
        "cellules fusionnées ({}) ; défusionnez-les et répétez la valeur",
        "merged cells ({}); unmerge them and repeat the value",
    ),
    "beyond": (
        "une cellule remplie sans en-tête ; ajoutez l'en-tête, ou videz-la (en CSV, mettez entre "
        "guillemets le texte qui contient le séparateur)",
        "a filled cell without a header; add the header, or empty it (in CSV, put quotation marks "
        "around text that holds the separator)",
    ),
    "long": ("la cellule pèse plus de 1 Mio ; abrégez-la", "the cell is over 1 MiB; shorten it"),
    "control": (
        "caractère de contrôle U+{:04X} ; effacez-le et tapez le texte de nouveau",
        "control character U+{:04X}; delete it and type the text again",
    ),
    "fault": (
        "la cellule contient l'erreur {} ; corrigez-la",
        "the cell holds the error {}; correct it",
    ),
    "empty": ("rien n'est donné ; remplissez cette cellule", "nothing is given; fill the cell in"),
    "slug": (
        "« {} » ne contient ni lettre ni chiffre ; donnez un nom",
        "“{}” holds no letter or digit; give a name",
    ),
    "alike": (
        "même nom ou identifiant qu'à la ligne {} ; donnez à l'une des deux un identifiant à elle",
        "the same name or identifier as in row {}; give one of the two an identifier of its own",
    ),
    "ours": (
        "cette adresse est à pairgraph ; donnez un nom court, ou une adresse à vous",
        "this address belongs to pairgraph; give a short name, or an address of your own",
    ),
    "address": ("« {} » n'est pas une adresse Web", "“{}” is not a web address"),
    "period": (
        "un nom n'est pas une phrase : ôtez le point final",
        "a name is not a sentence: take the full stop off the end",
    ),
    "kind": ("« {} » n'est pas un genre", "“{}” is not a kind"),
    "date": (
        "« {} » n'est ni une année de 1700 à 2100 ni une date comme 2019-03-05",
        "“{}” is neither a year from 1700 to 2100 nor a date such as 2019-03-05",
    ),
    "order": ("la fin, {}, précède le début, {}", "the end, {}, comes before the start, {}"),
    "unknown": ("rien ne s'appelle « {} » ici", "nothing is called “{}” here"),
    "several": ("« {} » désigne plusieurs choses", "“{}” names several things"),
    "one": ("une seule réponse ici", "one answer only here"),
    "negative": (
        "« {} » : le graphe ne dit pas ce qui n'est pas ; videz la cellule, ou écrivez « ? »",
        "“{}”: the graph does not say what is not so; empty the cell, or write “?”",
    ),
    "silent": (
        "« ? » et une réponse à la fois ; gardez l'un ou l'autre",
        "“?” and an answer at once; keep one or the other",
    ),
    "place": (
        "« {} » ressemble à un lieu connu ; s'il en est un autre, écrivez « nouveau : {} »",
        "“{}” is much like a known place; if it is another, write “new: {}”",
    ),
    "titles": (
        "cette adresse a un autre titre à la ligne {} ; accordez-les",
        "this address has another title in row {}; make them agree",
    ),
}
_KINDS = (["rôle", "pratique", "collectif"], ["role", "practice", "collective"])
_NEAR = (" ; au plus près : {}", "; nearest: {}")


class Words:
    """Says what is wrong with a table in one language, each time in one line.

    >>> Words("en")("unknown", "hopital", near=["hospital"])
    'nothing is called “hopital” here; nearest: hospital'
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._at = 0 if lang == "fr" else 1

    @property
    def kinds(self) -> list[str]:
        """What the kinds of arrangements are called."""
        return _KINDS[self._at]

    def __call__(self, key: str, *values: object, near: Iterable[str] = ()) -> str:
        shown = (brief(value) if isinstance(value, str) else value for value in values)
        text = _SAID[key][self._at].format(*shown)
        listed = ", ".join(near)
        return text + _NEAR[self._at].format(listed) if listed else text

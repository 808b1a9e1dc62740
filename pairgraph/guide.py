"""The guide to a folder of views: what to open first, what Gephi gets wrong; in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .vocabulary import LANGUAGES

if TYPE_CHECKING:
    from .formats import Format

_HEADS = {
    "fr": ("## Les vues", "vue", "ce qu'elle montre", "nœuds", "liens", "## Les formats"),
    "en": ("## The views", "view", "what it shows", "nodes", "edges", "## The formats"),
}


def guide(told: Sequence[dict[str, Any]], forms: Sequence[Format]) -> str:
    """Return the README of a folder, in French, then in English."""
    return "\n".join(line for lang in LANGUAGES for line in _part(told, forms, lang))


def _part(told: Sequence[dict[str, Any]], forms: Sequence[Format], lang: str) -> list[str]:
    words = files("pairgraph").joinpath("page", f"guide.{lang}.md").read_text(encoding="utf-8")
    return [words, *_tables(told, forms, lang), ""]


def _tables(told: Sequence[dict[str, Any]], forms: Sequence[Format], lang: str) -> list[str]:
    views, view, shows, nodes, edges, formats = _HEADS[lang]
    rows = [
        f"| `{one['view']}` | {one[f'title_{lang}']} | {one['nodes']} | {one['edges']} |"
        for one in told
    ]
    lines = [f"- `{form.name}/` (`{form.suffix}`) : {form.purpose(lang)}" for form in forms]
    if lang == "en":
        lines = [line.replace(") : ", "): ") for line in lines]
    head = [f"| {view} | {shows} | {nodes} | {edges} |", "|---|---|---:|---:|"]
    return [views, "", *head, *rows, "", formats, "", *lines]

"""Competency questions: what the graph must be able to answer, each with its exact rows."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .errors import NotFound, PairgraphError
from .files import read_text
from .sparql import query
from .vocabulary import LANGUAGES, QUESTIONS, nearest

if TYPE_CHECKING:
    from .answer import Answer, Answering
    from .limits import Limits
    from .stores import Source


class Question(NamedTuple):
    """A competency question: what the graph must be able to answer."""

    slug: str
    fr: str
    en: str
    path: Path

    def title(self, lang: str) -> str:
        """Return the question in words, in French or English."""
        return self.fr if lang == "fr" else self.en

    @property
    def sparql(self) -> str:
        """The query that answers it."""
        return read_text(self.path)

    @property
    def expected(self) -> Path:
        """The file of the rows it must return, as SPARQL CSV results."""
        return self.path.with_suffix(".csv")


def catalogue() -> list[Question]:
    """Return the competency questions that ship with the graph, by number.

    >>> [question.slug for question in catalogue()][0]
    'road-map-questions'
    """
    return [_question(path) for path in _paths()]


def ask(
    slug: str,
    source: Source | Answering = None,
    *,
    lang: str | None = None,
    limits: Limits | None = None,
) -> Answer:
    """Answer a competency question.

    Args:
        slug: its name, as `catalogue` gives it.
        source: as `sparql.query` takes it; the shipped graph if left out.
        lang: "fr" or "en" keeps that language; both are given if left out.
        limits: what the query may take (see `sparql.query`).

    Raises:
        NotFound: there is no such question.

    >>> ask("road-map-questions", lang="en").rows[1]
    (2, 'Is the support organised or spontaneous?')
    """
    path = next((path for path in _paths() if _slug(path) == slug), None)
    if path is None:
        raise NotFound(f"no question {slug!r}", near=nearest(slug, map(_slug, _paths())))
    return query(read_text(path), source, lang=lang, limits=limits)


def _paths() -> list[Path]:
    names = sorted(name for name in os.listdir(QUESTIONS) if name.endswith(".rq"))
    if not names:
        raise PairgraphError(f"{QUESTIONS}: no question found; install pairgraph again")
    return [Path(QUESTIONS, name) for name in names]


def _slug(path: Path) -> str:
    return path.stem.partition("-")[2]


def _question(path: Path) -> Question:
    lines = read_text(path).splitlines()
    titles = {line[2:4]: line[6:].strip() for line in lines if line.startswith(("# fr:", "# en:"))}
    if set(titles) != set(LANGUAGES):
        raise PairgraphError(f"{path}: a question starts with its title: # fr: … and # en: …")
    return Question(_slug(path), titles["fr"], titles["en"], path)

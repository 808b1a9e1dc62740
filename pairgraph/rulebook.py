"""The rules that the shapes set, in the words of one language, whatever they are broken by."""

from __future__ import annotations

import re
from typing import NamedTuple

from .files import read_rdf
from .graph import shape_files
from .vocabulary import PREFIXES

_HOLE = re.compile(r"\{[?$]\w+\}")
_END = re.compile(r"\s*:\s|(?<=[.])\s")


class Rule(NamedTuple):
    """A rule: its name, how grave it is to break it, and what it says then."""

    iri: str
    severity: str
    message: str

    @property
    def title(self) -> str:
        """What is wrong, without what to do about it.

        >>> Rule("", "Violation", "… is no date : give one.").title
        '… is no date.'
        """
        return _END.split(self.message)[0].rstrip(".") + "."


def rules(lang: str) -> dict[str, Rule]:
    """Return the rules of the shipped shapes by name; `…` stands for what breaks them.

    >>> rules("en")["https://w3id.org/pairgraph/shapes#TermShape-attested"].title
    'No passage attests this term.'
    """
    messages, severities = {}, {}
    for path in shape_files():
        for subject, predicate, value in read_rdf(path):
            name, text = getattr(subject, "value", ""), getattr(value, "value", "")
            if predicate.value == f"{PREFIXES['sh']}severity":
                severities[name] = text.removeprefix(PREFIXES["sh"])
            elif (
                predicate.value == f"{PREFIXES['sh']}message"
                and getattr(value, "language", "") == lang
            ):
                messages[name] = _HOLE.sub("…", text)
    return {name: Rule(name, severities[name], said) for name, said in sorted(messages.items())}


def local(rule: str) -> str:
    """Return the name of a rule without its namespace.

    >>> local("https://w3id.org/pairgraph/shapes#TermShape-attested")
    'TermShape-attested'
    """
    return rule.removeprefix(PREFIXES["pgsh"])

"""Says by which statements, none of them to spare, a graph contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from .axioms import Axioms
from .hermit import first_inconsistent
from .telling import Teller
from .vocabulary import expand

if TYPE_CHECKING:
    from typing import TypeAlias

    import pyoxigraph as ox

    from .stores import Store
    from .telling import Node

    Term: TypeAlias = Node | ox.Literal | ox.Triple

_TYPE, _FUNCTIONAL = expand("rdf:type"), expand("owl:FunctionalProperty")
_RANGE, _MEMBERS = expand("rdfs:range"), expand("owl:members")
_DISJOINT = expand("owl:disjointWith")
_OF_CLASSES = (expand("rdfs:subClassOf"), expand("owl:equivalentClass"))
_WORDS = {
    "fr": {
        "quote": "« {} »",
        "fact": "{} {}",
        "every": "tout {} {}",
        "no": "aucun {} ne {}",
        "one": "{} n'admet qu'une réponse",
        "range": "{} attend pour réponse : {}",
        "kind": "est de la sorte {}",
        "not": "n'est pas ce qui {}",
        "or": " ou ",
        "and": " et ",
        "schema": "les classes et les relations, entre elles",
    },
    "en": {
        "quote": "“{}”",
        "fact": "{} {}",
        "every": "every {} {}",
        "no": "no {} {}",
        "one": "{} takes one answer only",
        "range": "{} takes for an answer: {}",
        "kind": "is of the kind {}",
        "not": "is not what {}",
        "or": " or ",
        "and": " and ",
        "schema": "the classes and relations, among themselves",
    },
}


def explain(found: Axioms, store: Store, lang: str) -> list[str]:
    """Return statements that contradict one another, and would not if one were taken away.

    Method: the first thing whose description is at fault is looked for; then each statement that
    makes a growing set of them contradictory is kept. What holds of all classes and answers is
    taken for granted.

    Args:
        found: axioms that contradict themselves.
        store: the graph that they come from.
        lang: "fr" or "en".
    """
    rules, teller = _Rules(found), _Teller(store, lang)
    facts, background = _guilty(found, rules)
    candidates = [*facts, *sorted(filter(_is_told, rules.around(facts)), key=str)]
    given = set(candidates)
    kept = _minimal([triple for triple in background if triple not in given], candidates)
    return [teller.tell(triple) for triple in kept] or [_WORDS[lang]["schema"]]


def _guilty(found: Axioms, rules: _Rules) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """Return the first description that contradicts itself, and a background that makes it do so.

    It is looked for among arrangements, with what they name; then among answers, if these are at
    fault; then among arrangements again, with all that is said of classes.
    """
    all_rules = [*found.schema, *found.answers]
    described = [*found.facts.values()]
    around = [rules.around(own) for own in described]
    at = first_inconsistent([all_rules, *map(list.__add__, described, around)])
    if at:
        return described[at - 1], around[at - 1]
    described = [*_by_subject(found.answers).values()] if at == 0 else described
    around = [rules.around(own) if at == 0 else all_rules for own in described]
    at = first_inconsistent(map(list.__add__, described, around))
    if at is None:
        return [triple for own in described for triple in own], all_rules
    return described[at], around[at]


def _by_subject(triples: Iterable[ox.Triple]) -> dict[Term, list[ox.Triple]]:
    found: dict[Term, list[ox.Triple]] = {}
    for triple in triples:
        found.setdefault(triple.subject, []).append(triple)
    return found


def _minimal(background: list[ox.Triple], candidates: list[ox.Triple]) -> list[ox.Triple]:
    """Return candidates that contradict the background, none of them to spare.

    Method: what turns the background and the candidates up to it contradictory cannot be spared,
    and joins the background; what comes after it can.
    """
    kept: list[ox.Triple] = []
    while True:
        grown = range(len(candidates) + 1)
        at = first_inconsistent([*background, *kept, *candidates[:i]] for i in grown)
        if not at:
            return kept[::-1]
        kept.append(candidates[at - 1])
        candidates = candidates[: at - 1]


class _Rules:
    """Finds what the classes, relations and answers that a description names are held to."""

    def __init__(self, found: Axioms) -> None:
        self._said = _by_subject([*found.schema, *found.answers])
        members = [t.object for t in found.schema if t.predicate.value == _MEMBERS]
        self._disjoint = [self._listed(node) for node in members]

    def around(self, facts: Iterable[ox.Triple]) -> list[ox.Triple]:
        """Return what is said of all that facts lead to, and which of its classes exclude which."""
        import pyoxigraph as ox

        found: dict[Term, list[ox.Triple]] = {}
        ahead: list[Term] = [node for t in facts for node in (t.predicate, t.object)]
        while ahead:
            node = ahead.pop()
            if node not in found:
                found[node] = self._said.get(node, [])
                ahead += [o for t in found[node] for o in (t.predicate, t.object)]
        return [
            *(triple for said in found.values() for triple in said),
            *(
                ox.Triple(one, ox.NamedNode(_DISJOINT), other)
                for group in self._disjoint
                for one, other in combinations([node for node in group if node in found], 2)
            ),
        ]

    def _listed(self, node: Term) -> list[ox.NamedNode]:
        import pyoxigraph as ox

        said = {t.predicate.value: t.object for t in self._said.get(node, ())}
        first, rest = (said.get(expand(f"rdf:{part}")) for part in ("first", "rest"))
        if rest is None:
            return []
        return [*([first] if isinstance(first, ox.NamedNode) else []), *self._listed(rest)]


class _Teller:
    """Tells axioms in words."""

    def __init__(self, store: Store, lang: str) -> None:
        self._teller = Teller(store, lang)
        self._words = _WORDS[lang]

    def tell(self, triple: ox.Triple) -> str:
        """Return an axiom as a sentence."""
        name, value = self._quoted(triple.subject), triple.object
        relation = triple.predicate.value
        if relation == _RANGE:
            return self._words["range"].format(name, self._quoted(value))
        if _name(value) == _FUNCTIONAL:
            return self._words["one"].format(name)
        if relation in _OF_CLASSES:
            return self._rule(name, value)
        told = self._expression(value) if relation == _TYPE else self._has(triple.predicate, value)
        return self._words["fact"].format(name, told)

    def _rule(self, name: str, whole: Term) -> str:
        for refused in self._parts(whole, "owl:complementOf"):
            return self._words["no"].format(name, self._expression(refused))
        return self._words["every"].format(name, self._expression(whole))

    def _expression(self, node: Term) -> str:
        """Return what a class says of the things that are of it."""
        for facet in self._parts(node, "owl:onProperty"):
            for value in self._parts(node, "owl:hasValue"):
                return self._has(facet, value)
        for refused in self._parts(node, "owl:complementOf"):
            return self._words["not"].format(self._expression(refused))
        for relation, between in (("owl:unionOf", "or"), ("owl:intersectionOf", "and")):
            for members in self._parts(node, relation):
                return self._words[between].join(map(self._expression, self._members(members)))
        return self._kind(node)

    def _members(self, node: Node) -> list[Node]:
        rest = [m for after in self._parts(node, "rdf:rest") for m in self._members(after)]
        return [*self._parts(node, "rdf:first"), *rest]

    def _parts(self, node: Term, relation: str) -> list[Node]:
        import pyoxigraph as ox

        if isinstance(node, ox.NamedNode | ox.BlankNode):
            return self._teller.nodes(node, relation)
        return []

    def _has(self, facet: Node, value: Term) -> str:
        return f"{self._teller.label(facet)} {self._quoted(value)}"

    def _kind(self, node: Term) -> str:
        return self._words["kind"].format(self._quoted(node))

    def _quoted(self, node: Term) -> str:
        import pyoxigraph as ox

        told = str(node)
        if isinstance(node, ox.NamedNode | ox.BlankNode):
            told = self._teller.label(node)
        return self._words["quote"].format(told)


def _is_told(triple: ox.Triple) -> bool:
    relation = triple.predicate.value
    return relation in (*_OF_CLASSES, _RANGE) or _name(triple.object) == _FUNCTIONAL


def _name(node: Term) -> str | None:
    return getattr(node, "value", None)

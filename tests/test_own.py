"""A SELECT of one's own: drawn as it is, added up where it repeats, refused where it makes none."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from pairgraph.errors import QueryError
from pairgraph.network import to_network

ROLES = """SELECT ?source ?target ?kind ?weight ?start ?end WHERE {
  VALUES (?source ?target ?kind ?weight ?start ?end) {
    (pgt:pair pgt:pair-aidant "like" 2 "1990"^^xsd:gYear 1995)
    (pgt:pair pgt:pair-aidant "like" 0.5 "1988-05-01"^^xsd:date UNDEF)
    (pgt:pair pgt:pair-aidant pg:isAbout UNDEF UNDEF UNDEF)
    ("any text" pgt:pair UNDEF UNDEF UNDEF UNDEF)
    (pgt:navigateur UNDEF UNDEF UNDEF UNDEF UNDEF)
  }
}"""


def test_repeats_are_added_up_and_times_widened(store: ox.Store) -> None:
    network = to_network(store, view=ROLES)
    pair, aidant = (f"https://w3id.org/pairgraph/term/{n}" for n in ("pair", "pair-aidant"))
    assert set(network[pair][aidant]) == {"like", "isAbout"}
    like = network[pair][aidant]["like"]
    assert (like["weight"], like["year_start"]) == (2.5, 1988)
    assert "year_end" not in like, "an open end stays open"
    assert network['"any text"'][pair]["related"]["weight"] == 1
    assert network.nodes['"any text"']["label"] == "any text"
    assert network.degree("https://w3id.org/pairgraph/term/navigateur") == 0
    assert network.nodes[pair]["node_class"] == "pg:RoleTerm"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT ?s ?o { ?s ?p ?o }", r"no \?source; select \?source and \?target"),
        ("SELECT ?source ?target ?mass { ?source ?p ?target }", r"\?mass is not drawn"),
        ("ASK { ?source ?p ?target }", r"write a SELECT of \?source and \?target"),
        ("SELECT ?source ?target { ?source ?target", "malformed"),
        ("SELECT * { SERVICE <urn:x> { ?source ?p ?target } }", "SERVICE is refused"),
        (
            "SELECT ?source ?target ?weight { VALUES (?source ?target ?weight) { (1 2 -3) } }",
            r'query, row 1: \?weight is "-3".*; give a number above 0',
        ),
        (
            "SELECT ?source ?target ?start { VALUES (?source ?target ?start) { (1 2 'soon') } }",
            r'query, row 1: \?start is "soon"; give a year or a date',
        ),
    ],
)
def test_what_makes_no_network_is_refused(text: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        to_network(view=text)

"""The views: what each draws is what the graph says, counted anew by queries written apart."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest

from pairgraph.errors import NotFound
from pairgraph.network import to_network
from pairgraph.views import view_named, views
from pairgraph.vocabulary import expand

from .test_network import selected


def drawn(store: ox.Store, view: str) -> Counter[str]:
    """Return how many edges of each kind a view has."""
    network = to_network(store, view=view, layout=False)
    return Counter(kind for *_, kind in network.edges(data="kind"))


def counted(store: ox.Store, patterns: dict[str, str]) -> Counter[str]:
    """Return how many pairs fit the pattern of each kind."""
    select = "SELECT DISTINCT ?s ?o WHERE {{ {} }}"
    return Counter({kind: len(selected(store, select.format(p))) for kind, p in patterns.items()})


NOT_A_PERSON = "FILTER NOT EXISTS { ?o a foaf:Person } FILTER NOT EXISTS { ?o a foaf:Agent }"


def test_policies_are_texts_provisions_and_what_they_concern(store: ox.Store) -> None:
    relations = (
        "concerns hasBudget hasJurisdiction hasPolicyDomain hasProvisionType isAbout "
        "isAddressedTo isPartOfProvision isProvisionOf"
    )
    said = """?s pg:{} ?o ; a/rdfs:subClassOf* ?top VALUES ?top {{ pg:PolicyText
      pg:PolicyProvision }} FILTER NOT EXISTS {{ ?o a/rdfs:subClassOf* pg:CodedValue }}"""
    found = drawn(store, "policies")
    assert set(found) <= set(relations.split())
    assert found == counted(store, {kind: said.format(kind) for kind in found})
    network = to_network(store, view="policies", layout=False)
    provisions = selected(store, "SELECT ?p { ?p a pg:PolicyProvision }")
    assert {p for (p,) in provisions} <= set(network)


def test_citations_lead_from_things_to_lines_to_documents(store: ox.Store) -> None:
    hidden = """FILTER NOT EXISTS { ?s a ?class VALUES ?class { pg:TermAttestation pg:CuratorNote
      pg:DocumentMention pg:Contribution pg:Criterion pg:Involvement pg:Section pg:SourceErratum
      foaf:Person foaf:Agent } }
      FILTER NOT EXISTS { ?s a/rdfs:subClassOf* pg:CodedValue }"""
    typed = "FILTER EXISTS { ?s a ?some FILTER(!STRSTARTS(STR(?some), STR(owl:))) }"
    assert drawn(store, "citations") == counted(
        store,
        {
            "isPassageOf": "?s pg:isPassageOf ?o",
            "isStatedIn": f"?s pg:isStatedIn ?o {hidden} {typed}",
            "isPartOfDocument": "?s pg:isPartOfDocument ?o",
            "hadPrimarySource": f"?s prov:hadPrimarySource ?o {hidden}",
            "attestsTerm": "?by pg:attestsTerm ?o ; pg:isStatedIn ?s",
            "isMentionOf": f"?by pg:isMentionOf ?o ; pg:isStatedIn ?s {NOT_A_PERSON}",
        },
    )
    network = to_network(store, view="citations", layout=False)
    documents = selected(store, "SELECT ?d { ?d a/rdfs:subClassOf* pg:Document }")
    assert {d for (d,) in documents} <= set(network)


def test_the_class_tree_goes_from_child_to_parent(store: ox.Store) -> None:
    network = to_network(store, view="class-tree")
    classes = selected(store, "SELECT ?c { ?c a owl:Class FILTER(isIRI(?c)) }")
    assert set(network) == {c for (c,) in classes}
    assert network.has_edge(expand("pg:PeerRole"), expand("pg:SupportArrangement"))
    role = network.nodes[expand("pgr:NavigatorRole")]
    assert role["color"] == network.nodes[expand("pg:SupportArrangement")]["color"]


def test_the_concept_tree_has_one_way_up_from_every_answer(store: ox.Store) -> None:
    network = to_network(store, view="concept-tree")
    schemes = {s for (s,) in selected(store, "SELECT ?s { ?s a skos:ConceptScheme }")}
    ups = {node: out for node, out in network.out_degree() if node not in schemes}
    assert min(ups.values()) == 1
    assert all(network.out_degree(scheme) == 0 for scheme in schemes)


@pytest.mark.parametrize("facet", ["objective", "formality", "basis", "recognition", "network"])
def test_roles_and_answers_are_two_sides(store: ox.Store, facet: str) -> None:
    network = to_network(store, view=f"roles-{facet}", layout=False)
    families = {node: data["family"] for node, data in network.nodes(data=True)}
    assert {families[s] for s, _ in network.edges()} == {"pg:Term", "pg:SupportArrangement"}
    assert {families[t] for _, t in network.edges()} == {"pg:FacetValue"}
    assert all(degree for _, degree in network.degree())


def test_the_timeline_goes_from_the_eighteenth_century_to_2024(store: ox.Store) -> None:
    network = to_network(store, view="timeline")
    years = [y for _, data in network.nodes(data=True) for y in (data.get("year_start"),) if y]
    assert (min(years), max(years)) == (1700, 2024)
    by_year = sorted(
        (data["year_start"], data["x"])
        for _, data in network.nodes(data=True)
        if "year_start" in data
    )
    assert [x for _, x in by_year] == sorted(x for _, x in by_year)
    for s, t, data in network.edges(data=True):
        starts = [network.nodes[node].get("year_start", 0) for node in (s, t)]
        assert data["year_start"] == max(starts)


def test_every_dated_thing_is_on_the_timeline(store: ox.Store) -> None:
    network = to_network(store, view="timeline", layout=False)
    query = "SELECT DISTINCT ?s { ?s pg:startYear|pg:endYear|pg:publicationYear ?y . ?s a ?c }"
    assert set(network) == {s for (s,) in selected(store, query)}


@pytest.mark.filterwarnings("ignore:view 'triples'")
def test_every_triple_is_drawn_but_what_may_tell_of_a_person(store: ox.Store) -> None:
    with pytest.warns(UserWarning, match="links of persons are left out") as caught:
        network = to_network(store, view="triples")
    withheld = int(str(caught[0].message).split()[0])
    assert network.number_of_edges() + withheld == len(store)
    assert any(data["node_class"] == "rdfs:Literal" for _, data in network.nodes(data=True))


@pytest.mark.filterwarnings("ignore:view 'triples'")
def test_the_names_of_blank_nodes_do_not_change(store: ox.Store) -> None:
    other = ox.Store()
    other.extend(sorted(store, key=str, reverse=True))
    with pytest.warns(UserWarning):
        one, two = (to_network(s, view="triples", layout=False) for s in (store, other))
    assert any(node.startswith("_:c") for node in one)
    assert list(one.edges(keys=True)) == list(two.edges(keys=True))


def test_what_is_too_big_to_draw_is_not_among_the_views() -> None:
    assert "triples" not in {view.name for view in views()}
    with pytest.raises(NotFound, match="no view 'timelines'; did you mean: timeline"):
        view_named("timelines")

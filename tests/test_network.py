"""Networks: what the graph says, counted anew; plain, private, legible, the same each time."""

from __future__ import annotations

import io
import itertools
import math
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pyoxigraph as ox
import pytest

from pairgraph.errors import InputError, NotFound
from pairgraph.graph import load
from pairgraph.layout import BIGGEST, REACH, SMALLEST
from pairgraph.network import to_network, views
from pairgraph.palette import FAMILIES, GREY
from pairgraph.vocabulary import PREFIXES, expand

VIEWS = [view.name for view in views()]
SHOWN = {"label", "x", "y", "size", "color"}
RESERVED = {
    "id",
    "timeset",
    "interval",
    "type",
    "kind",
    "source",
    "target",
    "weight",
    "z",
    "r",
    "g",
}

# What is counted here is written apart from the views, so that the two can disagree.
NOT_DRAWN = (
    "pg:Passage, pg:Contribution, pg:Criterion, pg:TermAttestation, pg:DocumentMention, "
    "pg:Involvement, pg:Section, pg:CodedValue, pg:SourceErratum, pg:CuratorNote, "
    "skos:ConceptScheme, owl:Class, "
    "owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty, owl:Ontology"
)
DIRECT = f"""SELECT ?p (COUNT(*) AS ?n) WHERE {{
  {{ SELECT DISTINCT ?s ?p ?o WHERE {{ ?s ?p ?o . ?s a ?any . ?o a ?some }} }}
  FILTER(isIRI(?s) && isIRI(?o) && ?p != rdf:type)
  FILTER(?p != pg:isQuotedVia || NOT EXISTS {{ ?s prov:hadPrimarySource ?any }})
  MINUS {{ ?s a ?class . ?class rdfs:subClassOf* ?top . FILTER(?top IN ({NOT_DRAWN})) }}
  MINUS {{ ?o a ?class . ?class rdfs:subClassOf* ?top . FILTER(?top IN ({NOT_DRAWN})) }}
  FILTER(?p = pg:isAssertedBy || NOT EXISTS {{ ?s ?p ?o . ?o a foaf:Person }})
}} GROUP BY ?p"""
FOLDED = {
    "acceptsValue": "?s pg:hasCriterion [ pg:acceptsValue ?o ]",
    "hasContribution": "?s pg:hasContribution [ pg:byAgent ?o ]",
    "involvesAgent": """?s pg:hasInvolvement [ pg:involvesAgent ?o ]
      FILTER NOT EXISTS { ?o a foaf:Person }""",
    "attestsTerm": "?by pg:attestsTerm ?o ; pg:isStatedIn [ pg:isPassageOf ?s ]",
    "isMentionOf": "?by pg:isMentionOf ?o ; pg:isStatedIn [ pg:isPassageOf ?s ]",
    "isStatedIn": """?s pg:isStatedIn [ pg:isPassageOf ?o ] ; a/rdfs:subClassOf* pg:SourcedStatement
      FILTER NOT EXISTS { ?s pg:attestsTerm|pg:isMentionOf|prov:hadPrimarySource ?other }""",
}
TERMS_FACETS = """SELECT ?p (COUNT(*) AS ?n) WHERE { { SELECT DISTINCT ?s ?p ?o WHERE {
    { ?s pg:hasSense/pg:hasCriterion ?c . ?c ?p ?o FILTER(?p = pg:acceptsValue)
      MINUS { ?c pg:hasStrength pgv:strength-excluding } }
    UNION { ?by pg:isAbout|pg:usesTerm ?s . ?by ?p ?o MINUS { ?by a pg:CuratorNote } }
    ?s a/rdfs:subClassOf* pg:Term . ?o a/rdfs:subClassOf* pg:FacetValue
} } } GROUP BY ?p"""


def selected(store: ox.Store, sparql: str) -> list[tuple[str, ...]]:
    """Return the rows of a query as texts; a query that finds nothing proves nothing."""
    rows: Any = store.query(sparql, prefixes=PREFIXES)
    found = [tuple(term.value if term else "" for term in row) for row in rows]
    assert found, sparql
    return found


def by_kind(store: ox.Store, sparql: str) -> Counter[str]:
    """Return the counts of a query by the local names of relations."""
    return Counter({p.split("#")[-1]: int(n) for p, n in selected(store, sparql)})


def pairs(store: ox.Store, pattern: str) -> int:
    """Return how many pairs fit a pattern."""
    return len(selected(store, f"SELECT DISTINCT ?s ?o WHERE {{ {pattern} }}"))


def stored(turtle: str) -> ox.Store:
    """Return a store of some Turtle with our prefixes, and nothing else."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    store = ox.Store()
    store.load(
        (head + "@prefix ex: <https://example.org/> .\n" + turtle).encode(), ox.RdfFormat.TURTLE
    )
    return store


@pytest.fixture(scope="module", params=VIEWS)
def network(request: pytest.FixtureRequest, store: ox.Store) -> Any:
    return to_network(store, view=request.param)


def test_views_say_what_they_are_for_in_both_languages() -> None:
    assert len(set(VIEWS)) == len(VIEWS) > 15
    for view in views():
        texts = [view.title("fr"), view.title("en"), view.purpose("fr"), view.purpose("en")]
        assert all(texts)
        assert len(set(texts)) == 4


def test_the_edges_of_each_kind_are_those_of_the_graph(store: ox.Store) -> None:
    expected = by_kind(store, DIRECT)
    assert not set(expected) & set(FOLDED), "a kind is either direct or folded"
    expected.update({kind: pairs(store, pattern) for kind, pattern in FOLDED.items()})
    drawn = Counter(kind for *_, kind in to_network(store, view="entities").edges(keys=True))
    assert drawn == expected


def test_the_edges_between_terms_and_answers_are_those_of_the_graph(store: ox.Store) -> None:
    network = to_network(store, view="terms-facets")
    assert Counter(kind for *_, kind in network.edges(keys=True)) == by_kind(store, TERMS_FACETS)
    terms = {t for (t,) in selected(store, "SELECT ?t WHERE { ?t a/rdfs:subClassOf* pg:Term }")}
    assert terms <= set(network)
    assert all(s in terms and t not in terms for s, t in network.edges())
    assert all(network.degree(value) for value in set(network) - terms)


def test_each_row_of_a_view_is_counted_in_its_edges(store: ox.Store) -> None:
    for view in views():
        network = to_network(store, view=view.name, layout=False, anonymous_people=False)
        nodes = {iri for iri, *_ in selected(store, view.nodes)}
        rows = {row[:4] for row in selected(store, view.edges) if {row[0], row[2]} <= nodes}
        edges = network.edges(data="weight")
        if view.form == "shared":
            assert sum(weight for *_, weight in edges) == len(in_common(rows))
        else:
            assert sum(weight for *_, weight in edges) == len(rows)


def in_common(rows: set[tuple[str, ...]]) -> set[tuple[str, str, str]]:
    """Return every two sources with a target in common, and that target."""
    ties = {(source, target) for source, _, target, _ in rows}
    return {(a, b, t) for a, t in ties for b, u in ties if t == u and a < b}


def test_words_with_answers_in_common_are_as_alike_as_jaccard_says(store: ox.Store) -> None:
    network = to_network(store, view="terms-by-basis", layout=False)
    [basis] = [view for view in views() if view.name == "terms-by-basis"]
    held: dict[str, set[str]] = {}
    for source, _, target, *_ in selected(store, basis.edges):
        held.setdefault(source, set()).add(target)
    assert set(network) == set(held)
    for a, b, data in network.edges(data=True):
        assert data["weight"] == len(held[a] & held[b])
        assert data["jaccard"] == len(held[a] & held[b]) / len(held[a] | held[b])
    assert any(data["jaccard"] < 1 for *_, data in network.edges(data=True))


def test_one_edge_a_pair_in_the_merged_view(store: ox.Store) -> None:
    typed, merged = to_network(store, view="entities"), to_network(store)
    assert set(merged) == set(typed)
    ends = {frozenset(pair) for pair in typed.edges()}
    assert merged.number_of_edges() == len(ends)
    for a, b, data in merged.edges(data=True):
        ways = [typed[s][t] for s, t in ((a, b), (b, a)) if typed.has_edge(s, t)]
        assert data["relations"] == "; ".join(sorted({kind for kinds in ways for kind in kinds}))


def test_edges_name_the_documents_they_come_from(store: ox.Store) -> None:
    network = to_network(store, view="terms-facets", layout=False)
    some = [data for *_, data in network.edges(data=True) if data["n_sources"] > 1]
    assert some, "no edge comes from two documents"
    for data in some:
        assert len(data["sources"].split("; ")) == data["n_sources"]
        assert data["sources"].startswith("pgd:document-")


def test_attributes_are_plain_and_named_safely(network: Any) -> None:
    for node, data in network.nodes.items():
        assert type(node) is str
        assert node == data["iri"]
        assert {type(value) for value in data.values()} <= {str, int, float, bool}
        assert not RESERVED & set(data) - SHOWN
    for *_, data in network.edges(data=True):
        assert {type(value) for value in data.values()} <= {str, int, float, bool}
        assert data["kind"]
        assert data["weight"] > 0


def test_every_node_has_the_columns_that_are_always_known(network: Any) -> None:
    known = "iri curie label node_class class_label_en class_label_fr classes family n_sources"
    known += " family_label_en family_label_fr degree_all component community"
    known += " degree_in degree_out" if network.is_directed() else ""
    for data in network.nodes.values():
        assert set(known.split()) - set(data) <= ({"n_sources"} if hidden(data) else set())
    for column in ("label_en", "label_fr", "definition_en", "definition_fr"):
        assert any(column in data for data in network.nodes.values())


def hidden(data: dict[str, Any]) -> bool:
    return bool(data["iri"].startswith("_:person-"))


def test_networkx_and_igraph_read_back_what_networkx_writes(network: Any, tmp_path: Path) -> None:
    counts = network.number_of_nodes(), network.number_of_edges()
    nx.write_gexf(network, tmp_path / "n.gexf")
    nx.write_graphml(network, tmp_path / "n.graphml")
    for read in (nx.read_gexf(tmp_path / "n.gexf"), nx.read_graphml(tmp_path / "n.graphml")):
        assert (read.number_of_nodes(), read.number_of_edges()) == counts
    read = igraph.Graph.Read_GraphML(str(tmp_path / "n.graphml"))
    assert (read.vcount(), read.ecount()) == counts


def test_nodes_have_room_and_sizes_that_gephi_leaves_alone(network: Any) -> None:
    data = list(network.nodes.values())
    sizes = [node["size"] for node in data]
    assert (min(sizes), max(sizes)) == (SMALLEST, BIGGEST)
    for axis in "xy":
        values = [node[axis] for node in data]
        assert max(map(abs, values)) <= REACH
        assert abs(sum(values) / len(values)) < 0.01, "Gephi would move the map"
    assert [pair for pair in itertools.combinations(data, 2) if overlap(*pair)] == []


def overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    return math.hypot(a["x"] - b["x"], a["y"] - b["y"]) < a["size"] + b["size"]


def test_an_overlap_is_seen() -> None:
    assert overlap({"x": 0, "y": 0, "size": 4}, {"x": 5, "y": 0, "size": 4})


def test_components_are_packed_not_flung_away() -> None:
    triples = "".join(f"ex:a{i} a ex:T . ex:b{i} a ex:T ; ex:knows ex:a{i} . " for i in range(20))
    network = to_network(stored(triples + "ex:alone a ex:T . ex:other a ex:T ."))
    xs, ys = ([data[axis] for data in network.nodes.values()] for axis in "xy")
    assert max(max(xs) - min(xs), max(ys) - min(ys)) < 3000
    assert {data["component"] for data in network.nodes.values()} == set(range(22))


def test_a_class_has_one_colour_in_every_view(store: ox.Store) -> None:
    colours: dict[str, set[str]] = {}
    for view in VIEWS:
        for data in to_network(store, view=view).nodes.values():
            colours.setdefault(data["family"], set()).add(data["color"])
    assert all(len(found) == 1 for found in colours.values())
    assert set().union(*colours.values()) <= {*FAMILIES.values(), GREY}


def test_a_class_unknown_to_the_palette_takes_the_colour_above_or_grey() -> None:
    network = to_network(
        stored("""
        ex:Song rdfs:subClassOf ex:Recording . ex:Recording rdfs:subClassOf pg:Document .
        ex:Loop rdfs:subClassOf ex:Ring . ex:Ring rdfs:subClassOf ex:Loop .
        ex:song a ex:Song, ex:Recording . ex:boat a ex:Boat . ex:loop a ex:Loop, ex:Ring .
        """)
    )
    song, boat, loop = (network.nodes[f"https://example.org/{n}"] for n in ("song", "boat", "loop"))
    assert (song["node_class"], song["family"]) == ("https://example.org/Song", "pg:Document")
    assert song["color"] == FAMILIES["pg:Document"]
    assert (boat["family"], boat["color"]) == ("https://example.org/Boat", GREY)
    assert loop["color"] == GREY


def test_labels_fall_back_to_the_other_language_then_to_the_curie() -> None:
    network = to_network(
        stored("""
        ex:both a ex:T ; skos:prefLabel "un"@fr, "one"@en .
        ex:french a ex:T ; rdfs:label "deux"@fr .
        ex:plain a ex:T ; rdfs:label "three" . pgd:none a ex:T .
        ex:long a ex:T ;
          skos:prefLabel "two\\nlines, and many more words than a map could ever bear to show"@en .
        """)
    )
    labels = {data["curie"]: data["label"] for data in network.nodes.values()}
    base = "https://example.org/"
    assert [labels[base + name] for name in ("both", "french", "plain")] == ["one", "deux", "three"]
    assert labels["pgd:none"] == "pgd:none"
    assert labels[base + "long"] == "two lines, and many more words than a map could ever bear…"
    assert "label_en" not in network.nodes[base + "french"]


def test_labels_are_one_short_line_in_the_language_asked_for(store: ox.Store) -> None:
    for lang, expected in (("fr", "pair aidant"), ("en", "peer supporter")):
        network = to_network(store, lang=lang, layout=False)
        labels = [data["label"] for data in network.nodes.values()]
        assert all(0 < len(label) <= 60 and "\n" not in label for label in labels)
        assert network.nodes[expand("pgt:pair-aidant")]["label"] == expected


def test_relations_alike_in_name_stay_apart() -> None:
    triples = "ex:a a ex:T ; pg:isAbout ex:b ; ex:isAbout ex:b . ex:b a ex:T ."
    network = to_network(stored(triples), view="entities")
    kinds = {kind for *_, kind in network.edges(keys=True)}
    assert kinds == {"isAbout", "https://example.org/isAbout"}


def test_years_are_numbers(store: ox.Store) -> None:
    network = to_network(store, layout=False)
    event = network.nodes[expand("pgd:event-harlem-1990")]
    assert (event["year_start"], event["year_end"]) == (1990, 1990)
    assert "year_end" not in network.nodes[expand("pgd:document-burke-2019")]


PERSONS = ["foaf:Person", "foaf:Agent", "prov:Person", "schema:Person", "vcard:Individual"]
PERSONS += ["ex:PeerWorker"]
OTHERS = {
    "schema": "http://schema.org/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "ex": "https://example.org/",
}


def named(class_: str) -> str:
    prefix, _, local = class_.partition(":")
    return f"<{OTHERS[prefix]}{local}>" if prefix in OTHERS else class_


def revealing(class_: str) -> ox.Store:
    """Return a store that tries by every way to tie a named person to a role or a condition."""
    return stored(f"""
    ex:PeerWorker rdfs:subClassOf foaf:Person . foaf:Person rdfs:subClassOf foaf:Agent .
    pg:RoleTerm rdfs:subClassOf pg:Term . pg:ExperienceDomain rdfs:subClassOf pg:FacetValue .
    pg:PeerRole rdfs:subClassOf pg:SupportArrangement . pg:TermSense rdfs:subClassOf
      pg:SourcedStatement . pg:Claim rdfs:subClassOf pg:SourcedStatement .
    ex:term a pg:RoleTerm ; ex:heldBy ex:jane ; pg:hasSense ex:jane . ex:role a pg:PeerRole ;
      pg:isAssertedBy ex:jane ; pg:hasContribution ex:c ; pg:usesTerm ex:term ;
      pg:isStatedIn ex:passage . ex:passage a pg:Passage ; pg:isPassageOf ex:jane .
    ex:c a pg:Contribution ; pg:byAgent ex:jane . ex:domain a pg:ExperienceDomain ;
      pg:hasContribution ex:c . ex:both a pg:Claim, pg:PeerRole ; pg:isAssertedBy ex:jane .
    ex:book a pg:Document ; pg:hasContribution ex:c . ex:claim a pg:Claim ;
      pg:isAssertedBy ex:jane ; pg:isAbout ex:jane, ex:term ; pg:namesValue ex:domain, ex:jane ;
      pg:isStatedIn ex:passage .
    ex:attest a pg:TermAttestation ; pg:attestsTerm ex:term ; pg:isStatedIn ex:passage .
    ex:event a pg:HistoricalEvent ; pg:involves ex:jane, ex:role .
    ex:jane a {named(class_)}, pg:TermSense, pg:PeerRole, pg:Document, pg:ExperienceDomain ;
      skos:prefLabel "Jane Roe"@en ; skos:definition "a peer worker who lived it"@en ;
      pg:hasExperienceDomain ex:domain ; pg:usesTerm ex:term ; ex:is ex:role ;
      pg:hasCriterion ex:k ; pg:isAbout ex:term ; pg:namesValue ex:domain ; pg:startYear 1950 ;
      pg:isStatedIn ex:passage ; pg:hasContribution ex:c ; owl:sameAs ex:role .
    ex:k a pg:Criterion ; pg:acceptsValue ex:domain .
    pg:SupportObjective rdfs:subClassOf pg:FacetValue . pg:FacetValue rdfs:subClassOf skos:Concept .
    pg:FormalityDegree rdfs:subClassOf pg:FacetValue . pg:PeerBasis rdfs:subClassOf pg:FacetValue .
    pg:RecognitionMode rdfs:subClassOf pg:FacetValue . pg:SupportPlace rdfs:subClassOf
      pg:FacetValue . pg:PeerNetwork rdfs:subClassOf pg:FacetValue .
    ex:all a pg:SupportObjective, pg:FormalityDegree, pg:PeerBasis, pg:RecognitionMode,
      pg:SupportPlace, pg:PeerNetwork ; skos:broader ex:jane , ex:domain .
    ex:claim pg:namesValue ex:all . ex:claim2 a pg:Claim ; pg:isAbout ex:term2 ;
      pg:namesValue ex:all . ex:term2 a pg:RoleTerm ; skos:broader ex:jane .
    ex:event pg:startYear 1990 ; pg:involves ex:law . ex:law a pg:PolicyText ;
      pg:publicationYear 1991 ; pg:isAbout ex:term, ex:jane ; pg:concerns ex:jane .
    pg:RoleTerm a owl:Class . pg:Term a owl:Class .
    """)


OWN = "SELECT ?source ?target ?kind { ?source ?kind ?target }"
EVERY = [*VIEWS, "triples", OWN]
quietly = pytest.mark.filterwarnings("ignore::UserWarning")


@quietly
@pytest.mark.parametrize("view", EVERY)
@pytest.mark.parametrize("class_", PERSONS)
def test_no_view_ties_a_named_person_to_a_role_or_a_condition(view: str, class_: str) -> None:
    network = to_network(revealing(class_), view=view, anonymous_people=False)
    jane = "https://example.org/jane"
    assert {s for pair in network.edges() for s in pair}, "the view is empty, and proves nothing"
    assert (jane in network) == (view.startswith("entities") or view in ("triples", OWN))
    if jane in network:
        near = {n.rpartition("/")[2] for n in nx.all_neighbors(network, jane)}
        assert {"book", "claim"} & near
        assert near <= {"book", "claim", "c", "jane"}
        assert network.nodes[jane]["classes"] in ("foaf:Person", "foaf:Agent")
    assert [text for text in told(network, jane) if "jane" in text.lower()] == []
    assert not {"definition_en", "year_start"} & set(network.nodes.get(jane, {}))


def told(network: Any, besides: str = "") -> list[str]:
    """Return all that is written on nodes and edges, but for one node."""
    texts = [data for _, data in network.nodes(data=True) if data["iri"] != besides]
    texts += [data for *_, data in network.edges(data=True)]
    return [str(value) for data in texts for value in data.values()]


@quietly
@pytest.mark.parametrize("view", ["entities", "entities-merged", "triples", OWN])
def test_persons_beside_roles_are_numbered_not_named(view: str, store: ox.Store) -> None:
    network = to_network(revealing("foaf:Person"), view=view)
    assert "_:person-1" in network
    assert [text for text in told(network) if "jane" in text.lower()] == []
    assert any(
        "Jane Roe" in t
        for t in told(to_network(revealing("foaf:Person"), view=view, anonymous_people=False))
    )


def test_the_numbers_of_persons_do_not_follow_their_names(store: ox.Store) -> None:
    shown = to_network(store, view="entities", layout=False, anonymous_people=False)
    numbered = to_network(store, view="entities", layout=False)
    assert len(numbered) == len(shown)
    assert numbered.number_of_edges() == shown.number_of_edges()
    numbers = [int(n.rpartition("-")[2]) for n in numbered if n.startswith("_:person-")]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len(numbers) > 100
    assert numbers != sorted(numbers), "nodes stand in the order of their names"


def met(network: Any, persons: set[str]) -> set[str]:
    """Return the families of what persons are linked to."""
    near = {n for person in persons & set(network) for n in nx.all_neighbors(network, person)}
    return {network.nodes[n]["family"] for n in near}


@quietly
@pytest.mark.parametrize("view", EVERY)
def test_persons_of_the_shipped_graph_meet_only_what_they_wrote_or_said(
    store: ox.Store, view: str
) -> None:
    query = "SELECT ?iri WHERE { ?iri a/rdfs:subClassOf* foaf:Person }"
    persons = {iri for (iri,) in selected(store, query)}
    network = to_network(store, view=view, layout=False, anonymous_people=False)
    assert bool(met(network, persons)) == (view not in VIEWS or view.startswith("entities"))
    said = {"pg:Claim", "pg:Finding", "pg:PolicyProvision", "pg:TermSense", "pg:SourcedStatement"}
    said |= {"foaf:Agent", "pg:Contribution", "pg:Evaluation"} if view not in VIEWS else set()
    assert met(network, persons) <= {"pg:Document", "pg:PolicyText", *said}


def test_a_link_from_a_person_to_a_term_is_seen(store: ox.Store) -> None:
    network = to_network(store, view="terms-facets", layout=False)
    network.add_edge("urn:jane", expand("pgt:pair"), "is")
    assert met(network, {"urn:jane"}) == {"pg:Term"}


def test_an_unknown_view_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(NotFound, match="did you mean: entities") as caught:
        to_network(view="entitys")
    assert "entities" in caught.value.near
    with pytest.raises(NotFound, match="terms-facets"):
        to_network(view="zzz")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InputError, match="fr or en"):
        to_network(lang="de")


def test_without_layout_there_are_no_looks(store: ox.Store) -> None:
    network = to_network(store, layout=False)
    assert not any({"x", "y", "size", "color"} & set(data) for data in network.nodes.values())


def test_an_empty_graph_gives_an_empty_network() -> None:
    for view in VIEWS:
        assert len(to_network(ox.Store(), view=view)) == 0


def test_a_graph_of_rdflib_gives_the_same_network(store: ox.Store) -> None:
    assert nx.utils.graphs_equal(to_network(load()), to_network(store))


def test_igraph_draws_its_lots_as_before(store: ox.Store) -> None:
    def drawn() -> list[tuple[int, int]]:
        random.seed(1)
        edges: list[tuple[int, int]] = igraph.Graph.Erdos_Renyi(30, 0.2).get_edgelist()
        return edges

    before = drawn()
    to_network(store)
    assert drawn() == before


def test_rdflib_is_not_imported() -> None:
    code = "import sys, pairgraph; pairgraph.to_network(); print('rdflib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_graphs_are_not_changed(store: ox.Store) -> None:
    before = len(store)
    buffer = io.BytesIO()
    to_network(store)
    store.dump(buffer, ox.RdfFormat.N_QUADS)
    assert (len(store), buffer.getvalue().count(b"\n")) == (before, before)

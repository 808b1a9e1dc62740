"""Queries that would run for ever, eat the machine, or kill the process that answers them."""

from __future__ import annotations

# Each binds ?a, ?b and ?c to more combinations than can be gone through.
_BODIES = {
    "all triples": "?a ?p ?x . ?b ?q ?y . ?c ?r ?z",
    "all labels": "?a skos:prefLabel ?x . ?b skos:prefLabel ?y . ?c skos:prefLabel ?z",
    "paths": "?a (pg:x|!pg:x)* ?b . ?c (pg:x|!pg:x)+ ?z",
    "optionals": "?a ?p ?x OPTIONAL { ?b ?q ?y OPTIONAL { ?c ?r ?z } }",
}
_TEXT = "CONCAT(STR(?a), STR(?b), STR(?c))"
_HEADS = {
    "count": "SELECT (COUNT(*) AS ?n) { %s }",
    "count distinct": f"SELECT (COUNT(DISTINCT {_TEXT}) AS ?n) {{ %s }}",
    "sum": "SELECT (SUM(STRLEN(STR(?a)) + STRLEN(STR(?c))) AS ?n) { %s }",
    "group_concat": "SELECT (GROUP_CONCAT(?b) AS ?t) { %s }",
    "order by": "SELECT * { %s } ORDER BY ?c ?b ?a",
    "order by rand": "SELECT ?a { %s } ORDER BY RAND() LIMIT 1",
    "all rows": "SELECT * { %s }",
    "construct": "CONSTRUCT { ?a pg:near ?b } WHERE { %s }",
    "having": "SELECT ?a ?c { %s } GROUP BY ?a ?b ?c HAVING (COUNT(*) > 1e9)",
    "nested": "SELECT (MAX(?n) AS ?m) { { SELECT (COUNT(*) AS ?n) { %s } GROUP BY ?c } }",
    "ask": f"ASK {{ %s FILTER(STRLEN({_TEXT}) > 1000000) }}",
    "regex": f'ASK {{ %s FILTER REGEX({_TEXT}, "(x+x+)+y") }}',
    "hash": f'ASK {{ %s FILTER(SHA512({_TEXT}) = "none") }}',
}
_DOUBLED = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(40))
_VALUES = " ".join(f"VALUES ?{v} {{ {' '.join(map(str, range(5000)))} }}" for v in "abc")
_OPTIONALS = " ".join(f"OPTIONAL {{ ?s{n} ?p{n} ?o{n} }}" for n in range(50))
_SINGLE = {
    "doubled text": f'SELECT (STRLEN(?s40) AS ?n) {{ BIND("peer" AS ?s0) {_DOUBLED} }}',
    "values": f"SELECT (SUM(?a * ?b + ?c) AS ?n) {{ {_VALUES} }}",
    "unions": f"SELECT * {{ {' UNION '.join(['{ ?s ?p ?o }'] * 20_000)} }}",
    "groups": f"SELECT * {{ {'{' * 20_000}{'}' * 20_000} }}",
    "parentheses": f"SELECT * {{ FILTER({'(' * 20_000}1{')' * 20_000}) }}",
    "negations": f"SELECT * {{ FILTER({'!' * 200_000}true) }}",
    "sums": f"SELECT ({' + '.join(['1'] * 200_000)} AS ?n) {{}}",
    "alternatives": f"ASK {{ ?a {'|'.join(['pg:x'] * 100_000)} ?b }}",
    "optionals in a row": f"ASK {{ {_OPTIONALS} FILTER(STR(?s1) = STR(?o49)) }}",
    "optionals in each other": _HEADS["count"]
    % ("OPTIONAL { ?s ?p ?o . ?x ?q ?y " * 100 + "}" * 100),
    "existences": _HEADS["count"]
    % ("?a ?p ?x " + "FILTER NOT EXISTS { ?b ?q ?y . ?c ?r ?z " * 60 + "}" * 60),
}
QUERIES = {
    **{f"{h}, {b}": head % body for h, head in _HEADS.items() for b, body in _BODIES.items()},
    **_SINGLE,
}

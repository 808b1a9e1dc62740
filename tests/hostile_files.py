"""Files that are refused, by syntax: each with how that is told, and a near twin that is read."""

from __future__ import annotations

from pairgraph.scan import DEPTH as DEEP
from pairgraph.scan import TOKEN

Case = tuple[str | bytes, str, str | bytes]

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:"'
XSD = "http://www.w3.org/2001/XMLSchema#"
LONG = "x" * TOKEN


def xml(inside: str, *, within: str = "", before: str = "") -> str:
    return f"{before}<rdf:RDF {RDF}{within}>\n{inside}\n</rdf:RDF>"


def one(inside: str, about: str = "urn:a") -> str:
    return f'<rdf:Description rdf:about="{about}">{inside}</rdf:Description>'


def nested(start: str, opener: str, middle: str, closer: str, end: str, depth: int) -> str:
    return start + opener * depth + middle + closer * depth + end


def doctype(declared: str) -> str:
    return f"<!DOCTYPE rdf:RDF [\n{declared}\n]>\n"


def spaces(number: int) -> str:
    return "".join(f' xmlns:n{n}="urn:n"' for n in range(number))


def deep(depth: int) -> str:
    opener, closer = "<rdf:Description><e:p>\n", "</e:p></rdf:Description>"
    return xml(opener * depth + closer * depth)


def one_of(key: str, value: str) -> str:
    return f'{{"@id": "urn:a",\n"{key}": {value}}}'


def in_context(context: str) -> str:
    return f'{{"@context": {context},\n"@id": "x:a", "x:p": 1}}'


TURTLE: dict[str, Case] = {
    "latin": (
        "\n<urn:a> <urn:b> 'é' .".encode("latin-1"),
        ":2: not UTF-8",
        "<urn:a> <urn:b> 'é' .",
    ),
    "utf16": (
        "<urn:a> <urn:b> 1 .".encode("utf-16"),
        ":1: saved as UTF-16",
        "\ufeff<urn:a> <urn:b> 1 .",
    ),
    "utf32": ("<urn:a> <urn:b> 1 .".encode("utf-32"), ":1: saved as UTF-32", "<urn:a> <urn:b> 1 ."),
    "cut": (b"<urn:a> <urn:b> 'x' .\n\xc3", ":2: not UTF-8", "<urn:a> <urn:b> 'x' .\n"),
    "surrogate": (
        b"<urn:a> <urn:b> '\xed\xa0\x80' .",
        ":1: not UTF-8",
        "<urn:a> <urn:b> '\U0001f600' .",
    ),
    "escaped surrogate": (
        "\n\n<urn:a> <urn:b> '\\uD83D' .",
        ":3: not valid Turtle: The escape sequence '\\uD83D'",
        "<urn:a> <urn:b> '\\U0001F600' .",
    ),
    "nul": ("\n<urn:a> <urn:b> '\0' .", ":2: holds a NUL byte", "<urn:a> <urn:b> '\t' ."),
    "relative": (
        "<urn:a> <urn:b> 1 .\n<> <urn:b> <#c> .",
        ":2: not valid Turtle: an IRI is relative to nothing; write it whole",
        "@base <http://example.org/> .\n<> <urn:b> <#c> .",
    ),
    "prefix": (
        "@prefix : <a#> .\n:b :c :d .",
        ":1: not valid Turtle: an IRI is relative",
        "PREFIX : <a:#> :b :c :d .",
    ),
    "space": (
        "<urn:a> <urn:b>\n<urn: c> .",
        ":2: not valid Turtle: Invalid IRI code point ' '",
        "<urn:a> <urn:b> <urn:%20c> .",
    ),
    "control": ("<urn:a> <urn:b> <urn:\x07> .", ":1: not valid Turtle", "<urn:a> <urn:b> '\x07' ."),
    "host": (
        "<urn:a> <urn:b> <http://[> .",
        ":1: not valid Turtle: Invalid",
        "<urn:a> <urn:b> <http://[::1]> .",
    ),
    "exponent": (
        f"<urn:a> <urn:b> 1 ,\n'1E999999999'^^<{XSD}decimal> .",
        ":2: not valid Turtle: the number 1E999999999… is out of bounds",
        f"<urn:a> <urn:b> '1E999999999', '1E99'^^<{XSD}double>, 1e300 .",
    ),
    "digits": (
        f"<urn:a> <urn:b> {'9' * 1001} .",
        ":1: not valid Turtle: the number 9999",
        f"<urn:a> <urn:b> {'9' * 99}, '{'9' * 1001}' .",
    ),
    "duration": (
        f"<urn:a> <urn:b> 'P{'9' * 30}Y'^^<{XSD}duration> .",
        ":1: not valid Turtle: the number P9",
        f"<urn:a> <urn:b> 'P99Y'^^<{XSD}duration> .",
    ),
    "long text": (
        f"\n<urn:a> <urn:b> '{LONG}' .",
        ":2: ",
        f"<urn:a> <urn:b> '{LONG[: 1 << 20]}' .",
    ),
    "long name": (f"\n<urn:a> <urn:b> <urn:{LONG}> .", ":2: ", "<urn:a> <urn:b> <urn:x> ."),
    "long word": (
        f"\n<urn:a> <urn:b> e:{LONG} .",
        ":2: a name or a number over 64 KiB",
        "<urn:a> <urn:b> 1 .",
    ),
    "swelling": (
        f"@prefix : <urn:{LONG[:99999]}> .\n" + ": : : .\n" * 9999,
        "stand for far too much text",
        f"@prefix : <urn:{'x' * 99}> .\n" + ": : : .\n" * 9999,
    ),
    "list": (
        nested("<urn:a> <urn:b> ", "(\n", "1", ")", " .", DEEP + 1),
        f":{DEEP + 1}: brackets nested",
        nested("<urn:a> <urn:b> ", "(", "1", ")", " .", DEEP),
    ),
    "blank": (
        nested("<urn:a> <urn:b> ", "[ <urn:b> ", "1", "]", " .", DEEP + 1),
        ":1: brackets nested",
        nested("<urn:a> <urn:b> ", "[ <urn:b> ", "1", "]", " .", DEEP),
    ),
    "quoted": (
        nested("<urn:a> <urn:b> ", "<< <urn:a> <urn:b> ", "1", " >>", " .", 5000),
        ":1: brackets nested",
        nested("<urn:a> <urn:b> ", "<< <urn:a> <urn:b> ", "1", " >>", " .", DEEP),
    ),
    "annotated": (
        nested("<urn:a> <urn:b> 1 ", "{| <urn:b> 1 ", "", "|}", " .", DEEP + 1),
        ":1: brackets nested",
        nested("<urn:a> <urn:b> 1 ", "{| <urn:b> 1 ", "", "|}", " .", DEEP),
    ),
    "brackets": (
        "<urn:a> <urn:b> 'x' ." + "[" * 999,
        ":1: brackets nested",
        f"<urn:a> <urn:b> '{'[' * 999}' . # {'(' * 999}",
    ),
    "prose": (
        "Peer support\nis not new.",
        ":1: not valid Turtle",
        "# Peer support\n<urn:a> a <urn:b> .",
    ),
    "unfinished": (
        "<urn:a> <urn:b> 1 .\n<urn:a> '''\n'",
        ":2: not valid Turtle",
        "<urn:a> <urn:b> 1 .",
    ),
    "empty": ("# nothing", "holds no triple", "[] a [] ."),
}


LINES: dict[str, Case] = {
    "relative": (
        "<urn:a> <urn:b> <c> .",
        ":1: not valid N-Triples: an IRI is relative to nothing",
        "<urn:a> <urn:b> <c:> .",
    ),
    "surrogate": (
        '\n<urn:a> <urn:b> "\\uDC00" .',
        ":2: not valid N-Triples: The escape sequence",
        '<urn:a> <urn:b> "\\u00e9" .',
    ),
    "quoted": (
        nested("<urn:a> <urn:b> ", "<<( <urn:a> <urn:b> ", "<urn:c>", " )>>", " .\n", 200_000),
        ":1: brackets nested",
        nested("<urn:a> <urn:b> ", "<<( <urn:a> <urn:b> ", "<urn:c>", " )>>", " .\n", DEEP // 2),
    ),
    "unended": (
        "<urn:a> <urn:b> " + "<<( <urn:a> <urn:b> " * 200_000,
        ":1: brackets nested",
        "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .",
    ),
    "long word": (
        "<urn:a> <urn:b> _:" + LONG[: 1 << 20],
        ":1: a name or a number over 64 KiB",
        "<urn:a> <urn:b> _:" + LONG[: 1 << 16][3:] + " .",
    ),
    "brackets": (
        "<urn:a> <urn:b> [] .",
        ":1: not valid N-Triples",
        '<urn:a> <urn:b> "' + "<<" * 999 + '" .',
    ),
    "long line": (
        f'\n<urn:a> <urn:b> "{LONG}" .',
        ":2: ",
        '<urn:a> <urn:b> "x" .',
    ),
    "exponent": (
        f'<urn:a> <urn:b> "-1e+99999"^^<{XSD}float> .',
        ":1: not valid N-Triples: the number -1e+99999",
        f'<urn:a> <urn:b> "-1e+99"^^<{XSD}float> .',
    ),
}


GRAPHS: dict[str, Case] = {
    "relative graph": (
        "\n<g> { <urn:a> <urn:b> 1 }",
        ":2: not valid TriG: an IRI is relative",
        "<urn:g> { <urn:a> <urn:b> 1 }",
    ),
    "deep": (
        nested("<urn:g> { <urn:a> <urn:b> ", "(", "1", ")", " }", DEEP),
        ":1: brackets nested",
        nested("<urn:g> { <urn:a> <urn:b> ", "(", "1", ")", " }", DEEP - 1),
    ),
}


P = one("<e:p>1</e:p>")
THOUSAND = '<!ENTITY x "' + "x" * 999 + '">'
ENTITIES = '<!ENTITY a "xxxxxxxxxx">' + "".join(
    f'<!ENTITY {name} "' + f"&{before};" * 10 + '">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
XML: dict[str, Case] = {
    "external entity": (
        xml(one("<e:p>&x;</e:p>"), before=doctype('<!ENTITY x SYSTEM "file:///etc/hostname">')),
        ":2: the entity x is not a plain text",
        xml(one("<e:p>&x;</e:p>"), before=doctype('<!ENTITY x "file:///etc/hostname">')),
    ),
    "laughs": (
        xml(one("<e:p>&i;</e:p>"), before=doctype(ENTITIES)),
        ":2: the entity b holds another",
        xml(one("<e:p>&i;</e:p>"), before=doctype('<!ENTITY i "ha">')),
    ),
    "blowup": (
        xml(one("<e:p>" + "&x;" * 99999 + "</e:p>"), before=doctype(THOUSAND)),
        ":5: ",
        xml(one("<e:p>" + "&x;" * 999 + "</e:p>"), before=doctype(THOUSAND.replace("x" * 900, ""))),
    ),
    "blowup of an attribute": (
        xml(one("", about="urn:" + "&x;" * 99999), before=doctype(THOUSAND)),
        ":5: ",
        xml(P, before=doctype(THOUSAND)),
    ),
    "long entity": (
        xml(P, before=doctype(THOUSAND.replace("xxx", "xxxx"))),
        ":2: the entity x is over 1000 long",
        xml(P, before=doctype('<!ENTITY x "x">')),
    ),
    "parameter": (
        xml(P, before=doctype('<!ENTITY % x "y">')),
        ":2: the entity x is not a plain text",
        xml(P, before=doctype('<!ENTITY x "y">')),
    ),
    "dtd": (
        xml(P, before='\n<!DOCTYPE rdf:RDF SYSTEM "http://127.0.0.1:9/x.dtd">'),
        ":2: a DTD outside",
        xml(P, before="\n<!DOCTYPE rdf:RDF>"),
    ),
    "declared again": (
        xml(one("<e:p>&x;</e:p>"), before=doctype('<!ENTITY x "y"><!ENTITY x "z">')),
        "an entity is declared twice",
        xml(one("<e:p>&x;</e:p>"), before=doctype('<!ENTITY x "y">')),
    ),
    "in a remark": (
        xml(one("<e:p>&x;</e:p>"), before=doctype('<!ENTITY x "y"><!-- <!ENTITY x "&x;&x;"> -->')),
        "or in a remark",
        xml(one("<e:p>&x;</e:p>"), before=doctype('<!-- x --><!ENTITY x "y">')),
    ),
    "default": (
        xml(P, before=doctype('<!ATTLIST e:p e:q CDATA "x">')),
        ":2: a default value of e:q",
        xml(P, before=doctype("<!ATTLIST e:p e:q CDATA #IMPLIED>")),
    ),
    "undeclared": (
        xml(one("<e:p>&x;</e:p>")),
        ":2: not well-formed XML: undefined entity",
        xml(one("<e:p>&amp;</e:p>")),
    ),
    "include": (
        xml('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>'),
        ":2: not valid RDF/XML",
        xml(P + "<?xml-stylesheet href='file:///etc/hostname'?>"),
    ),
    "latin": (
        xml(P, before='<?xml version="1.0" encoding="ISO-8859-1"?>'),
        ":1: declares the encoding ISO-8859-1",
        xml(P, before='<?xml version="1.0" encoding="utf-8"?>'),
    ),
    "a lie": (
        xml(P, before='<?xml version="1.0" encoding="UTF-16"?>'),
        ":1: declares the encoding UTF-16",
        xml(P),
    ),
    "latin bytes": (
        xml(one("<e:p>é</e:p>")).encode("latin-1"),
        ":2: not UTF-8",
        xml(one("<e:p>é</e:p>")),
    ),
    "utf16": (xml(P).encode("utf-16"), ":1: saved as UTF-16", xml(P).encode("utf-8-sig")),
    "deep": (deep(DEEP), "elements nested", deep(DEEP // 2 - 1)),
    "namespaces": (
        xml(P, within=spaces(1000)),
        ":1: over 1000 attributes",
        xml(P, within=spaces(900)),
    ),
    "long text": (
        xml(one(f"<e:p>{LONG * 2}</e:p>")),
        ":2: a text over 16 MiB",
        xml(one(f"<e:p>{LONG[: 1 << 20]}</e:p>")),
    ),
    "long value": (
        xml(one(f'<e:p rdf:resource="urn:{LONG * 2}"/>')),
        ":2: a text over 16 MiB",
        xml(one('<e:p rdf:resource="urn:x"/>')),
    ),
    "relative": (
        xml(P + "\n" + one("<e:p>1</e:p>", about="")),
        ":3: not valid RDF/XML: an IRI is relative",
        xml(one("<e:p>1</e:p>", about=""), within=' xml:base="http://example.org/"'),
    ),
    "space": (
        xml(P + "\n" + one("<e:p>1</e:p>", about="urn: a")),
        ":3: not valid RDF/XML: error while parsing IRI 'urn: a'",
        xml(one("<e:p>1</e:p>", about="urn:%20a")),
    ),
    "control": (
        xml(one("\n<e:p>&#1;</e:p>")),
        ":3: not well-formed XML",
        xml(one("<e:p>&#9;</e:p>")),
    ),
    "surrogate": (
        xml(one("<e:p>&#xD800;</e:p>")),
        ":2: not well-formed XML",
        xml(one("<e:p>&#x1F600;</e:p>")),
    ),
    "exponent": (
        xml(one(f'<e:p rdf:datatype="{XSD}decimal">1&#69;999999</e:p>')),
        ":2: not valid RDF/XML: the number 1E999999",
        xml(one("<e:p>1E999999</e:p>")),
    ),
    "swelling": (
        xml(
            "".join(one("<e:p>1</e:p>", about=f"#{n}") for n in range(9999)),
            within=f' xml:base="urn:{LONG[:99999]}"',
        ),
        "stand for far too much text",
        xml(one("<e:p>1</e:p>", about="#1"), within=f' xml:base="urn:{LONG[:9999]}"'),
    ),
    "tags": (xml("<e:p>\n</e:q>"), ":3: not well-formed XML: mismatched tag", xml(P)),
}


CHAIN = ", ".join(f'"t{n}": "t{n + 1}:x"' for n in range(20_000))
SHORT = CHAIN[:999].rpartition(",")[0]
MANY = ", ".join(f'"t{n}": "urn:t{n}"' for n in range(20_000))
BRACKETS = '"' + "[{" * 999 + '\\"' + "[{" * 999 + '"'
KEYS = ", ".join(["{" + ", ".join(f'"k{n}": 1' for n in range(99)) + "}"] * 99)
OWN = ", ".join(['{"@context": {}, "t2": 1}'] * 20_000)
LISTED = (
    '{"@context": {"i": {"@id": "urn:i", "@container": ["@graph", "@index"]}}, '
    '"@id": "urn:a", "i": {"k": {"urn:q": "v"}}}'
)
JSON: dict[str, Case] = {
    "remote": (
        in_context('"http://127.0.0.1:9/c"'),
        ":2: not valid JSON-LD: a @context outside",
        in_context('{"x": "urn:x:"}'),
    ),
    "file": (
        in_context('"file:///etc/hostname"'),
        ":2: not valid JSON-LD: a @context outside",
        in_context("null"),
    ),
    "beside": (
        in_context('"context.jsonld"'),
        ":2: not valid JSON-LD: a @context outside",
        in_context("{}"),
    ),
    "imported": (
        in_context('{"@import": "http://127.0.0.1:9/c"}'),
        ":2: not valid JSON-LD: a @context outside",
        in_context('{"@version": 1.1}'),
    ),
    "scoped": (
        one_of("urn:p", '{"@context": "http://127.0.0.1:9/c", "urn:q": 1}'),
        ":2: not valid JSON-LD: a @context outside",
        one_of("urn:p", '{"@context": {}, "urn:q": 1}'),
    ),
    "relative": (
        one_of("urn:p", '{"@id": "#b"}'),
        ":2: not valid JSON-LD: an IRI is relative",
        '{"@context": {"@base": "http://example.org/"}, "@id": "", "urn:p": {"@id": "#b"}}',
    ),
    "relative type": (
        one_of("@type", '"T"'),
        ":2: not valid JSON-LD: an IRI is relative",
        '{"@context": {"@vocab": "urn:v:"}, "@type": "T"}',
    ),
    "relative graph": (
        '{"@id": "g", "@graph": [{"@id": "urn:a", "urn:p": 1}]}',
        ":1: not valid JSON-LD: an IRI is relative",
        '{"@id": "urn:g", "@graph": [{"@id": "urn:a", "urn:p": 1}]}',
    ),
    "key": (
        one_of("p", "1"),
        ":2: not valid JSON-LD: the key p is not in the @context",
        '{"@context": {"p": null}, "@id": "urn:a", "p": 1, "urn:p": 1}',
    ),
    "space": (
        one_of("urn:p", '{"@id": "urn: b"}'),
        ":2: not valid JSON-LD: error while parsing IRI 'urn: b'",
        one_of("urn:p", '{"@id": "urn:b"}'),
    ),
    "language": (
        one_of("urn:p", '{"@value": "x", "@language": "!"}'),
        ":2: not valid JSON-LD: ",
        one_of("urn:p", '{"@value": "x", "@language": "fr"}'),
    ),
    "surrogate": (
        one_of("urn:p", '"\\ud83d"'),
        ":2: not valid JSON-LD: ",
        one_of("urn:p", '"\\ud83d\\ude00"'),
    ),
    "twice": (
        one_of("@id", '"urn:b"'),
        ":2: not valid JSON-LD: @id is defined twice",
        one_of("urn:p", '"urn:b"'),
    ),
    "exponent": (
        one_of("urn:p", "1E999999999"),
        ":2: not valid JSON-LD: the number",
        one_of("urn:p", "1E99"),
    ),
    "array": (
        one_of("urn:p", "[\n" * DEEP + "]" * DEEP),
        f":{DEEP + 1}: brackets nested",
        one_of("urn:p", "[" * (DEEP - 1) + "1" + "]" * (DEEP - 1)),
    ),
    "object": (
        one_of("urn:p", '{"urn:p": ' * 5000 + "1" + "}" * 5000),
        ":2: brackets nested",
        one_of("urn:p", '{"urn:p": ' * 127 + "1" + "}" * 127),
    ),
    "brackets": ("[" * 999, ":1: brackets nested", one_of("urn:p", BRACKETS)),
    "long text": (
        one_of("urn:p", f'"{LONG * 2}"'),
        ":2: not valid JSON-LD: a text is over 16 MiB",
        one_of("urn:p", f'"{LONG[: 1 << 20]}"'),
    ),
    "panic": (
        LISTED.replace("urn:q", "@list"),
        "its parser ends with SIGABRT",
        LISTED,
    ),
    "chain": (
        in_context(f'{{{CHAIN}, "x": "urn:x:"}}'),
        "its parser ends with SIGSEGV",
        in_context(f'{{{SHORT}, "x": "urn:x:"}}'),
    ),
    "swelling": (
        f'{{"@context": {{"@vocab": "urn:{LONG[: 1 << 20]}"}}, "@graph": [{KEYS}]}}',
        "",
        '{"@context": {"@vocab": "urn:v:"}, "k": 1}',
    ),
    "slow": (
        f'{{"@context": {{{MANY}}}, "t1": [{OWN}]}}',
        "takes too long to parse",
        f'{{"@context": {{{MANY}}}, "t1": 1}}',
    ),
}


HOSTILE = {".ttl": TURTLE, ".nt": LINES, ".trig": GRAPHS, ".rdf": XML, ".jsonld": JSON}

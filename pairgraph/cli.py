"""The `pairgraph` command: each subcommand opens the graph, calls one function, prints."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable

from . import __version__
from .errors import InputError, NotFound, PairgraphError
from .vocabulary import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pyoxigraph as ox

    from .answer import Answer

_EXAMPLES = """examples:
  pairgraph ask                                     the questions the graph answers
  pairgraph ask road-map-answers --lang fr          one of them, in French
  pairgraph show navigateur                         everything said about one term
  pairgraph search "pair·e aidant·e"                where words are found
  pairgraph cite definitions                        the sources of an answer
  pairgraph query 'SELECT ?t { ?t a pg:RoleTerm }'  your own SPARQL
  pairgraph validate mine.ttl                       check your own facts
  pairgraph export entities-merged map.gexf         a map to open in Gephi
"""
_COLUMNS = os.environ.get("COLUMNS", "")
_WIDTH = int(_COLUMNS) - 2 if _COLUMNS.isdecimal() else 98


class _Help(argparse.RawDescriptionHelpFormatter):
    """Keeps the examples' lines, and a command and what it does on one line.

    argparse makes one for every argument, and would import shutil to ask for the width each time.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=18, width=_WIDTH)
        self._action_max_length = 16  # argparse forgets that commands are indented


def main(argv: list[str] | None = None) -> int:
    """Run the command; return 0, 1 if something does not conform, or 2 on an error."""
    args = parser().parse_args(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except PairgraphError as error:
        print(f"pairgraph: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read us has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="pairgraph",
        description="A knowledge graph of peer support (pair-aidance): query, validate, draw.",
        epilog=_EXAMPLES,
        formatter_class=_Help,
    )
    top.add_argument("--version", action="version", version=f"pairgraph {__version__}")
    commands = top.add_subparsers(prog="pairgraph", metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace], int], what: str, example: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=what,
            description=f"{what[0].upper()}{what[1:]}.",
            epilog=f"example: pairgraph {example}",
            formatter_class=_Help,
        )
        made.set_defaults(run=run)
        return made

    ask = command("ask", _ask, "answer a question, or list them", "ask road-map-answers --lang fr")
    ask.add_argument("slug", nargs="?", metavar="QUESTION", help="its name; none lists them all")
    _answers(ask, lang=_locale())

    query = command("query", _query, "answer SPARQL", "query 'SELECT ?t { ?t a pg:RoleTerm }'")
    query.add_argument("sparql", nargs="?", default="-", help="text, a .rq file, or - for input")
    _answers(query, lang="both")

    show = command("show", _show, "tell everything said about one thing", "show navigateur")
    show.add_argument("name", metavar="TERM", help="a label, a CURIE such as pgt:pair, or an IRI")
    _lookups(show)

    search = command("search", _search, "find things by words", 'search "pair·e aidant·e"')
    search.add_argument("words", nargs="+", help="case, accents, gender and number do not count")
    search.add_argument("--limit", type=int, default=20, help="how many at most (%(default)s)")
    _lookups(search)

    validate = command("validate", _validate, "check facts against the shapes", "validate mine.ttl")
    validate.add_argument("files", nargs="*", metavar="FILE", help="RDF files of your own")
    validate.add_argument("--format", choices=("text", "turtle"), default="text")
    _language(validate, lang=_locale())

    export = command("export", _export, "write a view as a graph or a picture", "export --list")
    export.add_argument("view", nargs="?", metavar="VIEW", help="see --list")
    export.add_argument("file", nargs="?", metavar="FILE", help=".gexf for Gephi, .png or .svg")
    export.add_argument("--list", action="store_true", help="name the views and what each is for")
    _lookups(export)

    form = command("fmt", _fmt, "write Turtle files canonically", "fmt --check mine.ttl")
    form.add_argument("files", nargs="*", metavar="FILE", help="the shipped files if left out")
    form.add_argument("--check", action="store_true", help="change nothing, exit 1 if one would")

    cite = command(
        "cite", _cite, "give the sources of an answer", "cite definitions --format bibtex"
    )
    cite.add_argument("name", metavar="QUESTION|TERM", help="a question, or what show takes")
    cite.add_argument("--format", choices=("text", "bibtex", "csl-json"), default="text")
    _lookups(cite)

    info = command("info", _info, "give the version and the counts", "info --coverage")
    what = "count what comes from each section of each document"
    info.add_argument("--coverage", action="store_true", help=what)
    _lookups(info)

    complete = command("completion", _completion, "print Tab completion", "completion bash")
    complete.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    return top


def _language(made: argparse.ArgumentParser, *, lang: str) -> None:
    made.add_argument("--lang", choices=LANGUAGES, default=lang, help="language (%(default)s)")


def _lookups(made: argparse.ArgumentParser) -> None:
    _language(made, lang=_locale())
    _own_files(made)


def _own_files(made: argparse.ArgumentParser) -> None:
    what = "an RDF file of your own to add (may be repeated)"
    made.add_argument("--data", action="append", default=[], metavar="FILE", help=what)


def _answers(made: argparse.ArgumentParser, *, lang: str) -> None:
    formats = ("table", "csv", "tsv", "json", "turtle")
    made.add_argument("--format", choices=formats, help="table, or turtle for CONSTRUCT")
    languages = (*LANGUAGES, "both")
    made.add_argument("--lang", choices=languages, default=lang, help="language (%(default)s)")
    _own_files(made)


def _locale() -> str:
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    first = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "fr" if first.startswith("fr") else "en"


def _store(args: argparse.Namespace) -> ox.Store:
    from .graph import open_store

    return open_store(extra=args.data)


def _ask(args: argparse.Namespace) -> int:
    from .display import write_hint, write_table
    from .questions import ask, catalogue

    if args.slug:
        lang = None if args.lang == "both" else args.lang
        status = _print(ask(args.slug, _store(args), lang=lang), args.format)
        write_hint(f"pairgraph cite {args.slug}")
        return status
    lang = _locale() if args.lang == "both" else args.lang
    write_table(["question", "title"], [(q.slug, q.title(lang)) for q in catalogue()])
    return 0


def _query(args: argparse.Namespace) -> int:
    from .sparql import query

    lang = None if args.lang == "both" else args.lang
    return _print(query(_sparql(args.sparql), _store(args), lang=lang), args.format)


def _sparql(argument: str) -> str:
    from .files import read_text

    if argument == "-":
        return sys.stdin.read()
    is_path = argument.endswith((".rq", ".sparql")) or os.path.exists(argument)
    return read_text(argument) if is_path else argument


def _print(answer: Answer, form: str | None) -> int:
    from .display import write_table

    if form is None and answer.columns == [] and answer.boolean is not None:
        print(str(answer.boolean).lower())
    elif form in (None, "table"):
        write_table(answer.columns, answer.rows)
    else:
        print(getattr(answer, f"to_{form}")(), end="\n" if form == "json" else "")
    return 0


def _show(args: argparse.Namespace) -> int:
    from .display import write_card
    from .lookup import show

    write_card(show(args.name, _store(args), lang=args.lang))
    return 0


def _search(args: argparse.Namespace) -> int:
    from .display import write_table
    from .lookup import search

    hits = search(" ".join(args.words), _store(args), lang=args.lang, limit=args.limit)
    if not hits:
        raise NotFound(f"nothing holds {' '.join(args.words)!r}", near=[])
    columns = {"fr": ["chose", "sorte", "nom", "texte"], "en": ["thing", "kind", "name", "text"]}
    rows = [(hit.iri, hit.kind, hit.label, hit.text) for hit in hits]
    write_table(columns[args.lang], rows)
    return 0


def _validate(args: argparse.Namespace) -> int:
    from .display import busy
    from .shapes import validate

    with busy("Validating…"):
        report = validate(extra=args.files, lang=args.lang)
    print(report.to_turtle() if args.format == "turtle" else report.text())
    return 0 if report.conforms else 1


def _export(args: argparse.Namespace) -> int:
    from .display import busy, write_table
    from .network import to_network, views

    if args.list:
        rows = [(view.name, view.purpose(args.lang)) for view in views()]
        write_table(["view", "purpose"], rows)
        return 0
    if not args.view or not args.file:
        raise InputError("export: name a view and a file, or see export --list")
    write = _writer(args.file)
    with busy("Drawing…"):
        network = to_network(_store(args), view=args.view, lang=args.lang)
        write(network, args.file)
    nodes, edges = network.number_of_nodes(), network.number_of_edges()
    print(f"{args.file}: {nodes} nodes, {edges} edges", file=sys.stderr)
    return 0


def _writer(path: str) -> Callable[..., None]:
    from .gexf import write_gexf
    from .picture import write_picture

    writers: dict[str, Callable[..., None]] = {
        ".gexf": write_gexf,
        ".png": write_picture,
        ".svg": write_picture,
    }
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in writers:
        raise InputError(f"{path}: unknown format {suffix!r}; name the file {', '.join(writers)}")
    return writers[suffix]


def _fmt(args: argparse.Namespace) -> int:
    from .graph import ontology_files, shape_files
    from .turtle import format_file

    files = args.files or [*ontology_files(), *shape_files()]
    changed = [path for path in files if format_file(path, check=args.check)]
    for path in changed:
        print(f"{path}: {'not canonical; run pairgraph fmt' if args.check else 'rewritten'}")
    return 1 if args.check and changed else 0


def _cite(args: argparse.Namespace) -> int:
    from .citing import cite

    print(cite(args.name, _store(args), form=args.format, lang=args.lang))
    return 0


def _info(args: argparse.Namespace) -> int:
    from .census import SectionCount, count, count_by_section
    from .display import write_table

    store = _store(args)
    if args.coverage:
        write_table(SectionCount._fields, count_by_section(store, lang=args.lang))
        return 0
    counts = [(kind.label, kind.number) for kind in count(store, lang=args.lang)]
    write_table(["what", "count"], [("version", __version__), ("triples", len(store)), *counts])
    return 0


def _completion(args: argparse.Namespace) -> int:
    import shtab

    print(shtab.complete(parser(), shell=args.shell))
    return 0

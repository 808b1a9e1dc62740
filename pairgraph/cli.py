"""The `pairgraph` command line: its subcommands, their arguments and their help."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from . import __version__
from .errors import BadRows, InputError, NotConforming, PairgraphError
from .vocabulary import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_EXAMPLES = """examples:
  pairgraph ask                                     the questions the graph answers
  pairgraph ask road-map-answers --lang fr          one of them, in French
  pairgraph show navigateur                         everything said about one term
  pairgraph search "pair·e aidant·e"                where words are found
  pairgraph classify                                which terms fit your programme, and why
  pairgraph cite definitions                        the sources of an answer
  pairgraph query 'SELECT ?t { ?t a pg:RoleTerm }'  your own SPARQL
  pairgraph validate mine.ttl                       check your own facts
  pairgraph import mine.xlsx refs.bib --store mine  keep them, to be found by every command
  pairgraph export entities-merged map.gexf         a map to open in Gephi
"""
_HOMES = {  # of the commands that are not in `commands`
    "export": "exporting",
    **dict.fromkeys(("dump", "import", "template"), "storing"),
}
_SEVERITY = (
    "report only what is at least this grave, and exit 1 if there is any; left out, all is "
    "reported, and only violations exit 1"
)
_MOST = 100  # problems of a table or a bibliography that are told one by one
_COUNT = {
    "fr": ("{} fautes à corriger", ", dont les {} premières ci-dessus"),
    "en": ("{} faults to mend", ", of which the first {} are above"),
}
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
    words = sys.argv[1:] if argv is None else argv
    _open_closed()
    try:
        status = _run(parser(words).parse_args(words))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read us has had enough
        _mute()
        return 0
    except OSError as error:
        if error.filename is not None:  # not that of the output
            raise
        _mute()
        return _tell(InputError(f"output: cannot be written: {error.strerror}"), "en")
    except KeyboardInterrupt:
        return 130
    return status


def _open_closed() -> None:
    """Write to nowhere what was to go to a stream that the shell closed."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _run(args: argparse.Namespace) -> int:
    from .display import warned

    home = import_module(f".{_HOMES.get(args.run, 'commands')}", __package__)
    try:
        with warned():
            return int(getattr(home, f"run_{args.run}")(args))
    except PairgraphError as error:
        return _tell(error, "fr" if getattr(args, "lang", "") == "fr" else "en")


def _mute() -> None:
    """Write the rest of the output to nowhere, so that Python does not fail on it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(error: PairgraphError, lang: str) -> int:
    """Tell what went wrong on the error stream, and return the exit code."""
    if isinstance(error, NotConforming):
        from .display import write_report

        write_report(error.report)
        sys.stdout.flush()
    from .report import one_line

    for line in _lines(error.problems, lang) if isinstance(error, BadRows) else [str(error)]:
        print(f"pairgraph: {one_line(line)}", file=sys.stderr)
    return 1 if isinstance(error, NotConforming) else 2


def _lines(problems: list[str], lang: str) -> list[str]:
    """Return the first problems, and after them how many there are."""
    if len(problems) == 1:
        return problems
    told = problems[:_MOST]
    count, more = _COUNT[lang]
    rest = more.format(_MOST) if len(problems) > _MOST else ""
    return [*told, count.format(len(problems)) + rest]


def parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser of the command line.

    Args:
        words: what is to be parsed: then only the commands that it names take arguments, since to
            give them to all would take milliseconds. All do if left out.
    """
    top = argparse.ArgumentParser(
        prog="pairgraph",
        description="A knowledge graph of peer support (pair-aidance): query, validate, draw.",
        epilog=_EXAMPLES,
        formatter_class=_Help,
    )
    top.add_argument("--version", action="version", version=f"pairgraph {__version__}")
    commands = top.add_subparsers(prog="pairgraph", metavar="COMMAND", required=True)
    for name in _COMMANDS:
        _add_command(commands, name, is_given=not words or name in words)
    return top


def _add_command(commands: Any, name: str, *, is_given: bool) -> None:
    what, example, add_arguments = _COMMANDS[name]
    made = commands.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=f"example: pairgraph {example}",
        formatter_class=_Help,
    )
    made.set_defaults(run=name)
    if is_given:
        add_arguments(made)


def _ask(made: argparse.ArgumentParser) -> None:
    made.add_argument("slug", nargs="?", metavar="QUESTION", help="its name; none lists them all")
    _add_answer_format(made, lang=_locale())


def _query(made: argparse.ArgumentParser) -> None:
    made.add_argument("sparql", nargs="?", default="-", help="text, a .rq file, or - for input")
    _add_answer_format(made, lang="both")


def _show(made: argparse.ArgumentParser) -> None:
    made.add_argument("name", metavar="TERM", help="a label, a CURIE such as pgt:pair, or an IRI")
    _add_lookup(made)


def _search(made: argparse.ArgumentParser) -> None:
    made.add_argument("words", nargs="+", help="case, accents, gender and number do not count")
    made.add_argument("--limit", type=int, default=20, help="how many at most (%(default)s)")
    _add_lookup(made)


def _classify(made: argparse.ArgumentParser) -> None:
    of = "a YAML, JSON or RDF file of answers, or an arrangement of the graph"
    made.add_argument("of", nargs="?", metavar="FILE|ARRANGEMENT", help=of)
    yes, no = "an answer that holds (may be repeated)", "one that does not"
    made.add_argument("--yes", action="append", default=[], metavar="ANSWER", help=yes)
    made.add_argument("--no", action="append", default=[], metavar="ANSWER", help=no)
    made.add_argument("--kind", choices=("role", "practice", "collective"), help="what it is")
    made.add_argument("--format", choices=("text", "json"), default="text")
    _add_lookup(made)


def _compare(made: argparse.ArgumentParser) -> None:
    made.add_argument("terms", nargs="+", metavar="TERM", help="two terms or more")
    made.add_argument("--format", choices=("table", "markdown", "csv", "json"), default="table")
    _add_lookup(made)


def _why(made: argparse.ArgumentParser) -> None:
    made.add_argument("arrangement", metavar="ARRANGEMENT", help="a label, CURIE or IRI")
    made.add_argument("term", metavar="TERM", help="a label, CURIE or IRI")
    _add_language(made)
    _add_own_files(made)


def _reason(made: argparse.ArgumentParser) -> None:
    _add_language(made)
    _add_own_files(made)


def _cite(made: argparse.ArgumentParser) -> None:
    made.add_argument("name", metavar="QUESTION|TERM", help="a question, or what show takes")
    made.add_argument("--format", choices=("text", "bibtex", "csl-json"), default="text")
    _add_lookup(made)


def _validate(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "files", nargs="*", metavar="FILE", help="files of your own: RDF, tables, bibliographies"
    )
    formats = ("text", "json", "turtle", "sarif", "junit")
    made.add_argument("--format", choices=formats, default="text", help="form (%(default)s)")
    output = "write the report there; - for output (%(default)s)"
    made.add_argument("--output", default="-", metavar="FILE", help=output)
    severities = ("violation", "warning", "info")
    made.add_argument("--severity", choices=severities, help=_SEVERITY)
    engine = "what checks: shacl is fast, pyshacl the reference (default: shacl if installed)"
    made.add_argument("--engine", choices=("shacl", "pyshacl"), help=engine)
    made.set_defaults(data=[])
    _add_language(made)
    _add_store(made)


def _import(made: argparse.ArgumentParser) -> None:
    files = "RDF, tables (CSV, TSV, XLSX), bibliographies (BibTeX, RIS, CSL-JSON, Zotero RDF)"
    made.add_argument("files", nargs="*", metavar="FILE", help=files)
    made.add_argument("--list", action="store_true", help="list what was brought in")
    remove = "take out what was brought in under a name (may be repeated)"
    made.add_argument("--remove", action="append", default=[], metavar="NAME", help=remove)
    made.add_argument("--dry-run", action="store_true", help="check everything, keep nothing")
    named = "the name to list and remove it by, if not that of the file"
    made.add_argument("--name", help=named)
    made.add_argument("--base", metavar="IRI", help="the namespace for things without an IRI")
    unchecked = "keep what breaks the shapes as well"
    made.add_argument("--unchecked", action="store_true", help=unchecked)
    made.add_argument("--bare", action="store_true", help="start a store without our own graph")
    _add_language(made)
    _add_store(made)


def _template(made: argparse.ArgumentParser) -> None:
    made.add_argument("file", metavar="FILE", help="a .xlsx, .csv or .tsv file to write")
    kinds = ("programmes", "organisations", "roles")
    made.add_argument("--kind", choices=kinds, help="what a CSV or TSV file is to tell of")
    _add_language(made)


def _dump(made: argparse.ArgumentParser) -> None:
    what = "a .nq or .nt file (with .gz or not), - for output, or with --split a folder"
    made.add_argument("target", metavar="FILE", help=what)
    made.add_argument("--format", metavar="FORM", help="nq or nt, with .gz or not")
    made.add_argument("--split", metavar="SIZE", help="write files of this size, such as 500M")
    _add_own_files(made)


def _export(made: argparse.ArgumentParser) -> None:
    view = "a view (see --list), or a SELECT of ?source and ?target, as text or as a .rq file"
    made.add_argument("view", nargs="?", metavar="VIEW", help=view)
    file = "what to write, named .gexf for Gephi or as --list tells; - for output, with --format"
    made.add_argument("file", nargs="?", metavar="FILE", help=file)
    made.add_argument("--list", action="store_true", help="name the views and the formats")
    made.add_argument("--all", metavar="DIR", help="write every view in every format to a folder")
    made.add_argument("--format", help="the format, if the name of the file does not tell")
    _add_filters(made)
    layouts = "how nodes are placed: spring, tree, time or none (each view has its own)"
    made.add_argument("--layout", choices=("spring", "tree", "time", "none"), help=layouts)
    people = "number persons instead of naming them (where they would stand beside roles)"
    made.add_argument("--anonymous-people", action=argparse.BooleanOptionalAction, help=people)
    _add_lookup(made)


def _add_filters(made: argparse.ArgumentParser) -> None:
    """Add what narrows a view; a class, a relation or a source may be named by its label."""
    for name, what in (
        ("class", "keep nodes of this class"),
        ("relation", "keep edges of this relation"),
        ("source", "keep what stands in this document"),
    ):
        several = f"{what} (may be repeated)"
        made.add_argument(f"--{name}", action="append", default=[], metavar="NAME", help=several)
    ended, started = "leave out what ended before", "leave out what started after"
    made.add_argument("--from", type=int, metavar="YEAR", help=f"{ended}; undated stays")
    made.add_argument("--to", type=int, metavar="YEAR", help=f"{started}; undated stays")
    made.add_argument("--min-weight", type=float, default=0, metavar="N", help="drop lighter edges")
    made.add_argument("--largest", action="store_true", help="keep the largest component")
    made.add_argument("--no-isolates", action="store_true", help="drop nodes without an edge")


def _fmt(made: argparse.ArgumentParser) -> None:
    made.add_argument("files", nargs="*", metavar="FILE", help="the shipped files if left out")
    made.add_argument("--check", action="store_true", help="change nothing, exit 1 if one would")


def _info(made: argparse.ArgumentParser) -> None:
    what = "count what comes from each section of each document"
    made.add_argument("--coverage", action="store_true", help=what)
    _add_lookup(made)


def _completion(made: argparse.ArgumentParser) -> None:
    made.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    made.set_defaults(parser=parser)


_COMMANDS: dict[str, tuple[str, str, Callable[[argparse.ArgumentParser], None]]] = {
    "ask": ("answer a question, or list them", "ask road-map-answers --lang fr", _ask),
    "show": ("tell everything said about one thing", "show navigateur", _show),
    "search": ("find things by words", 'search "pair·e aidant·e"', _search),
    "classify": (
        "tell which terms fit a programme, and why",
        "classify --kind practice --yes paid --yes 'lived experience'",
        _classify,
    ),
    "compare": (
        "set the definitions of terms side by side",
        "compare 'médiateur de santé-pair' 'pair-aidant certifié'",
        _compare,
    ),
    "why": (
        "tell why a term fits an arrangement or not",
        "why pgd:arrangement-grenoble-peer-mediators 'travailleur pair'",
        _why,
    ),
    "reason": ("give what follows by logic, as Turtle", "reason --data mine.ttl", _reason),
    "cite": ("give the sources of an answer", "cite definitions --format bibtex", _cite),
    "query": ("answer SPARQL", "query 'SELECT ?t { ?t a pg:RoleTerm }'", _query),
    "validate": ("check facts against the shapes", "validate mine.ttl", _validate),
    "import": (
        "check files of your own and keep them in a store",
        "import roles.xlsx references.bib --store mine",
        _import,
    ),
    "template": (
        "write a spreadsheet to fill in, for import",
        "template directory.xlsx --lang fr",
        _template,
    ),
    "dump": ("write the whole graph, to keep or to load elsewhere", "dump all.nq.gz", _dump),
    "export": ("write a view as a graph or a picture", "export --list", _export),
    "info": ("give the version and the counts", "info --coverage", _info),
    "fmt": ("write Turtle files canonically", "fmt --check mine.ttl", _fmt),
    "completion": ("print Tab completion", "completion bash", _completion),
}


def _add_answer_format(made: argparse.ArgumentParser, *, lang: str) -> None:
    formats = ("table", "csv", "tsv", "json", "turtle")
    made.add_argument("--format", choices=formats, help="table, or turtle for CONSTRUCT")
    verbatim = "in CSV, leave bare what a spreadsheet would run as a formula"
    made.add_argument("--verbatim", action="store_true", help=verbatim)
    languages = (*LANGUAGES, "both")
    made.add_argument("--lang", choices=languages, default=lang, help="language (%(default)s)")
    seconds, rows = "end a query that takes longer", "give as many rows at most"
    made.add_argument("--timeout", type=float, metavar="SECONDS", help=seconds)
    made.add_argument("--max-rows", type=int, metavar="N", help=rows)
    _add_own_files(made)
    _add_year(made)


def _add_lookup(made: argparse.ArgumentParser) -> None:
    _add_language(made)
    _add_own_files(made)
    _add_year(made)


def _add_language(made: argparse.ArgumentParser) -> None:
    lang = _locale()
    made.add_argument("--lang", choices=LANGUAGES, default=lang, help="language (%(default)s)")


def _add_own_files(made: argparse.ArgumentParser) -> None:
    what = "a file of your own to add (may be repeated)"
    made.add_argument("--data", action="append", default=[], metavar="FILE", help=what)
    _add_store(made)


def _add_store(made: argparse.ArgumentParser) -> None:
    usual, what = (
        os.environ.get("PAIRGRAPH_STORE") or None,
        "a store that import made ($PAIRGRAPH_STORE)",
    )
    made.add_argument("--store", default=usual, metavar="DIR", help=what)
    made.add_argument("--endpoint", metavar="URL", help="a SPARQL server that holds the graph")
    graph = "its named graph to use (the default one if left out)"
    made.add_argument("--graph", metavar="IRI", help=graph)


def _add_year(made: argparse.ArgumentParser) -> None:
    what = "only what sources date by this year"
    made.add_argument("--as-of", type=int, metavar="YEAR", help=what)


def _locale() -> str:
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    first = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "fr" if first.startswith("fr") else "en"

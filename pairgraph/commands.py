"""What each subcommand does: open the graph, call one function of the library, print."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial

from . import __version__
from .errors import InputError, NotFound
from .options import dated_source, dated_store, given_query, open_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .answer import Answer
    from .limits import Limits
    from .matching import Answers
    from .report import Report
    from .stores import Store


def run_ask(args: argparse.Namespace) -> int:
    from .display import write_hint, write_table
    from .questions import ask, catalogue

    if args.slug:
        _print(_answer(partial(ask, args.slug), args), args)
        write_hint(f"pairgraph cite {args.slug}")
        return 0
    lang = "en" if args.lang == "both" else args.lang
    write_table(["question", "title"], [(q.slug, q.title(lang)) for q in catalogue()])
    return 0


def run_query(args: argparse.Namespace) -> int:
    from .sparql import query

    _print(_answer(partial(query, given_query(args.sparql)), args), args)
    return 0


def _answer(asked: Callable[..., Answer], args: argparse.Namespace) -> Answer:
    """Ask, and let Ctrl-C end all at once: pyoxigraph would look at it only when it is done."""
    import signal

    lang = None if args.lang == "both" else args.lang
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        return asked(dated_source(args), lang=lang, limits=_limits(args))
    finally:
        signal.signal(signal.SIGINT, before)


def _limits(args: argparse.Namespace) -> Limits | None:
    if args.timeout is None and args.max_rows is None:
        return None
    from .limits import Limits

    return Limits(args.timeout, args.max_rows, memory=None, max_bytes=None)


def _print(answer: Answer, args: argparse.Namespace) -> None:
    from .display import write_cut, write_table

    form = args.format
    if form is None and answer.columns == [] and answer.boolean is not None:
        print(str(answer.boolean).lower())
    elif form in (None, "table"):
        write_table(answer.columns, answer.rows)
    elif form == "csv":
        print(answer.to_csv(verbatim=args.verbatim), end="")
    else:
        print(getattr(answer, f"to_{form}")(), end="\n" if form == "json" else "")
    if answer.is_cut:
        write_cut(args.max_rows, args.lang)


def run_show(args: argparse.Namespace) -> int:
    from .display import write_card
    from .lookup import show

    write_card(show(args.name, dated_store(args), lang=args.lang))
    return 0


def run_search(args: argparse.Namespace) -> int:
    from .display import write_table
    from .lookup import search

    hits = search(" ".join(args.words), dated_store(args), lang=args.lang, limit=args.limit)
    if not hits:
        raise NotFound(f"nothing holds {' '.join(args.words)!r}", near=[])
    columns = {"fr": ["chose", "sorte", "nom", "texte"], "en": ["thing", "kind", "name", "text"]}
    rows = [(hit.iri, hit.kind, hit.label, hit.text) for hit in hits]
    write_table(columns[args.lang], rows)
    return 0


def run_validate(args: argparse.Namespace) -> int:
    from .display import busy, write_report
    from .shapes import validate

    _check_output(args)
    with busy("Validating…", args.lang):
        source = open_named(args)
        report = validate(source, extra=args.files, lang=args.lang, engine=args.engine)
    if args.severity:
        report = report.at_least(args.severity.capitalize())
    if args.format == "text" and args.output == "-":
        write_report(report)
    else:
        _write_report(args, report)
    return 0 if report.conforms else 1


def _check_output(args: argparse.Namespace) -> None:
    """Refuse, before anything is checked, to write over what is to be checked."""
    from .writing import check_target

    if args.output == "-":
        return
    check_target(args.output)
    if os.path.realpath(args.output) in map(os.path.realpath, args.files):
        raise InputError(f"{args.output}: is a file to check; name another for the report")


def _write_report(args: argparse.Namespace, report: Report) -> None:
    from .reports import report_bytes
    from .writing import write

    data = report_bytes(report, args.format, checked=args.files)
    if args.output == "-":
        sys.stdout.buffer.write(data)
        return
    write(args.output, data)
    print(f"{args.output}: {report.headline()}", file=sys.stderr)


def run_fmt(args: argparse.Namespace) -> int:
    from .graph import ontology_files, shape_files
    from .senses import SENSES, write_senses
    from .turtle import format_file

    files = args.files or [*ontology_files(), *shape_files()]
    changed = [path for path in files if format_file(path, check=args.check)]
    if not args.files and write_senses(check=args.check):
        changed.append(SENSES)
    for path in dict.fromkeys(changed):
        print(f"{path}: {'not canonical; run pairgraph fmt' if args.check else 'rewritten'}")
    return 1 if args.check and changed else 0


def run_cite(args: argparse.Namespace) -> int:
    from .citing import cite

    print(cite(args.name, dated_store(args), form=args.format, lang=args.lang))
    return 0


def run_info(args: argparse.Namespace) -> int:
    from .census import SectionCount, count, count_by_section
    from .display import write_table

    store = dated_store(args)
    if args.coverage:
        write_table(SectionCount._fields, count_by_section(store, lang=args.lang))
        return 0
    counts = [(kind.label, kind.number) for kind in count(store, lang=args.lang)]
    write_table(["what", "count"], [("version", __version__), ("triples", len(store)), *counts])
    return 0


def run_classify(args: argparse.Namespace) -> int:
    from .display import write_classification
    from .roadmap import classify

    store = open_named(args)
    found = classify(_answers(args, store), store, lang=args.lang, as_of=args.as_of)
    if args.format == "json":
        _print_json(found)
    else:
        write_classification(found, args.lang)
    return 0


def _answers(args: argparse.Namespace, store: Store) -> Answers:
    """Take answers from options, from a file, from a thing in the graph, or from a person."""
    from .asking import ask_person
    from .placing import place, placed, read_answers

    if args.yes or args.no:
        return place(store, yes=args.yes, no=args.no, kind=args.kind)
    if args.of and os.path.splitext(args.of)[1] and os.path.exists(args.of):
        return read_answers(args.of, store)
    if args.of:
        return placed(args.of, store)
    if not sys.stdin.isatty():
        raise InputError("classify: give --yes and --no, a file, or an arrangement of the graph")
    return ask_person(store, args.lang)


def run_compare(args: argparse.Namespace) -> int:
    from .comparing import compare
    from .display import write_comparison

    found = compare(*args.terms, source=open_named(args), lang=args.lang, as_of=args.as_of)
    if args.format == "json":
        _print_json(found)
    else:
        write_comparison(found, args.lang, form=args.format)
    return 0


def run_reason(args: argparse.Namespace) -> int:
    from .display import busy
    from .reasoner import reason
    from .turtle import format_turtle

    with busy("Reasoning…", args.lang):
        found = format_turtle(reason(open_named(args), lang=args.lang))
    print(found, end="")
    return 0


def run_why(args: argparse.Namespace) -> int:
    from .display import write_verdicts
    from .roadmap import why

    write_verdicts(why(args.arrangement, args.term, open_named(args), lang=args.lang), args.lang)
    return 0


def _print_json(found: tuple[object, ...]) -> None:
    import json

    print(json.dumps(_plain(found), ensure_ascii=False, indent=2))


def _plain(value: object) -> object:
    """Turn named tuples into what JSON has, their names as keys."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _plain(part) for key, part in value._asdict().items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


def run_completion(args: argparse.Namespace) -> int:
    import shtab

    from .formats import formats
    from .own import TRIPLES
    from .questions import catalogue
    from .views import views

    parser = args.parser()
    _offer(parser, "ask", "slug", [question.slug for question in catalogue()])
    _offer(parser, "export", "view", [*(view.name for view in views()), TRIPLES.name])
    _offer(parser, "export", "format", [form.name for form in formats()])
    print(shtab.complete(parser, shell=args.shell))
    return 0


def _offer(parser: argparse.ArgumentParser, command: str, name: str, words: list[str]) -> None:
    """Let an argument be completed by some words, though it may be others."""
    [commands] = [one.choices for one in parser._actions if isinstance(one.choices, dict)]
    [argument] = [one for one in commands[command]._actions if one.dest == name]
    argument.choices = words

"""What each subcommand does: open the graph, call one function of the library, print."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial

from . import __version__
from .errors import InputError, NotFound

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sized
    from typing import Any

    from .answer import Answer
    from .formats import Format
    from .matching import Answers
    from .stores import Store


def _store(args: argparse.Namespace) -> Store:
    from .graph import open_store

    served = _served(args)
    if served and args.data:
        raise InputError("--data: nothing is added to what a server holds; import it there first")
    return served or open_store(extra=args.data)


def _served(args: argparse.Namespace) -> Store | None:
    """Return what is read of a server, if one is named."""
    if not args.endpoint:
        if args.graph:
            raise InputError("--graph: name the server too, with --endpoint")
        return None
    from .endpoint import Endpoint

    return Endpoint(args.endpoint, graph=args.graph).reading()


def _dated_store(args: argparse.Namespace) -> Store:
    """Open the graph as of the year that is asked for, if one is."""
    from .dating import dated

    return _store(args) if args.as_of is None else dated(_store(args), args.as_of)


def run_ask(args: argparse.Namespace) -> int:
    from .display import write_hint, write_table
    from .questions import ask, catalogue

    if args.slug:
        lang = None if args.lang == "both" else args.lang
        status = _print(ask(args.slug, _dated_store(args), lang=lang), args.format)
        write_hint(f"pairgraph cite {args.slug}")
        return status
    lang = "en" if args.lang == "both" else args.lang
    write_table(["question", "title"], [(q.slug, q.title(lang)) for q in catalogue()])
    return 0


def run_query(args: argparse.Namespace) -> int:
    from .sparql import query

    lang = None if args.lang == "both" else args.lang
    return _print(query(_sparql(args.sparql), _dated_store(args), lang=lang), args.format)


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


def run_show(args: argparse.Namespace) -> int:
    from .display import write_card
    from .lookup import show

    write_card(show(args.name, _dated_store(args), lang=args.lang))
    return 0


def run_search(args: argparse.Namespace) -> int:
    from .display import write_table
    from .lookup import search

    hits = search(" ".join(args.words), _dated_store(args), lang=args.lang, limit=args.limit)
    if not hits:
        raise NotFound(f"nothing holds {' '.join(args.words)!r}", near=[])
    columns = {"fr": ["chose", "sorte", "nom", "texte"], "en": ["thing", "kind", "name", "text"]}
    rows = [(hit.iri, hit.kind, hit.label, hit.text) for hit in hits]
    write_table(columns[args.lang], rows)
    return 0


def run_validate(args: argparse.Namespace) -> int:
    from .display import busy
    from .shapes import validate

    with busy("Validating…"):
        report = validate(_served(args), extra=args.files, lang=args.lang)
    print(report.to_turtle() if args.format == "turtle" else report.text())
    return 0 if report.conforms else 1


def run_export(args: argparse.Namespace) -> int:
    if args.list:
        return _list_views(args.lang)
    if args.all:
        return _export_all(args)
    if not args.view or not args.file:
        raise InputError("export: name a view and a file, or see export --list")
    return _export(args)


def _list_views(lang: str) -> int:
    from .display import write_table
    from .formats import formats
    from .own import TRIPLES
    from .views import views

    told = [("view", view.name, view.purpose(lang)) for view in (*views(), TRIPLES)]
    told += [("format", form.suffix, form.purpose(lang)) for form in formats()]
    write_table(["", "name", "purpose"], told)
    return 0


def _export(args: argparse.Namespace) -> int:
    from .display import advancing, warned

    write = _writer(args)
    file = sys.stdout.buffer if args.file == "-" else args.file
    with advancing("Drawing…") as step, warned():
        nodes, edges = write(_dated_store(args), file, step)
    print(f"{args.file}: {nodes} nodes, {edges} edges", file=sys.stderr)
    return 0


def _writer(args: argparse.Namespace) -> Callable[..., tuple[int, int]]:
    """Return what draws the view that is asked for, and writes it in the format asked for."""
    from .formats import chosen
    from .writing import check_target

    if args.file == "-" and not args.format:
        raise InputError("export: name the format of the output with --format")
    form = chosen(args.file, form=args.format)
    if args.file != "-":
        check_target(args.file)
    if form.name == "gexf" and _is_view(args.view) and args.view != "triples":
        return partial(_write_rows, args)
    return partial(_write_network, args, form)


def _write_rows(
    args: argparse.Namespace, store: Store, file: Any, step: Callable[[int, int], object]
) -> tuple[int, int]:
    """Write a view as GEXF, without holding it whole."""
    from .gexf import write_projection
    from .network import project_view

    projection = project_view(store, view=args.view, **_drawn(args))
    _check_something(projection.names)
    write_projection(projection, file, step=step)
    return len(projection.names), len(projection.links)


def _write_network(
    args: argparse.Namespace, form: Format, store: Store, file: Any, _: object
) -> tuple[int, int]:
    from .network import to_network

    view = args.view if _is_view(args.view) else _sparql(args.view)
    network = to_network(store, view=view, **_drawn(args))
    _check_something(network)
    form.write(network, file)
    return network.number_of_nodes(), network.number_of_edges()


def _check_something(nodes: Sized) -> None:
    if not len(nodes):
        raise InputError("export: nothing is left to draw; ask for less by the filters")


def _export_all(args: argparse.Namespace) -> int:
    from .display import counting, warned
    from .folder import steps, write_folder

    forms = [args.format] if args.format else []
    with counting("Drawing…", steps(forms)) as step, warned():
        write_folder(args.all, _dated_store(args), forms=forms, step=step, **_drawn(args))
    print(f"{args.all}: open README.md first", file=sys.stderr)
    return 0


def _is_view(text: str) -> bool:
    return "{" not in text and text != "-" and not text.endswith((".rq", ".sparql"))


def _drawn(args: argparse.Namespace) -> dict[str, Any]:
    """Return what `to_network` is told by the options."""
    from .network import Filters

    filters = Filters(
        classes=vars(args)["class"],
        relations=args.relation,
        sources=args.source,
        since=vars(args)["from"],
        until=args.to,
        min_weight=args.min_weight,
        largest=args.largest,
        no_isolates=args.no_isolates,
    )
    return {
        "lang": args.lang,
        "layout": args.layout or True,
        "filters": filters,
        "anonymous_people": args.anonymous_people,
    }


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

    print(cite(args.name, _dated_store(args), form=args.format, lang=args.lang))
    return 0


def run_info(args: argparse.Namespace) -> int:
    from .census import SectionCount, count, count_by_section
    from .display import write_table

    store = _dated_store(args)
    if args.coverage:
        write_table(SectionCount._fields, count_by_section(store, lang=args.lang))
        return 0
    counts = [(kind.label, kind.number) for kind in count(store, lang=args.lang)]
    write_table(["what", "count"], [("version", __version__), ("triples", len(store)), *counts])
    return 0


def run_classify(args: argparse.Namespace) -> int:
    from .display import write_classification
    from .roadmap import classify

    store = _store(args)
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

    found = compare(*args.terms, source=_store(args), lang=args.lang, as_of=args.as_of)
    if args.format == "json":
        _print_json(found)
    else:
        write_comparison(found, args.lang, form=args.format)
    return 0


def run_reason(args: argparse.Namespace) -> int:
    from .display import busy
    from .reasoner import reason
    from .turtle import format_turtle

    with busy("Reasoning…"):
        found = format_turtle(reason(_store(args), lang=args.lang))
    print(found, end="")
    return 0


def run_why(args: argparse.Namespace) -> int:
    from .display import write_verdicts
    from .roadmap import why

    write_verdicts(why(args.arrangement, args.term, _store(args), lang=args.lang), args.lang)
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

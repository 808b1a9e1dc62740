"""What the command that draws does: a view or a query as a file, or all views as a folder."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from .errors import InputError
from .options import dated_store, given_query

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sized
    from typing import Any

    from .formats import Format
    from .stores import Store


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
    from .display import advancing

    write = _writer(args)
    file = sys.stdout.buffer if args.file == "-" else args.file
    with advancing("Drawing…", args.lang) as step:
        nodes, edges = write(dated_store(args), file, step)
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

    view = args.view if _is_view(args.view) else given_query(args.view)
    network = to_network(store, view=view, **_drawn(args))
    _check_something(network)
    form.write(network, file)
    return network.number_of_nodes(), network.number_of_edges()


def _check_something(nodes: Sized) -> None:
    if not len(nodes):
        raise InputError("export: nothing is left to draw; ask for less by the filters")


def _export_all(args: argparse.Namespace) -> int:
    from .display import counting
    from .folder import steps, write_folder

    forms = [args.format] if args.format else []
    with counting("Drawing…", steps(forms), args.lang) as step:
        write_folder(args.all, dated_store(args), forms=forms, step=step, **_drawn(args))
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

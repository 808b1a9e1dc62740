"""What the options of a command name: a server, a store on disk or users' files; a query."""

from __future__ import annotations

import os
import sys
from functools import partial

from .errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from .endpoint import Endpoint
    from .stores import Source, Store


def named_source(args: argparse.Namespace) -> Source:
    """Return the server that is named, or what opens the store or the files that are."""
    check_named(args)
    if args.endpoint:
        if args.data:
            raise InputError(
                "--data: nothing stands beside what a server holds; import it there first"
            )
        return named_server(args)
    if args.graph:
        raise InputError("--graph: name the server too, with --endpoint")
    from .graph import open_store

    return partial(open_store, extra=args.data, folder=args.store, lang=_lang(args))


def check_named(args: argparse.Namespace) -> None:
    """Refuse names that are empty, as those of unset variables are, rather than leave them out.

    Raises:
        InputError: one is.
    """
    for option in ("store", "endpoint", "graph"):
        if vars(args)[option] == "":
            raise InputError(f"--{option}: is empty; give a name, or leave it out")


def _lang(args: argparse.Namespace) -> str:
    """Return the language of problems; who asks for answers in both reads English."""
    return "fr" if getattr(args, "lang", "") == "fr" else "en"


def named_server(args: argparse.Namespace) -> Endpoint:
    """Return the server that is named."""
    from .endpoint import Endpoint

    return Endpoint(args.endpoint, graph=args.graph)


def dated_source(args: argparse.Namespace) -> Source:
    """Return where the graph is, or what opens it as of the year that is asked for."""
    if args.as_of is None:
        return named_source(args)
    from .dating import open_dated

    return partial(open_dated, named_source(args), args.as_of)


def open_named(args: argparse.Namespace) -> Store:
    """Open the graph that is named."""
    from .graph import as_store

    return as_store(named_source(args))


def dated_store(args: argparse.Namespace) -> Store:
    """Open the graph that is named, as of the year that is asked for."""
    from .graph import as_store

    return as_store(dated_source(args))


def given_query(argument: str) -> str:
    """Return a query that is given as text, as the name of a file, or as - for the input."""
    from .files import read_text

    if argument == "-":
        return sys.stdin.read()
    is_path = argument.endswith((".rq", ".sparql")) or os.path.exists(argument)
    return read_text(argument) if is_path else argument

"""What the commands on a store do: bring files in, list them, take them out, write all out."""

from __future__ import annotations

import argparse
import re
import sys
from contextlib import ExitStack

from .errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .importing import Brought

_BROUGHT = {"fr": ("nom", "triplets", "état"), "en": ("name", "triples", "state")}
_CHANGES = {
    "fr": {"new": "ajouté", "changed": "remplacé", "same": "inchangé"},
    "en": {"new": "added", "changed": "replaced", "same": "unchanged"},
}
_LISTED = {
    "fr": ("nom", "triplets", "date", "fichier lu"),
    "en": ("name", "triples", "date", "file read"),
}
_SIZE = re.compile(r"(\d+)([KMGT]?)B?", re.IGNORECASE)


def run_import(args: argparse.Namespace) -> int:
    """List, take out or bring in; without a store, only check."""
    if args.list:
        return _list(_folder(args), args.lang)
    if args.remove:
        return _remove(args)
    with ExitStack() as stack:
        folder = args.store or _scratch(args, stack)
        return _bring(args, folder)


def _folder(args: argparse.Namespace) -> str:
    if not args.store:
        raise InputError("import: name a store, such as --store mine; or check only with --dry-run")
    return str(args.store)


def _scratch(args: argparse.Namespace, stack: ExitStack) -> str:
    """Return a folder for what is only checked, removed after."""
    from tempfile import TemporaryDirectory

    return stack.enter_context(TemporaryDirectory()) if args.dry_run else _folder(args)


def _list(folder: str, lang: str) -> int:
    from .display import write_table
    from .importing import imported

    rows = [(one.name, one.triples, one.date, one.origin) for one in imported(folder)]
    write_table(_LISTED[lang], rows)
    return 0


def _remove(args: argparse.Namespace) -> int:
    from .display import busy
    from .importing import remove_imports

    if args.files:
        raise InputError("import: bring files in and take others out in two commands")
    with busy("Removing…"):
        remove_imports(args.remove, _folder(args), lang=args.lang, checked=not args.unchecked)
    return 0


def _bring(args: argparse.Namespace, folder: str) -> int:
    from .display import busy, write_table
    from .importing import OWN, import_files

    with busy("Importing…"):
        brought = import_files(
            args.files,
            folder,
            lang=args.lang,
            base=args.base or OWN,
            name=args.name,
            bare=args.bare,
            checked=not args.unchecked,
            dry_run=args.dry_run,
        )
    write_table(_BROUGHT[args.lang], [_row(one, args.lang) for one in brought])
    return 0


def _row(brought: Brought, lang: str) -> tuple[str, int, str]:
    return brought.name, brought.triples, _CHANGES[lang][brought.change]


def run_dump(args: argparse.Namespace) -> int:
    """Write the graph out, whole or in parts."""
    from .display import busy
    from .dumping import write_dump, write_parts
    from .graph import open_store

    source = args.store or open_store(extra=args.data)
    with busy("Writing…"):
        if args.split:
            size = _bytes(args.split)
            parts = write_parts(args.target, source, size=size, form=args.format or "nq")
            told = f"{len(parts)} files"
        else:
            file = sys.stdout.buffer if args.target == "-" else args.target
            told = f"{write_dump(file, source, form=args.format)} triples"
    print(f"{args.target}: {told}", file=sys.stderr)
    return 0


def _bytes(size: str) -> int:
    """Return a size such as 500M in bytes."""
    match = _SIZE.fullmatch(size)
    if not match or not int(match[1]):
        raise InputError(f"--split {size}: give a size such as 500M")
    return int(match[1]) << (10 * ["", "K", "M", "G", "T"].index(match[2].upper()))

"""What the commands on a store do: bring files in, list them, take them out, write all out."""

from __future__ import annotations

import argparse
import re
import sys

from .errors import InputError
from .options import check_named, named_server, named_source
from .vocabulary import OWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .endpoint import Endpoint
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
_TAKEN_OUT = {"fr": ("nom", "état", "retiré"), "en": ("name", "state", "taken out")}
_NOTHING = {
    "fr": (
        "essai à blanc : rien n'a changé",
        "aucun fichier n'est nommé ; le dossier est à jour",
    ),
    "en": ("dry run: nothing was changed", "no file is named; the store is up to date"),
}
_FILL = {
    "fr": "{} : remplissez-le, puis : pairgraph import {} --dry-run",
    "en": "{}: fill it in, then: pairgraph import {} --dry-run",
}
_SIZE = re.compile(r"(\d+)([KMGT]?)B?", re.IGNORECASE)


def run_import(args: argparse.Namespace) -> int:
    """List, take out or bring in; without a store, only check."""
    if args.list and (args.files or args.remove):
        raise InputError("import: list in a command of its own")
    if args.list:
        return _list(_store(args), args.lang)
    if args.remove:
        return _remove(args)
    if args.dry_run and args.endpoint is None and args.store is None:
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as folder:
            return _bring(args, folder)
    return _bring(args, _store(args))


def _store(args: argparse.Namespace) -> str | Endpoint:
    check_named(args)
    if args.endpoint:
        return named_server(args)
    if not args.store:
        raise InputError("import: name a store, such as --store mine; or check only with --dry-run")
    return str(args.store)


def _list(store: str | Endpoint, lang: str) -> int:
    from .display import write_table
    from .importing import imported

    rows = [(one.name, one.triples, one.date, one.origin) for one in imported(store)]
    write_table(_LISTED[lang], rows)
    return 0


def _remove(args: argparse.Namespace) -> int:
    from .display import busy, write_table
    from .importing import remove_imports

    if args.files:
        raise InputError(
            "import: take out with a --remove for each name; bring in by another command"
        )
    store, checked = _store(args), not args.unchecked
    with busy("Removing…", args.lang):
        remove_imports(args.remove, store, lang=args.lang, checked=checked, dry_run=args.dry_run)
    *columns, state = _TAKEN_OUT[args.lang]
    write_table(columns, [(name, state) for name in args.remove])
    _say_nothing(args)
    return 0


def _bring(args: argparse.Namespace, store: str | Endpoint) -> int:
    from .display import busy, write_table
    from .importing import import_files

    with busy("Importing…", args.lang):
        brought = import_files(
            args.files,
            store,
            lang=args.lang,
            base=OWN if args.base is None else args.base,
            name=args.name,
            bare=args.bare,
            checked=not args.unchecked,
            dry_run=args.dry_run,
        )
    if brought:
        write_table(_BROUGHT[args.lang], [_row(one, args.lang) for one in brought])
    _say_nothing(args)
    return 0


def _say_nothing(args: argparse.Namespace) -> None:
    """Say so if nothing was kept, or nothing was there to keep."""
    kept_none, named_none = _NOTHING[args.lang]
    said = kept_none if args.dry_run else "" if args.files or args.remove else named_none
    if said:
        sys.stdout.flush()
        print(f"pairgraph: {said}", file=sys.stderr)


def _row(brought: Brought, lang: str) -> tuple[str, int, str]:
    return brought.name, brought.triples, _CHANGES[lang][brought.change]


def run_template(args: argparse.Namespace) -> int:
    """Write a table to fill in."""
    from shlex import quote

    from .template import write_template
    from .writing import check_target

    check_target(args.file)
    write_template(args.file, lang=args.lang, kind=args.kind)
    print(_FILL[args.lang].format(args.file, quote(args.file)), file=sys.stderr)
    return 0


def run_dump(args: argparse.Namespace) -> int:
    """Write the graph out, whole or in parts."""
    from .display import busy
    from .dumping import write_dump, write_parts

    if args.target == "-" and not args.format:
        raise InputError("dump: name the form of the output with --format, such as nq")
    is_folder = args.store and not args.endpoint and not args.data
    source = args.store if is_folder else named_source(args)
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

"""A made-up directory of peer programmes, as big as asked, for benchmarks and stress tests.

    python benchmarks/directory.py FILE --edges 1000000 --seed 0

It is told in the vocabulary of pairgraph, with its terms and answers, and keeps to its shapes. No
programme, place or organisation of it exists, and it holds no person.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain

from entries import MOST, Entries, Thing, size
from invented import Words

from pairgraph.errors import InputError
from pairgraph.vocabulary import expand
from pairgraph.writing import writing

_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r"})
_iri = cache(expand)


def directory(edges: int, *, seed: int = 0) -> Iterator[str]:
    """Give a directory line by line, as N-Triples: the same for the same seed.

    Args:
        edges: how many links between named things (triples but for rdf:type and literals).
        seed: another one gives another directory.

    Raises:
        InputError: fewer edges than one entry may need.

    >>> [line] = [line for line in directory(200) if "sha256" in line]
    >>> line.split()[0]
    '<https://example.org/directory/register-0>'
    """
    return chain.from_iterable(map(_lines, _things(edges, seed)))


def write_directory(
    path: str | os.PathLike[str],
    edges: int,
    *,
    seed: int = 0,
    told: Callable[[int], object] = lambda links: None,
) -> None:
    """Write a directory as N-Triples, in little memory whatever its size.

    Args:
        path: a file to write.
        edges: how many links between named things (see `directory`).
        seed: another one gives another directory.
        told: called for each thing with how many links it has.

    Raises:
        InputError: fewer edges than one entry may need, or the file cannot be written.
    """
    things = _things(edges, seed)
    with writing(path) as file:
        for thing in things:
            file.write("".join(_lines(thing)).encode())
            told(len(thing.links))


def _things(edges: int, seed: int) -> Iterator[Thing]:
    if edges < MOST:
        raise InputError(f"{edges} edges are too few for a directory: give at least {MOST}")
    return chain.from_iterable(_fitting(Entries(edges, seed), edges))


def _fitting(entries: Entries, left: int) -> Iterator[list[Thing]]:
    """Give entries as long as they fit, then as many places as take up the rest."""
    for things in entries:
        if size(things) > left:
            break
        left -= size(things)
        yield things
    yield list(entries.places(left))


def _lines(thing: Thing) -> Iterator[str]:
    yield f"<{thing.name}> <{_iri('rdf:type')}> <{_iri(thing.kind)}> .\n"
    for relation, target in thing.links:
        yield f"<{thing.name}> <{_iri(relation)}> <{target}> .\n"
    for relation, value in thing.values:
        for literal in _literals(value):
            yield f"<{thing.name}> <{_iri(relation)}> {literal} .\n"


def _literals(value: Words | str | int) -> list[str]:
    if isinstance(value, int):
        return [f'"{value}"^^<{_iri("xsd:integer")}>']
    if isinstance(value, str):
        return [quoted(value)]
    return [f"{quoted(text)}@{lang}" for text, lang in zip(value, ("fr", "en"), strict=True)]


def quoted(text: str) -> str:
    r"""Return a text as N-Triples has it.

    >>> print(quoted('a "peer"'))
    "a \"peer\""
    """
    return f'"{text.translate(_ESCAPES)}"'


def main() -> int:
    """Write a directory to a file, and show how far it is."""
    from rich.console import Console
    from rich.progress import Progress

    given = _parser().parse_args()
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Edges…", total=given.edges)
        try:
            write_directory(
                given.file,
                given.edges,
                seed=given.seed,
                told=lambda links: progress.advance(task, links),
            )
        except InputError as error:
            sys.exit(f"directory.py: {error}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", metavar="FILE", help="N-Triples file to write")
    parser.add_argument("--edges", type=int, default=100_000, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=0, help="default: %(default)s")
    return parser


if __name__ == "__main__":
    sys.exit(main())

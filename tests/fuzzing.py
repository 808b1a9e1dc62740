"""Spoilt files for the door, many of them: `make fuzz`, or `python -m tests.fuzzing 2000000`.

Samples of each syntax are spoilt at random and read, in a child that may die. It must not: nothing
but an `InputError` of one line is let out, no input takes 10 seconds, and 1 GiB is enough.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from pairgraph.errors import InputError
from pairgraph.files import parse_rdf
from pairgraph.parsing import quads

SAMPLES = sorted(Path(__file__).with_name("samples").iterdir())
BATCH = 20_000  # inputs read by one child
SECONDS = 10
MEMORY = 1 << 30
LONGEST = 1 << 15

_TURTLE = r"""( ) [ ] { } << >> <<( )>> {| |} ~ . ; , a ^^ @ " ' \""" ''' < > # \ \u0000 \uD800
_: : @prefix @base PREFIX BASE GRAPH VERSION true 1e9 1E999999999 -.5 <> <urn:a> e:a @en--ltr"""
_XML = """< > </ /> <e:p> </e:p> <rdf:Description> </rdf:Description> <rdf:li/> <![CDATA[ ]]> <!--
--> <!DOCTYPE <!ENTITY &x; &e; &#0; &#x1F600; &amp; ]> <?x ?> rdf:about="urn:a" rdf:ID="i" e:p="q"
rdf:nodeID="n" rdf:parseType="Literal" rdf:parseType="Resource" rdf:parseType="Collection"
rdf:resource="" rdf:datatype="urn:t" xml:lang="fr" xml:base="x" xmlns:e="urn:f" xmlns="" """
_JSON = r"""{ } [ ] , : " \ null true 1e400 1E999999999 -0 "@id" "@type" "@context" "@graph" "@list"
"@set" "@value" "@language" "@reverse" "@included" "@nest" "@index" "@container" "@vocab" "@base"
"@import" "@json" "@none" "@propagate" "@protected" "@prefix" "@direction" "@version" "urn:a" "_:b"
"\ud800" "\u0000" {"@list":[ {"@id":"urn:a"} "@context":{ "@reverse":{ {"@set":["""
_WORDS = {".rdf": _XML.split(), ".jsonld": _JSON.split()}
_BYTES = (b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", "\u2028".encode(), b"\r", b"\n", b" ")
_LEXEME = re.compile(rb'"[^"]*"|<[^<>\s]*>|[\w:@.-]+|\s+|.', re.DOTALL)


def spoilt(chance: random.Random, sample: Path) -> bytes:
    """Return a sample with a few things wrong, be it its letters or its words."""
    text = sample.read_bytes()
    parts = _LEXEME.findall(text) if chance.random() < 0.7 else [bytes([byte]) for byte in text]
    words = [word.encode() for word in _WORDS.get(sample.suffix, _TURTLE.split())]
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        source: Sequence[bytes] = chance.choice([words, words, parts, list(_BYTES)])
        parts = chance.choice(_WAYS)(chance, parts, source)[:LONGEST]
    return b"".join(parts)[:LONGEST]


def _cut(chance: random.Random, parts: list[bytes], words: Sequence[bytes]) -> list[bytes]:
    start, end = _span(chance, parts)
    return parts[:start] + parts[end:]


def _insert(chance: random.Random, parts: list[bytes], words: Sequence[bytes]) -> list[bytes]:
    at = chance.randrange(len(parts) + 1)
    return [*parts[:at], chance.choice(words or [b"a"]), *parts[at:]]


def _replace(chance: random.Random, parts: list[bytes], words: Sequence[bytes]) -> list[bytes]:
    start, end = _span(chance, parts)
    return [*parts[:start], chance.choice(words or [b"a"]), *parts[end:]]


def _repeat(chance: random.Random, parts: list[bytes], words: Sequence[bytes]) -> list[bytes]:
    start, end = _span(chance, parts)
    times = chance.choice((2, 3, 9, 129, 400))
    return parts[:start] + parts[start:end][:100] * times + parts[end:]


def _copy(chance: random.Random, parts: list[bytes], words: Sequence[bytes]) -> list[bytes]:
    (start, end), at = _span(chance, parts), chance.randrange(len(parts) + 1)
    return parts[:at] + parts[start:end] + parts[at:]


def _nest(chance: random.Random, parts: list[bytes], words: Sequence[bytes]) -> list[bytes]:
    """Put one thing into itself, again and again."""
    start, left, right, end = sorted(chance.randrange(len(parts) + 1) for _ in range(4))
    times = chance.choice((2, 20, 120, 500))
    before, after = parts[start:left][:100], parts[right:end][:100]
    return parts[:start] + before * times + parts[left:right] + after * times + parts[end:]


def _span(chance: random.Random, parts: list[bytes]) -> tuple[int, int]:
    start = chance.randrange(len(parts) + 1)
    return start, min(len(parts), start + int(chance.paretovariate(0.7)))


_WAYS = (_cut, _insert, _insert, _replace, _replace, _repeat, _copy, _nest)


def fault(path: Path) -> str | None:
    """Return what is wrong with how a file is read, if anything is."""
    try:
        for quad in quads(path, path.suffix):  # here and not apart, which would take long
            str(quad)
    except InputError as error:
        told = str(error)
        if "\n" in told or not told.startswith(str(path)) or len(told) > 400:
            return f"told badly: {told!r}"
    except BaseException as error:  # whatever gets out is a fault
        return repr(error)
    return None


def spoil(seed: int, numbers: range, folder: Path) -> Iterator[str]:
    """Read spoilt files; should all end here, the one at hand stays in the folder."""
    for number in numbers:
        chance = random.Random(f"{seed}.{number}")
        sample = chance.choice(SAMPLES)
        path = folder / f"{number}{sample.suffix}"
        path.write_bytes(spoilt(chance, sample))
        if wrong := fault(path):
            yield f"{seed}.{number} {sample.name}: {wrong[:400]}"
        path.unlink()


def in_child(seed: int, number: int) -> Iterator[str]:
    """Read spoilt files in children of limited memory, and tell what goes wrong."""
    start = 0
    while start < number:
        with tempfile.TemporaryDirectory(dir=_memory()) as name:
            told, why = _run(["--folder", name, "--start", str(start), "--seed", str(seed)], number)
            yield from told
            path = max(Path(name).iterdir(), default=None)
            if path is None:
                break
            start = int(path.stem) + 1
            if not _is_refused_apart(path):
                yield f"{why}, see {_kept(path)}"


def _run(options: list[str], number: int) -> tuple[list[str], str]:
    """Return what a child tells, and how it ended."""
    folder = Path(options[1])
    command = [sys.executable, "-m", "tests.fuzzing", str(number), *options]
    child = subprocess.Popen(command, stdout=-1, stderr=-1, text=True)
    while child.poll() is None and _idle(folder) < SECONDS:
        time.sleep(0.2)
    status = child.poll()  # none if it is stalled
    child.kill()
    out, errors = child.communicate()
    return out.splitlines(), f"status {status} {errors[-300:]!r}"


def _is_refused_apart(path: Path) -> bool:
    """Return whether what killed a child is JSON-LD, which may, and refused where it is read."""
    if path.suffix != ".jsonld":
        return False
    try:
        parse_rdf(path)
    except InputError:
        return True
    return False


def _memory() -> str | None:
    """Return a folder that is no disk, if there is one."""
    return "/dev/shm" if os.path.isdir("/dev/shm") else None


def _idle(folder: Path) -> float:
    """Return for how many seconds the file at hand has been at hand."""
    since = time.time()
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            since = path.stat().st_mtime
    return time.time() - since


def _kept(path: Path) -> str:
    """Return where the file that a child died of was put."""
    descriptor, kept = tempfile.mkstemp(suffix=path.suffix, prefix="spoilt-")
    with open(descriptor, "wb") as file:
        file.write(path.read_bytes())
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="read here and now")
    parser.add_argument("--start", type=int, default=0)
    given = parser.parse_args()
    if given.folder:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        found = spoil(given.seed, range(given.start, given.number), given.folder)
    else:
        seeds = range(given.seed, given.seed + -(-given.number // BATCH))
        found = (line for seed in seeds for line in in_child(seed, min(BATCH, given.number)))
    faults = 0
    for line in found:
        faults += 1
        print(line, flush=True)
    if given.folder:
        return 0
    print(f"{given.number} spoilt files, {faults} faults")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())

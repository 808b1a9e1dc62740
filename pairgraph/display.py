"""What the command prints: laid out with rich when a person looks, plain lines when piped."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, pairwise, takewhile

from .vocabulary import shorten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rich.console import JustifyMethod

    from .answer import Value
    from .comparing import Comparison
    from .lookup import Card
    from .report import Report, Result
    from .roadmap import Classification, Verdict

Row = Sequence["Value"]

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WORK = {
    "Drawing…": "Dessin en cours…",
    "Importing…": "Import en cours…",
    "Reasoning…": "Raisonnement en cours…",
    "Removing…": "Retrait en cours…",
    "Validating…": "Vérification en cours…",
    "Writing…": "Écriture en cours…",
}


def write_table(columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Print rows as a table, or as tab-separated lines under a header when piped."""
    cells = [[_cell(value) for value in row] for row in rows]
    if sys.stdout.isatty():
        _write_rich_table(columns, cells)
        return
    for line in (columns, *cells):
        print("\t".join(text.replace("\t", " ").replace("\n", " ") for text in line))


def _write_rich_table(columns: Sequence[str], cells: list[list[str]]) -> None:
    """Print a table in which what all rows share is said once, above, and repeats are left out."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shared = {at for at in range(len(columns)) if len(cells) > 1 and _is_shared(at, cells)}
    for at in sorted(shared):
        _write((f"{columns[at]}: ", "bold"), (cells[0][at], ""))
    kept = [at for at in range(len(columns)) if at not in shared]
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for at in kept:
        is_number = all(line[at].replace(".", "", 1).isdigit() for line in cells)
        justify: JustifyMethod = "right" if is_number else "left"
        table.add_column(Text(columns[at]), justify=justify, overflow="fold")
    shown = [[_tame(line[at]) for at in kept] for line in cells]
    for above, line in pairwise([[], *shown]):
        table.add_row(*map(Text, _without_repeats(above, line)))
    Console().print(table)


def write_card(card: Card) -> None:
    """Print everything about one thing: a heading, then its facts by relation."""
    _write((card.label, "bold"), *_after(" · ", card.kind), *_after(" · ", shorten(card.iri)))
    if card.where:
        _write((card.where, "dim"))
    for relation, facts in groupby(card.facts, key=lambda fact: fact.relation):
        _write(("\n" + relation, "bold cyan"))
        for fact in facts:
            said = " — ".join(part for part in (fact.who, fact.where) if part)
            _write((f"  {fact.value}", ""), *_after(" — ", said))
    if any(fact.who for fact in card.facts):
        write_hint(f"pairgraph cite {shorten(card.iri)}")


def write_hint(command: str) -> None:
    """Tell a person who looks which command goes on from here."""
    if sys.stdout.isatty():
        _write((f"\n→ {command}", "dim"))


def write_cut(rows: int, lang: str) -> None:
    """Tell, on the error stream, that there is more than was asked for at most."""
    says = _SAYS["fr" if lang == "fr" else "en"]["cut"].format(rows)
    sys.stdout.flush()
    print(f"pairgraph: note: {says}", file=sys.stderr)


def busy(what: str, lang: str = "en") -> AbstractContextManager[object]:
    """Show that long work goes on, on the error stream, if a person looks at it."""
    if not sys.stderr.isatty():
        from contextlib import nullcontext

        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(_WORK[what] if lang == "fr" else what)


@contextmanager
def counting(what: str, total: int, lang: str = "en") -> Iterator[Callable[[str], object]]:
    """Show how far long work is, on the error stream, if a person looks at it.

    Gives a function to call with the name of each step before it is taken.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_WORK[what] if lang == "fr" else what, total=total)
        yield lambda name: bar.update(task, advance=1, description=name)


@contextmanager
def advancing(what: str, lang: str = "en") -> Iterator[Callable[[int, int], object]]:
    """Show that long work goes on, and once told of how many steps, how far it is.

    Gives a function to call with how many steps are done, and of how many.
    """
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_WORK[what] if lang == "fr" else what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def warned() -> Iterator[None]:
    """Tell what the library warns about in lines of our own, on the error stream."""
    import warnings

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        yield
    for message in dict.fromkeys(str(one.message) for one in caught):
        print(f"pairgraph: note: {message}", file=sys.stderr)


def _is_shared(at: int, cells: list[list[str]]) -> bool:
    return len({line[at] for line in cells}) == 1


def _without_repeats(above: list[str], line: list[str]) -> list[str]:
    """Leave out the first cells of a row as far as they repeat the row above."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(above, line, strict=False))
    repeats = min(len(list(same)), len(line) - 1)
    return [""] * repeats + line[repeats:]


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else shorten(str(value))


def _after(mark: str, text: str) -> list[tuple[str, str]]:
    return [(mark + text, "dim")] if text else []


def _write(*parts: tuple[str, str]) -> None:
    """Print one line of texts, each with its style."""
    if not sys.stdout.isatty():
        print("".join(text for text, _ in parts))
        return
    from rich.console import Console
    from rich.text import Text

    tame = [(_tame(text), style) for text, style in parts]
    Console(highlight=False).print(Text.assemble(*tame))


def _tame(text: str) -> str:
    """Return a text without what would steer a terminal."""
    return _STEERING.sub(" ", text)


_SAYS = {
    "en": {
        "fits": "Fits",
        "could fit": "Could fit",
        "excluded": "Excluded",
        "next": "Next question",
        "decides": "would tell more about {} definitions",
        "near": "A single criterion away",
        "claims": "What sources say of the answers given",
        "same": "{} and {} ask for the same.",
        "implies": "Whatever meets {} also meets {}; they part on: {}.",
        "said": "What sources say of these terms together",
        "used": "Where sources use them",
        "nothing": "no source says",
        "cut": "cut at {} rows; there are more (see --max-rows)",
    },
    "fr": {
        "fits": "Convient",
        "could fit": "Pourrait convenir",
        "excluded": "Exclu",
        "next": "Question suivante",
        "decides": "en dirait plus sur {} définitions",
        "near": "À un seul critère près",
        "claims": "Ce que les sources disent des réponses données",
        "same": "{} et {} demandent la même chose.",
        "implies": "Ce qui répond à {} répond aussi à {} ; ce qui les sépare : {}.",
        "said": "Ce que les sources disent de ces termes ensemble",
        "used": "Où les sources les emploient",
        "nothing": "aucune source ne le dit",
        "cut": "arrêté à {} lignes ; il y en a d'autres (voir --max-rows)",
    },
}


_LOOKS = {"Violation": "bold red", "Warning": "yellow", "Info": "blue", "": "bold green"}
_LINE = {"en": "line {}", "fr": "ligne {}"}


def write_report(report: Report) -> None:
    """Print what a validation found: file by file, thing by thing; last, how much it is."""
    if not sys.stdout.isatty():
        print(report.text())
        return
    from .report import one_line

    for file, results in groupby(report.by_file(), key=lambda result: result.file):
        _write((one_line(file or ""), "bold underline"))
        for _, found in groupby(results, key=lambda result: result.focus):
            _write_thing(list(found), report)
        print()
    mark = "✓" if report.conforms else "✗"
    _write((f"{mark} {report.headline()}", _LOOKS[report.gravest()]))


def _write_thing(results: list[Result], report: Report) -> None:
    """Print a thing by its label, and in columns all that is wrong with it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from .report import one_line, shown

    label, name = one_line(results[0].label), one_line(shown(results[0].focus))
    _write(("  ", ""), (label or name, "bold"), *_after("  ", name if label else ""))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(min_width=10, justify="right", style="dim")
    table.add_column()
    table.add_column(overflow="fold")
    for result in results:
        line = _LINE[report.lang].format(result.line) if result.line else ""
        word = Text(report.word(result), style=_LOOKS[result.severity])
        said = Text.assemble(one_line(result.message), (f"  {shorten(result.shape)}", "dim"))
        table.add_row(line, word, said)
    Console(highlight=False).print(table)


def write_verdicts(verdicts: Sequence[Verdict], lang: str) -> None:
    """Print definitions by verdict, each with its source and the reason."""
    for verdict, group in groupby(verdicts, key=lambda one: one.verdict):
        _write((f"\n{_SAYS[lang][verdict]}", "bold cyan"))
        for one in group:
            year = f", {one.year}" if one.year else ""
            _write((f"  {one.term}", "bold"), (f" — {one.who}{year} — {one.where}", "dim"))
            _write((f"    {one.reason}", ""))


def write_classification(found: Classification, lang: str) -> None:
    """Print where a programme stands: verdicts, what to ask next, what is near, what is said."""
    says = _SAYS[lang]
    write_verdicts(found.verdicts, lang)
    if found.near_misses:
        _write((f"\n{says['near']}", "bold cyan"))
        for one in found.near_misses:
            _write((f"  {one.term}", "bold"), (f" — {one.who}", "dim"), (f": {one.reason}", ""))
    if found.next_question:
        decides = says["decides"].format(found.next_question.decides)
        _write((f"\n{says['next']}", "bold cyan"))
        _write((f"  {found.next_question.text}", ""), (f" — {decides}", "dim"))
    if found.trade_offs:
        _write((f"\n{says['claims']}", "bold cyan"))
        for kind, gloss, who, where in found.trade_offs:
            _write((f"  {kind}: {gloss}", ""), (f" — {who} — {where}", "dim"))


def write_comparison(found: Comparison, lang: str, *, form: str) -> None:
    """Print definitions side by side, as a table, as Markdown or as CSV."""
    sources = [", ".join(str(part) for part in (c.who, c.year) if part) for c in found.columns]
    names = [f"{c.term} ({by})" for c, by in zip(found.columns, sources, strict=True)]
    columns = ["", *names]
    if form == "csv":
        _write_csv([columns, *found.rows])
        return
    if form == "markdown":
        for line in (columns, ["---"] * len(columns), *found.rows):
            print("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |")
    else:
        write_table(columns, found.rows)
    says = _SAYS[lang]
    print()
    for i, j in found.same:
        print(says["same"].format(names[i], names[j]))
    for i, j in found.implies:
        apart = ", ".join(facet for facet, *cells in found.rows if cells[i] != cells[j])
        print(says["implies"].format(names[i], names[j], apart))
    _write((f"\n{says['said']}", "bold cyan"))
    if not found.said:
        _write((f"  {says['nothing']}", ""))
    for kind, gloss, who, where in found.said:
        _write((f"  {kind}: {gloss}", ""), (f" — {who} — {where}", "dim"))
    _write((f"\n{says['used']}", "bold cyan"))
    for term, places in found.used:
        _write((f"  {term}: {places or says['nothing']}", ""))


def _write_csv(rows: Sequence[Sequence[str]]) -> None:
    import csv

    from .formulas import harmless

    safe = ([harmless(cell) for cell in row] for row in rows)
    csv.writer(sys.stdout, lineterminator="\n").writerows(safe)

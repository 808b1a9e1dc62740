"""What the benchmarks share: paired timings, and a table of ratios against goals."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import NamedTuple


class Ratio(NamedTuple):
    """One comparison: how many times longer `slower` takes than `faster`, and the goal."""

    what: str
    against: str
    ratio: float
    goal: str
    met: bool


def at_most(what: str, against: str, ratio: float, goal: float) -> Ratio:
    """Compare a cost of ours with a peer's: the ratio should stay under the goal."""
    return Ratio(what, against, ratio, f"≤ {goal:g}", ratio <= goal)


def at_least(what: str, against: str, ratio: float, goal: float) -> Ratio:
    """Compare a peer's cost with ours: the ratio should reach the goal."""
    return Ratio(what, against, ratio, f"≥ {goal:g}", ratio >= goal)


def command(*args: str) -> Callable[[], None]:
    """Return a call that runs a command to its end, its output thrown away."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def run() -> None:
        subprocess.run(args, env=env, check=True, stdout=subprocess.DEVNULL)

    return run


def python(code: str) -> Callable[[], None]:
    """Return a call that runs a script in a new Python."""
    return command(sys.executable, "-c", code)


def medians(*calls: Callable[[], object], runs: int) -> list[float]:
    """Return the median seconds of each call, run in turn so that noise falls on all alike."""
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(runs + 1):
        for call, times in zip(calls, taken, strict=True):
            start = time.perf_counter()
            call()
            times.append(time.perf_counter() - start)
    return [statistics.median(times[1:]) for times in taken]  # the first run warms up


def table(ratios: list[Ratio]) -> str:
    """Return the comparisons as a Markdown table."""
    head = ["| What | Against | Ratio | Goal | Met |", "|---|---|---:|---:|---|"]
    rows = (
        f"| {r.what} | {r.against} | {r.ratio:.2f} | {r.goal} | {'yes' if r.met else 'NO'} |"
        for r in ratios
    )
    return "\n".join([*head, *rows])

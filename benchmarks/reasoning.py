"""Placing a programme by three-valued matching, and reasoning with HermiT, against time limits."""

from __future__ import annotations

from measure import Ratio, at_most, medians

from pairgraph import classify, place, reason
from pairgraph.graph import open_store

LIMITS = {  # seconds
    "classify a programme, after load": 0.05,
    "reason over the shipped graph": 15.0,
}


def ratios() -> list[Ratio]:
    """Return how much of its limit each takes."""
    store = open_store()
    answers = place(store, kind="role", yes=["paid", "lived experience", "hospital"])
    [placing] = medians(lambda: classify(answers, store), runs=31)
    [reasoning] = medians(lambda: reason(store), runs=3)
    return [
        at_most(what, f"a limit of {limit:g} s", taken / limit, 1)
        for (what, limit), taken in zip(LIMITS.items(), (placing, reasoning), strict=True)
    ]

"""Run every benchmark in one go and print the ratios; exit 1 if a goal is missed."""

from __future__ import annotations

import sys

import exporting
import loading
import queries
import reasoning
import startup
import validating
from measure import table


def main() -> int:
    """Measure, print, and tell by the status whether all goals were met."""
    measured = (startup, queries, loading, reasoning, exporting, validating)
    ratios = [ratio for module in measured for ratio in module.ratios()]
    print(table(ratios))
    return 0 if all(ratio.met for ratio in ratios) else 1


if __name__ == "__main__":
    sys.exit(main())

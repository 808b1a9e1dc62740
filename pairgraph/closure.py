"""What is reached by steps from things to wider or narrower ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping


def closure(start: Iterable[str], steps: Mapping[str, Collection[str]]) -> set[str]:
    """Return all that is reached by any number of steps, the start included.

    >>> sorted(closure(["a"], {"a": ["b"], "b": ["c", "a"]}))
    ['a', 'b', 'c']
    """
    found: set[str] = set()
    ahead = list(start)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(steps.get(name, ()))
    return found

"""JSON that every parser takes and that diffs read well: one thing of a list on each line."""

from __future__ import annotations

import json


def json_bytes(document: object) -> bytes:
    """Return a document as UTF-8 JSON, its lists and what holds them one thing a line.

    Raises:
        ValueError: it holds NaN or Infinity, which JSON has no words for.

    >>> print(json_bytes({"name": "é", "nodes": [{"key": 1}, {"key": 2}]}).decode(), end="")
    {
    "name":"é",
    "nodes":[
    {"key":1},
    {"key":2}
    ]
    }
    """
    return f"{_spread(document)}\n".encode()


def _spread(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_compact, value)) + "\n]"
    if isinstance(value, dict) and any(isinstance(held, (dict, list)) for held in value.values()):
        pairs = (f"{_compact(key)}:{_spread(held)}" for key, held in value.items())
        return "{\n" + ",\n".join(pairs) + "\n}"
    return _compact(value)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))

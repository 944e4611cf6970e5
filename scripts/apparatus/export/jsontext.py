"""Data -> JSON with a record on each line: a comparison of two editions shows which records differ.

Python's quick encoder does not indent; the one that does takes ten times as long.
"""

from __future__ import annotations

import json
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False).encode


def write(data: Any) -> str:  # noqa: ANN401 - what JSON can hold
    """Write a list with an item on each line, an object with a member; lists and objects in it likewise."""
    return f"{_lines(data, 2)}\n"


def _lines(data: Any, depth: int) -> str:  # noqa: ANN401 - what JSON can hold
    if not (depth and data and isinstance(data, (dict, list))):
        return _encode(data)
    if isinstance(data, dict):
        members = (f"{_encode(name)}: {_lines(value, depth - 1)}" for name, value in data.items())
        return "{{\n{}\n}}".format(",\n".join(members))
    return "[\n{}\n]".format(",\n".join(map(_encode, data)))

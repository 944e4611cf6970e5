"""The script of the reader's page, put together from its parts into one classic script."""

from __future__ import annotations

from rjsmin import jsmin

from apparatus.places import ASSETS

# in this order: what starts at once stands after what it calls
PARTS = ("tools", "signs", "margin", "preview", "keys", "filter", "arrival")


def script() -> str:
    """Return the parts inside one function, so that no name of theirs is seen from outside."""
    lines = "\n".join(code((ASSETS / "notes" / f"{name}.js").read_text("utf-8")) for name in PARTS)
    return f'(() => {{\n"use strict"\n{lines}\n}})()\n'


def code(text: str) -> str:
    """Leave out what a browser does not need: comments and the space around signs."""
    return str(jsmin(text))

"""The script of the reader's page, put together from its parts, and what a browser is sent of our files."""

from __future__ import annotations

import re

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


def style(text: str) -> str:
    """Leave out what a browser does not need of a style sheet: its comments, and the lines that they leave."""
    return re.sub(r"\n{2,}", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).lstrip()

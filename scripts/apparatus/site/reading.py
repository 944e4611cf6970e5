"""The script of the reader's page, put together from its parts, and what a browser is sent of our files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rjsmin import jsmin

from apparatus.places import ASSETS

STYLES = ("assets/apparatus.css", "assets/notes.css", "assets/sources.css")  # the last for lists and drawings
NOTES = "assets/notes.js"
SCRIPTS = ("assets/page.js", NOTES, "assets/marks.js")  # which each page loads
WORKER = "assets/search.js"  # and this one when something is searched for

# in this order: what starts at once stands after what it calls
PARTS = ("tools", "signs", "margin", "preview", "keys", "filter", "arrival")


def files() -> Iterator[tuple[str, str]]:
    """Yield where each style sheet and script stands in the site, and its text."""
    for place in STYLES:
        yield place, _style((ASSETS.parent / place).read_text("utf-8"))
    yield NOTES, _notes()
    for place in (*SCRIPTS, WORKER):
        if place != NOTES:
            yield place, _code((ASSETS.parent / place).read_text("utf-8"))


def _notes() -> str:
    """Return the parts inside one function, so that no name of theirs is seen from outside."""
    lines = "\n".join(_code((ASSETS / "notes" / f"{name}.js").read_text("utf-8")) for name in PARTS)
    return f'(() => {{\n"use strict"\n{lines}\n}})()\n'


def _code(text: str) -> str:
    """Leave out what a browser does not need: comments and the space around signs."""
    return str(jsmin(text))


def _style(text: str) -> str:
    """Leave out what a browser does not need of a style sheet: its comments, and the lines that they leave."""
    return re.sub(r"\n{2,}", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).lstrip()

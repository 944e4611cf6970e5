"""The styles and scripts of the reader's page, put together from their parts, and what a browser is sent of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rjsmin import jsmin

from apparatus.places import ASSETS

# of a page: what the notes' own pages have too, and the rest; each file more is a request before the first line
STYLES = {"assets/apparatus.css": ("apparatus",), "assets/reading.css": ("notes", "sources")}
READING = "assets/reading.js"
SCRIPTS = (READING, "assets/marks.js")  # which each page loads
WORKER = "assets/search.js"  # and this one when something is searched for

# in this order: what starts at once stands after what it calls
PARTS = ("tools", "abbreviations", "theme", "signs", "margin", "preview", "keys", "filter", "arrival")


def files() -> Iterator[tuple[str, str]]:
    """Yield where each style sheet and script stands in the site, and its text."""
    for place, names in STYLES.items():
        yield place, "".join(_style((ASSETS / f"{name}.css").read_text("utf-8")) for name in names)
    yield READING, _reading()
    for place in (*SCRIPTS, WORKER):
        if place != READING:
            yield place, _code((ASSETS.parent / place).read_text("utf-8"))


def _reading() -> str:
    """Return the parts inside one function, so that no name of theirs is seen from outside."""
    lines = "\n".join(_code((ASSETS / "reading" / f"{name}.js").read_text("utf-8")) for name in PARTS)
    return f'(() => {{\n"use strict"\n{lines}\n}})()\n'


def _code(text: str) -> str:
    """Leave out what a browser does not need: comments and the space around signs."""
    return str(jsmin(text))


def _style(text: str) -> str:
    """Leave out what a browser does not need of a style sheet: its comments, and the lines that they leave."""
    return re.sub(r"\n{2,}", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).lstrip()

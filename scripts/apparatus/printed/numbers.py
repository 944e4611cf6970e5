"""The number that a document has of its own, beside the shelfmark of its file.

number   = registry | series
registry = letter figures "/" figures "/" figures                      N 512/41/63
series   = letters ( "(" year ")" figures | figures "(" year ")" )     WM (40) 12, CP 123(38), C(55)12
"""

from __future__ import annotations

import re

_LETTERS = r"(?:[A-Z]{1,5}|(?:[A-Z]\.){1,5})"
_YEAR = r"\((?:1[5-9]|20)?\d\d\)"
_MEETING = r"(?:(?:st|nd|rd|th)\s(?:[Mm]eeting|[Cc]onclusions?))?"
_SERIES = rf"{_LETTERS}\s?(?:{_YEAR}\s?\d{{1,4}}{_MEETING}|\d{{1,4}}\s?{_YEAR})"
_REGISTRY = r"[A-Z]\s\d{1,5}/\d{1,5}/\d{1,5}"
NUMBER = rf"(?:{_REGISTRY}|{_SERIES})(?![\w/])"
_FIRST = re.compile(rf"(?P<number>{NUMBER})(?:,\s+|$)")
_LAST = re.compile(rf",\s+(?P<number>{NUMBER})$")


def split_number(text: str) -> tuple[str, str]:
    """Take a number from the beginning or the end of a description: return it, and what is left."""
    match = _FIRST.match(text) or _LAST.search(text)
    return (match["number"], text[: match.start()] + text[match.end() :]) if match else ("", text)

"""An edition's own list of abbreviations -> explanations where the text first uses one in a section.

The list is a page that the edition has anyway, `abbreviations.md`: every row of its tables of two
columns is an abbreviation and its meaning. Nothing is typed twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from xml.etree.ElementTree import Element

STEM = "abbreviations"  # the page that has the list

_ROW = re.compile(r"^\s*\|([^|]+)\|([^|]+)\|\s*$", re.MULTILINE)
_RULE = re.compile(r"[\s:-]+")
_MARKUP = re.compile(r"[*_`]|\{[^}]*\}")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# no explanation stands in a link, or in what is not running text
_PASSED = _HEADINGS | {"a", "abbr", "code", "pre", "script", "style", "sup", "table", "button", "svg"}


def read(text: str) -> dict[str, str]:
    """Return the abbreviations of a page of Markdown with their meanings, as plain text.

    The row above the rule of a table is its head, and none of them.
    """
    rows = [tuple(_plain(cell) for cell in match.groups()) for match in _ROW.finditer(text)]
    heads = {at - 1 for at, cells in enumerate(rows) if all(map(_RULE.fullmatch, cells))}
    return {
        short: meaning
        for at, (short, meaning) in enumerate(rows)
        if at not in heads and at + 1 - 1 not in {head + 1 for head in heads} and short and meaning
    }


def explain(root: Element, meanings: Mapping[str, str]) -> None:
    """Mark the first use of each abbreviation under each heading of a page."""
    if not meanings:
        return
    pattern, seen = _pattern(tuple(meanings)), set[str]()
    for parent, element in list(_running(root)):
        if element.tag in _HEADINGS:
            seen.clear()
        else:
            _mark(parent, element, pattern, meanings, seen)


def _plain(cell: str) -> str:
    return " ".join(_MARKUP.sub("", cell).split())


@cache
def _pattern(shorts: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(shorts, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

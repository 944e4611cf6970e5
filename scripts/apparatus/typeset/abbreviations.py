"""An edition's own list of abbreviations -> explanations where the text first uses one in a section.

The list is a page that the edition has anyway, `abbreviations.md`: every row of its tables of two
columns is an abbreviation and its meaning. Nothing is typed twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from xml.etree.ElementTree import Element, SubElement

STEM = "abbreviations"  # the page that has the list

_ROW = re.compile(r"^[ \t]*\|([^|\n]+)\|([^|\n]+)\|[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"[\s:-]+")
_MARKUP = re.compile(r"[*_`]|\{[^}]*\}")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# no explanation stands in a link, in a table, or in what is not running text
_PASSED = frozenset({"a", "abbr", "button", "code", "pre", "script", "style", "sup", "svg", "table"})


def read(text: str) -> dict[str, str]:
    """Return the abbreviations of a page of Markdown with their meanings, as plain text.

    The row above the rule of a table is its head, and no abbreviation.
    """
    rows = [(_plain(match.group(1)), _plain(match.group(2))) for match in _ROW.finditer(text)]
    rules = {at for at, row in enumerate(rows) if all(map(_RULE.fullmatch, row))}
    heads = {at - 1 for at in rules}
    return {short: meaning for at, (short, meaning) in enumerate(rows) if at not in rules | heads}


def explain(root: Element, meanings: Mapping[str, str]) -> None:
    """Mark the first use of each abbreviation under each heading of a page."""
    if meanings:
        _Explainer(meanings).visit(root)


class _Explainer:
    """Goes through a page in order, and keeps what it has explained since the last heading."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self.meanings = meanings
        self.pattern = _pattern(tuple(meanings))
        self.seen = set[str]()

    def visit(self, element: Element) -> None:
        """Explain what is inside an element."""
        if element.tag in _HEADINGS:
            self.seen.clear()
        elif element.tag not in _PASSED and not _is_apparatus(element):
            children = list(element)
            element[:] = []
            element.text = self._put(element, element.text or "")
            for child in children:
                self.visit(child)
                tail, child.tail = child.tail or "", None
                element.append(child)
                child.tail = self._put(element, tail)

    def _put(self, parent: Element, text: str) -> str:
        """Append text to an element from its first new abbreviation on; return what is before that."""
        found = [match for match in self.pattern.finditer(text) if self._is_new(match.group())]
        ends = [*(match.start() for match in found[1:]), len(text)]
        for match, end in zip(found, ends, strict=False):
            short = match.group()
            mark = SubElement(parent, "abbr", {"title": self.meanings[short]})
            mark.text, mark.tail = short, text[match.end() : end]
        return text[: found[0].start()] if found else text

    def _is_new(self, short: str) -> bool:
        new = short not in self.seen
        self.seen.add(short)
        return new


def _is_apparatus(element: Element) -> bool:
    """Tell whether an element is a list of the edition or the notes at a chapter's end."""
    names = element.get("class", "").split()
    return any(name == "endnotes" or name.startswith("apparatus-") for name in names)


def _plain(cell: str) -> str:
    return " ".join(_MARKUP.sub("", cell).split())


@cache
def _pattern(shorts: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(shorts, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

"""The headings of a chapter's Markdown: their ids, the print's pages, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from markdown.extensions.toc import slugify, unique

from apparatus.notes import CALL, without_code

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?([^{}]*)\}$")
_ID = re.compile(r"#([\w.:-]+)")
_PAGE = re.compile(r"""data-page=["']?([^"'\s}]+)""")
_MARKUP = re.compile(r"[*_`]|\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its text without markup, and the line on which it stands."""

    level: int
    text: str
    id: str
    page: str  # of the print, empty where the edition does not say
    line: int


def headings(text: str) -> tuple[Heading, ...]:
    """Return the headings of a chapter; ids that it does not give are made as Python-Markdown does."""
    blanked = without_code(text)
    found = list(_HEADING.finditer(blanked))
    used = {match.group(1) for heading in found for match in _ID.finditer(_attributes(heading.group(2)))}
    return tuple(_heading(match, blanked.count("\n", 0, match.start()) + 1, used) for match in found)


def above(outline: tuple[Heading, ...], line: int) -> Heading | None:
    """Return the nearest heading above a line, or on it."""
    for heading, following in pairwise([*outline, None]):
        if heading and heading.line <= line and (following is None or following.line > line):
            return heading
    return None


def page_at(outline: tuple[Heading, ...], line: int) -> str:
    """Return the print's page that the nearest heading above a line names."""
    pages = [heading.page for heading in outline if heading.line <= line and heading.page]
    return pages[-1] if pages else ""


def _heading(match: re.Match[str], line: int, used: set[str]) -> Heading:
    written, attributes = match.group(2), _attributes(match.group(2))
    text = CALL.sub("", _ATTRIBUTES.sub("", written)).strip()
    plain = _MARKUP.sub(lambda m: m.group(1) or "", text)
    given, page = _ID.search(attributes), _PAGE.search(attributes)
    name = given.group(1) if given else unique(slugify(plain, "-"), used)
    return Heading(len(match.group(1)), plain, name, page.group(1) if page else "", line)


def _attributes(written: str) -> str:
    match = _ATTRIBUTES.search(written)
    return match.group(1) if match else ""

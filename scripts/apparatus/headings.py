"""The headings of a chapter's Markdown: their ids, the print's pages, and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from markdown.extensions.toc import slugify, unique

from apparatus.notes import CALL, without_code, without_comments
from apparatus.slugs import slug

SEPARATOR = "-"  # between the words of an id

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?([^{}]*)\}$")
_ID = re.compile(r"#([\w.:-]+)")
_PAGE = re.compile(r"""data-page=["']?([^"'\s}]+)""")
# one word with a number after it, and a colon
NUMBER = re.compile(r"\s*(?P<number>[^\W\d_]+ (?:\d+|[IVXLC]+|[A-Z]))(?P<mark>:\s+)(?=\S|$)")
_MARKUP = re.compile(r"[*_`]|\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its text without markup, and the line on which it stands."""

    level: int
    text: str
    id: str
    page: str  # of the print, empty where the edition does not say
    line: int


@cache  # those of a chapter are asked for by the edition, and by who looks up what stands where
def headings(text: str) -> tuple[Heading, ...]:
    """Return the headings of a chapter; ids that it does not give are made as `heading_id` does."""
    bare = without_comments(text)
    lines = (match.start() for match in _HEADING.finditer(without_code(bare)))
    found = [match for start in lines if (match := _HEADING.match(bare, start))]  # with the code in its words
    used = {match.group(1) for heading in found for match in _ID.finditer(_attributes(heading.group(2)))}
    return tuple(_heading(match, text.count("\n", 0, match.start()) + 1, used) for match in found)


def heading_id(text: str, separator: str = SEPARATOR) -> str:
    """Return the id for the words of a heading, not yet unique; empty where no script has them.

    Python-Markdown's own, which leaves out all that is not ASCII and gave these addresses their form; where
    it would leave neither letter nor figure the words are written in Latin letters.
    """
    name = slugify(text, separator)
    return name if re.search(r"[a-z0-9]", name) else slug(text)


def above(outline: Sequence[Heading], line: int) -> Heading | None:
    """Return the nearest heading above a line, or on it."""
    at = _before(outline, line)
    return outline[at - 1] if at else None


def page_at(outline: Sequence[Heading], line: int) -> str:
    """Return the print's page that the nearest heading above a line names."""
    before = reversed(outline[: _before(outline, line)])
    return next((heading.page for heading in before if heading.page), "")


def _before(outline: Sequence[Heading], line: int) -> int:
    """Return how many headings stand above a line or on it."""
    return bisect_right(outline, line, key=attrgetter("line"))


def _heading(match: re.Match[str], line: int, used: set[str]) -> Heading:
    written, attributes = match.group(2), _attributes(match.group(2))
    text = CALL.sub("", _ATTRIBUTES.sub("", written)).strip()
    plain = _MARKUP.sub(lambda m: m.group(1) or "", text)
    given, page = _ID.search(attributes), _PAGE.search(attributes)
    name = given.group(1) if given else unique(heading_id(plain), used)
    return Heading(len(match.group(1)), plain, name, page.group(1) if page else "", line)


def _attributes(written: str) -> str:
    match = _ATTRIBUTES.search(written)
    return match.group(1) if match else ""


def number(title: str) -> str:
    """Return `Chapter 1` of a title that begins so, else the whole title."""
    match = NUMBER.match(title)
    return match["number"] if match else title

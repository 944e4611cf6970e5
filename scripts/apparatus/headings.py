"""The headings of a chapter's Markdown: their ids, the print's pages, and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from markdown.extensions.toc import slugify, unique

from apparatus.chaptertext import blocks
from apparatus.notes import CALL, without_comments
from apparatus.slugs import slug

SEPARATOR = "-"  # between the words of an id

_TAG = re.compile(r"h([1-6])")
# a line that may be a heading: in a quotation or an item of a list too, underlined too
_LINE = re.compile(r"^(?:[ \t]|>|[-*+][ \t]|\d+\.[ \t])*(?:#.*|\S.*\n[ \t>]*(?:=+|-+)[ \t]*)$", re.MULTILINE)
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
    found = tuple(_found(text))
    used = {match.group(1) for _, words, _ in found for match in _ID.finditer(_attributes(words))}
    return tuple(_heading(level, words, text.count("\n", 0, at) + 1, used) for level, words, at in found)


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


def _found(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield the level of each heading, its words as they are written, and where its line begins."""
    bare, end = without_comments(text), 0
    for element in blocks(text).iter():
        tag, words = _TAG.fullmatch(element.tag), without_comments(element.text or "").strip()
        if tag is not None and words:
            place = _place(words, bare, end)
            at, end = place.span() if place else (end, end)
            yield int(tag.group(1)), words, at


def _place(words: str, text: str, start: int) -> re.Match[str] | None:
    """Find the line of a heading, which the parser does not tell: the next one that has its words."""
    wanted = " ".join(words.split())
    lines = _LINE.finditer(text, start)
    return next((line for line in lines if wanted in " ".join(line.group().split())), None)


def _heading(level: int, words: str, line: int, used: set[str]) -> Heading:
    attributes = _attributes(words)
    text = CALL.sub("", _ATTRIBUTES.sub("", words)).strip()
    plain = _MARKUP.sub(lambda m: m.group(1) or "", text)
    given, page = _ID.search(attributes), _PAGE.search(attributes)
    name = given.group(1) if given else unique(heading_id(plain), used)
    return Heading(level, plain, name, page.group(1) if page else "", line)


def _attributes(written: str) -> str:
    match = _ATTRIBUTES.search(written)
    return match.group(1) if match else ""


def number(title: str) -> str:
    """Return `Chapter 1` of a title that begins so, else the whole title."""
    match = NUMBER.match(title)
    return match["number"] if match else title

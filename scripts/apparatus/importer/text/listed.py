"""Where the contents list stands among the lines of a text, told before anything is left out of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from apparatus.importer.settings import Settings
from apparatus.importer.text.line import Line, next_line
from apparatus.importer.words import LEAD_WORDS, compact, ends_sentence, number_of

PAGED = re.compile(r"^(?P<text>.*?[^\W\d_].*?)(?:[\s.…|]+)(?P<page>\d{1,4}|[ivxlc]+)\s*\|?$")
LEAD = re.compile(rf"(?i)\W*(?:{LEAD_WORDS})")  # `Chapter 2` has no page
MAX_ENTRY = 160  # a longer line is text, not an entry
PROSE = 40  # a longer line that ends with a stop is text
MAX_HALF = 3  # so many lines without a page may follow each other in the list


def listed_lines(lines: Sequence[Line], settings: Settings) -> dict[int, str]:
    """Map the lines of the contents list that name a heading and its page to the heading's words.

    The list reaches from its own heading to the last such line; few lines without a page come between.
    """
    heads = {compact(word) for word in settings.contents}
    found: dict[int, str] = {}
    start = next((i for i, line in enumerate(lines) if _short(line) and compact(line.text) in heads), -1)
    at, without = start, 0
    while start >= 0 and without <= MAX_HALF and (at := next_line(lines, at, 1)) >= 0 and _short(lines[at]):
        match = PAGED.match(lines[at].text.strip())
        match = match if match and number_of(match["page"]) and not LEAD.fullmatch(match["text"]) else None
        if not match and len(lines[at].text) > PROSE and ends_sentence(lines[at].text):
            break
        without = 0 if match else without + 1
        if match and compact(match["text"]) not in heads:
            found[at] = match["text"].strip(" |")
    return found or _unpaged(lines, start)


def _unpaged(lines: Sequence[Line], start: int) -> dict[int, str]:
    """Return the lines of a list without pages: short ones up to the one that repeats the first entry."""
    found: dict[int, str] = {}
    at = start
    while start >= 0 and (at := next_line(lines, at, 1)) >= 0 and _short(lines[at]):
        if compact(lines[at].text) in {compact(text) for text in list(found.values())[:1]}:
            return found
        found[at] = lines[at].text.strip()
    return {}


def _short(line: Line) -> bool:
    return not line.blank and len(line.text) <= MAX_ENTRY

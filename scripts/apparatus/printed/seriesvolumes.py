"""Volumes of printed series of documents, as notes cite them: `FRUS, 1952-1954, XIII: 1234`.

    volume  = series [","] years { [","] part } [ locator { "," locator } ]
            | series "," ( ordinal "ser." | roman numeral ) { [","] part } "," marked locator
    series  = abbreviation in capitals | "Foreign Relations [of the United States]"
    part    = roman numeral | ( "vol." | "part" | "ser." ) number
    locator = [ ":" | "," ] [ "pp." | "doc." | "no." ] pages | "," volume ":" page

Years alone make no volume: a part or a locator follows them. A publisher's capitals within an imprint, behind
a place and a colon, are no series.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from apparatus.model import Span

_SERIES = r"(?<![\w.])\*?(?:[A-Z]{3,6}|Foreign Relations(?: of the United States)?)\*?"
_YEARS = r"(?:1[89]|20)\d\d(?:\s?[-–/]\s?\d{2,4})?(?![\w/.-])\*?"
_PART = (
    r"(?:[IVXL]+|(?:[Vv]ols?\.?|[Vv]olume|[Pp]t\.|[Pp]art|[Ss]er(?:ies|\.))\s?(?:[IVXL]+|\d{1,3}))"
    r"(?:/\d{1,2})?(?!\w)\*?"
)
_SER = (
    r"(?:\d{1,2}(?:st|nd|rd|th)\s[Ss]er(?:ies\b|\.)|[Ss]er(?:ies?|\.)\s(?:\d{1,2}|[A-Z])(?!\w)|[IVXL]+(?!\w))"
)
_PAGES = r"\d+(?:\s?[-–]\s?\d+)?(?!\w)"
_LOCATOR = rf"(?::\s?|,?\s(?:pp?\.|docs?\.?|documents?|nos?\.)\s?|,\s\d{{1,3}}:\s?){_PAGES}"
_VOLUME = re.compile(
    rf"{_SERIES},?\s(?:\({_YEARS}\)|{_YEARS})"
    rf"(?:(?:,?\s{_PART})+(?:{_LOCATOR}|,\s{_PAGES})?|{_LOCATOR})(?:,\s{_PAGES})*"
    rf"|{_SERIES},\s{_SER}(?:,?\s{_PART})*(?:,\s(?:pp?\.|docs?\.|documents?|nos?\.|[Nn]rn?\.)\s?{_PAGES})(?:,\s{_PAGES})*"
)
_IMPRINT_BEFORE = re.compile(r"\([^()]*:\s$")


def find_volumes(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the volumes of printed series that `text[start:end]` cites, with their pages."""
    for match in _VOLUME.finditer(text, start, end):
        if not _IMPRINT_BEFORE.search(text, start, match.start()):
            yield Span(*match.span())

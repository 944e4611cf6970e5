"""Where a note has *Ibid.*, and how far it goes with its locators."""

from __future__ import annotations

import re

from apparatus.locators import parse_locators
from apparatus.model import Locator
from apparatus.printed.authordate import spelt
from apparatus.printed.dates import DATE

_IBID_WORDS = r"[Ii]bid(?:em)?|[Ii]dem|[Ee]adem|[Ee]bd|[Ee]benda|[Ss]amme sted|[Ss]st(?=\.)"
IBID = re.compile(rf"(?<![\w-])(?P<shown>(?:(?<!\\)\*)?(?P<word>{_IBID_WORDS})\b\.?(?:,?\*|,(?=\s*[\d*p]))?)")
_SAME_HAND = ("idem", "eadem")  # the same author, of this work or of another
_YEAR_AFTER = re.compile(r"[,:]?\*?\s*\(?(?:1[5-9]|20)\d\d[a-z]?\b")
_AFTER_IBID = re.compile(
    r"[,:]?\s*(?=(?:pp?\.|ll?\.|fols?\.|ch(?:ap)?s?\.|vols?\.|§|[Ss]\.|Bl\.|Bd\.)?\s?[\dxvi])"
)
_ARCHIVE_AFTER = re.compile(r",?\s*(?P<abbr>[A-Z][A-Za-z]*[A-Z][A-Za-z]*)(?=[.,;]|\s|$)")
# a day, or a mark of a file, behind an Ibid.: of the papers cited before, another one
_OTHER = re.compile(
    rf",?\s+(?:(?:[A-Z]{{1,6}}\s?\d[\d/.-]*|(?:[Bb]ox|[Ff]older)\s\d+)(?!\w)|(?i:(?P<day>{DATE.pattern})))"
)


def same_hand(match: re.Match[str]) -> bool:
    """Tell *idem*, which says who wrote, from *ibid.*, which says what is cited."""
    return match["word"].lower() in _SAME_HAND


def find_ibids(text: str) -> list[re.Match[str]]:
    """Return each *Ibid.* and *idem* of a note; an *idem* before a year is the author of another work."""
    return [m for m in IBID.finditer(text) if not (same_hand(m) and _YEAR_AFTER.match(text, m.end()))]


def after_ibid(text: str, start: int, limit: int) -> tuple[int, tuple[Locator, ...]]:
    """Return where an *Ibid.* ends with its locators and, after an archival source, its archive."""
    opening = _AFTER_IBID.match(text, start, limit)
    end, locators = start, tuple[Locator, ...]()
    if opening is not None:
        rest = text[opening.end() : limit]
        locators, left = parse_locators(f", {spelt(rest)}")
        end = opening.end() + len(rest) - len(left) if locators else start
    archive = _ARCHIVE_AFTER.match(text, end, limit)
    if locators and archive is not None and archive["abbr"].isupper():
        end = archive.end()
    return end, locators


def names_another(text: str, end: int) -> bool:
    """Tell whether an *Ibid.* goes on with a day or a file: of a document there is but one of each."""
    other = _OTHER.match(text, end)
    return other is not None and not (other["day"] and other["alone"])

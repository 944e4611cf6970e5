"""What follows a title in the notes style: parts of the reference, the imprint in brackets, pages.

    tail     = { "," part } [ "(" imprint ")" ] [ locators ]
    part     = "2nd ed." | "op. cit." | "ed." names | "trans." names | "in" title | journal, volume
    imprint  = [ place ":" ] [ publisher "," ] year | season year | "PhD diss.," university "," year
    locators = ( "," | ":" ) values          values as `locators` has them, and volume ":" page

Where no imprint follows, the parts must be of a known kind, or what follows the title is none of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from apparatus.locators import parse_locators
from apparatus.model import Locator
from apparatus.printed.authordate import spelt
from apparatus.printed.clauses import SIGNAL
from apparatus.printed.dates import DATE
from apparatus.printed.tokens import clauses

YEAR = r"(?:(?:1[5-9]|20)\d\d(?:[-–/](?:\d{4}|\d\d))?[a-z]?|forthcoming|in press|n\.d\.)"
_BRACKET = re.compile(rf"(?P<middle>[^();\[\]\n]{{0,220}}?)\((?P<imprint>[^()]*?{YEAR})\)")
_YEARS = re.compile(YEAR)
_PAGE_ONLY = re.compile(r",\s*(?:pp?\.\s?)?\d[\d\s,–-]*")
# words in small letters that a title, an imprint or a journal's name can have
SMALL = (
    "a|an|and|as|at|between|by|des|de|der|die|das|du|diss|ed|edited|eds|et|al|for|from|in|into|its|la|le|les"
    "|no|nos|of|og|on|or|over|rev|repr|reprint|ser|the|through|to|trans|translated|under|und|van|vol|vols|von"
    "|with|x"
)
_TITLE_WORDS = re.compile(rf"(?:[^\w]|(?<![^\W_])(?:{SMALL})(?!\w)|[^\W\d_a-zà-ÿ]\w*|\d\w*|(?<=['’-])\w+)*")
_CAPITALS = r"(?:[A-ZÀ-ÞĐ][\w'’.-]*|of|the|and|de|van|von|in|for|on|to)"
_WORDS = rf"[*\"“]?[A-ZÀ-ÞĐ][\w'’.-]*(?:\s{_CAPITALS})*[,*\"”]*?"
_PARTS = re.compile(
    r"(?:,?\s+(?:\d+(?:st|nd|rd|th)\sed\.|[Rr]ev\.\sed\.|\*?(?:op|loc)\.\s?cit\.\*?|(?:eds?|trans)\.(?:\sand\strans\.)?"
    rf"\s{_WORDS}|in\s{_WORDS}))+(?=\s?[,.;:)]|$)"
)
# a comma, which may stand within the title's quotation marks: "Salt Tax," 46
_TO_LOCATORS = re.compile(r"(?:(?:,|:|\s(?=pp?\.))\s*|(?<=,[\"”’*»])\s+|(?<=,[\"”’*»][\"”’*])\s+)(?=\S)")
_VOLUME_PAGE = re.compile(r"(?P<volume>\d{1,2}|[IVX]+):\s?(?=\d)")
_LINK = re.compile(r"\s*(?:[Aa]nd|[Bb]ut|[Oo]r|[Ss]o)\s+")
_CLAUSE_END = re.compile(r"[*\"”’)]*\s*(?:[.;)\]]|$)")


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a title: where its parts and where all of it ends, its imprint's years, its pages."""

    parts_end: int
    end: int
    years: tuple[str, ...] = ()  # empty where there is no imprint
    locators: tuple[Locator, ...] = ()


def read_tail(text: str, start: int, end: int) -> Tail:
    """tail = { "," part } [ "(" imprint ")" ] [ locators ]."""
    bracket = _BRACKET.match(text, start, end)
    if bracket is not None and _is_imprint(bracket["imprint"]) and _is_middle(text, bracket):
        stop, locators = read_locators(text, bracket.end(), end)
        return Tail(bracket.end(), stop, tuple(_YEARS.findall(bracket["imprint"])), locators)
    parts = _PARTS.match(text, start, end)
    after = parts.end() if parts else start
    stop, locators = read_locators(text, after, end)
    return Tail(after, stop, (), locators)


def read_locators(text: str, start: int, end: int) -> tuple[int, tuple[Locator, ...]]:
    """locators = ( "," | ":" ) values; a day or a year is no page. Return where they end."""
    opening = _TO_LOCATORS.match(text, start, end)
    if opening is None:
        return start, ()
    at = opening.end()
    if DATE.match(text, at, end):  # of days and of years alone
        return start, ()
    volume = _VOLUME_PAGE.match(text, at, end)
    lead = f"vol. {volume['volume']}, " if volume else ""
    at = volume.end() if volume else at
    rest = text[at:end]
    locators, left = parse_locators(f", {lead}{spelt(rest)}")
    return (at + len(rest) - len(left), locators) if locators else (start, ())


def ends_clause(text: str, offset: int, end: int) -> bool:
    """Tell whether nothing of the sentence comes after."""
    return _CLAUSE_END.match(text, offset, end) is not None


def after_link(text: str, start: int) -> int:
    """Return where a clause goes on after its *and* or *but*."""
    link = _LINK.match(text, start)
    return link.end() if link else start


def like_title(text: str) -> bool:
    """Tell whether all words are such as titles have: with capitals, figures, small words between them."""
    return _TITLE_WORDS.fullmatch(text) is not None


def _is_imprint(inside: str) -> bool:
    return bool(re.match(r"[A-ZÀ-ÞĐ\d]|n\.d\.|forthcoming|in press", inside)) and not SIGNAL.match(inside)


def _is_middle(text: str, bracket: re.Match[str]) -> bool:
    """Tell whether what stands between a title and a bracket is part of one reference."""
    middle = bracket["middle"]
    if middle.strip() and (not re.match(r"[,:]?\s", middle) or _PAGE_ONLY.fullmatch(middle.rstrip())):
        return False
    one = len(clauses(text, bracket.start(), bracket.start("imprint") - 1)) == 1
    return one and like_title(middle)

"""Short titles that notes set, and where later notes use them.

    setting = "[" "Hereafter" [ "cited as" ] title "]" | "(" ... ")"
    use     = title [ ":" values | "," page-mark values | "," values ]

A use is sure where its words are the title's, whatever their case, accents and marks. Words that come
near, with the same numbers in them, are proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from anyascii import anyascii
from rapidfuzz import fuzz

from apparatus.locators import parse_locators
from apparatus.model import Locator, Span
from apparatus.printed.clauses import after_signal, boundaries

SETTING = re.compile(
    r"[\[(]\s*\*?hereafter\*?:?,?\s+(?:cited as\s+|referred to as\s+)?"
    r"[*\"“«]*(?P<title>[^\])]+?)[*\"”».]*\s*[\])]",
    re.IGNORECASE,
)
NEAR_OF_TWO = 93  # the same for a title of two words, where a letter can make another title
NEAR = 84  # rapidfuzz ratio from which a spelling comes near; below, other documents of the same day begin


_TO_LOCATORS = re.compile(
    r"\s?:\s?(?=[\dp])|,\s(?=pp?\.)"
    # a bare page, where nothing but a clause's end comes after it: *Silver*, 45; *Silver*, 45-46, 50.
    r"|,\s(?=\d{1,3}(?:\s?[-–]\s?\d{1,4})?(?:,\s\d{1,3}(?:\s?[-–]\s?\d{1,4})?)*\s*(?:[.;)]|$))"
)


@dataclass(frozen=True, slots=True)
class ShortUse:
    """A short title as a note uses it: `title` is the one that was set, `shown` the print's form."""

    span: Span
    title: str
    shown: str
    locators: tuple[Locator, ...]
    near: bool


def find_short_titles(
    text: str, titles: Mapping[str, str], start: int = 0, end: int | None = None
) -> Iterator[ShortUse]:
    """Yield the uses of `titles` (title -> key) in `text[start:end]`, left to right."""
    end = len(text) if end is None else end
    begins = boundaries(text, start, end)
    for begin, stop in zip(begins, [*begins[1:], end], strict=True):
        use = _use(text, begin, stop, titles) or _use(text, after_signal(text, begin, stop), stop, titles)
        if use is not None:
            yield use


def _use(text: str, begin: int, end: int, titles: Mapping[str, str]) -> ShortUse | None:
    """use = title [ ":" values ], at the beginning of a clause."""
    exact = [(title, match) for title in titles if (match := _pattern(title).match(text, begin, end))]
    if exact:
        title, match = max(exact, key=lambda item: item[1].end())
        return _with_locators(text, begin, match.end(), end, title, near=False)
    stop = re.compile(r"\*?\s?:\s?(?=\d)|\*?,\s(?=pp?\.\s?\d)|\*?[.;]?\s*$").search(text, begin, end)
    words = text[begin : stop.start()] if stop else ""
    near = [title for title in titles if _comes_near(words, title)]
    if stop is None or len(near) != 1:
        return None
    return _with_locators(text, begin, stop.start(), end, near[0], near=True)


def _pattern(title: str) -> re.Pattern[str]:
    """Match the words of a title with any marks and quotes between them."""
    words = re.findall(r"\w+", title)
    return re.compile(
        r"[*\"“«]*" + r"[\W_]{1,3}".join(map(re.escape, words)) + r"[*\"”»]*(?!\w)", re.IGNORECASE
    )


def _with_locators(text: str, begin: int, stop: int, end: int, title: str, *, near: bool) -> ShortUse | None:
    """Take the locators after the title; a title that goes on in words is none."""
    shown = text[begin:stop].strip()
    colon = _TO_LOCATORS.match(text, stop, end)
    if colon is not None:
        rest = text[colon.end() : end]
        locators, left = parse_locators(f", {rest}")
        if locators:
            return ShortUse(Span(begin, colon.end() + len(rest) - len(left)), title, shown, locators, near)
    if not re.compile(r"\s*(?:[.,;:)\]]|$)").match(text, stop, end):
        return None
    return ShortUse(Span(begin, begin + len(text[begin:stop].rstrip())), title, shown, (), near)


def _comes_near(words: str, title: str) -> bool:
    """Tell whether a clause can be a misspelt title: much the same letters, exactly the same numbers."""
    numbers = re.findall(r"\d+", title)
    if not words or re.findall(r"\d+", words) != numbers or len(title.split()) < 2:
        return False
    least = NEAR if len(title.split()) > 2 else NEAR_OF_TWO
    return fuzz.ratio(_fold(words), _fold(title)) >= least


def _fold(text: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", anyascii(text).lower()).strip()

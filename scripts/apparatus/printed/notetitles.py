"""Titles of works as the notes style prints them: whole, without their subtitle, or shortened.

    title  = mark words mark | words          mark: asterisks or quotation marks
    whole  = all words of the entry's title
    main   = those before its subtitle
    begin  = its first words
    within = some of its words, in their order

An article at the beginning may be missing. Where no marks show where a title ends, it is as long as the
entry's words go on, and a comma, a bracket or the like must follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from apparatus.printed.tokens import Tokens

_ARTICLES = frozenset(["the", "a", "an", "der", "die", "das", "le", "la", "les"])
# words that alone make no short title
_SMALL = _ARTICLES | {
    "of", "and", "in", "on", "to", "for", "from", "with", "by", "at", "as", "its", "or", "und", "von", "im",
    "zu", "de", "du", "des", "et", "og", "i", "av", "til",
}  # fmt: skip
_OPENING = re.compile(r"(?P<stars>\*{0,2})(?P<quote>[\"“„«‘']?)(?P<inner>\*{0,2})")
_CLOSING = {"“": '”"', "„": "“”", "«": "»", "‘": "’", "'": "'’", '"': '"”'}
_AFTER_PLAIN = re.compile(
    r"[?!]?[*\"”]*(?=\s*(?:[,;)\]]|\()|\.(?:[\s\"”’)*]|$)|\s*$|:\s?(?:\d|pp?\.)|\s+pp?\.\s?\d)"
)
_SUBTITLE = re.compile(r"(?::|[?!]|\.| [-–—])\s+")


class Fit(IntEnum):
    """How much of an entry's title stands in the print."""

    WITHIN = 1
    BEGIN = 2
    MAIN = 3
    WHOLE = 4


@dataclass(frozen=True)
class Title:
    """The title of an entry."""

    text: str

    @cached_property
    def tokens(self) -> Tokens:
        """Its words, without an article at the beginning."""
        tokens = Tokens(self.text, 0, len(self.text))
        if len(tokens.words) > 1 and tokens.words[0] in _ARTICLES:
            return Tokens(self.text, tokens.spans[1].start, len(self.text))
        return tokens

    @cached_property
    def main(self) -> int:
        """How many of its words stand before the subtitle."""
        cut = _SUBTITLE.search(self.text, self.tokens.start)
        return sum(1 for span in self.tokens.spans if span.end <= cut.start()) if cut else len(self.words)

    @property
    def words(self) -> tuple[str, ...]:
        """Its words as they are compared."""
        return self.tokens.words


@dataclass(frozen=True, slots=True)
class TitleAt:
    """A title in a text: where its words begin, where it ends with its marks, and how it fits."""

    start: int
    end: int
    fit: Fit
    mark: str  # "*", a quotation mark, or empty


def title_at(tokens: Tokens, offset: int, title: Title) -> TitleAt | None:
    """Read an entry's title that begins at `offset` of the text."""
    opening = _OPENING.match(tokens.text, offset, tokens.end)
    number = tokens.at.get(opening.end()) if opening else None
    if opening is None or number is None:
        return None
    mark = opening["quote"] or opening["stars"] or opening["inner"]
    closing = _closing(tokens, opening) if mark else None
    if closing is None:
        if opening["quote"]:
            return None
        return _plain(tokens, number, title, mark[:1])
    words = tuple(
        word
        for word, span in zip(tokens.words[number:], tokens.spans[number:], strict=True)
        if span.end <= closing
    )
    fit = fits(words, title)
    return TitleAt(opening.end(), closing, fit, mark[:1]) if fit else None


def fits(words: tuple[str, ...], title: Title) -> Fit | None:
    """Tell how much of a title the words are, None where they are not of it."""
    printed = words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
    if not printed:
        return None
    for fit, part in ((Fit.WHOLE, title.words), (Fit.MAIN, title.words[: title.main])):
        if printed == part:
            return fit
    if _SMALL.issuperset(printed) or not any(len(word) > 1 for word in printed):
        return None
    if title.words[: len(printed)] == printed:
        return Fit.BEGIN
    rest = iter(title.words)
    return Fit.WITHIN if all(word in rest for word in printed) else None


def _closing(tokens: Tokens, opening: re.Match[str]) -> int | None:
    """Return where the marks end that a title began with."""
    if opening["quote"]:
        stars = r"\*{0,2}" if opening["stars"] or opening["inner"] else ""
        pattern = rf"[{_CLOSING[opening['quote']]}]{stars}(?![\w])"
    else:
        pattern = r"(?<!\\)\*{1,2}"
    found = re.compile(pattern).search(tokens.text, opening.end(), tokens.end)
    return found.end() if found else None


def _plain(tokens: Tokens, number: int, title: Title, mark: str) -> TitleAt | None:
    """title = words, as many as go on with the entry's, or else up to the next mark."""
    count = _run(tokens, number, title)
    counts = [*range(count, 0, -1), _up_to_mark(tokens, number)]
    for last in (number + count - 1 for count in counts):
        stop = _AFTER_PLAIN.match(tokens.text, tokens.spans[last].end, tokens.end)
        fit = fits(tokens.words[number : last + 1], title) if stop else None
        if stop is not None and fit is not None:
            return TitleAt(tokens.spans[number].start, stop.end(), fit, mark)
    return None


def _run(tokens: Tokens, number: int, title: Title) -> int:
    """Return how many words from `number` on are the title's first words, an article before them counted."""
    skipped = int(tokens.words[number] in _ARTICLES and tokens.words[number] != title.words[0])
    count = 0
    while count < len(title.words) and number + skipped + count < len(tokens.words):
        here = number + skipped + count
        if tokens.words[here] != title.words[count] or (count and not _same_gap(tokens, here, title, count)):
            break
        count += 1
    return count + skipped if count else 0


def _same_gap(tokens: Tokens, here: int, title: Title, count: int) -> bool:
    """Tell whether no stop or bracket stands before a word, and no comma before a figure, but the title's."""
    marks = ".;()[]" + ("," if tokens.words[here].isdigit() else "")
    return not {m for m in tokens.gap(here - 1) if m in marks} - set(title.tokens.gap(count - 1))


def _up_to_mark(tokens: Tokens, number: int) -> int:
    """Return how many words stand together with nothing but spaces and hyphens between them."""
    last = number
    while last + 1 < len(tokens.words) and re.fullmatch(r"[\s’'-]*", tokens.gap(last)):
        last += 1
    return last - number + 1

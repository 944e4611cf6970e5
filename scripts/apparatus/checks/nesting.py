"""No note has tags, quotations or lists that stand in each other more deeply than any format can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apparatus.edition import Edition
from apparatus.model import Note, Problem

DEEPEST = 50

# the tags of notes that are shown, but for those that need no end
_TAG = re.compile(
    r"<(?P<end>/)?(?:a|abbr|b|bdi|blockquote|cite|code|dl|em|i|mark|ol|pre|q|s|small|span|strong|sub|sup|table|ul)"
    r"(?=[\s>])",
    re.IGNORECASE,
)
_MARK = r"(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))"
_MARKS = re.compile(rf"^(?:[ \t]*{_MARK}){{{DEEPEST + 1}}}(?=.*\w)", re.MULTILINE)


def check(edition: Edition) -> list[Problem]:
    """Report the place in each note at which something stands too deep."""
    return [
        Problem(
            note.path, note.line + note.text.count("\n", 0, at), "NESTING",
            f"more than {DEEPEST} {what} stand in each other", "close them, or write it out plainly",
        )
        for note in edition.notes
        for at, what in _too_deep(note)
    ]  # fmt: skip


def _too_deep(note: Note) -> Iterator[tuple[int, str]]:
    marks = _MARKS.search(note.text)
    if marks is not None:
        yield marks.start(), "quotations or lists"
    depth = 0
    for tag in _TAG.finditer(note.text):
        depth = max(0, depth - 1) if tag["end"] else depth + 1
        if depth > DEEPEST:
            yield tag.start(), "tags"
            return

"""The account: every word of the print's text stands in the book, or in the list of what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from apparatus.importer.book import Book
from apparatus.importer.text.lines import signs, tidy
from apparatus.importer.words import SUPERSCRIPTS

LINE_END = re.compile(r"[\r\n\f]")
CALL = re.compile(r"\[\^(?:[a-z0-9-]*-)?(\d+)[a-z]?\]")


def words_of(text: str) -> list[str]:
    """Return the words of a text as it is read line by line; a superscript is a word of its own."""
    bare = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: f" {m.group().translate(SUPERSCRIPTS)} ", text)
    return re.findall(r"[^\W_]+", bare.replace("\u00ad", "-").replace("\\", ""))


def printed_words(text: str) -> list[str]:
    """Return the words of a print's own text, its tags and entities read as the lines' are."""
    return [word for line in LINE_END.split(text.removeprefix("\ufeff")) for word in words_of(tidy(line))]


def written_words(markdown: str) -> list[str]:
    """Return the words of a text that is written as Markdown, where `&amp;` and `&lt;` are signs."""
    return words_of(signs(markdown))


def account(text: str, book: Book) -> tuple[Counter[str], Counter[str]]:
    """Return the words of `text` that the book lacks, and those too many; both empty when all is well."""
    printed = Counter(printed_words(text))
    for made in book.joins:
        printed.subtract(words_of(made.before))
        printed.subtract(words_of(made.after))
        printed.update(words_of(made.result))
    for kept in book.joins:
        if kept.kind == "repeat":
            printed.update(words_of(kept.before))
    held = Counter(_held(book))
    return +_minus(printed, held), +_minus(held, printed)


def _minus(first: Counter[str], second: Counter[str]) -> Counter[str]:
    difference = Counter(first)
    difference.subtract(second)
    return difference


def _held(book: Book) -> Iterator[str]:
    """Yield every word that the book holds."""
    for text in _as_read(book):
        yield from words_of(text)
    for text in _as_written(book):
        yield from written_words(text)


def _as_read(book: Book) -> Iterator[str]:
    """Yield what the book holds as the lines had it: headings, and what was left out."""
    for part in book.parts:
        yield part.heading.printed
        yield from (block.heading.printed for block in part.blocks if block.heading)
    yield from (left.text for left in book.left_out)


def _as_written(book: Book) -> Iterator[str]:
    """Yield what the book holds as Markdown, calls as their bare numbers."""
    for part in book.parts:
        yield from (CALL.sub(r" \1 ", block.text) for block in part.blocks if not block.heading)
    for note in book.notes:
        yield note.number
        yield note.text
    yield from (entry.text for entry in book.bibliography)

"""The account: every word of the print's text stands in the book, or in the list of what was left out."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable

from apparatus.importer.book import Book
from apparatus.importer.words import SUPERSCRIPTS

CALL = re.compile(r"\[\^(?:[a-z0-9-]*-)?(\d+)[a-z]?\]")


def words_of(text: str) -> list[str]:
    """Return the words of a text without markup; a superscript is a word of its own."""
    bare = re.sub(r"</?(?:i|em|b|strong|sup)>|<br\s*/?>", " ", text, flags=re.IGNORECASE)
    bare = html.unescape(bare)
    bare = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: f" {m.group().translate(SUPERSCRIPTS)} ", bare)
    return re.findall(r"[^\W_]+", bare.replace("\u00ad", "-").replace("\\", ""))


def account(text: str, book: Book) -> tuple[Counter[str], Counter[str]]:
    """Return the words of `text` that the book lacks, and those too many; both empty when all is well."""
    printed = Counter(words_of(text.removeprefix("\ufeff")))
    for made in book.joins:
        printed.subtract(words_of(made.before))
        printed.subtract(words_of(made.after))
        printed.update(words_of(made.result))
    for kept in book.joins:
        if kept.kind == "repeat":
            printed.update(words_of(kept.before))
    held = Counter(word for piece in _pieces(book) for word in words_of(piece))
    return +_minus(printed, held), +_minus(held, printed)


def _minus(first: Counter[str], second: Counter[str]) -> Counter[str]:
    difference = Counter(first)
    difference.subtract(second)
    return difference


def _pieces(book: Book) -> Iterable[str]:
    """Yield every text that the book holds, calls as their bare numbers."""
    for part in book.parts:
        yield part.heading.printed
        for block in part.blocks:
            yield block.heading.printed if block.heading else CALL.sub(r" \1 ", block.text)
    for note in book.notes:
        yield note.number
        yield note.text
    for entry in book.bibliography:
        yield entry.text
    for left in book.left_out:
        yield left.text

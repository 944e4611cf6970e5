"""The cover of a book: title, subtitle, author and publisher set on a coloured sheet, as SVG."""

from __future__ import annotations

import textwrap
from html import escape

from apparatus.edition import BookData

WIDTH, HEIGHT = 1200, 1700
_MARGIN = 120
_FAMILY = "'Book Serif', 'Book Serif Vietnamese', 'Book Serif Extended', 'Source Serif 4', Georgia, serif"
_LETTER = 0.52  # the mean width of a letter, in parts of the font's size


def cover(book: BookData) -> str:
    """Return the cover as an SVG document."""
    name, below = escape(f"Cover: {book.title}"), 130 * len(_wrapped(book.title, 116))
    lines = [
        *_lines(reading_order(book.author), 200, 54, "#e8e4dd", 400),
        *_lines(book.title, 330, 116, "#fdfcf9", 700),
        f'<rect x="{_MARGIN}" y="{390 + below}" width="180" height="8" fill="#d8a93b"/>',
        *_lines(book.subtitle, 520 + below, 58, "#e8e4dd", 400),
        *_lines(imprint(book), 1560, 42, "#bdb6ab", 400),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{name}"><title>{name}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#7a1e1f"/>{"".join(lines)}</svg>'
    )


def reading_order(name: str) -> str:
    """Turn `Olsen, Mari` into `Mari Olsen`."""
    family, _, given = name.partition(", ")
    return f"{given} {family}".strip()


def imprint(book: BookData) -> str:
    """Return series, number, publisher, place and year of the print."""
    series = " ".join(filter(None, (book.series, book.number)))
    return ", ".join(filter(None, (series, book.publisher, book.place, book.year)))


def _lines(text: str, y: int, size: int, colour: str, weight: int) -> list[str]:
    return [
        f'<text x="{_MARGIN}" y="{y + number * round(size * 1.12)}" font-family="{_FAMILY}" '
        f'font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(line)}</text>'
        for number, line in enumerate(_wrapped(text, size))
    ]


def _wrapped(text: str, size: int) -> list[str]:
    return textwrap.wrap(text, round((WIDTH - 2 * _MARGIN) / (size * _LETTER)))

"""Text to lines: line ends, tags and entities made even, and what belongs to the page alone taken out."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import replace
from html.entities import html5

from apparatus.importer.book import LeftOut
from apparatus.importer.settings import Settings
from apparatus.importer.text.line import Line
from apparatus.importer.text.pagemarks import page_marks

TAGS = (
    (re.compile(r"</?(?:i|em)>", re.IGNORECASE), "*"),
    (re.compile(r"</?(?:b|strong)>", re.IGNORECASE), "**"),
    (re.compile(r"<sup>\s*\[?(\d+)\]?\s*</sup>", re.IGNORECASE), r"^\1^"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
)
ENTITY = re.compile(r"&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z][a-zA-Z\d]{1,30});")
ROW = re.compile(r"\t|^\s*[-*•|]")
PARAGRAPH = 140  # a longer line is a paragraph, not one that was wrapped by hand
FEW = 3


def read_lines(text: str, settings: Settings) -> tuple[tuple[Line, ...], tuple[LeftOut, ...]]:
    """Return the text's lines without page numbers and running heads, and what was left out."""
    lines = _dedent(_split(text))
    marks = page_marks(lines, settings)
    left_out = tuple(LeftOut(lines[i].number, lines[i].text.strip(), marks[i]) for i in sorted(marks))
    residue = tuple(LeftOut(line.number, "\\", "escape residue") for line in lines if "\\" in line.text)
    kept: list[Line] = []
    pending = False
    for i, line in enumerate(lines):
        if i in marks:
            pending = True
            continue
        kept.append(replace(line, breaks=line.breaks or (pending and not line.blank)))
        pending = pending and line.blank
    return tuple(_loosened(kept)), left_out + residue


def _loosened(lines: list[Line]) -> list[Line]:
    """Set blank lines between the lines of a text that has a paragraph a line and no blank lines at all.

    Rows of a table and items of a list stay together.
    """
    long = [i for i, line in enumerate(lines) if len(line.text) > PARAGRAPH]
    tight = [i for i in long if i + 1 < len(lines) and not lines[i + 1].blank]
    if len(tight) < FEW or len(tight) < len(long) * 0.6:
        return lines
    out: list[Line] = []
    for line in lines:
        if out and not line.blank and not out[-1].blank and not _rows(out[-1].text, line.text):
            out.append(Line(out[-1].number, ""))
        out.append(line)
    return out


def _rows(first: str, second: str) -> bool:
    return bool(ROW.search(first) and ROW.search(second))


def tidy(text: str) -> str:
    """Return a line with HTML's emphasis and entities as plain characters."""
    for pattern, mark in TAGS:
        text = pattern.sub(mark, text)
    return signs(text).replace("\u00a0", " ").replace("\u200b", "").rstrip()


def signs(text: str) -> str:
    """Return a text with HTML's entities as the signs that they stand for.

    Each is read once, `&amp;lt;` as `&lt;`, and only where it is whole: `Q&lting` has none.
    """
    return ENTITY.sub(lambda match: _sign(match.group()), text)


def _sign(entity: str) -> str:
    """Return the sign of an entity: a line's end is a space, for the line goes on."""
    known = entity[1] == "#" or entity[1:] in html5
    sign = html.unescape(entity) if known else entity
    return sign if sign.splitlines() == [sign] else " "


def _split(text: str) -> list[Line]:
    """Split at line ends only: `str.splitlines` would also count form feeds as lines."""
    even = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines: list[Line] = []
    for number, raw in enumerate(even.split("\n"), 1):
        first, *rest = raw.split("\f")
        if first.strip() or not rest:
            lines.append(Line(number, tidy(first)))
        for piece in rest:
            if not (lines and lines[-1].blank):
                lines.append(Line(number, ""))  # the page's edge parts blocks as a blank line does
            lines.append(Line(number, tidy(piece), breaks=True))
    return _pass_breaks_on(lines)


def _pass_breaks_on(lines: list[Line]) -> list[Line]:
    """Move a page's break from a blank line to the next line that has words."""
    out: list[Line] = []
    pending = False
    for line in lines:
        pending = pending or line.breaks
        out.append(replace(line, breaks=pending and not line.blank))
        pending = pending and line.blank
    return out


def _dedent(lines: list[Line]) -> list[Line]:
    """Take away the margin that most lines of the text have."""
    indents = Counter(line.indent for line in lines if not line.blank)
    margin = indents.most_common(1)[0][0] if indents else 0
    if not margin:
        return lines
    return [replace(line, text=line.text[min(margin, line.indent) :]) for line in lines]

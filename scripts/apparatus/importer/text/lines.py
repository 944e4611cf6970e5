"""Text to lines: line ends, tags and entities made even, and what belongs to the page alone taken out."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, replace
from html.entities import html5

from apparatus.importer.book import LeftOut
from apparatus.importer.settings import Settings
from apparatus.importer.words import LEAD_WORDS, number_of

PAGE_NUMBER = re.compile(
    r"\s*[-–—\[(]?\s*(?:(?:page|p\.)\s+)?(\d{1,4}|[ivxlc]{1,7})\s*[-–—\])]?\s*", re.IGNORECASE
)
HEAD_NUMBER = re.compile(
    r"^\s*(?:(?P<left>\d{1,4})\s+(?:[|•]\s+)?)?(?P<text>.*?)(?:\s+(?:[|•]\s+)?(?P<right>\d{1,4}))?\s*$"
)
PART_WORD = re.compile(rf"(?i)\s*#*\s*({LEAD_WORDS})\s+(\w+)\s*$")
TAGS = (
    (re.compile(r"</?(?:i|em)>", re.IGNORECASE), "*"),
    (re.compile(r"</?(?:b|strong)>", re.IGNORECASE), "**"),
    (re.compile(r"<sup>\s*\[?(\d+)\]?\s*</sup>", re.IGNORECASE), r"^\1^"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
)
ENTITY = re.compile(r"&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z][a-zA-Z\d]{1,30});")
WIDE_NUMBER = re.compile(r"\d{1,4}\s{3,}\S.*|.*\S\s{3,}\d{1,4}")
LISTED = re.compile(r"(?:\t|\.{2,}|\s{2,})\s*(?:\d{1,4}|[ivxlc]+)$")  # a line of a contents list
PROSE_LINE = 40  # a longer line beside it is running text
ROW = re.compile(r"\t|^\s*[-*•|]")
PARAGRAPH = 140  # a longer line is a paragraph, not one that was wrapped by hand
FEW = 3
MAX_HEAD = 90  # a longer line is no running head
YEARS = 1400  # a larger number at a page's edge may be a year in a heading
CHAIN = 3  # so many page numbers in order make it likely that they are page numbers


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text. `number` counts from 1; `breaks` where a page begins right before it."""

    number: int
    text: str
    breaks: bool = False

    @property
    def blank(self) -> bool:
        """Nothing stands in the line."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """How many spaces stand before the first word."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def depth(self) -> int:
        """How far in the first word stands; a tab is as wide as four spaces."""
        bare = self.text.lstrip(" \t")
        return len(self.text[: len(self.text) - len(bare)].expandtabs(4))


def read_lines(text: str, settings: Settings) -> tuple[tuple[Line, ...], tuple[LeftOut, ...]]:
    """Return the text's lines without page numbers and running heads, and what was left out."""
    lines = _dedent(_split(text))
    marks = _page_marks(lines, settings)
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


def _page_marks(lines: list[Line], settings: Settings) -> dict[int, str]:
    """Map the index of each line that belongs to the page to the reason for leaving it out."""
    marks = dict.fromkeys(_page_numbers(lines), "page number")
    for i, line in enumerate(lines):
        if any(re.fullmatch(pattern, line.text.strip()) for pattern in settings.page_marks):
            marks[i] = "page mark"
    marks.update(_heads(lines, marks))
    marks.update(_lone_heads(lines, marks))
    return marks


def _page_numbers(lines: list[Line]) -> set[int]:
    """Find lines that hold a number only and stand at a page's edge, or in a run that counts up."""
    found = [
        (i, number_of(m.group(1))) for i, line in enumerate(lines) if (m := PAGE_NUMBER.fullmatch(line.text))
    ]
    found = [(i, n) for i, n in found if n and not lines[i].text.strip().isupper() and _alone(lines, i)]
    # A run that counts up cannot be a heading such as `1957`; a single number at a page's edge neither.
    runs: list[list[tuple[int, int]]] = []
    for i, n in found:
        if runs and 0 < n - runs[-1][-1][1] <= CHAIN:
            runs[-1].append((i, n))
        else:
            runs.append([(i, n)])
    counted = {i for run in runs if len(run) >= CHAIN for i, _ in run}
    return counted | {i for i, n in found if n < YEARS and _at_edge(lines, i, set())}


def _alone(lines: list[Line], i: int) -> bool:
    above = i == 0 or lines[i - 1].blank or lines[i].breaks
    below = i + 1 >= len(lines) or lines[i + 1].blank or lines[i + 1].breaks
    return (above and below) or _at_edge(lines, i, set())


def _at_edge(lines: list[Line], i: int, marks: set[int]) -> bool:
    """Tell whether a form feed or a page mark stands next to the line, blank lines aside."""
    if lines[i].breaks:
        return True
    down = i + 1
    while down < len(lines) and lines[down].blank:
        down += 1
    if down < len(lines) and (lines[down].breaks or down in marks):
        return True
    up = i - 1
    while up >= 0 and lines[up].blank:
        up -= 1
    return up in marks


def _heads(lines: list[Line], marks: dict[int, str]) -> dict[int, str]:
    """Find running heads: short lines at page edges that come again, save a heading that stands first."""
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        words = line.text.strip()
        first = _numbered(words) and all(above.blank for above in lines[:i])
        if i in marks or not words or len(words) > MAX_HEAD or not (first or _at_edge(lines, i, set(marks))):
            continue
        places.setdefault(_head_text(words), []).append(i)
    body = next((i for i, line in enumerate(lines) if len(line.text) > 2 * MAX_HEAD), 0)
    heads: dict[int, str] = {}
    for text, found in places.items():
        if len(found) < 2 or not text:
            continue
        for i in found:
            first_of_kind = i == found[0] and not _numbered(lines[i].text)
            if not (first_of_kind and (_stands_before(lines, text, i) == 0 or i < body)):
                heads[i] = "running head"
    return heads


def _lone_heads(lines: list[Line], marks: dict[int, str]) -> dict[int, str]:
    """Find running heads that nothing but their number and their words give away.

    `12      The Ferries of Lough Errin`: it stands alone between running text, a wide space parts the page
    number from words that are the title's or a heading's, which stand elsewhere in the text too.
    """
    known = Counter(_head_text(line.text.strip()) for line in lines if 0 < len(line.text.strip()) <= MAX_HEAD)
    heads: dict[int, str] = {}
    for i, line in enumerate(lines):
        words = line.text.strip()
        if i in marks or not WIDE_NUMBER.fullmatch(words) or len(words) > MAX_HEAD:
            continue
        around = (_next_text(lines, i, -1), _next_text(lines, i, 1))
        alone = (i == 0 or lines[i - 1].blank) and (i + 1 >= len(lines) or lines[i + 1].blank)
        prose = any(len(text) > PROSE_LINE for text in around)
        numbered = any(WIDE_NUMBER.fullmatch(text) or LISTED.search(text) for text in around)
        if alone and prose and not numbered and known[_head_text(words)] > 1:
            heads[i] = "running head"
    return heads


def _next_text(lines: list[Line], i: int, step: int) -> str:
    """Return the words of the next line above or below that is not blank."""
    i += step
    while 0 <= i < len(lines) and lines[i].blank:
        i += step
    return lines[i].text.strip() if 0 <= i < len(lines) else ""


def _numbered(text: str) -> bool:
    match = HEAD_NUMBER.match(text)
    return bool(match and (match["left"] or match["right"])) and not PART_WORD.match(text)


def _head_text(text: str) -> str:
    """Return the words of a head without its page number; `Chapter 2` keeps its own."""
    if PART_WORD.match(text):
        return text.casefold()
    match = HEAD_NUMBER.match(text)
    return (match["text"] if match else text).strip(" |•-–—").casefold()


def _stands_before(lines: list[Line], text: str, until: int) -> int:
    """Count the lines above that hold the same words: the title page, the contents list, a heading."""
    return sum(1 for line in lines[:until] if line.text.strip().casefold() == text)

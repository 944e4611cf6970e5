"""Finds running heads: by coming again at page edges, or by their page number and a title's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from apparatus.importer.settings import Settings
from apparatus.importer.text.line import Line, at_edge, next_line
from apparatus.importer.words import LEAD_WORDS, SUPERSCRIPTS, compact, ends_sentence, title_only, tokens

HEAD_NUMBER = re.compile(
    r"^\s*(?:(?P<left>\d{1,4})\s+(?:[|•]\s+)?)?(?P<text>.*?)(?:\s+(?:[|•]\s+)?(?P<right>\d{1,4}))?\s*$"
)
PART_WORD = re.compile(rf"(?i)\s*#*\s*({LEAD_WORDS})\s+(\w+)\s*$")
WIDE_NUMBER = re.compile(r"\d{1,4}\s{3,}\S.*|.*\S\s{3,}\d{1,4}")
LISTED = re.compile(r"(?:\t|\.{2,}|\s{2,})\s*(?:\d{1,4}|[ivxlc]+)$")  # a line of a contents list
FIRST_NOTE = re.compile(r"^\s*(?:[-*•]\s+)?[\[(^]*(?P<n>\d{1,4}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)[\])^.:]*\s+\S")
CALL = re.compile(
    r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^\d+\^|\[\^?\d+\]|(?:(?<=[^\W\d_])|(?<=\b[12]\d\d\d))[^\w\s]{1,3}\d{1,3}(?=\W|$)"
)
PROSE_LINE = 40  # a longer line beside it is running text
MAX_HEAD = 90  # a longer line is no running head
MAX_PAGE = 1400  # a larger number beside words is a year
FAR = 4  # so many pages on from the last number is a head's own number at most
TITLE_PAGE = 20  # lines
FEW_LETTERS = 8  # a title's first word alone is known by so many


def running_heads(
    lines: Sequence[Line],
    marks: Collection[int],
    numbers: Mapping[int, int],
    listed: Mapping[int, str],
    settings: Settings,
) -> set[int]:
    """Return the indexes of running heads.

    `marks` are the lines known to belong to the page, `numbers` all lines with nothing but a number, page
    numbers or not, `listed` the lines of the contents list with the headings that they name.
    """
    heads = _repeated(lines, marks, listed)
    pages = {i: number for i, number in numbers.items() if i in marks}
    pages |= {i: n for i in heads if (n := _number(lines[i].text))}
    heads |= _numbered_once(lines, {*marks, *heads}, numbers, pages, listed)
    heads |= _title_once(lines, {*marks, *heads}, listed)
    return heads - _note_headings(lines, {*marks, *heads}, heads, settings)


def _repeated(lines: Sequence[Line], marks: Collection[int], listed: Mapping[int, str]) -> set[int]:
    """Find short lines at page edges that come again, save a heading that stands first.

    A line at a page's foot is no head because others of its words stand at the top.
    """
    places: dict[tuple[str, bool], list[int]] = {}
    for i, line in enumerate(lines):
        words = line.text.strip()
        if i in marks or i in listed or not words or len(words) > MAX_HEAD:
            continue
        first = _numbered(words) and next_line(lines, i, -1) < 0
        if first or at_edge(lines, i, marks):
            places.setdefault((_head_text(words), _at_foot(lines, i, marks)), []).append(i)
    body = next((i for i, line in enumerate(lines) if len(line.text) > 2 * MAX_HEAD), 0)
    entries = {compact(text) for text in listed.values()}
    heads: set[int] = set()
    for (text, _), found in places.items():
        if len(found) < 2 or not text:
            continue
        for i in found:
            whole = not _numbered(lines[i].text) or compact(lines[i].text) in entries
            first_of_kind = i == found[0] and whole
            if not (first_of_kind and (_stands_before(lines, text, i, listed) == 0 or i < body)):
                heads.add(i)
    return heads


def _at_foot(lines: Sequence[Line], i: int, marks: Collection[int]) -> bool:
    """Tell whether a form feed shows that the line stands last on its page, a page number aside."""
    below = next_line(lines, i, 1)
    while below in marks and not lines[below].breaks:
        below = next_line(lines, below, 1)
    top = (
        lines[i].breaks or (above := next_line(lines, i, -1)) < 0 or (above in marks and lines[above].breaks)
    )
    return not top and below >= 0 and lines[below].breaks


def _numbered_once(
    lines: Sequence[Line],
    marks: Collection[int],
    numbers: Mapping[int, int],
    pages: Mapping[int, int],
    listed: Mapping[int, str],
) -> set[int]:
    """Find running heads that nothing but their number and their words give away.

    `12      The Ferries of Lough Errin`: it stands at a page's edge, or alone between running text, and its
    words are a title's, or the beginning of one: of the book, a chapter, or a heading elsewhere.
    """
    short = [line.text.strip() for line in lines if 0 < len(line.text.strip()) <= MAX_HEAD]
    known = Counter(_head_text(words) for words in short)
    titles = _openings([*listed.values(), *_title_page(lines, listed)])
    entries = {compact(text) for text in listed.values()}
    heads: set[int] = set()
    pages = dict(pages)
    for i, line in enumerate(lines):
        words = line.text.strip()
        if i in marks or i in listed or not _numbered(words) or len(words) > MAX_HEAD:
            continue
        text, number = _head_text(words), _number(words)
        titled = " ".join(tokens(text)) in titles and compact(words) not in entries
        beside = {j for j in (next_line(lines, i, -1), next_line(lines, i, 1)) if j in numbers}
        counts = {j for j in beside if 0 <= number - numbers[j] <= 1}  # 3, and below it: The Toll 4
        in_place = titled and at_edge(lines, i, {*marks, *counts}) and _fits(i, number, pages)
        goes_on = _page_above(i, pages) == number - 1 and _wide_and_alone(lines, i)
        if in_place or ((titled or known[text] > 1) and (goes_on or _between_prose(lines, i))):
            heads.add(i)
            pages[i] = number
    return heads


def _between_prose(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a line with a wide space before its page number stands alone beside running text."""
    below, above = next_line(lines, i, 1), next_line(lines, i, -1)
    around = [lines[j].text.strip() if j >= 0 else "" for j in (above, below)]
    prose = any(len(text) > PROSE_LINE for text in around)
    numbered = any(WIDE_NUMBER.fullmatch(text) or LISTED.search(text) for text in around)
    return _wide_and_alone(lines, i) and prose and not numbered


def _wide_and_alone(lines: Sequence[Line], i: int) -> bool:
    alone = (i == 0 or lines[i - 1].blank) and (i + 1 >= len(lines) or lines[i + 1].blank)
    return bool(WIDE_NUMBER.fullmatch(lines[i].text.strip())) and alone


def _fits(i: int, number: int, pages: Mapping[int, int]) -> bool:
    """Tell whether a number goes on with the page numbers above, and does not pass those below."""
    above = _page_above(i, pages)
    below = pages[min(after)] if (after := [j for j in pages if j > i]) else 0
    return (not above or above <= number <= above + FAR) and (not below or number <= below)


def _page_above(i: int, pages: Mapping[int, int]) -> int:
    """Return the page number that stands last above a line, 0 for none."""
    return pages[max(above)] if (above := [j for j in pages if j < i]) else 0


def _title_once(lines: Sequence[Line], marks: Collection[int], listed: Mapping[int, str]) -> set[int]:
    """Find titles without a number at the top of a page of the text.

    The book's title, or its author's name, is a running head there; a chapter's is one where it stood before
    and a sentence runs on past it.
    """
    chapters = {form for text in listed.values() for form in (compact(text), title_only(text))}
    book = {compact(text) for text in _title_page(lines, listed)} - chapters
    begin = max(listed, default=len(lines))
    heads: set[int] = set()
    seen: set[str] = set()
    for i, line in enumerate(lines[begin + 1 :], begin + 1):
        if line.blank or i in marks or len(line.text) > MAX_HEAD:
            continue
        words = compact(line.text)
        top = len(words) >= FEW_LETTERS and (line.breaks or next_line(lines, i, -1) in marks)
        if top and (words in book or (words in chapters & seen and _runs_on(lines, i, marks))):
            heads.add(i)
        seen |= {words, title_only(line.text)}
    return heads


def _runs_on(lines: Sequence[Line], i: int, marks: Collection[int]) -> bool:
    """Tell whether a sentence goes on from above the line to below it."""
    above, below = next_line(lines, i, -1, marks), next_line(lines, i, 1, marks)
    if above < 0 or below < 0 or min(len(lines[above].text), len(lines[below].text)) <= PROSE_LINE:
        return False
    return not ends_sentence(lines[above].text)


def _title_page(lines: Sequence[Line], listed: Mapping[int, str]) -> list[str]:
    """Return the short lines of a print that has a contents list, down to it."""
    above = [line.text.strip() for line in lines[: min(listed, default=0)] if not line.blank]
    return [text for text in above[:TITLE_PAGE] if len(text) <= MAX_HEAD]


def _openings(titles: Iterable[str]) -> set[str]:
    """Return what a head may have of the titles: the whole, or its first words, without a number before it.

    A title's only or first word must be long: `The` is the beginning of many a line.
    """
    found: set[str] = set()
    for title in titles:
        for text in (title, re.sub(r"^(?:\d+|[IVX]+)[.:]?\s+", "", title), *title.split(":")[1:]):
            words = tokens(text)
            found |= {" ".join(words[:n]) for n in range(2, len(words) + 1)}
            found |= {word for word in words[:1] if len(words) == 1 or len(word) >= FEW_LETTERS}
    return found


def _note_headings(
    lines: Sequence[Line], marks: Collection[int], heads: Collection[int], settings: Settings
) -> set[int]:
    """Return the heads that are headings of a chapter's notes: its text, above, calls the first of them."""
    words = {compact(word) for word in settings.notes}
    found: set[int] = set()
    begin = 0
    for i, line in enumerate(lines):
        if compact(line.text) not in words:
            continue
        first = _first_note(lines, i, marks)
        if i in heads and first and _calls(lines[begin:i], int(first["n"].translate(SUPERSCRIPTS))):
            found.add(i)
        begin = i
    return found


def _first_note(lines: Sequence[Line], i: int, marks: Collection[int]) -> re.Match[str] | None:
    """Match the line that begins the first note below a heading; a title may come between."""
    for _ in range(2):
        i = next_line(lines, i, 1, marks)
        first = FIRST_NOTE.match(lines[i].text) if i >= 0 else None
        if first or i < 0 or len(lines[i].text) > MAX_HEAD or ends_sentence(lines[i].text):
            return first
    return None


def _calls(lines: Iterable[Line], number: int) -> bool:
    """Tell whether running text calls the note."""
    return any(
        int(digits[-1]) == number
        for line in lines
        if not FIRST_NOTE.match(line.text)
        for call in CALL.findall(line.text)
        if (digits := re.findall(r"\d+", call.translate(SUPERSCRIPTS)))
    )


def _number(text: str) -> int:
    """Return the page number of a head, 0 for none."""
    match = HEAD_NUMBER.match(text)
    if not match or PART_WORD.match(text):
        return 0
    return int(match["left"] or match["right"] or 0)


def _numbered(text: str) -> bool:
    return 0 < _number(text) < MAX_PAGE


def _head_text(text: str) -> str:
    """Return the words of a head without its page number; `Chapter 2` keeps its own."""
    if PART_WORD.match(text):
        return text.casefold()
    match = HEAD_NUMBER.match(text)
    return (match["text"] if match else text).strip(" |•-–—").casefold()


def _stands_before(lines: Sequence[Line], text: str, until: int, listed: Collection[int]) -> int:
    """Count the lines above that hold the same words: the title page, a heading."""
    return sum(
        1 for i, line in enumerate(lines[:until]) if i not in listed and line.text.strip().casefold() == text
    )

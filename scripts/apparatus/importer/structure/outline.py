"""Finds the headings of the text: those of the contents list, in order, and those that show themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from apparatus.importer.settings import Settings
from apparatus.importer.structure.contents import KNOWN, LEAD, SOURCES, ContentsEntry
from apparatus.importer.text.line import Line
from apparatus.importer.text.pages import RawBlock, asks_for_more
from apparatus.importer.words import (
    LEAD_KIND,
    LEAD_WORDS,
    compact,
    ends_sentence,
    number_of,
    plain,
    title_only,
    tokens,
)
from apparatus.model import Problem

MAX_HEADING = 200
MAX_TITLE = 120
MANY_MARKS = 2
NEAR = 0.85  # two spellings of one heading are at least so alike
MARKDOWN = re.compile(r"^(#{1,6})\s+\S")
BARE = re.compile(rf"(?i)^#*\s*(?:(?:{LEAD_WORDS})\s+[\w-]+|\d+\.\s+(?:kapitel|kapittel))\s*[.:–—-]?$")
CHAPTER_NUMBER = re.compile(r"(?:\d{1,2}|[IVXL]{1,6})\.?")
NUMBERED = re.compile(r"^(\d{1,2}|[IVX]{1,5})\.?\s+[A-Z\"“']")
DEFINITION = re.compile(r"^\s*(?:[-*]\s+)?(?:\[\^?\d{1,4}\]:?|\d{1,4}[.):]?|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^\d+\^)\s+\S")


@dataclass(frozen=True, slots=True)
class Found:
    """A heading in the text: the blocks that it takes, as printed, and as the contents list has it."""

    index: int
    span: int
    printed: str
    level: int
    line: int
    entry: ContentsEntry | None = None

    @property
    def title(self) -> str:
        """The heading's words: the contents list's, where they are not part of a longer heading."""
        if not self.entry:
            return re.sub(r"^#+\s+|\s+#+$", "", self.printed)
        inside = compact(self.entry.text) != compact(self.printed) and compact(self.entry.text) in compact(
            self.printed
        )
        return re.sub(r"^#+\s+", "", self.printed) if inside else self.entry.text


def split_headings(blocks: Sequence[RawBlock], entries: Sequence[ContentsEntry]) -> tuple[RawBlock, ...]:
    """Part a heading from the paragraph that follows without a blank line."""
    known = {compact(entry.text) for entry in entries}
    out: list[RawBlock] = []
    for block in (part for whole in blocks for part in _before_number(whole, known)):
        start = 0
        for i, line in enumerate(block.lines):
            if len(block.lines) > 1 and _splits(line, known, first=i == start):
                out += [RawBlock(block.lines[start:i])] if i > start else []
                out.append(RawBlock((line,)))
                start = i + 1
        if start < len(block.lines):
            out.append(RawBlock(block.lines[start:]))
    return tuple(out)


def _before_number(block: RawBlock, known: set[str]) -> list[RawBlock]:
    """Part a block before a chapter's number with the title below it, as the contents list has both."""
    starts = [
        i
        for i, (line, title) in enumerate(pairwise(block.lines))
        if CHAPTER_NUMBER.fullmatch(line.text.strip()) and compact(f"{line.text} {title.text}") in known
    ]
    cuts = sorted({0, *starts, *(i + 2 for i in starts), len(block.lines)})
    return [RawBlock(block.lines[start:end]) for start, end in pairwise(cuts)]


def _splits(line: Line, known: set[str], *, first: bool) -> bool:
    if MARKDOWN.match(line.text):
        return True
    return first and (compact(line.text) in known or bool(BARE.match(line.text.strip())))


def candidates(blocks: Sequence[RawBlock]) -> list[Found]:
    """Return every block that is short enough for a heading, a bare `CHAPTER ONE` with the title under it."""
    out: list[Found] = []
    for i, block in enumerate(blocks):
        text = block.text
        if len(text) > MAX_HEADING or len(block.lines) > 3 or "\t" in text.strip():
            continue
        out.append(Found(i, 1, text, 0, block.number))
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        if after and _is_title_of(text, after):
            out.append(
                Found(i, 2, f"{text.rstrip(' .:–—-')}: {re.sub(r'^#+ +', '', after.text)}", 0, block.number)
            )
    return out


def _is_title_of(text: str, after: RawBlock) -> bool:
    if not BARE.match(text.strip()) and not CHAPTER_NUMBER.fullmatch(text.strip()):
        return False
    words = plain(after.text)
    if LEAD.match(words) or MARKDOWN.match(after.text):
        return False
    short = len(words) <= MAX_TITLE and len(after.lines) <= 2
    return (
        short
        and not (ends_sentence(words) and not words.endswith("?"))
        and words[:1].isupper()
        and not KNOWN.fullmatch(words)
    )


def likeness(entry: str, heading: str) -> float:
    """Return how alike a contents entry and a heading are, 0 for not at all."""
    first, second = compact(entry), compact(heading)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    if title_only(entry) == title_only(heading) and _same_lead(entry, heading):
        return 0.97
    if min(len(first), len(second)) < 6:
        return 0.0
    if _inside(entry, heading) or _inside(heading, entry):
        return 0.9
    ratio = float(fuzz.ratio(first, second)) / 100
    return ratio * 0.9 if ratio >= NEAR and _same_lead(entry, heading) else 0.0


def _same_lead(entry: str, heading: str) -> bool:
    """`Chapter 2: Notes` and `Chapter 3: Notes` are two headings, though their titles are one."""
    numbers = [n for n in (_lead_number(entry), _lead_number(heading)) if n]
    return len(set(numbers)) < 2


def _lead_number(text: str) -> int:
    found = tokens(text)
    if len(found) > 1 and found[0] in ("chapter", "part", "appendix"):
        return number_of(found[1])
    return number_of(found[0]) if found and found[0].isdigit() else 0


def _inside(short: str, long: str) -> bool:
    a, b = " ".join(tokens(short)), " ".join(tokens(long))
    return len(a) >= 8 and len(a) >= len(b) * 0.6 and f" {a} " in f" {b} " and _same_lead(short, long)


def match_contents(entries: Sequence[ContentsEntry], found: Sequence[Found]) -> list[Found]:
    """Return the headings of the text that the entries name: the best match that keeps the order of both."""
    n, m = len(entries), len(found)
    score = [[likeness(e.text, f.printed) for f in found] for e in entries]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            taken = score[i][j] + best[i + 1][_after(found, j)] if score[i][j] else 0.0
            best[i][j] = max(taken, best[i][j + 1], best[i + 1][j])
    out: list[Found] = []
    i = j = 0
    while i < n and j < m:
        if score[i][j] and abs(best[i][j] - score[i][j] - best[i + 1][_after(found, j)]) < 1e-9:
            out.append(replace(found[j], level=entries[i].level, entry=entries[i]))
            i, j = i + 1, _after(found, j)
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            i += 1
    return out


def _after(found: Sequence[Found], j: int) -> int:
    """Return the next candidate that does not share a block with candidate `j`."""
    end = found[j].index + found[j].span
    k = j + 1
    while k < len(found) and found[k].index < end:
        k += 1
    return k


def contents_problems(entries: Sequence[ContentsEntry], matched: Sequence[Found], path: str) -> list[Problem]:
    """Return HEADING-MISSING and HEADING-DIFFERS, entries that sit inside a longer heading excepted."""
    problems: list[Problem] = []
    by_line = {f.entry.line: f for f in matched if f.entry}
    headings = [compact(f.printed) for f in matched]
    for entry in entries:
        found = by_line.get(entry.line)
        if not found and not any(compact(entry.text) in heading for heading in headings):
            problems.append(
                Problem(path, entry.line, "HEADING-MISSING", f"no heading {entry.text!r} in the text")
            )
        elif found and _differs(entry.text, found.printed):
            message = f"the contents list has {entry.text!r}, the text {plain(found.printed)!r}"
            problems.append(Problem(path, found.line, "HEADING-DIFFERS", message))
    return problems


def _differs(entry: str, heading: str) -> bool:
    if compact(entry) == compact(heading) or title_only(entry) == title_only(heading):
        return False
    return not (_inside(entry, heading) or _inside(heading, entry))


def self_evident(blocks: Sequence[RawBlock], found: Sequence[Found], settings: Settings) -> list[Found]:
    """Return headings that show themselves by their words, without a contents list or beside one."""
    out: list[Found] = []
    marks = [len(m.group(1)) for f in found if (m := MARKDOWN.match(f.printed))]
    title = bool(found) and found[0].index == 0 and bool(re.match(r"#\s", found[0].printed))
    shift = 1 if marks.count(1) == 1 and (len(marks) > MANY_MARKS or title) else 0
    numbers = _numbered(blocks, found)
    taken = -1
    for item in sorted(found, key=lambda f: (f.index, -f.span)):
        if item.index <= taken:
            continue
        level = _level(item, shift, settings) or (1 if item.index in numbers else 0)
        if level:
            out.append(replace(item, level=level))
            taken = item.index + item.span - 1
    return out


def _level(item: Found, shift: int, settings: Settings) -> int:
    """Return the level of a heading that shows itself, 0 for none; -1 marks the book's own title."""
    marked = MARKDOWN.match(item.printed)
    if marked:
        return len(marked.group(1)) - shift or -1
    text = plain(item.printed)
    if text.endswith("-") or asks_for_more(text):
        return 0  # cut by a page break
    if len(text) > MAX_TITLE or (ends_sentence(text) and not text.endswith("?")) or text.endswith((",", ";")):
        return 0
    lead = LEAD.match(text)
    if lead and (
        number_of(lead.group(2))
        or (LEAD_KIND[lead.group(1).lower()] == "appendix" and len(lead.group(2)) == 1)
    ):
        rest = text[lead.end() :].strip()
        titled = not rest or rest[0] in ".:–—-(" or rest[0].isupper() or item.span > 1
        return 1 if titled else 0
    if special(text, settings):
        return 1
    known = KNOWN.match(text)
    rest = (
        re.sub(r"(?i)^and (?:conclusions?|epilogue)\b", "", text[known.end() :].strip()).strip()
        if known
        else ""
    )
    return 1 if known and (not rest or rest[0] in ":.–—-" or text.istitle() or text.isupper()) else 0


def _numbered(blocks: Sequence[RawBlock], found: Sequence[Found]) -> set[int]:
    """Return the blocks that are numbered titles counting from 1: `1. The quay`, `2. The tide`."""
    want, chain = 1, []
    for item in found:
        match = NUMBERED.match(item.printed) if item.span == 1 else None
        bare = item.span == 2 and not LEAD.match(item.printed)
        number = (
            number_of(match.group(1))
            if match
            else number_of(item.printed.split(":")[0].strip(". "))
            if bare
            else 0
        )
        follows = blocks[item.index + item.span : item.index + item.span + 1]
        if number == want and not ends_sentence(item.printed) and len(item.printed) <= MAX_TITLE and follows:
            if DEFINITION.match(follows[0].text) and not LEAD.match(follows[0].text):
                continue
            chain.append(item.index)
            want += 1
    return set(chain) if len(chain) > 1 else set()


def special(text: str, settings: Settings) -> str:
    """Return `notes`, `sources`, `bibliography` or `contents` for a heading that says so, else nothing."""
    words = compact(text)
    bare = title_only(text)
    if {words, bare} & {compact(w) for w in settings.notes} or re.match(
        r"(?i)(?:(end)?notes (to|for) (chapter|the|part)|noter til|anmerkungen zu[mr]?)\b", plain(text)
    ):
        return "notes"
    if SOURCES.fullmatch(plain(text)):
        return "sources"
    if {words, bare} & {compact(w) for w in settings.bibliography} or words.endswith("bibliography"):
        return "bibliography"
    return "contents" if words in {compact(w) for w in settings.contents} else ""

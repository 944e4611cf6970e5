"""Finds and reads the list of contents: headings, their levels and the print's pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from apparatus.importer.settings import Settings
from apparatus.importer.text.line import Line
from apparatus.importer.words import LEAD_WORDS, compact, roman, title_only, tokens

PAGE = r"(?P<page>\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})"
ALONE = re.compile(r"\s*(?P<page>\d{1,4}|[ivxlc]{1,7})\s*")
SEPARATED = re.compile(
    rf"^(?P<text>.*?\S)(?:\s*\t\s*|\s*(?:\.\s?){{2,}}\s*|\s*…+\.*\s*|\s{{2,}}|\s*\|\s*){PAGE}\s*\|?\s*$"
)
SPACED = re.compile(rf"^(?P<text>.*\S) {PAGE}\s*$")
MARK = re.compile(r"^(?P<mark>[-*•+]\s+|#+\s+)")
RULE = re.compile(r"^[\s|:._=*-]+$")
DEPTH = re.compile(r"^(\d+(?:\.\d+)+)\.?\s")
LEAD = re.compile(rf"(?i)^({LEAD_WORDS})\s+(\w+)\b")
KNOWN = re.compile(
    r"(?i)^(preface|foreword|acknowledge?ments?|author['’]?s note|abbreviations|introduction|conclusions?"
    r"|epilogue|prologue|afterword|appendi(x|ces)|bibliography|works cited|references|notes|endnotes|index"
    r"|glossary|sources|archival sources|archives consulted|list of|chronology|maps|tables|illustrations"
    r"|about the author"
    # German, Norwegian, Danish, Swedish, French
    r"|vorwort|einleitung|einführung|schluss|schlu(ss|ß)(wort|betrachtung(en)?)|fazit|nachwort|anmerkungen"
    r"|anhang|literatur(verzeichnis)?|quellen|abkürzung(en|sverzeichnis)|danksagung|register"
    r"|forord|innledning|indledning|inledning|konklu[sk]jon|konklusion|avslutning|afslutning|etterord|epilog"
    r"|noter|litteratur(liste)?|kilder|forkortelser|vedlegg|bilag"
    r"|avant-propos|préface|remerciements|conclusion|bibliographie|annexes?|sigles|abréviations)\b"
)
NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]+)[.:]?\s+\D")
SOURCES = re.compile(
    r"(?i)(?:[\w.]+\s+)?(?:archival|archive|manuscript|unpublished)(?: primary)?\s+"
    r"(?:sources?|materials?|collections?|documents?)\b.{0,30}|archives(?: (?:consulted|cited|used))?"
    r"|archivalien|unpublished sources|ungedruckte quellen|arkiver|arkivkilder"
)
MAX_ENTRY = 160  # a longer line is text, not an entry
MAX_HALF = 2  # an entry without a page goes on over at most so many lines more


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents list: its heading, level (1 for a part), the print's page, and its line."""

    text: str
    level: int
    page: str
    line: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The list, and the indexes of the lines that it takes (`end` exclusive)."""

    entries: tuple[ContentsEntry, ...] = ()
    start: int = 0
    end: int = 0


def read_contents(lines: Sequence[Line], settings: Settings) -> Contents:
    """Return the contents list, empty where the text has none."""
    words = {compact(word) for word in settings.contents}
    for i, line in enumerate(lines):
        if not line.blank and len(line.text) < MAX_ENTRY and compact(line.text) in words:
            found = _read_from(lines, i)
            if len(found.entries) > 1:
                return found
    return Contents()


def _read_from(lines: Sequence[Line], start: int) -> Contents:
    entries, end = _paged(lines, start + 1)
    if not entries:
        entries, end = _unpaged(lines, start + 1)
    return Contents(_levels(entries), start, end)


def _paged(lines: Sequence[Line], begin: int) -> tuple[list[tuple[Line, str, str]], int]:
    """Return (first line, text, page) of each entry, and the index after the last one."""
    entries: list[tuple[Line, str, str]] = []
    half: list[Line] = []
    end, last = begin, 0
    seen: set[str] = set()
    for i in range(begin, len(lines)):
        line = lines[i]
        if line.blank or RULE.match(line.text):
            end = end if line.blank else i + 1
            continue
        match = (ALONE.fullmatch(line.text) if half else None) or _entry(line.text, last)
        if len(line.text) > MAX_ENTRY or (not match and compact(line.text) in seen):
            break
        if not match:
            half.append(line)
            if len(half) > MAX_HALF:
                break
            continue
        own = match.groupdict().get("text") or ""  # none where the page stands in a line of its own
        if half and own and _stands_alone(half, own.strip(" |"), lines[begin:]):
            entries.append((half[0], " ".join(h.text.strip() for h in half), ""))
            half = []
        text = " ".join(part for part in [*(h.text.strip() for h in half), own.strip(" |")] if part)
        entries.append((half[0] if half else line, text, match["page"]))
        seen |= {compact(text), compact(own)} - {""}
        last = max(last, int(match["page"]) if match["page"].isdigit() else 0)
        half, end = [], i + 1
    return entries, end


def _stands_alone(half: Sequence[Line], own: str, text: Sequence[Line]) -> bool:
    """Tell lines without a page that are an entry (`Part One: The Sea`) from the first half of the next one.

    A part is one above a chapter that has its number; else the text tells, where the next one's words are a
    line by themselves, and these do not stand above them.
    """
    above = " ".join(line.text.strip() for line in half)
    if LEAD.match(above) and (LEAD.match(own) or NUMBERED.match(own)):
        return True
    words = [compact(line.text) for line in text if not line.blank]
    titles = {compact(own), title_only(own)}
    places = [i for i, line in enumerate(words) if line in titles]
    last = compact(half[-1].text)
    return bool(places) and not any(words[i - 1] == last for i in places)


def _entry(text: str, last: int) -> re.Match[str] | None:
    """Match an entry with its page; one space before the page is enough where the pages count up."""
    match = SEPARATED.match(text)
    if match and (match["page"].isdigit() or roman(match["page"])):
        return match
    match = SPACED.match(text)
    if not match or LEAD.fullmatch(text.strip()) or len(text) > MAX_ENTRY // 2:
        return None
    if match["page"].isdigit():
        return match if last <= int(match["page"]) <= last + 120 else None
    return match if match["page"].islower() and roman(match["page"]) and last == 0 else None


def _unpaged(lines: Sequence[Line], begin: int) -> tuple[list[tuple[Line, str, str]], int]:
    """Read a list without pages: short lines up to the one that repeats the first entry."""
    entries: list[tuple[Line, str, str]] = []
    for i in range(begin, len(lines)):
        line = lines[i]
        if line.blank:
            continue
        if entries and compact(line.text) == compact(entries[0][1]):
            return entries, i
        if len(line.text) > MAX_ENTRY:
            return [], begin
        entries.append((line, line.text.strip(), ""))
    return [], begin


def _levels(found: Sequence[tuple[Line, str, str]]) -> tuple[ContentsEntry, ...]:
    """Give each entry its level: by list mark, numbering, or indentation."""
    indents = sorted({line.depth for line, _, _ in found})
    entries = []
    for line, text, page in found:
        mark = MARK.match(text.strip())
        depth = DEPTH.match(text.strip())
        level = 1 + indents.index(line.depth) + (1 if mark and not mark["mark"].startswith("#") else 0)
        if depth:
            level = max(level, depth.group(1).count(".") + 1)
        entries.append(ContentsEntry(_clean(text), level, page, line.number))
    return _rank(entries)


def _clean(text: str) -> str:
    text = MARK.sub("", text.strip(" |"))
    text = re.sub(r"[\s.…]*\t[\s.…]*", " ", text)
    return re.sub(r"\s{2,}", " ", text).strip()


def _rank(entries: list[ContentsEntry]) -> tuple[ContentsEntry, ...]:
    """Make chapters level 1, wherever the list sets them, and what a flat list has between them level 2."""
    chapters = [e.level for e in entries if tokens(e.text)[:1] == ["chapter"]]
    if not chapters:
        chapters = [e.level for e in entries if NUMBERED.match(e.text)]
    if not chapters:
        return tuple(entries)
    base = min(chapters)
    ranked = [replace(e, level=max(1, e.level - base + 1)) for e in entries]
    if all(e.level == 1 for e in ranked):
        return tuple(_flat(ranked))
    return tuple(ranked)


def _flat(entries: list[ContentsEntry]) -> list[ContentsEntry]:
    inside = False
    out = []
    for entry in entries:
        leads = bool(
            LEAD.match(entry.text)
            or SOURCES.fullmatch(entry.text)
            or KNOWN.match(entry.text)
            or NUMBERED.match(entry.text)
        )
        out.append(entry if leads or not inside else replace(entry, level=2))
        inside = inside or bool(LEAD.match(entry.text))
    return out

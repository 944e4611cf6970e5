"""The archival citations of all notes of a print: found by their shelfmarks, read from their first words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from apparatus.importer.book import PrintNote
from apparatus.importer.citing.documents import ArchivalCitation
from apparatus.importer.citing.holders import held_by, placed, with_names
from apparatus.model import Problem, Shelfmark, Span
from apparatus.printed.clauses import after_signal, boundaries
from apparatus.printed.dates import DATE
from apparatus.printed.descriptions import read_description
from apparatus.printed.keepers import ABBREVIATION, Keeper, keepers
from apparatus.printed.shelfmarks import SHAPES, PrintedShelfmark, Shape, find_shelfmarks

# a sentence that leads to a document: The poem is enclosed in Embassy to Department of State, ...
_LEADING_TO = re.compile(r"\b(?:is|was|are|were)\s+(?:\w+\s+){1,3}(?:in|with)\s+(?=(?:the\s+)?[A-ZÀ-ÖØ-Þ])")
# levels of German archives and American lot files, and a file behind an abbreviation: PA AA, R 70123
_LEVELS = re.compile(
    r"\b(?:(?:HA\s+)?Rep\.\s?\d|Bestand\s+(?:[A-Z]\s?)?\d|Best\.\s?\d|Tit\.\s?\d|Fasz\.\s?\d|Kart\.\s?\d"
    r"|[Ll]ot(?: [Ff]iles?)?\s\d\d\s?D\s?\d|RG\s\d)"
)
_FILE = re.compile(rf"(?<!\w){ABBREVIATION}(?:\s[A-Z]{{2,4}})?,\s+(?![IVXLC]+\s)[A-Z]{{1,3}}\s\d{{2,}}(?!\w)")
# what an archive that is named in words makes an archival citation of its clause
_BOX = re.compile(r"\b(?:[Bb]ox|[Ff]older|MSS?\.?|[A-Z]{1,3})\s\d+(?:/\d+)*(?!\w)")
# a sentence, no description: its last book is NAS, ...; the clerk was a Mr Pym: FO 371/22345
_NO_TITLE = re.compile(
    r"\b(?:is|was|are|were)(?:\s+(?:now|in|at|held|kept|by|the))*\s+$"
    r"|\b(?:is|was|are|were|has|have|had)\b.*[.:?!][\"”’)\]]*\s+$",
    re.DOTALL,
)
_JOINED = re.compile(r"\s*,?\s*(?:and|und|og|et)\s+")  # a second document behind the first
_COMMA = re.compile(r",\s+")


@dataclass(frozen=True, slots=True)
class _Described:
    """A shelfmark with the span of its citation, and the words that describe the document."""

    span: Span
    words: str
    mark: PrintedShelfmark


def archival_citations(
    notes: Sequence[PrintNote], declared: Sequence[Keeper], shapes: Sequence[Shape] = SHAPES
) -> tuple[list[ArchivalCitation], list[tuple[PrintNote, PrintedShelfmark, str]]]:
    """Find the archival citations of all notes, and those that cannot be read, each with the reason.

    `declared` are the archives that notes name with an abbreviation. The names are read twice: those
    that stand somewhere without an office help to tell them from one.
    """
    named = with_names(shapes, declared)
    marks = [(note, list(_described(note.text, named))) for note in notes]
    known = frozenset(
        str(person.name)
        for _, described in marks
        for one in described
        for person in read_description(one.words).people
        if not person.office and " " in str(person.name) and not person.name.given
    )
    found: list[ArchivalCitation] = []
    faults: list[tuple[PrintNote, PrintedShelfmark, str]] = []
    placed_marks = [one for note, described in marks for one in placed(note, [d.mark for d in described])]
    held = iter(held_by(placed_marks, declared))
    for note, one in ((note, one) for note, described in marks for one in described):
        description = read_description(one.words, known)
        holder = next(held)
        if description.bad_date:
            faults.append((note, one.mark, f"“{description.bad_date}” is no day"))
        if not holder.archive:
            faults.append((note, one.mark, holder.reason))
            continue
        shelfmark = Shelfmark(holder.archive, one.mark.shelfmark.levels)
        found.append(ArchivalCitation(note.label, one.span, description, one.mark, shelfmark))
    return found, faults


def _described(text: str, shapes: Sequence[Shape]) -> Iterator[_Described]:
    """Yield each shelfmark with the span of the whole citation, and the words that describe the document."""
    marks = list(find_shelfmarks(text, shapes))
    position = 0
    for mark, following in zip_longest(marks, marks[1:]):
        begins = boundaries(text, position, mark.span.start)
        # a clause that is a date alone belongs to the title before it
        while len(begins) > 1 and DATE.fullmatch(text[begins[-1] : mark.span.start].strip(" ,.")):
            begins.pop()
        start = after_signal(text, begins[-1], mark.span.start)
        joined = _JOINED.match(text, start, mark.span.start) if 0 < position == start else None
        start = joined.end() if joined else start
        leading_to = _LEADING_TO.search(text, start, mark.span.start)
        start = leading_to.end() if leading_to else start
        start = mark.span.start if _NO_TITLE.search(text, start, mark.span.start) else start
        span, words = Span(start, mark.span.end), text[start : mark.span.start]
        first = mark.leading or not mark.shelfmark.archive
        if first and not words.strip(" ,.;:("):
            end = following.span.start if following else len(text)
            span, words = _described_after(text, span, end)
        yield _Described(span, words, mark)
        position = span.end


def _described_after(text: str, span: Span, end: int) -> tuple[Span, str]:
    """Read the words behind a shelfmark, up to a date: `TNA, FO 371/1, Harvey to Eden, 4 March 1952`."""
    comma = _COMMA.match(text, span.end, end)
    if comma is None:
        return span, ""
    stops = boundaries(text, comma.end(), end)
    clause = text[comma.end() : stops[1] if len(stops) > 1 else end]
    date = next((m for m in DATE.finditer(clause) if re.fullmatch(r"[\s.;,)]*", clause[m.end() :])), None)
    if date is None or not clause[: date.start()].strip(" ,"):
        return span, ""
    return Span(span.start, comma.end() + date.end()), clause[: date.end()]


def unread_archives(
    note: PrintNote, archives: Sequence[str], spans: Sequence[Span]
) -> Iterator[tuple[int, str]]:
    """Yield where a note names an archive, or levels that only archives have, and no citation was read there.

    An archive has figures before or after it.
    """
    keys = "|".join(re.escape(key) for key in sorted(archives, key=len, reverse=True))
    named = re.compile(rf"(?<!\w)(?:{keys})(?!\w)") if keys else None
    seen: list[Span] = []
    for match in sorted(
        (m for pattern in (named, _LEVELS, _FILE, _BOX) if pattern for m in pattern.finditer(note.text)),
        key=lambda m: m.start(),
    ):
        begin = boundaries(note.text, 0, match.start())[-1]
        end = next((at for at in boundaries(note.text, match.end(), len(note.text))[1:]), len(note.text))
        clause = Span(begin, end)
        taken = any(span.start < clause.end and clause.start < span.end for span in (*spans, *seen))
        if match.re is _BOX and not any(one.institution for one in keepers(clause.of(note.text))):
            continue  # a box alone may be anything
        if not taken and re.search(r"\d", _without_dates(clause.of(note.text))):
            seen.append(clause)
            yield match.start(), clause.of(note.text).strip(" ;")


def _without_dates(text: str) -> str:
    return DATE.sub("", re.sub(r"\b(?:1[5-9]|20)\d\d[-–/]\d{2,4}\b", "", text))


def mark_problem(note: PrintNote, mark: PrintedShelfmark, message: str, path: str) -> Problem:
    """Return SHELFMARK-UNREAD for a shelfmark of a note, with its line in the text."""
    line = note.line + note.text.count("\n", 0, mark.span.start)
    return Problem(path, line, "SHELFMARK-UNREAD", message, f"note {note.label}: {mark.span.of(note.text)}")

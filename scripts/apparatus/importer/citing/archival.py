"""The archival citations of all notes of a print: found by their shelfmarks, read from their first words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from apparatus.importer.book import PrintNote
from apparatus.importer.citing.documents import ArchivalCitation
from apparatus.model import Problem, Shelfmark, Span
from apparatus.printed.clauses import after_signal, boundaries
from apparatus.printed.dates import DATE
from apparatus.printed.descriptions import read_description
from apparatus.printed.shelfmarks import SHAPES, PrintedShelfmark, Shape, find_shelfmarks

_COMMA = re.compile(r",\s+")


def archival_citations(
    notes: Sequence[PrintNote], shapes: Sequence[Shape] = SHAPES
) -> tuple[list[ArchivalCitation], list[tuple[PrintNote, PrintedShelfmark, str]]]:
    """Find the archival citations of all notes, and those that cannot be read, each with the reason.

    The names are read twice: those that stand somewhere without an office help to tell them from one.
    """
    marks = [(note, *described) for note in notes for described in _described(note.text, shapes)]
    known = frozenset(
        str(person.name)
        for _, _, words, _ in marks
        for person in read_description(words).people
        if not person.office and " " in str(person.name) and not person.name.given
    )
    archives = {(mark.shape, mark.shelfmark.archive) for *_, mark in marks if mark.shelfmark.archive}
    found: list[ArchivalCitation] = []
    faults: list[tuple[PrintNote, PrintedShelfmark, str]] = []
    for note, span, words, mark in marks:
        description = read_description(words, known)
        likely = sorted(key for shape, key in archives if shape == mark.shape)
        archive = mark.shelfmark.archive or (likely[0] if len(likely) == 1 else "")
        if description.bad_date:
            faults.append((note, mark, f"“{description.bad_date}” is no day"))
        if not archive:
            faults.append((note, mark, "an archival citation names no archive"))
            continue
        shelfmark = Shelfmark(archive, mark.shelfmark.levels)
        found.append(ArchivalCitation(note.label, span, description, mark, shelfmark))
    return found, faults


def _described(text: str, shapes: Sequence[Shape]) -> Iterator[tuple[Span, str, PrintedShelfmark]]:
    """Yield each shelfmark with the span of the whole citation, and the words that describe the document."""
    marks = list(find_shelfmarks(text, shapes))
    position = 0
    for mark, following in zip_longest(marks, marks[1:]):
        begins = boundaries(text, position, mark.span.start)
        # a clause that is a date alone belongs to the title before it
        while len(begins) > 1 and DATE.fullmatch(text[begins[-1] : mark.span.start].strip(" ,.")):
            begins.pop()
        start = after_signal(text, begins[-1], mark.span.start)
        span, words = Span(start, mark.span.end), text[start : mark.span.start]
        if mark.leading and not words.strip(" ,.;:("):
            end = following.span.start if following else len(text)
            span, words = _described_after(text, span, end)
        yield span, words, mark
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
    """Yield where a note names an archive with figures before or after it, and no citation was read there."""
    for key in archives:
        for match in re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", note.text):
            begin = boundaries(note.text, 0, match.start())[-1]
            end = next((at for at in boundaries(note.text, match.end(), len(note.text))[1:]), len(note.text))
            clause = Span(begin, end)
            taken = any(span.start < clause.end and clause.start < span.end for span in spans)
            if not taken and re.search(r"\d", _without_dates(clause.of(note.text))):
                yield match.start(), clause.of(note.text).strip(" ;")


def _without_dates(text: str) -> str:
    return DATE.sub("", re.sub(r"\b(?:1[5-9]|20)\d\d[-–/]\d{2,4}\b", "", text))


def mark_problem(note: PrintNote, mark: PrintedShelfmark, message: str, path: str) -> Problem:
    """Return SHELFMARK-UNREAD for a shelfmark of a note, with its line in the text."""
    line = note.line + note.text.count("\n", 0, mark.span.start)
    return Problem(path, line, "SHELFMARK-UNREAD", message, f"note {note.label}: {mark.span.of(note.text)}")

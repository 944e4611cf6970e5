"""The archival citations of all notes of a print, found by their shelfmarks and read from where they begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apparatus.importer.book import PrintNote
from apparatus.importer.documents import ArchivalCitation
from apparatus.model import Problem, Shelfmark, Span
from apparatus.printed.clauses import after_signal, boundaries
from apparatus.printed.dates import DATE
from apparatus.printed.descriptions import read_description
from apparatus.printed.shelfmarks import SHAPES, PrintedShelfmark, Shape, find_shelfmarks


def archival_citations(
    notes: Sequence[PrintNote], shapes: Sequence[Shape] = SHAPES
) -> tuple[list[ArchivalCitation], list[tuple[PrintNote, PrintedShelfmark, str]]]:
    """Find the archival citations of all notes, and those that cannot be read, each with the reason.

    The names are read twice: those that stand somewhere without an office help to tell them from one.
    """
    marks = [(note, start, mark) for note in notes for start, mark in _described(note.text, shapes)]
    known = frozenset(
        str(person.name)
        for note, start, mark in marks
        for person in read_description(note.text[start : mark.span.start]).people
        if not person.office and " " in str(person.name) and not person.name.given
    )
    archives = {mark.shelfmark.archive for _, _, mark in marks if mark.shelfmark.archive}
    found: list[ArchivalCitation] = []
    faults: list[tuple[PrintNote, PrintedShelfmark, str]] = []
    for note, start, mark in marks:
        description = read_description(note.text[start : mark.span.start], known)
        archive = mark.shelfmark.archive or (next(iter(archives)) if len(archives) == 1 else "")
        if description.bad_date:
            faults.append((note, mark, f"“{description.bad_date}” is no day"))
        if not archive:
            faults.append((note, mark, "an archival citation names no archive"))
            continue
        shelfmark = Shelfmark(archive, mark.shelfmark.levels)
        found.append(ArchivalCitation(note.label, Span(start, mark.span.end), description, mark, shelfmark))
    return found, faults


def _described(text: str, shapes: Sequence[Shape]) -> Iterator[tuple[int, PrintedShelfmark]]:
    """Yield each shelfmark with the offset at which its description begins."""
    position = 0
    for mark in find_shelfmarks(text, shapes):
        begins = boundaries(text, position, mark.span.start)
        # a clause that is a date alone belongs to the title before it
        while len(begins) > 1 and DATE.fullmatch(text[begins[-1] : mark.span.start].strip(" ,.")):
            begins.pop()
        start = after_signal(text, begins[-1], mark.span.start)
        yield start, mark
        position = mark.span.end


def mark_problem(note: PrintNote, mark: PrintedShelfmark, message: str, path: str) -> Problem:
    line = note.line + note.text.count("\n", 0, mark.span.start)
    return Problem(path, line, "SHELFMARK-UNREAD", message, f"note {note.label}: {mark.span.of(note.text)}")

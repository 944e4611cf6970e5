"""Notes and calls brought together: which note each call calls, and the label of each."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from apparatus.importer.book import Join, LeftOut, PrintNote
from apparatus.importer.notes.bodies import NoteGroup, RawNote, read_section
from apparatus.importer.notes.markers import Calls, Marker, by_cell, choose, find_markers, unlinked_run
from apparatus.importer.notes.roundcalls import round_markers, settle
from apparatus.importer.settings import Settings
from apparatus.importer.text.drafts import DraftPart, NotesSection
from apparatus.importer.words import Vocabulary, compact, plain, title_only
from apparatus.model import Problem

Cells = dict[int, dict[int, tuple[int, str]]]
NEAR = 85
MANY = 5  # so many numbered items may be notes, though nothing calls them
ITEM = re.compile(r"(?:^\W*|(?<=[.!?”\"’)]\s))(?P<n>\d{1,3})[.)]?\s+(?=\W*[^\W\d_])")
LETTERS = "bcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Numbered:
    """The notes with their labels, and the calls of each cell of the text (counted through all parts)."""

    notes: tuple[PrintNote, ...]
    cells: Cells
    numbering: str
    joins: tuple[Join, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the text: the part that it stands in, its line and its markers."""

    part: str
    line: int
    text: str
    markers: tuple[Marker, ...] = field(default=())


def number_notes(
    parts: Sequence[DraftPart],
    sections: Sequence[NotesSection],
    words: Vocabulary,
    width: int,
    settings: Settings,
    path: str,
) -> Numbered:
    """Read the sections of notes and find the call of every note."""
    cells = cells_of(parts)
    printed = {text for part in parts for text in (part.heading.title, part.heading.text) if text}
    titles = {compact(text) for text in printed} | {title_only(text) for text in printed}
    groups: list[NoteGroup] = []
    joins: list[Join] = []
    left: list[LeftOut] = []
    for section in sections:
        last = max((n.number for g in groups for n in g.notes), default=0)
        read = read_section(section.lines, words, width, section.part, last, titles)
        groups += read.groups
        joins += read.joins
        left += read.left_out
    cells = _settled(cells, sum(len(group.notes) for group in groups))
    by_chapter = starts_again(groups, settings)
    scopes = _by_part(groups, parts, cells, sections) if by_chapter else [("", _one(groups))]
    notes: list[PrintNote] = []
    spans: Cells = {}
    problems: list[Problem] = []
    taken: set[str] = set()
    done: set[str] = set()
    for part, group in scopes:
        # a second count in one part calls nothing: which of the two a figure calls cannot be told
        own = [cell for cell in cells if not by_chapter or (cell.part == part and part not in done)]
        done.add(part)
        made = _scope(part, group, own, cells, path, taken)
        taken |= {note.label for note in made.notes}
        notes += made.notes
        spans |= made.cells
        problems += made.problems
    if by_chapter:
        problems += _uncounted({part for part, _ in scopes}, cells, path)
    problems += _unlinked(parts, cells, spans, path)
    numbering = "chapter" if by_chapter else "book"
    return Numbered(tuple(notes), spans, numbering, tuple(joins), tuple(left), tuple(problems))


def cells_of(parts: Sequence[DraftPart]) -> list[Cell]:
    """Return the cells of all parts in the order in which `read` writes them."""
    out: list[Cell] = []
    for part in parts:
        for unit in part.units:
            for text in (text for row in unit.rows for text in row):
                found = [*find_markers(len(out), text), *round_markers(len(out), text)]
                out.append(Cell(part.slug, unit.line, text, tuple(sorted(found, key=lambda m: m.start))))
    return out


def _settled(cells: Sequence[Cell], notes: int) -> list[Cell]:
    """Return the cells without what only looks like a call, now that it is known how many notes there are."""
    kept = settle([cell.markers for cell in cells], notes)
    return [replace(cell, markers=markers) for cell, markers in zip(cells, kept, strict=True)]


def starts_again(groups: Sequence[NoteGroup], settings: Settings) -> bool:
    """Tell whether the notes start again from 1 in each chapter."""
    if settings.numbering:
        return settings.numbering == "chapter"
    return sum(1 for group in groups if group.notes and group.notes[0].number == 1) > 1


def _one(groups: Sequence[NoteGroup]) -> tuple[RawNote, ...]:
    return tuple(note for group in groups for note in group.notes)


def _by_part(
    groups: Sequence[NoteGroup],
    parts: Sequence[DraftPart],
    cells: Sequence[Cell],
    sections: Sequence[NotesSection],
) -> list[tuple[str, tuple[RawNote, ...]]]:
    """Give each group its part: by sub-heading, by the chapter that it closes, else in the parts' order."""
    callers = [p.slug for p in parts if any(m.weight for c in cells if c.part == p.slug for m in c.markers)]
    free = list(callers)
    out: list[tuple[str, tuple[RawNote, ...]]] = []
    for group in groups:
        slug = _named(group.head, parts) or (group.part if len(sections) > 1 else "")
        if not slug or any(slug == taken for taken, _ in out):
            slug = free[0] if free else group.part
        out.append((slug, group.notes))
        if slug in free:
            free = free[free.index(slug) + 1 :]
    return out


def _named(head: str, parts: Sequence[DraftPart]) -> str:
    """Return the slug of the part that a sub-heading of the notes names."""
    if not head:
        return ""
    bare = re.sub(
        r"(?i)^(?:(?:end)?notes (?:to|for) (?:the )?|noter til |anmerkungen zu[mr]? )", "", plain(head)
    )
    for part in parts:
        names = {part.heading.title, part.heading.text}
        same = {compact(n) for n in names} | {title_only(n) for n in names} | {compact(part.slug)}
        if {compact(bare), title_only(bare)} & same or compact(bare) == compact(part.slug.replace("-", " ")):
            return part.slug
    scored = [(fuzz.ratio(compact(bare), compact(p.heading.title)), p.slug) for p in parts]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= NEAR else ""


def _scope(
    part: str,
    notes: Sequence[RawNote],
    own: Sequence[Cell],
    cells: Sequence[Cell],
    path: str,
    taken: Container[str],
) -> Numbered:
    """Bring together the notes and calls of one count; `taken` labels belong to others."""
    labels = _labels(part, notes, taken)
    numbers = frozenset(note.number for note in notes)
    calls = choose([m for cell in own for m in cell.markers], numbers)
    pairs = sorted(zip(notes, labels, strict=True), key=lambda pair: not pair[0].twice)
    first = {note.number: label for note, label in pairs}  # of two with one number, the one in its place
    called = {m.number: cells[m.unit].part for m in calls.calls}
    made = [
        PrintNote(
            label,
            str(n.number),
            "" if n.twice else called.get(n.number, ""),
            "\n\n".join(n.paragraphs),
            n.line,
        )
        for n, label in zip(notes, labels, strict=True)
    ]
    spans = by_cell(calls.calls, {m: first[m.number] for m in calls.calls})
    unsure = {m.number: _lines(calls.unsure, m.number, cells) for m in calls.unsure}
    problems = [*_note_problems(made, notes, unsure, path), *_call_problems(calls, cells, path)]
    return Numbered(tuple(made), spans, "", problems=tuple(problems))


def _labels(part: str, notes: Sequence[RawNote], taken: Container[str]) -> list[str]:
    """Return `12`, or `3-12` and `introduction-4`; a number that stands again gets a letter: `12b`."""
    chapter = re.fullmatch(r"chapter-(\d+)", part)
    lead = f"{chapter.group(1)}-" if chapter else (f"{part}-" if part else "")
    out: dict[int, str] = {}
    used: set[str] = set()
    # a note in its place has its number to itself, one that stands twice takes what is left
    for place in sorted(range(len(notes)), key=lambda place: notes[place].twice):
        stem = f"{lead}{notes[place].number}"
        letters = (f"{stem}{more}{letter}" for more in ("", *LETTERS) for letter in LETTERS)
        label = next(text for text in (stem, *letters) if text not in used and text not in taken)
        used.add(label)
        out[place] = label
    return [out[place] for place in range(len(notes))]


def _lines(unsure: Sequence[Marker], number: int, cells: Sequence[Cell]) -> str:
    """Say where a note may be called: `the call may be in line 12 or 40`."""
    lines = dict.fromkeys(str(cells[m.unit].line) for m in unsure if m.number == number)
    return f"the call may be in line {' or '.join(lines)}"


def _note_problems(
    made: Sequence[PrintNote], notes: Sequence[RawNote], unsure: Mapping[int, str], path: str
) -> list[Problem]:
    problems = []
    for note, raw in zip(made, notes, strict=True):
        if raw.twice:
            hint = f"kept as {note.label}"
            problems.append(Problem(path, note.line, "NOTE-TWICE", f"note {note.number} stands twice", hint))
        elif not note.part:
            message, hint = f"nothing calls note {note.label}", unsure.get(raw.number, "")
            problems.append(Problem(path, note.line, "NOTE-WITHOUT-CALL", message, hint))
        if raw.order:
            problems.append(Problem(path, note.line, "NOTE-ORDER", f"note {note.label} is out of order"))
    return problems


def _call_problems(calls: Calls, cells: Sequence[Cell], path: str) -> list[Problem]:
    def at(marker: Marker, code: str, message: str) -> Problem:
        return Problem(path, cells[marker.unit].line, code, message)

    late = [
        at(m, "NOTE-ORDER", f"note {m.number} is called out of order")
        for m in calls.calls
        if m in calls.out_of_order
    ]
    twice = [at(m, "NOTE-TWICE", f"note {m.number} is called twice") for m in calls.twice]
    missing = [
        at(m, "CALL-WITHOUT-NOTE", f"note {m.number} is called, but the print has none")
        for m in calls.missing
    ]
    return [*late, *twice, *missing]


def _uncounted(scoped: set[str], cells: Sequence[Cell], path: str) -> list[Problem]:
    """Return a problem for each call in a part that has no notes at all."""
    out = []
    for cell in cells:
        for marker in cell.markers if cell.part not in scoped else ():
            if marker.style in ("superscript", "caret") and marker.weight >= 1:
                message = f"note {marker.number} is called, but the part {cell.part} has no notes"
                out.append(Problem(path, cell.line, "CALL-WITHOUT-NOTE", message))
    return out


def _unlinked(
    parts: Sequence[DraftPart], cells: Sequence[Cell], spans: Cells, path: str
) -> Iterator[Problem]:
    """Yield a problem for each part that calls no note, but has figures or lines that count as notes do."""
    linked = {cells[unit].part for unit in spans}
    for part in (part for part in parts if part.slug not in linked):
        own = [cell for cell in cells if cell.part == part.slug]
        run = unlinked_run([m for cell in own for m in cell.markers if m.style in ("glued", "bracket")])
        line, last = _counted_lines(own)
        if run:
            numbers = f"{run[0].number} to {run[-1].number}"
            message = f"{part.slug} seems to call notes {numbers}, but they were not found"
            place = f"line {line} may begin them: " if last > 1 else ""
            hint = f"{place}a heading such as `Notes` must stand above them"
            yield Problem(path, cells[run[0].unit].line, "CALL-WITHOUT-NOTE", message, hint)
        elif last >= MANY and part.kind == "chapter":
            message = f"what counts from 1 to {last} in {part.slug} may be notes, but nothing calls them"
            hint = "a heading such as `Notes` must stand above notes"
            yield Problem(path, line, "NOTES-UNREAD", message, hint)


def _counted_lines(cells: Sequence[Cell]) -> tuple[int, int]:
    """Return where items begin that are numbered 1, 2, 3 ..., and the last number; 0 for none."""
    line = last = 0
    for cell in cells:
        for match in ITEM.finditer(cell.text):
            if int(match["n"]) == last + 1:
                line, last = line or cell.line, last + 1
    return line, last

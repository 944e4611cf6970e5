"""Sections of notes to notes: each definition with what goes on with it, in groups."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from apparatus.importer.book import Join, LeftOut
from apparatus.importer.notes.definitions import Definition, find_definitions
from apparatus.importer.text.inline import render
from apparatus.importer.text.line import Line
from apparatus.importer.text.pages import CITED, Piece, join
from apparatus.importer.words import LEAD_WORDS, Vocabulary, compact, ends_sentence, first_letter, plain

STRAY = re.compile(r"^\s*[-•]\s+")
TRAILING = re.compile(r"(?<=[.\])!?\"”])\s+[-•]$")  # the next line's list mark, slipped up


@dataclass(frozen=True, slots=True)
class RawNote:
    """A note as the section has it; `twice`: its number stood before, `order`: it is out of order."""

    number: int
    paragraphs: tuple[str, ...]
    line: int
    twice: bool = False
    order: bool = False


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """Notes that count on from one another; `head` is the sub-heading above them, empty for none."""

    head: str
    notes: tuple[RawNote, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Sections:
    """The groups of a section, and what was joined and left out."""

    groups: tuple[NoteGroup, ...]
    joins: tuple[Join, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def read_section(
    lines: Sequence[Line],
    words: Vocabulary,
    width: int,
    part: str = "",
    last: int = 0,
    titles: Container[str] = (),
) -> Sections:
    """Return the notes of a section.

    `last` is the number of the last note before it, where notes run on; `titles` are those of the book's
    parts, as `compact` and `title_only` have them: such a line heads notes.
    """
    chosen, starts = find_definitions(lines, width, last, titles)
    return _assemble(lines, chosen, starts, words, width, part, titles)


@dataclass(slots=True)
class _Assembly:
    """What is gathered while the lines are gone through, local to one call of `read_section`."""

    part: str
    groups: list[NoteGroup] = field(default_factory=list)
    notes: list[RawNote] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    head: str = ""
    at: Definition | None = None
    line: int = 0  # of the note that is being read

    def leave(self, line: Line, text: str, reason: str) -> None:
        """Record words that the edition does not carry over."""
        self.left.append(LeftOut(line.number, text, reason))

    def finish_note(self) -> None:
        """Put the note that has been read with the others of its group."""
        if self.at:
            text = tuple(render(TRAILING.sub("", p.text)) for p in self.pieces if p.text.strip())
            self.left += [
                LeftOut(p.last_line, "-", "list mark") for p in self.pieces if TRAILING.search(p.text)
            ]
            self.notes.append(RawNote(self.at.found.number, text, self.line, self.at.twice, self.at.order))
        self.at, self.pieces = None, []

    def finish_group(self, head: str) -> None:
        """Close the group of notes; the next one stands under `head`."""
        if self.notes:
            self.groups.append(NoteGroup(self.head, tuple(self.notes), self.part))
        self.notes, self.head = [], head

    def begin(self, definition: Definition, line: Line) -> None:
        """Begin a note."""
        self.at, self.line = definition, line.number
        if definition.found.mark:
            self.leave(line, "-", "list mark")
        self.pieces = [Piece(definition.found.text.strip(), line.number, line.number, line.breaks)]


def _assemble(
    lines: Sequence[Line],
    chosen: Mapping[int, Definition],
    starts: Container[int],
    words: Vocabulary,
    width: int,
    part: str,
    titles: Container[str],
) -> Sections:
    """Go through the lines: sub-headings, definitions, and what goes on with a note."""
    work = _Assembly(part)
    heads = _sub_heads(lines, chosen, titles)
    blank = False
    for i, line in enumerate(lines):
        if line.blank:
            blank = True
            continue
        if i in heads:
            work.leave(line, line.text.strip(), "heading in the notes")
            work.finish_note()
            work.finish_group(plain(line.text))
        elif i in chosen:
            work.finish_note()
            if i in starts and work.notes:
                work.finish_group("")
            work.begin(chosen[i], line)
        elif work.at is None:
            work.leave(line, line.text.strip(), "before the first note")
        else:
            made, omitted = _continue(work.pieces, line, words, after_blank=blank, width=width)
            work.joins += made
            work.left += omitted
        blank = False
    work.finish_note()
    work.finish_group("")
    return Sections(tuple(work.groups), tuple(work.joins), tuple(work.left))


def _sub_heads(lines: Sequence[Line], chosen: Mapping[int, Definition], titles: Container[str]) -> set[int]:
    """Find lines that stand alone above a note: `Chapter 2` among the notes of a book."""
    heads: set[int] = set()
    for i, line in enumerate(lines):
        if line.blank or i in chosen or len(line.text) > 120 or re.match(r"^\s*[-•]\s", line.text):
            continue
        after = next((j for j in range(i + 1, len(lines)) if not lines[j].blank), -1)
        above = next((x.text for x in reversed(lines[:i]) if not x.blank), "")
        alone = (i == 0 or lines[i - 1].blank) and not ends_sentence(line.text)
        titled = _is_head(line.text) or compact(line.text) in titles or bool(re.match(r"#+\s", line.text))
        starts = after in chosen and (chosen[after].found.number == 1 or titled)
        whole = not above or ends_sentence(above) or titled
        if (
            alone
            and starts
            and whole
            and first_letter(plain(line.text)).isalnum()
            and not first_letter(plain(line.text)).islower()
        ):
            heads.add(i)
    return heads


def _is_head(text: str) -> bool:
    return (
        bool(
            re.match(
                rf"(?i)\W*({LEAD_WORDS}|\d+\.\s+(?:kapitel|kapittel)|introduction|preface|epilogue|prologue"
                r"|conclusions?|(end)?notes to|einleitung|innledning|schluss|konklusjon)\b",
                text,
            )
        )
        and len(text) < 120
    )


def _continue(
    pieces: list[Piece], line: Line, words: Vocabulary, *, after_blank: bool, width: int
) -> tuple[list[Join], list[LeftOut]]:
    """Add a line to the note's paragraphs, in place: a new one, or the rest of the last one."""
    text = line.text.strip()
    whole = ends_sentence(pieces[-1].text) and not (
        CITED.search(pieces[-1].text) and re.match(r"\W*\d", text)
    )
    stray = STRAY.match(text)
    left = [LeftOut(line.number, "-", "list mark")] if stray else []
    text = STRAY.sub("", text)
    new = Piece(text, line.number, line.number, line.breaks)
    if pieces[-1].text and whole and not first_letter(text).islower() and (after_blank or not width):
        pieces.append(new)
        return [], left
    if not pieces[-1].text:
        pieces[-1] = new
        return [], left
    wrapped = bool(width) and not after_blank and not line.breaks
    if wrapped and not re.search(r"[^\W_][-\u00ad]$", pieces[-1].text):
        pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text} {text}", last_line=line.number)
        return [], left
    pieces[-1], made, omitted = join(pieces[-1], new, "note", words)
    return [made], [*left, *([omitted] if omitted else [])]

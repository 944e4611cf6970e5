"""The records between the stages: parts whose text still has the print's own markers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from apparatus.importer.book import Join, LeftOut, PrintEntry
from apparatus.importer.text.line import Line
from apparatus.model import Problem

BlockKind = Literal["heading", "paragraph", "quote", "list", "table"]
PartKind = Literal["front", "chapter", "back", "sources"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before its markers are read.

    `rows` has one cell for a heading or a paragraph, one row for each item or line of a list or
    quotation, and the cells of a table. `title` is the heading as the contents list has it.
    """

    kind: BlockKind
    rows: tuple[tuple[str, ...], ...]
    line: int
    level: int = 0
    page: str = ""
    title: str = ""
    headed: bool = False  # a table whose first row is its header

    @property
    def text(self) -> str:
        """The first cell: the whole text of a heading or a paragraph."""
        return self.rows[0][0]


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A file of `docs/` before its markers are read; its heading is a draft too."""

    slug: str
    kind: PartKind
    heading: Draft
    drafts: tuple[Draft, ...]

    @property
    def units(self) -> tuple[Draft, ...]:
        """The heading and the blocks, in the order of the text."""
        return (self.heading, *self.drafts)


@dataclass(frozen=True, slots=True)
class NotesSection:
    """The lines of a section of notes; `part` is the slug of the part that it closes, if any."""

    part: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a stage made of some blocks, and its records."""

    drafts: tuple[Draft, ...] = ()
    joins: tuple[Join, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """The print in parts, with its notes still unread."""

    parts: tuple[DraftPart, ...]
    notes: tuple[NotesSection, ...]
    bibliography: tuple[PrintEntry, ...]
    joins: tuple[Join, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()

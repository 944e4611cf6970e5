"""What the first three stages of the importer make of a print: pages joined, parts, notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from apparatus.model import Problem


@dataclass(frozen=True, slots=True)
class Join:
    """Text put together over a page break. `line` is the line (from 1) of the text's second half."""

    line: int
    kind: Literal["paragraph", "hyphen", "repeat", "note", "entry"]
    before: str  # the last words of the first half, as printed
    after: str  # the first words of the second half, as printed
    result: str  # the words where they meet, as joined


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the text that the edition does not carry over, and why."""

    line: int
    text: str
    reason: (
        str  # "contents list", "running head", "title page", "list mark", "repeated over a page break" ...
    )


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the edition will have it; `calls` are labels of notes called in it."""

    text: str  # inline Markdown, without calls
    level: int  # 1 for a part's title
    id: str
    page: str = ""  # the print's page, from the contents list
    calls: tuple[str, ...] = ()
    line: int = 0
    printed: str = ""  # as the text has it, markers and all; empty where the text has no such line


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a part, ready to be written: Markdown, with `[^label]` for each call."""

    kind: Literal["heading", "paragraph", "quote", "list", "table"]
    text: str  # Markdown of the whole block (for a heading: empty)
    line: int
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A file of `docs/`: a chapter, front or back matter."""

    slug: str  # "chapter-1", "introduction", "appendix-2", "authors-note"
    kind: Literal["front", "chapter", "back", "sources"]
    heading: Heading
    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True, slots=True)
class PrintNote:
    """An endnote as printed: paragraphs joined with a blank line, inline Markdown."""

    label: str
    number: str
    part: str  # slug of the part that calls it, empty where nothing calls it
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class PrintEntry:
    """An entry of the print's bibliography, joined, inline Markdown, without its list mark."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What the title page says; a field is empty where it does not."""

    title: str = ""
    subtitle: str = ""
    author: str = ""
    family_first: str = ""  # the author as `Family, Given`, where that is told
    year: str = ""
    publisher: str = ""
    place: str = ""
    series: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """The print, read: nothing of the text is lost, it stands in a field here or in `left_out`."""

    title_page: TitlePage
    parts: tuple[Part, ...]
    notes: tuple[PrintNote, ...]
    bibliography: tuple[PrintEntry, ...]
    joins: tuple[Join, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()  # what was guessed, as `import.yml` would name it

"""The text of a print to a `Book`: pages, contents, structure, notes, in this order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from apparatus.importer.book import Block, Book, Heading, LeftOut, Part, PrintNote
from apparatus.importer.language import language_of
from apparatus.importer.notes.labels import Cells, Numbered, number_notes
from apparatus.importer.settings import Settings
from apparatus.importer.structure.arrange import read_structure
from apparatus.importer.structure.authors import Evidence
from apparatus.importer.structure.contents import read_contents
from apparatus.importer.structure.parts import slugify
from apparatus.importer.structure.titlepage import read_title_page
from apparatus.importer.text.drafts import Draft, DraftPart
from apparatus.importer.text.inline import render
from apparatus.importer.text.line import Line
from apparatus.importer.text.lines import read_lines
from apparatus.importer.text.pages import wrapped_width
from apparatus.importer.words import compact, plain, vocabulary
from apparatus.model import Problem
from apparatus.slugs import unique

HEAD = "running head"
HEAD_NUMBER = re.compile(r"^\s*\d+\s+|\s+\d+\s*$")
MANY = 8  # so many running heads are named in a problem


def read_book(text: str, path: str, settings: Settings) -> Book:
    """Return the print, read: parts, notes, bibliography, and all that was joined, left out, or is wrong."""
    lines, left_out = read_lines(text, settings)
    width = wrapped_width(lines)
    words = vocabulary(line.text for line in lines)
    contents = read_contents(lines, settings)
    listed = lines[contents.start : contents.end]
    structure, front = read_structure(lines, contents, settings, words, width, path)
    heads = frozenset(compact(HEAD_NUMBER.sub("", left.text)) for left in left_out if left.reason == HEAD)
    evidence = Evidence(heads, words, tuple(entry.text for entry in structure.bibliography))
    title_page, front_left, unclear = read_title_page(front, settings, evidence, path)
    numbered = number_notes(structure.parts, structure.notes, words, width, settings, path)
    parts = tuple(_parts(structure.parts, numbered))
    return Book(
        title_page=title_page,
        parts=parts,
        notes=numbered.notes,
        bibliography=structure.bibliography,
        joins=(*structure.joins, *numbered.joins),
        left_out=_in_order(
            (*left_out, *_listed(listed), *front_left, *structure.left_out, *numbered.left_out)
        ),
        problems=(
            *structure.problems,
            *unclear,
            *numbered.problems,
            *_nothing(parts, numbered.notes, left_out, path),
        ),
        settings=(
            ("numbering", numbered.numbering),
            (
                "language",
                settings.language or language_of(block.text for part in parts for block in part.blocks),
            ),
        ),
    )


def _in_order(left: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    return tuple(sorted(left, key=lambda item: item.line))


def _listed(lines: Sequence[Line]) -> list[LeftOut]:
    return [LeftOut(line.number, line.text.strip(), "contents list") for line in lines if not line.blank]


def _nothing(
    parts: Sequence[Part], notes: Sequence[PrintNote], left_out: Sequence[LeftOut], path: str
) -> list[Problem]:
    problems = []
    heads = _heads_left_out(left_out)
    if not notes:
        hint = "a heading such as `Notes` above lines such as `1 text`; see `notes` in import.yml" + heads
        problems.append(Problem(path, 0, "NO-NOTES", "no notes were found in the text", hint))
    if not any(part.kind == "chapter" for part in parts):
        hint = "a contents list, or headings such as `Chapter 1`, `1. Title` or `# Title`" + heads
        problems.append(Problem(path, 0, "NO-CHAPTERS", "no chapters were found in the text", hint))
    return problems


def _heads_left_out(left_out: Sequence[LeftOut]) -> str:
    """Name the lines that were taken for running heads: a heading may be among them."""
    lines: dict[str, int] = {}
    for left in left_out:
        if left.reason == HEAD:
            lines.setdefault(left.text, left.line)
    named = [f"`{text}` (line {line})" for text, line in list(lines.items())[:MANY]]
    more = ", ..." if len(lines) > MANY else ""
    said = f"; left out as running heads: {', '.join(named)}{more}; write `# ` before one that is a heading"
    return (said if named else "") + "; running heads that stay in the text can be named as `page_marks`"


def _parts(drafts: Sequence[DraftPart], numbered: Numbered) -> list[Part]:
    """Write each part's blocks, with the calls of its cells in their places."""
    parts: list[Part] = []
    cell = 0
    for draft in drafts:
        blocks: list[Block] = []
        ids: set[str] = set()
        for unit in draft.units:
            block, cell = _block(unit, cell, numbered.cells, ids)
            blocks.append(block)
        heading = blocks[0].heading
        if heading:
            parts.append(Part(draft.slug, draft.kind, heading, tuple(blocks[1:]), heading.line))
    return parts


def _block(draft: Draft, cell: int, cells: Cells, ids: set[str]) -> tuple[Block, int]:
    """Return a block as Markdown, and the number of the next cell."""
    rows: list[list[str]] = []
    first = cell
    for row in draft.rows:
        paragraph = draft.kind not in ("table", "heading")
        rows.append([render(text, cells.get(cell + i), paragraph=paragraph) for i, text in enumerate(row)])
        cell += len(row)
    if draft.kind == "heading":
        calls = tuple(label for _, (_, label) in sorted(cells.get(first, {}).items()))
        heading = _heading(draft, calls, cells.get(first, {}), ids)
        return Block("heading", "", draft.line, heading), cell
    if draft.kind == "table":
        return Block("table", _table(rows, headed=draft.headed), draft.line), cell
    return Block(draft.kind, WRITERS[draft.kind](rows), draft.line), cell


def _heading(
    draft: Draft, calls: tuple[str, ...], spans: dict[int, tuple[int, str]], ids: set[str]
) -> Heading:
    bare = draft.title or _without(draft.text, spans)
    text = render(_upright(_without_own_marks(bare, draft, spans)), paragraph=False)
    name = unique(slugify(plain(text)) or "section", ids)
    ids.add(name)
    return Heading(text, draft.level, name, draft.page, calls, draft.line, draft.text)


def _without_own_marks(text: str, draft: Draft, spans: dict[int, tuple[int, str]]) -> str:
    """Take calls out of a title that is the printed heading itself."""
    if draft.text in text:
        return text.replace(draft.text, _without(draft.text, spans), 1).strip()
    for start, (end, _) in spans.items():
        text = text.replace(draft.text[start:end], "", 1)
    return text.strip()


def _upright(text: str) -> str:
    """Take marks off that set a heading in italics or bold as a whole."""
    bare = text.strip()
    while len(bare) > 2 and bare[0] == bare[-1] == "*" and "*" not in bare.strip("*"):
        bare = bare[1:-1]
    return bare


def _without(text: str, spans: dict[int, tuple[int, str]]) -> str:
    for start in sorted(spans, reverse=True):
        text = text[:start] + text[spans[start][0] :]
    return text.strip()


def _paragraph(rows: list[list[str]]) -> str:
    return rows[0][0]


def _list(rows: list[list[str]]) -> str:
    return "\n".join(f"- {row[0]}" for row in rows)


def _quote(rows: list[list[str]]) -> str:
    """Write a quotation; several lines are kept: two spaces at a line's end break it."""
    return "  \n".join(f"> {row[0]}" for row in rows)


def _table(rows: list[list[str]], *, headed: bool) -> str:
    """Write a pipe table; where the print sets no header row, the table's is empty."""
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    width = len(escaped[0]) if escaped else 1
    body = escaped if headed else [[" "] * width, *escaped]
    first, *rest = ["| " + " | ".join(row) + " |" for row in body]
    return "\n".join([first, "|" + " --- |" * width, *rest])


WRITERS = {"paragraph": _paragraph, "list": _list, "quote": _quote}

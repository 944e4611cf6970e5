"""The lines of the print's bibliography to entries, one text each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from apparatus.importer.book import Join, LeftOut, PrintEntry
from apparatus.importer.text.inline import render
from apparatus.importer.text.line import Line
from apparatus.importer.text.pages import Piece, RawBlock, join, unopened, unwrap
from apparatus.importer.words import Vocabulary, first_letter, plain
from apparatus.importer.works.boundaries import (
    SAME_AUTHOR,
    YEAR,
    begins,
    goes_on,
    has_names_first,
    is_cut,
)

MARK = re.compile(r"^\s*(?:[-•–—*+]|\d{1,3}[.)]|\[\d{1,3}\])\s+(?!\s)")
MAX_HEADING = 60


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries in the order of the print, with what was joined and left out."""

    entries: tuple[PrintEntry, ...]
    joins: tuple[Join, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def read_entries(blocks: Sequence[RawBlock], words: Vocabulary, width: int) -> Entries:
    """Return the entries of the blocks: what a page break cut is joined, lost emphasis is set again."""
    joins: list[Join] = []
    left: list[LeftOut] = []
    pieces: list[Piece] = []
    for lines in (group for block in blocks for group in _groups(block, width)):
        made = unwrap(lines, words)
        joins += made.joins
        left += made.left_out
        piece, mark = _without_mark(made.piece)
        left += mark
        if not pieces or not _continues(pieces[-1], piece):
            pieces.append(piece)
            continue
        whole, joint, omitted = join(pieces[-1], piece, "entry", words)
        pieces[-1] = whole
        joins.append(joint)
        left += [omitted] if omitted else []
    entries, heads = _parted(pieces)
    return Entries(entries, tuple(joins), (*left, *heads))


def _groups(block: RawBlock, width: int) -> list[tuple[Line, ...]]:
    """Part a block into entries: by line, by list mark, or by hanging indent where lines are wrapped."""
    if len(block.lines) == 1:
        return [block.lines]
    marked = any(MARK.match(line.text) for line in block.lines)
    hanging = len({line.indent > 1 for line in block.lines}) == 2
    groups: list[list[Line]] = []
    for line in block.lines:
        if not groups or _begins(line, groups[-1], marked=marked, hanging=hanging, width=width):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [tuple(group) for group in groups]


def _begins(line: Line, group: list[Line], *, marked: bool, hanging: bool, width: int) -> bool:
    if marked and width:
        return bool(MARK.match(line.text))
    if not width:
        return True
    if hanging:
        return line.indent <= 1
    return begins(line.text.strip(), " ".join(one.text.strip() for one in group)) or _after_short_line(
        line.text.strip(), group[-1].text.rstrip(), width
    )


def _after_short_line(text: str, above: str, width: int) -> bool:
    """Tell whether the line above is short because an entry ends there, not for want of room."""
    word = text.split(maxsplit=1)[0]
    return (
        len(above) < width * 0.75
        and len(above) + 1 + len(word) < width
        and bool(re.search(r"(?:[.)\];]|\d[-–]\d+)$", above))
        and first_letter(text).isupper()
        and not goes_on(text)
    )


def _without_mark(piece: Piece) -> tuple[Piece, list[LeftOut]]:
    """Take the list mark off; where it ate an emphasis mark, set that again."""
    match = MARK.match(piece.text)
    if not match or YEAR.match(match.group().strip(" .)")):
        return piece, []
    return replace(piece, text=piece.text[match.end() :]), [
        LeftOut(piece.line, match.group().strip(), "list mark")
    ]


def _continues(before: Piece, piece: Piece) -> bool:
    """Tell whether a line goes on with the entry before: in small letters, or cut within it."""
    text, above = piece.text.strip(), before.text.rstrip()
    if SAME_AUTHOR.match(text) or _is_heading(text) or _is_heading(above):
        return False
    if unopened(text) and above.endswith("*"):
        return True
    if goes_on(text) or (is_cut(above) and not has_names_first(text, above)):
        return True
    if first_letter(text).islower() and not _particle(text):
        return not above.endswith(".") or not YEAR.search(text)
    whole = above.endswith((".", ")", "]", "!", "?", '"', "”")) or bool(re.search(r"\d$", above))
    return not whole and not YEAR.search(text) and bool(YEAR.search(above))


def _particle(text: str) -> bool:
    """`de Gaulle, Charles 1954` begins an entry in small letters."""
    return bool(re.match(r"(?:de|von|van|der|den|du|la|le|al|el|af|ter|bin|ibn)\b[-\s]", text)) and bool(
        YEAR.search(text)
    )


def _is_heading(text: str) -> bool:
    bare = plain(text)
    return (
        len(bare) < MAX_HEADING
        and not YEAR.search(bare)
        and not bare.endswith((".", ",", ";"))
        and "*" not in text
    )


def _parted(pieces: Sequence[Piece]) -> tuple[tuple[PrintEntry, ...], list[LeftOut]]:
    """Set the small headings (`Articles`, `Books`) apart from the entries."""
    entries: list[PrintEntry] = []
    heads: list[LeftOut] = []
    for i, piece in enumerate(pieces):
        if _is_heading(piece.text) and i + 1 < len(pieces) and not _is_heading(pieces[i + 1].text):
            heads.append(LeftOut(piece.line, piece.text, "heading in the bibliography"))
        else:
            entries.append(PrintEntry(render(_repaired(piece.text)), piece.line))
    return tuple(entries), heads


def _repaired(text: str) -> str:
    return f"*{text}" if unopened(text) else text

"""The shape of a block: what its lines look like, before it is known what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from apparatus.importer.text.line import Line
from apparatus.importer.text.pages import Piece
from apparatus.importer.words import ends_sentence, first_letter, plain

Shape = Literal["table", "pipe", "bullets", "quote", "marked", "roster", "prose"]
BULLET = re.compile(r"^\s*[-*•–+]\s+")
PIPE = re.compile(r"^\s*(?:[-*]\s+)?\|.*\|\s*$")
PIPE_RULE = re.compile(r"^[\s|:-]+$")
COLUMNS = re.compile(r"\S\s{3,}\S")
MAX_ITEM = 120  # the middling line of a list is shorter
SHORT = 70
INDENT = 2
FEW_WORDS = 7  # a longer line that ends with a stop is a sentence, no item


@dataclass(frozen=True, slots=True)
class Shaped:
    """A stretch with its shape: a piece for prose and quotations, lines for what keeps them."""

    shape: Shape
    lines: tuple[Line, ...]
    piece: Piece


def split_indents(lines: tuple[Line, ...], width: int) -> tuple[tuple[Line, ...], ...]:
    """Part a wrapped block where a first-line indent begins a paragraph, and around indented runs."""
    if not width or len(lines) < 2 or any("\t" in line.text or PIPE.match(line.text) for line in lines):
        return (lines,)
    if all(line.indent >= INDENT for line in lines) or any(BULLET.match(line.text) for line in lines):
        return (lines,)
    if all(line.indent < INDENT for line in lines[1:]):
        return (lines,)
    groups: list[list[Line]] = [[lines[0]]]
    for i, line in enumerate(lines[1:], 1):
        before = lines[i - 1].indent >= INDENT
        here = line.indent >= INDENT
        # One indented line begins a paragraph; two or more are a quotation.
        run = here and before and len(groups[-1]) >= 1 and all(x.indent >= INDENT for x in groups[-1])
        leaves = not here and before and len(groups[-1]) > 1 and all(x.indent >= INDENT for x in groups[-1])
        if (here and not run) or leaves:
            groups.append([line])
        else:
            groups[-1].append(line)
    return tuple(tuple(group) for group in groups)


def shape_of(lines: tuple[Line, ...], width: int) -> Shape:
    """Tell what the lines of a block look like; `width` as in `Context`."""
    texts = [line.text for line in lines]
    bodies = [t for t in texts if not (PIPE_RULE.match(t) and "|" in t)]
    if any(PIPE.match(t) for t in texts) and all("|" in t for t in bodies or texts):
        return "pipe"
    tabbed = sum("\t" in t.strip() for t in texts)
    if tabbed and tabbed >= len(texts) * 0.6:
        return "table"
    if len(texts) > 1 and all(COLUMNS.search(t.strip()) for t in texts):
        return "table"
    if BULLET.match(texts[0]) and (width or all(BULLET.match(t) for t in texts)):
        return "bullets"
    if all(t.lstrip().startswith(">") for t in texts):
        return "marked"
    if all(line.indent >= INDENT for line in lines) and (len(lines) > 1 or not width):
        return "quote"
    return "roster" if len(lines) > 1 and _keeps_lines(lines, width) else "prose"


def _keeps_lines(lines: tuple[Line, ...], width: int) -> bool:
    if not width and len(lines) == 2 and heads_paragraph(lines[0].text, lines[1].text):
        return False
    lengths = sorted(len(line.text.strip()) for line in lines)
    if width:
        return lengths[-1] < width * 0.7
    return lengths[len(lengths) // 2] < MAX_ITEM


def heads_paragraph(first: str, second: str) -> bool:
    """Tell a heading with its paragraph from two items: the second is a sentence, the first is none."""
    words = len(plain(second).split())
    title = (
        len(plain(first)) < SHORT and not ends_sentence(first) and not plain(first).endswith((",", ";", ":"))
    )
    return title and words > FEW_WORDS and ends_sentence(second) and not first_letter(second).islower()


def is_verse(lines: tuple[Line, ...], width: int) -> bool:
    """Tell whether the lines of a quotation are short enough to be verse."""
    lengths = [len(line.text.strip()) for line in lines[:-1]]
    return max(lengths) < (width * 0.6 if width else SHORT)


def whole(lines: tuple[Line, ...]) -> Piece:
    """Return the lines as one piece, with a space between two of them."""
    text = " ".join(line.text.strip() for line in lines)
    return Piece(text, lines[0].number, lines[-1].number, lines[0].breaks)

"""The blocks of a section: paragraphs, quotations, lists, tables and the small headings among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from apparatus.importer.book import Join, LeftOut
from apparatus.importer.structure.shapes import BULLET, Shaped, is_verse, shape_of, split_indents, whole
from apparatus.importer.structure.subheads import MAX_TITLE, with_headings
from apparatus.importer.text.drafts import Built, Draft
from apparatus.importer.text.line import Line
from apparatus.importer.text.pages import LONG, RawBlock, is_cut, join, unwrap
from apparatus.importer.words import Vocabulary, bare_end, ends_sentence

# what closes a quotation: a call, and in round brackets one after a stop or a quotation mark
CLOSING_CALL = re.compile(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]|\^|\[\^?\d+\]|[.!?…\"”“’‘»«›‹]\s?\(\d{1,3}\))\W*$")


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole text tells: the width at which lines are wrapped (0: they are not), and its words."""

    width: int
    words: Vocabulary
    has_sections: bool = False  # the contents list names sections of this part


def build(raw: Sequence[RawBlock], context: Context) -> Built:
    """Return the drafts of a section's blocks, with what was joined and what was left out."""
    shaped: list[Shaped] = []
    joins: list[Join] = []
    left: list[LeftOut] = []
    for block in raw:
        for lines in split_indents(block.lines, context.width):
            item, made, out = _shape(lines, context)
            left += out
            joins += made
            shaped += _spread(item, context)
    merged, more, omitted = _merge(shaped, context)
    drafts = with_headings(merged, has_sections=context.has_sections)
    return Built(tuple(_quotations(drafts)), (*joins, *more), (*left, *omitted))


def _shape(lines: tuple[Line, ...], context: Context) -> tuple[Shaped, list[Join], list[LeftOut]]:
    shape = shape_of(lines, context.width)
    if shape in ("prose", "quote", "marked"):
        bare = tuple(replace(line, text=re.sub(r"^\s*>\s?", "", line.text)) for line in lines)
        if shape != "prose" and len(bare) > 1 and is_verse(bare, context.width):
            return Shaped(shape, bare, whole(bare)), [], []
        if shape == "prose" and len(lines) > 1 and not context.width:
            return Shaped(shape, lines, whole(lines)), [], []  # a paragraph a line
        joined = unwrap(bare, context.words)
        return Shaped(shape, lines[:1], joined.piece), list(joined.joins), list(joined.left_out)
    return Shaped(shape, lines, whole(lines)), [], []


def _spread(item: Shaped, context: Context) -> list[Shaped]:
    """Give each line of an unwrapped block that is no list a paragraph of its own."""
    if item.shape == "bullets" and len(item.lines) == 1 and not context.width:
        return [item]
    if item.shape != "prose" or context.width or len(item.lines) < 2:
        return [item]
    return [Shaped("prose", (line,), whole((line,))) for line in item.lines]


def _merge(shaped: Sequence[Shaped], context: Context) -> tuple[list[Shaped], list[Join], list[LeftOut]]:
    """Join what a page break cut: paragraphs, quotations, lists."""
    out: list[Shaped] = []
    joins: list[Join] = []
    left: list[LeftOut] = []
    for printed in shaped:
        before = out[-1] if out else None
        item, mark = _without_stray_mark(printed, before)
        left += mark
        if before and _same_run(before, item) and is_cut(before.piece, item.piece, context.words):
            piece, made, omitted = join(before.piece, item.piece, "paragraph", context.words)
            out[-1] = replace(before, piece=piece)
            joins.append(made)
            left += [omitted] if omitted else []
        elif before and item.shape == before.shape and item.shape in ("roster", "bullets", "table", "pipe"):
            out[-1] = Shaped(item.shape, before.lines + item.lines, before.piece)
        else:
            out.append(item)
    return out, joins, left


def _same_run(before: Shaped, item: Shaped) -> bool:
    runs = ("prose", "quote", "marked")
    if before.shape not in runs or item.shape not in runs:
        return False
    if before.shape != item.shape:
        return False
    return len(before.lines) == 1 and len(item.lines) == 1


def _without_stray_mark(item: Shaped, before: Shaped | None) -> tuple[Shaped, list[LeftOut]]:
    """Take the list mark off a line that goes on with the paragraph before."""
    if item.shape != "bullets" or len(item.lines) > 1 or not before or before.shape != "prose":
        return item, []
    if ends_sentence(before.piece.text) or bare_end(before.piece.text).endswith(":"):
        return item, []
    bare = BULLET.sub("", item.piece.text)
    return Shaped("prose", item.lines, replace(item.piece, text=bare)), [
        LeftOut(item.piece.line, "-", "list mark")
    ]


def _quotations(drafts: Sequence[Draft]) -> list[Draft]:
    """Make a quotation of a paragraph that an unfinished sentence leads in and a note call closes.

    Prints set such paragraphs off by their margin, which plain text loses.
    """
    out: list[Draft] = []
    for draft in drafts:
        before = out[-1] if out else None
        led = (
            before
            and before.kind == "paragraph"
            and not ends_sentence(before.text)
            and len(before.text) > LONG
        )
        called = CLOSING_CALL.search(draft.text) if draft.rows else None
        italic = re.fullmatch(r"\*[^*]{80,}\*\W*[⁰¹²³⁴⁵⁶⁷⁸⁹]*", draft.text) if draft.rows else None
        quoted = draft.kind == "paragraph" and len(draft.text) > MAX_TITLE and ((led and called) or italic)
        out.append(replace(draft, kind="quote") if quoted else draft)
    return out

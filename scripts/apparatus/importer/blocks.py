"""The blocks of a section: paragraphs, quotations, lists, tables and the small headings among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from apparatus.importer.book import Join, LeftOut
from apparatus.importer.drafts import Built, Draft
from apparatus.importer.lines import Line
from apparatus.importer.pages import LONG, Piece, RawBlock, asks_for_more, is_cut, join, unwrap
from apparatus.importer.words import Vocabulary, bare_end, ends_sentence, first_letter, plain

Shape = Literal["table", "pipe", "bullets", "quote", "marked", "roster", "prose"]
BULLET = re.compile(r"^\s*[-*•–+]\s+")
PIPE = re.compile(r"^\s*(?:[-*]\s+)?\|.*\|\s*$")
RULE_ROW = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|?)+\s*$")
PIPE_RULE = re.compile(r"^[\s|:-]+$")
COLUMNS = re.compile(r"\S\s{3,}\S")
DATE_HEADING = re.compile(
    r"(?:\d{1,2}\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+)?"
    r"\d{4}(?:\s?[/–-]\s?\d{1,4})?(?:\s*\([^)]*\))?"
)
MAX_TITLE = 90
MAX_ITEM = 120  # the middling line of a list is shorter
SENTENCE = re.compile(r"[^\W\d_]{4,}\.\s+[A-Z]")  # a heading holds no whole sentence and more
SHORT = 70
INDENT = 2
FEW_WORDS = 7  # a longer line that ends with a stop is a sentence, no item


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole text tells: the width at which lines are wrapped (0: they are not), and its words."""

    width: int
    words: Vocabulary
    has_sections: bool = False  # the contents list names sections of this part


@dataclass(frozen=True, slots=True)
class Shaped:
    """A stretch with its shape: a piece for prose and quotations, lines for what keeps them."""

    shape: Shape
    lines: tuple[Line, ...]
    piece: Piece


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
    drafts = _headings(merged, context)
    return Built(tuple(_quotations(drafts)), (*joins, *more), (*left, *omitted))


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


def _shape(lines: tuple[Line, ...], context: Context) -> tuple[Shaped, list[Join], list[LeftOut]]:
    shape = shape_of(lines, context.width)
    if shape in ("prose", "quote", "marked"):
        bare = tuple(replace(line, text=re.sub(r"^\s*>\s?", "", line.text)) for line in lines)
        if shape != "prose" and len(bare) > 1 and _verse(bare, context.width):
            return Shaped(shape, bare, _whole(bare)), [], []
        if shape == "prose" and len(lines) > 1 and not context.width:
            return Shaped(shape, lines, _whole(lines)), [], []  # a paragraph a line
        joined = unwrap(bare, context.words)
        return Shaped(shape, lines[:1], joined.pieces[0]), list(joined.joins), list(joined.left_out)
    return Shaped(shape, lines, _whole(lines)), [], []


def _whole(lines: tuple[Line, ...]) -> Piece:
    text = " ".join(line.text.strip() for line in lines)
    return Piece(text, lines[0].number, lines[-1].number, lines[0].breaks)


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
    if not width and len(lines) == 2 and _heads(lines[0].text, lines[1].text):
        return False
    lengths = sorted(len(line.text.strip()) for line in lines)
    if width:
        return lengths[-1] < width * 0.7
    return lengths[len(lengths) // 2] < MAX_ITEM


def _heads(first: str, second: str) -> bool:
    """Tell a heading with its paragraph from two items: the second is a sentence, the first is none."""
    words = len(plain(second).split())
    title = (
        len(plain(first)) < SHORT and not ends_sentence(first) and not plain(first).endswith((",", ";", ":"))
    )
    return title and words > FEW_WORDS and ends_sentence(second) and not first_letter(second).islower()


def _verse(lines: tuple[Line, ...], width: int) -> bool:
    lengths = [len(line.text.strip()) for line in lines[:-1]]
    return max(lengths) < (width * 0.6 if width else SHORT)


def _spread(item: Shaped, context: Context) -> list[Shaped]:
    """Give each line of an unwrapped block that is no list a paragraph of its own."""
    if item.shape == "bullets" and len(item.lines) == 1 and not context.width:
        return [item]
    if item.shape != "prose" or context.width or len(item.lines) < 2:
        return [item]
    return [Shaped("prose", (line,), _whole((line,))) for line in item.lines]


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


def _headings(items: Sequence[Shaped], context: Context) -> list[Draft]:
    dated = any(_is_date(item) for item in items)
    small = 2 if not dated and not context.has_sections else 3
    heads = _known_heads(items)
    drafts: list[Draft] = []
    for i, item in enumerate(items):
        before = items[i - 1] if i else None
        after = items[i + 1] if i + 1 < len(items) else None
        if _is_date(item):
            drafts.append(_heading(item.piece, 2 if dated and not context.has_sections else 3))
        elif _is_title(item, before, after, items):
            drafts.append(_heading(item.piece, small))
        elif item.shape == "roster" and _labels(item.lines[0].text, heads):
            drafts.append(_heading(_whole(item.lines[:1]), small))
            drafts.append(_draft(replace(item, lines=item.lines[1:])))
        else:
            drafts.append(_draft(item))
    return drafts


def _heading(piece: Piece, level: int) -> Draft:
    return Draft("heading", ((piece.text,),), piece.line, level)


def _is_date(item: Shaped) -> bool:
    return item.shape == "prose" and bool(DATE_HEADING.fullmatch(plain(item.piece.text)))


def _is_title(item: Shaped, before: Shaped | None, after: Shaped | None, items: Sequence[Shaped]) -> bool:
    """Tell whether a line standing alone is a heading: short, without a stop, above something longer."""
    text = plain(item.piece.text)
    if (
        item.shape != "prose"
        or item.piece.line != item.piece.last_line
        or not 1 < len(text) <= MAX_TITLE
        or not after
    ):
        return False
    if ends_sentence(text) and not text.endswith("?"):
        return False
    if asks_for_more(text) or SENTENCE.search(text):
        return False
    if not (first_letter(text).isupper() or first_letter(text).isdigit()) or text.endswith((",", ";")):
        return False
    open_above = before and before.shape == "prose" and not ends_sentence(before.piece.text)
    if before and open_above and len(before.piece.text) > MAX_TITLE and after.shape == "prose":
        return False
    if text.endswith(":"):
        return before is None and after.shape != "quote"
    return _stands_over(after, items)


def _stands_over(after: Shaped, items: Sequence[Shaped]) -> bool:
    if after.shape in ("roster", "bullets", "table", "pipe"):
        return True
    if after.shape != "prose":
        return False
    rosters = any(item.shape == "roster" for item in items)
    above = items[items.index(after) - 1]
    if above.lines[0].number + 1 == after.lines[0].number and _heads(above.piece.text, after.piece.text):
        return True
    capitals = above.piece.text.isupper() and ends_sentence(after.piece.text)
    longer = capitals or (len(after.piece.text) > MAX_ITEM and not first_letter(after.piece.text).islower())
    return longer or (rosters and after is items[-1])


def _known_heads(items: Sequence[Shaped]) -> tuple[str, ...]:
    """Return the short lines that stand alone above a list: what such lines say elsewhere, they say here."""
    return tuple(
        plain(a.piece.text).casefold()
        for a, b in pairwise(items)
        if a.shape == "prose" and b.shape == "roster" and len(a.piece.text) < MAX_TITLE and not _is_date(a)
    )


def _labels(text: str, heads: Sequence[str]) -> bool:
    """Tell whether a list's first line is its heading: set in italics, ending in a colon, or known as one."""
    bare = plain(text)
    marked = re.sub(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^\d+\^|\[\^?\d+\])$", "", text.strip())
    if bare.endswith(":") or re.fullmatch(r"\*[^*]+\*:?", marked):
        return True
    return len(bare) < SHORT and any(
        len(h) > 4 and re.search(rf"\b{re.escape(h)}\b", bare.casefold()) for h in heads
    )


def _draft(item: Shaped) -> Draft:
    line = item.piece.line
    if item.shape == "table":
        return Draft("table", _square([_cells(x.text) for x in item.lines]), line)
    if item.shape == "pipe":
        rows = [_pipe_cells(x.text) for x in item.lines if not RULE_ROW.match(x.text)]
        headed = len(item.lines) > 1 and any(rows[0]) and bool(RULE_ROW.match(item.lines[1].text))
        return Draft("table", _square([r for r in rows if any(r)]), line, headed=headed)
    if item.shape == "bullets":
        return Draft("list", tuple((text,) for text in _items(item.lines)), line)
    if item.shape == "roster":
        return Draft("list", tuple((x.text.strip(),) for x in item.lines), line)
    if item.shape in ("quote", "marked"):
        verse = len(item.lines) > 1
        kept = _carried([x.text.strip() for x in item.lines]) if verse else [item.piece.text]
        return Draft("quote", tuple((text,) for text in kept), line)
    return Draft("paragraph", ((item.piece.text,),), line)


def _carried(lines: Sequence[str]) -> list[str]:
    """Close an emphasis that runs over the lines of a verse at each line's end, and open it again."""
    out: list[str] = []
    is_open = False
    for text in lines:
        marked = f"*{text}" if is_open else text
        is_open = marked.count("*") % 2 == 1 and "**" not in marked
        out.append(f"{marked}*" if is_open else marked)
    return out if not is_open else list(lines)


def _cells(text: str) -> tuple[str, ...]:
    split = re.split(r"\s*\t\s*", text.strip()) if "\t" in text.strip() else re.split(r"\s{3,}", text.strip())
    return tuple(cell.strip() for cell in split)


def _pipe_cells(text: str) -> tuple[str, ...]:
    bare = BULLET.sub("", text).strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", bare))


def _square(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    width = max((len(row) for row in rows), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def _items(lines: Sequence[Line]) -> list[str]:
    items: list[str] = []
    for line in lines:
        if BULLET.match(line.text) or not items:
            items.append(BULLET.sub("", line.text).strip())
        else:
            items[-1] += f" {line.text.strip()}"
    return items


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
        called = re.search(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]|\^|\[\^?\d+\])\W*$", draft.text) if draft.rows else None
        italic = re.fullmatch(r"\*[^*]{80,}\*\W*[⁰¹²³⁴⁵⁶⁷⁸⁹]*", draft.text) if draft.rows else None
        quoted = draft.kind == "paragraph" and len(draft.text) > MAX_TITLE and ((led and called) or italic)
        out.append(replace(draft, kind="quote") if quoted else draft)
    return out

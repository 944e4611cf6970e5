"""The small headings of a section: dates, titles, and the labels of lists, told from the text below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from apparatus.importer.structure.rows import draft_of
from apparatus.importer.structure.shapes import MAX_ITEM, SHORT, Shaped, heads_paragraph, whole
from apparatus.importer.text.drafts import Draft
from apparatus.importer.text.pages import Piece, asks_for_more
from apparatus.importer.words import ends_sentence, first_letter, plain

DATE_HEADING = re.compile(
    r"(?:\d{1,2}\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+)?"
    r"\d{4}(?:\s?[/–-]\s?\d{1,4})?(?:\s*\([^)]*\))?"
)
MAX_TITLE = 90
SENTENCE = re.compile(r"[^\W\d_]{4,}\.\s+[A-Z]")  # a heading holds no whole sentence and more


def with_headings(items: Sequence[Shaped], *, has_sections: bool) -> list[Draft]:
    """Return the drafts of a section's blocks; `has_sections` as in `blocks.Context`."""
    dated = any(_is_date(item) for item in items)
    small = 2 if not dated and not has_sections else 3
    heads = _known_heads(items)
    drafts: list[Draft] = []
    for i, item in enumerate(items):
        before = items[i - 1] if i else None
        after = items[i + 1] if i + 1 < len(items) else None
        if _is_date(item):
            drafts.append(_heading(item.piece, 2 if dated and not has_sections else 3))
        elif _is_title(item, before, after, items):
            drafts.append(_heading(item.piece, small))
        elif item.shape == "roster" and _labels(item.lines[0].text, heads):
            drafts.append(_heading(whole(item.lines[:1]), small))
            drafts.append(draft_of(replace(item, lines=item.lines[1:])))
        else:
            drafts.append(draft_of(item))
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
    if above.lines[0].number + 1 == after.lines[0].number and heads_paragraph(
        above.piece.text, after.piece.text
    ):
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

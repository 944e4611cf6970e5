"""A shaped block as a draft: its cells, items or lines, as rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from apparatus.importer.structure.shapes import BULLET, Shaped
from apparatus.importer.text.drafts import Draft
from apparatus.importer.text.line import Line

RULE_ROW = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|?)+\s*$")


def draft_of(item: Shaped) -> Draft:
    """Return the draft of a block: a table's cells, a list's items, a verse's lines, or one text."""
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

"""What the title page says: title, author, year, publisher, place, series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from apparatus.importer.book import LeftOut, TitlePage
from apparatus.importer.settings import Settings
from apparatus.importer.structure.authors import Evidence, author_of, family_first, is_author
from apparatus.importer.structure.imprints import COPYRIGHT, SERIES, STATEMENT, Imprint, imprint_of
from apparatus.importer.text.pages import RawBlock
from apparatus.importer.words import compact, plain
from apparatus.model import Problem

BY = re.compile(r"(?i)^(?:(?:written\s+)?by|von|av)\s+")
FIELDS = ("title", "subtitle", "author", "year", "publisher", "place", "series")
TITLED = 2  # so many texts above: title and author


def read_title_page(
    blocks: Sequence[RawBlock], settings: Settings, evidence: Evidence, path: str
) -> tuple[TitlePage, tuple[LeftOut, ...], tuple[Problem, ...]]:
    """Return what the blocks before the text say, settings first; their lines, left out; and what is open."""
    values, owner, texts = _imprints(_title_blocks(_apart(blocks)))
    problems: tuple[Problem, ...] = ()
    told = _named(texts, values, settings, replace(evidence, owner=owner))
    if told is None:
        message = "which words are the title, and which the author, is not clear: " + " / ".join(texts)
        hint = "give `title` and `author` in import.yml"
        problems = (Problem(path, blocks[0].number, "TITLE-PAGE", message, hint),)
    values = {**values, **(told or {})}
    named = {key: getattr(settings, key) or values.get(key, "") for key in FIELDS}
    named["family_first"] = "" if settings.author else family_first(named["author"], evidence)
    left = [LeftOut(line.number, line.text.strip(), "title page") for block in blocks for line in block.lines]
    return TitlePage(**named), tuple(left), problems


def _apart(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Part the lines of a block that say whose the copyright is, and what else stands behind a title page."""
    out: list[RawBlock] = []
    for block in blocks:
        start = 0
        for i, line in enumerate(block.lines):
            begins = COPYRIGHT.search(line.text) or STATEMENT.match(line.text.strip())
            ends = i > start and COPYRIGHT.search(block.lines[i - 1].text)
            if i > start and (begins or ends):
                out.append(RawBlock(block.lines[start:i]))
                start = i
        out.append(RawBlock(block.lines[start:]))
    return out


def _title_blocks(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Part the first block that is no series line into title and subtitle, where it has several lines."""
    first = next((i for i, b in enumerate(blocks) if len(b.lines) > 1 and not SERIES.search(b.text)), -1)
    title = next((i for i, b in enumerate(blocks) if not _imprint(b, titled=False)), -1)
    if first < 0 or first != title:
        return list(blocks)
    lines = blocks[first].lines
    names = [i for i, line in enumerate(lines[1:], 1) if is_author(plain(line.text))]
    parts = [lines[:1], lines[1 : names[0]], lines[names[0] :]] if names else [lines[:1], lines[1:]]
    return [*blocks[:first], *(RawBlock(part) for part in parts if part), *blocks[first + 1 :]]


def _imprint(block: RawBlock, *, titled: bool) -> Imprint | None:
    text = plain(block.text)
    if BY.match(text) and is_author(name := BY.sub("", text)):  # `By Force of Arms` is a title
        return Imprint({"author": name})
    return imprint_of([line.text for line in block.lines], titled=titled)


def _imprints(blocks: Sequence[RawBlock]) -> tuple[dict[str, str], str, list[str]]:
    """Return what the blocks say of the book's making, whose the copyright is, and the other texts."""
    found: list[Imprint] = []
    texts: list[str] = []
    for block in blocks:
        text = plain(block.text)
        named = any("author" in imprint.values for imprint in found)
        imprint = _imprint(block, titled=len(texts) + named >= TITLED) if text else Imprint()
        if imprint:
            found.append(imprint)
        elif text not in texts:
            texts.append(text)
    values: dict[str, str] = {}
    for imprint in sorted(found, key=lambda imprint: imprint.rank):
        values = {**imprint.values, **values}
    return values, next((imprint.owner for imprint in found if imprint.owner), ""), texts


def _named(
    texts: list[str], values: dict[str, str], settings: Settings, evidence: Evidence
) -> dict[str, str] | None:
    """Return title, subtitle and author, None where they cannot be told apart."""
    given = {compact(text) for text in (settings.title, settings.subtitle, settings.author) if text}
    rest = [text for text in texts if compact(text) not in given]
    author: str | None = settings.author or values.get("author", "")
    if not author and settings.title:
        author = next((text for text in rest if is_author(text)), "")
    elif not author:
        author = author_of(rest, evidence)
    if author is None:
        return None
    titles = [text for text in rest if compact(text) != compact(author)]
    if settings.title:
        titles.insert(0, settings.title)
    title, *more = _split_title(titles[0]) if len(titles) == 1 else titles[:2] or [""]
    return {"title": title, "subtitle": more[0] if more else "", "author": author}


def _split_title(text: str) -> list[str]:
    return [part.strip() for part in text.split(":", 1)] if ": " in text else [text]

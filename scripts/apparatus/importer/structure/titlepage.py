"""What the title page says: title, author, year, publisher, place, series."""

from __future__ import annotations

import re
from collections.abc import Sequence

from apparatus.importer.book import LeftOut, TitlePage
from apparatus.importer.settings import Settings
from apparatus.importer.text.pages import RawBlock
from apparatus.importer.words import plain

YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
SERIES = re.compile(
    r"(?i)\b\d{1,3}/\d{4}\b|\b(?:series|studies|papers|volume|vol\.|no\.|nr\.?)\b.*\d|\bseries\b"
)
PUBLISHER = re.compile(
    r"(?i)\b(press|publish\w*|\w*verlag|institut\w*|university|books|\w*forlag\w*"
    r"|editions?|éditions|& (co|sons))\b"
)
IMPRINT = re.compile(r"^(?P<place>[A-Z][\w .'’-]+?)\s*:\s*(?P<publisher>[^,:]+?)(?:,\s*(?P<year>\d{4}))?$")
NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’.-]*|de|von|van|der|af)(?:\s+(?:[A-ZÀ-Þ][\w'’.-]*|de|von|van|der|af)){1,4}"
)
NAMES = re.compile(rf"{NAME.pattern}(?:(?:, {NAME.pattern})*,? (?:and|AND|&|und|og|et) {NAME.pattern})?")
PLACE_YEAR = re.compile(r"(?P<place>[A-ZÀ-Þ][\w .'’-]+?),?\s+(?P<year>(?:1[5-9]|20)\d\d)")
BY = re.compile(r"(?i)^(?:written\s+)?by\s+")
SMALL = re.compile(r"(?i)\b(the|of|and|in|a|on|for|to)\b")


def read_title_page(blocks: Sequence[RawBlock], settings: Settings) -> tuple[TitlePage, tuple[LeftOut, ...]]:
    """Return what the blocks before the text say, settings first, and their lines as left out."""
    texts = list(
        dict.fromkeys(text for block in _title_blocks(_imprint_lines(blocks)) if (text := plain(block.text)))
    )
    found = _read(texts)
    named = {key: getattr(settings, key) or found.get(key, "") for key in TitlePage.__dataclass_fields__}
    left = [LeftOut(line.number, line.text.strip(), "title page") for block in blocks for line in block.lines]
    return TitlePage(**named), tuple(left)


def _title_blocks(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Part the first block that is no series line into title and subtitle, where it has several lines."""
    first = next((i for i, b in enumerate(blocks) if len(b.lines) > 1 and not SERIES.search(b.text)), -1)
    if first != next((i for i, b in enumerate(blocks) if not _kind(plain(b.text))[0]), -1) or first < 0:
        return list(blocks)
    lines = blocks[first].lines
    names = [i for i, line in enumerate(lines[1:], 1) if _is_author(plain(line.text))]
    parts = [lines[:1], lines[1 : names[0]], lines[names[0] :]] if names else [lines[:1], lines[1:]]
    return [*blocks[:first], *(RawBlock(part) for part in parts if part), *blocks[first + 1 :]]


def _is_author(text: str) -> bool:
    """Tell a line with names and nothing else; a single line of capitals may be a title."""
    return bool(NAMES.fullmatch(text)) and not SMALL.search(re.sub(r"(?i)\band\b", "", text))


def _imprint_lines(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Part a publisher's line from one with place and year below it."""
    out: list[RawBlock] = []
    for block in blocks:
        last = block.lines[-1].text.strip()
        if len(block.lines) > 1 and PLACE_YEAR.fullmatch(last) and PUBLISHER.search(block.lines[0].text):
            out += [RawBlock(block.lines[:-1]), RawBlock(block.lines[-1:])]
        else:
            out.append(block)
    return out


def _read(texts: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    rest: list[str] = []
    for text in texts:
        kind, values = _kind(text)
        if kind:
            found = {**values, **found}
        else:
            rest.append(text)
    authors = [text for text in rest[1:] if _is_author(text)]
    author = next((text for text in authors if not text.isupper()), "") or next(iter(authors), "")
    if "author" not in found and author:
        found["author"] = author
    titles = [t for t in rest if t != found.get("author")]
    if titles and not found.get("title"):
        found["title"], *more = _split_title(titles[0]) if len(titles) == 1 else (titles[0], titles[1])
        found["subtitle"] = more[0] if more else ""
    return found


def _split_title(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(":", 1)) if ": " in text else (text,)


def _kind(text: str) -> tuple[str, dict[str, str]]:
    """Return what a block of the title page is, and what it says; nothing for a title or a name."""
    imprint = IMPRINT.match(text)
    year = YEAR.search(text)
    if BY.match(text):
        return "author", {"author": BY.sub("", text)}
    if SERIES.search(text):
        return "series", {"series": text} | ({"year": year.group()} if year else {})
    if imprint and (imprint["year"] or PUBLISHER.search(imprint["publisher"])):
        return "imprint", {k: v for k, v in imprint.groupdict().items() if v}
    if PUBLISHER.search(text) and not SMALL.match(text):
        bare = YEAR.sub("", text).strip(" ,")
        return "publisher", {"publisher": bare} | ({"year": year.group()} if year else {})
    if re.fullmatch(r"(?:[A-Z][\w ]+,?\s+)?\(?©?\s*(?:1[5-9]|20)\d\d\)?", text) and year:
        place = text[: year.start()].strip(" ,(©")
        return "year", {"year": year.group()} | ({"place": place} if place else {})
    single = re.fullmatch(r"[A-ZÀ-Þ]{2,5}", text)
    return ("mark", {}) if single else ("", {})

"""CSL items -> RIS, the tagged format of EndNote, Zotero, Mendeley and library catalogues.

One record for each item, from `TY` to `ER`; lines end in CR LF, as the format has it. Tags are the
ones that Zotero and EndNote read: T2 is the book or journal, T3 the series, CY the place, AV the
shelfmark and DB the archive. What a tag says depends on the kind: the editor of a book is A3, since A2
is the editor of its series; the number of a report is SN; that of a series M1 of a book and SV of a chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from apparatus.export.csljson import Item

TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "manuscript": "MANSCPT",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
OTHER = "GEN"

# tag and CSL variable, in the order in which a record has them
_FIELDS = (
    ("TI", "title"),
    ("ST", "title-short"),
    ("T2", "container-title"),
    ("ET", "edition"),
    ("VL", "volume"),
    ("IS", "issue"),
    ("SP", "page"),
    ("PB", "publisher"),
    ("CY", "publisher-place"),
    ("M3", "genre"),
    ("SN", "number"),
    ("SN", "ISBN"),
    ("SN", "ISSN"),
    ("DO", "DOI"),
    ("UR", "URL"),
    ("DB", "archive"),
    ("AV", "archive_location"),
    ("LA", "language"),
    ("N1", "note"),
)
_EDITORS = {"book": "A3"}  # of all else A2
_YEAR = re.compile(r"\b\d{4}\b")


def write(items: Iterable[Item]) -> str:
    """Write items as RIS."""
    return "".join(f"{tag}  - {_line(value)}\r\n" for item in items for tag, value in _record(item))


def _record(item: Item) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES.get(item["type"], OTHER)
    yield "ID", item["id"]
    yield from _people(item)
    yield from _dates(item.get("issued", {}))
    yield from _series(item)
    if item["type"] == "book" and item.get("number-of-pages"):
        yield "SP", item["number-of-pages"]
    for tag, field in _FIELDS:
        if item.get(field):
            yield from _pages(item[field]) if tag == "SP" else [(tag, str(item[field]))]
    yield "ER", ""


def _people(item: Item) -> Iterator[tuple[str, str]]:
    """Yield who made the item, then who received it or took part, for which there are keywords alone."""
    roles = (("AU", "author"), (_EDITORS.get(item["type"], "A2"), "editor"), ("A4", "translator"))
    for tag, role in roles:
        yield from ((tag, _name(name)) for name in item.get(role, ()))
    custom = item.get("custom", {})
    yield from (("KW", f"Recipient: {_in_order(name)}") for name in custom.get("recipients", ()))
    yield from (("KW", f"Participant: {_in_order(name)}") for name in custom.get("participants", ()))


def _in_order(name: Mapping[str, str]) -> str:
    """Return a name as it is spoken: Zotero takes a comma in a record's only keyword for the end of it."""
    parts = (name.get("given"), name.get("literal") or name["family"], name.get("suffix"))
    return " ".join(part for part in parts if part)


def _name(name: Mapping[str, str]) -> str:
    """Return `Family, Given, Suffix`; a name in its own order has no comma, so nothing splits it."""
    parts = (name.get("literal") or name["family"], name.get("given"), name.get("suffix"))
    return ", ".join(part for part in parts if part)


def _dates(issued: Item) -> Iterator[tuple[str, str]]:
    """Yield the year, and the day on which a range begins as `1954/09/30/`.

    A date in words stands in DA beside its year; without one it is a note, for a year of four digits
    is all that PY may be: Zotero writes 0000 before another word.
    """
    if "date-parts" not in issued:
        yield from _in_words(str(issued.get("literal", "")))
        return
    year, *rest = issued["date-parts"][0]
    month, day = [*(f"{number:02d}" for number in rest), "", ""][:2]
    yield "PY", f"{year:04d}"
    if month:
        yield "DA", f"{year:04d}/{month}/{day}/"


def _in_words(date: str) -> Iterator[tuple[str, str]]:
    year = _YEAR.search(date)
    if year:
        yield "PY", year.group()
    if date and (not year or year.group() != date):
        yield "DA" if year else "N1", date


def _series(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the series and its number: of a book they are T2 and M1, of what stands in a book T3 and SV."""
    title, number = ("T2", "M1") if item["type"] == "book" else ("T3", "SV")
    if item.get("collection-title"):
        yield title, item["collection-title"]
    if item.get("collection-number"):
        yield number, item["collection-number"]


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    first, _, last = pages.replace("–", "-").partition("-")
    yield "SP", first.strip()
    if last:
        yield "EP", last.strip()


def _line(value: str) -> str:
    return " ".join(value.split())

"""CSL items -> RIS, the tagged format of EndNote, Zotero, Mendeley and library catalogues.

One record for each item, from `TY` to `ER`; lines end in CR LF, as the format has it. Tags are the
ones that Zotero and EndNote read: T2 is the book or journal, T3 the series, CY the place, AV the
shelfmark and DB the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from apparatus.export.csljson import Item

TYPES = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "manuscript": "MANSCPT",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
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
    ("M1", "number"),
    ("SN", "ISBN"),
    ("SN", "ISSN"),
    ("DO", "DOI"),
    ("UR", "URL"),
    ("DB", "archive"),
    ("AV", "archive_location"),
    ("LA", "language"),
    ("N1", "note"),
)
_NAMES = (("AU", "author"), ("A2", "editor"), ("A4", "translator"))


def write(items: Iterable[Item]) -> str:
    """Write items as RIS."""
    return "".join(f"{tag}  - {_line(value)}\r\n" for item in items for tag, value in _record(item))


def _record(item: Item) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES.get(item["type"], OTHER)
    yield "ID", item["id"]
    for tag, role in _NAMES:
        yield from ((tag, _name(name)) for name in item.get(role, ()))
    yield from (("KW", f"Recipient: {_name(name)}") for name in item.get("recipient", ()))
    yield from (
        ("KW", f"Participant: {_name(name)}") for name in item.get("custom", {}).get("participants", ())
    )
    yield from _dates(item.get("issued", {}))
    yield from _series(item)
    for tag, field in _FIELDS:
        if item.get(field):
            yield from _pages(item[field]) if tag == "SP" else [(tag, str(item[field]))]
    yield "ER", ""


def _name(name: Mapping[str, str]) -> str:
    """Return `Family, Given, Suffix`; a name in its own order has no comma, so nothing splits it."""
    parts = (name.get("literal") or name["family"], name.get("given"), name.get("suffix"))
    return ", ".join(part for part in parts if part)


def _dates(issued: Item) -> Iterator[tuple[str, str]]:
    """Yield the year, and the day on which a range begins as `1954/09/30/`."""
    if "date-parts" not in issued:
        yield from [("PY", str(issued["literal"]))] if issued.get("literal") else []
        return
    year, *rest = issued["date-parts"][0]
    month, day = [*(f"{number:02d}" for number in rest), "", ""][:2]
    yield "PY", f"{year:04d}"
    if month:
        yield "DA", f"{year:04d}/{month}/{day}/"


def _series(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the series: of a book it is T2, of what stands in a book T3."""
    if item.get("collection-title"):
        yield "T2" if item["type"] == "book" else "T3", item["collection-title"]
    if item.get("collection-number"):
        yield "SV", item["collection-number"]


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    first, _, last = pages.replace("–", "-").partition("-")
    yield "SP", first.strip()
    if last:
        yield "EP", last.strip()


def _line(value: str) -> str:
    return " ".join(value.split())

"""The bibliography as it stands, and what a page is cited as -> BibTeX.

`bibliography.bib` is the edition's own file and goes out byte for byte; records for one page are
written by the code that reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from apparatus.bibliography import format_bibliography
from apparatus.export.csljson import Item, authors_of, year_of
from apparatus.model import Bibliography, Document, Entry, Work

_KINDS = {"book": "book", "chapter": "incollection"}
_FIELDS = {
    "container-title": "booktitle",
    "publisher": "publisher",
    "publisher-place": "address",
    "collection-title": "series",
    "collection-number": "number",
    "number-of-pages": "pagetotal",
    "language": "language",
    "URL": "url",
}


def write(items: Iterable[Item], bibliography: Bibliography) -> str:
    """Write items as BibTeX; documents are as the bibliography has them, with archive and place in the note.

    No style of BibTeX prints the fields of a shelfmark, no reference manager reads them; a note all do.
    """
    return format_bibliography([_entry(item, bibliography) for item in items])


def _entry(item: Item, bibliography: Bibliography) -> Entry:
    known = bibliography.entries.get(item["id"])
    if isinstance(known, Document):
        place = ", ".join(filter(None, (item.get("archive"), item.get("archive_location"))))
        note = "; ".join(filter(None, (place, item.get("note"))))
        return replace(known, fields={**known.fields, "note": note}) if note else known
    return known or _work(item)


def _work(item: Item) -> Work:
    fields = {bib: str(item[csl]) for csl, bib in _FIELDS.items() if item.get(csl)}
    kind = _KINDS.get(item["type"], "misc")
    return Work(item["id"], kind, item["title"], year_of(item), authors_of(item), (), fields)

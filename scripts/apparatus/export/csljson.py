"""Works, documents, the book and its parts -> CSL-JSON, the data of citation processors and of Zotero.

Fields and types are those of CSL 1.0.2 (csl-data.json). Documents are manuscripts with archive and
location; who took part in one has no field in CSL and stands under `custom`, and so does who received it:
there is a field for that, but Zotero, whose manuscripts have none, would make an author of him. Zotero reads
the first day of a date alone, so that a date that is not one certain day is said in the note as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from apparatus import dates, entrytypes
from apparatus.archives import Archives, format_shelfmark
from apparatus.bibliography import names_in, translated_title
from apparatus.export import jsontext
from apparatus.model import Document, Entry, Name, Work

Item = dict[str, Any]

TYPES = {
    "article": "article-journal",
    "book": "book",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "online": "webpage",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
}

# BibTeX field -> CSL variable, where both say the same thing
_SAME = {
    "address": "publisher-place",
    "booktitle": "container-title",
    "doi": "DOI",
    "institution": "publisher",
    "isbn": "ISBN",
    "issn": "ISSN",
    "journal": "container-title",
    "language": "language",
    "note": "note",
    "pages": "page",
    "publisher": "publisher",
    "school": "publisher",
    "series": "collection-title",
    "shorttitle": "title-short",
    "type": "genre",
    "url": "URL",
    "volume": "volume",
}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_YEAR = re.compile(r"(\d{4})[a-z]?")
_DAY = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")  # no season, which EDTF writes as month 21


def bibliography(entries: Iterable[Entry], archives: Archives) -> str:
    """Write all entries as CSL-JSON, in the order given."""
    return write([item(entry, archives) for entry in entries])


def write(items: Sequence[Mapping[str, Any]]) -> str:
    """Write items as a file of CSL-JSON."""
    return jsontext.write(list(items))


def item(entry: Entry, archives: Archives) -> Item:
    """Return an entry as a CSL item whose id is its key."""
    return _document(entry, archives) if isinstance(entry, Document) else _work(entry)


def names(people: Iterable[Name]) -> list[dict[str, str]]:
    """Return names for CSL; one that stands in its own order is a literal, and never split."""
    return [_name(person) for person in people]


def date(edtf: str) -> dict[str, Any]:
    """Return an EDTF date for CSL, which has no sets of days: the first and the last stand for a set.

    What it cannot say in numbers, a season or an open range, is given in words.
    """
    sets = edtf[0] in "{["
    ends = edtf.strip("{}[]").split(",") if sets else edtf.rstrip("?~%").split("/")
    if not all(_DAY.fullmatch(end.strip()) for end in ends):
        return {"literal": dates.in_words(edtf)}
    parts = [[int(number) for number in end.strip().split("-")] for end in dict.fromkeys((ends[0], ends[-1]))]
    unsure = edtf[-1] in "?~%" or edtf[0] == "["
    return {"date-parts": parts} | ({"circa": True} if unsure else {})


def archive_name(key: str, archives: Archives) -> str:
    """Return an archive's name with its abbreviation."""
    archive = archives.get(key)
    return f"{archive.name} ({key})" if archive and archive.name else key


def title(entry: Entry) -> str:
    """Return an entry's title with its translation in brackets."""
    return entry.title + translated_title(entry)


def _work(work: Work) -> Item:
    like = entrytypes.like(work.kind)
    kind = TYPES.get(work.kind) or TYPES.get(like, "document")
    found: Item = {"id": work.key, "type": kind, "title": title(work)}
    found |= {csl: work.fields[bib] for bib, csl in _SAME.items() if work.fields.get(bib)}
    if like == "thesis":
        found["genre"] = entrytypes.thesis(work.kind, work.fields.get("type", ""))
    found |= _numbers(work)
    translators = names_in(work.fields.get("translator", ""))
    people = {"author": work.authors, "editor": work.editors, "translator": translators}
    found |= {role: names(group) for role, group in people.items() if group}
    year = _YEAR.fullmatch(work.year)
    found["issued"] = {"date-parts": [[int(year.group(1))]]} if year else _in_words(work.year)
    if work.fields.get("date"):
        found["issued"] = date(work.fields["date"])
    return {name: value for name, value in found.items() if value}


def _in_words(year: str) -> Item:
    return {"literal": year} if year else {}


def _numbers(work: Work) -> Item:
    """Return edition and number, whose meaning depends on the kind of work."""
    found: Item = {}
    ordinal = _ORDINAL.fullmatch(work.fields.get("edition", ""))
    if work.fields.get("edition"):
        found["edition"] = ordinal.group(1) if ordinal else work.fields["edition"]
    if work.fields.get("number"):
        of_kind = {"article": "issue", "techreport": "number"}
        found[of_kind.get(entrytypes.like(work.kind), "collection-number")] = work.fields["number"]
    if work.fields.get("issue"):  # what the print says beside the number: Winter 1995/1996
        found["note"] = "; ".join(filter(None, (work.fields.get("note"), work.fields["issue"])))
    return found


def _document(document: Document, archives: Archives) -> Item:
    archive = archives.get(document.shelfmark.archive)
    found: Item = {
        "id": document.key,
        "type": "manuscript",
        "title": title(document),
        "title-short": document.shorttitle,
        # a title that begins with the kind says it already: Record of conversation, Novikov and Pham Van Dong
        "genre": "" if document.title.startswith(document.kind) else document.kind,
        "author": names(document.authors),
        "issued": date(document.date) if document.date else None,
        "archive": archive_name(document.shelfmark.archive, archives),
        "archive_location": format_shelfmark(document.shelfmark, archives),
        "archive-place": archive.place if archive else "",
        "note": "; ".join(filter(None, (document.fields.get("note"), _dated(document.date)))),
        # a title that has a translation is in no language that the data name; und(etermined) says so
        "language": document.fields.get("language") or ("und" if translated_title(document) else ""),
        "custom": _custom(document),
    }
    return {name: value for name, value in found.items() if value}


def authors_of(item: Item) -> tuple[Name, ...]:
    """Return the authors of an item, read back as names; a suffix is left out."""
    found = item.get("author", ())
    return tuple(Name(name.get("literal") or name["family"], name.get("given", "")) for name in found)


def year_of(item: Item) -> str:
    """Return the year of an item, or the words that stand for it: `forthcoming`; empty where it has none."""
    issued = item.get("issued", {})
    return str(issued["date-parts"][0][0]) if "date-parts" in issued else str(issued.get("literal", ""))


def _dated(edtf: str) -> str:
    """Return in words a date that is not one certain day, month or year, else nothing."""
    return f"Dated {dates.in_words(edtf)}" if edtf and not _DAY.fullmatch(edtf) else ""


def _custom(document: Document) -> Item:
    """Return what CSL has no field for: who received it, who took part, and a date that is a set of days."""
    people = {"recipients": document.recipients, "participants": document.participants}
    found: Item = {role: names(group) for role, group in people.items() if group}
    return found | ({"edtf": document.date} if document.date[:1] in ("{", "[") else {})


def _name(person: Name) -> dict[str, str]:
    if not person.given:
        return {"literal": person.family}
    given, _, suffix = person.given.partition(", ")
    return {"family": person.family, "given": given} | ({"suffix": suffix} if suffix else {})

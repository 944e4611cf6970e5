"""The edition's citations, documents and people -> CSV: UTF-8, commas, a line of headings, CR LF.

Where a cell holds several values they stand apart by ` | `. `COLUMNS` says what each column has; the
page of the data shows it. A spreadsheet would take a cell that begins with `=` for a formula and reckon it:
it has an apostrophe before it, as OWASP advises against the injection of formulas into CSV.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from apparatus import dates
from apparatus.archives import format_shelfmark
from apparatus.concordance import Concordance
from apparatus.locators import format_locators
from apparatus.model import Document, Name, Resolved
from apparatus.people import Person, people

SEVERAL = " | "
_FORMULA = re.compile(r"[=+@-](?!(?<=[+-])\d[\d.,/-]*\Z)(?!(?<=-)\Z)")  # no number, no date, no lone dash

CITATIONS = {
    "note": "the note's label, which is its address too: notes/56/",
    "chapter": "the chapter that calls the note: chapter-1",
    "order": "the citation's place in its note, from 1",
    "key": "the key of the source in bibliography.bib",
    "kind": "work or document",
    "locator": "the pages, folios or chapters that are cited, with their labels: pp. 23-26",
    "form": "how the print refers to the source: full, ibid or short",
    "shown": "what the print has in the place of the reference: Ibid., a short title",
    "rule": "how it was resolved: full, ibid-note-before, ibid-same-note or short-title",
    "antecedent": "the note that gives the source in full, where this one does not",
    "prefix": "the words before the reference: see also",
    "suffix": "the words after it",
}
DOCUMENTS = {
    "key": "the key in bibliography.bib, and the anchor in the finding list",
    "kind": "what it is: Letter, Telegram, Record of conversation",
    "title": "its title",
    "title_translation": "the title in English, where the title is not",
    "short_title": "the short title that the print sets for it",
    "date": "its date in EDTF: 1954-09-30, 1955-06/1955-07, {1959-01-16,1959-01-17}, 1956-08-11?",
    "first_day": "the first day that the date can mean",
    "last_day": "the last day that the date can mean",
    "authors": "who wrote it, as Family, Given or in the name's own order",
    "recipients": "to whom",
    "participants": "who took part",
    "offices": "offices as the notes give them: Novikov: Head of the Southeast Asia Department",
    "archive": "the archive's abbreviation, explained in archives.yml",
    "shelfmark": "the shelfmark as a citation writes it",
    "folios": "all folios that are cited, in the order of the notes",
    "notes": "the labels of the notes that cite it",
}
PEOPLE = {
    "id": "a stable name, made from the name",
    "name": "the standard form: Family, Given, or the name's own order",
    "family": "the family name, or the whole name where it is not split",
    "given": "the given names, empty where the name is not split",
    "kind": "person, or body for an office or an institution",
    "offices": "offices with the days on which the documents give them",
    "documents": "the keys of the documents that they wrote, received or took part in",
    "notes": "the labels of the notes that cite these",
    "first_year": "the year of the first document",
    "last_year": "the year of the last one",
    "spellings": "other spellings of the print",
}


def citations(index: Concordance) -> str:
    """Write a row for each citation, in the order of the notes."""
    rows = (_citation(index, resolved) for resolved in index.edition.resolution.resolved)
    return table(tuple(CITATIONS), rows)


def documents(index: Concordance) -> str:
    """Write a row for each document, in the order of the bibliography."""
    fields = level_fields(index)
    columns = [*DOCUMENTS]
    columns[columns.index("shelfmark") : columns.index("shelfmark")] = fields
    rows = (_document(index, document, fields) for document in index.edition.bibliography.documents)
    return table(columns, rows)


def persons(index: Concordance) -> str:
    """Write a row for everybody of the documents, in the order of their names."""
    return table(tuple(PEOPLE), (_person(person) for person in people(index)))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write rows under their headings; no cell is a formula."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(map(_text, row) for row in (columns, *rows))
    return buffer.getvalue()


def _text(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def level_fields(index: Concordance) -> list[str]:
    """Return the levels of all archives in use, each once, from the outside in: fond, opis, papka, delo."""
    documents_ = index.edition.bibliography.documents
    used = dict.fromkeys(name for document in documents_ for name, _ in document.shelfmark.levels)
    known = [level.field for archive in index.edition.archives.values() for level in archive.levels]
    return list(dict.fromkeys([*(name for name in known if name in used), *used]))


def folios(index: Concordance, key: str) -> str:
    """Return all locators with which notes cite an entry, each once."""
    cited = (format_locators(resolved.citation.locators) for resolved in index.cited_by(key))
    return SEVERAL.join(dict.fromkeys(filter(None, cited)))


def _citation(index: Concordance, resolved: Resolved) -> list[str]:
    citation = resolved.citation
    return [
        resolved.note,
        index.notes[resolved.note].chapter,
        str(resolved.index + 1),
        citation.key,
        "document" if isinstance(resolved.entry, Document) else "work",
        format_locators(citation.locators),
        citation.form,
        citation.shown,
        resolved.rule,
        resolved.antecedent,
        citation.prefix.strip(),
        citation.suffix.strip(),
    ]


def _document(index: Concordance, document: Document, fields: Iterable[str]) -> list[str]:
    levels = dict(document.shelfmark.levels)
    notes = dict.fromkeys(resolved.note for resolved in index.cited_by(document.key))
    return [
        document.key,
        document.kind,
        document.title,
        document.fields.get("titletranslation", ""),
        document.shorttitle,
        document.date,
        *dates.bounds(document.date),
        *(_names(names) for names in (document.authors, document.recipients, document.participants)),
        SEVERAL.join(f"{name}: {office}" for name, office in document.offices),
        document.shelfmark.archive,
        *(levels.get(field, "") for field in fields),
        format_shelfmark(document.shelfmark, index.edition.archives),
        folios(index, document.key),
        SEVERAL.join(notes),
    ]


def _person(person: Person) -> list[str]:
    return [
        person.id,
        person.name.inverted(),
        person.name.family,
        person.name.given,
        "body" if person.body else "person",
        SEVERAL.join(f"{office.title} ({_span(office.first, office.last)})" for office in person.offices),
        SEVERAL.join(document.key for document in person.documents),
        SEVERAL.join(person.notes),
        person.first_year,
        person.last_year,
        SEVERAL.join(dict.fromkeys(spelling.written for spelling in person.spellings)),
    ]


def _names(names: Iterable[Name]) -> str:
    return SEVERAL.join(name.inverted() for name in names)


def _span(first: str, last: str) -> str:
    return "/".join(dict.fromkeys(day for day in (first, last) if day)) or "undated"


COLUMNS: Mapping[str, Mapping[str, str]] = {
    "citations.csv": CITATIONS,
    "documents.csv": DOCUMENTS,
    "people.csv": PEOPLE,
}

"""The whole edition -> `edition.json`: book, chapters, notes, sources, people, archives, corrections.

The text is the edition's own Markdown. Entries are CSL items (see `csljson`) with what CSL has no
field for beside them. `version` is raised when a field changes its meaning or goes.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from apparatus import links
from apparatus.concordance import Concordance
from apparatus.export import csljson, jsontext
from apparatus.locators import format_locators
from apparatus.model import Document, Entry, Note, Resolved
from apparatus.people import Person, people

VERSION = 1

# what the file has at its outermost level
MEMBERS = {
    "format": "apparatus-edition",
    "version": "raised when a member changes its meaning",
    "book": "what describes the book: title, subtitle, author, year, publisher, place, series, number ...",
    "chapters": "the files of the text in order: stem, address, title, sections with the print's pages, text",
    "notes": "each note: label, number, chapter, address, Markdown, and its citations as in citations.csv",
    "works": "each work as CSL-JSON, with its short title and the notes that cite it",
    "documents": "each document as CSL-JSON, with kind, EDTF date, people, offices, shelfmark, notes",
    "people": "everybody of the documents, as in people.csv",
    "archives": "each archive by its abbreviation, as archives.yml has it",
    "corrections": "where the edition departs from the print, and why",
    "open": "references that stand for nothing yet, with the reason and the candidates",
}


def write(index: Concordance) -> str:
    """Write the edition as one JSON object."""
    edition = index.edition
    sources = edition.bibliography
    whole = {
        "format": "apparatus-edition",
        "version": VERSION,
        "book": {name: value for name, value in asdict(edition.book).items() if value},
        "chapters": [_chapter(index, number) for number in range(len(edition.chapters))],
        "notes": [_note(index, note) for note in edition.notes],
        "works": [_entry(index, work) for work in sources.works],
        "documents": [_document(index, document) for document in sources.documents],
        "people": [_person(person) for person in people(index)],
        "archives": {key: _filled(asdict(archive)) for key, archive in edition.archives.items()},
        "corrections": [_correction(asdict(correction)) for correction in edition.corrections],
        "open": [asdict(found) for found in edition.resolution.opens],
    }
    return jsontext.write(whole)


def _chapter(index: Concordance, number: int) -> dict[str, Any]:
    chapter = index.edition.chapters[number]
    sections = [
        _filled({"id": heading.id, "level": heading.level, "title": heading.text, "page": heading.page})
        for heading in index.outlines[chapter.stem]
    ]
    return {
        "stem": chapter.stem,
        "address": links.address(links.chapter(chapter.stem)),
        "title": chapter.title,
        "sections": sections,
        "text": chapter.text.lstrip("\n"),
    }


def _note(index: Concordance, note: Note) -> dict[str, Any]:
    call = index.calls.get(note.label)
    return {
        "label": note.label,
        "number": note.number,
        "chapter": note.chapter,
        "address": links.address(links.note(note.label)),
        "call": links.address(links.call(call.chapter, note.label)) if call else None,
        "text": note.text,
        "citations": [_citation(resolved) for resolved in index.cites(note.label)],
    }


def _citation(resolved: Resolved) -> dict[str, Any]:
    citation = resolved.citation
    return _filled(
        {
            "key": citation.key,
            "locators": [asdict(locator) for locator in citation.locators],
            "locator": format_locators(citation.locators),
            "form": citation.form,
            "shown": citation.shown,
            "rule": resolved.rule,
            "antecedent": resolved.antecedent,
            "prefix": citation.prefix.strip(),
            "suffix": citation.suffix.strip(),
        }
    )


def _entry(index: Concordance, entry: Entry) -> dict[str, Any]:
    notes = dict.fromkeys(resolved.note for resolved in index.cited_by(entry.key))
    return {
        "key": entry.key,
        "address": links.address(links.entry(entry)),
        "csl": csljson.item(entry, index.edition.archives),
        "notes": list(notes),
    }


def _document(index: Concordance, document: Document) -> dict[str, Any]:
    mark = document.shelfmark
    shelfmark = {"archive": mark.archive, **dict(mark.levels)}
    more = {
        "kind": document.kind,
        "date": document.date,
        "shelfmark": shelfmark,
        "offices": dict(document.offices),
    }
    return {**_entry(index, document), **_filled(more)}


def _person(person: Person) -> dict[str, Any]:
    offices = [
        {"title": office.title, "documents": [document.key for document in office.documents]}
        for office in person.offices
    ]
    appearances = [{"document": item.document.key, "part": item.part} for item in person.appearances]
    return {
        "id": person.id,
        "name": asdict(person.name),
        "kind": "body" if person.body else "person",
        "appearances": appearances,
        "offices": offices,
        "notes": list(person.notes),
        "spellings": [asdict(spelling) for spelling in person.spellings],
    }


def _correction(correction: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in correction.items() if name != "line"}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", [], {}, None, ())}

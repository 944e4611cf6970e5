"""Notes of a print -> notes of an edition: one case a file in `golden/citing/`.

A file has a line that says what it shows, then sections: the bibliography and the notes of a print (a
line each), and what they become: the edition's notes, documents, problems and proposed corrections.
`UPDATE_GOLDEN=1 pytest tests/test_citing.py` writes the results; read them before you commit them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from apparatus.archives import Archive, Level, format_shelfmark
from apparatus.bibliography import format_bibliography, read_bibliography, short_titles
from apparatus.citations import format_cluster, parse
from apparatus.importer.book import PrintNote
from apparatus.importer.citing.found import Cited
from apparatus.importer.citing.walk import cite
from apparatus.importer.works.entrynames import split_by_use
from apparatus.importer.works.keys import give_keys
from apparatus.importer.works.references import read_entry
from apparatus.model import Document
from apparatus.printed.crossrefs import Targets

CASES = sorted((Path(__file__).parent / "golden/citing").glob("*.txt"))
SECTIONS = ("bibliography", "notes", "edition", "documents", "problems", "corrections")
PARTS = frozenset({"chapter-1", "chapter-2", "chapter-3", "chapter-4", "chapter-5", "appendix-1"})


def read_case(text: str) -> tuple[str, dict[str, str]]:
    head, *rest = re.split(r"^--- (\w+)\n", text, flags=re.MULTILINE)
    return head, {name: body.strip("\n") for name, body in zip(rest[::2], rest[1::2], strict=True)}


def run_case(sections: dict[str, str]) -> Cited:
    notes = [
        PrintNote(number, number, "chapter-1", text, int(number))
        for number, _, text in (line.partition(" ") for line in sections["notes"].splitlines())
    ]
    texts = "\n".join(note.text for note in notes)
    entries = [read_entry(line, 1, "print.txt")[0] for line in sections["bibliography"].splitlines()]
    works = give_keys([split_by_use(work, texts) for work in entries])
    sections_ = {"The southern quays": "chapter-3.md#the-southern-quays"}
    targets = Targets(PARTS, frozenset(note.label for note in notes), sections_)
    return cite(notes, works, "print.txt", targets)


def results(cited: Cited) -> dict[str, str]:
    problems = (f"{p.line} {p.code} {p.message}" + (f" ({p.hint})" if p.hint else "") for p in cited.problems)
    corrections = (f"{c.place} {c.print} -> {c.edition} ({c.status})" for c in cited.corrections)
    return {
        "edition": "\n".join(f"{note.label} {text}" for note, text in cited.notes),
        "documents": "\n".join(map(describe, cited.documents)),
        "problems": "\n".join(problems),
        "corrections": "\n".join(corrections),
    }


def describe(document: Document) -> str:
    mark = document.shelfmark
    levels = " ".join(f"{name}={value}" for name, value in mark.levels)
    people = " + ".join(
        f"{role}: {', '.join(name.inverted() for name in names)}"
        for role, names in (
            ("by", document.authors),
            ("to", document.recipients),
            ("with", document.participants),
        )
        if names
    )
    titles = " / ".join(
        t for t in (document.title, document.fields.get("titletranslation", ""), *short_titles(document)) if t
    )
    offices = "; ".join(f"{name}: {office}" for name, office in document.offices)
    return " | ".join(
        (document.key, document.kind, titles, document.date, people, offices, f"{mark.archive} {levels}")
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_notes_of_a_print_become_notes_of_an_edition(path: Path) -> None:
    head, sections = read_case(path.read_text(encoding="utf-8"))
    found = results(run_case(sections))
    if os.environ.get("UPDATE_GOLDEN"):
        bodies = {**sections, **found}
        text = head + "".join(
            f"--- {name}\n{bodies[name]}\n" if bodies[name] else f"--- {name}\n" for name in SECTIONS
        )
        path.write_text(text, encoding="utf-8")
    assert found == {name: sections[name] for name in found}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_edition_reads_what_the_importer_wrote(path: Path) -> None:
    """Every cluster is read back with its key, locators and printed form."""
    _, sections = read_case(path.read_text(encoding="utf-8"))
    cited = run_case(sections)
    titles = {document.key: short_titles(document) for document in cited.documents}
    for note, text in cited.notes:
        clusters, faults = parse(text, lambda key: titles.get(key, ()))
        assert faults == ()
        assert [format_cluster(cluster) for cluster in clusters] == [
            cluster.span.of(text) for cluster in clusters
        ]
        expected = [
            (f.citation.key, f.citation.locators, f.citation.form)
            for f in cited.found
            if f.note == note.label
        ]
        assert [(c.key, c.locators, c.form) for cluster in clusters for c in cluster.citations] == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_documents_survive_bibtex(path: Path) -> None:
    _, sections = read_case(path.read_text(encoding="utf-8"))
    documents = run_case(sections).documents
    fields: dict[str, dict[str, None]] = {}
    for document in documents:
        fields.setdefault(document.shelfmark.archive, {}).update(
            dict.fromkeys(dict(document.shelfmark.levels))
        )
    archives = {key: Archive(key, levels=tuple(map(Level, names))) for key, names in fields.items()}
    text = format_bibliography(documents)
    read, problems = read_bibliography(text, "bibliography.bib", archives)
    assert problems == ()
    assert format_bibliography(read.entries.values()) == text
    for document in documents:
        again = read.entries[document.key]
        assert isinstance(again, Document)
        assert describe(again) == describe(document)
        assert format_shelfmark(again.shelfmark, archives) == format_shelfmark(document.shelfmark, archives)

"""The importer from one end to the other: the text of a print -> the files of an edition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from apparatus.archives import Archive, read_archives
from apparatus.importer.book import Book
from apparatus.importer.citing import cite
from apparatus.importer.found import Cited
from apparatus.importer.read import read_book
from apparatus.importer.references import give_keys, read_entry, split_by_use
from apparatus.importer.report import report, summary
from apparatus.importer.result import ImportResult
from apparatus.importer.settings import read_settings
from apparatus.importer.sources import read_sources
from apparatus.importer.writing import edition_files
from apparatus.model import Problem, Work
from apparatus.printed.crossrefs import Targets
from apparatus.printed.shelfmarks import SHAPES, LevelMark, Shape
from apparatus.problems import is_error, ordered


def import_print(
    text: str, path: str, settings_text: str = "", settings_path: str = "import.yml"
) -> ImportResult:
    """Read the text of a print, resolve its citations, and write an edition; nothing touches the disk."""
    settings, faults = read_settings(settings_text, settings_path)
    described, more = _described_archives(settings.archives, settings_path)
    if faults or more:
        return ImportResult({}, ordered([*faults, *more]), "")
    book = read_book(text, path, settings)
    if any(is_error(problem) for problem in book.problems):
        return ImportResult({}, ordered(book.problems), "")
    works, printed, unread = _works(book, path)
    shapes = (*(_shape(archive) for archive in described.values()), *SHAPES)
    cited = cite(book.notes, works, path, _targets(book), shapes)
    archives = {**read_sources(book.parts, cited.archival), **described}
    works = _mark_uncited(works, cited)
    problems = ordered([*book.problems, *unread, *cited.problems])
    files = edition_files(book, works, cited, archives, settings)
    reports = ("import-report.md", "import-report.json")
    written = sorted([*files, *reports])
    texts = report(book, works, printed, cited, archives, problems, written)
    files |= dict(zip(reports, texts, strict=True))
    return ImportResult(files, problems, summary(book, works, cited, problems))


def _works(book: Book, path: str) -> tuple[tuple[Work, ...], dict[str, str], list[Problem]]:
    """Read the bibliography: works with keys, the print's text of each, and the entries that are unread."""
    notes = "\n".join(note.text for note in book.notes)
    works: list[Work] = []
    problems: list[Problem] = []
    texts: list[str] = []
    for entry in book.bibliography:
        work, faults = read_entry(entry.text, entry.line, path)
        problems += faults
        works.append(split_by_use(work, notes))
        texts.append(entry.text)
    keyed = give_keys(works)
    return keyed, {work.key: text for work, text in zip(keyed, texts, strict=True)}, problems


def _targets(book: Book) -> Targets:
    """Collect what cross references can lead to."""
    sections = {
        block.heading.text: f"{part.slug}.md#{block.heading.id}"
        for part in book.parts
        for block in part.blocks
        if block.heading
    }
    return Targets(
        frozenset(part.slug for part in book.parts), frozenset(note.label for note in book.notes), sections
    )


def _mark_uncited(works: tuple[Work, ...], cited: Cited) -> tuple[Work, ...]:
    """Mark the works that no note cites, unless the notes cite in a way that is not understood at all."""
    keys = {found.citation.key for found in cited.found}
    if not keys & {work.key for work in works}:
        return works
    return tuple(
        work if work.key in keys else replace(work, fields={**work.fields, "keywords": "uncited"})
        for work in works
    )


def _described_archives(
    archives: Mapping[str, Any], path: str
) -> tuple[dict[str, Archive], tuple[Problem, ...]]:
    """Read `archives:` of `import.yml`, which is written as `archives.yml` is."""
    return read_archives(yaml.safe_dump(dict(archives)), path) if archives else ({}, ())


def _shape(archive: Archive) -> Shape:
    """Make the grammar of an archive's shelfmarks from its description."""
    levels = tuple(
        LevelMark(level.field, level.mark, re.escape(level.mark) or r"") for level in archive.levels
    )
    return Shape(
        levels, archive.separator, (archive.key,), least=min(2, len(levels)), value=r"[\w./-]*\d[\w/-]*"
    )

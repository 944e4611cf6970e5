"""The importer from one end to the other: the text of a print -> the files of an edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import yaml

from apparatus.archives import Archive, read_archives
from apparatus.importer.book import Book
from apparatus.importer.citing.found import Cited
from apparatus.importer.citing.sources import read_sources
from apparatus.importer.citing.walk import cite
from apparatus.importer.read import read_book
from apparatus.importer.report import report, summary
from apparatus.importer.result import ImportResult
from apparatus.importer.settings import read_settings
from apparatus.importer.works.entrynames import repeated_author, split_by_use, with_author
from apparatus.importer.works.fromnotes import works_of_notes
from apparatus.importer.works.keys import give_keys
from apparatus.importer.works.references import read_entry
from apparatus.importer.writing import edition_files, moved
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
    own = (_shape(archive, _patterns(settings.archives, key)) for key, archive in described.items())
    shapes = (*own, *SHAPES)
    cited = cite(book.notes, works, path, _targets(book), shapes, moved(book))
    archives = {**read_sources(book.parts, cited.archival), **described}
    works = _mark_uncited(cited.works, cited)
    problems = ordered([*book.problems, *unread, *cited.problems])
    files = edition_files(book, works, cited, archives, settings)
    reports = ("import-report.md", "import-report.json")
    written = sorted([*files, *reports])
    texts = report(book, works, printed, cited, archives, problems, written)
    files |= dict(zip(reports, texts, strict=True))
    return ImportResult(files, problems, summary(book, works, cited, problems))


def _works(book: Book, path: str) -> tuple[tuple[Work, ...], dict[str, str], list[Problem]]:
    """Read the bibliography: works with keys, the print's text of each, and what an editor should see.

    Where the print has none the notes that give a work in full stand for it.
    """
    if not book.bibliography:
        return _works_of_notes(book, path)
    notes = "\n".join(note.text for note in book.notes)
    works: list[Work] = []
    problems: list[Problem] = []
    texts: list[str] = []
    for entry in book.bibliography:
        before = works[-1] if works else None
        text, again = repeated_author(entry.text, before)
        work, faults = read_entry(text, entry.line, path)
        if faults:
            work, faults = read_entry(entry.text, entry.line, path)
        problems += faults
        work = with_author(work, before) if again and before else work
        works.append(split_by_use(work, notes))
        texts.append(entry.text)
    keyed = give_keys(works)
    return keyed, {work.key: text for work, text in zip(keyed, texts, strict=True)}, problems


def _works_of_notes(book: Book, path: str) -> tuple[tuple[Work, ...], dict[str, str], list[Problem]]:
    found = works_of_notes(book.notes)
    keyed = give_keys(one.work for one in found)
    hint = "look at its names, title and kind in bibliography.bib"
    problems = [
        Problem(
            path, one.note.line, "ENTRY-FROM-NOTE", f"note {one.note.label} gives {work.key} in full", hint
        )
        for one, work in zip(found, keyed, strict=True)
    ]
    return keyed, {work.key: one.printed for one, work in zip(found, keyed, strict=True)}, problems


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
        work if work.key in keys else replace(work, fields={**work.fields, "keywords": _with_uncited(work)})
        for work in works
    )


def _with_uncited(work: Work) -> str:
    """Return the keywords of a work that no note cites: that it could not be read stays among them."""
    return ", ".join(filter(None, (work.fields.get("keywords", ""), "uncited")))


def _described_archives(
    archives: Mapping[str, Any], path: str
) -> tuple[dict[str, Archive], tuple[Problem, ...]]:
    """Read `archives:` of `import.yml`, which is written as `archives.yml` is."""
    described, problems = (
        read_archives(yaml.safe_dump(dict(archives)), path) if archives else ({}, tuple[Problem, ...]())
    )
    return described, (*problems, *_bad_patterns(archives, described, path))


def _bad_patterns(
    archives: Mapping[str, Any], described: Mapping[str, Archive], path: str
) -> Iterator[Problem]:
    """Report patterns that are no regular expressions."""
    for key in described:
        for name, pattern in _patterns(archives, key).items():
            try:
                re.compile(pattern)
            except re.error as error:
                message = f"the pattern of {key}, level {name}, is no regular expression"
                yield Problem(path, 0, "SETTING", message, str(error))


def _patterns(archives: Mapping[str, Any], key: str) -> dict[str, str]:
    """Return the patterns of an archive's levels, where `import.yml` gives some beside `field` and `mark`."""
    levels = next(value for name, value in archives.items() if str(name) == key).get("levels") or ()
    return {str(level["field"]): str(level["pattern"]) for level in levels if level.get("pattern")}


def _shape(archive: Archive, patterns: Mapping[str, str]) -> Shape:
    """Make the grammar of an archive's shelfmarks from its description."""
    levels = tuple(
        LevelMark(level.field, level.mark, re.escape(level.mark), _group_free(patterns.get(level.field, "")))
        for level in archive.levels
    )
    # what stands between two levels is no part of a value: `DY 30/1234`
    inside = "".join(sign for sign in "./-" if sign not in archive.separator)
    ending = inside.replace(".", "")
    value = rf"[\w{inside}]*\d[\w{ending}]*"
    return Shape(levels, archive.separator, (archive.key,), least=min(2, len(levels)), value=value)


def _group_free(pattern: str) -> str:
    """Return a pattern whose names of groups cannot clash with the grammar's."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)

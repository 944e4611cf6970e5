"""An edition's folder -> everything about it: `load(folder)` is the whole pipeline.

mkdocs.yml, docs/, notes/, bibliography.bib -> parse -> resolve -> check -> Edition
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import TypeVar

from apparatus import links
from apparatus.archives import Archive, check_shelfmarks, read_archives
from apparatus.bibliography import read_bibliography, shown_forms
from apparatus.chaptertext import without_settings
from apparatus.citations import ShortTitles
from apparatus.corrections import read_corrections
from apparatus.files import read_text
from apparatus.headings import headings
from apparatus.hints import nearest
from apparatus.ledger import NAME as LEDGER
from apparatus.ledger import Ledger, read_ledger
from apparatus.model import Bibliography, Call, Correction, Note, Problem
from apparatus.notes import find_calls, read_notes
from apparatus.problems import ordered
from apparatus.resolve import Resolution, resolve
from apparatus.settings import CONFIG, Settings, misplaced, published, read_settings, unreached
from apparatus.slugs import slug

_FILE_NAME = re.compile(r"(?!\.)[\w.-]+")
_OTHER_ENDING = re.compile(r"\.(?:markdown|mdown|mkdn?)$")  # with which MkDocs renders a page too
_NO_ADDRESS = re.compile(r"[#?]|%[0-9A-Fa-f]{2}")  # what a browser reads as something else


@dataclass(frozen=True, slots=True)
class BookData:
    """What describes the book, from `extra: edition:` in `mkdocs.yml`; empty where it says nothing."""

    title: str = ""
    subtitle: str = ""
    author: str = ""  # Family, Given
    year: str = ""
    publisher: str = ""
    place: str = ""
    series: str = ""
    number: str = ""  # of the volume in the series
    language: str = "en"
    pages: str = ""
    name: str = ""  # of the files in dist/; made from the title where it is empty
    description: str = ""
    licence: str = ""  # of the edition's text: the address of its terms, or their name


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of `docs/`, in the order of the navigation."""

    stem: str
    path: str
    text: str  # its Markdown, with empty lines where settings for the host stand above it
    title: str


@dataclass(frozen=True, slots=True, eq=False)  # one that was read anew is another
class Edition:
    """An edition, read and resolved. `problems` are all that was found, in order."""

    folder: Path
    book: BookData
    files: frozenset[str]  # of docs/, by their source paths: what the site has of them
    chapters: tuple[Chapter, ...]
    notes: tuple[Note, ...]  # in the order of the chapters
    calls: tuple[Call, ...]
    bibliography: Bibliography
    archives: Mapping[str, Archive]
    corrections: tuple[Correction, ...]
    published: Ledger
    resolution: Resolution
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """The name of the edition's files: `solidarity-and-national-revolution`."""
        return self.book.name or slug(self.book.title) or "edition"


def load(folder: Path, config: str = CONFIG, *, drafts: bool = False) -> Edition:
    """Read and resolve the edition in `folder`; `config` is the name of its settings' file.

    With `drafts` the chapters that `draft_docs` holds back belong to it.
    """
    reader = _Reader(folder)
    settings = reader.keep(read_settings(folder / config))
    reader.problems += misplaced(settings.site, settings.docs, settings.path)
    book = reader.keep(read_book_data(settings))
    files = published(settings, drafts=drafts)
    reader.problems += _misnamed(settings.docs, files)
    chapters = tuple(_chapters(settings, files, reader))
    archives = reader.parse("notes/archives.yml", read_archives, needed=False)
    bibliography = reader.parse("bibliography.bib", partial(read_bibliography, archives=archives))
    path = str(folder / "bibliography.bib")
    reader.problems += check_shelfmarks(bibliography.documents, archives, path)
    look_up = _look_up(bibliography)
    notes = [
        note
        for stem in _with_notes(folder, settings, chapters)
        for note in reader.parse(f"notes/{stem}.md", partial(read_notes, chapter=stem, short_titles=look_up))
    ]
    corrections = reader.parse("notes/corrections.yml", read_corrections, needed=False)
    ledger = read_ledger(reader.text(LEDGER, needed=False))
    resolution = resolve(notes, bibliography)
    made = {*links.GENERATED, links.REQUESTS_CSV, *(links.note(note.label) for note in notes)}
    reader.problems += unreached(settings, made)
    calls = [call for chapter in chapters for call in find_calls(chapter.text, chapter.path, chapter.stem)]
    return Edition(
        folder, book, frozenset(files), chapters, tuple(notes), tuple(calls), bibliography, archives,
        corrections, ledger, resolution, ordered([*reader.problems, *resolution.problems]),
    )  # fmt: skip


T = TypeVar("T")


class _Reader:
    """Reads the files of a folder and keeps what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def text(self, name: str, *, needed: bool = True) -> str:
        return self.keep(read_text(self.folder / name, needed=needed))

    def parse(
        self, name: str, parser: Callable[[str, str], tuple[T, tuple[Problem, ...]]], *, needed: bool = True
    ) -> T:
        return self.keep(parser(self.text(name, needed=needed), str(self.folder / name)))

    def keep(self, result: tuple[T, tuple[Problem, ...]]) -> T:
        value, problems = result
        self.problems += problems
        return value


def read_book_data(settings: Settings) -> tuple[BookData, tuple[Problem, ...]]:
    """Read `extra: edition:`; where it is absent the site's name is the book's title."""
    path, data = str(settings.path), settings.edition or {}
    if not isinstance(data, dict):
        hint = "see the formats in the README"
        message = f"extra: edition: has settings such as title:, and cannot be {data!r}"
        return BookData(title=settings.site_name), (Problem(path, 0, "SETTING", message, hint),)
    known = [item.name for item in fields(BookData)]
    problems = [
        Problem(path, 0, "SETTING", f"extra: edition: has no setting “{name}”", nearest(str(name), known))
        for name in data
        if name not in known
    ]
    problems += [
        Problem(path, 0, "SETTING", f"extra: edition: {name}: cannot be {value!r}", "a text, or a number")
        for name, value in data.items()
        if isinstance(value, list | dict)
    ]
    values = {name: str(value) for name, value in data.items() if name in known and value is not None}
    if "name" in values and not _FILE_NAME.fullmatch(values["name"]):
        message = f"extra: edition: name: “{values.pop('name')}” cannot be the name of a file"
        hint = "letters, digits, and - _ . between them"
        problems.append(Problem(path, 0, "SETTING", message, hint))
    values.setdefault("title", settings.site_name)
    return BookData(**values), tuple(problems)


def _chapters(settings: Settings, files: Collection[str], reader: _Reader) -> Iterator[Chapter]:
    """Yield the chapters among the files of `docs/`: those of the navigation first, in its order."""
    docs, there = settings.docs, [name for name in files if name.endswith(".md")]
    named = [name for name in settings.nav if name in there]
    for name in dict.fromkeys([*named, *there]):
        text = without_settings(reader.keep(read_text(docs / name)))
        title = next((heading.text for heading in headings(text) if heading.level == 1), "")
        yield Chapter(name.removesuffix(".md"), str(docs / name), text, title)


def _misnamed(docs: Path, files: Iterable[str]) -> Iterator[Problem]:
    """Report the chapters whose files are not called so that they can be linked to."""
    for name in files:
        sign = _NO_ADDRESS.search(name) if name.endswith(".md") else None
        if sign is not None or _OTHER_ENDING.search(name):
            message = f"“{sign.group()}” cannot be in it" if sign else "it has to end in .md"
            message = f"the name of a chapter's file is its address: {message}"
            yield Problem(str(docs / name), 0, "FILE-NAME", message, "rename the file, and that of its notes")


def _with_notes(folder: Path, settings: Settings, chapters: tuple[Chapter, ...]) -> list[str]:
    """Return the stems of the files of notes in the order of their chapters, then those of no chapter.

    A chapter that is not published keeps its notes with it; what is hidden is no file of notes.
    """
    names = (path.relative_to(folder / "notes") for path in sorted((folder / "notes").rglob("*.md")))
    there = [
        name.with_suffix("").as_posix()
        for name in names
        if not any(part.startswith(".") for part in name.parts)
    ]
    order = [chapter.stem for chapter in chapters if chapter.stem in there]
    of_none = [stem for stem in there if not (settings.docs / f"{stem}.md").exists()]
    return list(dict.fromkeys([*order, *of_none]))


def _look_up(bibliography: Bibliography) -> ShortTitles:
    def titles(key: str) -> tuple[str, ...]:
        entry = bibliography.entries.get(key)
        return shown_forms(entry) if entry else ()

    return titles

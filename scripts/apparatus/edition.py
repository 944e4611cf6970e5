"""An edition's folder -> everything about it: `load(folder)` is the whole pipeline.

mkdocs.yml, docs/, notes/, bibliography.bib -> parse -> resolve -> check -> Edition
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import TypeVar

from apparatus.archives import Archive, check_shelfmarks, read_archives
from apparatus.bibliography import read_bibliography, shown_forms
from apparatus.citations import ShortTitles
from apparatus.corrections import read_corrections
from apparatus.files import read_text
from apparatus.ledger import NAME as LEDGER
from apparatus.ledger import Ledger, read_ledger
from apparatus.model import Bibliography, Call, Correction, Note, Problem
from apparatus.notes import find_calls, read_notes
from apparatus.problems import ordered
from apparatus.resolve import Resolution, nearest, resolve
from apparatus.settings import CONFIG, Settings, misplaced, published, read_settings

_FILE_NAME = re.compile(r"(?!\.)[\w.-]+")


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
    text: str
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
    chapters = tuple(_chapters(settings, files, reader))
    archives = reader.parse("notes/archives.yml", read_archives, needed=False)
    bibliography = reader.parse("bibliography.bib", partial(read_bibliography, archives=archives))
    path = str(folder / "bibliography.bib")
    reader.problems += check_shelfmarks(bibliography.documents, archives, path)
    notes = [
        note
        for name in _note_files(folder, settings, chapters)
        for note in reader.parse(
            name, partial(read_notes, chapter=Path(name).stem, short_titles=_look_up(bibliography))
        )
    ]
    corrections = reader.parse("notes/corrections.yml", read_corrections, needed=False)
    ledger = read_ledger(reader.text(LEDGER, needed=False))
    resolution = resolve(notes, bibliography)
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
    path, data = str(settings.path), settings.edition
    known = [item.name for item in fields(BookData)]
    problems = [
        Problem(path, 0, "SETTING", f"extra: edition: has no setting “{name}”", nearest(str(name), known))
        for name in data
        if name not in known
    ]
    values = {name: str(value) for name, value in data.items() if name in known and value is not None}
    if "name" in values and not _FILE_NAME.fullmatch(values["name"]):
        message = f"extra: edition: name: “{values.pop('name')}” cannot be the name of a file"
        hint = "letters, digits, and - _ . between them"
        problems.append(Problem(path, 0, "SETTING", message, hint))
    values.setdefault("title", settings.site_name)
    return BookData(**values), tuple(problems)


def slug(text: str) -> str:
    """Return text as it stands in an address or a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _chapters(settings: Settings, files: Collection[str], reader: _Reader) -> Iterator[Chapter]:
    """Yield the chapters among the files of `docs/`: those of the navigation first, in its order."""
    docs, there = settings.docs, [name for name in files if name.endswith(".md")]
    named = [name for name in settings.nav if name in there]
    for name in dict.fromkeys([*named, *there]):
        text = reader.keep(read_text(docs / name))
        yield Chapter(name.removesuffix(".md"), str(docs / name), text, heading(text))


def heading(text: str) -> str:
    """Return the text of the first heading, without calls and attributes."""
    match = re.search(r"^#\s+(.+?)\s*$", text, re.MULTILINE)
    title = match.group(1) if match else ""
    return re.sub(r"\s*\{[^}]*\}\s*$|\[\^[^\]]+\]", "", title).strip()


def _note_files(folder: Path, settings: Settings, chapters: tuple[Chapter, ...]) -> list[str]:
    """Return the files of notes in the order of their chapters, then those of no chapter.

    A chapter that is not published keeps its notes with it.
    """
    files = (path for path in sorted((folder / "notes").glob("*.md")) if not path.name.startswith("."))
    there = {path.stem: f"notes/{path.name}" for path in files}
    order = [chapter.stem for chapter in chapters if chapter.stem in there]
    of_none = [stem for stem, name in there.items() if not (settings.docs / Path(name).name).exists()]
    return [there[stem] for stem in dict.fromkeys([*order, *of_none])]


def _look_up(bibliography: Bibliography) -> ShortTitles:
    def titles(key: str) -> tuple[str, ...]:
        entry = bibliography.entries.get(key)
        return shown_forms(entry) if entry else ()

    return titles

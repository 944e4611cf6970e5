"""An edition's folder -> everything about it: `load(folder)` is the whole pipeline.

mkdocs.yml, docs/, notes/, bibliography.bib -> parse -> resolve -> check -> Edition
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from apparatus.archives import Archive, check_shelfmarks, read_archives
from apparatus.bibliography import read_bibliography, shown_forms
from apparatus.citations import ShortTitles
from apparatus.corrections import read_corrections
from apparatus.files import read_text
from apparatus.headings import headings
from apparatus.ledger import NAME as LEDGER
from apparatus.ledger import Ledger, read_ledger
from apparatus.model import Bibliography, Call, Correction, Note, Problem
from apparatus.notes import find_calls, read_notes
from apparatus.problems import ordered
from apparatus.resolve import Resolution, nearest, resolve
from apparatus.slugs import slug
from apparatus.yamlfile import read_yaml


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


def load(folder: Path) -> Edition:
    """Read and resolve the edition in `folder`."""
    reader = _Reader(folder)
    settings = reader.parse("mkdocs.yml", read_settings)
    book = reader.keep(read_book_data(settings, str(folder / "mkdocs.yml")))
    chapters = tuple(_chapters(folder, settings, reader))
    archives = reader.parse("notes/archives.yml", read_archives, needed=False)
    bibliography = reader.parse("bibliography.bib", partial(read_bibliography, archives=archives))
    path = str(folder / "bibliography.bib")
    reader.problems += check_shelfmarks(bibliography.documents, archives, path)
    look_up = _look_up(bibliography)
    notes = [
        note
        for stem in _with_notes(folder, chapters)
        for note in reader.parse(f"notes/{stem}.md", partial(read_notes, chapter=stem, short_titles=look_up))
    ]
    corrections = reader.parse("notes/corrections.yml", read_corrections, needed=False)
    published = read_ledger(reader.text(LEDGER, needed=False))
    resolution = resolve(notes, bibliography)
    calls = [call for chapter in chapters for call in find_calls(chapter.text, chapter.path, chapter.stem)]
    return Edition(
        folder, book, chapters, tuple(notes), tuple(calls), bibliography, archives, corrections, published,
        resolution, ordered([*reader.problems, *resolution.problems]),
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


def read_settings(text: str, path: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Read `mkdocs.yml`; tags that only MkDocs knows are passed over."""
    data, faults = read_yaml(text, path, lenient=True)
    if faults or data is None:
        return {}, faults
    if not isinstance(data, dict):
        return {}, (Problem(path, 1, "YAML-SYNTAX", "settings such as site_name: are expected"),)
    return data, ()


def read_book_data(settings: Mapping[str, Any], path: str) -> tuple[BookData, tuple[Problem, ...]]:
    """Read `extra: edition:`; where it is absent the site's name is the book's title."""
    extra = settings.get("extra")
    data = extra.get("edition") or {} if isinstance(extra, dict) else {}
    if not isinstance(data, dict):
        hint = "see the formats in the README"
        message = f"extra: edition: has settings such as title:, and cannot be {data!r}"
        return BookData(title=_title(settings)), (Problem(path, 0, "SETTING", message, hint),)
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
    values.setdefault("title", _title(settings))
    return BookData(**values), tuple(problems)


def _title(settings: Mapping[str, Any]) -> str:
    """Return what the book is called where its own data do not say."""
    return str(settings.get("site_name", ""))


def _chapters(folder: Path, settings: Mapping[str, Any], reader: _Reader) -> Iterator[Chapter]:
    """Yield the files of `docs/`: first those of the navigation in its order, then the others."""
    docs = folder / str(settings.get("docs_dir", "docs"))
    there = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    named = [name for name in _nav(settings.get("nav")) if name in there]
    for name in dict.fromkeys([*named, *there]):
        text = reader.text(str((docs / name).relative_to(folder)))
        title = next((heading.text for heading in headings(text) if heading.level == 1), "")
        yield Chapter(name.removesuffix(".md"), str(docs / name), text, title)


def _nav(nav: Any) -> Iterator[str]:  # noqa: ANN401 - a tree of lists and mappings
    """Yield the files that the navigation names, in its order."""
    if isinstance(nav, str):
        yield nav
    for item in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _nav(item)


def _with_notes(folder: Path, chapters: tuple[Chapter, ...]) -> list[str]:
    """Return the stems of the files of notes in the order of their chapters, then those of no chapter."""
    notes = folder / "notes"
    there = sorted(path.relative_to(notes).as_posix().removesuffix(".md") for path in notes.rglob("*.md"))
    order = [chapter.stem for chapter in chapters if chapter.stem in there]
    return list(dict.fromkeys([*order, *there]))


def _look_up(bibliography: Bibliography) -> ShortTitles:
    def titles(key: str) -> tuple[str, ...]:
        entry = bibliography.entries.get(key)
        return shown_forms(entry) if entry else ()

    return titles

"""A book with its citations resolved -> the files of an edition."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import yaml

from apparatus.archives import Archive, format_archives
from apparatus.bibliography import format_bibliography
from apparatus.corrections import format_corrections
from apparatus.importer.book import Block, Book, Heading, Part, PrintNote, TitlePage
from apparatus.importer.citing.found import Cited
from apparatus.importer.settings import Settings
from apparatus.model import Problem, Work
from apparatus.notes import format_note


def edition_files(
    book: Book, works: Sequence[Work], cited: Cited, archives: Mapping[str, Archive], settings: Settings
) -> dict[str, str]:
    """Return every file of the edition by its path."""
    files = {"mkdocs.yml": _settings(book, settings), "docs/index.md": _landing(book.title_page)}
    files |= {f"docs/{part.slug}.md": part_text(part) for part in book.parts}
    files |= {f"notes/{stem}.md": text for stem, text in _notes(book, cited.notes)}
    files["notes/archives.yml"] = format_archives(archives)
    files["notes/corrections.yml"] = format_corrections(cited.corrections)
    files["bibliography.bib"] = format_bibliography([*works, *cited.documents])
    return files


def author_problems(book: Book, settings: Settings, path: str) -> tuple[Problem, ...]:
    """Return a problem where the author's name stands in `mkdocs.yml` as the title page has it."""
    page = book.title_page
    if settings.author or page.family_first or not page.author or "," in page.author:
        return ()
    message = f"the author {page.author!r} is written in the order of the title page"
    hint = "mkdocs.yml has `Family, Given`; a name whose family comes first stays"
    return (Problem(path, 0, "TITLE-PAGE", message, hint),)


def part_text(part: Part) -> str:
    """Write a file of `docs/`."""
    blocks = [_heading(part.heading), *(_block(block) for block in part.blocks)]
    return "\n\n".join(blocks) + "\n"


def _block(block: Block) -> str:
    return _heading(block.heading) if block.heading else block.text


def _heading(heading: Heading) -> str:
    """Write `## Building the North[^5] {#building-the-north data-page="28"}`."""
    calls = "".join(f"[^{label}]" for label in heading.calls)
    page = f' data-page="{heading.page}"' if heading.page else ""
    return f"{'#' * heading.level} {heading.text}{calls} {{#{heading.id}{page}}}"


def _notes(book: Book, notes: Iterable[tuple[PrintNote, str]]) -> list[tuple[str, str]]:
    """Return the files of notes: one for each part that calls some; notes that nothing calls stand apart."""
    texts = {note.label: text for note, text in notes}
    return [
        (slug, "\n\n".join(format_note(note.label, texts[note.label]) for note in own) + "\n")
        for slug, own in arranged(book).items()
        if own
    ]


def arranged(book: Book) -> dict[str, list[PrintNote]]:
    """Return the notes of each part's file, in order.

    A note that nothing calls stays in the part that its label names, or with the one before it.
    """
    by_part: dict[str, list[PrintNote]] = {part.slug: [] for part in book.parts}
    first = next((note.part for note in book.notes if note.part), "uncalled")
    place = first
    for note in book.notes:
        place = note.part or _named_part(note.label, by_part) or place
        by_part.setdefault(place, []).append(note)
    return by_part


def _named_part(label: str, parts: Container[str]) -> str:
    """Return the part in which the count of a label begins again: `chapter-3` for `3-12`."""
    lead = label.rpartition("-")[0]
    return next((slug for slug in (f"chapter-{lead}", lead) if slug in parts), "")


def moved(book: Book) -> frozenset[str]:
    """Return the labels of notes that follow another note in the edition than in the print."""
    order = [note.label for own in arranged(book).values() for note in own]
    before = dict(pairwise(reversed(order)))
    printed = dict(pairwise(reversed([note.label for note in book.notes])))
    return frozenset(label for label in order if before.get(label) != printed.get(label))


def _landing(page: TitlePage) -> str:
    """Write the landing page from what the title page says."""
    lines = [f"# {page.title or 'Untitled'}", f"*{page.subtitle}*" if page.subtitle else "", page.author]
    imprint = ", ".join(part for part in (page.series, page.publisher, page.place, page.year) if part)
    return "\n\n".join(line for line in (*lines, imprint) if line) + "\n"


def _settings(book: Book, settings: Settings) -> str:
    """Write `mkdocs.yml`."""
    page = book.title_page
    edition = {
        name: getattr(settings, name) or getattr(page, name)
        for name in ("title", "subtitle", "author", "year", "publisher", "place", "series")
    }
    edition["author"] = settings.author or page.family_first or page.author
    edition["language"] = dict(book.settings).get("language", "en")
    data: dict[str, Any] = {
        "site_name": edition["title"] or "Untitled",
        "theme": {"name": "material", "font": False, "features": ["navigation.footer", "toc.follow"]},
        "plugins": ["search", "apparatus"],
        "markdown_extensions": ["attr_list", "tables"],
        "nav": _nav(book),
        "extra": {"edition": {name: value for name, value in edition.items() if value}},
    }
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110))


def _nav(book: Book) -> list[str | dict[str, str]]:
    parts: list[str | dict[str, str]] = ["index.md", *(f"{part.slug}.md" for part in book.parts)]
    generated = {
        "Notes": "notes/index.md",
        "Bibliography": "bibliography.md",
        "Archives": "archives.md",
        "Report": "report.md",
    }
    return [*parts, *({title: path} for title, path in generated.items())]

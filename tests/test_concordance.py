"""Who cites what, and how the chapters of an edition are called where they are named in passing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from apparatus.checks import calls
from apparatus.concordance import Concordance, concordance
from apparatus.edition import load
from apparatus.typeset.render import cited_by_chapter

BOOK = "@book{ulam1974, author = {Ulam, Adam}, title = {Expansion}, year = {1974}}"


def written(folder: Path, chapters: Mapping[str, str], language: str = "en") -> Concordance:
    """Write an edition of chapters with their titles, each of which cites one work, and read it."""
    config = f"site_name: B\nplugins: [apparatus]\nextra: {{edition: {{language: {language}}}}}\n"
    files = {"mkdocs.yml": config, "bibliography.bib": BOOK}
    for number, (stem, title) in enumerate(chapters.items(), 1):
        files[f"docs/{stem}.md"] = f"# {title}\n\nSo it was.[^{number}]\n"
        files[f"notes/{stem}.md"] = f"[^{number}]: [@ulam1974, p. {number}].\n"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    edition = load(folder)
    assert edition.problems == ()
    return concordance(edition)


@pytest.mark.parametrize(
    ("stem", "title", "language", "name"),
    [
        ("chapter-1", "Chapter 1: The salt road", "en", "chapter 1"),
        ("chapter-1", "1 The salt road", "en", "chapter 1"),
        ("conclusions", "Epilogue and conclusions", "en", "conclusions"),
        ("authors-note", "Author’s note", "en", "authors note"),
        ("salt", "2 The road to the sea", "en", "2 The road to the sea"),
        ("vorwort", "Vorwort", "de", "Vorwort"),
        ("teil-1/groesse", "1 Größe und Maß", "de", "1 Größe und Maß"),
        ("chapter-1", "Kapitel 1: Der Salzweg", "de", "Kapitel 1"),
    ],
)
def test_a_chapter_is_named_in_words_that_a_reader_knows(
    stem: str, title: str, language: str, name: str, tmp_path: Path
) -> None:
    assert written(tmp_path, {stem: title}, language).place(stem) == name


def test_chapters_of_the_same_name_in_several_parts_are_told_apart(tmp_path: Path) -> None:
    chapters = {"part-1/chapter-1": "1 Salt", "part-1/chapter-2": "2 Iron", "part-2/chapter-1": "1 Wool"}
    index = written(tmp_path, chapters)
    cited = cited_by_chapter(index, index.edition.bibliography.entries["ulam1974"])
    assert list(cited) == ["part 1, chapter 1", "chapter 2", "part 2, chapter 1"]


def test_chapters_that_are_not_in_the_order_of_their_notes_are_told(tmp_path: Path) -> None:
    edition = written(tmp_path, {"vorwort": "Vorwort", "anhang": "Anhang"}).edition  # without nav: by name
    (problem,) = calls.check(edition)
    assert problem.code == "CALL-ORDER"
    assert problem.message == "note 1 is called after note 2"
    assert problem.hint == "name the chapters under nav: in the order of the book"

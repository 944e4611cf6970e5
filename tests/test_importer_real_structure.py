"""The real print, where it is at hand: its notes, headings and entries by count, and no word lost."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from apparatus.importer.account import account
from apparatus.importer.book import Book
from apparatus.importer.read import read_book
from apparatus.importer.settings import Settings
from apparatus.importer.structure.contents import read_contents
from apparatus.importer.text.lines import read_lines
from apparatus.importer.words import compact

SOURCE = os.environ.get("APPARATUS_SOURCE", "")
pytestmark = pytest.mark.skipif(not SOURCE, reason="APPARATUS_SOURCE is not set: the real print is not here")
CALLS = {
    "introduction": 14,
    "chapter-1": 53,
    "chapter-2": 62,
    "chapter-3": 78,
    "chapter-4": 50,
    "chapter-5": 50,
    "conclusions": 12,
    "appendix-1": 5,
}


@pytest.fixture(scope="module")
def text() -> str:
    return Path(SOURCE).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def book(text: str) -> Book:
    return read_book(text, "monograph.txt", Settings())


def test_every_note_is_called_in_its_part(book: Book) -> None:
    assert [note.label for note in book.notes] == [str(n) for n in range(1, 325)]
    assert Counter(note.part for note in book.notes) == CALLS
    assert book.problems == ()


def test_calls_stand_in_the_text_in_order(book: Book) -> None:
    labels = []
    for part in book.parts:
        for block in part.blocks:
            if block.heading:
                labels += block.heading.calls
            labels += [piece.split("]")[0] for piece in block.text.split("[^")[1:]]
    assert labels == [str(n) for n in range(1, 325)]


def test_every_heading_of_the_contents_list_has_its_page(book: Book, text: str) -> None:
    lines, _ = read_lines(text, Settings())
    listed = [(compact(e.text), e.page) for e in read_contents(lines, Settings()).entries]
    headings = [h for p in book.parts for h in (p.heading, *(b.heading for b in p.blocks if b.heading))]
    found = [(compact(h.text), h.page) for h in headings if h.page]
    assert found == [entry for entry in listed if entry[0] not in ("bibliography", "notes")]


def test_the_parts(book: Book) -> None:
    assert [part.slug for part in book.parts] == [
        "preface",
        "authors-note",
        "abbreviations",
        "introduction",
        "chapter-1",
        "chapter-2",
        "chapter-3",
        "chapter-4",
        "chapter-5",
        "conclusions",
        "appendix-1",
        "appendix-2",
        "archival-sources",
    ]
    assert len(book.bibliography) == 58


def test_no_paragraph_is_left_cut(book: Book) -> None:
    chapters = [part for part in book.parts if part.kind == "chapter"]
    starts = [b.text[:1] for part in chapters for b in part.blocks if b.kind == "paragraph"]
    assert not [start for start in starts if start.islower()]


def test_no_word_is_lost_or_doubled(book: Book, text: str) -> None:
    assert account(text, book) == ({}, {})


def test_without_its_contents_list_the_print_still_gives_its_parts(text: str) -> None:
    lines, _ = read_lines(text, Settings())
    contents = read_contents(lines, Settings())
    bare = "\n".join(line.text for line in (*lines[: contents.start], *lines[contents.end :]))
    book = read_book(bare, "monograph.txt", Settings())
    assert Counter(note.part for note in book.notes) == CALLS
    assert len(book.bibliography) == 58
    assert account(bare, book) == ({}, {})

"""Running heads and headings of the same words are told apart, and notes that got lost are reported."""

from __future__ import annotations

import pytest

from apparatus.importer.account import account
from apparatus.importer.book import Book
from apparatus.importer.read import read_book
from apparatus.importer.settings import Settings

FRONT = "THE SALT ISLAND\n\nBy Anders Moen\n\nQuay Press\n2004\n\n"
CONTENTS = "CONTENTS\n\n1. The First Gate  1\nNotes  2\nBibliography  3\n"
CHAPTER = "Chapter 1\nThe First Gate\n\nThe gate stood open.1 Nobody closed it.2 It rained.3\n\n1\n"
NOTES = "\fNOTES\n\n1. Lund, Tolls, 4.\n2. Lund, Tolls, 8.\n3. Lund, Tolls, 9.\n\n2\n"
WORKS = "\fBIBLIOGRAPHY\n\nLund, Per. Tolls. Oslo: Fjord, 1980.\n\n3\n"
MORE = "\fBIBLIOGRAPHY\n\nVik, Ole. Gates. Oslo: Fjord, 1990.\n\n4\n"


def read(text: str) -> Book:
    book = read_book(text, "print.txt", Settings())
    assert account(text, book) == ({}, {})
    return book


def heads(book: Book) -> list[str]:
    return [left.text for left in book.left_out if left.reason == "running head"]


@pytest.mark.parametrize("edge", ["\n", "\f", "\n\f"])
@pytest.mark.parametrize("more", ["", MORE, MORE + MORE.replace("4", "5")])
def test_a_contents_line_at_a_pages_edge_makes_no_running_head_of_a_heading(edge: str, more: str) -> None:
    book = read(FRONT + CONTENTS + edge + CHAPTER + NOTES + WORKS + more)
    assert len(book.bibliography) == 1 + more.count("BIB")
    assert [note.text for note in book.notes] == [f"Lund, Tolls, {n}." for n in (4, 8, 9)]
    assert heads(book) == ["BIBLIOGRAPHY"] * more.count("BIB")


def test_a_contents_list_without_pages_makes_no_running_head_of_a_heading() -> None:
    bare = "CONTENTS\n\nChapter 1\nNotes\nBibliography\n\f"
    book = read(FRONT + bare + CHAPTER + NOTES + WORKS + MORE)
    assert len(book.bibliography) == 2
    assert len(book.notes) == 3


ISLAND = """THE SALT ISLAND

By Anders Moen

Quay Press
2004

CONTENTS

1. The First Gate, 1850-1860  1
2. The Salt Crisis, 1861-1870  3

1
The First Gate, 1850-1860

The gate stood open in 1850.1 Nobody came.2 It rained, and people

1

The First Gate   2

stayed at home.3

NOTES

1. Lund, Tolls, 4.
2. Lund, Tolls, 8.
3. Lund, Tolls, 9.

3

2
The Salt Crisis, 1861-1870

The rock was bare in 1861.1 Nobody asked.2 It rained.3

NOTES

4

The Salt Crisis   5

1. Vik, Gates, 1.
2. Vik, Gates, 2.
3. Vik, Gates, 3.

6
"""


@pytest.mark.parametrize("text", [ISLAND, ISLAND.replace("\n\nThe Salt Crisis   5", "\n\fThe Salt Crisis 5")])
def test_a_running_head_that_stands_once_is_a_head(text: str) -> None:
    book = read(text)
    assert [left.split()[-1] for left in heads(book)] == ["2", "5"]
    assert [(note.part, note.text) for note in book.notes] == [
        *[("chapter-1", f"Lund, Tolls, {n}.") for n in (4, 8, 9)],
        *[("chapter-2", f"Vik, Gates, {n}.") for n in (1, 2, 3)],
    ]
    assert [block.text for block in book.parts[0].blocks] == [
        "The gate stood open in 1850.[^1-1] Nobody came.[^1-2] It rained, and people stayed at home.[^1-3]"
    ]
    assert not book.problems


def test_a_chapters_number_and_title_end_the_notes_above_them() -> None:
    book = read(ISLAND.replace("3\n\n2\nThe Salt", "3\n2\nThe Salt"))
    assert [part.slug for part in book.parts] == ["chapter-1", "chapter-2"]


def test_the_books_title_at_a_pages_top_is_a_head_though_it_stands_once() -> None:
    notes = NOTES.replace("3. Lund", "\n2\n\fTHE SALT ISLAND\n\n3. Lund").replace("9.\n\n2", "9.\n\n3")
    book = read(FRONT + CONTENTS + "\n\f" + CHAPTER + notes + WORKS.replace("3\n", "4\n"))
    assert heads(book) == ["THE SALT ISLAND"]
    assert [note.text for note in book.notes] == [f"Lund, Tolls, {n}." for n in (4, 8, 9)]


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("2 The Salt Crisis", "2 The Salt Crisis"),  # the heading itself, with its number
        ("2. The Salt Crisis", "Plan 9"),  # no words of a title
        ("2. The Salt Crisis", "The Salt Crisis 1861"),  # a year
        ("2. The Salt Crisis", "The Salt Crisis 77"),  # no page that could come here
    ],
)
def test_a_numbered_line_at_a_pages_edge_may_be_a_heading(title: str, line: str) -> None:
    text = ISLAND.replace("2. The Salt Crisis, 1861-1870", title).replace(
        "2\nThe Salt Crisis, 1861-1870", f"\f{line}"
    )
    text = text.replace("\n\nThe Salt Crisis   5", "")
    assert line not in heads(read_book(text, "print.txt", Settings()))


def test_a_sub_heading_of_the_notes_at_a_pages_foot_is_no_head() -> None:
    pages = [
        "\n\fCONCLUSION\n\nIt ended so, as all things end.1\n\n2\n",
        NOTES.replace("\n\n1.", "\n\nCHAPTER 1\n\n1.").replace("\n\n2\n", "\n\nCONCLUSION\n\n3\n"),
        "\fNOTES\n\n1. Vik, Gates, 7.\n\n4\n",
    ]
    listed = "CONTENTS\n\n1. The First Gate  1\nConclusion  2\nNotes  3\n\n\f"
    book = read(FRONT + listed + CHAPTER + "".join(pages))
    assert heads(book) == ["NOTES"]
    assert [(n.part, n.number) for n in book.notes][-1] == ("conclusions", "1")


def test_figures_that_count_up_in_a_chapter_without_notes_are_reported() -> None:
    text = ISLAND.replace("NOTES\n\n4\n\nThe Salt Crisis   5\n\n", "Remarks\n\n")
    (problem,) = read_book(text, "print.txt", Settings()).problems
    assert (problem.code, problem.line) == ("CALL-WITHOUT-NOTE", 35)
    assert problem.message == "chapter-2 seems to call notes 1 to 3, but they were not found"
    assert "line 39" in problem.hint


def test_a_call_that_counts_on_behind_the_last_note_is_reported() -> None:
    book = read_book(ISLAND.replace("3. Vik, Gates, 3.\n", ""), "print.txt", Settings())
    assert [(p.code, p.message) for p in book.problems] == [
        ("CALL-WITHOUT-NOTE", "note 3 is called, but the print has none")
    ]


def test_a_heading_of_notes_without_notes_is_reported() -> None:
    text = ISLAND.replace("1. Vik, Gates, 1.\n2. Vik, Gates, 2.\n3. Vik, Gates, 3.\n", "None.\n")
    assert ("NOTES-UNREAD", 37) in [
        (p.code, p.line) for p in read_book(text, "print.txt", Settings()).problems
    ]


def test_what_is_missing_names_the_lines_left_out_as_running_heads() -> None:
    page = "\fNOTES\n\nText of the book goes on here, as it did before, and comes to no end.\n\n{}\n"
    text = "NOTES\n\nA line.\n\n" + "".join(page.format(n) for n in range(2, 5))
    problems = read_book(text, "print.txt", Settings()).problems
    (hint,) = [p.hint for p in problems if p.code == "NO-NOTES"]
    assert "left out as running heads: `NOTES` (line " in hint
    assert "page_marks" in hint
    assert all("page_marks" in p.hint for p in problems if p.code == "NO-CHAPTERS")


def paged(text: str, numbers: list[int]) -> str:
    """Set a page number between the pages of a text, without form feeds."""
    pages = text.split("\f")
    return "".join(f"{page}\n\n{n}\n\n" for page, n in zip(pages, numbers, strict=True))


WALK = (
    "The gate stood open in the year of the flood, and nobody on the island closed it",
    "before the people of the town came home in the autumn of the same year.1",
)


def test_page_numbers_count_up_past_the_numbers_of_chapters() -> None:
    listed = "CONTENTS\n\nPreface  1\n1. The First Gate  3\n2. The Salt Crisis  5\n"
    body = (
        f"\n\nPREFACE\n\nIt is short.\fTHE SALT ISLAND\n\nIt is done.\f1\n\nThe First Gate\n\n{WALK[0]}"
        f"\fThe First Gate\n\n{WALK[1]}\f2\n\nThe Salt Crisis\n\nIt rained.2\fNOTES\n\n1 Lund.\n2 Vik."
    )
    book = read(f"{FRONT}{listed}{paged(body, [1, 2, 3, 4, 5, 6])}")
    assert heads(book) == ["THE SALT ISLAND", "The First Gate"]
    assert [part.slug for part in book.parts] == ["preface", "chapter-1", "chapter-2"]
    assert [block.text for block in book.parts[1].blocks] == [f"{WALK[0]} {WALK[1][:-1]}[^1]"]


def test_a_head_goes_on_with_the_number_of_the_head_before() -> None:
    listed = "CONTENTS\n\n1. The First Gate  1\nConclusion  2\nNotes  3\n\n"
    pages = [
        "Chapter 1\nThe First Gate\n\nThe gate stood open.1",
        "CONCLUSION\n\nIt ended so.1",
        "NOTES\n\nCHAPTER 1\n\n1. Lund, Tolls and what the men of the island had to say of them, 4.",
        "4   THE SALT ISLAND\n\nLund, again.",
        "NOTES   5\n\nCONCLUSION\n\n1. Vik, Gates, 7.",
    ]
    book = read(FRONT + listed + "\n\n".join(pages) + "\n")
    assert heads(book) == ["4   THE SALT ISLAND", "NOTES   5"]
    assert [(note.part, note.number) for note in book.notes] == [("chapter-1", "1"), ("conclusions", "1")]


def test_a_head_may_stand_between_the_heading_of_the_notes_and_the_first() -> None:
    text = ISLAND.replace("NOTES\n\n1. Lund", "NOTES\n\n2\n\nThe First Gate\n\n1. Lund")
    assert (
        len(read(text.replace("The First Gate   2\n\n", "").replace("\n\n1\n\nstayed", "\nstayed")).notes)
        == 6
    )


@pytest.mark.parametrize(("count", "codes"), [(6, ["NOTES-UNREAD"]), (3, [])])
def test_lines_that_count_as_notes_and_that_nothing_calls_are_reported(count: int, codes: list[str]) -> None:
    lines = "\n".join(f"{n}. Vik, Gates, {n}." for n in range(1, count + 1))
    text = f"{CHAPTER}\n\nChapter 2\n\nThe rock was bare.\n\n{lines}\n\n2\n\n{NOTES}"
    assert [p.code for p in read_book(text, "print.txt", Settings()).problems] == codes

"""Contents list and headings find each other; parts, blocks and whole small prints come out right."""

from __future__ import annotations

from pathlib import Path

import pytest

from apparatus.importer.account import account
from apparatus.importer.book import Block, Book
from apparatus.importer.read import read_book
from apparatus.importer.settings import Settings
from apparatus.importer.structure.contents import read_contents
from apparatus.importer.structure.outline import likeness
from apparatus.importer.structure.parts import slug_of, slugify
from apparatus.importer.text.lines import read_lines

PRINTS = Path(__file__).parent / "fixtures" / "prints"
PROSE = "The harbour was small, and the men who lived by it were many; they spoke of it at length in books.¹"
NOTES = "\n\nNotes\n\n1 Moen 1920: 4."


def read(text: str, settings: Settings | None = None) -> Book:
    return read_book(text, "print.txt", settings or Settings())


def outline(book: Book) -> list[tuple[int, str, str]]:
    out = []
    for part in book.parts:
        headings = [part.heading, *(b.heading for b in part.blocks if b.heading)]
        out += [(h.level, h.text, h.page) for h in headings]
    return out


def blocks(body: str) -> list[Block]:
    book = read(f"Chapter 1: The Quay\n\n{PROSE}\n\n{body}{NOTES}")
    assert not any(account(f"Chapter 1: The Quay\n\n{PROSE}\n\n{body}{NOTES}", book))
    return list(book.parts[0].blocks[1:])


@pytest.mark.parametrize(
    ("listed", "entries"),
    [
        ("Preface\t5\nThe Quay\t7", [("Preface", 1, "5"), ("The Quay", 1, "7")]),
        ("Preface ..... v\nThe Quay . . . . 7", [("Preface", 1, "v"), ("The Quay", 1, "7")]),
        ("Preface     v\nThe Quay    7", [("Preface", 1, "v"), ("The Quay", 1, "7")]),
        ("Preface 5\nThe Quay 7", [("Preface", 1, "5"), ("The Quay", 1, "7")]),
        ("| Preface | 5 |\n| The Quay | 7 |", [("Preface", 1, "5"), ("The Quay", 1, "7")]),
        (
            "Chapter 1: The Quay\t\n(1850 - 1860)\t7\n- The toll\t8",
            [("Chapter 1: The Quay (1850 - 1860)", 1, "7"), ("The toll", 2, "8")],
        ),
        (
            "Chapter 1: The Quay .. 7\n   The toll .. 8",
            [("Chapter 1: The Quay", 1, "7"), ("The toll", 2, "8")],
        ),
        ("1. The Quay .... 7\n1.1 The toll .... 8", [("1. The Quay", 1, "7"), ("1.1 The toll", 2, "8")]),
        (
            "Part I: Sea .... 1\n  Chapter 1: The Quay .... 7\n    The toll .... 8",
            [("Part I: Sea", 1, "1"), ("Chapter 1: The Quay", 1, "7"), ("The toll", 2, "8")],
        ),
        (
            "Appendix 1: Men\t141\n---\t-----\n\nNotes\t152",
            [("Appendix 1: Men", 1, "141"), ("Notes", 1, "152")],
        ),
    ],
)
def test_a_contents_list_is_read(listed: str, entries: list[tuple[str, int, str]]) -> None:
    lines, _ = read_lines(f"The Book\n\nContents\n\n{listed}\n\nPreface\n\n{PROSE * 3}\n", Settings())
    contents = read_contents(lines, Settings())
    assert [(e.text, e.level, e.page) for e in contents.entries] == entries
    assert lines[contents.end].blank


@pytest.mark.parametrize(
    ("entry", "heading", "match"),
    [
        ("Chapter 1: The Quay", "Chapter 1 - The Quay", True),
        ("Chapter 1: The Quay", "CHAPTER ONE: THE QUAY", True),
        ("The Quay (1850- 1860)", "The Quay (1850 - 1860)", True),
        ("The Quay and the Crown", "The Quay & the Crown", True),
        ("Chapter 1: The Quay", "The Quay", True),
        ("1. The Quay", "I. The Quay", True),
        ("The harbour factor", "The harvest fashion", False),
        ("Chapter 1: Conclusions", "Chapter 2: Conclusions", False),
        ("The Quay", "The Toll", False),
    ],
)
def test_spelling_is_set_aside(entry: str, heading: str, *, match: bool) -> None:
    assert (likeness(entry, heading) > 0) is match


@pytest.mark.parametrize(
    ("title", "slug", "kind"),
    [
        ("Preface", "preface", "front"),
        ("Author's note", "authors-note", "front"),
        ("List of abbreviations", "abbreviations", "front"),
        ("Introduction: the sea", "introduction", "chapter"),
        ("Chapter 3: The Quay", "chapter-3", "chapter"),
        ("CHAPTER THREE", "chapter-3", "chapter"),
        ("III. The Quay", "chapter-3", "chapter"),
        ("Epilogue and conclusions", "conclusions", "chapter"),
        ("Conclusion", "conclusions", "chapter"),
        ("Epilogue", "epilogue", "chapter"),
        ("Appendix 2: Men", "appendix-2", "back"),
        ("Appendix B: Men", "appendix-b", "back"),
        ("The Færøy Quay", "the-faeroy-quay", "chapter"),
    ],
)
def test_slugs(title: str, slug: str, kind: str) -> None:
    assert slug_of(title, "", "") == (slug, kind)


def test_ids_have_no_punctuation() -> None:
    assert slugify('"To the sea" - Tarva\'s hope?') == "to-the-sea-tarvas-hope"


def contents_book(contents: str, body: str) -> Book:
    return read(f"The Quay\n\nContents\n\n{contents}\n\n{body}{NOTES}")


def test_contents_and_headings_check_each_other() -> None:
    book = contents_book(
        "Introduction\t1\nChapter 1: Sea\t2\n- The toll\t3\n- The lost one\t4\n- The tide of Tarva\t5\n"
        "Notes\t9",
        f"Introduction\n\n{PROSE}\n\nChapter 1 - Sea\n\nText of it.\n\nThe toll\n\nText.\n\n"
        f"The tides of Tarvo\n\nText.\n\nOn nobody\n\n{PROSE[:-1] * 2}",
    )
    assert [(p.code, p.line) for p in book.problems] == [
        ("HEADING-MISSING", 8),
        ("HEADING-DIFFERS", 24),
        ("HEADING-EXTRA", 28),
    ]
    assert outline(book)[:4] == [
        (1, "Introduction", "1"),
        (1, "Chapter 1: Sea", "2"),
        (2, "The toll", "3"),
        (2, "The tide of Tarva", "5"),
    ]


def test_a_heading_may_stand_in_two_parts() -> None:
    body = f"Chapter 1: Sea\n\n{PROSE}\n\nThe toll\n\nText.\n\nChapter 2: Land\n\nText.\n\nThe toll\n\nText."
    book = contents_book(
        "Chapter 1: Sea\t1\n- The toll\t3\nChapter 2: Land\t4\n- The toll\t7\nNotes\t9", body
    )
    assert outline(book) == [
        (1, "Chapter 1: Sea", "1"),
        (2, "The toll", "3"),
        (1, "Chapter 2: Land", "4"),
        (2, "The toll", "7"),
    ]
    assert not book.problems


def test_a_call_in_a_heading_is_kept_and_not_a_part_of_its_text() -> None:
    book = contents_book(
        "Chapter 1: Sea\t1\n- The toll\t3\nNotes\t9", "Chapter 1: Sea\n\nText.\n\nThe toll¹\n\nText."
    )
    heading = book.parts[0].blocks[1].heading
    assert heading
    assert (heading.text, heading.calls, heading.id) == ("The toll", ("1",), "the-toll")


def test_ids_are_unique_in_a_part() -> None:
    text = f"# Sea\n\n{PROSE}\n\n## The toll\n\nText.\n\n## The toll\n\nText.\n\n# Land\n\nText.{NOTES}"
    ids = [b.heading.id for b in read(text).parts[0].blocks if b.heading]
    assert ids == ["the-toll", "the-toll-2"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Chapter 1: The Quay", "Chapter 2: The Toll"),
        ("CHAPTER ONE\n\nThe Quay", "CHAPTER TWO\n\nThe Toll"),
        ("CHAPTER ONE\nThe Quay", "CHAPTER TWO\nThe Toll"),
        ("Chapter I. The Quay", "Chapter II. The Toll"),
        ("1. The Quay", "2. The Toll"),
        ("1 The Quay", "2 The Toll"),
        ("# 1. The Quay", "# 2. The Toll"),
    ],
)
def test_chapters_without_a_contents_list(first: str, second: str) -> None:
    text = (
        f"The Book\n\nIntroduction\n\n{PROSE}\n\n{first}\n\n{PROSE[:-1]}\n\n{second}\n\n{PROSE[:-1]}{NOTES}"
    )
    if first.startswith("#"):
        text = text.replace("\nIntroduction", "\n# Introduction").replace("\nNotes", "\n# Notes")
    book = read(text)
    assert [part.slug for part in book.parts] == ["introduction", "chapter-1", "chapter-2"]
    assert [part.kind for part in book.parts] == ["chapter"] * 3
    assert not any(account(text, book))


def test_prose_that_begins_like_a_heading_is_no_heading() -> None:
    text = (
        f"Chapter 1: Sea\n\n{PROSE}\n\nChapter one discusses the sea and no more than that.\n\nText.{NOTES}"
    )
    assert [part.slug for part in read(text).parts] == ["chapter-1"]


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("> We sit\n> at table.", ["quote"]),
        ("    We sit at the table.\n    We speak.", ["quote"]),
        ("USSR\tUnion\nCC\tCommittee (<i>of it</i>)", ["table"]),
        ("- | | |\n|---|---|\n| F 1 | Sea |\n| F 2 | Land |", ["table"]),
        ("Masters\n\nAnders Moen\nPeder Lund\nOle Lie", ["heading", "list"]),
        ("1956/1\n\n*Masters: (1956)*\nAnders Moen\nPeder Lund", ["heading", "heading", "list"]),
        ("Anders Moen\nPeder Lund\n\nOle Lie\nHans Lie", ["list"]),
        ("- Anders Moen\n- Peder Lund", ["list"]),
        (
            f"The goal of the masters, set down in the book of the guild in May 1850, was to\n\n...{PROSE}",
            ["paragraph", "quote"],
        ),
        ("1957\n\nText of the year.", ["heading", "paragraph"]),
    ],
)
def test_blocks(body: str, kinds: list[str]) -> None:
    assert [b.kind for b in blocks(body)] == kinds


def test_tables_keep_their_cells_and_italics() -> None:
    (table,) = blocks("USSR\tUnion\nCC\tCommittee (<i>of it</i>)")
    assert table.text == "|   |   |\n| --- | --- |\n| USSR | Union |\n| CC | Committee (*of it*) |"


def test_a_rosters_label_is_a_heading_where_the_part_knows_it() -> None:
    body = "Members of the board\n\nAnders Moen\nPeder Lund\n\n1957\n\nThe whole of the guild met.\n\n"
    found = blocks(body + "Members of the board\nOle Lie\nHans Lie")
    assert [b.heading.text for b in found if b.heading] == [
        "Members of the board",
        "1957",
        "Members of the board",
    ]
    assert found[-1].text == "- Ole Lie\n- Hans Lie"


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("- Moen, A. 1920. *Sea*. Oslo.\n- Lund, P. 1921. *Land*. Oslo.", 2),
        (
            "- Moen, A. 1920. *The Sea and the Old*\n\n- Land*. Oslo: Fjord.\n- Lund, P. 1921. *Toll*. Oslo.",
            2,
        ),
        ("- Moen, A. 1920. *Sea*\n- Lund, P. 1921. *Land*", 2),
        ("Moen, Anders. *Sea*. Oslo, 1920.\n\nLund, Per. *Land and\n\nshore*. Oslo, 1921.", 2),
        ("Articles\n\nMoen, Anders. *Sea*. Oslo, 1920.\n\nBooks\n\nLund, Per. *Land*. Oslo, 1921.", 2),
    ],
)
def test_bibliography_entries(text: str, entries: int) -> None:
    whole = f"Chapter 1: Sea\n\n{PROSE}\n\nBibliography\n\n{text}{NOTES}"
    book = read(whole)
    assert len(book.bibliography) == entries
    assert not any(account(whole, book))
    assert all(e.text.count("*") % 2 == 0 for e in book.bibliography)


def test_an_emphasis_mark_that_a_list_mark_ate_is_set_again() -> None:
    book = read(f"Chapter 1: Sea\n\n{PROSE}\n\nBibliography\n\n- Rolls of the Sea* 1911. Oslo: Hof.{NOTES}")
    assert book.bibliography[0].text == "*Rolls of the Sea* 1911. Oslo: Hof."


def test_nothing_found_is_a_problem() -> None:
    book = read("Only a line.\n\nAnd another.")
    assert sorted(p.code for p in book.problems) == ["NO-CHAPTERS", "NO-NOTES"]


@pytest.mark.parametrize(
    ("name", "slugs", "labels"),
    [
        (
            "quay",
            ["preface", "introduction", "chapter-1", "chapter-2", "conclusions"],
            "introduction-1 introduction-2 introduction-3 1-1 1-2 1-3 1-4 2-1 2-2 2-3 conclusions-1",
        ),
        (
            "lanterns",
            ["introduction", "chapter-1", "chapter-2", "epilogue"],
            "introduction-1 introduction-2 1-1 1-2 1-3 2-1 2-2",
        ),
        (
            "saltroad",
            ["preface", "introduction", "chapter-1", "chapter-2", "appendix-1"],
            "1 2 3 4 5 6 7 7b 8 10 9 11 12 13 15",
        ),
        ("glass", ["introduction", "chapter-1", "chapter-2"], "1 2 3 4 5"),
    ],
)
def test_whole_prints(name: str, slugs: list[str], labels: str) -> None:
    text = (PRINTS / f"{name}.txt").read_bytes().decode("utf-8")
    book = read(text)
    assert [part.slug for part in book.parts] == slugs
    assert [note.label for note in book.notes] == labels.split()
    assert account(text, book) == ({}, {})


@pytest.mark.parametrize("name", ["quay", "lanterns", "glass"])
def test_prints_without_faults_give_no_problems(name: str) -> None:
    assert read((PRINTS / f"{name}.txt").read_bytes().decode("utf-8")).problems == ()


def test_a_faulty_print_gives_each_problem() -> None:
    book = read((PRINTS / "saltroad.txt").read_text(encoding="utf-8"))
    assert [p.code for p in book.problems] == [
        "HEADING-MISSING",
        "HEADING-DIFFERS",
        "HEADING-EXTRA",
        "NOTE-TWICE",
        "NOTE-ORDER",
        "NOTE-WITHOUT-CALL",
        "NOTE-ORDER",
        "CALL-WITHOUT-NOTE",
    ]


def test_title_pages() -> None:
    page = read((PRINTS / "quay.txt").read_bytes().decode("utf-8")).title_page
    assert (page.title, page.author, page.year, page.publisher, page.place) == (
        "THE QUAY AND THE CROWN",
        "Ingrid Solheim",
        "1988",
        "Nordhav Press",
        "Bergen",
    )


def test_a_conclusion_after_the_last_chapter_is_a_part_and_one_between_chapters_a_section() -> None:
    text = (
        f"CHAPTER I\n\nTHE SEA\n\n{PROSE}\n\nConclusion\n\nText.\n\nCHAPTER II\n\nTHE LAND\n\nText.\n\n"
        "CONCLUSION\n\nText.\n\nNOTES\n\nCHAPTER I\n\n1. Moen 1920: 4.\n"
    )
    book = read(text)
    assert [part.slug for part in book.parts] == ["chapter-1", "chapter-2", "conclusions"]
    assert book.parts[0].blocks[1].heading
    assert account(text, book) == ({}, {})


def test_parts_of_several_chapters_stand_by_themselves() -> None:
    text = f"PART ONE\n\nThe River\n\nChapter 1\n\n{PROSE}\n\nPART TWO\n\nChapter 2\n\nText.{NOTES}"
    assert [part.slug for part in read(text).parts] == ["part-1", "chapter-1", "part-2", "chapter-2"]


PARTS = """Keepers

By Ann Lund

Quay Press
2004

Contents

Preface . . . . . . 9
Part One: Foundations
1. Coal and Candle . . . . . . 11
2. The Engineers . . . . . 13
Part Two: Decline
3. Paper Lights . . . . . . 15
Notes . . . . . . 16

Preface

My father kept the light.1

PART ONE
Foundations

1

Coal and Candle

The gate stood open.2 Nobody closed it.3

2

The Engineers

The gate stood open.4 Nobody closed it.5

PART TWO
Decline

3

Paper Lights

The gate stood open.6 Nobody closed it.7

Notes

Preface

1 Moen 1920: 4.

1. Coal and Candle

2 Moen 1920: 5.
3 Moen 1920: 6.

2. The Engineers

4 Moen 1920: 7.
5 Moen 1920: 8.

3. Paper Lights

6 Moen 1920: 9.
7 Moen 1920: 10.
"""


@pytest.mark.parametrize("preface", [True, False])
def test_a_part_without_a_page_in_the_contents_list_heads_its_chapters(*, preface: bool) -> None:
    text = PARTS
    if not preface:
        text = text.replace("Preface . . . . . . 9\n", "").replace(
            "Preface\n\nMy father kept the light.1\n\n", ""
        )
        text = text.replace("Preface\n\n1 Moen 1920: 4.\n\n", "")
    book = read(text)
    assert [(part.slug, part.heading.text, len(part.blocks)) for part in book.parts][preface:] == [
        ("part-1", "Part One: Foundations", 0),
        ("chapter-1", "1. Coal and Candle", 1),
        ("chapter-2", "2. The Engineers", 1),
        ("part-2", "Part Two: Decline", 0),
        ("chapter-3", "3. Paper Lights", 1),
    ]
    assert not book.problems
    assert not any(account(text, book))


@pytest.mark.parametrize(
    ("listed", "body", "entries"),
    [
        # the line below is a heading of its own in the text, or the rest of one
        ("Part One\nCoal and Candle . . 1", "Coal and Candle", ["Part One", "Coal and Candle"]),
        ("Part One\nCoal and Candle . . 1", "Part One\nCoal and Candle", ["Part One Coal and Candle"]),
        ("Coal, Tallow\nand Candle . . 1", "Coal, Tallow and Candle", ["Coal, Tallow and Candle"]),
    ],
)
def test_a_contents_line_without_a_page_is_an_entry_where_the_text_says_so(
    listed: str, body: str, entries: list[str]
) -> None:
    text = (
        f"Keepers\n\nContents\n\n{listed}\nThe Engineers . . 3\n\n{body}\n\n{PROSE}\n\nThe Engineers\n\nText."
    )
    lines, _ = read_lines(text, Settings())
    assert [e.text for e in read_contents(lines, Settings()).entries] == [*entries, "The Engineers"]


def test_a_short_text_behind_the_contents_list_is_no_title_page() -> None:
    front = "Keepers\n\nContents\n\nThe Gates . . 1\nThe Engineers . . 3\n\n"
    text = (
        f"{front}The Doors\n\nThe gate stood open.1 It rained.2\n\nThe Engineers\n\nText.3{NOTES}\n2 A.\n3 B."
    )
    book = read(text)
    assert [(part.slug, len(part.blocks)) for part in book.parts] == [
        ("front-matter", 1),
        ("the-engineers", 1),
    ]
    assert [note.part for note in book.notes] == ["front-matter", "front-matter", "the-engineers"]
    assert not any(account(text, book))


INDEX = "Lund, Per, 5\nMoen, Anders, 2, 6, 9–11\nsalt, 8-10, 12n\n  its price, 9\ntoll, see salt\nVik, 6, 12"


@pytest.mark.parametrize("title", ["INDEX", "Index of names", "Personenregister"])
def test_an_index_is_left_out_as_such(title: str) -> None:
    text = f"Chapter 1: Sea\n\n{PROSE}{NOTES}\n\n# {title}\n\n{INDEX}\n"
    book = read(text)
    assert [part.slug for part in book.parts] == ["chapter-1"]
    assert [left.text for left in book.left_out if left.reason == "index"] == [
        f"# {title}",
        *(line.strip() for line in INDEX.split("\n")),
    ]
    assert not any(account(text, book))


def test_a_chapter_about_an_index_is_kept() -> None:
    text = f"Chapter 1: Sea\n\n{PROSE}{NOTES}\n\n# Index\n\n{PROSE[:-1] * 3}\n"
    assert [part.slug for part in read(text).parts] == ["chapter-1", "index-2"]

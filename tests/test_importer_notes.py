"""Notes are found in every form of definition, and each call finds its note."""

from __future__ import annotations

import pytest

from apparatus.importer.account import account
from apparatus.importer.book import Book
from apparatus.importer.markers import choose, find_markers
from apparatus.importer.read import read_book
from apparatus.importer.settings import Settings


def read(body: str, notes: str, settings: Settings | None = None) -> Book:
    text = f"Chapter 1: The Quay\n\n{body}\n\nNotes\n\n{notes}\n"
    book = read_book(text, "print.txt", settings or Settings())
    assert account(text, book) == ({}, {})
    return book


def codes(book: Book) -> list[str]:
    return [p.code for p in book.problems]


@pytest.mark.parametrize(
    "form",
    ["{} {}", "{}. {}", "- {} {}", "[{}] {}", "{}) {}", "[^{}]: {}", "- {}. {}", "{}\t{}", "^{}^ {}"],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_forms_of_definition(form: str, gap: str) -> None:
    texts = ["Moen 1920: 4.", "Ibid. 7.", "Lund 1921: 412-418."]
    notes = gap.join(form.format(n, t) for n, t in enumerate(texts, 1))
    book = read("One.¹ Two.² Three.³", notes)
    assert [(n.label, n.text, n.part) for n in book.notes] == [
        (str(n), t, "chapter-1") for n, t in enumerate(texts, 1)
    ]
    assert not codes(book)


@pytest.mark.parametrize(
    "body",
    [
        "One.¹ Two.² Three.³",
        "One.^1^ Two.^2^ Three.^3^",
        "One.[1] Two.[2] Three.[3]",
        "One.[^1] Two.[^2] Three.[^3]",
        "One.1 Two.2 Three.3",
        "One.<sup>1</sup> Two.<sup>2</sup> Three.<sup>3</sup>",
        "One¹, two;² three.³",
        '"One."¹ (Two.)² *Three*.³',
    ],
)
def test_styles_of_call(body: str) -> None:
    book = read(body, "1 A.\n\n2 B.\n\n3 C.")
    text = book.parts[0].blocks[0].text
    assert [f"[^{n}]" in text for n in (1, 2, 3)] == [True] * 3
    assert not codes(book)


@pytest.mark.parametrize(
    ("text", "numbers", "called"),
    [
        ("40 km² of sea.¹ Then.² And m³ of it.³", {1, 2, 3}, [1, 2, 3]),
        ("40 km² of sea.¹ Then.", {1, 2}, [1]),
        ("In [1954] it was.[1] And [1956] too.[2]", {1, 2}, [1, 2]),
        ("10² of them.¹ Then.² There.³", {1, 2, 3}, [1, 2, 3]),
        ("One.¹ Two.[2] Three.³", {1, 2, 3}, [1, 2, 3]),
        ("One.¹ See p. 12.² Then.", {1, 2, 12}, [1, 2]),
    ],
)
def test_a_figure_is_a_call_where_it_fits_the_count(text: str, numbers: set[int], called: list[int]) -> None:
    calls = choose(find_markers(0, text), frozenset(numbers))
    assert [m.number for m in calls.calls] == called
    assert not calls.missing


@pytest.mark.parametrize(
    ("notes", "texts"),
    [
        ("1 Lunde 1968: 412-\n\n418.\n\n2 B.", ["Lunde 1968: 412-418.", "B."]),
        ("- 1 Moen, f. 9, op.\n\n- 12, p. 17, d. 5.\n- 2 B.", ["Moen, f. 9, op. 12, p. 17, d. 5.", "B."]),
        (
            "- 1 Moen to Lund, p. 2;\n\n- Lund to Moen, p. 3.\n- 2 B.",
            ["Moen to Lund, p. 2; Lund to Moen, p. 3.", "B."],
        ),
        ("1 A first paragraph.\n\nA second one.\n\n2 B.", ["A first paragraph.\n\nA second one.", "B."]),
        ("1 He came in\n\n1956 with his wife.\n\n2 B.", ["He came in 1956 with his wife.", "B."]),
        ("1 See the book of\n\n5 May 1955, p. 2.\n\n2 B.", ["See the book of 5 May 1955, p. 2.", "B."]),
        ("1 *Ibid.* 4; *The Old*\n\nSea* 1911.\n\n2 B.", ["*Ibid.* 4; *The Old Sea* 1911.", "B."]),
        ("1 See A [Hereafter A] -\n\n2 B.", ["See A [Hereafter A]", "B."]),
    ],
)
def test_continuations(notes: str, texts: list[str]) -> None:
    book = read("One.¹ Two.²", notes)
    assert [n.text for n in book.notes] == texts
    assert not codes(book)


def test_a_note_without_a_call_and_a_call_without_a_note() -> None:
    book = read("One.¹ Two.³ Three.⁴", "1 A.\n\n2 B.\n\n4 D.")
    assert codes(book) == ["NOTE-WITHOUT-CALL", "CALL-WITHOUT-NOTE"]
    assert [(n.label, n.part) for n in book.notes] == [("1", "chapter-1"), ("2", ""), ("4", "chapter-1")]
    assert "³" in book.parts[0].blocks[0].text


def test_a_number_twice_keeps_both() -> None:
    book = read("One.¹ Two.² Three.³", "1 A.\n\n2 B.\n\n2 Bb.\n\n3 C.")
    assert [(n.label, n.text) for n in book.notes] == [("1", "A."), ("2", "B."), ("2b", "Bb."), ("3", "C.")]
    assert codes(book) == ["NOTE-TWICE"]


def test_notes_out_of_order_are_kept_in_the_prints_order() -> None:
    book = read("One.¹ Two.² Three.³ Four.⁴", "1 A.\n\n3 C.\n\n2 B.\n\n4 D.")
    assert [n.label for n in book.notes] == ["1", "3", "2", "4"]
    assert codes(book) == ["NOTE-ORDER"]


def test_a_note_called_twice_is_called_once() -> None:
    book = read("One.¹ Two.² Again.² Three.³", "1 A.\n\n2 B.\n\n3 C.")
    assert book.parts[0].blocks[0].text.count("[^2]") == 1
    assert codes(book) == ["NOTE-TWICE"]


TWO = "Introduction\n\nText.¹ More.²\n\nChapter 1: Sea\n\nText.¹\n\nChapter 2: Land\n\nText.¹ More.²\n\n"


@pytest.mark.parametrize(
    "notes",
    [
        "Notes\n\nIntroduction\n\n1 A.\n\n2 B.\n\nChapter 1: Sea\n\n1 C.\n\nChapter 2: Land\n\n1 D.\n\n2 E.",
        "Notes\n\nIntroduction\n1. A.\n2. B.\n\nChapter 1\n1. C.\n\nChapter 2\n1. D.\n2. E.",
        "NOTES\n\nIntroduction\n\n[1] A.\n[2] B.\n\nSea\n\n[1] C.\n\nLand\n\n[1] D.\n[2] E.",
    ],
)
def test_notes_that_start_again_in_each_chapter(notes: str) -> None:
    text = TWO + notes + "\n"
    book = read_book(text, "print.txt", Settings())
    assert [(n.label, n.part, n.text) for n in book.notes] == [
        ("introduction-1", "introduction", "A."),
        ("introduction-2", "introduction", "B."),
        ("1-1", "chapter-1", "C."),
        ("2-1", "chapter-2", "D."),
        ("2-2", "chapter-2", "E."),
    ]
    assert account(text, book) == ({}, {})
    assert not codes(book)
    assert ("numbering", "chapter") in book.settings


def test_notes_at_each_chapters_end() -> None:
    text = (
        "Chapter 1: Sea\n\nText.¹ More.²\n\nNotes\n\n1 A.\n\n2 B.\n\n"
        "Chapter 2: Land\n\nText.¹\n\nNotes\n\n1 C.\n\nConclusion\n\nNo more.\n"
    )
    book = read_book(text, "print.txt", Settings())
    assert [n.label for n in book.notes] == ["1-1", "1-2", "2-1"]
    assert [p.slug for p in book.parts] == ["chapter-1", "chapter-2", "conclusions"]
    assert not codes(book)


def test_one_count_under_chapter_headings_stays_one_count() -> None:
    text = TWO.replace("1: Sea\n\nText.¹", "1: Sea\n\nText.³").replace(
        "2: Land\n\nText.¹ More.²", "2: Land\n\nText.⁴"
    )
    book = read_book(
        text + "Notes\n\nIntroduction\n\n1 A.\n\n2 B.\n\nChapter 1\n\n3 C.\n\nChapter 2\n\n4 D.\n",
        "p",
        Settings(),
    )
    assert [(n.label, n.part) for n in book.notes] == [
        ("1", "introduction"),
        ("2", "introduction"),
        ("3", "chapter-1"),
        ("4", "chapter-2"),
    ]
    assert not codes(book)


def test_notes_without_a_heading_of_their_own() -> None:
    chapters = "Chapter 1\n\nText.[1] More.[2]\n\nChapter 2\n\nText.[3]\n\n"
    text = f"# The Ferry\n\n{chapters}[1] A.\n\n[2] B.\n\n[3] C.\n"
    book = read_book(text, "print.txt", Settings())
    assert [(n.label, n.part) for n in book.notes] == [
        ("1", "chapter-1"),
        ("2", "chapter-1"),
        ("3", "chapter-2"),
    ]
    assert [p.slug for p in book.parts] == ["chapter-1", "chapter-2"]
    assert account(text, book) == ({}, {})

"""Notes are found in every form of definition, and each call finds its note."""

from __future__ import annotations

import pytest

from apparatus.importer.account import account
from apparatus.importer.book import Book
from apparatus.importer.notes.markers import choose, find_markers
from apparatus.importer.notes.roundcalls import round_markers
from apparatus.importer.read import read_book
from apparatus.importer.settings import Settings
from apparatus.importer.words import ends_sentence


def read(body: str, notes: str, settings: Settings | None = None) -> Book:
    text = f"Chapter 1: The Quay\n\n{body}\n\nNotes\n\n{notes}\n"
    book = read_book(text, "print.txt", settings or Settings())
    assert account(text, book) == ({}, {})
    return book


def codes(book: Book) -> list[str]:
    return [p.code for p in book.problems]


@pytest.mark.parametrize(
    "form",
    [
        "({}) {}",
        "{} {}",
        "{}. {}",
        "- {} {}",
        "[{}] {}",
        "{}) {}",
        "[^{}]: {}",
        "- {}. {}",
        "{}\t{}",
        "^{}^ {}",
    ],
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
        "One.(1) Two.(2) Three.(3)",
        "Rain (1). Wind (2), snow (3).",
        "One. (1) Two. (2) Three. (3)",
        '"One."(1) (Two.)(2) *Three*.(3)',
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


TIGHT = "The toll was paid.{1} The ice came;{2} it went.{3} "
BEFORE = "The toll was paid {1}. The ice, which came early {2}, was thin {3}. "
AFTER = "The toll was paid. {1} The ice came. {2} It went, {3} and so on. "


@pytest.mark.parametrize("calls", [TIGHT, BEFORE, AFTER])
@pytest.mark.parametrize(
    "trap",
    [
        "They feared (1) the ice, (2) the toll and (3) the king.",
        "They feared three things: (1) the ice; (2) the toll; (3) the king.",
        "They feared (1) the ice and (2) the toll, and nothing else (p. 3).",
        "In (1954) it was so, in (843) it was not, and in (1302-3) nobody knew.",
        "By equation (3) the weight is w = 4 + length (2), and f(1) is its root.",
        "There were three (3) boats, and two (2) of them were at sea; in one (1) they slept.",
        "So clause (3) of the act says, and item (2) of (1).",
        "(1) No net by night.",
        '"(2) No cart on the sill."',
        "It is in the *Review* 12 (3), and in article 5(2) of the act of 1911.",
        "He was (3) and she was (2) at the time.",
        "Four is (4), ninety is (90), and (-1), (1%), (2a), (c) are nothing.",
    ],
)
def test_what_else_stands_in_round_brackets_is_no_call(calls: str, trap: str) -> None:
    printed = calls.format("", "(1)", "(2)", "(3)")
    for body in (f"{printed}\n\n{trap}\n\nSo it was.", f"{trap}\n\n{printed}\n\nSo it was."):
        book = read(body, "1 A.\n\n2 B.\n\n3 C.")
        texts = [block.text for block in book.parts[0].blocks]
        assert trap in [text.replace("\\", "") for text in texts]
        assert "".join(texts).count("[^") == 3
        assert not codes(book)


@pytest.mark.parametrize(
    "body",
    [
        "One. Two. Boats (1), men (2) and nets (3) were lost.",  # fits the count, and the calls are there
        "They feared (1) the ice, (2) the toll and (3) the king.",
        "So it was. (1) It froze. (2) It thawed. (3) It froze.",
    ],
)
def test_round_brackets_call_nothing_where_other_calls_are_the_prints(body: str) -> None:
    book = read(f"Rain.¹ Wind.² Snow.³ {body}", "1 A.\n\n2 B.\n\n3 C.")
    assert book.parts[0].blocks[0].text == f"Rain.[^1] Wind.[^2] Snow.[^3] {body}"
    assert not codes(book)


@pytest.mark.parametrize(
    "body",
    [
        "They feared (1) the ice, (2) the toll and (3) the king.",
        "The boats (2), the men. It was so.",
        "See equations (1), (2) and (3).",
        "Ice.(2) Snow.(2) Rain.(2)",
    ],
)
def test_round_brackets_that_do_not_count_up_with_the_notes_call_none(body: str) -> None:
    book = read(body, "1 A.\n\n2 B.\n\n3 C.")
    assert [note.part for note in book.notes] == ["", "", ""]
    assert "[^" not in book.parts[0].blocks[0].text


@pytest.mark.parametrize(
    ("body", "open_"),
    [
        ("One.(1) Snow (2), rain.(3) Wind.(4) Ice.(5) Hail.(6)", ["2"]),  # it stands as no other call does
        ("They feared, (1) the ice.\n\nSnow. (2)\n\nRain. (3)\n\nWind. (4)\n\nIce. (5)\n\nHail. (6)", ["1"]),
        ("Snow. (1)\n\nSo. (1) It froze. (2) It thawed.\n\nRain. (3)\n\nWind. (4) Ice. (5) Hail. (6)", ["2"]),
    ],
)
def test_a_call_that_the_print_has_lost_is_found_nowhere_else(body: str, open_: list[str]) -> None:
    book = read(body, "\n\n".join(f"{n} A." for n in range(1, 7)))
    assert [note.label for note in book.notes if not note.part] == open_


def test_a_chapter_does_not_call_in_round_brackets_where_the_others_do_not() -> None:
    text = (
        "Chapter 1: Sea\n\nText.¹ More.² Much.³\n\nNotes\n\n1 A.\n\n2 B.\n\n3 C.\n\n"
        "Chapter 2: Land\n\nBoats (1), men (2).\n\nNotes\n\n1 D.\n\n2 E.\n"
    )
    book = read_book(text, "print.txt", Settings())
    assert [n.part for n in book.notes] == [*["chapter-1"] * 3, "", ""]


def test_round_brackets_never_stand_for_a_call_of_another_style() -> None:
    text = "One.¹ Two.(2) Three.³"
    calls = choose([*find_markers(0, text), *round_markers(0, text)], frozenset({1, 2, 3}))
    assert [m.number for m in calls.calls] == [1, 3]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The toll was paid.(12)", True),
        ("“The toll was paid.” (12)", True),
        ("The toll was paid (12).", True),
        ("There were boats (12)", False),
        ("The toll was paid (12", False),
        ("It was so. In (1954)", False),
    ],
)
def test_a_sentence_ends_before_a_call_in_round_brackets(text: str, *, ends: bool) -> None:
    assert ends_sentence(text) is ends


def test_a_call_that_may_be_one_of_two_is_open_and_says_where() -> None:
    book = read("So it was.(1) It froze.(2) Snow.(2) It thawed.(3)", "1 A.\n\n2 B.\n\n3 C.")
    assert book.parts[0].blocks[0].text == "So it was.[^1] It froze.(2) Snow.(2) It thawed.[^3]"
    assert [(p.code, p.message, p.hint) for p in book.problems] == [
        ("NOTE-WITHOUT-CALL", "nothing calls note 2", "the call may be in line 3")
    ]


def test_a_note_that_is_missing_is_missed_in_round_brackets_too() -> None:
    book = read("One.(1) Two.(2) Three.(3) Four.(4)", "(1) A.\n\n(2) B.\n\n(4) D.")
    assert [(n.label, n.part) for n in book.notes] == [(n, "chapter-1") for n in "124"]
    assert codes(book) == ["CALL-WITHOUT-NOTE"]


def test_a_list_within_a_note_is_not_read_as_notes() -> None:
    book = read("One.¹ Two.² Three.³", "1 Of two kinds:\n(2) wet, and\n(3) dry.\n2 B.\n3 C.")
    assert [n.text for n in book.notes] == ["Of two kinds: (2) wet, and (3) dry.", "B.", "C."]
    lost = read("One.¹ Two.² Three.³", "1 Of two kinds.\n\n(2) Wet, and dry.\n\n3 C.")
    assert [n.label for n in lost.notes] == ["1", "3"]


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


@pytest.mark.parametrize(
    "ends", ["»Raten«.{}", "»laut«,{}", "»leise«{}.", "›so‹.{}", "„Raten“.{}", "‚so‘,{}"]
)
def test_a_call_stands_after_the_marks_that_close_a_german_quotation(ends: str) -> None:
    said = " ".join(f"Er sprach von {ends.format(n)} Er schwieg." for n in (1, 2, 3))
    text = f"Kapitel 1: Das Amt\n\n{said}\n\nAnmerkungen\n\n1 Moen 1920.\n2 Lund 1921.\n3 Vik 1922.\n"
    book = read_book(text, "print.txt", Settings())
    assert not book.problems
    assert [note.part for note in book.notes] == ["chapter-1"] * 3

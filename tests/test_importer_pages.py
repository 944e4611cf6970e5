"""What a page break cut is joined, what is whole stays whole, and each joint is on record."""

from __future__ import annotations

import pytest

from apparatus.importer.settings import Settings, read_settings
from apparatus.importer.text.inline import render
from apparatus.importer.text.lines import read_lines
from apparatus.importer.text.pages import Piece, blocks_of, is_cut, join, wrapped_width
from apparatus.importer.words import ends_sentence, vocabulary

PROSE = (
    "The objection of the guild was old. A one-sided view of the Sino-Soviet toll came from Tarva, and in",
    "Tarva the overcome masters said that the government and the Guild of Tarva would follow. Not last.",
)
WORDS = vocabulary(PROSE)
LEAD = "In the spring of that year the masters of the harbour met at the long table "


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        ("met and", "spoke of the toll.", True),
        ("met.", "They spoke of the toll at length.", False),
        ("met.¹²", "they spoke of it.", False),
        ('met."⁷', "They spoke.", False),
        ("met and saw the", "Tarva harbour, which was empty.", True),  # `the` asks for more
        ("met at the island of", "Tarva and spoke.", True),
        ("met with the men from", "Tarva, who spoke of it.", True),
        (
            "met and spoke as follows",
            "First, let us hear the masters of the island.",
            False,
        ),  # `first` is no name
        ("met, as its book has it:", "We sit at the long table.", False),
        ("met and the goal was to", "...further the trade of the island.", False),
        ("met and sent a note to the board", "*Let it be known that the toll is due at Easter.*¹", False),
        ("met in March 1856", "Tarva", False),  # a short line may be a heading
        ("wrote of the toll in f. 12, op.", "9, p. 4, which is lost.", True),
        ("wrote of it in a serious objec-", "tion to the toll.", True),
        ("met in", "1856 and spoke.", True),
    ],
)
def test_a_paragraph_without_an_end_goes_on(before: str, after: str, *, cut: bool) -> None:
    first = Piece(LEAD + before, 1, 1)
    assert is_cut(first, Piece(after, 3, 3), WORDS) is cut


@pytest.mark.parametrize(
    ("before", "after", "text", "kind"),
    [
        ("a serious objec-", "tion to it", "a serious objection to it", "hyphen"),
        ("the Sino-", "Soviet toll", "the Sino-Soviet toll", "hyphen"),
        ("a one-", "sided view", "a one-sided view", "hyphen"),
        ("the Anglo-", "Norse league", "the Anglo-Norse league", "hyphen"),
        ("a self-", "made man", "a self-made man", "hyphen"),
        ("the wonder\u00ad", "ful toll", "the wonderful toll", "hyphen"),
        ("pages 569-", "610 of it", "pages 569-610 of it", "hyphen"),
        ("Moen and Lund, and", "Lund, and others", "Moen and Lund, and others", "repeat"),
        ("kept in the", "the cellar", "kept in the cellar", "repeat"),
        ("what he had", "had to do", "what he had had to do", "paragraph"),
        ("*The Trade of the Old*", "Island*. Bergen", "*The Trade of the Old Island*. Bergen", "paragraph"),
        ("*The Trade of*", "*the Island* and", "*The Trade of the Island* and", "paragraph"),
    ],
)
def test_halves_meet(before: str, after: str, text: str, kind: str) -> None:
    piece, made, _ = join(Piece(before, 1, 1), Piece(after, 3, 3), "paragraph", WORDS)
    assert (piece.text, made.kind, made.line) == (text, kind, 3)
    assert made.result in text or made.kind == "paragraph"


def test_words_printed_twice_are_left_out_once() -> None:
    _, made, left = join(Piece("and Lund, and", 1, 1), Piece("Lund, and others", 3, 3), "paragraph", WORDS)
    assert left
    assert (made.kind, left.text, left.reason) == ("repeat", "Lund, and", "repeated over a page break")


@pytest.mark.parametrize(
    "end", ["end.", 'end."', "end.¹²", "end.[12]", "end.^3^", "*end.*⁴", "end?)", "end.12"]
)
def test_a_sentence_ends_before_its_marker(end: str) -> None:
    assert ends_sentence(f"This is the {end}")


def kept(text: str, settings: Settings | None = None) -> list[str]:
    lines, _ = read_lines(text, settings or Settings())
    return [line.text for line in lines if not line.blank]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("\ufeffOne\r\n\r\nTwo\r", ["One", "Two"]),
        ("One\n\n12\n\fTwo", ["One", "Two"]),
        ("One\n\f12\n\nTwo", ["One", "Two"]),
        ("One\n\n- 12 -\n\nTwo\n\n- 13 -\n\nThree\n\n- 14 -\n\nFour", ["One", "Two", "Three", "Four"]),
        ("One\n\n1957\n\nTwo\n\n1959\n\nThree", ["One", "1957", "Two", "1959", "Three"]),
        ("One\n\nI\n\nTwo\n\nII\n\nThree\n\nIII\n\nFour", ["One", "I", "Two", "II", "Three", "III", "Four"]),
        ("<i>Toll</i> &amp; tide", ["*Toll* & tide"]),
        ("   One\n   Two\n     Three", ["One", "Two", "  Three"]),
    ],
)
def test_what_belongs_to_the_page_is_no_line(text: str, lines: list[str]) -> None:
    assert kept(text) == lines


def test_running_heads_are_left_out_with_their_numbers() -> None:
    pages = [f"{n}   THE QUAY\n\nText of page {n} goes on." for n in range(10, 14)]
    text = "\f".join(pages)
    lines, left = read_lines(text, Settings())
    assert "THE QUAY" not in " ".join(line.text for line in lines)
    assert [item.reason for item in left] == ["running head"] * 4


def test_a_setting_names_running_heads() -> None:
    assert kept("One\nHarbour Studies 4\nTwo", Settings(page_marks=(r"Harbour Studies \d+",))) == [
        "One",
        "Two",
    ]


def test_hand_wrapped_lines_are_seen() -> None:
    wrapped = "\n".join(["the tide came in and the tide went out again all day"] * 12)
    lines, _ = read_lines(wrapped, Settings())
    assert wrapped_width(lines) == 52
    long, _ = read_lines("\n\n".join(["the tide " * 60] * 12), Settings())
    assert wrapped_width(long) == 0
    assert len(blocks_of(long)) == 12


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (r"for \$40 and \* too", r"for $40 and \* too"),
        ("a stray \\ mark", "a stray mark"),
        ("*whole* and half*", r"*whole* and half\*"),
        ("_whole_ and snake_case", "*whole* and snake_case"),
        ("1956. A year", r"1956\. A year"),
        ("- a dash", r"\- a dash"),
        ("# 7 was lost", r"\# 7 was lost"),
        ("a < b & c", "a &lt; b & c"),
        ("[Hereafter Rolls] and [^x]", r"[Hereafter Rolls] and \[^x]"),
        ("see [this](that)", r"see [this]\(that)"),
        ("to @tarva", "to &#64;tarva"),
        ("the `book`", r"the \`book\`"),
    ],
)
def test_literal_text_is_no_markup(text: str, markdown: str) -> None:
    assert render(text) == markdown


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("titel: The Quay", "SETTING", "title"),
        ("numbering: page", "SETTING", "book or chapter"),
        ("page_marks: ['(']", "SETTING", ""),
        ("notes: 4", "SETTING", ""),
        ("- a list", "SETTING", ""),
        ("title: [", "YAML-SYNTAX", ""),
    ],
)
def test_a_wrong_setting_is_a_problem(text: str, code: str, words: str) -> None:
    settings, problems = read_settings(text, "import.yml")
    assert [p.code for p in problems] == [code]
    assert words in problems[0].hint
    assert settings.notes == Settings().notes


def test_settings_are_read() -> None:
    settings, problems = read_settings(
        "title: The Quay\nyear: 1988\nnotes: Remarks\narchives: {A: 1}\n", "import.yml"
    )
    assert not problems
    assert (settings.title, settings.year, settings.notes, settings.archives) == (
        "The Quay",
        "1988",
        ("Remarks",),
        {"A": 1},
    )

"""The Python-Markdown extension, on pages of a few lines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from site_builder import FIXTURE, copy_of_edition

from apparatus.addresses import addresses
from apparatus.chaptertext import without_settings
from apparatus.concordance import concordance
from apparatus.edition import load
from apparatus.headings import headings
from apparatus.site.extension import EditionExtension
from apparatus.typeset.render import Typesetter


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(concordance(load(FIXTURE)))


def convert(typesetter: Typesetter, text: str, source: str = "page.md") -> tuple[str, Any]:
    md = Markdown(
        extensions=["toc", "tables", "fenced_code", "attr_list", EditionExtension(typesetter, source)]
    )
    return md.convert(text), md


def test_a_call(typesetter: Typesetter) -> None:
    html, _ = convert(typesetter, "Text.[^1]")
    assert html == (
        '<p>Text.<sup class="call" data-search-exclude="true" id="call-1">'
        '<a aria-label="Note 1" href="#note-1" role="doc-noteref">1</a></sup></p>'
    )


@pytest.mark.parametrize("text", ["It said[^1]: thus.", "First.\nIt *said*[^1]: thus."])
def test_a_call_before_a_colon(typesetter: Typesetter, text: str) -> None:
    html, _ = convert(typesetter, text)
    assert 'id="call-1"' in html
    assert "</sup>: thus" in html


@pytest.mark.parametrize(
    "text", ["[^1]: a definition", "`[^1]`", "    [^1]", "```\n[^1]\n```", r"\[^1]", "[^no-such-note]"]
)
def test_no_call(typesetter: Typesetter, text: str) -> None:
    html, _ = convert(typesetter, text)
    assert "<sup" not in html
    assert "[^" in html


def test_a_call_in_a_heading_is_in_no_id_and_no_contents(typesetter: Typesetter) -> None:
    html, md = convert(typesetter, "## The *Quarrel*[^3] over Scales")
    assert '<h2 id="the-quarrel-over-scales">' in html
    assert 'id="call-3"' in html
    assert [(token["id"], token["name"]) for token in md.toc_tokens] == [
        ("the-quarrel-over-scales", "The Quarrel over Scales")
    ]


HEADINGS = (
    ("The Quarrel", "the-quarrel"),
    ("Đường và Tønnesson", "uong-va-tnnesson"),  # published so, and it stays
    ("1954 год", "1954"),
    ("Глава о весах", "glava-o-vesakh"),
    ("Север-Юг", "sever-yug"),
    ("北京", "beijing"),
    ("The `brass` weights", "the-brass-weights"),
    ("Весы", "vesy"),
    ("Весы", "vesy_1"),
    ("…", "_1"),
)


def test_headings_of_any_script_have_ids_of_their_words_and_the_page_has_the_same(
    typesetter: Typesetter,
) -> None:
    text = "\n\n".join(f"## {words}" for words, _ in HEADINGS)
    ids = [name for _, name in HEADINGS]
    assert [heading.id for heading in headings(text)] == ids
    assert re.findall(r'<h2 id="([^"]*)"', convert(typesetter, text)[0]) == ids


def test_a_section_that_comes_between_moves_no_address_of_another_script() -> None:
    before = {heading.text: heading.id for heading in headings("## Письма\n\n## Ответы")}
    after = {heading.text: heading.id for heading in headings("## Весы\n\n## Письма\n\n## Ответы")}
    assert before.items() < after.items()


def test_a_chapters_title_is_its_first_heading_and_none_of_code_or_comments(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    chapter = folder / "docs/chapter-1.md"
    above = "<!--\n# Not yet\n-->\n\n```\n# a comment of the code\n```\n\n"
    chapter.write_text(
        f"{above}# The *harbour*[^1]: a story {{#harbour}}\n\n{chapter.read_text('utf-8')}", "utf-8"
    )
    titles = {chapter.stem: chapter.title for chapter in load(folder).chapters}
    assert titles["chapter-1"] == "The harbour: a story"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One\n===\n\nTwo[^1]\n---", [("one", 1), ("two", 4)]),
        ("#One\n##Two##", [("one", 1), ("two", 2)]),
        ("> ## One\n\n- ## Two\n\n1.  An item\n\n    ## Three", [("one", 1), ("two", 3), ("three", 7)]),
        ("Two\n\nTwo again\n\n# Two\n\n# Two", [("two", 5), ("two_1", 7)]),
        ("# One   <!-- not yet -->\n\n<div>\n# Two\n</div>\n\n    # Three", [("one", 1)]),
        ("# One\tand  two { #one data-page=3 }", [("one", 1)]),
    ],
)
def test_headings_are_those_of_the_page(
    typesetter: Typesetter, text: str, found: list[tuple[str, int]]
) -> None:
    assert [(heading.id, heading.line) for heading in headings(text)] == found
    assert re.findall(r'<h\d[^>]* id="([^"]*)"', convert(typesetter, text)[0]) == [name for name, _ in found]


@pytest.mark.parametrize(
    "settings",
    [
        "---\n# of the page\ntitle: x\n---  \n",
        "--- \na: [^9]\n...\n",
        "title: The scales\nof: Bergen\n    and Oslo\n",
    ],
)
def test_what_is_said_to_mkdocs_above_a_chapter_is_no_part_of_it(tmp_path: Path, settings: str) -> None:
    folder = copy_of_edition(tmp_path)
    before, chapter = load(folder), folder / "docs/chapter-1.md"
    chapter.write_text(f"{settings}\n{chapter.read_text('utf-8')}", "utf-8")
    edition, below = load(folder), settings.count("\n") + 1
    assert addresses(edition) == addresses(before)
    assert [chapter.title for chapter in edition.chapters] == [chapter.title for chapter in before.chapters]
    assert [(call.label, call.line - below) for call in edition.calls if call.chapter == "chapter-1"] == [
        (call.label, call.line) for call in before.calls if call.chapter == "chapter-1"
    ]


@pytest.mark.parametrize("text", ["---\n\nA first text, and no settings.\n\n---\n", "---\n[\n---\n"])
def test_a_rule_above_a_chapter_begins_no_settings_where_none_follow(text: str) -> None:
    assert without_settings(text) == text


def test_notes_stand_at_the_end_of_their_chapter(typesetter: Typesetter) -> None:
    html, _ = convert(typesetter, "Text.[^7]", "chapter-2.md")
    section = html[html.index("<section") :]
    assert re.findall(r'<li(?=[^>]* id="(note-\d+)")(?=[^>]* value="(\d+)")', section) == [
        (f"note-{number}", str(number)) for number in range(7, 12)
    ]
    assert 'role="doc-endnotes"' in section
    assert 'aria-labelledby="notes"' in section
    assert 'role="doc-backlink"' in section
    assert 'aria-label="Back to the call of note 7"' in section
    assert 'href="../notes/7/"' in section


def test_a_page_without_notes_has_no_section(typesetter: Typesetter) -> None:
    assert "<section" not in convert(typesetter, "Text.", "index.md")[0]


def test_lists_stand_where_the_page_has_them(typesetter: Typesetter) -> None:
    html, md = convert(typesetter, "# Notes\n\nBefore.\n\n::: notes\n:::\n\nAfter.", "notes/index.md")
    assert (
        html.index("Before.") < html.index('id="note-1"') < html.index('id="note-12"') < html.index("After.")
    )
    assert 'href="../chapter-1/#call-1"' in html
    assert [token["name"] for token in md.toc_tokens[0]["children"]] == [
        "Chapter 1: The harbour", "Chapter 2: The ministry", "Conclusions",
    ]  # fmt: skip


def test_entities_in_the_text_of_a_note_stay_text(typesetter: Typesetter) -> None:
    assert "one &amp; two &lt;three&gt;" in convert(typesetter, "Text.", "chapter-2.md")[0]


def test_attributes_in_the_text_of_a_note_are_not_read(typesetter: Typesetter) -> None:
    """`attr_list` would give a clean note handlers of events."""
    html, _ = convert(typesetter, "Text.", "conclusions.md")
    assert "{: onmouseover=" in html
    assert "<p onmouseover" not in html

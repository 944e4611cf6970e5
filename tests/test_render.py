"""Notes and references as HTML, without a host."""

# ruff: noqa: E501 - each entry on its line

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from site_builder import FIXTURE

from apparatus import links
from apparatus.bibliography import read_bibliography
from apparatus.checks import unshown
from apparatus.citing.block import Blocks
from apparatus.concordance import concordance
from apparatus.edition import load
from apparatus.export import csljson, ris
from apparatus.lists import bibliography, in_order
from apparatus.model import Call, Locator
from apparatus.notes import read_notes
from apparatus.problems import format_problem
from apparatus.resolve import resolve
from apparatus.site.notepage import note_pages
from apparatus.style import as_html, as_plain, full
from apparatus.typeset import fragment, render
from apparatus.typeset.passages import passage
from apparatus.typeset.render import Typesetter, cited_in, clean, dashed

SITE = "https://example.org/salt/"


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(concordance(load(FIXTURE)))


def test_a_reference_in_full_is_a_link_to_its_source(typesetter: Typesetter) -> None:
    assert (
        typesetter.note("1")
        == '<p><a class="source" href="bibliography.md#holm1974">Holm 1974: 23–26</a>.</p>'
    )


def test_ibid_is_kept_and_what_it_stands_for_is_shown_with_the_note_it_goes_back_to(
    typesetter: Typesetter,
) -> None:
    html = typesetter.note("2")
    assert '<a class="source" href="bibliography.md#holm1974">Ibid. 31</a>' in html
    assert '→</span> <a class="source" href="bibliography.md#holm1974">Holm 1974: 31</a>' in html
    assert '(<a href="notes/1.md">note 1</a>)' in html


def test_words_around_a_citation_stay(typesetter: Typesetter) -> None:
    assert "; see also <a" in typesetter.note("3")


def test_a_call_in_code_stays_as_it_is(typesetter: Typesetter) -> None:
    assert "<code>[^5]</code>" in typesetter.note("3")


def test_a_reference_to_a_control_character_stands_for_nothing(typesetter: Typesetter) -> None:
    assert typesetter.markdown("a&#1;b&#x1f; *c*") == "<p>ab <em>c</em></p>"


def test_untrusted_markup_is_harmless(typesetter: Typesetter) -> None:
    html = "".join(typesetter.note(note.label) for note in typesetter.index.edition.notes)
    for bad in ("<script", "onclick", "onerror", "<img", "javascript:", "data:text"):
        assert bad not in html
    assert "&lt;script&gt;alert(5)" in bibliography(typesetter)


def test_cleaning_keeps_what_notes_need() -> None:
    html = '<p>A <em>b</em> <a href="x.md" title="t">c</a> <sup>d</sup></p><ul><li>e</li></ul>'
    assert clean(html) == html
    assert clean('<p id="call-1" style="x" class="y">a</p>') == "<p>a</p>"


def test_ranges_of_numbers_get_a_dash() -> None:
    assert dashed([Locator("page", "23-26, 30")]) == (Locator("page", "23–26, 30"),)


def test_where_a_work_is_cited_is_grouped_by_chapter(typesetter: Typesetter) -> None:
    work = typesetter.index.edition.bibliography.entries["holm1974"]
    text = fragment.parse(cited_in(typesetter.index, work))
    assert "".join(text.itertext()) == "chapter 1: n. 1 (23–26), n. 2 (31), n. 5 (40); chapter 2: n. 11 (50)"


def test_works_are_ordered_by_author_whatever_the_letters(typesetter: Typesetter) -> None:
    works = in_order(typesetter.index.edition.bibliography.works)
    assert [work.key for work in works] == ["muoi1990", "evil2000", "holm1974", "unread1960"]


def test_links_are_changed_in_the_tree_only() -> None:
    html = '<p>href="a.md" <a href="a.md">a &amp;lt; b</a><br>c</p>'
    tree = fragment.relinked(fragment.parse(html), links.from_page("part/one.md"))
    assert fragment.inner_html(tree) == '<p>href="a.md" <a href="../../a/">a &amp;lt; b</a><br>c</p>'


def test_a_link_that_was_cleaned_away_is_text() -> None:
    assert fragment.inner_html(fragment.parse("<a>x</a>")) == "<span>x</span>"


LONG = (
    "First sentence here, which is there to be long, and longer, and longer still, until all is too long. "
    "The second calls.[^1] The third is called at once[^2] and goes on, with words and words and more words. "
    "The fourth ends it, with so many words that no reader would want to have all of them in a quotation, "
    "and a few more words after that, and then again some, to be on the safe side of what is enough "
    "for this, whatever may be counted as enough.[^3]"
)


@pytest.mark.parametrize(
    ("label", "text", "begins", "ends"),
    [
        ("1", "The second calls.[@0]", False, False),
        (
            "2",
            "The third is called at once[@0] and goes on, with words and words and more words.",
            False,
            False,
        ),
        ("3", "The fourth ends it, with so many words that", False, True),
    ],
)
def test_a_long_paragraph_is_cut_to_the_sentence(label, text, begins, ends) -> None:
    found = passage(f"# Title\n\n{LONG}\n\nOther.".split("\n"), Call(label, "c", "c.md", 3))
    assert found.text.startswith(text)
    assert (found.begins, found.ends) == (begins, ends)


@pytest.mark.parametrize(
    ("chapter", "line", "text"),
    [
        ("Short one.[^1] Two.[^2]", 1, "Short one.[@0] Two."),
        ('## Heading[^1] {#id data-page="3"}', 1, "Heading[@0]"),
        ("- one\n- two[^1]\n  goes on\n- three", 2, "two[@0]\n  goes on"),
        ("| a | b[^1] |", 1, "a · b[@0]"),
        ("> quoted[^1]\n> on", 1, "quoted[@0]\non"),
    ],
)
def test_passage_of_every_kind_of_block(chapter: str, line: int, text: str) -> None:
    assert passage(chapter.split("\n"), Call("1", "c", "c.md", line)).text == text


def test_each_note_page_of_the_edition_has_a_title_and_a_description_of_its_own() -> None:
    index = concordance(load(Path(__file__).parent.parent))
    pages = [html for _, html in note_pages(Typesetter(index), Blocks(index, SITE))]
    for pattern in ("<title>(.+?)</title>", '<meta name="description" content="(.+?)">'):
        found = [re.findall(pattern, html) for html in pages]
        assert len({one for (one,) in found}) == len(pages) == 324


def test_note_pages_are_light_and_complete(typesetter: Typesetter) -> None:
    pages = dict(note_pages(typesetter, Blocks(typesetter.index, SITE)))
    assert list(pages) == [f"notes/{number}.md" for number in range(1, 13)]
    assert max(len(html.encode()) for html in pages.values()) < 25 * 1024
    page = pages["notes/8.md"]
    for part in (
        "<title>Note 8, chapter 2 – The Salt Road: Traders &amp; Ministries</title>",
        '<link rel="canonical" href="https://example.org/salt/notes/8/">',
        '<meta property="og:title"',
        '<meta name="description" content="Ibid. pp. 16–17. The stress on old ties is mine.',
        "since the spring.<mark><sup>8</sup></mark>",
        'href="../../chapter-2/#call-8">Read on in chapter 2, “Letters”</a>',
        "Chapter 2 · Letters · from p.\N{NO-BREAK SPACE}31",
        'Also cited in chapter 1: <a href="../3/">n.\N{NO-BREAK SPACE}3</a>',
        '<a rel="prev" href="../7/">',
        '<a rel="next" href="../9/">',
    ):
        assert part in page


def test_the_contents_of_note_pages_are_the_navigation_with_its_groups(typesetter: Typesetter) -> None:
    nav = [
        {"Front": "index.md"},
        {"The book": ["chapter-1.md", {"Two": "chapter-2.md"}]},
        "notes/index.md",
        {"Elsewhere": "https://example.org/"},
    ]
    page = dict(note_pages(typesetter, Blocks(typesetter.index, SITE), nav=nav))["notes/8.md"]
    listed = page.partition('aria-label="Contents">')[2].partition("</nav>")[0]
    assert re.findall(r'<a href="([^"]*)"(?: class="(here)")?>([^<]*)', listed) == [
        ("../../", "", "Front"),
        ("../../chapter-1/", "", "Chapter 1: The harbour"),
        ("../../chapter-2/", "here", "Two"),
        ("../", "", "Notes"),
        ("https://example.org/", "", "Elsewhere"),
    ]
    assert "<li>The book<ul><li>" in re.sub(r"\s+(?=<)", "", listed)


def test_corrections_stand_on_the_pages_that_they_touch(typesetter: Typesetter) -> None:
    pages = dict(note_pages(typesetter, Blocks(typesetter.index, None)))
    assert "The print has “f. 179”, this edition “f. 079”" in pages["notes/7.md"]
    assert "f. 079 &lt;i&gt;sic&lt;/i&gt;" in pages["notes/7.md"]
    assert "the title page (possible)" in pages["notes/1.md"]
    assert "Corrections" not in pages["notes/6.md"]
    assert "canonical" not in pages["notes/6.md"]


# what Markdown and HTML might read in a text, between words
PIECES = (
    "a",
    "Ibid",
    "é",
    "12",
    "[@0]",
    "[@1]",
    "[@7]",
    *" \n\t.,:;-–—+*_`#>=|~^!&<()[]{}/\\\"'“”…\xa0\x85\u2028\x1f",
)
PREPARED = ['<a class="source" href="bibliography.md#a">A 1954</a>', "<sup>1</sup>"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("1954. A year")
@example("see a  \nb")
@example("a\n===")
@example("a\n- b")
@example("a\n> b")
@example("    a")
@example("[@0]: so says")
def test_what_is_not_read_as_markdown_is_what_markdown_would_make_of_it(text: str) -> None:
    typesetter = Typesetter(concordance(load(FIXTURE)))
    with patch.object(render, "PLAIN", re.compile("(?!)")):
        read = typesetter.markdown(text, PREPARED)
    assert clean(typesetter.markdown(text, PREPARED)) == read


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12. August 1954: a letter", "<p>12. August 1954: a letter</p>"),
        ("1954. The year", "<p>1954. The year</p>"),
        ("A line\n\n23. *A* number", "<p>A line</p>\n<p>23. <em>A</em> number</p>"),
        ("1. one\n\n2. two", "<ol>\n<li>\n<p>one</p>\n</li>\n<li>\n<p>two</p>\n</li>\n</ol>"),
        ("#12 of the *file*", "<p>#12 of the <em>file</em></p>"),
        ("So he *says*\n---", "<p>So he <em>says</em>\n---</p>"),
    ],
)
def test_signs_at_the_beginning_of_a_note_are_shown(text: str, shown: str, typesetter: Typesetter) -> None:
    assert typesetter.markdown(text) == shown


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        (
            "![A map](map.png)",
            [
                "1: NOT-SHOWN note 1 has an image, which no page shows (put an image into a chapter, and link to it)"
            ],
        ),
        (
            "Two\n    lines, <sic> <SIC> <b>bold</b> <illegible>",
            [
                "2: NOT-SHOWN note 1 has <sic> and <illegible>, which no page shows (write [sic] or &lt;sic&gt; for a word in angle brackets)"
            ],
        ),
        (
            "Two\n    lines[^1] and [^2], `[^1]`",
            ["2: CROSS-REFERENCE note 1 calls a note, [^1] (a link leads to it: [note 1](notes/1.md))"],
        ),
        ("`<sic>`, &lt;sic&gt;, 1 < 2, <https://example.org/>, H<sub>2</sub>O", []),
        ("\\![A map](map.png)", []),
    ],
)
def test_what_of_a_note_is_not_shown_is_told(written: str, lines: list[str], typesetter: Typesetter) -> None:
    notes, _ = read_notes(f"[^1]: {written}", "n.md", "chapter-1")
    edition = dataclasses.replace(typesetter.index.edition, notes=notes, calls=())
    assert [format_problem(problem).removeprefix("n.md:") for problem in unshown.check(edition)] == lines


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[@holm1974, S. 4 f.].", "Holm 1974: 4 f."),
        ("[@holm1974, 4ff.]. See", "Holm 1974: 4ff. See"),
        ("[@holm1974, pp. 3-4, 2nd ed.].", "Holm 1974: 3–4, 2nd ed."),
        ("[Ibid. @holm1974].", "Ibid."),
        ("[*Ibid.* @holm1974].", "Ibid."),
        ("[Ibid. @holm1974, 4 f.].", "Ibid. 4 f."),
        ("[@muoi1990; op. cit. @holm1974].", "Đặng Văn Muối 1990; op. cit."),
        ("[Holm, *op. cit.* @holm1974, 3].", "Holm, op. cit., 3."),
        ("[@fo-1911-report, {S. 4 ff.}].", "Report on the harbour, June/July 1911, FO, 371/1122, S. 4 ff."),
        (
            "[@avprx-1912-report, {S. 4 ff.}].",
            "O solyanoy doroge [On the Salt Road], 1912, f. 079, op. 11, p. 13a, d. 2, S. 4 ff., AVPRX.",
        ),
        ("[@holm1974, 4 f.]...", "Holm 1974: 4 f...."),
        ("[@holm1974, 4 (2nd ed.)].", "Holm 1974: 4 (2nd ed.)."),
        ("[@holm1974, 4 f.]; [@holm1974, 5].", "Holm 1974: 4 f.; Holm 1974: 5."),
    ],
)
def test_a_sentence_ends_in_one_stop(written: str, shown: str, typesetter: Typesetter) -> None:
    notes, problems = read_notes(f"[^1]: {written}", "n.md", "chapter-1")
    assert problems == ()
    edition = dataclasses.replace(
        typesetter.index.edition,
        notes=notes,
        resolution=resolve(notes, typesetter.index.edition.bibliography),
    )
    assert re.sub("<[^>]*>", "", Typesetter(concordance(edition)).printed(notes[0])) == shown


def test_a_citation_with_a_colon_after_it_is_shown(typesetter: Typesetter) -> None:
    assert typesetter.markdown("[@0]: *so* says", PREPARED) == f"<p>{PREPARED[0]}: <em>so</em> says</p>"


def test_most_notes_need_no_markdown(typesetter: Typesetter) -> None:
    texts = (
        "Emphasis mine",
        "See [@0], “A” (1954); 12",
        "[@0]. Ibid.",
        "… cut here …",
        "one line\nand another",
    )
    assert [text for text in texts if not render.PLAIN.fullmatch(text.replace("[@0]", "x"))] == []


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        (
            "@book{a, author={Tolstoi, Lew}, translator={Größler, Käthe and Ode, Ida}, title={Krieg}, year=1960, address={Berlin}}",
            "Tolstoi, Lew 1960. Krieg. Translated by Käthe Größler and Ida Ode. Berlin.",
        ),
        (
            "@book{a, author={Gentz, F. von}, editor={Osten, Anton}, title={Briefe}, year=1867, address={Leipzig}}",
            "Gentz, F. von 1867. Briefe. Edited by Anton Osten. Leipzig.",
        ),
        (
            "@book{a, author={Øvergård, Åse}, title={Brua}, titletranslation={Die Brücke}, year=1981}",
            "Øvergård, Åse 1981. Brua [Die Brücke].",
        ),
        (
            "@article{a, author={Li, An}, title={Yan}, titletranslation={Salt}, translator={Berg, Ada}, journal={J}, year=1981}",
            'Li, An 1981. "Yan" [Salt], J. Translated by Ada Berg.',
        ),
        (
            "@incollection{a, author={Li, An}, title={Yan}, booktitle={Lu}, translator={Berg, Ada}, pages={1--2}, year=1981, address={Oslo}}",
            'Li, An 1981. "Yan" in Lu. Oslo, 1–2. Translated by Ada Berg.',
        ),
        (
            "@phdthesis{a, author={Li, An}, title={Yan}, year=1981, school={University of Oslo}}",
            "Li, An 1981. Yan. PhD thesis. University of Oslo.",
        ),
    ],
)
def test_the_bibliography_says_who_edited_and_translated_a_work_and_where_it_was_made(
    entry: str, written: str
) -> None:
    bibliography, problems = read_bibliography(entry, "b.bib", {})
    assert problems == ()
    assert as_plain(full(bibliography.works[0], {})) == written


@pytest.mark.parametrize(
    ("kind", "fields", "shown"),
    [
        ("book", "author={Li, An}, year=1960", '<em lang="ru-Latn">Sol\''),
        ("book", "year=1960", '<em lang="ru-Latn">Sol\''),
        ("incollection", "booktitle={Salt}, year=1960", '"<span lang="ru-Latn">Sol\''),
        ("article", "journal={Salt}, year=1960", '"<span lang="ru-Latn">Sol\''),
        ("unpublished", "archive={RGA}, fond=1", '<span lang="ru-Latn">Sol\''),
        ("unpublished", "archive={RGA}, fond=1, titletranslation={Salt}", '<em lang="ru-Latn">Sol\''),
    ],
)
def test_a_title_in_another_language_says_so(kind: str, fields: str, shown: str) -> None:
    entry = f"@{kind}{{a, title={{Sol'}}, language={{ru-Latn}}, {fields}}}"
    (source,) = read_bibliography(entry, "b.bib", {})[0].entries.values()
    assert shown in as_html(full(source, {}))
    assert "lang" not in as_plain(full(source, {}))
    assert csljson.item(source, {})["language"] == "ru-Latn"


@pytest.mark.parametrize("language", ["in English", 'de" onclick="alert(1)', "<b>", "de:x"])
def test_what_is_no_code_of_a_language_is_no_attribute(language: str) -> None:
    entry = f"@book{{a, title={{Salz}}, author={{Li, An}}, year=1960, language={{{language}}}}}"
    (work,) = read_bibliography(entry, "b.bib", {})[0].works
    assert "<em>Salz</em>" in as_html(full(work, {}))


def test_a_translator_comes_along_to_reference_managers() -> None:
    entry = (
        "@book{a, author={Li, An}, translator={Berg, Ada}, title={Yan}, titletranslation={Salt}, year=1960}"
    )
    (work,) = read_bibliography(entry, "b.bib", {})[0].works
    found = csljson.item(work, {})
    assert (found["title"], found["translator"]) == ("Yan [Salt]", [{"family": "Berg", "given": "Ada"}])
    assert "A4  - Berg, Ada" in ris.write([found])

"""Quotation marks, apostrophes and dashes as a typesetter sets them, titles, and abbreviations."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apparatus.typeset import abbreviations, titles
from apparatus.typeset.typography import Typography, keeping

ENGLISH = Typography()


def tree(html: str) -> Element:
    return fromstring(f"<div>{html}</div>")  # noqa: S314 - written below


def html(root: Element) -> str:
    return tostring(root, encoding="unicode", method="html")[len("<div>") : -len("</div>")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('Vietnam\'s "two zones"', "Vietnam’s “two zones”"),
        ("the comrades' party, the '50s", "the comrades’ party, the ’50s"),
        ("(\"He said 'no'.\")", "(“He said ‘no’.”)"),
        ('"No elections" - "no protest"', "“No elections” – “no protest”"),
        ("1954-1960, pp. 23-26, 1953-61, 110-1", "1954–1960, pp.\N{NO-BREAK SPACE}23–26, 1953–61, 110–1"),
        ("f. 079, op. 9, AVPRF", "f.\N{NO-BREAK SPACE}079, op.\N{NO-BREAK SPACE}9, AVPRF"),
        ("in Vol. 2, no. 3; p. x", "in Vol.\N{NO-BREAK SPACE}2, no.\N{NO-BREAK SPACE}3; p. x"),
        ("the 1950s-1960s", "the 1950s–1960s"),
        ("January 1959- December 1960", "January 1959– December 1960"),
        ("one -- two --- three", "one – two — three"),
        ("Sino-Soviet, post-1954", "Sino-Soviet, post-1954"),
        ("1954-09-30, ISBN 0-19-501962-1", "1954-09-30, ISBN 0-19-501962-1"),
        ("https://example.org/a-b/1954-1960?x='y'", "https://example.org/a-b/1954-1960?x='y'"),
        ("doi 10.1000/182-190", "doi 10.1000/182-190"),
        ("avprf-1954-09-30-molotov-lavrishchev", "avprf-1954-09-30-molotov-lavrishchev"),
        ("V'etnamu, Izdatel'stvo", "V’etnamu, Izdatel’stvo"),
        ("", ""),
    ],
)
def test_a_line_is_dressed(written: str, shown: str) -> None:
    assert ENGLISH.line(written) == shown
    assert ENGLISH.line(shown) == shown


def test_a_shelfmark_stays_as_it_is_written() -> None:
    typography = keeping("en", ["FO 371/1122", "f. 079, op. 9-11, d. 'a'"])
    shown = typography.line("f. 079, op. 9-11, d. 'a', pp. 3-4")
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == "f. 079, op. 9-11, d. 'a', pp. 3–4"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "“it’s”"), ("de", "„it’s“"), ("nb", "«it’s»"), ("vi", '"it’s"'), ("en-GB", "“it’s”")],
)
def test_quotation_marks_are_the_languages(language: str, shown: str) -> None:
    assert Typography(language).line('"it\'s"') == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            '<p>"<em>The Road</em>" is <code>"code"</code></p>',
            '<p>“<em>The Road</em>” is <code>"code"</code></p>',
        ),
        ('<p>He left."<sup class="call"><a>5</a></sup> "Why?"</p>',
         '<p>He left.”<sup class="call"><a>5</a></sup> “Why?”</p>'),
        ("<ul><li>'a'</li><li>'b'</li></ul>", "<ul><li>‘a’</li><li>‘b’</li></ul>"),
        ("<p><a title=\"it's\">Ho's</a></p>", "<p><a title=\"it's\">Ho’s</a></p>"),
        ('<td class="verbatim">it\'s 1-2</td>', '<td class="verbatim">it\'s 1-2</td>'),
    ],
)  # fmt: skip
def test_a_tree_is_dressed_across_its_elements(written: str, shown: str) -> None:
    assert html(ENGLISH.dress(tree(written))) == shown


@given(st.text(alphabet="ab '\"-–19,.()\n", max_size=40))
def test_dressing_twice_is_dressing_once_and_changes_marks_alone(text: str) -> None:
    once = ENGLISH.line(text)
    assert ENGLISH.line(once) == once
    assert [sign for sign in once if sign.isalnum()] == [sign for sign in text if sign.isalnum()]


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        (
            "<h1>Chapter 1: The road (July - December 1954)</h1>",
            (
                '<h1 class="numbered"><span class="number">Chapter 1<span class="mark">: </span></span>'
                '<span class="title">The road</span><span class="dates"><span class="mark"> (</span>'
                'July – December 1954<span class="mark">)</span></span></h1>'
            ),
        ),
        (
            '<h1 class="a">Del II: <em>Veien</em> (hjem)</h1>',
            (
                '<h1 class="a numbered"><span class="number">Del II<span class="mark">: </span></span>'
                '<span class="title"><em>Veien</em> (hjem)</span></h1>'
            ),
        ),
        ("<h1>Conclusions: no more (1960)</h1>", "<h1>Conclusions: no more (1960)</h1>"),
        ("<p>Chapter 1: x</p>", "<p>Chapter 1: x</p>"),
    ],
)
def test_a_chapters_number_and_dates_are_set_apart(heading: str, shown: str) -> None:
    root = tree(heading)
    titles.set_apart(root)
    assert html(root) == shown


def test_a_title_set_apart_says_what_it_said() -> None:
    root = tree("<h1>Chapter 5: Toward a new revolution (January 1959 – December 1960)</h1>")
    before = "".join(root.itertext())
    titles.set_apart(root)
    assert "".join(root.itertext()) == before


LIST = """
| Abbreviation | Meaning |
| --- | --- |
| DRV | Democratic Republic of Vietnam |
| U.S. | United States |
| MID | Ministry (*Ministerstvo*) |

| a | b | c |
| - | - | - |
| 1 | 2 | 3 |
"""


def test_abbreviations_are_read_from_tables_of_two_columns() -> None:
    assert abbreviations.read(LIST) == {
        "DRV": "Democratic Republic of Vietnam", "U.S.": "United States", "MID": "Ministry (Ministerstvo)",
    }  # fmt: skip


def test_an_abbreviation_is_explained_once_in_a_section() -> None:
    root = tree(
        "<h1>DRV</h1><p>The DRV, the DRV.</p><p>DRVs, <a>U.S.</a> the U.S. and <em>MID</em></p>"
        '<h2>Two</h2><p>DRV</p><section class="endnotes"><p>MID</p></section>'
    )
    abbreviations.explain(root, abbreviations.read(LIST))
    assert html(root) == (
        '<h1>DRV</h1><p>The <abbr title="Democratic Republic of Vietnam">DRV</abbr>, the DRV.</p>'
        '<p>DRVs, <a>U.S.</a> the <abbr title="United States">U.S.</abbr> and '
        '<em><abbr title="Ministry (Ministerstvo)">MID</abbr></em></p>'
        '<h2>Two</h2><p><abbr title="Democratic Republic of Vietnam">DRV</abbr></p>'
        '<section class="endnotes"><p>MID</p></section>'
    )

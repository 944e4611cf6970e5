"""For those who read with the keyboard, by ear, with larger letters or wider spaces: what axe cannot see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from page_kinds import KINDS, PHONE, WIDE
from playwright.sync_api import Browser, Page, expect

pytest_plugins = ("browser_fixtures", "real_edition", "serving")

Open = Callable[..., Page]

REFLOWED = (320, 256)  # 1280 by 1024 at 400 %, as WCAG 1.4.10 has it
# WCAG 1.4.12
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important }
* { word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
TALLER = "* { line-height: 1.8 !important }"
LARGER = ":root { font-size: 40px !important }"  # twice the theme's

TOO_WIDE = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"

# the headings as they were written, as a list of headings has them
WORDS = """article => [...article.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(heading => {
  const words = heading.cloneNode(true)
  for (const part of words.querySelectorAll('.sign, .call')) part.remove()
  return `heading ${words.textContent} level ${heading.tagName[1]}`
})"""

# whether the bar or the button of the page lies over all that has the focus
COVERED = """() => [...document.activeElement.getClientRects()].every(box => {
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
  return top ? Boolean(top.closest('.md-header, .md-top')) : box.bottom < 1
})"""

# notes in the margin that reach into the next one, and lines of which a part is seen; of a shortened note
# the rest is behind a button, and with spaces between paragraphs it may end within a line
CROWDED = """spaced => {
  const notes = [...document.querySelectorAll('.endnotes > ol > li')]
  const box = note => note.getBoundingClientRect()
  const lap = notes.filter((note, at) => at && box(notes[at - 1]).bottom > box(note).top + 2)
  const range = document.createRange()
  const cut = notes.filter(note => {
    const body = note.querySelector('.note-body')
    const edge = body.getBoundingClientRect().bottom
    if (spaced && note.matches('.short')) return false
    range.selectNodeContents(body)
    const lines = [...range.getClientRects()].filter(line => line.height < 40)
    return lines.some(line => line.top + 3 < edge && line.bottom > edge + 3)
  })
  return [...lap, ...cut].map(note => note.id)
}"""


@pytest.fixture
def open_page(browser: Browser, served: str) -> Iterator[Open]:
    contexts = []

    def opened(place: str, size: tuple[int, int] = WIDE, style: str = "", **settings: Any) -> Page:
        contexts.append(browser.new_context(viewport={"width": size[0], "height": size[1]}, **settings))
        page = contexts[-1].new_page()
        page.goto(served + place)
        if style:
            page.add_style_tag(content=style)
        page.evaluate("document.fonts.ready")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return page

    yield opened
    for context in contexts:
        context.close()


# larger letters, wider spaces, a narrow window


@pytest.mark.parametrize("kind", ["chapter", "note", "archives", "download", "people"])
def test_a_page_with_spaces_between_letters_is_no_wider_than_a_narrow_window(
    open_page: Open, kind: str
) -> None:
    assert open_page(KINDS[kind], REFLOWED, SPACED).evaluate(TOO_WIDE) <= 0


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1440])
@pytest.mark.parametrize(
    "kind", ["landing", "chapter", "notes", "note", "archives", "requests", "timeline", "report", "download"]
)
def test_a_page_in_letters_twice_as_large_is_no_wider_than_the_window(
    open_page: Open, kind: str, width: int
) -> None:
    assert open_page(KINDS[kind], (width, 900), LARGER).evaluate(TOO_WIDE) <= 0


@pytest.mark.parametrize("style", ["", TALLER, SPACED, LARGER])
def test_no_line_of_a_note_in_the_margin_is_cut(open_page: Open, style: str) -> None:
    page = open_page("chapter-1/", (2200, 1200) if style == LARGER else WIDE, style)
    expect(page.locator("html.margin-notes")).to_have_count(1)
    assert page.evaluate(CROWDED, style == SPACED) == []


@pytest.mark.parametrize("kind", ["timeline", "report"])
def test_pages_of_tables_begin_where_others_do(open_page: Open, kind: str) -> None:
    first = "document.querySelector('article h2').getBoundingClientRect().top"
    tables, lists = (open_page(KINDS[name]).evaluate(first) for name in (kind, "people"))
    assert tables == pytest.approx(lists, abs=1)


@pytest.mark.parametrize("style", ["", SPACED, LARGER])
def test_the_way_back_from_a_note_in_the_margin_is_seen_whole(open_page: Open, style: str) -> None:
    page = open_page("chapter-1/", (2200, 1200) if style == LARGER else WIDE, style)
    back = page.locator("#note-21 [role=doc-backlink]")
    inside, room = back.evaluate("link => [link.scrollWidth, link.clientWidth]")
    assert inside <= room
    assert back.bounding_box()["width"] >= 24
    assert "↩" in back.evaluate("link => getComputedStyle(link, '::before').content")


def test_a_cut_line_is_seen(open_page: Open) -> None:
    page = open_page("chapter-1/", WIDE, "#note-16 .note-body { max-height: 25px !important }")
    assert page.evaluate(CROWDED) == ["note-16"]


def test_where_the_footer_leads_is_told_whole(open_page: Open) -> None:
    for title in open_page("chapter-1/", REFLOWED).locator(".md-footer .md-ellipsis").all():
        assert title.evaluate("title => title.scrollWidth <= title.clientWidth")


# the keyboard


@pytest.mark.parametrize("size", [WIDE, PHONE, REFLOWED])
@pytest.mark.parametrize("kind", ["chapter", "notes", "report"])
def test_what_has_the_focus_comes_from_under_the_bar(
    open_page: Open, kind: str, size: tuple[int, int]
) -> None:
    page = open_page(KINDS[kind], size)
    page.locator("article a:visible").nth(110).focus()
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Escape")  # a preview is looked at elsewhere
        assert not page.evaluate(COVERED), page.evaluate("document.activeElement.outerHTML")


def test_a_button_that_is_not_shown_is_no_stop(open_page: Open) -> None:
    page = open_page("download/")
    page.locator(".md-footer a").last.focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_arrows_of_the_keyboard_move_the_text_of_a_preview(open_page: Open) -> None:
    page = open_page("chapter-4/", REFLOWED)
    call = page.locator("#call-211 a")
    call.focus()
    page.keyboard.press("Enter")
    before = page.evaluate("scrollY")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.querySelector('.preview .scroll').scrollTop > 0")
    assert page.evaluate("scrollY") == before
    page.keyboard.press("Escape")
    expect(call).to_be_focused()


# the ear


@pytest.mark.parametrize("kind", ["chapter", "appendix", "archives", "people", "report"])
def test_a_heading_is_called_by_its_words_alone(open_page: Open, kind: str) -> None:
    page = open_page(KINDS[kind])
    written = page.locator("article").evaluate(WORDS)
    heard = [part.aria_snapshot().split("\n")[0] for part in page.get_by_role("heading").all()]
    assert len(heard) > 3
    assert [re.sub(r"\W", "", name) for name in heard] == [re.sub(r"\W", "", name) for name in written]
    sign = page.locator("article h1").get_by_role("link", name="Copy the link to this section", exact=True)
    sign.focus()
    expect(sign).to_be_focused()


@pytest.mark.parametrize("place", ["#the-geneva-agreements", "#p2", "h1"])
def test_no_sign_is_copied_with_the_text(open_page: Open, place: str) -> None:
    page = open_page("chapter-1/")
    page.locator(place).evaluate("part => getSelection().selectAllChildren(part)")
    copied = page.evaluate("String(getSelection())")
    assert len(copied) > 10
    assert not {"§", "¶"} & set(copied)


@pytest.mark.parametrize("kind", ["notes", "chapter"])
def test_links_that_lead_to_different_places_have_different_names(open_page: Open, kind: str) -> None:
    page = open_page(KINDS[kind])
    links = page.locator(".note-links a").evaluate_all(
        "links => links.map(link => [link.getAttribute('aria-label') || link.textContent, link.href])"
    )
    names = Counter(name for name, _ in {tuple(link) for link in links})
    assert [name for name, count in names.items() if count > 1] == []
    said = page.locator(
        ".note-links a:is(.copy, .cite-note, [href*='#call-']:not(.step, [role]))"
    ).evaluate_all("links => links.every(link => link.getAttribute('aria-label').includes(link.textContent))")
    assert said, "who says what is seen does not reach it"


def test_in_the_list_the_name_of_a_note_is_its_heading(open_page: Open) -> None:
    page = open_page("notes/")
    expect(page.get_by_role("heading", name="Note 56, chapter 1", exact=True)).to_have_count(1)


def test_how_many_results_there_are_is_told(open_page: Open) -> None:
    page = open_page("")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("geneva")
    expect(page.get_by_role("status").filter(has_text="results")).to_be_visible()


def test_the_sign_of_what_unfolds_is_not_read(open_page: Open) -> None:
    assert "▸" not in open_page("people/").locator("article").aria_snapshot()

"""The page as a whole in a real browser: type, measure, what opens, keys, paper, and what it weighs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from page_kinds import KINDS, PHONE, TABLET, WIDE
from playwright.sync_api import Browser, Page, expect

from apparatus.site import material

if TYPE_CHECKING:
    from real_edition import Made

pytest_plugins = ("browser_fixtures", "real_edition", "serving")

# of a long paragraph: how many characters its lines have, the last one left out, in the mean
LINE = """() => {
  const long = [...document.querySelectorAll('article p')].find(p => p.textContent.length > 400)
  const walker = document.createTreeWalker(long, NodeFilter.SHOW_TEXT)
  const range = document.createRange(), lines = new Map()
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (text.parentElement.closest('.call, .sign')) continue
    for (let at = 0; at < text.length; at++) {
      range.setStart(text, at); range.setEnd(text, at + 1)
      const bottom = Math.round(range.getBoundingClientRect().bottom / 5)
      lines.set(bottom, (lines.get(bottom) ?? 0) + 1)
    }
  }
  const whole = [...lines.values()].slice(0, -1)
  return whole.reduce((sum, length) => sum + length) / whole.length
}"""


@pytest.fixture
def page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]})
    yield context.new_page()
    context.close()


def test_the_first_screen_loads_two_faces_from_the_site_and_little_else(page: Page, served: str) -> None:
    fonts: dict[str, int] = {}

    def count(response: object) -> None:
        if response.url.endswith(".woff2"):
            fonts[response.url.removeprefix(served)] = len(response.body())

    page.on("response", count)
    page.goto(served + "preface/", wait_until="networkidle")
    family = page.locator("article p").first.evaluate("e => getComputedStyle(e).fontFamily")
    assert family.startswith('"Source Serif 4"')
    assert page.evaluate("document.fonts.check('16px \"Source Serif 4\"')")
    assert all(name.startswith("assets/fonts/source-s") for name in fonts)
    assert sum(fonts.values()) < 170_000


@pytest.mark.parametrize(("size", "shortest", "longest"), [(WIDE, 60, 70), (TABLET, 60, 70), (PHONE, 34, 45)])
def test_lines_are_as_long_as_an_eye_likes(
    page: Page, served: str, size: tuple[int, int], shortest: int, longest: int
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(served + "chapter-3/")
    page.evaluate("document.fonts.ready")
    assert shortest <= page.evaluate(LINE) <= longest


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE])
def test_no_page_is_wider_than_the_screen(page: Page, served: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for kind, path in KINDS.items():
        page.goto(served + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], kind


def test_number_and_dates_stand_above_the_title_and_are_read_with_it(page: Page, served: str) -> None:
    page.goto(served + "chapter-1/")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(
        "Chapter 1: Vietnamese communism and the Soviet Union (July – December 1954)"
    )
    number, dates, title = (heading.locator(name).bounding_box() for name in (".number", ".dates", ".title"))
    assert number["y"] == pytest.approx(dates["y"], abs=3)
    assert number["y"] + number["height"] <= title["y"] + 2
    expect(heading.locator(".mark").first).to_have_css("clip-path", "inset(50%)")


def test_the_prints_page_stands_in_the_margin_of_its_heading(page: Page, served: str) -> None:
    page.goto(served + "chapter-1/")
    heading = page.locator("#building-the-north")
    mark = heading.evaluate("e => { const s = getComputedStyle(e, '::after'); return [s.content, s.left] }")
    assert "28" in mark[0] or "attr" in mark[0]
    assert mark[1].startswith("-")


def test_an_abbreviation_is_explained_to_mouse_keyboard_and_finger(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True)
    page = context.new_page()
    page.goto(served + "chapter-1/")
    mark, meaning = page.locator("abbr", has_text="DRV").first, page.get_by_role("tooltip")
    height = page.evaluate("document.body.scrollHeight")
    mark.hover()
    expect(meaning).to_have_text("Democratic Republic of Vietnam")
    meaning.hover()
    page.wait_for_timeout(400)
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    mark.focus()
    expect(meaning).to_be_visible()
    expect(mark).to_have_attribute("aria-describedby", "abbreviation")
    assert page.evaluate("document.body.scrollHeight") == height
    mark.blur()
    expect(meaning).to_be_hidden()
    mark.tap()
    expect(meaning).to_be_visible()
    box = meaning.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    context.close()


def test_the_keyboard_reaches_the_text_and_the_menu(page: Page, served: str) -> None:
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(served + "chapter-1/")
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    menu = page.get_by_role("button", name="Menu")
    while not menu.evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.md-sidebar') === null"), "the menu is closed"
    assert menu.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("link", name="3 Growing differences")).to_be_visible()


def test_the_colours_of_a_note_are_those_that_were_chosen(page: Page, served: str) -> None:
    page.goto(served + "chapter-1/")
    page.locator("label[for=__palette_1]").click()
    page.goto(served + "notes/56/")
    expect(page.locator("body")).to_have_css("background-color", "rgb(38, 35, 32)")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


# where the words of the bar, the first entries of the contents, and the text begin
PLACES = """([bar, contents]) => {
  const place = node => {
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    return [box.x, box.y]
  }
  const words = [...document.querySelector(bar).childNodes].find(node => node.nodeType === Node.TEXT_NODE)
  const entries = [...document.querySelectorAll(contents)].slice(0, 3)
  const text = document.querySelector('h1').getBoundingClientRect()
  return [...place(words), ...entries.flatMap(place), text.x]
}"""


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_nothing_jumps_between_a_page_and_that_of_a_note(browser: Browser, served: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.goto(served + "preface/", wait_until="networkidle")
    there = page.evaluate(PLACES, [".md-header__topic .md-ellipsis", ".md-nav--primary > ul > li > a"])
    page.goto(served + "notes/56/", wait_until="networkidle")
    here = page.evaluate(PLACES, ["body > header > a", "nav.contents a"])
    assert here == pytest.approx(there, abs=1)
    page.close()


def test_a_chapter_leads_to_those_beside_it(page: Page, served: str) -> None:
    page.goto(served + "chapter-2/")
    footer = page.locator("footer")
    expect(
        footer.get_by_role("link", name="Previous: 1 Vietnamese communism and the Soviet Union")
    ).to_be_visible()
    expect(footer.get_by_role("link", name="Next: 3 Growing differences")).to_be_visible()
    expect(footer).not_to_contain_text("Material")


def test_paper_has_the_notes_after_the_text_and_no_navigation(page: Page, served: str) -> None:
    page.goto(served + "chapter-1/")
    page.emulate_media(media="print", color_scheme="dark")
    for name in (".md-header", ".md-sidebar", ".md-footer", ".note-links"):
        expect(page.locator(name).first).to_be_hidden()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("article p").first).to_have_css("color", "rgb(0, 0, 0)")
    note = page.locator("#note-67")
    expect(note).to_have_css("position", "static")
    assert note.bounding_box()["y"] > page.locator("#call-67").bounding_box()["y"]
    page.goto(served + "about/")
    outside = page.locator("a[href^='https://creativecommons']").first
    assert "(" in outside.evaluate("e => getComputedStyle(e, '::after').content")


def test_our_style_is_small(made: Made) -> None:
    sheets = {path.name: path.read_bytes() for path in (made.site / "assets").glob("*.css")}
    weights = {name: len(gzip.compress(data, 9)) for name, data in sheets.items()}
    assert weights["apparatus.css"] < 8 * 1024
    assert sum(weights.values()) < 12 * 1024
    assert not any(b"/*" in data for data in sheets.values())


BY_ITS_OWN_NAME = re.compile(r"[{;]\s*(user-select|text-size-adjust): ([^;}]+)")


def test_what_webkit_would_drop_is_written_as_it_reads_it(made: Made) -> None:
    """Its `text-decoration` has a line and no more; two properties it knows by its own name alone."""
    for path in sorted((made.site / "assets").glob("*.css")):
        style = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        lines = re.findall(r"[{;]\s*text-decoration: ([^;}!]+)", style)
        assert [line for line in lines if len(line.split()) > 1] == [], path.name
        for name, value in BY_ITS_OWN_NAME.findall(style):
            assert f"-webkit-{name}: {value}; {name}: {value}" in style, path.name


def test_every_mend_of_the_theme_still_has_something_to_mend() -> None:
    import material as theme

    folder = Path(theme.__file__).parent / "templates"
    for name, mends in material.MENDS.items():
        source = (folder / name).read_text("utf-8")
        for wrong, _right in mends:
            assert wrong in source, f"{name} no longer has {wrong}"


def test_the_fonts_licence_is_beside_them(made: Made) -> None:
    licence = (made.site / "assets/fonts/LICENSE").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence


def test_the_keyboard_opens_the_contents_of_a_chapter_on_a_phone(page: Page, served: str) -> None:
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(served + "chapter-1/")
    page.get_by_role("button", name="Menu").press("Enter")
    page.get_by_role("button", name="1 Vietnamese communism and the Soviet Union").press("Enter")
    link = page.get_by_role("link", name="Building the North")
    expect(link).to_be_in_viewport()
    link.press("Enter")
    expect(page.locator("#building-the-north")).to_be_in_viewport()

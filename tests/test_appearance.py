"""What is seen at a glance: contrast as the browser has it, what overlaps, what is lit, what a page is."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from page_kinds import PHONE, TABLET, WIDE
from playwright.sync_api import Locator, expect
from pypdf import PdfReader
from visiting import Open

pytest_plugins = ("browser_fixtures", "real_edition", "serving")

# of an element's text, or of another colour of it, against all grounds beneath; they are painted
CONTRAST = """(element, property) => {
  const brush = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d')
  const grounds = ['#fff']
  for (let part = element; part; part = part.parentElement) {
    grounds.splice(1, 0, getComputedStyle(part).backgroundColor)
    if (part.matches('li:target')) grounds.splice(2, 0, getComputedStyle(part, '::before').backgroundColor)
  }
  const paint = colour => { brush.fillStyle = colour; brush.fillRect(0, 0, 1, 1) }
  const light = () => [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3)
    .map(value => value / 255)
    .map(value => value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92)
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0)
  grounds.forEach(paint)
  const ground = light()
  paint(getComputedStyle(element)[property])
  const ink = light()
  return (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05)
}"""

# whether the sign of a heading lies over any of its words
OVERLAPS = """heading => {
  const sign = heading.querySelector('.sign').getBoundingClientRect()
  const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (text.parentElement.closest('.sign, .mark')) continue
    range.selectNodeContents(text)
    for (const box of range.getClientRects()) {
      const across = Math.min(box.right, sign.right) - Math.max(box.left, sign.left)
      const down = Math.min(box.bottom, sign.bottom) - Math.max(box.top, sign.top)
      if (across > 1 && down > 6) return true
    }
  }
  return false
}"""

ENTRIES = """links => links.map(
  link => [link.textContent.trim().replace(/\\s+/g, ' '), link.href.replace(/#.*/, '')]
)"""


def contrast(part: Locator, of: str = "color") -> float:
    return float(part.evaluate(CONTRAST, of))


@pytest.fixture
def address(served: str) -> str:
    return served


@pytest.fixture
def screen() -> tuple[int, int]:
    return WIDE


both_schemes = pytest.mark.parametrize("scheme", ["light", "dark"])


# what can be read, and where the keyboard is


@both_schemes
def test_the_bar_of_a_note_is_read_when_it_is_pointed_at_and_shows_the_keyboard(
    open_page: Open, scheme: str
) -> None:
    page = open_page("notes/56/", color_scheme=scheme)
    title, field = page.locator("body > header a"), page.get_by_role("searchbox")
    title.hover()
    assert contrast(title) >= 4.5
    for part in (title, field):
        part.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(part).to_have_css("outline-style", "solid")
        ring = part.evaluate("e => getComputedStyle(e).outlineColor")
        bar = page.locator("body > header")
        bar.evaluate("(e, ring) => { e.style.caretColor = ring }", ring)
        assert contrast(bar, "caretColor") >= 3


@both_schemes
@pytest.mark.parametrize(
    ("place", "size"),
    [
        ("archives/#avprf-1954-09-30-molotov-lavrishchev", WIDE),
        ("chapter-1/#note-56", WIDE),
        ("chapter-1/#note-56", TABLET),
        ("bibliography/#ulam1974", PHONE),
    ],
)
def test_what_a_reader_arrived_at_can_be_read(
    open_page: Open, scheme: str, place: str, size: tuple[int, int]
) -> None:
    page = open_page(place, size, color_scheme=scheme)
    parts = page.locator("li:target, li:target :is(a, p, span, b, i)")
    assert parts.count() > 2
    assert min(contrast(part) for part in parts.all() if part.inner_text().strip()) >= 4.5


@both_schemes
def test_the_line_above_the_results_can_be_read_and_counts_results(open_page: Open, scheme: str) -> None:
    page = open_page("preface/", color_scheme=scheme)
    page.get_by_role("textbox", name="Search").fill("ula")
    page.keyboard.type("m")  # as a person would
    line = page.locator(".md-search-result__meta")
    expect(line).to_have_text(re.compile(r"^\d+ results$"))
    assert contrast(line) >= 4.6


def test_the_signs_on_a_touch_screen_can_be_seen(open_page: Open) -> None:
    for scheme in ("light", "dark"):
        page = open_page("chapter-1/", PHONE, has_touch=True, is_mobile=True, color_scheme=scheme)
        sign = page.locator("h2 > .sign").first
        expect(sign).to_have_css("opacity", "1")
        assert contrast(sign) >= 4.5


def test_no_stop_of_the_keyboard_is_out_of_sight_after_the_search(open_page: Open) -> None:
    page = open_page("preface/")
    page.get_by_role("textbox", name="Search").focus()
    page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getBoundingClientRect().height") > 0


def test_an_edge_stands_where_the_system_chooses_the_colours(open_page: Open) -> None:
    for place, bar, field in (
        ("preface/", ".md-header", ".md-search__form"),
        ("notes/56/", "body > header", "input"),
    ):
        page = open_page(place, forced_colors="active")
        expect(page.locator(bar).first).to_have_css("border-bottom-style", "solid")
        expect(page.locator(field).first).to_have_css("border-top-style", "solid")


# what stands over something else


@pytest.mark.parametrize("size", [(1600, 900), WIDE, TABLET, PHONE])
@pytest.mark.parametrize("place", ["chapter-1/", "archives/"])
def test_no_sign_lies_over_the_words_of_its_heading(
    open_page: Open, place: str, size: tuple[int, int]
) -> None:
    page = open_page(place, size)
    headings = page.locator(".signed:is(h1, h2, h3)").all()[:12]
    assert len(headings) > 3
    for heading in headings:
        heading.hover()
        assert not heading.evaluate(OVERLAPS), heading.inner_text()
    page.evaluate(
        "document.querySelector('h1 > .sign').style.cssText = 'position: absolute; left: 0; bottom: 0'"
    )
    assert page.locator("h1").evaluate(OVERLAPS), "it would have been seen"


def test_numbers_of_paragraphs_keep_clear_of_bullets_and_of_narrow_screens(open_page: Open) -> None:
    content = "getComputedStyle(document.querySelector('{}[data-paragraph]'), '::before').content"
    page = open_page("appendix-1/")
    assert page.evaluate(content.format("li")) == "none"
    assert page.evaluate(content.format("p")) != "none"
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert page.evaluate(content.format("p")) == "none"


@pytest.mark.parametrize(("place", "paragraph"), [("chapter-1/", "p"), ("appendix-1/", "li")])
def test_a_finger_finds_the_number_of_a_paragraph_where_no_margin_has_it(
    open_page: Open, place: str, paragraph: str
) -> None:
    page = open_page(place, PHONE, has_touch=True, is_mobile=True)
    for part in page.locator(f"{paragraph}[data-paragraph]").all()[:5]:
        sign = part.locator(".sign")
        expect(sign).to_have_text(f"¶ {part.get_attribute('data-paragraph')}")
        expect(sign).to_have_css("opacity", "1")
        box, around = sign.bounding_box(), part.bounding_box()
        assert box["width"] >= 24
        assert box["height"] >= 24
        assert around["x"] <= box["x"] < box["x"] + box["width"] <= around["x"] + around["width"] + 1
        assert box["y"] + box["height"] / 2 > around["y"] + around["height"] - 30, "not after its last word"


def test_the_sign_in_the_margin_leaves_the_number_where_it_is(open_page: Open) -> None:
    page = open_page("chapter-1/")
    part = page.locator("#p2")
    part.hover()
    sign, text = part.locator(".sign").bounding_box(), part.bounding_box()
    assert sign["x"] + sign["width"] < text["x"]
    assert sign["y"] < text["y"] + 15
    tablet = open_page("chapter-1/", TABLET, has_touch=True, is_mobile=True).locator("#p2")
    expect(tablet.locator(".sign")).to_have_css("opacity", "0")
    tablet.tap(position={"x": 5, "y": 5})
    expect(tablet.locator(".sign")).to_have_css("opacity", "1")


def test_the_frame_of_a_note_at_the_end_has_its_number_inside(open_page: Open) -> None:
    page = open_page("chapter-1/#note-56", TABLET)
    left, size = page.locator("#note-56").evaluate(
        "e => [getComputedStyle(e, '::before').left, getComputedStyle(e).fontSize].map(parseFloat)"
    )
    assert left <= -2 * size
    expect(page.locator("#note-56")).to_have_css("outline-style", "none")


@pytest.mark.parametrize("size", [(1600, 900), (1280, 900), (820, 900)])
def test_each_file_of_the_request_list_keeps_its_box_in_its_line(
    open_page: Open, size: tuple[int, int]
) -> None:
    page = open_page("archives/requests/", size)
    apart = page.locator("td:has(> .tick)").evaluate_all(
        """cells => cells.map(cell => [...cell.children].map(part => part.getBoundingClientRect()))
          .filter(([tick, link]) => tick.bottom <= link.top + 4 || link.height > 40).length"""
    )
    assert apart == 0
    expect(page.locator("td .one").first).to_have_css("display", "block")


# room


def test_wide_pages_use_the_room_of_a_tablet(open_page: Open) -> None:
    page = open_page("timeline/", (820, 1000))
    frame = page.locator(".frame").first
    assert frame.evaluate("e => e.scrollWidth <= e.clientWidth")
    cells = page.locator(".stacked td:nth-child(-n + 2)")
    assert (
        max(
            cells.evaluate_all(
                "all => all.map(e => e.firstChild ? e.firstChild.getClientRects?.().length ?? 1 : 1)"
            )
        )
        == 1
    )


def test_what_goes_on_beyond_the_edge_says_so_and_keeps_its_names(open_page: Open) -> None:
    page = open_page("timeline/", PHONE)
    frame = page.locator(".frame:has(table)").first
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
    assert frame.evaluate("e => getComputedStyle(e).backgroundImage").count("gradient") == 4
    name = frame.locator("tbody th").first
    before = name.bounding_box()
    frame.evaluate("e => { e.scrollLeft = 80 }")
    assert name.bounding_box()["x"] == pytest.approx(before["x"], abs=1)


def test_number_and_dates_above_a_title_are_of_one_kind(open_page: Open) -> None:
    page = open_page("chapter-1/", PHONE, has_touch=True, is_mobile=True)
    number, dates, sign = (page.locator(f"h1 {name}") for name in (".number", ".dates", ".sign"))
    font = (
        "e => { const s = getComputedStyle(e); return [s.fontWeight, s.fontSize, s.marginRight, s.minWidth] }"
    )
    assert number.evaluate(font) == dates.evaluate(font)
    one, two, mark = (part.bounding_box() for part in (number, dates, sign))
    assert two["x"] - one["x"] - one["width"] == pytest.approx(0, abs=1)
    assert mark["height"] >= 24
    assert mark["y"] + mark["height"] / 2 == pytest.approx(two["y"] + two["height"] / 2, abs=5)


@pytest.mark.parametrize("width", [1440, 1600, 1920, 2200])
def test_a_note_has_the_size_of_the_other_pages(open_page: Open, width: int) -> None:
    page = open_page("preface/", (width, 900))
    size = "getComputedStyle(document.documentElement).fontSize"
    other = page.evaluate(size)
    page.goto(page.url.replace("preface/", "notes/56/"))
    assert page.evaluate(size) == other


def test_the_books_name_stands_once_and_is_whole_in_the_menu(open_page: Open) -> None:
    page = open_page("chapter-1/")
    expect(page.locator(".md-nav--primary > .md-nav__title")).to_be_hidden()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.get_by_role("button", name="Menu").click()
    title = page.locator(".md-nav--primary > .md-nav__title")
    assert title.evaluate("e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight")


def test_the_last_page_says_what_the_one_before_it_is(open_page: Open) -> None:
    page = open_page("download/", PHONE)
    expect(page.locator(".md-footer__link--prev").get_by_text("Report")).to_be_visible()


# what is lit, and how it opens


def test_arriving_at_a_call_lights_its_note_until_the_next_is_come_to(open_page: Open) -> None:
    page = open_page("chapter-1/#call-56")
    note = page.locator("#note-56")
    expect(note).to_have_class(re.compile(r"\blit\b"))
    note.hover()
    page.mouse.move(2, 2)
    expect(note).to_have_class(re.compile(r"\blit\b"))
    page.evaluate("location.hash = 'call-57'")
    expect(page.locator("#note-57")).to_have_class(re.compile(r"\blit\b"))
    expect(note).not_to_have_class(re.compile(r"\blit\b"))


def test_a_note_that_is_opened_is_apart_from_the_next_and_its_tools_are_in_line(open_page: Open) -> None:
    page = open_page("chapter-3/", (1600, 1000))
    page.locator("#call-169 > a").click()
    note = page.locator("#note-169")
    opened, following = note.bounding_box(), page.locator("#note-170").bounding_box()
    assert following["y"] >= opened["y"] + opened["height"] + 5
    less, link = note.locator(".more").bounding_box(), note.locator(".note-links > a").nth(1).bounding_box()
    assert less["y"] + less["height"] / 2 == pytest.approx(link["y"] + link["height"] / 2, abs=2)
    ends = note.locator(".steps > :last-child").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().right)"
    )
    assert len(ends) == 2
    assert ends[0] == pytest.approx(ends[1], abs=1)


def test_both_parts_that_unfold_at_the_end_look_alike(open_page: Open) -> None:
    page = open_page("chapter-1/")
    look = """e => [e, e, e].map((_, at) => getComputedStyle(e, [null, '::before', '::after'][at]))
      .map(style => [style.color, style.display, style.listStyleType, style.fontSize])"""
    cite, keys = (page.locator(f"{name} summary").first.evaluate(look) for name in (".cite", ".keys"))
    assert cite[0] == keys[0]
    assert cite[1][1] == cite[2][1] == keys[1][1] == keys[2][1] == "none"
    gap = page.locator(".keys").bounding_box()["y"] - sum(
        page.locator(".cite").bounding_box()[side] for side in ("y", "height")
    )
    assert gap == pytest.approx(0, abs=1)


# contents


@pytest.mark.parametrize("scripted", [True, False])
def test_the_contents_of_a_note_are_those_of_a_chapter(open_page: Open, scripted: bool) -> None:  # noqa: FBT001 - a parameter
    page = open_page("chapter-1/", java_script_enabled=scripted)
    entries = page.locator(".md-nav--primary > ul > li > a.md-nav__link").evaluate_all(ENTRIES)
    page.goto(page.url.replace("chapter-1/", "notes/56/"))
    links = page.locator("nav.contents a")
    assert links.evaluate_all(ENTRIES) == entries
    assert len(entries) > 20
    expect(links.first).to_be_visible()
    expect(page.locator("nav.contents .here")).to_have_text("1 Vietnamese communism and the Soviet Union")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    expect(links.first).to_be_hidden()
    page.locator("summary", has_text="Contents").click()
    expect(links.last).to_be_visible()


# paper


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("chapter-1/", "in Solidarity"),
        ("notes/56/", "“Note 56,” in Solidarity"),
        ("archives/", "Mari Olsen, Solidarity"),
    ],
)
def test_paper_says_what_it_is_from(open_page: Open, place: str, words: str) -> None:
    page = open_page(place)
    colophon = page.locator(".colophon")
    expect(colophon).to_be_hidden()
    page.emulate_media(media="print")
    expect(colophon).to_be_visible()
    expect(colophon).to_contain_text("Mari Olsen, ")
    expect(colophon).to_contain_text(words)
    expect(colophon).to_contain_text(page.locator("link[rel=canonical]").get_attribute("href"))


@pytest.mark.parametrize("place", ["chapter-1/", "about/"])
def test_no_sheet_has_only_what_a_page_is_from(open_page: Open, place: str) -> None:
    page = open_page(place)
    last = PdfReader(BytesIO(page.pdf(format="A4"))).pages[-1].extract_text()
    colophon = page.locator(".colophon").text_content()
    assert "Mari Olsen, " in last
    assert len(last) > len(colophon) + 100


@pytest.mark.parametrize("place", ["archives/", "people/", "timeline/", "report/", "notes/56/"])
def test_lists_and_tables_are_no_larger_on_paper_than_the_text(open_page: Open, place: str) -> None:
    page = open_page(place)
    page.emulate_media(media="print")
    sizes = page.locator(":is(article, main) :is(li, td, p, .facts, .cited-in):visible").evaluate_all(
        "all => all.map(part => parseFloat(getComputedStyle(part).fontSize))"
    )
    assert len(sizes) > 4
    assert max(sizes) <= 14.1  # 10.5 pt


def test_a_year_of_the_timeline_stays_with_its_first_document(open_page: Open) -> None:
    page = open_page("timeline/")

    def last_lines(style: str) -> list[str]:
        page.add_style_tag(content=style)
        papers = [page.pdf(width="210mm", height=f"{height}mm") for height in (240, 250, 260, 270)]
        sheets = [sheet for paper in papers for sheet in PdfReader(BytesIO(paper)).pages]
        return [sheet.extract_text().strip().splitlines()[-1] for sheet in sheets]

    years = re.compile(r"19\d\d")
    assert not any(map(years.fullmatch, last_lines("/* as it is */")))
    assert any(map(years.fullmatch, last_lines(".stacked .group { break-after: auto !important }")))


def test_no_heading_is_left_alone_at_the_foot_of_a_sheet(open_page: Open) -> None:
    page = open_page("archives/")
    page.emulate_media(media="print")
    for name in ("h4", "h5", "h6", ".shelf > .facts"):
        expect(page.locator(f"article {name}").first).to_have_css("break-after", "avoid")


# words


def test_no_name_of_a_column_is_broken_on_a_phone(open_page: Open) -> None:
    for name in open_page("data/", (360, 740)).locator("th code").all():
        assert name.evaluate("name => name.getClientRects().length") == 1, name.text_content()


def test_citations_that_are_shown_are_set_as_the_page_is(open_page: Open) -> None:
    page = open_page("chapter-1/")
    shown = page.locator(".cite dd").first
    expect(shown).to_contain_text("July – December 1954")
    expect(shown).to_contain_text("1954–1960")
    record = page.get_by_role("link", name="BibTeX", include_hidden=True).first.get_attribute("href")
    assert "1954-1960" in record
    page.goto(page.url.replace("chapter-1/", "notes/56/"))
    expect(page.locator(".cite dd").nth(4)).to_contain_text("p.\N{NO-BREAK SPACE}6")


def test_only_a_chapter_is_called_one(open_page: Open) -> None:
    for place, words in (
        ("chapter-1/", "Cite this chapter"),
        ("appendix-1/", "Cite this part"),
        ("", "Cite this book"),
    ):
        expect(open_page(place).locator(".cite summary").first).to_have_text(words)


def test_apostrophes_of_a_drawing_and_numbers_of_notes_are_as_elsewhere(open_page: Open) -> None:
    page = open_page("timeline/")
    assert "'" not in "".join(page.locator("svg.drawing text").all_text_contents())
    page.goto(page.url.replace("timeline/", "people/"))
    lines = page.locator(".person > .cited-in").all_text_contents()
    assert {line.split()[0] == "Notes" for line in lines if "," not in line} == {False}
    assert {line.split()[0] == "Notes" for line in lines if "," in line} == {True}

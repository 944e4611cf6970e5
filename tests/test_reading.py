"""Reading in a real browser: notes in the margin, previews, link signs, arrival, keys, the list's filter."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from visiting import Open

pytest_plugins = ("browser_fixtures", "reading_fixtures")

WIDE, TABLET, PHONE = (1440, 900), (900, 1000), (390, 844)
SITE = "https://example.org/salt/"  # as the edition's mkdocs.yml has it

# of each note: label, top, bottom (with the room under one that is open), the middle of its first line, the
# middle of its call's line
GEOMETRY = """() => [...document.querySelectorAll('.endnotes li[value]')].map(note => {
  const label = note.id.slice(5)
  const before = document.getElementById(`call-${label}`).previousSibling
  const range = document.createRange()
  range.setStart(before, before.length - 1)
  range.setEnd(before, before.length)
  const [text, box] = [range.getBoundingClientRect(), note.getBoundingClientRect()]
  const line = parseFloat(getComputedStyle(note).lineHeight)
  const room = note.classList.contains('open') ? line / 2 : 0
  return [label, box.top, box.bottom + room, box.top + line / 2, (text.top + text.bottom) / 2]
})"""


def phone(open_page: Open, place: str, **settings: Any) -> Page:
    return open_page(place, PHONE, has_touch=True, is_mobile=True, **settings)


def call(page: Page, label: int) -> Locator:
    return page.locator(f"#call-{label} > a")


def preview(page: Page) -> Locator:
    return page.locator(".preview")


def to_middle(locator: Locator) -> Locator:
    locator.evaluate("element => element.scrollIntoView({ block: 'center', behavior: 'instant' })")
    return locator


def frames(page: Page, count: int = 3) -> None:
    """Let the browser draw, so that what it would move has moved."""
    for _ in range(count):
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def heard(page: Page) -> list[str]:
    """Return the names of all links as a screen reader has them."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == "link"]


def pass_time(page: Page) -> None:
    """Wait longer than a preview takes to open or to close."""
    page.wait_for_timeout(700)


def misplaced(page: Page) -> list[str]:
    """Return the notes that overlap the one before, or stand off their call's line without being pushed."""
    wrong, bottom = [], float("-inf")
    for label, top, end, note_line, call_line in page.evaluate(GEOMETRY):
        if top < bottom - 0.6:
            wrong.append(f"note {label} overlaps the one before")
        if abs(note_line - call_line) > 5 and not (note_line > call_line and top - bottom < 1):
            wrong.append(f"note {label} is {note_line - call_line:.0f} px from its call's line")
        bottom = end
    return wrong


# wide screens


def test_notes_stand_in_the_margin_beside_their_calls_in_order(open_page: Open) -> None:
    page = open_page("conclusions/", WIDE)
    text = page.locator("article > p").first.bounding_box()
    notes = [note.bounding_box() for note in page.locator(".endnotes li[value]").all()]
    assert len(notes) == 32
    assert all(box["x"] >= text["x"] + text["width"] for box in notes)
    assert all(box["x"] + box["width"] <= 1440 for box in notes)
    assert misplaced(page) == []
    assert sum(abs(a - b) < 5 for *_, a, b in page.evaluate(GEOMETRY)) > 8, "where there is room"


def test_a_misplaced_note_is_seen(open_page: Open) -> None:
    page = open_page("conclusions/", WIDE)
    page.add_style_tag(content="#note-20 { margin-top: -40px !important; }")
    assert any("note 20" in line for line in misplaced(page))


def test_long_notes_are_shortened_and_open(open_page: Open) -> None:
    page = open_page("conclusions/", WIDE)
    more = page.get_by_role("button", name="more").first
    note = page.locator("#" + more.locator("..").get_attribute("id"))
    height = note.bounding_box()["height"]
    more.click()
    expect(note.get_by_role("button", name="less")).to_have_attribute("aria-expanded", "true")
    assert note.bounding_box()["height"] > height
    assert misplaced(page) == []
    note.get_by_role("button", name="less").click()
    assert note.bounding_box()["height"] == height


def test_what_opens_a_shortened_note_is_large_enough_for_a_finger(open_page: Open) -> None:
    page = open_page("conclusions/", WIDE)
    for more in (page.get_by_role("button", name="more"), page.get_by_role("button", name="less")):
        assert more.first.bounding_box()["height"] >= 24
        more.first.click()


def test_a_link_in_the_hidden_part_of_a_note_opens_it_when_it_gets_the_focus(open_page: Open) -> None:
    page = open_page("conclusions/", WIDE)
    note = page.locator(".endnotes li.short").first
    note.locator(".note-body a").last.focus()
    expect(note).to_have_class("short open lit")


def test_notes_stay_aligned_when_the_window_and_the_text_change(open_page: Open) -> None:
    page = open_page("conclusions/", WIDE)
    for width in (1300, 1920, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        frames(page)
        assert misplaced(page) == [], width
    page.get_by_text("Open", exact=True).click()
    frames(page)
    assert misplaced(page) == []
    page.add_style_tag(
        content="article p { font-family: monospace; letter-spacing: .05em; }"
    )  # as a late font does
    frames(page)
    assert misplaced(page) == []
    page.set_viewport_size({"width": 900, "height": 900})
    frames(page)
    last = page.locator("article > p:not(.colophon)").last.bounding_box()
    assert page.locator("#note-13").bounding_box()["y"] > last["y"]


@pytest.mark.parametrize("width", [1440, 1700, 2100])
def test_lines_of_notes_in_the_margin_are_whole_pixels(open_page: Open, width: int) -> None:
    """WebKit sets each line on one, so that notes placed by broken lines drift away from their calls."""
    page = open_page("conclusions/", (width, 900))
    lines = page.locator(".endnotes li").evaluate_all(
        "notes => notes.map(note => parseFloat(getComputedStyle(note).lineHeight))"
    )
    assert [line for line in lines if line != round(line)] == []
    assert misplaced(page) == []
    short = page.locator(".endnotes .short:not(.open) .note-body")
    heights = short.evaluate_all("bodies => bodies.map(body => body.getBoundingClientRect().height)")
    assert heights
    assert [height for height in heights if height % lines[0]] == [], "no line is cut through"


@pytest.mark.parametrize("widths", [(1440, 1250), (1440, 800), (800, 390), (390, 1440)])
def test_the_reading_position_stays_when_the_window_changes(open_page: Open, widths: tuple[int, int]) -> None:
    page = open_page("conclusions/", (widths[0], 900))
    line = to_middle(call(page, 30))
    page.evaluate("scrollBy(0, innerHeight / 2 - 120)")
    frames(page)
    page.set_viewport_size({"width": widths[1], "height": 900})
    frames(page)
    assert 0 < line.bounding_box()["y"] < 500


@pytest.mark.parametrize("place", ["note-30", "call-30", "opens"])
@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE])
def test_arriving_shows_marks_and_names_the_place(open_page: Open, place: str, size: tuple[int, int]) -> None:
    page = open_page(f"conclusions/#{place}", size)
    frames(page)
    target = page.locator(f"#{place}")
    expect(target).to_be_in_viewport()
    assert target.bounding_box()["y"] >= page.locator(".md-header").bounding_box()["height"]
    words = {"note-30": "Note 30", "call-30": "The call of note 30", "opens": "A table that opens"}
    expect(page.get_by_role("status").filter(has_text=f"You are at: {words[place]}")).to_have_count(1)
    marked = page.locator(f"#{place} > a") if place == "call-30" else target
    style = marked.evaluate(
        """element => [
          getComputedStyle(element).outlineStyle, getComputedStyle(element, '::before').borderLeftStyle,
          getComputedStyle(element).boxShadow,
        ]"""
    )
    assert "solid" in style[:2] or style[2] != "none", "a shape, not a colour alone"
    if size == WIDE and place == "note-30":
        expect(call(page, 30)).to_be_in_viewport()
        assert misplaced(page) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_notes_are_laid_out_as_soon_as_a_page_is_there(
    browser: Browser, address: str, *, scripts: bool
) -> None:
    """Until then a browser need not: not all of them read out what they have not laid out."""
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + "conclusions/", wait_until="domcontentloaded")
    notes = page.locator(".endnotes > ol")
    expect(notes).to_have_css("content-visibility", "visible")
    context.close()
    context = browser.new_context()
    page = context.new_page()
    page.route("**/reading.js", lambda route: route.abort())
    page.goto(address + "conclusions/")
    expect(page.locator(".endnotes > ol")).to_have_css("content-visibility", "auto")
    context.close()


def test_who_comes_back_is_where_they_were(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    page.goto(address + "conclusions/")
    note = page.locator("#note-34")
    note.evaluate("note => note.scrollIntoView({ block: 'center', behavior: 'instant' })")
    frames(page)
    before = note.bounding_box()["y"]
    page.locator("#note-34 a[rel=bookmark]").click()
    expect(page).to_have_url(address + "notes/34/")
    page.go_back()
    frames(page)
    assert note.bounding_box()["y"] == pytest.approx(before, abs=20)
    context.close()


def test_in_the_margin_a_call_lights_its_note_and_opens_no_preview(open_page: Open) -> None:
    page = open_page("conclusions/", WIDE)
    to_middle(call(page, 20)).hover()
    pass_time(page)
    expect(page.locator("#note-20")).to_have_class("lit")
    expect(preview(page)).to_have_count(0)
    page.mouse.move(5, 5)
    expect(page.locator("#note-20")).not_to_have_class("lit")


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_from_the_call_into_the_margin_and_back(open_page: Open, way: str) -> None:
    page = open_page("conclusions/", WIDE)
    to_middle(call(page, 20))
    before = page.evaluate("scrollY")
    if way == "mouse":
        call(page, 20).click()
    else:
        call(page, 20).focus()
        page.keyboard.press("Enter")
    expect(page.locator("#note-20")).to_be_focused()
    assert page.evaluate("scrollY") == before
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('li').id") == "note-20"
    page.keyboard.press("Escape")
    expect(call(page, 20)).to_be_focused()
    expect(preview(page)).to_have_count(0)


@pytest.mark.parametrize("size", [WIDE, TABLET])
def test_each_note_is_read_once(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page("conclusions/", size)
    assert heard(page).count("Holm 1974: 20") == 1
    to_middle(call(page, 20)).click()
    frames(page)
    assert heard(page).count("Holm 1974: 20") == 1


# previews


def test_hover_opens_leaving_closes_and_the_pointer_may_enter(open_page: Open) -> None:
    page = open_page("conclusions/")
    to_middle(call(page, 20)).hover()
    expect(preview(page)).to_be_visible()
    start, end = call(page, 20).bounding_box(), preview(page).bounding_box()
    page.mouse.move(start["x"] + 4, (start["y"] + start["height"] + end["y"]) / 2, steps=3)
    page.mouse.move(end["x"] + 40, end["y"] + 20, steps=5)
    pass_time(page)
    expect(preview(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(preview(page)).to_have_count(0)
    assert page.evaluate("document.activeElement === document.body")


def test_its_text_can_be_selected(open_page: Open) -> None:
    page = open_page("conclusions/")
    to_middle(call(page, 19)).hover()
    line = page.locator(".preview .note-body p").first.bounding_box()
    page.mouse.move(line["x"] + 30, line["y"] + 50, steps=4)
    page.mouse.down()
    page.mouse.move(line["x"] + 200, line["y"] + 50, steps=5)
    page.mouse.move(5, line["y"] + 30, steps=5)
    page.mouse.move(line["x"] + 200, line["y"] + 30, steps=5)
    page.mouse.up()
    assert "Holm 1974" in page.evaluate("getSelection().toString()") or "tallies" in page.evaluate(
        "getSelection().toString()"
    )
    pass_time(page)
    expect(preview(page)).to_be_visible()


def test_what_a_preview_shows(open_page: Open) -> None:
    page = open_page("chapter-1/")
    to_middle(call(page, 2)).hover()
    box = preview(page)
    expect(box).to_have_attribute("aria-label", "Note 2")
    expect(box.locator(".note-body > p").first).to_contain_text("Ibid.")
    expect(box.locator(".stands-for")).to_contain_text("Holm 1974")
    expect(box.get_by_role("link", name="note 1", exact=True)).to_have_attribute("href", "../notes/1/")
    expect(box.locator("a.source").first).to_have_attribute("href", "../bibliography/#holm1974")
    expect(box.get_by_role("link", name="Note 2", exact=True)).to_have_attribute("href", "../notes/2/")
    expect(box.get_by_role("link", name="Copy link")).to_be_visible()
    expect(box.get_by_role("link", name="Cite: Note 2", exact=True)).to_have_attribute(
        "href", "../notes/2/#cite"
    )
    expect(box.locator(".steps")).to_contain_text("2 of 35")
    expect(box.get_by_role("link", name="Next note that cites Holm 1974")).to_be_visible()
    box.get_by_role("link", name="Cite: Note 2", exact=True).click()
    expect(page.locator("#cite")).to_be_in_viewport()


@pytest.mark.parametrize("where", ["call", "preview"])
def test_a_click_pins_escape_closes_and_focus_comes_back(open_page: Open, where: str) -> None:
    page = open_page("conclusions/")
    to_middle(call(page, 20)).hover()
    expect(preview(page)).to_be_visible()
    if where == "call":
        call(page, 20).click()
    else:
        preview(page).click(position={"x": 200, "y": 12})
    page.mouse.move(5, 5)
    pass_time(page)
    expect(preview(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview(page)).to_have_count(0)
    expect(call(page, 20)).to_be_focused()


def test_escape_closes_what_hover_opened(open_page: Open) -> None:
    page = open_page("conclusions/")
    to_middle(call(page, 20)).hover()
    expect(preview(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview(page)).to_have_count(0)
    pass_time(page)
    expect(preview(page)).to_have_count(0)


@pytest.mark.parametrize("way", ["outside", "button", "call"])
def test_a_pinned_preview_closes_by_the_mouse(open_page: Open, way: str) -> None:
    page = open_page("conclusions/")
    to_middle(call(page, 20)).click()
    expect(preview(page).locator(".scroll")).to_be_focused()
    if way == "outside":
        page.locator("article > p", has=page.locator("#call-20")).click(position={"x": 5, "y": 5})
    else:
        (preview(page).get_by_role("button", name="Close") if way == "button" else call(page, 20)).click()
    expect(preview(page)).to_have_count(0)
    expect(call(page, 20)).to_be_focused()


def test_no_preview_where_the_note_is_visible_already(open_page: Open) -> None:
    page = open_page("chapter-2/", (900, 3000))
    call(page, 8).hover()
    pass_time(page)
    expect(page.locator("#note-8")).to_be_in_viewport()
    expect(preview(page)).to_have_count(0)


@pytest.mark.parametrize("size", [TABLET, PHONE])
@pytest.mark.parametrize("block", ["start", "center", "end"])
def test_a_preview_stays_in_the_window_and_off_its_call(
    open_page: Open, size: tuple[int, int], block: str
) -> None:
    page = open_page("conclusions/", size)
    for label in (14, 19, 23):
        call(page, label).evaluate(
            f"e => e.closest('p').scrollIntoView({{ block: '{block}', behavior: 'instant' }})"
        )
        to_middle(call(page, label)) if block == "start" else None
        call(page, label).hover()
        expect(preview(page)).to_have_attribute("aria-label", f"Note {label}")
        box, at = preview(page).bounding_box(), call(page, label).bounding_box()
        assert 0 <= box["x"] <= size[0] - box["width"]
        assert 0 <= box["y"] <= size[1] - box["height"]
        assert box["y"] >= at["y"] + at["height"] or box["y"] + box["height"] <= at["y"]
        page.mouse.move(2, 2)
        expect(preview(page)).to_have_count(0)


def test_nothing_moves_when_a_preview_opens(open_page: Open) -> None:
    page = open_page("conclusions/")
    page.mouse.move(3, 3)
    page.wait_for_load_state("networkidle")
    to_middle(call(page, 20))
    frames(page)
    page.evaluate("shifts.length = 0")
    height = page.evaluate("document.documentElement.scrollHeight")
    for label in (20, 21, 22):
        call(page, label).hover()
        expect(preview(page)).to_have_attribute("aria-label", f"Note {label}")
        frames(page)
    call(page, 22).click()
    frames(page)
    assert page.evaluate("shifts") == []
    assert page.evaluate("document.documentElement.scrollHeight") == height
    page.evaluate("document.querySelector('h1').style.marginBottom = '9px'; scrollTo(0, 0)")
    page.evaluate("document.querySelector('h1').style.marginBottom = '99px'")
    page.wait_for_function("shifts.length > 0")  # it would have been seen


@pytest.mark.parametrize("size", [TABLET, PHONE])
def test_the_faces_of_a_preview_are_there_before_it(open_page: Open, size: tuple[int, int]) -> None:
    """One that comes later sets the lines of an open preview anew, which counts as a shift."""
    page = open_page("conclusions/", size)
    page.mouse.move(3, 3)  # a reader is at work
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))  # of the text, too, when it comes into view
    for label in (19, 20, 21):  # Latin, Vietnamese
        to_middle(call(page, label)).hover()
        expect(preview(page)).to_have_attribute("aria-label", f"Note {label}")
        page.evaluate("document.fonts.ready")
    assert [face for face in asked if "source-sans" in face] == []


def test_focus_opens_enter_goes_in_tab_goes_through_and_out(open_page: Open) -> None:
    page = open_page("conclusions/")
    to_middle(call(page, 19)).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(call(page, 19)).to_be_focused()
    expect(preview(page)).to_have_attribute("aria-label", "Note 19")
    page.keyboard.press("Enter")
    expect(preview(page).locator(".scroll")).to_be_focused()
    reached = set()
    for _ in range(page.locator(".preview :is(a[href], button)").count()):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.preview') !== null")
        reached.add(page.evaluate("document.activeElement.textContent"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", reached
    assert {"Note 19", "Copy link", "Cite", "◂", "▸", "×"} <= reached
    page.keyboard.press("Tab")
    expect(call(page, 20)).to_be_focused()
    expect(preview(page)).to_have_attribute("aria-label", "Note 20")
    page.keyboard.press("Escape")
    expect(preview(page)).to_have_count(0)
    expect(call(page, 20)).to_be_focused()


# touch


def test_a_tap_opens_a_sheet_and_a_tap_outside_closes_it(open_page: Open) -> None:
    page = phone(open_page, "conclusions/")
    to_middle(call(page, 20))
    frames(page)
    page.evaluate("shifts.length = 0")
    place = page.url, page.evaluate("scrollY")
    call(page, 20).tap()
    expect(preview(page)).to_have_class("preview md-typeset sheet pinned")
    page.wait_for_function("document.getAnimations().length === 0")
    box = preview(page).bounding_box()
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 390, 844)
    assert (page.url, page.evaluate("scrollY")) == place
    assert page.evaluate("shifts") == []
    page.touchscreen.tap(150, 90)
    expect(preview(page)).to_have_count(0)
    expect(call(page, 20)).to_be_focused()


def test_a_tap_on_another_call_changes_the_sheet_and_its_button_closes_it(open_page: Open) -> None:
    page = phone(open_page, "conclusions/")
    to_middle(call(page, 19)).tap()
    expect(preview(page)).to_have_attribute("aria-label", "Note 19")
    other = next(n for n in (18, 17, 16) if call(page, n).bounding_box()["y"] > 60)
    call(page, other).tap()
    expect(preview(page)).to_have_attribute("aria-label", f"Note {other}")
    preview(page).get_by_role("button", name="Close").tap()
    expect(preview(page)).to_have_count(0)


@pytest.mark.parametrize("size", [TABLET, PHONE])
def test_the_targets_of_a_preview_are_large_enough_for_a_finger(
    open_page: Open, size: tuple[int, int]
) -> None:
    page = open_page("conclusions/", size, has_touch=True, is_mobile=size == PHONE)
    at = to_middle(call(page, 20))
    at.tap() if size == PHONE else at.click()
    for target in preview(page).locator(".note-links a, .number, .close").all():
        box = target.bounding_box()
        assert box["width"] >= 24 and box["height"] >= 24, target.text_content()  # noqa: PT018 - one size


# through the places that cite the same source


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE])
@pytest.mark.parametrize("copy", ["served", "offline"])
def test_arrows_lead_through_all_places_across_chapters(
    open_page: Open, address: str, offline: str, copy: str, size: tuple[int, int]
) -> None:
    base, end = (address, "") if copy == "served" else (offline, "index.html")
    page = open_page(f"chapter-1/{end}#call-5", size, base)
    call(page, 5).click()
    hand = page.locator("#note-5" if size == WIDE else ".preview")
    hand.get_by_role("link", name="Next note that cites Holm 1974").click()
    page.wait_for_url(f"{base}chapter-2/{end}#call-11")
    hand = page.locator("#note-11" if size == WIDE else ".preview")
    arrow = hand.get_by_role("link", name="Next note that cites Holm 1974")
    expect(arrow).to_be_focused()
    expect(hand).to_contain_text("4 of 35")
    expect(call(page, 11)).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}conclusions/{end}#call-13")
    hand = page.locator("#note-13" if size == WIDE else ".preview")
    expect(hand).to_contain_text("5 of 35")
    page.keyboard.press("Enter")  # on the same page
    page.wait_for_url(f"{base}conclusions/{end}#call-14")
    expect(page.locator("#note-14" if size == WIDE else ".preview")).to_contain_text("6 of 35")
    page.locator("#note-14" if size == WIDE else ".preview").get_by_role("link", name="Previous note").click()
    page.wait_for_url(f"{base}conclusions/{end}#call-13")


def test_at_the_ends_there_is_no_arrow(open_page: Open) -> None:
    page = open_page("chapter-1/", (900, 400))
    to_middle(call(page, 1)).hover()
    expect(preview(page).locator(".steps")).to_contain_text("1 of 35")
    expect(preview(page).get_by_role("link", name="Previous note")).to_have_count(0)


# link signs


@pytest.mark.parametrize("copy", ["served", "offline"])
@pytest.mark.parametrize(
    ("place", "sign", "link"),
    [
        ("h1", "Copy the link to this section", "conclusions/"),
        ("#opens", "Copy the link to this section", "conclusions/#opens"),
        ("#p2", "Copy the link to paragraph 2", "conclusions/#p2"),
        ("#note-20", "Copy link: Note 20", "notes/20/"),
    ],
)
def test_a_sign_copies_the_address_online_and_says_so(
    open_page: Open, address: str, offline: str, copy: str, place: str, sign: str, link: str
) -> None:
    base = address if copy == "served" else offline
    page = open_page(f"conclusions/{'' if copy == 'served' else 'index.html'}", base=base)
    page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text }")
    at = to_middle(page.locator(place))
    button = at.get_by_role("link", name=sign, exact=True)
    assert button.evaluate("element => getComputedStyle(element).opacity") == "0"
    at.hover()
    assert button.evaluate("element => getComputedStyle(element).opacity") == "1"
    page.mouse.move(2, 2)
    button.focus()
    assert button.evaluate("element => getComputedStyle(element).opacity") == "1"
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text=f"Link copied{SITE}{link}")).to_be_visible()
    assert page.evaluate("copied") == SITE + link
    assert page.url.startswith(base)


def test_the_clipboard_has_it(open_page: Open, address: str) -> None:
    page = open_page("conclusions/", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#opens").hover()
    page.locator("#opens .sign").click()
    expect(page.locator(".toast")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{SITE}conclusions/#opens"


def test_without_the_clipboards_leave_it_is_copied_the_old_way(open_page: Open, offline: str) -> None:
    page = open_page("conclusions/index.html", base=offline)
    page.evaluate("""
        Object.defineProperty(navigator, 'clipboard', { value: undefined })
        document.addEventListener('copy', event => { window.copied = event.target.value })
    """)
    page.locator("#opens .sign").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    assert page.evaluate("copied") == f"{SITE}conclusions/#opens"
    expect(page.locator("#opens .sign")).to_be_focused()


def test_where_no_address_is_known_it_is_the_pages_own(
    open_page: Open, address: str, long_edition: Path
) -> None:
    page = open_page("404.html")
    html = (
        (long_edition / "site/conclusions/index.html")
        .read_text("utf-8")
        .replace('rel="canonical"', 'rel="x"')
    )
    page.route("**/conclusions/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{address}conclusions/")
    assert page.locator("#opens .sign").get_attribute("href") == f"{address}conclusions/#opens"
    assert page.locator("#note-20 .copy").get_attribute("href") == f"{address}notes/20/"


def test_paragraphs_have_their_numbers_in_the_margin(open_page: Open) -> None:
    for size in (WIDE, TABLET):
        page = open_page("conclusions/", size)
        style = "getComputedStyle(document.getElementById('p2'), '::before')"
        assert "2" in page.evaluate(f"{style}.content")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


# keys


def test_n_and_p_go_from_call_to_call(open_page: Open) -> None:
    page = open_page("conclusions/#call-20")
    for key, label in (("n", 21), ("n", 22), ("p", 21), ("p", 20), ("p", 19)):
        page.keyboard.press(key)
        expect(call(page, label)).to_be_focused()
        expect(call(page, label)).to_be_in_viewport()
        expect(preview(page)).to_have_attribute("aria-label", f"Note {label}")
        assert page.evaluate("document.querySelectorAll('.preview').length") == 1


def test_past_the_last_call_and_with_the_stop_the_next_page_comes(open_page: Open, address: str) -> None:
    page = open_page("chapter-1/")
    call(page, 6).focus()
    page.keyboard.press("n")
    page.wait_for_url(f"{address}chapter-2/")
    page.keyboard.press(",")
    page.wait_for_url(f"{address}chapter-1/")


def test_keys_are_listed_and_can_be_switched_off(open_page: Open, address: str) -> None:
    page = open_page("chapter-1/")
    page.keyboard.press("?")
    switch = page.get_by_role("checkbox", name="Keys of a single character are on")
    expect(switch).to_be_in_viewport()
    expect(page.locator("details.keys summary")).to_be_focused()
    expect(page.locator("details.keys")).to_contain_text("next and previous note")
    switch.uncheck()
    page.locator("details.keys summary").focus()
    page.keyboard.press("n")
    page.keyboard.press(".")
    frames(page)
    assert page.url == f"{address}chapter-1/"
    expect(page.locator("details.keys summary")).to_be_focused()
    page.reload()
    page.keyboard.press("?")
    page.keyboard.press("n")
    frames(page)
    expect(page.locator("details.keys")).not_to_have_attribute("open", "")


# the list of all notes


def test_the_list_is_filtered_without_minding_accents(open_page: Open) -> None:
    page = open_page("notes/")
    notes = page.locator("section.note:visible")
    expect(notes).to_have_count(43)
    with_field = notes.first.bounding_box()
    page.route("**/reading.js", lambda route: route.abort())
    page.reload()
    assert notes.first.bounding_box() == pytest.approx(with_field, abs=2), "the field came into its own room"
    page.unroute("**/reading.js")
    page.reload()
    page.get_by_label("Filter the notes").fill("tonnesson NGUYEN")
    expect(page.get_by_role("status").filter(has_text="15 of 43 notes")).to_be_visible()
    expect(notes).to_have_count(15)
    expect(page.get_by_role("heading", level=2)).to_have_count(1)
    page.get_by_label("Filter the notes").fill("")
    expect(notes).to_have_count(43)


def test_a_note_that_the_filter_hides_is_shown_to_those_who_arrive_at_it(open_page: Open) -> None:
    page = open_page("notes/")
    page.get_by_label("Filter the notes").fill("zebrafish")
    expect(page.locator("#note-9")).to_be_hidden()
    page.evaluate("location.hash = 'note-9'")
    expect(page.locator("#note-9")).to_be_in_viewport()


# without a script, on paper, for everyone


def test_without_a_script_the_notes_stand_at_the_end_and_links_work(open_page: Open) -> None:
    page = open_page("conclusions/", WIDE, java_script_enabled=False)
    assert (
        page.locator("#note-12").bounding_box()["y"]
        > page.locator("article > p:not(.colophon)").last.bounding_box()["y"]
    )
    call(page, 20).click()
    expect(page.locator("#note-20")).to_be_in_viewport()
    page.get_by_role("link", name="Back to the call of note 20").click()
    expect(page.locator("#call-20")).to_be_in_viewport()


def test_on_paper_the_notes_stand_after_the_chapter(open_page: Open) -> None:
    page = open_page("conclusions/", WIDE)
    page.get_by_role("button", name="more").first.click()
    page.emulate_media(media="print")
    frames(page)
    assert (
        page.locator("#note-12").bounding_box()["y"]
        > page.locator("article > p:not(.colophon)").last.bounding_box()["y"]
    )
    heights = page.evaluate(
        "[...document.querySelectorAll('.note-body')].map(body => body.scrollHeight - body.clientHeight)"
    )
    assert max(heights) <= 1, "nothing of a note is cut"
    expect(
        page.locator(".sign:visible, .toast:visible, .more:visible, .steps:visible, .copy:visible")
    ).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("place", "size"),
    [
        ("chapter-1/#call-2", TABLET),
        ("conclusions/#call-19", WIDE),
        ("conclusions/", PHONE),
        ("notes/", TABLET),
    ],
)
def test_axe_finds_nothing(open_page: Open, place: str, size: tuple[int, int], scheme: str) -> None:
    page = open_page(place, size, color_scheme=scheme, reduced_motion="reduce")
    target = page.locator(":target > a")
    if target.count():
        target.click()
    elif "conclusions" in place:
        to_middle(call(page, 20)).click()
    if size != WIDE and place != "notes/":
        expect(preview(page)).to_be_visible()
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=options).response["violations"]
    assert [(rule["id"], [node["html"][:150] for node in rule["nodes"]][:5]) for rule in found] == []


def test_scripts_and_styles_are_small(long_edition: Path) -> None:
    assets = long_edition / "site/assets"
    scripts = sum(len(gzip.compress(path.read_bytes(), 9)) for path in assets.glob("*.js"))
    styles = sum(len(gzip.compress(path.read_bytes(), 9)) for path in assets.glob("*.css"))
    assert scripts < 12 * 1024
    assert styles < 12 * 1024

"""The unpacked bundle in a real browser, from `file://`, with everything else blocked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

pytest_plugins = ("site_fixtures",)

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Visit:
    """A page in the browser, and what went wrong while it was looked at."""

    page: Page
    asked: list[str] = field(default_factory=list)  # addresses outside of the bundle
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context.new_page())

    def only_files(route: Route) -> None:
        if route.request.url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            visit.asked.append(route.request.url)
            route.abort()

    context.route("**/*", only_files)
    visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
    yield visit
    context.close()


def search(visit: Visit, words: str) -> None:
    visit.page.get_by_role("textbox", name="Search").click()
    visit.page.keyboard.type(words)


@pytest.mark.parametrize(
    ("words", "title", "place"),
    [
        ("zebrafish", "Note 6, chapter 1", "note-6"),
        ("quotation", "Note 6, chapter 1", "note-6"),
        ("politics", "The Quarrel over Scales", "the-quarrel-over-scales"),
        ("079 op. 11", "f. 079, op. 11, p. 13a, d. 2", "avprx-f079-op11-p13a-d2"),
    ],
)
@pytest.mark.parametrize("start", ["index.html", "chapter-2/index.html"])
def test_search_finds_and_opens_the_place_from_a_file(  # noqa: PLR0913 - a table of cases
    visit: Visit, unpacked: Path, start: str, words: str, title: str, place: str
) -> None:
    visit.page.goto((unpacked / start).as_uri())
    search(visit, words)
    result = visit.page.locator(
        ".md-search-result__link", has=visit.page.get_by_role("heading", name=title)
    ).first
    result.click()
    expect(visit.page.locator(f"#{place}")).to_be_in_viewport()
    assert visit.page.url.startswith(unpacked.as_uri())
    assert "index.html?h=" in visit.page.url
    assert visit.page.url.endswith(f"#{place}")
    expect(visit.page.locator("mark[data-md-highlight]").first).to_be_visible()
    assert visit.asked == []
    assert visit.faults == []


def test_from_the_call_to_the_note_to_its_page_and_back(visit: Visit, unpacked: Path) -> None:
    page = visit.page
    page.goto((unpacked / "chapter-1/index.html").as_uri())
    page.get_by_role("link", name="Note 2", exact=True).first.click()
    expect(page.locator("#note-2")).to_be_in_viewport()
    page.get_by_role("link", name="Back to the call of note 2").click()
    expect(page.locator("#call-2")).to_be_in_viewport()
    page.locator("#note-2").get_by_role("link", name="Note 2", exact=True).click()
    expect(page.get_by_role("heading", name="Note 2", level=1)).to_be_visible()
    page.get_by_role("link", name="Note 3 →").click()
    expect(page.get_by_role("heading", name="Note 3", level=1)).to_be_visible()
    page.get_by_role("link", name="Read on in chapter 1").click()
    expect(page.locator("#call-3")).to_be_in_viewport()
    assert visit.asked == []


def test_a_planted_outside_request_is_seen(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<img src="https://example.org/x.png">', "utf-8")
    visit.page.goto((tmp_path / "a.html").as_uri())
    assert visit.asked == ["https://example.org/x.png"]


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_is_wider_than_the_screen(visit: Visit, unpacked: Path, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    for path in (
        "index",
        "chapter-1/index",
        "notes/index",
        "notes/8/index",
        "bibliography/index",
        "archives/index",
    ):
        visit.page.goto((unpacked / f"{path}.html").as_uri())
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, path

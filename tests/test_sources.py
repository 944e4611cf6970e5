"""Bibliography, finding list, request list, people, timeline, report: what the pages of sources say.

`UPDATE_GOLDEN=1 pytest tests/test_sources.py` writes `golden/sources/`; read it before you commit it.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from site_builder import FIXTURE, copy_of_edition
from visiting import Visit

from apparatus import dates, links
from apparatus.addresses import addresses
from apparatus.archives import finding_list, shelfmarks
from apparatus.concordance import Concordance, concordance
from apparatus.edition import load
from apparatus.lists import LISTS
from apparatus.lists.drawing import Event, lanes
from apparatus.lists.folios import folio_list, folios
from apparatus.lists.report import counts
from apparatus.lists.requestlist import request_csv, requests
from apparatus.lists.timeline import GROUNDS, ground, middle
from apparatus.model import Locator, Name
from apparatus.people import people
from apparatus.shelves import link
from apparatus.typeset import fragment
from apparatus.typeset.render import Typesetter

pytest_plugins = ("site_fixtures", "browser_fixtures")

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden/sources"
PAGES = ("bibliography", "archives", "requests", "people", "timeline", "report")


@pytest.fixture(scope="module")
def invented() -> Concordance:
    """The small edition: `small`, for tests of a site, is a folder."""
    return concordance(load(FIXTURE))


@pytest.fixture(scope="module")
def real() -> Concordance:
    return concordance(load(ROOT))


@pytest.fixture(scope="module")
def pages(real: Concordance) -> dict[str, Element]:
    """The pages of the real edition, as trees."""
    typesetter = Typesetter(real)
    return {name: fragment.parse(LISTS[name](typesetter)) for name in PAGES}


def lines(html: str) -> str:
    """Put each element that stands on its own on a line, so that a difference is seen where it is."""
    return (
        re.sub(
            r"(?=<(?:section|h\d|p|ul|li|tr|table|details|svg|g|a href=\"archives.md#[^\"]*\"><title)\b)",
            "\n",
            html,
        ).strip()
        + "\n"
    )


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()


@pytest.mark.parametrize("name", PAGES)
def test_each_page_of_the_small_edition_is_as_it_was_read_last(invented: Concordance, name: str) -> None:
    golden(f"{name}.html", lines(LISTS[name](Typesetter(invented))))


def test_the_request_list_of_the_small_edition_as_csv(invented: Concordance) -> None:
    golden("requests.csv", request_csv(invented))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_formed_and_has_no_id_twice(pages: dict[str, Element], name: str) -> None:
    ids = Counter(element.attrib["id"] for element in pages[name].iter() if "id" in element.attrib)
    assert [found for found, count in ids.items() if count > 1] == []


def test_the_pages_are_the_same_whenever_they_are_made(real: Concordance) -> None:
    again = concordance(load(ROOT))
    for name in PAGES:
        assert LISTS[name](Typesetter(again)) == LISTS[name](Typesetter(real)), name


# ---- folios


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["23-26", "25-28", "12"], ("12", "23-28")),
        (["9", "10", "11"], ("9-11",)),
        (["100", "9"], ("9", "100")),
        (["81, 108 and 110"], ("81", "108", "110")),
        (["572-99"], ("572-599",)),
        (["23–26", "24"], ("23-26",)),
        (["187-187"], ("187",)),
        (["254ff", "3", "254ff"], ("3", "254ff")),
        (["26-23", "12a", "xii"], ("12a", "26-23", "xii")),
        (["9", "3r", "4v", "3", "ii"], ("3", "3r", "4v", "9", "ii")),
        ([], ()),
    ],
)
def test_folios_are_sorted_and_joined_and_what_is_no_number_stays(
    values: list[str], expected: tuple[str, ...]
) -> None:
    assert folios(values) == expected


ranges = st.tuples(st.integers(1, 400), st.integers(0, 30)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(ranges, max_size=12))
def test_no_folio_is_lost_none_is_added_and_none_stands_twice(pairs: list[tuple[int, int]]) -> None:
    written = folios([f"{first}-{last}" for first, last in pairs])
    read = [number for text in written for number in _numbers(text)]
    assert read == sorted({number for first, last in pairs for number in range(first, last + 1)})
    assert folios(written) == written


def _numbers(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def test_folios_are_written_with_their_label_and_other_locators_as_they_are() -> None:
    locators = [Locator("page", "23-26"), Locator("other", "pp. 14 (-15)"), Locator("page", "12")]
    assert folio_list(locators) == "pp. 12, 23-26, pp. 14 (-15)"


# ---- counts that agree


def counted(page: Element, name: str) -> list[int]:
    return [int(element.text or "") for element in page.iter() if element.get("data-count") == name]


def test_the_counts_of_all_pages_and_of_the_data_agree(real: Concordance, pages: dict[str, Element]) -> None:
    numbers = {name: number for name, _, number in counts(real)}
    book = real.edition.bibliography
    assert (numbers["notes"], numbers["works"], numbers["documents"]) == (324, 61, 95)
    assert numbers["citations"] == sum(len(note.citations) for note in real.edition.notes)
    assert numbers["full"] + numbers["ibid"] + numbers["short"] == numbers["citations"]
    assert numbers["made"] + numbers["possible"] + numbers["proposed"] == numbers["corrections"]
    assert [counted(pages["report"], name) for name in numbers] == [[number] for number in numbers.values()]
    assert counted(pages["timeline"], "documents") == [numbers["documents"]]
    assert counted(pages["timeline"], "notes") == [numbers["notes"]]
    works = {li.get("id") for li in pages["bibliography"].iter("li")} & set(book.entries)
    documents = {li.get("id") for li in pages["archives"].iter("li")} & set(book.entries)
    assert (len(works), len(documents)) == (numbers["works"], numbers["documents"])
    assert len(rows(pages["requests"])) == numbers["files"] == len(requests(real))
    everybody = list(pages["people"].iter("h3"))
    assert len(everybody) == numbers["persons"] + numbers["bodies"] == len(people(real))


def rows(page: Element) -> list[Element]:
    return [row for body in page.iter("tbody") for row in body.iter("tr") if row.get("class") != "group"]


def test_the_report_has_a_row_for_each_short_form_and_each_correction(
    real: Concordance, pages: dict[str, Element]
) -> None:
    numbers = {name: number for name, _, number in counts(real)}
    report = pages["report"]
    cells = Counter(cell.get("data-label") for cell in report.iter("td"))
    assert cells["Stands for"] == numbers["ibid"] + numbers["short"]
    assert cells["Reason"] == numbers["corrections"]


def test_the_drawing_the_table_and_the_finding_list_have_the_same_documents(
    real: Concordance, pages: dict[str, Element]
) -> None:
    svg = next(pages["timeline"].iter("svg"))
    drawn = [link.get("href") for link in svg.iter("a")]
    keys = {links.entry(document) for document in real.edition.bibliography.documents}
    assert len(drawn) == len(set(drawn)) == len(keys)
    assert set(drawn) == keys
    tabled = {link.get("href") for row in rows(pages["timeline"]) for link in row.iter("a")}
    assert keys <= tabled


def test_each_note_rests_on_one_thing(real: Concordance) -> None:
    found = Counter(ground(real, note) for note in real.edition.notes)
    assert set(found) == set(GROUNDS)
    assert found["No source"] == sum(not real.cites(note.label) for note in real.edition.notes)


# ---- finding list and request list


def test_every_unit_of_the_prints_list_is_on_the_page(real: Concordance, pages: dict[str, Element]) -> None:
    ids = {element.get("id"): element for element in pages["archives"].iter()}
    for key, archive in real.edition.archives.items():
        for value, name in archive.units.items():
            assert name in "".join(ids[f"{key}-f{value}".lower()].itertext()), (key, value)


def test_what_is_consulted_and_not_cited_is_said_to_be_so(pages: dict[str, Element]) -> None:
    marked = [s for s in pages["archives"].iter("section") if "not-cited" in s.get("class", "")]
    names = {next(section.iter()).find("*").get("id") for section in marked}  # type: ignore[union-attr]
    assert {"rtskhidni-f74", "rtskhidni-f84", "avprf-f0536"} <= names
    assert "avprf-f079" not in names


def test_documents_of_a_file_stand_by_date(real: Concordance) -> None:
    for request in requests(real):
        days = [dates.bounds(document.date)[0] for document in request.documents]
        assert days == sorted(days)


@pytest.mark.parametrize("written", ["1911-06/..", "../1911-06", "[..1911]", "1911/", "1911-21"])
def test_documents_whose_date_has_an_open_end_stand_on_every_page(tmp_path: Path, written: str) -> None:
    folder = copy_of_edition(tmp_path)
    file = folder / "bibliography.bib"
    file.write_text(file.read_text("utf-8").replace("{1911-06/1911-07}", f"{{{written}}}"), "utf-8")
    setter = Typesetter(concordance(load(folder)))
    for name in PAGES:
        LISTS[name](setter)
    assert f">{dates.in_words(written)}</a>" in LISTS["timeline"](setter)


def test_the_csv_has_the_files_of_the_page_with_their_levels(real: Concordance) -> None:
    head, *found = csv.reader(io.StringIO(request_csv(real), newline=""))
    assert head[:5] == ["archive", "fond", "opis", "papka", "delo"]
    by_mark = {tuple(row[:5]): dict(zip(head, row, strict=True)) for row in found}
    assert len(by_mark) == len(requests(real))
    assert by_mark["AVPRF", "079", "9", "6", "8"]["folios"] == "pp. 10, 23-26, 51"
    assert by_mark["AVPRF", "079", "9", "6", "7"]["without folios"] == "Attached list, 11 June 1954"


def test_every_citation_of_a_document_is_in_the_request_of_its_file(real: Concordance) -> None:
    noted = {(request.shelfmark, label) for request in requests(real) for label in request.notes}
    expected = {
        (document.shelfmark, resolved.note)
        for document in real.edition.bibliography.documents
        for resolved in real.cited_by(document.key)
    }
    assert noted == expected


# ---- people


def test_bodies_stand_apart_from_persons(real: Concordance) -> None:
    bodies = {str(person.name) for person in people(real) if person.body}
    assert {"MID", "CC CPSU", "SEAD", "Soviet embassy in the DRV"} <= bodies
    assert not bodies & {"Ho Chi Minh", "Antonov", "Thum", "M. V. Zimyanin"}


def test_a_spelling_of_the_print_leads_to_the_standard_form(pages: dict[str, Element]) -> None:
    see = {
        "".join(p.itertext()): p.find("a").get("href")  # type: ignore[union-attr]
        for p in pages["people"].iter("p")
        if p.get("class") == "see"
    }
    assert see["Zimjanin: see Zimyanin, M. V."] == "people.md#zimyanin-m-v"
    assert see["Hoan Quoc Viet: see Hoang Quoc Viet"] == "people.md#hoang-quoc-viet"


def test_nobody_is_found_in_prose(real: Concordance) -> None:
    named = {
        name
        for document in real.edition.bibliography.documents
        for name in (*document.authors, *document.recipients, *document.participants)
    }
    assert {person.name for person in people(real)} == named


def test_a_body_is_one_wherever_it_stands(invented: Concordance) -> None:
    book = invented.edition.bibliography
    first, *_ = book.documents
    other = replace(first, key="other", recipients=(), fields={"bodies": "A. Orlov; nobody"})
    edition = replace(invented.edition, bibliography=replace(book, entries={**book.entries, "other": other}))
    found = {person.name: person.body for person in people(concordance(edition))}
    assert found == {Name("Orlov", "A."): True, Name("Petrov", "B."): False}


# ---- timeline


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("1954-09-30", date(1954, 9, 30)),
        ("1955-05", date(1955, 5, 16)),
        ("[1956-08-11,1956-08-13]", date(1956, 8, 12)),
        ("1956-12-10?", date(1956, 12, 10)),
    ],
)
def test_a_mark_stands_in_the_middle_of_what_a_date_can_mean(edtf: str, day: date) -> None:
    assert middle(edtf) == day


def test_every_mark_has_a_name_and_none_a_colour_of_its_own(pages: dict[str, Element]) -> None:
    for svg in pages["timeline"].iter("svg"):
        assert svg.get("aria-label")
        assert all(link.findtext("title") for link in svg.iter("a"))
        assert not [element for element in svg.iter() if {"fill", "stroke", "style"} & set(element.attrib)]


def test_titles_in_a_drawing_are_text() -> None:
    event = Event(date(1911, 5, 2), ("a", "<b>"), "<script>alert(1)</script>", "archives.md#x")
    svg = lanes([("Letter", [event])], ["a", "<b>"], range(1911, 1912), "x")
    assert "<script" not in svg
    assert "&lt;b&gt;" in svg


def test_the_timeline_is_light(pages: dict[str, Element]) -> None:
    assert len(fragment.inner_html(pages["timeline"])) < 120_000


# ---- addresses


def test_every_level_and_everybody_has_an_address_in_the_ledger(real: Concordance) -> None:
    edition = real.edition
    present = addresses(edition).links
    shelves = finding_list(edition.bibliography.documents, edition.archives)
    wanted = {links.address(link(edition, mark)) for mark in shelfmarks(shelves)}
    wanted |= {links.address(links.person(person.id)) for person in people(real)}
    wanted |= {
        "people/",
        "timeline/",
        "archives/requests/",
        "archives/#rtskhidni-f74",
        "people/#zimyanin-m-v",
    }
    assert wanted - set(present) == set()


# ---- the way from a claim to the file, and back, by keyboard alone


def tab_to(page: Page, address: str) -> None:
    """Press Tab until a link to the address has the focus, then Enter."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.getAttribute?.('href') ?? ''").endswith(address):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"no Tab leads from {page.url} to {address}")


def test_from_a_sentence_to_the_file_and_to_another_sentence_by_keyboard(
    visit: Visit, unpacked: Path
) -> None:
    page = visit.page
    document, shelf = "avprx-1911-05-02-orlov-petrov", "avprx-f079-op9-p6-d8"
    page.goto((unpacked / "chapter-2/index.html").as_uri())
    tab_to(page, "#note-7")  # the sentence's note
    tab_to(page, f"#{document}")  # its document
    expect(page.locator(f"#{document}")).to_be_in_viewport()
    tab_to(page, f"#{shelf}")  # its file
    expect(page.locator(f"#{shelf}")).to_be_in_viewport()
    tab_to(page, "notes/3/index.html")  # another note
    expect(page.get_by_role("heading", name="Note 3", level=1)).to_be_visible()
    tab_to(page, "#call-3")  # another sentence
    expect(page.locator("#call-3")).to_be_in_viewport()
    assert (visit.asked, visit.faults) == ([], [])


def test_from_the_drawing_to_a_document_by_keyboard(visit: Visit, unpacked: Path) -> None:
    page = visit.page
    page.goto((unpacked / "timeline/index.html").as_uri())
    tab_to(page, "#documents-as-a-table")
    page.goto((unpacked / "timeline/index.html").as_uri())
    title = "2 May 1911, Letter: Orlov to Petrov"
    assert page.get_by_role("link", name=title).count() == 1
    tab_to(page, "#avprx-1911-05-02-orlov-petrov")
    expect(page.locator("#avprx-1911-05-02-orlov-petrov")).to_be_in_viewport()


@pytest.mark.parametrize("width", [390, 1440])
def test_pages_of_sources_are_no_wider_than_the_screen(visit: Visit, unpacked: Path, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    for name in ("people", "timeline", "archives/requests", "report"):
        visit.page.goto((unpacked / name / "index.html").as_uri())
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_a_table_on_a_phone_names_each_cell_and_is_a_table_still(visit: Visit, unpacked: Path) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 900})
    visit.page.goto((unpacked / "report/index.html").as_uri())
    cell = visit.page.get_by_role("cell", name="Ibid. 31").first
    expect(cell).to_be_visible()
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"In the print: "'

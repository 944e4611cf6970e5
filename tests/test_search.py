"""The search: what can be found, and that a browser finds it, opens it and sees the words marked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, Response, expect
from site_builder import FIXTURE

from apparatus.carried.book import RenderedPage
from apparatus.concordance import concordance
from apparatus.edition import load
from apparatus.site import searching
from apparatus.site.searching import Found, changed, folded, sections
from apparatus.typeset.render import Typesetter

if TYPE_CHECKING:
    from real_edition import Made

pytest_plugins = ("browser_fixtures", "real_edition", "serving")

# --- what can be found ---


def read(script: str) -> dict:
    return json.loads(script.removeprefix(f"self.{searching.VARIABLE}=").rstrip(";\n"))


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(concordance(load(FIXTURE)))


def test_a_page_is_cut_at_its_headings_and_knows_its_paragraphs() -> None:
    html = (
        '<h1 id="one">One</h1><p id="p1">First <em>words</em>.<sup data-search-exclude="true">1</sup></p>'
        '<h2 id="two">Two<a class="headerlink" href="#two">¶</a></h2><ul><li>a</li><li>b</li></ul>'
        '<p id="p2" data-paragraph="2">Second.</p>'
        '<section data-search-exclude="true"><h2 id="notes">Notes</h2></section>'
    )
    assert list(sections(RenderedPage("chapter-1.md", "x", html))) == [
        Found("chapter-1/", "One", "First words.", ((0, "p1"),)),
        Found("chapter-1/#two", "Two", "a b Second.", ((4, "p2"),)),
    ]


def test_lists_whose_entries_are_found_one_by_one_are_not_found_twice() -> None:
    html = (
        '<h1 id="b">Bibliography</h1><p>Words.</p><div class="apparatus-bibliography"><p>Holm 1974</p></div>'
    )
    assert list(sections(RenderedPage("bibliography.md", "x", html))) == [
        Found("bibliography/", "Bibliography", "Words.")
    ]


def test_each_note_work_document_and_file_is_a_result_of_its_own(typesetter: Typesetter) -> None:
    edition = typesetter.index.edition
    found = {one.location: one for one in searching.everything(typesetter, [])}
    titles = {note.label: found[f"notes/{note.label}/"].title for note in edition.notes}
    assert titles["6"] == "Note 6, chapter 1"
    assert found["bibliography/#holm1974"].title == "Holm 1974"
    assert found["archives/#avprx-f079-op9-p6-d8"].title.startswith("f. 079, op. 9, p. 6, d. 8")
    assert found["archives/#avprx"].title.startswith("AVPRX: ")
    keys = edition.bibliography.entries
    assert sum(place.startswith(("bibliography/#", "archives/#")) for place in found) >= len(keys)


def test_the_script_is_safe_in_a_page_and_the_same_each_time(typesetter: Typesetter) -> None:
    pages = [RenderedPage("a.md", "A", "<p>&lt;/script&gt;&lt;script&gt;alert(1)</p>")]
    text = searching.script(typesetter, pages)
    assert "</" not in text
    assert text == searching.script(typesetter, pages)
    assert read(text.replace("<\\/", "</"))["docs"][0]["text"] == "</script><script>alert(1)"


@pytest.mark.parametrize(
    ("printed", "ours", "pairs"),
    [
        (
            "Zimjanin and Pham Ung etc.",
            "Zimyanin and Pham Hung etc.",
            [("zimjanin", "zimyanin"), ("ung", "hung")],
        ),
        ("1990", "1991", [("1990", "1991")]),
        ("no entry in the bibliography", "Pravda", []),
        ("Stein Tonnesson", "Stein Tønnesson", []),
    ],
)
def test_what_the_edition_spells_otherwise(printed: str, ours: str, pairs: list[tuple[str, str]]) -> None:
    assert list(changed(printed, ours)) == pairs


def test_folding() -> None:
    assert folded("Đảng Lao Động, Tønnesson, Łódź") == "dang lao dong, tonnesson, lodz"


# --- the real edition in a browser ---


@pytest.fixture
def starts(served: str, made: Made) -> dict[str, str]:
    """Return where the site begins, on a server and as a file of the offline copy."""
    return {"http": served, "file": f"{made.bundle.as_uri()}/"}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def ask(page: Page, start: str, words: str) -> None:
    """Type into the search, the last letter as a person would."""
    page.goto(f"{start}preface/index.html")
    box = page.get_by_role("textbox", name="Search")
    box.click()
    box.fill(words[:-1])
    page.keyboard.type(words[-1])
    expect(page.locator(".md-search-result__meta")).to_contain_text("result")


FILE_8, FILE_8_MARK = "f. 079, op. 9, p. 6, d. 8, AVPRF", "f. 079, op. 9, p. 6, d. 8"
FILE_8_PLACE = "archives/#avprf-f079-op9-p6-d8"
FRONT = "National Liberation Front of South Vietnam"
ABBREVIATED = ("North Vietnam and the socialist Camp", "abbreviations/#north-vietnam", "Dang")

BOTH_WAYS = [  # what is typed; the title of a result, where it leads, what is marked there
    ("Tonnesson", "Author’s note", "authors-note/", "Tønnesson"),
    ("Đảng Lao Động", *ABBREVIATED),
    ("Zimjanin", "Note 153, chapter 3", "notes/153/", "Zimyanin"),
    (
        "079 op. 11",
        "f. 079, op. 11, p. 13, d. 2, AVPRF",
        "archives/#avprf-f079-op11-p13-d2",
        "f. 079, op. 11",
    ),
    (FILE_8_MARK, FILE_8, FILE_8_PLACE, FILE_8_MARK),
    ("Ulam 1974", "Ulam 1974", "bibliography/#ulam1974", "1974"),
    (f'"{FRONT}"', "Note 25, chapter 1", "notes/25/", FRONT),
]
ONE_WAY = [
    (
        "fond 021",
        "Fond 021: Secretariat of Deputy Foreign Minister Valerian A. Zorin",
        "archives/#avprf-f021",
        "Fond",
    ),
    ("TØNNESSON", "Author’s note", "authors-note/", "Tønnesson"),
    ("Dang Lao Dong", *ABBREVIATED),
    ("Zimyanin", "Note 153, chapter 3", "notes/153/", "Zimyanin"),
    ("079 9 6 8", FILE_8, FILE_8_PLACE, FILE_8_MARK),
    ("079/9/6/8", "Note 53, chapter 1", "notes/53/", FILE_8_MARK),
    ("f079op9p6d8", "Note 53, chapter 1", "notes/53/", FILE_8_MARK),
    ("f079 op9 p6 d8", "Note 53, chapter 1", "notes/53/", FILE_8_MARK),
    ("fond 079 opis 9 delo 8", FILE_8, FILE_8_PLACE, FILE_8_MARK),
    ("Ulam 1974", "Note 7, introduction", "notes/7/", "Ulam"),
    ("armed forces Vietminh practically", "Note 25, chapter 1", "notes/25/", "practically"),
]
ASKED = [
    *((way, *case) for case in BOTH_WAYS for way in ("http", "file")),
    *(("http", *case) for case in ONE_WAY),
]


@pytest.mark.parametrize(("way", "words", "title", "place", "mark"), ASKED)
def test_what_is_asked_for_is_found_opened_and_marked(
    page: Page, starts: dict[str, str], way: str, words: str, title: str, place: str, mark: str
) -> None:
    ask(page, starts[way], words)
    heading = page.get_by_role("heading", name=title, exact=True)
    page.locator(".md-search-result__link", has=heading).first.click()
    page.wait_for_load_state()
    opened = page.url.removeprefix(starts[way]).replace("index.html", "")
    assert re.sub(r"\?[^#]*", "", opened).startswith(place)
    marks = page.locator("mark[data-md-highlight]")
    expect(marks.first).to_be_visible()
    assert mark in [text.replace("\N{NO-BREAK SPACE}", " ") for text in marks.all_inner_texts()]
    if "#" in place:
        target = page.locator(f"#{page.url.partition('#')[2]}")
        expect(target).to_be_in_viewport()


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_note_page_asks_on_the_front_page(page: Page, starts: dict[str, str], way: str) -> None:
    page.goto(f"{starts[way]}notes/153/index.html")
    page.get_by_role("searchbox", name="Search").fill("Tonnesson")
    page.keyboard.press("Enter")
    found = page.locator(".md-search-result__link", has=page.get_by_role("heading", name="Author’s note"))
    expect(found.first).to_be_visible()
    assert page.url.removeprefix(starts[way]) in ("?q=Tonnesson", "index.html?q=Tonnesson")


def test_a_note_that_is_asked_for_by_its_number_comes_first(page: Page, starts: dict[str, str]) -> None:
    ask(page, starts["http"], "note 56")
    first = page.locator(".md-search-result__item").first.get_by_role("heading").first
    box = page.get_by_role("textbox", name="Search")
    for number, words in ((56, "note 56"), (57, "n. 57"), (58, "N.58"), (59, "n59"), (61, "fn. 61")):
        box.fill(words[:-1])
        page.keyboard.type(words[-1])
        expect(first).to_have_text(re.compile(rf"Note {number}, chapter 1\s*"))


def test_a_phrase_in_quotation_marks_is_found_only_as_it_stands(page: Page, starts: dict[str, str]) -> None:
    ask(page, starts["http"], '"liberation national front"')
    expect(page.locator(".md-search-result__meta")).to_have_text("No results")
    ask(page, starts["http"], "liberation national front")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_a_result_in_a_section_leads_to_the_paragraph_with_the_words(
    page: Page, starts: dict[str, str], made: Made
) -> None:
    html = (made.site / "chapter-1/index.html").read_text("utf-8")
    section = html.partition('id="hanoi-and-the-geneva-agreement"')[2]
    name, text = re.findall(r'<p[^>]* id="(p\d+)"[^>]*>(.*?)</p>', section, re.DOTALL)[1]
    words = " ".join(re.sub(r"<sup.*?</sup>|<[^>]+>", "", text).split()[:9])
    ask(page, starts["http"], f'"{words}"')
    heading = page.get_by_role("heading", name="Hanoi and the Geneva Agreement")
    page.locator(".md-search-result__link", has=heading).first.click()
    page.wait_for_url(re.compile(f"#{name}$"))
    expect(page.locator(f"#{name} mark[data-md-highlight]").first).to_be_in_viewport()


def test_markup_in_a_query_is_only_text(page: Page, starts: dict[str, str]) -> None:
    ask(page, starts["http"], "Ulam <img src=x onerror=alert(1)>")
    assert page.locator(".md-search-result img").count() == 0


def test_a_page_loads_what_is_found_only_when_something_is_asked_for(
    page: Page, starts: dict[str, str]
) -> None:
    loaded: dict[str, int] = {}  # sizes as the server said them: a worker's own files the page cannot read

    def note(found: Response) -> None:
        loaded[found.url.rpartition("/")[2]] = int(found.headers.get("content-length", 0))

    page.on("response", note)
    page.goto(starts["http"] + "preface/", wait_until="networkidle")
    assert 0 < loaded["search_index.json"] < 1000
    assert "documents.js" not in loaded
    ask(page, starts["http"], "Ulam")
    assert "documents.js" in loaded


def test_a_library_that_cannot_be_read_finds_nothing_and_is_asked_for_again(
    page: Page, starts: dict[str, str]
) -> None:
    page.route("**/search/documents.js", lambda route: route.abort())
    page.goto(f"{starts['http']}preface/index.html")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("Ula")
    expect(page.locator(".md-search-result__meta")).to_have_text("No results")
    page.unroute("**/search/documents.js")
    page.keyboard.type("m")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_sections_of_a_page_that_may_not_be_found_itself_are_found(
    page: Page, starts: dict[str, str]
) -> None:
    docs = '{"docs":[{"location":"a/#b","title":"A <b>zebra</b>","text":"& more"}],"marks":{},"variants":{}}'
    script = f"self.editionDocuments={docs}"
    kind = "text/javascript"
    page.route("**/search/documents.js", lambda route: route.fulfill(body=script, content_type=kind))
    ask(page, starts["http"], "zebra")
    expect(page.get_by_role("heading", name="A <b>zebra</b>")).to_be_visible()

"""What reference managers read in the head of a page and in the bibliography."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from apparatus.citing import citable, metadata
from apparatus.concordance import Concordance, concordance
from apparatus.edition import load
from apparatus.model import Name, Work
from apparatus.site import searching
from apparatus.site.notepage import opening, text_of

pytest_plugins = ("site_fixtures",)

ROOT = Path(__file__).parent.parent


class Head(HTMLParser):
    """The `meta` tags, the JSON-LD and the COinS of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.metas: list[tuple[str, str]] = []
        self.things: list[Any] = []
        self.coins: list[Mapping[str, list[str]]] = []
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._script = tag == "script" and values.get("type") == "application/ld+json"
        if tag == "meta" and "content" in values:
            self.metas.append((values.get("name") or values.get("property") or "", values["content"]))
        if values.get("class") == "Z3988":
            self.coins.append(parse_qs(values["title"]))

    def handle_data(self, data: str) -> None:
        if self._script:
            self.things.append(json.loads(data))
            self._script = False

    def all(self, name: str) -> list[str]:
        return [content for known, content in self.metas if known == name]

    def one(self, name: str) -> str:
        (content,) = self.all(name)
        return content


def item_type(head: Head) -> str:
    """Return Zotero's type for a page, by the order in which its translators ask.

    `citation_inbook_title` before all else, then `z:itemType`, then `og:type`; what begins with `citation_`
    and names no container is an article.
    """
    if head.all("citation_inbook_title"):
        return "bookSection"
    known = {"book": "book", "website": "webpage"}
    found = head.all("z:itemType") or [known[kind] for kind in head.all("og:type") if kind in known]
    return found[0] if found else "journalArticle"


@pytest.fixture(scope="module")
def real() -> Concordance:
    return concordance(load(ROOT))


@pytest.fixture(scope="module")
def heads(real: Concordance) -> dict[str, Head]:
    citables = citable.citables(real, "https://solidarity.example/")
    return {
        source: Head(metadata.head(citable, "Solidarity", "About")) for source, citable in citables.items()
    }


def test_the_landing_page_is_a_book(heads: dict[str, Head]) -> None:
    head = heads["index.md"]
    assert item_type(head) == "book"
    assert head.one("og:type") == "book"
    assert not head.all("citation_journal_title")
    wanted = {"citation_author": "Olsen, Mari", "citation_publication_date": "1997"}
    wanted |= {"z:place": "Oslo", "z:seriesNumber": "4/1997"}
    assert {name: head.one(name) for name in wanted} == wanted
    (thing,) = head.things
    assert (thing["@context"], thing["@type"]) == ("https://schema.org", "Book")
    assert thing["isPartOf"] == {"@type": "BookSeries", "name": "Forsvarsstudier", "position": "4/1997"}


def test_a_chapter_is_a_book_section_with_all_that_the_book_has(heads: dict[str, Head]) -> None:
    head = heads["chapter-1.md"]
    assert item_type(head) == head.one("z:itemType") == "bookSection"
    book = heads["index.md"]
    assert head.one("citation_inbook_title") == head.one("citation_book_title") == book.one("citation_title")
    for name in (
        "citation_author",
        "citation_publication_date",
        "citation_publisher",
        "citation_series_title",
        "z:place",
    ):
        assert head.all(name) == book.all(name) != []
    assert head.one("citation_firstpage") == "20"
    assert head.one("citation_public_url") == head.one("og:url") == "https://solidarity.example/chapter-1/"
    (thing,) = head.things
    assert (thing["@type"], thing["isPartOf"]["@type"], thing["pageStart"]) == ("Chapter", "Book", "20")


def test_a_note_is_a_part_of_the_book_that_names_its_documents(heads: dict[str, Head]) -> None:
    head = heads["notes/56.md"]
    assert item_type(head) == "bookSection"
    assert head.one("citation_title") == "Note 56"
    (thing,) = head.things
    assert [cited["itemLocation"] for cited in thing["citation"]] == ["f. 079, op. 9, p. 6, d. 8, pp. 23–26"]


def test_no_page_is_a_web_site(heads: dict[str, Head]) -> None:
    assert {kind for head in heads.values() for kind in head.all("og:type")} == {"book", "article"}
    assert {item_type(head) for head in heads.values()} == {"book", "bookSection"}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("Olsen", "Mari"), "Olsen, Mari"),
        (Name("Ho Chi Minh"), "Ho Chi Minh,"),
        (Name("MID"), "MID"),
        (Name("de la Cruz", "Ana Maria"), "de la Cruz, Ana Maria;"),
    ],
)
def test_a_name_is_written_so_that_it_is_not_split(name: Name, written: str) -> None:
    assert metadata._author(name) == written
    assert as_zotero_splits(written) == [(name.family, name.given)]


def as_zotero_splits(written: str) -> list[tuple[str, str]]:
    """Split the one name of a field as Zotero does: at semicolons, else perhaps at commas, then each name."""
    parts = [part.strip() for part in written.split(";")]
    by_comma = [part.strip() for part in parts[0].split(",")]
    if len(parts) == 1 and len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
        parts = by_comma
    return [_split(part) for part in parts if part.strip(" ,-.;")]


def _split(name: str) -> tuple[str, str]:
    if "," in name:
        family, _, given = name.rstrip(" ,").partition(",")
        return family, given.strip()
    given, _, family = name.rpartition(" ")
    return family, given


def test_what_the_edition_says_cannot_leave_its_attribute() -> None:
    item = {"id": "x", "type": "book", "title": '"><script>alert(1)</script>'}
    item |= {"author": [{"literal": "</script><b>"}]}
    html = str(metadata.head(citable.Citable("index.md", item), 'S"', "</script>"))
    assert html.count("<script") == html.count("</script>") == 1
    assert Head(html).one("citation_title") == item["title"]
    assert Head(html).things[0]["author"][0]["name"] == "</script><b>"


def test_coins_of_each_kind_of_work(real: Concordance) -> None:
    works = {work.key: parse_qs(metadata.coins(work)) for work in real.edition.bibliography.works}
    assert len(works) == 61
    chapter, article = works["cameron1970"], works["chenjian1993"]
    assert (chapter["rft.genre"], chapter["rft.btitle"]) == (
        ["bookitem"],
        ["Soviet Policy in Developing Countries"],
    )
    assert (chapter["rft.au"], chapter["rft.contributor"]) == (["Cameron, Allan W."], ["Duncan, W. Raymond"])
    assert (article["rft.jtitle"], article["rft.au"], article["rft.date"]) == (
        ["The China Quarterly"],
        ["Chen Jian,"],
        ["1993"],
    )
    assert works["weathersby1993"]["rft.genre"] == ["report"]
    assert works["lihaiwen1996"]["rft.type"] == ["manuscript"]
    assert "rft.date" not in works["westad-forthcoming"]
    assert works["kutler1996"]["rft.contributor"] == [
        "Kutler, Stanley I."
    ]  # without a name Zotero would ask the web


def test_coins_are_safe_in_an_attribute() -> None:
    found = metadata.coins(Work("x", "book", '"><b>&', "2000"))
    assert not set('"<> ') & set(found)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>of Vietnam (<abbr>DRV</abbr>) were</p>", "of Vietnam (DRV) were"),
        ("<p>(hereafter <em>Short, 20 April 1956</em>).</p>", "(hereafter Short, 20 April 1956)."),
        ("<p>See <a>Holm</a>, p. 3</p>", "See Holm, p. 3"),
        ("<p>Attention ! Ah, <b>une</b> note</p>", "Attention ! Ah, une note"),
        ("<li>One</li><li>two</li>", "One two"),
        ("<p><a><em>Short</em>: 104</a>; <em>so</em>?</p>", "Short: 104; so?"),
    ],
)
def test_what_a_page_says_has_its_spaces(html: str, text: str) -> None:
    assert text_of(html) == text


@pytest.mark.parametrize(
    ("kind", "own", "opening", "site", "said"),
    [
        ("book", "Own", "Subtitle", "Site", "Own"),
        ("book", None, "Subtitle", "Site", "Site"),
        ("book", None, "Subtitle", None, "Subtitle"),
        ("chapter", None, "It begins", "Site", "It begins"),
        ("chapter", None, "", "Site", "Site"),
        ("chapter", None, "", None, ""),
    ],
)
def test_what_a_page_is_about(kind: str, own: str | None, opening: str, site: str | None, said: str) -> None:
    page = citable.Citable("x.md", {"id": "x", "type": kind, "title": "X"})
    assert metadata.description(page, own, opening, site) == said


def test_a_page_without_a_paragraph_opens_with_nothing() -> None:
    """The block “Cite this” says how to download; in Zotero that would be the abstract."""
    cite = '<section aria-label="Cite" id="cite"><p>Download: RIS</p></section>'
    assert opening(f"<dl></dl>{cite}") == ""
    assert opening(f"<dl></dl><p>One<sup>1</sup>.</p>{cite}") == "One."


# in the site


def downloads(page: Path) -> list[str]:
    """Return the names of the records that the links of a page are."""
    links = re.findall(r"<a [^>]*>", page.read_text("utf-8"))
    names = (re.search(r'download="([^"]+)"', link) for link in links if 'href="data:' in link)
    return [name.group(1) for name in names if name]


def test_the_site_has_the_metadata_and_the_records(site: Path) -> None:
    for page, kind, key in (
        ("index.html", "book", "berg1998"),
        ("chapter-1/index.html", "bookSection", "berg1998-chapter-1"),
        ("notes/6/index.html", "bookSection", "berg1998-n6"),  # it cites no document
    ):
        head = Head((site / page).read_text("utf-8"))
        assert item_type(head) == kind
        assert len(head.things) == 1
        assert downloads(site / page) == [f"{key}.{ending}" for ending in ("bib", "ris", "json")]
    assert not Head((site / "bibliography/index.html").read_text("utf-8")).all("z:itemType")
    assert "berg1998-n3-documents.bib" in downloads(site / "notes/3/index.html")


def test_only_the_bibliography_has_coins(site: Path, real: Concordance) -> None:
    """Zotero asks for COinS first: on another page they would hide what its head says."""
    found = {
        path.relative_to(site).as_posix(): len(Head(path.read_text("utf-8")).coins)
        for path in site.rglob("*.html")
    }
    assert {name: count for name, count in found.items() if count} == {"bibliography/index.html": 4}


def test_the_block_stands_on_every_page_that_can_be_cited(site: Path) -> None:
    for page, what in (
        ("index.html", "this book"),
        ("chapter-2/index.html", "this chapter"),
        ("notes/8/index.html", "this note"),
    ):
        text = (site / page).read_text("utf-8")
        assert f"<summary>Cite {what}</summary>" in text
        assert text.count('class="cite verbatim"') == 1
    assert "as cited in this note" in text
    assert 'class="cite verbatim"' not in (site / "bibliography/index.html").read_text("utf-8")


def test_the_block_is_not_searched(site: Path) -> None:
    script = (site / searching.SCRIPT).read_text("utf-8")
    entries = json.loads(script.partition("=")[2].rstrip().rstrip(";"))["docs"]
    assert len(entries) > len(list(site.glob("notes/*/index.html")))
    assert not [entry["location"] for entry in entries if "CSL-JSON" in entry.get("text", "")]

"""The parts of a book, and the one page that has them all."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from books import BIBLIOGRAPHY, FIRST, PAGES, SECOND, invented, with_uncalled
from note_texts import in_html
from site_builder import read_html

from apparatus.carried.book import Book, anchors, book, part_of, placed, text_of
from apparatus.carried.images import reader
from apparatus.carried.onefile import one_file, single_id
from apparatus.edition import load

SMALL = Path(__file__).parent / "fixtures" / "edition-small"


def test_what_the_editor_wrote_comes_first_and_the_lists_last(tmp_path: Path) -> None:
    found = book(load(SMALL), [BIBLIOGRAPHY, *PAGES[::-1]], tmp_path)
    assert [part.source for part in found.parts] == [
        "index.md",
        "chapter-1.md",
        "chapter-2.md",
        "bibliography.md",
    ]


def test_notes_are_taken_out_of_their_chapter() -> None:
    part = part_of(FIRST)
    assert [(note.label, note.number, text_of(note.body)) for note in part.notes] == [
        ("1", "1", "Holm 1974."),
        ("2", "2", "Ibid.→ Holm 1974 (note 1)"),
    ]
    assert "Notes" not in text_of(part.body)


def test_the_one_file_has_no_way_back_to_a_call_that_is_not_there() -> None:
    text = one_file(invented(pages=(FIRST, with_uncalled(SECOND))))
    assert "Uncalled." in text
    assert "#call-3" in text
    assert "#call-4" not in text


def test_headings_are_listed_without_calls_and_signs() -> None:
    assert [(title.level, title.text, title.id, title.page) for title in part_of(FIRST).outline] == [
        (1, "Chapter 1: Đồng & <Co>", "chapter-1", "9"),
        (2, "Letters", "letters", "9"),
        (2, "1954", "1954", "12"),
    ]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("chapter-2/", "#chapter-2"),
        ("chapter-2/#letters", "#chapter-2/letters"),
        ("chapter-2/#call-3", "#call-3"),
        ("notes/3/", "#note-3"),
        ("chapter-2/#note-3", "#note-3"),
        ("notes/#note-3", "#note-3"),
        ("notes/", "#note-1"),
        ("chapter-2/#notes", "#note-3"),
        ("bibliography/#holm1974", "#holm1974"),
        ("bibliography/", "#bibliography"),
        ("./", "#index"),
        ("people/#x", "https://example.org/salt/people/#x"),
        ("https://example.com/", "https://example.com/"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("javascript:alert(1)", None),
        ("//example.com/x", None),
    ],
)
def test_links_lead_into_the_book_then_to_the_site(address: str, link: str | None) -> None:
    whole = invented()
    assert placed(whole, anchors(whole, _hash))(address) == link


def _hash(part: object, name: str) -> str:
    return f"#{single_id(part, name)}"


def test_where_the_site_has_no_address_a_link_out_of_the_book_is_plain_text() -> None:
    page = one_file(invented(site_url=""))
    assert "people" in page
    assert "people/" not in page


def test_the_one_file_has_each_note_once_and_asks_for_nothing(tmp_path: Path) -> None:
    page = _read(invented(), tmp_path)
    assert page.loads == ["data:,", f"data:image/png;base64,{_dot()}"]
    assert page.events == []
    assert set(page.ids.values()) == {1}
    assert in_html((tmp_path / "a.html").read_text("utf-8"), "note-text") == {
        "1": "Holm1974.",
        "2": "Ibid.Holm1974(note1)",
        "3": "Quotedonetwo",
    }


def test_every_link_in_the_one_file_leads_to_an_id(tmp_path: Path) -> None:
    page = _read(invented(), tmp_path)
    assert [link for link in page.links if link.startswith("#") and link[1:] not in page.ids] == []
    assert {link for link in page.links if not link.startswith("#")} == {
        "https://example.com/?a=1&b=2",
        "https://example.org/salt/",
        "https://example.org/salt/people/#x",
        *(f"https://example.org/salt/notes/{label}/" for label in (1, 2, 3)),
    }


def test_the_policy_of_the_one_file_lets_its_own_script_run_and_no_other() -> None:
    page = one_file(invented())
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in page
    )


def test_text_that_looks_like_markup_stays_text() -> None:
    page = one_file(invented())
    assert "<title>The Book &amp; &lt;Co&gt;</title>" in page
    assert "Chapter 1: Đồng &amp; &lt;Co&gt;" in page
    assert "javascript:" not in page
    assert "onclick" not in page
    assert 'document.title = "x"' not in page


def test_images_that_are_not_the_editions_become_what_they_show() -> None:
    text = text_of(part_of(FIRST).body)
    assert "one from elsewhere, one that is gone." in text


def test_no_file_outside_of_the_site_is_read(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    read = reader(tmp_path / "site")
    assert read("../secret.png") is None
    assert read(str(tmp_path / "secret.png")) is None


def _read(whole: Book, folder: Path):
    (folder / "a.html").write_text(one_file(whole), "utf-8")
    return read_html(folder / "a.html")


def _dot() -> str:
    from books import PIXEL

    return base64.b64encode(PIXEL).decode()

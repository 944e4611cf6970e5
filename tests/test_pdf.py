"""The PDF: notes at the foot of the page that calls them, and what a reader of PDF asks of a file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from books import BIBLIOGRAPHY, FIRST, SECOND, invented, with_uncalled
from note_texts import Pdf

from apparatus.carried import pdf as module
from apparatus.carried.formats import write_formats
from apparatus.carried.paper import print_html
from apparatus.carried.pdf import NotesLost, NoWeasyPrint, lost_notes, pdf


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Pdf:
    path = tmp_path_factory.mktemp("pdf") / "book.pdf"
    path.write_bytes(pdf(invented()))
    return Pdf(path)


def test_every_note_stands_on_the_page_of_its_call(paper: Pdf) -> None:
    for label, text in (("1", "Holm 1974."), ("2", "Ibid. Holm 1974 (note 1)"), ("3", "Quoted one two")):
        assert paper.has(label, text)
        assert paper.at[f"note-{label}"] == paper.at[f"call-{label}"]


def test_it_is_tagged_has_an_outline_metadata_and_its_own_fonts(paper: Pdf) -> None:
    root = paper.reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "en"
    assert paper.reader.metadata is not None
    assert (paper.reader.metadata.title, paper.reader.metadata.author) == (
        "The Book & <Co>: A Story",
        "Ada Berg",
    )
    titles = [item.title for item in paper.reader.outline if not isinstance(item, list)]
    assert titles == ["Contents", "The Book", "Chapter 1: Đồng & <Co>", "Chapter 2", "Bibliography"]
    for page in paper.reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            assert (
                "/FontFile2" in descendant["/FontDescriptor"] or "/FontFile3" in descendant["/FontDescriptor"]
            )
            assert "Book-Serif" in font.get_object()["/BaseFont"]


def test_contents_name_the_pages_on_which_parts_begin(paper: Pdf) -> None:
    contents = next(text for text in paper.pages if text.startswith("Contents"))
    for part in ("chapter-1", "chapter-2", "bibliography"):
        title = {"chapter-1": "Chapter1:Đồng&<Co>", "chapter-2": "Chapter2", "bibliography": "Bibliography"}[
            part
        ]
        page = paper.at[part]
        assert page is not None
        assert f"{title}{page + 1}" in contents.replace(".", "")


def test_the_same_book_gives_the_same_bytes() -> None:
    assert pdf(invented()) == pdf(invented())


def test_a_note_that_is_left_out_or_far_from_its_call_is_told() -> None:
    book = invented()
    pages = [{"call-1", "call-2", "note-1"}, {"note-2", "call-3"}, set(), {"note-3"}]
    assert lost_notes(book, pages) == {"note-3"}
    assert lost_notes(book, pages[:2]) == {"note-3"}
    assert lost_notes(book, [{"call-1", "call-2", "call-3", "note-1", "note-2", "note-3"}]) == set()


def test_a_note_that_nothing_calls_stands_at_the_end_of_its_chapter() -> None:
    book = invented(pages=(FIRST, with_uncalled(SECOND), BIBLIOGRAPHY))
    text = print_html(book)
    chapter = text.partition('id="chapter-2"')[2].partition("</section>")[0]
    assert chapter.index("Notes that nothing in the text calls:") > chapter.index("Quoted")
    assert 'id="note-4"' in chapter
    assert "#call-4" not in text
    assert lost_notes(book, [{"note-1", "note-2", "note-3", "call-1", "call-2", "call-3"}]) == {"note-4"}
    assert pdf(book).startswith(b"%PDF")


def test_a_pdf_without_a_note_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    text = print_html(invented()).replace('id="note-3"', "")
    monkeypatch.setattr(module, "print_html", lambda _book: text)
    with pytest.raises(NotesLost, match="leaves out note-3"):
        pdf(invented())


def test_without_weasyprint_the_other_formats_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(NoWeasyPrint):
        pdf(invented())
    (line,) = write_formats(invented(), tmp_path, lambda _: None, everything=True)
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in line
    assert "\n" not in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["the-book.epub", "the-book.html"]


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not from the network, and not from the disk."""
    asked: list[str] = []
    from weasyprint.urls import URLFetcher

    before = URLFetcher.fetch

    def fetch(self: URLFetcher, url: str, headers: object = None) -> object:
        asked.append(url.partition(":")[0])
        return before(self, url, headers)

    monkeypatch.setattr(URLFetcher, "fetch", fetch)
    text = print_html(invented()).replace("<body>", '<body><img src="https://evil.example/x.png" alt="x">')
    monkeypatch.setattr(module, "print_html", lambda _book: text)
    pdf(invented())
    assert set(asked) == {"data", "https"}

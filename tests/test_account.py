"""Import, then write the text back: print and edition differ only in what the report lists."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from apparatus import style
from apparatus.edition import Edition, load
from apparatus.files import decode
from apparatus.importer.account import account, printed_words, words_of, written_words
from apparatus.importer.read import read_book
from apparatus.importer.run import import_print
from apparatus.importer.settings import Settings
from apparatus.model import Note

PRINTS = sorted((Path(__file__).parent / "fixtures/prints").glob("*.txt"))
ATTRIBUTES = re.compile(r"\{#[^}]*\}")
TARGET = re.compile(r"\]\([^)\s]*\)")
CALL = re.compile(r"\[\^(?:[a-z0-9-]*-)?(\d+)[a-z]?\]:?")


def write_back(edition: Edition) -> Iterator[str]:
    """Yield the edition's text as a print would have it: chapters, notes, bibliography."""
    for chapter in edition.chapters:
        if chapter.stem != "index":  # the landing page says what the title page says, which is left out
            yield plain(chapter.text)
    for note in edition.notes:
        yield note.number.rstrip("bcdefgh")
        yield plain(note_text(note, edition))
    for work in edition.bibliography.works:
        yield style.as_plain(style.full(work, edition.archives))


def note_text(note: Note, edition: Edition) -> str:
    out, position = [], 0
    for cluster in note.clusters:
        out.append(note.text[position : cluster.span.start])
        for citation in cluster.citations:
            entry = edition.bibliography.entries[citation.key]
            cited = style.as_plain(style.cited(citation, entry, edition.archives))
            out.append(f" {citation.prefix} {cited}{citation.suffix} ")
        position = cluster.span.end
    return "".join([*out, note.text[position:]])


def plain(markdown: str) -> str:
    text = TARGET.sub(" ", ATTRIBUTES.sub(" ", markdown))
    return CALL.sub(r" \1 ", text)


def counted(words: Iterable[str]) -> Counter[str]:
    return Counter(word.lower() for word in words)


def listed(report: Mapping[str, Any]) -> Counter[str]:
    """Return what the report says the print has more of than the edition, less what it has less of."""
    sum_ = Counter[str]()
    for item in report["left_out"]:
        sum_.update(counted(words_of(item["text"])))
    for item in report["joins"]:
        sum_.update(counted(words_of(item["before"])))
        sum_.update(counted(words_of(item["after"])))
        sum_.subtract(counted(words_of(item["result"])))
        if item["kind"] == "repeat":
            sum_.subtract(counted(words_of(item["before"])))
    for item in (*report["restated_citations"], *report["restated_entries"]):
        sum_.update(counted(written_words(item["printed"])))
        sum_.subtract(counted(written_words(item["written"])))
    for item in report["entries_from_notes"]:
        sum_.subtract(counted(written_words(item["written"])))
    for item in report["restated_headings"]:
        sum_.update(counted(words_of(item["printed"])))
        sum_.subtract(counted(written_words(item["written"])))
    return sum_


def check(path: Path, folder: Path) -> None:
    text, problems = decode(path.read_bytes(), path.name, scanned=True)
    assert problems == ()
    settings = path.with_suffix(".yml")
    result = import_print(text, path.name, settings.read_text(encoding="utf-8") if settings.exists() else "")
    for name, content in result.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    report = json.loads(result.files["import-report.json"])
    difference = counted(printed_words(text))
    for piece in write_back(load(folder)):
        difference.subtract(counted(written_words(piece)))
    difference.subtract(listed(report))
    assert {word: count for word, count in difference.items() if count} == {}


@pytest.mark.parametrize("path", PRINTS, ids=lambda path: path.stem)
def test_an_invented_print_is_accounted_for(path: Path, tmp_path: Path) -> None:
    check(path, tmp_path)


def test_the_real_print_is_accounted_for(source: Path, tmp_path: Path) -> None:
    check(source, tmp_path)


ENTITIES = (
    "Consu&amp;lted", "a &amp;lt; b", "&amp;amp;copy;", "AT&T", "Q&lting", "R&notit;x", "&copyright",
    "a&#64;b @x", "caf&eacute; &frac12; 3&nbsp;km&sup2;", "&lt;i&gt;x&lt;/i&gt; <i>y</i>", "foo\u200bbar",
    "x<br/>y", "<sup>a</sup>", "&#x41;b &#10;",
)  # fmt: skip
PRINT = """Chapter 1: The {} Quay

The harbour was small, and the men who lived by it, {}, were many.¹

Bibliography

Moen, A. 1920. *Sea {}*. Oslo: {}.

Notes

1 Moen 1920: 4. {}.
"""


@pytest.mark.parametrize("words", ENTITIES)
def test_entities_are_read_once_and_lose_no_word(words: str, tmp_path: Path) -> None:
    text = PRINT.replace("{}", words)
    assert account(text, read_book(text, "print.txt", Settings())) == ({}, {})
    (tmp_path / "print.txt").write_text(text, encoding="utf-8")
    check(tmp_path / "print.txt", tmp_path / "edition")


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("Consu&amp;lted", "Consu&lted."),
        ("a &amp;lt; b", "a &amp;lt; b."),
        ("Q&lting", "Q&lting."),
        ("R&notit;x", "R&amp;notit;x."),
        ("caf&eacute; &frac12;", "café ½."),
    ],
)
def test_an_entity_is_the_sign_that_it_stands_for(printed: str, written: str) -> None:
    book = read_book(PRINT.replace("{}", printed), "print.txt", Settings())
    assert book.notes[0].text == f"Moen 1920: 4. {written}"

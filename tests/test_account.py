"""Import, then write the text back: print and edition differ only in what the report lists."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from apparatus import style
from apparatus.edition import Edition, load
from apparatus.files import decode
from apparatus.importer.account import words_of
from apparatus.importer.run import import_print
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


def counted(text: str) -> Counter[str]:
    return Counter(word.lower() for word in words_of(text))


def listed(report: Mapping[str, Any]) -> Counter[str]:
    """Return what the report says the print has more of than the edition, less what it has less of."""
    sum_ = Counter[str]()
    for item in report["left_out"]:
        sum_.update(counted(item["text"]))
    for item in report["joins"]:
        sum_.update(counted(item["before"]))
        sum_.update(counted(item["after"]))
        sum_.subtract(counted(item["result"]))
        if item["kind"] == "repeat":
            sum_.subtract(counted(item["before"]))
    for item in (*report["restated_citations"], *report["restated_entries"], *report["restated_headings"]):
        sum_.update(counted(item["printed"]))
        sum_.subtract(counted(item["written"]))
    return sum_


def check(path: Path, folder: Path) -> None:
    text, problems = decode(path.read_bytes(), path.name)
    assert problems == ()
    settings = path.with_suffix(".yml")
    result = import_print(text, path.name, settings.read_text(encoding="utf-8") if settings.exists() else "")
    for name, content in result.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    report = json.loads(result.files["import-report.json"])
    difference = counted(text)
    for piece in write_back(load(folder)):
        difference.subtract(counted(piece))
    difference.subtract(listed(report))
    assert {word: count for word, count in difference.items() if count} == {}


@pytest.mark.parametrize("path", PRINTS, ids=lambda path: path.stem)
def test_an_invented_print_is_accounted_for(path: Path, tmp_path: Path) -> None:
    check(path, tmp_path)


def test_the_real_print_is_accounted_for(source: Path, tmp_path: Path) -> None:
    check(source, tmp_path)

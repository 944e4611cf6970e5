"""The editor's way out: pandoc reads a chapter, its notes and the bibliography as they stand."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from apparatus.edition import load
from apparatus.model import Citation, Note

ROOT = Path(__file__).parent.parent
WITH_NOTES = sorted(path.stem for path in (ROOT / "notes").glob("*.md"))


@cache
def notes_of(stem: str) -> tuple[Note, ...]:
    return tuple(note for note in load_once() if note.chapter == stem)


@cache
def load_once() -> tuple[Note, ...]:
    return load(ROOT).notes


def read(pandoc: str, *sources: str | Path, bibliography: Path = ROOT / "bibliography.bib") -> dict[str, Any]:
    """Return what pandoc makes of files one after the other; a warning of its is a fault."""
    options = [
        "--fail-if-warnings",
        "--citeproc",
        f"--bibliography={bibliography}",
        "--from=markdown",
        "--to=json",
    ]
    done = subprocess.run([pandoc, *options, *sources], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return dict(json.loads(done.stdout))


def elements(tree: object, kind: str) -> Iterator[Any]:
    """Yield the contents of all elements of a kind, in the order of the text."""
    if isinstance(tree, dict):
        if tree.get("t") == kind:
            yield tree["c"]
        yield from elements(tree.get("c"), kind)
        yield from elements(tree.get("blocks"), kind)
    elif isinstance(tree, list):
        for branch in tree:
            yield from elements(branch, kind)


def words(tree: object) -> str:
    """Return what a tree says."""
    if isinstance(tree, list):
        return "".join(map(words, tree))
    if not isinstance(tree, dict):
        return ""
    return {"Str": str(tree.get("c")), "Space": " ", "SoftBreak": " "}.get(tree["t"], words(tree.get("c")))


@pytest.mark.parametrize("stem", WITH_NOTES)
def test_pandoc_reads_a_chapter_with_its_notes(pandoc: str, stem: str) -> None:
    tree = read(pandoc, f"docs/{stem}.md", f"notes/{stem}.md")
    notes = list(elements(tree, "Note"))
    assert len(notes) == len(notes_of(stem))
    for written, note in zip(notes, notes_of(stem), strict=True):
        cites = list(elements(written, "Cite"))
        keys = [[cited["citationId"] for cited in citations] for citations, _ in cites]
        assert keys == [[citation.key for citation in cluster.citations] for cluster in note.clusters], (
            note.label
        )
        for (_, inlines), cluster in zip(cites, note.clusters, strict=True):
            shown = words(inlines)
            assert [citation.key for citation in cluster.citations if f"{citation.key}?" in shown] == []
            assert lost(cluster.citations, shown) == [], (note.label, shown)


def lost(citations: tuple[Citation, ...], shown: str) -> list[str]:
    """Return the locators that are not shown; a range may be shortened, its first number may not."""
    found = [locator.value for citation in citations for locator in citation.locators]
    return [value for value in found if first_place(value) not in re.findall(r"\w+", shown)]


def first_place(value: str) -> str:
    """Return the first number of a locator, or its first word where it is spelt."""
    return str(re.findall(r"\d\w*", value)[0] if re.search(r"\d", value) else re.findall(r"\w+", value)[0])


@pytest.mark.parametrize("stem", sorted(path.stem for path in (ROOT / "docs").glob("*.md")))
def test_pandoc_reads_every_chapter_without_a_warning(pandoc: str, stem: str) -> None:
    if stem not in WITH_NOTES:
        read(pandoc, f"docs/{stem}.md")


def test_every_work_of_the_bibliography_is_written(pandoc: str, tmp_path: Path) -> None:
    (tmp_path / "all.md").write_text("---\nnocite: '@*'\n---\n", "utf-8")
    tree = read(pandoc, tmp_path / "all.md")
    entries = {attributes[0] for attributes, _ in elements(tree, "Div") if attributes[0].startswith("ref-")}
    assert entries == {f"ref-{key}" for key in load(ROOT).bibliography.entries}


def test_a_key_without_an_entry_is_a_fault(pandoc: str, tmp_path: Path) -> None:
    (tmp_path / "chapter.md").write_text("One.[^1]\n\n[^1]: [@nobody1999, p. 3].\n", "utf-8")
    with pytest.raises(AssertionError, match="nobody1999"):
        read(pandoc, tmp_path / "chapter.md")

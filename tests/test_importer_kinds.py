"""Prints of many kinds: what each becomes stands in `golden/prints/`, one file a print.

A golden file has the parts with their headings, the notes as the edition writes them, works, documents,
and the problems. `UPDATE_GOLDEN=1 pytest tests/test_importer_kinds.py` writes it; read it before you keep it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apparatus import style
from apparatus.checks import run
from apparatus.edition import Edition, load
from apparatus.importer.account import account
from apparatus.importer.read import read_book
from apparatus.importer.result import ImportResult
from apparatus.importer.run import import_print
from apparatus.importer.settings import Settings
from apparatus.problems import format_problem, is_error

HERE = Path(__file__).parent
KINDS = (
    "almanac", "bellfounders", "border", "consulate", "delegates", "ferries", "kornmagasin", "maps", "mills",
    "observatory", "orchards", "salzamt", "sermons", "tight", "tollkeepers", "weighhouse", "weirs",
)  # fmt: skip
HEADING = re.compile(r"(?m)^(#+ .*?)(?: \{#\S+(?: data-page=\"(\w+)\")?\})$")


def imported(name: str) -> ImportResult:
    path = HERE / f"fixtures/prints/{name}.txt"
    settings = path.with_suffix(".yml")
    text = settings.read_text(encoding="utf-8") if settings.exists() else ""
    return import_print(path.read_text(encoding="utf-8"), path.name, text, settings.name)


def written(result: ImportResult, folder: Path) -> Edition:
    for name, content in result.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return load(folder)


def described(result: ImportResult, edition: Edition) -> str:
    """Return what a golden file says of an imported print."""
    parts, notes = [], []
    for name, content in sorted(result.files.items()):
        if name.startswith("docs/") and name != "docs/index.md":
            headings = (f"  {m[1]}{f' ({m[2]})' if m[2] else ''}" for m in HEADING.finditer(content))
            parts += [name, *headings]
        elif name.startswith("notes/") and name.endswith(".md"):
            notes += [name, *(f"  {line}" for line in content.splitlines() if line)]
    works = (
        f"{w.key} {w.kind}: {style.as_plain(style.full(w, edition.archives))}"
        for w in edition.bibliography.works
    )
    documents = (
        f"{d.key}: {style.as_plain(style.full(d, edition.archives))}" for d in edition.bibliography.documents
    )
    sections = {
        "title page": result.files["docs/index.md"].split("\n\n"),
        "parts": parts,
        "notes": notes,
        "works": works,
        "documents": documents,
        "problems": map(format_problem, result.problems),
    }
    return "".join(
        "\n".join([f"--- {name}", *(line.strip("\n") for line in lines)]) + "\n"
        for name, lines in sections.items()
    )


@pytest.mark.parametrize("name", KINDS)
def test_a_print_of_this_kind_becomes_an_edition(name: str, tmp_path: Path) -> None:
    result = imported(name)
    edition = written(result, tmp_path)
    assert [format_problem(problem) for problem in run(edition) if is_error(problem)] == []
    golden = HERE / f"golden/prints/{name}.txt"
    found = described(result, edition)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_a_call_before_a_colon_is_one_for_the_edition_too(tmp_path: Path) -> None:
    text = (HERE / "fixtures/prints/almanac.txt").read_text("utf-8")
    result = import_print(text.replace('sneeze";4 and', 'sneeze"4: and'), "print.txt")
    assert "]: and he never" in "".join(result.files.values())
    edition = written(result, tmp_path)
    assert [problem.message for problem in run(edition) if problem.code == "UNCALLED-NOTE"] == []


def test_several_notes_are_called_in_one_bracket() -> None:
    called = "Rain.[1, 2] Sun; it was so in the years [1956, 1957].[3,4]"
    text = f"Chapter 1: Weather\n\n{called}\n\nNotes\n\n1 A.\n2 B.\n3 C.\n4 D.\n"
    result = import_print(text, "print.txt")
    assert result.problems == ()
    written = "Rain.[^1][^2] Sun; it was so in the years [1956, 1957].[^3][^4]"
    assert written in result.files["docs/chapter-1.md"]


LINES = [
    line for name in KINDS for line in (HERE / f"fixtures/prints/{name}.txt").read_text("utf-8").splitlines()
]
SIGNS = st.sampled_from(
    ["*", "[", "]", "(", '"', "¹", "12", "\t", "\f", "{", "\\", "|", "Ibid. ", "f. ", "1990", "- "]
)


@st.composite
def damaged_prints(draw: st.DrawFn) -> str:
    """Return a print with lines that are gone, doubled, swapped, foreign, or have a sign too many."""
    name = draw(st.sampled_from(KINDS))
    lines = (HERE / f"fixtures/prints/{name}.txt").read_text("utf-8").splitlines()
    for _ in range(draw(st.integers(1, 6))):
        i, j = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        what = draw(st.sampled_from(["drop", "double", "swap", "foreign", "sign"]))
        if what == "drop" and len(lines) > 2:
            del lines[i]
        elif what == "swap":
            lines[i], lines[j] = lines[j], lines[i]
        elif what == "sign":
            lines[i] = lines[i][:j] + draw(SIGNS) + lines[i][j:]
        else:
            lines.insert(i, lines[j] if what == "double" else draw(st.sampled_from(LINES)))
    return "\n".join(lines)


@settings(max_examples=60, derandomize=True)
@given(damaged_prints())
def test_a_damaged_print_loses_no_word_and_raises_nothing(text: str) -> None:
    if import_print(text, "print.txt").files:
        lost, too_many = account(text, read_book(text, "print.txt", Settings()))
        assert (lost, too_many) == ({}, {})

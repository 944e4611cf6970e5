"""Prints of many kinds: what each becomes stands in `golden/prints/`, one file a print.

A golden file has the parts with their headings, the notes as the edition writes them, works, documents,
and the problems. `UPDATE_GOLDEN=1 pytest tests/test_importer_kinds.py` writes it; read it before you keep it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from apparatus import style
from apparatus.checks import run
from apparatus.edition import Edition, load
from apparatus.importer.result import ImportResult
from apparatus.importer.run import import_print
from apparatus.problems import format_problem, is_error

HERE = Path(__file__).parent
KINDS = (
    "almanac", "bellfounders", "border", "consulate", "delegates", "ferries", "kornmagasin", "maps", "mills",
    "observatory", "salzamt", "sermons",
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

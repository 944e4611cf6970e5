"""Small faults of an edition that no page would show: each is told once, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_builder import copy_of_edition

from apparatus.checks import examine
from apparatus.languages import code_of
from apparatus.locators import faulty_ranges, parse_locators
from apparatus.style import language


def append(folder: Path, file: str, text: str) -> None:
    path = folder / file
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def told(folder: Path, code: str) -> list[str]:
    _, problems = examine(folder)
    return [problem.message for problem in problems if problem.code == code]


@pytest.mark.parametrize(
    ("locators", "faults"),
    [
        (", pp. 23-26", []),
        (", pp. 570-1", []),
        (", 1995-96", []),
        (", pp. 31-3", []),
        (", pp. 26-23", [("26-23", "runs backwards")]),
        (", pp. 187–187", [("187-187", "is a single page")]),
        (", pp. 1-2, 9-4", [("9-4", "runs backwards")]),
        (", vol. III-I", []),
    ],
)
def test_ranges_that_cannot_be_right(locators: str, faults: list[tuple[str, str]]) -> None:
    found, rest = parse_locators(locators)
    assert (list(faulty_ranges(found)), rest) == (faults, "")


def test_a_range_of_a_note_is_told_unless_a_correction_has_it(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    append(folder, "docs/conclusions.md", "\n\nAgain.[^91]\n")
    append(folder, "notes/conclusions.md", "\n[^91]: [@holm1974, pp. 26-23].\n")
    assert told(folder, "LOCATOR") == ["note 91: the range 26-23 runs backwards"]
    lines = (
        "note: 91",
        "print: 26-23",
        "edition: possibly 23-26",
        "reason: So it stands.",
        "status: possible",
    )
    record = "\n  ".join(lines)
    append(folder, "notes/corrections.yml", f"- {record}\n")
    assert told(folder, "LOCATOR") == []


def test_a_note_without_words_is_told(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    append(folder, "docs/conclusions.md", "\n\nAgain.[^91] And again.[^92]\n")
    append(folder, "notes/conclusions.md", "\n[^91]:\n\n[^92]: Words.\n")
    assert told(folder, "EMPTY-NOTE") == ["note 91 has no words"]


@pytest.mark.parametrize(
    ("written", "code"),
    [("german", "de"), ("Ngerman", "de"), ("fr", "fr"), ("ru-Latn", "ru-Latn"), ("x", "x")],
)
def test_languages_by_name_and_by_code(written: str, code: str) -> None:
    assert code_of(written) == code


@pytest.mark.parametrize(
    ("field", "code", "faults"),
    [
        ("language = {german}", "de", 0),
        ("langid = {french}", "fr", 0),
        ("langid = {french}, language = {ru-Latn}", "ru-Latn", 0),
        ("language = {Klingon}", "", 1),
    ],
)
def test_the_language_of_a_title_is_a_code_or_told(
    tmp_path: Path, field: str, code: str, faults: int
) -> None:
    folder = copy_of_edition(tmp_path)
    append(folder, "bibliography.bib", f"\n@book{{salz1901, title = {{Salz}}, year = 1901, {field}}}\n")
    edition, _ = examine(folder)
    assert language(edition.bibliography.entries["salz1901"]) == code
    assert len(told(folder, "LANGUAGE")) == faults

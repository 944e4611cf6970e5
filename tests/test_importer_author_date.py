"""Author-date citations whose year or names do not quite say which work is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_importer_open_ibids import imported, last_note

from apparatus.checks import run
from apparatus.edition import load
from apparatus.folders import write_folder

A = "Moe, Sabine. 1999a. The Stamp. London: Farrow."
B = "Moe, Sabine. 1999b. The Waggon. London: Farrow."
UNREAD = "Moe, Sabine: Fähren und Zölle (1999b), in: Hafen."
OTHER = "Lund, Kai. 1990. Salt. London: Farrow."


@pytest.mark.parametrize(
    ("entries", "hint"),
    [
        ((A, B, OTHER), "candidates: moe1999a, moe1999b"),
        ((A, OTHER), "candidates: moe1999a; the bibliography has 1999a"),
        ((A, UNREAD, OTHER), "candidates: moe1999a, moesabine-nd"),
    ],
)
def test_a_year_without_its_letter_is_open(entries: tuple[str, ...], hint: str) -> None:
    result = imported("Moe 1999, 40.", entries=entries)
    assert last_note(result) == "Moe 1999, 40."
    assert [p.hint for p in result.problems if p.code == "AMBIGUOUS-WORK"] == [hint]


def test_a_year_with_a_letter_too_many_is_near() -> None:
    result = imported("Lund 1990b, 40.", entries=(A, OTHER))
    assert last_note(result) == "[@lund1990, p. 40]."


@pytest.mark.parametrize(
    ("note", "entries", "hint"),
    [
        ("Moe 1999b, 301.", (A, OTHER), "the bibliography has no such entry"),
        ("Moe 1999, 301.", (A, OTHER), "candidates: moe1999a"),
        ("Moe 1999, 301.", (A, UNREAD, OTHER), "candidates: moe1999a, moesabine-nd"),
    ],
)
def test_a_check_proposes_no_work_of_another_letter(
    note: str, entries: tuple[str, ...], hint: str, tmp_path: Path
) -> None:
    write_folder(tmp_path / "edition", imported(note, entries=entries).files)
    found = [p.hint for p in run(load(tmp_path / "edition")) if p.code == "CITATION-OPEN"]
    assert found == [hint]

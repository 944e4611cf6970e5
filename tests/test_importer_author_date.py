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


TWO = "Roth, Anna, and Klaus Weber. 2004. Ämter. Berlin: Isar."
THREE = "Schulz, Peter, Ole Brink, and Wiebke Hansen. 2006. Gruben. Bochum: Isar."
MINE = ("Müller, Jürgen. 1998. Kohle. Köln: Isar.", "Müller, Jürgen. 2003. Akten. Köln: Isar.")


@pytest.mark.parametrize(
    ("note", "written"),
    [
        ("So etwa Roth/Weber 2004, S. 77.", "So etwa [@roth2004, p. 77]."),
        ("Vgl. Schulz u. a. 2006, S. 12.", "Vgl. [@schulz2006, p. 12]."),
        ("Schulz u.a. 2006, S. 12.", "[@schulz2006, p. 12]."),
        ("Roth/Weber 2004; ähnlich Müller 1998, S. 12 f.", "[@roth2004]; ähnlich [@muller1998, pp. 12 f]."),
        ("Ähnlich Müller 1998, S. 12.", "Ähnlich [@muller1998, p. 12]."),
        ("Müller 1998, S. 144; ders. 2003, S. 19.", "[@muller1998, p. 144]; ders. [-@muller2003, p. 19]."),
    ],
)  # fmt: skip
def test_german_citations_are_resolved_where_they_are_sure(note: str, written: str) -> None:
    assert last_note(imported(note, entries=(TWO, THREE, *MINE))) == written


def test_aao_goes_back_to_the_work_that_was_cited() -> None:
    result = imported("Müller 1998, S. 144.", "Müller, a.a.O., S. 88.", entries=(TWO, THREE, *MINE))
    assert last_note(result) == "[Müller, a.a.O. @muller1998, p. 88]."


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("So ähnlich Herbst/Lund 2001, S. 66 mit Anm.", "Herbst/Lund 2001, S. 66"),
        ("So auch Herbst u. a. 2001, S. 66.", "Herbst u. a. 2001, S. 66"),
        ("Müller 1998, S. 144; ders. 2005, S. 19.", "ders. 2005, S. 19"),
        ("Vgl. Weber/Roth 2004, S. 77.", "Weber/Roth 2004, S. 77"),
        ("Herbst, a.a.O., S. 70.", "Herbst, a.a.O., S. 70"),
    ],
)
def test_german_citations_without_an_entry_are_reported(note: str, words: str) -> None:
    result = imported(note, entries=(TWO, THREE, *MINE))
    assert [p.message for p in result.problems if p.code == "UNKNOWN-WORK"] == [f"note 1 cites “{words}”"]

"""The real print, where it is at hand: its citations, counted and spot-checked against a reading by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from apparatus.checks import run
from apparatus.edition import Edition, load
from apparatus.importer.result import ImportResult
from apparatus.importer.run import import_print
from apparatus.problems import is_error

# what a reader finds with the print in hand: (note, place among its citations) -> key's beginning, locator
READ_BY_HAND = {
    ("1", 1): ("young1991", "332"),
    ("8", 0): ("ulam1974", "699"),
    ("9", 0): ("ulam1974", ""),
    ("16", 1): ("maclane1966", ""),
    ("21", 0): ("zhaiqiang1992", "111-112"),
    ("37", 0): ("duiker1995", "39, 254ff"),
    ("40", 2): ("avprf-1954-12-29-komitet-informatsii-novikov", "117-130"),
    ("56", 0): ("avprf-1954-09-30-molotov-lavrishchev", "23-26"),
    ("79", 0): ("avprf-1955-05-19-molotov-cc-cpsu", "1"),
    ("88", 0): ("diplomaticeskiislovar1986", "III 128"),
    ("95", 0): ("avprf-1955-06-instructions", "13-14"),
    ("106", 0): ("avprf-1955-09-05-sokolov-hoang-anh", "135-138"),
    ("142", 0): ("avprf-1956-02-28-kuznetsov-truong-chinh", "3-4"),
    ("154", 0): ("avprf-1956-04-20-zimyanin-pham-ung", "75"),
    ("160", 0): ("avprf-1956-08-11-situation", "88-98"),
    ("193", 0): ("greatvanguard1981", "115"),
    ("226", 0): ("avprf-1957-01-18-zimyanin-pham-van-dong", "pp. 14 (-15)"),
    ("264", 0): ("avprf-1959-01-23-questions", "6-13"),
    ("292", 0): ("avprf-1961-10-17-tovmasyan-mid", "35-57"),
    ("306", 0): ("avprf-1961-12-22-situation-south-vietnam", ""),
    ("317", 0): ("westad-forthcoming", ""),
    ("323", 0): ("avprf-1957-06-12-zimyanin-nguyen-duy-trinh", "220-235"),
}


@pytest.fixture(scope="module")
def result() -> ImportResult:
    import os  # the print is read once for all tests of this file

    place = os.environ.get("APPARATUS_SOURCE", "")
    if not place:
        pytest.skip("APPARATUS_SOURCE is not set: the real print is not here")
    return import_print(Path(place).read_text(encoding="utf-8"), "monograph.txt")


@pytest.fixture(scope="module")
def edition(result: ImportResult, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("imported")
    for name, content in result.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return load(folder)


def test_every_citation_is_resolved_or_listed(result: ImportResult) -> None:
    report = json.loads(result.files["import-report.json"])
    assert Counter(item["rule"] for item in report["citations"]) == {
        "author-date": 185,
        "archival": 125,
        "ibid-note-before": 44,
        "short-title": 25,
    }
    open_ = [problem.message for problem in result.problems if problem.code == "UNKNOWN-WORK"]
    assert len(open_) == 4  # three times the yearbook, and a newspaper
    assert sum("Yearbook of the United Nations" in message for message in open_) == 3
    assert {p.code for p in result.problems} == {"TITLE-PAGE", "UNKNOWN-WORK", "LOCATOR", "POSSIBLY-SAME"}


def test_the_citations_are_those_that_a_reader_finds(edition: Edition) -> None:
    resolved = {(r.note, r.index): r for r in edition.resolution.resolved}
    for place, (key, locator) in READ_BY_HAND.items():
        found = resolved[place]
        assert found.entry.key.startswith(key), place
        assert " ".join(item.value for item in found.citation.locators) == locator, place


def test_the_corrections_that_an_editor_should_see_are_proposed(edition: Edition) -> None:
    seen = {(c.place, c.print) for c in edition.corrections}
    assert seen >= {
        ("1", "Young 1990"), ("130", "Kort 1990"), ("16", "McLane 1966"), ("51", "Bernhard"),
        ("263", "p. 14"), ("290", "f. 179"), ("106", "Hoang Ahn"), ("292", "Tovmasjan"),
        ("154", "Zimjanin and Pham Ung etc., 20 April 1956"), ("321", "no date"),
    }  # fmt: skip


def test_the_imported_edition_builds(edition: Edition) -> None:
    assert [problem for problem in run(edition) if is_error(problem)] == []
    assert len(edition.notes) == len(edition.calls) == 324
    assert (len(edition.bibliography.works), len(edition.bibliography.documents)) == (58, 95)
    assert edition.resolution.opens == ()

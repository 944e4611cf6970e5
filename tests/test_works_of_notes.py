"""Prints without a bibliography: the notes that give a work in full stand for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from apparatus.archives import read_archives
from apparatus.bibliography import read_bibliography
from apparatus.importer.book import PrintNote
from apparatus.importer.result import ImportResult
from apparatus.importer.run import import_print
from apparatus.importer.works.fromnotes import works_of_notes
from apparatus.model import Work
from apparatus.printed.tokens import folded

PRINTS = Path(__file__).parent / "fixtures" / "prints"
CITED = re.compile(r"@([\w-]+)")


def _work(text: str) -> Work:
    note = PrintNote("1", "1", "chapter-1", text, 5)
    (found,) = works_of_notes([note])
    return found.work


def _names(work: Work) -> list[str]:
    return [name.inverted() for name in (work.authors or work.editors)]


@pytest.mark.parametrize(
    ("text", "kind", "names", "title", "year", "fields"),
    [
        (
            "Adam B. Aldous, *Barriers and Bridges*, 2nd ed. (New York: Prentiss, 1974), 69.",
            "book", ["Aldous, Adam B."], "Barriers and Bridges", "1974",
            {"edition": "2nd", "address": "New York", "publisher": "Prentiss"},
        ),
        (
            "Kari Holm and Peter Strand, Salt Roads (Cambridge, MA: Harbour Press, 1996), 7.",
            "book", ["Kari Holm", "Peter Strand"], "Salt Roads", "1996",
            {"address": "Cambridge, MA", "publisher": "Harbour Press"},
        ),
        (
            "See J. R. Reed, “True Scales,” *Harbour Studies* 40, no. 2 (Spring 1988): 57.",
            "article", ["Reed, J. R."], "True Scales", "1988",
            {"journal": "Harbour Studies", "volume": "40", "number": "2", "issue": "Spring 1988"},
        ),
        (
            "A. Lund, “Ferry Women,” in *The Book of Ferries*, ed. Anna K. Berg (Oslo: Kyst, 1990), 12.",
            "incollection", ["Lund, A."], "Ferry Women", "1990",
            {"booktitle": "The Book of Ferries", "address": "Oslo", "publisher": "Kyst"},
        ),
        (
            "Jane Q. Haugen, “Tolls and Taxes” (PhD diss., University of Bergen, 1977), 4.",
            "unpublished", ["Haugen, Jane Q."], "Tolls and Taxes", "1977",
            {"note": "PhD diss., University of Bergen"},
        ),
        (
            "Luc Moreau, *Gates of Iron*, trans. Jane Hill (London: Farrow, 1981), xii.",
            "book", ["Luc Moreau"], "Gates of Iron", "1981",
            {"translator": "Jane Hill", "address": "London", "publisher": "Farrow"},
        ),
        (
            "Ilse Roth and M. Huber, eds., *Houses of Trade* (Munich: Isar, 1977), xi.",
            "book", ["Ilse Roth", "Huber, M."], "Houses of Trade", "1977", {"publisher": "Isar"},
        ),
        (
            "Anna van der Linde, *Silver* (Leiden: Kade, 1990), 3.",
            "book", ["van der Linde, Anna"], "Silver", "1990", {"publisher": "Kade"},
        ),
        (
            "P. R. Quill, The Carters of Leeds (London, 1974), pp. 5–6.",
            "book", ["Quill, P. R."], "The Carters of Leeds", "1974", {"address": "London"},
        ),
        ("*The Great Toll Book* (Oslo: Crown, 1931), 12.", "book", [], "The Great Toll Book", "1931", {}),
    ],
)  # fmt: skip
def test_a_full_note_is_read_as_an_entry(text, kind, names, title, year, fields) -> None:
    work = _work(text)
    assert (work.kind, _names(work), work.title, work.year) == (kind, names, title, year)
    assert {name: work.fields.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    "text",
    [
        # who wrote it, and where the title begins, cannot be told
        "Jan Ulam, Soviet Policy, The Road to War (London: Farrow, 1981), 12.",
        "Jane Haugen, Salt Roads, Old Ferries (Oslo: Kyst, 1990), 12.",
        # a part of a book in a book that single quotation marks show
        "Jane Haugen, ‘Salt’, in Old Ferries, ed. by Kari Lie (Oslo: Kyst, 1990), pp. 3–12.",
        # a sentence with a year in brackets
        "The treaty of London (signed in May 1852) was kept.",
    ],
)
def test_what_can_be_read_in_two_ways_is_no_work(text: str) -> None:
    assert works_of_notes([PrintNote("1", "1", "chapter-1", text, 5)]) == ()


def test_a_name_is_split_where_a_short_note_shows_how() -> None:
    notes = [
        PrintNote("1", "1", "c", "Peter Quill, *Carts* (Leeds: Arden, 1962), 44.", 1),
        PrintNote("2", "2", "c", "Zhou Wen, *Wrecks* (Leiden: Kade, 2001), 5.", 2),
        PrintNote("3", "3", "c", "Quill, *Carts*, 46; Zhou, *Wrecks*, 8.", 3),
    ]
    assert [_names(found.work) for found in works_of_notes(notes)] == [["Quill, Peter"], ["Zhou Wen"]]


@pytest.mark.parametrize(("name", "more"), [("tollkeepers", {"quill1962"}), ("weighhouse", {"oates1922"})])
def test_without_its_bibliography_a_print_cites_nothing_wrongly(name: str, more: set[str]) -> None:
    """Works are told by title and year, since keys hang on how names are split; `more` the lists had not."""
    text = (PRINTS / f"{name}.txt").read_text("utf-8")
    heading = list(re.finditer(r"^(?:bibliography|works cited)$", text, re.MULTILINE | re.IGNORECASE))[-1]
    truth = _cites(import_print(text, name))
    without = import_print(text[: heading.start()], name)
    found = _cites(without)
    assert more <= {key for keys in _cited_keys(without).values() for key in keys}
    others = {_works(without)[key] for key in more}
    assert {label for label in found if not set(found[label]) - others <= set(truth[label])} == set()
    assert sum(map(len, found.values())) > 0.75 * sum(map(len, truth.values()))
    assert "ENTRY-FROM-NOTE" in {problem.code for problem in without.problems}


def _cites(result: ImportResult) -> dict[str, list[tuple[str, str]]]:
    """Return the works that each note cites, by title and year."""
    works = _works(result)
    return {label: [works[key] for key in keys] for label, keys in _cited_keys(result).items()}


def _works(result: ImportResult) -> dict[str, tuple[str, str]]:
    """Return what tells each work from others: the first words of its title, its year."""
    archives, _ = read_archives(result.files.get("notes/archives.yml", ""), "archives.yml")
    parsed, _ = read_bibliography(result.files["bibliography.bib"], "bibliography.bib", archives)
    works = [entry for entry in parsed.entries.values() if isinstance(entry, Work)]
    return {work.key: (" ".join(folded(work.title)[:2]), work.year) for work in works}


def _cited_keys(result: ImportResult) -> dict[str, list[str]]:
    notes = "\n".join(text for path, text in result.files.items() if path.startswith("notes/"))
    texts = dict(re.findall(r"^\[\^([\w-]+)\]: (.*)$", notes, re.MULTILINE))
    return {label: CITED.findall(text) for label, text in texts.items()}

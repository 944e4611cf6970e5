"""The forms that bibliographies have: where an entry begins, how it is read, and what is not read."""

# ruff: noqa: E501 - tables, each case on its line

from __future__ import annotations

import textwrap
import time
from pathlib import Path

import pytest

from apparatus import checks, style
from apparatus.concordance import concordance
from apparatus.edition import Edition, load
from apparatus.export import csljson, ris
from apparatus.export.tei.works import work_struct
from apparatus.importer.result import ImportResult
from apparatus.importer.run import import_print
from apparatus.importer.works.references import read_entry
from apparatus.model import Name, Work
from apparatus.problems import is_error
from apparatus.typeset.citedin import cited_in_list

PROSE = textwrap.fill("The keeper of the gate wrote down what he was told, and he was told little. " * 12, 72)


def imported(entries: str, notes: tuple[str, ...] = ("Nothing.",)) -> ImportResult:
    calls = "\n".join(f"So it was settled.[{n}]" for n in range(1, len(notes) + 1))
    listed = "\n".join(f"{n}. {note}" for n, note in enumerate(notes, 1))
    text = (
        f"Chapter 1: Gates\n\n{PROSE}\n\n{calls}\n\nNotes\n\n{listed}\n\nBibliography\n\n{entries.strip()}\n"
    )
    return import_print(text, "print.txt")


def written(result: ImportResult, folder: Path) -> Edition:
    for name, text in result.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder)


def people(names: tuple[Name, ...]) -> str:
    return "; ".join(name.inverted() for name in names)


READ = [  # entry, kind, names, title, year, fields
    # the imprint in brackets, the title with and without marks
    ("Hill, R. J., The Salt Margin: Tolls in the North, 1819–1839 (Oxford: Clarendon Press, 1971)", "book", "Hill, R. J.", "The Salt Margin: Tolls in the North, 1819–1839", "1971", {"address": "Oxford", "publisher": "Clarendon Press"}),
    ("Hill, R. J., *The Salt Margin* (Oxford: Clarendon Press, 1971).", "book", "Hill, R. J.", "The Salt Margin", "1971", {"address": "Oxford", "publisher": "Clarendon Press"}),
    ("Moreau, Luc, Gates, Bars, and Iron, trans. by Jane Hill, 2nd edn (London: Farrow, 1981)", "book", "Moreau, Luc", "Gates, Bars, and Iron", "1981", {"translator": "Jane Hill", "edition": "2nd", "address": "London", "publisher": "Farrow"}),
    ("Berg, Anna, and Peter Drax, The Toll (Leeds: Arden, 1984)", "book", "Berg, Anna; Peter Drax", "The Toll", "1984", {"address": "Leeds", "publisher": "Arden"}),
    ("Berg, Anna, Jo Hill, and Peter Drax, eds, The Toll (Leeds: Arden, 1984)", "book", " = Berg, Anna; Jo Hill; Peter Drax", "The Toll", "1984", {"address": "Leeds", "publisher": "Arden"}),
    ("Hill, Jo, and others, Salt (1955; repr. Leeds: Arden, 1980)", "book", "Hill, Jo; others", "Salt", "1980", {"note": "1955; repr.", "address": "Leeds", "publisher": "Arden"}),
    ("The Diaries of a Clerk, 1838–1845, ed. by David Lund (Leeds: Arden, 1971)", "book", "", "The Diaries of a Clerk, 1838–1845", "1971", {"note": "ed. by David Lund", "address": "Leeds", "publisher": "Arden"}),
    ("Tolls of the Crown, 1819–1839, ed. by E. L. Wood and Ro Butler, 3rd ser., 9 vols (London: HMSO, 1949–55)", "book", "", "Tolls of the Crown, 1819–1839", "1949-55", {"note": "ed. by E. L. Wood and Ro Butler, 3rd ser., 9 vols", "address": "London", "publisher": "HMSO"}),
    ("Road Office, *Day Books*, Salt Series, 9 (Leeds, 1901), pp. xii", "book", "Road Office", "Day Books", "1901", {"note": "pp. xii", "series": "Salt Series, 9", "address": "Leeds"}),
    ("O'Brien, Pat, The Clerk of the 'Other' Gate (Leeds: Arden, 1990)", "book", "O'Brien, Pat", "The Clerk of the 'Other' Gate", "1990", {"address": "Leeds", "publisher": "Arden"}),
    ("Crane, Edith, ‘Salt and Diplomacy: The Loan of 1836’, Salt Historical Review, 92 (1977), 311–30", "article", "Crane, Edith", "Salt and Diplomacy: The Loan of 1836", "1977", {"journal": "Salt Historical Review", "volume": "92", "pages": "311-30"}),
    ("Hill, Jo, 'The Keepers' Dispute', Past & Toll, 12.3 (Spring 1974), 45-67.", "article", "Hill, Jo", "The Keepers' Dispute", "1974", {"journal": "Past & Toll", "volume": "12", "number": "3", "issue": "Spring 1974", "pages": "45-67"}),
    ("van der Meer, J., ‘Een kaart’, Tijdschrift, vol. 14, no. 2 (1995), pp. 101–119", "article", "van der Meer, J.", "Een kaart", "1995", {"journal": "Tijdschrift", "volume": "14", "number": "2", "pages": "101-119"}),
    ("Drew, Paul, ‘A View’, in The Northern Toll, ed. by Anna Berg and Peter Drax (Leeds: Arden, 1984), pp. 33–58", "incollection", "Drew, Paul = Anna Berg; Peter Drax", "A View", "1984", {"booktitle": "The Northern Toll", "pages": "33-58", "address": "Leeds", "publisher": "Arden"}),
    ("Drew, Paul, ‘A View’, in A. Berg and P. Drax (eds), The Toll (Leeds: Arden, 1984), pp. 33–58", "incollection", "Drew, Paul = Berg, A.; Drax, P.", "A View", "1984", {"booktitle": "The Toll", "pages": "33-58", "address": "Leeds", "publisher": "Arden"}),
    ("Lowe, Mary, ‘Salt and Power’ (unpublished doctoral thesis, University of Leeds, 1968)", "unpublished", "Lowe, Mary", "Salt and Power", "1968", {"note": "unpublished doctoral thesis, University of Leeds"}),
    # commas after the year
    ("Brandt, Eva (1985): Kohle und Staat. Zur Geschichte der Ämter, Frankfurt a. M.: Campus.", "book", "Brandt, Eva", "Kohle und Staat. Zur Geschichte der Ämter", "1985", {"address": "Frankfurt a. M.", "publisher": "Campus"}),
    ("Brandt, Eva (1985): *Kohle und Staat*, Frankfurt a. d. O.: Campus.", "book", "Brandt, Eva", "Kohle und Staat", "1985", {"address": "Frankfurt a. d. O.", "publisher": "Campus"}),
    ("Brandt, Eva (1985): Kohle und Staat, Freiburg i. Br.: Campus.", "book", "Brandt, Eva", "Kohle und Staat", "1985", {"address": "Freiburg i. Br.", "publisher": "Campus"}),
    ("Brandt, Eva (1985): Kohle und Staat, St. Pölten: Campus.", "book", "Brandt, Eva", "Kohle und Staat", "1985", {"address": "St. Pölten", "publisher": "Campus"}),
    ("Brandt, Eva (1985): Kohle und Staat. Frankfurt, New York: Campus.", "book", "Brandt, Eva", "Kohle und Staat", "1985", {"address": "Frankfurt, New York", "publisher": "Campus"}),
    ("Schmidt, Anna/Weber, Klaus (2004): Neue Ämter, alte Männer, Berlin: Akademie.", "book", "Schmidt, Anna; Weber, Klaus", "Neue Ämter, alte Männer", "2004", {"address": "Berlin", "publisher": "Akademie"}),
    ("Schulze, Peter u. a. (Hg.) (2006): Ämter, Bochum: Winkler.", "book", " = Schulze, Peter; others", "Ämter", "2006", {"address": "Bochum", "publisher": "Winkler"}),
    ("Meier, Eva (1999b): »Der Waggon«, in: Archiv für Salz 39, S. 290–310.", "article", "Meier, Eva", "Der Waggon", "1999b", {"journal": "Archiv für Salz", "volume": "39", "pages": "290-310"}),
    ("Müller, Jo (2003): »Zählen«, in: Karin Opitz/Georg Lang (Hg.), Büro und Alltag, Stuttgart: Steiner, S. 11–30.", "incollection", "Müller, Jo = Karin Opitz; Georg Lang", "Zählen", "2003", {"booktitle": "Büro und Alltag", "address": "Stuttgart", "publisher": "Steiner", "pages": "11-30"}),
    ("Müller, Jo (2003): Zählen, in: Opitz, Karin/Lang, Georg u. a. (Hg.): Büro, Stuttgart: Steiner, S. 11–30.", "incollection", "Müller, Jo = Opitz, Karin; Lang, Georg; others", "Zählen", "2003", {"booktitle": "Büro", "address": "Stuttgart", "publisher": "Steiner", "pages": "11-30"}),
    ("Hill, Jo (1990), The Tolls: A History, Cambridge, MA: Tate.", "book", "Hill, Jo", "The Tolls: A History", "1990", {"address": "Cambridge, MA", "publisher": "Tate"}),
    # who helped an author
    ("King, Jo L., Jr., with Ann E. Berg and Kai Lund. Carts: A Trade. Leeds: Arden, 1980.", "book", "King, Jo L. Jr.", "Carts: A Trade", "1980", {"address": "Leeds", "publisher": "Arden", "note": "with Ann E. Berg and Kai Lund"}),
    ("King, Jo L., Jr., and Ann Berg. Carts. Leeds: Arden, 1980.", "book", "King, Jo L. Jr.; Ann Berg", "Carts", "1980", {"address": "Leeds", "publisher": "Arden"}),
    ("King, Jo L., Jr., ed. Carts. Leeds: Arden, 1980.", "book", " = King, Jo L. Jr.", "Carts", "1980", {"address": "Leeds", "publisher": "Arden"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "names", "title", "year", "fields"), READ)
def test_an_entry_of_this_form_is_read(
    text: str, kind: str, names: str, title: str, year: str, fields: dict[str, str]
) -> None:
    work, problems = read_entry(text, 1, "print.txt")
    found = " = ".join([people(work.authors), *([people(work.editors)] if work.editors else [])])
    assert problems == ()
    assert (work.kind, found, work.title, work.year, dict(work.fields)) == (kind, names, title, year, fields)


@pytest.mark.parametrize(
    "text",
    [
        # a comma that may part two names, or stand in the title
        "Hill, Jo, Small States, Large Maps (Leeds: Arden, 1980)",
        "Berg, Anna, Jo Hill, and Peter Drax, The Toll (Leeds: Arden, 1984)",
        "Ministry of Salt, Day Books (Leeds: Arden, 1901)",
        "Gates, Bars (Leeds: Arden, 1980)",
        "Crane, Edith, Salt and Diplomacy, Salt Historical Review, 92 (1977), 311–30",
        "Brandt, Eva (1985): Kohle, Stahl, Essen: Klartext.",
        # what is no name, no title, or two entries
        "Ämter nach 1918, Köln: Böhlau.",
        "Hill, Jo: The Tolls 1980. London: Farrow.",
        "Hill, Jo. The Tolls. London: Tate, 1980. Berg, Anna. Ferries. Oslo: Kyst, 1990.",
        "—— The Reckoning (London: Cassell, 1965)",
        '———. "Salt." Past 3 (1980): 1-24.',
    ],
)
def test_what_can_be_read_in_two_ways_is_kept_as_it_stands(text: str) -> None:
    work, problems = read_entry(text, 1, "print.txt")
    assert (work.title, work.year, work.authors, work.unread) == (text, "", (), True)
    assert [problem.code for problem in problems] == ["ENTRY-UNREAD"]


BRACKETED = """
The Diaries of Sir Amos Cade, 1838–1845, ed. by David Lund (London:
Cassell, 1971)
Tolls of the Crown, 1819–1839, ed. by E. L. Wood and Rohan Butler, 3rd
ser., 9 vols (London: Stationery Office of the Crown and Realm, 1949–55)
Eden, Anthony, Facing the Carters (London: Cassell, 1962)
—— The Reckoning (London: Cassell, 1965)
The Diaries of Oliver Hart, 1837–1840, ed. by John Hart (London: Arden, 1970)
Crane, David, The Karvian Loan (London: Macmillan, 1959)
Crane, Edith, ‘Timber and Diplomacy: The Karvian Loan of 1936’,
English Salt Review, 92 (1977), 311–30
Hill, R. J., The Salt Margin: British Tolls in the North of the Country,
1919–1939 (Oxford: Clarendon Press, 1971)
Stern, Paul, ‘The View from Paris’, in The Northern Question, ed.
by Anna Whit and Peter Drax (Leeds: Leeds University
Press, 1984), pp. 33–58
"""
STOPPED = """
Acheson, Dean. Present at the Crossing: My Years in the Salt
Department. New York: Norton, 1969.
Alvar, Ruth. The Crowded Road: Drovers and Empires, 1898-1961. Chapel
Hill: University of North Carolina Press, 1978.
LaFarge, Walter. Empire by Invitation: The Tollmen in the
Islands. New York: Norton, 1983.
———. "Sugar and the Cold Gate." Pacific Salt Review 49 (1980):
1-24.
Mabry, Edward. The Tolls of 1848: A History of the Gate and the Road.
London, Paris, New York: Arden, 1965.
Public Papers of the Gatekeepers: Harry Stone, 1951. Washington,
D.C.: GPO, 1965.
"""
COLONS = """
Brandt, Hermann (1985): Kohle und Staat. Zur Geschichte der Salz-
verwaltung in Deutschland, Frankfurt a. M.: Campus.
Meier, Sabine (1999b): »Der verschwundene Waggon«, in: Archiv für
Salzgeschichte 39, S. 290–310.
Müller, Jürgen (1998): Die stille Verreichlichung der.
Wirtschaftsverwaltung nach 1918, Köln: Böhlau.
Müller, Jürgen (2003): »Zählen und Verwalten«, in: Karin Opitz/Georg
Lang (Hg.), Bürokratie und Alltag, Stuttgart: Steiner, S. 11–30.
Schmidt, Anna/Weber, Klaus (2004): Neue Ämter, alte Männer.
Personalpolitik der Republik, Berlin: Akademie.
"""


@pytest.mark.parametrize(
    ("entries", "keys"),
    [
        (BRACKETED, "diariessir1971 tollscrown1949-55 eden1962 eden1965 diariesoliver1970 crane1959 crane1977 hill1971 stern1984"),
        (STOPPED, "acheson1969 alvar1978 lafarge1983 lafarge1980 mabry1965 publicpapers1965"),
        (COLONS, "brandt1985 meier1999b muller1998 muller2003 schmidt2004"),
    ],
)  # fmt: skip
def test_a_name_or_a_dash_begins_an_entry_without_a_blank_line(
    entries: str, keys: str, tmp_path: Path
) -> None:
    result = imported(entries)
    assert " ".join(work.key for work in written(result, tmp_path).bibliography.works) == keys
    assert "ENTRY-UNREAD" not in [problem.code for problem in result.problems]


def test_an_entry_that_a_page_cuts_within_a_bracket_or_after_an_initial_is_one(tmp_path: Path) -> None:
    lines = (
        BRACKETED.strip().replace(", 3rd\nser.", ", 3rd ser.").replace("E. L. Wood", "E. L.\n\n16\n\fWood")
    )
    result = imported(lines.replace("Leeds University\nPress", "Leeds University\n\n17\n\fPress"))
    works = {work.key: work for work in written(result, tmp_path).bibliography.works}
    assert works["tollscrown1949-55"].fields["note"].startswith("ed. by E. L. Wood and Rohan Butler")
    assert works["stern1984"].fields["publisher"] == "Leeds University Press"


def test_notes_name_the_helpers_of_an_author_or_the_author_alone() -> None:
    entry = "King, Jo L., Jr., with Ann E. Berg and Kai Lund. Carts: A Trade. Leeds: Arden, 1980."
    full = "Jo L. King Jr., with Ann E. Berg and Kai Lund, Carts: A Trade (Leeds: Arden, 1980), 16."
    result = imported(entry, (full, "King, Carts, 4.", "Jo King, with Eva Stone, Carts, 5."))
    notes = result.files["notes/chapter-1.md"].split()
    assert notes[:2] + notes[-1:] == ["[^1]:", "[@king1980,", "5."]
    assert "[King, Carts @king1980, p. 4]" in " ".join(notes)


def test_a_dash_after_an_entry_that_was_not_read_stands_for_nobody(tmp_path: Path) -> None:
    entries = (
        "Hill, Jo, Small States, Large Maps (Leeds: Arden, 1980)\n\n—— The Reckoning (Leeds: Arden, 1985)"
    )
    works = written(imported(entries), tmp_path).bibliography.works
    assert [work.unread for work in works] == [True, True]


def test_an_entry_that_was_not_read_is_neither_uncited_nor_without_date(tmp_path: Path) -> None:
    entries = "Hill, Jo. Gates. London: Faber, 1980.\n\nHill, Jo, Small States, Large Maps (Leeds: Arden, 1985)\n\nLund, Kai. Salt. London: Faber, 1990."
    result = imported(entries, ("Hill, Gates, 3.", "Hill, Small States, 4."))
    edition = written(result, tmp_path)
    read, unread, other = edition.bibliography.works
    assert (unread.key, unread.year, unread.fields) == ("hilljo-nd", "", {"keywords": "unread"})
    assert other.fields["keywords"] == "uncited"
    found = checks.run(edition)
    assert [p.message for p in found if p.code == "UNCITED"] == ["no note cites “hilljo-nd”"]
    assert not any(is_error(problem) for problem in found)
    index = concordance(edition)
    assert "Not cited" in cited_in_list(index, other)
    assert cited_in_list(index, unread) == ""
    assert "Cited in" in cited_in_list(index, read)


def test_an_entry_that_was_not_read_is_shown_as_printed_everywhere() -> None:
    work = Work("hill-nd", "misc", "Hill, Jo, *Gates*, 1980?", "", fields={"keywords": "unread"})
    assert style.as_plain(style.full(work, {})) == "Hill, Jo, Gates, 1980?"
    assert style.short(work) == "Hill, Jo, *Gates*, 1980?"
    item = csljson.item(work, {})
    assert "issued" not in item
    assert "PY" not in ris.write([item])
    dated = work_struct(work, "hill-nd").find(".//{*}date")
    assert dated is not None
    assert dated.text == "unknown"


def test_names_before_a_title_in_quotation_marks_are_no_part_of_it() -> None:
    note = "Paul Stern, ‘The View from Paris’, in The Northern Toll, ed. by Ann Whit (Leeds: Arden, 1984), pp. 33–58."
    text = f"Chapter 1: Gates\n\nWords.[1]\n\nNotes\n\n1. {note}\n"
    result = import_print(text, "print.txt")
    assert "Paul Stern" not in result.files["bibliography.bib"]
    assert result.files["notes/chapter-1.md"].strip() == f"[^1]: {note}"


@pytest.mark.parametrize(
    "text",
    [
        "Aaa, B. C. D. E. " * 40 + "(Leeds: Arden, 1980)",
        "Aaa, B., " + "with Ccc Ddd Eee and Fff " * 40 + "x",
        "Aaa, Bbb (1980): " + "Ccc, Ddd Eee, " * 60 + "Essen: ",
    ],
)
def test_a_long_list_of_names_is_read_at_once(text: str) -> None:
    start = time.perf_counter()
    read_entry(text, 1, "print.txt")
    assert time.perf_counter() - start < 1

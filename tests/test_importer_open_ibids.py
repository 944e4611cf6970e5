"""An *Ibid.* after something that the importer does not understand stays open, and says after what."""

# ruff: noqa: E501 - tables, each note on its line

from __future__ import annotations

from collections.abc import Sequence

import pytest

from apparatus.importer.result import ImportResult
from apparatus.importer.run import import_print
from apparatus.printed.maycite import is_source

BIBLIOGRAPHY = ("Hill, Jo. Gates of Tin. London: Faber, 1980.", "Lund, Kai. Salt. London: Faber, 1990.")


def imported(*notes: str, entries: Sequence[str] = BIBLIOGRAPHY) -> ImportResult:
    body = " ".join(f"Words.[{n}]" for n in range(1, len(notes) + 1))
    listed = "\n".join(f"{n}. {note}" for n, note in enumerate(notes, 1))
    works = "\n\n".join(entries)
    text = f"Chapter 1: Gates\n\n{body}\n\nNotes\n\n{listed}\n\nBibliography\n\n{works}\n"
    return import_print(text, "print.txt")


def last_note(result: ImportResult) -> str:
    return result.files["notes/chapter-1.md"].splitlines()[-1].partition(": ")[2]


@pytest.mark.parametrize(
    ("before", "ibid", "words"),
    [
        ("Hill, Gates of Tin, 12; Harbour Post, May 5, 1950, A3.", "Ibid.", "Harbour Post, May 5, 1950, A3"),
        ("Hill, Gates of Tin, 12; author's interview with Nils Kroll, Bergen, March 9, 1988.", "Ibid.", "author's interview with Nils Kroll, Bergen, March 9, 1988"),
        ("Hill, Gates of Tin, 12; Moe to Berg, April 4, 1961, Moe Papers, box 1, Library of the Quay.", "Ibid., April 5.", "Moe to Berg, April 4, 1961, Moe Papers, box 1, Library of the Quay"),
        ("Hill, Gates of Tin, 12; FRUS, 1950, 2:33.", "Ibid., 35.", "FRUS, 1950, 2:33"),
        ("Hill, Gates of Tin, 12, and Peter Moe's unpublished diary, p. 44.", "Ibid., p. 45.", "Peter Moe's unpublished diary, p. 44"),
        ("Hill, Gates of Tin, 12. On the other side see Hansard, HC Deb., vol. 310, col. 1446.", "Ibid., col. 1450.", "Hansard, HC Deb., vol. 310, col. 1446"),
        ("Hill, Gates of Tin, 12. The Harbour Post, May 5, 1950, 3, has another view.", "Ibid., 4.", "The Harbour Post, May 5, 1950, 3, has another view"),
        ("Hill, Gates of Tin, 12, quoting Moe to Berg, May 3, 1950.", "Ibid.", "Moe to Berg, May 3, 1950"),
        ("The Times, 5 May 1950, p. 3, and Hill, Gates of Tin, 12.", "Ibid., 13.", "The Times, 5 May 1950, p. 3"),
        ("Hill, Gates of Tin, 12; see also Moe's memoirs.", "Ibid., 13.", "Moe's memoirs"),
    ],
)  # fmt: skip
def test_a_source_that_is_not_understood_may_be_meant(before: str, ibid: str, words: str) -> None:
    result = imported(before, ibid)
    assert last_note(result) == ibid
    (problem,) = [p for p in result.problems if p.code == "IBID-AMBIGUOUS"]
    assert "the sources before it are several" in problem.message
    assert problem.hint == f"candidates: hill1980, “{words}”"


@pytest.mark.parametrize(
    "before",
    [
        "Hill, Gates of Tin, 12. Emphasis mine.",
        "Hill, Gates of Tin, 12. The wording is his own.",
        "Hill, Gates of Tin, 12. See note 1 above.",
        "The dog is in Hill, Gates of Tin, 12, and in the account of the parish, which gives its name.",
        "Hill, Gates of Tin, 12. The clerk held the office from 1839 to 1866; his book was printed at Oslo in 1871 and sold badly.",
        "Hill, Gates of Tin, 12. On p. 45 he says that Moe left Bergen on 5 May 1950.",
        "Moe to Berg, May 3, 1950, quoted in Hill, Gates of Tin, 12.",
        "Hill, Gates of Tin, 12 (my translation).",
    ],
)
def test_other_words_open_nothing(before: str) -> None:
    assert last_note(imported(before, "Ibid., 13.")) == "[Ibid. @hill1980, p. 13]."


def test_within_a_note_it_goes_to_nothing_but_what_stands_before_it_there() -> None:
    result = imported("Hill, Gates of Tin, 12.", "Roth and Huber, eds., *Houses of Trade*, xi; Ibid., xii.")
    assert "Ibid., xii" in last_note(result)
    assert "hill1980" not in last_note(result)
    (problem,) = [p for p in result.problems if p.code.startswith("IBID")]
    assert problem.hint == "candidates: “Roth and Huber, eds., *Houses of Trade*, xi”"


def test_after_nothing_but_what_is_not_understood_it_says_so() -> None:
    result = imported("Harbour Papers, 1816 (413), vol. vii, p. 9.", "Ibid., p. 11.")
    (problem,) = [p for p in result.problems if p.code == "IBID-NOTHING"]
    assert "not understood" in problem.message
    assert problem.hint == "candidates: “Harbour Papers, 1816 (413), vol. vii, p. 9”"


@pytest.mark.parametrize(
    ("before", "ibid", "key"),
    [
        (
            "Moe to Berg, April 4, 1961, 751G.00/4-461, RG 59, NA.",
            "Ibid., April 19, 1961.",
            "na-1961-04-04-moe-berg",
        ),
        ("Moe to Berg, 4 April 1961, TNA, FO 371/1234.", "Ibid., box 5.", "tna-1961-04-04-moe-berg"),
    ],
)
def test_after_a_document_a_day_or_a_file_is_of_another_one(before: str, ibid: str, key: str) -> None:
    result = imported(before, ibid)
    assert last_note(result) == ibid
    (problem,) = [p for p in result.problems if p.code == "IBID-AMBIGUOUS"]
    assert problem.hint == f"candidates: {key}"


@pytest.mark.parametrize("words", ["Reed to Holm, 9 April 1961", "Reed to Holm, tel. no. 31, 9 April 1961"])
def test_what_is_described_before_an_ibid_is_another_document_of_that_file(words: str) -> None:
    note = f"{words}, ibid."
    result = imported("Moe to Berg, 4 April 1961, TNA, FO 371/1234.", note)
    assert last_note(result) == note
    (problem,) = [problem for problem in result.problems if problem.code == "IBID-NOTHING"]
    assert words in problem.hint


@pytest.mark.parametrize(
    "words",
    [
        "Kroll, p. 110, has 2 February",
        "Quay Archives, Kirkwall, D 2/8, petition of shipmasters, 3 March 1760",
        "A. Moe to W. Moe, 5 October 1920, in the author’s possession",
        "26 Geo. III, c. 101",
        "Interview des Verfassers mit Else Kroll, Kassel, 4. Juni 2005",
        "Hafenzeitung, 4. März 1921, Morgenausgabe, S. 2",
        "GStA PK, I. HA Rep. 77, Tit. 1234, Nr. 56, Bd. 2, Bl. 14",
        "Daily Quay, 16 March 1938, p. 1, emphasis added",
        "FRUS, 1950, 2:33 (my emphasis)",
        "Telegram no. 45, 7 April 1936",
        "private information",
        "Kroll (1990)",
        "Kroll's diary confirms this",
        "Harbour Post, 5 May",
    ],
)
def test_what_may_cite_something(words: str) -> None:
    assert is_source(words)


@pytest.mark.parametrize(
    "words",
    [
        "He lists three reasons: (2) is the best of them",
        "In Hue, 3,400",
        "On Monday, 5 May 1954, the Council met",
        "The Geneva meeting of 5 May 1954 was short",
        "The letter is in French",
        "According to papers in Norwegian archives Peter Kroll, planning to go north, sought the consent of Moe",
        "Kroll's diary is in the possession of her family",
        "Translated by Anna Hill",
        "For the other side, see chapter 3",
        "See p. 45 above",
        "Emphasis in the original, p. 5",
        "The quarrel is told by Kroll, and told well",
        "The ambassador had left Hanoi in May 1954",
    ],
)
def test_what_is_prose(words: str) -> None:
    assert not is_source(words)

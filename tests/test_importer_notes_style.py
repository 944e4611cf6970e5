"""Prints in the notes style: what each note cites, what stays open and between which works."""

# ruff: noqa: E501 - tables, each note on its line

from __future__ import annotations

import re
from pathlib import Path

import pytest

from apparatus import style
from apparatus.checks import run
from apparatus.edition import Edition, load
from apparatus.importer.result import ImportResult
from apparatus.importer.run import import_print
from apparatus.locators import format_locators
from apparatus.model import Citation, Locator, Work
from apparatus.problems import is_error

PRINTS = Path(__file__).parent / "fixtures" / "prints"

# note -> key and locators of each citation, what the print shows in front of the key in brackets
CITES = {
    "tollkeepers": {
        "1": ["aldous1974 pp. 69-71"],
        "2": ["[Ibid.] aldous1974 p. 72"],
        "3": ["[Aldous, Barriers] aldous1974 p. 80"],
        "4": ["smith1988 p. 46", "[Aldous, Barriers and Bridges] aldous1974 p. 83"],
        "5": ['[Smith, "Salt Tax,"] smith1988 p. 47', "[Ibid.] smith1988 p. 48"],
        "6": ["[Aldous, Barriers] aldous1974 p. 91"],
        "7": ["[Aldous] aldous1974 p. 95"],
        "8": [],
        "9": ["smith1991 pp. 12-13"],
        "10": [],
        "11": ["[Smith, Crown] smith1991 p. 15", '[Smith, "Salt Tax,"] smith1988 p. 50'],
        "12": [],
        "13": [],
        "14": ["[Aldous, op. cit.] aldous1974 p. 101"],
        "15": ["haugen1980 p. 3", "[Aldous, Barriers] aldous1974 p. 102"],
        "16": ["[Haugen, loc. cit.] haugen1980"],
        "17": ["[Haugen, Tolls of 1848] haugen1980 p. 5"],
        "18": [],
        "19": [],
        "20": [],
        "21": ["lunde1990 pp. 12-14"],
        "22": ['[Lunde, "Ferry Women,"] lunde1990 p. 15', "[Berg, Book of Ferries] berg1990 p. 90, n. 2"],
        "23": [],
        "24": ["holm1996 p. 7"],
        "25": ["[Holm and Strand, Salt Roads] holm1996 p. 8"],  # nothing else that it fits was cited yet
        "26": ["holm1999 p. 9"],
        "27": ["[Holm and Strand, Roads of the North] holm1996 p. 11"],
        "28": ["vogt1983 vol. 2, p. 45"],
        "29": ["[Vogt et al., Four Bridges] vogt1983 vol. 1, p. 46", "greattoll1931 p. 12"],
        "30": ["[Great Toll Book] greattoll1931 p. 14", "moreau1981 p. xii"],
        "31": ["moreau1981 p. 31"],
        "32": [],
        "33": [],
        "34": ["tranvanminh1962 p. 4", "[Tran, Road South] tranvanminh1962 p. 5"],
        "35": ["haugen1977 p. 4"],
        "36": ["[Smith, The Salt Tax and the Crown] smith1991 p. 200"],
    },
    "weighhouse": {
        "1-1": ["brandao1969 pp. 14–16"],
        "1-2": ["[Brandão, *Weights*] brandao1969 p. 17", "odell1988 pp. 57–76"],
        "1-3": ["[O’Dell, “True Scales,”] odell1988 p. 61, n. 4"],
        "1-4": ["linde1990 chap. 3"],
        "1-5": ["[*Silver*] linde1990 p. 45", "[Van der Linde and Zhou, *Silver and Salt*] linde1990 p. 46"],
        "1-6": ["[Brandao, *Weights of the Harbour*] brandao1969 pp. 22, 25", "[O'Dell, “Scales,”] odell1988 p. 62"],
        "1-7": ["odell1977 pp. 101–9"],
        "1-8": ["[O’Dell, “Weigher’s Wife,”] odell1977 p. 103"],
        "1-9": ["brandao1970 p. 3"],
        "1-10": ["[Brandão, “Lead,”] brandao1970 p. 4", "[Brandão, *Lead*] brandao1970 p. 5"],
        "1-11": ["huber1931 p. 9", "[Huber, *Gewicht*] huber1931 p. 10"],
        "1-12": ["[Roth and Huber, eds., *Houses of Trade*] roth1977 p. xi", "[Ibid.] roth1977 p. xii"],
        "1-13": [],
        "2-1": [],
        "2-2": ["odell1988 p. 70", "huber1931 p. 12"],
        "2-3": [],
        "2-4": [],
        "2-5": ["[Brandão, *Weights of the Harbour*] brandao1969 p. 300"],
        "2-6": ["harbouralmanac1740 p. 3", "[*Harbour Almanac*] harbouralmanac1740 p. 7"],
        "2-7": ["zhouwen2001 pp. 5–6", "[Zhou, *Wrecks*] zhouwen2001 p. 8", "[Zhou, op. cit.] zhouwen2001 p. 9"],
        "2-8": [],
        "2-9": [],
        "2-10": [],
        "2-11": ["odell1988 p. 63"],
        "2-12": ["linde1990 p. 77"],
    },
}  # fmt: skip
# note, code, words, hint
OPEN = {
    "tollkeepers": [
        ("10", "AMBIGUOUS-WORK", "Smith, Salt Tax, 14", "candidates: smith1988, smith1991"),
        ("12", "AMBIGUOUS-WORK", "Smith, 16", "candidates: smith1988, smith1991"),
        ("13", "AMBIGUOUS-WORK", "Smith, op. cit., p. 17", "candidates: smith1988, smith1991"),
        ("17", "AMBIGUOUS-WORK", "Haugen, 9", "candidates: haugen1980, haugen1977"),
        ("18", "UNKNOWN-WORK", "Peter Quill, Carts and Carters: A Lost Trade (Leeds: Arden, 1962), 44", "no entry of the bibliography fits"),
        ("19", "IBID-NOTHING", "Ibid.,", "candidates: “Peter Quill, Carts and Carters: A Lost Trade (Leeds: Arden, 1962), 44”"),
        ("20", "UNKNOWN-WORK", "Quill, Carts, 46", "no entry of the bibliography fits"),
        ("20", "UNKNOWN-WORK", "Quill, op. cit., 47", "no entry of the bibliography fits"),
        ("26", "AMBIGUOUS-WORK", "Holm and Strand, Salt Roads, 10", "candidates: holm1996, holm1999"),
        ("32", "UNKNOWN-WORK", "Luc Moreau, Gates of Iron (Paris: Seuil, 1955), 32", "the bibliography has moreau1981"),
        ("33", "AMBIGUOUS-WORK", "Moreau, Gates, 33", "candidates: moreau1981; a note cites another work of that name, without an entry"),
        ("35", "AMBIGUOUS-WORK", "Haugen, Tolls, 5", "candidates: haugen1980, haugen1977"),
        ("35", "UNKNOWN-WORK", 'Haugen, "Fares," 6', "of the same name: haugen1980, haugen1977"),
    ],
    "weighhouse": [
        ("1-3", "IBID-AMBIGUOUS", "*Ibid.*", "candidates: brandao1969, odell1988"),
        ("1-13", "UNKNOWN-WORK", "Ferdinand Oates, “A Light Pound,” *Town and Quay* 3, no. 1 (1922): 8", "no entry of the bibliography fits"),
        ("1-13", "UNKNOWN-WORK", "Oates, “Light Pound,” 9", "no entry of the bibliography fits"),
        ("2-1", "IBID-NOTHING", "Ibid.,", "write out what it stands for"),
        ("2-3", "IBID-AMBIGUOUS", "Ibid.,", "candidates: odell1988, huber1931"),
        ("2-4", "AMBIGUOUS-WORK", "Huber, 15", "candidates: huber1931, odell1977, roth1977"),
        ("2-4", "AMBIGUOUS-WORK", "O’Dell, 74", "candidates: odell1988, odell1977"),
        ("2-9", "AMBIGUOUS-WORK", "Brandão, *op. cit.*, 17", "candidates: brandao1970, brandao1969"),
        ("2-10", "UNKNOWN-WORK", "O’Dell et al., “True Scales,” 60", "of the same name: odell1988, odell1977"),
        ("2-11", "UNKNOWN-WORK", "Jo Huber, *Das Gewicht*, 20", "of the same name: huber1931"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module", params=sorted(CITES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def result(name: str) -> ImportResult:
    return import_print((PRINTS / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt")


@pytest.fixture(scope="module")
def edition(result: ImportResult, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("imported")
    for path, content in result.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return load(folder)


def test_each_note_cites_what_a_reader_finds(name: str, edition: Edition) -> None:
    found = {
        note.label: [
            " ".join(filter(None, (f"[{c.shown}]" if c.shown else "", c.key, format_locators(c.locators))))
            for c in note.citations
        ]
        for note in edition.notes
    }
    assert found == CITES[name]


def test_what_stays_open_is_reported_with_its_candidates(name: str, result: ImportResult) -> None:
    words = re.compile(r"note (\S+) cites “(.+)”$|“(.+?)” in note (\S+):", re.DOTALL)
    found = []
    for problem in (problem for problem in result.problems if problem.code != "TITLE-PAGE"):
        match = words.search(problem.message)
        assert match, problem
        found.append((match[1] or match[4], problem.code, match[2] or match[3], problem.hint))
    assert sorted(found) == sorted(OPEN[name])


def test_the_edition_reads_back_what_the_print_shows(edition: Edition) -> None:
    """A short note is the print's own words on the page, with the work behind it."""
    assert [problem for problem in run(edition) if is_error(problem)] == []
    short = [r for r in edition.resolution.resolved if r.rule == "short-title"]
    assert len(short) > 10
    for resolved in short:
        text = style.as_plain(style.cited(resolved.citation, resolved.entry, edition.archives))
        assert text.startswith(resolved.citation.shown.replace("*", "")), text
        assert not resolved.citation.prefix or resolved.citation.prefix[0].islower(), resolved


def test_a_check_lists_what_the_import_left_open(name: str, edition: Edition) -> None:
    listed = {p.message for p in run(edition) if p.code == "CITATION-OPEN"}
    open_ = [(note, words) for note, code, words, _ in OPEN[name] if code.endswith("-WORK")]
    assert listed == {f"note {note} cites “{words}” without a key" for note, words in open_}


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        ("Aldous, *Barriers*", "Aldous, Barriers, 700"),
        ('Smith, "Salt Tax,"', 'Smith, "Salt Tax," 700'),
        ("*Silver*:", "Silver: 700"),
    ],
)
def test_a_short_note_is_written_as_the_print_has_it(shown: str, written: str) -> None:
    work = Work("x1974", "book", "Silver", "1974")
    cited = Citation("x1974", (Locator("page", "700"),), shown=shown, form="short")
    assert style.as_plain(style.cited(cited, work, {})) == written


def imported(notes: list[str], entries: list[str]) -> ImportResult:
    body = " ".join(f"Words.[{n}]" for n in range(1, len(notes) + 1))
    listed = "\n".join(f"{n}. {note}" for n, note in enumerate(notes, 1))
    text = f"Chapter 1: Gates\n\n{body}\n\nNotes\n\n{listed}\n\nBibliography\n\n" + "\n".join(entries)
    return import_print(text + "\n", "print.txt")


GATES = "Hill, Jo. Gates. London: Faber, 1980."
BARS = "Hill, Jo. Bars and Gates. London: Faber, 1985."
SALT = "Lund, Kai. Salt. London: Faber, 1990."


@pytest.mark.parametrize(
    ("notes", "entries", "last", "open_"),
    [
        # the one that was cited before; where none was, or the other one, nothing tells
        (["Jo Hill, Bars and Gates (London: Faber, 1985), 3.", "Hill, Gates, 4."], [GATES, BARS], "Hill, Gates, 4.", 1),
        (["Jo Hill, Gates (London: Faber, 1980), 3.", "Hill, Gates, 4."], [GATES, BARS], "[Hill, Gates @hill1980, p. 4].", 0),
        (["Hill, Gates, 4."], [GATES, SALT], "[Hill, Gates @hill1980, p. 4].", 0),
        # op. cit. means a work that was cited, even where there is but one
        (["Hill, op. cit., 4."], [GATES, SALT], "Hill, op. cit., 4.", 1),
        (["Hill, Gates, 3.", "Hill, op. cit., 4."], [GATES, BARS], "[Hill, op. cit. @hill1980, p. 4].", 0),
        # a work of that name that has no entry may be the one
        (["Jo Hill, Roads (London: Faber, 1970), 3.", "Hill, 4."], [GATES, SALT], "Hill, 4.", 2),
        (["Jo Hill, Gates of Iron (London: Faber, 1970), 3.", "Hill, Gates, 4."], [GATES, SALT], "Hill, Gates, 4.", 2),
        (["Jo Hill, Roads (London: Faber, 1970), 3.", "Hill, Gates, 4."], [GATES, SALT], "[Hill, Gates @hill1980, p. 4].", 1),
        (["Jo Hill, Gates (London: Faber, 1955), 3.", "Hill, Gates, 4."], [GATES, SALT], "Hill, Gates, 4.", 2),
        # what would end the edition's bracket is written by its key
        (["Hill, “Gates [or Bars],” 4."], ["Hill, Jo. “Gates [or Bars].” Past 3 (1980): 1-9.", SALT], "[@hill1980, p. 4].", 0),
        # a title that a note sets, and its bare page
        (["Kai Lund, Salt (London: Faber, 1990), 3 (hereafter *The Salt*).", "*The Salt*, 4."], [SALT, GATES], "[*The Salt* @lund1990, p. 4].", 0),
    ],
)  # fmt: skip
def test_what_was_cited_before_tells_what_a_short_note_means(
    notes: list[str], entries: list[str], last: str, open_: int
) -> None:
    result = imported(notes, entries)
    assert result.files["notes/chapter-1.md"].splitlines()[-1] == f"[^{len(notes)}]: {last}"
    assert len(result.problems) == open_


def test_a_second_author_is_split_where_notes_have_family_names_alone() -> None:
    entries = ["Hill, Jo, and Kai Lund. Gates. London: Faber, 1980.", "Zhou, Li, and Chen Jian. Salt. London: Faber, 1981."]  # fmt: skip
    result = imported(["Hill and Lund, Gates, 3.", "Zhou and Chen, Salt, 4."], entries)
    assert 'author = "Hill, Jo and Lund, Kai"' in result.files["bibliography.bib"]
    assert 'author = "Zhou, Li and {Chen Jian}"' in result.files["bibliography.bib"]

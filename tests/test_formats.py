"""The edition's files: read, written, read back; and what is wrong with them said by line."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st
from site_builder import copy_of_edition

from apparatus import style
from apparatus.archives import (
    Archive,
    Level,
    anchor,
    finding_list,
    format_archives,
    format_shelfmark,
    read_archives,
)
from apparatus.bibliography import format_bibliography, read_bibliography
from apparatus.corrections import format_corrections, read_corrections
from apparatus.dates import _iso, _simple, bounds, in_words, is_edtf, sort_key
from apparatus.edition import load
from apparatus.files import decode
from apparatus.ledger import read_ledger
from apparatus.model import Correction, Document, Locator, Name, Shelfmark, Work
from apparatus.notes import find_calls, format_note, read_notes
from apparatus.printed.dates import DATE, edtf
from apparatus.slugs import slug, unique
from apparatus.yamlfile import read_yaml

RUSSIAN = Archive(
    "HAVNA", "Havnearkivet", levels=(Level("fond", "f."), Level("opis", "op."), Level("delo", "d."))
)
BRITISH = Archive(
    "TNA", "The National Archives", levels=(Level("class"), Level("piece")), stands="first", separator="/"
)
ARCHIVES = {"HAVNA": RUSSIAN, "TNA": BRITISH}
# what a field of BibTeX may hold: letters of many alphabets and every sign that LaTeX minds
TEXT = (
    st.text(st.sampled_from("abÅøđữЖ中 %&#_$.,:;'`()-!?"), min_size=1, max_size=20)
    .map(lambda s: " ".join(s.split()))
    .filter(bool)
)
FAMILY = st.sampled_from(["Tønnesson", "Ho Chi Minh", "CC CPSU", "Đặng Xuân Khu", "de Gaulle"])
NAMES = st.builds(Name, FAMILY, st.sampled_from(["", "Stein", "A. B.", "Jean-Paul"]))


@given(TEXT, st.lists(NAMES, max_size=3), st.sampled_from(["1974", "1996b", "forthcoming"]), TEXT)
def test_a_work_survives_bibtex(title: str, authors: list[Name], year: str, publisher: str) -> None:
    work = Work("key1", "book", title, year, tuple(authors), (), {"publisher": publisher}, 1)
    read, problems = read_bibliography(format_bibliography([work]), "b.bib", ARCHIVES)
    assert problems == ()
    assert read.entries["key1"] == work


@given(
    TEXT,
    st.lists(NAMES, min_size=1, max_size=3),
    st.sampled_from(["1954-09-30", "{1959-01-16,1959-01-17}", ""]),
)
def test_a_document_survives_bibtex(title: str, people: list[Name], date: str) -> None:
    mark = Shelfmark("HAVNA", (("fond", "079"), ("opis", "9")))
    document = Document(
        "d", "Letter", title, mark, date, (), (), tuple(people), ((str(people[0]), "envoy"),), "Short", {}, 1
    )
    read, problems = read_bibliography(format_bibliography([document]), "b.bib", ARCHIVES)
    assert problems == ()
    assert read.entries["d"] == document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@book{a, title={X}\n year=1900}", ["2 BIB-SYNTAX '}' expected"]),
        (
            "@book{a, title={X}, year=1900}\n@book{a, title={Y}, year=1901}",
            ["2 DUPLICATE-KEY two entries have the key “a”"],
        ),
        ("@book{a, title={X}}", ["1 BIB-FIELD “a” has no year"]),
        ("@book{a, title={100% sure}, year=1900}\n@book{b, title={50\\% off}, year=1901}", []),
        (
            "@unpublished{a, title={X}, archive={HAVNA}, fond={1}, date={1954-13-40}}",
            ["1 BAD-DATE “1954-13-40” is not a date"],
        ),
        (
            "@unpublished{a, title={X}, author={Vik, A.}, archive={HAVNA}, fond={1}, offices={Lie: envoy}}",
            ["1 BIB-FIELD offices names “Lie”, who is not in “a”"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_bibliography(text: str, expected: list[str]) -> None:
    _, problems = read_bibliography(text, "b.bib", ARCHIVES)
    assert [f"{p.line} {p.code} {p.message}" for p in problems] == expected


def test_an_unescaped_percent_sign_takes_nothing_with_it() -> None:
    text = "@book{a, title={100% sure}, publisher={Lie}, year=1900}\n@book{b, title={Next}, year=1901}"
    read, _ = read_bibliography(text, "b.bib", ARCHIVES)
    assert read.works[0].title == "100% sure"
    assert read.works[0].fields["publisher"] == "Lie"
    assert read.works[1].title == "Next"


def test_archives_are_read_back() -> None:
    archives = {"HAVNA": dataclasses.replace(RUSSIAN, units={"079": "Harbour office"}), "TNA": BRITISH}
    assert read_archives(format_archives(archives), "a.yml") == (archives, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HAVNA: [", "2 YAML-SYNTAX"),
        ("- x", "1 YAML-SYNTAX"),
        ("HAVNA:\n  levls: []", "1 SETTING"),
        ("A: {}\nHAVNA:\n  stands: middle", "2 SETTING"),
    ],
)
def test_what_is_wrong_with_archives(text: str, expected: str) -> None:
    _, problems = read_archives(text + "\n", "a.yml")
    assert [f"{p.line} {p.code}" for p in problems] == [expected]


def test_shelfmarks_are_written_as_their_archive_writes_them() -> None:
    russian = Shelfmark("HAVNA", (("fond", "079"), ("opis", "13a"), ("delo", "8")))
    british = Shelfmark("TNA", (("class", "FO 371"), ("piece", "117142")))
    assert format_shelfmark(russian, ARCHIVES) == "f. 079, op. 13a, d. 8"
    assert anchor(russian, ARCHIVES) == "havna-f079-op13a-d8"
    assert format_shelfmark(british, ARCHIVES) == "FO 371/117142"
    assert anchor(british, ARCHIVES) == "tna-fo371-117142"
    letter = Document("x", "Letter", "A to B", british, "1955-05-03")
    assert (
        style.as_plain(style.reference(letter, (Locator("page", "2"),), ARCHIVES))
        == "A to B, 3 May 1955, TNA, FO 371/117142, p. 2"
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Solidarity & National Revolution", "solidarity-national-revolution"),
        ("Đường Kách mệnh – über die Brücke", "duong-kach-menh-uber-die-brucke"),
        ("E\u0301tude", "etude"),
        ("Солидарность и революция", "solidarnost-i-revolyutsiya"),
        ("北京", "beijing"),
        ("…!", ""),
    ],
)
def test_words_of_any_script_have_a_name(words: str, name: str) -> None:
    assert slug(words) == name
    assert unique(name, {name, f"{name}-2"}) == f"{name}-3"


@pytest.mark.parametrize(
    ("title", "name"), [("Über die Brücke", "uber-die-brucke"), ("Мост", "most"), ("…", "edition")]
)
def test_an_editions_files_are_named_by_its_title(tmp_path: Path, title: str, name: str) -> None:
    folder = copy_of_edition(tmp_path)
    settings = folder / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("The Salt Road: Traders & Ministries", title), "utf-8"
    )
    assert load(folder).name == name


def test_the_finding_list_is_in_an_archivists_order() -> None:
    marks = ["0100", "079", "06", "079"]
    dates = ["1959-10-16", "1956-06/1956-07", "1954-07-29", "1954-09-30"]
    documents = [
        Document(f"d{n}", "Letter", "x", Shelfmark("HAVNA", (("fond", fond), ("opis", "9"))), date)
        for n, (fond, date) in enumerate(zip(marks, dates, strict=True))
    ]
    (archive,) = finding_list(documents, ARCHIVES)
    assert [shelf.shelfmark.levels[-1][1] for shelf in archive.shelves] == ["06", "079", "0100"]
    assert [d.key for d in archive.shelves[1].shelves[0].documents] == ["d3", "d1"]


@pytest.mark.parametrize(
    ("printed", "expected", "words"),
    [
        ("30 September 1954", "1954-09-30", "30 September 1954"),
        ("30-31 January 1955", "1955-01-30/1955-01-31", "30-31 January 1955"),
        ("12 - 14 June 1957", "1957-06-12/1957-06-14", "12-14 June 1957"),
        ("16, 17, 19 January 1959", "{1959-01-16,1959-01-17,1959-01-19}", "16, 17 and 19 January 1959"),
        ("12 and 14 June 1957", "{1957-06-12,1957-06-14}", "12 and 14 June 1957"),
        ("11 (13) August 1956", "[1956-08-11,1956-08-13]", "11 or 13 August 1956"),
        ("June/July 1955", "1955-06/1955-07", "June/July 1955"),
        ("May 1955", "1955-05", "May 1955"),
        ("October 1, 1959", "1959-10-01", "1 October 1959"),
        ("ca. May 1955", "1955-05~", "about May 1955"),
        ("1955", "1955", "1955"),
        ("31 June 1957", "", "undated"),
    ],
)
def test_dates_are_read_and_said(printed: str, expected: str, words: str) -> None:
    match = DATE.fullmatch(printed)
    assert match is not None
    assert edtf(match) == expected
    assert in_words(expected) == words
    assert expected == "" or is_edtf(expected)


@pytest.mark.parametrize(
    ("date", "words", "days"),
    [
        ("1954-02/..", "from February 1954", ("1954-02-01", "")),
        ("../1954-02", "until February 1954", ("", "1954-02-28")),
        ("1954/", "from 1954", ("1954-01-01", "")),
        ("/1954", "until 1954", ("", "1954-12-31")),
        ("[..1954-03]", "until March 1954", ("", "1954-03-31")),
        ("[1954-01-30..1954-02-01]", "30 January 1954 - 1 February 1954", ("1954-01-30", "1954-02-01")),
        ("1954?-06", "June 1954 (?)", ("1954-06-01", "1954-06-30")),
        ("1955-21", "Spring 1955", ("1955-03-01", "1955-05-31")),
        ("-0044", "-0044", ("", "")),
        ("Y17E7", "Y17E7", ("", "")),
    ],
)
def test_dates_with_an_open_end_and_dates_that_no_document_has(
    date: str, words: str, days: tuple[str, str]
) -> None:
    assert (in_words(date), bounds(date), is_edtf(date)) == (words, days, any(days))
    assert (sort_key(date) < sort_key("")) is any(days)


def test_dates_are_ordered_and_the_undated_come_last() -> None:
    dates = ["", "1955-06/1955-07", "1955-06-01", "{1955-05-30,1955-06-02}", "1954"]
    assert sorted(dates, key=sort_key) == [
        "1954",
        "{1955-05-30,1955-06-02}",
        "1955-06-01",
        "1955-06/1955-07",
        "",
    ]
    assert bounds("1954") == ("1954-01-01", "1954-12-31")


def test_corrections_are_read_back() -> None:
    corrections = (
        Correction("note", "51", "Bernhard", "Bernard", "the title page has it", "made", 1),
        Correction("at", "chapter-1/#the-quay", "colour", "color", "as elsewhere", "possible", 5),
        Correction("note", "3-12", "1990", "1991", "a digit", "proposed", 10),
    )
    read, problems = read_corrections(format_corrections(corrections), "c.yml")
    assert problems == ()
    assert read == corrections


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- note: 1\n  print: a\n  edition: b", "the field reason: is missing"),
        ("- print: a\n  edition: b\n  reason: c", "one of note:, at: and entry: says where it is"),
        ("- note: 1\n  prnt: a", "unknown field prnt:"),
        (
            "- note: 1\n  print: a\n  edition: b\n  reason: c\n  status: maybe",
            "status: is one of made, possible, proposed",
        ),
    ],
)
def test_what_is_wrong_with_corrections(text: str, message: str) -> None:
    _, problems = read_corrections(text, "c.yml")
    assert [(p.code, p.line, p.message) for p in problems] == [("CORRECTION", 1, message)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: 2001-99-99", "2 “2001-99-99” is no timestamp"),
        ("a: 1\nb: !!bool maybe", "2 “maybe” is no bool"),
        ("a: 1\nb: 0x_", "2 “0x_” is no int"),
        ("a: \u2028\nb: [", "2 did not find expected node content"),  # a line end for PyYAML, not for editors
        ("a: !!set [b]", "1 expected a mapping node, but found sequence"),
    ],
)
def test_what_is_wrong_with_any_yaml(text: str, fault: str) -> None:
    data, problems = read_yaml(text, "x.yml")
    assert data is None
    assert [(p.code, f"{p.line} {p.message}") for p in problems] == [("YAML-SYNTAX", fault)]


def test_a_tab_in_a_yaml_file_is_called_one() -> None:
    _, (problem,) = read_yaml("A:\n  name: B\n\tplace: C\n", "x.yml")
    assert (problem.line, problem.hint) == (3, "YAML is indented with spaces, not with a tab")


def test_tags_of_others_are_passed_over_where_they_may_stand() -> None:
    text = "a: !ENV X\nb: !!python/name:os.system\nc: 1"
    assert read_yaml(text, "mkdocs.yml", of_mkdocs=True) == ({"a": None, "b": None, "c": 1}, ())
    assert [p.line for p in read_yaml(text, "archives.yml")[1]] == [1]


@given(st.dictionaries(st.integers(1, 99).map(str), TEXT.filter(lambda s: s[0].isalpha()), max_size=5))
def test_notes_are_read_back(texts: dict[str, str]) -> None:
    file = "\n\n".join(format_note(label, text) for label, text in texts.items())
    notes, problems = read_notes(file, "n.md", "chapter-1")
    assert problems == ()
    assert {note.label: note.text for note in notes} == texts


OTHER_ENDS = "\x0b\x0c\x1c\x85\u2028\u2029"  # which `str.splitlines` counts, and no editor


@pytest.mark.parametrize("sign", OTHER_ENDS)
def test_lines_end_where_an_editor_sees_them_end(sign: str) -> None:
    text = f"One{sign}half.\n\nTwo{sign}halves."
    notes, problems = read_notes(f"{format_note('1', text)}\n\n[^2]: Next.", "n.md", "c")
    assert problems == ()
    assert [(note.line, note.text) for note in notes] == [(1, text), (5, "Next.")]
    assert read_ledger(f"a{sign}/\nb/\n").lines["b/"] == 2


def test_a_note_may_have_several_paragraphs() -> None:
    text = "First.\n\nSecond, [@a].\n\n- a list"
    notes, problems = read_notes(f"{format_note('3-12', text)}\n\n[^4]: Next.", "n.md", "chapter-3")
    assert problems == ()
    assert [(n.label, n.number, n.line, n.text) for n in notes] == [
        ("3-12", "12", 1, text),
        ("4", "4", 7, "Next."),
    ]


def test_a_malformed_citation_is_shown_with_a_caret() -> None:
    _, problems = read_notes("[^1]: One.\n\n[^2]: See [@a; p. 3].", "n.md", "c")
    (problem,) = problems
    assert (problem.line, problem.code) == (3, "BAD-CITATION")
    assert problem.excerpt == "    See [@a; p. 3].\n            ^~~~~"


def test_calls_are_found_outside_of_code() -> None:
    text = "One.[^1] `[^2]`\n\n```\n[^3]\n```\n\nTwo[^3-4] <!-- [^5] -->\n"
    assert [(c.label, c.line) for c in find_calls(text, "c.md", "c")] == [("1", 1), ("3-4", 7)]


@pytest.mark.parametrize("sign", ["<!--", "`", "`` `", "```\n", "~~~~\n```\n", "[^", "[^a"])
def test_a_long_chapter_is_read_in_the_time_that_its_length_takes(sign: str) -> None:
    start = time.process_time()
    find_calls(sign * 20_000, "c.md", "c")
    read_notes(f"[^1]: {sign * 20_000}", "n.md", "c")
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("a lone ` here.[^1]\n\nAnd ` there.[^2]", ["1", "2"]),
        ("`` code ` [^1] `` and[^2]", ["2"]),
        ("```` and[^1] ``` and[^2]", ["1", "2"]),
        ("<!-- never ended[^1]", ["1"]),
        ("<!-- [^1] --> and[^2] -->", ["2"]),
        ("~~~\n[^1]\n```\n[^2]\n~~~\nand[^3]", ["3"]),
        ("One.[^1]\n\n    code[^2]\n\n\tmore[^3]\nand[^4]", ["1", "4"]),
        ("One.\n    a line that goes on[^1]", ["1"]),
        ("1. One.\n\n    It goes on.[^1]\n\n    And on.[^2]\n\nNo more.\n\n    code[^3]", ["1", "2"]),
    ],
)
def test_calls_are_looked_for_where_neither_code_nor_comments_stand(text: str, labels: list[str]) -> None:
    assert [call.label for call in find_calls(text, "c.md", "c")] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("said[^3]: thus.", ["3"]),
        ("*said*[^3]: “thus”[^4]: so", ["3", "4"]),
        ("[^3] begins", ["3"]),
        ("    [^3]: is code", []),
        ("[^3]: a definition[^4]: with a call", ["4"]),
        ("Before.\n   [^3]: a definition", []),
        (r"said\[^3]: thus", []),
    ],
)
def test_a_call_before_a_colon_is_one_but_at_the_beginning_of_a_line(text: str, labels: list[str]) -> None:
    assert [call.label for call in find_calls(text, "c.md", "c")] == labels


def test_what_is_not_utf8_is_told_by_its_byte(tmp_path: Path) -> None:
    _, problems = decode("Tønn".encode("latin-1"), "x.txt")
    assert [(p.code, p.line, p.message) for p in problems] == [("NOT-UTF8", 1, "byte 2 (0xf8) is not UTF-8")]
    assert decode("\ufeffa\r\nb\rc".encode(), "x.txt") == ("a\nb\nc", ())


@pytest.mark.parametrize("sign", "\0\x01\x08\x0b\x0c\x1b\x1f\x7f\x85\x9f\uffff")
def test_a_control_character_is_told_by_its_line(sign: str) -> None:
    text, problems = decode(f"One.\n\tTwo{sign} and{sign}.\r\nThree\u2028\xad.".encode(), "x.md")
    assert text == "One.\n\tTwo and.\nThree\u2028\xad."
    (problem,) = problems
    assert (problem.code, problem.line) == ("CONTROL-CHARACTER", 2)
    assert problem.message == f"character 5 is U+{ord(sign):04X}, a control character"


def test_the_text_of_a_scan_loses_its_control_characters_but_no_end_of_a_page() -> None:
    assert decode(b"a\x08b\x0bc\fd\x00", "x.txt", scanned=True) == ("ab c\fd", ())


ONE = st.sampled_from(
    ["1954", "1954-09", "1954-09-30", "1954-02-29", "1956-02-29", "1954-13", "1954-00", "1954-09-00", "0000"]
)
DATES = st.one_of(
    ONE,
    st.tuples(ONE, ONE).map("/".join),
    st.lists(ONE, min_size=1, max_size=3).map(lambda days: f"{{{','.join(days)}}}"),
    st.lists(ONE, min_size=1, max_size=3).map(lambda days: f"[{','.join(days)}]"),
    st.tuples(ONE, st.sampled_from("?~%")).map("".join),
    st.tuples(ONE, st.sampled_from(["?/", "~/", "/"]), ONE, st.sampled_from(["", "?", "%"])).map("".join),
    st.sampled_from(["1954?~", "{1954?,1955}", "{1954", "1954}", "[1954}", "1954/", "19", ""]),
)  # fmt: skip


@given(DATES)
def test_simple_dates_are_what_the_library_says(date: str) -> None:
    """The short way for the commonest dates takes nothing that EDTF lacks, and gives the same days."""
    simple = _simple(date)
    if simple is not None:
        parsed = parse_edtf(date)
        assert simple == (_iso(parsed.lower_strict()), _iso(parsed.upper_strict()))

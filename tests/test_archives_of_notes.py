"""Archives, people and dates of archival citations: read where the print says them, and left open else."""

from __future__ import annotations

import pytest

from apparatus import style
from apparatus.archives import Archive
from apparatus.importer.book import PrintNote
from apparatus.importer.citing.found import Cited
from apparatus.importer.citing.sources import read_sources
from apparatus.importer.citing.walk import cite
from apparatus.model import Document
from apparatus.printed.crossrefs import Targets
from apparatus.printed.dates import dates_in, edtf
from apparatus.printed.descriptions import read_description
from apparatus.printed.people import read_people
from apparatus.printed.shelfmarks import find_shelfmarks


def cited(*notes: str) -> Cited:
    printed = [PrintNote(str(n), str(n), "chapter-1", text, n) for n, text in enumerate(notes, 1)]
    return cite(printed, [], "print.txt", Targets(frozenset(), frozenset(), {}))


def shelves(result: Cited) -> list[str]:
    """Return each document as `archive levels`."""
    return [f"{d.shelfmark.archive} {' '.join(v for _, v in d.shelfmark.levels)}" for d in result.documents]


def said(result: Cited) -> list[str]:
    return [f"{p.code} {p.message}" for p in result.problems]


def archives(result: Cited) -> dict[str, Archive]:
    return read_sources((), result.archival)


def only(result: Cited) -> Document:
    (document,) = result.documents
    return document


def restated(result: Cited, number: int = 1) -> str:
    """Return a note as a reader of the edition has it, of one citation and what follows it."""
    found = next(f for f in result.found if f.note == str(number))
    document = next(d for d in result.documents if d.key == found.citation.key)
    text = style.as_plain(style.cited(found.citation, document, archives(result))) + found.citation.suffix
    return text + result.notes[number - 1][0].text[found.span.end :]


# --- which archive


@pytest.mark.parametrize(
    "note",
    [
        "The National Archives, London, BT 1/213.",
        "Public Record Office, MT 10/88.",
        "Bundesarchiv Berlin, NS 6/342.",
        "Hall to Eden, Chamberlain Papers, NC 18/1.",
        "FO 371/1, Landsarkivet i Bergen.",
    ],
)
def test_an_archive_in_words_is_never_another(note: str) -> None:
    result = cited("NAS, NLC 1/1, fol. 2r.", note)
    assert shelves(result) == ["NAS NLC 1 1"]
    assert len([line for line in said(result) if "SHELFMARK-UNREAD" in line]) == 1
    assert result.notes[1][1] == note


def test_what_follows_an_open_shelfmark_is_of_the_same_archive() -> None:
    result = cited("NAS, NLC 1/1.", "The National Archives, London, BT 1/213–252; MT 10/88.")
    assert shelves(result) == ["NAS NLC 1 1"]
    assert [line for line in said(result) if "“The National Archives, London” has no" in line] == [
        "SHELFMARK-UNREAD the archive “The National Archives, London” has no abbreviation",
        "SHELFMARK-UNREAD the archive “The National Archives, London” has no abbreviation",
    ]


def test_a_class_without_an_archive_is_of_the_only_one_that_has_it() -> None:
    result = cited("TNA, FO 371/1.", "FO 800/2.", "HZ 12/3.")
    assert shelves(result) == ["TNA FO 371 1", "TNA FO 800 2"]
    assert said(result) == ["SHELFMARK-UNREAD an archival citation names no archive (candidates: TNA)"]


def test_of_two_archives_only_the_same_class_tells() -> None:
    result = cited("TNA, FO 371/1.", "NAS, GD 31/2.", "FO 371/7.", "CAB 65/5.")
    assert shelves(result) == ["TNA FO 371 1", "NAS GD 31 2", "TNA FO 371 7"]
    assert said(result) == ["SHELFMARK-UNREAD an archival citation names no archive (candidates: NAS, TNA)"]


def test_another_archive_in_the_clause_leaves_it_open() -> None:
    result = cited("TNA, FO 371/1.", "NARA, RG 84, Box 3.", "FO 371/7, copy of a letter in NARA files.")
    assert len(result.documents) == 2
    assert "candidates: NARA, TNA" in said(result)[0]


def test_a_volume_of_a_journal_is_no_class() -> None:
    texts = ["Hall, “Salt”, JCH 12/3.", "In: GWU 45/3, S. 4.", "Hall, EHR 92/1 (1977)."]
    assert [list(find_shelfmarks(text)) for text in texts] == [[], [], []]


def test_an_addressee_is_no_archive() -> None:
    (mark,) = find_shelfmarks("Palairet to MAE, FO 371/1.")
    assert mark.shelfmark.archive == ""


def test_a_longer_name_is_another_archive() -> None:
    (mark,) = find_shelfmarks("RG 25, Box 3, National Archives of Canada.")
    assert mark.shelfmark.archive == ""


# --- a document's own number


def test_a_series_of_minutes_is_no_archive() -> None:
    result = cited(
        "TNA, CAB 65/1.", "CAB 65/5, WM (40) 12, 15 January 1940.", "CAB 65/5, WM (40) 13, 16 January 1940."
    )
    assert [(d.title, d.date, d.shelfmark.archive) for d in result.documents[1:]] == [
        ("WM (40) 12", "1940-01-15", "TNA"),
        ("WM (40) 13", "1940-01-16", "TNA"),
    ]


@pytest.mark.parametrize("number", ["CP 123(38)", "COS (39) 4", "C(55)12", "FP (36) 26th meeting"])
def test_numbers_of_two_papers_are_two_documents_of_a_day(number: str) -> None:
    other = number.replace("2", "3").replace(") 4", ") 5")
    result = cited(f"TNA, CAB 1/5, {number}, 15 January 1940.", f"TNA, CAB 1/5, {other}, 15 January 1940.")
    assert [d.title for d in result.documents] == [number, other]


def test_a_number_at_the_end_of_a_description() -> None:
    document = only(cited("Minutes of the Cabinet, 15 January 1940, WM (40) 12, TNA, CAB 65/5."))
    assert (document.title, document.date) == ("Minutes of the Cabinet, WM (40) 12", "1940-01-15")


def test_a_second_document_behind_the_first_is_not_its_words() -> None:
    note = "Hall to Eden, 3 May 1940, TNA, PREM 1/276, and Eden to Hall, 4 May 1940, PREM 1/280."
    result = cited(note)
    assert [d.title for d in result.documents] == ["Hall to Eden", "Eden to Hall"]
    assert "], and [" in result.notes[0][1]


def test_what_follows_the_piece_describes_the_document() -> None:
    document = only(cited("TNA, FO 371/22345, N 512/41/63, minute by Cadogan, 2 February 1938."))
    assert (document.kind, document.date) == ("Minute", "1938-02-02")
    assert [name.family for name in document.authors] == ["Cadogan"]
    assert document.title == "Minute by Cadogan, N 512/41/63"


def test_a_number_before_the_archive_is_kept_behind_it() -> None:
    result = cited("Hall to Eden, 4 May 1936, FO 371/20104, R 1543/125/67, TNA.")
    assert restated(result) == "Hall to Eden, 4 May 1936, FO 371/20104, TNA, R 1543/125/67."


def test_a_number_behind_the_whole_stays_there() -> None:
    result = cited("Hall to Eden, 4 May 1936, TNA, FO 371/20104, R 1543/125/67.")
    assert restated(result) == "Hall to Eden, 4 May 1936, TNA, FO 371/20104, R 1543/125/67."


def test_an_archive_that_stands_first_is_written_first() -> None:
    result = cited(
        "NLC 1/1.", "NAS, NLC 1/1, minute book of the board, fol. 2r.", "NLC 1/2, NAS.", "NAS, NLC 3/1."
    )
    assert archives(result)["NAS"].stands == "first"
    assert restated(result, 2) == "File, NAS, NLC 1/1, minute book of the board, fol. 2r."


def test_a_range_of_pieces_is_one_value() -> None:
    result = cited("TNA, BT 1/213–252.")
    assert shelves(result) == ["TNA BT 1 213–252"]
    assert result.notes[0][1].endswith("].")


# --- archives that notes declare


@pytest.mark.parametrize(
    ("note", "key", "name", "place"),
    [
        (
            "FO 371/1, R 1543/125/67, The National Archives, Kew (hereafter TNA).",
            "TNA",
            "The National Archives",
            "Kew",
        ),
        ("National Archives of Scotland [NAS], GD 31/214.", "NAS", "National Archives of Scotland", ""),
        ("Bundesarchiv Berlin (im Folgenden: BArch), R 3101/1, Bl. 3.", "BArch", "Bundesarchiv Berlin", ""),
        (
            "Record Group 59, Box 3, National Archives, Washington, D.C. (hereafter RG 59, NA).",
            "NA",
            "National Archives",
            "Washington, D.C.",
        ),
    ],
)
def test_an_archive_that_a_note_declares(note: str, key: str, name: str, place: str) -> None:
    result = cited(note)
    assert said(result) == []
    archive = archives(result)[key]
    assert (archive.name, archive.place) == (name, place)
    assert only(result).shorttitle == ""


def test_a_declared_archive_is_known_by_its_name() -> None:
    result = cited("Public Record Office, Kew (hereafter PRO), FO 371/1.", "Public Record Office, FO 371/2.")
    assert shelves(result) == ["PRO FO 371 1", "PRO FO 371 2"]
    other = cited(
        "National Archives, Washington (NA), RG 59, Box 3.", "RG 59, Box 4, Swedish National Archives."
    )
    assert shelves(other) == ["NA 59 3"]


def test_a_declaration_without_a_shelfmark_is_reported_once() -> None:
    result = cited(
        "Hall Papers, box 4, Dwight D. Hall Library, Abilene, Kansas (hereafter DHL).", "Box 5, DHL."
    )
    assert [line.split()[0] for line in said(result)] == ["SHELFMARK-UNREAD", "SHELFMARK-UNREAD"]


def test_an_abbreviation_behind_a_work_is_its_short_title() -> None:
    result = cited("TNA, FO 371/1, The Archive of Salt, 4 May 1936 (hereafter TAS).")
    assert only(result).shorttitle == "TAS"


# --- German archives


@pytest.mark.parametrize(
    ("note", "levels"),
    [
        ("BArch, R 3101/12456, Bl. 22.", "R 3101 12456"),
        ("BArch, R 43 I/1348, Bl. 110.", "R 43 I 1348"),
        ("BArch, R 10 VIII/19.", "R 10 VIII 19"),
        ("Hall an Eden, 3. Mai 1951, BArch, B 102/4711.", "B 102 4711"),
        ("BArch, NS 6/342, Bl. 99.", "NS 6 342"),
    ],
)
def test_classes_of_the_federal_archives(note: str, levels: str) -> None:
    assert shelves(cited(note)) == [f"BArch {levels}"]


@pytest.mark.parametrize("text", ["R 3101/12456.", "The ratio was B 1/2.", "Hall 1990, S. 4; R 43 I/1348."])
def test_one_letter_is_no_class_without_its_archive(text: str) -> None:
    assert list(find_shelfmarks(text)) == []


@pytest.mark.parametrize(
    "note",
    [
        "GStA PK, I. HA Rep. 77, Tit. 1234, Nr. 56, Bd. 2, Bl. 14.",
        "PA AA, R 99456, Aufzeichnung Luthers, 3. Dezember 1942.",
        "Landesarchiv Rautenberg, Bestand 12, Nr. 345.",
        "Orkney Archives, Kirkwall, D 2/8.",
        "Hall Papers, box 1, University of Vermont Library.",
    ],
)
def test_what_looks_like_an_archival_citation_is_reported(note: str) -> None:
    result = cited(note)
    assert [line.split()[0] for line in said(result)] == ["SHELFMARK-UNREAD"]
    assert result.notes[0][1] == note


@pytest.mark.parametrize(
    "note", ["Die Sache, Bd. 2, Nr. 3.", "Kept in 12 boxes.", "The Archive had 3 rooms."]
)
def test_volumes_and_rooms_are_no_shelfmarks(note: str) -> None:
    assert not [line for line in said(cited(note)) if "SHELFMARK-UNREAD" in line]


# --- American archives


def test_levels_from_the_inside_out_with_a_named_series() -> None:
    text = (
        'Memorandum by Charles C. Hauch, "The Situation," January 8, 1946, box 4, folder "Santa Brígida," '
        "Records of the Office of Middle American Affairs, lot 57 D 95, RG 59, NA."
    )
    document = only(cited(text))
    assert dict(document.shelfmark.levels) == {
        "group": "59",
        "series": "Records of the Office of Middle American Affairs",
        "lot": "57 D 95",
        "box": "4",
        "folder": "Santa Brígida",
    }
    assert ([str(n) for n in document.authors], document.date) == (["Charles C. Hauch"], "1946-01-08")
    assert document.title == 'Memorandum by Charles C. Hauch, "The Situation"'


def test_records_of_an_embassy_in_another_archive() -> None:
    result = cited(
        "Memorandum, July 21, 1947, folder 350, box 12, Quay Embassy General Records, 1936-49, RG 84, "
        "Washington National Records Center, Suitland, Maryland (hereafter WNRC).",
        "RG 84, Box 3, WNRC.",
    )
    assert [d.shelfmark.archive for d in result.documents] == ["WNRC", "WNRC"]
    assert said(result) == []


def test_a_persons_file_is_a_decimal_number() -> None:
    document = only(
        cited(
            "Corwin to Secretary of State, May 4, 1945, 123 Corwin, Ellis B./5-445, Central Decimal File, "
            "1945-49, Record Group 59, National Archives, Washington, D.C. (hereafter RG 59, NA)."
        )
    )
    assert dict(document.shelfmark.levels)["decimal"] == "123 Corwin, Ellis B./5-445"
    assert ([str(n) for n in document.recipients], document.date) == (["Secretary of State"], "1945-05-04")


# --- people and dates


def test_what_has_figures_is_no_person() -> None:
    people = read_people("Rubottom, March 20, 1957, 123 Corwin, 1st Secretary Hall")
    assert [person.short for person in people] == ["Rubottom", "Hall"]


def test_a_collection_after_the_date_is_a_series() -> None:
    document = only(cited("Farland to Rubottom, March 20, 1957, Rubottom files, box 2, RG 59, NA."))
    assert ([str(n) for n in document.recipients], document.date) == (["Rubottom"], "1957-03-20")
    assert dict(document.shelfmark.levels)["series"] == "Rubottom files"


@pytest.mark.parametrize(
    ("lead", "text"),
    [
        ("The poem is enclosed in ", "Embassy to Department of State, desp. 88, November 1, 1954"),
        ("Its last book is ", ""),
        ("The clerk was a Mr Pym: ", ""),
        ("He was born in 1945. ", ""),
    ],
)
def test_a_sentence_names_no_one(lead: str, text: str) -> None:
    result = cited(f"{lead}{text}{', ' if text else ''}NA, RG 59, 711.022/11-154.")
    assert result.notes[0][1].startswith(lead)
    assert [str(name) for name in only(result).authors] == (["Embassy"] if text else [])


@pytest.mark.parametrize(
    ("text", "kind", "author"),
    [
        ("Memorandum of conversation by Dillon, 4 May 1959", "Memorandum of conversation", "Dillon"),
        ("Minute by Cadogan on the loan, 4 May 1959", "Minute", "Cadogan"),
        ("‘Assistance’, memorandum by the Chiefs of Staff, 4 May 1959", "Memorandum", "Chiefs of Staff"),
    ],
)
def test_by_makes_an_author(text: str, kind: str, author: str) -> None:
    description = read_description(text)
    assert (description.kind, [p.short for p in description.authors]) == (kind, [author])
    assert not any(person.office for person in description.people)
    assert description.title.lower().strip("‘") == text.rpartition(", ")[0].lower().strip("‘")


@pytest.mark.parametrize(
    "text", ["Report by the Ambassador in Paris, Hall", "Report by the Ambassador, Hall"]
)
def test_an_office_before_its_holder_makes_no_author(text: str) -> None:
    assert read_description(f"{text}, 4 May 1959").authors == ()


def test_a_letters_number_is_no_day() -> None:
    texts = ["tel. no. 12, 3 May 1955", "WM (40) 12, 15 January 1940", "12, 13 May 1955"]
    assert [[edtf(match) for match in dates_in(text)] for text in texts] == [
        ["1955-05-03"],
        ["1940-01-15"],
        ["{1955-05-12,1955-05-13}"],
    ]

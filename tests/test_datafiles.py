"""The files that readers take away: as they were read last, and as other libraries than ours read them.

`UPDATE_GOLDEN=1 pytest tests/test_datafiles.py` writes `golden/data/`; read what changed before a commit.
"""

from __future__ import annotations

import csv
import html
import importlib.resources
import json
import os
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import bibtexparser
import jsonschema
import pytest
import rispy
import yaml
from hypothesis import given
from hypothesis import strategies as st
from site_builder import FIXTURE, copy_of_edition

from apparatus.bibliography import read_bibliography
from apparatus.citing import citable
from apparatus.citing.block import Blocks
from apparatus.concordance import Concordance, concordance
from apparatus.edition import load
from apparatus.export import bibtex, csljson, csvfiles, datafiles, editionjson, jsontext, ris
from apparatus.lists.datapage import data_page

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden/data"
SITE = "https://example.org/salt/"
OF_OTHERS = {"data/edition.xml"}  # TEI has tests of its own
RECORDS = "records/"  # those of each page, by the name under which a browser keeps them
OF_PAGES = tuple(f"{RECORDS}berg1998{part}" for part in (".", "-chapter-1.", "-n3.", "-n3-", "-n4.", "-n4-"))
LINK = re.compile(r'<a href="(data:[^"]*)" download="([^"]+)"')

Files = dict[str, str]


def files(index: Concordance) -> Files:
    found = dict(datafiles.files(index))
    written = Blocks(index, SITE)
    for cited in written.citables.values():
        for href, name in LINK.findall(written.block(cited)):
            with urlopen(html.unescape(href)) as record:  # noqa: S310 - it is a `data:` link
                found[RECORDS + name] = record.read().decode()
    return found


@pytest.fixture(scope="module")
def small() -> Concordance:
    return concordance(load(FIXTURE))


@pytest.fixture(scope="module")
def real() -> Concordance:
    return concordance(load(ROOT))


@pytest.fixture(scope="module")
def small_files(small: Concordance) -> Files:
    return files(small)


@pytest.fixture(scope="module")
def real_files(real: Concordance) -> Files:
    return files(real)


@pytest.fixture(params=["small", "real"])
def index(request: pytest.FixtureRequest) -> Concordance:
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["small", "real"])
def made(request: pytest.FixtureRequest) -> tuple[Concordance, Files]:
    return request.getfixturevalue(request.param), request.getfixturevalue(f"{request.param}_files")


# golden files


def test_the_files_of_the_small_edition_are_as_they_were_read_last(small_files: Files) -> None:
    found = {
        name: text
        for name, text in small_files.items()
        if name not in OF_OTHERS and name.startswith(("data/", *OF_PAGES))
    }
    if os.environ.get("UPDATE_GOLDEN"):
        for name, text in found.items():
            path = GOLDEN / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    there = {
        path.relative_to(GOLDEN).as_posix(): path.read_bytes().decode()
        for path in GOLDEN.rglob("*")
        if path.is_file()
    }
    assert found == there


def test_two_builds_give_the_same_bytes(small_files: Files) -> None:
    assert files(concordance(load(FIXTURE))) == small_files


def test_the_bibliography_goes_out_as_it_stands(made: tuple[Concordance, Files]) -> None:
    index, found = made
    assert found["data/bibliography.bib"].encode() == (index.edition.folder / "bibliography.bib").read_bytes()


# read back by others


def test_the_bibliography_goes_out_as_it_was_read_whatever_the_disk_has_now(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    file = folder / "bibliography.bib"
    text = file.read_text("utf-8")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    index = concordance(load(folder))
    file.unlink()
    assert dict(datafiles.files(index))["data/bibliography.bib"] == text


@pytest.mark.parametrize("cell", ["=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "- a dash", "=", "--"])
def test_no_cell_of_a_table_is_a_formula(cell: str) -> None:
    assert csvfiles.table(["a", "b"], [["x", cell]]).split("\r\n")[1] in (f"x,'{cell}", f'x,"\'{cell}"')


@pytest.mark.parametrize("cell", ["-", "-12", "+3.5", "-0044-03-15", "1954-09-30", "[=1]", "a = b", ""])
def test_numbers_dates_and_a_dash_stay_as_they_are(cell: str) -> None:
    assert csvfiles.table(["a", "b"], [["x", cell]]) == f"a,b\r\nx,{cell}\r\n"


def test_bibtex_is_read_by_bibtexparser(made: tuple[Concordance, Files]) -> None:
    index, found = made
    library = bibtexparser.parse_string(found["data/bibliography.bib"])
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == list(index.edition.bibliography.entries)
    for name, text in found.items():
        if name.startswith(RECORDS) and name.endswith(".bib"):
            records = bibtexparser.parse_string(text)
            assert not records.failed_blocks
            keys = [item["id"] for item in json.loads(found[name.removesuffix("bib") + "json"])]
            assert [entry.key for entry in records.entries] == keys


def test_bibtex_of_a_page_is_read_back(real: Concordance) -> None:
    citables = citable.citables(real, SITE)
    note = citables["notes/56.md"]
    text = bibtex.write([citables["index.md"].item, note.item, *note.documents], real.edition.bibliography)
    read, problems = read_bibliography(text, "citable.bib", real.edition.archives)
    assert problems == ()
    book, part, document = read.entries.values()
    assert (book.kind, part.kind, part.fields["booktitle"]) == ("book", "incollection", book.title)
    assert document.fields["note"].startswith(
        "Arkhiv Vneshney Politiki Rossiyskoy Federatsii (AVPRF), f. 079, "
    )
    assert document.fields["note"].endswith("note 56: pp. 23–26")
    known = real.edition.bibliography.entries[document.key]
    assert (document.title, document.shelfmark, document.offices) == (
        known.title,
        known.shelfmark,
        known.offices,
    )


def test_ris_is_read_by_rispy(made: tuple[Concordance, Files]) -> None:
    index, found = made
    records = rispy.loads(found["data/bibliography.ris"])
    items = json.loads(found["data/bibliography.json"])
    assert [record["id"] for record in records] == [item["id"] for item in items]
    assert [record.get("title", "") for record in records] == [
        " ".join(item["title"].split()) for item in items
    ]
    entries = index.edition.bibliography
    kinds = Counter(record["type_of_reference"] for record in records)
    manuscripts = [work for work in entries.works if work.kind == "unpublished"]
    assert kinds["MANSCPT"] == len(entries.documents) + len(manuscripts)
    for name, text in found.items():
        if name.startswith(RECORDS) and name.endswith(".ris"):
            assert len(rispy.loads(text)) == len(json.loads(found[name.removesuffix("ris") + "json"]))


def test_ris_keeps_names_whole(real: Concordance) -> None:
    works = {work.key: csljson.item(work, {}) for work in real.edition.bibliography.works}
    (record,) = rispy.loads(ris.write([works["goncharov1993"]]))
    assert record["authors"] == ["Goncharov, Sergei N.", "Lewis, John W.", "Xue Litai"]


ZOE = {"family": "Falk", "given": "Zoe", "suffix": "Jr."}


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ({"type": "book", "editor": [ZOE]}, {"A3": ["Falk, Zoe, Jr."]}),
        ({"type": "chapter", "editor": [ZOE]}, {"A2": ["Falk, Zoe, Jr."]}),
        ({"type": "book", "collection-title": "S", "collection-number": "4"}, {"T2": ["S"], "M1": ["4"]}),
        ({"type": "chapter", "collection-title": "S", "collection-number": "4"}, {"T3": ["S"], "SV": ["4"]}),
        ({"type": "book", "number-of-pages": "149"}, {"SP": ["149"]}),
        ({"type": "report", "number": "8"}, {"SN": ["8"]}),
        (
            {"type": "manuscript", "custom": {"recipients": [ZOE], "participants": [{"literal": "Le Muoi"}]}},
            {"KW": ["Recipient: Zoe Falk Jr.", "Participant: Le Muoi"]},
        ),
        ({"type": "book", "issued": {"literal": "forthcoming"}}, {"N1": ["forthcoming"]}),
        ({"type": "book", "issued": {"literal": "Spring 1954"}}, {"PY": ["1954"], "DA": ["Spring 1954"]}),
        ({"type": "book", "issued": {"literal": "1954"}}, {"PY": ["1954"]}),
        ({"type": "book", "issued": {"date-parts": [[1954, 9]]}}, {"PY": ["1954"], "DA": ["1954/09//"]}),
    ],
)
def test_ris_has_the_tags_that_zotero_reads_for_the_kind(
    item: dict[str, Any], wanted: dict[str, list[str]]
) -> None:
    lines = ris.write([{"id": "x", "title": "", **item}]).splitlines()
    found: dict[str, list[str]] = {}
    for line in lines[2:-1]:  # all but TY, ID and ER
        tag, _, value = line.partition("  - ")
        found.setdefault(tag, []).append(value)
    assert found == wanted


def test_who_received_a_document_is_no_name_of_csl(real_files: Files) -> None:
    """Zotero takes every name that its kind of item has no part for as an author."""
    items = json.loads(real_files["data/bibliography.json"])
    assert [item["id"] for item in items if "recipient" in item] == []
    (letter,) = (item for item in items if item["id"] == "avprf-1954-09-30-molotov-lavrishchev")
    assert [name["family"] for name in letter["author"]] == ["Molotov"]
    assert [name["family"] for name in letter["custom"]["recipients"]] == ["Lavrishchev"]


def test_a_date_that_is_not_one_day_is_said_in_words(real_files: Files) -> None:
    items = json.loads(real_files["data/bibliography.json"])
    notes = {item["id"]: item.get("note", "") for item in items if item["id"].startswith("avprf-")}
    said = {key: note for key, note in notes.items() if "Dated" in note}
    dates = {item["id"]: item["issued"] for item in items if item["id"] in notes and "issued" in item}
    inexact = {key for key, date in dates.items() if len(date["date-parts"]) > 1 or date.get("circa")}
    assert said.keys() == inexact != set()
    assert said["avprf-1956-11-10-gromyko-koval-cc-cpsu"] == "Dated 10 November 1956 (?)"
    assert said["avprf-1959-01-16-sokolov-ho-chi-minh"] == "Dated 16, 17 and 19 January 1959"


def test_ris_has_one_line_for_a_value() -> None:
    text = ris.write([{"id": "x", "type": "book", "title": "One\nER  - \nTY  - BOOK"}])
    assert len(rispy.loads(text)) == 1
    assert text.endswith("ER  - \r\n")


def vocabulary() -> dict[str, Any]:
    """Return a JSON schema for CSL items, its names those of the official schema of CSL itself."""
    schemas = importlib.resources.files("citeproc") / "data/schema/schemas/styles"

    def names(file: str, pattern: str) -> list[str]:
        text = (schemas / file).read_text("utf-8")
        block = re.search(rf"{pattern}\s*=((?:\s*\|?\s*(?:#[^\n]*\n\s*)*\"[^\"]+\")+)", text)
        assert block, pattern
        return re.findall(r'"([^"]+)"', re.sub(r"#[^\n]*", "", block.group(1)))

    text = {"type": "string", "minLength": 1}
    name = {
        "type": "object",
        "properties": dict.fromkeys(("family", "given", "literal", "suffix"), text),
        "additionalProperties": False,
        "anyOf": [{"required": ["literal"]}, {"required": ["family", "given"]}],
    }
    part = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
    date = {
        "type": "object",
        "properties": {
            "date-parts": {"type": "array", "items": part, "minItems": 1, "maxItems": 2},
            "literal": text,
            "circa": {"type": "boolean"},
        },
        "additionalProperties": False,
    }
    found: dict[str, Any] = {
        "id": text,
        "type": {"enum": names("csl-types.rnc", "item-types")},
        "custom": {"type": "object"},
    }
    for kind in ("numbers", "titles", "strings"):
        found |= dict.fromkeys(names("csl-variables.rnc", rf"variables\.{kind}"), text)
    found |= dict.fromkeys(names("csl-variables.rnc", r"variables\.dates"), date)
    people = {"type": "array", "items": name, "minItems": 1}
    found |= dict.fromkeys(names("csl-variables.rnc", r"variables\.names"), people)
    item = {"type": "object", "properties": found, "required": ["id", "type"], "additionalProperties": False}
    return {"type": "array", "items": item, "minItems": 1}


def test_csl_json_is_of_the_schema(made: tuple[Concordance, Files]) -> None:
    _, found = made
    validator = jsonschema.Draft202012Validator(vocabulary())
    for name, text in found.items():
        if name.endswith("bibliography.json") or (name.startswith(RECORDS) and name.endswith(".json")):
            assert [error.message for error in validator.iter_errors(json.loads(text))] == [], name


def test_the_schema_would_find_a_fault() -> None:
    validator = jsonschema.Draft202012Validator(vocabulary())
    for item in (
        {"id": "x", "type": "novel"},
        {"id": "x", "type": "book", "colour": "red"},
        {"id": "x", "type": "book", "author": [{"family": "Ho"}]},
    ):
        assert not validator.is_valid([item])


def test_csl_json_is_read_by_pandoc(made: tuple[Concordance, Files]) -> None:
    _, found = made
    read = json.loads(pandoc("csljson", "csljson", found["data/bibliography.json"]))
    ours = json.loads(found["data/bibliography.json"])
    assert [(item["id"], item["type"]) for item in read] == [(item["id"], item["type"]) for item in ours]
    assert {item["id"]: item.get("archive_location") for item in read} == {
        item["id"]: item.get("archive_location") for item in ours
    }


@pytest.mark.parametrize("name", csvfiles.COLUMNS)
def test_csv_is_read_by_pandoc(made: tuple[Concordance, Files], name: str) -> None:
    _, found = made
    text = found[f"data/{name}"]
    (table,) = json.loads(pandoc("csv", "json", text))["blocks"]
    head, bodies = table["c"][3], table["c"][4]
    rows = [*head[1], *(row for body in bodies for row in body[3])]
    ours = list(csv.reader(text.splitlines()))
    assert [len(row[1]) for row in rows] == [len(row) for row in ours]
    assert len({len(row) for row in ours}) == 1


def test_the_whole_edition_is_read_as_yaml(small_files: Files) -> None:
    text = small_files["data/edition.json"]
    assert yaml.load(text, yaml.CSafeLoader) == json.loads(text)


def pandoc(source: str, target: str, text: str) -> str:
    return subprocess.run(
        ["pandoc", "-f", source, "-t", target], input=text, capture_output=True, text=True, check=True
    ).stdout


# counts and columns


def test_the_counts_agree(made: tuple[Concordance, Files]) -> None:
    index, found = made
    rows = {name: list(csv.DictReader(found[f"data/{name}"].splitlines())) for name in csvfiles.COLUMNS}
    whole = json.loads(found["data/edition.json"])
    cited = [citation for note in whole["notes"] for citation in note["citations"]]
    sources = index.edition.bibliography
    assert len(whole["notes"]) == len(index.edition.notes)
    assert len(rows["citations.csv"]) == len(cited) == len(index.edition.resolution.resolved)
    assert len(rows["documents.csv"]) == len(whole["documents"]) == len(sources.documents)
    assert len(rows["people.csv"]) == len(whole["people"])
    assert (
        len(json.loads(found["data/bibliography.json"]))
        == len(sources.entries)
        == len(whole["works"]) + len(whole["documents"])
    )
    by_document = {
        row["key"]: [label for label in row["notes"].split(" | ") if label] for row in rows["documents.csv"]
    }
    by_note = {(row["note"], row["key"]) for row in rows["citations.csv"] if row["kind"] == "document"}
    assert by_note == {(label, name) for name, labels in by_document.items() for label in labels}


def test_the_counts_of_this_edition(real_files: Files) -> None:
    whole = json.loads(real_files["data/edition.json"])
    assert {name: len(whole[name]) for name in ("notes", "works", "documents")} == {
        "notes": 324,
        "works": 61,
        "documents": 95,
    }
    assert len([name for name in real_files if re.fullmatch(rf"{RECORDS}olsen1997-n\d+\.bib", name)]) == 324


def test_the_members_and_columns_are_the_described_ones(index: Concordance) -> None:
    assert list(json.loads(editionjson.write(index))) == list(editionjson.MEMBERS)
    for name, write in (("citations.csv", csvfiles.citations), ("people.csv", csvfiles.persons)):
        assert write(index).splitlines()[0].split(",") == list(csvfiles.COLUMNS[name])


def test_the_page_of_the_data_describes_every_column(index: Concordance) -> None:
    page = data_page(index)
    for name in datafiles.DATA:
        assert f'href="{datafiles.address(name)}"' in page
    for column in csvfiles.documents(index).splitlines()[0].split(","):
        assert f"<code>{column}</code>" in page


# what a cell says


def test_a_row_of_each_table(real_files: Files) -> None:
    def row(name: str, /, **wanted: str) -> dict[str, str]:
        rows = csv.DictReader(real_files[f"data/{name}"].splitlines())
        return next(row for row in rows if wanted.items() <= row.items())

    citation = row("citations.csv", note="8", order="1")
    assert (citation["key"], citation["locator"], citation["rule"], citation["antecedent"]) == (
        "ulam1974", "p. 699", "ibid-note-before", "7",
    )  # fmt: skip
    document = row("documents.csv", key="avprf-1954-09-30-molotov-lavrishchev")
    assert [document[level] for level in ("archive", "fond", "opis", "papka", "delo")] == [
        "AVPRF",
        "079",
        "9",
        "6",
        "8",
    ]
    person = row("people.csv", name="Ho Chi Minh")
    assert (person["id"], person["family"], person["given"], person["kind"]) == (
        "ho-chi-minh",
        "Ho Chi Minh",
        "",
        "person",
    )


@pytest.mark.parametrize(
    ("edtf", "csl"),
    [
        ("1954-09-30", {"date-parts": [[1954, 9, 30]]}),
        ("1955-06/1955-07", {"date-parts": [[1955, 6], [1955, 7]]}),
        ("{1959-01-16,1959-01-17,1959-01-19}", {"date-parts": [[1959, 1, 16], [1959, 1, 19]]}),
        ("[1956-08-11,1956-08-13]", {"date-parts": [[1956, 8, 11], [1956, 8, 13]], "circa": True}),
        ("1956-11-10?", {"date-parts": [[1956, 11, 10]], "circa": True}),
        ("1912", {"date-parts": [[1912]]}),
        ("1954-21", {"literal": "Spring 1954"}),
    ],
)
def test_dates(edtf: str, csl: dict[str, Any]) -> None:
    assert csljson.date(edtf) == csl


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(JSON)
def test_json_is_read_back_as_it_was(data: object) -> None:
    assert json.loads(jsontext.write(data)) == data


@given(st.lists(st.dictionaries(st.text(max_size=3), JSON, max_size=3), min_size=1, max_size=3))
def test_each_record_stands_on_a_line_of_its_own(records: list[object]) -> None:
    lines = jsontext.write({"version": 1, "records": records}).split("\n")
    assert lines[:3] == ["{", '"version": 1,', '"records": [']
    assert [json.loads(line.removesuffix(",")) for line in lines[3:-3]] == records
    assert lines[-3:] == ["]", "}", ""]

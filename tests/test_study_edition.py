"""The edition of this repository: whole, in order, every note called once and every citation resolved."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from apparatus import style
from apparatus.checks import run
from apparatus.concordance import concordance
from apparatus.edition import Edition, load
from apparatus.importer.run import import_print
from apparatus.model import Correction, Document
from apparatus.problems import format_problem
from apparatus.resolve import IBID_WORD
from apparatus.typeset.render import typesetter

ROOT = Path(__file__).parent.parent
CONTENTS = [
    line.split("\t") for line in (ROOT / "tests/data/contents.tsv").read_text(encoding="utf-8").splitlines()
]
NOTES = {
    "introduction": 14, "chapter-1": 53, "chapter-2": 62, "chapter-3": 78, "chapter-4": 50, "chapter-5": 50,
    "conclusions": 12, "appendix-1": 5,
}  # fmt: skip
HEADING = re.compile(r"^(#+) (.+?)(?: \{#([\w-]+)(?: \.\w+)*(?: data-page=\"(\d+)\")?\})?$", re.MULTILINE)
# entries that the print's bibliography does not have, marked so
OUTSIDE = "not in the print's bibliography"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(ROOT)


def text_of(edition: Edition, stem: str) -> str:
    return next(chapter.text for chapter in edition.chapters if chapter.stem == stem)


def test_the_checks_find_nothing(edition: Edition) -> None:
    assert [format_problem(problem) for problem in run(edition)] == []


def test_there_are_324_notes_each_called_once_in_order(edition: Edition) -> None:
    numbers = [str(number) for number in range(1, 325)]
    assert [note.label for note in edition.notes] == numbers
    assert [call.label for call in edition.calls] == numbers
    assert Counter(note.chapter for note in edition.notes) == NOTES
    assert Counter(call.chapter for call in edition.calls) == NOTES


def test_headings_and_pages_are_those_of_the_prints_contents_list(edition: Edition) -> None:
    found = [
        [stem, str(len(marks)), page, re.sub(r"\[\^\d+\]", "", words)]
        for stem in dict.fromkeys(row[0] for row in CONTENTS)
        for marks, words, _, page in HEADING.findall(text_of(edition, stem))
        if page
    ]
    assert found == CONTENTS


def test_every_citation_is_resolved(edition: Edition) -> None:
    cited = sum(len(note.citations) for note in edition.notes)
    assert len(edition.resolution.resolved) == cited
    assert edition.resolution.opens == ()
    prose = [part for note in edition.notes for part in prose_of(note.text, [c.span for c in note.clusters])]
    assert [part for part in prose if IBID_WORD.search(part)] == []


def prose_of(text: str, spans: list) -> list[str]:  # type: ignore[type-arg]
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def test_every_document_has_its_whole_shelfmark(edition: Edition) -> None:
    for document in edition.bibliography.documents:
        assert [level for level, _ in document.shelfmark.levels] == ["fond", "opis", "papka", "delo"], (
            document.key
        )
        assert document.kind, document.key


def test_every_work_of_the_print_is_there_and_cited_or_marked(edition: Edition) -> None:
    works = edition.bibliography.works
    outside = [work.key for work in works if OUTSIDE in work.fields.get("keywords", "")]
    assert len(works) - len(outside) == 58
    assert outside == ["pravda1959", "yearbookun1956", "yearbookun1957"]
    cited = {resolved.entry.key for resolved in edition.resolution.resolved}
    uncited = {work.key for work in works if "uncited" in work.fields.get("keywords", "")}
    assert uncited == {work.key for work in works} - cited


def test_every_correction_that_was_made_stands_in_the_edition(edition: Edition) -> None:
    """`made` says that the edition has the form: in the note, the entry or the chapter that is named."""
    for correction in edition.corrections:
        assert correction.status in ("made", "possible"), correction
        assert correction.reason.strip(), correction
    made = [correction for correction in edition.corrections if correction.status == "made"]
    assert [correction for correction in made if not _stands(edition, correction)] == []
    assert not any(_stands(edition, replace(one, edition=f"{one.edition} and more")) for one in made)


def _stands(edition: Edition, correction: Correction) -> bool:
    """Tell whether the edition's form of a correction is there for a reader, its words without marks."""
    if correction.kind == "note":
        shown = _note_shown(edition, correction.place)
    elif correction.kind == "entry":
        shown = _entry_shown(edition, correction.place)
    else:
        shown = text_of(edition, correction.place.partition("/")[0])
    return _words(correction.edition) in _words(shown)


def _note_shown(edition: Edition, label: str) -> str:
    """Return a note with what it stands for, its sources, and the line that calls it."""
    index = concordance(edition)
    call = index.calls[label]
    sources = (_entry_shown(edition, resolved.entry.key) for resolved in index.cites(label))
    passage = text_of(edition, call.chapter).splitlines()[call.line - 1]
    return "\n".join([typesetter(index).note(label), passage, *sources])


def _entry_shown(edition: Edition, key: str) -> str:
    """Return a source as the lists have it: in full, its kind and its offices, the name of its fond."""
    entry = edition.bibliography.entries[key]
    more = []
    if isinstance(entry, Document):
        units = edition.archives[entry.shelfmark.archive].units
        named = [units[value] for _, value in entry.shelfmark.levels if value in units]
        more = [entry.kind, *(office for _, office in entry.offices), *named]
    return "\n".join([style.as_html(style.full(entry, edition.archives)), *more])


def _words(text: str) -> str:
    """Return the words of HTML or Markdown, with a space about each."""
    text = re.sub(r"<[^>]+>|\[\^\d+\]|\{[^}]*\}", " ", unescape(text))
    words = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(words)} "


def test_the_chapters_are_about_half_as_long_as_the_print(edition: Edition) -> None:
    """18,000 to 22,000 words of text: headings, tables and rosters do not count."""
    prose = "\n".join(text_of(edition, stem) for stem in NOTES if stem != "appendix-1")
    prose = re.sub(r"^#.*$|\[\^\d+\]", "", prose, flags=re.MULTILINE)
    assert 18_000 <= len(prose.split()) <= 22_000


def test_the_citations_are_those_of_the_print(edition: Edition, source: Path) -> None:
    """What the importer finds in the print is what the edition cites, save where corrections.yml says so."""
    result = import_print(source.read_text(encoding="utf-8"), "monograph.txt")
    folder_notes = _citations_of(result.files)
    corrected = {correction.place for correction in edition.corrections if correction.kind == "note"}
    for note in edition.notes:
        here = [(identity(edition, c.key), locators(c.locators)) for c in note.citations]
        there = folder_notes[note.label]
        if note.label not in corrected:
            assert here == there, note.label
        else:
            assert len(here) >= len(there), note.label


def _citations_of(files) -> dict[str, list[tuple[object, ...]]]:  # type: ignore[no-untyped-def]
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content, encoding="utf-8")
        imported = load(folder)
    return {
        note.label: [(identity(imported, c.key), locators(c.locators)) for c in note.citations]
        for note in imported.notes
    }


def identity(edition: Edition, key: str) -> tuple[object, ...]:
    """Return what makes a source one, whatever its key: shelfmark and date, or the key of a work."""
    entry = edition.bibliography.entries[key]
    if isinstance(entry, Document):
        return entry.shelfmark, entry.date, len(entry.participants)
    return (key,)


def locators(items) -> str:  # type: ignore[no-untyped-def]
    return " ".join(item.value.lower().replace("three", "3") for item in items)

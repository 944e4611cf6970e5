"""Cross references of notes lead to this book's notes and chapters, never to those of a cited work."""

from __future__ import annotations

import pytest
from test_importer_open_ibids import imported, last_note

from apparatus.printed.crossrefs import Targets, link

TARGETS = Targets(
    frozenset(["chapter-2", "chapter-3", "appendix-1"]), frozenset(str(n) for n in range(1, 120)), {}
)


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("See n. 3 above.", "See [n. 3](notes/3.md) above."),
        ("See above, n. 3.", "See above, [n. 3](notes/3.md)."),
        ("see n.12", "see [n.12](notes/12.md)"),
        ("see nn. 3 and 4", "see [nn. 3](notes/3.md) and [4](notes/4.md)"),
        ("see notes 7-8", "see [notes 7](notes/7.md)-[8](notes/8.md)"),
        ("see notes 107–8", "see [notes 107](notes/107.md)–[8](notes/108.md)"),
        ("cf. footnote 9", "cf. [footnote 9](notes/9.md)"),
        ("Siehe oben, Anm. 3", "Siehe oben, [Anm. 3](notes/3.md)"),
        ("chapter 2, n. 5 above", "[chapter 2, n. 5](notes/5.md) above"),
    ],
)
def test_a_note_is_linked_in_every_form(text: str, linked: str) -> None:
    assert link(text, TARGETS) == (linked, ())


@pytest.mark.parametrize(
    "text",
    [
        "Doe, Dogs, p. 5 note 7",
        "Doe, *Dogs*, 55, Anm. 7",
        "Doe 1985, S. 55 f., Anm. 7",
        "Doe, Dogs, note 7",
        "Doe, Dogs, chapter 3, note 2",
        "see p. 15, n. 3",
        "Doe 1990, n. 3",
        "Doe's n. 5",
    ],
)
def test_a_note_of_another_book_is_left_alone(text: str) -> None:
    assert link(text, TARGETS) == (text, ())


@pytest.mark.parametrize("text", [", note 7", " and note 7", ", appendix 1"])
def test_right_behind_a_citation_a_note_is_that_works(text: str) -> None:
    assert link(text, TARGETS, cited=True) == (text, ())


@pytest.mark.parametrize("text", ["; see {}", " and {} above", ". {} has more"])
def test_farther_from_a_citation_it_is_this_books(text: str) -> None:
    linked = text.format("[note 7](notes/7.md)")
    assert link(text.format("note 7"), TARGETS, cited=True) == (linked, ())


@pytest.mark.parametrize(
    "note",
    ["Hill, Gates of Tin, p. 5 note 1.", "Hill, Gates of Tin, p. 5, Anm. 1.", "Hill 1980, S. 5, Anm. 1."],
)
def test_a_note_of_a_page_is_cited_with_it(note: str) -> None:
    assert last_note(imported(note)).endswith("@hill1980, p. 5, n. 1].")


def test_beside_an_open_citation_references_are_linked() -> None:
    assert last_note(imported("Words.", "Ibid., 4; see note 1.")) == "Ibid., 4; see [note 1](notes/1.md)."

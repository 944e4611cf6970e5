"""Resolution of Ibid. and short titles in an edition, told in a small language.

A line is a note: `7: a` cites a in full, `8: ibid a` says Ibid. with the key a behind it, `short a` its
short title, `?` stands for an Ibid. without a key; `,` separates citations; nothing after the colon is prose.
"""

from __future__ import annotations

import pytest

from apparatus.model import Bibliography, Document, Note, Shelfmark, Work
from apparatus.notes import read_notes
from apparatus.resolve import Resolution, antecedents, resolve

ENTRIES = {key: Work(key, "book", key, "1990") for key in "abc"}
LETTER = Document(
    "d", "Letter", "Petrov to Sidorov", Shelfmark("HAVNA", (("fond", "1"),)), shorttitle="Letter 1957"
)
BIBLIOGRAPHY = Bibliography({**ENTRIES, "d": LETTER}, "bibliography.bib")
FORMS = {"ibid": "Ibid. @{}", "short": "Letter 1957 @{}"}


def notes(story: str) -> list[Note]:
    lines = []
    for line in story.split("\n"):
        label, _, rest = line.strip().partition(":")
        parts = [part.split() for part in rest.split(",") if part.strip()]
        cited = [
            FORMS[part[0]].format(part[1]) if len(part) == 2 else f"@{part[0]}"
            for part in parts
            if part != ["?"]
        ]
        text = f"[{'; '.join(cited)}]" if cited else "Prose."
        lines.append(f"[^{label}]: {text}{' Ibid. 9.' if ['?'] in parts else ''}")
    found, problems = read_notes(
        "\n\n".join(lines), "n.md", "c", lambda key: ("Letter 1957",) if key == "d" else ()
    )
    assert problems == ()
    return list(found)


def told(story: str) -> Resolution:
    return resolve(notes(story), BIBLIOGRAPHY)


@pytest.mark.parametrize(
    ("story", "rules"),
    [
        ("7: a\n8: ibid a", ["7 full", "8 ibid-note-before 7"]),
        ("7: a\n8: ibid a\n9: ibid a", ["7 full", "8 ibid-note-before 7", "9 ibid-note-before 7"]),
        ("7: a\n8: b, ibid b", ["7 full", "8 full", "8 ibid-same-note 8"]),
        ("7: a\n8: ibid a, b", ["7 full", "8 ibid-note-before 7", "8 full"]),
        ("1: d\n5: a\n9: short d", ["1 full", "5 full", "9 short-title 1"]),
        ("1: d\n2: short d\n3: ibid d", ["1 full", "2 short-title 1", "3 ibid-note-before 1"]),
    ],
)
def test_what_a_citation_goes_back_to(story: str, rules: list[str]) -> None:
    resolution = told(story)
    assert resolution.problems == ()
    assert [f"{r.note} {r.rule} {r.antecedent}".strip() for r in resolution.resolved] == rules


@pytest.mark.parametrize(
    ("story", "code", "message"),
    [
        ("7: a\n8: ibid b", "IBID-MISMATCH", "the key behind Ibid. is “b”, but what comes before is a"),
        (
            "7: a, b\n8: ibid c",
            "IBID-MISMATCH",
            "the key behind Ibid. is “c”, but what comes before is a or b",
        ),
        ("7:\n8: ibid a", "IBID-NOTHING", "nothing is cited before this Ibid."),
        ("1-9: a\n2-1: ibid a", "IBID-NOTHING", "nothing is cited before this Ibid."),
        ("1: short d", "SHORT-TITLE-EARLY", "“Letter 1957” is used before a note gives the source in full"),
        ("1: zz", "UNKNOWN-KEY", "no entry “zz”"),
    ],
)
def test_what_cannot_be_is_a_problem(story: str, code: str, message: str) -> None:
    assert [(p.code, p.message) for p in told(story).problems] == [(code, message)]


def test_an_ibid_without_a_key_is_open_with_its_candidates() -> None:
    resolution = told("7: a, b\n8: ?")
    assert [(o.note, o.text, o.candidates) for o in resolution.opens] == [("8", "Ibid.", ("a", "b"))]
    assert [p.code for p in resolution.problems] == ["IBID-OPEN"]


def test_an_editor_may_choose_among_several_sources() -> None:
    assert told("7: a, b\n8: ibid b").problems == ()


def test_antecedents_are_those_of_the_own_note_first() -> None:
    assert antecedents(["a"], ["b"]) == ("a",)
    assert antecedents([], ["b", "c", "b"]) == ("b", "c")
    assert antecedents([], []) == ()

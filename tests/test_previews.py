"""The places around a note that cite the same sources: a chain across chapters, with two ends."""

from __future__ import annotations

import json
from functools import cache
from urllib.parse import urljoin

import pytest
from site_builder import FIXTURE

from apparatus import links
from apparatus.concordance import Concordance, concordance
from apparatus.edition import load
from apparatus.typeset.previews import places


@cache
def index() -> Concordance:
    return concordance(load(FIXTURE))


def of(label: str) -> list[tuple[str, int, int, str, str]]:
    return [tuple(place) for place in json.loads(places(index(), index().notes[label]) or "[]")]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("1", [("Holm 1974", 1, 4, "", "#call-2")]),
        ("5", [("Holm 1974", 3, 4, "#call-2", "../chapter-2/#call-11")]),
        (
            "11",
            [("O solyanoy doroge", 2, 2, "#call-10", ""), ("Holm 1974", 4, 4, "../chapter-1/#call-5", "")],
        ),
        ("6", []),
    ],
)
def test_the_places_around_a_note(label: str, expected: list[tuple[str, int, int, str, str]]) -> None:
    assert of(label) == expected


def test_whoever_goes_on_comes_through_all_places_and_back() -> None:
    chapters = {links.address(links.chapter(note.chapter)): note for note in index().edition.notes}
    assert len(chapters) == 3
    at, label, seen = "chapter-1/", "1", ["1"]
    while after := next(place[4] for place in of(label) if place[0] == "Holm 1974"):
        at, _, fragment = urljoin(f"https://x/{at}", after).removeprefix("https://x/").partition("#")
        label = fragment.removeprefix("call-")
        assert index().calls[label].chapter == at.rstrip("/")
        seen.append(label)
    assert seen == ["1", "2", "5", "11"]


def test_a_source_that_one_note_alone_cites_has_no_places() -> None:
    assert [place[0] for place in of("4")] == ["Report on the harbour"]
    assert "evil" not in places(index(), index().notes["5"]).lower()

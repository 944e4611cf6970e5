"""A paragraph keeps its id when others come, go, move or are reworded, and no two have one id."""

from __future__ import annotations

import re
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from site_builder import build, copy_of_edition, read_html

from apparatus import ledger, publish
from apparatus.addresses import addresses, record
from apparatus.checks.addresses import check
from apparatus.edition import load
from apparatus.paragraphs import (
    NUMBERED,
    Fingerprint,
    before,
    fingerprint,
    numbered,
    paragraphs,
    read_fingerprint,
)
from apparatus.problems import is_error

LONG = 5  # seconds: it takes a hundredth of that, and took minutes when each looked at all before it
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "za")


def prose(seed: int) -> str:
    """Return forty words as if by lot; two paragraphs share hardly any."""
    chance = Random(seed)  # noqa: S311 - nothing is hidden by it
    return " ".join("".join(chance.choices(SYLLABLES, k=3)) for _ in range(40))


paragraph_seeds = st.lists(st.integers(0, 10_000), min_size=3, max_size=9, unique=True)
chapters = paragraph_seeds.map(lambda seeds: [prose(seed) for seed in seeds])


def published(chapter: list[str]) -> dict[str, Fingerprint]:
    found = [fingerprint(text) for text in chapter]
    return dict(zip(numbered({}, found), found, strict=True))


def ids(known: dict[str, Fingerprint], chapter: list[str]) -> tuple[str, ...]:
    return numbered(known, [fingerprint(text) for text in chapter], known)


@settings(max_examples=40, deadline=None)
@given(chapters)
def test_first_publication_numbers_in_order_and_the_second_changes_nothing(chapter: list[str]) -> None:
    known = published(chapter)
    assert list(known) == [f"p{number}" for number in range(1, len(chapter) + 1)]
    assert ids(known, chapter) == tuple(known)


@settings(max_examples=40, deadline=None)
@given(chapters, st.data())
def test_ids_stay_under_insertion(chapter: list[str], data: st.DataObject) -> None:
    new = chapter.pop()
    at = data.draw(st.integers(0, len(chapter)))
    found = ids(published(chapter), [*chapter[:at], new, *chapter[at:]])
    assert (*found[:at], *found[at + 1 :]) == tuple(published(chapter))
    assert found[at] == (f"p{len(chapter) + 1}" if at == len(chapter) else f"p{at}a")


@settings(max_examples=40, deadline=None)
@given(chapters, st.data())
def test_ids_stay_under_deletion_and_are_not_given_again(chapter: list[str], data: st.DataObject) -> None:
    known = published(chapter)
    at = data.draw(st.integers(0, len(chapter) - 1))
    left = [*chapter[:at], *chapter[at + 1 :]]
    assert ids(known, left) == tuple(name for name in known if name != f"p{at + 1}")
    later = [*left, "rain upon the harbour of nowhere until winter came to stay with everybody"]
    assert ids(known, later)[-1] == f"p{len(chapter) + 1}"


@settings(max_examples=40, deadline=None)
@given(chapters, st.randoms(use_true_random=False), st.data())
def test_ids_stay_when_a_third_of_the_words_changes(chapter: list[str], chance, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(chapter) - 1))
    text = chapter[at].split()
    for place in chance.sample(range(len(text)), len(text) // 3):
        text[place] = f"xyz{place}qq"
    known = published(chapter)
    assert ids(known, [*chapter[:at], " ".join(text), *chapter[at + 1 :]]) == tuple(known)


@settings(max_examples=40, deadline=None)
@given(chapters, st.data())
def test_ids_go_with_their_paragraphs_in_another_order(chapter: list[str], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(chapter))))
    assert ids(published(chapter), [chapter[at] for at in order]) == tuple(f"p{at + 1}" for at in order)


fingerprints = st.builds(
    Fingerprint,
    st.lists(st.sampled_from(["1", "2", "3-12"]), unique=True, max_size=2).map(tuple),
    st.lists(st.sampled_from(SYLLABLES), unique=True, max_size=5).map(tuple),
)


@given(
    st.dictionaries(st.from_regex(r"p[1-9]\d?[a-c]{0,2}", fullmatch=True), fingerprints, max_size=8),
    st.lists(fingerprints, max_size=12),
    st.sets(st.from_regex(r"p[1-9]", fullmatch=True)),
)
def test_never_two_paragraphs_with_one_id(
    known: dict[str, Fingerprint], new: list[Fingerprint], taken: set[str]
) -> None:
    found = numbered(known, new, taken)
    assert len(set(found)) == len(found) == len(new)
    assert all(NUMBERED.fullmatch(name) for name in found)
    assert not set(found) & (taken - set(known))


@pytest.mark.parametrize("known", [{}, {"p1": Fingerprint((), ("w19999",))}])
def test_thousands_of_paragraphs_are_numbered_in_the_time_that_their_number_takes(
    known: dict[str, Fingerprint],
) -> None:
    new = [Fingerprint((), (f"w{number}",)) for number in range(20_000)]
    begin = time.monotonic()
    found = numbered(known, new)
    assert time.monotonic() - begin < LONG
    assert found[:2] == (("p0a", "p0b") if known else ("p1", "p2"))


@given(fingerprints.filter(lambda one: one.calls or one.words))
def test_fingerprints_are_read_back(one: Fingerprint) -> None:
    assert read_fingerprint(str(one)) == one


def test_a_paragraph_reworded_to_the_last_word_is_known_by_the_notes_that_it_calls() -> None:
    known = published(["Boats were lost in the storm of March.[^4]", "Nobody wrote of them again.[^5]"])
    assert ids(known, ["Letters came at last from the north.[^5]", "Ships sank that spring.[^4]"]) == (
        "p2",
        "p1",
    )


def test_a_short_paragraph_in_its_place_is_known_by_one_word() -> None:
    first, last = (
        "The harbour froze early in that year of war.",
        "Spring brought ice, and hunger, and prices.",
    )
    known = published([first, "Petrov answered quickly from Moscow about fishing rights there.", last])
    assert ids(known, [first, "No reply of Petrov has ever been found, in any archive at all.", last]) == (
        "p1",
        "p2",
        "p3",
    )
    other = "Elsewhere grain rotted while ministers quarrelled over railway tariffs."
    assert ids(known, [first, other, last]) == ("p1", "p1a", "p3")


def test_what_counts_as_a_paragraph() -> None:
    text = """---
title: x
---
# Heading

One paragraph *of* [words](a.md).[^1]

> One that is quoted.

- An item that is a whole sentence.
- Only a name

Another paragraph.

1. A loose item, which is a sentence.

2. A loose name

| a | b |
|---|---|
| c | d |

    code

::: notes

With an id of its own. {: #mine }
"""
    assert [one.text for one in paragraphs(text)] == [
        "One paragraph *of* [words](a.md).[^1]",
        "One that is quoted.",
        "An item that is a whole sentence.",
        "Another paragraph.",
        "A loose item, which is a sentence.",
    ]
    assert paragraphs(text)[0].fingerprint == Fingerprint(("1",), ("one", "paragraph", "of", "words"))


@pytest.mark.parametrize(("gone", "near"), [("p3", "p2b"), ("p10", "p4"), ("p1", "p2"), ("p2b", "p2")])
def test_the_paragraph_before_one_that_is_gone(gone: str, near: str) -> None:
    there = [name for name in ("p2", "p2b", "p4", "answers") if name != gone]
    assert before(gone, there) == near


# --- the ledger and the site ---

CHAPTER = "docs/chapter-1.md"


def addresses_of(folder: Path) -> list[str]:
    return [line for line in (folder / ledger.NAME).read_text("utf-8").splitlines() if "chapter-1/#p" in line]


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    folder = copy_of_edition(tmp_path)
    record(load(folder))
    return folder


def change(folder: Path, old: str, new: str) -> None:
    text = (folder / CHAPTER).read_text("utf-8")
    assert old in text
    (folder / CHAPTER).write_text(text.replace(old, new, 1), "utf-8")


def written(folder: Path) -> list[str]:
    """Return the prose paragraphs of the chapter's source."""
    return [
        block
        for block in (folder / CHAPTER).read_text("utf-8").split("\n\n")
        if re.match(r"[A-Z]\w+ ", block)
    ]


def test_a_paragraph_that_is_gone_is_a_problem_and_a_redirect_mends_it(edition: Path) -> None:
    second = written(edition)[1]
    name = next(
        name
        for name, one in addresses(load(edition)).paragraphs["chapter-1"].items()
        if one.text == " ".join(second.split())
    )
    change(edition, second, "")
    (problem,) = [one for one in check(load(edition)) if f"chapter-1/#{name}”" in one.message]
    assert problem.code == "ADDRESS-GONE"
    line = problem.hint.partition("notes/addresses.txt: ")[2]
    assert re.fullmatch(rf"chapter-1/#{name} -> chapter-1/#p\d+", line)
    text = (edition / ledger.NAME).read_text("utf-8")
    (edition / ledger.NAME).write_text(re.sub(rf"(?m)^chapter-1/#{name} .*$", line, text), "utf-8")
    assert [one for one in check(load(edition)) if f"#{name}”" in one.message] == []


def test_recording_a_reworded_paragraph_keeps_its_id_and_learns_its_words(edition: Path) -> None:
    before_ = addresses_of(edition)
    paragraph = written(edition)[0]
    change(edition, paragraph, f"Zebrafish {paragraph}")
    assert check(load(edition)) == []
    record(load(edition))
    after = addresses_of(edition)
    assert [line.split(" ~ ")[0] for line in after] == [line.split(" ~ ")[0] for line in before_]
    changed = sum(old != new for old, new in zip(before_, after, strict=True))
    assert changed <= 1
    once = (edition / ledger.NAME).read_bytes()
    record(load(edition))
    assert (edition / ledger.NAME).read_bytes() == once


def test_a_ledger_that_may_not_be_written_is_told_and_stops_nothing(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, text: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    change(edition, written(edition)[0], f"A new paragraph about lighthouses.\n\n{written(edition)[0]}")
    monkeypatch.setattr("apparatus.addresses.write_text", refused)
    (problem,) = publish._record(load(edition))
    assert problem.path.endswith("notes/addresses.txt")
    assert problem.message == "the new addresses are not recorded: Permission denied"
    assert not is_error(problem)


def test_the_site_has_every_paragraph_of_the_ledger_and_those_that_were_redirected(edition: Path) -> None:
    first = written(edition)[0]
    change(edition, first, f"{first}\n\nA paragraph that came later, about lighthouses and their keepers.")
    old = (edition / ledger.NAME).read_text("utf-8")
    (edition / ledger.NAME).write_text(f"{old}chapter-1/#p99 -> chapter-1/#p1\n", "utf-8")
    assert check(load(edition)) == []
    build(edition)
    html = (edition / "site/chapter-1/index.html").read_text("utf-8")
    later = re.search(r"<p[^>]*>A paragraph that came later", html).group()
    assert re.search(r'data-paragraph="(\d+a)"', later).group(1) == re.search(r'id="p(\d+a)"', later).group(1)
    page = read_html(edition / "site/chapter-1/index.html")
    here = [re.split(" ~ | -> ", line)[0].partition("#")[2] for line in addresses_of(edition)]
    assert here
    assert [name for name in here if page.ids[name] != 1] == []
    assert re.search(r'<p [^>]*id="p1"[^>]*><span id="p99"></span>', html), "the redirected one leads there"

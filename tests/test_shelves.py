"""Each shelf of the finding list has an address of its own, and keeps the one that was published."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from site_builder import copy_of_edition

from apparatus import ledger
from apparatus.addresses import record
from apparatus.checks.addresses import check
from apparatus.concordance import concordance
from apparatus.edition import Edition, load
from apparatus.lists import LISTS
from apparatus.problems import format_problem
from apparatus.shelves import shelves
from apparatus.typeset import fragment
from apparatus.typeset.render import Typesetter

ARCHIVES = "".join(
    f"\n{key}:\n  levels: [{{field: fond, mark: {mark}}}]\n"
    for key, mark in (("PRO", "''"), ("РГАНИ", "ф."), ("ЦДАГО", "ф."), ("Östarkiv", "''"))
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    edition = copy_of_edition(tmp_path / "edition")
    archives = edition / "notes/archives.yml"
    archives.write_text(archives.read_text("utf-8") + ARCHIVES, "utf-8")
    return edition


def add(folder: Path, key: str, archive: str, fond: str) -> None:
    entry = f"@unpublished{{{key}, title={{X}}, archive={{{archive}}}, fond={{{fond}}}}}\n"
    file = folder / "bibliography.bib"
    file.write_text(entry + file.read_text("utf-8"), "utf-8")


def ids(edition: Edition, archive: str) -> dict[str, str]:
    """Return the id of each fond of an archive; that of the archive itself is under ""."""
    found = shelves(edition).ids.items()
    return {"".join(v for _, v in mark.levels): name for mark, name in found if mark.archive == archive}


def publish(folder: Path) -> None:
    edition = load(folder)
    assert [format_problem(problem) for problem in check(edition)] == []
    record(edition)


def test_archives_of_any_script_have_names(folder: Path) -> None:
    add(folder, "one", "РГАНИ", "5")
    add(folder, "two", "ЦДАГО", "5")
    edition = load(folder)
    assert ids(edition, "РГАНИ") == {"": "rgani", "5": "rgani-f5"}
    assert ids(edition, "ЦДАГО") == {"": "tsdago", "5": "tsdago-f5"}


def test_two_shelves_of_one_name_have_two_addresses_wherever_they_stand(folder: Path) -> None:
    add(folder, "one", "PRO", "A/12")
    add(folder, "two", "PRO", "A-12")
    add(folder, "pro", "PRO", "B")
    edition = load(folder)
    assert check(edition) == []
    for name in ("archives", "requests"):
        page = fragment.parse(LISTS[name](Typesetter(concordance(edition))))
        found = Counter(element.attrib["id"] for element in page.iter() if "id" in element.attrib)
        assert set(found.values()) == {1}
        assert set(ids(edition, "PRO").values()) - {ids(edition, "PRO")[""]} <= set(found)


@pytest.mark.parametrize(("first", "then"), [("A/12", "A-12"), ("A-12", "A/12"), ("A 12", "А12")])
def test_what_was_published_keeps_its_name_when_another_shelf_comes(
    folder: Path, first: str, then: str
) -> None:
    add(folder, "one", "PRO", first)
    publish(folder)
    assert ids(load(folder), "PRO")[first] == "pro-a12"
    add(folder, "two", "PRO", then)
    publish(folder)
    both = ids(load(folder), "PRO")
    assert both[first] == "pro-a12"
    add(folder, "three", "PRO", "a:12")
    publish(folder)
    assert ids(load(folder), "PRO").items() > both.items()


def test_a_document_keeps_its_key_and_the_shelf_that_comes_later_has_another_name(folder: Path) -> None:
    add(folder, "pro-a12", "PRO", "B/1")
    publish(folder)
    add(folder, "one", "PRO", "A/12")
    publish(folder)
    name = ids(load(folder), "PRO")["A/12"]
    assert name.startswith("pro-a12-")
    assert f"archives/#{name}" in load(folder).published.lines


def test_where_nobody_knows_whose_an_address_was_an_editor_says_it(folder: Path) -> None:
    add(folder, "one", "PRO", "A/12")
    add(folder, "two", "PRO", "A-12")
    file = folder / ledger.NAME
    file.write_text("archives/#one\narchives/#pro-a12\narchives/#two\n", "utf-8")  # by a version without this
    (problem,) = check(load(folder))
    assert (problem.code, problem.line) == ("ADDRESS-TWICE", 2)
    assert problem.message == (
        "“archives/#pro-a12” is the address of PRO A-12 and PRO A/12, and nobody knows whose was published"
    )
    own = problem.hint.split("archives/#")[1].split(" for ")[0]
    file.write_text(f"{file.read_text('utf-8')}archives/#{own}\n", "utf-8")
    assert check(load(folder)) == []
    assert ids(load(folder), "PRO") == {"": "pro", "A-12": own, "A/12": "pro-a12"}


def test_a_key_that_takes_the_address_of_a_published_shelf_is_a_problem(folder: Path) -> None:
    add(folder, "one", "PRO", "A/12")
    publish(folder)
    add(folder, "pro-a12", "PRO", "A/12")
    (problem,) = check(load(folder))
    assert "is the address of PRO A/12 and the document “pro-a12”" in problem.message
    assert problem.hint.endswith("; else give the document another key")


def test_a_name_without_its_accents_stays_where_it_was_published(folder: Path) -> None:
    add(folder, "one", "Östarkiv", "7")
    assert ids(load(folder), "Östarkiv") == {"": "ostarkiv", "7": "ostarkiv-7"}
    (folder / ledger.NAME).write_text("archives/#starkiv\narchives/#starkiv-7\n", "utf-8")
    assert ids(load(folder), "Östarkiv") == {"": "starkiv", "7": "starkiv-7"}


# a file, its text; the place of the problem, what has the address of what, and the address
TWICE = [
    ("notes/1.md", "# Mine", "notes/1.md", "the file notes/1.md", "note 1", "notes/1/"),
    (
        "archives/index.md", "# Mine",
        "archives/index.md", "the file archives/index.md", "the page archives.md", "archives/",
    ),
    (
        "Chapter-1/index.md", "# Mine",
        "Chapter-1/index.md", "the file Chapter-1/index.md", "the file chapter-1.md", "Chapter-1/",
    ),
    (
        "more.md", "# More {#more}\n\n## Again {#more}",
        "more.md:3", "the heading “Again”", "the heading “More”", "more/#more",
    ),
    (
        "conclusions.md", "# End {#call-12}\n\nEnd.[^12]",
        "conclusions.md:1", "the heading “End”", "the call of note 12", "conclusions/#call-12",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "place", "what", "first", "address"), TWICE)
def test_two_things_with_one_address_are_a_problem(
    folder: Path, name: str, text: str, place: str, what: str, first: str, address: str
) -> None:
    file = folder / "docs" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{text}\n", "utf-8")
    (problem,) = check(load(folder))
    line = f"docs/{place}: ADDRESS-TWICE {what} has the address of {first}, “{address}”"
    assert format_problem(problem) == f"{folder}/{line} (give one of them another name)"

"""Addresses, relative links, and the ledger of what was published."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_builder import FIXTURE, build, copy_of_edition, dead_links, read_html

from apparatus import ledger, links
from apparatus.addresses import addresses, record
from apparatus.checks import run
from apparatus.checks.addresses import check
from apparatus.edition import load
from apparatus.problems import is_error


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("index.md", "./"),
        ("chapter-1.md", "chapter-1/"),
        ("chapter-1.md#call-56", "chapter-1/#call-56"),
        ("notes/index.md", "notes/"),
        ("notes/index.md#note-56", "notes/#note-56"),
        ("notes/3-12.md", "notes/3-12/"),
        ("part/README.md", "part/"),
        ("assets/x.css", "assets/x.css"),
    ],
)
def test_address_of_a_link(link: str, address: str) -> None:
    assert links.address(link) == address


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("chapter-1.md", "notes/56.md", "notes/56.md"),
        ("notes/index.md", "notes/56.md", "56.md"),
        ("notes/index.md", "chapter-1.md#call-5", "../chapter-1.md#call-5"),
        ("chapter-1.md", "chapter-1.md#letters", "#letters"),
        ("part/one.md", "bibliography.md#a", "../bibliography.md#a"),
        ("part/one.md", "https://example.org/", "https://example.org/"),
        ("part/one.md", "mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_link_as_the_source_of_a_page_has_it(source: str, target: str, link: str) -> None:
    assert links.to_docs(source)(link) == target


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("chapter-1.md", "notes/56.md", "../notes/56/"),
        ("notes/index.md", "notes/56.md", "56/"),
        ("notes/index.md", "chapter-1.md#call-5", "../chapter-1/#call-5"),
        ("chapter-1.md", "chapter-1.md#letters", "#letters"),
        ("chapter-1.md", "chapter-1.md", "./"),
        ("index.md", "index.md#letters", "#letters"),
        ("index.md", "chapter-1.md", "chapter-1/"),
        ("part/one.md", "bibliography.md#a", "../../bibliography/#a"),
        ("part/one.md", "assets/plan.pdf", "../../assets/plan.pdf"),
        ("part/one.md", "https://example.org/", "https://example.org/"),
        ("part/one.md", "mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_link_from_a_page(source: str, target: str, link: str) -> None:
    assert links.from_page(source)(target) == link


@pytest.mark.parametrize(
    ("here", "target", "link"),
    [
        ("notes/56/", "notes/57.md", "../57/"),
        ("notes/56/", "chapter-1.md#call-56", "../../chapter-1/#call-56"),
        ("notes/56/", "index.md", "../../"),
        ("notes/56/", "notes/index.md", "../"),
        ("./", "chapter-1.md", "chapter-1/"),
        ("old.html", "chapter-1.md", "chapter-1/"),
    ],
)
def test_link_from_an_address(here: str, target: str, link: str) -> None:
    assert links.from_address(here)(target) == link


def test_canonical_address() -> None:
    assert links.canonical("https://example.org/salt/", "notes/1/") == "https://example.org/salt/notes/1/"
    assert links.canonical("https://example.org", "./") == "https://example.org/"
    assert links.canonical(None, "notes/1/") == ""


def test_a_chapter_in_a_folder_has_its_notes_in_a_folder_of_that_name(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    for place in ("docs", "notes"):
        (folder / place / "part").mkdir()
        (folder / place / "chapter-2.md").rename(folder / place / "part/chapter-2.md")
    for name in ("mkdocs.yml", "notes/chapter-1.md"):
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(text.replace("chapter-2.md", "part/chapter-2.md"), "utf-8")
    assert [problem for problem in run(load(folder)) if is_error(problem)] == []
    build(folder)
    assert "part/chapter-2/#call-7" in addresses(load(folder)).links
    assert "../../part/chapter-2/#call-7" in read_html(folder / "site/notes/7/index.html").links
    assert read_html(folder / "site/part/chapter-2/index.html").ids["note-7"] == 1
    assert dead_links(folder / "site", folders=True) == []


def test_ledger_is_read_back() -> None:
    text = "a/\nb/#c -> a/#d\n"
    assert ledger.format_ledger(ledger.read_ledger(text)) == text


def test_addresses_of_an_edition() -> None:
    now = addresses(load(FIXTURE)).links
    assert {
        "./", "chapter-1/", "chapter-1/#the-quarrel-over-scales", "chapter-2/#answers", "chapter-1/#call-3",
        "chapter-1/#note-3", "notes/", "notes/3/", "notes/#note-3", "bibliography/#holm1974", "report/",
        "archives/#avprx", "archives/#avprx-f079-op9-p6-d8", "archives/#avprx-1911-05-02-orlov-petrov",
        "archives/#fo-371-1122",
    } <= set(now)  # fmt: skip


def test_a_note_of_no_chapter_has_the_address_of_its_own_page_alone(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    (folder / "notes/nowhere.md").write_text("[^777]: Left over.\n")
    assert {one for one in addresses(load(folder)).links if "777" in one} == {"notes/777/"}


def test_no_ledger_means_that_nothing_was_published() -> None:
    assert check(load(FIXTURE)) == []


def test_recording_adds_what_is_new_and_keeps_the_rest(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    file = folder / ledger.NAME
    file.write_text("old/ -> chapter-1/\nold/#a -> chapter-1/#call-1\n", "utf-8")
    record(load(folder))
    lines = file.read_text("utf-8").splitlines()
    assert lines == sorted(lines)
    assert {"old/ -> chapter-1/", "notes/12/", "chapter-1/#call-1"} <= set(lines)
    assert check(load(folder)) == []
    before = file.stat().st_mtime_ns
    record(load(folder))
    assert file.stat().st_mtime_ns == before


def test_a_gone_address_is_a_problem_with_a_way_out(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    (folder / ledger.NAME).write_text("chapter-1/\nchapter-1/#the-quarrel-over-scale\nx/ -> y/\n", "utf-8")
    near, far = check(load(folder))
    assert (near.code, near.line) == ("ADDRESS-GONE", 2)
    assert near.message == "“chapter-1/#the-quarrel-over-scale” was published and is gone"
    assert near.hint == (
        "restore it, or write in notes/addresses.txt: "
        "chapter-1/#the-quarrel-over-scale -> chapter-1/#the-quarrel-over-scales"
    )
    assert far.message == "the redirect of “x/” leads to “y/”, which is not there"


def test_a_ledger_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    (folder / ledger.NAME).write_bytes(b"chapter-1/\xff\n")
    assert [problem.code for problem in load(folder).problems] == ["NOT-UTF8"]


def test_nothing_leads_to_the_call_of_a_note_that_nothing_calls(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    with (folder / "notes/conclusions.md").open("a") as notes:
        notes.write("\n[^13]: Left over.\n")
    build(folder)
    assert "Left over." in (folder / "site/notes/index.html").read_text("utf-8")
    assert dead_links(folder / "site", folders=True) == []


def test_redirects_in_a_circle_lead_nowhere() -> None:
    circle = ledger.read_ledger("a/ -> b/\nb/ -> a/\n")
    assert [problem.line for problem in ledger.gone(circle, {"c/"}, "x")] == [1, 2]


def test_redirects_lead_on_in_the_built_site(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    (folder / ledger.NAME).write_text(
        "prologue/ -> chapter-1/\n"
        "prologue/#boats -> chapter-1/#call-2\n"
        "chapter-2/#post -> chapter-2/#letters\n"
        "chapter-2/#scales -> chapter-1/#the-quarrel-over-scales\n"
        "notes/99/ -> notes/12/\n",
        "utf-8",
    )
    build(folder)
    site = folder / "site"
    assert read_html(site / "prologue/index.html").links == ["../chapter-1/", "../chapter-1/#call-2"]
    assert read_html(site / "notes/99/index.html").links == ["../12/"]
    chapter = (site / "chapter-2/index.html").read_text("utf-8")
    assert '<span id="post"></span>Letters' in chapter
    assert '<p class="moved" id="scales">' in chapter
    assert 'href="../chapter-1/#the-quarrel-over-scales">chapter-1/#the-quarrel-over-scales<' in chapter


@pytest.mark.parametrize(
    ("old", "hint"),
    [
        ("chapter-1/", "rivers/"),  # the file was renamed: its calls are there
        ("chapter-1/#call-5", "rivers/#call-5"),
        ("chapter-1/#note-5", "rivers/#note-5"),
        ("chapter-1/#p2", "rivers/#p2"),
        ("chapter-1/#floods", "rivers/"),  # a heading that is nowhere
        ("notes/4/", "its new address"),  # one note does not stand for another
        ("chapter-2/#call-4", "its new address"),
        ("chapter-2/#call-5", "rivers/#call-5"),  # one call that stands elsewhere
        ("people/#lund-davd", "people/#lund-david"),
    ],
)
def test_what_may_stand_for_an_address_that_is_gone(old: str, hint: str) -> None:
    published = ["chapter-1/", "chapter-1/#call-5", "chapter-2/", "chapter-2/#call-8", old]
    now = ["rivers/", "rivers/#call-5", "rivers/#note-5", "rivers/#p2", "chapter-2/", "chapter-2/#call-8"]
    now += ["notes/5/", "notes/8/", "people/#lund-david"]
    problems = ledger.gone(ledger.read_ledger("\n".join(published)), now, "addresses.txt")
    found = {problem.message.split("”")[0].strip("“"): problem.hint for problem in problems}
    assert found[old] == f"restore it, or write in notes/addresses.txt: {old} -> {hint}"

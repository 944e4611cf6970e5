"""mkdocs.yml as MkDocs reads it: what is inherited, what the environment says, and what it publishes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from site_builder import build, copy_of_edition

from apparatus.addresses import addresses, record
from apparatus.checks import examine
from apparatus.edition import load
from apparatus.problems import format_problem, is_error
from apparatus.publish import preview, publish
from apparatus.settings import published, read_settings

OPEN = ["NOT-SHOWN"]  # what is open in the small edition, which tries tags that no page shows


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """Return a copy of the small edition."""
    return copy_of_edition(tmp_path / "salt")


def set_up(edition: Path, lines: str, name: str = "mkdocs.yml") -> None:
    """Add lines to the settings of an edition."""
    (edition / name).write_text((edition / "mkdocs.yml").read_text("utf-8") + lines, "utf-8")


def test_settings_are_inherited_key_by_key(edition: Path) -> None:
    (edition / "mkdocs.yml").rename(edition / "base.yml")
    (edition / "mkdocs.yml").write_text(
        "INHERIT: base.yml\nsite_name: Salt\nextra: {edition: {year: 1999}}\n"
    )
    settings, problems = read_settings(edition / "mkdocs.yml")
    assert problems == ()
    assert settings.site_name == "Salt"
    assert (settings.edition["year"], settings.edition["place"]) == (1999, "Bergen")
    assert settings.nav[0] == "index.md"
    assert load(edition).book.author == "Berg, Ada"


def test_a_setting_may_stand_in_the_environment(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOK_YEAR", "2001")
    lines = "site_name: !ENV [NO_SUCH, Salt]\nextra: {edition: {year: !ENV BOOK_YEAR, place: !ENV NO_SUCH}}\n"
    (edition / "mkdocs.yml").write_text(lines)
    book = load(edition).book
    assert (book.title, book.year, book.place) == ("Salt", "2001", "")


@pytest.mark.parametrize(
    "plugins",
    ["[search, apparatus: ]", "{search: {}, apparatus: {}}", "\n  - search\n  - apparatus: {enabled: true}"],
)
def test_the_plugin_may_be_named_in_a_list_or_a_mapping(edition: Path, plugins: str) -> None:
    path = edition / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("[search, apparatus]", plugins), "utf-8")
    assert read_settings(path)[1] == ()
    assert "apparatus" in load_config(str(path)).plugins


@pytest.mark.parametrize(
    ("base", "line"),
    [
        (None, "base.yml: MISSING-FILE this file is not there"),
        ("site_name: [\n", "base.yml: YAML-SYNTAX"),
        ("INHERIT: mkdocs.yml\n", "base.yml: SETTING INHERIT: mkdocs.yml leads back to a file that inherits"),
    ],
)
def test_what_cannot_be_inherited_is_a_problem_of_its_file(
    edition: Path, base: str | None, line: str
) -> None:
    if base is not None:
        (edition / "base.yml").write_text(base)
    (edition / "mkdocs.yml").write_text("INHERIT: base.yml\n")
    (problem,) = [problem for problem in load(edition).problems if problem.path.endswith(".yml")]
    assert f"{Path(problem.path).name}: {problem.code} {problem.message}".startswith(line)


def test_another_file_of_settings_is_the_editions_too(edition: Path) -> None:
    (edition / "docs").rename(edition / "text")
    set_up(edition, "docs_dir: text\n", "other.yml")
    (edition / "other.yml").write_text((edition / "other.yml").read_text().replace("Salt Road:", "Salt Way:"))
    build(edition, config="other.yml")
    page = (edition / "site/notes/1/index.html").read_text("utf-8")
    assert "The Salt Way" in page
    assert "Salt came by the river" in page


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("", 1),
        ("hooks: [hook.py]\n", 0),
        ("validation: {nav: {not_found: info}}\n", 0),
        ("validation: {not_found: ignore}\n", 0),
        ("validation: {not_found: info, nav: {not_found: warn}}\n", 1),
    ],
)
def test_a_file_of_the_navigation_that_is_not_there_is_told_where_mkdocs_warns(
    edition: Path, lines: str, told: int
) -> None:
    (edition / "docs/.hidden.md").write_text("# Hidden\n")
    made = "people.md, notes/1.md, archives/requests.csv, data/people.csv"
    nav = f"[lost.md, .hidden.md, index.md, {made}, 'https://example.org/', /x/]"
    text = (edition / "mkdocs.yml").read_text("utf-8").partition("nav:")
    (edition / "mkdocs.yml").write_text(f"{text[0]}{lines}nav: {nav}\n", "utf-8")
    problems = load(edition).problems
    assert [problem.message for problem in problems] == ["nav: names “lost.md”, which is not there"] * told


def test_files_of_other_plugins_are_not_missed_before_they_have_run(edition: Path) -> None:
    text = (edition / "mkdocs.yml").read_text("utf-8").replace("- index.md", "- lost.md")
    (edition / "mkdocs.yml").write_text(
        text.replace("[search, apparatus]", "[search, apparatus, gen-files]"), "utf-8"
    )
    assert load(edition).problems == ()


# what is published


def mkdocs_files(edition: Path) -> set[str]:
    """Return the files of `docs/` that MkDocs puts into the site."""
    config = load_config(str(edition / "mkdocs.yml"))
    return {file.src_uri for file in get_files(config) if file.inclusion.is_included()}


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "exclude_docs: drafts/\n",
        "exclude_docs: |\n  *.pdf\n  !.hidden.md\n  /drafts/d.md\n",
        "draft_docs: |\n  drafts/\n  !keep.md\n",
        "exclude_docs: index.md\n",
    ],
)
def test_the_same_files_are_published_as_by_mkdocs(edition: Path, lines: str, tmp_path: Path) -> None:
    docs = edition / "docs"
    for name in (
        "drafts/d.md", "drafts/keep.md", ".trash/d.md", ".hidden.md", "templates/t.md", "a/templates/t.md",
        "README.md", "a/README.md", "a/map.pdf",
    ):  # fmt: skip
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text("# A page\n")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/far.md").write_text("# Far\n")
    (docs / "linked").symlink_to(tmp_path / "elsewhere")
    set_up(edition, lines)
    assert set(published(read_settings(edition / "mkdocs.yml")[0])) == mkdocs_files(edition)


def test_what_is_not_published_is_no_chapter(edition: Path) -> None:
    for name in ("drafts/d.md", ".trash/d.md", "held.md"):
        (edition / "docs" / name).parent.mkdir(exist_ok=True)
        (edition / "docs" / name).write_text("# A page\n\nCalled again.[^1]\n")
    (edition / "notes/held.md").write_text("[^99]: Of a draft.\n")
    set_up(edition, "exclude_docs: drafts/\ndraft_docs: held.md\n")
    whole, problems = examine(edition)
    assert [problem.code for problem in problems] == OPEN
    assert {"drafts/d/", ".trash/d/", "held/"} & set(addresses(whole).links) == set()
    assert "99" not in {note.label for note in whole.notes}


def test_a_draft_is_shown_with_its_notes_while_it_is_edited(edition: Path, tmp_path: Path) -> None:
    (edition / "docs/held.md").write_text("# Held back\n\nA draft.[^99]\n")
    (edition / "notes/held.md").write_text("[^99]: Of a draft.\n")
    set_up(edition, "draft_docs: held.md\n")
    problems = preview(edition, tmp_path / "shown", "http://127.0.0.1:8000/", lambda *_: None)
    assert [problem.code for problem in problems] == OPEN
    assert "Of a draft." in (tmp_path / "shown/held/index.html").read_text("utf-8")
    assert [problem.code for problem in publish(edition, lambda *_: None)[1]] == OPEN
    assert not (edition / "site/held").exists()


def test_a_pattern_that_cannot_be_read_is_a_problem(edition: Path) -> None:
    set_up(edition, "exclude_docs: '!'\n")
    (problem,) = read_settings(edition / "mkdocs.yml")[1]
    assert problem.code == "SETTING"
    assert problem.message.startswith("exclude_docs: ")


@pytest.mark.parametrize("name", ["mkdocs.yml", "other.yml"])
def test_no_address_is_gone_where_the_settings_cannot_be_read(edition: Path, name: str) -> None:
    record(load(edition))
    (edition / "docs").rename(edition / "text")
    (edition / name).write_text("site_name: [\ndocs_dir: text\n", "utf-8")
    codes = {problem.code for problem in examine(edition, name)[1]}
    assert "YAML-SYNTAX" in codes
    assert "ADDRESS-GONE" not in codes


@pytest.mark.parametrize(
    ("name", "setting"), [("docs", ""), ("text", "docs_dir: text\n"), ("['a']", "docs_dir: [a]\n")]
)
def test_an_edition_without_chapters_is_an_error(edition: Path, name: str, setting: str) -> None:
    record(load(edition))
    shutil.rmtree(edition / "docs")
    set_up(edition, setting)
    problems = [problem for problem in examine(edition)[1] if is_error(problem)]
    assert [format_problem(problem) for problem in problems] == [
        f"{edition / name}/: MISSING-FILE this folder is not there"
    ]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("a#b.md", "“#” cannot be in it"),
        ("part/what?.md", "“?” cannot be in it"),
        ("a%20b.md", "“%20” cannot be in it"),
        ("salt.markdown", "it has to end in .md"),
        ("100% Salz & Brücken.md", ""),
        ("scale#1.png", ""),
    ],
)
def test_a_chapter_whose_file_no_link_can_name_is_an_error(edition: Path, name: str, fault: str) -> None:
    path = edition / "docs" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("# Salt\n\nOf scales.\n", "utf-8")
    found = [(problem.path, problem.code, problem.message) for problem in load(edition).problems]
    message = f"the name of a chapter's file is its address: {fault}"
    assert found == ([(str(path), "FILE-NAME", message)] if fault else [])

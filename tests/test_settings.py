"""mkdocs.yml as MkDocs reads it: what is inherited, what the environment says, and what it publishes."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_builder import build, copy_of_edition

from apparatus.edition import load
from apparatus.settings import read_settings


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

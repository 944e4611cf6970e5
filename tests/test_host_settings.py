"""What users of MkDocs have beside an edition: templates, themes, settings and plugins of their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from site_builder import build, copy_of_edition

THEME = "theme: {name: material, font: false}"


def edited(folder: Path, settings: Mapping[str, str], files: Mapping[str, str] | None = None) -> Path:
    """Return a copy of the small edition with parts of its `mkdocs.yml` replaced, and with further files."""
    config = copy_of_edition(folder) / "mkdocs.yml"
    text = config.read_text("utf-8")
    for old, new in settings.items():
        assert old in text
        text = text.replace(old, new)
    config.write_text(text, "utf-8")
    for name, content in (files or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder


@pytest.mark.parametrize(
    "block",
    [
        "{% block announce %}Of our own.{% endblock %}",
        '{% block extrahead %}<meta name="own" content="Of our own.">{% endblock %}',
        "{% block content %}Of our own.{{ super() }}{% endblock %}",
    ],
)
def test_a_template_of_the_editor_takes_nothing_from_a_page(block: str, tmp_path: Path) -> None:
    own = {"own/main.html": f'{{% extends "base.html" %}}\n{block}'}
    build(edited(tmp_path, {THEME: "theme: {name: material, custom_dir: own}"}, own))
    page = (tmp_path / "site/chapter-1/index.html").read_text("utf-8")
    assert "Of our own." in page
    assert '<meta name="citation_title"' in page.partition("</head>")[0]
    assert '<p class="colophon' in page
    assert 'class="landing"' in (tmp_path / "site/index.html").read_text("utf-8")


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_reference_managers_read_the_pages_of_any_theme(theme: str, tmp_path: Path) -> None:
    build(edited(tmp_path, {THEME: f"theme: {theme}"}))
    page = (tmp_path / "site/chapter-1/index.html").read_text("utf-8")
    assert '<meta name="citation_title"' in page.partition("</head>")[0]

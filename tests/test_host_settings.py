"""What users of MkDocs have beside an edition: templates, themes, settings and plugins of their own."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from site_builder import build, copy_of_edition, read_html

from apparatus.addresses import addresses
from apparatus.edition import load

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


# plugins as others write them: one that publishes a chapter elsewhere, one that leaves it out
FILE = "files.get_file_from_path('chapter-2.md')"
MOVES = f"def on_files(files, config):\n    {FILE}.dest_uri = 'elsewhere/index.html'\n"
TAKES = f"def on_files(files, config):\n    files.remove({FILE})\n"
ORDERS = "def on_nav(nav, config, files):\n    nav.items.reverse()\n    nav.items[0].title = 'All sources'\n"
MAKES = "def on_nav(nav, config, files):\n    assert config.nav is None\n"
WITH_HOOK = {"plugins:": "hooks: [hook.py]\nplugins:"}


@pytest.mark.parametrize(
    ("hook", "what"), [(MOVES, "publishes it as “elsewhere/”"), (TAKES, "takes it away")]
)
def test_a_chapter_with_notes_that_another_plugin_moves_is_told(hook: str, what: str, tmp_path: Path) -> None:
    nav = {**WITH_HOOK, "  - Chapter 2: chapter-2.md\n": ""}
    run = build(edited(tmp_path, nav, {"hook.py": hook}), check=False)
    message = "Doc file 'chapter-2.md' calls notes and has the address “chapter-2/”, but a plugin "
    assert run.returncode == 1
    assert message + what in run.stderr


def test_the_offline_plugin_is_told_to_change_addresses(tmp_path: Path) -> None:
    run = build(edited(tmp_path, {"[search, apparatus]": "[search, apparatus, offline]"}), check=False)
    assert run.returncode == 1
    assert "address “chapter-1/”, but a plugin publishes it as “chapter-1.html”" in run.stderr


FIGURE = "<figure>\n<figcaption>The quay.[^4]</figcaption>\n</figure>"
MARKED = FIGURE.replace("<figcaption", '<figcaption markdown="1"').replace("<figure", '<figure markdown="1"')
WITH_HTML = {"[attr_list, tables]": "[attr_list, tables, md_in_html]"}


@pytest.mark.parametrize(("settings", "figure"), [({}, FIGURE), ({}, MARKED), (WITH_HTML, FIGURE)])
def test_a_call_that_no_page_shows_is_told(settings: dict[str, str], figure: str, tmp_path: Path) -> None:
    line = _call_in(tmp_path, settings, figure)
    run = build(tmp_path, check=False)
    assert run.returncode == 1
    assert f"Doc file 'chapter-1.md' calls note 4 on line {line}, but its page shows no call" in run.stderr


def test_a_call_in_html_that_is_read_as_markdown_is_shown(tmp_path: Path) -> None:
    _call_in(tmp_path, WITH_HTML, MARKED)
    build(tmp_path)
    assert 'id="call-4"' in (tmp_path / "site/chapter-1/index.html").read_text("utf-8")


def _call_in(folder: Path, settings: dict[str, str], figure: str) -> int:
    """Copy the edition, and call note 4 in a figure alone; return the line."""
    edited(folder, settings)
    path = folder / "docs/chapter-1.md"
    before, call, after = path.read_text("utf-8").partition("[^4]")
    end = after.index("\n\n")
    text = f"{before}{after[:end]}\n\n{figure}{after[end:]}"
    path.write_text(text, "utf-8")
    return text.count("\n", 0, text.index(call)) + 1


def test_the_contents_on_a_notes_page_are_those_of_the_site_whoever_made_them(tmp_path: Path) -> None:
    build(edited(tmp_path, WITH_HOOK, {"hook.py": ORDERS}))
    page = (tmp_path / "site/notes/1/index.html").read_text("utf-8")
    places = [page.index(words) for words in (">All sources<", "Conclusions</a>", "Chapter 1</a>")]
    assert places == sorted(places)


def test_a_plugin_that_makes_the_navigation_finds_none_where_the_editor_wrote_none(tmp_path: Path) -> None:
    text = (copy_of_edition(tmp_path) / "mkdocs.yml").read_text("utf-8")
    nav = text[text.index("nav:") : text.index("extra:")]
    build(edited(tmp_path, {**WITH_HOOK, nav: ""}, {"hook.py": MAKES}))
    assert "Request list" in (tmp_path / "site/notes/1/index.html").read_text("utf-8")


REWORDS = """def on_page_markdown(markdown, page, **_):
    return "A first word of our own.\\n\\n" + markdown.replace(" the ", " THE ") if page.url else markdown
"""


def test_paragraphs_that_a_plugin_changes_keep_their_addresses(tmp_path: Path) -> None:
    build(edited(tmp_path, WITH_HOOK, {"hook.py": REWORDS}))
    edition = load(tmp_path)
    for stem, paragraphs in addresses(edition).paragraphs.items():
        page = read_html(tmp_path / f"site/{stem}/index.html")
        assert [name for name in paragraphs if page.ids[name] != 1] == [], stem


def test_pages_are_loaded_as_a_whole_or_their_notes_would_not_open(tmp_path: Path) -> None:
    wanted = "theme: {name: material, features: [navigation.instant, navigation.tabs]}"
    build(edited(tmp_path, {THEME: wanted}))
    page = (tmp_path / "site/chapter-1/index.html").read_text("utf-8")
    assert "navigation.tabs" in page
    assert "navigation.instant" not in page


@pytest.mark.parametrize(("epoch", "day"), [(None, None), ("86400", "1970-01-02")])
def test_the_sitemap_has_every_page_and_no_day_that_nobody_gave(
    epoch: str | None, day: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if epoch is None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    else:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    hook = (
        "def on_page_markdown(markdown, page, **_):\n"
        "    if page.file.src_uri == 'chapter-1.md':\n"
        "        page.update_date = '2020-02-02'\n"
    )
    build(edited(tmp_path, {THEME: f"{THEME}\nhooks: [hook.py]"}, {"hook.py": hook}))
    site = tmp_path / "site"
    root = ET.parse(site / "sitemap.xml").getroot()  # noqa: S314 - built here
    days = {entry[0].text: (entry[1].text if len(entry) > 1 else None) for entry in root}
    pages = {
        f"https://example.org/salt/{path.parent.relative_to(site).as_posix()}/".replace("/./", "/")
        for path in site.rglob("index.html")
        if 'http-equiv="refresh"' not in path.read_text("utf-8")
    }
    assert set(days) == pages
    assert "https://example.org/salt/notes/8/" in pages
    assert days.pop("https://example.org/salt/chapter-1/") == "2020-02-02"
    assert set(days.values()) == {day}
    made = (site / "sitemap.xml.gz").read_bytes()
    assert int.from_bytes(made[4:8], "little") == datetime(2020, 2, 2, tzinfo=UTC).timestamp()  # the latest
    assert gzip.decompress(made) == (site / "sitemap.xml").read_bytes()

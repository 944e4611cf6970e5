"""The small edition built for real: every page, link and id of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from site_builder import build, copy_of_edition, dead_links, read_html

from apparatus.addresses import addresses
from apparatus.citing.records import FORMATS
from apparatus.edition import load

pytest_plugins = ("site_fixtures",)


def search_index(site: Path) -> list[dict[str, Any]]:
    script = (site / "search/documents.js").read_text("utf-8")
    docs: list[dict[str, Any]] = json.loads(script.partition("=")[2].rstrip(";\n"))["docs"]
    return docs


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    assert dead_links(site, folders=True) == []


def test_a_planted_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<p id="x"><a href="#x">a</a><a href="#y">b</a><a href="c/">c</a>', "utf-8"
    )
    assert dead_links(tmp_path, folders=True) == ["a.html: #y", "a.html: c/"]


def test_ids_are_unique_on_each_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert [name for name, count in read_html(path).ids.items() if count > 1] == [], path


def test_every_address_of_the_ledger_is_there(small: Path) -> None:
    for address in addresses(load(small)).links:
        page, _, fragment = address.partition("#")
        html = read_html(small / "site" / page / "index.html")
        assert not fragment or html.ids[fragment] == 1, address


def test_every_note_has_its_call_its_place_and_its_page(small: Path) -> None:
    edition = load(small)
    all_notes = read_html(small / "site/notes/index.html").ids
    for note in edition.notes:
        chapter = read_html(small / f"site/{note.chapter}/index.html").ids
        assert chapter[f"call-{note.label}"] == chapter[f"note-{note.label}"] == 1
        assert all_notes[f"note-{note.label}"] == 1
        assert (small / f"site/notes/{note.label}/index.html").is_file()


def test_nothing_untrusted_runs(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        page = read_html(path)
        assert page.events == [], path
        records = tuple(f"data:{made.media_type};charset=utf-8," for made in FORMATS.values())
        others = [link for link in page.links if not link.startswith(records)]
        assert not [link for link in others if link.startswith(("javascript:", "data:"))], path
        assert not re.search(r"<script>\s*alert|<img[^>]*onerror", html), path


def test_no_page_asks_for_anything_from_outside(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert [load for load in read_html(path).loads if "//" in load] == [], path
    for path in (site / "assets").glob("apparatus*"):
        assert not re.search(
            r"//|@import|url\((?!fonts/)", re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        )


def test_each_note_is_a_result_of_its_own(small: Path) -> None:
    docs = {doc["location"]: doc for doc in search_index(small / "site")}
    for note in load(small).notes:
        place = note.chapter.replace("-", " ")
        assert docs[f"notes/{note.label}/"]["title"] == f"Note {note.label}, {place}"


def test_a_note_is_found_once_and_under_no_other_heading(site: Path) -> None:
    found = [doc["location"] for doc in search_index(site) if "zebrafish" in doc.get("text", "")]
    assert found == ["notes/6/"]


def test_a_call_is_in_no_search_title_and_no_page_title(site: Path) -> None:
    titles = {doc["location"]: doc["title"] for doc in search_index(site)}
    assert titles["chapter-1/#the-quarrel-over-scales"] == "The Quarrel over Scales"
    assert not [location for location in titles if location.endswith("#notes")]
    assert "Scales3" not in (site / "chapter-1/index.html").read_text("utf-8")


def test_words_in_quotation_marks_are_words_for_the_search(site: Path) -> None:
    config = json.loads((site / "search/search_index.json").read_text("utf-8"))["config"]
    separator = re.compile(config["separator"])
    assert separator.split("“weights are politics”.")[1:4] == ["weights", "are", "politics"]


def test_files_are_found_by_their_shelfmark(site: Path) -> None:
    titles = {doc["location"]: doc["title"] for doc in search_index(site)}
    assert titles["archives/#avprx-f079-op9-p6-d8"] == "f. 079, op. 9, p. 6, d. 8, AVPRX"
    assert titles["archives/#fo-371-1122"] == "FO 371/1122"


def test_the_contents_of_the_list_of_notes_are_its_chapters(site: Path) -> None:
    html = (site / "notes/index.html").read_text("utf-8")
    contents = html[
        html.index('data-md-component="toc"') : html.index("</nav>", html.index('data-md-component="toc"'))
    ]
    assert re.findall(r'href="#([^"]+)"', contents) == ["in-chapter-1", "in-chapter-2", "in-conclusions"]


def test_the_editors_own_page_wins(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    (folder / "docs/bibliography.md").write_text("# Works cited\n\nOur words.\n\n::: bibliography\n", "utf-8")
    build(folder)
    html = (folder / "site/bibliography/index.html").read_text("utf-8")
    assert "Our words." in html
    assert 'id="holm1974"' in html


def test_without_a_navigation_the_lists_come_last(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(re.sub(r"nav:.*?(?=extra:)", "", settings, flags=re.DOTALL), "utf-8")
    build(folder)
    html = (folder / "site/index.html").read_text("utf-8")
    nav = html[html.index('data-md-component="sidebar"') :]
    places = [nav.index(f'href="{page}/"') for page in ("chapter-1", "conclusions", "bibliography", "report")]
    assert places == sorted(places)


def test_all_errors_are_shown_together_and_nothing_is_written(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    chapter = folder / "docs/conclusions.md"
    chapter.write_text(chapter.read_text("utf-8") + "\nMore.[^98] And more.[^99]\n", "utf-8")
    result = build(folder, check=False)
    assert result.returncode == 1
    assert re.findall(r"conclusions\.md:5: UNDEFINED-NOTE note (\d+) is not defined", result.stderr) == [
        "98",
        "99",
    ]
    assert "Traceback" not in result.stderr
    assert not (folder / "site").exists()


def test_serving_shows_an_edit_of_a_note_soon(tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:0"],
        cwd=folder, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    ) as server:  # fmt: skip
        try:
            _wait(server, "Serving on")
            time.sleep(0.5)
            note = folder / "notes/conclusions.md"
            note.write_text(note.read_text("utf-8") + "\n    An edit just now.\n", "utf-8")
            started = time.monotonic()
            _wait(server, "Documentation built")
            assert time.monotonic() - started < 5  # two seconds on a quiet machine
        finally:
            server.terminate()


def _wait(server: subprocess.Popen[str], words: str) -> None:
    assert server.stderr is not None
    for line in server.stderr:
        if words in line:
            return
    pytest.fail(f"the server ended before it said “{words}”")


def test_properdocs_builds_the_same_site(site: Path, tmp_path: Path) -> None:
    folder = copy_of_edition(tmp_path)
    build(folder, host="properdocs")
    assert "ProperDocs" in (folder / "site/index.html").read_text("utf-8")
    assert files_of(folder / "site") == files_of(site)


def files_of(site: Path) -> dict[str, bytes]:
    """Return the files of a site, without the names of what made them."""
    made_by = re.compile(rb'<meta name="generator"[^>]*>')
    return {
        path.relative_to(site).as_posix(): made_by.sub(b"", path.read_bytes())
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


HOOK = """
def on_env(env, *, config, files):
    note, data = files.get_file_from_path("notes/1.md"), files.get_file_from_path("data/citations.csv")
    assert "<h1>Note 1</h1>" in note.content_string and data.content_bytes.startswith(b"note,")
    note.content_string = note.content_string.replace("<h1>Note 1</h1>", "<h1>Note one</h1>")
    return env
"""


@pytest.mark.parametrize("processors", ["all", "one"])
def test_another_plugin_reads_and_changes_a_notes_page(tmp_path: Path, processors: str) -> None:
    folder = copy_of_edition(tmp_path)
    (folder / "hook.py").write_text(HOOK, "utf-8")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nhooks: [hook.py]\n")
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, allowed if processors == "all" else {min(allowed)})  # inherited by the build
    try:
        build(folder)
    finally:
        os.sched_setaffinity(0, allowed)
    assert "<h1>Note one</h1>" in (folder / "site/notes/1/index.html").read_text("utf-8")
    assert "<h1>Note 2</h1>" in (folder / "site/notes/2/index.html").read_text("utf-8")

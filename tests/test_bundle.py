"""The offline bundle: links to files, the search as scripts, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from site_builder import dead_links, read_html

from apparatus.carried.bundle import bundle, offline_html, offline_index, offline_link
from apparatus.edition import load
from apparatus.files import below

pytest_plugins = ("site_fixtures",)


@pytest.mark.parametrize(
    ("link", "offline"),
    [
        ("../notes/56/", "../notes/56/index.html"),
        ("../notes/56/#note-56", "../notes/56/index.html#note-56"),
        (".", "index.html"),
        ("./", "index.html"),
        ("..", "../index.html"),
        ("../..?h=a#b", "../../index.html?h=a#b"),
        ("chapter-1/", "chapter-1/index.html"),
        ("#call-56", "#call-56"),
        ("assets/apparatus.css", "assets/apparatus.css"),
        ("https://example.org/salt/", "https://example.org/salt/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_links_to_folders_become_links_to_files(link: str, offline: str) -> None:
    assert offline_link(link) == offline


def test_only_links_are_changed() -> None:
    page = (
        '<!-- <a href="a/"> --><script>x = \'<a href="a/">\'</script><p>&lt;a href="a/"></p>'
        '<a title="b > c" href="a/">href="a/"</a><meta name="description" content="a/">'
        '<meta http-equiv="refresh" content="0; url=../a/">'
    )
    assert offline_html(page, "x/index.html") == (
        '<!-- <a href="a/"> --><script>x = \'<a href="a/">\'</script><p>&lt;a href="a/"></p>'
        '<a title="b > c" href="a/index.html">href="a/"</a><meta name="description" content="a/">'
        '<meta http-equiv="refresh" content="0; url=../a/index.html">'
    )


def test_places_of_the_search_end_in_a_file() -> None:
    docs = [{"location": location} for location in ("", "#x", "notes/#note-1", "chapter-1/")]
    script = offline_index(json.dumps({"docs": docs}))
    found = [doc["location"] for doc in json.loads(script.removeprefix("var __index = "))["docs"]]
    assert found == ["index.html", "index.html#x", "notes/index.html#note-1", "chapter-1/index.html"]


def test_every_link_of_the_unpacked_bundle_leads_to_a_file(unpacked: Path) -> None:
    assert dead_links(unpacked, folders=False) == []


def test_nothing_is_asked_for_from_outside(unpacked: Path) -> None:
    for path in unpacked.rglob("*.html"):
        assert [load for load in read_html(path).loads if "//" in load] == [], path


def test_the_bundle_is_one_folder_with_short_safe_paths(zipped: Path, small: Path) -> None:
    name = load(small).name
    with zipfile.ZipFile(zipped) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert names == sorted(names)
    assert all(re.fullmatch(rf"{name}/[\w./-]+", member) and ".." not in member for member in names)
    assert max(map(len, names)) < 120
    assert {f"{name}/{file}" for file in ("README.txt", "index.html", "search/search_index.js")} <= set(names)
    assert not [member for member in names if member.endswith((".map", "sitemap.xml", "404.html"))]


def test_the_checksum_stands_beside_it(zipped: Path) -> None:
    line = zipped.with_name(f"{zipped.name}.sha256").read_text("utf-8")
    assert line == f"{hashlib.sha256(zipped.read_bytes()).hexdigest()}  {zipped.name}\n"


def test_the_same_site_gives_the_same_bytes(small: Path, zipped: Path, tmp_path: Path) -> None:
    """Whatever the folder is called, and whenever its files were written."""
    site = tmp_path / "another name"
    shutil.copytree(small / "site", site)
    for path in site.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    edition = load(small)
    assert bundle(site, edition.name, edition.book, "https://example.org/salt/") == zipped.read_bytes()


def test_a_bundle_that_cannot_be_written_leaves_the_old_one(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apparatus.carried.bundle import write_bundle

    edition = load(small)
    old = tmp_path / f"{edition.name}-offline.zip"
    old.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", _full)
    with pytest.raises(OSError, match="full"):
        write_bundle(small / "site", tmp_path, edition.name, edition.book)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(old.name, b"old")]


def _full(*_: object) -> None:
    raise OSError(28, "the disk is full")


def test_all_files_below_a_folder_are_listed_once_and_in_order(tmp_path: Path) -> None:
    names = ["a-b/x", "a/y/z", "a/x", "a.txt", ".hidden", "b"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "a")
    (tmp_path / "again.txt").symlink_to(tmp_path / "a.txt")
    assert list(below(tmp_path)) == [".hidden", "a/x", "a/y/z", "a-b/x", "a.txt", "b"]

"""What is carried away asks for nothing, leads nowhere dead, and has the same bytes wherever it is made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
from site_builder import copy_of_edition, dead_links, outside_loads
from visiting import Visit

pytest_plugins = ("site_fixtures", "browser_fixtures")

# another clock: two years later, and in another time zone
LATER = textwrap.dedent(
    """
    import datetime, time
    _now, _ahead = time.time, 2 * 365 * 86400
    time.time = lambda: _now() + _ahead
    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(time.time(), tz)
        @classmethod
        def utcnow(cls):
            return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)
        @classmethod
        def today(cls):
            return cls.now()
    datetime.datetime = Later
    """
)


def test_two_builds_under_different_conditions_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "sitecustomize.py").write_text(LATER, "utf-8")
    first = _built(tmp_path / "one", LC_ALL="C", TZ="UTC", PYTHONHASHSEED="1")
    second = _built(
        tmp_path / "a folder with another name" / "Öl",
        LC_ALL="C.UTF-8", TZ="Asia/Ho_Chi_Minh", PYTHONHASHSEED="2", PYTHONPATH=str(tmp_path / "later"),
    )  # fmt: skip
    assert {name.rpartition(".")[2] for name in first} == {"zip", "sha256", "html", "epub", "pdf"}
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()


def _built(folder: Path, **conditions: str) -> dict[str, bytes]:
    """Build everything of the small edition in a process of its own."""
    folder.mkdir(parents=True)
    copy_of_edition(folder)
    command = [sys.executable, "-m", "apparatus", "build", "--all", "--edition", str(folder)]
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        command, env=environment | conditions, capture_output=True, text=True, check=False, cwd=folder.parent
    )
    assert done.returncode == 0, done.stderr
    places = [*(folder / "dist").iterdir(), folder / "site" / "download" / "index.html"]
    return {path.name: path.read_bytes() for path in places}


def test_the_other_clock_is_another_clock(tmp_path: Path) -> None:
    """Or the test above could not fail."""
    (tmp_path / "sitecustomize.py").write_text(LATER, "utf-8")
    code = "import time, datetime; print(time.gmtime(time.time()).tm_year, datetime.datetime.now().year)"
    said = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    plain = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [int(year) - 2 for year in said.stdout.split()] == [int(year) for year in plain.stdout.split()]


def test_no_page_of_the_bundle_asks_for_anything_but_files(visit: Visit, unpacked: Path) -> None:
    for path in sorted(unpacked.rglob("*.html")):
        visit.page.goto(path.as_uri(), wait_until="load")
    assert visit.asked == []
    assert visit.faults == []


def test_every_link_that_a_browser_sees_in_the_bundle_leads_to_a_file(visit: Visit, unpacked: Path) -> None:
    """Also those that scripts have made."""
    for start in ("index.html", "chapter-1/index.html", "notes/8/index.html"):
        visit.page.goto((unpacked / start).as_uri(), wait_until="load")
        links = visit.page.eval_on_selector_all("a[href]", "found => found.map(a => a.href)")
        local = {link.partition("#")[0].partition("?")[0] for link in links if link.startswith("file:")}
        assert local
        assert [
            link for link in local if not Path(link.removeprefix("file://").replace("%20", " ")).is_file()
        ] == []


PLANTED = {
    '<a href="../nowhere/index.html">': True,
    '<a href="#no-such-id">': True,
    '<a href="../index.html#no-such-id">': True,
    '<a href="../index.html">': False,
}


@pytest.mark.parametrize(("link", "dead"), PLANTED.items())
def test_a_planted_dead_link_is_found(unpacked: Path, tmp_path: Path, link: str, *, dead: bool) -> None:
    copy = shutil.copytree(unpacked, tmp_path / "copy")
    page = copy / "chapter-1" / "index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", f"{link}x</a></main>"), "utf-8")
    assert bool(dead_links(copy, folders=False)) is dead


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<script src="https://example.org/x.js"></script>'),
        ("a.html", '<img src="//example.org/x.png">'),
        ("a.html", '<img srcset="https://example.org/x.png 2x">'),
        ("a.html", '<link rel="stylesheet" href="http://example.org/x.css">'),
        ("a.html", '<link rel="preconnect" href="https://example.org/">'),
        ("a.html", "<style>p { background: url(https://example.org/x.png) }</style>"),
        ("a.css", '@import "https://example.org/x.css";'),
        ("a.css", "@font-face { src: url('//example.org/x.woff2') }"),
    ],
)
def test_a_planted_outside_request_is_found(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert outside_loads(tmp_path) != []


def test_a_planted_outside_request_is_seen_by_the_browser(
    visit: Visit, unpacked: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(unpacked, tmp_path / "copy")
    page = copy / "index.html"
    page.write_text(
        page.read_text("utf-8").replace("</body>", '<script>fetch("https://example.org/x")</script></body>'),
        "utf-8",
    )
    visit.page.goto(page.as_uri(), wait_until="load")
    assert visit.asked == ["https://example.org/x"]


def test_the_bundle_of_a_site_on_a_path_has_no_links_to_the_disk(unpacked: Path, zipped: Path) -> None:
    with zipfile.ZipFile(zipped) as archive:
        for item in archive.infolist():
            assert not item.filename.startswith(("/", "\\"))
            assert ".." not in item.filename.split("/")
            assert item.external_attr >> 16 == 0o100644
    assert 'href="/' not in (unpacked / "index.html").read_text("utf-8")

"""What tests of a built site share: building an edition for real, and reading its pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

FIXTURE = Path(__file__).parent / "fixtures" / "edition-small"


def build(
    folder: Path, *, check: bool = True, host: str = "mkdocs", config: str = "mkdocs.yml"
) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build --strict` in an edition's folder."""
    return subprocess.run(
        [sys.executable, "-m", host, "build", "--strict", "-f", config],
        cwd=folder,
        capture_output=True,
        text=True,
        check=check,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )


def copy_of_edition(folder: Path) -> Path:
    """Copy the small edition into an empty folder."""
    shutil.copytree(FIXTURE, folder, dirs_exist_ok=True)
    return folder


@dataclass
class Html:
    """What a test asks of a page: its ids, its links, and what the page would load."""

    ids: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Html()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.page.ids[values["id"]] += 1
        if tag in ("a", "area") and "href" in values:
            self.page.links.append(values["href"])
        if tag == "link" and values.get("rel") not in ("canonical", "prev", "next"):
            self.page.loads.append(values.get("href", ""))
        if tag in ("script", "img", "iframe", "source", "video", "audio", "embed") and values.get("src"):
            self.page.loads.append(values["src"])
        self.page.events += [name for name in values if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.page.text += data


def read_html(path: Path) -> Html:
    """Read one page."""
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    return reader.page


def dead_links(root: Path, *, folders: bool) -> list[str]:
    """Follow every link and anchor between the pages below `root`; `folders` may stand for their index."""
    pages = {path: read_html(path) for path in root.rglob("*.html") if path.name != "404.html"}
    dead = []
    for path, page in pages.items():
        for link in [*page.links, *page.loads]:
            target, fragment = urldefrag(link)
            if ":" in target.split("/")[0] or target.startswith("/"):
                continue
            file = (path.parent / unquote(target.partition("?")[0])).resolve() if target else path
            if folders and file.is_dir():
                file /= "index.html"
            there = file.is_file() and (not fragment or file not in pages or fragment in pages[file].ids)
            if not there and fragment != "__skip" and not fragment.startswith("__"):
                dead.append(f"{path.relative_to(root)}: {link}")
    return dead


_FROM_OUTSIDE = re.compile(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)
_TAG = re.compile(r"<(?!a\b|area\b|meta\b|!--)\w+[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\s(?:src|srcset|href|data|poster|action)=["']?((?:https?:)?//[^"'>\s]+)""", re.IGNORECASE
)
_NO_REQUEST = re.compile(r"""\brel=["']?(?:canonical|next|prev|alternate|license)\b""", re.IGNORECASE)


def outside_loads(root: Path) -> list[str]:
    """Find what pages and style sheets below `root` would ask for from outside."""
    found = []
    for path in sorted(root.rglob("*")):
        if path.suffix not in (".html", ".css"):
            continue
        text = path.read_text("utf-8")
        tags = [tag for tag in _TAG.findall(text) if path.suffix == ".html" and not _NO_REQUEST.search(tag)]
        asked = [*_FROM_OUTSIDE.findall(text), *(link for tag in tags for link in _ATTRIBUTE.findall(tag))]
        found += [f"{path.relative_to(root)}: {link}" for link in asked]
    return found

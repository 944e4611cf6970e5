"""The text of every note as each format has it, with nothing left of how the format sets it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from pypdf import PdfReader

XHTML = "{http://www.w3.org/1999/xhtml}"
VOID = {"br", "hr", "img", "wbr", "col", "input", "link", "meta", "source"}


def plain(text: str) -> str:
    """Leave out white space, hyphens that a line's end may have made, and the sign for "stands for"."""
    return re.sub(r"[\s\u2060\u00ad\u2010→=-]", "", text)


class _Notes(HTMLParser):
    """Collects the text inside the elements of a class, by the id of the nearest item of a list."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.path: list[tuple[bool, bool]] = []  # for each open element: is it a text, is it left out
        self.label = ""
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "li" and values.get("id", "").startswith("note-"):
            self.label = values["id"].removeprefix("note-")
            assert self.label not in self.found, f"note {self.label} is there twice"
        if tag not in VOID:
            classes = values.get("class", "").split()
            self.path.append((self.name in classes, "note-links" in classes))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.path:
            self.path.pop()

    def handle_data(self, data: str) -> None:
        if any(text for text, _ in self.path) and not any(out for _, out in self.path):
            self.found[self.label] = self.found.get(self.label, "") + data


def in_html(text: str, name: str) -> dict[str, str]:
    """Return the notes of a page; `name` is the class of a note's text."""
    reader = _Notes(name)
    reader.feed(text)
    return {label: plain(said) for label, said in reader.found.items()}


def in_site(site: Path) -> dict[str, str]:
    """Return the notes as their own pages have them."""
    pages = (path for path in site.glob("notes/*/index.html"))
    return {path.parent.name: in_html(path.read_text("utf-8"), "note-text")[""] for path in pages}


def in_epub(path: Path) -> dict[str, str]:
    """Return the notes of an EPUB, without the numbers in front."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                for aside in fromstring(archive.read(name)).iter(f"{XHTML}aside"):  # noqa: S314 - our own
                    label = aside.attrib["id"].removeprefix("note-")
                    assert label not in found, f"note {label} is there twice"
                    found[label] = plain("".join(_without_number(aside)))
    return found


def _without_number(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.get("role") != "doc-backlink":
            yield from _without_number(child)
        yield child.tail or ""


class Pdf:
    """A PDF, read back."""

    def __init__(self, path: Path) -> None:
        self.reader = PdfReader(path)
        self.pages: list[str] = []
        self.lowest: list[float] = []  # of each page, in points from its foot
        for page in self.reader.pages:
            heights: list[float] = []

            def seen(
                text: str, cm: list[float], tm: list[float], *_: object, into: list[float] = heights
            ) -> None:
                into.append(_height(text, cm, tm))

            said = page.extract_text(visitor_text=seen)
            self.pages.append(plain(said))
            self.lowest.append(min(heights, default=100.0))
        places = self.reader.named_destinations
        self.at: Mapping[str, int | None] = {
            name: self.reader.get_destination_page_number(place) for name, place in places.items()
        }

    def has(self, label: str, text: str) -> bool:
        """Tell whether a note stands whole, with its number, on the page that its link leads to."""
        page = self.at.get(f"note-{label}")
        return page is not None and plain(f"{label}{text}") in self.pages[page]


def _height(text: str, cm: list[float], tm: list[float]) -> float:
    return cm[3] * tm[5] + cm[5] if text.strip() else 100.0

"""The pages that the site rendered -> the parts of one book, for all formats that are carried away.

Nothing is rendered a second time: a part is the HTML of its page as a tree, with its notes taken out,
so that each format can put them where it wants them. Links in the trees are addresses as from the
site's root (`notes/56/`, `chapter-1/#call-56`); a format says what becomes of them (see `relinked`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.etree.ElementTree import Element

from apparatus import links
from apparatus.carried import images
from apparatus.edition import BookData, Edition
from apparatus.typeset import fragment

BACK_MATTER = (links.BIBLIOGRAPHY, links.ARCHIVES, links.REPORT)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_ROOT = "http://site/"  # what relative links are resolved against
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ALLOWED = re.compile(r"https?:|mailto:", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_UNWANTED = re.compile(r"on|data-search|srcset|poster|background", re.IGNORECASE)
_LEFT_OUT = {
    "script", "noscript", "style", "link", "meta", "template", "iframe", "object", "embed", "form",
    "input", "button", "audio", "video",
}  # fmt: skip
_OF_THE_SITE = {
    "headerlink",
    "note-links",
    "moved",
    "cite",
    "Z3988",
}  # classes of what only the site's pages have

Place = Callable[[str], str | None]  # an address -> the link to it in a format, None where it has none


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page's own HTML as the site has it, without the theme around it."""

    source: str  # chapter-1.md
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of a part, for tables of contents: its text without calls of notes."""

    level: int
    text: str
    id: str
    page: str  # of the print, empty where the edition does not say


@dataclass(frozen=True, slots=True)
class BookNote:
    """A note, to be read in any format."""

    label: str
    number: str  # what a reader sees
    body: Element  # a `div` of paragraphs and lists
    called: bool  # in the text of its part


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter, or one of the lists at the book's end."""

    source: str
    title: str
    body: Element  # a `div`, without the notes
    notes: tuple[BookNote, ...]
    outline: tuple[Title, ...]

    @property
    def stem(self) -> str:
        """The page's source path without its ending: `chapter-1`."""
        return self.source.removesuffix(".md")

    @property
    def address(self) -> str:
        """The page's address in the site."""
        return links.address(self.source)


@dataclass(frozen=True, slots=True)
class Book:
    """What every format is made from."""

    data: BookData
    name: str  # of the files: `solidarity-and-national-revolution`
    site_url: str  # empty where the edition does not say
    parts: tuple[Part, ...]

    @property
    def notes(self) -> tuple[BookNote, ...]:
        """All notes, in the order of the chapters."""
        return tuple(note for part in self.parts for note in part.notes)


def book(edition: Edition, pages: Iterable[RenderedPage], site: Path, site_url: str = "") -> Book:
    """Arrange rendered pages: what the editor wrote in the order of the navigation, then the lists.

    Images are read from the folder `site` and are part of the book.
    """
    there = {page.source: page for page in pages}
    written = [links.chapter(chapter.stem) for chapter in edition.chapters]
    order = [source for source in written if source not in links.GENERATED] + list(BACK_MATTER)
    parts = tuple(part_of(there[source], images.reader(site)) for source in order if source in there)
    return Book(edition.book, edition.name, site_url, parts)


def part_of(page: RenderedPage, read: images.Read = images.nothing) -> Part:
    """Take a page apart."""
    tree = fragment.parse(page.html)
    _clean(tree)
    _resolve(tree, links.address(page.source))
    images.embed(tree, read)
    notes = tuple(_notes(tree, {label for _, label in calls(tree)}))
    outline = tuple(_outline(tree))
    title = next((found.text for found in outline if found.level == 1), page.title)
    return Part(page.source, title, tree, notes, outline)


def calls(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield each call of a note, a `sup` with a link in it, and the note's label."""
    for element in root.iter("sup"):
        if "call" in classes(element):
            yield element, element.get("id", "").removeprefix(links.call_anchor(""))


def anchors(whole: Book, at: Callable[[Part, str], str]) -> dict[str, str]:
    """Return the link to each address that the book has; `at(part, id)` writes one, `""` is its top."""
    found: dict[str, str] = {}
    for part in reversed(whole.parts):
        found |= {f"{part.address}#{name}": at(part, name) for name in _ids(part.body)}
        found[part.address] = at(part, "")
        for note in reversed(part.notes):
            name = links.note_anchor(note.label)
            same = (links.note(note.label), f"{links.NOTES}#{name}", f"{part.source}#{name}")
            first = (links.NOTES, f"{part.source}#{links.ENDNOTES}")  # the first note stays there
            found |= dict.fromkeys(map(links.address, (*same, *first)), at(part, name))
    return found


def placed(whole: Book, found: Mapping[str, str]) -> Place:
    """Return where links lead: inside the book, else to the site, else outside, else nowhere."""

    def place(address: str) -> str | None:
        if _OUTSIDE.match(address):
            return address if _ALLOWED.match(address) else None
        return found.get(address) or links.canonical(whole.site_url, address) or None

    return place


def relinked(root: Element, place: Place) -> Element:
    """Return a copy of a tree with its links placed; one that leads nowhere becomes plain text."""
    copy = deepcopy(root)
    for element in list(copy.iter("a")):
        link = place(element.get("href", ""))
        if link is None:
            element.tag = "span"
            element.attrib.clear()
        else:
            element.set("href", link)
    return copy


def classes(element: Element) -> set[str]:
    """Return the classes of an element."""
    return set(element.get("class", "").split())


def text_of(element: Element, without: Iterable[str] = ("sup",)) -> str:
    """Return what an element says, on one line, without calls."""
    return " ".join("".join(_texts(element, frozenset(without))).split())


def _texts(element: Element, without: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in without:
            yield from _texts(child, without)
        yield child.tail or ""


def _clean(root: Element) -> None:
    """Take out what only a site can use: scripts and their like, the theme's links, handlers of events."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in _LEFT_OUT or classes(child) & _OF_THE_SITE:
                _remove(parent, child)
        for name in list(parent.attrib):
            if not _NAME.fullmatch(name) or _UNWANTED.match(name) or "url(" in parent.attrib[name]:
                del parent.attrib[name]


def _remove(parent: Element, child: Element) -> None:
    """Take an element out of its parent; the text after it stays."""
    at = list(parent).index(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)


def _resolve(root: Element, here: str) -> None:
    """Turn links and sources of images into addresses as from the site's root."""
    for element in root.iter():
        for name in ("href", "src"):
            link = element.get(name)
            if link is not None and not _OUTSIDE.match(link):
                element.set(name, _absolute(link, here))


def _absolute(link: str, here: str) -> str:
    path, mark, name = urljoin(_ROOT + here.removeprefix("./"), link).removeprefix(_ROOT).partition("#")
    return (path or "./") + mark + unquote(name)


def _notes(root: Element, called: Collection[str]) -> Iterator[BookNote]:
    """Take the section of notes out of a page, and yield each note in it; `called` are labels."""
    for parent in list(root.iter()):
        for section in [child for child in parent if "endnotes" in classes(child)]:
            _remove(parent, section)
            for item in section.iter("li"):
                name = item.get("id", "")
                if name.startswith(links.note_anchor("")):
                    label = name.removeprefix(links.note_anchor(""))
                    number = item.get("value") or label.rpartition("-")[2]
                    yield BookNote(label, number, _body(item), label in called)


def _body(item: Element) -> Element:
    """Return the text of a note alone: what stands in its list for navigation is left behind."""
    inner = next((child for child in item if "note-body" in classes(child)), item)
    body = Element("div")
    body.text = inner.text
    body.extend(inner)
    return body


def _outline(root: Element) -> Iterator[Title]:
    for element in root.iter():
        if element.tag in HEADINGS and element.get("id"):
            yield Title(
                int(element.tag[1]), text_of(element), element.get("id", ""), element.get("data-page", "")
            )


def _ids(root: Element) -> Iterator[str]:
    return (name for element in root.iter() if (name := element.get("id")))

"""A book -> one page of HTML with everything in it: for mail, for archives, for a stick.

It asks for nothing from outside, and its own policy forbids it to. Ids that only one chapter has to
itself get the chapter's name in front, as in the site's addresses: `#chapter-1/building-the-north`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from markupsafe import Markup

from apparatus import links
from apparatus.carried.book import Book, BookNote, Part, Place, Title, anchors, placed, relinked
from apparatus.places import ASSETS, template
from apparatus.typeset import fragment

DEPTH = 2  # of the contents
_SHARED = (links.call_anchor(""), links.note_anchor(""))


def one_file(book: Book) -> str:
    """Return the whole edition as one page."""
    place = placed(book, anchors(book, lambda part, name: f"#{single_id(part, name)}"))
    style, script = (_asset(f"onefile.{kind}") for kind in ("css", "js"))
    return template("onefile.html").render(
        book=book.data,
        site_url=book.site_url,
        parts=[_part(part, place) for part in book.parts],
        notes=[_chapter_of_notes(book, part, place) for part in book.parts if part.notes],
        style=style,
        script=script,
        policy=f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}",
    )


def single_id(part: Part, name: str) -> str:
    """Return the id that an id of a part has where all parts are one document; `""` is the part's own."""
    if not name:
        return part.stem
    shared = name.startswith(_SHARED) or (part.source in links.GENERATED and name != part.stem)
    return name if shared else f"{part.stem}/{name}"


def in_one(part: Part, place: Place) -> Element:
    """Return a part's tree with the ids and links that it has where all parts are one document."""
    tree = relinked(part.body, place)
    for element in tree.iter():
        if "id" in element.attrib:
            element.set("id", single_id(part, element.attrib["id"]))
    return tree


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents, and those below it."""

    text: str
    id: str
    entries: tuple[Entry, ...] = ()


def contents(part: Part, depth: int = DEPTH) -> Entry:
    """Return what the contents have of a part, down to the level `depth`."""
    below = [title for title in part.outline if 1 < title.level <= depth]
    return Entry(part.title, single_id(part, ""), tuple(_entries(part, below)))


def _entries(part: Part, titles: list[Title]) -> Iterator[Entry]:
    """Nest headings by their levels."""
    at = 0
    while at < len(titles):
        end = at + 1
        while end < len(titles) and titles[end].level > titles[at].level:
            end += 1
        inner = tuple(_entries(part, titles[at + 1 : end]))
        yield Entry(titles[at].text, single_id(part, titles[at].id), inner)
        at = end


def html(tree: Element) -> Markup:
    """Return what is in a tree, marked as safe: the site shows the same."""
    inner = fragment.inner_html(tree) if len(tree) else (tree.text or "")
    return Markup(inner)  # noqa: S704 - rendered and cleaned for the site


def _asset(name: str) -> Markup:
    return Markup((ASSETS / name).read_text("utf-8"))  # noqa: S704 - a file of ours


def _part(part: Part, place: Place) -> dict[str, Any]:
    return {"id": part.stem, "entry": contents(part), "html": html(in_one(part, place))}


def _chapter_of_notes(book: Book, part: Part, place: Place) -> dict[str, Any]:
    return {"id": part.stem, "title": part.title, "notes": [_note(book, note, place) for note in part.notes]}


def _note(book: Book, note: BookNote, place: Place) -> dict[str, Any]:
    online = links.canonical(book.site_url, links.address(links.note(note.label)))
    return {
        "label": note.label,
        "number": note.number,
        "called": note.called,
        "html": html(relinked(note.body, place)),
        "online": online,
    }

"""All addresses of a site in one place, and the links between its pages.

Two kinds of string, both with `/`: a *source path* is a page's place under `docs/`
(`chapter-1.md`, `notes/56.md`), an *address* is what a browser shows after the site's own
(`chapter-1/`, `notes/56/`, `chapter-1/#call-56`; `./` is the front page).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import cache

from apparatus.model import Document, Entry

DOWNLOAD = "download.md"
NOTES, BIBLIOGRAPHY, ARCHIVES, REPORT = "notes/index.md", "bibliography.md", "archives.md", "report.md"
PEOPLE, TIMELINE, REQUESTS = "people.md", "timeline.md", "archives/requests.md"
DATA = "data/index.md"
REQUESTS_CSV = "archives/requests.csv"  # a file beside the page
GENERATED = (NOTES, BIBLIOGRAPHY, ARCHIVES, REQUESTS, PEOPLE, TIMELINE, REPORT, DATA, DOWNLOAD)
ENDNOTES = "notes"  # the heading over the notes at a chapter's end
PERSONS, BODIES = "persons", "bodies"  # the headings of the page of people

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#|$", re.IGNORECASE)
_INDEX = re.compile(r"(^|/)(?:index|README)\.md$")

Link = Callable[[str], str]  # a link as from docs/ -> the same link as from some page


def chapter(stem: str) -> str:
    """Return the source path of a chapter."""
    return f"{stem}.md"


def section(stem: str, name: str) -> str:
    """Return the link to a heading of a chapter by its id, to the chapter's top where that is empty."""
    return f"{chapter(stem)}#{name}" if name else chapter(stem)


def note(label: str) -> str:
    """Return the source path of a note's own page."""
    return f"notes/{label}.md"


def notes_of(stem: str) -> str:
    """Return the link to a chapter's heading in the list of all notes."""
    return f"{NOTES}#in-{stem.replace('/', '-')}"


def note_anchor(label: str) -> str:
    """Return the id of a note, at its chapter's end and in the list of all notes."""
    return f"note-{label}"


def call_anchor(label: str) -> str:
    """Return the id of the place where a note is called."""
    return f"call-{label}"


def call(stem: str, label: str) -> str:
    """Return the link to the place where a note is called."""
    return f"{chapter(stem)}#{call_anchor(label)}"


def entry(source: Entry) -> str:
    """Return the link to a work in the bibliography, or to a document in the finding list."""
    page = ARCHIVES if isinstance(source, Document) else BIBLIOGRAPHY
    return f"{page}#{source.key}"


def shelf(anchor: str) -> str:
    """Return the link to a shelf of the finding list, by the id that it has there."""
    return f"{ARCHIVES}#{anchor}"


def person(anchor_: str) -> str:
    """Return the link to somebody in the list of people, by the anchor of the record."""
    return f"{PEOPLE}#{anchor_}"


@cache
def address(link: str) -> str:
    """Return the address of a link as from `docs/`: `notes/56.md` -> `notes/56/`."""
    path, mark, fragment = link.partition("#")
    if path.endswith(".md"):
        path = _INDEX.sub(r"\1", path)
        path = path.removesuffix(".md") + "/" if path.endswith(".md") else path
    return (path or "./") + mark + fragment


def to_docs(source: str) -> Link:
    """Return what turns links as a page's source has them into links as from `docs/`."""
    folder = posixpath.dirname(source)

    def link(target: str) -> str:
        if target.startswith("#"):
            return source + target
        path, mark, fragment = target.partition("#")
        if _OUTSIDE.match(target):
            return target
        return posixpath.normpath(posixpath.join(folder, path)) + mark + fragment

    return link


def from_address(here: str) -> Link:
    """Return what turns links as from `docs/` into links that a browser follows from an address."""

    @cache
    def link(target: str) -> str:
        return target if _OUTSIDE.match(target) else between(here, address(target))

    return link


def from_page(source: str) -> Link:
    """Return what turns links as from `docs/` into links that a browser follows from a page."""
    follow, own = from_address(address(source)), f"{source}#"

    def link(target: str) -> str:
        return target.removeprefix(source) if target.startswith(own) else follow(target)

    return link


def between(here: str, there: str) -> str:
    """Return the relative link from one address to another."""
    path, mark, fragment = there.partition("#")
    folder = posixpath.dirname(here.partition("#")[0])
    relative = _relative(path.rstrip("/").removeprefix("."), folder.removeprefix("."))
    return relative + ("/" if path.endswith("/") else "") + mark + fragment


def canonical(site_url: str | None, here: str) -> str:
    """Return the full address of a page, empty where the site's own is not known."""
    return f"{site_url.rstrip('/')}/{here.removeprefix('./')}" if site_url else ""


@cache
def _relative(path: str, folder: str) -> str:
    """Return the way from a folder to a path, both from the same root, without a look at the disk."""
    to, start = (list(filter(None, place.split("/"))) for place in (path, folder))
    shared = next((at for at, pair in enumerate(zip(to, start, strict=False)) if pair[0] != pair[1]), None)
    shared = min(len(to), len(start)) if shared is None else shared
    return "/".join([*[".."] * (len(start) - shared), *to[shared:]]) or "."

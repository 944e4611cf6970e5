"""Every link in a note leads to a page, to a place on it, or to a file of `docs/`."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from apparatus import ledger, links
from apparatus.addresses import addresses
from apparatus.concordance import concordance
from apparatus.edition import Edition
from apparatus.model import Note, Problem
from apparatus.typeset.render import typesetter

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
_WRITTEN = r"""(?:\{{[^{{}}\n]*#|\bid=["']?){}(?![\w.:-])"""
_HINT = "links of notes start from docs/"


def check(edition: Edition) -> list[Problem]:
    """Report links in notes that lead to nothing, as the site will have them."""
    setter = typesetter(concordance(edition))
    return [
        _problem(note, link)
        for note in edition.notes
        for link in setter.links_of(note)
        if not _OUTSIDE.match(link) and not _is_there(unquote(link), edition)
    ]


def _problem(note: Note, link: str) -> Problem:
    line = note.line + note.text.count("\n", 0, max(0, note.text.find(link)))
    return Problem(note.path, line, "LINK", f"“{link}” is not there", _HINT)


def _is_there(link: str, edition: Edition) -> bool:
    path, _, anchor = link.partition("#")
    path = posixpath.normpath(path) if path else ""
    if not path.endswith(".md"):
        return path in edition.files or path in _made()
    now = addresses(edition).links
    if links.address(path) not in now:
        return False
    place = links.address(f"{path}#{anchor}")
    moved = ledger.moved(edition.published, now)
    return not anchor or place in now or place in moved or _may_have(path, anchor, edition)


def _made() -> set[str]:
    """Return the files that an edition gets without writing them."""
    from apparatus.export import datafiles  # with all formats of the data, which few notes ask for

    return {links.REQUESTS_CSV, *map(datafiles.address, datafiles.DATA)}


def _may_have(path: str, anchor: str, edition: Edition) -> bool:
    """Tell whether a page has an id that is no address of the edition.

    In a chapter it is written. Of what is generated, keys and notes are addresses, each of them; what
    stands between them is not known here.
    """
    text = next((chapter.text for chapter in edition.chapters if links.chapter(chapter.stem) == path), None)
    if text is not None and re.search(_WRITTEN.format(re.escape(anchor)), text):
        return True
    if path in (links.BIBLIOGRAPHY, links.ARCHIVES):
        return links.chapter(anchor) == path  # its title
    if path == links.NOTES:
        return not anchor.startswith(links.note_anchor(""))
    return text is None or anchor == links.ENDNOTES

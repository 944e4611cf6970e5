"""Every address that was published is still there, or redirected, and each is that of one thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from apparatus import ledger, links
from apparatus.addresses import addresses
from apparatus.concordance import Concordance, concordance
from apparatus.edition import Edition
from apparatus.model import Problem
from apparatus.notes import RESERVED
from apparatus.shelves import shelves


class _Thing(NamedTuple):
    """Something with an address: its link as from docs/, what it is, and where it is written."""

    link: str
    what: str
    path: str
    line: int = 0


def check(edition: Edition) -> list[Problem]:
    """Compare the ledger with the addresses that the edition has now, and these with each other."""
    gone = ledger.gone(edition.published, addresses(edition).links, str(edition.folder / ledger.NAME))
    return [*gone, *shelves(edition).problems, *_twice(concordance(edition))]


def _twice(index: Concordance) -> Iterator[Problem]:
    """Report what has the address of something else; folders are one on disks that know no capitals."""
    seen: dict[str, _Thing] = {}
    for thing in _things(index):
        page, mark, name = links.address(thing.link).partition("#")
        first = seen.setdefault(page.casefold() + mark + name, thing)
        if first is not thing:
            message = f"{thing.what} has the address of {first.what}, “{page}{mark}{name}”"
            yield Problem(thing.path, thing.line, "ADDRESS-TWICE", message, "give one of them another name")


def _things(index: Concordance) -> Iterator[_Thing]:
    """Yield what has an address, first what an editor did not choose it for, last what is free to change."""
    edition = index.edition
    written = {links.chapter(chapter.stem) for chapter in edition.chapters}
    yield from (_Thing(page, f"the page {page}", "") for page in links.GENERATED if page not in written)
    for note in (note for label, note in index.notes.items() if label.lower() not in RESERVED):
        name, what = links.note_anchor(note.label), f"note {note.label}"
        for link in (
            links.note(note.label),
            f"{links.NOTES}#{name}",
            f"{links.chapter(note.chapter)}#{name}",
        ):
            yield _Thing(link, what, note.path, note.line)
    for call in index.calls.values():
        yield _Thing(
            links.call(call.chapter, call.label), f"the call of note {call.label}", call.path, call.line
        )
    path = edition.bibliography.path
    for key, entry in edition.bibliography.entries.items():
        yield _Thing(links.entry(entry), f"the entry “{key}”", path, entry.line)
    for chapter in edition.chapters:
        page = links.chapter(chapter.stem)
        yield _Thing(page, f"the file {page}", chapter.path)
        for heading in index.outlines[chapter.stem]:
            yield _Thing(f"{page}#{heading.id}", f"the heading “{heading.text}”", chapter.path, heading.line)

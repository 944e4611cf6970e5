"""The addresses of the shelves in the finding list: one for each, and for each the one that was published.

A shelf is called by its archive and its levels, `pro-a12`. Where other shelves or a document have the same
name, all but one of them have a mark of their own behind it, `pro-a12-5d41c0`. It is made from the shelfmark
alone, so that the ledger tells who has which: the plain name belongs to the one whose marked name was never
published. Where several are left, the plain name was that of the one whose documents were published.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from apparatus import links
from apparatus.archives import anchor, finding_list, format_shelfmark, shelfmarks
from apparatus.edition import Edition
from apparatus.ledger import NAME as LEDGER
from apparatus.model import Problem, Shelfmark

_PAGE = f"{links.address(links.ARCHIVES)}#"


@dataclass(frozen=True, slots=True)
class Shelves:
    """The id of each shelf on the page of the archives, and what nobody can know of them."""

    ids: Mapping[Shelfmark, str]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=1)  # each link to a shelf asks for those of one edition
def shelves(edition: Edition) -> Shelves:
    """Return the ids of all shelves of an edition."""
    published, keys = _published(edition), {document.key for document in edition.bibliography.documents}
    ids: dict[Shelfmark, str] = {}
    problems: list[Problem] = []
    for name, marks in _by_name(edition, published).items():
        marked = {mark: _marked(name, mark) for mark in marks}
        waiting = [mark for mark in marks if marked[mark] not in published]
        of_document = name in keys
        if name in published and len(waiting) + of_document > 1:
            known = [mark for mark in waiting if _is_known(edition, mark, published - {name})]
            if len(known) + of_document > 1 or not (known or of_document):
                left = {mark: marked[mark] for mark in known or waiting}
                problems.append(_unclear(edition, name, left, of_document=of_document))
            waiting = known or waiting
        ids |= marked
        if name and waiting and not of_document:
            ids[waiting[0]] = name
    return Shelves(ids, tuple(problems))


def link(edition: Edition, mark: Shelfmark) -> str:
    """Return the link to a shelf of the finding list."""
    return links.shelf(shelves(edition).ids[mark])


def _published(edition: Edition) -> frozenset[str]:
    """Return the ids on the page of the archives that were published and lead to no other place."""
    ledger = edition.published
    return frozenset(
        old.removeprefix(_PAGE)
        for old in ledger.lines
        if old.startswith(_PAGE) and old not in ledger.redirects
    )


def _by_name(edition: Edition, published: frozenset[str]) -> dict[str, list[Shelfmark]]:
    """Return all shelves, in the order of the finding list, by their names.

    A name that lacks the letters which are not ASCII stays where it was published, and is one shelf's.
    """
    archives = edition.archives
    marks = list(shelfmarks(finding_list(edition.bibliography.documents, archives)))
    bare = [anchor(mark, archives, written=str.lower) for mark in marks]
    found: dict[str, list[Shelfmark]] = {}
    for mark, old in zip(marks, bare, strict=True):
        name = anchor(mark, archives)
        stays = old in published and name not in published and bare.count(old) == 1
        found.setdefault(old if stays else name, []).append(mark)
    return found


def _marked(name: str, mark: Shelfmark) -> str:
    written = "\0".join([mark.archive, *(part for level in mark.levels for part in level)])
    return f"{name or 'shelf'}-{zlib.crc32(written.encode()) & 0xFFFFFF:06x}"


def _is_known(edition: Edition, mark: Shelfmark, published: frozenset[str]) -> bool:
    """Tell whether a document in a shelf, or below it, was published."""
    depth = len(mark.levels)
    return any(
        document.key in published
        for document in edition.bibliography.documents
        if document.shelfmark.archive == mark.archive and document.shelfmark.levels[:depth] == mark.levels
    )


def _unclear(edition: Edition, name: str, marked: Mapping[Shelfmark, str], *, of_document: bool) -> Problem:
    """Report a published name of which nobody can know whose it was, and how to say it."""
    address = f"{_PAGE}{name}"
    who = [_words(edition, mark) for mark in marked] + [f"the document “{name}”"] * of_document
    message = f"“{address}” is the address of {' and '.join(who)}, and nobody knows whose was published"
    own = ", ".join(f"{_PAGE}{one} for {_words(edition, mark)}" for mark, one in marked.items())
    hint = f"add the line of each that is new: {own}" + "; else give the document another key" * of_document
    return Problem(
        str(edition.folder / LEDGER), edition.published.lines[address], "ADDRESS-TWICE", message, hint
    )


def _words(edition: Edition, mark: Shelfmark) -> str:
    return f"{mark.archive} {format_shelfmark(mark, edition.archives)}".strip()

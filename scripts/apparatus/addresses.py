"""All addresses that an edition has now, and those of its paragraphs that stay when the text changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from apparatus import links
from apparatus.concordance import Concordance, concordance
from apparatus.edition import Chapter, Edition
from apparatus.files import write_text
from apparatus.ledger import NAME, Ledger, format_ledger
from apparatus.paragraphs import Paragraph, numbered, paragraphs
from apparatus.people import people
from apparatus.shelves import shelves


@dataclass(frozen=True, slots=True)
class Addresses:
    """What can be linked to."""

    links: Mapping[str, str]  # an address -> its link as from docs/
    paragraphs: Mapping[str, Mapping[str, Paragraph]]  # a chapter's stem -> id -> paragraph


@lru_cache(maxsize=1)  # the check, the site, the data and the ledger ask for those of one edition
def addresses(edition: Edition) -> Addresses:
    """Return the addresses of an edition. Paragraphs have the ids that they had, new ones the new."""
    index = concordance(edition)
    ids = _of_paragraphs(index, edition.published)
    inner = (f"{links.chapter(stem)}#{name}" for stem, found in ids.items() for name in found)
    found = (
        *_chapters(index), *inner, *_notes(index), *_sources(edition), *_people(index), *links.GENERATED
    )  # fmt: skip
    return Addresses({links.address(link): link for link in found}, ids)


def record(edition: Edition) -> None:
    """Add the edition's new addresses to its ledger. What `apparatus build` does, and `check` does not.

    A paragraph that was reworded is from now on known by its new words. A ledger to which nothing is
    added is not written.
    """
    now, ledger = addresses(edition), edition.published
    lines = {**dict.fromkeys(now.links, 0), **ledger.lines}
    known_by = {
        links.address(f"{links.chapter(stem)}#{name}"): paragraph.fingerprint
        for stem, found in now.paragraphs.items()
        for name, paragraph in found.items()
    }
    new = Ledger(lines, ledger.redirects, {**ledger.fingerprints, **known_by})
    if set(lines) != set(ledger.lines) or new.fingerprints != ledger.fingerprints:
        write_text(edition.folder / NAME, format_ledger(new))


def _of_paragraphs(index: Concordance, ledger: Ledger) -> dict[str, dict[str, Paragraph]]:
    """Return the paragraphs of each chapter. The front page has none: it is a title page, not read on."""
    published: dict[str, set[str]] = {}  # a page's address -> the names of its places
    for old in ledger.lines:
        page, _, name = old.partition("#")
        published.setdefault(page, set()).add(name)
    return {
        chapter.stem: _numbered(index, ledger, chapter, published.get(page, set()))
        for chapter in index.edition.chapters
        if (page := links.address(links.chapter(chapter.stem))) != "./"
    }


def _numbered(
    index: Concordance, ledger: Ledger, chapter: Chapter, published: set[str]
) -> dict[str, Paragraph]:
    """Return the paragraphs of one chapter by their ids; `published` are those of all its places."""
    page, found = links.address(links.chapter(chapter.stem)), paragraphs(chapter.text)
    known = {
        name: ledger.fingerprints[f"{page}#{name}"]
        for name in published
        if f"{page}#{name}" in ledger.fingerprints
    }
    taken = published | {heading.id for heading in index.outlines[chapter.stem]}
    return dict(zip(numbered(known, [one.fingerprint for one in found], taken), found, strict=True))


def _chapters(index: Concordance) -> Iterator[str]:
    for stem, outline in index.outlines.items():
        yield links.chapter(stem)
        yield from (f"{links.chapter(stem)}#{heading.id}" for heading in outline)
    yield from (links.call(call.chapter, call.label) for call in index.calls.values())


def _notes(index: Concordance) -> Iterator[str]:
    for note in index.edition.notes:
        anchor = links.note_anchor(note.label)
        yield links.note(note.label)
        if note.chapter in index.outlines:  # a note of no chapter stands on its own page alone
            yield from (f"{page}#{anchor}" for page in (links.NOTES, links.chapter(note.chapter)))
    for stem in index.outlines:
        if index.in_chapter(stem):
            yield from (links.section(stem, links.ENDNOTES), links.notes_of(stem))


def _sources(edition: Edition) -> Iterator[str]:
    yield from map(links.entry, edition.bibliography.entries.values())
    yield from map(links.shelf, shelves(edition).ids.values())


def _people(index: Concordance) -> Iterator[str]:
    for person in people(index):
        yield links.person(person.id)
        yield f"{links.PEOPLE}#{links.BODIES if person.body else links.PERSONS}"

"""Who cites what: an edition's notes, calls and citations, found by label and by key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from apparatus.edition import Chapter, Edition
from apparatus.headings import Heading, above, headings, number, page_at
from apparatus.model import Call, Correction, Note, Resolved


@dataclass(frozen=True, slots=True, eq=False)  # that of an edition, see `concordance`
class Concordance:
    """Look-ups over one edition; what is not there is an empty tuple."""

    edition: Edition
    notes: Mapping[str, Note]
    calls: Mapping[str, Call]
    of_note: Mapping[str, tuple[Resolved, ...]]  # label -> its citations, in order
    of_entry: Mapping[str, tuple[Resolved, ...]]  # key -> the citations of it, in the notes' order
    outlines: Mapping[str, tuple[Heading, ...]]  # a chapter's stem -> its headings
    corrected: Mapping[tuple[str, str], tuple[Correction, ...]]  # kind and place -> the corrections there
    names: Mapping[str, str]  # a chapter's stem -> how it is named in passing, no two alike

    def cites(self, label: str) -> tuple[Resolved, ...]:
        """Return the citations of a note."""
        return self.of_note.get(label, ())

    def cited_by(self, key: str) -> tuple[Resolved, ...]:
        """Return the citations of an entry."""
        return self.of_entry.get(key, ())

    def in_chapter(self, stem: str) -> tuple[Note, ...]:
        """Return the notes of a chapter, in order."""
        return tuple(note for note in self.edition.notes if note.chapter == stem)

    def place(self, stem: str) -> str:
        """Return how a chapter is named in passing: `chapter 1`, `introduction`, `Vorwort`."""
        return self.names.get(stem) or place_name(stem)

    def section(self, label: str) -> Heading | None:
        """Return the heading under which a note is called."""
        call = self.calls.get(label)
        return above(self.outlines.get(call.chapter, ()), call.line) if call else None

    def print_page(self, label: str) -> str:
        """Return the print's page on which the section that calls a note begins."""
        call = self.calls.get(label)
        return page_at(self.outlines.get(call.chapter, ()), call.line) if call else ""

    def corrections(self, label: str) -> tuple[Correction, ...]:
        """Return the corrections of a note and of the sources that it cites, in the file's order."""
        keys = dict.fromkeys(resolved.entry.key for resolved in self.cites(label))
        places = [("note", label), *(("entry", key) for key in keys)]
        found = (correction for place in places for correction in self.corrected.get(place, ()))
        return tuple(sorted(found, key=attrgetter("line")))


@lru_cache(maxsize=1)  # the check, the site and each file of the data ask for that of one edition
def concordance(edition: Edition) -> Concordance:
    """Index an edition."""
    of_note: dict[str, list[Resolved]] = {}
    of_entry: dict[str, list[Resolved]] = {}
    for resolved in edition.resolution.resolved:
        of_note.setdefault(resolved.note, []).append(resolved)
        of_entry.setdefault(resolved.entry.key, []).append(resolved)
    corrected: dict[tuple[str, str], list[Correction]] = {}
    for correction in edition.corrections:
        corrected.setdefault((correction.kind, correction.place), []).append(correction)
    return Concordance(
        edition,
        {note.label: note for note in edition.notes},
        {call.label: call for call in reversed(edition.calls)},
        {label: tuple(found) for label, found in of_note.items()},
        {key: tuple(found) for key, found in of_entry.items()},
        {chapter.stem: headings(chapter.text) for chapter in edition.chapters},
        {place: tuple(found) for place, found in corrected.items()},
        _names(edition),
    )


def _names(edition: Edition) -> dict[str, str]:
    """Return how each chapter is named: those of the same name in several folders with their folders."""
    names = {chapter.stem: _name(chapter, edition.book.language) for chapter in edition.chapters}
    several = Counter(names.values())
    return {
        stem: name if several[name] == 1 else ", ".join(map(place_name, stem.split("/")))
        for stem, name in names.items()
    }


def _name(chapter: Chapter, language: str) -> str:
    """Return the words of a file's name where they are a name in an English sentence, else the title."""
    words, title = place_name(chapter.stem), number(chapter.title)
    said = re.findall(r"\w+", title.lower().replace("’", "").replace("'", ""))
    plain = words[-1:].isdigit() or set(words.split()) <= set(said)
    return words if not title or (plain and language.startswith("en")) else title


def place_name(stem: str) -> str:
    """Return the words of a file's name: `chapter 1` of `part-1/chapter-1`."""
    return stem.rpartition("/")[2].replace("-", " ").replace("_", " ")

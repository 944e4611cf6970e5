"""Works of a print that has no bibliography: each is read from the first note that gives it in full.

    full note   Peter Quill, *Carts and Carters*, 2nd ed. (Leeds: Arden, 1962), 44.
    as an entry Quill, Peter. *Carts and Carters*. 2nd ed. Leeds: Arden, 1962.

`workkinds` reads what follows the names, as it does for entries. A name is split where initials, or a
short note that has its last word alone, show which part is the family's; else it stands in its own order.
Where commas could part names or be the title's, the note stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from apparatus.importer.book import PrintNote
from apparatus.importer.works.doubts import is_doubtful
from apparatus.importer.works.entrynames import read_name
from apparatus.importer.works.workkinds import with_rest
from apparatus.model import Name, Span, Work
from apparatus.printed.noteparts import YEAR
from apparatus.printed.notesstyle import Index, index_works
from apparatus.printed.tokens import folded
from apparatus.printed.unlisted import FullNote, find_styled, read_full

_YEAR = re.compile(rf"(?:,\s*|\s+|^)(?P<year>{YEAR})$")
_MARKED = re.compile(r"\*(?P<italic>[^*]+)\*|[\"“„«](?P<quoted>[^\"”»]+)[\"”»]")
_PART = re.compile(
    r",\s+(?=(?:\d+(?:st|nd|rd|th)|[Rr]ev(?:ised|\.)?)\sed|(?:eds?|trans|vols?)\.\s|\d+\svols\.)"
)
_BETWEEN = re.compile(r",?\s+(?:and|&|und|og|et)\s+|,\s+")
_ROLE = re.compile(r",?\s+\(?(?:eds?|comps?)\.\)?$")
_ET_AL = re.compile(r",?\s+et\s+al\.?$")
_LIKE_NAME = re.compile(r"[A-ZÀ-ÞĐ][\w'’.-]*(?:\s[A-ZÀ-ÞĐ][\w'’.-]*){1,3}")
_PARTICLE = re.compile(r" (?=(?:van|von|de|der|du|la|den|ter)\s)")
_EDITED = re.compile(
    rf",?\s*\beds?\.\s+(?P<names>{_LIKE_NAME.pattern}(?:(?:,|,?\sand)\s{_LIKE_NAME.pattern})*)"
)
_IN = re.compile(r"[Ii]n:?\s+\*?(?P<book>[^*,]+(?:,\s(?!eds?\.)[^*,]+)*)\*?,?\s*")
_JOURNAL = re.compile(r"\*?(?P<journal>[^\d*,]+)\*?,?\s+(?=(?:[Vv]ol\.\s?|[Nn]o\.\s?)?\d)")


@dataclass(frozen=True, slots=True)
class FromNote:
    """A work, and the words of the note that it was read from."""

    work: Work
    note: PrintNote
    printed: str


def works_of_notes(notes: Sequence[PrintNote]) -> tuple[FromNote, ...]:
    """Return the works that notes give in full, in the notes' order, each once and without a key."""
    found: list[FromNote] = []
    index = index_works(())
    whole = "\n".join(note.text for note in notes)
    for note in notes:
        for full, near in _full_notes(note.text, index):
            work = read_work(full)
            if (
                work is not None
                and not is_doubtful(work)
                and folded(work.title) not in [folded(index.titles[key].text) for key in near]
            ):
                found.append(FromNote(_split_by_use(work, whole), note, full.span.of(note.text)))
                named = (replace(one.work, key=str(number)) for number, one in enumerate(found))
                index = index_works(named)
    return tuple(found)


def read_work(full: FullNote) -> Work | None:
    """Return the work that a full note describes, None where its words can be parted in several ways."""
    year = _YEAR.search(full.imprint)
    marked = _MARKED.match(full.title)
    if year is None or (marked is None and (full.title.startswith("‘") or _has_uncertain_names(full))):
        return None
    work = _named(full.names, year["year"].replace("–", "-").replace("/", "-"))
    before = full.imprint[: year.start()].strip(" ,")
    if marked is None:
        title, parts = [*_PART.split(full.title, maxsplit=1), ""][:2]
        return _book(work, title, parts, before)
    parts = full.title[marked.end() :].strip(" ,")
    if marked["italic"]:
        return _book(work, marked["italic"], parts, before)
    return _part_of_something(work, marked["quoted"].strip(" ,"), parts, before, year["year"])


def _full_notes(text: str, index: Index) -> Iterator[tuple[FullNote, tuple[str, ...]]]:
    """Yield the full notes of a note's text that the index does not know, with works of another year."""
    for cited in find_styled(text, [Span(0, len(text))], index, {}):
        if cited.form == "full" and not cited.keys:
            full = read_full(text, cited.span.start, cited.span.end)
            if full is not None:
                yield full, cited.also


def _has_uncertain_names(full: FullNote) -> bool:
    """Tell whether a comma before an unmarked title may stand between two names, or within the title."""
    title = _PART.split(full.title, maxsplit=1)[0]
    return "," in full.names.strip(" ,") or any(
        _LIKE_NAME.fullmatch(piece.strip()) for piece in title.split(",")[1:]
    )


def _named(names: str, year: str) -> Work:
    """Read names in reading order, with what says that they edited."""
    names = names.strip(" ,")
    edited = _ROLE.search(names) is not None
    bare = _ROLE.sub("", names)
    people = _people(_ET_AL.sub("", bare)) + ((Name("others"),) if _ET_AL.search(bare) else ())
    return Work("", "book", "", year, () if edited else people, people if edited else ())


def _people(names: str) -> tuple[Name, ...]:
    return tuple(read_name(name) for name in _BETWEEN.split(names) if name)


def _book(work: Work, title: str, parts: str, imprint: str) -> Work:
    """book = title { "," part } "(" imprint ")"."""
    edited = _EDITED.search(parts)
    if edited is not None:
        work = replace(work, editors=_people(edited["names"]))
        parts = parts[: edited.start()] + parts[edited.end() :]
    parts = re.sub(r"\btrans\.\s+(?=[A-ZÀ-Þ])", "Translated by ", parts.strip(" ,"))
    return with_rest(work, _sentences(f"*{title.strip(' ,')}*", parts, imprint))


def _part_of_something(work: Work, title: str, parts: str, imprint: str, year: str) -> Work:
    """part = quoted ( "in" book [ "," "ed." names ] | journal [ volume ] | nothing ) "(" imprint ")"."""
    inside = _IN.match(parts)
    if inside is not None:
        edited = _EDITED.search(parts, inside.end() - 2)
        book = replace(
            work, kind="incollection", title=title, editors=_people(edited["names"]) if edited else ()
        )
        read = _book(replace(book, title=""), inside["book"], "", imprint)
        fields = {"booktitle": read.title, **read.fields}
        return replace(book, fields=fields)
    journal = _JOURNAL.match(parts)
    if journal is not None:
        parts = f"*{journal['journal'].strip()}* {parts[journal.end() :]}"
    if parts:
        return with_rest(
            work, f'"{title}." {parts} ({imprint} {year}).' if imprint else f'"{title}." {parts}.'
        )
    return with_rest(work, _sentences(f'"{title}."', imprint))


def _sentences(*parts: str) -> str:
    """Put the parts of an entry one after the other, each with its stop."""
    return " ".join(part if part.endswith(('."', ".")) else f"{part}." for part in parts if part)


def _split_by_use(work: Work, notes: str) -> Work:
    """Split a name in reading order at a particle, or where short notes have its last word alone."""
    authors, editors = (
        tuple(_split(name, notes) for name in names) for names in (work.authors, work.editors)
    )
    return replace(work, authors=authors, editors=editors)


def _split(name: Name, notes: str) -> Name:
    particle = _PARTICLE.search(name.family)
    if particle is not None and not name.given:
        return Name(name.family[particle.start() + 1 :], name.family[: particle.start()])
    given, _, family = name.family.rpartition(" ")
    if name.given or not given or not _alone(family, notes) or _alone(given.split()[0], notes):
        return name
    return Name(family, given)


def _alone(word: str, notes: str) -> bool:
    """Tell whether a short note begins with the word: `Quill, Carts`, `see Quill and Berg, 12`."""
    begins = r"(?:^|[.;:(]\s|\b(?:[Ss]ee(?:\salso)?|[Cc]f\.|and|in)\s)"
    others = r"(?:,?\s(?:and|&)\s[A-ZÀ-ÞĐ][\w'’-]+|,?\set\sal\.)?"
    after = r",\s(?=[*\"“„«A-ZÀ-ÞĐ\d]|pp?\.|op\.)"
    return re.search(rf"{begins}{re.escape(word)}{others}{after}", notes, re.MULTILINE) is not None

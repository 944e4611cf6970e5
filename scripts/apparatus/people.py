"""The people and bodies of an edition's documents, from the documents' own fields.

Nobody is found by matching surnames in prose, and no two names are joined by guess: `Zimyanin, M. V.`
and a `{Zimyanin}` whom a note names without initials are two records until an editor makes them one.
Nor is it guessed who is a person: a name that an entry's field `bodies` has, separated by semicolons,
is a body, an office or a group wherever it stands (`bodies = {MID; CC CPSU}`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from anyascii import anyascii

from apparatus import dates
from apparatus.archives import by_date
from apparatus.bibliography import ALSO_SHORT, SEPARATOR
from apparatus.concordance import Concordance
from apparatus.model import Document, Name
from apparatus.slugs import slug, unique

Part = Literal["author", "recipient", "participant"]

BODIES = "bodies"  # the field of an entry that says which of its names are no person's

_UNSURE = "possible"  # the status of a correction that was not made: the print's form stands


@dataclass(frozen=True, slots=True)
class Appearance:
    """A document that somebody wrote, received or took part in."""

    document: Document
    part: Part


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the notes give it, and the documents with which they give it, by date."""

    title: str
    documents: tuple[Document, ...]

    @property
    def first(self) -> str:
        """The first day on which it is given, `YYYY-MM-DD`; empty where no document has a date."""
        found = (dates.bounds(document.date)[0] for document in self.documents)
        return min(filter(None, found), default="")

    @property
    def last(self) -> str:
        """The last day on which it is given, `YYYY-MM-DD`; empty where no document has a date."""
        return max((dates.bounds(document.date)[1] for document in self.documents), default="")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How the print spells a name in a place: a note's label, an entry's key, a section's address."""

    written: str
    place: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or a body, of the documents. What is not known is empty."""

    id: str  # an anchor: "zimyanin-m-v"
    name: Name
    appearances: tuple[Appearance, ...]  # by date
    offices: tuple[Office, ...]  # by the first day on which each is given
    notes: tuple[str, ...]  # labels of the notes that cite the documents, in the notes' order
    spellings: tuple[Spelling, ...]  # of the print, where they are not the standard form
    body: bool = False  # a body, an office or a group, not a person

    @property
    def documents(self) -> tuple[Document, ...]:
        """Each document once, by date."""
        return tuple({item.document.key: item.document for item in self.appearances}.values())

    @property
    def first_year(self) -> str:
        """The year of the earliest document, empty where none has a date."""
        return min((year for document in self.documents if (year := dates.year(document.date))), default="")

    @property
    def last_year(self) -> str:
        """The year of the latest document, empty where none has a date."""
        return max((dates.bounds(document.date)[1][:4] for document in self.documents), default="")


@lru_cache(maxsize=1)  # the lists, the data and the ledger ask for those of one edition
def people(index: Concordance) -> tuple[Person, ...]:
    """Return everybody of the documents, in the order of their names."""
    found: dict[Name, list[Appearance]] = {}
    documents = sorted(index.edition.bibliography.documents, key=by_date)
    for document in documents:
        for part, names in _parts(document):
            for name in names:
                found.setdefault(name, []).append(Appearance(document, part))
    spellings = _spellings(index, found)
    bodies = set(_bodies(documents))
    used: set[str] = set()
    ordered = sorted(found, key=_by_name)
    everybody = (_person(index, name, found[name], spellings.get(name, ()), used) for name in ordered)
    return tuple(replace(person, body=str(person.name) in bodies) for person in everybody)


def anchor(name: Name) -> str:
    """Return a name as an anchor: `zimyanin-m-v`, `ho-chi-minh`."""
    return slug(name.inverted()) or "person"


def _person(
    index: Concordance,
    name: Name,
    appearances: list[Appearance],
    spellings: Iterable[Spelling],
    used: set[str],
) -> Person:
    place = unique(anchor(name), used)
    used.add(place)
    offices = _offices(name, appearances)
    return Person(place, name, tuple(appearances), offices, _notes(index, appearances), tuple(spellings))


def _bodies(documents: Iterable[Document]) -> Iterator[str]:
    for document in documents:
        yield from (name.strip() for name in document.fields.get(BODIES, "").split(";"))


def _parts(document: Document) -> Iterator[tuple[Part, tuple[Name, ...]]]:
    yield "author", document.authors
    yield "recipient", document.recipients
    yield "participant", document.participants


def _offices(name: Name, appearances: Iterable[Appearance]) -> tuple[Office, ...]:
    """Gather the offices of a name, each once whatever its capitals, in the form that is given first."""
    titles: dict[str, str] = {}
    documents: dict[str, dict[str, Document]] = {}
    for item in appearances:
        for title in _offices_in(item.document, name):
            titles.setdefault(title.casefold(), title)
            documents.setdefault(title.casefold(), {})[item.document.key] = item.document
    return tuple(Office(titles[key], tuple(given.values())) for key, given in documents.items())


def _offices_in(document: Document, name: Name) -> list[str]:
    known = {name.family, str(name), name.inverted()}
    return [office for written, office in document.offices if written in known]


def _notes(index: Concordance, appearances: Iterable[Appearance]) -> tuple[str, ...]:
    keys = {item.document.key for item in appearances}
    cited = {resolved.note for key in keys for resolved in index.cited_by(key)}
    return tuple(label for label in index.notes if label in cited)


def _spellings(index: Concordance, names: Iterable[Name]) -> dict[Name, list[Spelling]]:
    """Find the print's other spellings: where a correction, or a short title's variant, names somebody."""
    found: dict[Name, list[Spelling]] = {}
    for name, spelling in (*_corrected(index), *_corrected_in_text(index, names), *_variants(index)):
        there = found.setdefault(name, [])
        if spelling not in there:
            there.append(spelling)
    return {name: found[name] for name in names if name in found}


def _corrected(index: Concordance) -> Iterator[tuple[Name, Spelling]]:
    """Yield the spellings that corrections mend, where somebody of the place's own documents is meant."""
    for correction in index.edition.corrections:
        if correction.status == _UNSURE or correction.kind == "at":
            continue
        documents = _documents_at(index, correction.kind, correction.place)
        for name in dict.fromkeys(name for document in documents for name in _names(document)):
            for written in _aligned(name, correction.edition, correction.print):
                yield name, Spelling(written, correction.place)


def _corrected_in_text(index: Concordance, names: Iterable[Name]) -> Iterator[tuple[Name, Spelling]]:
    """Yield the spellings that corrections of a chapter mend, where they give a whole name, nothing else."""
    known = {form: name for name in names for form in (str(name), name.inverted())}
    for correction in index.edition.corrections:
        if correction.kind == "at" and correction.status != _UNSURE and correction.edition in known:
            yield known[correction.edition], Spelling(correction.print, correction.place)


def _variants(index: Concordance) -> Iterator[tuple[Name, Spelling]]:
    """Yield the spellings in the variants of short titles."""
    for document in index.edition.bibliography.documents:
        variants = document.fields.get(ALSO_SHORT, "").split(SEPARATOR)
        for name in _names(document):
            for variant in filter(None, variants):
                for written in _aligned(name, document.shorttitle, variant):
                    yield name, Spelling(written, document.key)


def _documents_at(index: Concordance, kind: str, place: str) -> list[Document]:
    cited = (resolved.entry for resolved in index.cites(place)) if kind == "note" else ()
    entry = index.edition.bibliography.entries.get(place) if kind == "entry" else None
    return [source for source in (*cited, entry) if isinstance(source, Document)]


def _aligned(name: Name, standard: str, printed: str) -> Iterator[str]:
    """Yield what stands in `printed` where `standard` has the name, if they agree word for word in number.

    A hyphen of the print counts as a space, so that `Vo-Nguyen Giap` is aligned with `Vo Nguyen Giap`.
    """
    here, there = _words(standard), _words(printed)
    if len(here) != len(there):
        return
    for form in dict.fromkeys((str(name), name.inverted(), name.family)):
        wanted = _words(form)
        for at in range(len(here) - len(wanted) + 1):
            if here[at : at + len(wanted)] == wanted and there[at : at + len(wanted)] != wanted:
                yield " ".join(there[at : at + len(wanted)])
                return


def _words(text: str) -> list[str]:
    return re.findall(r"[^\s,;]+", text)


def _names(document: Document) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(name for _, names in _parts(document) for name in names))


def _by_name(name: Name) -> tuple[str, str]:
    return anyascii(name.inverted()).casefold(), name.inverted()

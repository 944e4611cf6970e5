"""The archival citations of all notes -> documents: one record for each, however often it is cited.

Two citations are one document where shelfmark and date agree and the people, or the titles, can be
the same. Names that differ only in transliteration (`j` for `y`, hyphens, accents) are one name; names
that differ in a letter or two are one name only in the same file on the same day, and are reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from apparatus.dates import bounds
from apparatus.model import Document, Locator, Name, Shelfmark, Span
from apparatus.printed.descriptions import Description
from apparatus.printed.people import Person
from apparatus.printed.shelfmarks import PrintedShelfmark
from apparatus.slugs import latin, slug

WHOLE_FILE = "File"  # what a citation without a description is called
LONGEST_KEY = 72  # characters; a key is part of an address


@dataclass(frozen=True, slots=True)
class ArchivalCitation:
    """One archival citation of a note: what it says, where it stands."""

    note: str  # label
    span: Span  # description and shelfmark
    description: Description
    mark: PrintedShelfmark
    shelfmark: Shelfmark  # as read, its archive filled in


@dataclass(frozen=True, slots=True)
class Grouped:
    """A document with the citations that it was made of."""

    document: Document
    citations: tuple[ArchivalCitation, ...]


def group(citations: Sequence[ArchivalCitation]) -> tuple[Grouped, ...]:
    """Make documents of citations, in the order in which the notes first cite them."""
    groups: list[list[ArchivalCitation]] = []
    dated = sorted(citations, key=lambda c: not c.description.date)  # what has no date looks for one that has
    for citation in dated:
        fitting = [members for members in groups if _same_document(members, citation)]
        if len(fitting) == 1:
            fitting[0].append(citation)
        else:
            groups.append([citation])
    order = {id(citation): place for place, citation in enumerate(citations)}
    groups = [sorted(members, key=lambda c: order[id(c)]) for members in groups]
    groups.sort(key=lambda members: order[id(members[0])])
    forms = _forms(citations)
    taken: set[str] = set()
    return tuple(Grouped(_document(members, forms, taken), tuple(members)) for members in groups)


def folios(locators: Iterable[Locator]) -> tuple[int, int] | None:
    """Return the first and the last folio that locators name."""
    numbers = [int(number) for locator in locators for number in re.findall(r"\d+", locator.value)]
    return (min(numbers), max(numbers)) if numbers else None


def same_name(first: str, second: str) -> bool:
    """Tell whether two names differ in no more than transliteration, hyphens and accents."""
    return transliterated(first) == transliterated(second)


def transliterated(name: str) -> str:
    """Return a name as it is compared: ASCII, without case and marks, `j` as `y`, `w` as `v`."""
    plain = re.sub(r"[^a-z ]", "", anyascii(name).lower().replace("-", " "))
    return plain.replace("j", "y").replace("w", "v").replace("iy", "y").replace("ii", "y")


def _same_document(members: Sequence[ArchivalCitation], new: ArchivalCitation) -> bool:
    """Compare a citation with those of a group: one that fits is enough, if they are of one file."""
    return any(_same(old, new) for old in members) and all(_same_file(old, new) for old in members)


def _same(old: ArchivalCitation, new: ArchivalCitation) -> bool:
    if not _same_file(old, new):
        return False
    a, b = old.description, new.description
    if not a.text and not b.text:  # the file as a whole
        return True
    numbers = {one.description.number or one.mark.number for one in (old, new)} - {""}
    if len(numbers) > 1:  # each has its own
        return False
    if a.bad_date or b.bad_date:  # a day that cannot be is no missing date
        return a.bad_date == b.bad_date and _same_content(a, b, strict=True)
    if not (a.date and b.date):
        return bool((not a.date and not b.date) or _within(old, new)) and _same_content(a, b, strict=True)
    return bounds(a.date) == bounds(b.date) and _same_content(a, b)


def _same_file(old: ArchivalCitation, new: ArchivalCitation) -> bool:
    """Compare shelfmarks; where a level is one by itself, another may say no more than that level."""
    a, b = dict(old.shelfmark.levels), dict(new.shelfmark.levels)
    if old.shelfmark.archive != new.shelfmark.archive or old.mark.shape != new.mark.shape:
        return False
    known = any(a.get(field) and a.get(field) == b.get(field) for field in old.mark.shape.alone)
    return a == b or (known and all(b.get(field, value) == value for field, value in a.items()))


def _within(dated: ArchivalCitation, undated: ArchivalCitation) -> bool:
    """Tell whether the folios of what has no date lie inside those of what has one."""
    outer, inner = folios(dated.mark.locators), folios(undated.mark.locators)
    return outer is not None and inner is not None and outer[0] <= inner[0] <= inner[1] <= outer[1]


def _same_content(a: Description, b: Description, *, strict: bool = False) -> bool:
    """Compare the people where both have some, else the titles."""
    if a.people and b.people:
        roles = ((a.authors, b.authors), (a.recipients, b.recipients), (a.participants, b.participants))
        return all(_same_people(one, other, strict=strict) for one, other in roles)
    if strict and a.kind != b.kind:
        return False
    titles = [(x, y) for x in (a.title, a.translation) for y in (b.title, b.translation) if x and y]
    return any(_same_title(x, y) for x, y in titles)


def _same_people(first: Sequence[Person], second: Sequence[Person], *, strict: bool) -> bool:
    if len(first) != len(second):
        return False
    return all(_same_family(a.short, b.short, strict=strict) for a, b in zip(first, second, strict=True))


def _same_family(first: str, second: str, *, strict: bool) -> bool:
    a, b = transliterated(first), transliterated(second)
    return a == b or a.split()[-1:] == [b] or b.split()[-1:] == [a] or (
        not strict and DamerauLevenshtein.distance(a, b) <= 1
    )  # fmt: skip


def _same_title(first: str, second: str) -> bool:
    """Compare titles; one may be cut short (`On the situation ... - short information`)."""
    a, b = (re.sub(r"[^a-z0-9 ]", "", anyascii(title).lower()) for title in (first, second))
    short, long = sorted((a, b), key=len)
    return fuzz.ratio(a, b) >= 92 or (len(short) > 24 and long.startswith(short))


def _forms(citations: Iterable[ArchivalCitation]) -> dict[str, str]:
    """Return the commonest spelling of each name of the book, by its transliterated form."""
    counts: dict[str, Counter[str]] = {}
    for citation in citations:
        for person in citation.description.people:
            counts.setdefault(transliterated(person.short), Counter())[person.short] += 1
    return {key: max(forms, key=lambda form: (forms[form], form)) for key, forms in counts.items()}


def _document(members: Sequence[ArchivalCitation], forms: dict[str, str], taken: set[str]) -> Document:
    """Make one record: the first citation's title, every role's names, the offices of all."""
    first = next((member for member in members if member.description.date), members[0])
    lead = members[0].description
    title = next((m.description for m in members if m.description.translation), lead)
    roles = {
        role: tuple(_person(members, role, place, forms) for place in range(len(getattr(lead, role))))
        for role in ("authors", "recipients", "participants")
    }
    offices = [(str(p.name.family), p.office) for people in roles.values() for p in people if p.office]
    written = _spelled(title.title, members, forms) or WHOLE_FILE
    fields = {"titletranslation": title.translation} if title.translation else {}
    fields |= {"note": f"dated {lead.bad_date} in the print"} if lead.bad_date else {}
    key = _key(first, [person.name for people in roles.values() for person in people], title, taken)
    return Document(
        key, lead.kind, written, _shelfmark(members),
        first.description.date, tuple(p.name for p in roles["authors"]),
        tuple(p.name for p in roles["recipients"]), tuple(p.name for p in roles["participants"]),
        tuple(offices), "", fields,
    )  # fmt: skip


def _shelfmark(members: Sequence[ArchivalCitation]) -> Shelfmark:
    """Return the shelfmark with every level that one of the citations has, from the outside in."""
    levels = {field: value for member in members for field, value in member.shelfmark.levels}
    order = [level.field for level in members[0].mark.shape.levels]
    placed = sorted(levels.items(), key=lambda item: order.index(item[0]))
    return Shelfmark(members[0].shelfmark.archive, tuple(placed))


def _person(members: Sequence[ArchivalCitation], role: str, place: int, forms: dict[str, str]) -> Person:
    """Return a person with the fullest given names and the first office that the citations have."""
    found = [people[place] for m in members if len(people := getattr(m.description, role)) > place]
    given = max((p.name.given for p in found), key=lambda text: (len(text), text))
    spellings = Counter(_form(p.short, forms) for p in found)
    family = max(
        spellings, key=lambda form: (spellings[form], -[_form(p.short, forms) for p in found].index(form))
    )
    return Person(Name(family, given), next((p.office for p in found if p.office), ""))


def _form(name: str, forms: dict[str, str]) -> str:
    return forms.get(transliterated(name), name)


def _spelled(title: str, members: Sequence[ArchivalCitation], forms: dict[str, str]) -> str:
    """Write the names of a title in their commonest spelling."""
    for person in members[0].description.people:
        title = title.replace(person.short, _form(person.short, forms))
    return title


def _key(first: ArchivalCitation, names: Sequence[Name], title: Description, taken: set[str]) -> str:
    """Return `avprf-1954-09-30-molotov-lavrishchev`, unique among `taken`, and take it."""
    date = re.split(r"[/,]", first.description.date.strip("{[]}"))[0].rstrip("?~%") or "undated"
    words = [_slug(name.family) for name in names[:4]] or _words(title.translation or title.title)
    words = words or [_slug(value) for _, value in first.shelfmark.levels]
    stem = _cut("-".join([_slug(first.shelfmark.archive), date, *words]))
    key = next(k for k in (stem, *(f"{stem}-{n}" for n in range(2, 999))) if k not in taken)
    taken.add(key)
    return key


def _words(title: str) -> list[str]:
    """Return the first words of a title that say something."""
    words = [_slug(word) for word in re.findall(r"[\w']+", title)]
    return [
        word
        for word in words
        if word not in ("the", "a", "an", "of", "on", "in", "to", "for", "and", "k", "o", "po")
    ][:4]


def _cut(key: str) -> str:
    """Cut a long key after a whole word."""
    return key if len(key) <= LONGEST_KEY else key[: LONGEST_KEY + 1].rpartition("-")[0]


def _slug(text: str) -> str:
    return slug(re.sub(r"['`]", "", latin(text)))

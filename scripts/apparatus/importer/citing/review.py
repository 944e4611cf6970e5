"""What an editor should look at once all notes are resolved: spellings, dates, locators, doubles.

Nothing is changed here. A correction that is `proposed` has been followed in the edition; one that is
`possible` has not: the print's form stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from apparatus.dates import in_words
from apparatus.importer.book import PrintNote
from apparatus.importer.citing.documents import ArchivalCitation, Grouped, folios, same_name, transliterated
from apparatus.importer.citing.found import Found
from apparatus.locators import faulty_ranges
from apparatus.model import Correction, Problem
from apparatus.printed.tokens import one_sign_apart

COMMON = 5  # documents in a fond from which another fond, a digit away, looks like a misprint


def corrections(groups: Sequence[Grouped], archival: Sequence[ArchivalCitation]) -> tuple[Correction, ...]:
    """Return the corrections that the documents of a book suggest."""
    found = (_names(groups), _dates(groups), _given_conflicts(archival), _odd_fonds(groups))
    return tuple(correction for kind in found for correction in kind)


def problems(
    found: Sequence[Found], groups: Sequence[Grouped], notes: Sequence[PrintNote], path: str
) -> tuple[Problem, ...]:
    """Return locators that cannot be right, and documents that may be one."""
    lines = {note.label: note.line for note in notes}
    return (*_locators(found, groups, lines, path), *_possibly_same(groups, lines, path))


def _names(groups: Iterable[Grouped]) -> Iterator[Correction]:
    """Propose the standard form for every name that a citation spells otherwise."""
    for grouped in groups:
        document = grouped.document
        standard = (*document.authors, *document.recipients, *document.participants)
        for citation in grouped.citations:
            for person, name in zip(citation.description.people, standard, strict=False):
                if person.short.lower() != name.family.lower():
                    kind = "a transliteration" if same_name(person.short, name.family) else "a spelling"
                    reason = f"{kind} of one name; {name.family} is the commoner one"
                    yield Correction("note", citation.note, person.short, name.family, reason, "proposed")


def _dates(groups: Iterable[Grouped]) -> Iterator[Correction]:
    """Propose the document's date for a citation that has none, or writes it in another way."""
    for grouped in groups:
        date = grouped.document.date
        first = next((c for c in grouped.citations if c.description.date == date), grouped.citations[0])
        for citation in grouped.citations:
            printed = citation.description.printed_date
            if citation.description.date == date:
                continue
            reason = f"the same people, file and folios as the document of note {first.note}"
            yield Correction(
                "note", citation.note, printed or "no date", in_words(date), reason,
                "possible" if printed else "proposed",
            )  # fmt: skip


def _given_conflicts(archival: Sequence[ArchivalCitation]) -> Iterator[Correction]:
    """Report given names that do not agree with the initials that others give for the same family name."""
    forms: dict[str, Counter[str]] = {}
    people = [(c, p) for c in archival for p in c.description.people if p.name.given]
    for _, person in people:
        forms.setdefault(transliterated(person.name.family), Counter())[person.name.given] += 1
    for citation, person in people:
        counts = forms[transliterated(person.name.family)]
        common = max(counts, key=lambda given: (counts[given], given))
        if (
            _initials(person.name.given)[:1] != _initials(common)[:1]
            and counts[common] > counts[person.name.given]
        ):
            edition = f"possibly {common} {person.name.family}"
            reason = f"{counts[common]} citations have {common} {person.name.family}"
            yield Correction("note", citation.note, str(person.name), edition, reason, "possible")


def _initials(given: str) -> str:
    return "".join(part[0] for part in re.split(r"[.\s]+", given) if part)


def _locators(
    found: Sequence[Found], groups: Sequence[Grouped], lines: Mapping[str, int], path: str
) -> Iterator[Problem]:
    """Report ranges that run backwards, and folios outside of those that the document has elsewhere."""
    keys = {grouped.document.key for grouped in groups}
    whole: dict[str, list[tuple[int, int]]] = {}
    for item in found:
        span = folios(item.citation.locators)
        if item.rule == "archival" and span:
            whole.setdefault(item.citation.key, []).append(span)
    for item in found:
        faults = (f"the range {span} {what}" for span, what in faulty_ranges(item.citation.locators))
        message = next(faults, "")
        if not message and item.citation.key in keys:
            message = _outside(item, whole)
        if message:
            yield Problem(
                path, lines[item.note], "LOCATOR", f"note {item.note}: {message}", item.printed[-60:]
            )


def _outside(item: Found, whole: Mapping[str, list[tuple[int, int]]]) -> str:
    """Report a locator that lies apart from the folios that citations in full give for the document."""
    known = [span for span in whole.get(item.citation.key, ()) if span[0] < span[1]]
    if item.rule == "archival" or not known:
        return ""
    first, last = min(a for a, _ in known), max(b for _, b in known)
    for locator in item.citation.locators:
        span = folios([locator])
        if span is not None and (span[1] < first or last < span[0]):
            known_range = f"{first}-{last}, which other notes give for this document"
            return f"folios {locator.value} lie outside of {known_range}"
    return ""


def _possibly_same(groups: Sequence[Grouped], lines: Mapping[str, int], path: str) -> Iterator[Problem]:
    """Report two documents of one file that share folios, but could not be told to be one."""
    for place, one in enumerate(groups):
        for other in groups[place + 1 :]:
            if one.document.shelfmark == other.document.shelfmark and _share(one, other):
                citation = other.citations[0]
                message = f"“{other.document.key}” may be “{one.document.key}”: the same file and folios"
                yield Problem(
                    path,
                    lines[citation.note],
                    "POSSIBLY-SAME",
                    message,
                    f"notes {one.citations[0].note} and {citation.note}",
                )


def _share(one: Grouped, other: Grouped) -> bool:
    ranges = [{folios(c.mark.locators) for c in grouped.citations} - {None} for grouped in (one, other)]
    undated = not one.document.date or not other.document.date
    return bool(ranges[0] & ranges[1]) and (undated or one.document.date == other.document.date)


def _odd_fonds(groups: Sequence[Grouped]) -> Iterator[Correction]:
    """Propose the common value of an outermost level for one that stands once and is a digit away."""
    counts: dict[tuple[str, str], int] = {}
    for grouped in groups:
        mark = grouped.document.shelfmark
        counts[mark.archive, mark.levels[0][1]] = counts.get((mark.archive, mark.levels[0][1]), 0) + 1
    for grouped in groups:
        mark = grouped.document.shelfmark
        value = mark.levels[0][1]
        common = [
            v
            for (a, v), n in counts.items()
            if a == mark.archive and n >= COMMON and one_sign_apart(v, value)
        ]
        if counts[mark.archive, value] == 1 and len(common) == 1:
            printed = f"{grouped.citations[0].mark.shape.levels[0].mark} {value}"
            held = counts[mark.archive, common[0]]
            reason = f"nothing else is in {printed}; a digit away, {common[0]} holds {held} documents"
            edition = printed.replace(value, common[0])
            yield Correction(
                "note", grouped.citations[0].note, printed, f"possibly {edition}", reason, "possible"
            )

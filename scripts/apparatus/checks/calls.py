"""Every note is called once, in order, in its own chapter, and defined in that chapter's file of notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from apparatus.edition import Edition
from apparatus.hints import nearest
from apparatus.model import Call, Problem
from apparatus.notes import find_definitions


class _Stray(NamedTuple):
    """A note that is defined in a chapter's own text, where nothing reads it."""

    label: str
    path: str
    line: int
    home: str  # where its definition belongs


def check(edition: Edition) -> list[Problem]:
    """Compare the calls of the chapters with the notes' definitions."""
    first: dict[str, Call] = {}
    problems: list[Problem] = []
    for call in edition.calls:
        if call.label in first:
            message = f"note {call.label} is called a second time"
            hint = f"first called in {first[call.label].path}:{first[call.label].line}"
            problems.append(Problem(call.path, call.line, "NOTE-CALLED-TWICE", message, hint))
        first.setdefault(call.label, call)
    strays = [
        _Stray(label, chapter.path, line, f"notes/{chapter.stem}.md")
        for chapter in edition.chapters
        for label, line in find_definitions(chapter.text)
    ]
    return [
        *problems,
        *_undefined(edition, first, strays),
        *_strays(edition, first, strays),
        *_definitions(edition, first),
        *_order(edition),
    ]


def _undefined(edition: Edition, called: dict[str, Call], strays: list[_Stray]) -> list[Problem]:
    labels = [note.label for note in edition.notes]
    there = {found.label: f"move it from line {found.line} of {found.path} to {found.home}"
             for found in strays}  # fmt: skip
    return [
        Problem(
            call.path,
            call.line,
            "UNDEFINED-NOTE",
            f"note {label} is not defined",
            there.get(label) or nearest(label, labels) or f"define it in notes/{call.chapter}.md",
        )
        for label, call in called.items()
        if label not in labels
    ]


def _strays(edition: Edition, called: dict[str, Call], strays: list[_Stray]) -> Iterator[Problem]:
    """Report what a chapter's own text defines that is not missing: defined twice, or never called."""
    first = {note.label: f"{note.path}:{note.line}" for note in reversed(edition.notes)}
    for label, path, line, home in strays:
        if label in first:
            hint = f"first defined in {first[label]}; what stands here is no note"
            yield Problem(path, line, "DUPLICATE-NOTE", f"note {label} is defined twice", hint)
        elif label not in called:
            hint = f"call it with [^{label}], and move it to {home}; what stands here is no note"
            yield Problem(path, line, "UNCALLED-NOTE", f"nothing calls note {label}", hint)


def _definitions(edition: Edition, called: dict[str, Call]) -> list[Problem]:
    problems, seen = [], dict[str, str]()
    for note in edition.notes:
        place = f"{note.path}:{note.line}"
        if note.label in seen:
            hint = f"first defined in {seen[note.label]}"
            problems.append(
                Problem(note.path, note.line, "DUPLICATE-NOTE", f"note {note.label} is defined twice", hint)
            )
        elif note.label not in called:
            hint = f"call it with [^{note.label}] in docs/{note.chapter}.md"
            problems.append(
                Problem(note.path, note.line, "UNCALLED-NOTE", f"nothing calls note {note.label}", hint)
            )
        elif called[note.label].chapter != note.chapter:
            hint = f"its definition belongs in notes/{called[note.label].chapter}.md"
            message = f"note {note.label} is called in another chapter"
            problems.append(Problem(note.path, note.line, "NOTE-ELSEWHERE", message, hint))
        seen.setdefault(note.label, place)
    return problems


def _order(edition: Edition) -> list[Problem]:
    """Report calls that are not in the order of the definitions, and chapters not in that of their notes."""
    order = {note.label: place for place, note in enumerate(edition.notes)}
    known = [call for call in edition.calls if call.label in order]
    return [
        Problem(
            call.path, call.line, "CALL-ORDER", f"note {call.label} is called after note {before.label}", hint
        )
        for before, call in pairwise(known)
        for hint in _disorder(before, call, order)
    ]


def _disorder(before: Call, call: Call, order: Mapping[str, int]) -> Iterator[str]:
    """Yield how to mend it that a call comes after another, if it should not."""
    if before.chapter == call.chapter:
        yield from [""] if order[call.label] < order[before.label] else []
    elif call.label.isdecimal() and before.label.isdecimal() and int(call.label) < int(before.label):
        yield "name the chapters under nav: in the order of the book"

"""Finds the lines of a section of notes that define notes: by their numbers, which count up."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from apparatus.importer.notes.chains import heaviest
from apparatus.importer.text.line import Line
from apparatus.importer.words import SUPERSCRIPTS, compact, ends_sentence, first_letter

DEFINITION = re.compile(
    r"^(?P<lead>\s*(?P<mark>[-*•]\s+)?)"
    r"(?:\[\^(?P<md>\d{1,4})\]:|\[(?P<br>\d{1,4})\]|(?P<sup>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\((?P<ro>\d{1,4})\)|\^(?P<ca>\d{1,4})\^|(?P<no>\d{1,4})(?P<stop>[.):]?))"
    r"(?P<gap>\s+|\t|$)(?P<text>.*)$"
)
JUMP = 12  # a count does not leap further: `1956 was a year ...` begins no note
NEAR = 3  # a number that comes again so close is a note's, not a sentence's


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that begins with a number as a definition does."""

    index: int  # of the line in the section
    number: int
    text: str
    form: str  # md, br, sup, ro, ca, no, no. ...
    weight: float
    mark: bool


@dataclass(frozen=True, slots=True)
class Definition:
    """A line that begins a note; `twice`: its number stood before, `order`: it is out of order."""

    found: Candidate
    twice: bool = False
    order: bool = False


def find_definitions(
    lines: Sequence[Line], width: int, last: int, titles: Container[str] = ()
) -> tuple[dict[int, Definition], frozenset[int]]:
    """Return the definitions by line, and the lines at which a count begins.

    A line that is one of `titles` (as `compact` has them) heads notes: `2 The Guards` is no note 2.
    """
    found = [c for c in _candidates(lines, width) if not _is_title(lines[c.index], titles)]
    runs = _runs(found, last)
    return _with_leftovers(found, runs, lines), frozenset(run[0].index for run in runs if run)


def _is_title(line: Line, titles: Container[str]) -> bool:
    return not ends_sentence(line.text) and compact(line.text) in titles


def _candidates(lines: Sequence[Line], width: int) -> list[Candidate]:
    found = []
    for i, line in enumerate(lines):
        match = DEFINITION.match(line.text)
        if not match:
            continue
        form = next(k for k in ("md", "br", "sup", "ro", "ca", "no") if match[k])
        number = int(match[form].translate(SUPERSCRIPTS))
        if number == 0 or (not match["text"] and not _goes_on(lines, i)):
            continue
        weight = _weight(lines, i, match, width)
        found.append(
            Candidate(i, number, match["text"], form + (match["stop"] or ""), weight, bool(match["mark"]))
        )
    return _favour_form(found)


def _goes_on(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a number alone defines a note: its text is the next line, and no sentence waits for it."""
    above = [line.text for line in lines[:i] if not line.blank]
    waits = bool(above) and not ends_sentence(above[-1])
    return not waits and i + 1 < len(lines) and not lines[i + 1].blank


def _weight(lines: Sequence[Line], i: int, match: re.Match[str], width: int) -> float:
    """Return how likely the line begins a note: after a blank line or a whole sentence more than else."""
    weight = 1.0
    above = next((line.text for line in reversed(lines[:i]) if not line.blank), "")
    if i == 0 or lines[i - 1].blank or lines[i].breaks:
        weight += 0.4
    if not above or ends_sentence(above) or not width:
        weight += 0.3
    letter = first_letter(match["text"])
    return weight + (0.3 if letter and not letter.islower() else 0.0)


def _favour_form(found: list[Candidate]) -> list[Candidate]:
    """Give weight to the form that most definitions of the section have; `(2)` else is an item's number."""
    forms = [c.form for c in found]
    usual = max(sorted(set(forms)), key=forms.count) if forms else ""
    found = [c for c in found if c.form != "ro" or usual == "ro"]
    return [replace(c, weight=c.weight + 0.5) if c.form == usual else c for c in found]


def _runs(found: Sequence[Candidate], last: int) -> list[list[Candidate]]:
    """Part the candidates where the count starts again from 1; choose in each part the run that counts up."""
    groups: list[list[Candidate]] = [[]]
    for i, candidate in enumerate(found):
        restart = candidate.number == 1 and groups[-1] and _restarts(found, i, groups[-1])
        if restart:
            groups.append([])
        groups[-1].append(candidate)
    return [_rising(group, last if n == 0 else 0) for n, group in enumerate(groups)]


def _restarts(found: Sequence[Candidate], i: int, group: Sequence[Candidate]) -> bool:
    """Tell whether a new 1 starts the count again: a 2 follows, or nothing that goes on with the old one."""
    after = [c.number for c in found[i + 1 : i + 4]]
    goes_on = max(c.number for c in group) + 1
    first = any(c.number == 1 for c in group)
    return first and (2 in after or (goes_on not in after and (not after or 1 in after)))


def _rising(found: Sequence[Candidate], last: int) -> list[Candidate]:
    """Return the heaviest run of candidates that count up, from 1 or from the number after `last`."""

    def step(before: Candidate, after: Candidate) -> float | None:
        by = after.number - before.number
        return (1.0 if by == 1 else 0.0) if 0 < by <= JUMP else None

    def begin(first: Candidate) -> float:
        return 0.5 if first.number in (1, last + 1) else 0.0

    return heaviest(found, lambda candidate: candidate.weight, step, 60, begin)


def _with_leftovers(
    found: Sequence[Candidate], runs: Sequence[Sequence[Candidate]], lines: Sequence[Line]
) -> dict[int, Definition]:
    """Map lines to definitions: the runs, and what beside them is a note nonetheless."""
    chosen: dict[int, Definition] = {}
    bounds = [run[0].index for run in runs if run] + [len(lines)]
    for n, run in enumerate(r for r in runs if r):
        taken = {c.number for c in run}
        chosen |= {c.index: Definition(c) for c in run}
        low = bounds[n] if n else 0
        for candidate in found:
            if not low <= candidate.index < bounds[n + 1] or candidate.index in chosen:
                continue
            verdict = _verdict(candidate, run, taken, lines)
            if verdict:
                chosen[candidate.index] = Definition(candidate, verdict == "twice", verdict == "order")
                taken.add(candidate.number)
    return chosen


def _verdict(candidate: Candidate, run: Sequence[Candidate], taken: set[int], lines: Sequence[Line]) -> str:
    """Tell whether a number beside the run is a note's that stands twice or out of order, or no note's."""
    before = [c for c in run if c.index < candidate.index]
    after = [c for c in run if c.index > candidate.index]
    above = next((line.text for line in reversed(lines[: candidate.index]) if not line.blank), "")
    usual = max(sorted({c.form for c in run}), key=[c.form for c in run].count)
    if (above and not ends_sentence(above)) or candidate.form != usual:
        return ""
    if candidate.number not in taken and candidate.number < run[-1].number:
        return "order"
    gap = bool(before and after) and after[0].number - before[-1].number > 1
    near = any(abs(c.number - candidate.number) <= NEAR for c in (*before[-1:], *after[:1]))
    return "twice" if candidate.number in taken and (gap or near) else ""

"""Sections of notes to notes: definitions found by their count, continuations joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from apparatus.importer.book import Join, LeftOut
from apparatus.importer.inline import render
from apparatus.importer.lines import Line
from apparatus.importer.pages import CITED, Piece, join
from apparatus.importer.words import SUPERSCRIPTS, Vocabulary, ends_sentence, first_letter, plain

DEFINITION = re.compile(
    r"^(?P<lead>\s*(?P<mark>[-*•]\s+)?)"
    r"(?:\[\^(?P<md>\d{1,4})\]:|\[(?P<br>\d{1,4})\]|(?P<sup>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\^(?P<ca>\d{1,4})\^|(?P<no>\d{1,4})(?P<stop>[.):]?))"
    r"(?P<gap>\s+|\t|$)(?P<text>.*)$"
)
STRAY = re.compile(r"^\s*[-•]\s+")
TRAILING = re.compile(r"(?<=[.\])!?\"”])\s+[-•]$")  # the next line's list mark, slipped up
JUMP = 12  # a count does not leap further: `1956 was a year ...` begins no note
NEAR = 3  # a number that comes again so close is a note's, not a sentence's


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that begins with a number as a definition does."""

    index: int  # of the line in the section
    number: int
    text: str
    form: str  # md, br, sup, ca, no, no. ...
    weight: float
    mark: bool


@dataclass(frozen=True, slots=True)
class RawNote:
    """A note as the section has it; `twice` where its number stood before, `order` where it is out of order."""

    number: int
    paragraphs: tuple[str, ...]
    line: int
    twice: bool = False
    order: bool = False


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """Notes that count on from one another; `head` is the sub-heading above them, empty for none."""

    head: str
    notes: tuple[RawNote, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Sections:
    """The groups of a section, and what was joined and left out."""

    groups: tuple[NoteGroup, ...]
    joins: tuple[Join, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def read_section(
    lines: Sequence[Line], words: Vocabulary, width: int, part: str = "", last: int = 0
) -> Sections:
    """Return the notes of a section; `last` is the number of the last note before it, where notes run on."""
    found = _candidates(lines, width)
    runs = _runs(found, last)
    starts = {run[0].index: run for run in runs if run}
    chosen = _with_leftovers(found, runs, lines)
    return _assemble(lines, chosen, starts, words, width, part)


def _candidates(lines: Sequence[Line], width: int) -> list[Candidate]:
    found = []
    for i, line in enumerate(lines):
        match = DEFINITION.match(line.text)
        if not match:
            continue
        form = next(k for k in ("md", "br", "sup", "ca", "no") if match[k])
        number = int(match[form].translate(SUPERSCRIPTS))
        if number == 0 or (not match["text"] and not _goes_on(lines, i)):
            continue
        weight = _weight(lines, i, match, width)
        found.append(
            Candidate(i, number, match["text"], form + (match["stop"] or ""), weight, bool(match["mark"]))
        )
    return _favour_form(found)


def _goes_on(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a number alone defines a note where its text stands in the next line, and no sentence waits for it."""
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
    """Give weight to the form that most definitions of the section have."""
    forms = [c.form for c in found]
    usual = max(set(forms), key=forms.count) if forms else ""
    return [replace(c, weight=c.weight + 0.5) if c.form == usual else c for c in found]


def _runs(found: Sequence[Candidate], last: int) -> list[list[Candidate]]:
    """Part the candidates where the count starts again from 1, and choose in each part the run that counts up."""
    groups: list[list[Candidate]] = [[]]
    for i, candidate in enumerate(found):
        restart = candidate.number == 1 and groups[-1] and _restarts(found, i, groups[-1])
        if restart:
            groups.append([])
        groups[-1].append(candidate)
    return [_rising(group, last if n == 0 else 0) for n, group in enumerate(groups)]


def _restarts(found: Sequence[Candidate], i: int, group: Sequence[Candidate]) -> bool:
    """Tell whether a new 1 starts the count again: where a 2 follows, or nothing that goes on with the old count."""
    after = [c.number for c in found[i + 1 : i + 4]]
    goes_on = max(c.number for c in group) + 1
    first = any(c.number == 1 for c in group)
    return first and (2 in after or (goes_on not in after and (not after or 1 in after)))


def _rising(found: Sequence[Candidate], last: int) -> list[Candidate]:
    best: list[tuple[float, int]] = []
    for i, candidate in enumerate(found):
        begin = 0.5 if candidate.number in (1, last + 1) else 0.0
        options = [(begin, -1)]
        for j in range(max(0, i - 60), i):
            step = candidate.number - found[j].number
            if 0 < step <= JUMP:
                options.append((best[j][0] + (1.0 if step == 1 else 0.0), j))
        weight, before = max(options, key=lambda option: option[0])
        best.append((weight + candidate.weight, before))
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    run: list[Candidate] = []
    while at >= 0:
        run.append(found[at])
        at = best[at][1]
    return run[::-1]


def _with_leftovers(
    found: Sequence[Candidate], runs: Sequence[Sequence[Candidate]], lines: Sequence[Line]
) -> dict[int, tuple[Candidate, bool, bool]]:
    """Map lines to (candidate, twice, out of order): the runs, and what beside them is a note all the same."""
    chosen: dict[int, tuple[Candidate, bool, bool]] = {}
    bounds = [run[0].index for run in runs if run] + [len(lines)]
    for n, run in enumerate(r for r in runs if r):
        taken = {c.number for c in run}
        chosen |= {c.index: (c, False, False) for c in run}
        low = bounds[n] if n else 0
        for candidate in found:
            if not low <= candidate.index < bounds[n + 1] or candidate.index in chosen:
                continue
            verdict = _verdict(candidate, run, taken, lines)
            if verdict:
                chosen[candidate.index] = (candidate, verdict == "twice", verdict == "order")
                taken.add(candidate.number)
    return chosen


def _verdict(candidate: Candidate, run: Sequence[Candidate], taken: set[int], lines: Sequence[Line]) -> str:
    """Tell whether a number beside the run is a note's that stands twice or out of order, or no note's."""
    before = [c for c in run if c.index < candidate.index]
    after = [c for c in run if c.index > candidate.index]
    above = next((line.text for line in reversed(lines[: candidate.index]) if not line.blank), "")
    usual = max({c.form for c in run}, key=[c.form for c in run].count)
    if (above and not ends_sentence(above)) or candidate.form != usual:
        return ""
    if candidate.number not in taken and candidate.number < run[-1].number:
        return "order"
    gap = bool(before and after) and after[0].number - before[-1].number > 1
    near = any(abs(c.number - candidate.number) <= NEAR for c in (*before[-1:], *after[:1]))
    return "twice" if candidate.number in taken and (gap or near) else ""


def _assemble(
    lines: Sequence[Line],
    chosen: dict[int, tuple[Candidate, bool, bool]],
    starts: dict[int, list[Candidate]],
    words: Vocabulary,
    width: int,
    part: str,
) -> Sections:
    groups: list[NoteGroup] = []
    notes: list[RawNote] = []
    joins: list[Join] = []
    left: list[LeftOut] = []
    head = ""
    heads = _sub_heads(lines, chosen)
    pieces: list[Piece] = []
    blank = False
    meta: tuple[Candidate, bool, bool] | None = None

    def finish() -> None:
        if meta:
            candidate, twice, order = meta
            text = tuple(render(TRAILING.sub("", p.text)) for p in pieces if p.text.strip())
            left.extend(LeftOut(p.last_line, "-", "list mark") for p in pieces if TRAILING.search(p.text))
            notes.append(RawNote(candidate.number, text, lines[candidate.index].number, twice, order))

    for i, line in enumerate(lines):
        if line.blank:
            blank = True
            continue
        if i in heads:
            left.append(LeftOut(line.number, line.text.strip(), "heading in the notes"))
            finish()
            meta, pieces = None, []
            if notes:
                groups.append(NoteGroup(head, tuple(notes), part))
                notes = []
            head = plain(line.text)
        elif i in chosen:
            finish()
            if i in starts and notes:
                groups.append(NoteGroup(head, tuple(notes), part))
                notes, head = [], ""
            meta = chosen[i]
            left += [LeftOut(line.number, "-", "list mark")] if meta[0].mark else []
            pieces = [Piece(meta[0].text.strip(), line.number, line.number, line.breaks)]
        elif meta is None:
            left.append(LeftOut(line.number, line.text.strip(), "before the first note"))
        else:
            made, omitted = _continue(pieces, line, words, after_blank=blank, width=width)
            joins += made
            left += omitted
        blank = False
    finish()
    if notes:
        groups.append(NoteGroup(head, tuple(notes), part))
    return Sections(tuple(groups), tuple(joins), tuple(left))


def _sub_heads(lines: Sequence[Line], chosen: dict[int, tuple[Candidate, bool, bool]]) -> set[int]:
    """Find lines that stand alone above a note: `Chapter 2` among the notes of a book."""
    heads: set[int] = set()
    for i, line in enumerate(lines):
        if line.blank or i in chosen or len(line.text) > 120 or re.match(r"^\s*[-•]\s", line.text):
            continue
        after = next((j for j in range(i + 1, len(lines)) if not lines[j].blank), -1)
        above = next((x.text for x in reversed(lines[:i]) if not x.blank), "")
        alone = (i == 0 or lines[i - 1].blank) and not ends_sentence(line.text)
        starts = after in chosen and (chosen[after][0].number == 1 or _is_head(line.text))
        whole = not above or ends_sentence(above) or _is_head(line.text)
        if (
            alone
            and starts
            and whole
            and first_letter(line.text).isalnum()
            and not first_letter(line.text).islower()
        ):
            heads.add(i)
    return heads


def _is_head(text: str) -> bool:
    return (
        bool(
            re.match(
                r"(?i)\W*(chapter|part|appendix|introduction|preface|epilogue|prologue|conclusions?|(end)?notes to)\b",
                text,
            )
        )
        and len(text) < 120
    )


def _continue(
    pieces: list[Piece], line: Line, words: Vocabulary, *, after_blank: bool, width: int
) -> tuple[list[Join], list[LeftOut]]:
    """Add a line to the note's paragraphs, in place: a new one, or the rest of the last one."""
    text = line.text.strip()
    whole = ends_sentence(pieces[-1].text) and not (
        CITED.search(pieces[-1].text) and re.match(r"\W*\d", text)
    )
    stray = STRAY.match(text)
    left = [LeftOut(line.number, "-", "list mark")] if stray else []
    text = STRAY.sub("", text)
    new = Piece(text, line.number, line.number, line.breaks)
    if pieces[-1].text and whole and not first_letter(text).islower() and (after_blank or not width):
        pieces.append(new)
        return [], left
    if not pieces[-1].text:
        pieces[-1] = new
        return [], left
    wrapped = bool(width) and not after_blank and not line.breaks
    if wrapped and not re.search(r"[^\W_][-\u00ad]$", pieces[-1].text):
        pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text} {text}", last_line=line.number)
        return [], left
    pieces[-1], made, omitted = join(pieces[-1], new, "note", words)
    return [made], [*left, *([omitted] if omitted else [])]

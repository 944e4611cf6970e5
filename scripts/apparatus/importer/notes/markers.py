"""Finds the calls of notes in the text: superscripts, `^12^`, `[12]`, `[^12]`, and figures glued to a stop.

A figure is a call where it fits the count of the notes. Exponents (`km²`) and years in brackets (`[1954]`)
do not, and stay as they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from apparatus.importer.notes.chains import heaviest
from apparatus.importer.words import SUPERSCRIPTS

Style = Literal["superscript", "caret", "bracket", "glued", "round"]  # `roundcalls` finds the last
PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("superscript", re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")),
    ("caret", re.compile(r"\^(?P<n>\d{1,4})\^")),
    ("bracket", re.compile(r"\[\^?(?P<n>\d{1,4})\](?![(:])")),
    (
        "glued",
        re.compile(
            # the marks that close a quotation in one country open it in another: what is before tells
            r"(?:(?<=[^\W\d_][.,;:!?])|(?<=[)\]\"”“’‘'»«›‹*][.,;:!?\"”“’‘»«›‹)])"
            r"|(?<=[\w.,;:!?][\"”“’‘»«›‹)]))"
            r"(?P<n>\d{1,3})(?=[\s)\]\"”“»«›‹*—.,;:]|$)"
            # after a year at a sentence's end: `in 1702.4 The meadow`; a decimal has no capital after it
            r"|(?<=\b(?:1[5-9]|20)\d\d\.)(?P<m>\d{1,3})(?=\s+[\"“„»«(]?[^\W\d_a-z]|\s*$)"
            # before the stop: `the founders2.`
            r"|(?<=[^\W\d_]{3})(?P<k>\d{1,3})(?=[.,;:!?](?:\s|$))"
        ),
    ),
)
# several notes in one bracket, [5, 6]: each number takes the signs around it
SEVERAL = re.compile(r"\[\d{1,4}(?:[,;]\s?\d{1,4})+\](?![(:])")
EACH = re.compile(r"[\[,;]\s?(?P<n>\d{1,4})\]?")
STYLES: tuple[Style, ...] = (*(style for style, _ in PATTERNS), "round")
STEP = 0.5  # what a number adds that follows the one before
CLEAR = 0.25  # so much heavier than another is a run that is taken
FEW = 3  # so many figures in order are calls, whatever else they may be
MOST = 1 / 2  # so many of the notes must be called in round brackets, or none is
UNIT = re.compile(r"(?<![^\W\d_])(?:[kcmdhµn]?m|mi|ft|in|yd|sq|ha|s)$")
POWER = re.compile(r"\d$")


@dataclass(frozen=True, slots=True)
class Marker:
    """A figure that may call a note: where it stands (`unit` counts the cells of the text) and its number."""

    unit: int
    start: int
    end: int
    number: int
    style: Style
    weight: float
    shape: str = ""  # of one in round brackets: where it stands, as `roundcalls` has it


def find_markers(unit: int, text: str) -> list[Marker]:
    """Return every figure of a cell that may be a call, in order."""
    found = [
        _marker(unit, text, style, match) for style, pattern in PATTERNS for match in pattern.finditer(text)
    ]
    for several in SEVERAL.finditer(text):
        for each in EACH.finditer(several.group()):
            start, end = several.start() + each.start(), several.start() + each.end()
            found.append(Marker(unit, start, end, int(each["n"]), "bracket", 1.0))
    kept = [m for m in found if m.number > 0]
    return sorted(kept, key=lambda m: m.start)


def _marker(unit: int, text: str, style: Style, match: re.Match[str]) -> Marker:
    groups = match.groupdict()
    digits = groups.get("n") or groups.get("m") or groups.get("k") or match.group().translate(SUPERSCRIPTS)
    number = 0 if digits.startswith("0") else int(digits)
    return Marker(unit, match.start(), match.end(), number, style, _weight(text, style, match))


def _weight(text: str, style: Style, match: re.Match[str]) -> float:
    """Return how likely the figure is a call by what stands before it, 0 for an exponent."""
    before = text[: match.start()]
    if style in ("superscript", "caret"):
        if UNIT.search(before) and match.group().translate(SUPERSCRIPTS).strip("^") in ("2", "3"):
            return 0.0
        return 0.3 if POWER.search(before) else 1.0
    return 1.0 if style == "bracket" else 0.6


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of one count of notes, in order; `twice` repeat a number, `missing` have no note.

    `unsure` may be calls too, but others of the same number may be as well: no note is given to them.
    """

    calls: tuple[Marker, ...]
    out_of_order: frozenset[Marker]
    twice: tuple[Marker, ...]
    missing: tuple[Marker, ...]
    unsure: tuple[Marker, ...] = ()


def choose(markers: Sequence[Marker], numbers: frozenset[int]) -> Calls:
    """Return which markers call the notes `numbers`: the likeliest run that counts up, then the others."""
    style = main_style(markers, numbers)
    own = [m for m in markers if m.style == style and m.weight]
    counted = [m for m in own if m.number in numbers]
    run = _rising(counted)
    unsure = _rivals(run, counted) if style == "round" else set()
    own, chain = ([m for m in some if m not in unsure] for some in (own, _whole_lists(run)))
    taken = {m.number for m in chain}
    others = [m for m in markers if m.weight and m.number in numbers and m.style not in (style, "round")]
    chain += _strays(chain, others, taken)
    taken = {m.number for m in chain}
    late = _late([m for m in own if m.number in numbers and m not in set(chain)], taken)
    called = sorted([*chain, *late], key=_place)
    twice = [m for m in own if m.number in numbers and m not in set(called) and m.weight >= 1]
    top = max(numbers, default=0)
    # a number far above is a year's or a count's
    far = top + 20 if style in ("bracket", "round") else 9999
    counts = _counting(own) if style == "glued" else set()
    missing = [
        m for m in own if m.number not in numbers and (m.weight >= 1 or m in counts) and m.number <= far
    ]
    return Calls(tuple(called), frozenset(late), tuple(twice), tuple(missing), _in_order(unsure))


def _in_order(markers: Iterable[Marker]) -> tuple[Marker, ...]:
    return tuple(sorted(markers, key=_place))


def _place(marker: Marker) -> tuple[int, int]:
    return marker.unit, marker.start


def main_style(markers: Sequence[Marker], numbers: frozenset[int]) -> Style:
    """Return the style in which the longest run of the notes is called."""
    runs: dict[Style, int] = {}
    for style in STYLES:
        own = [m for m in markers if m.style == style and m.number in numbers and m.weight]
        runs[style] = len(_whole_lists(_rising(own)))
    if runs["round"] < len(numbers) * MOST:
        del runs["round"]
    return max(runs, key=lambda style: runs[style])


def _whole_lists(chain: list[Marker]) -> list[Marker]:
    """Take out the items of a list in prose that a run has in part: all of them are calls, or none."""
    begun = {m.unit for m in chain if m.shape == "list" and m.number == 1}
    return [m for m in chain if m.shape != "list" or m.unit in begun]


def _rising(markers: Sequence[Marker]) -> list[Marker]:
    """Return the heaviest run of markers whose numbers rise; a number next to the one before weighs more."""

    def step(before: Marker, after: Marker) -> float | None:
        by = after.number - before.number
        return (STEP if by == 1 else 0.0) if by > 0 else None

    return heaviest(markers, lambda marker: marker.weight, step, 200)


def _counting(markers: Sequence[Marker]) -> set[Marker]:
    """Return the markers that follow the number before them in the likeliest run of all."""
    return {after for before, after in pairwise(_rising(markers)) if after.number == before.number + 1}


def unlinked_run(markers: Sequence[Marker]) -> list[Marker]:
    """Return the likeliest run of figures that count up one by one, empty where they are few."""
    run = _rising([marker for marker in markers if marker.weight])
    ends = [i for i, (one, two) in enumerate(pairwise(run), 1) if two.number != one.number + 1]
    parts = [run[start:end] for start, end in pairwise([0, *ends, len(run)])]
    longest = max(parts, key=len, default=[])
    return longest if len(longest) >= FEW else []


def _rivals(chain: Sequence[Marker], counted: Sequence[Marker]) -> set[Marker]:
    """Return what another run, nearly as likely, calls elsewhere, and what it calls there."""
    found: set[Marker] = set()
    for marker in chain:
        same = [m for m in counted if m.number == marker.number and m != marker]
        other = _rising([m for m in counted if m != marker]) if same else []
        if _heft(other) > _heft(chain) - CLEAR:
            found |= {marker, *(m for m in other if m in same)}
    return found


def _heft(chain: Sequence[Marker]) -> float:
    """Return what a run weighs, as `_rising` counts it."""
    steps = sum(after.number == before.number + 1 for before, after in pairwise(chain))
    return sum(marker.weight for marker in chain) + STEP * steps


def _strays(chain: Sequence[Marker], others: Sequence[Marker], taken: set[int]) -> list[Marker]:
    """Return markers of another style that stand where the chain lacks their number."""
    numbers = [m.number for m in chain]
    found: dict[int, Marker] = {}
    for marker in others:
        at = bisect_left(numbers, marker.number)
        after = at == 0 or _place(chain[at - 1]) < _place(marker)
        before = at == len(chain) or _place(marker) < _place(chain[at])
        if marker.number not in taken and chain and after and before:
            found.setdefault(marker.number, marker)
    return list(found.values())


def _late(markers: Sequence[Marker], taken: set[int]) -> list[Marker]:
    """Return the first marker of each number that the chain does not call: called, but out of order."""
    found: dict[int, Marker] = {}
    for marker in markers:
        if marker.number not in taken and marker.weight >= 1:
            found.setdefault(marker.number, marker)
    return list(found.values())


def by_cell(calls: Sequence[Marker], labels: Mapping[Marker, str]) -> dict[int, dict[int, tuple[int, str]]]:
    """Return, for each cell, the start of each call with its end and label, as `inline.render` takes them."""
    cells: dict[int, dict[int, tuple[int, str]]] = {}
    for call in calls:
        cells.setdefault(call.unit, {})[call.start] = (call.end, labels[call])
    return cells

"""Finds figures in round brackets that may call notes: `the toll.(12)`, `the toll (12).`, `the toll. (12)`.

Lists in prose, years, counts, equations and references to them look the same. So a figure has less weight
the less its place is a call's, and none counts unless the print has the notes called in this way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from apparatus.importer.notes.markers import Marker
from apparatus.importer.words import NUMBER_WORDS, TITLES, UNFINISHED

CALL = re.compile(r"(?P<gap> ?)\((?P<n>[1-9]\d{0,2})\)(?=[\s.,;:!?)\]\"”“’‘»«›‹*—–]|\(\d|$)")
CALLS = re.compile(r"(?: ?\(\d{1,3}\))+$")  # several calls follow each other
CLOSED = re.compile(r"[.!?…][\"”“’‘»«›‹)\]*]*$|[\"”“»«]$")  # a sentence or a quotation ends
PARTED = re.compile(r"[;:—–-][\"”“’‘»«›‹)\]*]*$")
CLAUSE = re.compile(r"[,;:—–-][\"”“’‘»«›‹)\]*]*$")
WORD = re.compile(r"(?:[^\W\d_]{2}|[\"”“’‘»«›‹)\]*])[\"”“’‘»«›‹)\]*]*$")
LAST = re.compile(r"(\S+)$")
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d$")
BEGINS = re.compile(r"[\W_]*$")  # nothing stands before: an item's own number
STOPS = re.compile(r"\s*[*\"”“’‘»«›‹)\]]*(?:(?P<sign>[.,;:!?])|$)")  # a sentence, or a part of one, ends here
MATHS = re.compile(r"[=≤≥±×÷∑√+][^.!?]{0,40}$")
# what is numbered itself: `equation (1)`, `section (3)`
REFERS = frozenset(
    [
        "equation", "equations", "eq", "eqs", "formula", "formulae", "formulas", "expression", "theorem",
        "lemma", "proposition", "article", "articles", "art", "section", "sections", "sec", "clause",
        "clauses", "paragraph", "paragraphs", "para", "subsection", "item", "items", "point", "points", "no",
        "nos", "number", "numbers", "figure", "figures", "fig", "table", "class", "type", "case", "step",
        "condition", "rule", "reason", "volume", "vol", "part", "see", "cf", "note", "notes",
        "gleichung", "gleichungen", "formel", "artikel", "absatz", "abs", "punkt", "nr", "ligning",
        "équation",
    ]
)  # fmt: skip
TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand")
COUNTS = frozenset([*NUMBER_WORDS, *TENS])
LIST = "list"  # the shape of what may be the items of a list: calls only if all of them are
RARE = 0.2  # a shape that fewer of the figures have is not the print's
ENOUGH = 2 / 3  # of the notes


def round_markers(unit: int, text: str) -> list[Marker]:
    """Return the figures in round brackets of a cell that may be calls; `unit` as in `Marker`."""
    found = [_marker(unit, text, match) for match in CALL.finditer(text)]
    for run in _runs(found):
        verdict = _list(run, text)
        found = [verdict.get(marker, marker) for marker in found]
    return found


def _marker(unit: int, text: str, match: re.Match[str]) -> Marker:
    """Return a figure with its shape: `tight`, or spaced `before` or `after` the stop."""
    before, number = CALLS.sub("", text[: match.start()]), int(match["n"])
    stop = STOPS.match(text, match.end())
    closed, clause = bool(CLOSED.search(before)), bool(CLAUSE.search(before))
    if not match["gap"]:
        shape, weight = "tight", 1.0 if closed else 0.9 if clause or WORD.search(before) else 0.0
    elif (closed or clause) and not (stop and stop["sign"]):
        shape, weight = "after", 0.9 if stop else 0.5 if closed else 0.3
        weight = 0.0 if clause and not closed and number == 1 else weight
    else:
        shape, weight = "before", 0.0 if _refers(before) else 0.9 if stop else 0.5
    weight = 0.0 if BEGINS.match(before) or MATHS.search(before) else weight
    return Marker(unit, match.start(), match.end(), number, "round", weight, shape)


def _refers(before: str) -> bool:
    """Tell whether the word before asks for what stands in the brackets: `equation`, `of`, `three`, `x`."""
    last = LAST.search(before)
    word = last[1].strip('*"“”’»)]([.,').lower() if last else ""
    if len(word) < 2 or word[-1:].isdigit():
        return not YEAR.search(before)
    return word in UNFINISHED | TITLES | REFERS or word.rpartition("-")[2] in COUNTS


def _runs(found: Sequence[Marker]) -> list[list[Marker]]:
    """Return the runs (1), (2), ... of a cell, each up to a figure that stands as a call does."""
    runs: list[list[Marker]] = []
    for marker in found:
        if marker.weight >= 0.9:
            runs.append([])
        elif marker.number == 1:
            runs.append([marker])
        elif runs and runs[-1] and marker.number == runs[-1][-1].number + 1:
            runs[-1].append(marker)
    return [run for run in runs if len(run) > 1]


def _list(run: Sequence[Marker], text: str) -> dict[Marker, Marker]:
    """Return what a run is instead: each of its figures has words behind it, as the items of a list have.

    `they feared (1) the ice, (2) the toll`: it is one. `It was so. (1) It froze. (2) It thawed.`: it may be.
    """
    signs = PARTED if run[0].shape == "after" else CLAUSE
    inner = any(not marker.weight or signs.search(text[: marker.start]) for marker in run[1:])
    weight = 0.0 if inner or not run[0].weight else 0.3
    return {marker: replace(marker, weight=weight, shape=LIST) for marker in run}


def settle(cells: Sequence[Sequence[Marker]], notes: int) -> list[tuple[Marker, ...]]:
    """Return the markers of each cell without the figures in round brackets that are no calls in this print.

    None is one where other calls are more, or too few could be calls of the `notes`; and none is one that
    stands otherwise (`the boats (3) were`) than the print's calls do.
    """
    every = [marker for markers in cells for marker in markers]
    likely = [marker for marker in every if marker.style == "round" and marker.weight]
    others = sum(1 for marker in every if marker.style not in ("round", "glued") and marker.weight >= 1)
    usual = _usual(likely) if len(likely) > others and len(likely) >= notes * ENOUGH else set()
    return [tuple(m for m in markers if m.style != "round" or m.shape in usual) for markers in cells]


def _usual(likely: Sequence[Marker]) -> set[str]:
    shapes = Counter("after" if marker.shape == LIST else marker.shape for marker in likely)
    usual = {shape for shape, count in shapes.items() if count >= len(likely) * RARE}
    return usual | ({LIST} if "after" in usual else set())

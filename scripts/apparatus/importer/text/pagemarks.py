"""Finds the lines that belong to the page alone: page numbers, running heads, and what a setting names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from apparatus.importer.settings import Settings
from apparatus.importer.text.heads import running_heads
from apparatus.importer.text.line import Line, at_edge, next_line
from apparatus.importer.text.listed import listed_lines
from apparatus.importer.words import number_of

PAGE_NUMBER = re.compile(
    r"\s*[-–—\[(]?\s*(?:(?:page|p\.)\s+)?(\d{1,4}|[ivxlc]{1,7})\s*[-–—\])]?\s*", re.IGNORECASE
)
YEARS = 1400  # a larger number at a page's edge may be a year in a heading
FAR = 4  # so many runs are gone on with: one of pages, others of chapters and what else is numbered
CHAIN = 3  # so many page numbers in order make it likely that they are page numbers


def page_marks(lines: Sequence[Line], settings: Settings) -> dict[int, str]:
    """Map the index of each line that belongs to the page to the reason for leaving it out."""
    numbers = _lone_numbers(lines)
    marks = dict.fromkeys(_page_numbers(lines, numbers), "page number")
    for i, line in enumerate(lines):
        if any(re.fullmatch(pattern, line.text.strip()) for pattern in settings.page_marks):
            marks[i] = "page mark"
    heads = running_heads(lines, marks, numbers, listed_lines(lines, settings), settings)
    near = [i for i, n in numbers.items() if n < YEARS and at_edge(lines, i, heads)]
    return dict.fromkeys(near, "page number") | marks | dict.fromkeys(heads, "running head")


def _lone_numbers(lines: Sequence[Line]) -> dict[int, int]:
    """Map the lines that hold a number only, and stand by themselves, to the number."""
    found = [
        (i, number_of(m.group(1))) for i, line in enumerate(lines) if (m := PAGE_NUMBER.fullmatch(line.text))
    ]
    return {i: n for i, n in found if n and not lines[i].text.strip().isupper() and _alone(lines, i)}


def _page_numbers(lines: Sequence[Line], numbers: Mapping[int, int]) -> set[int]:
    """Find numbers that stand at a page's edge, or in a run that counts up."""
    found = list(numbers.items())
    # A run that counts up cannot be a heading such as `1957`; a single number at a page's edge neither.
    whole = _runs(found, far=1)
    mixed = _runs([(i, n) for i, n in found if n < YEARS], far=FAR)  # chapters' numbers stand between
    counted = {i for run in (*whole, *mixed) if len(run) >= CHAIN for i, _ in run}
    last = next_line(lines, len(lines), -1)
    return {i for i, n in found if i in counted or (n < YEARS and (at_edge(lines, i) or i == last))}


def _runs(found: Sequence[tuple[int, int]], far: int) -> list[list[tuple[int, int]]]:
    """Part numbers into runs that count up; a number goes on with the nearest of the `far` last runs."""
    runs: list[list[tuple[int, int]]] = []
    for i, n in found:
        fitting = [run for run in runs[-far:] if 0 < n - run[-1][1] <= CHAIN]
        if fitting:
            min(fitting, key=lambda run: n - run[-1][1]).append((i, n))
        else:
            runs.append([(i, n)])
    return runs


def _alone(lines: Sequence[Line], i: int) -> bool:
    above = i == 0 or lines[i - 1].blank or lines[i].breaks
    below = i + 1 >= len(lines) or lines[i + 1].blank or lines[i + 1].breaks
    return (above and below) or at_edge(lines, i)

"""A line of the print's text, and what stands next to it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text. `number` counts from 1; `breaks` where a page begins right before it."""

    number: int
    text: str
    breaks: bool = False

    @property
    def blank(self) -> bool:
        """Nothing stands in the line."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """How many spaces stand before the first word."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def depth(self) -> int:
        """How far in the first word stands; a tab is as wide as four spaces."""
        bare = self.text.lstrip(" \t")
        return len(self.text[: len(self.text) - len(bare)].expandtabs(4))


def next_line(lines: Sequence[Line], i: int, step: int, passed: Container[int] = ()) -> int:
    """Return the index of the next line below (`step` 1) or above (-1) that is neither blank nor `passed`.

    It is -1 where there is none.
    """
    i += step
    while 0 <= i < len(lines) and (lines[i].blank or i in passed):
        i += step
    return i if 0 <= i < len(lines) else -1


def at_edge(lines: Sequence[Line], i: int, marks: Container[int] = ()) -> bool:
    """Tell whether a form feed or a page mark stands next to the line, blank lines aside."""
    below, above = next_line(lines, i, 1), next_line(lines, i, -1)
    return lines[i].breaks or above in marks or (below >= 0 and (lines[below].breaks or below in marks))

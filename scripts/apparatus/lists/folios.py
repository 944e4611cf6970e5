"""The folios that citations name -> a list to order by: sorted, joined, nothing twice.

    folios(["23-26", "25-28", "12"])  ->  12, 23-28

Ranges that overlap or follow on one another become one. A value that is no number, `3r`, `254ff` or
`14 (-15)`, stays as it is, where its number has it: how far it reaches is for the reader to find out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from apparatus.locators import format_locator
from apparatus.model import Locator

_RANGE = re.compile(r"(\d+)(?:\s*[-–—]\s*(\d+))?")  # prints have all three dashes
_BETWEEN = re.compile(r"\s*(?:,|&|\band\b)\s*")

Range = tuple[int, int]  # first and last folio


def folios(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values of locators in order, each folio once; what has no number comes last."""
    parts = [part for value in values for part in _BETWEEN.split(value.strip()) if part]
    known = {part: found for part in parts if (found := _range(part)) is not None}
    words = dict.fromkeys(part for part in parts if part not in known)
    written = [*map(_written, _joined(known.values())), *words]
    return tuple(sorted(written, key=lambda part: (_first(part), part in words)))


def folio_list(locators: Iterable[Locator]) -> str:
    """Write the locators of one source or one file as a note would: `pp. 12, 23-28`."""
    by_kind: dict[str, list[Locator]] = {}
    for locator in locators:
        by_kind.setdefault(locator.kind, []).append(locator)
    return ", ".join(_of_kind(same) for same in by_kind.values())


def _of_kind(same: Sequence[Locator]) -> str:
    if same[0].kind == "other":
        return ", ".join(dict.fromkeys(locator.value for locator in same))
    return format_locator(Locator(same[0].kind, ", ".join(folios(locator.value for locator in same))))


def _range(text: str) -> Range | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = match.groups()
    end = _completed(first, last) if last else int(first)
    return (int(first), end) if end >= int(first) else None


def _first(part: str) -> float:
    """Return the number with which a value begins."""
    match = re.match(r"\d+", part)
    return int(match.group()) if match else float("inf")


def _completed(first: str, last: str) -> int:
    """Return the end of a range that is written short: 572-99 ends with 599."""
    return int(first[: len(first) - len(last)] + last) if len(last) < len(first) else int(last)


def _joined(ranges: Iterable[Range]) -> list[Range]:
    found: list[Range] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _written(pair: Range) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]}-{pair[1]}"

"""Cross references in notes -> links: `see note 56`, `see Appendix 1`, `chapters 2 and 5`, a section's title.

Links are written as from `docs/`. What leads to nothing stays prose and is reported; a chapter of
somebody else's book (`chapter 3 of`, `in chapter 3`) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

_SPELT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_SPELT)}|[IVX]{{1,4}})\b"
_REFERENCE = re.compile(
    rf"\b(?P<kind>[Nn]otes?|[Cc]hapters?|[Aa]ppendi(?:x|ces))\s+(?P<numbers>{_NUMBER}(?:(?:,\s+|,?\s+and\s+){_NUMBER})*)"
    r"(?P<foreign>(?:,? (?:of|in) (?!this|the present|my|our)\w+))?",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\b(?P<kind>part|section|sub-?chapter)\s+[\"“«](?P<title>[^\"”»]+)[\"”»]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Targets:
    """What cross references can lead to: slugs of parts, labels of notes, titles of sections."""

    parts: frozenset[str]
    notes: frozenset[str]
    sections: Mapping[str, str]  # title -> "chapter-3.md#hanois-southern-strategy"
    numbering: str = ""  # "3-" where the notes of chapter 3 begin again


def link(text: str, targets: Targets) -> tuple[str, tuple[str, ...]]:
    """Return prose with its cross references as links, and those that lead to nothing."""
    missing: list[str] = []

    def replace(match: re.Match[str]) -> str:
        if match["foreign"]:
            return match.group()
        linked, lost = _numbers(match, targets)
        missing.extend(lost)
        return linked

    text = _REFERENCE.sub(replace, text)
    return _SECTION.sub(lambda match: _section(match, targets), text), tuple(missing)


def _numbers(match: re.Match[str], targets: Targets) -> tuple[str, list[str]]:
    """Link each number of `chapter two and five`; the first link takes the word with it."""
    kind = match["kind"].lower()
    out, lost, position = "", list[str](), match.start()
    whole = match.string
    for number in re.finditer(_NUMBER, match["numbers"], re.IGNORECASE):
        start = match.start("numbers") + number.start()
        target = _target(kind, _value(number.group()), targets)
        words = whole[position:start] + number.group() if not out else number.group()
        between = "" if not out else whole[position:start]
        if target is None:
            lost.append(f"{match['kind']} {number.group()}")
            out += between + words
        else:
            out += f"{between}[{words}]({target})"
        position = start + len(number.group())
    return out, lost


def _target(kind: str, number: int, targets: Targets) -> str | None:
    if kind.startswith("note"):
        label = f"{targets.numbering}{number}"
        return f"notes/{label}.md" if label in targets.notes else None
    slug = f"{'chapter' if kind.startswith('chapter') else 'appendix'}-{number}"
    return f"{slug}.md" if slug in targets.parts else None


def _value(number: str) -> int:
    lower = number.lower()
    if lower.isdigit():
        return int(lower)
    return (_SPELT.index(lower) if lower in _SPELT else _ROMAN.index(lower) if lower in _ROMAN else 998) + 1


def _section(match: re.Match[str], targets: Targets) -> str:
    best = max(
        targets.sections, key=lambda title: fuzz.ratio(title.lower(), match["title"].lower()), default=""
    )
    if not best or fuzz.ratio(best.lower(), match["title"].lower()) < 90:  # noqa: PLR2004
        return match.group()
    whole, start = match.group(), match.start("title") - match.start()
    end = start + len(match["title"])
    return f"{whole[:start]}[{match['title']}]({targets.sections[best]}){whole[end:]}"

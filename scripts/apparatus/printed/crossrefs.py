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
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_SPELT)}|[IVX]{{1,4}}|[A-H](?!\w))\b"
_CHAPTER = r"chapters?|kapitel|kapittel"
_KIND = rf"notes?|anm\.|anmerkung(?:en)?|{_CHAPTER}|appendi(?:x|ces)|anhang|vedlegg"
_MORE = r"(?:,\s+|,?\s+(?:and|und|og)\s+)(?:(?P=kind)\s+)?"
_REFERENCE = re.compile(
    rf"\b(?P<kind>{_KIND})\s+(?P<numbers>{_NUMBER}(?:{_MORE}{_NUMBER})*)"
    r"(?P<foreign>(?:,? (?:of|in) (?!this|the present|my|our)(?:\w+|$)))?",
    re.IGNORECASE,
)
# a note of a chapter: chapter 2, note 5; note 5 to chapter 2
_NOTE_OF = re.compile(
    rf"\b(?:(?P<first>(?:{_CHAPTER})\s+(?P<c1>{_NUMBER}),?\s+(?:notes?|n\.|anm\.)\s+(?P<n1>\d{{1,4}}))"
    rf"|(?P<last>notes?\s+(?P<n2>\d{{1,4}})\s+(?:to|in|of)\s+(?:{_CHAPTER})\s+(?P<c2>{_NUMBER})))\b"
    r"(?!,? (?:of|in) (?!this|the present|my|our))",
    re.IGNORECASE,
)
# what a chapter of somebody else's book stands behind: a title or a name, and a comma
_FOREIGN_BEFORE = re.compile(r"(?:[\"”»*’']|[^\W\d_a-z][\w'’-]+),?[\"”»*’']?,?\s+$")
_OWN_BEFORE = re.compile(
    r"\b(?:see|also|cf|compare|in|appendix \w+|notes? \d+|chapters? \w+|siehe|vgl|se|jf|også|auch)\b[.,]?"
    r"\s+$",
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
        if match["foreign"] or _is_foreign(match):
            return match.group()
        linked, lost = _numbers(match, targets)
        missing.extend(lost)
        return linked

    out, position = "", 0
    for match in _NOTE_OF.finditer(text):
        out += _REFERENCE.sub(replace, text[position : match.start()]) + _note_of(match, targets, missing)
        position = match.end()
    out += _REFERENCE.sub(replace, text[position:])
    return _SECTION.sub(lambda match: _section(match, targets), out), tuple(missing)


def _note_of(match: re.Match[str], targets: Targets, missing: list[str]) -> str:
    """Link `chapter 2, note 5` as a whole to the note, whether notes begin again in each chapter or not."""
    note = match["n1"] or match["n2"]
    chapter = _value(match["c1"] or match["c2"])
    label = next((label for label in (f"{chapter}-{note}", note) if label in targets.notes), None)
    if label is None or (label == note and targets.numbering):
        missing.append(match.group())
        return match.group()
    return f"[{match.group()}](notes/{label}.md)"


def _is_foreign(match: re.Match[str]) -> bool:
    """Tell a chapter of somebody else's book: it stands right behind a title or a name and a comma."""
    before = match.string[: match.start()]
    if match["kind"].lower().startswith(("note", "anm")) or _OWN_BEFORE.search(before):
        return False
    return before.endswith(" ") and before.rstrip().endswith(",") and bool(_FOREIGN_BEFORE.search(before))


def _numbers(match: re.Match[str], targets: Targets) -> tuple[str, list[str]]:
    """Link each number of `chapter two and five`; the first link takes the word with it."""
    kind = match["kind"].lower()
    out, lost, position = "", list[str](), match.start()
    whole = match.string
    for number in re.finditer(rf"(?<!\w){_NUMBER}", match["numbers"], re.IGNORECASE):
        start = match.start("numbers") + number.start()
        target = _target(kind, number.group(), targets)
        words = whole[position:start] + number.group() if not out else number.group()
        between = "" if not out else whole[position:start]
        if target is None:
            lost.append(f"{match['kind']} {number.group()}")
            out += between + words
        else:
            out += f"{between}[{words}]({target})"
        position = start + len(number.group())
    return out, lost


def _target(kind: str, number: str, targets: Targets) -> str | None:
    if kind.startswith(("note", "anm")):
        label = f"{targets.numbering}{_value(number)}"
        return f"notes/{label}.md" if label in targets.notes else None
    word = "appendix" if kind.startswith(("appendi", "anhang", "vedlegg")) else "chapter"
    slugs = (f"{word}-{_value(number)}", f"{word}-{number.lower()}")
    return next((f"{slug}.md" for slug in slugs if slug in targets.parts), None)


def _value(number: str) -> int:
    lower = number.lower()
    if lower.isdigit():
        return int(lower)
    return (_SPELT.index(lower) if lower in _SPELT else _ROMAN.index(lower) if lower in _ROMAN else 998) + 1


def _section(match: re.Match[str], targets: Targets) -> str:
    best = max(
        targets.sections, key=lambda title: fuzz.ratio(title.lower(), match["title"].lower()), default=""
    )
    if not best or fuzz.ratio(best.lower(), match["title"].lower()) < 90:
        return match.group()
    whole, start = match.group(), match.start("title") - match.start()
    end = start + len(match["title"])
    return f"{whole[:start]}[{match['title']}]({targets.sections[best]}){whole[end:]}"

"""Cross references in notes -> links: `see note 56`, `see Appendix 1`, `chapters 2 and 5`, a section's title.

Links are written as from `docs/`. What leads to nothing stays prose and is reported; a chapter of
somebody else's book (`chapter 3 of`, `in chapter 3`) is left alone, and so is a note of it: one behind a
citation, a page or a title (`p. 5 note 7`). `n.` and `fn.` are this book's where words say so: `see n. 7`,
`n. 7 above`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

_SPELT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_SPELT)}|[IVX]{{1,4}}|[A-H](?!\w))\b"
_CHAPTER = r"chapters?|kapitel|kapittel"
_NOTE = r"(?:foot|end)?notes?|anm\.|anmerkung(?:en)?|fußnoten?"
_SHORT_NOTE = r"nn?\.|fns?\."
_KIND = rf"{_NOTE}|{_SHORT_NOTE}|{_CHAPTER}|appendi(?:x|ces)|anhang|vedlegg"
_DASH = r"\s?[-–—]\s?"
_MORE = rf"(?:,\s+|,?\s+(?:and|und|og)\s+|{_DASH})(?:(?P=kind)\s+)?"
_REFERENCE = re.compile(
    rf"\b(?P<kind>{_KIND})(?:\s+|(?<=\.))(?P<numbers>{_NUMBER}(?:{_MORE}{_NUMBER})*)"
    r"(?P<foreign>(?:,? (?:of|in) (?!this|the present|my|our)(?:\w+|$)))?",
    re.IGNORECASE,
)
_IS_NOTE = re.compile(rf"{_NOTE}|{_SHORT_NOTE}", re.IGNORECASE)
_IS_SHORT = re.compile(_SHORT_NOTE, re.IGNORECASE)
_OWN_AFTER = re.compile(r",?\s(?:above|below|supra|infra|oben|unten)\b", re.IGNORECASE)
# what says that a note is this book's: see n. 7; cf. nn. 7 and 8; above, n. 7
_OWN_NOTE_BEFORE = re.compile(
    r"\b(?:see|cf|compare|above|below|supra|infra|siehe|vgl|oben|unten|se|jf|also|auch|in|from)\b[.,]?\s+"
    r"(?:the\s)?$",
    re.IGNORECASE,
)
# a page, of whose note the number is: p. 5 note 7; S. 55 f., Anm. 7
_PAGE_BEFORE = re.compile(
    r"(?:\b(?:pp?|s|bl|cols?|fols?)\.\s?|[,:]\s?)(?:\d+|[ivxl]+)(?:[-–]\d+)?(?:\sff?\.?)?,?\s+$",
    re.IGNORECASE,
)
# nothing but a comma or an *and* since a citation
_COMMA_ALONE = re.compile(r",\s+")
_NEXT_TO_CITED = re.compile(r"[\s,(]*(?:(?:and|und|og|with|mit)\s+)?", re.IGNORECASE)
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


def link(text: str, targets: Targets, *, cited: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return prose with its cross references as links, and those that lead to nothing.

    `cited` says that a citation stands right before the prose.
    """
    missing: list[str] = []
    out, position = "", 0
    for match in _references(text):
        if _is_foreign(match, cited=cited):
            continue
        linked, lost = (_note_of if match.re is _NOTE_OF else _numbers)(match, targets)
        missing += lost
        out += text[position : match.start()] + linked
        position = match.end()
    out += text[position:]
    return _SECTION.sub(lambda match: _section(match, targets), out), tuple(missing)


def _references(text: str) -> Iterator[re.Match[str]]:
    """Yield the cross references of a text to notes, chapters and appendices, left to right."""
    position = 0
    for whole in _NOTE_OF.finditer(text):
        yield from _REFERENCE.finditer(text, position, whole.start())
        yield whole
        position = whole.end()
    yield from _REFERENCE.finditer(text, position)


def _note_of(match: re.Match[str], targets: Targets) -> tuple[str, list[str]]:
    """Link `chapter 2, note 5` as a whole to the note, whether notes begin again in each chapter or not."""
    note = match["n1"] or match["n2"]
    chapter = _value(match["c1"] or match["c2"])
    label = next((label for label in (f"{chapter}-{note}", note) if label in targets.notes), None)
    if label is None or (label == note and targets.numbering):
        return match.group(), [match.group()]
    return f"[{match.group()}](notes/{label}.md)", []


def _is_foreign(match: re.Match[str], *, cited: bool) -> bool:
    """Tell a chapter or a note of somebody else's book: it stands behind a citation, a title or a page."""
    before = match.string[: match.start()]
    kind = match["kind"] if match.re is _REFERENCE else ""
    is_note = _IS_NOTE.fullmatch(kind) is not None
    if match.re is _REFERENCE and match["foreign"]:
        return True
    if _OWN_AFTER.match(match.string, match.end()):
        return False
    if cited and (_NEXT_TO_CITED if is_note else _COMMA_ALONE).fullmatch(before):
        return True
    if is_note and _PAGE_BEFORE.search(before):
        return True
    if _IS_SHORT.fullmatch(kind):
        return not _OWN_NOTE_BEFORE.search(before)
    if _OWN_BEFORE.search(before):
        return False
    return before.endswith(" ") and before.rstrip().endswith(",") and bool(_FOREIGN_BEFORE.search(before))


def _numbers(match: re.Match[str], targets: Targets) -> tuple[str, list[str]]:
    """Link each number of `chapter two and five`; the first link takes the word with it."""
    kind = match["kind"].lower()
    out, lost, position = "", list[str](), match.start()
    whole = match.string
    first = ""
    for number in re.finditer(rf"(?<!\w){_NUMBER}", match["numbers"], re.IGNORECASE):
        start = match.start("numbers") + number.start()
        between = whole[position:start]
        meant = _completed(first, number.group()) if re.fullmatch(_DASH, between) else number.group()
        target = _target(kind, meant, targets)
        words = between + number.group() if not out else number.group()
        between = "" if not out else between
        if target is None:
            lost.append(f"{match['kind']} {number.group()}")
            out += between + words
        else:
            out += f"{between}[{words}]({target})"
        position, first = start + len(number.group()), meant
    return out, lost


def _completed(first: str, last: str) -> str:
    """Return the second number of a range with the figures that it leaves out: 108 of `107-8`."""
    short = first.isdigit() and last.isdigit() and len(last) < len(first)
    return first[: len(first) - len(last)] + last if short else last


def _target(kind: str, number: str, targets: Targets) -> str | None:
    if _IS_NOTE.fullmatch(kind):
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

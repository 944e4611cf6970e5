"""Citations in the edition's notes: pandoc's syntax <-> records.

The grammar, one function per rule; `{}` is "any number of", `[]` in quotes is a bracket itself:

    text      = { prose | cluster | in_text }
    cluster   = "[" citation { ";" citation } "]"
    citation  = [ before ] [ "-" ] "@" key [ "," locators ] [ suffix ]
    before    = [ prefix ] [ shown ]           shown: "Ibid." or a short title, as the print has it
    in_text   = "@" key [ "[" locators [ suffix ] "]" ]
    locators  = locator { "," locator }
    locator   = label value | value | "{" anything "}"

Source: pandoc's manual, "Citation syntax". A bracket without a key is prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from apparatus.locators import format_locators, parse_locators
from apparatus.model import Citation, Cluster, Form, Span

ShortTitles = Callable[[str], tuple[str, ...]]

# pandoc: a key starts with a letter, digit or _ and has no two marks in a row, none at its end
KEY = re.compile(r"[^\W]\w*(?:[:.#$%&\-+?<>~/]\w+)*")
_IBID_WORDS = "ibid(?:em)?|idem|id|ebd|ebenda|samme sted|sst"
IBID = re.compile(rf"(?:(?<=\s)|^)(\*?(?:{_IBID_WORDS})\b\.?\*?[.,]?)$", re.IGNORECASE)
_MARKS = '*"“”„«»'  # of italics and quotation, which a short title can have or not
_NO_MARKS = str.maketrans("", "", _MARKS)
CODE_OR_ESCAPE = re.compile(r"(`+)(?:(?!\1).)*?\1|\\.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a citation, and where in the text."""

    message: str
    span: Span
    hint: str = ""


class _Malformed(Exception):
    """Leaves a rule of the grammar; caught in `parse`, never seen outside."""

    def __init__(self, message: str, start: int, end: int, hint: str = "") -> None:
        super().__init__(message)
        self.fault = Fault(message, Span(start, end), hint)


def no_short_titles(_key: str) -> tuple[str, ...]:
    """Know no short titles."""
    return ()


def parse(
    text: str, short_titles: ShortTitles = no_short_titles
) -> tuple[tuple[Cluster, ...], tuple[Fault, ...]]:
    """Return the clusters of a note's text, in order, and the faults found on the way.

    `short_titles` gives the short titles of a key, by which the print's form is told from a prefix.
    """
    clusters: list[Cluster] = []
    faults: list[Fault] = []
    for start, end, bracket in _candidates(text):
        try:
            rule = _cluster if bracket else _in_text
            clusters.append(rule(text, start, end, short_titles))
        except _Malformed as malformed:
            faults.append(malformed.fault)
    return tuple(clusters), tuple(faults)


def format_cluster(cluster: Cluster) -> str:
    """Write a cluster as pandoc's Markdown; `parse` reads it back."""
    if len(cluster.citations) == 1 and cluster.citations[0].in_text:
        return _format_in_text(cluster.citations[0])
    return f"[{'; '.join(format_citation(c) for c in cluster.citations)}]"


def format_citation(citation: Citation) -> str:
    """Write one citation as it stands inside the bracket."""
    before = " ".join(part for part in (citation.prefix, citation.shown) if part)
    locators = format_locators(citation.locators)
    after = f", {locators}" if locators else ""
    sign = "-@" if citation.year_only else "@"
    return f"{before} {sign}{citation.key}{after}".strip() + citation.suffix


def _format_in_text(citation: Citation) -> str:
    inside = format_locators(citation.locators) + citation.suffix
    return f"@{citation.key} [{inside.strip()}]" if inside.strip() else f"@{citation.key}"


def _candidates(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, is a bracket) of what may be a citation, left to right, none in another."""
    blanked = CODE_OR_ESCAPE.sub(lambda m: " " * len(m.group()), text)
    position = 0
    while (match := re.search(r"\[|@", blanked[position:])) is not None:
        start = position + match.start()
        if match.group() == "[":
            end = _closing(blanked, start)
            if end is not None and not re.search(r"(?<!\w)@", blanked[start:end]):
                # a link, a note call or an editor's bracket: its inside can hold no citation
                position = end
                continue
            if end is None and not re.match(r"\[[^\[\]]*(?<!\w)@", blanked[start:]):
                position = start + 1
                continue
            position = len(text) if end is None else end
            yield start, position, True
        elif start and (blanked[start - 1].isalnum() or blanked[start - 1] in "_@"):
            position = start + 1  # an address of electronic mail
        else:
            position = _in_text_end(blanked, start)
            yield start, position, False


def _closing(text: str, start: int) -> int | None:
    """Return the offset after the bracket that closes the one at `start`, or None."""
    depth = 0
    for offset in range(start, len(text)):
        depth += {"[": 1, "]": -1}.get(text[offset], 0)
        if depth == 0:
            return offset + 1
    return None


def _in_text_end(text: str, start: int) -> int:
    key = KEY.match(text, start + 1)
    if key is None:
        return start + 1
    bracket = re.compile(r"\s?\[(?!\^)(?![^\]]*(?<!\w)@)").match(text, key.end())
    end = _closing(text, bracket.end() - 1) if bracket else None
    return end if end is not None else key.end()


def _cluster(text: str, start: int, end: int, short_titles: ShortTitles) -> Cluster:
    """cluster = "[" citation { ";" citation } "]"."""
    if end > len(text) or text[end - 1] != "]" or _closing(text, start) is None:
        raise _Malformed("a bracket is never closed", start, start + 1, "write ] after the citation")
    parts = _split(text, start + 1, end - 1)
    citations = tuple(_citation(text, first, last, short_titles) for first, last in parts)
    return Cluster(citations, Span(start, end))


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split at semicolons that stand in no inner bracket or brace."""
    cuts, depth = [start], 0
    for offset in range(start, end):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(text[offset], 0)
        if text[offset] == ";" and depth == 0:
            cuts.append(offset + 1)
    return [(first, second - 1) for first, second in zip(cuts, [*cuts[1:], end + 1], strict=True)]


def _citation(text: str, start: int, end: int, short_titles: ShortTitles) -> Citation:
    """citation = [ before ] [ "-" ] "@" key [ "," locators ] [ suffix ]."""
    part = text[start:end]
    at = re.search(r"(?<!\w)-?@", part)
    if at is None:
        raise _Malformed("no key in this part of the citation", start, end, "each part needs one @key")
    key = KEY.match(part, at.end())
    if key is None:
        raise _Malformed("no key after @", start + at.start(), start + at.end(), "write @key")
    second = re.search(r"(?<!\w)@", part[key.end() :])
    if second is not None:
        offset = start + key.end() + second.start()
        raise _Malformed("a second key in one citation", offset, offset + 1, "separate citations with ;")
    prefix, shown, form = _before(part[: at.start()].strip(), short_titles(key.group()))
    locators, suffix = parse_locators(part[key.end() :])
    year_only = at.group().startswith("-")
    return Citation(key.group(), locators, prefix, shown, suffix.rstrip(), form, year_only=year_only)


def _before(before: str, short_titles: tuple[str, ...]) -> tuple[str, str, Form]:
    """before = [ prefix ] [ shown ]; return prefix, shown and the form of the citation."""
    ibid = IBID.search(before)
    if ibid is not None:
        return before[: ibid.start()].strip(), ibid.group(1), "ibid"
    for title in sorted(short_titles, key=len, reverse=True):
        start = _tail(before, title)
        if start is not None:
            return before[:start].strip(), before[start:], "short"
    return before, "", "full"


def _tail(before: str, title: str) -> int | None:
    """Return where the words of a short title begin that end the text, whatever its italics and quotes."""
    kept = [(offset, sign) for offset, sign in enumerate(before) if sign not in _MARKS]
    words, wanted = ("".join(sign for _, sign in kept), title.translate(_NO_MARKS).strip())
    shorter = re.sub(r"[,.:]$", "", words)
    end = len(words) if words.endswith(wanted) else len(shorter) if shorter.endswith(wanted) else None
    if end is None or not wanted:
        return None
    start = end - len(wanted)
    if start and not words[start - 1].isspace():
        return None
    offset = kept[start][0]
    while offset and before[offset - 1] in _MARKS:
        offset -= 1
    return offset


def _in_text(text: str, start: int, end: int, _short_titles: ShortTitles) -> Cluster:
    """in_text = "@" key [ "[" locators [ suffix ] "]" ]."""
    key = KEY.match(text, start + 1)
    if key is None:
        raise _Malformed("no key after @", start, start + 1, "write @key, or \\@ for the sign itself")
    inside = text[key.end() : end].strip()
    locators, suffix = parse_locators(f", {inside[1:-1]}") if inside else ((), "")
    return Cluster((Citation(key.group(), locators, suffix=suffix.rstrip(), in_text=True),), Span(start, end))

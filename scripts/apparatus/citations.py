"""Citations in the edition's notes: pandoc's syntax <-> records.

The grammar, one function per rule; `{}` is "any number of", `[]` in quotes is a bracket itself:

    text      = { prose | cluster | in_text }
    cluster   = "[" citation { ";" citation } "]"
    citation  = [ before ] [ "-" ] "@" key [ "," locators ] [ suffix ]
    before    = [ prefix ] [ shown ]           shown: the print's "Ibid.", short title, "op. cit."
    in_text   = "@" key [ "[" locators [ suffix ] "]" ]
    locators  = locator { "," locator }
    locator   = label value | value | "{" anything "}"

Source: pandoc's manual, "Citation syntax". A bracket without a key is prose.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from apparatus.locators import format_locators, parse_locators
from apparatus.model import Citation, Cluster, Form, Span

ShortTitles = Callable[[str], tuple[str, ...]]

# pandoc: a key starts with a letter, digit or _ and has no two marks in a row, none at its end
KEY = re.compile(r"[^\W]\w*(?:[:.#$%&\-+?<>~/]\w+)*")
_IBID_WORDS = "ibid(?:em)?|idem|id|ebd|ebenda|samme sted|sst"
IBID = re.compile(rf"(?:(?<=\s)|^)(\*?(?:{_IBID_WORDS})\b\.?\*?[.,]?)$", re.IGNORECASE)
AGAIN = re.compile(
    r"(?:(?<=\s)|^)(\(?\*?(?:(?:op|loc|art)\.?\s?cit\b\.?|a\.\s?a\.\s?O\.)\*?\)?[.,:]?)$", re.IGNORECASE
)
_MARKS = '*"“”„«»'  # of italics and quotation, which a short title can have or not
_NO_MARKS = str.maketrans("", "", _MARKS)
# a code span ends in its paragraph, at a run of as many backticks as it begins with; another run is prose
CODE_SPAN = r"(?P<tick>`++)(?:[^`\n]++|\n(?![ \t]*\n)|(?!(?P=tick)(?!`))`++)*+(?P=tick)(?!`)|(?P<prose>`++)"
_CODE_OR_ESCAPE = re.compile(rf"{CODE_SPAN}|\\.", re.DOTALL)
_BLOCK = re.compile(r"(?:^[ \t]*\S.*(?:\n|\Z))+", re.MULTILINE)
_INDENTED = re.compile(r"(?:(?: {4}| {0,3}\t).*(?:\n|\Z))+")
_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d+[.)]|:|[!?]{3})[+ \t]", re.MULTILINE)  # goes on in indented blocks
_SIGN = re.compile(r"\[|@")
_KEYED = re.compile(r"\[[^\[\]]*(?<!\w)@")


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
    for start, end, bracket in _candidates(_prose(text)):
        if end is None:
            hint = "write ] after the citation"
            faults.append(Fault("a bracket is never closed", Span(start, start + 1), hint))
            continue
        try:
            rule = _cluster if bracket else _in_text
            clusters.append(rule(text, start, end, short_titles))
        except _Malformed as malformed:
            faults.append(malformed.fault)
    return tuple(clusters), tuple(faults)


def without_indented_code(text: str) -> str:
    """Return Markdown with blanks in the place of its indented code, so that each line and offset stays."""
    within = False  # an item of a list, whose further paragraphs are indented too

    def shown(block: re.Match[str]) -> str:
        nonlocal within
        code = _INDENTED.match(block.group())
        if code is None:
            within = _ITEM.search(block.group()) is not None
        if code is None or within:
            return block.group()
        return re.sub(r"[^\n]", " ", code.group()) + block.group()[code.end() :]

    return _BLOCK.sub(shown, text) if "    " in text or "\t" in text else text


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


@dataclass(frozen=True, slots=True)
class _Prose:
    """A text without its code and escapes, and where in it the brackets close and the keys begin."""

    text: str
    closing: Mapping[int, int]  # a bracket that is closed -> the offset after the one that closes it
    keys: Sequence[int]  # offsets of @ that no word stands before, in order

    def has_key(self, start: int, end: int) -> bool:
        """Tell whether a key begins between two offsets."""
        found = bisect_left(self.keys, start)
        return found < len(self.keys) and self.keys[found] < end


def _prose(text: str) -> _Prose:
    """Read a text once: its code, its brackets, its keys."""
    prose = without_indented_code(text)
    bare = _CODE_OR_ESCAPE.sub(lambda code: code["prose"] or " " * len(code.group()), prose)
    closing: dict[int, int] = {}
    opened: list[int] = []
    for bracket in re.finditer(r"[\[\]]", bare):
        if bracket.group() == "[":
            opened.append(bracket.start())
        elif opened:
            closing[opened.pop()] = bracket.end()
    return _Prose(bare, closing, [at.start() for at in re.finditer(r"(?<!\w)@", bare)])


def _candidates(prose: _Prose) -> Iterator[tuple[int, int | None, bool]]:
    """Yield (start, end, is a bracket) of what may be a citation, left to right, none in another.

    The end of a bracket that is never closed is None.
    """
    text, position = prose.text, 0
    while (match := _SIGN.search(text, position)) is not None:
        start = match.start()
        if match.group() == "[":
            end = prose.closing.get(start)
            if end is not None and not prose.has_key(start, end):
                # a link, a note call or an editor's bracket: its inside can hold no citation
                position = end
                continue
            if end is None and not _KEYED.match(text, start):
                position = start + 1
                continue
            position = len(text) if end is None else end
            yield start, end, True
        elif start and (text[start - 1].isalnum() or text[start - 1] in "_@"):
            position = start + 1  # an address of electronic mail
        else:
            position = _in_text_end(prose, start)
            yield start, position, False


def _in_text_end(prose: _Prose, start: int) -> int:
    """Return where a citation in the sentence ends: after its key, or the bracket with its locators."""
    key = KEY.match(prose.text, start + 1)
    if key is None:
        return start + 1
    opening = key.end() + prose.text[key.end() : key.end() + 1].isspace()
    end = prose.closing.get(opening)
    if (
        end is None
        or prose.text[opening + 1] == "^"
        or prose.has_key(opening, prose.text.index("]", opening))
    ):
        return key.end()
    return end


def _cluster(text: str, start: int, end: int, short_titles: ShortTitles) -> Cluster:
    """cluster = "[" citation { ";" citation } "]"."""
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
    again = AGAIN.search(before)
    if again is not None:
        return before[: again.start()].strip(), again.group(1), "short"
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

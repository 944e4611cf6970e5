"""Lines to blocks, and what a page break cut apart joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from apparatus.importer.book import Join, LeftOut
from apparatus.importer.text.line import Line
from apparatus.importer.words import TITLES, UNFINISHED, Vocabulary, bare_end, ends_sentence, first_letter

JoinKind = Literal["paragraph", "hyphen", "repeat", "note", "entry"]
HYPHEN = re.compile(r"(?P<stem>[^\W_]+)(?P<hyphen>[-\u00ad\u2010])(?P<star>\**)$")
LONG = 60  # characters; a shorter line that ends without a stop may be a heading or an item
WRAPPED_LINES = 8  # so many full lines show that the text is wrapped by hand
ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|e\.g|i\.e|cf|viz|ca|approx|esp|incl|St|Mr|Mrs|Dr|Gen|Col|Prof|ed|eds|trans)\.$"
)
# what a shelfmark or a locator waits for a number after
CITED = re.compile(r"\b(?:p|pp|op|d|f|ff|vol|vols|no|nos|nr|cf|ch|fol|fols|art|box|reel|col|§)\.$")
DOUBLED = frozenset({"had", "that", "very", "is", "in", "on"})  # words that English doubles by right
MAX_REPEAT = 6


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Lines that stand together; `breaks` where a page begins right before them."""

    lines: tuple[Line, ...]

    @property
    def number(self) -> int:
        """The line, from 1, where the block begins."""
        return self.lines[0].number

    @property
    def breaks(self) -> bool:
        """A page begins right before the block."""
        return self.lines[0].breaks

    @property
    def text(self) -> str:
        """The block's words on one line."""
        return " ".join(line.text.strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of running text, with the line of its beginning and of its last line."""

    text: str
    line: int
    last_line: int
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining gave: one piece, and the record of it."""

    piece: Piece
    joins: tuple[Join, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def blocks_of(lines: Iterable[Line]) -> tuple[RawBlock, ...]:
    """Part the lines at blank ones."""
    blocks: list[RawBlock] = []
    current: list[Line] = []
    for line in lines:
        if not line.blank:
            current.append(line)
        elif current:
            blocks.append(RawBlock(tuple(current)))
            current = []
    if current:
        blocks.append(RawBlock(tuple(current)))
    return tuple(blocks)


def wrapped_width(lines: Sequence[Line]) -> int:
    """Return the width at which the text's lines are wrapped, 0 where a paragraph is one line."""
    blocks = blocks_of(lines)
    inner = sorted(len(line.text) for block in blocks for line in block.lines[:-1])
    if len(inner) < WRAPPED_LINES:
        return 0
    every = sorted(len(line.text) for line in lines if not line.blank)
    width = inner[int(len(inner) * 0.9)]
    full = sum(1 for length in inner if length >= width * 0.75)
    fits = every[int(len(every) * 0.95)] <= width * 1.3
    return width if 35 <= width <= 140 and full >= len(inner) * 0.4 and fits else 0


def is_cut(first: Piece, second: Piece, vocabulary: Vocabulary) -> bool:
    """Tell whether two paragraphs are one that a page break cut.

    A paragraph that ends as a sentence does is whole. One that does not goes on in small letters; before
    a capital it goes on only where its last word asks for more, where the capital is a name's, or where
    the print shows the page's edge.
    """
    if HYPHEN.search(first.text.rstrip()):
        return True
    letter = first_letter(second.text)
    end = bare_end(first.text)
    if CITED.search(end) and letter.isdigit():
        return True
    if ends_sentence(first.text):
        return letter.islower() and bool(ABBREVIATION.search(end)) and not second.text.startswith("...")
    if not letter.isalnum() or re.match(r"\W*(?:\.\.\.|…)", second.text) or end.endswith((":", ";")):
        return letter.islower() and end.endswith(";") and second.breaks
    if letter.islower():
        return True
    if (_heading_like(second.text) and not asks_for_more(end)) or _begins_sentence(second, vocabulary):
        return False
    return asks_for_more(end) or (len(first.text) >= LONG and _goes_on(second, vocabulary))


def asks_for_more(end: str) -> bool:
    """Tell whether the last word or a comma shows that a sentence is not at its end."""
    if end.endswith(","):
        return True
    words = re.findall(r"[^\W_]+", end)
    return bool(words) and words[-1].lower() in UNFINISHED | TITLES and not words[-1].isupper()


def _begins_sentence(second: Piece, vocabulary: Vocabulary) -> bool:
    """Tell whether the first word has its capital only from standing first: it is small elsewhere."""
    word = re.match(r"[\W_]*([^\W_]+)", second.text)
    if not word or not word.group(1)[0].isupper() or word.group(1) == "I":
        return False
    small = word.group(1).lower()
    return small in UNFINISHED or vocabulary.small.get(small, 0) > vocabulary.inside.get(word.group(1), 0)


def _heading_like(text: str) -> bool:
    return len(text) < LONG and not ends_sentence(text)


def _goes_on(second: Piece, vocabulary: Vocabulary) -> bool:
    if second.text.startswith("*") and second.text.rstrip().endswith("*"):
        return False  # wholly italic: a quotation of its own
    word = re.match(r"\W*([^\W_]+)", second.text)
    if not word:
        return False
    return second.breaks or word.group(1).isdigit() or vocabulary.is_name(word.group(1))


def join(
    first: Piece, second: Piece, kind: JoinKind, vocabulary: Vocabulary
) -> tuple[Piece, Join, LeftOut | None]:
    """Return two pieces as one, and the record of the joint."""
    before, after = first.text.rstrip(), second.text.lstrip()
    last, head = _last_words(before), _first_words(after)
    hyphen = HYPHEN.search(before)
    if hyphen:
        text, result = _join_hyphen(before, after, hyphen, vocabulary)
        found: JoinKind = "hyphen" if kind == "paragraph" else kind
        return _piece(first, second, text), Join(second.line, found, last, head, result), None
    repeated = _repeated(before, after)
    if repeated:
        before = before[: -len(repeated)].rstrip()
        left = LeftOut(first.last_line, repeated, "repeated over a page break")
        return (
            _piece(first, second, _glue(before, after)),
            Join(second.line, "repeat", last, head, head),
            left,
        )
    return (
        _piece(first, second, _glue(before, after)),
        Join(second.line, kind, last, head, f"{last} {head}"),
        None,
    )


def _piece(first: Piece, second: Piece, text: str) -> Piece:
    return Piece(text, first.line, second.last_line, first.breaks)


def _last_words(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1] if text.split() else ""


def _first_words(text: str) -> str:
    return text.split(maxsplit=1)[0] if text.split() else ""


def _join_hyphen(before: str, after: str, hyphen: re.Match[str], vocabulary: Vocabulary) -> tuple[str, str]:
    """Return the joined text and the word where the halves meet."""
    start = re.match(r"\**[^\W_]+(?:['’-][^\W_]+)*", after)
    second = start.group().lstrip("*") if start else after
    stem = hyphen["stem"]
    keep = stem.isdigit() or second[:1].isdigit() or not vocabulary.joined(stem, second)
    mark = "-" if keep and hyphen["hyphen"] != "\u00ad" else ""
    cut = before[: hyphen.start("hyphen")]
    if hyphen["star"] and after.startswith("*"):
        after = after[len(hyphen["star"]) :]
    elif hyphen["star"]:
        mark += hyphen["star"]
    text = cut + mark + after
    whole = text[len(cut) - len(_last_words(cut)) :].split()
    return text, whole[0] if whole else ""


def _repeated(before: str, after: str) -> str:
    """Return the words at the end of `before` that `after` begins with, as printed."""
    ends, starts = before.split(), after.split()
    for count in range(min(MAX_REPEAT, len(ends), len(starts)), 0, -1):
        tail, head = ends[-count:], starts[:count]
        if tail != head or (
            count == 1 and (tail[0].lower() in DOUBLED or not re.fullmatch(r"[^\W\d_]{2,}", tail[0]))
        ):
            continue
        match = re.search(r"\s+".join(map(re.escape, tail)) + r"$", before)
        return match.group() if match else ""
    return ""


def _glue(before: str, after: str) -> str:
    """Put two halves together; emphasis that was closed and opened at the break runs through."""
    if closes(before) and after.startswith("*") and not after.startswith("**"):
        return f"{before[:-1]} {after[1:]}"
    if closes(before) and unopened(after):
        return f"{before[:-1]} {after}"
    if opened(before) and after.startswith("*") and not unopened(after) and after.count("*") % 2:
        return f"{before} {after[1:]}"
    return f"{before} {after}"


def closes(text: str) -> bool:
    """Tell whether the text ends with the end of an emphasis."""
    return text.endswith("*") and not text.endswith("**") and text.count("*") % 2 == 0


def opened(text: str) -> bool:
    """Tell whether an emphasis is open at the text's end."""
    return text.count("*") % 2 == 1 and bool(re.search(r"(?:^|[\s(\[\"“])\*(?=\S)[^*]*$", text))


def unopened(text: str) -> bool:
    """Tell whether the text's first emphasis mark closes what was opened before the text."""
    return text.count("*") % 2 == 1 and bool(re.match(r"[^*]*[^\s*(\[\"“]\*(?![^\W_])", text))


def unwrap(lines: Sequence[Line], vocabulary: Vocabulary) -> Joined:
    """Join the lines of one paragraph, hyphened words too; joins at a page's edge are recorded."""
    piece = _line_piece(lines[0])
    joins: list[Join] = []
    left: list[LeftOut] = []
    for line in lines[1:]:
        piece, made, out = _wrap(piece, _line_piece(line), vocabulary)
        if line.breaks or made.kind == "hyphen":
            joins.append(made)
        left += [out] if out else []
    return Joined(piece, tuple(joins), tuple(left))


def _wrap(first: Piece, second: Piece, vocabulary: Vocabulary) -> tuple[Piece, Join, LeftOut | None]:
    """Join two lines; only a page's edge makes a repeated word a fault of the print."""
    if HYPHEN.search(first.text) or second.breaks:
        return join(first, second, "paragraph", vocabulary)
    last, head = _last_words(first.text), _first_words(second.text)
    text = f"{first.text} {second.text}"
    return _piece(first, second, text), Join(second.line, "paragraph", last, head, f"{last} {head}"), None


def _line_piece(line: Line) -> Piece:
    return Piece(line.text.strip(), line.number, line.number, line.breaks)

"""The paragraphs of a chapter: what tells one from another, and the ids that stay with them.

A paragraph gets a number when it is first published, and keeps it: `p12` is its id, `12` what stands
in the margin. One that comes between 12 and 13 later is 12a, so that numbers never move on. It is
known again by its fingerprint, the notes that it calls and a sample of its words:

    [^15] [^16] geneva moscow january 1950 vietminh recognition
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count, pairwise, product
from string import ascii_lowercase
from xml.etree.ElementTree import Element

from apparatus.chaptertext import blocks
from apparatus.notes import CALL

NUMBERED = re.compile(r"p(\d+)([a-z]*)")  # an id that we gave

_SAMPLE = 12  # words of a fingerprint: enough to tell paragraphs apart, few enough to be read
_LONG = 4  # letters; shorter words stand in nearly every paragraph
_ALIKE = 0.25  # of the words: enough to know a paragraph again wherever it went
_IN_PLACE = 0.08  # one word, where nothing else came between the same neighbours
_CALLS_WEIGH = 0.6  # a note is called in one place: the same calls are nearly proof

_OWN_ID = re.compile(r"\{:?[^{}\n]*#[^{}\n]*\}\s*\Z")  # an editor's id, which stays
_NO_WORDS = re.compile(r"\x02[^\x03]*\x03|\{:?[^{}\n]*\}\s*\Z|\((?<=\]\()[^)\s]*\)|<[^<>]*>")
_SENTENCE = re.compile(r"(?:\S+\s+){4,}\S*[.!?…][\"'”’»)\]*_]*\s*\Z")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a paragraph is known by: labels of the notes that it calls, and a sample of its words."""

    calls: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join([*(f"[^{label}]" for label in self.calls), *self.words])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a chapter: its Markdown on one line, and what it is known by."""

    text: str
    fingerprint: Fingerprint


def read_fingerprint(text: str) -> Fingerprint:
    """Read a fingerprint as `str` writes it."""
    return Fingerprint(tuple(CALL.findall(text)), tuple(CALL.sub("", text).split()))


@cache  # a chapter is asked for by the check, the site and the ledger
def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a chapter's Markdown, in order."""
    return tuple(Paragraph(written, fingerprint(written)) for _, written in in_tree(blocks(text)))


def in_tree(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield the paragraphs of a page whose inline marks are not read yet, each with its Markdown.

    A paragraph is a `p` wherever it stands, or an item of a list that is a sentence, not only a name.
    """
    items = {element for tag in ("li", "dd") for element in root.iter(tag)}
    items |= {child for item in items for child in item if child.tag == "p"}
    for element in root.iter():
        text = " ".join((element.text or "").split())
        prose = _SENTENCE.search(CALL.sub("", text)) if element in items else element.tag == "p"
        own = text.startswith(":::") or _OWN_ID.search(text) or "title" in element.get("class", "")
        if prose and not own and _WORD.search(_plain(text)):
            yield element, text


def fingerprint(text: str) -> Fingerprint:
    """Return what a paragraph is known by."""
    words = _WORD.findall(_plain(CALL.sub("", text)).lower())
    telling = [word for word in words if len(word) >= _LONG or word.isdigit()]
    chosen = dict.fromkeys(telling if len(telling) >= _SAMPLE // 2 else words)
    sample = set(sorted(chosen, key=_rank)[:_SAMPLE])
    calls = dict.fromkeys(CALL.findall(text))
    return Fingerprint(tuple(calls), tuple(word for word in chosen if word in sample))


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """Tell how alike two paragraphs are: 0 is nothing, 1 the same words, more with the same calls.

    The samples are the words of lowest rank, so that of both together the lowest tell what share of
    their words the two paragraphs have in common (bottom-k sketch, Cohen and Kaplan 2007).
    """
    ours, theirs = set(one.words), set(other.words)
    lowest = sorted(ours | theirs, key=_rank)[:_SAMPLE]
    shared = sum(word in ours and word in theirs for word in lowest)
    calls, others = set(one.calls), set(other.calls)
    weight = _CALLS_WEIGH * len(calls & others) / len(calls | others) if calls and others else 0.0
    return (shared / len(lowest) if lowest else 0.0) + weight


def numbered(
    known: Mapping[str, Fingerprint], new: Sequence[Fingerprint], taken: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the id of each paragraph of a chapter: the one that it had, else one that was never used.

    `known` are the paragraphs as they were published; `taken` are ids that may not be given again.
    """
    ids = sorted((name for name in known if NUMBERED.fullmatch(name)), key=_place)
    kept = recognised([known[name] for name in ids], new)
    last = max(kept, default=-1)  # behind it are numbers, before it letters
    free = _FreeIds({*ids, *taken})
    found: list[str] = []
    for at in range(len(new)):
        if at in kept:
            found.append(ids[kept[at]])
        else:
            found.append(free.number() if at > last else free.letter(found[-1] if found else "p0"))
    return tuple(found)


class _FreeIds:
    """Gives ids that were never used, each of them once."""

    def __init__(self, used: Collection[str]) -> None:
        self._used = used
        numbers = (int(match.group(1)) for name in used if (match := NUMBERED.fullmatch(name)))
        self._numbers = count(max(numbers, default=0) + 1)
        self._letters: dict[str, Iterator[str]] = {}  # what has not been tried after a number

    def number(self) -> str:
        """Return the next number."""
        return f"p{next(self._numbers)}"

    def letter(self, before: str) -> str:
        """Return the number of the paragraph before with a letter."""
        base = NUMBERED.fullmatch(before).group(1)  # type: ignore[union-attr]
        letters = self._letters.setdefault(base, _letters())
        return next(name for some in letters if (name := f"p{base}{some}") not in self._used)


def _letters() -> Iterator[str]:
    """Yield a, b ... z, aa, ab ..."""
    return ("".join(some) for length in count(1) for some in product(ascii_lowercase, repeat=length))


def before(name: str, ids: Iterable[str]) -> str | None:
    """Return the paragraph among `ids` that stands nearest before a number, or the first after it."""
    there = sorted((other for other in ids if NUMBERED.fullmatch(other)), key=_place)
    earlier = [other for other in there if _place(other) < _place(name)]
    return (earlier or there[:1])[-1] if there else None


def _plain(text: str) -> str:
    return _NO_WORDS.sub(" ", text)


@cache
def _rank(word: str) -> tuple[int, str]:
    """Order words as if by lot, and always in the same way."""
    return zlib.crc32(word.encode()), word


def _place(name: str) -> tuple[int, int, str]:
    number, letters = NUMBERED.fullmatch(name).groups()  # type: ignore[union-attr]
    return int(number), len(letters), letters


def recognised(old: Sequence[Fingerprint], new: Sequence[Fingerprint]) -> dict[int, int]:
    """Return which new paragraph is which old one: the same ones, then the most alike, then by place."""
    kept = _same(old, new)
    rows = [at for at in range(len(new)) if at not in kept]
    columns = sorted(set(range(len(old))) - set(kept.values()))
    alike = {(row, column): likeness(old[column], new[row]) for row, column in product(rows, columns)}
    for row, column in sorted(alike, key=lambda pair: (-alike[pair], abs(pair[0] - pair[1]), pair)):
        if alike[row, column] >= _ALIKE and row not in kept and column not in kept.values():
            kept[row] = column
    return kept | _in_place(kept, len(new), len(old), alike)


def _same(old: Sequence[Fingerprint], new: Sequence[Fingerprint]) -> dict[int, int]:
    waiting: dict[Fingerprint, deque[int]] = defaultdict(deque)
    for column, known in enumerate(old):
        waiting[known].append(column)
    return {row: waiting[found].popleft() for row, found in enumerate(new) if waiting[found]}


def _in_place(
    kept: Mapping[int, int], rows: int, columns: int, alike: Mapping[tuple[int, int], float]
) -> dict[int, int]:
    """Pair what is left between the same neighbours, where as many paragraphs are left on both sides."""
    found: dict[int, int] = {}
    edges = [(-1, -1), *sorted(kept.items()), (rows, columns)]
    for (row, column), (next_row, next_column) in pairwise(edges):
        left = range(row + 1, next_row)
        used = {*kept.values(), *found.values()}  # where some have moved, two gaps can overlap
        right = [at for at in range(column + 1, next_column) if at not in used]
        if len(left) == len(right):
            found |= {pair[0]: pair[1] for pair in zip(left, right, strict=True) if alike[pair] >= _IN_PLACE}
    return found

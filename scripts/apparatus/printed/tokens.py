"""The words of a text with their places, folded as spellings are compared."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from apparatus.model import Span
from apparatus.printed.authornames import fold
from apparatus.printed.clauses import boundaries

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_COLON = re.compile(r":\s*$")
_folded = lru_cache(maxsize=1 << 16)(fold)


@dataclass(frozen=True)
class Tokens:
    """A stretch of a text as words: `O'Neill` is one, `Lloyd-Jones` two, `&` is *and*."""

    text: str
    start: int
    end: int

    @cached_property
    def spans(self) -> list[Span]:
        """Where each word stands in the text."""
        return [Span(*match.span()) for match in _WORD.finditer(self.text, self.start, self.end)]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Each word without case and accents."""
        return folded(self.text, self.start, self.end)

    @cached_property
    def at(self) -> dict[int, int]:
        """Offset in the text -> number of the word that begins there."""
        return {span.start: number for number, span in enumerate(self.spans)}

    @cached_property
    def begins(self) -> list[int]:
        """Where a sentence begins, or a clause after a semicolon, in order."""
        return clauses(self.text, self.start, self.end)

    def clause(self, offset: int) -> int:
        """Return where the clause begins in which something stands."""
        return self.begins[max(bisect_right(self.begins, offset) - 1, 0)]

    def gap(self, number: int) -> str:
        """Return what stands between a word and the one after it."""
        return self.text[self.spans[number].end : self.spans[number + 1].start]

    def capital(self, number: int) -> bool:
        """Tell whether a word begins with a capital."""
        return self.text[self.spans[number].start].isupper()


def clauses(text: str, start: int, end: int) -> list[int]:
    """Return where the sentences begin, and what stands after a semicolon: a colon stands within a title."""
    return [at for at in boundaries(text, start, end) if at == start or not _COLON.search(text[at - 8 : at])]


def folded(text: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """Return the words of a text without case and accents."""
    end = len(text) if end is None else end
    return tuple(
        "and" if match.group() == "&" else _folded(match.group())
        for match in _WORD.finditer(text, start, end)
    )


def one_sign_apart(first: str, second: str) -> bool:
    """Tell whether two words of one length differ in one place."""
    return len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) == 1

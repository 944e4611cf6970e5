"""The passage that calls a note: found in the chapter's Markdown, short enough to be quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from apparatus.model import Call
from apparatus.notes import CALL

ENOUGH = 420  # characters; a paragraph that is longer is cut to the sentences about the call

_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_QUOTE = re.compile(r"^\s*>\s?", re.MULTILINE)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[^{}\n]*\}[ \t]*$", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)*]*(?:\[\^[^\]]+\])*\s+(?=[*_\"“(\[]*[A-ZÀ-ỸĐ])")


@dataclass(frozen=True, slots=True)
class Passage:
    """Markdown with `[@0]` where the note is called; whether it was cut at its start and its end."""

    text: str
    begins: bool
    ends: bool


def passage(chapter: Sequence[str], call: Call) -> Passage:
    """Return the passage about a call of a chapter, whose lines are given."""
    block = _block(chapter, call.line - 1)
    mark = f"[^{call.label}]"
    at = block.find(mark)
    first, last = _sentence(block, at) if len(block) > ENOUGH else (0, len(block))
    if any(block[first:last].count(sign) % 2 for sign in "*`"):  # an emphasis that the cut would break
        first, last = 0, len(block)
    before, after = block[first:at], block[at + len(mark) : last]
    text = f"{CALL.sub('', before)}[@0]{CALL.sub('', after)}"
    return Passage(text, first == 0, last == len(block))


def _block(lines: Sequence[str], at: int) -> str:
    """Return the paragraph, the item of a list, the heading or the row of a table on that line."""
    line = lines[at]
    if line.startswith("#") or line.lstrip().startswith("|"):
        cells = [cell.strip() for cell in line.strip().strip("#|").split("|")]
        return _ATTRIBUTES.sub("", " · ".join(cell for cell in cells if cell))
    first = at
    while first and lines[first - 1].strip() and not _ITEM.match(lines[first]) and lines[first - 1][0] != "#":
        first -= 1
    last = at
    while last + 1 < len(lines) and lines[last + 1].strip() and not _ITEM.match(lines[last + 1]):
        last += 1
    block = "\n".join(lines[first : last + 1])
    return _ATTRIBUTES.sub("", _ITEM.sub("", _QUOTE.sub("", block), count=1)).strip()


def _sentence(block: str, at: int) -> tuple[int, int]:
    """Return where the sentence begins and ends that has the call in it, or after its stop."""
    breaks = list(_SENTENCE_END.finditer(block))
    first = max((match.end() for match in breaks if match.end() <= at), default=0)
    last = min((match.end() for match in breaks if match.end() > at), default=len(block))
    return first, len(block[:last].rstrip())

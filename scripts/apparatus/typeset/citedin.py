"""Where a source is cited -> HTML: in a line where that is short, else folded, a line for each chapter."""

from __future__ import annotations

from html import escape

from apparatus.concordance import Concordance
from apparatus.model import Entry, Work
from apparatus.typeset.render import cited_by_chapter

FOLDED = 8  # notes; more than these are a list that opens


def cited_in_list(index: Concordance, entry: Entry) -> str:
    """Return the notes that cite an entry, by chapter, each with its pages: `chapter 3: n. 181 (75-76)`."""
    chapters = cited_by_chapter(index, entry)
    count = sum(map(len, chapters.values()))
    if not count and isinstance(entry, Work) and entry.unread:
        return ""  # a note may cite it: nothing could be known of it
    if not count:
        return '<p class="cited-in uncited">Not cited in the notes</p>'
    lines = [f"{escape(place)}: {', '.join(notes)}" for place, notes in chapters.items()]
    if count <= FOLDED:
        return f'<p class="cited-in">Cited in {"; ".join(lines)}</p>'
    summary = f"Cited in {count} notes: {', '.join(f'{escape(p)} ({len(n)})' for p, n in chapters.items())}"
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f'<details class="cited-in"><summary>{summary}</summary><ul>{items}</ul></details>'

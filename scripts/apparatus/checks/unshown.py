"""All that a note has is shown: no image or tag that is left out, no call of another note."""

from __future__ import annotations

import re

from apparatus.concordance import concordance
from apparatus.edition import Edition
from apparatus.model import Note, Problem
from apparatus.notes import CALL, without_code
from apparatus.typeset.render import Typesetter, typesetter

_OF_IMAGES = "put an image into a chapter, and link to it"
_OF_TAGS = "write [sic] or &lt;sic&gt; for a word in angle brackets"


def check(edition: Edition) -> list[Problem]:
    """Report what of a note no page shows, and calls in notes, which are shown as they are written."""
    setter = typesetter(concordance(edition))
    labels = {note.label for note in edition.notes}
    found = [problem for note in edition.notes for problem in _left_out(note, setter)]
    return found + [
        Problem(
            note.path, _line(note, call.start()), "CROSS-REFERENCE",
            f"note {note.label} calls a note, {call.group()}",
            f"a link leads to it: [note {call.group(1)}](notes/{call.group(1)}.md)",
        )
        for note in edition.notes
        for call in CALL.finditer(without_code(note.text) if "[^" in note.text else "")
        if call.group(1) in labels
    ]  # fmt: skip


def _left_out(note: Note, setter: Typesetter) -> list[Problem]:
    tags = setter.unshown(note)
    if not tags:
        return []
    place = re.search(rf"!\[|<(?:{'|'.join(map(re.escape, tags))})", note.text, re.IGNORECASE)
    words = " and ".join("an image" if tag == "img" else f"<{tag}>" for tag in tags)
    hint = _OF_IMAGES if "img" in tags else _OF_TAGS
    message = f"note {note.label} has {words}, which no page shows"
    return [Problem(note.path, _line(note, place.start() if place else 0), "NOT-SHOWN", message, hint)]


def _line(note: Note, at: int) -> int:
    return note.line + note.text.count("\n", 0, at)

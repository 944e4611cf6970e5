"""Every link from a note leads to a file of `docs/` or to a note."""

from __future__ import annotations

import re

from apparatus.edition import Edition
from apparatus.links import GENERATED
from apparatus.model import Problem

LINK = re.compile(r"(?<!!)\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+\.md)(?P<anchor>#[^)]*)?\)")


def check(edition: Edition) -> list[Problem]:
    """Report links in notes that lead to nothing; they are written as from `docs/`."""
    known = {f"{chapter.stem}.md" for chapter in edition.chapters} | set(GENERATED)
    known |= {f"notes/{note.label}.md" for note in edition.notes}
    return [
        Problem(
            note.path,
            note.line,
            "LINK",
            f"“{link['target']}” is not there",
            "links of notes start from docs/",
        )
        for note in edition.notes
        for link in LINK.finditer(note.text)
        if link["target"] not in known
    ]

"""A range of pages goes forward, unless `corrections.yml` says that the print has it so."""

from __future__ import annotations

from collections.abc import Iterator

from apparatus.edition import Edition
from apparatus.locators import faulty_ranges
from apparatus.model import Note, Problem


def check(edition: Edition) -> list[Problem]:
    """Report ranges that cannot be right and that nobody has recorded."""
    return [
        Problem(
            note.path, line, "LOCATOR", f"note {note.label}: the range {span} {what}",
            "where the print has it so, corrections.yml says it",
        )
        for note in edition.notes
        for line, span, what in _faults(note)
        if not any(
            correction.kind == "note" and correction.place == note.label and span in correction.print
            for correction in edition.corrections
        )
    ]  # fmt: skip


def _faults(note: Note) -> Iterator[tuple[int, str, str]]:
    """Yield the line of each faulty range, the range, and what is wrong."""
    for cluster in note.clusters:
        for citation in cluster.citations:
            for span, what in faulty_ranges(citation.locators):
                yield note.line + note.text.count("\n", 0, cluster.span.start), span, what

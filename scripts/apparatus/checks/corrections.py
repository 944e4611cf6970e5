"""Every correction names a place that is there; a proposed one waits for an editor."""

from __future__ import annotations

from apparatus import links
from apparatus.addresses import addresses
from apparatus.edition import Edition
from apparatus.model import Correction, Problem


def check(edition: Edition) -> list[Problem]:
    """Compare `corrections.yml` with the edition."""
    path = str(edition.folder / "notes/corrections.yml")
    problems = []
    for correction in edition.corrections:
        if not _is_there(correction, edition):
            message = f"{correction.kind}: “{correction.place}” is not in this edition"
            problems.append(Problem(path, correction.line, "CORRECTION", message))
        if correction.status == "proposed":
            message = f"“{correction.print}” stands as “{correction.edition}”"
            hint = f"{correction.reason}; set status: made, or take it back"
            problems.append(Problem(path, correction.line, "PROPOSED", message, hint))
    return problems


def _is_there(correction: Correction, edition: Edition) -> bool:
    if correction.kind == "note":
        return any(note.label == correction.place for note in edition.notes)
    if correction.kind == "entry":
        return correction.place in edition.bibliography.entries
    chapter, _, anchor = correction.place.partition("#")
    return links.address(links.section(chapter.strip("/"), anchor)) in addresses(edition).links

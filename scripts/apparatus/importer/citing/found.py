"""What resolving the notes of a print gives: the records that pass between the modules of that stage."""

from __future__ import annotations

from dataclasses import dataclass

from apparatus.importer.book import PrintNote
from apparatus.importer.citing.documents import ArchivalCitation
from apparatus.model import Citation, Correction, Document, Problem, Span, Work


@dataclass(frozen=True, slots=True)
class Found:
    """A citation of a note that has been resolved: where the print has it, and what it stands for."""

    note: str
    span: Span
    citation: Citation
    printed: str
    rule: str  # "author-date", "archival", "ibid-note-before", "ibid-same-note", "short-title",
    # and of the notes style "full-note", "short-note", "op-cit", "name-alone"
    near: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """All notes with their citations, the documents that they cite, and what an editor should see."""

    notes: tuple[tuple[PrintNote, str], ...]  # the note as printed, and its text in the edition
    found: tuple[Found, ...]
    works: tuple[Work, ...]  # with the short titles that notes set or use
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    corrections: tuple[Correction, ...]
    archival: tuple[ArchivalCitation, ...]

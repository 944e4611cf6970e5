"""What looks like a citation in a note's prose, and has no key, is listed as open."""

from __future__ import annotations

from apparatus.edition import Edition
from apparatus.model import Note, Problem
from apparatus.printed.authordate import WorkCitation, find_periodicals, find_works
from apparatus.printed.shelfmarks import find_shelfmarks


def check(edition: Edition) -> list[Problem]:
    """Read the prose of each note as a print's, and report the citations in it."""
    return [
        Problem(
            note.path, note.line, "CITATION-OPEN", f"note {note.label} cites “{words}” without a key", hint
        )
        for note in edition.notes
        for words, hint in _open(note, edition)
    ]


def _open(note: Note, edition: Edition) -> list[tuple[str, str]]:
    """Return what is cited in the note's prose, each with a hint."""
    works = edition.bibliography.works
    found: list[tuple[str, str]] = []
    for start, end in _prose(note):
        text = note.text[start:end]
        cited = [*find_works(note.text, works, start, end), *find_periodicals(note.text, start, end)]
        found += [(citation.span.of(note.text), _hint(citation)) for citation in cited]
        marks = [mark.span.of(text) for mark in find_shelfmarks(text)]
        found += [(mark, "describe the document in bibliography.bib, and give its key") for mark in marks]
    return found


def _hint(citation: WorkCitation) -> str:
    if not citation.keys:
        return "the bibliography has no such entry"
    return (
        f"write [@{citation.keys[0]}]"
        if len(citation.keys) == 1
        else f"candidates: {', '.join(citation.keys)}"
    )


def _prose(note: Note) -> list[tuple[int, int]]:
    """Return the stretches of a note's text that lie between its citations."""
    edges = [
        0,
        *(edge for cluster in note.clusters for edge in (cluster.span.start, cluster.span.end)),
        len(note.text),
    ]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]

"""What looks like a citation in a note's prose, and has no key, is listed as open."""

from __future__ import annotations

from collections.abc import Iterator

from apparatus.edition import Edition
from apparatus.model import Note, Problem, Span, Work
from apparatus.printed.authordate import WorkCitation, find_periodicals, find_works
from apparatus.printed.notesstyle import Index, NoteCitation, find_notes, index_works
from apparatus.printed.shelfmarks import find_shelfmarks
from apparatus.printed.unlisted import family_of, find_unlisted


def check(edition: Edition) -> list[Problem]:
    """Read the prose of each note as a print's, and report the citations in it."""
    index = index_works(edition.bibliography.works)
    strangers: set[str] = set()  # families of full notes without an entry, as the notes go on
    return [
        Problem(
            note.path, note.line, "CITATION-OPEN", f"note {note.label} cites “{words}” without a key", hint
        )
        for note in edition.notes
        for words, hint in _open(note, edition.bibliography.works, index, strangers)
    ]


def _open(note: Note, works: tuple[Work, ...], index: Index, strangers: set[str]) -> list[tuple[str, str]]:
    """Return what is cited in the note's prose, each with a hint."""
    found: list[tuple[str, str]] = []
    for start, end in _prose(note):
        text = note.text[start:end]
        styled = _in_notes_style(note.text, index, strangers, start, end)
        cited: list[WorkCitation | NoteCitation] = [*styled]
        for first, last in _between(start, end, [citation.span for citation in styled]):
            cited += find_works(note.text, works, first, last)
            cited += find_periodicals(note.text, first, last)
        found += [(citation.span.of(note.text), _hint(citation)) for citation in cited]
        marks = [mark.span.of(text) for mark in find_shelfmarks(text)]
        found += [(mark, "describe the document in bibliography.bib, and give its key") for mark in marks]
    return found


def _in_notes_style(text: str, index: Index, strangers: set[str], start: int, end: int) -> list[NoteCitation]:
    """Return the citations in the notes style, of works of the bibliography and of others, in order."""
    listed = list(find_notes(text, index, start, end))
    others = []
    for first, last in _between(start, end, [citation.span for citation in listed]):
        for one in find_unlisted(text, index.bearing, strangers, first, last):
            others.append(one)
            strangers |= {family_of(one.names)} if one.form == "full" and one.names else set()
    return sorted([*listed, *others], key=lambda citation: citation.span.start)


def _between(start: int, end: int, spans: list[Span]) -> Iterator[tuple[int, int]]:
    """Yield what lies between spans that stand in order."""
    edges = [start, *(edge for span in spans for edge in (span.start, span.end)), end]
    return ((first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if last > first)


def _hint(citation: WorkCitation | NoteCitation) -> str:
    if not citation.keys:
        return "the bibliography has no such entry"
    shown = f"{citation.shown} " if isinstance(citation, NoteCitation) and citation.shown else ""
    return (
        f"write [{shown}@{citation.keys[0]}]"
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

"""What looks like a citation in a note's prose, and has no key, is listed as open."""

from __future__ import annotations

from apparatus.edition import Edition
from apparatus.model import Note, Problem, Span, Work
from apparatus.printed.authordate import WorkCitation, find_periodicals, find_works
from apparatus.printed.notesstyle import Index, NoteCitation, index_works
from apparatus.printed.shelfmarks import find_shelfmarks
from apparatus.printed.unlisted import find_styled
from apparatus.resolve import IBID_WORD


def check(edition: Edition) -> list[Problem]:
    """Read the prose of each note as a print's, and report the citations in it."""
    works = edition.bibliography.works
    index = index_works(works)
    strangers: dict[str, list[frozenset[str]]] = {}  # families of full notes without an entry
    return [
        Problem(
            note.path, note.line, "CITATION-OPEN", f"note {note.label} cites “{words}” without a key", hint
        )
        for note in edition.notes
        for words, hint in _open(note, works, index, strangers)
    ]


def _open(
    note: Note, works: tuple[Work, ...], index: Index, strangers: dict[str, list[frozenset[str]]]
) -> list[tuple[str, str]]:
    """Return what is cited in the note's prose, each with a hint."""
    found: list[tuple[str, str]] = []
    for prose in Span(0, len(note.text)).without(cluster.span for cluster in note.clusters):
        text = prose.of(note.text)
        styled = find_styled(note.text, [prose], index, strangers)
        cited: list[WorkCitation | NoteCitation] = [*styled]
        for left in prose.without(citation.span for citation in styled):
            cited += find_works(note.text, works, left.start, left.end)
            cited += find_periodicals(note.text, left.start, left.end)
        found += [
            (words, _hint(citation))
            for citation in cited
            if not IBID_WORD.match(words := citation.span.of(note.text))  # which is told as what it is
        ]
        marks = [mark.span.of(text) for mark in find_shelfmarks(text)]
        found += [(mark, "describe the document in bibliography.bib, and give its key") for mark in marks]
    return found


def _hint(citation: WorkCitation | NoteCitation) -> str:
    keys = citation.keys or citation.also
    if not keys:
        return "the bibliography has no such entry"
    if len(citation.keys) != 1:
        return f"candidates: {', '.join(keys)}"
    if citation.near:
        return f"candidates: {keys[0]}, where the bibliography has {citation.near[1]}"
    shown = f"{citation.shown} " if isinstance(citation, NoteCitation) and citation.shown else ""
    return f"write [{shown}@{keys[0]}]"

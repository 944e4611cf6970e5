"""Notes and bibliography -> what each citation stands for, and by which rule.

The edition's notes carry keys, also behind `Ibid.`; resolution verifies them, finds the note that
each goes back to, and lists what is open. The importer asks `antecedents` the same question of
notes that carry no keys yet, so the rule stands here once:

    *Ibid.* stands for the one source cited before it in its own note; where the note cites none
    before it, for the one source of the note before. Several sources are no antecedent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apparatus.hints import nearest
from apparatus.model import Bibliography, Citation, Note, Open, Problem, Resolved, Rule

IBID_WORD = re.compile(r"(?<![\w-])\*?(?:Ibid(?:em)?|Ebd|Ebenda|Samme sted)\b\.?\*?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolution:
    """All citations of the book resolved, in order; what is open; what is wrong."""

    resolved: tuple[Resolved, ...]
    opens: tuple[Open, ...]
    problems: tuple[Problem, ...]


def antecedents(before_in_note: Sequence[str], note_before: Sequence[str]) -> tuple[str, ...]:
    """Return the sources that an *Ibid.* can stand for: one is an answer, several are candidates."""
    return tuple(dict.fromkeys(before_in_note or note_before))


def resolve(notes: Iterable[Note], bibliography: Bibliography) -> Resolution:
    """Resolve all notes of a book, given in the order in which they are numbered."""
    walk = _Walk(bibliography)
    for note in notes:
        walk.note(note)
    return Resolution(tuple(walk.resolved), tuple(walk.opens), tuple(walk.problems))


class _Walk:
    """Goes through the notes once, in order, and remembers what was cited before."""

    def __init__(self, bibliography: Bibliography) -> None:
        self.bibliography = bibliography
        self.keys = list(bibliography.entries)
        self.resolved: list[Resolved] = []
        self.opens: list[Open] = []
        self.problems: list[Problem] = []
        self._before: tuple[str, ...] = ()  # the sources of the note before
        self._numbering = ""  # what comes before the number in the labels, where numbering starts again
        self._full: dict[str, str] = {}  # key -> label of the latest note that cites it in full

    def note(self, note: Note) -> None:
        """Resolve one note's citations, then remember its sources for the next one."""
        numbering = note.label.rpartition("-")[0]
        if numbering != self._numbering:  # an Ibid. does not reach back over a new numbering
            self._before, self._numbering = (), numbering
        here: list[str] = []
        for index, citation in enumerate(note.citations):
            self._citation(note, index, citation, here)
            here.append(citation.key)
        self._words(note)
        self._before = tuple(dict.fromkeys(here))

    def _citation(self, note: Note, index: int, citation: Citation, here: list[str]) -> None:
        entry = self.bibliography.entries.get(citation.key)
        if entry is None:
            self._problem(note, "UNKNOWN-KEY", f"no entry “{citation.key}”", nearest(citation.key, self.keys))
            return
        rule: Rule = "full"
        if citation.form == "ibid":
            rule = "ibid-same-note" if here else "ibid-note-before"
            self._check_ibid(note, citation, antecedents(here, self._before))
        elif citation.form == "short":
            rule = "short-title"
            if citation.key not in self._full:
                message = f"“{citation.shown}” is used before a note gives the source in full"
                self._problem(note, "SHORT-TITLE-EARLY", message)
        antecedent = "" if rule == "full" else self._full.get(citation.key, "")
        if rule == "full":
            self._full[citation.key] = note.label
        self.resolved.append(Resolved(note.label, index, citation, entry, rule, antecedent))

    def _check_ibid(self, note: Note, citation: Citation, candidates: tuple[str, ...]) -> None:
        if not candidates:
            self._problem(
                note, "IBID-NOTHING", "nothing is cited before this Ibid.", f"its key says {citation.key}"
            )
        elif citation.key not in candidates and self.bibliography.entries.keys() >= set(candidates):
            message = f"the key behind Ibid. is “{citation.key}”, but {_cites(candidates)}"
            self._problem(note, "IBID-MISMATCH", message, "give the key that it stands for, or write it out")

    def _words(self, note: Note) -> None:
        """Report what stands in the note's prose without a key."""
        for word in _ibids_in_prose(note):
            candidates = antecedents((), self._before)
            reason = "the note before cites several sources" if len(candidates) > 1 else "it has no key"
            self.opens.append(Open(note.label, word, reason, candidates))
            hint = f"candidates: {', '.join(candidates)}" if candidates else "nothing is cited before it"
            self._problem(note, "IBID-OPEN", f"“{word}” in note {note.label} stands without a key", hint)

    def _problem(self, note: Note, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(note.path, note.line, code, message, hint))


def _cites(candidates: tuple[str, ...]) -> str:
    return f"what comes before is {' or '.join(candidates)}"


def _ibids_in_prose(note: Note) -> list[str]:
    """Return each *Ibid.* that stands outside of the note's citations."""
    text, position, found = note.text, 0, []
    for cluster in note.clusters:
        found += IBID_WORD.findall(text[position : cluster.span.start])
        position = cluster.span.end
    return found + IBID_WORD.findall(text[position:])

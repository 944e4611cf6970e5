"""Citations in the notes style, settled by what was cited before them: a key, or the works it may mean.

A short note goes back to a work that was cited before, *op. cit.* to the one work of the author that was.
Where an author's name also stands before a work that has no entry, a name alone says too little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from apparatus.bibliography import ALSO_SHORT, SEPARATOR, short_titles, shown_forms
from apparatus.citations import format_cluster, parse
from apparatus.model import Citation, Cluster, Span, Work
from apparatus.printed.notesstyle import Index, NoteCitation
from apparatus.printed.tokens import folded
from apparatus.printed.unlisted import family_of, find_styled

_NOT_IN_BRACKETS = re.compile(r"[;\[\]{}@`]")  # what would end a citation in the edition's brackets
_RULES = {"full": "full-note", "short": "short-note", "again": "op-cit", "alone": "name-alone"}


@dataclass(frozen=True, slots=True)
class Settled:
    """A citation of a note with its key, empty where it is open, and then the works that it may mean."""

    printed: NoteCitation
    key: str = ""
    candidates: tuple[str, ...] = ()
    reason: str = ""

    @property
    def rule(self) -> str:
        """By which rule of the notes style it stands for its work."""
        return _RULES[self.printed.form]

    @property
    def citation(self) -> Citation:
        """The citation as the edition writes it: a short one keeps the print's form in front of its key."""
        found = self.printed
        if found.form == "full" or _NOT_IN_BRACKETS.search(found.shown):
            return Citation(self.key, found.locators)
        return Citation(self.key, found.locators, shown=found.shown, form="short")


@dataclass(slots=True)
class Memory:
    """What the notes have cited so far, as far as it tells what a short note means."""

    index: Index
    cited: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)  # works that a full note names with another year
    # family -> the words of each full note of a work by that name that has no entry
    strangers: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    shown: dict[str, list[NoteCitation]] = field(default_factory=dict)  # key -> its short notes

    def find(self, text: str, gaps: Sequence[Span]) -> list[Settled]:
        """Return what the gaps of a note's text cite in the notes style, in order."""
        return [self._remembered(c) for c in find_styled(text, gaps, self.index, self.strangers)]

    def _remembered(self, found: NoteCitation) -> Settled:
        settled = self._settled(found)
        if settled.key:
            self.cited.add(settled.key)
            if settled.citation.form == "short":
                self.shown.setdefault(settled.key, []).append(found)
        elif found.form == "full":
            self.doubtful |= set(found.also)
        return settled

    def _settled(self, found: NoteCitation) -> Settled:
        """Tell which work a citation means, or which it may mean."""
        all_keys = (*found.keys, *found.also)
        if found.form == "full" or not found.keys:
            return _one(found, found.keys, all_keys)
        if self._of_a_stranger(found) or self.doubtful & set(found.keys):
            return Settled(found, "", all_keys, "a note cites another work of that name, without an entry")
        before = tuple(key for key in all_keys if key in self.cited)
        if found.form == "alone":
            return _one(found, found.keys, all_keys)
        if found.form == "again":
            return _one(found, before, before or all_keys)
        known = tuple(key for key in found.keys if key in before)
        return _one(found, known or (() if before else found.keys), all_keys)

    def _of_a_stranger(self, found: NoteCitation) -> bool:
        """Tell whether a short note may mean a work without an entry that a note before it gives in full."""
        words = set(folded(re.sub(r"^(?:The|An?) ", "", found.title)))
        return any(words <= full for full in self.strangers.get(family_of(found.names), ()))


def with_short_titles(works: Sequence[Work], memory: Memory, set_titles: dict[str, str]) -> tuple[Work, ...]:
    """Give works the short titles that notes set (`set_titles`: title -> key), or else use."""
    return tuple(_with_short_titles(work, memory, set_titles) for work in works)


def _with_short_titles(work: Work, memory: Memory, set_titles: dict[str, str]) -> Work:
    shown = memory.shown.get(work.key, ())
    titles = [title for title, key in set_titles.items() if key == work.key]
    titles += [found.title for found in shown if found.title]
    own = short_titles(work)[:1] or tuple(titles[:1])
    titled = replace(work, fields={**work.fields, **({"shorttitle": own[0]} if own else {})})
    for variant in dict.fromkeys([*titles, *(_plain(found.shown) for found in shown)]):
        if not _is_read(titled, variant):
            more = SEPARATOR.join(filter(None, (titled.fields.get(ALSO_SHORT, ""), variant)))
            titled = replace(titled, fields={**titled.fields, ALSO_SHORT: more})
    return titled


def _is_read(work: Work, shown: str) -> bool:
    """Tell whether the edition's reader takes these words for the work's short form, whole."""
    written = format_cluster(Cluster((Citation(work.key, shown=shown, form="short"),), Span(0, 0)))
    clusters, _ = parse(written, lambda _key: shown_forms(work))
    return clusters[0].citations[0].shown == shown


def _plain(shown: str) -> str:
    return re.sub(r'[*"“”«»„]', "", shown).strip(" ,:")


def _one(found: NoteCitation, keys: Sequence[str], candidates: tuple[str, ...]) -> Settled:
    return Settled(found, keys[0]) if len(keys) == 1 else Settled(found, "", candidates, found.reason)

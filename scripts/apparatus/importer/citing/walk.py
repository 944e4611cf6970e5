"""The notes of a print -> the notes of an edition: every citation found, resolved, and given its key.

Three passes: the archival citations of all notes make the documents; then the notes are gone through
in order, so that *Ibid.* and short titles find what stands before them; then the text of each note is
rebuilt once, from its spans. What cannot be resolved stays prose, and is a problem with its candidates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from apparatus.bibliography import ALSO_SHORT, SEPARATOR
from apparatus.importer.book import PrintNote
from apparatus.importer.citing import review
from apparatus.importer.citing.archival import archival_citations, mark_problem, unread_archives
from apparatus.importer.citing.documents import ArchivalCitation, group
from apparatus.importer.citing.found import Cited, Found
from apparatus.importer.citing.holders import declared_archives
from apparatus.importer.citing.ibids import after_ibid, find_ibids, names_another, same_hand
from apparatus.importer.citing.notescited import Memory, Settled, with_short_titles
from apparatus.importer.citing.rebuild import rebuild
from apparatus.importer.citing.spellings import given_names, of_same_name
from apparatus.model import Citation, Correction, Document, Problem, Span, Work
from apparatus.printed.authordate import WorkCitation, find_periodicals, find_works
from apparatus.printed.clauses import after_signal, boundaries
from apparatus.printed.crossrefs import Targets
from apparatus.printed.dates import DATE
from apparatus.printed.keepers import declarations
from apparatus.printed.maycite import find_sources
from apparatus.printed.notesstyle import index_works
from apparatus.printed.shelfmarks import SHAPES, Shape
from apparatus.printed.shorttitles import SETTING, ShortUse, find_short_titles
from apparatus.resolve import antecedents

# a date with pages after it: what stands before can only be a short title
_DATED_PAGES = re.compile(rf"(?:{DATE.pattern})\s?:\s?\d[\d\s,-]*", re.IGNORECASE)


Item = TypeVar("Item")


@dataclass(slots=True)
class _State:
    """What the walk over the notes remembers."""

    memory: Memory
    archives: tuple[str, ...]  # abbreviations of those that the notes cite
    before: tuple[str, ...] = ()  # sources of the note before
    prose: set[str] = field(default_factory=set)  # words that may cite something, and are not understood
    numbering: str = ""
    titles: dict[str, str] = field(default_factory=dict)  # short title -> key
    variants: dict[str, list[str]] = field(default_factory=dict)  # key -> other spellings of its short title
    problems: list[Problem] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    opened: dict[str, list[Span]] = field(default_factory=dict)


def cite(
    notes: Sequence[PrintNote],
    works: Sequence[Work],
    path: str,
    targets: Targets,
    shapes: Sequence[Shape] = SHAPES,
    moved: Container[str] = (),
) -> Cited:
    """Resolve the citations of all notes, given in the print's order.

    Notes that are `moved` follow another note in the edition than in the print: their *Ibid.* stays open.
    """
    declared = declared_archives(notes)
    archival, faults = archival_citations(notes, declared, shapes)
    known = {key for shape in shapes for key in shape.archives} | {c.shelfmark.archive for c in archival}
    known |= {keeper.key for keeper in declared}
    state = _State(Memory(index_works(works)), tuple(sorted(known)))
    state.problems += [mark_problem(note, mark, message, path) for note, mark, message in faults]
    for citation in archival:
        for printed, read in citation.mark.faults:
            reason = "the level is missing there, and the mark stands twice in a row"
            state.corrections.append(Correction("note", citation.note, printed, read, reason, "proposed"))
    groups = group(archival)
    by_note: dict[str, list[tuple[ArchivalCitation, Document]]] = {}
    for grouped in groups:
        for citation in grouped.citations:
            by_note.setdefault(citation.note, []).append((citation, grouped.document))
    unread: dict[str, list[Span]] = {}
    for note, mark, _ in faults:
        if not any(citation.mark is mark for citation in archival):
            unread.setdefault(note.label, []).append(mark.span)
    found: list[Found] = []
    texts: list[tuple[PrintNote, str]] = []
    for note in notes:
        if note.label in moved:
            state.before = ("“the note before it in the print”",)
        archived = by_note.get(note.label, [])
        here = _Walk(note, works, state, path, archived, unread.get(note.label, ())).run()
        found += here
        text, missing = rebuild(note, here, state.opened.get(note.label, ()), targets, path)
        texts.append((note, text))
        state.problems += missing
    documents = tuple(_with_titles(grouped.document, state) for grouped in groups)
    problems = (*state.problems, *review.problems(found, groups, notes, path))
    corrections = (*state.corrections, *review.corrections(groups, archival))
    titled = with_short_titles(works, state.memory, state.titles)
    return Cited(tuple(texts), tuple(found), titled, documents, problems, corrections, tuple(archival))


class _Walk:
    """Finds and resolves the citations of one note."""

    def __init__(
        self, note: PrintNote, works: Sequence[Work], state: _State, path: str,
        archival: Sequence[tuple[ArchivalCitation, Document]], unread: Sequence[Span],
    ) -> None:  # fmt: skip
        self.note, self.works, self.state, self.path, self.archival = note, works, state, path, archival
        self.text = note.text
        self.unread = unread  # shelfmarks; they have been reported
        self.unknown = list(unread)  # what the note cites and nothing stands for: an Ibid. may mean it
        numbering = note.label.rpartition("-")[0]
        if numbering != state.numbering:  # an Ibid. does not reach back over a new numbering
            state.before, state.numbering = (), numbering

    def run(self) -> list[Found]:
        """Return the note's citations in order, and remember its sources for the next note."""
        found = [self._archival_found(citation, document) for citation, document in self.archival]
        settings = [m for m in SETTING.finditer(self.text) if not _inside(m.start(), (f.span for f in found))]
        taken = [f.span for f in found] + [Span(*match.span()) for match in settings]
        uses = list(self._in_gaps(taken, lambda a, b: find_short_titles(self.text, self.state.titles, a, b)))
        ibids = [match for match in find_ibids(self.text) if not _inside(match.start(), taken)]
        taken += [use.span for use in uses] + [Span(*match.span()) for match in ibids]
        styled = self.state.memory.find(self.text, self._gaps(taken))
        taken += [one.printed.span for one in styled]
        cited = list(self._in_gaps(taken, lambda a, b: find_works(self.text, self.works, a, b)))
        taken += [work.span for work in cited]
        cited += self._in_gaps(taken, lambda a, b: find_periodicals(self.text, a, b))
        taken += [work.span for work in cited]
        for match in self._in_gaps(taken, lambda a, b: _DATED_PAGES.finditer(self.text, a, b)):
            self._unknown_title(match)
        found += [self._short_found(use) for use in uses]
        found += [f for one in styled if (f := self._styled_found(one))]
        found += [f for work in cited if (f := self._work_found(work))]
        found.sort(key=lambda f: f.span.start)
        self._may_cite(found, [Span(*match.span()) for match in settings], ibids)
        for match in ibids:
            self._ibid(match, found)
        found.sort(key=lambda f: f.span.start)
        for setting in settings:
            self._set_title(setting, found)
        self.state.memory.cited |= {f.citation.key for f in found}
        self._unread_archives([*(f.span for f in found), *self.unread])
        open_ = self._words(Span(0, len(self.text)))
        self.state.before = tuple(dict.fromkeys([*(f.citation.key for f in found), *open_]))
        return found

    def _words(self, within: Span) -> list[str]:
        """Return the words of what the note cites in a stretch, and nothing stands for."""
        spans = sorted(self.unknown, key=lambda span: span.start)
        return [f"“{span.of(self.text)[:120]}”" for span in spans if within.start <= span.start < within.end]

    def _may_cite(
        self, found: Sequence[Found], settings: Sequence[Span], ibids: Sequence[re.Match[str]]
    ) -> None:
        """Remember the prose that may itself cite something that is not known."""
        begins = {match.start() for match in ibids}
        known = {work.key for work in self.works}
        works = {f.span.end for f in found if f.citation.key in known}
        taken = [*(f.span for f in found), *settings, *(Span(*match.span()) for match in ibids)]
        # the words before a shelfmark that could not be read describe the same document
        taken += [Span(boundaries(self.text, 0, span.start)[-1], span.end) for span in self.unknown]
        for gap in self._gaps(taken):
            after, before = gap.start in works, gap.end in begins
            for span in find_sources(self.text, gap, after_work=after, before_ibid=before):
                self.unknown.append(span)
                self.state.prose |= set(self._words(span))

    def _unread_archives(self, found: Sequence[Span]) -> None:
        """Report where the note names an archive, and nothing was read there."""
        for offset, words in unread_archives(self.note, self.state.archives, found):
            line = self.note.line + self.text.count("\n", 0, offset)
            message = f"note {self.note.label} names an archive, but no shelfmark could be read"
            problem = Problem(self.path, line, "SHELFMARK-UNREAD", message, words[:120])
            self.state.problems.append(problem)
            start = self.text.index(words)
            clause = Span(start, start + len(words))
            if not any(span.start < clause.end and clause.start < span.end for span in self.unknown):
                self.unknown.append(clause)

    def _in_gaps(self, taken: Sequence[Span], finder: Callable[[int, int], Iterator[Item]]) -> Iterator[Item]:
        """Yield what the finder finds between the spans that are taken."""
        for gap in self._gaps(taken):
            yield from finder(gap.start, gap.end)

    def _gaps(self, taken: Sequence[Span]) -> list[Span]:
        """Return what lies between the spans that are taken."""
        return Span(0, len(self.text)).without(taken)

    def _archival_found(self, citation: ArchivalCitation, document: Document) -> Found:
        mark = citation.mark
        cited = Citation(document.key, mark.locators, suffix=mark.suffix)
        return Found(self.note.label, citation.span, cited, citation.span.of(self.text), "archival")

    def _short_found(self, use: ShortUse) -> Found:
        key = self.state.titles[use.title]
        shown = use.shown if use.shown.count("*") % 2 == 0 else use.shown.strip("*")
        if use.near or _plain(shown) != _plain(use.title):
            self.state.variants.setdefault(key, []).append(shown.strip('*"“”«»'))
        if use.near:
            reason = f"no note sets this short title; it is near “{use.title}”"
            self._propose(shown.strip("*"), use.title, reason)
        cited = Citation(key, use.locators, shown=shown, form="short")
        return Found(self.note.label, use.span, cited, use.span.of(self.text), "short-title", use.near)

    def _unknown_title(self, match: re.Match[str]) -> None:
        begin = boundaries(self.text, 0, match.start())[-1]
        before = self.text[begin : match.start()]
        if not re.search(
            r"[^\W\d_]", re.sub(r"^(?:In|On|By|Until|Since|From|At|After|Before)\b", "", before)
        ):
            return  # a date at a sentence's beginning
        words = self.text[after_signal(self.text, begin, match.start()) : match.end()].rstrip(" ,-")
        self._problem(
            "UNKNOWN-SHORT-TITLE",
            f"note {self.note.label} cites “{words}”",
            "no note sets this short title",
            begin,
        )
        self.unknown.append(Span(match.end() - len(words), match.end()))

    def _styled_found(self, settled: Settled) -> Found | None:
        """Take a citation in the notes style, or report it with its candidates."""
        printed = settled.printed.span.of(self.text)
        if not settled.key:
            known = settled.candidates if settled.printed.keys else ()
            same = of_same_name(settled.printed.names, self.works) if settled.printed.names else ()
            near = f"of the same name: {', '.join(same)}" if same else settled.reason
            reason = settled.reason if settled.candidates else near
            self._open_work(printed, settled.printed.span, known, reason)
            return None
        entry = next(work for work in self.works if work.key == settled.key)
        if settled.printed.near:
            self._propose(*settled.printed.near, "the bibliography has another year, and nothing nearer")
        for word, known_as in given_names(settled.printed.names, entry):
            self._propose(word, known_as, f"the bibliography has {known_as}")
        return Found(
            self.note.label, settled.printed.span, settled.citation, printed, settled.rule,
            bool(settled.printed.near),
        )  # fmt: skip

    def _open_work(self, printed: str, span: Span, candidates: Sequence[str], reason: str) -> None:
        """Report a citation that means none or several of the works; an *Ibid.* after it stays open too."""
        code = "AMBIGUOUS-WORK" if candidates else "UNKNOWN-WORK"
        hint = f"candidates: {', '.join(candidates)}" if candidates else reason
        hint += f"; {reason}" if len(candidates) == 1 and reason else ""
        self._problem(code, f"note {self.note.label} cites “{printed}”", hint, span.start)
        self.state.opened.setdefault(self.note.label, []).append(span)
        self.unknown.append(span)

    def _work_found(self, work: WorkCitation) -> Found | None:
        printed = work.span.of(self.text)
        if len(work.keys) != 1:
            same = of_same_name(printed, self.works)
            near = f"of the same name: {', '.join(same)}" if same else work.reason
            self._open_work(printed, work.span, work.keys or work.also, work.reason if work.also else near)
            return None
        if work.near:
            self._propose(*work.near, f"the bibliography has {work.near[1]}, and nothing nearer")
        entry = next(entry for entry in self.works if entry.key == work.keys[0])
        for word, known in given_names(printed, entry):
            self._propose(word, known, f"the bibliography has {known}")
        cited = Citation(entry.key, work.locators, in_text=work.in_text, year_only=work.year_only)
        return Found(self.note.label, work.span, cited, printed, "author-date", bool(work.near))

    def _ibid(self, match: re.Match[str], found: list[Found]) -> None:
        """Resolve one *Ibid.*, or report it with its candidates."""
        limit = min((f.span.start for f in found if f.span.start >= match.end()), default=len(self.text))
        end, locators = after_ibid(self.text, match.end(), limit)
        here = [f.citation.key for f in found if f.span.end <= match.start()]
        here += self._words(Span(0, match.start()))
        candidates = antecedents(here, self.state.before)
        if same_hand(match):
            self._idem(match, candidates)
            return
        if len(candidates) != 1 or candidates[0].startswith("“") or self._is_another(candidates[0], end):
            self._open_ibid(Span(match.start(), end), match.group(), candidates)
            return
        shown = match["shown"].rstrip(",")
        shown = shown if shown.count("*") % 2 == 0 else shown.strip("*")
        cited = Citation(candidates[0], locators, shown=shown.replace(",*", "*"), form="ibid")
        span = Span(match.start(), end)
        rule = "ibid-same-note" if here else "ibid-note-before"
        found.append(Found(self.note.label, span, cited, span.of(self.text), rule))
        found.sort(key=lambda f: f.span.start)

    def _is_another(self, key: str, end: int) -> bool:
        """Tell whether an *Ibid.* after a document means another one of the same papers."""
        return names_another(self.text, end) and all(work.key != key for work in self.works)

    def _open_ibid(self, span: Span, words: str, candidates: Sequence[str]) -> None:
        """Report an *Ibid.* that means none or several of the sources before it."""
        code = "IBID-NOTHING" if not candidates or candidates[0].startswith("“") else "IBID-AMBIGUOUS"
        prose = self.state.prose & set(candidates)
        why = "nothing is cited before it"
        if len(candidates) > 1:
            code = "IBID-AMBIGUOUS"
            why = f"the sources before it are several{', not all of them understood' if prose else ''}"
        elif candidates and code == "IBID-NOTHING":
            why = f"what stands before it is {'not understood' if prose else 'open itself'}"
        elif candidates:
            why = "it goes on with a day or a file, and may mean another document there"
        hint = f"candidates: {', '.join(candidates)}" if candidates else "write out what it stands for"
        self._problem(code, f"“{words}” in note {self.note.label}: {why}", hint, span.start)
        self.state.opened.setdefault(self.note.label, []).append(span)
        self.unknown.append(Span(span.start, span.start + len(words)))

    def _idem(self, match: re.Match[str], candidates: Sequence[str]) -> None:
        """Report an *idem*: it says who wrote, and not for certain what."""
        hint = f"candidates: {', '.join(candidates)}" if candidates else "write out what it stands for"
        message = f"“{match.group()}” in note {self.note.label}: it may mean the author or the work"
        self._problem("IBID-AMBIGUOUS", message, hint, match.start())
        self.state.opened.setdefault(self.note.label, []).append(Span(*match.span()))
        self.unknown.append(Span(*match.span()))

    def _set_title(self, setting: re.Match[str], found: Sequence[Found]) -> None:
        """Give the short title to the last source before it."""
        before = [f for f in found if f.span.end <= setting.start()]
        at_once = before and not self.text[before[-1].span.end : setting.start()].strip(' ,.*"”’')
        if not at_once and _inside(setting.start(), (keeper.span for keeper in declarations(self.text))):
            return  # it is the abbreviation of an archive
        if not before:
            self._problem(
                "UNKNOWN-SHORT-TITLE", f"“{setting.group()}” follows no citation", "", setting.start()
            )
            return
        self.state.titles[setting["title"].strip()] = before[-1].citation.key

    def _propose(self, printed: str, edition: str, reason: str) -> None:
        self.state.corrections.append(
            Correction("note", self.note.label, printed, edition, reason, "proposed")
        )

    def _problem(self, code: str, message: str, hint: str, offset: int) -> None:
        line = self.note.line + self.text.count("\n", 0, offset)
        self.state.problems.append(Problem(self.path, line, code, message, hint))


def _with_titles(document: Document, state: _State) -> Document:
    """Give a document the short title that a note set, and other spellings of it."""
    titles = [title for title, key in state.titles.items() if key == document.key]
    variants = [v for v in (*titles[1:], *state.variants.get(document.key, ())) if v not in titles[:1]]
    more = {ALSO_SHORT: SEPARATOR.join(dict.fromkeys(variants))} if variants else {}
    return replace(document, shorttitle=titles[0] if titles else "", fields={**document.fields, **more})


def _inside(offset: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= offset < span.end for span in spans)


def _plain(text: str) -> str:
    return re.sub(r"[*\"“”«».\s]+", " ", text).strip().lower()

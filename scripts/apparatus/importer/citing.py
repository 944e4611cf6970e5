"""The notes of a print -> the notes of an edition: every citation found, resolved, and given its key.

Three passes: the archival citations of all notes make the documents; then the notes are gone through
in order, so that *Ibid.* and short titles find what stands before them; then the text of each note is
rebuilt once, from its spans. What cannot be resolved stays prose, and is a problem with its candidates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from apparatus.bibliography import ALSO_SHORT, SEPARATOR
from apparatus.citations import format_cluster
from apparatus.printed.authordate import WorkCitation, find_periodicals, find_works, fold
from apparatus.importer.book import PrintNote
from apparatus.printed.clauses import after_signal, boundaries
from apparatus.printed.crossrefs import Targets, link
from apparatus.printed.descriptions import read_description
from apparatus.dates import in_words
from apparatus.importer.documents import ArchivalCitation, Grouped, folios, group, same_name, transliterated
from apparatus.printed.dates import DATE
from apparatus.printed.shelfmarks import SHAPES, PrintedShelfmark, Shape, find_shelfmarks
from apparatus.printed.shorttitles import SETTING, ShortUse, find_short_titles
from apparatus.locators import parse_locators
from apparatus.model import Citation, Cluster, Correction, Document, Locator, Problem, Shelfmark, Span, Work
from apparatus.resolve import antecedents

IBID = re.compile(
    r"(?<![\w-])(?P<shown>\*?(?:[Ii]bid(?:em)?|[Ii]dem)\b\.?(?:,?\*|,(?=\s*[\d*p]))?)"
)
_AFTER_IBID = re.compile(r"[,:]?\s*(?=(?:pp?\.|ll?\.|fols?\.|ch(?:ap)?s?\.|vols?\.|§)?\s?[\dxvi])")
_ARCHIVE_AFTER = re.compile(r",?\s*(?P<abbr>[A-Z][A-Za-z]*[A-Z][A-Za-z]*)(?=[.,;]|\s|$)")
# a date with pages after it: what stands before can only be a short title
_DATED_PAGES = re.compile(rf"(?:{DATE.pattern})\s?:\s?\d[\d\s,-]*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*;\s*(?P<prefix>(?:and|but)?\s*(?:[Ss]ee(?: also)?|cf\.|also|compare)?)\s*$")


Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Found:
    """A citation of a note that has been resolved: where the print has it, and what it stands for."""

    note: str
    span: Span
    citation: Citation
    printed: str
    rule: str  # "author-date", "archival", "ibid-note-before", "ibid-same-note", "short-title"
    near: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """All notes with their citations, the documents that they cite, and what an editor should see."""

    notes: tuple[tuple[PrintNote, str], ...]  # the note as printed, and its text in the edition
    found: tuple[Found, ...]
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    corrections: tuple[Correction, ...]
    archival: tuple[ArchivalCitation, ...]


@dataclass(slots=True)
class _State:
    """What the walk over the notes remembers."""

    before: tuple[str, ...] = ()  # sources of the note before
    numbering: str = ""
    titles: dict[str, str] = field(default_factory=dict)  # short title -> key
    variants: dict[str, list[str]] = field(default_factory=dict)  # key -> other spellings of its short title
    problems: list[Problem] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    opened: dict[str, list[Span]] = field(default_factory=dict)


def cite(notes: Sequence[PrintNote], works: Sequence[Work], path: str, targets: Targets, shapes: Sequence[Shape] = SHAPES) -> Cited:
    """Resolve the citations of all notes, given in the print's order."""
    state = _State()
    archival, faults = archival_citations(notes, shapes)
    for note, mark, message in faults:
        state.problems.append(_mark_problem(note, mark, message, path))
    for citation in archival:
        for printed, read in citation.mark.faults:
            reason = "the level is missing there, and the mark stands twice in a row"
            state.corrections.append(Correction("note", citation.note, printed, read, reason, "proposed"))
    groups = group(archival)
    by_note: dict[str, list[tuple[ArchivalCitation, Document]]] = {}
    for grouped in groups:
        for citation in grouped.citations:
            by_note.setdefault(citation.note, []).append((citation, grouped.document))
    found: list[Found] = []
    texts: list[tuple[PrintNote, str]] = []
    for note in notes:
        here = _Walk(note, works, state, path, by_note.get(note.label, [])).run()
        found += here
        texts.append((note, _rebuild(note, here, targets, state, path)))
    documents = tuple(_with_titles(grouped.document, state) for grouped in groups)
    state.corrections += [*_name_corrections(groups), *_date_corrections(groups), *_given_conflicts(archival)]
    state.problems += [*_locator_problems(found, documents, notes, path), *_possibly_same(groups, notes, path)]
    state.corrections += _odd_fonds(groups)
    return Cited(tuple(texts), tuple(found), documents, tuple(state.problems), tuple(state.corrections), tuple(archival))


class _Walk:
    """Finds and resolves the citations of one note."""

    def __init__(
        self, note: PrintNote, works: Sequence[Work], state: _State, path: str,
        archival: Sequence[tuple[ArchivalCitation, Document]],
    ) -> None:  # fmt: skip
        self.note, self.works, self.state, self.path, self.archival = note, works, state, path, archival
        self.text = note.text
        self.unknown: list[str] = []  # what the note cites without an entry: an Ibid. may mean it
        numbering = note.label.rpartition("-")[0]
        if numbering != state.numbering:  # an Ibid. does not reach back over a new numbering
            state.before, state.numbering = (), numbering

    def run(self) -> list[Found]:
        """Return the note's citations in order, and remember its sources for the next note."""
        found = [self._archival_found(citation, document) for citation, document in self.archival]
        settings = list(SETTING.finditer(self.text))
        taken = [f.span for f in found] + [Span(*match.span()) for match in settings]
        uses = list(self._in_gaps(taken, lambda a, b: find_short_titles(self.text, self.state.titles, a, b)))
        ibids = [match for match in IBID.finditer(self.text) if not _inside(match.start(), taken)]
        taken += [use.span for use in uses] + [Span(*match.span()) for match in ibids]
        cited = list(self._in_gaps(taken, lambda a, b: find_works(self.text, self.works, a, b)))
        taken += [work.span for work in cited]
        cited += self._in_gaps(taken, lambda a, b: find_periodicals(self.text, a, b))
        taken += [work.span for work in cited]
        for match in self._in_gaps(taken, lambda a, b: _DATED_PAGES.finditer(self.text, a, b)):
            self._unknown_title(match)
        found += [self._short_found(use) for use in uses]
        found += [f for work in cited if (f := self._work_found(work))]
        found.sort(key=lambda f: f.span.start)
        for match in ibids:
            self._ibid(match, found)
        found.sort(key=lambda f: f.span.start)
        for setting in settings:
            self._set_title(setting, found)
        self.state.before = tuple(dict.fromkeys([*(f.citation.key for f in found), *self.unknown]))
        return found

    def _in_gaps(self, taken: Sequence[Span], finder: Callable[[int, int], Iterator[Item]]) -> Iterator[Item]:
        """Yield what the finder finds between the spans that are taken."""
        position = 0
        for span in sorted([*taken, Span(len(self.text), len(self.text))], key=lambda s: s.start):
            if span.start > position:
                yield from finder(position, span.start)
            position = max(position, span.end)

    def _archival_found(self, citation: ArchivalCitation, document: Document) -> Found:
        mark = citation.mark
        cited = Citation(document.key, mark.locators, suffix=mark.suffix)
        return Found(self.note.label, citation.span, cited, citation.span.of(self.text), "archival")

    def _short_found(self, use: ShortUse) -> Found:
        key = self.state.titles[use.title]
        shown = use.shown if use.shown.count("*") % 2 == 0 else use.shown.strip("*")
        if use.near or _plain(shown) != _plain(use.title):
            self.state.variants.setdefault(key, []).append(shown.strip("*\"“”«»"))
        if use.near:
            reason = f"no note sets this short title; it is near “{use.title}”"
            self._propose(shown.strip("*"), use.title, reason)
        cited = Citation(key, use.locators, shown=shown, form="short")
        return Found(self.note.label, use.span, cited, use.span.of(self.text), "short-title", use.near)

    def _unknown_title(self, match: re.Match[str]) -> None:
        begin = boundaries(self.text, 0, match.start())[-1]
        words = self.text[after_signal(self.text, begin, match.start()) : match.end()].rstrip(" ,-")
        self._problem("UNKNOWN-SHORT-TITLE", f"note {self.note.label} cites “{words}”", "no note sets this short title", begin)
        self.unknown.append(f"“{words}”")

    def _work_found(self, work: WorkCitation) -> Found | None:
        printed = work.span.of(self.text)
        if len(work.keys) != 1:
            code = "AMBIGUOUS-WORK" if work.keys else "UNKNOWN-WORK"
            hint = f"candidates: {', '.join(work.keys)}" if work.keys else self._nearest(printed, work)
            self._problem(code, f"note {self.note.label} cites “{printed}”", hint, work.span.start)
            self.state.opened.setdefault(self.note.label, []).append(work.span)
            self.unknown.append(f"“{printed}”")
            return None
        if work.near:
            self._propose(*work.near, f"the bibliography has {work.near[1]}, and nothing nearer")
        entry = next(entry for entry in self.works if entry.key == work.keys[0])
        self._given_names(printed, entry)
        cited = Citation(entry.key, work.locators, in_text=work.in_text, year_only=work.year_only)
        return Found(self.note.label, work.span, cited, printed, "author-date", bool(work.near))

    def _nearest(self, printed: str, citation: WorkCitation) -> str:
        """Name the works by whom the citation names, where the year is not theirs."""
        names = fold(re.split(r"\(?\d{4}", printed)[0])
        same = [w.key for w in self.works if (w.authors or w.editors) and fold((w.authors or w.editors)[0].family) in names.split(" and ")[0]]
        return f"of the same name: {', '.join(same)}" if same else citation.reason

    def _given_names(self, printed: str, work: Work) -> None:
        """Propose a spelling where a given name is not quite the bibliography's (`Bernhard`)."""
        known = [fold(part) for name in (work.authors or work.editors) for part in re.split(r"[.\s]+", str(name)) if part]
        if not known:
            return
        for word in re.findall(r"[^\W\d_]{3,}", re.split(r"\d{4}", printed)[0]):
            near = [name for name in known if name != fold(word) and name[:3] == fold(word)[:3]]
            if word[0].isupper() and fold(word) not in known and near and not any(w in fold(word) for w in ("eds",)):
                self._propose(word, near[0].capitalize(), f"the bibliography has {near[0].capitalize()}")

    def _ibid(self, match: re.Match[str], found: list[Found]) -> None:
        """Resolve one *Ibid.*, or report it with its candidates."""
        end, locators = self._after_ibid(match.end(), found)
        here = [f.citation.key for f in found if f.span.end <= match.start()]
        here += [words for words in self.unknown if 0 <= self.text.find(words.strip("“”")) < match.start()]
        candidates = antecedents(here, self.state.before)
        if len(candidates) != 1 or candidates[0].startswith("“"):
            code = "IBID-AMBIGUOUS" if len(candidates) > 1 else "IBID-NOTHING"
            why = ("nothing is cited before it", "its source has no entry", "the sources before it are several")[min(len(candidates), 2)]
            hint = f"candidates: {', '.join(candidates)}" if candidates else "write out what it stands for"
            self._problem(code, f"“{match.group()}” in note {self.note.label}: {why}", hint, match.start())
            self.state.opened.setdefault(self.note.label, []).append(Span(match.start(), end))
            self.unknown.append(f"“{match.group()}”")
            return
        shown = match["shown"].rstrip(",")
        shown = shown if shown.count("*") % 2 == 0 else shown.strip("*")
        cited = Citation(candidates[0], locators, shown=shown.replace(",*", "*"), form="ibid")
        span = Span(match.start(), end)
        rule = "ibid-same-note" if here else "ibid-note-before"
        found.append(Found(self.note.label, span, cited, span.of(self.text), rule))
        found.sort(key=lambda f: f.span.start)

    def _after_ibid(self, start: int, found: list[Found]) -> tuple[int, tuple[Locator, ...]]:
        """Return where an *Ibid.* ends with its locators and, after an archival source, its archive."""
        limit = min((f.span.start for f in found if f.span.start >= start), default=len(self.text))
        opening = _AFTER_IBID.match(self.text, start, limit)
        end, locators = start, tuple[Locator, ...]()
        if opening is not None:
            rest = self.text[opening.end() : limit]
            locators, left = parse_locators(f", {rest}")
            end = opening.end() + len(rest) - len(left) if locators else start
        archive = _ARCHIVE_AFTER.match(self.text, end, limit)
        if locators and archive is not None and archive["abbr"].isupper():
            end = archive.end()
        return end, locators

    def _set_title(self, setting: re.Match[str], found: Sequence[Found]) -> None:
        """Give the short title to the last source before it."""
        before = [f for f in found if f.span.end <= setting.start()]
        if not before:
            self._problem("UNKNOWN-SHORT-TITLE", f"“{setting.group()}” follows no citation", "", setting.start())
            return
        self.state.titles[setting["title"].strip()] = before[-1].citation.key

    def _propose(self, printed: str, edition: str, reason: str) -> None:
        self.state.corrections.append(Correction("note", self.note.label, printed, edition, reason, "proposed"))

    def _problem(self, code: str, message: str, hint: str, offset: int) -> None:
        line = self.note.line + self.text.count("\n", 0, offset)
        self.state.problems.append(Problem(self.path, line, code, message, hint))


def archival_citations(
    notes: Sequence[PrintNote], shapes: Sequence[Shape] = SHAPES
) -> tuple[list[ArchivalCitation], list[tuple[PrintNote, PrintedShelfmark, str]]]:
    """Find the archival citations of all notes, and those that cannot be read, each with the reason.

    The names are read twice: those that stand somewhere without an office help to tell them from one.
    """
    marks = [(note, start, mark) for note in notes for start, mark in _described(note.text, shapes)]
    known = frozenset(
        str(person.name)
        for note, start, mark in marks
        for person in read_description(note.text[start : mark.span.start]).people
        if not person.office and " " in str(person.name) and not person.name.given
    )
    archives = {mark.shelfmark.archive for _, _, mark in marks if mark.shelfmark.archive}
    found: list[ArchivalCitation] = []
    faults: list[tuple[PrintNote, PrintedShelfmark, str]] = []
    for note, start, mark in marks:
        description = read_description(note.text[start : mark.span.start], known)
        archive = mark.shelfmark.archive or (next(iter(archives)) if len(archives) == 1 else "")
        if description.bad_date:
            faults.append((note, mark, f"“{description.bad_date}” is no day"))
        if not archive:
            faults.append((note, mark, "an archival citation names no archive"))
            continue
        shelfmark = Shelfmark(archive, mark.shelfmark.levels)
        found.append(ArchivalCitation(note.label, Span(start, mark.span.end), description, mark, shelfmark))
    return found, faults


def _described(text: str, shapes: Sequence[Shape]) -> Iterator[tuple[int, PrintedShelfmark]]:
    """Yield each shelfmark with the offset at which its description begins."""
    position = 0
    for mark in find_shelfmarks(text, shapes):
        begins = boundaries(text, position, mark.span.start)
        # a clause that is a date alone belongs to the title before it
        while len(begins) > 1 and DATE.fullmatch(text[begins[-1] : mark.span.start].strip(" ,.")):
            begins.pop()
        start = after_signal(text, begins[-1], mark.span.start)
        yield start, mark
        position = mark.span.end


def _mark_problem(note: PrintNote, mark: PrintedShelfmark, message: str, path: str) -> Problem:
    line = note.line + note.text.count("\n", 0, mark.span.start)
    return Problem(path, line, "SHELFMARK-UNREAD", message, f"note {note.label}: {mark.span.of(note.text)}")


def _rebuild(note: PrintNote, found: Sequence[Found], targets: Targets, state: _State, path: str) -> str:
    """Write the note's text with its citations as clusters and its cross references as links."""
    own = replace(targets, numbering=f"{note.label.rpartition('-')[0]}-" if "-" in note.label else "")
    out, position = list[str](), 0
    for cluster, span in _clusters(note.text, found):
        out += [_prose(note, position, span.start, own, state, path), format_cluster(cluster)]
        position = span.end
    out.append(_prose(note, position, len(note.text), own, state, path))
    return "".join(out).strip()


def _prose(note: PrintNote, start: int, end: int, targets: Targets, state: _State, path: str) -> str:
    """Return prose between citations, its cross references linked; an @ would begin a citation."""
    if any(span.start < end and start < span.end for span in state.opened.get(note.label, ())):
        return note.text[start:end].replace("@", "\\@")
    text, missing = link(note.text[start:end].replace("@", "\\@"), targets)
    line = note.line + note.text.count("\n", 0, start)
    state.problems += [
        Problem(path, line, "CROSS-REFERENCE", f"note {note.label} refers to “{words}”, which is not there")
        for words in missing
    ]
    return text


def _clusters(text: str, found: Iterable[Found]) -> Iterator[tuple[Cluster, Span]]:
    """Put citations that follow each other with a semicolon between them into one bracket."""
    cluster: list[Citation] = []
    start = end = 0
    for item in found:
        between = _BETWEEN.fullmatch(text[end : item.span.start]) if cluster else None
        alone = item.citation.in_text or (cluster and cluster[-1].in_text)
        if between is not None and not alone:
            cluster.append(replace(item.citation, prefix=between["prefix"].strip()))
        else:
            if cluster:
                yield Cluster(tuple(cluster), Span(start, end)), Span(start, end)
            cluster, start = [item.citation], item.span.start
        end = item.span.end
    if cluster:
        yield Cluster(tuple(cluster), Span(start, end)), Span(start, end)


def _with_titles(document: Document, state: _State) -> Document:
    """Give a document the short title that a note set, and other spellings of it."""
    titles = [title for title, key in state.titles.items() if key == document.key]
    variants = [v for v in (*titles[1:], *state.variants.get(document.key, ())) if v not in titles[:1]]
    more = {ALSO_SHORT: SEPARATOR.join(dict.fromkeys(variants))} if variants else {}
    return replace(document, shorttitle=titles[0] if titles else "", fields={**document.fields, **more})


def _name_corrections(groups: Iterable[Grouped]) -> Iterator[Correction]:
    """Propose the standard form for every name that a citation spells otherwise."""
    for grouped in groups:
        document = grouped.document
        standard = (*document.authors, *document.recipients, *document.participants)
        for citation in grouped.citations:
            for person, name in zip(citation.description.people, standard, strict=False):
                if person.short.lower() != name.family.lower():
                    kind = "a transliteration" if same_name(person.short, name.family) else "a spelling"
                    reason = f"{kind} of one name; {name.family} is the commoner one"
                    yield Correction("note", citation.note, person.short, name.family, reason, "proposed")


def _date_corrections(groups: Iterable[Grouped]) -> Iterator[Correction]:
    """Propose the document's date for a citation that has none, or writes it in another way."""
    for grouped in groups:
        date = grouped.document.date
        first = next((c for c in grouped.citations if c.description.date == date), grouped.citations[0])
        for citation in grouped.citations:
            printed = citation.description.printed_date
            if citation.description.date == date:
                continue
            reason = f"the same people, file and folios as the document of note {first.note}"
            yield Correction(
                "note", citation.note, printed or "no date", in_words(date), reason,
                "possible" if printed else "proposed",
            )  # fmt: skip


def _given_conflicts(archival: Sequence[ArchivalCitation]) -> Iterator[Correction]:
    """Report given names that do not agree with the initials that others give for the same family name."""
    forms: dict[str, Counter[str]] = {}
    people = [(c, p) for c in archival for p in c.description.people if p.name.given]
    for _, person in people:
        forms.setdefault(transliterated(person.name.family), Counter())[person.name.given] += 1
    for citation, person in people:
        counts = forms[transliterated(person.name.family)]
        common = max(counts, key=lambda given: (counts[given], given))
        if _initials(person.name.given)[:1] != _initials(common)[:1] and counts[common] > counts[person.name.given]:
            edition = f"possibly {common} {person.name.family}"
            reason = f"{counts[common]} citations have {common} {person.name.family}"
            yield Correction("note", citation.note, str(person.name), edition, reason, "possible")


def _initials(given: str) -> str:
    return "".join(part[0] for part in re.split(r"[.\s]+", given) if part)


def _locator_problems(found: Sequence[Found], documents: Sequence[Document], notes: Sequence[PrintNote], path: str) -> list[Problem]:
    """Report ranges that run backwards, and folios outside of those that the document has elsewhere."""
    lines = {note.label: note.line for note in notes}
    keys = {document.key for document in documents}
    whole: dict[str, list[tuple[int, int]]] = {}
    for item in found:
        span = folios(item.citation.locators)
        if item.rule == "archival" and span:
            whole.setdefault(item.citation.key, []).append(span)
    problems = []
    for item in found:
        message = _range_fault(item) or (_outside(item, whole) if item.citation.key in keys else "")
        if message:
            problems.append(Problem(path, lines[item.note], "LOCATOR", f"note {item.note}: {message}", item.printed[-60:]))
    return problems


def _range_fault(item: Found) -> str:
    for locator in item.citation.locators:
        for first, last in re.findall(r"(\d+)[-–](\d+)", locator.value):  # noqa: RUF001
            # 570-1 and 1995-96 leave digits out of the second number
            full = first[: len(first) - len(last)] + last if len(last) < len(first) else last
            if int(full) < int(first):
                return f"the range {first}-{last} runs backwards"
            if full == first:
                return f"the range {first}-{last} is a single page"
    return ""


def _outside(item: Found, whole: Mapping[str, list[tuple[int, int]]]) -> str:
    """Report a locator that lies apart from the folios that citations in full give for the document."""
    known = [span for span in whole.get(item.citation.key, ()) if span[0] < span[1]]
    if item.rule == "archival" or not known:
        return ""
    first, last = min(a for a, _ in known), max(b for _, b in known)
    for locator in item.citation.locators:
        span = folios([locator])
        if span is not None and (span[1] < first or last < span[0]):
            return f"folios {locator.value} lie outside of {first}-{last}, which other notes give for this document"
    return ""


def _possibly_same(groups: Sequence[Grouped], notes: Sequence[PrintNote], path: str) -> Iterator[Problem]:
    """Report two documents of one file that share folios, or a date and a kind, but could not be told to be one."""
    lines = {note.label: note.line for note in notes}
    for place, one in enumerate(groups):
        for other in groups[place + 1 :]:
            if one.document.shelfmark == other.document.shelfmark and _share(one, other):
                citation = other.citations[0]
                message = f"“{other.document.key}” may be “{one.document.key}”: the same file and folios"
                yield Problem(path, lines[citation.note], "POSSIBLY-SAME", message, f"notes {one.citations[0].note} and {citation.note}")


def _share(one: Grouped, other: Grouped) -> bool:
    ranges = [{folios(c.mark.locators) for c in grouped.citations} - {None} for grouped in (one, other)]
    undated = not one.document.date or not other.document.date
    return bool(ranges[0] & ranges[1]) and (undated or one.document.date == other.document.date)


def _odd_fonds(groups: Sequence[Grouped]) -> Iterator[Correction]:
    """Propose the common value of an outermost level for one that stands once and is a digit away."""
    counts: dict[tuple[str, str], int] = {}
    for grouped in groups:
        mark = grouped.document.shelfmark
        counts[mark.archive, mark.levels[0][1]] = counts.get((mark.archive, mark.levels[0][1]), 0) + 1
    for grouped in groups:
        mark = grouped.document.shelfmark
        value = mark.levels[0][1]
        common = [v for (a, v), n in counts.items() if a == mark.archive and n >= 5 and _one_digit(v, value)]  # noqa: PLR2004
        if counts[mark.archive, value] == 1 and len(common) == 1:
            printed = f"{grouped.citations[0].mark.shape.levels[0].mark} {value}"
            reason = f"nothing else is in {printed}; a digit away, {common[0]} holds {counts[mark.archive, common[0]]} documents"
            edition = printed.replace(value, common[0])
            yield Correction("note", grouped.citations[0].note, printed, f"possibly {edition}", reason, "possible")


def _one_digit(first: str, second: str) -> bool:
    return len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) == 1


def _inside(offset: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= offset < span.end for span in spans)


def _plain(text: str) -> str:
    return re.sub(r"[*\"“”«».\s]+", " ", text).strip().lower()

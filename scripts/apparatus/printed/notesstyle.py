"""Citations in the notes style (Chicago's), read against the works of a bibliography.

    citation = full | short | again | alone
    full     = names "," title tail            with an imprint, or with given names and the whole title
    short    = names "," title [ tail ]        the title shortened, or the names without given names
    again    = names "," ( "op. cit." | "loc. cit." | "a.a.O." ) [ locators ]
    alone    = names locators                  a sentence of its own, or after a semicolon or *see*

A work without an author begins with its title. `notenames`, `notetitles` and `noteparts` have the rules
for the parts. A title alone is no citation: an imprint, pages, or a clause's both ends must show that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from apparatus.model import Locator, Span, Work
from apparatus.printed.authornames import names_of, without_digraphs
from apparatus.printed.clauses import after_signal
from apparatus.printed.notenames import Names, forms, names_at
from apparatus.printed.noteparts import Tail, after_link, ends_clause, read_locators, read_tail
from apparatus.printed.notetitles import Fit, Title, TitleAt, title_at
from apparatus.printed.tokens import Tokens, one_sign_apart

Form = Literal["full", "short", "again", "alone"]


@dataclass(frozen=True, slots=True)
class NoteCitation:
    """A citation in the notes style: where it stands, the works that it may mean, and how sure that is.

    `keys` with one key is an answer; none or several are open. `also` are works that its words fit less
    well. `shown` is the print's form before the locators, empty for a full note; `names` are the names as
    printed, `title` the words of a short title. `near` says that the year differs: (as printed, as the
    entry has it).
    """

    span: Span
    keys: tuple[str, ...]
    form: Form
    locators: tuple[Locator, ...] = ()
    shown: str = ""
    names: str = ""
    title: str = ""
    also: tuple[str, ...] = ()
    near: tuple[str, str] | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """The works of a bibliography by the words that citations of them begin with."""

    works: Sequence[Work]
    titles: Mapping[str, Title]
    named: Mapping[str, Sequence[Work]]  # first word of the first family name
    untitled: Mapping[str, Sequence[Work]]  # first word of the title, of works that have no names
    bearing: Mapping[str, Sequence[str]]  # family name of anyone -> keys


@dataclass(frozen=True, slots=True)
class _Candidate:
    work: Work
    names: Names
    title: TitleAt
    tail: Tail


_TO_TITLE = re.compile(r"[,:]\s+|\s+(?=[*\"“„«])")
_AGAIN = re.compile(r",?\s+\(?\*?(?:(?:[Oo]p|[Ll]oc)\.?\s?cit\b\.?|a\.\s?a\.\s?O\.)\*?\)?")
_QUOTED_KINDS = ("article", "incollection", "inbook", "inproceedings", "unpublished", "techreport", "misc")
_CITED_BEFORE = re.compile(r"[\s\d.,;:()p–-]*|.*[.?!][\"”*)\]]*\s+", re.DOTALL)


def index_works(works: Iterable[Work]) -> Index:
    """Prepare the works of a bibliography; entries that could not be read are left out."""
    read = [work for work in works if work.title and not work.unread]
    titles = {work.key: Title(work.title) for work in read}
    named: dict[str, list[Work]] = {}
    untitled: dict[str, list[Work]] = {}
    bearing: dict[str, list[str]] = {}
    for work in read:
        names = names_of(work)
        for word in {without_digraphs(form[0]) for form in forms(names[0])} if names else ():
            named.setdefault(word, []).append(work)
        if not names and titles[work.key].words:
            untitled.setdefault(titles[work.key].words[0], []).append(work)
        # who edited the book that a chapter stands in may be meant by a name alone too
        for word in {form[-1] for name in dict.fromkeys((*names, *work.editors)) for form in forms(name)}:
            bearing.setdefault(word, []).append(work.key)
    return Index(read, titles, named, untitled, bearing)


def find_notes(text: str, index: Index, start: int = 0, end: int | None = None) -> Iterator[NoteCitation]:
    """Yield the citations of `text[start:end]` that are of works of the index, left to right."""
    tokens = Tokens(text, start, len(text) if end is None else end)
    position = start
    for number, word in enumerate(tokens.words):
        known = without_digraphs(word) in index.named or word in index.untitled
        if not known or tokens.spans[number].start < position:
            continue
        found = _named(tokens, number, index, position) or _untitled(tokens, number, index)
        if found is not None:
            yield found
            position = found.span.end


def _named(tokens: Tokens, number: int, index: Index, position: int) -> NoteCitation | None:
    """citation = full | short | again | alone, at a word that may be the first author's family name."""
    heads = [
        (work, names)
        for work in index.named.get(without_digraphs(tokens.words[number]), ())
        if (names := names_at(tokens, number, work)) and names.start >= position
    ]
    if not heads:
        return None
    titled = [c for work, names in heads if (c := _titled(tokens, work, names, index.titles[work.key]))]
    if titled:
        return _chosen(tokens, titled)
    return _again(tokens, heads) or _alone(tokens, heads, index, position)


def _titled(tokens: Tokens, work: Work, names: Names, title: Title) -> _Candidate | None:
    """full | short: names, a title that fits, and what shows that it is a citation."""
    opening = _TO_TITLE.match(tokens.text, names.end, tokens.end)
    at = title_at(tokens, opening.end(), title) if opening else None
    return (
        _shown_to_be(tokens, _Candidate(work, names, at, read_tail(tokens.text, at.end, tokens.end)))
        if at
        else None
    )


def _shown_to_be(tokens: Tokens, found: _Candidate) -> _Candidate | None:
    """Tell a citation from words of a sentence: by its imprint, its pages, or both ends of its clause."""
    if found.tail.years or found.tail.locators:
        return found
    whole = found.title.fit >= Fit.BEGIN and ends_clause(tokens.text, found.tail.end, tokens.end)
    return found if whole and _begins_clause(tokens, found.names.start) else None


def _begins_clause(tokens: Tokens, offset: int) -> bool:
    begin = tokens.clause(offset)
    first = after_signal(tokens.text, after_link(tokens.text, begin), offset + 1)
    return not tokens.text[after_link(tokens.text, first) : offset].strip(' *_"“(,\n')


def _chosen(tokens: Tokens, candidates: Sequence[_Candidate]) -> NoteCitation:
    """Choose among the works whose names and title stand there."""
    end = max(candidate.tail.end for candidate in candidates)
    those = [candidate for candidate in candidates if candidate.tail.end == end]
    if those[0].tail.years:
        return _full(tokens, those)
    best = max(those, key=lambda c: c.title.fit)
    if best.title.fit >= Fit.MAIN and best.names.given:
        return _made(tokens, [c for c in those if c.title.fit == best.title.fit], "full")
    fitting = [c for c in those if c.title.fit >= Fit.BEGIN] or those
    fitting = [c for c in fitting if _of_kind(c)] or fitting
    also = tuple(c.work.key for c in those if c not in fitting)
    return replace(_made(tokens, fitting, "short"), also=also)


def _of_kind(candidate: _Candidate) -> bool:
    """Tell whether the title's marks are the work's: that of a part is quoted, that of a book in italics."""
    quoted = candidate.work.kind in _QUOTED_KINDS
    return candidate.title.mark == "" or quoted == (candidate.title.mark != "*")


def _full(tokens: Tokens, candidates: Sequence[_Candidate]) -> NoteCitation:
    """full: the imprint's year must be the entry's; a year one figure away is near."""
    of_year = [c for c in candidates if _same_year(c)]
    best = [c for c in of_year if c.title.fit == max(one.title.fit for one in of_year)]
    if best:
        return _made(tokens, best, "full")
    whole = [c for c in candidates if c.title.fit >= Fit.MAIN] or list(candidates)
    made = _made(tokens, whole, "full")
    printed, years = whole[0].tail.years[-1], [c.work.year for c in whole]
    if len(whole) == 1 and whole[0].title.fit >= Fit.MAIN and one_sign_apart(printed, years[0]):
        return replace(made, near=(printed, years[0]))
    return replace(made, keys=(), also=made.keys, reason=f"the bibliography has {', '.join(made.keys)}")


def _same_year(candidate: _Candidate) -> bool:
    year = candidate.work.year
    if not year[:1].isdigit():
        return True
    return any(year[:4] == printed[:4] or year == printed for printed in candidate.tail.years)


def _made(tokens: Tokens, candidates: Sequence[_Candidate], form: Form) -> NoteCitation:
    """Make the citation of candidates that stand in one place."""
    one = candidates[0]
    span = _with_mark(tokens, Span(min(c.names.start for c in candidates), one.tail.end))
    shown = _closed(tokens.text[span.start : one.tail.parts_end].rstrip(" ,:"))
    return NoteCitation(
        span, tuple(c.work.key for c in candidates), form, one.tail.locators,
        "" if form == "full" else shown, tokens.text[one.names.start : one.names.end].strip(" ,"),
        "" if form == "full" else tokens.text[one.title.start : one.title.end].strip(' .,;*"”“»’'),
        reason="several entries fit" if len(candidates) > 1 else "",
    )  # fmt: skip


def _with_mark(tokens: Tokens, span: Span) -> Span:
    """Take the asterisk before a citation into it, where its italics end within."""
    odd = span.of(tokens.text).count("*") % 2 and tokens.text[span.start - 1 : span.start] == "*"
    return Span(span.start - 1, span.end) if odd and span.start > tokens.start else span


def _closed(shown: str) -> str:
    return shown if shown.count("*") % 2 == 0 else shown.replace("*", "")


def _again(tokens: Tokens, heads: Sequence[tuple[Work, Names]]) -> NoteCitation | None:
    """again = names "," ( "op. cit." | "loc. cit." | "a.a.O." ) [ locators ]."""
    names = heads[0][1]
    words = _AGAIN.match(tokens.text, names.end, tokens.end)
    if words is None:
        return None
    end, locators = read_locators(tokens.text, words.end(), tokens.end)
    shown = _closed(tokens.text[names.start : words.end()])
    keys = tuple(work.key for work, _ in heads)
    return NoteCitation(
        Span(names.start, end), keys, "again", locators, shown, tokens.text[names.start : names.end]
    )


def _alone(
    tokens: Tokens, heads: Sequence[tuple[Work, Names]], index: Index, position: int
) -> NoteCitation | None:
    """alone = names locators, where nothing else is said in the sentence."""
    names = heads[0][1]
    text = tokens.text
    end, locators = read_locators(text, names.end, tokens.end)
    if not locators or text[names.end] != "," or not ends_clause(text, end, tokens.end):
        return None
    if not _begins_clause(tokens, names.start) or not _opens(tokens, names.start, position):
        return None
    first, *others = names_of(heads[0][0])
    of_name = () if others else index.bearing.get(forms(first)[0][-1], ())
    keys = [work.key for work, _ in heads]
    keys += [] if names.given else [key for key in of_name if key not in keys]
    reason = "several works are of that name" if len(keys) > 1 else ""
    shown = text[names.start : names.end]
    return NoteCitation(Span(names.start, end), tuple(keys), "alone", locators, shown, shown, reason=reason)


def _opens(tokens: Tokens, offset: int, position: int) -> bool:
    """Tell whether a sentence begins, or goes on after a citation: `aged: Hill, 43; Ulam, 51` does not."""
    begin = tokens.clause(offset)
    return _CITED_BEFORE.fullmatch(tokens.text, position, begin) is not None


def _untitled(tokens: Tokens, number: int, index: Index) -> NoteCitation | None:
    """Read a citation of a work without names: its title begins a clause, an imprint or pages follow."""
    found = []
    for work in index.untitled.get(tokens.words[number], ()):
        start = _title_start(tokens, number)
        title = title_at(tokens, start, index.titles[work.key])
        if title is None or title.fit < Fit.BEGIN or not _begins_clause(tokens, start):
            continue
        tail = read_tail(tokens.text, title.end, tokens.end)
        words = len(tokens.text[title.start : title.end].split())
        long = title.fit >= Fit.MAIN or words > (1 if title.mark else 2)
        if tail.years or (tail.locators and long and ends_clause(tokens.text, tail.end, tokens.end)):
            found.append(_Candidate(work, Names(start, start, given=False), title, tail))
    return _chosen(tokens, found) if found else None


def _title_start(tokens: Tokens, number: int) -> int:
    """Return where a title begins with its article and its marks."""
    if number and tokens.words[number - 1] in ("the", "a", "an") and tokens.gap(number - 1) == " ":
        number -= 1
    start = tokens.spans[number].start
    return start - len(re.search(r"[*\"“„«]*$", tokens.text[tokens.start : start])[0])  # type: ignore[index]

"""Author-date citations as notes print them.

    citation = names year [ locators ] | title year [ locators ] | year | again
    names    = name { ( "," | "and" | "&" | "/" ) name } [ "et al." | "u. a." ] [ "(ed.)" ]
    name     = [ given ] family           given names only as the bibliography has them
    year     = digits [ letter ] | "(" digits [ letter ] [ ":" locators ] ")" | "(forthcoming)"
    locators = ":" values | "," page-mark values
    again    = ( "idem" | "ders." | "dies." ) year     by whom the citation before is
    title    = two words or more of a title that has no author
    year alone = after a citation and a comma or semicolon: the same names again (`Weathersby 1993; 1996`)

The names are read from the year backwards, against the bibliography: only what an entry confirms is a
name. What looks like a citation and has no entry is reported, with the entries that come near.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from apparatus.locators import parse_locators
from apparatus.model import Locator, Span, Work
from apparatus.printed.authornames import fold, names_of, names_start
from apparatus.printed.clauses import after_signal, boundaries
from apparatus.printed.dates import DATE
from apparatus.printed.seriesvolumes import find_volumes


@dataclass(frozen=True, slots=True)
class WorkCitation:
    """An author-date citation: where it stands, the works that it may mean, and how sure that is.

    `keys` with one key is an answer; none or several are open. `also` are works that fit less well. `near`
    says that names or year differ from the entry's: (as printed, as the entry has it).
    """

    span: Span
    keys: tuple[str, ...]
    locators: tuple[Locator, ...] = ()
    in_text: bool = False
    year_only: bool = False
    near: tuple[str, str] | None = None
    reason: str = ""
    also: tuple[str, ...] = ()


YEAR = re.compile(
    r"(?<![\w/-])(?P<open>\()?"
    r"(?P<year>(?:1[5-9]|20)\d\d(?:[a-z]|[-–](?:1[5-9]|20)\d\d)?|forthcoming|in press)"
    r"(?![\w/-]*\d)(?=\W|$)"
)
_LOCATORS = re.compile(
    r"\s?:\s?(?=[\divxlcIVXLC\[(]|[Cc]h|[Vv]ol|[Pp]p?\.|[Ss]ec|§|[Nn]os?\.)"
    r"|,\s(?=(?:pp?|ch(?:ap)?s?|vols?|fols?|nn?|[Ss]|Bd|Bl|[Kk]ap)\.\s?[\divxlcIVXLC]"
    r"|[Cc]hapters?\s|notes?\s\d|§)"
    # a bare page, where nothing but a clause's end comes after it: Keller 1999, 3-5.
    r"|,\s(?=\d{1,3}(?:\s?[-–]\s?\d{1,4})?(?:\s?ff?\.?)?"
    r"(?:,\s\d{1,3}(?:\s?[-–]\s?\d{1,4})?)*\s*(?:[.;)]|$))"
)
_AGAIN = r"\*?\b(?:(?:[Ii]|[Ee]a)dem\b|[Dd](?:er|ie)s\.),?\*?"
_SAME_HAND = re.compile(
    rf"[\s,;.]*(?:(?:(?:vgl\.|siehe|see|cf\.)\s+)?(?:auch\s+|also\s+)?{_AGAIN}\s+|(?:and\s+))?", re.IGNORECASE
)
_AGAIN_AT_END = re.compile(rf"{_AGAIN}\s+$")
_NEXT_YEAR = re.compile(r"[,;]\s*(?:and\s)?(?=(?:1[5-9]|20)\d\d(?:[a-z]\b|\s?:))")
_AFTER_BRACKET = re.compile(r",\s(?=pp?\.\s?\d)")
_PAGES_AFTER = re.compile(r"\s?:\s?(?:pp?\. ?)?\d|,\s(?:pp?|[Ss])\.\s?\d")
_NAME_WORD = (
    r"[A-ZÀ-ÞĐ][\w'’./-]*|and|und|&|et al\.?|u\.\s?a\.|of|the|de|von|van|der|\((?:[Ee]ds?|red|Hg|Hrsg)\.?\)"
)
_LOOKS_LIKE_NAMES = re.compile(rf"(?:{_NAME_WORD}|,)(?:[ ,]+(?:{_NAME_WORD}))*,?\s*$")


def find_works(
    text: str, works: Sequence[Work], start: int = 0, end: int | None = None
) -> Iterator[WorkCitation]:
    """Yield the author-date citations of `text[start:end]`, left to right."""
    end = len(text) if end is None else end
    previous: WorkCitation | None = None
    position = start
    years = list(YEAR.finditer(text, start, end))
    dates = [match.span() for match in DATE.finditer(text, start, end)] if years else []
    dates = [span for span in dates if re.search("[ -]", text[slice(*span)])]
    for match in years:
        if match.start() < position or any(first < match.end() <= last for first, last in dates):
            continue
        found = _citation(text, match, position, end, works, previous)
        if found is not None:
            yield found
            previous, position = found, found.span.end


def _citation(
    text: str,
    match: re.Match[str],
    start: int,
    end: int,
    works: Sequence[Work],
    previous: WorkCitation | None,
) -> WorkCitation | None:
    """citation = names year | title year | year."""
    bracket = bool(match["open"])
    year = match["year"].replace("–", "-")
    year = "forthcoming" if year == "in press" else year
    stop, locators = _locators(text, match.end(), end)
    if bracket:
        closing = re.compile(r"\s*\)").match(text, stop)
        if closing is None:
            return None
        stop = closing.end()
        if not locators and (year == "forthcoming" or _AFTER_BRACKET.match(text, stop, end)):
            stop, locators = _locators(text, stop, end)
    begin = boundaries(text, start, match.start())[-1]
    begin = after_signal(text, begin, match.start())
    before = text[begin : match.start()]
    in_text = bracket and year != "forthcoming"
    for candidates, near in ((_exact(before, year, works), False), (_close(before, year, works), True)):
        if candidates:
            return _answer(text, begin, stop, locators, in_text, candidates, year, near, works)
    if "-" in year:
        return None  # years that something lasted
    if _is_year_alone(text, match, previous):
        names = next(
            (work.authors or work.editors for work in works if previous and previous.keys == (work.key,)), ()
        )
        again = [
            work.key
            for work in works
            if names and (work.authors or work.editors) == names and work.year == year
        ]
        if len(again) == 1:
            return WorkCitation(Span(match.start(), stop), tuple(again), locators, year_only=True)
    return _unknown(text, begin, match, stop, locators, in_text)


def _answer(
    text: str, begin: int, stop: int, locators: tuple[Locator, ...], in_text: bool,  # noqa: FBT001
    candidates: list[tuple[int, Work]], year: str, near: bool, everything: Sequence[Work],  # noqa: FBT001
) -> WorkCitation:  # fmt: skip
    """Make the citation of the candidates that cover most of the words before the year."""
    first = min(offset for offset, _ in candidates)
    works = [work for offset, work in candidates if offset == first]
    span = Span(begin + first, stop)
    printed = span.of(text)
    # the italics of a title belong to it
    if printed.count("*") % 2 and re.search(r"(?<!\\)\*$", text[: span.start]):
        span = Span(span.start - 1, stop)
    keys = tuple(work.key for work in works)
    if len(works) > 1:
        return WorkCitation(span, keys, locators, in_text, reason="several entries fit")
    if works[0].year == f"{year}{works[0].year[-1:]}" and works[0].year[-1:].isalpha():
        reason = f"the bibliography has {works[0].year}"  # and another letter, of an entry that was not read
        return WorkCitation(
            span, (), locators, in_text, reason=reason, also=(*keys, *_unread(works[0], everything))
        )
    if not near:
        return WorkCitation(span, keys, locators, in_text)
    names = re.split(r"\s\(?(?=\d{4})", printed)[0]
    entry = _names_of(works[0])
    return WorkCitation(
        span, (works[0].key,), locators, in_text, near=(f"{names} {year}", f"{entry} {works[0].year}")
    )


def _unread(like: Work, works: Sequence[Work]) -> Iterator[str]:
    """Yield the keys of entries that could not be read and begin with the name by which a work goes."""
    names = names_of(like)
    for work in works:
        if names and work.unread and fold(work.title).startswith(fold(names[0].family)):
            yield work.key


def _locators(text: str, start: int, end: int) -> tuple[int, tuple[Locator, ...]]:
    """locators = ":" values | "," page-mark values; return where they end."""
    opening = _LOCATORS.match(text, start, end)
    if opening is None:
        return start, ()
    rest = text[opening.end() : end]
    following = _NEXT_YEAR.search(rest)  # `Smith 1990: 3, 1992: 7`: the second year is no page
    rest = rest[: following.start()] if following else rest
    locators, left = parse_locators(f", {spelt(rest)}")
    if not locators:
        return start, ()
    return opening.end() + len(rest) - len(left), locators


def spelt(rest: str) -> str:
    """Return locators with volumes and notes in words: `II, 44` and `vol. 2: 44`, `7n12`, `7, Anm. 12`."""
    volume = re.match(
        r"(?:(?:[Vv]ol|Bd)\.\s?(?P<marked>\w+)(?=\s?:)|(?P<bare>[IVXL]+))\s?[,:]\s?(?=\d|(?:nos?|pp?)\.)",
        rest,
    )
    if volume is not None:
        rest = f"vol. {volume['marked'] or volume['bare']}, {rest[volume.end() :]}"
    note = re.match(
        r"(?P<page>(?:(?:pp?|[Ss])\.\s?)?\d+)(?:\s?n\.?\s?|,?\s(?:note\s|(?:n|[Aa]nm|[Ff]n)\.\s?))(?P<note>\d+)\b",
        rest,
    )
    return f"{note['page']}, n. {note['note']}{rest[note.end() :]}" if note else rest


def _exact(before: str, year: str, works: Iterable[Work]) -> list[tuple[int, Work]]:
    """Return the works of that year whose names or title stand before it, with the offset of each."""
    found = []
    for work in works:
        # 1996 fits 1996a and 1996b, and is ambiguous where both are by the same hand
        if work.year == year or (year.isdigit() and re.fullmatch(rf"{year}[a-z]", work.year)):
            offset = names_start(before, work)
            if offset is not None:
                found.append((offset, work))
    return found


def _close(before: str, year: str, works: Sequence[Work]) -> list[tuple[int, Work]]:
    """Return the one work that differs in a digit of the year, or in two letters of a name.

    Where an entry that could not be read has the year, it may be the work that is meant: nothing is near.
    """
    if any(work.unread and year in work.title for work in works):
        return []
    same_names = [(offset, work) for work in works if (offset := names_start(before, work)) is not None]
    one_digit = [
        (o, w)
        for o, w in same_names
        if w.year.isdigit() and year.isdigit() and _digits_apart(year, w.year) == 1
    ]
    if len(same_names) == 1 and one_digit:
        return one_digit
    one_letter = [(o, w) for o, w in same_names if w.year.isdigit() and w.year == year[:4]]
    if len(one_letter) == 1 and len(year) > 4:  # 1996c where there is only 1996
        return one_letter
    near = [(o, w) for w in works if w.year == year and (o := names_start(before, w, slack=2)) is not None]
    return near if len(near) == 1 else []


def _digits_apart(first: str, second: str) -> int:
    return sum(a != b for a, b in zip(first, second, strict=False)) + abs(len(first) - len(second))


def _names_of(work: Work) -> str:
    names = [name.family for name in work.authors or work.editors]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else (names or [work.title])[0]


def _is_year_alone(text: str, match: re.Match[str], previous: WorkCitation | None) -> bool:
    """Tell `Weathersby 1993; 1996`: nothing but a comma, semicolon or *and* since the citation before."""
    if previous is None or len(previous.keys) != 1:
        return False
    between = text[previous.span.end : match.start()]
    return _SAME_HAND.fullmatch(between) is not None


def _unknown(
    text: str,
    begin: int,
    match: re.Match[str],
    stop: int,
    locators: tuple[Locator, ...],
    in_text: bool,  # noqa: FBT001
) -> WorkCitation | None:
    """Report what has the shape of a citation: pages after the year, or a clause of names and year."""
    again = _AGAIN_AT_END.search(text, begin, match.start())
    if again is not None:
        return WorkCitation(
            Span(again.start(), stop), (), locators, in_text, reason="by whom the citation before is"
        )
    names = _LOOKS_LIKE_NAMES.search(text, begin, match.start())
    if names is None or not re.search(r"[A-ZÀ-ÞĐ]\w{2,}", names.group()):
        return None
    if re.search(r":\s*$", text[: names.start()]) and text[stop : stop + 1] == ")":
        return None  # an imprint: (Boston: Beacon, 1988)
    is_clause = names.start() == begin and re.match(r"\s*(?:[;.)]|$)", text[stop:]) is not None
    has_pages = _PAGES_AFTER.match(text, match.end()) is not None
    month = re.search(rf"(?:{'|'.join(_MONTHS)}),?\s*$", names.group())
    if month or not (has_pages or (is_clause and not in_text)):
        return None
    return WorkCitation(
        Span(names.start(), stop), (), locators, in_text, reason="no entry of the bibliography fits"
    )


_PERIODICAL = re.compile(
    rf"[*\"“]*[A-ZÀ-ÞĐ][\w'’.-]+(?: (?:[A-ZÀ-ÞĐ][\w'’.-]+|of|the|de|and)){{0,5}}[*\"”]*,"
    rf"\s+(?i:(?={DATE.pattern}))"
)


def find_periodicals(text: str, start: int, end: int) -> Iterator[WorkCitation]:
    """Yield what has no entry: volumes of a printed series, and newspapers cited by date after a *see*.

    Such are `FRUS, 1952-1954, XIII: 1234` and `See Pravda, October 1, 1959`.
    """
    for volume in find_volumes(text, start, end):
        yield WorkCitation(volume, (), reason="a volume of a printed series: nothing tells its entry")
    begins = boundaries(text, start, end)
    for begin, stop in zip(begins, [*begins[1:], end], strict=True):
        first = after_signal(text, begin, stop)
        title = _PERIODICAL.match(text, first, stop) if first > begin else None
        date = DATE.match(text, title.end(), stop) if title else None
        if date is not None and re.fullmatch(r"[.,;)\s]*", text[date.end() : stop]):
            yield WorkCitation(Span(first, date.end()), (), reason="a periodical without an entry")


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December", "Spring", "Summer", "Autumn", "Fall", "Winter",
)  # fmt: skip

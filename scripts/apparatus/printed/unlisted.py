"""Citations in the notes style of works that no bibliography has: told by their shape alone.

    unlisted = full | short | again | alone        at a clause's beginning, or after *see*
    full     = [ names "," ] title { part } "(" imprint ")" [ locators ]
    short    = family "," title locators           family: one of the bibliography's, or of a full note's; any
                                                   before a title in marks or of two words, or a page's mark
    again    = [ family "," ] ( "op. cit." | "loc. cit." | "a.a.O." ) [ locators ]
    alone    = family locators                     family: of a full note that has no entry, or any before a
                                                   page with its mark

A full note without marks around its title must have place, publisher and year in its imprint, or place and
year, and pages behind it. What has less shape than this stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from apparatus.model import Span
from apparatus.printed.clauses import after_signal
from apparatus.printed.dates import DATE
from apparatus.printed.noteparts import YEAR, after_link, ends_clause, like_title, read_locators
from apparatus.printed.notesstyle import Form, Index, NoteCitation, find_notes
from apparatus.printed.tokens import clauses, folded

_CAPITAL = r"[A-ZÀ-ÞĐ](?:[\w'’-]*\w|\.)(?:\.|-[A-Z]\.)*"
_NAME = rf"(?:(?:{_CAPITAL}|de|van|von|der|du|la)\s){{0,5}}{_CAPITAL}"
_ROLE = r"(?:,?\s(?:(?:eds?|comps?)\.|\((?:eds?|comps?|Hg|Hrsg)\.?\)))?"
_NAMES = re.compile(
    rf"(?P<first>{_NAME})(?:(?:,|,?\s(?:and|&))\s{_NAME}){{0,4}}(?:,?\set\sal\.)?"
    rf"{_ROLE},\s+(?=[*\"“„«‘]*[A-ZÀ-ÞĐ\d])"
)
_FAMILY = re.compile(rf"(?P<first>{_NAME})(?:(?:,?\s(?:and|&|und)\s|/){_NAME}|\set\sal\.)?{_ROLE},\s+")
_FULL = re.compile(
    rf"(?P<before>(?:[^()\[\]\n;]|\((?:eds?|comps?|Hg|Hrsg)\.?\)){{5,260}}?)\((?P<imprint>[^()]*?{YEAR})\)"
)
_IMPRINT = re.compile(rf"[A-ZÀ-ÞĐ][^:]+:\s[^:]+,\s{YEAR}")
_PLACE_YEAR = re.compile(rf"[A-ZÀ-ÞĐ][^:,\d]+(?:,\s[A-ZÀ-ÞĐ][^:,\d]+)?,\s{YEAR}")
_QUOTED = r"\*[^*]+\*|\"[^\"]+\"|“[^”]+”|‘[^‘]+?’(?=[,.:;)]|\s*(?:\(|$))"
_MARKED = re.compile(rf"{_QUOTED}|«[^»]+»")
_TITLE = re.compile(rf"(?:{_QUOTED}|(?P<plain>[A-ZÀ-ÞĐ][^,.;:()\d*\"“]*))(?=,|:\s?\d|\s|$)")
_AGAIN = re.compile(r"\(?\*?(?:(?:[Oo]p|[Ll]oc)\.?\s?cit\b\.?|a\.\s?a\.\s?O\.)\*?\)?")
_PAGE = re.compile(r",\s+(?:pp?|[Ss])\.\s?\d")
_GOES_ON = re.compile(r"\s*[,;]|,?\s+(?:and|but|und)\s")
_NO_NAME = (
    "See",
    "Cf",
    "Ibid",
    "Idem",
    "In",
    "On",
    "The",
    "A",
    "An",
    "By",
    "For",
    "From",
    "At",
    "But",
    "Also",
    "Introduction", "Preface", "Appendix", "Table", "Text", "Chapter", "Above", "Below", "Supra", "Infra",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FullNote:
    """A full note as printed: the first name, all names up to the title, the title with its parts."""

    span: Span
    first: str
    names: str
    title: str
    imprint: str  # what stands in the brackets


def find_unlisted(
    text: str, families: Container[str], strangers: Container[str], start: int, end: int
) -> Iterator[NoteCitation]:
    """Yield what cites works without an entry in `text[start:end]`.

    `families` are the names of the bibliography, `strangers` those of full notes without an entry, folded.
    """
    begins = clauses(text, start, end)
    for begin, stop in zip(begins, [*begins[1:], end], strict=True):
        first = after_link(text, after_signal(text, after_link(text, begin), stop))
        found = _full(text, first, stop) or _again(text, first, stop)
        found = (
            found or _short(text, first, stop, families, strangers) or _alone(text, first, stop, strangers)
        )
        if found is not None:
            yield found


def find_styled(
    text: str, gaps: Sequence[Span], index: Index, strangers: dict[str, list[frozenset[str]]]
) -> list[NoteCitation]:
    """Return what the gaps of a note's text cite in the notes style, of works listed and not, in order.

    `strangers` has the family names of notes without an entry that are full, or give a given name, each with
    the words of the notes. Those of this text are added: what comes after it may go back to them.
    """
    listed = [found for gap in gaps for found in find_notes(text, index, gap.start, gap.end)]
    others: list[NoteCitation] = []
    for left in (part for gap in gaps for part in gap.without(found.span for found in listed)):
        for one in find_unlisted(text, index.bearing, strangers, left.start, left.end):
            others.append(one)
            # a given name shows that another of the name is meant: Jo Hill, op. cit.
            if one.names and (one.form == "full" or " " in one.names):
                words = frozenset(folded(one.span.of(text)))
                strangers.setdefault(family_of(one.names), []).append(words)
    return sorted([*listed, *others], key=lambda found: found.span.start)


def family_of(names: str) -> str:
    """Return the family name of the first of several names, folded: `ulam` for `Adam B. Ulam and Jo Berg`."""
    first = _NAMES.match(f"{names}, X")
    words = folded(first["first"] if first else names)
    return words[-1] if words else ""


def read_full(text: str, start: int, end: int) -> FullNote | None:
    """full = [ names "," ] title { part } "(" imprint ")" [ locators ]."""
    match = _FULL.match(text, start, end)
    if match is None:
        return None
    stop, locators = read_locators(text, match.end(), end)
    whole = _IMPRINT.fullmatch(match["imprint"]) is not None
    placed = _PLACE_YEAR.fullmatch(match["imprint"]) is not None and not DATE.fullmatch(match["imprint"])
    names = _NAMES.match(text, start, match.end("before"))
    title = text[names.end() if names else start : match.end("before")]
    marked = _MARKED.match(title)
    if not like_title(title[marked.end() :] if marked else title) or not re.match(
        r"[*\"“„«‘]*[A-ZÀ-ÞĐ\d]", title
    ):
        return None
    named = names is not None and " " in names["first"]
    if not (
        (whole and (names or locators)) or (names and marked and locators) or (named and placed and locators)
    ):
        return None
    return FullNote(
        Span(start, stop), names["first"] if names else "", names.group() if names else "", title,
        match["imprint"],
    )  # fmt: skip


def _full(text: str, start: int, end: int) -> NoteCitation | None:
    """Return a full note as a citation of a work that is not known."""
    found = read_full(text, start, end)
    return _open(found.span, "full", found.first) if found else None


def _again(text: str, start: int, end: int) -> NoteCitation | None:
    """again = [ family "," ] ( "op. cit." | "loc. cit." | "a.a.O." ) [ locators ]."""
    family = _FAMILY.match(text, start, end)
    words = _AGAIN.match(text, family.end() if family else start, end)
    if words is None or (family and family["first"] in _NO_NAME):
        return None
    stop, _ = read_locators(text, words.end(), end)
    return _open(Span(start, stop), "again", family["first"] if family else "")


def _short(
    text: str, start: int, end: int, families: Container[str], strangers: Container[str]
) -> NoteCitation | None:
    """short = family "," title locators, to the end of the clause."""
    family = _FAMILY.match(text, start, end)
    name = family_of(family["first"]) if family else ""
    title = _TITLE.match(text, family.end(), end) if family else None
    if family is None or title is None or (title["plain"] and not like_title(title["plain"])):
        return None
    paged = _PAGE.match(text, title.end(), end) is not None
    known = name in families or name in strangers
    plain = title["plain"] and not paged and " " not in title["plain"].strip()
    if not known and (plain or family["first"].split()[0] in _NO_NAME):
        return None
    stop, locators = read_locators(text, title.end(), end)
    if not locators or not (ends_clause(text, stop, end) or (paged and _GOES_ON.match(text, stop, end))):
        return None
    return _open(Span(start, stop), "short", family["first"])


def _alone(text: str, start: int, end: int, strangers: Container[str]) -> NoteCitation | None:
    """alone = family locators, to the end of the clause."""
    family = _FAMILY.match(text, start, end)
    if family is None:
        return None
    comma = text.rindex(",", start, family.end())
    paged = _PAGE.match(text, comma, end) is not None
    if family_of(family["first"]) not in strangers and (not paged or family["first"].split()[0] in _NO_NAME):
        return None
    stop, locators = read_locators(text, comma, end)
    if not locators or not (ends_clause(text, stop, end) or (paged and _GOES_ON.match(text, stop, end))):
        return None
    return _open(Span(start, stop), "alone", family["first"])


def _open(span: Span, form: Form, names: str) -> NoteCitation:
    return NoteCitation(span, (), form, names=names, reason="no entry of the bibliography fits")

"""What follows names and year where commas part the rest, as German prints have it, Harvard's too -> a work.

    rest    = title "," imprint
            | ( quoted | title "," ) "in:" journal volume "," "S." pages
            | ( quoted | title "," ) "in:" names "(Hg.)" ( "," | ":" ) title "," imprint "," "S." pages
    imprint = place ":" publisher
    title   = a sentence or more, with its subtitle; in asterisks, or plain
    place   = words with capitals, and small ones that belong to them: Frankfurt a. M., Frankfurt/New York

Places after a stop are the other form's, `Title. Frankfurt, New York: Campus`, and are not read here.
"""

from __future__ import annotations

import re
from dataclasses import replace

from apparatus.importer.works.entrynames import read_name, read_names
from apparatus.model import Work

_QUOTED = re.compile(
    r"(?:»(?P<german>[^«]+)«|„(?P<low>[^“”]+)[“”]|[\"“](?P<double>[^\"“”]+)[\"”]"
    r"|‘(?P<single>.+?)’(?=,)|‚(?P<inner>.+?)[‘’](?=,)|«(?P<french>[^»]+)»),?\s+(?=[Ii]n:?\s)"
)
_PLAIN = re.compile(r"(?P<title>[^*\"“„«»]+?)[,.]\s+(?=[Ii]n:\s)")
_IN = re.compile(r"[Ii]n:?\s+")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’-]*"
_STATE = r"(?:,\s(?:[A-Z]{2}|(?:[A-Z]\.){2,3}|[A-Z][a-z]{2,4}\.))"
_SMALL = r"(?:a\.\s?M\.|(?:[a-z]\.\s?)+(?=[^\W\d_a-z])|am|an|der|im|ob|und|and|u\.)"
_PLACE = rf"(?:St\.\s)?{_CAPITAL}(?:[\s/](?:{_SMALL}\s?)*(?:{_CAPITAL}(?:\.(?=:))?)?){{0,3}}{_STATE}?"
_IMPRINT = rf",\s(?P<address>{_PLACE}):\s(?P<publisher>[^:]+?)"
_PAGES = r"(?:S\.|pp?\.)\s?(?P<pages>\d+(?:\s?[-–]\s?\d+|\sff?\.?)?)"
_BOOK = re.compile(rf"(?P<title>[^*\"“„«»]+?){_IMPRINT}")
_JOURNAL = re.compile(
    r"\*?(?P<journal>[^*:()\d]+?)\*?,?\s(?P<volume>\d{1,4})(?:[./](?P<number>\d+))?"
    rf"(?:\s\((?P<issue>[^()]*\d{{4}}[^()]*)\))?(?:,\s(?:H\.|Heft|Nr\.|[Nn]o\.)\s?(?P<part>\d+))?,\s{_PAGES}"
)
_CHAPTER = re.compile(
    rf"(?P<names>[^()]+?)\s\((?:Hgg?|Hrsg|eds?)\.?\)[,:]?\s\*?(?P<title>[^*]+?)\*?{_IMPRINT}(?:,\s{_PAGES})?"
)
_SAME = re.compile(r"(?:ders|dies)\.")
_LIKE_PLACE = re.compile(rf"(?P<mark>[,.])\s{_CAPITAL}(?:[\s/]{_CAPITAL}){{0,2}}$")


def with_commas(work: Work, rest: str) -> Work | None:
    """Return the work with what follows its year, None where this form does not read it.

    Where the last words of the title may be a place too, it has no title: `Coal, Steel, Essen: Klar`.
    """
    text = rest.removesuffix(".")
    title = _QUOTED.match(text) or _PLAIN.match(text)
    if title is not None:
        named = replace(work, title=next(group for group in title.groups() if group).strip(" ,."))
        return _in_something(named, text[_end_of_in(text, title.end()) :])
    book = _BOOK.fullmatch(text)
    place = _LIKE_PLACE.search(book["title"]) if book else None
    if book is None or (place is not None and place["mark"] == "."):
        return None
    imprint = {"address": book["address"].strip(), "publisher": book["publisher"].strip(" ,")}
    return replace(work, title="" if place else book["title"], fields={**work.fields, **imprint})


def _end_of_in(text: str, start: int) -> int:
    match = _IN.match(text, start)
    return match.end() if match else start


def _in_something(work: Work, text: str) -> Work | None:
    """Read what an essay stands in: a journal, or a book that somebody edited."""
    journal, chapter = _JOURNAL.fullmatch(text), _CHAPTER.fullmatch(text)
    if journal is not None:
        found = {name: value for name, value in journal.groupdict().items() if value}
        found |= {"number": found.pop("part")} if "part" in found else {}
        found["pages"] = _hyphened(found["pages"])
        return replace(work, kind="article", fields={**work.fields, **found})
    if chapter is None:
        return None
    title = "" if _LIKE_PLACE.search(chapter["title"]) else chapter["title"]
    found = {"booktitle": title, "address": chapter["address"].strip(), "publisher": chapter["publisher"]}
    found |= {"pages": _hyphened(chapter["pages"])} if chapter["pages"] else {}
    same = _SAME.fullmatch(chapter["names"])
    editors = work.authors if same else read_names(chapter["names"])
    editors = tuple(name if name.given else read_name(name.family) for name in editors)
    return replace(
        work,
        kind="incollection",
        title=work.title if title else "",
        editors=editors,
        fields={**work.fields, **found},
    )


def _hyphened(pages: str) -> str:
    return re.sub(r"\s?[-–]\s?", "-", pages)

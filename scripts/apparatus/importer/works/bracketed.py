"""An entry whose parts are parted by commas and whose imprint stands in brackets (MHRA's form) -> a work.

    entry   = [ people "," ] ( book | article | chapter | thesis ) [ "." ]
    people  = inverted { "," reading } [ [","] "and" reading ] [ "," ( "ed." | "eds" ) ]
    book    = title { "," part } imprint [ "," pages ]
    article = quoted "," journal [ "," volume [ "." number ] ] "(" [ season ] year ")" [ "," pages ]
    chapter = quoted "," "in" book-title { "," part } imprint [ "," pages ]
    thesis  = ( quoted | title ) "(" words that say "thesis" ... "," year ")"
    part    = ( "ed. by" | "trans. by" ) names | edition | number "vols" | number "ser."
    imprint = "(" [ [ place ":" ] publisher "," ] year ")"

A title has quotation marks or asterisks, or none. Without them it begins where the names end; where a comma
may stand between two names or within the title, nothing is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from apparatus.importer.works.entrynames import read_name, read_names
from apparatus.importer.works.imprints import place_and_publisher
from apparatus.importer.works.nameshapes import AND, FAMILY, GIVEN, JUNIOR, READING
from apparatus.model import Name, Work

_YEARS = r"(?:1[5-9]|20)\d\d(?:[-–/](?:\d{4}|\d\d))?"
_IMPRINT = re.compile(
    rf"\s*\((?P<inside>(?:[^()]*[\s,])?(?P<year>{_YEARS}))\)"
    r"(?:,?\s(?:pp?\.\s?)?(?P<pages>[\divxlc]+(?:\s?[-–]\s?[\divxlc]+)?))?\.?"
)
_CLOSES = r"(?=[,.]|\s*\(|\s*$|\sin\s)"
_MARKED = re.compile(
    rf"(?<!\w)(?:\*(?P<italic>[^*]+)\*|‘(?P<single>.+?)’{_CLOSES}|'(?P<plain>.+?)'{_CLOSES}"
    r"|[\"“](?P<double>[^\"“”]+)[\"”]|«(?P<guillemets>[^»]+)»|»(?P<inner>[^«]+)«)"
)
_PART = re.compile(
    r",\s+(?=(?:eds?\.?|trans\.?|translated|edited|rev\.|intro\.|introduced)\s(?:(?:and\s\w+\.?\s)?by\s)"
    r"|(?:\d+(?:st|nd|rd|th)|[Rr]ev\.?)\s(?:ed|edn|edition)\b|\d+(?:st|nd|rd|th)\sser|\d+\svols?\b|[Vv]ols?\.?\s[\dIVX])"
)
_EDITED = re.compile(r"(?:eds?\.?|edited)\sby\s(?P<names>.+)")
_TRANSLATED = re.compile(r"(?:trans\.?|translated)\sby\s(?P<names>.+)")
_EDITION = re.compile(r"(?P<edition>\d+(?:st|nd|rd|th)|[Rr]ev\.?)\s(?:edn?|edition)\.?")
_VOLUME = re.compile(r"[Vv]ols?\.?\s(?P<volume>[\dIVX]+(?:[-–][\dIVX]+)?)")
_IN = re.compile(r",?\s+in:?\s+")
_EDITORS_FIRST = re.compile(r"(?P<names>[^()*]+)\s\(eds?\.?\),?\s+")
_THESIS = re.compile(r"\b(?:thesis|dissertation|unpublished|diss\.)", re.IGNORECASE)
_JOURNAL = re.compile(
    r",\s+\*?(?P<journal>[^*\d]*?[^*\d\s,])\*?"
    r"(?:,?\s+(?:[Vv]ol\.\s?)?(?P<volume>\d+|[ivxlcIVXLC]+)(?:(?:\.|/|:\s?|,\s(?:no\.|pt)\s?)(?P<number>\d+(?:[-–/]\d+)?))?)?,?"
)
_PEOPLE = re.compile(
    rf"(?P<names>{FAMILY},\s{GIVEN}{JUNIOR}?(?P<more>(?P<listed>,\s{READING})*,?\s{AND}\s{READING})?"
    r"(?:,?\s(?:and\sothers|et\sal\.?))?)(?P<role>,?\s\(?eds?\.?\)?)?,\s+"
)
_ROLE = re.compile(r",?\s\(?eds?\.?\)?$")
_STOPPED = re.compile(r"[^\W\d_]{3,}\.\s|\d{4}[a-z]?\.\s|^\d{4}[a-z]?[,:.\s]|\(\d{4}[a-z]?\)")
_INVERTED, _READING = re.compile(rf"{FAMILY},\s{GIVEN}"), re.compile(READING)
_REPRINT = re.compile(r"(?P<first>(?:1[5-9]|20)\d\d[;,]\s(?:repr(?:inted|\.)?),?)\s+")


@dataclass(frozen=True, slots=True)
class _Printed:
    """The stretches of an entry: who, what stands in marks or without, what follows it, and the imprint."""

    people: str
    title: str
    after: str
    marks: Literal["italic", "quoted", ""]
    inside: str
    year: str
    pages: str


def read_bracketed(text: str) -> Work | None:
    """Return the work of an entry that ends in a bracketed imprint, None where its words do not show it."""
    printed = _parted(text)
    if printed is None:
        return None
    authors, editors = _people(printed.people)
    work = Work("", "book", printed.title, printed.year.replace("–", "-").replace("/", "-"), authors, editors)
    before_year = printed.inside.removesuffix(printed.year).strip(" ,")
    if _THESIS.search(before_year):
        return replace(work, kind="unpublished", fields={"note": before_year}) if not printed.after else None
    inside = _IN.match(printed.after) if printed.marks == "quoted" else None
    if inside is not None:
        return _chapter(work, printed.after[inside.end() :], before_year, printed.pages)
    quoted = printed.marks == "quoted" and printed.after
    if quoted and ":" not in before_year and not _PART.match(printed.after):
        return _article(work, printed, before_year)
    fields = {"note": f"pp. {printed.pages}"} if printed.pages else {}
    return _with_parts(replace(work, fields=fields), printed.after, before_year)


def _parted(text: str) -> _Printed | None:
    """Part an entry at its title and its imprint; None where it does not show them for certain."""
    imprint = next((found for found in _IMPRINT.finditer(text) if found.end() == len(text)), None)
    if imprint is None:
        return None
    before = text[: imprint.start()]
    ends = imprint["inside"], imprint["year"], imprint["pages"] or ""
    marked = _MARKED.search(before)
    if marked is not None and _are_people(before[: marked.start()]):
        title = next(group for group in marked.groups() if group).strip(" ,")
        names, after = before[: marked.start()].strip(" ,"), before[marked.end() :]
        return _Printed(names, title, after, "italic" if marked["italic"] else "quoted", *ends)
    people, rest = _unmarked(before)
    part = _PART.search(rest)
    title, after = (rest[: part.start()], rest[part.start() :]) if part else (rest, "")
    of_journal = imprint["inside"] == imprint["year"] and (imprint["pages"] or re.search(r"\d$", before))
    if not title or of_journal or _STOPPED.search(title):
        return None
    return _Printed(people, title, after, "", *ends)


def _are_people(text: str) -> bool:
    """Tell whether what stands before a marked title is nothing, or names with a comma after them."""
    if not text.strip():
        return True
    people = _PEOPLE.fullmatch(f"{text.strip()} ")
    return people is not None or bool(re.fullmatch(r"[^\W\d_a-z][^,.:;\d\"“”*()‘]+,\s*", text))


def _unmarked(before: str) -> tuple[str, str]:
    """Part names from a title without marks; both are empty where a comma can be read in two ways."""
    people = _PEOPLE.match(before)
    if people is None:
        _, _, more = _PART.split(before)[0].partition(", ")
        # a body and its title, or a title with a comma in it
        return ("", "") if more[:1].isupper() else ("", before)
    rest = before[people.end() :]
    certain = people["role"] or people["names"].startswith("Idem, Idem")
    unsure = people["listed"] is not None or _may_be_names(_PART.split(rest)[0])
    return ("", "") if unsure and not certain else (before[: people.end()].strip(" ,"), rest)


def _may_be_names(title: str) -> bool:
    """Tell whether a title could begin with one more name: `Small States, Large Maps`."""
    first, *more = title.split(", ")
    then = (*more, "", "")
    reading = _READING.fullmatch(first) and re.match(r"(?:and\s)?[^\W\d_a-z]", then[0])
    inverted = _INVERTED.fullmatch(f"{first}, {then[0]}") and then[1][:1].isupper()
    return bool(reading or inverted)


def _people(text: str) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Return authors and editors."""
    role = _ROLE.search(text)
    names = read_names(re.sub(r"\sand\sothers$", " et al.", text[: role.start()] if role else text))
    return ((), names) if role else (names, ())


def _reading(text: str) -> tuple[Name, ...]:
    """Read names in their own order: `Anna Whitcombe and Peter Drax`."""
    return tuple(read_name(str(name)) for name in read_names(text))


def _chapter(work: Work, rest: str, imprint: str, pages: str) -> Work:
    """chapter: what stands after "in"."""
    first = _EDITORS_FIRST.match(rest)
    editors = _reading(first["names"]) if first else ()
    rest = rest[first.end() :] if first else rest
    part = _PART.search(rest)
    book, after = (rest[: part.start()], rest[part.start() :]) if part else (rest, "")
    fields = {"booktitle": book.strip(" ,*‘’'\"“”"), **({"pages": pages.replace("–", "-")} if pages else {})}
    return _with_parts(replace(work, kind="incollection", editors=editors, fields=fields), after, imprint)


def _article(work: Work, printed: _Printed, season: str) -> Work | None:
    """article: journal, volume, number, season, pages."""
    journal = _JOURNAL.fullmatch(printed.after)
    if journal is None:
        return None
    found = {**journal.groupdict(), "pages": printed.pages.replace("–", "-")}
    fields = {name: value for name, value in found.items() if value}
    fields |= {"issue": f"{season} {printed.year}"} if season else {}
    return replace(work, kind="article", fields=fields)


def _with_parts(work: Work, after: str, imprint: str) -> Work:
    """Read the parts between title and imprint, and the imprint; what is neither is a series or a note."""
    series, *parts = _PART.split(after)
    fields = {**work.fields, **({"series": series.strip(" ,")} if series.strip(" ,") else {})}
    notes = [fields["note"]] if "note" in fields else []
    for part in parts:
        edited, translated = _EDITED.fullmatch(part), _TRANSLATED.fullmatch(part)
        edition, volume = _EDITION.fullmatch(part), _VOLUME.fullmatch(part)
        if edited and not work.editors and (work.authors or work.kind == "incollection"):
            work = replace(work, editors=_reading(edited["names"]))
        elif translated:
            fields["translator"] = " and ".join(map(str, _reading(translated["names"])))
        elif edition:
            fields["edition"] = edition["edition"]
        elif volume:
            fields["volume"] = volume["volume"]
        else:
            # who edited a book that goes by its title is no name that it goes by
            notes.append(part)
    again = _REPRINT.match(imprint)
    notes += [again["first"]] if again else []
    fields |= {"note": ", ".join(notes)} if notes else {}
    where = place_and_publisher(imprint[again.end() :] if again else imprint, work.year)
    if "note" in where and "note" in fields:
        where = {**where, "note": f"{fields['note']}, {where['note']}"}
    return replace(work, fields={**fields, **where})

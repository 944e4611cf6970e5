"""What stands before a shelfmark: kind, people, title and date of a document.

description = [ number "," ] [ kind ] ( conversation | letter | title ) [ "," date ] [ "," number ]
conversation = "Record of conversation" [ "," | "between" ] person { ( "," | "and" ) person }
letter       = [ person { ( "," | "and" ) person } ] "to" person { "and" person }
title        = [ italics | quotes ] words [ "[" translation "]" ] [ "," words ]
byline       = kind "by" person                                     in a title, or after it

A number that stands first or last is the document's own (`N 512/41/63, minute by Hall`); it ends the title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from apparatus.printed.dates import dates_in, edtf
from apparatus.printed.numbers import split_number
from apparatus.printed.people import Person, read_people, read_person


@dataclass(frozen=True, slots=True)
class Description:
    """A document as one note describes it."""

    text: str  # as printed, without the date
    kind: str
    title: str
    translation: str = ""
    date: str = ""  # EDTF
    printed_date: str = ""
    authors: tuple[Person, ...] = ()
    recipients: tuple[Person, ...] = ()
    participants: tuple[Person, ...] = ()
    bad_date: str = ""  # a date that cannot be, as printed
    number: str = ""  # the document's own

    @property
    def people(self) -> tuple[Person, ...]:
        """All persons and bodies, in the order of the roles."""
        return (*self.authors, *self.recipients, *self.participants)


_KINDS = re.compile(
    r"(?P<kind>Records? of (?:a )?(?:conversation|meeting|talks?|negotiations|information)|Minutes|Protocol"
    r"|Memorandum(?: of conversation)?|Minute|Telegram|Cable|Letter|Note|Memo|Report|Extract|Directive"
    r"|Instructions?|Attached list|Draft|Diary|Journal|Stenographic record|Zapis' besedy)\b",
    re.IGNORECASE,
)
_CONVERSATION = re.compile(
    r"(?:conversation|meeting|talks?|negotiations|besedy)\b[,:]?\s*(?:between\s+|with\s+)?", re.IGNORECASE
)
_TO = re.compile(r"\s+to\s+(?=(?:the\s+)?[A-Z])")
_FROM = re.compile(r"^(?:from|by|of)\s+", re.IGNORECASE)
_BY = re.compile(r"\s*by\s")
_CAPITAL = r"(?-i:(?:[A-ZÀ-ÖØ-ÞĐА-Я]\.)+|[A-ZÀ-ÖØ-ÞĐА-Я][\w'’-]*)"
_BYLINE = re.compile(
    rf"(?:^|,[\"”’'»*]?\s+){_KINDS.pattern}\s+by\s+"
    rf"(?P<who>(?:the\s+)?{_CAPITAL}(?:\s+(?:of\s+)?(?:the\s+)?{_CAPITAL})*)"
    r"(?=\s*(?:$|[,;(\[]|(?:on|about|concerning|regarding|dated)\b))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\b(?:is|was|are|were|has|have|had)\b")  # what has a verb names no one
_TITLE = re.compile(
    r"^(?P<open>\*|[\"“«])?(?P<title>.+?)(?P<close>(?(open)[*\"”»]))\s*\[(?P<translation>[^\]]+)\]\*?(?P<rest>.*)$",
    re.DOTALL,
)
_QUOTES = "\"“”«»*'"


def read_description(text: str, known: frozenset[str] = frozenset()) -> Description:
    """Read what a note says of a document, from its first word to the shelfmark."""
    number, rest = split_number(text.strip(" ,.;"))
    words, date, printed, bad = _split_date(rest)
    titled = _titled(words)
    read = titled or _conversation(words, known) or _letter(words, known) or _other(words, known)
    if number:
        title = ", ".join(filter(None, (read.title, number)))
        read = replace(read, text=f"{words}, {number}".strip(" ,"), title=title, number=number)
    return replace(read, date=date, printed_date=printed, bad_date=bad)


def _split_date(text: str) -> tuple[str, str, str, str]:
    """Take the date from the end: return words, EDTF, the date as printed, and a date that cannot be."""
    for match in dates_in(text):
        before, after = text[: match.start()], text[match.end() :].strip(" ,.")
        if after or not re.search(r"(?:[,.\])*\"”’»]\s*|\bof\s+|\bfrom\s+|\bvom\s+|\bdated\s+|^)$", before):
            continue
        words = re.sub(r"(?:,|\.|\bof|\bvom|\bdated)?\s*$", "", before).strip(" ,")
        words = re.sub(r",(?=[\"”’]$)", "", words)  # “The Lease,” 3 May 1954: it parted title and date
        date = edtf(match)
        return words, date, match.group(), "" if date else match.group()
    return text, "", "", ""


def _titled(words: str) -> Description | None:
    """title = [ italics | quotes ] words "[" translation "]" [ "," words ]."""
    match = _TITLE.match(words)
    if match is None:
        if words and words[0] in '*"“«' and words[-1:] in '*"”»)':
            title = re.sub(rf"^[{_QUOTES}]+|[{_QUOTES}]+(?=\s*\(|$)", "", words)
            return Description(words, "Report", re.sub(r"\s*\([^)]*\)$", "", title))
        return None
    title, translation = match["title"].strip(_QUOTES + " "), match["translation"].strip()
    return Description(words, _kind(match["rest"]) or "Report", title, translation)


def _conversation(words: str, known: frozenset[str]) -> Description | None:
    """conversation = "Record of conversation" [ "," | "between" ] person { ( "," | "and" ) person }."""
    kind = _KINDS.match(words)
    link = _CONVERSATION.search(words)
    if kind is None or link is None or link.start() > kind.end():
        return None
    if _BY.match(words, link.end()):
        return None  # a memorandum of conversation by its writer
    people = read_people(words[link.end() :], known)
    name = re.sub(r"^Records\b", "Record", _capital(kind["kind"]))
    title = f"{name}, {_and([person.short for person in people])}" if people else words
    return Description(words, name, title, participants=people)


def _letter(words: str, known: frozenset[str]) -> Description | None:
    """letter = [ person { ( "," | "and" ) person } ] "to" person { "and" person }."""
    kind = _KINDS.match(words)
    rest = words[kind.end() :].strip(" ,") if kind else words
    cut = _TO.search(f" {rest}")
    if cut is None:
        return None
    writers, readers = _sender(rest[: max(0, cut.start() - 1)].strip(" ,")), rest[cut.end() - 1 :]
    if kind and _FROM.sub("", rest) == rest and cut.start() > 1 and not words.startswith(",", kind.end()):
        return None  # "Report on aid to China" is a title, "Telegram from A to B", "Telegram, A to B" none
    if _SENTENCE.search(writers):
        return None
    title, _, senders = writers.rpartition(", ") if _is_title(writers) else ("", "", writers)
    name = _capital(kind["kind"]) if kind else "Report" if title else "Letter"
    return Description(
        words,
        name,
        title or _capital(words),
        authors=read_people(senders, known),
        recipients=read_people(readers, known),
    )


def _sender(words: str) -> str:
    """Return who sends: `of directive from the CC CPSU` -> `the CC CPSU`."""
    return _FROM.sub("", words.rpartition(" from ")[2])


def _other(words: str, known: frozenset[str]) -> Description:
    """Keep what has no people that can be told apart as a title, but for who a kind's *by* says wrote it."""
    byline = _BYLINE.search(words)
    authors = read_people(byline["who"], known) if byline and not _office_first(byline, known) else ()
    kind = _capital(byline["kind"]) if byline else _kind(words)
    return Description(words, kind or "Document", _capital(_bare(words)), authors=authors)


def _office_first(byline: re.Match[str], known: frozenset[str]) -> bool:
    """Tell an office whose holder is named behind a comma: `by the Ambassador, Hall`."""
    named = re.match(rf",\s+{_CAPITAL}", byline.string[byline.end() :])
    return named is not None and read_person(byline["who"], known) is None


def _bare(words: str) -> str:
    """Take off the marks around the whole, not those of a title at its end: `Memorandum, 'The Lease'`."""
    inner = words.strip(_QUOTES)
    titled = words[:1] not in _QUOTES and re.search(rf"(?<!\w)[{_QUOTES}](?=\w)", inner)
    return words if titled else inner


def _is_title(writers: str) -> bool:
    """Tell `The National Liberation Front, Embassy` (a title, then a sender) from a list of senders."""
    first, _, rest = writers.partition(", ")
    return bool(rest) and first.lower().startswith(("the ", "on ", "about ")) and " and " not in rest


def _kind(words: str) -> str:
    match = _KINDS.search(words)
    return _capital(match["kind"]) if match else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)

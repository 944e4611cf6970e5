"""An author-date entry of a print's bibliography -> a work.

    entry   = ( names | title ) year "." rest | names "." rest "," year "."
    names   = inverted { ( "," | "and" ) name } [ role ] { "," names }      role: "(ed.)", "(comps.)"
    year    = digits [ letter ] | "(forthcoming)"

`bracketed` reads entries whose imprint stands in brackets, `withcommas` and `workkinds` the rest of others.
What no rule takes is kept in the field `note`: nothing of an entry is lost. `doubts` tells what cannot be a
work: such an entry was not read.
"""

from __future__ import annotations

import re
from dataclasses import replace

from apparatus.importer.works.boundaries import SAME_AUTHOR
from apparatus.importer.works.bracketed import read_bracketed
from apparatus.importer.works.doubts import is_doubtful
from apparatus.importer.works.entrynames import read_name, read_names
from apparatus.importer.works.lostitalics import with_italics
from apparatus.importer.works.nameshapes import READING
from apparatus.importer.works.withcommas import with_commas
from apparatus.importer.works.workkinds import ITALIC, with_rest
from apparatus.model import Name, Problem, Work

_YEARS = r"(?:1[5-9]|20)\d\d(?:[a-z]|[-–/](?:\d{4}|\d\d))?"
_YEAR = re.compile(
    rf"(?P<before>^.*?)[\s,]\(?(?P<year>{_YEARS}|forthcoming|in press|n\.d\.)\)?(?P<mark>[.,:]?)\s+"
    r"(?=\\?[*\"“„‘'`«»‚\[(]|[^\W\d_a-z])",
    re.DOTALL,
)
# the other common order, the year last: Huber, Max. *Glas im Tal*. Munich: Isar, 1931.
_YEAR_LAST = re.compile(
    rf"(?:(?P<names>(?:(?![*\"“„«]).)+?)[.,]\s+)?(?P<rest>[*\"“„«].*?)[,\s]"
    rf"\(?(?P<year>{_YEARS})\)?(?P<after>(?:: [\d–-]+)?)\.?"
)
_ROLE = re.compile(
    r"\s*\((?P<role>eds?|comps?|trans|hrsg|hgg?|red|utg|éds?)\.?\),?\s*|,\s*(?P<bare>eds?)\.?,?\s*$",
    re.IGNORECASE,
)
_HELPED = re.compile(rf",?\s+(?P<helpers>with\s+{READING}.*)$")


def read_entry(text: str, line: int, path: str) -> tuple[Work, tuple[Problem, ...]]:
    """Read one entry; where no author and year can be found the whole of it is kept, with a problem."""
    # a backslash before such a sign and a letter would be an accent in LaTeX
    text = re.sub(r"\\(?=[`'\"^~=.])", "", " ".join(text.split()))
    work = None if SAME_AUTHOR.match(text) else _read(text)
    if work is not None and not is_doubtful(work):
        return replace(work, line=line), ()
    message = f"{_WHY[work is not None]} “{text[:60]}”"
    unread = Work("", "misc", text, "", fields={"keywords": "unread"}, line=line)
    return unread, (Problem(path, line, "ENTRY-UNREAD", message, "give it its fields in bibliography.bib"),)


_WHY = ("no author and year in", "names and title cannot be told apart in")


def _read(text: str) -> Work | None:
    """Read an entry in the form that it shows: imprint in brackets, year after the names, or year last."""
    bracketed = read_bracketed(text)
    if bracketed is not None:
        return bracketed
    match = _YEAR.match(f"{text} ")
    head = match["before"].strip(" ,") if match else ""
    restored = with_italics(text)
    last = _year_last(restored)
    # a year after a whole sentence is the title's: Hollis, Mark. The War of 1914. Boston: Beacon, 1988.
    of_title = restored != text or re.search(r"[^\W\d_]{3,}\. \S|\. [*\"“„«]", head)
    if match is not None and head and head[-1] not in "-–" and not (last and of_title):
        names, helpers = _parted(head)
        work = _head(names, _year(match["year"]))
        rest = text[match.end() :].strip()
        commas = with_commas(work, rest) if match["mark"] in (":", ",") else None
        return _helped(commas or with_rest(work, rest), helpers)
    return last


def _parted(names: str) -> tuple[str, str]:
    """Cut `with Jo Lewis` off the names: a work goes by its author's name alone."""
    helped = _HELPED.search(names)
    return (names[: helped.start()], helped["helpers"]) if helped else (names, "")


def _helped(work: Work, helpers: str) -> Work:
    """Keep who helped the author in the note, before what stands there."""
    notes = [text for text in (helpers, work.fields.get("note", "")) if text]
    return replace(work, fields={**work.fields, "note": ". ".join(notes)}) if helpers else work


def _year_last(text: str) -> Work | None:
    """Read an entry that has its year at the end."""
    last = _YEAR_LAST.fullmatch(text)
    if last is None:
        return None
    rest, year = last["rest"], last["year"]
    # the season of an issue stays with its year: (Fall 1988)
    rest = re.sub(r"\((?P<season>[A-Z][\w/ –-]*)$", rf"(\g<season> {year})", rest)
    names, helpers = _parted(_dotted(last["names"] or ""))
    return _helped(with_rest(_head(names, _year(year)), f"{rest}{last['after'] or '.'}"), helpers)


def _dotted(names: str) -> str:
    """Give an initial its stop back, which the sentence's end took."""
    return f"{names}." if re.search(r"\b[A-Z]$", names) else names


def _year(printed: str) -> str:
    """Return a year, or years of volumes with a plain hyphen."""
    return printed.replace("–", "-").replace("/", "-")


def _head(head: str, year: str) -> Work:
    """Read what stands before the year: names with their roles, or a title."""
    year = "forthcoming" if year in ("forthcoming", "in press") else year
    italic = ITALIC.fullmatch(head)
    if italic is not None or head.startswith("*"):
        return Work("", "book", head.strip("* ."), year)
    head = head.removesuffix(".") if head.endswith((").", "ed.", "eds.")) else head
    authors: list[Name] = []
    editors: list[Name] = []
    fields: dict[str, str] = {}
    position = 0
    for role in [*_ROLE.finditer(head), None]:
        part = head[position : role.start() if role else len(head)]
        names = read_names(part) if not position else tuple(read_name(str(name)) for name in read_names(part))
        kind = ((role["role"] or role["bare"]) if role else "").lower()
        if kind.startswith("comp"):
            authors += names
            fields["authortype"] = "compiler"
        elif kind:
            editors += names
        else:
            authors += names
        position = role.end() if role else position
    return Work("", "book", "", year, tuple(authors), tuple(editors), fields)

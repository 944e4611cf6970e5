"""An author-date entry of a print's bibliography -> a work.

    entry   = ( names | title ) year "." rest | names "." rest "," year "."
    names   = inverted { ( "," | "and" ) name } [ role ] { "," names }      role: "(ed.)", "(comps.)"
    year    = digits [ letter ] | "(forthcoming)"

`workkinds` reads the rest. What no rule takes is kept in the field `note`: nothing of an entry is lost.
"""

from __future__ import annotations

import re
from dataclasses import replace

from apparatus.importer.works.entrynames import read_name, read_names
from apparatus.importer.works.lostitalics import with_italics
from apparatus.importer.works.workkinds import ITALIC, with_rest
from apparatus.model import Name, Problem, Work

_YEARS = r"(?:1[5-9]|20)\d\d(?:[a-z]|[-–/](?:\d{4}|\d\d))?"
_YEAR = re.compile(
    rf"(?P<before>^.*?)[\s,]\(?(?P<year>{_YEARS}|forthcoming|in press|n\.d\.)\)?[.,:]?\s+"
    r"(?=\\?[*\"“„‘'`«\[(]|[^\W\d_a-z])",
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


def read_entry(text: str, line: int, path: str) -> tuple[Work, tuple[Problem, ...]]:
    """Read one entry; where no author and year can be found the whole of it is kept, with a problem."""
    # a backslash before such a sign and a letter would be an accent in LaTeX
    text = re.sub(r"\\(?=[`'\"^~=.])", "", " ".join(text.split()))
    match = _YEAR.match(f"{text} ")
    head = match["before"].strip(" ,") if match else ""
    restored = with_italics(text)
    last = _year_last(restored)
    # a year after a whole sentence is the title's: Hollis, Mark. The War of 1914. Boston: Beacon, 1988.
    of_title = restored != text or re.search(r"[^\W\d_]{3,}\. \S|\. [*\"“„«]", head)
    if match is not None and head and head[-1] not in "-–" and not (last and of_title):
        work = with_rest(_head(head, _year(match["year"])), text[match.end() :].strip())
        return replace(work, line=line), ()
    if last is not None:
        return replace(last, line=line), ()
    message = f"no author and year in “{text[:60]}”"
    work = Work("", "misc", text, "n.d.", fields={"keywords": "unread"}, line=line)
    return work, (Problem(path, line, "ENTRY-UNREAD", message, "give it its fields in bibliography.bib"),)


def _year_last(text: str) -> Work | None:
    """Read an entry that has its year at the end."""
    last = _YEAR_LAST.fullmatch(text)
    if last is None:
        return None
    rest, year = last["rest"], last["year"]
    # the season of an issue stays with its year: (Fall 1988)
    rest = re.sub(r"\((?P<season>[A-Z][\w/ –-]*)$", rf"(\g<season> {year})", rest)
    return with_rest(_head(_dotted(last["names"] or ""), _year(year)), f"{rest}{last['after'] or '.'}")


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

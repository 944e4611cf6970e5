"""What is wrong with an entry of the bibliography, taken by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apparatus import dates, entrytypes, languages
from apparatus.model import Document, Entry, Problem, Work

_COMMAND = re.compile(r"\\[A-Za-z]+")
_SHOWN = (
    "booktitle", "titletranslation", "shorttitle", "journal", "publisher", "institution", "school",
    "organization", "address", "series", "edition", "volume", "number", "pages", "note", "howpublished",
)  # fmt: skip
# within one name: what joins several, or says that there are others
_JOINED = re.compile(r";|&|\bet al\b\.?|^and\b|\band$")
_OF_OTHERS = {
    "crossref": "write what the other entry has into this one",
    "xdata": "write what the other entry has into this one",
    "archive": "a document in an archive is @unpublished",
}
_BRACED = re.compile(r"\{[^{}]*\}")


def check(entry: Entry, path: str) -> Iterator[Problem]:
    """Yield what is missing, and what cannot be read or was meant otherwise."""
    yield from _missing(entry, path)
    yield from _date(entry, path)
    yield from _commands(entry, path)
    yield from _names(entry, path)
    yield from _language(entry, path)
    if isinstance(entry, Document):
        yield from (*_year(entry, path), *_offices(entry, path))
    else:
        yield from _type_and_fields(entry, path)


def _missing(entry: Entry, path: str) -> Iterator[Problem]:
    if not entry.title:
        yield Problem(path, entry.line, "BIB-FIELD", f"“{entry.key}” has no title", "add title = {...}")
    if isinstance(entry, Work) and not entry.unread and not entry.year:
        yield Problem(path, entry.line, "BIB-FIELD", f"“{entry.key}” has no year", "add year = {...}")


def _date(entry: Entry, path: str) -> Iterator[Problem]:
    date = entry.date if isinstance(entry, Document) else entry.fields.get("date", "")
    if date and not dates.is_edtf(date):
        hint = "write it as EDTF: 1954-09-30, 1955-06/1955-07, {1959-01-16,1959-01-17}, 1956-08-11?"
        yield Problem(path, entry.line, "BAD-DATE", f"“{date}” is not a date", hint)


def _language(entry: Entry, path: str) -> Iterator[Problem]:
    language = entry.fields.get("language", "")
    if language and not languages.CODE.fullmatch(language):
        message = f"“{language}” is no code of a language, and “{entry.key}” is set without one"
        yield Problem(path, entry.line, "LANGUAGE", message, "write it as fr, or ru-Latn for Latin letters")


def _commands(entry: Entry, path: str) -> Iterator[Problem]:
    """Yield commands of LaTeX that would be shown as they are written."""
    for name, value in (("title", entry.title), *((name, entry.fields.get(name, "")) for name in _SHOWN)):
        left = _COMMAND.search(value)
        if left is not None:
            message = f"{name} of “{entry.key}” has “{left.group()}”, which is not read"
            yield Problem(path, entry.line, "BIB-FIELD", message, "write the sign itself, in UTF-8")


def _names(entry: Entry, path: str) -> Iterator[Problem]:
    """Yield names that were meant as several."""
    hint = "join names with “and”, write “and others”, and put a body's name into braces"
    for role, parts in _parts(entry):
        sign = next((sign for part in parts if (sign := _JOINED.search(part))), None)
        if sign is not None:
            message = f"{role} of “{entry.key}” has “{sign.group()}” within a name"
            yield Problem(path, entry.line, "BIB-FIELD", message, hint)


def _parts(entry: Entry) -> Iterator[tuple[str, list[str]]]:
    """Yield the parts of the names that are split, by their roles."""
    roles = {"author": entry.authors}
    if isinstance(entry, Work):
        roles["editor"] = entry.editors
        for role in ("translator", "compiler"):
            written = _BRACED.sub("", entry.fields.get(role, ""))
            yield role, [part for name in written.split(" and ") for part in name.split(", ")]
    else:
        roles |= {"recipient": entry.recipients, "participants": entry.participants}
    for role, names in roles.items():
        yield role, [part for name in names if name.given for part in (name.family, name.given, str(name))]


def _type_and_fields(work: Work, path: str) -> Iterator[Problem]:
    """Yield a type that nobody knows, and fields that are spelt nearly like known ones."""
    meant = entrytypes.unknown_type(work.kind)
    if meant is not None:
        message = f"“{work.key}” is a @{work.kind}, which is no type of BibTeX, and is shown as a book"
        yield Problem(path, work.line, "UNKNOWN-TYPE", message, meant)
    for name in work.fields:
        if meant := _OF_OTHERS.get(name) or entrytypes.misspelt(name):
            message = f"“{work.key}” has a field “{name}”, which nothing reads"
            yield Problem(path, work.line, "UNKNOWN-FIELD", message, meant)


def _year(document: Document, path: str) -> Iterator[Problem]:
    year = document.fields.get("year", "")
    if year and not document.date:
        message = f"“{document.key}” has a field “year”, which nothing reads of a document"
        yield Problem(path, document.line, "UNKNOWN-FIELD", message, f"write date = {{{year}}}")


def _offices(document: Document, path: str) -> Iterator[Problem]:
    people = (*document.authors, *document.recipients, *document.participants)
    known = {part for name in people for part in (name.family, str(name), name.inverted())}
    named = [("offices", name, ", then a colon and the office") for name, _ in document.offices]
    bodies = (name.strip() for name in document.fields.get("bodies", "").split(";"))
    named += [("bodies", name, "; several are separated by semicolons") for name in bodies if name]
    for field, name, then in named:
        if name not in known:
            message = f"{field} names “{name}”, who is not in “{document.key}”"
            hint = f"write the name as in author, recipient or participants{then}"
            yield Problem(path, document.line, "BIB-FIELD", message, hint)

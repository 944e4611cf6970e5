"""`bibliography.bib` <-> works and documents. The one module that reads and writes BibTeX (with pybtex).

An `@unpublished` with a field `archive` is an archival document, every other entry is a work. Names
are `Family, Given`; a name in braces stands in its own order and is never split: `{Ho Chi Minh}`.
The fields are listed in the README.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TextIO

import pybtex.errors
from pybtex.database import BibliographyData, Person
from pybtex.database import Entry as BibEntry
from pybtex.database.input.bibtex import Parser
from pybtex.database.output.bibtex import Writer
from pybtex.richtext import Text
from pybtex.scanner import PybtexSyntaxError

from apparatus import entrytypes, languages
from apparatus.archives import OWN_FIELDS, Archives
from apparatus.entrychecks import check
from apparatus.model import Bibliography, Document, Entry, Name, Problem, Shelfmark, Work

PEOPLE = ("author", "editor", "translator", "compiler", "recipient", "participants")
ALSO_SHORT = "shorttitlevariants"  # further spellings of a short title, separated by " | "
SEPARATOR = " | "

_TITLES = ("title", "booktitle", "titletranslation")
_SAFE = re.compile(r"(?:[^\W_]|[\s.,:;()/?!*+='\"{}–—’‘“”…-])*")  # what LaTeX writes as it stands
_IN_BRACES = re.compile(r"[^{}]*|\{[^{}]*\}")
_LATEX = re.compile(r"[\\$~]|--|(?<!^)\{|\}(?!$)")  # beyond the braces around a whole value
# commands that set what is in braces after them, and say nothing of their own; `{\em x}` is the older form
_MARKUP = re.compile(
    r"\\(?:emph|text(?:it|bf|sc|rm|sf|tt|sl|up|md|normal)|mkbib(?:emph|italic|bold)|url|nolinkurl)\s*(?=\{)"
    r"|\\(?:em|it|bf|sc|sl|rm|tt|itshape|bfseries|scshape)\b\s*"
)
_PERCENT = re.compile(r"(?<!\\)%")  # begins a comment in LaTeX, and in BibTeX is a sign like others
_YEAR_FIRST = re.compile(r"\d{4}(?!\d)")
_VERBATIM = ("url", "doi", "eprint", "file")
# two hyphens and a tilde in an address are that
_ADDRESS_SIGNS = ((re.compile(r"(?<!\\)~"), r"{\\textasciitilde}"), (re.compile("-(?=-)"), "-{}"))


def read_bibliography(text: str, path: str, archives: Archives) -> tuple[Bibliography, tuple[Problem, ...]]:
    """Read a BibTeX file: entries in the file's order, and all that is wrong with them."""
    with pybtex.errors.capture() as faults:
        data = Parser(person_fields=PEOPLE).parse_string(text)
    lines = _lines(text)
    problems = [_problem(fault, path, lines, text) for fault in faults]
    entries: dict[str, Entry] = {}
    for key, entry in data.entries.items():
        line = lines.get(key.lower(), [0])[0]
        entries[key] = _read(key, entry, line, archives)
        # a fault of syntax takes fields away: they are not missing
        problems += [] if faults else check(entries[key], path)
    return Bibliography(entries, path, text), tuple(problems)


def format_bibliography(entries: Iterable[Entry]) -> str:
    """Write entries as BibTeX; `read_bibliography` reads them back equal."""
    data = BibliographyData({entry.key: _write(entry) for entry in entries})
    return str(_WRITER.to_string(data))


class _Writer(Writer):  # type: ignore[misc] # pybtex has no types
    """pybtex's own, which starts its codec anew for each value: 5 ms for words that need none.

    The records of 300 notes have the same few values again and again: each is written once.
    """

    def _write_field(self, stream: TextIO, type: str, value: str) -> None:  # noqa: A002 - pybtex's name
        stream.write(f",\n    {type} = {self._quoted(value)}")

    @cache  # noqa: B019 - there is one writer
    def _quoted(self, value: str) -> str:
        return str(self.quote(self._encode(value)))

    def _encode(self, text: str) -> str:
        return text if _SAFE.fullmatch(text) else str(super()._encode(text))

    def check_braces(self, s: str) -> None:
        """Look for unmatched braces where there are others than those around the whole."""
        if not _IN_BRACES.fullmatch(s):
            super().check_braces(s)


_WRITER = _Writer("utf-8")


def short_titles(entry: Entry) -> tuple[str, ...]:
    """Return the short titles of an entry: the one that it has, and other spellings of it."""
    variants = entry.fields.get(ALSO_SHORT, "").split(SEPARATOR)
    first = entry.shorttitle if isinstance(entry, Document) else entry.fields.get("shorttitle", "")
    return tuple(title for title in (first, *variants) if title)


def shown_forms(entry: Entry) -> tuple[str, ...]:
    """Return what can stand before an entry's key for it: short titles, for a work with names before them."""
    titles = short_titles(entry)
    if isinstance(entry, Document) or not titles:
        return titles
    names = [name.family for name in entry.authors or entry.editors if name.family != "others"]
    heads = [listed(names), f"{names[0]} et al."] if names else []
    return (*titles, *(f"{head}, {title}" for title in titles for head in heads))


def listed(names: Sequence[str]) -> str:
    """Join names as prints do: `A and B`, `A, B, and C`, `A et al.` where others follow."""
    if names[-1:] == ["others"]:
        return f"{', '.join(names[:-1])} et al."
    if len(names) <= 2:  # noqa: PLR2004 - two names take no comma
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def names_in(field: str) -> tuple[Name, ...]:
    """Return the people of a field that keeps them as text, such as `translator`."""
    return tuple(map(_name, _people(field)))


def translated_title(entry: Entry) -> str:
    """Return the translation of a title as it stands behind it, ` [Salt]`; empty where there is none."""
    translation = entry.fields.get("titletranslation", "")
    return f" [{translation}]" if translation else ""


def plain(value: str) -> str:
    """Return a BibTeX value as plain text, its braces and LaTeX symbols resolved."""
    value = " ".join(value.split())
    if not _LATEX.search(value):
        return value.strip("{}")
    value = _PERCENT.sub(r"\\%", _MARKUP.sub("", value))
    try:
        return str(Text.from_latex(value)).replace("\\$", "$")
    except PybtexSyntaxError:
        return _without_braces(value)


def _verbatim(value: str) -> str:
    """Return an address, in which LaTeX would read signs as others."""
    for sign, written in _ADDRESS_SIGNS:
        value = sign.sub(written, value)
    return plain(value)


def _read(key: str, entry: BibEntry, line: int, archives: Archives) -> Entry:
    fields = {name.lower(): _value(name.lower(), value) for name, value in entry.fields.items()}
    if language := fields.get("language") or fields.get("langid"):
        fields["language"] = languages.code_of(language)
    people = {role: tuple(_name(person) for person in persons) for role, persons in entry.persons.items()}
    if entry.type.lower() == "unpublished" and fields.get("archive"):
        return _document(key, fields, people, line, archives)
    fields = _as_bibtex(fields)
    known = {"title", "year", "yearsuffix"}
    rest = {name: value for name, value in fields.items() if name not in known}
    rest |= {
        role: " and ".join(map(_written, people[role])) for role in people if role not in ("author", "editor")
    }
    year = fields.get("year", "") + fields.get("yearsuffix", "")
    return Work(
        key, entry.type.lower(), fields.get("title", ""), year,
        people.get("author", ()), people.get("editor", ()), rest, line,
    )  # fmt: skip


def _value(name: str, value: str) -> str:
    """Return a field's value; an EDTF set has braces of its own: {1959-01-16,1959-01-17}."""
    return value if name == "date" else _verbatim(value) if name in _VERBATIM else plain(value)


def _as_bibtex(fields: dict[str, str]) -> dict[str, str]:
    """Return a work's fields with biblatex's in the place of BibTeX's that say the same."""
    found = {entrytypes.OLDER_NAMES.get(name, name): value for name, value in fields.items()} | {
        name: value for name, value in fields.items() if name not in entrytypes.OLDER_NAMES and value
    }
    for title in ("title", "booktitle"):
        subtitle = found.pop(f"{title.removesuffix('title')}subtitle", "")
        if subtitle and found.get(title):
            found[title] += f"{' ' if found[title].endswith(('?', '!')) else ': '}{subtitle}"
    year = _YEAR_FIRST.match(found.get("date", ""))
    if year and not found.get("year"):
        found["year"] = year.group()
    return found


def _document(
    key: str, fields: dict[str, str], people: Mapping[str, tuple[Name, ...]], line: int, archives: Archives
) -> Document:
    archive = archives.get(fields["archive"])
    known = [level.field for level in archive.levels] if archive else _guessed_levels(fields)
    levels = tuple((name, fields[name]) for name in known if fields.get(name))
    rest = {name: value for name, value in fields.items() if name not in OWN_FIELDS and name not in known}
    return Document(
        key, fields.get("type", ""), fields.get("title", ""), Shelfmark(fields["archive"], levels),
        fields.get("date", ""), people.get("author", ()), people.get("recipient", ()),
        people.get("participants", ()), _offices(fields.get("offices", "")), fields.get("shorttitle", ""),
        rest, line,
    )  # fmt: skip


def _guessed_levels(fields: Mapping[str, str]) -> list[str]:
    """Name the levels of an archive that nobody described: the four of a Russian archive."""
    return [name for name in ("fond", "opis", "papka", "delo") if name in fields]


def _offices(value: str) -> tuple[tuple[str, str], ...]:
    """offices = name ":" office { ";" name ":" office }."""
    pairs = (part.partition(":") for part in value.split(";") if part.strip())
    return tuple((name.strip(), office.strip()) for name, _, office in pairs)


def _name(person: Person) -> Name:
    family = " ".join([*person.prelast_names, *person.last_names])
    given = " ".join([*person.first_names, *person.middle_names])
    lineage = " ".join(person.lineage_names)
    return Name(plain(family), plain(f"{given}, {lineage}" if lineage else given))


def _written(name: Name) -> str:
    """Write a name so that it is read back unsplit; `others` is BibTeX's word for et al."""
    if name.family == "others":
        return "others"
    family, given = _without_braces(name.family), _without_braces(name.given)
    return f"{family}, {given}" if given else f"{{{family}}}"


def _write(entry: Entry) -> BibEntry:
    return _write_document(entry) if isinstance(entry, Document) else _write_work(entry)


def _write_work(work: Work) -> BibEntry:
    year, suffix = _year(work.year)
    fields = {"title": work.title, "year": year, "yearsuffix": suffix}
    fields |= {name: value for name, value in work.fields.items() if name not in PEOPLE}
    persons: dict[str, Any] = {"author": work.authors, "editor": work.editors}
    written = {role: [_person(name) for name in names] for role, names in persons.items() if names}
    for role in ("translator", "compiler"):
        if work.fields.get(role):
            written[role] = _people(work.fields[role])
    return BibEntry(work.kind, _fields(fields), written)


def _people(field: str) -> list[Person]:
    return [Person(text) for text in field.split(" and ")] if field else []


def _write_document(document: Document) -> BibEntry:
    fields = {"type": document.kind, "title": document.title, "date": document.date}
    fields |= {"archive": document.shelfmark.archive, **dict(document.shelfmark.levels)}
    fields |= {"shorttitle": document.shorttitle, **document.fields}
    fields["offices"] = "; ".join(f"{name}: {office}" for name, office in document.offices)
    roles = {
        "author": document.authors,
        "recipient": document.recipients,
        "participants": document.participants,
    }
    persons = {role: [_person(name) for name in names] for role, names in roles.items() if names}
    return BibEntry("unpublished", _fields(fields), persons)


def _fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Return what is not empty, as BibTeX should have it.

    Titles stand in braces, or styles that write titles in small letters would do so with the names in
    them; two apostrophes are no quotation mark, two hyphens no dash.
    """
    written = {
        name: value if name == "date" else _unligatured(value) for name, value in fields.items() if value
    }
    return {name: f"{{{value}}}" if name in _TITLES else value for name, value in written.items()}


@cache  # most of what the records of notes say of their book is the same
def _unligatured(value: str) -> str:
    """Put an empty group between two signs that LaTeX would read as one."""
    return re.sub(r"(?<=['`,-])(?=['`,-])|(?<=[!?])(?=`)", "{}", _without_braces(value))


def _without_braces(value: str) -> str:
    """Write braces as brackets: BibTeX has no way to write a single one."""
    return re.sub(r"\\?\{", "(", re.sub(r"\\?\}", ")", value))


@cache
def _person(name: Name) -> Person:
    return Person(_written(name))


def _year(year: str) -> tuple[str, str]:
    match = re.fullmatch(r"(\d{4})([a-z])", year)
    return (match.group(1), match.group(2)) if match else (year, "")


def _lines(text: str) -> dict[str, list[int]]:
    """Return the lines on which each key is defined, keys in lower case."""
    lines: dict[str, list[int]] = {}
    for match in re.finditer(
        r"^[ \t]*@(?!comment|string|preamble)\w+\s*[{(]\s*([^\s,}]+)", text, re.MULTILINE | re.IGNORECASE
    ):
        lines.setdefault(match.group(1).lower(), []).append(text.count("\n", 0, match.start()) + 1)
    return lines


def _problem(fault: Exception, path: str, lines: Mapping[str, list[int]], text: str) -> Problem:
    message = str(fault)
    repeated = re.search(r"repeated bibliography entry: (\S+)", message)
    if repeated is not None:
        key = repeated.group(1)
        first, *more = lines.get(key.lower(), [0])
        hint = f"first on line {first}; keys are addresses, rename the newer one"
        return Problem(path, (more or [first])[0], "DUPLICATE-KEY", f"two entries have the key “{key}”", hint)
    names = re.fullmatch(r"Too many commas in '(.+)'", message, re.DOTALL)
    if names is not None:
        line = text.count("\n", 0, text.find(names.group(1))) + 1 if names.group(1) in text else 0
        message = f"“{names.group(1)}” cannot be one name"
        return Problem(path, line, "BIB-SYNTAX", message, "join names with “and”: Holm, Nils and Berg, Ada")
    line = getattr(fault, "lineno", None) or _line_of_key(message, lines)
    message = re.sub(r"^syntax error in line \d+: |in line \d+: ", "", message)
    return Problem(path, line, "BIB-SYNTAX", message, "see the entry that begins on or before this line")


def _line_of_key(message: str, lines: Mapping[str, list[int]]) -> int:
    match = re.search(r"key (\S+)", message)
    return lines.get(match.group(1).lower(), [0])[0] if match else 0

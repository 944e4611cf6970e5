"""Reads `import.yml`, the few settings that an importer cannot guess from the text.

Keys (all optional):

    title, author, year, publisher, place, series   what the title page says, where it is not understood
    subtitle        the book's subtitle
    language        the language of its text, as a code (`de`); guessed when absent
    numbering       `book` (notes run through) or `chapter` (notes start again); guessed when absent
    bibliography    heading words of the bibliography: a list, or one string
    notes           heading words of the notes
    contents        heading words of the table of contents
    page_marks      regular expressions; a line that one of them matches whole is a running head or a page
                    number and is left out
    archives        a mapping that describes archives as `notes/archives.yml` does; a level may have a
                    `pattern` too, a regular expression for values that have no figure in them
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from rapidfuzz import process

from apparatus.model import Problem
from apparatus.yamlfile import read_yaml

BIBLIOGRAPHY = (
    "Bibliography",
    "Works cited",
    "References",
    "Select bibliography",
    "Selected bibliography",
    "Literature",
    "Literature cited",
    "Works consulted",
    "List of references",
    "Literatur",
    "Literaturverzeichnis",
    "Bibliographie",
    "Litteratur",
    "Litteraturliste",
    "Bibliografi",
)
NOTES = (
    "Notes",
    "Endnotes",
    "End notes",
    "Notes and references",
    "Footnotes",
    "Anmerkungen",
    "Endnoten",
    "Noter",
    "Sluttnoter",
)
CONTENTS = (
    "Contents",
    "Table of contents",
    "List of contents",
    "Inhalt",
    "Inhaltsverzeichnis",
    "Innhold",
    "Innholdsfortegnelse",
    "Indhold",
    "Innehåll",
    "Table des matières",
)
TEXTS = ("title", "subtitle", "author", "year", "publisher", "place", "series", "language")
WORDS = ("bibliography", "notes", "contents", "page_marks")


@dataclass(frozen=True, slots=True)
class Settings:
    """What `import.yml` says; every field has a default, so that a book can do without the file."""

    title: str = ""
    subtitle: str = ""
    author: str = ""
    year: str = ""
    publisher: str = ""
    place: str = ""
    series: str = ""
    language: str = ""
    numbering: str = ""  # "book", "chapter", or empty: guessed
    bibliography: tuple[str, ...] = BIBLIOGRAPHY
    notes: tuple[str, ...] = NOTES
    contents: tuple[str, ...] = CONTENTS
    page_marks: tuple[str, ...] = ()
    archives: Mapping[str, Any] = field(default_factory=dict)


def read_settings(text: str, path: str) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings of `import.yml`'s text, and a problem for each key that cannot be.

    A key with a problem keeps its default.
    """
    data, faults = read_yaml(text, path)
    if faults or data is None:
        return Settings(), faults
    if not isinstance(data, dict):
        return Settings(), (Problem(path, 1, "SETTING", "the file is not a mapping of keys to values"),)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in data.items():
        fault, hint = _fault(str(key), value)
        if fault:
            problems.append(Problem(path, _line_of(str(key), text), "SETTING", fault, hint))
        else:
            values[str(key)] = _value(str(key), value)
    return Settings(**values), tuple(problems)


def _fault(key: str, value: object) -> tuple[str, str]:
    """Return what is wrong with a key and its value, and a hint; two empty strings when nothing is."""
    known = [f.name for f in fields(Settings)]
    if key not in known:
        nearest = process.extractOne(key, known, score_cutoff=50)
        return (
            f"unknown key {key!r}",
            f"did you mean {nearest[0]!r}?" if nearest else f"known: {', '.join(known)}",
        )
    if key == "numbering" and value not in ("book", "chapter"):
        return f"numbering cannot be {value!r}", "book or chapter"
    if key in TEXTS and not isinstance(value, str | int):
        return f"{key} cannot be {value!r}", "a text"
    if key in WORDS and not _is_words(value):
        return f"{key} cannot be {value!r}", "a text or a list of texts"
    if key == "archives" and not isinstance(value, dict):
        return f"archives cannot be {value!r}", "a mapping"
    return _bad_pattern(value) if key == "page_marks" and isinstance(value, str | list) else ("", "")


def _is_words(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))


def _bad_pattern(value: str | list[str]) -> tuple[str, str]:
    for pattern in _words(value):
        try:
            re.compile(pattern)
        except re.error as error:
            return f"page_marks has {pattern!r}, which is no regular expression", str(error)
    return "", ""


def _words(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _value(key: str, value: object) -> object:
    if key in WORDS and isinstance(value, str | list):
        return _words(value)
    return str(value) if key in TEXTS else value


def _line_of(key: str, text: str) -> int:
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*:", line):
            return number
    return 0

"""Shelfmarks: what an archive's levels are called, reading, ordering and writing; the finding list.

`archives.yml` has one entry for each archive, under the abbreviation that citations use:

    AVPRF:
      name: Arkhiv Vneshney Politiki Rossiyskoy Federatsii
      translation: Foreign Policy Archive of the Russian Federation
      place: Moscow
      levels:                    # from the outside in; `mark` stands before the value in a shelfmark
        - {field: fond, mark: f.}
        - {field: opis, mark: op.}
      stands: last               # where the abbreviation stands in a citation: first or last
      separator: ", "            # between the levels
      units:                     # names of units at the outermost level
        "079": Referentura on Vietnam
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from apparatus import dates
from apparatus.hints import nearest
from apparatus.model import Document, Problem, Shelfmark
from apparatus.slugs import latin
from apparatus.yamlfile import read_yaml


@dataclass(frozen=True, slots=True)
class Level:
    """One level of an archive's order: the BibTeX field, and the mark before its value (`op.`)."""

    field: str
    mark: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive, and how its shelfmarks are written."""

    key: str
    name: str = ""
    translation: str = ""
    place: str = ""
    levels: tuple[Level, ...] = ()
    stands: str = "last"
    separator: str = ", "
    units: Mapping[str, str] = field(default_factory=dict)

    def level(self, name: str) -> Level | None:
        """Return the level of that field."""
        return next((level for level in self.levels if level.field == name), None)


Archives = Mapping[str, Archive]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A node of the finding list: a level's value, what is below it, and the documents in it."""

    shelfmark: Shelfmark
    level: Level | None  # None for the archive itself
    name: str
    shelves: tuple[Shelf, ...] = ()
    documents: tuple[Document, ...] = ()


# what every document may have
OWN_FIELDS = frozenset(
    ["title", "type", "date", "archive", "shorttitle", "offices", "author", "recipient", "participants"]
)
# what a document may have beside its shelfmark: our own fields, and BibTeX's common ones
_OTHER_FIELDS = frozenset(
    [
        "titletranslation", "shorttitlevariants", "bodies", "note", "keywords", "url", "doi", "urldate",
        "language", "langid", "abstract", "annote", "annotation", "file", "howpublished", "month", "year",
        "pages",
        "addendum",
    ]
)  # fmt: skip
_FIELDS = {"name", "translation", "place", "levels", "stands", "separator", "units"}


def read_archives(text: str, path: str) -> tuple[dict[str, Archive], tuple[Problem, ...]]:
    """Read `archives.yml`."""
    data, faults = read_yaml(text, path)
    if faults or data is None:
        return {}, faults
    if not isinstance(data, dict):
        return {}, (Problem(path, 1, "YAML-SYNTAX", "a list of archives by abbreviation is expected"),)
    archives: dict[str, Archive] = {}
    problems: list[Problem] = []
    for key, value in data.items():
        try:
            archives[str(key)] = _archive(str(key), value)
        except (TypeError, ValueError) as error:
            message = f"the archive “{key}” cannot be read: {error}"
            problems.append(
                Problem(path, _line_of(text, str(key)), "SETTING", message, "see the formats in the README")
            )
    return archives, tuple(problems)


def format_archives(archives: Archives) -> str:
    """Write `archives.yml`; `read_archives` reads it back."""
    return yaml.safe_dump(
        {archive.key: _plain(archive) for archive in archives.values()},
        allow_unicode=True,
        sort_keys=False,
        width=110,
    )


def format_shelfmark(shelfmark: Shelfmark, archives: Archives) -> str:
    """Write the levels without the archive: `f. 079, op. 9, p. 6, d. 8`."""
    archive = archives.get(shelfmark.archive, Archive(shelfmark.archive))
    parts = []
    for name, value in shelfmark.levels:
        level = archive.level(name)
        parts.append(f"{level.mark} {value}" if level and level.mark else value)
    return archive.separator.join(parts)


def anchor(shelfmark: Shelfmark, archives: Archives, *, written: Callable[[str], str] = latin) -> str:
    """Return the name of a shelf in the finding list, not yet unique: `avprf-f079-op9-p6-d8`.

    `written` returns a part in small letters; all but ASCII's are left out.
    """
    archive = archives.get(shelfmark.archive, Archive(shelfmark.archive))
    marks = [
        (level.mark if (level := archive.level(name)) and level.mark else "") + value
        for name, value in shelfmark.levels
    ]
    return "-".join(slug for part in (shelfmark.archive, *marks) if (slug := _slug(written(part))))


def natural(value: str) -> tuple[tuple[int, int, str], ...]:
    """Order `06`, `079`, `0100` and `13`, `13a` as an archivist would."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part.lower())
        for part in re.split(r"(\d+)", value)
        if part
    )


def shelf_order(shelfmark: Shelfmark) -> tuple[object, ...]:
    """Order shelfmarks by archive, then level by level."""
    return shelfmark.archive, tuple(natural(value) for _, value in shelfmark.levels)


def finding_list(documents: Iterable[Document], archives: Archives) -> tuple[Shelf, ...]:
    """Arrange documents by archive and level; under the innermost level by date.

    Units that `archives.yml` names have their shelves too where no document is from them.
    """
    by_archive: dict[str, list[Document]] = {key: [] for key, archive in archives.items() if archive.units}
    for document in documents:
        by_archive.setdefault(document.shelfmark.archive, []).append(document)
    return tuple(
        _shelf(Shelfmark(key, ()), by_archive[key], archives.get(key, Archive(key)))
        for key in sorted(by_archive)
    )


def shelfmarks(shelves: Iterable[Shelf]) -> Iterator[Shelfmark]:
    """Yield the shelfmark of every node of a finding list."""
    for shelf in shelves:
        yield shelf.shelfmark
        yield from shelfmarks(shelf.shelves)


def check_shelfmarks(documents: Iterable[Document], archives: Archives, path: str) -> tuple[Problem, ...]:
    """Report archives and levels that `archives.yml` does not know, and documents without a level."""
    problems = []
    for document in documents:
        mark = document.shelfmark
        archive = archives.get(mark.archive)
        if archive is None:
            known = ", ".join(sorted(archives)) or "none"
            message = f"archives.yml does not know the archive “{mark.archive}”"
            problems.append(Problem(path, document.line, "UNKNOWN-ARCHIVE", message, f"known: {known}"))
            continue
        known = ", ".join(level.field for level in archive.levels)
        names = [
            *(name for name, _ in mark.levels),
            *(name for name in document.fields if name not in _OTHER_FIELDS),
        ]
        problems += [
            Problem(path, document.line, "UNKNOWN-LEVEL", *_unknown(name, archive))
            for name in names
            if archive.level(name) is None
        ]
        if not names:
            message = f"“{document.key}” has no shelfmark"
            problems.append(
                Problem(path, document.line, "BIB-FIELD", message, f"give one or more of: {known}")
            )
    return tuple(problems)


def _unknown(name: str, archive: Archive) -> tuple[str, str]:
    """Say of a field that it is none, nor a level, and what may have been meant."""
    levels = [level.field for level in archive.levels]
    meant = nearest(name, sorted({*levels, *OWN_FIELDS, *_OTHER_FIELDS}))
    if meant:
        return f"“{name}” is neither a field of a document nor a level of {archive.key}", meant
    return f"{archive.key} has no level “{name}”", f"its levels: {', '.join(levels)}"


def _shelf(at: Shelfmark, documents: list[Document], archive: Archive) -> Shelf:
    """Build the node for `at` from all documents in or below it."""
    depth = len(at.levels)
    level = archive.level(at.levels[-1][0]) if depth else None
    name = archive.name if depth == 0 else archive.units.get(at.levels[0][1], "") if depth == 1 else ""
    here = sorted((d for d in documents if d.shelfmark == at), key=by_date)
    below = [d for d in documents if len(d.shelfmark.levels) > depth]
    named = _units(archive) if depth == 0 else set()
    marks = {Shelfmark(at.archive, d.shelfmark.levels[: depth + 1]) for d in below} | named
    shelves = [
        _shelf(mark, [d for d in below if d.shelfmark.levels[: depth + 1] == mark.levels], archive)
        for mark in sorted(marks, key=shelf_order)
    ]
    return Shelf(at, level, name, tuple(shelves), tuple(here))


def _units(archive: Archive) -> set[Shelfmark]:
    """Return the shelves of the units that the archive names."""
    outermost = archive.levels[0].field if archive.levels else ""
    return {Shelfmark(archive.key, ((outermost, value),)) for value in archive.units if outermost}


def by_date(document: Document) -> tuple[object, ...]:
    """Return what documents are put in order by: their dates, then their keys."""
    return dates.sort_key(document.date), document.key


def _archive(key: str, value: Any) -> Archive:  # noqa: ANN401 - what YAML gives can be anything
    if not isinstance(value, dict):
        raise TypeError("fields such as name: and levels: are expected")
    unknown = sorted(set(value) - _FIELDS)
    if unknown:
        raise ValueError(f"unknown field {unknown[0]}: (known: {', '.join(sorted(_FIELDS))})")
    levels, units = value.get("levels") or [], value.get("units") or {}
    if not isinstance(levels, list) or not all(
        isinstance(level, dict) and "field" in level for level in levels
    ):
        raise TypeError("levels: is a list, and each of them has a field:")
    if not isinstance(units, dict):
        raise TypeError("units: has names by the values of the outermost level")
    stands = str(value.get("stands", "last"))
    if stands not in ("first", "last"):
        raise ValueError("stands: is either first or last")
    return Archive(
        key,
        str(value.get("name", "")),
        str(value.get("translation", "")),
        str(value.get("place", "")),
        tuple(
            Level(str(level["field"]), str(level.get("mark", "")), str(level.get("name", "")))
            for level in levels
        ),
        stands,
        str(value.get("separator", ", ")),
        {str(unit): str(name) for unit, name in units.items()},
    )


def _plain(archive: Archive) -> dict[str, Any]:
    """Return the archive as YAML has it, without what is empty."""
    levels = [
        {name: text for name, text in (("field", lv.field), ("mark", lv.mark), ("name", lv.name)) if text}
        for lv in archive.levels
    ]
    plain = {
        "name": archive.name,
        "translation": archive.translation,
        "place": archive.place,
        "levels": levels,
        "stands": archive.stands,
        "separator": archive.separator,
        "units": dict(archive.units),
    }
    return {name: value for name, value in plain.items() if value}


def _line_of(text: str, key: str) -> int:
    match = re.search(rf"^[\"']?{re.escape(key)}[\"']?\s*:", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 0


def _slug(text: str) -> str:
    """Return letters and figures; figures that a sign parts stay parted: `1-1154` is not `11-154`."""
    parts = re.split(r"(?<=\d)[^a-z0-9]+(?=\d)", text)
    return "-".join(re.sub(r"[^a-z0-9]+", "", part) for part in parts)

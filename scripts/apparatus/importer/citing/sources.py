"""The archives of a print: what its list of archival sources and its notes say of them.

archive = name [ "[" translation "]" ] "(" abbreviation ")" [ place ]
unit    = level-word value ( "|" | ":" | "-" ) name          such as: Fund 06 | Secretariat of ...
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from apparatus.archives import Archive, Level
from apparatus.importer.book import Part
from apparatus.importer.citing.documents import ArchivalCitation
from apparatus.printed.shelfmarks import SHAPES, Shape

_ABBREVIATION = r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*"
_ARCHIVE = re.compile(
    rf"(?P<name>[A-Z][^\[\]()|\n]+?)\s*(?:\[(?P<translation>[^\]]+)\]\s*)?\((?P<key>{_ABBREVIATION})\)"
)
_LOWER = re.compile(r"archival sources? in (?P<place>[A-Z]\w+)", re.IGNORECASE)


def read_sources(parts: Iterable[Part], citations: Sequence[ArchivalCitation]) -> dict[str, Archive]:
    """Return the archives that the notes cite, with what the parts on sources tell of them."""
    archives = {
        key: Archive(key, levels=_levels(shape), stands=stands, separator=shape.separator)
        for key, shape, stands in _cited(citations)
    }
    for citation in citations:
        key, mark = citation.shelfmark.archive, citation.mark
        if mark.archive_name and not archives[key].name:
            archives[key] = replace(archives[key], name=mark.archive_name, place=mark.archive_place)
    text = "\n\n".join(block.text for part in parts if part.kind == "sources" for block in part.blocks)
    text += "\n\n".join(
        block.heading.text
        for part in parts
        if part.kind == "sources"
        for block in part.blocks
        if block.heading
    )
    return _described(text, archives)


def _cited(citations: Iterable[ArchivalCitation]) -> list[tuple[str, Shape, str]]:
    """Return each archive once, with its shape and where its abbreviation mostly stands."""
    shapes: dict[str, Shape] = {}
    places: dict[str, Counter[str]] = {}
    for citation in citations:
        key = citation.shelfmark.archive
        shapes.setdefault(key, citation.mark.shape)
        if citation.mark.shelfmark.archive:  # else it is filled in, and stands nowhere
            place = "first" if citation.mark.leading else "last"
            places.setdefault(key, Counter())[place] += 1
    return [
        (key, shapes[key], places[key].most_common(1)[0][0] if key in places else "last")
        for key in sorted(shapes)
    ]


def _levels(shape: Shape) -> tuple[Level, ...]:
    return tuple(Level(level.field, level.mark) for level in shape.levels)


def _described(text: str, archives: Mapping[str, Archive]) -> dict[str, Archive]:
    """Add names, translations, places and units from the list of archival sources."""
    out = dict(archives)
    heads = list(_ARCHIVE.finditer(text))
    place = _LOWER.search(text)
    for head, following in zip_longest(heads, heads[1:]):
        key = head["key"]
        known = out.get(key) or Archive(key, levels=_levels(SHAPES[0]))
        section = text[head.end() : following.start() if following else len(text)]
        out[key] = replace(
            known,
            name=head["name"].strip() or known.name,
            translation=(head["translation"] or "").strip(),
            place=place["place"] if place else known.place,
            units={**known.units, **_units(section, known)},
        )
    return out


def _units(section: str, archive: Archive) -> dict[str, str]:
    """Read units: `unit = level-word value name`, a line or a row of a table each."""
    words = "fun?ds?|fonds?|f\\.|record group|rg|series|collection"
    row = re.compile(
        rf"^[|\s*-]*(?:{words})\s*(?P<value>\d+\w*)\s*(?:\||:|-|–|\t)\s*(?P<name>[^|\n]+)",
        re.IGNORECASE | re.MULTILINE,
    )
    return (
        {match["value"]: match["name"].strip() for match in row.finditer(section)} if archive.levels else {}
    )

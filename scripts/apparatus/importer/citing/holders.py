"""Which archive a shelfmark belongs to: the one that its clause names, or the only one that it can be.

An archive in words is the one that a note gives an abbreviation by that name; without one it stays open.
A shelfmark without an archive is of the only archive of the book that has such levels; a class and piece
only where that archive is known to have such a class, or where it follows another of its shelfmarks in a
list. Of several archives it is the one that has the same class elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from apparatus.importer.book import PrintNote
from apparatus.model import Span
from apparatus.printed.clauses import boundaries
from apparatus.printed.keepers import Keeper, declarations, folded_name, keepers, names_of
from apparatus.printed.shelfmarks import PrintedShelfmark, Shape

_LETTERS = re.compile(r"[A-Z]+")
_LISTED = re.compile(r"\s*(?:[;,]|,?\s+and)\s+")


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A shelfmark in its note, with what its clause says of its archive."""

    note: PrintNote
    mark: PrintedShelfmark
    clause: str = ""  # around it, as far as no other shelfmark has it
    words: str = ""  # an archive that the clause names in words, where the shelfmark has none
    listed: bool = False  # it follows another shelfmark as the next of a list


@dataclass(frozen=True, slots=True)
class _Holding:
    """What an archive of the book is known to have: levels of an order, and the value of the outermost."""

    archive: str
    order: object
    outermost: str
    keyed: bool  # it has an abbreviation


@dataclass(frozen=True, slots=True)
class Held:
    """The archive of a shelfmark, or why it is open."""

    archive: str = ""
    reason: str = ""


def declared_archives(notes: Iterable[PrintNote]) -> tuple[Keeper, ...]:
    """Return the archives that notes give an abbreviation, each once."""
    found: dict[str, Keeper] = {}
    for note in notes:
        for keeper in declarations(note.text):
            found.setdefault(keeper.key, keeper)
    return tuple(found.values())


def with_names(shapes: Iterable[Shape], declared: Sequence[Keeper]) -> tuple[Shape, ...]:
    """Let the shapes of any archive have archives by the names that notes declare."""
    names = names_of(declared)
    return tuple(
        shape if shape.archives or not names else replace(shape, names=f"{names}|{shape.names}".strip("|"))
        for shape in shapes
    )


def placed(note: PrintNote, marks: Sequence[PrintedShelfmark]) -> list[PlacedMark]:
    """Return a note's shelfmarks with the archives that their clauses name in words."""
    out: list[PlacedMark] = []
    for place, mark in enumerate(marks):
        before = marks[place - 1].span.end if place else 0
        after = marks[place + 1].span.start if place + 1 < len(marks) else len(note.text)
        listed = place > 0 and bool(_LISTED.fullmatch(note.text, before, mark.span.start))
        clause = _clause(note.text, before, mark.span, after)
        words = "" if mark.shelfmark.archive else next((keeper.words for keeper in keepers(clause)), "")
        if listed and not words and not mark.shelfmark.archive:
            words = out[-1].words  # The National Archives, BT 1/213; MT 10/88
        out.append(PlacedMark(note, mark, clause, words, listed))
    return out


def held_by(marks: Sequence[PlacedMark], declared: Sequence[Keeper]) -> list[Held]:
    """Return the archive of each shelfmark, in their order."""
    names = _by_name(declared)
    named = [_named(placed.mark, names) for placed in marks]
    held: list[_Holding] = [
        _Holding(key or f"“{one.words}”", _order(one.mark), one.mark.shelfmark.levels[0][1], bool(key))
        for one, key in zip(marks, named, strict=True)
        if key or one.words
    ]
    known = {*named, *(keeper.key for keeper in declared)} - {""}
    out: list[Held] = []
    for place, (one, key) in enumerate(zip(marks, named, strict=True)):
        before = out[-1].archive if place and one.listed else ""
        out.append(Held(key) if key else _likely(one, held, before, known))
    return out


def _likely(one: PlacedMark, held: Sequence[_Holding], before: str, known: Iterable[str]) -> Held:
    """Take the only archive that it can be, where the clause speaks for no other."""
    if one.words:
        return Held("", f"the archive “{one.words}” has no abbreviation")
    alike = [other for other in held if other.order == _order(one.mark)]
    sure = _sure(one, alike, before)
    others = {key for key in known if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", one.clause)} - {sure}
    if sure and not others:
        return Held(sure)
    likely = sorted({other.archive for other in alike} | others)
    candidates = f" (candidates: {', '.join(likely)})" if likely else ""
    return Held("", f"an archival citation names no archive{candidates}")


def _sure(one: PlacedMark, alike: Sequence[_Holding], before: str) -> str:
    """Return the archive that a shelfmark without one must be of, empty where it is not sure."""
    outermost = one.mark.shelfmark.levels[0][1]
    keyed = {other.archive for other in alike if other.keyed}
    if not one.mark.shape.volume_like:
        return next(iter(keyed)) if len({other.archive for other in alike}) == 1 and keyed else ""
    same = {other.archive for other in alike if other.outermost == outermost}
    letters = {other.archive for other in alike if _letters(other.outermost) == _letters(outermost)}
    # an archive alone has all classes of the same letters, one of several the class that it has elsewhere
    fitting = letters if len(keyed) == 1 else same
    if len(fitting) == 1:
        return next(iter(fitting & keyed), "")
    return before if not letters and {other.archive for other in alike} == {before} else ""


def _clause(text: str, before: int, span: Span, after: int) -> str:
    """Return what stands around a shelfmark in its clause, a semicolon in its place."""
    begin = boundaries(text, before, span.start)[-1]
    stops = boundaries(text, span.end, after)
    return f"{text[begin : span.start]}; {text[span.end : stops[1] if len(stops) > 1 else after]}"


def _named(mark: PrintedShelfmark, names: Mapping[str, Sequence[Keeper]]) -> str:
    """Return the archive that stands at a shelfmark; one by its name as its abbreviation, if it is sure."""
    key = mark.shelfmark.archive
    name, _, place = key.partition(", ")
    same = [k for k in names.get(folded_name(name), ()) if not place or k.place == place]
    return same[0].key if len(same) == 1 else key


def _by_name(declared: Iterable[Keeper]) -> dict[str, list[Keeper]]:
    names: dict[str, list[Keeper]] = {}
    for keeper in declared:
        names.setdefault(folded_name(keeper.name), []).append(keeper)
    return names


def _order(mark: PrintedShelfmark) -> object:
    """Return what shapes share whose shelfmarks look the same: their levels."""
    return mark.shape.separator, tuple(level.field for level in mark.shape.levels)


def _letters(outermost: str) -> str:
    """Return the letters of a class: `FO` of `FO 371`."""
    match = _LETTERS.match(outermost)
    return match.group() if match else ""

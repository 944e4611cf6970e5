"""Shelfmarks as notes print them.

    shelfmark = [ archive "," ] level { [","] level } [ [","] folios ] [ "," words ] [ [","] archive ]
    level     = mark value [ "(" words ")" ]      mark: "f.", "fund (f.)", "op.", "Box" ...
    folios    = folio-mark value { "," value }    folio-mark: "p.", "pp.", "page(s) (pp.)", "l.", "fol."
    archive   = abbreviation | name "(" abbreviation ")"

A *shape* says which levels follow each other. Where a mark stands twice in a row and the level before
it is missing, the first is read as that level, and the fault is reported: `f. 079, p. 14, p. 24`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apparatus.locators import parse_locators
from apparatus.model import Locator, Shelfmark, Span
from apparatus.printed.scanner import Scanner


@dataclass(frozen=True, slots=True)
class LevelMark:
    """A level of a shape: its field, the mark that an edition writes, and the words that a print has."""

    field: str
    mark: str
    words: str  # regular expression
    value: str = ""  # regular expression of its values; empty: the shape's


@dataclass(frozen=True, slots=True)
class Shape:
    """The order of an archive's levels; `separator` stands between two of them."""

    levels: tuple[LevelMark, ...]
    separator: str = ", "
    archives: tuple[str, ...] = ()  # abbreviations that this shape belongs to; empty: any
    least: int = 2  # levels that make a shelfmark
    value: str = r"\d+(?:[a-zа-я]\b)?(?:/\d+)*"


@dataclass(frozen=True, slots=True)
class PrintedShelfmark:
    """A shelfmark with its folios, where it stands, and what had to be read against the letter."""

    span: Span
    shelfmark: Shelfmark
    shape: Shape
    locators: tuple[Locator, ...] = ()
    suffix: str = ""
    faults: tuple[tuple[str, str], ...] = ()  # (as printed, as read)
    archive_name: str = ""  # where the print spells the archive's name out
    comments: tuple[tuple[str, str], ...] = ()  # (level, words): ("fond", "China fond")
    leading: bool = False  # the archive stands before the levels


def _spelt(word: str, short: str) -> str:
    """Match a level's mark: `opis`, `opis (op.)`, `op.`, `op`."""
    return rf"(?:(?:{word})s?\s*(?:\(\s*{short}\.?\s*\))?|{short}\.)"


RUSSIAN = Shape(
    (
        LevelMark("fond", "f.", _spelt("fun?d|fond", "f")),
        LevelMark("opis", "op.", _spelt("opis", "op")),
        LevelMark("papka", "p.", rf"(?:{_spelt('papka', 'p')}|pap\.|por\.)"),
        LevelMark("delo", "d.", rf"(?:{_spelt('delo', 'd')}|ed\.\s?khr\.)"),
    )
)
RECORD_GROUP = Shape(
    (
        LevelMark("group", "RG", r"(?:Record Group|RG)"),
        LevelMark("entry", "Entry", r"Entry"),
        LevelMark("box", "Box", r"[Bb]ox"),
        LevelMark("folder", "Folder", r"[Ff]older", r"\d+[A-Za-z]?|[\"“][^\"“”]+[\"”]"),
    )
)
CLASS_PIECE = Shape(
    (LevelMark("class", "", r"(?=[A-Z]{2,5} \d{1,3}/\d)"), LevelMark("piece", "", "")),
    separator="/",
    value=r"(?:[A-Z]{2,5} \d{1,3}(?=/)|\d+(?:/\d+)*)",
)
SHAPES: tuple[Shape, ...] = (RUSSIAN, RECORD_GROUP, CLASS_PIECE)

# an abbreviation has two capitals at least: AVPRF, RTsKhIDNI, NARA
_ABBREVIATION = r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*"
_GAP = re.compile(r"\s*,?\s*")
_COMMENT = re.compile(r"\s*\((?!-)([^()\d][^()]*)\)")
_FOLIO_MARK = re.compile(
    r"(?:page\(s\)\s*\(pp?\.?\)|pages?|pp?\.|[Ss]\.|(?P<folio>ll?\.|listy?|fols?\.|folios?|Bl\.|Blatt))"
    r"\s*(?=[\divxlc])",
    re.IGNORECASE,
)
_CUT = re.compile(r"[\w-]*\w")  # what is left of a folio that was read in part: `-7ob` of `5-7ob`
_ODD_FOLIOS = re.compile(r"\d+\s?\(-?\d+\)")
_ARCHIVE = re.compile(
    rf"[,\s]*(?:(?P<name>(?:[A-Z]\w+\s)(?:\w+\s){{1,8}})\((?P<in>{_ABBREVIATION})\)|(?P<abbr>{_ABBREVIATION}))(?!\w)"
)
_SUFFIX = re.compile(rf"(?P<suffix>,\s[a-z][^;.\[\]]{{0,50}}?(?:\bpp?\.\s?[\d-]+)?)(?=,\s{_ABBREVIATION}\b)")


def find_shelfmarks(text: str, shapes: Sequence[Shape] = SHAPES) -> Iterator[PrintedShelfmark]:
    """Yield the shelfmarks of a note, left to right."""
    position = 0
    described = frozenset(key for shape in shapes for key in shape.archives)
    while True:
        read = [_first(text, position, shape, described) for shape in shapes]
        found = [mark for mark in read if mark is not None]
        if not found:
            return
        mark = min(found, key=lambda item: (item.span.start, -item.span.end))
        yield mark
        position = mark.span.end


def _first(text: str, position: int, shape: Shape, described: frozenset[str]) -> PrintedShelfmark | None:
    """Return the first shelfmark of this shape from `position` on; `described` archives have their own."""
    first = shape.levels[0]
    opening = re.compile(rf"(?<![\w.]){first.words}\s*(?={first.value or shape.value})", re.IGNORECASE)
    flags = opening if first.mark else re.compile(opening.pattern)
    for match in flags.finditer(text, position):
        mark = _shelfmark(text, match.start(), position, shape, described)
        if mark is not None and (shape.archives or mark.shelfmark.archive not in described):
            return mark
    return None


def _shelfmark(
    text: str, start: int, least: int, shape: Shape, described: frozenset[str]
) -> PrintedShelfmark | None:
    """shelfmark = [ archive "," ] level { [","] level } [ folios ] [ words ] [ archive ]."""
    scanner = Scanner(text, start)
    levels, faults, comments = _levels(scanner, shape)
    if len(levels) < shape.least:
        return None
    locators = _folios(scanner)
    suffix = _suffix(scanner)
    leading = _leading(described).search(text, least, start)
    name, archive = ("", leading["abbr"]) if leading else _archive(scanner, described)
    if shape.archives and archive not in shape.archives:
        return None
    begin = leading.start() if leading else start
    return PrintedShelfmark(
        Span(begin, scanner.position), Shelfmark(archive, tuple(levels)), shape, locators, suffix,
        tuple(faults), name, tuple(comments), leading is not None,
    )  # fmt: skip


def _leading(described: frozenset[str]) -> re.Pattern[str]:
    """Match an archive before a shelfmark: an abbreviation, or a described one in its own form (`PA AA`)."""
    keys = "|".join(map(re.escape, sorted(described, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?P<abbr>{keys}{'|' if keys else ''}{_ABBREVIATION})[,:]?\s+$")


def _levels(
    scanner: Scanner, shape: Shape
) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]:
    """Read the levels in order; a level may be missing, a misprinted mark is read as the missing one."""
    levels: list[tuple[str, str]] = []
    faults: list[tuple[str, str]] = []
    comments: list[tuple[str, str]] = []
    for index, level in enumerate(shape.levels):
        before = scanner.position
        if levels:
            sign = shape.separator.strip()
            scanner.take(_GAP if sign in (",", "") else re.compile(rf"\s*{re.escape(sign)}\s*"))
        value = _level(scanner, level, shape)
        if value is None:
            value = _misprinted(scanner, shape, index, faults)
        if value is None:
            scanner.position = before
            continue
        levels.append((level.field, value))
        comment = scanner.take(_COMMENT)
        comments += [(level.field, comment[1])] if comment else []
    return levels, faults, comments


def _level(scanner: Scanner, level: LevelMark, shape: Shape) -> str | None:
    """level = mark value."""
    value = level.value or shape.value
    flags = re.IGNORECASE if level.mark else 0
    match = scanner.take(re.compile(rf"{level.words}\s*(?P<v>{value})(?!\w)", flags))
    return match["v"].strip(' "“”') if match else None


def _misprinted(scanner: Scanner, shape: Shape, index: int, faults: list[tuple[str, str]]) -> str | None:
    """Read `p. 14` as `op. 14` where another `p.` follows at once, so that the first can be no papka."""
    for later in shape.levels[index + 1 :]:
        twice = re.compile(
            rf"({later.words})\s*({shape.value})(?=[,\s]+{later.words}\s*{shape.value})", re.IGNORECASE
        )
        match = scanner.take(twice)
        if match is not None and scanner.sees(
            re.compile(rf"[,\s]+{later.words}\s*{shape.value}[,\s]+[a-z]+\.")
        ):
            faults.append((match.group(), f"{shape.levels[index].mark} {match[2]}"))
            return match[2]
        if match is not None:
            scanner.position = match.start()
    return None


def _folios(scanner: Scanner) -> tuple[Locator, ...]:
    """folios = folio-mark value { "," value }."""
    start = scanner.position
    scanner.take(_GAP)
    mark = scanner.take(_FOLIO_MARK)
    odd = scanner.take(_ODD_FOLIOS) if mark else None
    if odd is not None:
        return (Locator("other", f"pp. {odd.group()}"),)
    rest = scanner.text[scanner.position :]
    locators, _ = parse_locators(f", p. {rest}") if mark else ((), "")
    if not locators:
        scanner.position = start
        return ()
    # only the values behind this mark: what else the locators read belongs to the words that follow
    value = locators[0].value
    scanner.position += len(value)
    cut = scanner.take(_CUT)
    if cut is not None:
        return (Locator("other", f"{mark.group().strip() if mark else ''} {value}{cut.group()}"),)
    return (Locator("folio" if mark and mark["folio"] else "page", value),)


def _suffix(scanner: Scanner) -> str:
    """Read words between folios and archive: `, quote from p. 161`."""
    match = scanner.take(_SUFFIX)
    return match["suffix"] if match else ""


def _archive(scanner: Scanner, described: frozenset[str]) -> tuple[str, str]:
    """archive = abbreviation | name "(" abbreviation ")"; return the name and the abbreviation."""
    keys = "|".join(map(re.escape, sorted(described, key=len, reverse=True)))
    known = scanner.take(re.compile(rf"[,\s]*(?P<key>{keys})(?!\w)")) if keys else None
    if known is not None:
        return "", known["key"]
    match = scanner.take(_ARCHIVE)
    if match is None:
        return "", ""
    return (match["name"] or "").strip(), match["in"] or match["abbr"]

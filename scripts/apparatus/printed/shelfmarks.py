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
from functools import cache

from apparatus.locators import parse_locators
from apparatus.model import Locator, Shelfmark, Span
from apparatus.printed.scanner import Scanner
from apparatus.printed.shelfshapes import SHAPES, LevelMark, Shape

__all__ = ["SHAPES", "LevelMark", "PrintedShelfmark", "Shape", "find_shelfmarks"]


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
_ENDS = re.compile(r"\s*(?:[.;)\]]|$)")
# records of a group that are named: RG 59, General Records of the Department of State
_RECORDS = re.compile(r",\s((?:General )?Records of (?:the )?[A-Z][^,;.()]*)(?=,)")
# a printed series, or a level without its number: FRUS, 1952-1954, XIII
_NO_ARCHIVE = re.compile(
    rf"[,\s]*(?:(?:RG|CDF|DSCF|FRUS)\b|{_ABBREVIATION},?\s(?:1[89]\d\d|vol\b|[IVXL]+\b))"
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
    for match in _opening(shape).finditer(text, position):
        mark = _shelfmark(text, match.start(), position, shape, described)
        if mark is not None and (shape.archives or mark.shelfmark.archive not in described):
            return mark
    return None


@cache
def _opening(shape: Shape) -> re.Pattern[str]:
    """Match where a shelfmark can begin: at its first level, or at any."""
    levels = shape.levels if shape.any_order else shape.levels[:1]
    marks = (
        f"(?{'i' if level.mark else ''}:{_mark(level)}(?={level.value or shape.value}))" for level in levels
    )
    return re.compile(rf"(?<![\w.])(?:{'|'.join(marks)})")


def _mark(level: LevelMark) -> str:
    return rf"{level.words}\s*" if level.words else ""


def _shelfmark(
    text: str, start: int, least: int, shape: Shape, described: frozenset[str]
) -> PrintedShelfmark | None:
    """shelfmark = [ archive "," ] level { [","] level } [ folios ] [ words ] [ archive ]."""
    scanner = Scanner(text, start)
    levels, faults, comments = (_any_order if shape.any_order else _levels)(scanner, shape)
    fields = {name for name, _ in levels}
    if len(levels) < shape.least and not fields & set(shape.alone):
        return None
    if shape.needs and not fields & set(shape.needs):
        return None
    locators = _folios(scanner)
    suffix = _suffix(scanner)
    leading = _leading(described, shape).search(text, least, start)
    last = _last(scanner, described, shape)
    leading = None if last else leading
    name, archive = last or (("", leading["abbr"]) if leading else _archive(scanner, described, shape))
    held = not archive and bool(shape.holds)
    if held:
        levels, archive = _holder(levels, shape)
    if shape.archives and archive not in shape.archives:
        return None
    begin = leading.start() if leading else start
    return PrintedShelfmark(
        Span(begin, scanner.position), Shelfmark(archive, tuple(levels)), shape, locators, suffix,
        tuple(faults), name, tuple(comments), leading is not None or (held and bool(archive)),
    )  # fmt: skip


def _leading(described: frozenset[str], shape: Shape) -> re.Pattern[str]:
    """Match an archive before a shelfmark: an abbreviation, or a known one in its own form (`PA AA`)."""
    keys = [*map(re.escape, sorted(described, key=len, reverse=True)), *filter(None, [shape.names])]
    return re.compile(rf"(?<!\w)(?P<abbr>{'|'.join([*keys, _ABBREVIATION])})[,:]?\s+$")


def _last(scanner: Scanner, described: frozenset[str], shape: Shape) -> tuple[str, str] | None:
    """Read the archive at a citation's end, of a shape whose archive may stand at either end.

    What stands before its levels may be an archive, or the addressee: `Hall to MAE, 751G.00/5-1254, NARA.`
    """
    start = scanner.position
    found = _archive(scanner, described, shape) if shape.any_order else ("", "")
    if found[1] and scanner.sees(_ENDS):
        return found
    scanner.position = start
    return None


def _holder(levels: list[tuple[str, str]], shape: Shape) -> tuple[list[tuple[str, str]], str]:
    """Return the levels and the archive where a level names it, and it stands first."""
    found = next((level for level in levels if re.fullmatch(shape.holds, level[1])), None)
    if found is None or levels[0] != found:
        return levels, ""
    return [level for level in levels if level != found], found[1]


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


def _any_order(
    scanner: Scanner, shape: Shape
) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]:
    """Read the levels as they come, each once; they are given from the outside in."""
    found: dict[str, str] = {}
    comments: list[tuple[str, str]] = []
    while True:
        before = scanner.position
        if found:
            scanner.take(_GAP)
        left = (level for level in shape.levels if level.field not in found)
        read = next(((lv.field, value) for lv in left if (value := _level(scanner, lv, shape))), None)
        if read is None:
            scanner.position = before
            break
        found[read[0]] = read[1].replace("–", "-")
        comment = scanner.take(_COMMENT) or scanner.take(_RECORDS)
        comments += [(read[0], comment[1])] if comment else []
    return [(lv.field, found[lv.field]) for lv in shape.levels if lv.field in found], [], comments


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


def _archive(scanner: Scanner, described: frozenset[str], shape: Shape) -> tuple[str, str]:
    """archive = abbreviation | name "(" abbreviation ")"; return the name and the abbreviation."""
    keys = "|".join(map(re.escape, sorted(described, key=len, reverse=True)))
    known = scanner.take(re.compile(rf"[,\s]*(?P<key>{keys})(?!\w)")) if keys else None
    if known is not None:
        return "", known["key"]
    if shape.any_order and scanner.sees(_NO_ARCHIVE):
        return "", ""
    match = scanner.take(_ARCHIVE)
    if match is not None:
        return (match["name"] or "").strip(), match["in"] or match["abbr"]
    spelt = scanner.take(re.compile(rf"[,\s]+(?P<name>{shape.names})(?!\w)")) if shape.names else None
    return "", spelt["name"] if spelt else ""

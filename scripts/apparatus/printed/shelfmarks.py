"""Shelfmarks as notes print them.

    shelfmark = [ archive "," ] level { [","] level } [ [","] folios ] [ "," words ] [ [","] archive ]
    level     = mark value [ "(" words ")" ]      mark: "f.", "fund (f.)", "op.", "Box" ...
    folios    = folio-mark value { "," value }    folio-mark: "p.", "pp.", "page(s) (pp.)", "l.", "fol."
    archive   = abbreviation | name "(" abbreviation ")" | declaration (see `keepers`)
    number    = letter figures "/" figures "/" figures | series "(" year ")" figures   the document's own

A number stands behind the levels, `FO 371/22345, N 512/41/63`, and is no archive: `CAB 65/5, WM (40) 12`.

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
from apparatus.printed.keepers import ABBREVIATION, declarations
from apparatus.printed.numbers import NUMBER
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
    archive_place: str = ""  # beside its name
    number: str = ""  # the document's own, behind the levels: `N 512/41/63`


@dataclass(frozen=True, slots=True)
class _Archive:
    """An archive at a shelfmark: its abbreviation, and name and place where they are spelled out."""

    key: str
    name: str = ""
    place: str = ""


# no archive: what has figures behind it is a series or a class, WM (40) 12, CAB 65/5
_ALONE = r"(?!\w|\s?\(\d|\s\d+(?:[/(]|\s\())"
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
    rf"[,\s]*(?:(?P<name>(?:[A-Z]\w+\s)(?:\w+\s){{1,8}})\((?P<in>{ABBREVIATION})\)|(?P<abbr>{ABBREVIATION}))"
    rf"{_ALONE}"
)
_LONGEST_NAME = 200  # characters of an archive's name with its place
_LEADS = re.compile(r"[,:]?\s+")  # what stands between an archive and the levels behind it
_TO_WHOM = re.compile(r"\b(?:to|from|by)\s+(?:the\s+)?$")  # an abbreviation behind it is no archive
_LONGER = re.compile(r"[A-Z][\w.'’-]*\s+(?:(?:of|the|for)\s+)*$")  # the beginning of a longer name
_OWN_NUMBER = re.compile(rf",\s+(?P<number>{NUMBER})")
_BEFORE_VOLUME = re.compile(r"(?:[\"”»’'*],?|,[\"”’']|\b[Ii]n:?)\s+$")
_AFTER_VOLUME = re.compile(r"\s*\((?:1[5-9]|20)\d\d\)")
_ENDS = re.compile(r"\s*(?:[.;)\]]|$)")
# records of a group that are named: RG 59, General Records of the Department of State
_RECORDS = re.compile(r",\s((?:General )?Records of (?:the )?[A-Z][^,;.()]*)(?=,)")
# a printed series, or a level without its number: FRUS, 1952-1954, XIII
_NO_ARCHIVE = re.compile(rf"[,\s]*(?:(?:RG|CDF|DSCF|FRUS)\b|{ABBREVIATION},?\s(?:1[89]\d\d|vol\b|[IVXL]+\b))")
_SUFFIX = re.compile(
    rf"(?P<suffix>,\s[a-z][^;.\[\]]{{0,50}}?(?:\bpp?\.\s?[\d-]+)?)(?=,\s{ABBREVIATION}{_ALONE})"
)


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
    number, behind = _number(scanner, shape)
    begin, archive = _at_either_end(scanner, least, start, described, shape)
    if number and begin == start and archive is not None:
        suffix += f", {number}"
    else:
        scanner.position = behind if number else scanner.position  # it follows the whole, and stays there
    held = archive is None and bool(shape.holds)
    if held:
        levels, archive = _holder(levels, shape)
    key = archive.key if archive else ""
    if (shape.archives and key not in shape.archives) or (shape.bound and not key):
        return None
    if shape.volume_like and not key and _of_a_journal(text, start, scanner.position):
        return None
    return PrintedShelfmark(
        Span(begin, scanner.position), Shelfmark(key, tuple(levels)), shape, locators, suffix,
        tuple(faults), archive.name if archive else "", tuple(comments),
        begin < start or (held and archive is not None), archive.place if archive else "", number,
    )  # fmt: skip


def _number(scanner: Scanner, shape: Shape) -> tuple[str, int]:
    """Read the document's own number; return it, and where the shelfmark ends without it."""
    behind = scanner.position
    match = scanner.take(_OWN_NUMBER) if shape.numbered else None
    return (match["number"], behind) if match else ("", behind)


def _of_a_journal(text: str, start: int, end: int) -> bool:
    """Tell a journal's volume from a class and piece: `“Salt”, JCH 12/3`, `EHR 92/1 (1977)`."""
    return bool(_BEFORE_VOLUME.search(text, 0, start) or _AFTER_VOLUME.match(text, end))


def _at_either_end(
    scanner: Scanner, least: int, start: int, described: frozenset[str], shape: Shape
) -> tuple[int, _Archive | None]:
    """Read the archive before the levels or behind them; return where the whole begins, and the archive."""
    last = _last(scanner, described, shape)
    leading = None if last else _leading(scanner.text, least, start, described, shape)
    return leading or (start, last or _archive(scanner, described, shape))


def _leading(
    text: str, least: int, start: int, described: frozenset[str], shape: Shape
) -> tuple[int, _Archive] | None:
    """Read an archive before a shelfmark: an abbreviation, or a known one in its own form (`PA AA`)."""
    for keeper in declarations(text, least, start):
        if _LEADS.fullmatch(text, keeper.span.end, start):
            return keeper.span.start, _Archive(keeper.key, keeper.name, keeper.place)
    keys = [*map(re.escape, sorted(described, key=len, reverse=True)), *filter(None, [shape.names])]
    pattern = rf"(?<!\w)(?P<abbr>{'|'.join([*keys, ABBREVIATION])}){_LEADS.pattern}$"
    match = re.compile(pattern).search(text, least, start)
    if match is None or _TO_WHOM.search(text, least, match.start()):
        return None
    if " " in match["abbr"] and _LONGER.search(text, least, match.start()):
        return None  # "Swedish National Archives" are not the "National Archives"
    return match.start(), _Archive(match["abbr"])


def _last(scanner: Scanner, described: frozenset[str], shape: Shape) -> _Archive | None:
    """Read the archive at a citation's end, of a shape whose archive may stand at either end.

    What stands before its levels may be an archive, or the addressee: `Hall to MAE, 751G.00/5-1254, NARA.`
    """
    start = scanner.position
    found = _archive(scanner, described, shape) if shape.any_order else None
    if found is not None and scanner.sees(_ENDS):
        return found
    scanner.position = start
    return None


def _holder(levels: list[tuple[str, str]], shape: Shape) -> tuple[list[tuple[str, str]], _Archive | None]:
    """Return the levels and the archive where a level names it, and it stands first."""
    found = next((level for level in levels if re.fullmatch(shape.holds, level[1])), None)
    if found is None or levels[0] != found:
        return levels, None
    return [level for level in levels if level != found], _Archive(found[1])


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
    return match["v"].strip(' "“”,') if match else None


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


def _archive(scanner: Scanner, described: frozenset[str], shape: Shape) -> _Archive | None:
    """archive = abbreviation | name "(" abbreviation ")" | declaration."""
    keys = "|".join(map(re.escape, sorted(described, key=len, reverse=True)))
    known = scanner.take(re.compile(rf"[,\s]*(?P<key>{keys})(?!\w)")) if keys else None
    if known is not None:
        return _Archive(known["key"])
    if shape.any_order and scanner.sees(_NO_ARCHIVE):
        return None
    declared = _declared(scanner)
    if declared is not None:
        return declared
    match = scanner.take(_ARCHIVE)
    if match is not None:
        return _Archive(match["in"] or match["abbr"], (match["name"] or "").strip())
    names = rf"[,\s]+(?P<name>{shape.names})(?!\w)(?!\s+(?:of|for|in)\s)"
    spelt = scanner.take(re.compile(names)) if shape.names else None
    return _Archive(spelt["name"]) if spelt else None


def _declared(scanner: Scanner) -> _Archive | None:
    """Read an archive that gets its abbreviation here: `The National Archives, Kew (hereafter TNA)`."""
    gap = _GAP.match(scanner.text, scanner.position)
    begin = gap.end() if gap else scanner.position
    found = next(declarations(scanner.text, begin, min(begin + _LONGEST_NAME, len(scanner.text))), None)
    if found is None or found.span.start != begin:
        return None
    scanner.position = found.span.end
    return _Archive(found.key, found.name, found.place)

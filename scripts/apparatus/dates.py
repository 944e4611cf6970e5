"""Dates of documents: EDTF checked, ordered, and written in words.

EDTF (ISO 8601-2) is read by the library `edtf`; this module knows only how the dates of such
documents are said in English: `30 September 1954`, `16, 17 and 19 January 1959`, `June/July 1955`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache
from time import struct_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edtf.parser.parser_classes import EDTFObject

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {"21": "Spring", "22": "Summer", "23": "Autumn", "24": "Winter"}

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_UNSURE = "?~%"  # uncertain, approximate, both: the days are the same
_ONE = rf"\d{{4}}(?:-\d\d){{0,2}}[{_UNSURE}]?"
_FORM = re.compile(rf"(?P<open>[{{\[])?(?P<days>{_ONE}(?(open)(?:,{_ONE})+|(?:/{_ONE})?))(?(open)[}}\]])")
_PARTS = re.compile("[/,]")
_UNKNOWN_END = re.compile(r"^(?=/)|(?<=/)$")  # for which the library takes ten years


@cache
def is_edtf(date: str) -> bool:
    """Tell whether `date` is EDTF, and begins or ends in a year of four figures."""
    return any(bounds(date))


@cache
def bounds(date: str) -> tuple[str, str]:
    """Return the first and the last day that `date` can mean, as `YYYY-MM-DD`.

    Both are empty if it is no date, one where that end is open or unknown: `1954-09/..`, `/1954`.
    """
    simple = _simple(date)
    if simple is not None:
        return simple
    parsed = _parsed(_UNKNOWN_END.sub("..", date)) if date else None
    return (_iso(parsed.lower_strict()), _iso(parsed.upper_strict())) if parsed else ("", "")


def _parsed(date: str) -> EDTFObject | None:
    """Return what the library reads, None for what is not EDTF."""
    from edtf import EDTFParseException, parse_edtf

    try:
        found: EDTFObject = parse_edtf(date)
    except (EDTFParseException, ValueError):
        return None
    return found


def _simple(date: str) -> tuple[str, str] | None:
    """Return the bounds of days, months and years, of ranges and of sets of them; None for other dates.

    These are nearly all, and the library needs 0.3 s to be imported and 15 ms for each date: more
    than the chapters of a book take.
    """
    form = _FORM.fullmatch(date)
    found = [_day_bounds(part.rstrip(_UNSURE)) for part in _PARTS.split(form["days"])] if form else []
    if not found or None in found:
        return None
    known = [bound for bound in found if bound is not None]
    if "/" in date and (known != sorted(known) or date.index("/") * 2 + 1 != len(date)):
        return None  # backwards, or from a year to a day: let the library say what that means
    return min(first for first, _ in known), max(last for _, last in known)


def _day_bounds(date: str) -> tuple[str, str] | None:
    """Return the first and last day of `1954`, `1954-09` or `1954-09-30`, None for no such day."""
    year_, month, day = (int(part) if part else 0 for part in _DAY.fullmatch(date).groups())  # type: ignore[union-attr]
    if year_ == 0 or not 0 <= month <= len(MONTHS):
        return None
    last = monthrange(year_, month or len(MONTHS))[1]
    if day > last or (month == 0 and len(date) > len("1954")) or (day == 0 and len(date) > len("1954-09")):
        return None
    return f"{year_:04d}-{month or 1:02d}-{day or 1:02d}", f"{year_:04d}-{month or 12:02d}-{day or last:02d}"


def sort_key(date: str) -> tuple[str, str, str]:
    """Order by first day, then last day; what has no date comes last."""
    first, last = bounds(date)
    return first or last or "9999", last, date


def year(date: str) -> str:
    """Return the year in which `date` begins, or ends where its beginning is open; empty if undated."""
    first, last = bounds(date)
    return (first or last)[:4]


def in_words(date: str) -> str:
    """Write an EDTF date as a note would: `1955-06/1955-07` -> `June/July 1955`."""
    if not date:
        return "undated"
    if date[0] in "{[":
        days = [part.strip() for part in date[1:-1].split(",")]
        return _joined(days, " and " if date[0] == "{" else " or ")
    return _one(date)


def _one(date: str) -> str:
    """Write one date with what marks it as uncertain (`?`) or approximate (`~`), or one range."""
    first, range_, last = date.partition("/" if "/" in date else "..")
    if range_:
        return _range(first.strip("."), last.strip("."))
    mark = next((sign for sign in "%?~" if sign in date), "")
    words = _plain(re.sub(r"[?~%]", "", date))
    return {"": words, "?": f"{words} (?)", "~": f"about {words}", "%": f"about {words} (?)"}[mark]


def _plain(date: str) -> str:
    year_, month, day = _parts(date)
    return " ".join(part for part in (day, month, year_) if part)


def _parts(date: str) -> tuple[str, str, str]:
    """Split `1954-09-30` into `1954`, `September`, `30`; what is not there is empty."""
    match = _DAY.match(date)
    if match is None:
        return date, "", ""
    year_, month, day = match.groups()
    name = "" if month is None else SEASONS.get(month) or MONTHS[int(month) - 1]
    return year_, name, str(int(day)) if day else ""


def _range(first: str, last: str) -> str:
    """Write a range with the month and year once: `30-31 January 1955`; an end that is open is empty."""
    if not (first and last):
        return f"from {_one(first)}" if first else f"until {_one(last)}"
    (year1, month1, day1), (year2, month2, day2) = _parts(first), _parts(last)
    if day1 and day2 and (year1, month1) == (year2, month2):
        return f"{day1}-{day2} {month1} {year1}"
    if year1 == year2 and month1 and month2 and not day1:
        return f"{month1}/{month2} {year1}"
    return f"{_one(first)} - {_one(last)}"


def _joined(dates: list[str], last: str) -> str:
    """Write several days with the month and year once, where they share them."""
    if len(dates) == 1 or any(".." in date for date in dates):
        return last.join(map(_one, dates))
    parts = [_parts(date) for date in dates]
    if len({part[:2] for part in parts}) == 1 and all(part[2] for part in parts):
        *days, final = [part[2] for part in parts]
        return f"{', '.join(days)}{last}{final} {parts[0][1]} {parts[0][0]}"
    *words, end = [_one(date) for date in dates]
    return f"{', '.join(words)}{last}{end}"


def _iso(moment: struct_time | float) -> str:
    """Return a day; nothing where the library has none, and beyond years of four figures."""
    if isinstance(moment, float) or not 0 < moment.tm_year <= 9999:  # noqa: PLR2004 - the last of these years
        return ""
    return f"{moment.tm_year:04d}-{moment.tm_mon:02d}-{moment.tm_mday:02d}"

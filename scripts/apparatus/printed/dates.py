"""Dates as notes print them -> EDTF.

    date     = days month year | month [ "/" month ] year | month day "," year | year
    days     = day { ( "," | "and" | "-" | "/" | "or" ) day } | day "(" day ")"

Days joined by a dash are a range, by a comma or *and* a set, by a bracket, a slash or *or*
alternatives: `30-31 January 1955` -> `1955-01-30/1955-01-31`; `16, 17, 19 January 1959` ->
`{1959-01-16,1959-01-17,1959-01-19}`; `11 (13) August 1956` -> `[1956-08-11,1956-08-13]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from apparatus.dates import MONTHS, is_edtf

_NAMES = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_NAMES |= {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
# German, the Scandinavian languages and French, where they differ from English
_FOREIGN = (
    "januar janvier", "februar février", "märz mars", "avril", "mai maj", "juni juin", "juli juillet",
    "august août", "septembre", "oktober octobre", "novembre", "dezember desember december décembre",
)  # fmt: skip
_NAMES |= {name: number for number, names in enumerate(_FOREIGN, 1) for name in names.split()}
_MONTH = rf"(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})\.?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er\b|\.(?=\s))?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DASH = r"\s?[-–—]\s?"
_DAYS = rf"{_DAY}(?:(?:{_DASH}|,\s?|\s?/\s?|,?\s+and\s+|\s+or\s+){_DAY}\b|\s?\({_DAY}\))*"
_APPROXIMATE = r"(?P<about>(?:c\.|ca\.|circa|about|probably|possibly)\s+)?"
DATE = re.compile(
    rf"(?<!\d){_APPROXIMATE}(?:(?P<days>{_DAYS})\s+(?:of\s+)?(?P<month>{_MONTH})(?:\s?/\s?(?P<month2>{_MONTH}))?,?\s+(?P<year>{_YEAR})"
    rf"|(?P<mm>{_MONTH})\s+(?P<dd>{_DAY}),\s+(?P<yy>{_YEAR})"
    rf"|(?P<m1>{_MONTH})(?:(?P<link>\s?/\s?|{_DASH}|\s+or\s+)(?P<m2>{_MONTH}))?,?\s+(?P<my>{_YEAR})"
    rf"|(?P<iso>{_YEAR}-\d\d-\d\d)|(?P<alone>{_YEAR}))\b",
    re.IGNORECASE,
)


# what a number follows that is no day: no. 12, 3 May 1954; WM (40) 12, 15 January 1940
_NUMBERED = re.compile(
    r"(?:\b(?:nos?|nr|tel|telegram|cable|desp|despatch|dispatch|letter|vol|box|folder)\b\.?\s*|[A-Z]\s?\(\d{2,4}\)\s?)$",
    re.IGNORECASE,
)


def dates_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the dates of a text, a document's number before a comma not taken for a day."""
    position = 0
    while (match := DATE.search(text, position)) is not None:
        comma = match.start("days") >= 0 and re.match(r"\d+,\s*", match["days"])
        if comma and _NUMBERED.search(text, 0, match.start()):
            position = match.start() + comma.end()
            continue
        yield match
        position = match.end()


def edtf(match: re.Match[str]) -> str:
    """Return the EDTF of a match of `DATE`, empty if there is no such day."""
    date = _spelled(match)
    mark = {"": "", "p": "?"}.get((match["about"] or "")[:1].lower(), "~")
    date += mark if date and date[0] not in "{[" and "/" not in date else ""
    return date if date and is_edtf(date) else ""


def _spelled(match: re.Match[str]) -> str:
    if match["iso"]:
        return match["iso"]
    if match["alone"]:
        return match["alone"]
    if match["mm"]:
        return _day(match["yy"], match["mm"], match["dd"])
    if match["m1"]:
        return _months(match)
    return _days(match)


def _months(match: re.Match[str]) -> str:
    first = f"{match['my']}-{_number(match['m1']):02d}"
    if not match["m2"]:
        return first
    last = f"{match['my']}-{_number(match['m2']):02d}"
    return f"[{first},{last}]" if "or" in match["link"] else f"{first}/{last}"


def _days(match: re.Match[str]) -> str:
    """days = day { link day }: the links say what kind of date it is."""
    parts = re.split(r"(\D+)", re.sub(r"(?<=\d)(?:(?:st|nd|rd|th|er)\b|\.)", "", match["days"].rstrip(")")))
    days = [_day(match["year"], match["month2"] or match["month"], part) for part in parts[::2]]
    links = "".join(parts[1::2])
    if len(days) == 1:
        return days[0]
    if "(" in links or "/" in links or "or" in links:
        return f"[{','.join(days)}]"
    if "," in links or "and" in links:
        return f"{{{','.join(days)}}}"
    return f"{days[0]}/{days[-1]}"


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{_number(month):02d}-{int(re.sub(r'[a-z.]', '', day)):02d}"


def _number(month: str) -> int:
    return _NAMES[month.lower().rstrip(".")]

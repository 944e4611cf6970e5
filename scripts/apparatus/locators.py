"""Locators: the pages, folios, chapters and volumes that a citation names, text <-> records.

    locators  = locator { "," locator }
    locator   = label value | value | "{" anything "}"
    value     = number { ( "," | "and" | "&" ) number } [ "f" | "ff" ]
    number    = arabic, roman or spelt number, or a range of them

A value without a label is a page. A label is pandoc's; `LABELS` has the print's words for it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from apparatus.model import Locator, LocatorKind

LABELS: dict[str, LocatorKind] = {
    "p.": "page", "pp.": "page", "page": "page", "pages": "page",
    "s.": "page", "seite": "page", "seiten": "page", "side": "page", "sider": "page",
    "bl.": "folio", "blatt": "folio", "bd.": "volume", "kap.": "chapter",
    "fol.": "folio", "fols.": "folio", "folio": "folio", "folios": "folio", "l.": "folio", "ll.": "folio",
    "chap.": "chapter", "chaps.": "chapter", "chapter": "chapter", "chapters": "chapter", "ch.": "chapter",
    "chs.": "chapter",
    "vol.": "volume", "vols.": "volume", "volume": "volume", "volumes": "volume",
    "sec.": "section", "secs.": "section", "section": "section", "sections": "section",
    "§": "section", "§§": "section",
    "no.": "number", "nos.": "number", "number": "number",
    "line": "line", "lines": "line",
    "n.": "note", "nn.": "note", "note": "note", "notes": "note",
}  # fmt: skip
SINGULAR: dict[str, str] = {
    "page": "p.", "folio": "fol.", "chapter": "chap.", "volume": "vol.", "section": "sec.",
    "number": "no.", "note": "n.", "line": "line",
}  # fmt: skip
PLURAL: dict[str, str] = {
    "page": "pp.", "folio": "fols.", "chapter": "chaps.", "volume": "vols.", "section": "secs.",
    "number": "nos.", "note": "nn.", "line": "lines",
}  # fmt: skip

_SPELT = "One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve"
# a year with a letter is no page: in `1992a: 3, 1992b: 7` it begins the next citation
_NUMBER = (
    r"(?!(?:1[5-9]|20)\d\d[a-z]\b)"
    rf"(?:(?:\d+(?:ob|rev|[a-eg-z])?|[ivxlcdm]+|{_SPELT})\b|\d+(?=\s?ff?\b))"
)
# the stop of `7f.` stands within the list `7f., 12ff.`
_RANGE = rf"{_NUMBER}(?:\s?[-–—]\s?{_NUMBER})?(?:\s?ff?\b(?:\.(?=,\s?\d))?)?"
_VALUE = rf"{_RANGE}(?:(?:,\s?(?:and\s)?|\sand\s|\s?&\s?){_RANGE})*"
_LABEL = "|".join(sorted((re.escape(label) for label in LABELS), key=len, reverse=True))
_LOCATOR = re.compile(
    rf"(?:(?P<label>{_LABEL})\s*)?(?P<value>{_VALUE})|\{{(?P<braced>[^{{}}]*)\}}", re.IGNORECASE
)
_SPAN = re.compile(r"(?<!\d)(\d+)[-–—](\d+)(?!\d)")
_SEPARATOR = re.compile(r"\s*,\s*")


def parse_locators(text: str) -> tuple[tuple[Locator, ...], str]:
    """Read what follows a key: `, vol. III, p. 128, my italics` -> locators, and the rest as suffix."""
    found: list[Locator] = []
    position = 0
    while (separator := _SEPARATOR.match(text, position)) is not None:
        match = _LOCATOR.match(text, separator.end())
        if match is None or not (
            match["label"] or match["braced"] is not None or _ends_well(text, match.end())
        ):
            break
        record = _record(match)
        if record.kind == "volume" and "," in record.value:  # vol. III, 128: the page is no volume
            record = Locator("volume", record.value.partition(",")[0])
            found.append(record)
            position = separator.end() + match.group().index(",")
            continue
        found.append(record)
        position = match.end()
    return tuple(found), text[position:]


def format_locators(locators: tuple[Locator, ...]) -> str:
    """Write locators as pandoc reads them: `vol. III, p. 128`."""
    return ", ".join(format_locator(locator) for locator in locators)


def format_locator(locator: Locator) -> str:
    """Write one locator with its label, in the plural where it names several places."""
    if locator.kind == "other":
        return f"{{{locator.value}}}"
    return f"{label_of(locator)} {locator.value}"


def label_of(locator: Locator) -> str:
    """Return the label that fits the value: `p.` for `23`, `pp.` for `23-26`, `81, 108` and `254ff`."""
    several = re.search(r"[-–—,&]|\band\b|ff?\b", locator.value) is not None
    return (PLURAL if several else SINGULAR)[locator.kind]


def faulty_ranges(locators: Sequence[Locator]) -> Iterator[tuple[str, str]]:
    """Yield ranges that cannot be right, `3-1` and `7-7`, and what is wrong with each."""
    for locator in locators:
        for first, last in _SPAN.findall(locator.value):
            # 570-1 and 1995-96 leave digits out of the second number
            full = first[: len(first) - len(last)] + last if len(last) < len(first) else last
            if int(full) < int(first):
                yield f"{first}-{last}", "runs backwards"
            elif full == first:
                yield f"{first}-{last}", "is a single page"


def _record(match: re.Match[str]) -> Locator:
    braced = match.group("braced")
    if braced is not None:
        return Locator("other", braced)
    label = match.group("label")
    kind: LocatorKind = LABELS[label.lower()] if label else "page"
    return Locator(kind, re.sub(r"\s*([-–—])\s*", r"\1", match.group("value")))


def _ends_well(text: str, end: int) -> bool:
    """Tell a locator from the first words of a suffix: `, 12 copies of which` is none."""
    return re.match(r"\s*(?:$|[,;.:()\[\]]|(?:and\s+)?[A-Z])", text[end:]) is not None

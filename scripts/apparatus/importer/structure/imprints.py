"""What a block of a title page says of the book's making: series, publisher, place, year, whose copyright."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from apparatus.importer.words import plain

YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
SERIES = re.compile(
    r"(?i)\b\d{1,3}/\d{4}\b|\b(?:series|studies|papers|volume|vol\.|no\.|nr\.?)\b.*\d|\bseries\b"
)
PUBLISHER = re.compile(
    r"(?i)\b(press|publish\w*|\w*verlag|institut\w*|university|books|\w*forlag\w*|editions?|éditions)\b"
    r"|& (?:co|sons|söhne|cie)\b"
)
IMPRINT = re.compile(r"^(?P<place>[A-Z][\w .'’-]+?)\s*:\s*(?P<publisher>[^,:]+?)(?:,\s*(?P<year>\d{4}))?$")
PLACED = re.compile(r"^(?P<publisher>[^,:]+), (?P<place>[A-ZÀ-Þ][\w .'’/-]+?),? (?P<year>\d{4})$")
PLACE_YEAR = re.compile(r"(?P<place>[A-ZÀ-Þ][\w .'’/,&-]+?),?\s+(?P<year>(?:1[5-9]|20)\d\d)")
_PLACE = r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,2}"
PLACES = re.compile(rf"{_PLACE}(?:(?:, | and | AND | und | & | · |/){_PLACE})*")
PUBLISHED = re.compile(r"(?i)^(?:first )?published\b.*?\bby (?P<who>[^\d,].*)$")
COPYRIGHT = re.compile(r"(?i)©|\(c\)|\bcopyright\b")
NO_NAME = re.compile(r"(?i)©|\(c\)|\bcopyright\b|\b(?:19|20)\d\d\b|\ball rights reserved\b|^\W*by\b")
STATEMENT = re.compile(
    r"(?i)^(?:isbn|issn|all rights reserved|printed|typeset|(?:first )?published|reprinted"
    r"|alle rechte|druck|satz|satz und druck)\b"
)
AT = re.compile(r"(?i)^at the ")
SMALL = re.compile(r"(?i)\b(the|of|and|in|a|on|for|to)\b(?!\.)")
MANY_LINES = 3  # of a block that says publisher, place and year


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a block says, by the fields of `TitlePage`; `owner` has the copyright.

    Of two blocks with one field that of lower `rank` is believed: the title page, not the page behind it.
    """

    values: dict[str, str] = field(default_factory=dict)
    rank: int = 0
    owner: str = ""


def imprint_of(texts: Sequence[str], *, titled: bool) -> Imprint | None:
    """Return what the lines of a block say, None for a title or a name.

    `titled`: title and author stand above, so that words over a place and a year are a publisher.
    """
    whole = plain(" ".join(texts))
    year = YEAR.search(whole)
    years = {"year": year.group()} if year else {}
    if COPYRIGHT.search(whole):
        owner = " ".join(re.sub(r"^\W*by\b", "", NO_NAME.sub(" ", whole).strip(" ,.;")).split()).strip(" ,.;")
        made = {"publisher": owner.removeprefix("the ")} if PUBLISHER.search(owner) else {}
        return Imprint(years | made, 2, "" if made else owner)
    published = PUBLISHED.match(whole)
    if published:
        return Imprint(years | _published(YEAR.sub("", published["who"])), 1)
    if STATEMENT.match(whole):
        return Imprint(years, 1)
    rows = [plain(text) for text in texts]
    return (_rows(rows, titled=titled) if 1 < len(rows) <= MANY_LINES else None) or _line(whole, years)


def _published(who: str) -> dict[str, str]:
    """Read `Tuckwell & Sons, 4 High Street, Edinburgh`."""
    first, *rest = [part.strip(" .") for part in who.split(",") if part.strip(" .")]
    place = rest[-1] if rest and PLACES.fullmatch(rest[-1]) else ""
    return {"publisher": first} | ({"place": place} if place else {})


def _rows(rows: list[str], *, titled: bool) -> Imprint | None:
    """Read publisher, place and year that stand below one another."""
    found: dict[str, str] = {}
    dated = PLACE_YEAR.fullmatch(rows[-1])
    if dated and not PUBLISHER.search(rows[-1]):
        found, rows = dict(dated.groupdict()), rows[:-1]
    elif YEAR.fullmatch(rows[-1]):
        found, rows = {"year": rows[-1]}, rows[:-1]
    above = rows[:-1]
    if "place" not in found and PUBLISHER.search(" ".join(above)) and _is_place(rows[-1]):
        found, rows = {"place": rows[-1], **found}, above
    elif "place" not in found and len(rows) > 1 and _is_place(rows[0]) and AT.match(rows[1]):
        found, rows = {"place": rows[0], **found}, rows[1:]
    publisher = AT.sub("", " ".join(rows))
    known = PUBLISHER.search(publisher) and not SMALL.match(publisher)
    return Imprint({"publisher": publisher, **found}) if known or (dated and titled) else None


def _is_place(text: str) -> bool:
    return bool(PLACES.fullmatch(text)) and not PUBLISHER.search(text)


def _line(text: str, years: dict[str, str]) -> Imprint | None:
    """Read what one line says of the book's making."""
    if SERIES.search(text):
        return Imprint({"series": text} | years)
    imprint = IMPRINT.match(text)
    if imprint and (imprint["year"] or PUBLISHER.search(imprint["publisher"])):
        return Imprint({key: value for key, value in imprint.groupdict().items() if value})
    placed = PLACED.match(text)
    if placed and YEAR.fullmatch(placed["year"]) and PUBLISHER.search(placed["publisher"]):
        return Imprint(dict(placed.groupdict()))
    if PUBLISHER.search(text) and not SMALL.match(text):
        return Imprint({"publisher": YEAR.sub("", text).strip(" ,")} | years)
    dated = re.fullmatch(r"(?P<place>[A-ZÀ-Þ][\w /,-]*?,?\s+)?\(?©?\s*(?P<year>(?:1[5-9]|20)\d\d)\)?", text)
    if dated:
        place = (dated["place"] or "").strip(" ,(")
        return Imprint(years | ({"place": place} if place else {}))
    single = re.fullmatch(r"[A-ZÀ-Þ]{2,5}", text)
    return Imprint() if single or not re.search(r"[^\W\d_]", text) else None

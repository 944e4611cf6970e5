"""The end of an entry: place and publisher, with what stands before them.

imprint = [ edition ] [ volumes ] [ translator ] [ series "." ] ( place [ ":" publisher ] | publisher )
"""

from __future__ import annotations

import re
from dataclasses import replace

from apparatus.model import Work

_EDITION = re.compile(
    r"\(?(?P<edition>(?:\d+(?:st|nd|rd|th)|[Rr]ev(?:ised|\.)?|[Ss]econd|[Tt]hird)) ?"
    r"ed(?:ition|n)?\.?\)?[.,]?\s*"
)
_TRANSLATOR = re.compile(r"\(?[Tt]rans(?:lated|\.)(?: from [\w ]+?)? by (?P<names>[^.()]+)\)?\.?\s*")
_VOLUMES = re.compile(r"(?P<volume>[Vv]ols?\. ?[IVXLC\d]+(?:\s?[-–]\s?[IVXLC\d]+)?)[.,]\s*")
_SEVERAL = re.compile(r"^(\d+ (?:vols?\.|Bde?\.|bd\.))\s+")
PAGES = re.compile(r"[:,]?\s*(?:pp?\. ?)?(?P<pages>\d+\s?[-–]\s?\d+)\.?$")
# no stop after a letter alone ends one: Frankfurt a. M., Freiburg i. Br.
_SENTENCE_END = re.compile(r"(?<=[\w)])(?<!\b[^\W\d_])(?<!\b(?:St|Ft|Mt))\. (?=[A-ZÀ-Þ])")
_PUBLISHER = re.compile(
    r"\b(?:Press|Verlag|Books|Publish\w+|University|Universit[éä]\w*|Company|Co|Inc|Sons)\b|&|, [^,]+ and "
)
_LONGEST_PUBLISHER, _LONGEST_PLACE = 6, 4  # words
_IMPRINT = re.compile(r"(?P<place>[^:]+?):\s+(?P<publisher>[^:]+)$", re.DOTALL)


def with_imprint(work: Work, rest: str) -> Work:
    """Read what follows the title, and put it into the fields of a work."""
    fields = dict(work.fields)
    for name, pattern in (
        ("edition", _EDITION),
        ("volume", _VOLUMES),
        ("translator", _TRANSLATOR),
        ("note", _SEVERAL),
    ):
        match = pattern.search(rest)
        if match is not None:
            fields[name] = re.sub(r"^[Vv]ols?\. ?|(?<=\w) (?=[-–])|(?<=[-–]) ", "", match[1])
            rest = (rest[: match.start()] + rest[match.end() :]).strip()
    if work.kind == "incollection":
        pages = PAGES.search(rest)
        if pages is not None:
            fields["pages"], rest = pages["pages"], rest[: pages.start()]
    rest = rest.strip(" ;,")
    if re.search(r"\([Ee]ds?\.\)|^[Ii]n:? ", rest):  # part of a book in a form that no rule reads
        return replace(work, fields={**fields, "note": rest.strip(" .,")})
    rest = (rest if rest.endswith(("D.C.", "Inc.", "Co.")) else rest.removesuffix(".")).rstrip(" ,")
    return replace(work, fields={**fields, **place_and_publisher(rest, work.year)})


def place_and_publisher(text: str, year: str) -> dict[str, str]:
    """imprint = [ series "." ] place ":" publisher | publisher | place; what is none of it is a note."""
    match = _IMPRINT.fullmatch(text)
    if match is not None:
        *series, place = _SENTENCE_END.split(match["place"])
        found = {"series": ". ".join(series), "address": place.strip(" ,")}
        return {name: value for name, value in found.items() if value} | {
            "publisher": match["publisher"].strip(" ,")
        }
    words = len(text.split())
    if text and (year == "forthcoming" or (words <= _LONGEST_PUBLISHER and _PUBLISHER.search(text))):
        return {"publisher": text}
    return {"address" if words <= _LONGEST_PLACE else "note": text} if text else {}


def cut_imprint(rest: str) -> tuple[str, str]:
    """Cut `Winter 1995/1996 (6-7) Washington, D.C.: Wilson Center.` where the place begins."""
    match = re.search(r"(?<=\))\s+(?=[A-Z][^:]*:\s)|(?<=\))\s+(?=[A-Z])", rest)
    return (rest[: match.start()], rest[match.end() :]) if match else (rest, "")


def institution(text: str) -> tuple[str, str]:
    """Tell place and institution of a paper apart, in either order."""
    place = r"[A-Z][\w.]+(?: [A-Z][\w.]+)?(?:,? (?:D\.C|[A-Z]{2})\.?)?"
    before = re.fullmatch(rf"(?P<place>{place})[,:]\s+(?P<who>.{{12,}})", text)
    after = re.fullmatch(rf"(?P<who>.{{12,}}),\s+(?P<place>{place})", text)
    match = before if before and not (after and "D.C" in after["place"]) else after
    return (match["place"].rstrip(","), match["who"]) if match else ("", text)

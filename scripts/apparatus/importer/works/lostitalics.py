"""The title of an entry that has its year last, where a plain text has lost the title's italics.

    entry    = [ names "." ] title [ "." subtitle ] "." { sentence "." } imprint
    names    = family "," given [ "," "Jr." ] { ( "," | "and" | "with" ) name } [ "," role ]
             | two to four capitalised words
    title    = words up to a sentence's end; a stop after an initial or an abbreviation ends none
    subtitle = a sentence after it that says no edition, volume, translator or series
    imprint  = place ":" publisher "," year "." | ( place | publisher ) "," year "."

Only an entry that ends in an imprint is read so: nothing else shows where its year stands. One that has a
place or a publisher alone must begin with an inverted name, or be of a *Press*.
"""

from __future__ import annotations

import re

_YEARS = r"(?:1[5-9]|20)\d\d(?:[-–/](?:\d{4}|\d\d))?"
# of places, after a comma: Cambridge, Mass.; Princeton, N.J.
_STATE = r"(?<=, )(?:(?:[A-Z]\.){2,3}|[A-Z][A-Za-z]{0,4}\.)"
_BEGIN = r"(?:(?:St|Mt|Ft)\. )?[A-ZÀ-Þ]"
_PLACE = rf"{_BEGIN}(?:[^.:?!\"“*]|\bD\.C\.|\bSt\.|{_STATE})*"
# a stop within it is an abbreviation's: W. W. Norton & Co., D.C. Heath
_PUBLISHER = (
    r"(?:[^.:\"“*]|\.(?! )|(?<=\b[A-Z])\.|(?<=\b(?:Co|St))\.|(?<=\b(?:Inc|Ltd|Cie))\."
    r"|(?<=\b(?:Bros|Corp|Univ))\.)+"
)
_IMPRINT = re.compile(rf"(?P<place>{_PLACE}): (?P<publisher>{_PUBLISHER}), (?P<year>{_YEARS})\.?")
_PRESS = re.compile(rf"{_BEGIN}[\w .,'’&-]* (?:Press|Verlag|Publishers), {_YEARS}\.?")
_SHORT_IMPRINT = re.compile(
    rf"{_BEGIN}(?:[^.:;?!()\"“*\d]|(?<=\b[A-Z])\.|\bD\.C\.|\bSt\.|{_STATE}){{1,60}}, {_YEARS}\.?"
)
_INITIAL = r"[A-ZÀ-ÞĐ]\.(?:-?[A-ZÀ-ÞĐ]\.)*"
# what parts two names is no word of one: a pattern that could read it in both ways takes ages on a long list
_WORD = r"(?!(?:and|with) )[^\W\d_][\w'’-]+"
_READING = rf"(?:(?:{_INITIAL}|{_WORD}) )*{_WORD}"
_NAMES = re.compile(
    rf"(?P<names>{_WORD}(?:[ -]{_WORD}){{0,2}}, (?:{_INITIAL}|{_WORD})(?: (?:{_INITIAL}|{_WORD}))*?"
    rf"(?:, [JS]r\.(?=,| and | with ))?(?:,? (?:and|with) {_READING}|, (?!eds?\.|comps?\.){_READING})*"
    r"(?:, (?:[JS]r|eds?|comps?)\.)?)"
    r"(?:(?<=[.])|\.) (?=[A-ZÀ-ÞĐ\d])(?![A-ZÀ-ÞĐ]\.[ ,-])"
)
# a body, or a name in its own order: Nguyen Van Linh. The Road South. Hanoi ...
_NAMES_IN_ORDER = re.compile(
    r"(?P<names>(?!(?:The|A|An|Der|Die|Das|Le|La|Les)\s)[A-ZÀ-ÞĐ][\w'’-]+(?: [A-ZÀ-ÞĐ][\w'’-]+){1,3})\. "
    r"(?=[A-ZÀ-Þ\d])"
)
_TITLE_FIRST = re.compile(r"(?:The|An?|Der|Die|Das|Le|La|Les) |[^\W\d_]+(?: [\w'’-]+)+[:?!.]")
_NO_SUBTITLE = re.compile(
    r"\d+(?:st|nd|rd|th) ed|\d+ vols|Vol\.|Rev\.|(?:Translated|Edited|With|Foreword|Introduction) "
)
_SERIES = re.compile(
    r"\b(?:Series|Studies|Papers?|Monographs?|Library|Publications|Bulletin|Reports?|Memoirs|Collections?|Texts"
    r"|Contributions|Beiträge|Schriften|Skrifter|[Nn]os?|[Vv]ols?|Bd)\b|(?<![\d–-])\d{1,3}$"
)
_SENTENCE_END = re.compile(
    r"(?<!\b[A-ZÀ-Þ])(?<!\b(?:St|Dr|Mr|vs|ca|No|no))(?<!\bVol)(?<!\bVols)(?:\.|(?<=[?!])) "
)


def with_italics(text: str) -> str:
    """Return an entry with asterisks around its title, or as it stands where no rule reads it."""
    if re.search(r"[*\"“„«]", text):
        return text
    names = _NAMES.match(text)
    short = _SHORT_IMPRINT if names else _PRESS
    imprint = _imprint(text, _IMPRINT) or _imprint(text, short)
    if imprint is None:
        return text
    names = names or _NAMES_IN_ORDER.match(text)
    start = names.end() if names else 0
    end = _title_end(text, start, imprint.start())
    # without names the first sentence is the title, unless it is a name that no rule reads
    if start >= imprint.start() or end is None or (not names and not _TITLE_FIRST.match(text)):
        return text
    title, rest = text[start : end.start()], text[end.end() :]
    head = f"{_stopped(names['names'])} " if names else ""
    # a body and its year: Tolls Office 1990. ...
    dated = not names and re.match(r"[^.:]*\d{4}[a-z]?(?:\.|$)", title)
    return f"{head}*{title}*. {rest}" if len(title) > 2 and not dated else text


def _imprint(text: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return the imprint that the last sentences of an entry are."""
    ends = (end.end() for end in _SENTENCE_END.finditer(text))
    return next((found for end in ends if (found := pattern.fullmatch(text, end))), None)


def _title_end(text: str, start: int, imprint: int) -> re.Match[str] | None:
    """Return where the title ends, with its subtitle: `Why Toll? A History`, `The Toll. A History`."""
    end = _SENTENCE_END.search(text, start)
    following = _SENTENCE_END.search(text, end.end()) if end and end.end() < imprint else None
    if end is None or following is None or _NO_SUBTITLE.match(text, end.end()):
        return end
    return end if _SERIES.search(text, end.end(), following.start()) else following


def _stopped(names: str) -> str:
    return names if names.endswith(".") else f"{names}."

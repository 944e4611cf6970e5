"""The title of an entry that has its year last, where a plain text has lost the title's italics.

    entry   = [ names "." ] title "." { sentence "." } imprint
    names   = family "," given { ( "," | "and" ) name } [ "," role ] | two to four capitalised words
    title   = words up to a sentence's end; a stop after an initial or an abbreviation ends none
    imprint = place ":" publisher "," year "."

Only an entry that ends in a whole imprint is read so: nothing else shows where its year stands.
"""

from __future__ import annotations

import re

_YEARS = r"(?:1[5-9]|20)\d\d(?:[-–/](?:\d{4}|\d\d))?"
_IMPRINT = re.compile(
    rf"(?P<place>[A-ZÀ-Þ](?:[^.:?!\"“*]|\bD\.C\.|\bSt\.)*): (?P<publisher>[^:\"“*]+), (?P<year>{_YEARS})\.?"
)
_INITIAL = r"[A-ZÀ-ÞĐ]\.(?:-?[A-ZÀ-ÞĐ]\.)*"
_WORD = r"[^\W\d_][\w'’-]+"
_READING = rf"(?:(?:{_INITIAL}|{_WORD}) )*{_WORD}"
_NAMES = re.compile(
    rf"(?P<names>{_WORD}(?:[ -]{_WORD}){{0,2}}, (?:{_INITIAL}|{_WORD})(?: (?:{_INITIAL}|{_WORD}))*?"
    rf"(?:,? and {_READING}|, (?!eds?\.|comps?\.){_READING})*(?:, (?:[JS]r|eds?|comps?)\.)?)"
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
_SENTENCE_END = re.compile(r"(?<!\b[A-ZÀ-Þ])(?<!\b(?:St|Dr|Mr|vs|ca|No|no))(?:\.|(?<=[?!])) ")


def with_italics(text: str) -> str:
    """Return an entry with asterisks around its title, or as it stands where no rule reads it."""
    if re.search(r"[*\"“„«]", text):
        return text
    imprint = next(
        (m for end in _SENTENCE_END.finditer(text) if (m := _IMPRINT.fullmatch(text, end.end()))), None
    )
    if imprint is None:
        return text
    names = _NAMES.match(text) or _NAMES_IN_ORDER.match(text)
    start = names.end() if names else 0
    end = _title_end(text, start, imprint.start())
    # without names the first sentence is the title, unless it is a name that no rule reads
    if start >= imprint.start() or end is None or (not names and not _TITLE_FIRST.match(text)):
        return text
    title, rest = text[start : end.start()], text[end.end() :]
    head = f"{_stopped(names['names'])} " if names else ""
    dated = not names and re.search(r"\d{4}[a-z]?$", title)  # a body and its year: Tolls Office 1990. ...
    return f"{head}*{title}*. {rest}" if len(title) > 2 and not dated else text


def _title_end(text: str, start: int, imprint: int) -> re.Match[str] | None:
    """Return where the title's sentence ends; a question goes on with its subtitle: `Why Toll? A History`."""
    end = _SENTENCE_END.search(text, start)
    if (
        end
        and text[end.start() - 1] in "?!"
        and end.end() < imprint
        and not _NO_SUBTITLE.match(text, end.end())
    ):
        return _SENTENCE_END.search(text, end.end())
    return end


def _stopped(names: str) -> str:
    return names if names.endswith(".") else f"{names}."

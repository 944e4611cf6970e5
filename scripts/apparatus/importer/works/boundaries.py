"""Where an entry ends and the next begins, when the lines of a bibliography are wrapped and not parted.

    end   = words that have a year, and close with a stop, a bracket, a quotation mark or figures
    begin = a dash for the author before | an inverted name, and after it what can follow names
    An imprint with its year ends an entry whatever begins after it, if that is no further part of it.

A place stands where a name could, `London, Paris: Tate`: after a stop, names must be followed by one too.
"""

from __future__ import annotations

import re

from apparatus.importer.words import first_letter
from apparatus.importer.works.nameshapes import INVERTED

SAME_AUTHOR = re.compile(r"^\s*\\?(?:—{1,3}|–{2,3}|-{3,}|(?:\\?_){3,})")
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b|\bforthcoming\b|\bn\.\s?d\.|\bin press\b", re.IGNORECASE)
_CLOSED = re.compile(r"(?:[.)\]!?\"”’»«*]|\d[a-z]?)$")
_OWN_END = re.compile(r"(?:\)|\d[-–]\d+)\.?$")
# an initial, or an abbreviation that something must follow
_UNFINISHED = re.compile(
    r"(?:(?:^|\s)[A-ZÀ-Þ]|\b(?:eds?|trans|hrsg|[Vv]ols?|[Nn]os?|pp?|Bde?|St|Mr|Mrs|Dr|and|by|in|In))\.?$"
)
_FOLLOWS_NAMES = re.compile(
    r"[.,]?\s*\(|\.\s|\.?$|\s\d{4}|/|,?\s(?:and|&|und|with|mit|et|og|u\.\sa\.)(?:\s|$)|,\s"
)
_NAMES = re.compile(rf"\*?{INVERTED}")
_PLACES = re.compile(r"[^.:;()\d\"“‘„»«*]+:\s|[^,.:]+,\s[^,.:]+,\s\d{4}\.?$")
_WITH_IMPRINT = re.compile(
    r"(?P<bracket>\([^()]*)?[:,]\s[^:()]+,\s(?:1[5-9]|20)\d\d(?:[-–/]\d+)?(?(bracket)\))\.?$"
)
_FURTHER_PART = re.compile(r"(?:[Vv]ols?|[Bb]de?|nos?|pp?|S)\.\s[\dIVXL]+\b")
_AFTER_IMPRINT = re.compile(
    r"(?:Repr|Trans|Ed|Eds|Hg|Hrsg)\.\s"
    r"|(?:Reprint|Reprinted|Originally|First|Translated|Edited|With|Foreword|Introduction|Available|Accessed|In)\b"
)


def begins(line: str, above: str) -> bool:
    """Tell whether a line begins an entry, after what the entry above has so far."""
    if is_cut(above) or not (YEAR.search(above) and _CLOSED.search(above)):
        return False
    if SAME_AUTHOR.match(line):
        return True
    if has_names_first(line, above):
        return True
    imprint = _WITH_IMPRINT.search(above)
    whole = imprint is not None and (imprint["bracket"] or not _PLACES.match(line))
    further = goes_on(line) or _AFTER_IMPRINT.match(line)
    return bool(whole) and first_letter(line).isupper() and not further


def has_names_first(line: str, above: str) -> bool:
    """Tell whether a line begins with an inverted name; places and what a stop cannot part are none."""
    names = _NAMES.match(line)
    if names is None or _FOLLOWS_NAMES.match(line, names.end()) is None:
        return False
    return bool(_OWN_END.search(above)) or not _PLACES.match(line)


def is_cut(text: str) -> bool:
    """Tell whether an entry cannot end here: in a bracket, after an initial, before a number."""
    return text.count("(") > text.count(")") or bool(_UNFINISHED.search(text))


def goes_on(line: str) -> bool:
    """Tell whether the words can only be a further part of an entry: `Vol. 9, The Islands`."""
    return bool(_FURTHER_PART.match(line))

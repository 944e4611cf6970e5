"""Whether a work that was read from an entry can be one, or shows by its parts that it was read wrongly.

no name    has a colon, a bracket, a figure, an asterisk, a quotation mark, "ed. by", or many words;
           or it begins with a capital and ends with a small word, as the beginning of a title does
no title   is a place and a publisher only, or begins with a dash
no field   has an imprint with a year and after it more: the entry swallowed the next one
"""

from __future__ import annotations

import re

from apparatus.model import Name, Work

_MOST_WORDS = 8
# a body's abbreviation is part of its name: Ministry of Salt (MS)
_ABBREVIATION = re.compile(r"\s[(\[][^\W\d_a-z]{2,}[)\]]")
_NO_NAME = re.compile(
    r"[:()\[\]\d*\"“”„«»‘]|(?<!\w)['’](?=\w{2})|\b(?:ed|eds|edited|trans|hrsg)\b\.?\s(?:by|von)\b"
)
_SMALL_END = re.compile(r"[^\W\d_a-z].*\s[a-zß-öø-ÿ]+")
_BRACKETED = re.compile(r"\(.*\)\.?")
_CAPITAL = r"[^\W\d_a-z][^\W\d_]+"
_IMPRINT = re.compile(
    rf"{_CAPITAL}(?:[ -]{_CAPITAL}\.?){{0,2}}: {_CAPITAL}(?:(?: &)? [^\W\d_a-z][\w.]+){{0,3}}"
)
_SWALLOWED = re.compile(r"\.\s[^.:]{2,40}:\s[^:]{2,60},\s(?:1[5-9]|20)\d\d\b\)?(?:\.\s|\.?$)")
_NAMES_FIRST = re.compile(r"[^‘“„»\"]+,\s[‘“„»\"].+[’”“«\"],\s.+")
_PLAIN_FIELDS = ("series", "note", "address", "publisher")


def is_doubtful(work: Work) -> bool:
    """Tell whether what was read as a work cannot be one."""
    fields = [work.fields.get(name, "") for name in _PLAIN_FIELDS]
    return (
        any(_is_no_name(name) for name in (*work.authors, *work.editors))
        or _is_no_title(work)
        or any(_SWALLOWED.search(value) for value in (work.title, *(f". {field}" for field in fields)))
    )


def _is_no_name(name: Name) -> bool:
    words = _ABBREVIATION.sub("", str(name))
    many = [word for word in words.split() if not word[0].islower()]
    small = not name.given and name.family != "others" and _SMALL_END.fullmatch(words)
    return bool(_NO_NAME.search(words) or len(many) > _MOST_WORDS or small)


def _is_no_title(work: Work) -> bool:
    title = work.title.strip()
    alone = work.kind == "book" and not work.fields and _IMPRINT.fullmatch(title.removesuffix("."))
    named = _NAMES_FIRST.fullmatch(title)
    return bool(not title or _BRACKETED.fullmatch(title) or title[0] in "—–" or alone or named)

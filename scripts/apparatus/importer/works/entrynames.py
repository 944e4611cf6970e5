"""The names of a bibliography's entries: inverted or in reading order, repeated by a dash, split by use."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from apparatus.importer.works.boundaries import SAME_AUTHOR
from apparatus.importer.works.nameshapes import FAMILY, INVERTED, READING
from apparatus.model import Name, Work


def repeated_author(text: str, before: Work | None) -> tuple[str, bool]:
    """Return an entry with a stand-in for the dash of a repeated author, and whether it had one."""
    dash = SAME_AUTHOR.match(text)
    if dash is None or before is None or not (before.authors or before.editors):
        return text, False
    rest = text[dash.end() :]
    # the title follows at once: —— *The Reckoning* (London: Cassell, 1965)
    comma = "," if re.match(r"\s+(?:[*\"“„‘'«»]|[^\W\d_a-z])", rest) else ""
    return f"{_SAME}{comma}{rest}", True


def with_author(work: Work, before: Work) -> Work:
    """Put the names of the entry before in the place of the stand-in."""
    people = before.authors or before.editors
    return replace(
        work, authors=_without_stand_in(work.authors, people), editors=_without_stand_in(work.editors, people)
    )


def _without_stand_in(names: tuple[Name, ...], people: tuple[Name, ...]) -> tuple[Name, ...]:
    return tuple(own for name in names for own in (people if str(name.family) == "Idem" else (name,)))


_SAME = "Idem, Idem"


def split_by_use(work: Work, notes: str) -> Work:
    """Split a name in reading order where the notes cite its last word alone, and only there.

    `Constantine Pleshakov` is cited as `Pleshakov 1996`, `Xue Litai` as `Xue Litai 1993`.
    """
    authors, editors = (_split_after(names, notes) for names in (work.authors, work.editors))
    return replace(
        work,
        authors=tuple(_split_by_use(name, notes) for name in authors),
        editors=tuple(_split_by_use(name, notes) for name in editors),
    )


def _split_after(names: tuple[Name, ...], notes: str) -> tuple[Name, ...]:
    """Split the names after the first where the notes have family names alone: `Holm and Strand, Salt`."""
    split = names[:1]
    for before, name in pairwise(names):
        given, _, family = name.family.rpartition(" ")
        first = re.escape(before.family.split(" ")[-1])
        pair = rf"\b{first},? (?:and|&) {re.escape(family)}(?: \(eds?\.?\))?, (?=[*\"“„‘»A-Z])"
        whole = name.given or not given or not re.search(pair, notes)
        split += (name if whole else Name(family, given),)
    return split


def read_names(text: str) -> tuple[Name, ...]:
    """Read `Zubok, Vladislav and Constantine Pleshakov`: the first name is inverted, if it has a comma."""
    text = re.sub(r",?\s+(?:et al\.?|u\. ?a\.)(?=\W|$)", ", others", re.sub(r"\s+", " ", text)).strip(" ,")
    text = re.sub(r",\s+([JS]r)\b\.?", r" \1.", text)  # King, Jo L., Jr.
    slashed = text.split("/")
    if len(slashed) > 1 and all(_SLASHED.fullmatch(piece.strip(" ,")) for piece in slashed):
        return tuple(name for piece in slashed for name in read_names(piece))
    pieces = [p.strip() for p in re.split(_BETWEEN_NAMES, text) if re.search(r"[^\W\d_]", p)]
    if not pieces:
        return ()
    if _all_inverted(pieces, text):
        pairs = zip(pieces[::2], pieces[1::2], strict=True)
        return tuple(Name(family, _undotted(given)) for family, given in pairs)
    if "," in text and _is_given(pieces, text):
        return (Name(pieces[0], _undotted(pieces[1])), *(read_name(piece) for piece in pieces[2:]))
    # the first name of an entry without a comma stands in its own order: Chen Jian, King C. Chen
    return (Name(_undotted(pieces[0])), *(read_name(piece) for piece in pieces[1:]))


_BETWEEN_NAMES = r",?\s+(?:and|&|og|und|et)\s+|,\s+"
# Schmidt, Anna/Weber, Klaus; Anna Schmidt/Klaus Weber u. a.
_SLASHED = re.compile(rf"(?:{INVERTED}|{READING}|{FAMILY})(?:,? others)?")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?)+")


def _all_inverted(pieces: list[str], text: str) -> bool:
    """Tell `Lade, E., Pohl, M.` and `O'Brien, Pat and Smith, Jo`: not the first name alone is inverted."""
    if len(pieces) < 4 or len(pieces) % 2:
        return False
    if all(_INITIALS.fullmatch(given) for given in pieces[1::2]):
        return not any(_INITIALS.fullmatch(family) for family in pieces[::2])
    *_, last = re.split(r",?\s+(?:and|&|og|und|et)\s+", text)
    return last != text and last.count(", ") == 1


def _undotted(name: str) -> str:
    """Take the stop of the sentence off a name; an initial keeps its own."""
    return re.sub(r"(?<=[^\W\d_]{2})(?<!\bJr)(?<!\bSr)\.$", "", name)


def read_name(text: str) -> Name:
    """Split a name in reading order only where initials show which part is the family name."""
    text = _undotted(text)
    match = re.fullmatch(
        r"((?:[^\W\d_][\w'’-]*\.? )*(?:[A-Z]\.[ -]?)+)\s*((?:(?:van|von|de|der|du|la) )*[^\W\d_][\w'’-]+)",
        text,
    )
    return Name(match[2], match[1].strip()) if match and not match[2].isupper() else Name(text)


def _is_given(pieces: list[str], text: str) -> bool:
    """Tell `Ulam, Adam B.` (family, given) from a list of names in reading order."""
    first = re.match(r"(?P<family>[^,]+),\s", text)
    return first is not None and len(pieces) > 1 and first["family"] == pieces[0]


def _split_by_use(name: Name, notes: str) -> Name:
    given, _, family = name.family.rpartition(" ")
    if name.given or not given or name.family == "others" or not family[-1].isalpha():
        return name
    after = r"(?:,? (?:and|&) |, | \((?:eds?|comps?)\.?\)| et al\.?)?[^.;\n]{0,40}? \(?(?:1[5-9]|20)\d\d"
    alone = re.search(rf"(?<!{re.escape(given)} )\b{re.escape(family)}{after}", notes)
    whole = re.search(rf"\b{re.escape(name.family)}\b", notes)
    return Name(family, given) if alone and not whole else name

"""The names at the head of a citation in the notes style, read forward against a work's entry.

    names = name { ( "," | "and" | "&" ) name } [ [ "," ] "et al." ] [ [ "," ] role ]
            [ "," "with" helpers ]                 where the entry has them in its note
    name  = { given } family [ "Jr." ]        given names or initials, as the entry has them
    role  = "ed." | "eds." | "comp." | "trans.", in brackets or not

All names of the entry must stand there, or the first with *et al.*; a name too many is another work's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from apparatus.model import Name, Work
from apparatus.printed.authornames import agrees, names_of, somebody_else, without_digraphs
from apparatus.printed.tokens import Tokens, folded

_WITHIN = re.compile(r"\.?[ \n\xa0]?-?(?:\*[ \n])?")  # between the words of one name
_UMLAUT = re.compile(r"[äöüåøæ]", re.IGNORECASE)
_AND = re.compile(r",?\s+(?:and|&|und|og|et)\s+|,\s+|/")
_ET_AL = re.compile(r",?\s+(?:et\s+al\b\.?|and\s+others\b)")
_JUNIOR = re.compile(r",?\s+(?:[JS]r\b\.?|II+\b)")
_ROLE = re.compile(
    r"(?:,\s+|\s+)(?:\((?:eds?|comps?|trans)\.?\)|(?:eds|comps|ed|comp|trans)\.)(?=[,:\s])", re.IGNORECASE
)
_HELPED = re.compile(r",?\s+(?=with\s)")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a work in a text: where they begin and end, and whether given names stand there."""

    start: int
    end: int
    given: bool


@lru_cache(maxsize=1 << 14)
def forms(name: Name) -> tuple[tuple[str, ...], ...]:
    """Return the family name as words, in each form that notes give it, the longest first."""
    words = folded(name.family)
    found = [words]
    printed = name.family.split()
    bare = next((i for i, word in enumerate(printed) if not word[:1].islower()), 0)
    found += [folded(" ".join(printed[bare:]))] if bare else []  # Decken, for von der Decken
    if not name.given and len(words) > 1:  # Pleshakov, for Constantine Pleshakov; Mao, for Mao Zedong
        found += [words[-1:], words[:1]]
    return tuple(form for form in found if form)


def names_at(tokens: Tokens, number: int, work: Work) -> Names | None:
    """Read the names of a work whose first family name begins with that word."""
    first, *others = names_of(work)
    last = _family(tokens, number, first)
    # a name begins with a capital, but for the particle of `van der Linde`
    if last is None or not (tokens.capital(number) or first.family[:1].islower()):
        return None
    start, given = _given_before(tokens, number, first)
    position = tokens.spans[start].start
    # what stands in italics or quotation marks is no name of an author
    if somebody_else(tokens.text[max(tokens.start, position - 60) : position], (first, *others)):
        return None
    end = _after_name(tokens, last)
    listed = _others(tokens, end, others)
    et_al = _ET_AL.match(tokens.text, end, tokens.end)
    if et_al is not None and len(work.authors or work.editors) > 1:
        end = et_al.end()
    elif listed is not None:
        end, more = listed
        given = given or more
    else:
        return None
    end = _after_helpers(tokens, end, work)
    role = _ROLE.match(tokens.text, end, tokens.end)
    return Names(position, role.end() if role else end, given)


def _after_helpers(tokens: Tokens, end: int, work: Work) -> int:
    """Return where the words end that name an author's helpers as the entry does: `with Jo Lewis`."""
    helpers = re.match(r"with [^.,]+(?:\.(?= ?[A-Z])[^.,]+)*", work.fields.get("note", ""))
    start = _HELPED.match(tokens.text, end, tokens.end)
    same = helpers and start and tokens.text.startswith(helpers.group(), start.end())
    return start.end() + len(helpers.group()) if helpers and start and same else end


def _family(tokens: Tokens, number: int, name: Name) -> int | None:
    """Return the number of the last word of the family name that begins at `number`."""
    spelt = without_digraphs if _UMLAUT.search(name.family) else str
    for form in forms(name):
        last = number + len(form) - 1
        printed = tokens.words[number : last + 1]
        if (printed == form or tuple(map(spelt, printed)) == tuple(map(spelt, form))) and all(
            _WITHIN.fullmatch(tokens.gap(n)) for n in range(number, last)
        ):
            return last
    return None


def _given_before(tokens: Tokens, number: int, name: Name) -> tuple[int, bool]:
    """Step back over given names; return the first word of the name, and whether there were any."""
    start, given = number, False
    while start and name.given and _WITHIN.fullmatch(tokens.gap(start - 1)):
        word = tokens.words[start - 1]
        is_given = tokens.capital(start - 1) and any(agrees(word, one) for one in _given(name))
        if not is_given and word not in _particles(name):
            break
        start -= 1
        given = given or word not in _particles(name)
    return start, given


@lru_cache(maxsize=1 << 14)
def _given(name: Name) -> tuple[str, ...]:
    return folded(name.given)


@lru_cache(maxsize=1 << 14)
def _particles(name: Name) -> tuple[str, ...]:
    """Return the words of `Anna van der` that go with the family name."""
    return folded(" ".join(word for word in name.given.split() if word[:1].islower()))


def _after_name(tokens: Tokens, last: int) -> int:
    end = tokens.spans[last].end
    junior = _JUNIOR.match(tokens.text, end, tokens.end)
    return junior.end() if junior else end


def _others(tokens: Tokens, end: int, names: Sequence[Name]) -> tuple[int, bool] | None:
    """Read the names after the first, in reading order; None where one is missing."""
    given = False
    for name in names:
        link = _AND.match(tokens.text, end, tokens.end)
        number = tokens.at.get(link.end()) if link else None
        found = next(iter(_name(tokens, number, name)), None) if number is not None else None
        if found is None:
            return None
        last, own = found
        end, given = _after_name(tokens, last), given or own
    return end, given


def _name(tokens: Tokens, number: int, name: Name) -> Iterator[tuple[int, bool]]:
    """name = { given } family; yield the last word, and whether a given name stands there."""
    given = _given(name)
    family = number
    while True:
        last = _family(tokens, family, name)
        if last is not None:
            yield last, family > number
        if family + 1 >= len(tokens.spans) or not _WITHIN.fullmatch(tokens.gap(family)):
            return
        if not any(agrees(tokens.words[family], one) for one in given):
            return
        family += 1

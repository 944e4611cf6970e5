"""Tells the author's name from the title on a title page, by what the book itself says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apparatus.importer.structure.imprints import SMALL
from apparatus.importer.words import Vocabulary, compact, plain

_WORD = r"(?:[A-ZÀ-Þ][\w'’.-]*|de|von|van|der|den|af|du|di|da|zu|ten|ter|la|le)"
NAME = re.compile(rf"{_WORD}(?:\s+{_WORD}){{1,4}}")
NAMES = re.compile(rf"{NAME.pattern}(?:(?:, {NAME.pattern})*,? (?:and|AND|&|und|og|et) {NAME.pattern})?")
ARTICLE = re.compile(r"(?i)(?:der|die|das|ein|eine|les|une?|det|het|een)\s")
INITIAL = re.compile(r"\b[A-ZÀ-Þ]\.(?=[\s-]*[A-ZÀ-Þ])")
INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.-?)+")
PARTICLES = frozenset(
    ["de", "von", "van", "der", "den", "af", "du", "di", "da", "zu", "ten", "ter", "la", "le"]
)
MOST_FAMILY = 3  # words from the last initial on: it, and a family of two
LETTERS = 3  # a shorter word says nothing


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the book says elsewhere: running heads (as `compact` has them), words, bibliography."""

    heads: frozenset[str]
    words: Vocabulary
    entries: tuple[str, ...] = ()
    owner: str = ""  # of the copyright


def is_author(text: str) -> bool:
    """Tell a line with names and nothing else; a single line of capitals may be a title."""
    words = re.sub(r"(?i)\band\b", "", text)
    return bool(NAMES.fullmatch(text)) and not SMALL.search(words) and not ARTICLE.match(text)


def author_of(texts: Sequence[str], evidence: Evidence) -> str | None:
    """Return which of a title page's texts is the author, "" for none, None where it cannot be told.

    A name is the one that has the copyright, has initials, or is the only one below the title. A name that
    stands first, or beside another, may be the title: the running heads tell, and the text, where a title's
    words stand in small letters and a name's do not.
    """
    named = [text for text in texts if is_author(text)]
    owner = [text for text in texts if evidence.owner and compact(text) == compact(evidence.owner)]
    sure = owner or [text for text in named if INITIAL.search(text)]
    if len(sure) == 1:
        return sure[0]
    if not named or (len(texts) == 1):
        return evidence.owner if is_author(evidence.owner) else ""
    if len(named) == 1 and named[0] != texts[0]:
        return named[0]
    titles = [text for text in texts if _is_title(text, texts, evidence)]
    people = [text for text in named if text not in titles]
    if not people and len(named) == 1:
        return ""
    told = len(people) == 1 and any(text in titles for text in (named if len(named) > 1 else texts[1:2]))
    return people[0] if told else None


def _is_title(text: str, texts: Sequence[str], evidence: Evidence) -> bool:
    """Tell by the running heads, where one of the texts alone is one; else by words that stand small."""
    headed = [other for other in texts if compact(other) in evidence.heads]
    if len(headed) == 1:
        return text == headed[0]
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text) if len(word) >= LETTERS]
    return any(evidence.words.small.get(word) for word in words)


def family_first(name: str, evidence: Evidence) -> str:
    """Return a name in reading order as `Family, Given`, empty where its parts cannot be told.

    What follows the last initial is the family (`Thomas W. Kessler`), and what a particle leads in
    (`Friedrich von Lenz`), and a last word that is a running head by itself, or stands before the first in an
    entry of the book's own bibliography (`Olsen, Mari`). Many names have the family first as they stand.
    """
    if "," in name or not NAME.fullmatch(name):
        return ""
    words = name.split()
    initials = [i for i, word in enumerate(words[:-1]) if INITIALS.fullmatch(word)]
    particles = [i for i, word in enumerate(words[:-1]) if i and word in PARTICLES]
    if particles and (not initials or particles[0] > initials[-1]):
        at = particles[0]
    elif initials and len(words) - initials[-1] <= MOST_FAMILY:
        at = initials[-1] + 1
    elif compact(words[-1]) in evidence.heads or _listed(words[-1], words[0], evidence.entries):
        at = len(words) - 1
    else:
        return ""
    return f"{' '.join(words[at:])}, {' '.join(words[:at])}"


def _listed(family: str, given: str, entries: Iterable[str]) -> bool:
    begins = re.compile(rf"{re.escape(family)}, {re.escape(given)}\b", re.IGNORECASE)
    return any(begins.match(plain(entry)) for entry in entries)

"""Whether the names of a work stand before a year, as notes write names: read from the year backwards.

    names = name { ( "," | "and" | "&" ) name } [ "et al." | "u. a." ] [ "(ed.)" ]
    name  = [ given ] family | family "," given

Only what the entry confirms is a name; a given name or a co-author that it does not have is another work's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein

from apparatus.model import Name, Work

_WORD = re.compile(r"[^\W\d_](?:[\w'’`-]*[\w'’`])?\.?|&")
_MAX_WORDS = 14
_DIGRAPH = re.compile(r"(?<=[aou])e|(?<=a)a")
_MARKS = re.compile(r"[^a-z0-9 ]")


def names_of(work: Work) -> tuple[Name, ...]:
    """Return by whom a work goes: its authors, or else its editors."""
    return tuple(name for name in work.authors or work.editors if name.family != "others")


def names_start(before: str, work: Work, slack: int = 0) -> int | None:
    """Return where the work's names begin in the words before its year, None if they do not stand there."""
    bare, words = _last_words(before)
    if not words:
        return None
    names = names_of(work)
    if not names:
        return _title_start(words, work)
    index = len(words)
    if index > 2 and _ET_AL.fullmatch(" ".join(word.group() for word in words[-2:])):
        if len(work.authors or work.editors) < 2:
            return None  # more than one wrote what the note cites
        index, names = index - 2, names[:1]
    if len(names) == 1:
        index = _given_end(words, index, names[0], bare)
    for place, name in enumerate(reversed(names)):
        if place:
            index = _skip_and(words, index)
        start = _name_start(words, index, name, slack)
        if start is None:
            return None
        index = start
    begin = words[index].start()
    if before[begin - 1 : begin].isalnum():
        return None  # a word that begins with figures
    return None if somebody_else(bare[:begin], names) else begin


@lru_cache(maxsize=8)  # the same words are held against work after work
def _last_words(before: str) -> tuple[str, Sequence[re.Match[str]]]:
    """Return text without a role at its end, and its last words, none where something else ends it."""
    bare = _ROLE_AT_END.sub(lambda m: " " * len(m.group()), before)
    words = list(_WORD.finditer(bare))[-_MAX_WORDS:]
    return bare, [] if words and bare[words[-1].end() :].strip(" ,()*") else words


_ET_AL = re.compile(r"et al\.?|u\.? a\.?")
_ROLE_AT_END = re.compile(r"\(?\b(?:eds?|comps?|trans|hrsg|hgg?|red|utg)\b\.?\)?(?=,?\s*\(?$)", re.IGNORECASE)
_COAUTHOR = re.compile(r"(?:[^\W\d_a-zà-ÿ][\w'’.-]*,?\s+(?:and|&|und|og|et)\s+|[^\W\d_]/)$")
_LISTED = re.compile(r"(?:^|[\s(\[])[^\W\d_a-zà-ÿ][\w'’.-]+,\s+$")
_PARTICLE = re.compile(r"(?:^|\s)(?:van|von|der|den|de|du|della|ter|zu|zur|af|av)\s+$")
_WORD_BEFORE = re.compile(r"(?:^|[\s(\[\"“])(?P<word>(?:[^\W\d_a-zà-ÿ]\.[ -]?)+|[^\W\d_a-zà-ÿ][\w'’-]*)\s+$")
# capitalised words that stand before an author's name and are no part of it
_NO_GIVEN_NAMES = frozenset(
    [
        "see", "also", "cf", "compare", "in", "by", "as", "but", "both", "and", "or", "thus", "while",
        "like", "unlike", "with", "from", "after", "before", "for", "the", "to", "on", "of",
        "according", "professor", "prof", "dr", "mr", "mrs", "ms", "sir", "lord", "historian",
        "historians", "author", "authors", "here", "this", "so", "similarly", "contrast", "contra",
        "following", "than", "then", "only", "even", "again", "siehe", "vgl", "auch", "nach", "bei",
        "ähnlich", "ebenso", "anders", "dagegen", "dazu", "hierzu", "etwa", "zuletzt", "zuerst", "bereits",
        "se", "også", "jf", "jfr", "ifølge", "voir", "selon", "emphasis", "source", "sources",
        "citing", "quoting", "quoted", "cited", "pace", "per", "that", "what", "when", "where",
        "which", "who", "if", "because", "although", "though", "since", "however", "yet",
    ]
)  # fmt: skip


def somebody_else(before: str, names: Sequence[Name]) -> bool:
    """Tell whether the words before the names show that another person, or one more, is meant.

    `O'Brien and` before `Smith 1992` is a second author, `C.` or `Peter` before `Smith` another Smith,
    where the entry has `Smith, John`.
    """
    if _COAUTHOR.search(before) or _PARTICLE.search(before):
        return True
    if len(names) > 1 and _LISTED.search(before):
        return True
    word = _WORD_BEFORE.search(before)
    if word is None or word["word"].lower() in _NO_GIVEN_NAMES:
        return False
    return "." in word["word"] or bool(names[0].given)


def _skip_and(words: Sequence[re.Match[str]], index: int) -> int:
    return index - 1 if index and words[index - 1].group() in ("and", "&", "og", "und", "et") else index


def _given_end(words: Sequence[re.Match[str]], index: int, name: Name, text: str) -> int:
    """Step back over given names that follow the family name: `Smith, A. 1990`."""
    given = name.given.replace(".", " ").replace("-", " ").split()
    end = index
    while end > 1 and given:
        parts = [part for part in re.split(r"[.\s]+", words[end - 1].group()) if part]
        if not parts or not all(part[0].isupper() and any(agrees(part, g) for g in given) for part in parts):
            return index
        end -= 1
        if text[words[end - 1].end() : words[end].start()].strip() == ",":
            return end
    return index


def _name_start(words: Sequence[re.Match[str]], index: int, name: Name, slack: int) -> int | None:
    """Read one name backwards from `index`: family, then given names or initials that agree."""
    start = _family_start(words, index, name, slack)
    if start is None or start == index:  # a name without a letter is nobody's
        return None
    given = (name.given or " ".join(name.family.split()[:-1])).replace(".", " ").replace("-", " ").split()
    return _given_start(words, start, given)


def _family_start(words: Sequence[re.Match[str]], index: int, name: Name, slack: int) -> int | None:
    """Return where the family name begins that ends at `index`, in any of the forms that notes give it."""
    family = name.family.split()
    forms = [family]
    if "-" in name.family:
        forms.append(name.family.replace("-", " ").split())  # Lloyd Jones
    bare = family[next((i for i, word in enumerate(family) if not word.islower()), 0) :]
    forms += [bare] if bare != family else []  # Decken, for von der Decken
    if not name.given and len(family) > 1:
        # a name in its own order: `Mao` for Mao Zedong, `Pleshakov` for Constantine Pleshakov
        forms += [family[:1], family[-1:]]
    for place, form in enumerate(forms):
        start = index - len(form)
        printed = [word.group() for word in words[max(start, 0) : index]]
        printed[-1:] = [re.sub(r"['’]s$", "", word) for word in printed[-1:]]  # Smith's (1990)
        if start >= 0 and _same(" ".join(printed), " ".join(form), slack if place == 0 else 0):
            return start
    return None


def _given_start(words: Sequence[re.Match[str]], index: int, given: list[str]) -> int:
    """Take the given names before a family name into the citation, where they agree with the entry."""
    start = index
    while start and given:
        parts = [part for part in re.split(r"[.\s]+", words[start - 1].group()) if part]
        if not parts or not all(
            part[0].isupper() and any(agrees(part, name) for name in given) for part in parts
        ):
            break
        start -= 1
    return start


def agrees(printed: str, given: str) -> bool:
    """Tell whether `R` or `Carlyle` or `Bernhard` can stand for `R.`, `Carlyle`, `Bernard`."""
    a, b = fold(printed), fold(given)
    short, long = sorted((a, b), key=len)
    return long.startswith(short) if len(short) == 1 else DamerauLevenshtein.distance(a, b) <= 1


def _title_start(words: Sequence[re.Match[str]], work: Work) -> int | None:
    """title = two words or more, the first of a title that has no author, right before the year."""
    title = [fold(word) for word in re.findall(r"[\w'’-]+", work.title)]
    printed = [fold(word.group()) for word in words]
    for length in range(min(len(title), len(printed)), 0, -1):
        if printed[-length:] == title[:length] and (length > 1 or len(title) == 1):
            return words[-length].start()
    return None


def _same(printed: str, entry: str, slack: int) -> bool:
    a, b = fold(printed), fold(entry)
    if a == b:
        return True
    if re.search(r"[äöüåøæ]", entry, re.IGNORECASE) and without_digraphs(a) == without_digraphs(b):
        return True  # Mueller for Müller
    allowed = slack if len(b) > 7 else min(slack, 1)
    return bool(slack) and len(b) > 4 and a[:1] == b[:1] and DamerauLevenshtein.distance(a, b) <= allowed


def without_digraphs(folded: str) -> str:
    """Return a folded word as it is with and without umlauts spelt out: `muller` for `mueller`."""
    return _DIGRAPH.sub("", folded)


@lru_cache(maxsize=4096)  # a bibliography's names, again and again
def fold(word: str) -> str:
    """Return a word without case, accents and marks, as near spellings are compared."""
    return _MARKS.sub("", anyascii(word).lower())

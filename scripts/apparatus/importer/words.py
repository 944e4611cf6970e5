"""What the words of a text tell: how often a form stands in it, when two headings are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+)*")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
MARKER = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^\d+\^|\[\^?\d{1,4}\]")
# a figure in round brackets is one after a stop only: `the end.(12)`, and not `the boats (12)`
END_MARKER = re.compile(rf"(?:{MARKER.pattern}|(?<=[.!?…\"”“’‘»«›‹)*])\s?\(\d{{1,3}}\))$")
SENTENCE_END = ".!?…"
# the words that stand before a part's number, in the languages of Europe's prints
LEADS: dict[str, tuple[str, ...]] = {
    "chapter": (
        "chapter", "kapitel", "kapittel", "kapitola", "chapitre", "capítulo", "capitulo", "capitolo",
        "hoofdstuk", "rozdział", "poglavlje", "fejezet", "luku", "глава", "розділ",
    ),
    "part": ("part", "teil", "del", "partie", "parte", "deel", "część", "часть"),
    "appendix": (
        "appendix", "anhang", "vedlegg", "tillegg", "bilag", "bilaga", "annexe", "bijlage",
        "приложение",
    ),
}  # fmt: skip
LEAD_KIND = {word: kind for kind, words in LEADS.items() for word in words}
LEAD_WORDS = "|".join(LEAD_KIND)  # for regular expressions
LEAD_NOTES = re.compile(
    rf"(?i)(?:{'|'.join((*LEADS['chapter'], *LEADS['appendix']))})\s+\w+"
    r"|\d+\.\s+(?:kapitel|kapittel)\b|(?:end)?notes\b"
)
NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
            "nineteen", "twenty",
        ]
    )
}  # fmt: skip
# Words that no sentence of English prose ends in: after one of them the sentence goes on.
UNFINISHED = frozenset(
    [
        "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "without", "into",
        "onto", "upon", "and", "or", "but", "nor", "as", "than", "that", "which", "who", "whom", "whose",
        "when", "where", "while", "if", "because", "although", "though", "since", "until", "between",
        "among", "against", "toward", "towards", "through", "during", "under", "over", "about", "after",
        "before", "his", "her", "their", "its", "our", "your", "my", "this", "these", "those", "is",
        "are", "was", "were", "be", "been", "being", "has", "have", "had", "will", "would", "shall",
        "should", "may", "might", "must", "can", "could", "not", "no", "very", "more", "most", "such",
        "each", "every", "both", "either", "neither", "only", "also", "per", "via",
    ]
)  # fmt: skip
# a name follows these
TITLES = frozenset(["de", "von", "van", "der", "mr", "mrs", "dr", "general", "president", "minister"])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often each word stands in the text.

    `lower` counts its small form, `small` where it is printed so, `inside` its capitals within sentences.
    """

    lower: Mapping[str, int]
    small: Mapping[str, int]
    inside: Mapping[str, int]

    def joined(self, first: str, second: str) -> bool:
        """Tell whether `first-` and `second` are one word without a hyphen, by the text's own usage."""
        whole = self.lower.get((first + second).lower(), 0)
        hyphened = self.lower.get(f"{first}-{second}".lower(), 0)
        if whole != hyphened:
            return whole > hyphened
        if second[:1].isupper() or first.lower() in KEEPS_HYPHEN:
            return False
        return not (_is_word(first, self) and _is_word(second, self))

    def is_name(self, word: str) -> bool:
        """Tell whether a word keeps its capital within sentences, as names do."""
        return self.inside.get(word, 0) > self.small.get(word.lower(), 0)


KEEPS_HYPHEN = frozenset(
    ["self", "non", "anti", "semi", "pro", "ex", "vice", "post", "pre", "pseudo", "quasi", "neo", "all", "co"]
)


def _is_word(form: str, vocabulary: Vocabulary) -> bool:
    return len(form) > 2 and vocabulary.lower.get(form.lower(), 0) > 0


def vocabulary(lines: Iterable[str]) -> Vocabulary:
    """Count the words of the lines; the word at a line's very end may be cut and is not counted there."""
    lower: Counter[str] = Counter()
    small: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for line in lines:
        for match in WORD.finditer(line):
            if line[match.end() :].rstrip() == "-":
                continue
            word = match.group()
            lower[word.lower()] += 1
            if word[0].islower():
                small[word] += 1
            elif re.search(r"[a-z,] $", line[: match.start()]):
                inside[word] += 1
    return Vocabulary(lower, small, inside)


@cache
def plain(text: str) -> str:
    """Return the text without markers, emphasis, heading marks and doubled spaces."""
    text = MARKER.sub("", text)
    text = re.sub(r"^\s*#+\s+|\s+#+\s*$", "", text)
    text = re.sub(r"[*_\\]+", "", text)
    return re.sub(r"\s+", " ", text).strip()


def roman(text: str) -> int:
    """Return the value of a roman numeral, 0 where the text is none."""
    if not re.fullmatch(r"(?i)(?=[ivxlcdm])m*(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", text):
        return 0
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}[c] for c in text.lower()]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def number_of(text: str) -> int:
    """Return the number that digits, a number word or a roman numeral stand for, 0 for none."""
    low = text.lower()
    if low.isdigit():
        return int(low)
    return int(NUMBER_WORDS.get(low, "0")) or roman(low)


def tokens(text: str) -> list[str]:
    """Return the words of a heading in small letters, with a chapter's number as digits."""
    found = re.findall(r"[^\W_]+", plain(text).casefold())
    if len(found) > 1 and found[0].isdigit() and LEAD_KIND.get(found[1]) == "chapter":
        found = [found[1], found[0], *found[2:]]  # `1. Kapitel` is `Kapitel 1`
    kind = LEAD_KIND.get(found[0]) if len(found) > 1 else None
    number = number_of(found[1]) if kind else 0
    if kind and (number or kind == found[0]):
        return [kind, str(number) if number else found[1], *found[2:]]
    return found


@cache
def compact(text: str) -> str:
    """Return a heading as one run of small letters and digits, so that spaces and dashes do not count."""
    return "".join(tokens(text))


@cache
def title_only(text: str) -> str:
    """Return `compact` without a leading `Chapter 3`, `3.` or `III.`."""
    found = tokens(text)
    if len(found) > 2 and found[0] in ("chapter", "part", "appendix") and number_of(found[1]):
        return "".join(found[2:])
    if len(found) > 1 and number_of(found[0]) and not NUMBER_WORDS.get(found[0]) and found[0] != "i":
        return "".join(found[1:])
    return "".join(found)


def ends_sentence(text: str) -> bool:
    """Tell whether a paragraph ends as a sentence does, markers, quotation marks and brackets aside."""
    bare = bare_end(text)
    return bare.endswith(tuple(SENTENCE_END))


def bare_end(text: str) -> str:
    """Return the text without markers, emphasis, closing quotation marks and brackets at its end."""
    before = ""
    bare = text.rstrip()
    while bare != before:
        before = bare
        bare = END_MARKER.sub("", bare).rstrip(" *_\"'”“’‘»«›‹)]")
    # glued note numbers: `the end.12`
    return re.sub(r"(?<=[^\W\d_][.!?]|[\"”“’‘»«›‹')\]][.!?]|[.!?][\"”“’‘»«›‹')])\d{1,3}$", "", bare)


def first_letter(text: str) -> str:
    """Return the first character that is not a quotation mark, bracket or emphasis mark."""
    bare = text.lstrip(" *_\"'“„‘‚«»‹›([>")
    return bare[:1]

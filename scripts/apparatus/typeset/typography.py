"""A typesetter's quotation marks, apostrophes and dashes in what is shown, and spaces where no line breaks.

Changes the text of a tree and nothing else: no attribute, no code, no address, and none of the strings
that it is told to keep. What it has changed it leaves alone when it comes again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

# opening and closing, double and single; where a language is not here its quotation marks stay
QUOTES: Mapping[str, str] = {
    "en": "“”‘’", "de": "„“‚‘", "nb": "«»‘’", "nn": "«»‘’", "no": "«»‘’", "es": "“”‘’", "it": "“”‘’",
}  # fmt: skip
APOSTROPHE = "’"

VERBATIM = "verbatim"  # the class of what is quoted letter by letter
_CODE = frozenset({"code", "pre", "kbd", "samp", "script", "style", "math", "textarea"})
_BESIDE = frozenset({"call"})  # stands at a word without being part of the line
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong",
     "sub", "sup", "time", "u", "var"}
)  # fmt: skip

# Each of these begins with what is rare: most of a text holds none of them, and is passed over quickly.
_ADDRESS = r"(?:https?://|www\.|mailto:|10\.(?<!\w10\.)\d{4,}/)[^\s<>]+"
_MAIL = r"(?<!\S)\S+@\S+"
_OF_ADDRESSES = ("://", "www.", "mailto:", "10.", "@")
_SPACED = re.compile(r"-(?:(?<=\s-)(?=\s)|(?<=[\w’]-)(?=\s+\w+\s+\d{4}\b))")
_LONG = re.compile(r"--(?<!---)-?(?!-)")
# of years, of pages: but no date, no ISBN, no fraction, no part of a longer name
_RANGE = re.compile(r"-(?=\d{1,4}(?:s|[a-z])?(?![\w/\-–\x02]|[.,:]\d))")
_FIRST = re.compile(r"(?<![\w/.:#&=?\-–\x03])\d{1,4}[a-z]?\Z")
# between an abbreviation and its number: “p. 12”, “f. 079, op. 9”; in the languages of `QUOTES`
_NUMBERED = re.compile(
    r"\. (?=\d)(?:(?<=\b[fpdlns]\. )|(?<=\b(?:op|pp|ll|nn|ss|ch|[Nn]o|[Nn]r|Bd)\. )|(?<=\b[Vv]ol\. ))"
)
_TOGETHER = ".\N{NO-BREAK SPACE}"
_STRAIGHT = re.compile(r"[-\"']")
_QUOTE = re.compile(r"[\"']")
_OPENS = frozenset(" \t\r\n\N{NO-BREAK SPACE}([{<—–-/\"'“‘„‚«")
_Run = tuple[str, Element | None, bool]  # text, where it stands if it may be changed, whether as its tail
_NOTHING = "\0"  # stands for the second of two hyphens until the text is cut again


@dataclass(frozen=True, slots=True)
class Typography:
    """How an edition's text is dressed: its language, and what is kept as it is written."""

    language: str = "en"
    keep: tuple[str, ...] = ()

    def dress(self, root: Element) -> Element:
        """Change the text of a tree; return the tree."""
        runs: list[_Run] = []
        _gather(root, runs)
        shown, end = self._dressed("".join(text for text, _, _ in runs)), 0
        for text, element, tail in runs:
            start, end = end, end + len(text)
            if element is not None and shown[start:end] != text:
                setattr(element, "tail" if tail else "text", shown[start:end].replace(_NOTHING, ""))
        return root

    def line(self, text: str) -> str:
        """Return one line of text, dressed."""
        return self._dressed(text).replace(_NOTHING, "")

    def _dressed(self, text: str) -> str:
        """Return text of the same length."""
        return _NUMBERED.sub(_TOGETHER, self._marked(text))

    def _marked(self, text: str) -> str:
        """Return text with quotation marks, apostrophes and dashes, of the same length."""
        if not _STRAIGHT.search(text):
            return text
        kept = [match.span() for match in self._kept(text)]
        shown = _RANGE.sub(_in_range, text)
        shown = _LONG.sub(lambda match: {2: "–\0", 3: "—\0\0"}[len(match.group())], shown)
        shown = _quoted(_SPACED.sub("–", shown), QUOTES.get(self.language.partition("-")[0], ""))
        for start, end in kept:
            shown = shown[:start] + text[start:end] + shown[end:]
        return shown

    def _kept(self, text: str) -> Iterator[re.Match[str]]:
        if self.keep or any(sign in text for sign in _OF_ADDRESSES):
            yield from _kept(self.keep, mail="@" in text).finditer(text)


@cache
def _kept(keep: tuple[str, ...], *, mail: bool) -> re.Pattern[str]:
    return re.compile("|".join([*map(re.escape, keep), _ADDRESS, *([_MAIL] if mail else [])]))


def _gather(element: Element, runs: list[_Run]) -> None:
    """Add the text of an element in order; code is a letter, the edge of a block a new line."""
    inline = element.tag in _INLINE
    names = element.attrib["class"].split() if "class" in element.attrib else ()
    if not inline:
        runs.append(("\n", None, False))
    if element.tag in _CODE or VERBATIM in names:
        runs.append(("x", None, False))
    elif not _BESIDE.intersection(names):
        if element.text:
            runs.append((element.text, element, False))
        for child in element:
            _gather(child, runs)
            if child.tail:
                runs.append((child.tail, child, True))
    if not inline:
        runs.append(("\n", None, False))


def _in_range(hyphen: re.Match[str]) -> str:
    """Return a dash where a number stands before a hyphen that has one after it."""
    return "–" if _FIRST.search(hyphen.string, max(0, hyphen.start() - 5), hyphen.start()) else "-"


def _quoted(text: str, quotes: str) -> str:
    """Return text with quotation marks that open and close; without `quotes` only with apostrophes."""
    letters = list(text)
    for match in _QUOTE.finditer(text):
        at = match.start()
        before = letters[at - 1] if at else "\n"
        letters[at] = _quote(match.group(), before, text[at + 1 : at + 5], quotes)
    return "".join(letters)


def _quote(mark: str, before: str, following: str, quotes: str) -> str:
    """Return what stands for a straight mark between what is before it and what follows."""
    opens = before in _OPENS and following[:1].strip() not in ("", *".,;:!?)]}")
    if mark == "'":
        years = re.match(r"\d\ds?\b", following) is not None  # the ’50s
        inside = before.isalnum() and following[:1].isalnum()
        if inside or years or not opens or not quotes:
            return APOSTROPHE if quotes or inside or years else mark
        return quotes[2]
    if not quotes:
        return mark
    return quotes[0] if opens else quotes[1]


def keeping(language: str, strings: Iterable[str]) -> Typography:
    """Return the typography of a language that keeps those of the strings which it might change."""
    return Typography(language, tuple(sorted({text for text in strings if _STRAIGHT.search(text)})))

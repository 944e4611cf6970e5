"""Archives as a note spells them out: their names in words, and the abbreviations that it gives them.

keeper      = name { "," place }        a word of the name says that it is one: Archives, Library ...
declaration = keeper ( "(" | "[" ) [ "hereafter" ] [ group "," ] abbreviation ( ")" | "]" )
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from apparatus.model import Span

# an abbreviation has two capitals at least: AVPRF, RTsKhIDNI, NARA
ABBREVIATION = r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*"
_CAPITAL = r"(?:(?:[A-ZÀ-ÖØ-ÞĐА-Я]\.)+|St\.|[A-ZÀ-ÖØ-ÞĐА-Я][\w'’-]*)"
_LINK = r"(?:of|the|and|for|der|des|für|zu|de|du|la|di|og)"
_NAME = rf"{_CAPITAL}(?:\s+(?:{_LINK}\s+){{0,2}}{_CAPITAL})*"
_SIGNALS = r"(?!(?:See|In|Cf|Compare|Also|From|At|By|And|Siehe|Vgl|Voir|Se)\b)"
_NAMES = re.compile(rf"(?<![\w.]){_SIGNALS}{_NAME}(?:,\s+{_NAME}){{0,4}}")
_KEEPER = re.compile(
    r"\b(?:\w*[Aa]r(?:ch|kh|k|h)iv(?:e|es|s|io|o|um|et|er)?|Library|Libraries|\w*[Bb]iblioth?ek(?:et)?"
    r"|Biblioth[eè]que|Biblioteca|Records? (?:Office|Cent(?:er|re)))\b"
)
_COLLECTION = re.compile(r"\b(?:Papers|Nachla(?:ss|ß)|Papiers)\b")
_HEREAFTER = (
    r"(?:(?:[Hh]ereafter|[Hh]enceforth|[Ii]m [Ff]olgenden|[Ff]ortan|[Kk]ünftig|[Hh]eretter|[Cc]i-après)"
    r"[:,]?\s+(?:(?:cited|referred to)? ?as\s+)?)"
)
_BRACKET = re.compile(
    rf"\s*[(\[]{_HEREAFTER}?[*\"“„]*(?:(?:RG|Record Group)\s+\d+,\s*)?"
    rf"(?P<key>{ABBREVIATION}(?:\s[A-Z]{{2,4}})?)[*\"”“.]*[)\]]"
)


@dataclass(frozen=True, slots=True)
class Keeper:
    """An archive or a collection that a note names in words, with the abbreviation that it may declare."""

    span: Span
    name: str
    place: str = ""
    key: str = ""
    institution: bool = True  # not a collection, such as somebody's papers

    @property
    def words(self) -> str:
        """Name and place as the note has them."""
        return f"{self.name}, {self.place}" if self.place else self.name


def keepers(text: str, start: int = 0, end: int | None = None) -> Iterator[Keeper]:
    """Yield the archives and collections that `text[start:end]` names in words."""
    for run in _NAMES.finditer(text, start, len(text) if end is None else end):
        found = _keeper(run, institution=True) or _keeper(run, institution=False)
        if found is not None:
            yield found


def declarations(text: str, start: int = 0, end: int | None = None) -> Iterator[Keeper]:
    """Yield the archives to which `text[start:end]` gives an abbreviation; the bracket is in their span."""
    end = len(text) if end is None else end
    for run in _NAMES.finditer(text, start, end):
        found = _keeper(run, institution=True)
        bracket = _BRACKET.match(text, run.end(), end)
        if found is not None and bracket is not None:
            yield Keeper(Span(found.span.start, bracket.end()), found.name, found.place, bracket["key"])


def folded_name(name: str) -> str:
    """Return an archive's name as it is compared: without its article and case."""
    return re.sub(r"\s+", " ", re.sub(r"^(?:The|the)\s+", "", name)).lower()


def names_of(declared: Iterable[Keeper]) -> str:
    """Return what matches the names of archives that have an abbreviation, with the place that was given."""
    patterns = {
        rf"(?:[Tt]he\s+)?{re.escape(re.sub(r'^[Tt]he ', '', keeper.name))}"
        + (rf"(?:,\s+{re.escape(keeper.place)})?" if keeper.place else "")
        for keeper in declared
    }
    return "|".join(sorted(patterns, key=lambda pattern: (-len(pattern), pattern)))


def _keeper(run: re.Match[str], *, institution: bool) -> Keeper | None:
    """Read the last part of a run of names that says what it is; what follows it is its place."""
    sign = _KEEPER if institution else _COLLECTION
    parts = list(re.finditer(r"[^,\s](?:[^,]*[^,\s])?", run.group()))
    last = next((n for n in reversed(range(len(parts))) if sign.search(parts[n].group())), None)
    if last is None:
        return None
    place = run.group()[parts[last + 1].start() :] if last + 1 < len(parts) else ""
    return Keeper(
        Span(run.start() + parts[last].start(), run.end()),
        parts[last].group(),
        place,
        institution=institution,
    )

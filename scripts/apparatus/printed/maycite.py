"""Prose of a note that may itself cite something: a newspaper, an interview, papers, a volume of documents.

    source = clause that ends in a place       `FRUS, 1950, 2:33`; `Peter Moe's diary, p. 44`
           | head "," ( day | place ) { word } `The Times, 5 May 1950, 3, has another view`
           | clause without a verb that has a day, a place, a year in brackets or a kind of source
           | ( "see" | "cf." | ... ) names     `see also Moe's memoirs`
    place  = page-mark value | volume ":" page | "," page | shelf number

A name stands in each of them: `The wording is his own, p. 44` cites nothing new. What refers to a note or a
chapter of the book itself is no source. Behind a citation, within its clause, words are its own, unless an
*and*, a *quoting* or the like begins something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from apparatus.dates import MONTHS
from apparatus.model import Span
from apparatus.printed.clauses import SIGNAL, after_signal
from apparatus.printed.dates import DATE
from apparatus.printed.tokens import clauses

_UPPER = r"[^\W\d_a-zà-ÿ]"
_ROMAN = r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})(?!\w)"
_NUMBER = rf"(?:(?:[A-Z]{{1,3}}[ .]?)?\d[\w/.]*(?:\s?[-–]\s?[A-Z]?\d[\w/]*)?(?:\sff?)?|(?i:{_ROMAN}))"
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_NUMBERS = rf"{_NUMBER}(?:,?\s(?:and\s|und\s)?{_NUMBER})*"
_MARK = (
    r"(?<![\w.])(?:(?i:pp?|cols?|fols?|ll?|nos?|nr|vols?|bl|bd|sp|qq?|chaps?|docs?|ser|arts?|tel|desp)\."
    r"|S\.|§|(?i:box(?:es)?|folders?|files?|lot|reels?|columns?|documents?|volumes?|fols|pages?))\s?"
)
_PLACE = re.compile(rf"{_MARK}{_NUMBER}|(?<![\w:])(?:\d{{1,3}}|[IVXL]+):\s?\d{{1,4}}(?![\w:])")
_ENDS_IN_PLACE = re.compile(
    rf"(?:{_MARK}{_NUMBERS}|(?<![\w:])(?:\d{{1,3}}|[IVXL]+):\s?\d{{1,4}}(?:[-–,\s]+\d+)*"
    rf"|,\s(?:[A-Z]?\d{{1,4}}[a-z]?(?:\s?[-–]\s?[A-Z]?\d{{1,4}})?(?:\sff?)?|{_ROMAN})(?:,\s\d{{1,4}}(?:[-–]\d+)?)*"
    rf"|(?<!\w)[A-Z]{{1,6}}\s\d+(?:[/.-]\d+)*|,\sc\.\s?\d{{1,3}}|,\s(?:\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}})|\bpassim)$"
)
_ADVERBIAL = r"(?:On|In|At|By|Until|Since|From|After|Before|As|During|Under|With|For|Am|Im|Seit|Nach|Bis)\s"
_SMALL = r"(?:of|the|and|for|in|to|de|du|des|la|von|van|der|die|das|und|og|eds?\.?|&)"
_HEAD = re.compile(
    rf"(?!{_ADVERBIAL}|\w*day,){_UPPER}[\w'’.-]+(?:,?\s(?:{_SMALL}|[*\"“‘(]?{_UPPER}[\w'’.-]*[*\"”’)]?))*,\s+"
)
_FIRST_IN_TEXT = re.compile(r"[*\"“„«‘(\[]*(?P<word>\w[\w'’.-]*)(?<!['’]s)(?=\s[a-zà-ÿ])")
_NAME = re.compile(rf"(?<![\w.]){_UPPER}[\w'’-]*[^\W\d_]")
_NO_NAMES = re.compile(
    r"(?<!\w)(?:I|My|The|Appendi(?:x|ces)|Chapters?|Notes?|Introduction|Preface|Conclusions?|Epilogue"
    r"|Tables?|Figures?|Maps?|Plates?|Parts?|Sections?|Anm|Anmerkung(?:en)?|Kapitel|Anhang|Emphasis|See|Cf)"
    r"(?!\w)"
)
_OWN = re.compile(
    r"(?:(?:above|below|supra|infra|oben|unten),?\s+)?"
    r"\b(?:(?:foot)?notes?|nn?\.|fn\.|anm\.|anmerkung(?:en)?|chapters?|chap\.|kapitel|kap\.|appendi(?:x|ces))"
    r"\s?(?:\d+|[A-Z]\b|[ivx]+\b)(?:\s?[-–]\s?\d+)?(?:(?:,|,?\sand)\s\d+)*(?:,?\s(?:above|below|supra|infra))?"
    r"|\b(?:pp?\.|S\.|pages?)\s?\d+(?:[-–]\d+)?,?\s(?:above|below|oben|unten)\b"
    r"|\b(?:above|below|oben|unten),?\s(?:pp?\.|S\.|pages?)\s?\d+(?:[-–]\d+)?",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|was|are|were|has|have|had|does|did|do|can|could|will|would|shall|should|may|might|must|says?|said"
    r"|gives?|gave|tells?|told|writes?|wrote|argues?|argued|claims?|notes|noted|shows?|showed|seems?|ist|war"
    r"|sind|waren|hat|hatte|haben|wird|wurden?|nennt|schreibt|er|var|har|hadde|ble|skriver|est|sont)\b"
)
_SENTENCE = re.compile(_ADVERBIAL)
_KIND = re.compile(
    r"\b(?:interviews?|(?:auto)?biograph(?:y|ies)|diar(?:y|ies)|memoirs?|papers|archives?|manuscripts?|MSS?"
    r"|typescript|thesis|dissertation|letters?|telegrams?|cables?|d[ei]spatch(?:es)?|memorand(?:um|a)|memo"
    r"|minutes?|correspondence|testimony|conversations?|hansard|collections?|newspapers?|records|reports?"
    r"|gespräch|tagebuch|nachla(?:ss|ß)|archiv|brief|zeitung|bericht|intervju|dagbok|brev)\b",
    re.IGNORECASE,
)
_SHORT = 12  # words: a longer clause that speaks of archives or papers is a sentence, whatever its verb is
_PRIVATE = re.compile(
    r"\b(?:private information|(?:personal|private) communication|in private hands)\b", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\((?:[A-ZÀ-ÞĐ\d][^()]*)?(?:1[5-9]|20)\d\d[a-z]?(?::[^()]*)?(?:\)|$)")
_AUTHOR_YEAR = re.compile(rf"{_UPPER}[\w'’-]+\s(?:1[5-9]|20)\d\d[a-z]?\b")
_TITLED = re.compile(rf"{_UPPER}[\w'’.-]*,?\s[*\"“„«‘]+{_UPPER}")
_SEE = re.compile(r"(?:and\s|but\s)?(?:see|cf\.|compare|siehe|vgl\.|jfr?\.|voir)\b", re.IGNORECASE)
# what begins something else behind a citation
_LINK = re.compile(
    r"[,\s(]*\b(?:and|und|og|et|or|quoting|citing|quoted|cited|reprinted|printed|published|copy|copies|also"
    r"|as well as|see|cf\.|from|zit\.|zitiert|abgedruckt)\b\s*(?:in\s|from\s|by\s)?",
    re.IGNORECASE,
)
_LINK_AT_END = re.compile(r",?\s+(?:and|und|og|et|&|or|but)\s+$")
_REMARK = re.compile(r"\s*\([^()\d]*\)$")
_COUNTED = re.compile(r"\b(?:[Nn]os?|[Nn]r)\.\s?\d+(?=,)")
_CLOSING = ' \n.,;:)]"”’»*'


def find_sources(
    text: str, gap: Span, *, after_work: bool = False, before_ibid: bool = False
) -> Iterator[Span]:
    """Yield the clauses of the prose between two citations that may cite something themselves.

    `after_work`: a work is cited right before the gap, to whose pages no words of a description belong;
    `before_ibid`: the gap goes on with an *Ibid.*, so that a document that is described before it lies there.
    """
    begins = clauses(text, gap.start, gap.end)
    for begin, stop in zip(begins, [*begins[1:], gap.end], strict=True):
        first, last = begin, stop
        if begin == gap.start and gap.start:
            link = _LINK.search(text, begin, stop)
            first = link.end() if link else begin if after_work else stop
        if stop == gap.end and stop < len(text):
            last = _before_citation(text, first, stop)
        span = _trimmed(text, first, last)
        described = before_ibid and stop == gap.end and _days(span.of(text))
        if described or is_source(span.of(text)):
            yield Span(after_signal(text, span.start, span.end), span.end)


def is_source(words: str) -> bool:
    """Tell whether a clause may cite something."""
    own = _OWN.search(words)
    bare = _REMARK.sub("", _OWN.sub("", words).strip(_CLOSING)).strip(_CLOSING)
    if _PRIVATE.search(bare):
        return True
    days = _days(bare)
    if not (_has_name(bare) or (days and _KIND.match(bare))):
        return False
    if _ENDS_IN_PLACE.search(bare) or any(end == len(bare) for _, end in days) or _headed(bare, days):
        return True
    if _SEE.match(words) and not own:
        return True
    if _VERB.search(bare):
        return False
    dated = bool(days) and not _SENTENCE.match(bare)
    undated = DATE.sub(lambda day: day.group() if day["alone"] else " ", bare)
    shapes = (_PLACE, _IN_BRACKETS, _AUTHOR_YEAR, _TITLED)
    named = len(bare.split()) <= _SHORT and _KIND.search(undated)
    return bool(dated or named) or any(shape.search(undated) for shape in shapes)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a clause without the marks at its ends, but for a bracket that closes one of its own."""
    words = text[start:end].strip(" \n,;:.)]=–—/")
    at = text.index(words, start)
    return Span(at, at + len(words) + (words.count("(") > words.count(")")))


def _before_citation(text: str, start: int, stop: int) -> int:
    """Return where a source may end that stands before a citation: `quoted in` makes it part of that."""
    signals = [match for match in SIGNAL.finditer(text, start) if match.end() == stop]
    end = signals[0].start() if signals else stop
    link = _LINK_AT_END.search(text, start, end)
    if link is not None:
        return link.start()
    return start if signals or text[start:stop].rstrip().endswith(":") else stop


def _days(words: str) -> list[tuple[int, int]]:
    """Return where days and months of a year stand after a comma: those of prose stand after *on* or *in*."""
    words = _COUNTED.sub(lambda number: "x" * len(number.group()), words)  # no. 31, 9 April 1936
    return [
        match.span()
        for match in DATE.finditer(words)
        if not match["alone"] and re.search(r"(?:,\s|\bdated\s|\bvom\s|^)$", words[: match.start()])
    ]


def _headed(words: str, days: list[tuple[int, int]]) -> bool:
    """Tell whether a clause begins with names or a title, and a day or a place after a comma."""
    see = SIGNAL.match(words) if _SEE.match(words) else None
    head = _HEAD.match(words, see.end() if see else 0)
    if head is None:
        return False
    after = head.end()
    return any(start == after for start, _ in days) or bool(
        _PLACE.match(words, after) or re.compile(r"[A-Z]?\d{1,4}(?:[-–]\d+)?(?=[,.;]|$)").match(words, after)
    )


def _has_name(words: str) -> bool:
    """Tell whether a word has a capital that is neither a sentence's first nor that of a month."""
    plain = DATE.sub(" ", words)
    first = _FIRST_IN_TEXT.match(plain)
    rest = plain[first.end() :] if first and not _KIND.fullmatch(first["word"]) else plain
    return _NAME.search(_NO_NAMES.sub(" ", rest)) is not None

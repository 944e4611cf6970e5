"""Where a citation can begin: after a sentence, a semicolon, a word such as *see*.

A full stop ends a sentence unless it stands after an initial or an abbreviation.
"""

from __future__ import annotations

import re

_ABBREVIATIONS = (
    "f|op|p|pp|d|l|ll|Dr|Mr|Mrs|Ms|St|Gen|Col|No|no|nos|vol|Vol|vols|ed|eds|trans|tr|ch|chap|cf|"
    "e\\.g|i\\.e|f\\.ex|ca|c|n|nn|ff|art|Art|sec|fol|fols|Jan|Feb"
    "|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|etc|Sr|Jr|Prof|Rev|comp|comps|ibid|Ibid"
    "|al|S|s|Bd|Bl|Nr|Kap|kap|Anm|Vgl|vgl|jf|jfr|Hg|Hrsg|red|Ebd|ebd"
)
_SIGNALS = (
    r"[Ss]ee(?:,? (?:also|e\.g\.|for (?:example|instance)|in particular|especially|further|inter alia))?"
    r"|(?:[Cc]f\.|[Cc]ompare)(?:,? however| also)?"
    r"|[Ss]e også|[Ss]iehe(?: auch)?|[Vv]gl\.|[Jj]fr?\.|[Vv]oir(?: aussi)?"
    r"|[Qq]uoted (?:in|from)|[Cc]ited in|[Rr]eferred to in|[Aa]lso|[Ii]n"
)
# a sentence's end: a mark that may be followed by closing quotes or brackets, space, and an opening
BOUNDARY = re.compile(
    # the stop of an ordinal (3. Mai) ends nothing
    r"(?!(?<=\d)\.\s+(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez))"
    r"(?<!\b[A-ZА-Я])(?<!\b(?:Ch|Yu|Ya|Zh|Sh|Kh|Ts|Th|Ph))[.?!]+[\"”»')\]*]*\s+(?=[\"“«'(\[*]*[A-ZА-Я«])"
    r"|;\s*|\n\s*\n\s*|(?<=\])\s+(?=[A-Z])|:\s+(?=[\"“«*]*[A-Z])"
)
SIGNAL = re.compile(rf"(?:(?<=^)|(?<=[\s(\[;,.]))(?:{_SIGNALS})[,:;]?\s+(?=\S)")
_ABBREVIATED = re.compile(rf"(?<![\w-])(?:{_ABBREVIATIONS})\.[\"”»')\]]*\s+$")


def boundaries(text: str, start: int, end: int) -> list[int]:
    """Return the offsets in `text[start:end]` at which a clause begins, `start` first."""
    found = [start]
    found += [
        match.end()
        for match in BOUNDARY.finditer(text, start, end)
        if not _ABBREVIATED.search(text, max(start, match.start() - 8), match.end())
    ]
    return found


def after_signal(text: str, start: int, end: int) -> int:
    """Return where `text[start:end]` goes on after its last *see*, *quoted in* and the like."""
    for match in SIGNAL.finditer(text, start, end):
        word = match.group().strip(" ,:;").lower()
        # "in" and "also" introduce a citation only at a clause's beginning
        if word not in ("in", "also") or match.start() == start:
            start = match.end()
    return start

"""The shapes of shelfmarks: which levels an archive has, in what order, and how a print writes them.

Russian archives:         f. 079, op. 9, p. 6, d. 8
American record groups:   RG 59, Central Decimal File 1950-54, Box 3674, 751G.00/5-1254, in any order
British classes:          FO 371/101234, BT 1/213–252 (several pieces)
German federal archives:  R 3101/12456, R 43 I/1348
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LevelMark:
    """A level of a shape: its field, the mark that an edition writes, and the words that a print has."""

    field: str
    mark: str
    words: str  # regular expression
    value: str = ""  # regular expression of its values; empty: the shape's


@dataclass(frozen=True, slots=True)
class Shape:
    """The order of an archive's levels; `separator` stands between two of them."""

    levels: tuple[LevelMark, ...]
    separator: str = ", "
    archives: tuple[str, ...] = ()  # abbreviations that this shape belongs to; empty: any
    least: int = 2  # levels that make a shelfmark
    value: str = r"\d+(?:[a-zа-я]\b)?(?:/\d+)*"
    any_order: bool = False  # a print may have the levels from the inside out, too
    needs: tuple[str, ...] = ()  # fields one of which makes the shelfmark one of this shape; empty: none
    alone: tuple[str, ...] = ()  # fields that are a shelfmark by themselves
    names: str = ""  # regular expression: archives that a print spells out, `National Archives`
    holds: str = ""  # the same: a level that names the archive where nothing else does
    bound: bool = False  # it is one only with its archive before or behind it
    numbered: bool = False  # a document's own number can stand behind it
    volume_like: bool = False  # a journal's volume can look the same: JCH 12/3


def _spelt(word: str, short: str) -> str:
    """Match a level's mark: `opis`, `opis (op.)`, `op.`, `op`."""
    return rf"(?:(?:{word})s?\s*(?:\(\s*{short}\.?\s*\))?|{short}\.)"


RUSSIAN = Shape(
    (
        LevelMark("fond", "f.", _spelt("fun?d|fond", "f")),
        LevelMark("opis", "op.", _spelt("opis", "op")),
        LevelMark("papka", "p.", rf"(?:{_spelt('papka', 'p')}|pap\.|por\.)"),
        LevelMark("delo", "d.", rf"(?:{_spelt('delo', 'd')}|ed\.\s?khr\.)"),
    )
)
# Central Decimal File 1950-54, State Department Central Files
_SERIES = (
    r"(?:(?:U\.?S\.? )?(?:State Department|Department of State),? )?"
    r"(?:(?:Central )?Decimal Files?|Central (?:Foreign Policy )?Files?|CDF|DSCF)"
    r"(?:,? \(?1[89]\d\d(?:[-–/]\d{2,4})?\)?)?"
)
# what its maker or its owner gives a series its name: Rubottom files; Records of the Office of ... Affairs
_WORDS = r"[A-ZÀ-Ý][\w'’.-]*(?: (?:of|the|and|for|[A-ZÀ-Ý][\w'’.-]*))*?"
_NAMED = (
    rf"(?:(?:General )?Records of (?:the )?{_WORDS}|{_WORDS} (?:[Ff]iles?|[Rr]ecords))"
    r"(?:, \(?1[89]\d\d(?:[-–/]\d{2,4})?\)?)?(?=,\s)"
)
# country and subject, then month, day and year: 751G.00/5-1254, 396.1-GE/5-1254; once a number: 851G.00/45
_DECIMAL = (
    r"\d{3}(?:[A-Z]?\.\d{1,5}[A-Z]?\d?(?:[- ][A-Z]{2,5})?/\d{1,2}[-–]\d{3,4}|[A-Z]\.\d{2,4}/\d{1,5}"
    # a person's file: 123 Corwin, Ellis B./5-445
    r"|(?:\.\d{1,5})? [A-Z][\w'’-]+(?:, [A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*)?/\d{1,2}[-–]\d{3,4})"
)
RECORD_GROUP = Shape(
    (
        LevelMark("group", "RG", r"(?:Record Group|RG)"),
        LevelMark("entry", "Entry", r"Entry"),
        LevelMark("series", "", "", rf"(?:{_SERIES}|{_NAMED})"),
        LevelMark("lot", "Lot", r"[Ll]ot(?: [Ff]iles?)?", r"\d{2} ?D ?\d+"),
        LevelMark("box", "Box", r"[Bb]ox"),
        LevelMark("folder", "Folder", r"[Ff]older", r"\d+[A-Za-z]?|[\"“][^\"“”]+[\"”]"),
        LevelMark("decimal", "", "", _DECIMAL),
    ),
    any_order=True,
    needs=("group", "decimal"),
    alone=("decimal",),
    names=r"(?:(?:U\.?S\.?|United States) )?National Archives(?: and Records Administration)?",
    holds=r"(?:State Department|Department of State) Central Files?",
)
_PIECE = r"\d+(?:/\d+)*(?:[-–]\d+)?"
CLASS_PIECE = Shape(
    (LevelMark("class", "", r"(?=[A-Z]{2,5} \d{1,3}/\d)"), LevelMark("piece", "", "")),
    separator="/",
    value=rf"(?:[A-Z]{{2,5}} \d{{1,3}}(?=/)|{_PIECE})",
    numbered=True,
    volume_like=True,
)
# one letter and longer figures are too little to be known without an archive: `R 43 I/1348`
_FONDS = r"[A-Z]{1,5} \d{1,5}(?: [IVXLC]+)?"
BOUND_CLASS = Shape(
    (LevelMark("class", "", rf"(?={_FONDS}/\d)"), LevelMark("piece", "", "")),
    separator="/",
    value=rf"(?:{_FONDS}(?=/)|{_PIECE})",
    bound=True,
    numbered=True,
)
SHAPES: tuple[Shape, ...] = (RUSSIAN, RECORD_GROUP, CLASS_PIECE, BOUND_CLASS)

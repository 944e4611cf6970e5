"""The shapes of names in a bibliography, as patterns: what may be a family name, given names, a whole name.

    inverted = family "," given [ "," "Jr." ]     Whitcombe, Anna; van der Meer, J.; King, Jo L., Jr.
    reading  = ( word | initial ) { word | initial } family        Peter Drax; E. L. Woodward
    family   = { particle } word [ word [ word ] ]
    given    = ( word | initial ) { word | initial } { particle }

A word begins with a capital. A name of one word alone, or a body's, has none of these shapes.
"""

from __future__ import annotations

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PARTICLE = r"(?:van|von|vom|de|der|den|du|des|la|le|del|della|di|da|dos|ter|ten|zu|zur|af|av|bin|ibn|al|el)"
_WORD = rf"(?:\w['’])?{_CAPITAL}[^\W\d_]+(?:['’-][^\W\d_]+)*"
# no space within it: a pattern that could part names in two ways takes ages on a long list of them
_INITIAL = rf"{_CAPITAL}[a-z]?\.(?:-?{_CAPITAL}\.)*"
_PART = rf"(?:{_INITIAL}|{_WORD}|{_CAPITAL}\b)"
FAMILY = rf"(?:{_PARTICLE}\s){{0,3}}{_WORD}(?:\s{_WORD}){{0,2}}"
GIVEN = rf"{_PART}(?:\s{_PART}){{0,4}}(?:\s{_PARTICLE}){{0,3}}"
READING = rf"{_PART}(?:\s{_PART}){{0,4}}\s(?:{_PARTICLE}\s){{0,3}}{_WORD}"
JUNIOR = r"(?:,\s(?:[JS]r\b\.?|III?\b|IV\b))"
INVERTED = rf"{FAMILY},\s{GIVEN}{JUNIOR}?"
AND = r"(?:and|&|und|og|et|y|e)"

"""Persons and bodies as a note names them: office and name told apart.

    people = person { ( "," | "and" | "&" ) person }
    person = [ office ] name | body

A name is the run of capitalised words at the end, after the last word that belongs to an office;
an initial begins a name. What cannot be told apart stays whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from apparatus.model import Name

# words for what somebody is
_POSTS = frozenset(
    [
        "acting", "adviser", "advisor", "ambassador", "ambassadors", "agent", "assistant", "attache",
        "attaché", "chairman", "chairwoman", "charge", "chargé", "chief", "colonel", "commander",
        "commissar", "consul", "councillor", "counselor", "counsellor", "d'affaires", "d'affairs", "deputy",
        "director", "employee", "general", "governor", "head", "lieutenant", "major", "marshal", "member",
        "minister", "ministers", "officer", "official", "plenipotentiary", "premier", "president",
        "representative", "representatives", "secretary", "spokesman", "comrade", "comrades", "dr", "mr",
        "mrs",
    ]
)  # fmt: skip
# words for a body that somebody belongs to
_BODIES = frozenset(
    [
        "assembly", "committee", "council", "delegation", "department", "directorate", "embassy",
        "government", "headquarters", "komitet", "ministry", "mission", "office", "party", "politburo",
        "secretariat", "staff",
    ]
)  # fmt: skip
# words that stand with either, and are no one's name
_QUALIFIERS = frozenset(
    [
        "american", "british", "chinese", "first", "foreign", "french", "german", "high", "indian",
        "military", "north", "permanent", "polish", "press", "prime", "russian", "second", "senior",
        "south", "soviet", "special", "state", "temporary", "third", "under", "vice", "vietnamese",
    ]
)  # fmt: skip
_OFFICE_WORDS = _POSTS | _BODIES | _QUALIFIERS
_PLACES_AFTER = re.compile(r"\b(?:in|at|to|of|from|for)\s+(?:the\s+)?$")
_INITIALS = r"(?:[A-ZА-Я]\.\s?-?)+"
_WORD = r"(?:[^\W\d_][\w'’`-]*)"
_RUN = re.compile(
    rf"(?:{_INITIALS}\s*)?(?:[A-ZÀ-ÖØ-ÞĐА-Я][\w'’`-]*)(?:\s+(?:{_INITIALS}|[A-ZÀ-ÖØ-ÞĐА-Я][\w'’`-]*))*[»\"”]?$"
)
_ACRONYM = re.compile(r"^[A-Z]{2,}$")
# the number of a telegram or letter stands among the people and is no one's name
_SIGNATURE = re.compile(
    r"(?:tel|telegram|cable|despatch|dispatch|letter|memo|note|desp|no|nr)\b\.?\s*(?:no\.?\s*)?\d+\w*$",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d(?!\d*(?:st|nd|rd|th)\b)")  # a date, a number: "1st Secretary Hall" has none
_PATRONYMIC = re.compile(r"(?:ovich|evich|ovna|evna|ich)$")


@dataclass(frozen=True, slots=True)
class Person:
    """A person or body in a document, with the office that the note gives."""

    name: Name
    office: str = ""

    @property
    def short(self) -> str:
        """The name as titles have it: the family name, or the whole of a name in its own order."""
        return self.name.family


def read_people(text: str, known: frozenset[str] = frozenset()) -> tuple[Person, ...]:
    """Read a list of persons; `known` are names that stand elsewhere without an office.

    What has figures is a date or a number. A comma can stand before the name of an office or between
    persons; an *and* after an office without a name goes on with the office: `Ambassadors to Hanoi and
    Paris`.
    """
    people: list[Person] = []
    office = ""
    for part, link in _parts(_without_brackets(text).strip(" ,.")):
        if _SIGNATURE.match(part) or _FIGURES.search(part):
            continue
        words = f"{office} and {part}" if office and link == "and" else part
        before = office if office and link != "and" else ""
        person = read_person(words, known)
        if person is None:
            office = f"{before}, {words}" if before else words
            continue
        whole = ", ".join(words for words in (_article(before), person.office) if words)
        people.append(Person(person.name, whole))
        office = ""
    people += [Person(Name(_article(office)))] if office else []
    return tuple(people)


def _parts(text: str) -> list[tuple[str, str]]:
    """Split a list at its commas and *and*s; give each part with the link before it."""
    pieces = re.split(r"(,?\s+and\s+|,\s+|\s+&\s+)", text)
    links = ["", *("and" if "and" in link or "&" in link else "," for link in pieces[1::2])]
    return [
        (part.strip(" ,"), link) for part, link in zip(pieces[::2], links, strict=True) if part.strip(" ,")
    ]


def read_person(words: str, known: frozenset[str] = frozenset()) -> Person | None:
    """person = [ office ] name | body; None where the words are an office alone."""
    run = _RUN.search(words)
    if run is None:
        return None
    name = run.group().strip('«»"“”')
    sure = next((n for n in sorted(known, key=len, reverse=True) if name.endswith(f" {n}")), None)
    if sure is not None:
        return Person(read_name(sure), _article(words[: words.rindex(sure)].strip(" ,")))
    if _is_body(words):
        return Person(Name(_article(words)))
    before = words[: run.start()]
    if " " not in name and re.search(r"\b(?:to|in|at|of)\s+(?:the\s+)?\w+\s+and\s+$", before):
        return None  # "Ambassadors to Hanoi and Paris": the last word is a second place
    start = _name_start(name, before)
    if start is None:
        return None
    office = (before + name[:start]).strip(' ,«"“')
    return Person(read_name(name[start:]), _article(office))


def read_name(text: str) -> Name:
    """Split a name only where it is sure: initials or a patronymic stand before a family name."""
    text = text.strip()
    initials = re.match(rf"({_INITIALS})\s*({_WORD}(?:[- ]{_WORD})?)$", text)
    if initials is not None:
        return Name(initials[2], initials[1].strip())
    words = text.split()
    if len(words) == 3 and _PATRONYMIC.search(words[1]):  # given name, patronymic, family
        return Name(words[2], f"{words[0]} {words[1]}")
    return Name(text)


def _name_start(name: str, before: str) -> int | None:
    """Return where the name begins in its run of capitalised words, None where it is an office alone."""
    initial = re.search(rf"(?<!\w){_INITIALS}\s*(?=[A-ZА-Я]\w)", name)
    if initial is not None:
        return 0 if not before.strip() and _given(name[: initial.start()]) else initial.start()
    words = list(re.finditer(r"\S+", name))
    start = 0
    for word in words:
        if word.group().lower().strip(".,") in _OFFICE_WORDS or _ACRONYM.match(word.group()):
            start = word.end() + 1
    if start > len(name):
        return None
    left = [word for word in words if word.start() >= start]
    if start == 0 and _PLACES_AFTER.search(before) and len(left) > 1:
        return left[1].start()  # "Embassy in Moscow Tyeng": the first word is the place
    if start == 0 and _PLACES_AFTER.search(before):
        return None
    return start


def _given(words: str) -> bool:
    """Tell a given name before an initial, `Charles C. Hauch`, from an office."""
    word = words.strip()
    return bool(re.fullmatch(_WORD, word)) and word.lower() not in _OFFICE_WORDS and not _ACRONYM.match(word)


def _is_body(words: str) -> bool:
    """Tell a body (`the CC CPSU`, `Soviet Embassy in the DRV`) from an office that waits for a name."""
    parts = {word.strip(".,'").lower() for word in words.split()}
    if parts & _POSTS and "staff" not in parts:
        return False
    return bool(parts & _BODIES) or _ACRONYM.match(words.rsplit(maxsplit=1)[-1]) is not None


def _article(words: str) -> str:
    return re.sub(r"^(?:the|The)\s+", "", words)


def _without_brackets(text: str) -> str:
    return re.sub(r"\s*\([^()]*\)", "", text)

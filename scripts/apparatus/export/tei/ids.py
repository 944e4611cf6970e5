"""What the parts of an edition are called in one XML document, and where links from page to page lead in it.

Entries keep their keys, notes and calls the ids of the site; a section is named with its chapter, since
two chapters may have sections of one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from apparatus import links, shelves
from apparatus.concordance import Concordance
from apparatus.people import Person
from apparatus.slugs import unique

BIBLIOGRAPHY, ARCHIVES, PEOPLE, NOTES = "bibliography", "archives", "people", "notes"
CORRECTIONS, OPEN = "corrections", "open"
PLACE = "data/"  # the folder of the site in which the document lies

# XML's own tables: what a name may begin with, and what it may not hold
_LETTERS = "A-Z_a-zÀ-ÖØ-öø-˿Ͱ-ͽͿ-῿⁰-↏Ⰰ-⿯、-퟿豈-﷏ﷰ-\ufffd"
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NOT_IN_AN_ADDRESS = re.compile(r"[^\w!#$%&'()*+,./:;=?@~-]")


@dataclass(frozen=True, slots=True)
class Ids:
    """The `xml:id` of each thing, by what kind of thing it is and its name: `("note", "56")`."""

    names: Mapping[tuple[str, str], str]
    addresses: Mapping[str, str]  # a link as from docs/, `notes/56.md` -> xml:id
    site_url: str

    def of(self, kind: str, name: str) -> str:
        """Return an id, empty where the document has no such thing."""
        return self.names.get((kind, name), "")

    def to(self, kind: str, name: str) -> str:
        """Return a pointer to a thing, empty where the document has none."""
        found = self.of(kind, name)
        return f"#{found}" if found else ""

    def target(self, link: str) -> str:
        """Return where a link as from `docs/` leads: in the document, on the site, or outside."""
        found = self.addresses.get(link)
        if found:
            return f"#{found}"
        if not _OUTSIDE.match(link):
            here = links.address(link)
            link = links.canonical(self.site_url, here) or links.between(PLACE, here)
        return _NOT_IN_AN_ADDRESS.sub(lambda match: _escaped(match.group()), link)


def ids(
    index: Concordance,
    people: Iterable[Person],
    paragraphs: Mapping[str, Iterable[str]],
    site_url: str = "",
) -> Ids:
    """Name everything in an edition; the entries' keys come first, and stay as they are."""
    names: dict[tuple[str, str], str] = {}
    used: set[str] = set()
    for kind, name, wanted in (*_wanted(index, people), *_paragraphs(paragraphs)):
        if (kind, name) not in names:
            names[kind, name] = _unique(_as_name(wanted), used)
    return Ids(names, _addresses(index, names), site_url)


def _wanted(index: Concordance, people: Iterable[Person]) -> Iterable[tuple[str, str, str]]:
    """Yield kind, name and the id that would be best."""
    edition = index.edition
    yield from (("entry", key, key) for key in edition.bibliography.entries)
    for stem, outline in index.outlines.items():
        chapter = stem.replace("/", ".")
        yield "chapter", stem, chapter
        yield from (
            ("section", f"{stem}#{item.id}", f"{chapter}.{item.id}") for item in outline if item.id != stem
        )
    yield from (("note", note.label, links.note_anchor(note.label)) for note in edition.notes)
    yield from (("call", call.label, links.call_anchor(call.label)) for call in edition.calls)
    yield from (("person", person.id, f"person-{person.id}") for person in people)
    yield from (("part", part, part) for part in (BIBLIOGRAPHY, ARCHIVES, PEOPLE, NOTES, CORRECTIONS, OPEN))
    rules = ("full", "ibid-note-before", "ibid-same-note", "short-title")
    yield from (("rule", rule, f"rule-{rule}") for rule in rules)
    statuses = ("made", "possible", "proposed")
    yield from (("status", status, f"correction-{status}") for status in statuses)


def _paragraphs(chapters: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str, str]]:
    """Yield the same for the numbered paragraphs of each chapter, which are addressed as sections are."""
    for stem, names in chapters.items():
        yield from (("section", f"{stem}#{name}", f"{stem.replace('/', '.')}.{name}") for name in names)


def _addresses(index: Concordance, names: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Return the id for each link that a page of the edition can have."""
    parts = {links.BIBLIOGRAPHY: BIBLIOGRAPHY, links.ARCHIVES: ARCHIVES, links.NOTES: NOTES}
    parts |= {links.PEOPLE: PEOPLE} if any(kind == "person" for kind, _ in names) else {}
    parts |= {links.REPORT: CORRECTIONS} if index.edition.corrections else {}
    found = {page: names["part", part] for page, part in parts.items()}
    for (kind, name), name_here in names.items():
        if kind == "chapter":
            found[links.chapter(name)] = name_here
            found[f"{links.chapter(name)}#{name}"] = name_here
        elif kind == "section":
            stem, _, section = name.partition("#")
            found[f"{links.chapter(stem)}#{section}"] = name_here
        elif kind == "person":
            found[f"{links.PEOPLE}#{name}"] = name_here
    for key, entry in index.edition.bibliography.entries.items():
        found[links.entry(entry)] = names["entry", key]
    for document in reversed(index.edition.bibliography.documents):  # a file leads to its first document
        found[shelves.link(index.edition, document.shelfmark)] = names["entry", document.key]
    for note in index.edition.notes:
        name_here, place = names["note", note.label], links.note_anchor(note.label)
        pages = (links.note(note.label), f"{links.NOTES}#{place}", f"{links.chapter(note.chapter)}#{place}")
        found |= dict.fromkeys(pages, name_here)
    for call in index.edition.calls:
        found[links.call(call.chapter, call.label)] = names["call", call.label]
    return found


def _as_name(text: str) -> str:
    """Return a name as XML can have it."""
    begins, not_in_a_name = _of_names()
    name = not_in_a_name.sub("_", text)
    return name if begins.match(name) else f"_{name}"


@cache  # such large sets of letters take a while to compile, and not every command writes XML
def _of_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(f"[{_LETTERS}]"), re.compile(f"[^{_LETTERS}0-9.·\\u0300-\\u036f‿⁀-]")


def _unique(name: str, used: set[str]) -> str:
    own = unique(name, used)
    used.add(own)
    return own


def _escaped(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))

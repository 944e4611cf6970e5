"""What the search of an edition finds: each section, note, work, document and file is a result of its own.

The site's own worker (`assets/search.js`) reads it as a script, when something is first asked for:

    docs      what can be found: its place, its title, its text; `places` are the paragraphs in the text
    marks     how a level of a shelfmark is written: f., fond -> f
    variants  spellings that the print has and the edition normalised: Zimjanin -> Zimyanin

Texts are taken from what the pages show, so that the words of a query can be marked where they stand.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any
from xml.etree.ElementTree import Element

from rapidfuzz import fuzz

from apparatus import dates, links, shelves, style
from apparatus.archives import Archives, Shelf, finding_list, format_shelfmark
from apparatus.bibliography import short_titles
from apparatus.carried.book import RenderedPage
from apparatus.edition import Edition
from apparatus.lists.findinglist import title
from apparatus.model import Correction, Document, Note, Shelfmark, Work
from apparatus.paragraphs import NUMBERED
from apparatus.typeset import fragment
from apparatus.typeset.render import Typesetter

SCRIPT = "search/documents.js"
VARIABLE = "editionDocuments"

_LISTS = {f"apparatus-{name}" for name in ("notes", "bibliography", "archives")}  # found entry by entry
_UNSEEN = {"script", "style", "template", "svg"}
_BLOCKS = {
    "p", "li", "ol", "ul", "dl", "dt", "dd", "div", "section", "blockquote", "pre", "table", "tr", "td", "th",
    "figure", "figcaption", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_HEADING = re.compile(r"h[1-6]")
_UNEVEN = re.compile(r"[^\S ]\s*| \s+")  # white space that is more, or else, than one space
_WORD = re.compile(r"[^\W_]+")
_SPELT = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_RARE = 2  # times rarer: quoted now and then, but no word of the edition
_SAME_NAME = 55  # percent: one spelling of a word and another, not one word and another


class _Folding(dict[int, int | None]):
    """What becomes of a letter that has no capitals and no accents composed with it, by its code."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_FOLDED = _Folding(str.maketrans("đøłħŧı", "dolhti"))


@dataclass(frozen=True, slots=True)
class Found:
    """Something that can be found.

    `also` pairs words of the print that the edition corrected here with those that it has instead;
    `shown` stands in a result where the text has none of the words.
    """

    location: str
    title: str
    text: str = ""
    places: tuple[tuple[int, str], ...] = ()  # where in the text a paragraph begins, and its id
    also: tuple[tuple[str, str], ...] = ()
    shown: str = ""


@dataclass(slots=True)
class _Section:
    """A part of a page under one heading, while it is gathered."""

    id: str
    title: str
    pieces: list[str] = field(default_factory=list)
    places: list[tuple[int, str]] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        """Add text on one line; the white space at an end of it counts as one space."""
        spaced = _UNEVEN.sub(" ", text)
        if spaced.startswith(" ") and (not self.pieces or self.pieces[-1].endswith(" ")):
            spaced = spaced[1:]
        if spaced:
            self.pieces.append(spaced)
            self.length += len(spaced)


def script(typesetter: Typesetter, pages: Iterable[RenderedPage]) -> str:
    """Return the script that the worker reads; `pages` are those that may be found."""
    edition = typesetter.index.edition
    found = list(everything(typesetter, pages))
    words = Counter(word for one in found for word in set(_WORD.findall(folded(f"{one.title} {one.text}"))))
    spellings, here = variants(edition, words)
    data = {
        "docs": [_plain(replace(one, also=here.get(one.location, ()))) for one in found],
        "marks": marks(edition.archives),
        "variants": spellings,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f"self.{VARIABLE}={text};\n"


def everything(typesetter: Typesetter, pages: Iterable[RenderedPage]) -> Iterator[Found]:
    """Yield all that can be found: the pages by section, then notes, works, documents and files."""
    edition = typesetter.index.edition
    for page in pages:
        yield from sections(page)
    yield from (_note(typesetter, note) for note in edition.notes)
    yield from (_work(typesetter, work) for work in edition.bibliography.works)
    yield from (_document(typesetter, document) for document in edition.bibliography.documents)
    for shelf in _shelves(finding_list(edition.bibliography.documents, edition.archives)):
        yield _shelf(typesetter, shelf)


def sections(page: RenderedPage) -> Iterator[Found]:
    """Yield a page without its first section's id, then its other sections by theirs."""
    gathered = [_Section("", "")]
    _gather(fragment.parse(page.html), gathered)
    if len(gathered) > 1 and not gathered[0].pieces:  # the first heading is the page's
        gathered[1].id = ""
        del gathered[0]
    address = links.address(page.source)
    for section in gathered:
        location = f"{address}#{section.id}" if section.id else address
        text = "".join(section.pieces).rstrip()
        yield Found(location, section.title or page.title, text, tuple(section.places))


def marks(archives: Archives) -> dict[str, str]:
    """Return the words that stand before a value of a shelfmark, and the mark that each stands for."""
    levels = [level for archive in archives.values() for level in archive.levels if level.mark]
    pairs = [(name, level.mark) for level in levels for name in (level.mark, level.field, level.name)]
    words = [tuple(folded(word).strip(" .") for word in pair) for pair in reversed(pairs)]
    return {name: mark for name, mark in words if _WORD.fullmatch(name) and _WORD.fullmatch(mark)}


def variants(
    edition: Edition, words: Mapping[str, int]
) -> tuple[dict[str, list[str]], dict[str, tuple[tuple[str, str], ...]]]:
    """Return what the print has and the edition has otherwise.

    First the spellings of a word that hold everywhere, since the edition hardly has the print's as a word
    of its own (`words` counts where it has each); then, by location, what was corrected there alone: a
    year, a word put right.
    """
    everywhere: dict[str, dict[str, None]] = {}
    here: dict[str, list[tuple[str, str]]] = {}
    for location, printed, ours in _departures(edition):
        for old, new in changed(printed, ours):
            ours_often = min(words.get(word, 0) for word in _WORD.findall(new))
            if old.isalpha() and words.get(old, 0) * _RARE <= ours_often:
                everywhere.setdefault(old, {})[new] = None
            elif location:
                here.setdefault(location, []).append((old, new))
    spellings = {old: list(new) for old, new in sorted(everywhere.items())}
    return spellings, {location: tuple(dict.fromkeys(pairs)) for location, pairs in here.items()}


def changed(printed: str, ours: str) -> Iterator[tuple[str, str]]:
    """Yield each word and number that the edition spells otherwise: the print's, then its own."""
    old, new = _SPELT.findall(folded(printed)), _SPELT.findall(folded(ours))
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace" and end - start == last - first:
            pairs = zip(old[start:end], new[first:last], strict=True)
            yield from (pair for pair in pairs if _spelt_alike(*pair))


def folded(text: str) -> str:
    """Return text without capitals and accents, as the worker compares it."""
    return unicodedata.normalize("NFD", text.lower()).translate(_FOLDED)


def _spelt_alike(one: str, other: str) -> bool:
    return (one.isdigit() and other.isdigit()) or fuzz.ratio(one, other) >= _SAME_NAME


def _gather(element: Element, gathered: list[_Section]) -> None:
    """Add what an element says to the section that is open, and open one at each heading with an id."""
    if _left_out(element):
        return
    if _HEADING.fullmatch(element.tag) and element.get("id"):
        gathered.append(_Section(element.get("id", ""), _words(element)))
        return
    section = gathered[-1]
    if element.tag in _BLOCKS:
        section.add(" ")
    if NUMBERED.fullmatch(element.get("id", "")):
        section.places.append((section.length, element.get("id", "")))
    section.add(element.text or "")
    for child in element:
        _gather(child, gathered)
        gathered[-1].add(child.tail or "")
    if element.tag in _BLOCKS:
        gathered[-1].add(" ")


def _left_out(element: Element) -> bool:
    classes = set(element.get("class", "").split())
    return (
        element.tag in _UNSEEN
        or "data-search-exclude" in element.attrib
        or bool(classes & (_LISTS | {"headerlink"}))
    )


def _words(element: Element) -> str:
    """Return what an element says, on one line."""
    inside = [_Section("", "")]
    bare = Element("div")
    bare.text = element.text
    bare.extend(element)
    _gather(bare, inside)
    return "".join(inside[0].pieces).strip()


def _note(typesetter: Typesetter, note: Note) -> Found:
    text = _words(typesetter.typography.dress(fragment.parse(typesetter.note(note.label))))
    title = f"Note {note.label}, {typesetter.index.place(note.chapter)}"
    return Found(links.address(links.note(note.label)), title, text)


def _work(typesetter: Typesetter, work: Work) -> Found:
    html = style.as_html(style.full(work, typesetter.archives))
    text = _words(typesetter.typography.dress(fragment.parse(html)))
    return Found(links.address(links.entry(work)), typesetter.typography.line(style.short(work)), text)


def _document(typesetter: Typesetter, document: Document) -> Found:
    place = links.address(links.entry(document))
    return Found(place, _named(typesetter, document), shown=_shelfmark(typesetter, document.shelfmark))


def _shelf(typesetter: Typesetter, shelf: Shelf) -> Found:
    place = links.address(shelves.link(typesetter.index.edition, shelf.shelfmark))
    if not shelf.documents:
        return Found(place, typesetter.typography.line(title(shelf, typesetter.archives)))
    listed = "; ".join(_named(typesetter, document) for document in shelf.documents)
    return Found(place, _shelfmark(typesetter, shelf.shelfmark), listed)


def _named(typesetter: Typesetter, document: Document) -> str:
    date = dates.in_words(document.date) if document.date else ""
    title = style.as_plain(style.document_title(document))
    return typesetter.typography.line(", ".join(filter(None, (title, date))))


def _shelfmark(typesetter: Typesetter, shelfmark: Shelfmark) -> str:
    archive = typesetter.archives.get(shelfmark.archive)
    levels = format_shelfmark(shelfmark, typesetter.archives)
    first = archive is not None and archive.stands == "first"
    return f"{shelfmark.archive} {levels}" if first else f"{levels}, {shelfmark.archive}"


def _shelves(shelves: Iterable[Shelf]) -> Iterator[Shelf]:
    """Yield every archive, and every shelf that has a name or holds documents."""
    for shelf in shelves:
        if shelf.documents or shelf.name or shelf.level is None:
            yield shelf
        yield from _shelves(shelf.shelves)


def _departures(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """Yield where the edition departs from the print, what the print has, and what the edition has."""
    for correction in edition.corrections:
        if correction.status == "made":
            yield _location(edition, correction), correction.print, correction.edition
    for entry in edition.bibliography.documents:
        first, *others = short_titles(entry) or ("",)
        yield from (("", other, first) for other in others)


def _location(edition: Edition, correction: Correction) -> str:
    if correction.kind == "note":
        return links.address(links.note(correction.place))
    if correction.kind == "entry":
        entry = edition.bibliography.entries.get(correction.place)
        return links.address(links.entry(entry)) if entry else ""
    page, mark, name = correction.place.partition("#")
    return f"{page.strip('/')}/{mark}{name}"


def _plain(found: Found) -> dict[str, Any]:
    """Return what is not empty, as JSON has it."""
    plain = {name: getattr(found, name) for name in ("location", "title", "text", "places", "also", "shown")}
    return {name: value for name, value in plain.items() if value}

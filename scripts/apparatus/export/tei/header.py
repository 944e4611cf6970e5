"""What a TEI document says about itself: the book and its print, how it was encoded, who wrote to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from apparatus.edition import BookData
from apparatus.export.tei.dating import when
from apparatus.export.tei.ids import Ids
from apparatus.export.tei.names import name_of, read_names
from apparatus.export.tei.xml import make, optional

RULES = {
    "full": "The note gives the source in full.",
    "ibid-note-before": "Ibid. stands for the one source of the note before.",
    "ibid-same-note": "Ibid. stands for the one source cited before it in the same note.",
    "short-title": "A short title stands for the source that an earlier note gives in full.",
}
STATUSES = {
    "made": "The edition has the corrected form.",
    "possible": "The print's form stands; the other is possible.",
    "proposed": "The print's form stands until an editor decides.",
}
PRACTICE = {
    "correction": "Each departure from the print is listed, with its reason, in the back matter.",
    "normalization": "Names have one form each; the print's other spellings are variants in the list of"
    " people. An office has the dates of the documents that give it.",
    "segmentation": "A page break stands before the heading of the first section that begins on a page of"
    " the print; a page that begins inside a section is not marked.",
    "interpretation": "A citation in a note is a bibl. Its text is the print's form, and its type says"
    " whether that is the source in full, Ibid. or a short title; ref points at the source, citedRange"
    " gives the places in it, ana the rule by which it was resolved, and corresp the note that gives the"
    " source in full.",
}
# the addresses that are kept, as patterns: of the site's address, and of the pointer here
ADDRESSES = (
    (r"notes/([^/#]+)/", "#note-$1", "A note."),
    (r"[^#]+/#call-(.+)", "#call-$1", "The place where a note is called."),
    (r"bibliography/#(.+)", "#$1", "A work."),
    (r"archives/#(.+)", "#$1", "A document in an archive."),
    (r"people/#(.+)", "#person-$1", "Somebody who wrote, received or took part in documents."),
    (r"([^/#]+)/#(.+)", "#$1.$2", "A section of a chapter, or a numbered paragraph."),
    (r"([^/#]+)/", "#$1", "A chapter."),
)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_ADDRESS = re.compile(r"https?://[\w!#$%&'()*+,./:;=?@~-]+")


def header(book: BookData, ids: Ids, letters: Iterable[Element]) -> Element:
    """Return the header of a book."""
    used = make("langUsage", make("language", language(book), ident=language(book)))
    return make("teiHeader", _file(book, ids.site_url), _encoding(ids), make("profileDesc", used, *letters))


def language(book: BookData) -> str:
    """Return the language of the text, English where the settings have none that XML knows."""
    return book.language if _LANGUAGE.fullmatch(book.language) else "en"


def _file(book: BookData, site_url: str) -> Element:
    titles = (make("title", book.title, type="main"), optional("title", book.subtitle, type="sub"))
    statement = make("titleStmt", *titles, *_authors(book))
    return make("fileDesc", statement, _publication(book, site_url), make("sourceDesc", _print(book)))


def _authors(book: BookData) -> Iterator[Element]:
    return (make("author", name_of(name)) for name in read_names(book.author))


def _publication(book: BookData, site_url: str) -> Element:
    """Return who makes the file available, where, and under which licence."""
    licence = book.licence
    target = licence if _ADDRESS.fullmatch(licence) else ""
    available = (
        make("availability", make("licence", licence, target=target), status="free") if licence else None
    )
    return make(
        "publicationStmt",
        make("authority", "The editors of this edition"),
        optional("idno", site_url, type="URI"),
        available,
    )


def _print(book: BookData) -> Element:
    """Return the printed book."""
    imprint = make(
        "imprint", optional("pubPlace", book.place), optional("publisher", book.publisher),
        make("date", book.year or "undated", **when(book.year)),
    )  # fmt: skip
    title = book.title + (f": {book.subtitle}" if book.subtitle else "")
    extent = optional("extent", f"{book.pages} pages" if book.pages else "")
    number = optional("biblScope", book.number, unit="volume")
    series = make("series", make("title", book.series, level="s"), number) if book.series else None
    return make(
        "biblStruct",
        make("monogr", *_authors(book), make("title", title, level="m"), imprint, extent),
        series,
        type="book",
    )


def _encoding(ids: Ids) -> Element:
    project = make("p", "A printed book with endnotes, in which each note's sources are resolved to entries.")
    addresses = (
        make("cRefPattern", make("p", words), matchPattern=pattern, replacementPattern=pointer)
        for pattern, pointer, words in ADDRESSES
    )
    rules = _taxonomy("rule", "How a citation was resolved", RULES, ids)
    statuses = _taxonomy("status", "What became of a correction", STATUSES, ids)
    kept, classes = make("refsDecl", *addresses), make("classDecl", rules, statuses)
    return make("encodingDesc", make("projectDesc", project), _editorial(), kept, classes)


def _editorial() -> Element:
    """Return the practice of the edition, as far as all editions share it."""
    return make("editorialDecl", *(make(tag, make("p", words)) for tag, words in PRACTICE.items()))


def _taxonomy(kind: str, title: str, categories: dict[str, str], ids: Ids) -> Element:
    found = [
        make("category", make("catDesc", words), xml_id=ids.of(kind, name))
        for name, words in categories.items()
    ]
    return make("taxonomy", make("bibl", title), *found)

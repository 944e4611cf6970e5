"""What a reader cites: the book, its chapters and notes, and a document as a note cites it.

Each is a CSL item, the one record from which the citation in four styles (`styles`), the files of
reference managers (`records`) and the metadata of the page (`metadata`) are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apparatus import links, style
from apparatus.concordance import Concordance
from apparatus.edition import BookData
from apparatus.export.csljson import Item
from apparatus.export.csljson import item as csl_item
from apparatus.model import Document, Name, Note
from apparatus.slugs import latin
from apparatus.typeset.render import dashed

BOOK = "index.md"  # the page that stands for the book


@dataclass(frozen=True, slots=True)
class Citable:
    """A page that can be cited: what it is, and the documents as it cites them."""

    source: str  # the page's source path: "index.md", "chapter-1.md", "notes/56.md"
    item: Item
    documents: tuple[Item, ...] = ()
    page: str = ""  # the print's page on which it begins, empty where the edition does not say
    label: str = ""  # of a note

    @property
    def is_note(self) -> bool:
        """Tell a note from a chapter, which is a part of the book as well."""
        return bool(self.label)


def citables(index: Concordance, site_url: str | None) -> dict[str, Citable]:
    """Return all that can be cited, by source path: the book, its chapters, its notes.

    `site_url` is what the edition's own addresses are made from; without it citations have none.
    """
    book = book_item(index.edition.book, site_url)
    found = [Citable(BOOK, book), *_chapters(index, book, site_url), *_notes(index, book, site_url)]
    return {citable.source: citable for citable in found}


def book_item(book: BookData, site_url: str | None) -> Item:
    """Return the book as a CSL item."""
    title = f"{book.title}: {book.subtitle}" if book.subtitle else book.title
    name = author(book.author)
    found: Item = {
        "id": key(book),
        "type": "book",
        "title": title,
        "author": [_csl_name(name)] if name else [],
        "issued": _year(book.year),
        "publisher": book.publisher,
        "publisher-place": book.place,
        "collection-title": book.series,
        "collection-number": book.number,
        "number-of-pages": book.pages,
        "language": book.language,
        "URL": links.canonical(site_url, "./"),
    }
    return {name: value for name, value in found.items() if value or name == "title"}


def author(written: str) -> Name | None:
    """Read `Family, Given`; a name without a comma stands in its own order and is not split."""
    family, _, given = (part.strip() for part in written.strip("{} ").partition(","))
    return Name(family, given) if family else None


def key(book: BookData) -> str:
    """Return the book's key: `olsen1997`."""
    name = author(book.author)
    family = re.sub(r"[^a-z]", "", latin(name.family)) if name else ""
    return f"{family or 'book'}{book.year}"


def _chapters(index: Concordance, book: Item, site_url: str | None) -> Iterator[Citable]:
    for chapter in index.edition.chapters:
        source = links.chapter(chapter.stem)
        if in_print(index, chapter.stem):
            outline = index.outlines[chapter.stem]
            title = outline[0].text if outline else chapter.title
            part = chapter.stem.replace("/", "-")
            item = _part(book, part, title, links.canonical(site_url, links.address(source)))
            yield Citable(source, item, page=outline[0].page if outline else "")


def in_print(index: Concordance, stem: str) -> bool:
    """Tell whether a file of `docs/` is a part of the book: the print's pages are what says so.

    Where an edition names no page at all, every file is a part but the front page.
    """
    source = links.chapter(stem)
    if source == BOOK or source in links.GENERATED:
        return False
    paged = {name for name, outline in index.outlines.items() if any(heading.page for heading in outline)}
    return stem in paged if paged else True


def _notes(index: Concordance, book: Item, site_url: str | None) -> Iterator[Citable]:
    for note in index.edition.notes:
        found = note_item(book, note.label, site_url)
        documents = tuple(_documents(index, note, found))
        yield Citable(links.note(note.label), found, documents, label=note.label)


def note_item(book: Item, label: str, site_url: str | None) -> Item:
    """Return a note of a book as a CSL item."""
    url = links.canonical(site_url, links.address(links.note(label)))
    return _part(book, f"n{label}", f"Note {label}", url)


def _part(book: Item, name: str, title: str, url: str) -> Item:
    """Return a part of the book: all that the book has, with the part's own title and place."""
    kept = {field: value for field, value in book.items() if field != "number-of-pages"}
    return {
        **kept,
        "id": f"{book['id']}-{name}",
        "type": "chapter",
        "title": title,
        "container-title": book["title"],
        **({"URL": url} if url else {}),
    }


def _documents(index: Concordance, note: Note, cited_in: Item) -> Iterator[Item]:
    """Yield each document of a note with the folios that the note names."""
    folios: dict[str, list[str]] = {}
    documents: dict[str, Document] = {}
    for resolved in index.cites(note.label):
        if isinstance(resolved.entry, Document):
            documents[resolved.entry.key] = resolved.entry
            named = style.folios(dashed(resolved.citation.locators))
            folios.setdefault(resolved.entry.key, []).extend([named] if named else [])
    for name, document in documents.items():
        found = csl_item(document, index.edition.archives)
        where = ", ".join([found["archive_location"], *dict.fromkeys(folios[name])])
        also = f"Cited in {cited_in['container-title']}, {cited_in['title'].lower()}"
        also = ": ".join(filter(None, (also, ", ".join(dict.fromkeys(folios[name])))))
        yield {**found, "archive_location": where, "note": "; ".join(filter(None, (found.get("note"), also)))}


def _csl_name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def _year(year: str) -> Item:
    if not year:
        return {}
    return {"date-parts": [[int(year)]]} if re.fullmatch(r"\d{4}", year) else {"literal": year}

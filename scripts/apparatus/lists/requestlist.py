"""The request list: what to order in a reading room, file by file, as a page and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from apparatus import dates, links, style
from apparatus.archives import Archive, Shelf, finding_list
from apparatus.concordance import Concordance
from apparatus.export import csvfiles
from apparatus.lists.findinglist import named_in_full
from apparatus.lists.folios import folio_list
from apparatus.model import Document, Shelfmark
from apparatus.shelves import shelves
from apparatus.typeset.render import note_link, source_link, with_dashes
from apparatus.typeset.tables import Row, table

HEAD = ("File", "Folios", "Documents", "Notes")


@dataclass(frozen=True, slots=True)
class Request:
    """One file of an archive, and what of it the notes cite."""

    shelfmark: Shelfmark
    folios: str  # "pp. 12, 23-28"; empty where no citation names any
    documents: tuple[Document, ...]  # by date
    without: tuple[Document, ...]  # those of them that are cited without a folio
    notes: tuple[str, ...]  # labels, in the notes' order


def requests(index: Concordance) -> tuple[Request, ...]:
    """Return a request for each file, in the order of the finding list."""
    edition = index.edition
    shelves = finding_list(edition.bibliography.documents, edition.archives)
    return tuple(_request(index, shelf) for shelf in _files(shelves))


def request_list(index: Concordance) -> str:
    """Return the requests as HTML, a table for each archive."""
    by_archive: dict[str, list[Request]] = {}
    for request in requests(index):
        by_archive.setdefault(request.shelfmark.archive, []).append(request)
    archives = index.edition.archives
    parts = [_archive(index, archives.get(key, Archive(key)), found) for key, found in by_archive.items()]
    words = f'<p class="for-screen"><a href="{links.REQUESTS_CSV}">The same list as CSV</a></p>'
    return words + "".join(parts)


def request_csv(index: Concordance) -> str:
    """Return the requests as CSV: archive, levels, shelfmark, folios, documents with their dates, notes."""
    found = requests(index)
    levels = _levels(index, found)
    columns = ["archive", *levels, "shelfmark", "folios", "documents", "without folios", "notes"]
    return csvfiles.table(columns, (_csv_row(index, request, levels) for request in found))


def _files(shelves: Iterable[Shelf]) -> Iterator[Shelf]:
    """Yield the shelves that hold documents themselves."""
    for shelf in shelves:
        if shelf.documents:
            yield shelf
        yield from _files(shelf.shelves)


def _request(index: Concordance, shelf: Shelf) -> Request:
    cites = [resolved for document in shelf.documents for resolved in index.cited_by(document.key)]
    located = {resolved.entry.key for resolved in cites if resolved.citation.locators}
    cited = {resolved.note for resolved in cites}
    return Request(
        shelf.shelfmark,
        folio_list(locator for resolved in cites for locator in resolved.citation.locators),
        shelf.documents,
        tuple(document for document in shelf.documents if document.key not in located),
        tuple(label for label in index.notes if label in cited),
    )


def _archive(index: Concordance, archive: Archive, found: Iterable[Request]) -> str:
    names = ", ".join(filter(None, (archive.translation or archive.name, archive.place)))
    title = escape(f"{archive.key}: {names}" if names else archive.key)
    name = escape(shelves(index.edition).ids[Shelfmark(archive.key, ())])
    rows = table(HEAD, [_row(index, request) for request in found])
    return f'<h2 id="{name}">{title}</h2>{rows}'


def _row(index: Concordance, request: Request) -> Row:
    archives = index.edition.archives
    name = escape(named_in_full(request.shelfmark, archives))
    link = escape(links.shelf(shelves(index.edition).ids[request.shelfmark]))
    tick = '<span class="tick" aria-hidden="true">☐</span>'
    return (
        f'{tick} <a id="{link.partition("#")[2]}" href="{link}"><b>{name}</b></a>',
        _folios(request),
        "".join(f'<span class="one">{_document(document)}</span>' for document in request.documents),
        ", ".join(note_link(label, label) for label in request.notes),
    )


def _folios(request: Request) -> str:
    whole = "".join(
        f'<span class="whole">no folio: {escape(_named(document))}</span>' for document in request.without
    )
    shown = escape(with_dashes(request.folios))
    return " ".join(filter(None, (shown, whole)))


def _document(document: Document) -> str:
    return source_link(document, escape(_named(document)))


def _named(document: Document) -> str:
    title = style.as_plain(style.document_title(document))
    return f"{title}, {dates.in_words(document.date)}"


def _levels(index: Concordance, found: Iterable[Request]) -> list[str]:
    """Return the names of all levels of the archives, each once."""
    marks = {request.shelfmark.archive: None for request in found}
    known = [
        level.field
        for key in marks
        if key in index.edition.archives
        for level in index.edition.archives[key].levels
    ]
    there = [name for request in found for name, _ in request.shelfmark.levels]
    return list(dict.fromkeys([*known, *there]))


def _csv_row(index: Concordance, request: Request, levels: Iterable[str]) -> list[str]:
    values = dict(request.shelfmark.levels)
    return [
        request.shelfmark.archive,
        *(values.get(name, "") for name in levels),
        named_in_full(request.shelfmark, index.edition.archives),
        request.folios,
        "; ".join(map(_named, request.documents)),
        "; ".join(map(_named, request.without)),
        ", ".join(request.notes),
    ]

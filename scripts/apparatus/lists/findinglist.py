"""The finding list of the archives -> HTML: every level under a heading, every document in its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from apparatus import dates, links, style
from apparatus.archives import Archive, Archives, Shelf, finding_list, format_shelfmark
from apparatus.concordance import Concordance
from apparatus.lists.folios import folio_list
from apparatus.model import Document, Name, Shelfmark
from apparatus.people import people
from apparatus.shelves import link, shelves
from apparatus.typeset.citedin import cited_in_list
from apparatus.typeset.render import with_dashes

LEVELS = 6  # of headings that HTML has

People = Mapping[Name, str]  # who -> the link to them


@dataclass(frozen=True, slots=True)
class _Page:
    """What every part of the page looks things up in."""

    index: Concordance
    people: People


def archives(index: Concordance) -> str:
    """Return all documents by archive and level, and the units that were consulted and are not cited."""
    edition = index.edition
    page = _Page(index, links_to_people(index))
    shelves = finding_list(edition.bibliography.documents, edition.archives)
    return _summary(shelves, edition.bibliography.documents) + "".join(
        _shelf(page, shelf) for shelf in shelves
    )


def title(shelf: Shelf, archives: Archives) -> str:
    """Name an archive, a unit, or a file: what holds documents is named in full, to be ordered by."""
    if shelf.level is None:
        archive = archives.get(shelf.shelfmark.archive, Archive(shelf.shelfmark.archive))
        names = ", ".join(filter(None, (shelf.name, archive.translation, archive.place)))
        return ": ".join(filter(None, (archive.key, names)))
    if shelf.documents:
        return ": ".join(filter(None, (named_in_full(shelf.shelfmark, archives), shelf.name)))
    value = f"{(shelf.level.name or shelf.level.field).capitalize()} {shelf.shelfmark.levels[-1][1]}"
    return ": ".join(filter(None, (value, shelf.name)))


def links_to_people(index: Concordance) -> People:
    """Return the link to each person and body of the documents."""
    return {person.name: links.person(person.id) for person in people(index)}


def people_of(document: Document, known: People) -> str:
    """Say who wrote a document to whom, or took part in it; empty where nobody is named."""
    parts = (
        ("by" if document.authors else "", document.authors),
        ("to" if document.recipients else "", document.recipients),
        ("with" if document.participants else "", document.participants),
    )
    return " ".join(f"{word} {names_html(names, known)}" for word, names in parts if word)


def named_in_full(shelfmark: Shelfmark, archives: Archives) -> str:
    """Write a shelfmark as it is ordered by: `f. 079, op. 9, p. 6, d. 8`, `FO 371/1122`."""
    archive = archives.get(shelfmark.archive)
    first = f"{shelfmark.archive} " if archive and archive.stands == "first" else ""
    return first + format_shelfmark(shelfmark, archives)


def names_html(names: Iterable[Name], known: People) -> str:
    """Write names in reading order, each a link; empty where there are none."""
    written = [f'<a href="{escape(known[name])}">{escape(str(name))}</a>' for name in names]
    return " and ".join(filter(None, (", ".join(written[:-1]), *written[-1:])))


def _summary(shelves: Iterable[Shelf], documents: Iterable[Document]) -> str:
    files = {document.shelfmark for document in documents}
    count = f"{_counted(len(tuple(documents)), 'document')} in {_counted(len(files), 'file')}."
    also = f'<a href="{links.REQUESTS}">Request list</a> · <a href="{links.TIMELINE}">Timeline</a>'
    return f"<p>{count} {also}</p>" if tuple(shelves) else "<p>No document is cited.</p>"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _shelf(page: _Page, shelf: Shelf) -> str:
    """Return a shelf under a heading of its own, with its documents, and the shelves in it."""
    level = min(2 + len(shelf.shelfmark.levels), LEVELS)
    archives = page.index.edition.archives
    name = shelves(page.index.edition).ids[shelf.shelfmark]
    heading = f'<h{level} id="{escape(name)}">{escape(title(shelf, archives))}</h{level}>'
    empty = not (shelf.documents or shelf.shelves)
    below = "".join(_shelf(page, inner) for inner in shelf.shelves)
    kind = f"shelf shelf-{level}{' not-cited' if empty else ''}"
    said = '<p class="uncited">Consulted; no note cites a document from it.</p>' if empty else ""
    return f'<section class="{kind}">{heading}{said}{_documents(page, shelf)}{below}</section>'


def _documents(page: _Page, shelf: Shelf) -> str:
    """Return the documents of a file, and before them all folios of it that are cited."""
    if not shelf.documents:
        return ""
    items = "".join(_document(page, document) for document in shelf.documents)
    cited = _folios(page.index, *shelf.documents) or "no folio"
    request = f"{links.REQUESTS}#{shelves(page.index.edition).ids[shelf.shelfmark]}"
    return f'<p class="facts"><a href="{escape(request)}">{cited}</a></p><ul class="documents">{items}</ul>'


def _document(page: _Page, document: Document) -> str:
    date = f'<span class="date">{escape(dates.in_words(document.date))}</span>'
    title = style.as_html(style.document_title(document))
    who = people_of(document, page.people)
    where = ", ".join(filter(None, (_file(page, document), _folios(page.index, document))))
    facts = " · ".join(filter(None, (escape(document.kind), who, where)))
    return (
        f'<li id="{escape(document.key)}"><p class="document">{date} <span class="title">{title}</span></p>'
        f'<p class="facts">{facts}</p>{cited_in_list(page.index, document)}</li>'
    )


def _file(page: _Page, document: Document) -> str:
    """Return the innermost level of a shelfmark as a link to its place on the page: `d. 8`."""
    mark, archives = document.shelfmark, page.index.edition.archives
    last = format_shelfmark(Shelfmark(mark.archive, mark.levels[-1:]), archives) or mark.archive
    return f'<a href="{escape(link(page.index.edition, mark))}">{escape(last)}</a>'


def _folios(index: Concordance, *documents: Document) -> str:
    cites = [resolved for document in documents for resolved in index.cited_by(document.key)]
    return escape(
        with_dashes(folio_list(locator for resolved in cites for locator in resolved.citation.locators))
    )

"""The lists of an edition -> HTML: all notes, the bibliography, the finding list, the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape

from anyascii import anyascii

from apparatus import dates, links, report, style
from apparatus.archives import Shelf, anchor, finding_list, format_shelfmark
from apparatus.concordance import Concordance, place_name
from apparatus.model import Document, Note, Work
from apparatus.render import Typesetter, cited_in

UNSEARCHED = 'data-search-exclude="true"'


def endnotes(typesetter: Typesetter, stem: str) -> str:
    """Return the section of notes at a chapter's end, empty where it has none.

    The list of all notes carries them for the search; here they would double every hit.
    """
    items = "".join(_endnote(typesetter, note) for note in typesetter.index.in_chapter(stem))
    return (
        f'<section class="endnotes" role="doc-endnotes" aria-labelledby="{links.ENDNOTES}" {UNSEARCHED}>'
        f'<h2 id="{links.ENDNOTES}" {UNSEARCHED}>Notes</h2><ol>{items}</ol></section>'
        if items
        else ""
    )


def all_notes(typesetter: Typesetter) -> str:
    """Return all notes by chapter, each under a heading of its own."""
    parts = []
    for chapter in typesetter.index.edition.chapters:
        notes = typesetter.index.in_chapter(chapter.stem)
        if notes:
            name = escape(chapter.title or place_name(chapter.stem))
            parts.append(f'<h2 id="{_chapter_id(chapter.stem)}">{name}</h2>')
            parts += [_listed_note(typesetter, note) for note in notes]
    return "".join(parts)


def bibliography(typesetter: Typesetter) -> str:
    """Return all works by author, each with where it is cited."""
    items = "".join(_work(typesetter, work) for work in in_order(typesetter.index.edition.bibliography.works))
    attributes = 'class="bibliography" role="doc-bibliography" aria-label="Works"'
    return f"<section {attributes}><ul>{items}</ul></section>"


def archives(typesetter: Typesetter) -> str:
    """Return all documents by archive and level, each with where it is cited."""
    edition = typesetter.index.edition
    shelves = finding_list(edition.bibliography.documents, edition.archives)
    return "".join(_shelf(typesetter.index, shelf) for shelf in shelves)


LISTS: Mapping[str, Callable[[Typesetter], str]] = {
    "notes": all_notes,
    "bibliography": bibliography,
    "archives": archives,
    "report": lambda typesetter: report.report(typesetter.index),
}

# what deeper headings a page's table of contents leaves out
DEPTH = {"notes": 2, "bibliography": 2, "archives": 3, "report": 2}


def in_order(works: Iterable[Work]) -> list[Work]:
    """Order works by their first author or title, then by year."""
    return sorted(works, key=lambda work: (_folded(style.names_short(work)), work.year, _folded(work.title)))


def _folded(text: str) -> str:
    return anyascii(text).lower()


def _chapter_id(stem: str) -> str:
    return "in-" + stem.replace("/", "-")


def _endnote(typesetter: Typesetter, note: Note) -> str:
    value = f' value="{note.number}"' if note.number.isdigit() else ""
    label = escape(note.label)
    return (
        f'<li id="{links.note_anchor(label)}"{value}>{typesetter.note(note.label)}'
        f'<p class="note-links"><a href="#{links.call_anchor(label)}" role="doc-backlink" '
        f'aria-label="Back to the call of note {label}">↩ Back</a> '
        f'<a href="{links.note(label)}">Note {label}</a></p></li>'
    )


def _listed_note(typesetter: Typesetter, note: Note) -> str:
    label = escape(note.label)
    title = f"Note {label}, {escape(place_name(note.chapter))}"
    return (
        f'<section class="note"><h3 id="{links.note_anchor(label)}">{title}</h3>{typesetter.note(note.label)}'
        f'<p class="note-links" {UNSEARCHED}><a href="{links.call(note.chapter, label)}">'
        f'In the text</a> <a href="{links.note(label)}">Page of note {label}</a></p></section>'
    )


def _work(typesetter: Typesetter, work: Work) -> str:
    where = cited_in(typesetter.index, work)
    cited = f"Cited in {where}" if where else '<span class="uncited">Not cited in the notes</span>'
    html = style.as_html(style.full(work, typesetter.archives))
    return f'<li id="{escape(work.key)}"><p>{html}</p><p class="cited-in">{cited}</p></li>'


def _shelf(index: Concordance, shelf: Shelf) -> str:
    """Return a shelf under a heading of its own, with its documents, and the shelves in it."""
    level = min(2 + len(shelf.shelfmark.levels), 6)
    name = anchor(shelf.shelfmark, index.edition.archives)
    heading = f'<h{level} id="{name}">{_shelf_title(index, shelf)}</h{level}>'
    documents = "".join(_document(index, document) for document in shelf.documents)
    below = "".join(_shelf(index, inner) for inner in shelf.shelves)
    listed = f'<ul class="documents">{documents}</ul>' if documents else ""
    return f'<section class="shelf shelf-{level}">{heading}{listed}{below}</section>'


def _shelf_title(index: Concordance, shelf: Shelf) -> str:
    """Name an archive, a unit, or a file: what holds documents is named in full, to be ordered by."""
    if shelf.level is None:
        archive = index.edition.archives.get(shelf.shelfmark.archive)
        names = (shelf.name, archive.translation if archive else "", archive.place if archive else "")
        return escape(": ".join(filter(None, (shelf.shelfmark.archive, ", ".join(filter(None, names))))))
    if shelf.documents:
        archive = index.edition.archives.get(shelf.shelfmark.archive)
        first = f"{archive.key} " if archive and archive.stands == "first" else ""
        whole = first + format_shelfmark(shelf.shelfmark, index.edition.archives)
        return escape(": ".join(part for part in (whole, shelf.name) if part))
    value = f"{(shelf.level.name or shelf.level.field).capitalize()} {shelf.shelfmark.levels[-1][1]}"
    return escape(": ".join(part for part in (value, shelf.name) if part))


def _document(index: Concordance, document: Document) -> str:
    title = style.as_html(style.document_title(document))
    date = f' <span class="date">{escape(dates.in_words(document.date))}</span>'
    where = cited_in(index, document)
    cited = f"Cited in {where}" if where else '<span class="uncited">Not cited in the notes</span>'
    return f'<li id="{escape(document.key)}"><p>{title},{date}</p><p class="cited-in">{cited}</p></li>'

"""The lists of an edition, by name -> HTML: notes and bibliography here, the others in their own modules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from apparatus import links, style
from apparatus.citing.metadata import coins
from apparatus.lists import downloads
from apparatus.lists.datapage import data_page
from apparatus.lists.findinglist import archives
from apparatus.lists.peoplepage import people_page
from apparatus.lists.report import report
from apparatus.lists.requestlist import request_list
from apparatus.lists.timeline import timeline
from apparatus.model import Note, Work
from apparatus.style import in_order
from apparatus.typeset import previews
from apparatus.typeset.citedin import cited_in_list
from apparatus.typeset.render import Typesetter

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
    parts = ['<div class="notes-filter"></div>']  # the script's: its room is kept, so that nothing moves
    for chapter in typesetter.index.edition.chapters:
        notes = typesetter.index.in_chapter(chapter.stem)
        if notes:
            name = escape(chapter.title or typesetter.index.place(chapter.stem))
            place = links.notes_of(chapter.stem).partition("#")[2]
            parts.append(f'<h2 id="{place}">{name}</h2>')
            parts += [_listed_note(typesetter, note) for note in notes]
    return "".join(parts)


def bibliography(typesetter: Typesetter) -> str:
    """Return all works by author, each with where it is cited."""
    items = "".join(_work(typesetter, work) for work in in_order(typesetter.index.edition.bibliography.works))
    attributes = 'class="bibliography" role="doc-bibliography" aria-label="Works"'
    return f"<section {attributes}><ul>{items}</ul></section>"


LISTS: Mapping[str, Callable[[Typesetter], str]] = {
    "notes": all_notes,
    "bibliography": bibliography,
    "archives": lambda typesetter: archives(typesetter.index),
    "requests": lambda typesetter: request_list(typesetter.index),
    "people": lambda typesetter: people_page(typesetter.index),
    "timeline": lambda typesetter: timeline(typesetter.index),
    "data": lambda typesetter: data_page(typesetter.index),
    "report": lambda typesetter: report(typesetter.index),
    "download": lambda _typesetter: downloads.placeholder(),
}

# what deeper headings a page's table of contents leaves out
DEPTH = {
    "notes": 2, "bibliography": 2, "archives": 3, "requests": 2, "people": 2, "timeline": 2,
    "data": 2, "report": 3, "download": 1,
}  # fmt: skip


def _endnote(typesetter: Typesetter, note: Note) -> str:
    value = f' value="{note.number}"' if note.number.isdigit() else ""
    label = escape(note.label)
    places = escape(previews.places(typesetter.index, note))
    beside = f' data-places="{places}"' if places else ""
    back = (
        f'<a href="#{links.call_anchor(label)}" role="doc-backlink" '
        f'aria-label="Back to the call of note {label}">↩ Back</a> '
    )
    return (
        f'<li id="{links.note_anchor(label)}"{value}{beside}>{typesetter.note(note.label)}'
        f'<p class="note-links">{back if note.label in typesetter.index.calls else ""}'
        f'<a rel="bookmark" href="{links.note(label)}">Note {label}</a></p></li>'
    )


def _listed_note(typesetter: Typesetter, note: Note) -> str:
    label = escape(note.label)
    title = f"Note {label}, {escape(typesetter.index.place(note.chapter))}"
    called = (
        f'<a href="{links.call(note.chapter, label)}" aria-label="In the text: note {label}">In the text</a> '
    )
    return (
        f'<section class="note"><h3 id="{links.note_anchor(label)}">{title}</h3>{typesetter.note(note.label)}'
        f'<p class="note-links" {UNSEARCHED}>{called if note.label in typesetter.index.calls else ""}'
        f'<a rel="bookmark" href="{links.note(label)}">Page of note {label}</a></p></section>'
    )


def _work(typesetter: Typesetter, work: Work) -> str:
    html = style.as_html(style.full(work, typesetter.archives))
    cited = cited_in_list(typesetter.index, work)
    zotero = f'<span class="Z3988" title="{escape(coins(work))}"></span>'
    return f'<li id="{escape(work.key)}"><p>{html}{zotero}</p>{cited}</li>'

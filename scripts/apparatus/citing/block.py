"""The block “Cite this” of a page: four styles to copy, and files for reference managers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count

from markupsafe import Markup

from apparatus import links
from apparatus.citing.citable import BOOK, Citable, citables, note_item
from apparatus.citing.parts import html
from apparatus.citing.records import records
from apparatus.citing.styles import CHICAGO_NOTES, STYLES, citations, cited_in
from apparatus.concordance import Concordance
from apparatus.export.csljson import Item
from apparatus.places import template

_CHAPTER = re.compile(r"chapter\b")  # what a chapter's file is called; an appendix is another part of a book
_FIGURES = re.compile(r"[0-9]+(?:-[0-9]+)*")


@dataclass(frozen=True, slots=True)
class _Own:
    """How a page itself is cited."""

    shown: Mapping[str, Markup]  # its citation in each of `STYLES`
    part: Markup  # of the block

    def of_note(self, word: str, label: str) -> _Own:
        """Return how the note of that label, which is figures, is cited: `word` stands for it here."""
        shown = {name: _replaced(html, word, label) for name, html in self.shown.items()}
        return _Own(shown, _replaced(self.part, word, label))


class Blocks:
    """Writes the blocks of an edition's pages.

    All notes of a book are cited in the same way but for their labels: that is written once, with a word
    in the label's place that stands nowhere else in it and that every format writes as it does figures.
    """

    def __init__(self, index: Concordance, site_url: str | None, line: Callable[[str], str] = str) -> None:
        """Take the site's own address, from which its pages have theirs; `line` sets a line that is shown."""
        self.citables = citables(index, site_url)  # by source path
        self._bibliography = index.edition.bibliography
        self._site_url = site_url
        self._line = line
        self._note = partial(note_item, self.citables[BOOK].item, site_url=site_url)
        # that of a title that says none; the files of a document say what its entry says
        self._language = {"language": index.edition.book.language} if index.edition.book.language else {}
        self._cited: dict[str, _Own] = {}  # by source path

    def block(self, citable: Citable) -> str:
        """Return the block of a page as HTML; it leads to no other page."""
        own = self._own(citable)
        return template("cite.html").render(parts=[own.part, *self._documents(citable, own.shown)])

    def colophon(self, source: str) -> Markup:
        """Return what says on paper where the page of that source path is from: author, title, address."""
        citable = self.citables.get(source)
        if citable is not None:
            return self._own(citable).shown[CHICAGO_NOTES]
        address = links.canonical(self._site_url, links.address(source))
        book = self.citables[BOOK].item
        return self._shown({**book, "URL": address} if address else book)[CHICAGO_NOTES]

    def _own(self, citable: Citable) -> _Own:
        if citable.source not in self._cited:
            self._cited[citable.source] = self._of_page(citable)
        return self._cited[citable.source]

    def _of_page(self, citable: Citable) -> _Own:
        if not _FIGURES.fullmatch(citable.label):
            return self._written(citable.item, _what(citable))
        word, whole = self._of_any_note
        return whole.of_note(word, citable.label)

    @cached_property
    def _of_any_note(self) -> tuple[str, _Own]:
        """The word that stands for a label, and how a note with that label is cited."""
        some = json.dumps(self._note("1"))
        word = next(word for number in count() if (word := f"0any{number}0") not in some)
        return word, self._written(self._note(word), "this note")

    def _written(self, item: Item, what: str) -> _Own:
        shown = self._shown(item)
        return _Own(shown, self._part(what, shown, item["id"], [item]))

    def _shown(self, item: Item) -> dict[str, Markup]:
        return {name: html(self._line(text)) for name, text in citations(item).items()}

    def _documents(self, citable: Citable, note: Mapping[str, Markup]) -> Iterator[Markup]:
        """Yield the part of each document as it is cited in a note; one set of files has them all."""
        several = len(citable.documents) > 1
        files = citable.documents
        for document in citable.documents:
            title = f" “{document['title']}”" if several else ""
            what = f"the document{title}, as cited in this note"
            known = cited_in({**self._language, **document})
            shown = {name: html(self._line(text)) + note[name] for name, text in known.items()}
            yield self._part(what, shown, f"{citable.item['id']}-documents", files)
            files = ()

    def _part(self, what: str, shown: Mapping[str, Markup], name: str, items: Sequence[Item]) -> Markup:
        """Return the part of one thing that is cited, with a file of `items` in each format."""
        styles = [(STYLES[style], text) for style, text in shown.items()]
        files = records(name, items, self._bibliography) if items else ()
        return Markup(template("cited.html").render(what=what, styles=styles, files=list(files)))  # noqa: S704 - escaped


def _replaced(html: Markup, word: str, figures: str) -> Markup:
    return Markup(str(html).replace(word, figures))  # noqa: S704 - figures need no escape


def _what(citable: Citable) -> str:
    """Return what a page is called."""
    if citable.is_note:
        return "this note"
    if citable.item["type"] == "book":
        return "this book"
    return f"this {'chapter' if _CHAPTER.match(citable.source.rpartition('/')[2]) else 'part'}"

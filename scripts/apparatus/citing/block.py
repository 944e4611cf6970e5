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
from apparatus.citing.citable import BOOK, Citable, note_item
from apparatus.citing.parts import html
from apparatus.citing.records import records
from apparatus.citing.styles import STYLES, as_cited, citations
from apparatus.export.csljson import Item
from apparatus.model import Bibliography
from apparatus.places import template

_CHAPTER = re.compile(r"chapter\b")  # what a chapter's file is called; an appendix is another part of a book
_FIGURES = re.compile(r"[0-9]+(?:-[0-9]+)*")


@dataclass(frozen=True, slots=True)
class _Own:
    """How a page itself is cited: its citation in each of `STYLES`, and its part of the block."""

    styles: Mapping[str, str]
    html: Markup


class Blocks:
    """Writes the blocks of an edition's pages.

    All notes of a book are cited in the same way but for their labels: that is written once, with a word
    in the label's place that stands nowhere else in it and that every format writes as it does figures.
    """

    def __init__(
        self,
        bibliography: Bibliography,
        citables: Mapping[str, Citable],
        site_url: str | None,
        line: Callable[[str], str] = str,
    ) -> None:
        """Take what `citables` returned for that site; `line` sets a line of text that is shown."""
        self._bibliography = bibliography
        self._citables = citables
        self._site_url = site_url
        self._line = line
        self._note = partial(note_item, citables[BOOK].item, site_url=site_url)

    def block(self, citable: Citable) -> str:
        """Return the block of a page as HTML; it leads to no other page."""
        own = self._own(citable)
        return template("cite.html").render(parts=[own.html, *self._documents(citable, own.styles)])

    def colophon(self, source: str) -> Markup:
        """Return what says on paper where the page of that source path is from: author, title, address."""
        citable = self._citables.get(source)
        if citable is not None:
            return self._shown(self._styles(citable)["chicago-notes"])
        address = links.canonical(self._site_url, links.address(source))
        book = self._citables[BOOK].item
        return self._shown(citations({**book, "URL": address} if address else book)["chicago-notes"])

    def _shown(self, text: str) -> Markup:
        return html(self._line(text))

    def _own(self, citable: Citable) -> _Own:
        styles = self._styles(citable)
        if not _FIGURES.fullmatch(citable.label):
            return self._written(citable.item, _what(citable), styles)
        word, whole = self._of_any_note
        return _Own(styles, Markup(whole.html.replace(word, citable.label)))  # noqa: S704 - figures

    def _styles(self, citable: Citable) -> Mapping[str, str]:
        """Return a page's citation in each of `STYLES`."""
        if not _FIGURES.fullmatch(citable.label):
            return citations(citable.item)
        word, whole = self._of_any_note
        return {name: text.replace(word, citable.label) for name, text in whole.styles.items()}

    @cached_property
    def _of_any_note(self) -> tuple[str, _Own]:
        """The word that stands for a label, and how a note with that label is cited."""
        some = json.dumps(self._note("1"))
        word = next(word for number in count() if (word := f"0any{number}0") not in some)
        item = self._note(word)
        return word, self._written(item, "this note", citations(item))

    def _written(self, item: Item, what: str, styles: Mapping[str, str]) -> _Own:
        return _Own(styles, self._part(what, styles, item["id"], [item]))

    def _documents(self, citable: Citable, through: Mapping[str, str]) -> Iterator[Markup]:
        """Yield the part of each document as it is cited in a note; one set of files has them all."""
        several = len(citable.documents) > 1
        files = citable.documents
        for document in citable.documents:
            title = f" “{document['title']}”" if several else ""
            what = f"the document{title}, as cited in this note"
            yield self._part(what, as_cited(document, through), f"{citable.item['id']}-documents", files)
            files = ()

    def _part(self, what: str, styles: Mapping[str, str], name: str, items: Sequence[Item]) -> Markup:
        """Return the part of one thing that is cited, with a file of `items` in each format."""
        shown = [(STYLES[style], self._shown(text)) for style, text in styles.items()]
        files = records(name, items, self._bibliography) if items else ()
        return Markup(template("cited.html").render(what=what, styles=shown, files=list(files)))  # noqa: S704 - escaped


def _what(citable: Citable) -> str:
    """Return what a page is called."""
    if citable.is_note:
        return "this note"
    if citable.item["type"] == "book":
        return "this book"
    return f"this {'chapter' if _CHAPTER.match(citable.source.rpartition('/')[2]) else 'part'}"

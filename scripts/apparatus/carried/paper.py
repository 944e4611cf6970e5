"""A book -> the HTML of its PDF: one document, in which each note stands beside its call.

Notes become `span`s, since they stand inside of paragraphs and headings; the style sheet lays them
out as the blocks that they were, at the foot of the page.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from apparatus import links
from apparatus.carried.book import Book, BookNote, Part, Place, anchors, calls, placed, relinked
from apparatus.carried.cover import cover, imprint, reading_order
from apparatus.carried.onefile import contents, html, in_one, single_id
from apparatus.carried.packing import made_at
from apparatus.places import ASSETS, template
from apparatus.typeset.fragment import NOT_XML

ARROW, SIGN = "→", "="  # the site's sign for what an Ibid. stands for, and one that book faces have
_BLOCKS = {
    "p", "div", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_WEIGHTS = (400, 600)
# a family for each subset of the site's font: WeasyPrint takes the files of one family for one file
SUBSETS = {"Book Serif": "latin", "Book Serif Vietnamese": "vietnamese", "Book Serif Extended": "latin-ext"}


def print_html(book: Book) -> str:
    """Return the document that the PDF is made from."""
    place = placed(book, anchors(book, lambda part, name: f"#{single_id(part, name)}"))
    uri = f"data:image/svg+xml;base64,{base64.b64encode(cover(book.data).encode()).decode()}"
    text = template("print.html").render(
        book=book.data,
        author=reading_order(book.data.author),
        imprint=imprint(book.data),
        made=made_at().isoformat(),
        cover=uri,
        parts=[
            {"id": part.stem, "entry": contents(part), "html": html(_part(book, part, place))}
            for part in book.parts
        ],
    )
    return NOT_XML.sub("", text)


def font_faces() -> str:
    """Return `@font-face` rules for the fonts that the site has too, with the files in them."""
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; '
        f"src: url(data:font/woff2;base64,{_font(subset, style)}); }}\n"
        for family, subset in SUBSETS.items()
        for style in ("normal", "italic")
        for weight in _WEIGHTS
    )


def _font(subset: str, style: str) -> str:
    path = ASSETS / "fonts" / f"source-serif-4-{subset}-wght-{style}.woff2"
    return base64.b64encode(path.read_bytes()).decode()


def _part(book: Book, part: Part, place: Place) -> Element:
    tree = in_one(part, place)
    _place_notes(tree, {note.label: note for note in part.notes}, place)
    _append_uncalled(tree, [note for note in part.notes if not note.called], place)
    titles = {single_id(part, title.id): title for title in part.outline}
    head = ": ".join(filter(None, (reading_order(book.data.author), book.data.title)))
    for element in tree.iter():
        title = titles.get(element.get("id", ""))
        if title:  # for bookmarks and running heads, which would have the notes of a heading in them
            element.set("data-title", title.text)
            element.attrib |= {"data-book": head} if title.level == 1 else {}
    return tree


def _place_notes(root: Element, notes: Mapping[str, BookNote], place: Place) -> None:
    """Put each note after its call."""
    parents = {child: parent for parent in root.iter() for child in parent}
    for call, label in list(calls(root)):
        if label in notes:
            parent = parents[call]
            note = _note(notes[label], place)
            note.tail, call.tail = call.tail, None
            parent.insert(list(parent).index(call) + 1, note)


def _append_uncalled(root: Element, notes: Sequence[BookNote], place: Place) -> None:
    """Put notes that nothing calls, which have no page to stand at the foot of, at the end."""
    if notes:
        section = SubElement(root, "div", {"class": "uncalled"})
        SubElement(section, "p").text = "Notes that nothing in the text calls:"
        for note in notes:
            SubElement(section, "p").append(_note(note, place))


def _note(note: BookNote, place: Place) -> Element:
    """Return a note as a `span`, its number in front."""
    kind = "footnote" if note.called else "note"
    span = Element("span", {"class": kind, "id": links.note_anchor(note.label)})
    call = {"href": f"#{links.call_anchor(note.label)}"} if note.called else {}
    back = SubElement(span, "a" if note.called else "span", {"class": "number"} | call)
    back.text, back.tail = note.number, f" {note.body.text or ''}"
    span.extend(relinked(note.body, place))
    for element in span.iter():
        if element.tag in _BLOCKS:
            element.set("class", f"{element.get('class', '')} n-{element.tag}".strip())
            element.tag = "span"
        if element.text == ARROW:
            element.text = SIGN
    return span

"""A book -> EPUB 3: a file per part, its notes in it as notes that a reading system can show in place."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring

from apparatus import links
from apparatus.carried import images, opf
from apparatus.carried.book import Book, BookNote, Part, Place, anchors, calls, placed, relinked
from apparatus.carried.cover import cover
from apparatus.carried.packing import pack
from apparatus.places import ASSETS
from apparatus.typeset.fragment import NOT_XML

# the first word of a part's name -> what the part is, as EPUB and ARIA call it
KINDS = {
    "index": ("titlepage", ""),
    "foreword": ("foreword", "doc-foreword"),
    "preface": ("preface", "doc-preface"),
    "introduction": ("introduction", "doc-introduction"),
    "chapter": ("chapter", "doc-chapter"),
    "conclusion": ("conclusion", "doc-conclusion"),
    "conclusions": ("conclusion", "doc-conclusion"),
    "epilogue": ("epilogue", "doc-epilogue"),
    "afterword": ("afterword", "doc-afterword"),
    "appendix": ("appendix", "doc-appendix"),
    "bibliography": ("bibliography", ""),  # the list in it has the role
}


def epub(book: Book) -> bytes:
    """Return the book as an EPUB."""
    place = placed(book, anchors(book, _at))
    pictures: dict[str, bytes] = {}
    files = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": opf.CONTAINER.encode(),
        "EPUB/style.css": (ASSETS / "epub.css").read_bytes(),
        "EPUB/cover.svg": cover(book.data).encode(),
        "EPUB/cover.xhtml": _cover_page(book).encode(),
    }
    for part in book.parts:
        files[f"EPUB/{file_of(part)}"] = _page(book, part, place, pictures).encode()
    files |= {f"EPUB/{name}": data for name, data in pictures.items()}
    contents = opf.Contents(
        _identifier(book), tuple(_documents(book)), tuple(_pages(book)), tuple(sorted(pictures))
    )
    files["EPUB/nav.xhtml"] = document(book, "Contents", opf.navigation(contents)).encode()
    files["EPUB/toc.ncx"] = opf.ncx(book, contents).encode()
    files["EPUB/package.opf"] = opf.package(book, contents).encode()
    return pack(files, stored=("mimetype",))


def file_of(part: Part) -> str:
    """Return the name of a part's file."""
    return f"{part.stem.replace('/', '-')}.xhtml"


def document(book: Book, title: str, body: str) -> str:
    """Return an XHTML document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{escape(book.data.language)}" xml:lang="{escape(book.data.language)}">\n<head>\n'
        f"<title>{escape(title or book.data.title)}</title>\n"
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _at(part: Part, name: str) -> str:
    return f"{file_of(part)}#{name}" if name else file_of(part)


def _identifier(book: Book) -> str:
    """Return the same for all builds of an edition, made from its address or its name."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, book.site_url or book.name)}"


def _cover_page(book: Book) -> str:
    image = f'<img src="cover.svg" alt="{escape(f"Cover: {book.data.title}")}"/>'
    return document(book, "Cover", f'<section epub:type="cover" class="cover">{image}</section>')


def _page(book: Book, part: Part, place: Place, pictures: dict[str, bytes]) -> str:
    """Return the file of a part; the images in it are added to `pictures`."""
    kind, role = KINDS.get(re.split(r"[-/]", part.stem)[0], ("", ""))
    here = file_of(part)
    section = Element(
        "section", {name: value for name, value in (("epub:type", kind), ("role", role)) if value}
    )
    section.extend(relinked(part.body, lambda address: _short(place(address), here)))
    section.text = part.body.text
    if part.outline:
        section.set("aria-labelledby", part.outline[0].id)
    for call, _ in calls(section):
        for link in call.iter("a"):
            link.set("epub:type", "noteref")
    for details in section.iter("details"):  # few reading systems can open them
        details.set("open", "open")
    _mark_pages(section)
    _take_pictures(section, pictures)
    if part.notes:
        section.append(_notes(part.notes, lambda address: _short(place(address), here)))
    return document(book, part.title, xml(section))


def _short(link: str | None, here: str) -> str | None:
    """Leave the file out of a link within it."""
    return link[len(here) :] if link and link.startswith(f"{here}#") else link


def xml(tree: Element) -> str:
    """Return a tree as XML, without characters that XML cannot have."""
    return NOT_XML.sub("", tostring(tree, encoding="unicode"))


def page_id(number: str) -> str:
    """Return the id of the mark of a print's page."""
    return f"page-{number}"


def _mark_pages(root: Element) -> None:
    """Put a mark of the print's page before the text of the first heading that names it."""
    seen = set[str]()
    for heading in list(root.iter()):
        number = heading.attrib.pop("data-page", "")
        if number and number not in seen:
            seen.add(number)
            mark = Element("span", {"epub:type": "pagebreak", "role": "doc-pagebreak", "id": page_id(number)})
            mark.set("aria-label", f"Page {number}")
            mark.tail, heading.text = heading.text, None
            heading.insert(0, mark)


def _take_pictures(root: Element, pictures: dict[str, bytes]) -> None:
    for image in root.iter("img"):
        ending, data = images.split(image.get("src", ""))
        name = f"image-{len(pictures) + 1}{ending}"
        pictures[name] = data
        image.set("src", name)


def _notes(notes: tuple[BookNote, ...], place: Place) -> Element:
    section = Element(
        "section", {"epub:type": "footnotes", "class": "notes", "aria-labelledby": links.ENDNOTES}
    )
    SubElement(section, "h2", {"id": links.ENDNOTES}).text = "Notes"
    for note in notes:
        name = links.note_anchor(note.label)
        aside = SubElement(section, "aside", {"id": name, "epub:type": "footnote", "role": "doc-footnote"})
        body = relinked(note.body, place)
        aside.extend(body)
        if not len(aside) or aside[0].tag != "p":
            first = Element("p")
            first.text = body.text
            aside.insert(0, first)
        _number(aside[0], note)
    return section


def _number(paragraph: Element, note: BookNote) -> None:
    """Put the note's number, which leads back to its call where it has one, in front of its text."""
    back = Element("a", {
        "href": f"#{links.call_anchor(note.label)}", "epub:type": "backlink", "role": "doc-backlink",
        "class": "number", "aria-label": f"Note {note.number}, back to its call",
    })  # fmt: skip
    if not note.called:
        back = Element("span", {"class": "number"})
    back.text, back.tail, paragraph.text = f"{note.number}.", f" {paragraph.text or ''}", None
    paragraph.insert(0, back)


def _documents(book: Book) -> Iterator[opf.Document]:
    for part in book.parts:
        kind = KINDS.get(re.split(r"[-/]", part.stem)[0], ("", ""))[0]
        headings = tuple(
            (title.level, title.text, title.id) for title in part.outline if 1 < title.level <= opf.DEPTH
        )
        extra = ((2, "Notes", links.ENDNOTES),) if part.notes else ()
        yield opf.Document(file_of(part), part.title, kind, headings + extra)


def _pages(book: Book) -> Iterator[tuple[str, str]]:
    """Yield the print's pages, each once, with the link to the first heading that names it."""
    seen = set[str]()
    for part in book.parts:
        for title in part.outline:
            if title.page and title.page not in seen:
                seen.add(title.page)
                yield title.page, f"{file_of(part)}#{page_id(title.page)}"

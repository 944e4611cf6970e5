"""What an EPUB says about itself: the package, the navigation, and the older table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from apparatus.carried.book import Book
from apparatus.carried.cover import imprint, reading_order
from apparatus.carried.images import TYPES
from apparatus.carried.packing import made_at

DEPTH = 2  # of the contents

CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
    '<rootfiles><rootfile full-path="EPUB/package.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles>\n'
    "</container>\n"
)


@dataclass(frozen=True, slots=True)
class Document:
    """A file of text: what it is, and its headings as (level, text, id)."""

    file: str
    title: str
    kind: str  # a term of EPUB's vocabulary, or empty
    headings: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in an EPUB."""

    identifier: str
    documents: tuple[Document, ...]
    pages: tuple[tuple[str, str], ...]  # the print's page, and the link to it
    pictures: tuple[str, ...]

    @property
    def front(self) -> tuple[Document, ...]:
        """What stands before the contents: the title page, where the edition has one."""
        return tuple(document for document in self.documents[:1] if document.kind == "titlepage")


def navigation(contents: Contents) -> str:
    """Return the body of the navigation document."""
    pages = "".join(
        f'<li><a href="{escape(link)}">{escape(number)}</a></li>' for number, link in contents.pages
    )
    listed = (
        '<nav epub:type="page-list" role="doc-pagelist" hidden="hidden" aria-label="Pages of the print">'
        f"<h2>Pages of the print</h2><ol>{pages}</ol></nav>"
        if pages
        else ""
    )
    marks = "".join(
        f'<li><a epub:type="{kind}" href="{file}">{escape(text)}</a></li>'
        for kind, file, text in _landmarks(contents)
    )
    return (
        '<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="contents">'
        f'<h1 id="contents">Contents</h1><ol>{"".join(map(_line, contents.documents))}</ol></nav>\n{listed}\n'
        '<nav epub:type="landmarks" hidden="hidden" aria-label="Landmarks"><h2>Landmarks</h2>'
        f"<ol>{marks}</ol></nav>"
    )


def ncx(book: Book, contents: Contents) -> str:
    """Return the contents for reading systems that know only EPUB 2."""
    points, order = [], 0
    for document in contents.documents:
        order += 1
        inner = ""
        at = order
        for _, text, name in document.headings:
            order += 1
            inner += _point(order, text, f"{document.file}#{name}")
        points.append(_point(at, document.title, document.file, inner))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">\n'
        f'<head><meta name="dtb:uid" content="{escape(contents.identifier)}"/>'
        f'<meta name="dtb:depth" content="{DEPTH}"/></head>\n'
        f"<docTitle><text>{escape(book.data.title)}</text></docTitle>\n<navMap>{''.join(points)}</navMap>\n</ncx>\n"
    )


def package(book: Book, contents: Contents) -> str:
    """Return the package document."""
    items = "\n".join(_items(contents))
    metadata = "\n".join((*_described(book, contents), *_accessible(contents)))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{escape(book.data.language)}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"{metadata}\n</metadata>\n"
        f"<manifest>\n{items}\n</manifest>\n"
        f'<spine toc="ncx">\n{"".join(_spine(contents))}</spine>\n</package>\n'
    )


def _line(document: Document) -> str:
    inner = "".join(
        f'<li><a href="{document.file}#{escape(name)}">{escape(text)}</a></li>'
        for _, text, name in document.headings
    )
    below = f"<ol>{inner}</ol>" if inner else ""
    return f'<li><a href="{document.file}">{escape(document.title)}</a>{below}</li>'


def _landmarks(contents: Contents) -> Iterator[tuple[str, str, str]]:
    yield "cover", "cover.xhtml", "Cover"
    for document in contents.front:
        yield "titlepage", document.file, "Title page"
    yield "toc", "nav.xhtml#toc", "Contents"
    body = next((doc for doc in contents.documents if doc.kind in ("introduction", "chapter")), None)
    if body:
        yield "bodymatter", body.file, "Start of the text"
    notes = next(
        (doc for doc in contents.documents if any(name == "notes" for _, _, name in doc.headings)), None
    )
    if notes:
        yield "footnotes", f"{notes.file}#notes", "Notes"
    for document in contents.documents:
        if document.kind == "bibliography":
            yield "bibliography", document.file, document.title


def _point(order: int, text: str, link: str, inner: str = "") -> str:
    return (
        f'<navPoint id="point-{order}" playOrder="{order}"><navLabel><text>{escape(text)}</text></navLabel>'
        f'<content src="{escape(link)}"/>{inner}</navPoint>'
    )


def _described(book: Book, contents: Contents) -> Iterator[str]:
    data = book.data
    yield f'<dc:identifier id="id">{escape(contents.identifier)}</dc:identifier>'
    yield f'<dc:title id="title">{escape(data.title)}</dc:title>'
    yield '<meta refines="#title" property="title-type">main</meta>'
    if data.subtitle:
        yield f'<dc:title id="subtitle">{escape(data.subtitle)}</dc:title>'
        yield '<meta refines="#subtitle" property="title-type">subtitle</meta>'
    if data.author:
        yield f'<dc:creator id="author">{escape(reading_order(data.author))}</dc:creator>'
        yield f'<meta refines="#author" property="file-as">{escape(data.author)}</meta>'
        yield '<meta refines="#author" property="role" scheme="marc:relators">aut</meta>'
    yield f"<dc:language>{escape(data.language)}</dc:language>"
    if data.description:
        yield f"<dc:description>{escape(data.description)}</dc:description>"
    if imprint(data):
        yield f"<dc:source>{escape(imprint(data))}</dc:source>"
    yield f'<meta property="dcterms:modified">{made_at():%Y-%m-%dT%H:%M:%SZ}</meta>'
    yield '<meta name="cover" content="cover"/>'


def _accessible(contents: Contents) -> Iterator[str]:
    """Yield what schema.org and EPUB Accessibility say of a book.

    No conformance is claimed, since nobody has audited the file; the summary says what it was made to.
    """
    modes = ["textual", *(["visual"] if contents.pictures else [])]
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA"]
    features += ["pageNavigation"] if contents.pages else []
    features += ["alternativeText"] if contents.pictures else []
    summary = (
        "Headings, lists, tables and notes are marked as what they are, every note leads back to its call, "
        "and the text can be enlarged and recoloured. Made to meet WCAG 2.2 level AA; not audited."
    )
    pages = (
        " The page list names the page of the print on which each section begins." if contents.pages else ""
    )
    yield from (f'<meta property="schema:accessMode">{mode}</meta>' for mode in modes)
    yield '<meta property="schema:accessModeSufficient">textual</meta>'
    yield from (f'<meta property="schema:accessibilityFeature">{feature}</meta>' for feature in features)
    yield '<meta property="schema:accessibilityHazard">none</meta>'
    yield f'<meta property="schema:accessibilitySummary">{summary}{pages}</meta>'
    if contents.pages:
        yield '<meta property="pageBreakSource">the printed book</meta>'


def _items(contents: Contents) -> Iterator[str]:
    xhtml = "application/xhtml+xml"
    yield _item("cover", "cover.svg", "image/svg+xml", "cover-image")
    yield _item("cover-page", "cover.xhtml", xhtml)
    yield _item("nav", "nav.xhtml", xhtml, "nav")
    yield _item("ncx", "toc.ncx", "application/x-dtbncx+xml")
    yield _item("style", "style.css", "text/css")
    for number, document in enumerate(contents.documents, 1):
        yield _item(f"part-{number}", document.file, xhtml)
    for number, name in enumerate(contents.pictures, 1):
        yield _item(f"image-{number}", name, TYPES[name[name.rindex(".") :]])


def _item(name: str, file: str, kind: str, properties: str = "") -> str:
    said = f' properties="{properties}"' if properties else ""
    return f'<item id="{name}" href="{escape(file)}" media-type="{kind}"{said}/>'


def _spine(contents: Contents) -> Iterable[str]:
    parts = [f"part-{number}" for number in range(1, len(contents.documents) + 1)]
    front = len(contents.front)
    order = ["cover-page", *parts[:front], "nav", *parts[front:]]
    return (f'<itemref idref="{name}"/>\n' for name in order)

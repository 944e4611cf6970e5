"""A book -> PDF, by WeasyPrint, where that and the libraries that it needs are on the machine."""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import os
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from apparatus import links
from apparatus.carried.book import Book
from apparatus.carried.packing import made_at
from apparatus.carried.paper import font_faces, print_html
from apparatus.places import ASSETS

HINT = (
    "no PDF: WeasyPrint does not run here; install it (pip install weasyprint) and the libraries "
    "that it needs (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)"
)


# how a note that has no room on its call's page is moved; now and then WeasyPrint loses one over it
_POLICIES = ("auto", "block", "line")


class NoWeasyPrint(Exception):
    """WeasyPrint, or a library of the system that it needs, is not there."""


class NotesLost(Exception):
    """A note is on no page of the PDF."""


def pdf(book: Book) -> bytes:
    """Return the book as a tagged PDF with every note on a page; the same book gives the same bytes."""
    weasyprint = _weasyprint()
    text = print_html(book)
    lost: set[str] = set()
    with _fixed_time():
        for policy in _POLICIES:
            document = _render(weasyprint, text, policy)
            lost = lost_notes(book, [set(page.anchors) for page in document.pages])
            if not lost:
                identifier = hashlib.sha256(text.encode()).digest()[:16]
                data: bytes = document.write_pdf(pdf_identifier=identifier, pdf_variant="pdf/ua-1")
                return data
    raise NotesLost(f"no PDF: WeasyPrint leaves out {', '.join(sorted(lost))}")


def lost_notes(book: Book, pages: Sequence[Collection[str]]) -> set[str]:
    """Return the notes that are on no page, or that are neither on their call's page nor on the next."""
    at = {name: number for number, anchors in reversed(list(enumerate(pages))) for name in anchors}
    names = [(links.note_anchor(note.label), links.call_anchor(note.label)) for note in book.notes]
    return {
        note for note, call in names if note not in at or (call in at and at[note] - at[call] not in (0, 1))
    }


@contextlib.contextmanager
def _fixed_time() -> Iterator[None]:
    """Have fontTools, which WeasyPrint calls, write the same time into a font each time."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(made_at().timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _render(weasyprint: Any, text: str, policy: str) -> Any:  # noqa: ANN401 - it has no types
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    fonts = weasyprint.text.fonts.FontConfiguration()
    style = (ASSETS / "print.css").read_text("utf-8") + f".footnote {{ footnote-policy: {policy}; }}"
    sheet = weasyprint.CSS(string=font_faces() + style, font_config=fonts, url_fetcher=fetcher)
    return weasyprint.HTML(string=text, url_fetcher=fetcher).render(stylesheets=[sheet], font_config=fonts)


def _weasyprint() -> Any:  # noqa: ANN401 - it has no types
    """Import WeasyPrint, which says on standard output what it lacks; we say it ourselves."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint
            import weasyprint.text.fonts
            import weasyprint.urls
    except (ImportError, OSError) as error:
        raise NoWeasyPrint(HINT) from error
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    return weasyprint

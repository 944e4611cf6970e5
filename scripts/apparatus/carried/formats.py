"""A book -> the files that are carried away beside the offline zip: one page, EPUB, PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from apparatus.carried import pdf
from apparatus.carried.book import Book
from apparatus.carried.epub import epub
from apparatus.carried.onefile import one_file
from apparatus.files import write_bytes, write_text

Say = Callable[[str], None]


def write_formats(book: Book, dist: Path, say: Say, *, everything: bool = False) -> tuple[str, ...]:
    """Write NAME.html, and with `everything` also NAME.epub and NAME.pdf; return what could not be made.

    `say` is told what is made now. What cannot be made is a line that says what is lacking.
    """
    say("writing the one file")
    write_text(dist / f"{book.name}.html", one_file(book))
    if not everything:
        return ()
    say("writing the EPUB")
    write_bytes(dist / f"{book.name}.epub", epub(book))
    say("setting the PDF")
    try:
        write_bytes(dist / f"{book.name}.pdf", pdf.pdf(book))
    except (pdf.NoWeasyPrint, pdf.NotesLost) as fault:
        return (str(fault),)
    return ()

"""The page of downloads: what can be carried away, what for, how large, and how to check it.

The page is rendered before the files are made, and a zip cannot hold its own checksum. So it says at
first what there is and that the published site has it; once the files are made their links, sizes and
checksums are put in that place, on the site's page and not on the copy of it in the zip.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from apparatus import links

PLACE = re.compile(r'(<div class="downloads">).*?(</div>)', re.DOTALL)
_LARGE = 100_000  # bytes, from which on a size is told in megabytes


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how its name ends, its id on the page, what it is called, and what it is for."""

    ending: str
    id: str
    name: str
    use: str


FORMATS = (
    Format(
        "-offline.zip", "offline", "The whole site, offline",
        "Everything that is here, search included, without a network and without a server: unpack the folder "
        "and open index.html with a double click.",
    ),
    Format(
        ".html", "one-file", "One file",
        "The text with its notes, the bibliography and the finding list in a single page, which any browser "
        "opens: for mail, for an archive, for searching with the browser’s own means.",
    ),
    Format(
        ".epub", "epub", "EPUB",
        "For e-readers, telephones and reading aloud. Notes open in place where the reading system can do "
        "that, and the pages of the print can be gone to.",
    ),
    Format(
        ".pdf", "pdf", "PDF",
        "For paper, in A5, two pages of it on a sheet of A4: notes at the foot of the page, a table of "
        "contents with page numbers.",
    ),
)  # fmt: skip


def placeholder() -> str:
    """Return what the page has before there are files."""
    where = "<p>The files, their sizes and their checksums are on this page of the published site.</p>"
    return f'<div class="downloads">{_formats()}{where}</div>'


def fill_copy(site: Path, site_url: str, *, everything: bool) -> None:
    """Make the page what it is in the zip: it leads to the published one, and names what that has.

    With `everything` there will be an EPUB and a PDF; else those of an earlier build are taken away.
    """
    online = escape(links.canonical(site_url, links.address(links.DOWNLOAD)))
    where = f'<a href="{online}">{online}</a>' if online else "the published site"
    copy = (
        "This is a copy of the site. The files, their sizes and their checksums, this copy’s own too, are at"
    )
    forms = _formats(form for form in FORMATS if everything or form.ending not in (".epub", ".pdf"))
    _fill(site, f"{forms}<p>{copy} {where}.</p>")


def fill(site: Path, files: Iterable[Path]) -> None:
    """Copy the files to the site; put their links, sizes and checksums on its page, where it has one."""
    folder, there = site / links.address(links.DOWNLOAD), tuple(files)
    if not folder.is_dir():
        return
    made = [(form, path) for form in FORMATS for path in there if path.name.endswith(form.ending)]
    for _, path in made:
        shutil.copyfile(path, folder / path.name)
    check = (
        "<p>A checksum tells whether a file came over whole: <code>sha256sum FILE</code> on Linux, "
        "<code>shasum -a 256 FILE</code> on a Mac, "
        "<code>certutil -hashfile FILE SHA256</code> on Windows.</p>"
    )
    _fill(site, "".join(_file(form, path) for form, path in made) + check)


def size_in_words(size: int) -> str:
    """Return a size in bytes as people read it."""
    return f"{size / 1e6:.1f} MB" if size >= _LARGE else f"{size / 1e3:.0f} kB"


def _formats(forms: Iterable[Format] = FORMATS) -> str:
    return "".join(map(_described, forms))


def _described(form: Format) -> str:
    return f'<h2 id="{form.id}">{form.name}</h2><p>{form.use}</p>'


def _file(form: Format, path: Path) -> str:
    data, name = path.read_bytes(), escape(path.name)
    checksum = hashlib.sha256(data).hexdigest()
    return (
        f'{_described(form)}<p><a href="{name}" download="{name}">{name}</a>, {size_in_words(len(data))}<br>'
        f'SHA-256: <code class="checksum">{checksum}</code></p>'
    )


def _fill(site: Path, html: str) -> None:
    page = site / links.address(links.DOWNLOAD) / "index.html"
    if page.is_file():
        text = page.read_text("utf-8")
        filled = PLACE.sub(lambda match: match.group(1) + html + match.group(2), text, count=1)
        page.write_text(filled, "utf-8", newline="\n")

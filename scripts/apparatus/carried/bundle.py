"""A built site -> a zip that works from `file://` with the network off, search included.

Made from the same render: links to folders become links to `index.html`, and the search gets its
index and its worker as scripts, since a page that was opened from a file may fetch neither.
The same site gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from apparatus.carried.packing import pack
from apparatus.edition import BookData
from apparatus.files import below, write_bytes, write_text
from apparatus.links import between
from apparatus.places import ASSETS

INDEX, OFFLINE_INDEX = "search/search_index.json", "search/search_index.js"
SHIM = "assets/iframe-worker/shim.js"

_LEFT_OUT = re.compile(r"sitemap\.xml(\.gz)?|404\.html|.*\.map|assets/javascripts/(lunr|workers)/.*")

# scripts and comments are passed over whole; in the tags, the attributes that lead to pages. What most
# tags are is left out at once: records that are links, and what is said of the page
_TAG = re.compile(
    r"<!--.*?-->|<script\b.*?</script>"
    r"|<(?:a(?!\shref=\"(?:data|https?):)|link|area|meta(?=[^>]*\brefresh\b)|form)\b"
    r"[^>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^>\"']*+)*+>",
    re.DOTALL | re.IGNORECASE,
)
_LINK = re.compile(r"""(\s(?:href|content|action)=["'](?:\d+;\s*url=)?)([^"']*)(["'])""", re.IGNORECASE)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)


def write_bundle(site: Path, dist: Path, name: str, book: BookData, site_url: str = "") -> Path:
    """Write `NAME-offline.zip` and its SHA-256 beside it; return the zip's path."""
    data = bundle(site, name, book, site_url)
    path = dist / f"{name}-offline.zip"
    write_bytes(path, data)
    write_text(path.with_name(f"{path.name}.sha256"), f"{hashlib.sha256(data).hexdigest()}  {path.name}\n")
    return path


def bundle(site: Path, name: str, book: BookData, site_url: str = "") -> bytes:
    """Return the zip of a built site, with everything in one folder of the edition's name."""
    files = dict(_files(site))
    files["README.txt"] = _readme(book, site_url).encode()
    return pack({f"{name}/{path}": data for path, data in files.items()})


def offline_html(html: str, path: str) -> str:
    """Return a page with links to files in place of folders, and the search's worker before its script."""
    html = _TAG.sub(lambda match: _offline_tag(match.group()), html)
    if 'id="__config"' in html:  # a page with the theme's search
        scripts = f'<script src="{between(path, SHIM)}"></script>'
        html = html.replace("</head>", f"{scripts}</head>", 1)
    return html


def offline_link(link: str) -> str:
    """Return a link to a folder as a link to its `index.html`."""
    if _OUTSIDE.match(link) or not link or link.startswith(("#", "?")):
        return link
    path, rest = re.fullmatch(r"([^?#]*)(.*)", link, re.DOTALL).groups()  # type: ignore[union-attr]
    if path.rpartition("/")[2] in ("", ".", ".."):
        path = path.rstrip("/") + "/index.html"
    return path.removeprefix("./") + rest


def offline_index(text: str) -> str:
    """Return the search index as a script, with places that end in a file's name."""
    index = json.loads(text)
    for item in index["docs"]:
        item["location"] = offline_link(item["location"].removeprefix("./") or "./")
        if item["location"].startswith(("#", "?")):
            item["location"] = f"index.html{item['location']}"
    return f"var __index = {json.dumps(index, separators=(',', ':'))}"


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    for path in below(site):
        if _LEFT_OUT.fullmatch(path):
            continue
        data = Path(site, path).read_bytes()
        if path == INDEX:
            yield OFFLINE_INDEX, offline_index(data.decode()).encode()
        elif path.endswith(".html"):
            yield path, offline_html(data.decode(), path).encode()
        else:
            yield path, data
    yield SHIM, (ASSETS / "iframe-worker" / "shim.js").read_bytes()
    yield f"{SHIM.rpartition('/')[0]}/LICENSE", (ASSETS / "iframe-worker" / "LICENSE").read_bytes()


@lru_cache(maxsize=4096)  # the pages of notes have most of their tags in common
def _offline_tag(tag: str) -> str:
    if 'rel="preload"' in tag:  # a page from a file may not; its style asks for the font, which it may
        return ""
    if tag.startswith(("<!--", "<script")):
        return tag
    return _LINK.sub(lambda m: m.group(1) + offline_link(m.group(2)) + m.group(3), tag)


def _readme(book: BookData, site_url: str) -> str:
    by = f"{book.author}\n" if book.author else ""
    online = f"\nOnline: {site_url}\n" if site_url else ""
    return (
        f"{book.title}\n{by}\n"
        "Unpack the whole folder, then open index.html with a double click.\n"
        "Everything works without a network, the search too.\n" + online
    )

"""The images of a book: read from the site, and carried in the text as `data:` addresses."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}

Read = Callable[[str], bytes | None]  # an address as from the site's root -> a file, None where there is none


def reader(site: Path) -> Read:
    """Return what reads files of a built site, and none outside of it."""
    root = site.resolve()

    def read(address: str) -> bytes | None:
        path = (root / unquote(address.partition("?")[0])).resolve()
        return path.read_bytes() if path.is_relative_to(root) and path.is_file() else None

    return read


def nothing(_address: str) -> None:
    """Read nothing: every image is replaced by what its alternative text says."""


def embed(root: Element, read: Read) -> None:
    """Put images into the tree; those that are not the edition's own become their alternative text."""
    for image in list(root.iter("img")):
        source = image.get("src", "")
        kind = TYPES.get(Path(source.partition("?")[0]).suffix.lower(), "")
        data = read(source) if kind and ":" not in source else None
        if data is not None:
            image.set("src", f"data:{kind};base64,{base64.b64encode(data).decode()}")
            image.set("alt", image.get("alt", ""))
        elif not source.startswith("data:image/"):
            _become_text(image)


def split(uri: str) -> tuple[str, bytes]:
    """Return the ending that a `data:` address of ours has as a file, and the bytes in it."""
    head, _, data = uri.partition(";base64,")
    kind = head.removeprefix("data:")
    return next(ending for ending, known in TYPES.items() if known == kind), base64.b64decode(data)


def _become_text(image: Element) -> None:
    image.tag, image.text = "span", image.get("alt", "")
    image.attrib.clear()

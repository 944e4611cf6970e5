"""The block “Cite this” of a page: four styles to copy, and files for reference managers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, FileSystemLoader

from apparatus import datafiles
from apparatus.cite import Citable
from apparatus.citestyle import STYLES, as_cited, citations
from apparatus.export.csljson import Item
from apparatus.places import TEMPLATES

_WHAT = {"book": "this book", "chapter": "this chapter"}
_TEMPLATE = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template("cite.html")


def block(citable: Citable) -> str:
    """Return the block as HTML, its links written as from `docs/`."""
    return _TEMPLATE.render(citations=list(_cited(citable)))


def _cited(citable: Citable) -> Iterator[dict[str, Any]]:
    own = citations(citable.item)
    yield {
        "what": "this note" if citable.is_note else _WHAT[citable.item["type"]],
        "styles": [(STYLES[name], text) for name, text in own.items()],
        "files": _files(citable.source, datafiles.CITE, citable.item["id"]),
    }
    for at, document in enumerate(citable.documents):
        yield {
            "what": _document(document, several=len(citable.documents) > 1),
            "styles": [(STYLES[name], text) for name, text in as_cited(document, citable.item).items()],
            # one set of files has them all
            "files": _files(citable.source, datafiles.DOCUMENTS, f"{citable.item['id']}-documents")
            if at == 0
            else [],
        }


def _document(document: Item, *, several: bool) -> str:
    title = f" “{document['title']}”" if several else ""
    return f"the document{title}, as cited in this note"


def _files(source: str, name: str, key: str) -> list[dict[str, str]]:
    folder = datafiles.folder(source)
    return [
        {"href": f"{folder}{name}.{ending}", "name": f"{key}.{ending}", "format": written}
        for ending, written in datafiles.FORMATS.items()
    ]

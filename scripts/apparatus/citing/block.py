"""The block “Cite this” of a page: four styles to copy, and files for reference managers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, FileSystemLoader

from apparatus.citing.citable import Citable
from apparatus.citing.parts import html
from apparatus.citing.records import records
from apparatus.citing.styles import STYLES, as_cited, citations
from apparatus.export.csljson import Item
from apparatus.model import Bibliography
from apparatus.places import TEMPLATES

_WHAT = {"book": "this book", "chapter": "this chapter"}
_TEMPLATE = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template("cite.html")


def block(citable: Citable, bibliography: Bibliography) -> str:
    """Return the block as HTML; it leads to no other page."""
    return _TEMPLATE.render(citations=list(_cited(citable, bibliography)))


def _cited(citable: Citable, bibliography: Bibliography) -> Iterator[dict[str, Any]]:
    own = citations(citable.item)
    yield {
        "what": "this note" if citable.is_note else _WHAT[citable.item["type"]],
        "styles": [(STYLES[name], html(text)) for name, text in own.items()],
        "files": records(citable.item["id"], [citable.item], bibliography),
    }
    for at, document in enumerate(citable.documents):
        yield {
            "what": _document(document, several=len(citable.documents) > 1),
            "styles": [(STYLES[name], html(text)) for name, text in as_cited(document, own).items()],
            # one set of files has them all
            "files": records(f"{citable.item['id']}-documents", citable.documents, bibliography)
            if at == 0
            else [],
        }


def _document(document: Item, *, several: bool) -> str:
    title = f" “{document['title']}”" if several else ""
    return f"the document{title}, as cited in this note"

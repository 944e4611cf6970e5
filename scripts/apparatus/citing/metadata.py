"""What reference managers and search engines read in a page's head, and COinS in the bibliography.

Zotero's translator *Embedded Metadata* takes the item's type from `z:itemType` before all else. Without
it `citation_title` reads as a journal article, and `og:type` website as a web page. `citation_inbook_title`
tells it a chapter; `citation_book_title`, which others read, it mistakes for Open Graph. It knows the
place from `z:place` alone. It splits a name at its last space unless there is a comma, and a field with
one name in which both sides of the comma have several words at the comma: see `_author`.

A note is a chapter too: as a web page it would lose the book, the publisher, the place and the series
that a citation of it needs; its own address stays with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from apparatus.citing.citable import Citable
from apparatus.export import csljson
from apparatus.export.csljson import Item, authors_of, year_of
from apparatus.model import Name, Work

ZOTERO_TYPES = {"book": "book", "chapter": "bookSection"}

# Highwire's tags, as Zotero and Google Scholar read them, and the item's variable
_HIGHWIRE = {
    "citation_title": "title",
    "citation_inbook_title": "container-title",
    "citation_book_title": "container-title",
    "citation_publisher": "publisher",
    "citation_series_title": "collection-title",
    "citation_language": "language",
    "citation_public_url": "URL",
}
_ZOTERO = {
    "z:place": "publisher-place",
    "z:seriesNumber": "collection-number",
    "z:numPages": "number-of-pages",
}
_DUBLIN_CORE = {
    "DC.title": "title",
    "DC.publisher": "publisher",
    "DC.language": "language",
    "DC.identifier": "URL",
    "DC.isPartOf": "container-title",
}
_COINS = {
    "rft.edition": "edition",
    "rft.volume": "volume",
    "rft.issue": "issue",
    "rft.pages": "page",
    "rft.pub": "publisher",
    "rft.place": "publisher-place",
    "rft.series": "collection-title",
}


def head(citable: Citable, site: str, description: str) -> Markup:
    """Return the tags of a page's head; `site` is the name of the site, `description` its text in cards."""
    item = citable.item
    tags = [
        *(_tag("name", name, value) for name, value in _named(citable)),
        *(_tag("property", name, value) for name, value in _open_graph(item, site, description)),
        _script(_with_context(json_ld(citable))),
    ]
    return Markup("\n".join(tags))  # noqa: S704 - each is escaped


def description(citable: Citable, own: str | None, opening: str, site: str | None) -> str:
    """Return what a page is about, in Zotero the abstract: what it says of itself, or how it opens.

    The page of the book opens with the subtitle, and every other one with what it is about: what is said
    of the whole `site` comes before that on the one, and after it on the others.
    """
    found = (own, site, opening) if citable.item["type"] == "book" else (own, opening, site)
    return next(filter(None, found), "")


def json_ld(citable: Citable) -> dict[str, Any]:
    """Return the page in the words of schema.org: a book, a chapter, a note with the documents it cites."""
    item = citable.item
    if item["type"] == "book":
        return _book(item, item["title"], item.get("URL", ""))
    whole = _book(item, item["container-title"], "")
    kind = "CreativeWork" if citable.is_note else "Chapter"
    found = {**_thing(kind, item["title"], item.get("URL", "")), "author": _people(item), "isPartOf": whole}
    cited = [_archive_component(document) for document in citable.documents]
    return _filled({**found, "pageStart": citable.page, "citation": cited})


def coins(work: Work) -> str:
    """Return what COinS says of a work, an OpenURL: the `title` of a `span` of class `Z3988`."""
    item = csljson.item(work, {})
    fields = [("ctx_ver", "Z39.88-2004"), *_coins_kind(item)]
    fields += [(name, str(item[field])) for name, field in _COINS.items() if item.get(field)]
    fields += [("rft.date", work.year[:4])] if work.year[:4].isdigit() else []
    fields += [("rft.au", _author(name)) for name in work.authors if name.family != "others"]
    fields += [("rft.contributor", _author(name)) for name in work.editors if name.family != "others"]
    fields += [("rft_id", item["URL"])] if item.get("URL") else []
    return urlencode(fields, quote_via=quote)


def _named(citable: Citable) -> Iterator[tuple[str, str]]:
    """Yield Highwire's, Zotero's and Dublin Core's tags."""
    item = citable.item
    people = [_author(name) for name in authors_of(item)]
    yield from ((name, str(item[field])) for name, field in _HIGHWIRE.items() if item.get(field))
    yield from (("citation_author", name) for name in people)
    yield from [("citation_publication_date", year_of(item))] if year_of(item) else []
    yield from [("citation_firstpage", citable.page)] if citable.page else []
    yield "z:itemType", ZOTERO_TYPES[item["type"]]
    yield from ((name, str(item[field])) for name, field in _ZOTERO.items() if item.get(field))
    yield from ((name, str(item[field])) for name, field in _DUBLIN_CORE.items() if item.get(field))
    yield from (("DC.creator", name) for name in people)
    yield from [("DC.date", year_of(item))] if year_of(item) else []
    yield "DC.type", "Text"


def _open_graph(item: Item, site: str, description: str) -> Iterator[tuple[str, str]]:
    yield "og:type", "book" if item["type"] == "book" else "article"
    yield "og:title", item["title"]
    yield "og:site_name", site
    yield from [("og:description", description)] if description else []
    yield from [("og:url", item["URL"])] if item.get("URL") else []


def _author(name: Name) -> str:
    """Write a name so that nothing splits it wrongly.

    A comma at the end says of a name in its own order that all of it is the family name; a semicolon
    keeps `de la Cruz, Ana Maria` from being read as two people.
    """
    if not name.given:
        return f"{name.family}," if " " in name.family else name.family
    return name.inverted() + (";" if " " in name.family and " " in name.given else "")


def _coins_kind(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the format and the genre of a work, and its titles under the names that these have there."""
    scheme = "info:ofi/fmt:kev:mtx:"
    if item["type"] == "article-journal":
        yield from [
            ("rft_val_fmt", f"{scheme}journal"),
            ("rft.genre", "article"),
            ("rft.atitle", item["title"]),
        ]
        yield "rft.jtitle", item.get("container-title", "")
    elif item["type"] == "chapter":
        yield from [
            ("rft_val_fmt", f"{scheme}book"),
            ("rft.genre", "bookitem"),
            ("rft.atitle", item["title"]),
        ]
        yield "rft.btitle", item.get("container-title", "")
    elif item["type"] in ("book", "report"):
        yield from [
            ("rft_val_fmt", f"{scheme}book"),
            ("rft.genre", item["type"]),
            ("rft.btitle", item["title"]),
        ]
    else:
        yield from [("rft_val_fmt", f"{scheme}dc"), ("rft.type", item["type"]), ("rft.title", item["title"])]


def _book(item: Item, title: str, url: str) -> dict[str, Any]:
    place = {"@type": "Place", "name": item["publisher-place"]} if item.get("publisher-place") else None
    publisher = _filled({**_thing("Organization", item.get("publisher", "")), "location": place})
    series = {
        **_thing("BookSeries", item.get("collection-title", "")),
        "position": item.get("collection-number"),
    }
    found = {
        **_thing("Book", title, url),
        "author": _people(item),
        "datePublished": year_of(item),
        "inLanguage": item.get("language"),
        "numberOfPages": item.get("number-of-pages"),
        "publisher": publisher if publisher.get("name") else None,
        "isPartOf": _filled(series) if series.get("name") else None,
    }
    return _filled(found)


def _archive_component(document: Item) -> dict[str, Any]:
    archive = _thing("ArchiveOrganization", document.get("archive", ""))
    found = _thing("ArchiveComponent", document["title"])
    return _filled({**found, "holdingArchive": archive, "itemLocation": document.get("archive_location")})


def _people(item: Item) -> list[dict[str, Any]]:
    return [_person(name) for name in authors_of(item)]


def _person(name: Name) -> dict[str, Any]:
    found = {
        **_thing("Person", str(name)),
        "familyName": name.family if name.given else "",
        "givenName": name.given,
    }
    return _filled(found)


def _thing(kind: str, name: str, url: str = "") -> dict[str, Any]:
    return _filled({"@type": kind, "name": name, "url": url})


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _with_context(thing: Mapping[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", **thing}


@cache  # most tags of a note are those of every other one
def _tag(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{escape(name)}" content="{escape(content)}">'


def _script(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{text}</script>'  # nothing closes it now

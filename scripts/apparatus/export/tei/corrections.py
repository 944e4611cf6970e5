"""What the edition corrects and what it leaves open -> lists, each item pointing at its place.

A correction stands in a list, not in the text: what it gives as printed is often a description, and
the place often an entry or a whole section, in which there is nothing to put it around.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from apparatus.edition import Edition
from apparatus.export.tei.ids import CORRECTIONS, OPEN, Ids
from apparatus.export.tei.xml import make
from apparatus.model import Correction, Open

_CERTAIN = {"made": "", "possible": "low", "proposed": "unknown"}


def corrections(edition: Edition, ids: Ids) -> Iterator[Element]:
    """Yield the division of corrections and that of what is open, where there are any."""
    if edition.corrections:
        items = [_correction(item, ids) for item in edition.corrections]
        yield _division("Corrections", CORRECTIONS, items, ids)
    if edition.resolution.opens:
        items = [_open(item, ids) for item in edition.resolution.opens]
        yield _division("What is open", OPEN, items, ids)


def _division(title: str, name: str, items: Iterable[Element], ids: Ids) -> Element:
    return make("div", make("head", title), make("list", *items), type=name, xml_id=ids.of("part", name))


def _correction(item: Correction, ids: Ids) -> Element:
    choice = make("choice", make("sic", item.print), make("corr", item.edition, cert=_CERTAIN[item.status]))
    return make(
        "item",
        choice,
        " ",
        make("note", item.reason),
        corresp=_place(item, ids),
        ana=ids.to("status", item.status),
    )


def _place(item: Correction, ids: Ids) -> str:
    """Return the pointer to what a correction is about: `51`, `chapter-1/#building-the-north`, a key."""
    if item.kind != "at":
        return ids.to(item.kind, item.place)
    stem, _, section = item.place.partition("#")
    stem = stem.strip("/")
    return (ids.to("section", f"{stem}#{section}") if section else "") or ids.to("chapter", stem)


def _open(item: Open, ids: Ids) -> Element:
    candidates = [(key, ids.to("entry", key)) for key in item.candidates]
    listed = [node for key, to in candidates for node in (" ", make("ref", key, target=to) if to else key)]
    return make("item", make("q", item.text), f": {item.reason}", *listed, corresp=ids.to("note", item.note))

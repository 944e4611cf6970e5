"""Archival documents -> `msDesc` by archive, letters -> `correspDesc`, conversations -> `event`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from xml.etree.ElementTree import Element

from apparatus import dates, style
from apparatus.archives import Archive, Archives, shelf_order
from apparatus.edition import Edition
from apparatus.export.tei.dating import dated
from apparatus.export.tei.ids import ARCHIVES, Ids
from apparatus.export.tei.names import name_of
from apparatus.export.tei.xml import Node, make, optional, word
from apparatus.model import Document, Name, Shelfmark

People = Mapping[Name, str]  # somebody -> the pointer to their record


def archives(edition: Edition, ids: Ids, people: People) -> Element:
    """Return the division with all documents, in the order of their shelfmarks."""
    documents = sorted(edition.bibliography.documents, key=_order)
    lists = [
        make("listBibl", make("head", _heading(key, edition.archives)), *(
            _document(document, edition.archives, ids, people) for document in group
        ), type="documents")
        for key, group in groupby(documents, key=lambda document: document.shelfmark.archive)
    ]  # fmt: skip
    return make("div", make("head", "Archives"), *lists, type="archives", xml_id=ids.of("part", ARCHIVES))


def correspondence(documents: Iterable[Document], ids: Ids, people: People) -> Iterator[Element]:
    """Yield who wrote to whom, and when, of each document that has a recipient."""
    for document in documents:
        if document.recipients:
            sent = [*_names(document.authors, people), *_date("date", document)]
            actions = [make("correspAction", *sent, type="sent")] if sent else []
            received = make("correspAction", *_names(document.recipients, people), type="received")
            yield make(
                "correspDesc", *actions, received, type=_kind(document), corresp=ids.to("entry", document.key)
            )


def events(documents: Iterable[Document], ids: Ids, people: People) -> Iterator[Element]:
    """Yield the list of who talked to whom, and when: the documents with participants, by date."""
    found = [document for document in documents if document.participants]
    found.sort(key=lambda document: (dates.sort_key(document.date), document.key))
    if found:
        yield make("listEvent", *(_event(document, ids, people) for document in found))


def _event(document: Document, ids: Ids, people: People) -> Element:
    took_part = make("desc", *_listed(_names(document.participants, people)))
    label = make("label", style.as_plain(style.document_title(document)))
    # an event can be uncertain, but not imprecise, in TEI
    when = {name: value for name, value in dated(document.date).items() if name != "precision"}
    pointer = ids.to("entry", document.key)
    return make("event", label, took_part, type=_kind(document), corresp=pointer, **when)


def _order(document: Document) -> tuple[object, ...]:
    return shelf_order(document.shelfmark), dates.sort_key(document.date), document.key


def _heading(key: str, known: Archives) -> str:
    archive = known.get(key, Archive(key))
    return ": ".join(
        filter(None, (key, ", ".join(filter(None, (archive.name, archive.translation, archive.place)))))
    )


def _document(document: Document, known: Archives, ids: Ids, people: People) -> Element:
    archive = known.get(document.shelfmark.archive, Archive(document.shelfmark.archive))
    origin = [make("history", make("origin", *_date("origDate", document)))] if document.date else []
    return make(
        "msDesc", _identifier(document.shelfmark, archive),
        make("msContents", optional("summary", document.kind), make("msItem", *_contents(document, people))),
        *origin, xml_id=ids.of("entry", document.key),
    )  # fmt: skip


def _identifier(mark: Shelfmark, archive: Archive) -> Element:
    """Return where a document lies; the shelfmark is as the print writes it, with its levels inside."""
    unit = archive.units.get(mark.levels[0][1], "") if mark.levels else ""
    return make(
        "msIdentifier", optional("settlement", archive.place),
        make("repository", archive.name or archive.key, key=word(archive.key)),
        optional("collection", unit),
        make("idno", *_levels(mark, archive), type="shelfmark") if mark.levels else None,
    )  # fmt: skip


def _levels(mark: Shelfmark, archive: Archive) -> Iterator[Node]:
    """Yield `f. ` and the fond's number, and so on."""
    for place, (field, value) in enumerate(mark.levels):
        level = archive.level(field)
        sign = f"{level.mark} " if level and level.mark else ""
        yield (archive.separator if place else "") + sign
        yield make("idno", value, type=word(field))


def _contents(document: Document, people: People) -> Iterator[Element]:
    yield from (make("author", name) for name in _names(document.authors, people))
    for role, names in (("recipient", document.recipients), ("participant", document.participants)):
        for name in _names(names, people):
            yield make("respStmt", make("resp", role), name)
    yield make("title", document.title, xml_lang=style.language(document))
    for kind, title in (
        ("translation", document.fields.get("titletranslation", "")),
        ("short", document.shorttitle),
    ):
        if title:
            yield make("title", title, type=kind)
    if document.fields.get("note"):
        yield make("note", document.fields["note"])


def _date(tag: str, document: Document) -> Iterator[Element]:
    if document.date:
        yield make(tag, dates.in_words(document.date), **dated(document.date))


def _names(names: Iterable[Name], people: People) -> Iterator[Element]:
    return (name_of(name, people.get(name, "")) for name in names)


def _listed(names: Iterable[Element]) -> Iterator[Node]:
    for place, name in enumerate(names):
        if place:
            yield ", "
        yield name


def _kind(document: Document) -> str:
    return word(document.kind).lower()

"""An edition -> one TEI P5 document: text, notes, sources, people, corrections.

It is valid against `tei_all`, and the same for the same edition, byte for byte.
"""

from __future__ import annotations

from apparatus.addresses import addresses
from apparatus.concordance import Concordance, concordance
from apparatus.edition import Edition
from apparatus.export.tei.chapters import text_parts
from apparatus.export.tei.corrections import corrections
from apparatus.export.tei.documents import archives, correspondence, events
from apparatus.export.tei.header import header, language
from apparatus.export.tei.ids import ids
from apparatus.export.tei.notes import notes
from apparatus.export.tei.persons import persons
from apparatus.export.tei.works import bibliography
from apparatus.export.tei.xml import make, write
from apparatus.people import people

__all__ = ["document", "from_index"]


def document(edition: Edition, site_url: str = "") -> str:
    """Return the edition as TEI; links to pages that are no part of the text lead to `site_url`."""
    return from_index(concordance(edition), site_url)


def from_index(index: Concordance, site_url: str = "") -> str:
    """Return an edition as TEI; without the site's address such links are relative to `data/`."""
    edition = index.edition
    everybody = people(index)
    paragraphs = addresses(edition).paragraphs
    named = ids(index, everybody, paragraphs, site_url)
    front, body, back = text_parts(index, named, paragraphs)
    pointers = {person.name: named.to("person", person.id) for person in everybody}
    back += [notes(index, named), bibliography(edition.bibliography.works, named)]
    back += [archives(edition, named, pointers), *corrections(edition, named)]
    preface = make("front", *front) if front else None
    text = make("text", preface, make("body", *(body or [make("p")])), make("back", *back))
    letters = correspondence(edition.bibliography.documents, named, pointers)
    head = header(edition.book, named, letters)
    lists = [*persons(everybody, named), *events(edition.bibliography.documents, named, pointers)]
    aside = make("standOff", *lists) if lists else None
    return write(make("TEI", head, aside, text, xml_lang=language(edition.book)))

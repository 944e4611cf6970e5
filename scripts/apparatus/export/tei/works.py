"""Works -> `biblStruct`; the fields are those of BibTeX, by what each means for the kind of work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from apparatus.entrytypes import like
from apparatus.export.tei.dating import dated, when
from apparatus.export.tei.ids import BIBLIOGRAPHY, Ids
from apparatus.export.tei.names import name_of
from apparatus.export.tei.xml import make, optional, word
from apparatus.model import Name, Work
from apparatus.style import in_order, language

_IN_A_BOOK = frozenset({"incollection", "inproceedings"})
_UNPUBLISHED = frozenset({"unpublished", "thesis"})
_YEAR = re.compile(r"(\d{4})[a-z]?")
_ADDRESS = re.compile(r"https?://[\w!#$%&'()*+,./:;=?@~-]+")


def bibliography(works: Iterable[Work], ids: Ids) -> Element:
    """Return the division with all works, by author."""
    entries = [work_struct(work, ids.of("entry", work.key)) for work in in_order(works)]
    listed = [make("listBibl", *entries, type="works")] if entries else []
    return make(
        "div", make("head", "Bibliography"), *listed, type="bibliography", xml_id=ids.of("part", BIBLIOGRAPHY)
    )


def work_struct(work: Work, name: str) -> Element:
    """Return a work."""
    notes = [make("note", work.fields[field]) for field in ("note", "issue") if work.fields.get(field)]
    addresses = [make("ref", url, target=url) for url in _urls(work)]
    analytic = [_analytic(work)] if _is_part(work) else []
    return make(
        "biblStruct",
        *analytic,
        _monogr(work),
        *_series(work),
        *notes,
        *addresses,
        type=word(work.kind),
        xml_id=name,
    )


def _is_part(work: Work) -> bool:
    kind, within = like(work.kind), "journal" if like(work.kind) == "article" else "booktitle"
    return kind in {*_IN_A_BOOK, "article"} and bool(work.fields.get(within))


def _analytic(work: Work) -> Element:
    return make(
        "analytic",
        *_people("author", work.authors),
        make("title", work.title, level="a", xml_lang=language(work)),
    )


def _monogr(work: Work) -> Element:
    """Return what was published: the book, or the one that the work stands in."""
    host = work.fields.get("booktitle") or work.fields.get("journal", "")
    if _is_part(work):
        level = "j" if like(work.kind) == "article" else "m"
        head = [*_people("editor", work.editors), make("title", host, level=level)]
    else:
        level = "u" if like(work.kind) in _UNPUBLISHED else "m"
        who = [*_people("author", work.authors), *_people("editor", work.editors)]
        head = [*who, make("title", work.title, level=level, xml_lang=language(work)), *_short(work)]
    return make(
        "monogr", *head, *_numbers(work), optional("edition", work.fields.get("edition", "")), _imprint(work)
    )


def _people(role: str, names: Iterable[Name]) -> Iterator[Element]:
    for name in names:
        yield make(role, "and others") if name.family == "others" else make(role, name_of(name))


def _short(work: Work) -> Iterator[Element]:
    if work.fields.get("shorttitle"):
        yield make("title", work.fields["shorttitle"], type="short")


def _numbers(work: Work) -> Iterator[Element]:
    for field, kind in (("doi", "DOI"), ("isbn", "ISBN"), ("issn", "ISSN")):
        if work.fields.get(field):
            yield make("idno", work.fields[field], type=kind)


def _imprint(work: Work) -> Element:
    """Return place, publisher, volume, issue, pages and date."""
    field = work.fields.get
    publisher = field("publisher") or field("institution") or field("school") or ""
    number = field("number", "") if like(work.kind) == "article" else ""
    scopes = (("volume", field("volume", "")), ("issue", number), ("page", field("pages", "")))
    year = _YEAR.fullmatch(work.year)
    dates = dated(field("date", "")) or when(year.group(1) if year else "")
    return make(
        "imprint", optional("pubPlace", field("address", "")), optional("publisher", publisher),
        *(make("biblScope", value, unit=unit) for unit, value in scopes if value),
        make("date", work.year or ("unknown" if work.unread else "undated"), **dates),
    )  # fmt: skip


def _series(work: Work) -> Iterator[Element]:
    number = work.fields.get("number", "") if like(work.kind) != "article" else ""
    title = work.fields.get("series") or (work.fields.get("type", "") if number else "")
    if title or number:
        yield make(
            "series",
            make("title", title or "Series", level="s"),
            optional("biblScope", number, unit="volume"),
        )


def _urls(work: Work) -> Iterator[str]:
    """Yield the work's address, if it is one of the web."""
    if _ADDRESS.fullmatch(work.fields.get("url", "")):
        yield work.fields["url"]

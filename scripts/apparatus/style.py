"""How sources are written: the short reference of a note, the full entry of the bibliography.

Author-date, as the print has it: `Ulam 1974: 698`; `Molotov to Lavrishchev, 30 September 1954,
f. 079, op. 9, p. 6, d. 8, pp. 23-26, AVPRF`. Built as pybtex rich text, which escapes what it renders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from anyascii import anyascii
from pybtex.backends import BaseBackend
from pybtex.backends.html import Backend as HtmlBackend
from pybtex.backends.plaintext import Backend as PlainBackend
from pybtex.richtext import Tag, Text

from apparatus import dates, entrytypes
from apparatus.archives import Archives, format_shelfmark
from apparatus.bibliography import listed, names_in, translated_title
from apparatus.languages import CODE
from apparatus.locators import label_of
from apparatus.model import Citation, Document, Entry, Locator, Name, Work


class _Html(HtmlBackend):  # type: ignore[misc] # pybtex has no types
    """pybtex's own, in which `em:ru-Latn` is a tag that says the language of what is in it."""

    def format_tag(self, tag_name: str, text: str) -> str:
        """Return text within a tag, nothing if it is empty."""
        name, _, language = tag_name.partition(":")
        attribute = f' lang="{language}"' if language else ""
        return f"<{name}{attribute}>{text}</{name}>" if text else ""


_HTML, _PLAIN = _Html("utf-8"), PlainBackend("utf-8")


def as_html(text: Text) -> str:
    """Render rich text as HTML, escaped."""
    return _render(text, _HTML)


def as_plain(text: Text) -> str:
    """Render rich text without markup."""
    return _render(text, _PLAIN)


def _after_short(citation: Citation) -> str:
    """Write the locators after a work's short title: `Expansion, 700`, `“Salt Tax,” 46`."""
    if not citation.locators:
        return ""
    mark = ":" if citation.shown.endswith(":") else ","
    mark = "" if re.search(r",[\"”’*]+$", citation.shown) else mark
    return f"{mark} {_values(citation.locators)}"


def reference(entry: Entry, locators: Sequence[Locator], archives: Archives) -> Text:
    """Write a source as a note gives it in full, with its locators."""
    if isinstance(entry, Document):
        return document(entry, archives, folios(locators))
    return Text(short(entry), after_work(locators))


def cited(citation: Citation, entry: Entry, archives: Archives) -> Text:
    """Write a citation as the print shows it: `Ibid.` and short titles stay, with their locators."""
    if citation.form == "full":
        if citation.in_text and isinstance(entry, Work):
            return Text(names_short(entry), f" ({entry.year}{after_work(citation.locators)})")
        if citation.year_only and isinstance(entry, Work):
            return Text(entry.year, after_work(citation.locators))
        return reference(entry, citation.locators, archives)
    shown = _emphasis(citation.shown.rstrip(",:"))
    if isinstance(entry, Document) and citation.form == "short":
        return Text(shown, f": {_values(citation.locators)}" if citation.locators else "")
    if isinstance(entry, Work) and citation.form == "short":
        return Text(shown, _after_short(citation))
    pages = folios(citation.locators) if isinstance(entry, Document) else _values(citation.locators)
    return Text(shown, f" {pages}" if pages else "")


def short(work: Work) -> str:
    """Return a work's author-date form: `Zubok and Pleshakov 1996`, `Westad (forthcoming)`."""
    return f"{names_short(work)} {_year(work)}".rstrip()


def _year(work: Work) -> str:
    """Return the year, one in words in brackets; nothing for an entry that the import could not read."""
    return work.year if work.year[:1].isdigit() or not work.year else f"({work.year})"


def names_short(work: Work) -> str:
    """Return the family names of those who wrote or edited a work, or its short title."""
    names = [name.family for name in work.authors or work.editors]
    if not names:
        return work.fields.get("shorttitle") or re.split(r"[.:]\s", work.title)[0]
    if len(names) > 3:  # noqa: PLR2004 - the print names up to three
        return f"{names[0]} et al."
    return listed(names)


def in_order(works: Iterable[Work]) -> list[Work]:
    """Order works by their first author or title, then by year."""
    return sorted(works, key=lambda work: (_folded(names_short(work)), work.year, _folded(work.title)))


def full(entry: Entry, archives: Archives) -> Text:
    """Write the entry of the bibliography, or the document with its shelfmark."""
    if isinstance(entry, Document):
        return document(entry, archives)
    return _sentence(Text(*_head(entry), _BODIES[entrytypes.like(entry.kind)](entry)))


def document(doc: Document, archives: Archives, pages: str = "") -> Text:
    """Write a document: title, date, shelfmark, folios, archive, in the archive's order."""
    archive = archives.get(doc.shelfmark.archive)
    levels = format_shelfmark(doc.shelfmark, archives)
    place = [levels, *([pages] if pages else [])]
    first = archive is not None and archive.stands == "first"
    where = [doc.shelfmark.archive, *place] if first else [*place, doc.shelfmark.archive]
    date = dates.in_words(doc.date) if doc.date else ""
    return Text(document_title(doc), *(f", {part}" for part in (date, *where) if part))


def document_title(doc: Document) -> Text:
    """Write a document's title, with its translation in brackets."""
    return _titled(doc) if translated_title(doc) else Text(_in_its_language(doc))


def language(entry: Entry) -> str:
    """Return the code of the language that a title is in, empty where the entry gives none."""
    code = entry.fields.get("language", "")
    return code if CODE.fullmatch(code) else ""


def _title(entry: Entry) -> Tag:
    """Return a title that is set in italics."""
    return Tag(f"em:{language(entry)}" if language(entry) else "em", entry.title)


def _in_its_language(entry: Entry) -> Text | str:
    """Return a title that is set as it is, or in quotation marks."""
    return Tag(f"span:{language(entry)}", entry.title) if language(entry) else entry.title


def folios(locators: Sequence[Locator]) -> str:
    """Write the locators of a document: `pp. 23-26`."""
    return ", ".join(_labelled(locator) for locator in locators)


def after_work(locators: Sequence[Locator]) -> str:
    """Write the locators after author and year: `: 698`, `: vol. III, 128`, `: chap. 1-2`."""
    return f": {_values(locators)}" if locators else ""


def _values(locators: Sequence[Locator]) -> str:
    return ", ".join(loc.value if loc.kind in ("page", "other") else _labelled(loc) for loc in locators)


def _labelled(locator: Locator) -> str:
    if locator.kind == "other":
        return locator.value
    return f"{'chapter' if locator.kind == 'chapter' else label_of(locator)} {locator.value}"


def _emphasis(markdown: str) -> Text:
    """Turn `*x*` of a short form into rich text."""
    parts = re.split(r"\*([^*]+)\*", markdown)
    return Text(*(Tag("em", part) if odd % 2 else part for odd, part in enumerate(parts)))


def _head(work: Work) -> Iterable[Text | str]:
    """Return names and year, or the title in the names' place."""
    if work.unread and not work.year:
        return (_emphasis(work.title), " ")  # as printed
    names, year = work.authors or work.editors, _year(work)
    if not names:
        return (_title(work), f" {year}. ")  # the title stands where the names would
    return (_inverted(names), _role(work), f" {year}. ")


def _role(work: Work) -> str:
    """Return what the names did, where they did not write: `(ed.)`, `(comps.)` and then an editor."""
    if not work.authors:
        return " (ed.)" if len(work.editors) == 1 else " (eds.)"
    if work.fields.get("authortype") != "compiler":
        return ""
    compilers = " (comp.)" if len(work.authors) == 1 else " (comps.)"
    editors = listed([str(name) for name in work.editors])
    return f"{compilers}, {editors} (ed.)" if editors else compilers


def _inverted(names: Sequence[Name]) -> str:
    """Invert the first name only: `Zubok, Vladislav and Constantine Pleshakov`."""
    first, *rest = names
    return listed([first.inverted(), *map(str, rest)])


def _book(work: Work) -> Text:
    title = [_titled(work), _stop(work.title)] if work.authors or work.editors else []
    edition = f"({work.fields['edition']} ed.) " if work.fields.get("edition") else ""
    editors = listed([str(name) for name in work.editors]) if work.authors else ""
    compiled = work.fields.get("authortype") == "compiler"  # whose editors stand with them
    edited = f"Edited by {editors}. " if editors and not compiled else ""
    return _sentence(Text(*title, edition, edited, _translated(work), _imprint(work), _rest(work)))


def _titled(entry: Entry) -> Text:
    """Return a title that is set in italics, with its translation in brackets."""
    return Text(_title(entry), translated_title(entry))


def _translated(work: Work) -> str:
    names = listed([str(name) for name in names_in(work.fields.get("translator", ""))])
    return f"Translated by {names}. " if names else ""


def _article(work: Work) -> Text:
    field = work.fields.get
    volume = f" {field('volume')}" if field("volume") else ""
    number = f" ({field('number')})" if field("number") else ""
    issue = f", {field('issue')}" if field("issue") else ""
    pages = f": {field('pages')}" if field("pages") else ""
    journal = [", ", Tag("em", field("journal"))] if field("journal") else []
    where = Text(_quoted(work), *journal, volume, number, issue, pages, ". ")
    return _sentence(Text(where, _translated(work), _imprint(work), _rest(work)))


def _chapter(work: Work) -> Text:
    if not work.fields.get("booktitle"):  # `inbook` has the title of the book
        return _part(work)
    editors = listed([str(name) for name in work.editors])
    role = " (ed.), " if len(work.editors) == 1 else " (eds.), "
    booktitle = work.fields["booktitle"]
    where: tuple[Text | str, ...] = (
        f"{editors}{role}" if editors else "",
        Tag("em", booktitle),
    )
    pages = f", {work.fields['pages']}" if work.fields.get("pages") else ""
    made = _imprint(work).removesuffix(". ")
    imprint = f"{_stop(booktitle) if made else ''}{made}{pages}"
    end = ". " if made or pages else _stop(booktitle)
    return _sentence(Text(_quoted(work), " in ", *where, imprint, end, _translated(work), _rest(work)))


def _part(work: Work) -> Text:
    """Write a part of a book that is named by its chapter or pages alone."""
    chapter = f"chapter {work.fields['chapter']}" if work.fields.get("chapter") else ""
    place = ", ".join(part for part in (chapter, work.fields.get("pages", "")) if part)
    whole = _book(replace(work, fields={**work.fields, "note": ""}))
    if place:
        whole = Text(whole[:-1] if str(whole).endswith(".") else whole, f", {place}.")
    return _sentence(Text(whole, " ", _rest(work)))


def _quoted(work: Work) -> Text:
    return Text('"', _in_its_language(work), '"', translated_title(work))


def _report(work: Work) -> Text:
    parts = (work.fields.get("type", ""), work.fields.get("number", ""))
    series = " ".join(part for part in parts if part)
    where = {**work.fields, "publisher": work.fields.get("institution") or work.fields.get("publisher", "")}
    imprint = _imprint(replace(work, fields=where))
    numbered = f"{series}. " if series else ""
    return _sentence(Text(_titled(work), _stop(work.title), numbered, imprint, _rest(work)))


def _unpublished(work: Work) -> Text:
    return _sentence(Text(_titled(work), _stop(work.title), _imprint(work), _rest(work)))


def _thesis(work: Work) -> Text:
    called = entrytypes.thesis(work.kind, work.fields.get("type", ""))
    return _sentence(
        Text(_titled(work), _stop(work.title), f"{called}. " if called else "", _imprint(work), _rest(work))
    )


def _online(work: Work) -> Text:
    address, day = work.fields.get("url", ""), work.fields.get("urldate", "")
    seen = f" (accessed {dates.in_words(day) if dates.is_edtf(day) else day})" if day else ""
    where = f"{address}{seen}. " if address else ""
    return _sentence(Text(_titled(work), _stop(work.title), _imprint(work), where, _rest(work)))


_BODIES = {
    "article": _article, "book": _book, "incollection": _chapter, "inproceedings": _chapter, "misc": _book,
    "online": _online, "techreport": _report, "thesis": _thesis, "unpublished": _unpublished,
}  # fmt: skip


def _imprint(work: Work) -> str:
    """Return series, volume and `Place: Publisher`, each with its stop."""
    kind = entrytypes.like(work.kind)
    place, of = work.fields.get("address", ""), ("publisher", "school", "institution", "organization")
    publisher = next((work.fields[name] for name in of if work.fields.get(name)), "")
    number = f" ({work.fields['number']})" if work.fields.get("number") and kind == "book" else ""
    series = f"{work.fields['series']}{number}" if work.fields.get("series") else ""
    volume = f"Vol. {work.fields['volume']}" if work.fields.get("volume") and kind != "article" else ""
    how = work.fields.get("howpublished", "")
    end = ": ".join(part for part in (place, publisher) if part)
    return "".join(f"{part.removesuffix('.')}. " for part in (series, volume, how, end) if part)


def _rest(work: Work) -> str:
    return f"{work.fields['note'].rstrip('.')}." if work.fields.get("note") else ""


def _stop(title: str) -> str:
    return " " if title.endswith((".", "?", "!")) else ". "


def _sentence(text: Text) -> Text:
    """Take away the space that the last part may have left."""
    plain = str(text)
    return text[: len(plain.rstrip())]


def _render(text: Text, backend: BaseBackend) -> str:
    return str(text.render(backend))


def _folded(text: str) -> str:
    return anyascii(text).lower()

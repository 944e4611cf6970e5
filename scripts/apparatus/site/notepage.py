"""The page of one note, `notes/56/`: a light document of its own, without the host's templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from markupsafe import Markup

from apparatus import links
from apparatus.citing.block import Blocks
from apparatus.citing.citable import Citable
from apparatus.citing.metadata import head
from apparatus.concordance import Concordance
from apparatus.headings import number
from apparatus.lists.report import RULES
from apparatus.model import Entry, Note
from apparatus.places import template
from apparatus.site import contents
from apparatus.style import as_html, full
from apparatus.typeset import fragment
from apparatus.typeset.passages import Passage, passage
from apparatus.typeset.render import Typesetter, chapters_and_notes, cited_at, source_link

_DESCRIPTION = 200  # characters, as much as a card shows
_BEGINNING = 120  # characters of a note in it: many begin alike, what they stand behind tells them apart
_CALL = re.compile(r"<sup\b.*?</sup>", re.DOTALL)
_CITE = re.compile(r'<section\b[^>]*\bid="cite"')  # with which the block begins
# tags in a line, where no space is
_IN_A_LINE = re.compile(r"</?(?:a|abbr|b|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u)\b[^>]*>")
_CALLED = "<mark><sup>"  # the call in the passage
_LINK = links.from_address(links.address(links.note("0")))  # all these pages stand in the same place


def note_pages(
    typesetter: Typesetter,
    blocks: Blocks,
    *,
    search: bool = True,
    nav: Sequence[Any] = (),
) -> Iterator[tuple[str, str]]:
    """Yield the source path and the HTML of each note's page, in the notes' order.

    `blocks` says how each is cited. With `search` they have a field whose words are asked for on the front
    page. `nav` is the site's navigation; without it their contents are all pages of the edition.
    """
    notes, chapters = typesetter.index.edition.notes, typesetter.index.edition.chapters
    lines = {chapter.stem: chapter.text.split("\n") for chapter in chapters}
    listed = {stem: _contents(typesetter, nav, stem) for stem in {note.chapter for note in notes}}
    seen: dict[str, _Seen] = {}
    for before, note, after in zip([None, *notes], notes, [*notes[1:], None], strict=False):
        citable = blocks.citables[links.note(note.label)]
        context = _context(typesetter, note, seen) | {"contents": listed[note.chapter]}
        context["passage"] = _passage(typesetter, note, lines)
        context["description"] = _description(context["note"], context["passage"] or "")
        context |= _citation(blocks, citable, context["book"], context["description"])
        context |= {"previous": _neighbour(before), "next": _neighbour(after), "search": search}
        yield citable.source, template("note.html").render(context)


def _context(typesetter: Typesetter, note: Note, seen: dict[str, _Seen]) -> dict[str, Any]:
    """Return what the template shows of one note."""
    index, book = typesetter.index, typesetter.index.edition.book
    html = typesetter.note(note.label)
    section = index.section(note.label)
    return {
        "language": book.language,
        "book": book.title,
        "title": f"Note {note.label}, {index.place(note.chapter)}",
        "number": note.number,
        "root": _LINK("index.md"),
        "home": _LINK("index.md"),
        "all": _LINK(links.NOTES),
        "where": typesetter.typography.line(_where(index, note)),
        "note": _placed(typesetter, html),
        "call": _LINK(links.call(note.chapter, note.label)),
        "chapter": index.place(note.chapter),
        "section": typesetter.typography.line(section.text) if section else "",
        "sources": [_source(typesetter, source, note, seen) for source in _entries(index, note)],
        "rules": _rules(index, note),
        "corrections": index.corrections(note.label),
    }


def _description(note: str, passage: str) -> str:
    """Return how a note begins, and the end of what it stands behind."""
    text, before = text_of(note), text_of(str(passage).partition(_CALLED)[0])
    if not before:
        return shortened(text)
    said = shortened(text, _BEGINNING)
    end = before[-(_DESCRIPTION - len(said)) :]
    return f"{said} On: “{end}”" if end == before else f"{said} On: “… {end.partition(' ')[2]}”"


def _rules(index: Concordance, note: Note) -> list[str]:
    """Return why the note's *Ibid.* and short titles stand for what they do, each reason once."""
    behind = (resolved.rule for resolved in index.cites(note.label) if resolved.rule != "full")
    return [RULES[rule] for rule in dict.fromkeys(behind)]


def _contents(typesetter: Typesetter, nav: Sequence[Any], here: str) -> Markup:
    """Return the site's contents, the chapter `here` marked."""
    edition, line = typesetter.index.edition, typesetter.typography.line
    lines = contents.contents(nav, edition, _LINK, line, links.chapter(here))
    return Markup(template("contents.html").render(lines=lines))  # noqa: S704 - escaped


def _citation(blocks: Blocks, citable: Citable, book: str, description: str) -> dict[str, str]:
    """Return how to cite the note, and what its head tells reference managers."""
    cite = Markup(blocks.block(citable))  # noqa: S704 - escaped
    metadata = head(citable, book, description)
    colophon, canonical = blocks.colophon(citable.source), citable.item.get("URL", "")
    return {"cite": cite, "metadata": metadata, "colophon": colophon, "canonical": canonical}


def opening(html: str) -> str:
    """Return what the first paragraph of a page says, that of the block “Cite this” apart."""
    found = re.search(r"<p\b[^>]*>(.*?)</p>", _CITE.split(html)[0], re.DOTALL)
    return text_of(_CALL.sub("", found.group(1))) if found else ""


def shortened(text: str, most: int = _DESCRIPTION) -> str:
    """Return text cut at a word, to be a description."""
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip(" ,;:(") + " …"


def text_of(html: str) -> str:
    """Return what clean HTML says, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", _IN_A_LINE.sub("", html))).split())


def _placed(typesetter: Typesetter, html: str, link: links.Link = _LINK) -> Markup:
    """Return clean HTML with its links made for the page, marked as safe to show."""
    tree = typesetter.typography.dress(fragment.relinked(fragment.parse(html), link))
    return Markup(fragment.inner_html(tree))  # noqa: S704 - nh3 cleaned it


def _where(index: Concordance, note: Note) -> str:
    names = {chapter.stem: chapter.title for chapter in index.edition.chapters}
    page = index.print_page(note.label)
    section = index.section(note.label)
    parts = [number(names.get(note.chapter) or index.place(note.chapter).capitalize())]
    if section and section.level > 1:
        parts.append(section.text)
    return " · ".join([*parts, *([f"from p.\N{NO-BREAK SPACE}{page}"] if page else [])])


def _passage(typesetter: Typesetter, note: Note, lines: Mapping[str, Sequence[str]]) -> Markup | None:
    """Return the passage that calls the note, the call marked; `lines` are those of each chapter.

    Links in it start from its chapter.
    """
    call = typesetter.index.calls.get(note.label)
    if call is None or call.chapter not in lines:
        return None
    found = passage(lines[call.chapter], call)
    html = typesetter.markdown(_with_dots(found), [f"{_CALLED}{escape(note.number)}</sup></mark>"])
    to_docs = links.to_docs(links.chapter(call.chapter))
    return _placed(typesetter, html, lambda target: _LINK(to_docs(target)))


def _with_dots(found: Passage) -> str:
    return f"{'' if found.begins else '… '}{found.text.strip()}{'' if found.ends else ' …'}"


def _entries(index: Concordance, note: Note) -> Iterator[Entry]:
    """Yield each source of a note once."""
    yield from {resolved.entry.key: resolved.entry for resolved in index.cites(note.label)}.values()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A source as the pages of all its notes show it."""

    reference: Markup
    cited_at: tuple[tuple[str, str, str], ...]  # labels, how their chapters are called, links


def _source(typesetter: Typesetter, entry: Entry, note: Note, seen: dict[str, _Seen]) -> dict[str, Markup]:
    """Return a source in full and where else it is cited; `seen` keeps what was written for other notes."""
    if entry.key not in seen:
        seen[entry.key] = _seen(typesetter, entry)
    others = chapters_and_notes(
        (name, html) for label, name, html in seen[entry.key].cited_at if label != note.label
    )
    return {"reference": seen[entry.key].reference, "others": Markup(others)}  # noqa: S704 - escaped


def _seen(typesetter: Typesetter, entry: Entry) -> _Seen:
    line = typesetter.typography.line
    places = ((at.label, at.chapter, at.as_from(_LINK, line)) for at in cited_at(typesetter.index, entry))
    reference = _placed(typesetter, source_link(entry, as_html(full(entry, typesetter.archives))))
    return _Seen(reference, tuple(places))


def _neighbour(note: Note | None) -> dict[str, str] | None:
    return {"label": note.label, "href": _LINK(links.note(note.label))} if note else None

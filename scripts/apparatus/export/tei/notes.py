"""Notes -> TEI: each citation with its source, its form as the print has it, and the places it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

from apparatus import links, style
from apparatus.concordance import Concordance
from apparatus.export.tei.ids import NOTES, Ids
from apparatus.export.tei.prose import Reader
from apparatus.export.tei.xml import Node, make
from apparatus.model import Locator, Note, Resolved
from apparatus.typeset import fragment
from apparatus.typeset.render import Typesetter, typesetter

_RANGE = re.compile(r"(\w+)[-–](\w+)")
_WORD = re.compile(r"\w+")
_SPACE_OR_STOP = re.compile(r"^(.*?)([\s,:(]*)$", re.DOTALL)


def notes(index: Concordance, ids: Ids) -> Element:
    """Return all notes, those of each chapter in a division of their own."""
    whole = make("div", make("head", "Notes"), type="notes", xml_id=ids.of("part", NOTES))
    titles = {chapter.stem: chapter.title for chapter in index.edition.chapters}
    for stem, group in groupby(index.edition.notes, key=lambda note: note.chapter):
        head = make("head", titles.get(stem) or stem)
        there = (_note(typesetter(index), note, ids) for note in group)
        whole.append(make("div", head, *there, type="notes", corresp=ids.to("chapter", stem)))
    return whole


def _note(setter: Typesetter, note: Note, ids: Ids) -> Element:
    """Return a note, which points at its call."""
    index = setter.index
    waiting = list(index.cites(note.label))

    def special(element: Element) -> Node | None:
        if element.tag != "a" or element.get("class") != "source":
            return None
        if not waiting or links.entry(waiting[0].entry) != element.get("href"):
            return None
        found = citation(index, waiting.pop(0), ids)
        if _ends_in_stop(found) and not _ends_in_stop(
            element
        ):  # a page has the stop of “Ibid.” after its link
            element.tail = (element.tail or "").removeprefix(".")
        return found

    reader = Reader(ids.target, special)
    blocks = reader.blocks(fragment.parse(setter.printed(note)))
    attributes = {"n": note.number, "place": "end", "target": ids.to("call", note.label)}
    return make("note", *blocks, xml_id=ids.of("note", note.label), **attributes)


def _ends_in_stop(element: Element) -> bool:
    return "".join(element.itertext()).endswith(".")


def citation(index: Concordance, resolved: Resolved, ids: Ids) -> Element:
    """Return a citation: `ref` is the source, `citedRange` its places, `corresp` the note it goes back to."""
    archives = index.edition.archives
    shown = style.cited(resolved.citation, resolved.entry, archives)
    before, written, after = _around(shown, resolved.citation.locators)
    name, between = _SPACE_OR_STOP.fullmatch(str(before)).groups()  # type: ignore[union-attr]
    target = ids.to("entry", resolved.entry.key)
    source = make("ref", *_line(before[: len(name)]), target=target) if name else make("ptr", target=target)
    return make(
        "bibl", source, between, *_places(written, resolved.citation.locators), *_line(after),
        type=resolved.citation.form, ana=ids.to("rule", resolved.rule),
        corresp=ids.to("note", resolved.antecedent) if resolved.antecedent else "",
    )  # fmt: skip


def _around(shown: Any, locators: tuple[Locator, ...]) -> tuple[Any, str, Any]:  # noqa: ANN401 - pybtex has no types
    """Split a citation as the print shows it before and after its locators, and return these as written."""
    plain = str(shown)
    for written in _forms(locators):
        at = plain.rfind(written)
        if at >= 0:
            return shown[:at], written, shown[at + len(written) :]
    return shown, "", shown[len(plain) :]


def _places(written: str, locators: tuple[Locator, ...]) -> Iterator[Node]:
    """Yield the locators and the signs between them."""
    for locator in locators:
        form = next((form for form in _forms((locator,)) if form in written), "")
        if form:
            before, _, written = written.partition(form)
            yield before
            yield make("citedRange", form, unit=locator.kind, **_range(locator.value))
    yield written


def _forms(locators: tuple[Locator, ...]) -> Iterator[str]:
    """Yield how locators can be written: after a document, after a work."""
    forms = (style.folios(locators), style.after_work(locators).removeprefix(": "))
    return (form for form in forms if form)


def _range(value: str) -> dict[str, str]:
    """Return `from` and `to` where a locator is one number or one range."""
    ends = _RANGE.fullmatch(value)
    if ends:
        return {"from_": ends.group(1), "to": ends.group(2)}
    return {"from_": value, "to": value} if _WORD.fullmatch(value) else {}


def _line(text: Any) -> list[Node]:  # noqa: ANN401 - pybtex has no types
    reader = Reader(str, lambda _element: None)
    return list(reader.line(fragment.parse(style.as_html(text))))

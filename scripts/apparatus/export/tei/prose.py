"""HTML as Markdown gives it -> TEI: paragraphs, lists, tables, quotations, sections under their headings.

Two modes, as in TEI itself: blocks, and what stands in a line. A block inside a line is read as if its
tags were not there, so that whatever the source mixes up, the result is in the order that TEI wants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from apparatus.export.tei.xml import Node, fill, make

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_RENDERED = {
    "em": "italic", "i": "italic", "strong": "bold", "b": "bold", "sub": "subscript", "sup": "superscript",
    "cite": "italic", "mark": "highlighted", "s": "strikethrough", "del": "strikethrough", "small": "small",
    "u": "underline", "var": "italic",
}  # fmt: skip
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_NESTS = frozenset(
    {"div", "section", "article", "main", "figure", "details", "center", "header", "footer", "nav"}
)
_BLOCKS = frozenset({"p", "ul", "ol", "dl", "blockquote", "pre", "table", "hr", *HEADINGS, *_NESTS})
_SILENT = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "embed", "form", "input", "button",
    "audio", "video", "svg", "math", "link", "meta", "head", "title", "textarea", "select",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """What a piece of prose means where it stands.

    `target` gives the address of a link as the source has it; `special` gives what stands for an
    element that the edition itself made, a call or a citation, or None; `named` gives the `xml:id` of a
    paragraph by its id on the page.
    """

    target: Callable[[str], str]
    special: Callable[[Element], Node | None]
    named: Callable[[str], str] = lambda _name: ""

    def blocks(self, element: Element) -> Iterator[Element]:
        """Yield the blocks of an element; text that stands loose in it becomes a paragraph."""
        loose: list[Node] = []
        for node in _flat(element):
            if isinstance(node, Element) and node.tag in _BLOCKS:
                yield from _paragraph(loose)
                loose = []
                yield from self._block(node)
            else:
                loose += [node] if isinstance(node, str) else self._inline(node)
        yield from _paragraph(loose)

    def line(self, element: Element) -> Iterator[Node]:
        """Yield what is inside an element as it stands in a line."""
        if element.text:
            yield element.text
        for child in element:
            yield from self._inline(child)
            if child.tail:
                yield child.tail

    def content(self, element: Element) -> Iterable[Node]:
        """Return what an item or a cell holds: blocks where it has any, else a line."""
        has_blocks = any(child.tag in _BLOCKS for child in element)
        return self.blocks(element) if has_blocks else self.line(element)

    def _inline(self, element: Element) -> list[Node]:
        special = self.special(element)
        if special is not None:
            return [special]
        if element.tag in _SILENT:
            return []
        if element.tag == "br":
            return [make("lb")]
        if element.tag == "img":
            return list(_graphic(element, self.target))
        return self._phrase(element)

    def _phrase(self, element: Element) -> list[Node]:
        inside = list(self.line(element))
        if element.tag in _RENDERED:
            return [make("hi", *inside, rend=_RENDERED[element.tag])]
        if element.tag in _CODE:
            return [make("code", "".join(element.itertext()))]
        if element.tag == "a" and element.get("href"):
            return [make("ref", *inside, target=self.target(element.get("href", "")))]
        if element.tag == "q":
            return [make("q", *inside)]
        if element.tag == "abbr":
            return [_abbreviation(inside, element.get("title", ""))]
        return inside

    def _block(self, element: Element) -> Iterator[Element]:
        tag = element.tag
        if tag == "p":
            yield from _paragraph(list(self.line(element)), **self._numbered(element))
        elif tag in ("ul", "ol"):
            yield from self._list(element)
        elif tag == "dl":
            yield from self._glossary(element)
        elif tag == "blockquote":
            yield from _unless_empty(make("quote", *self.blocks(element)))
        elif tag == "pre":
            yield make("ab", make("code", "".join(element.itertext())), rend="pre", xml_space="preserve")
        elif tag == "table":
            yield from _unless_empty(make("table", *self._rows(element)))
        elif tag == "hr":
            yield make("milestone", unit="section", rend="rule")
        else:  # a heading in a list or a quotation
            yield from _paragraph([make("hi", *self.line(element), rend="bold")])

    def _list(self, element: Element) -> Iterator[Element]:
        rend = "numbered" if element.tag == "ol" else "bulleted"
        items = [
            make("item", *self.content(item), **self._numbered(item)) for item in element if item.tag == "li"
        ]
        yield from _unless_empty(make("list", *items, rend=rend))

    def _numbered(self, element: Element) -> dict[str, str]:
        """Return id and number of a paragraph."""
        number = element.get("data-paragraph", "")
        return {"xml_id": self.named(element.get("id", "")), "n": number} if number else {}

    def _glossary(self, element: Element) -> Iterator[Element]:
        """dl = { dt { dt } dd }; TEI wants each label before one item."""
        found = list[Element]()
        for child in element:
            if child.tag == "dt":
                found.append(make("label", *self.line(child)))
            elif child.tag == "dd" and found and found[-1].tag == "label":
                found.append(make("item", *self.content(child)))
        pairs = [pair for pair in pairwise(found) if pair[1].tag == "item"]
        yield from _unless_empty(make("list", *(part for pair in pairs for part in pair), type="gloss"))

    def _rows(self, element: Element) -> Iterator[Element]:
        for row in element.iter("tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            role = "label" if cells and all(cell.tag == "th" for cell in cells) else ""
            if cells:
                yield make("row", *(make("cell", *self.content(cell)) for cell in cells), role=role)


def _flat(element: Element) -> Iterator[Node]:
    """Yield what is in an element, as if the boxes of HTML in it were not there."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag in _NESTS:
            yield from _flat(child)
        elif child.tag not in _SILENT:
            yield child
        if child.tail:
            yield child.tail


def sections(root: Element) -> Iterator[Node]:
    """Yield the top of a page, headings and all, as if the boxes of HTML in it were not there."""
    return _flat(root)


def _paragraph(nodes: list[Node], **attributes: str) -> Iterator[Element]:
    """Yield a paragraph, if there is anything in it."""
    if any(isinstance(node, Element) or node.strip() for node in nodes):
        yield make("p", *_trimmed(nodes), **attributes)


def _trimmed(nodes: list[Node]) -> list[Node]:
    first, last = nodes[0], nodes[-1]
    if isinstance(first, str):
        nodes = [first.lstrip(), *nodes[1:]]
    if isinstance(last, str):
        nodes = [*nodes[:-1], (nodes[-1] if len(nodes) == 1 else last).rstrip()]  # type: ignore[union-attr]
    return nodes


def _unless_empty(element: Element) -> Iterator[Element]:
    if len(element):
        yield element


def _graphic(element: Element, target: Callable[[str], str]) -> Iterator[Node]:
    source, words = element.get("src", ""), element.get("alt", "")
    if source:
        described = [make("figDesc", words)] if words else []
        yield make("figure", make("graphic", url=target(source)), *described)


def _abbreviation(inside: list[Node], meaning: str) -> Element:
    short = make("abbr", *inside)
    return make("choice", short, make("expan", meaning)) if meaning else short


def filled(tag: str, nodes: Iterable[Node], **attributes: str) -> Element:
    """Return an element with what a reader yields in it."""
    return fill(make(tag, **attributes), nodes)

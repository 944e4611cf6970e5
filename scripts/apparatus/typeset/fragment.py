"""Fragments of HTML <-> element trees, so that links are changed in a tree and never in text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, tostring

from markdown.util import AMP_SUBSTITUTE

from apparatus.links import Link

NO_BREAK = "\N{NO-BREAK SPACE}"
VOID = frozenset({"br", "hr", "img", "wbr", "col", "input", "link", "meta"})
# characters that a document of XML cannot have, and no other should
NOT_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_ENTITY = re.compile(r"&(?=(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)


class _Builder(HTMLParser):
    """Builds a tree from well-formed HTML: what we wrote ourselves, or nh3 cleaned."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self.path = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = SubElement(self.path[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self.path.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and len(self.path) > 1:
            self.path.pop()

    def handle_data(self, data: str) -> None:
        here = self.path[-1]
        if len(here):
            here[-1].tail = (here[-1].tail or "") + data
        else:
            here.text = (here.text or "") + data


class _Tags(HTMLParser):
    """Lists the tags that begin in a text, whatever it is."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its interface
        self.found.append(tag)


def tags(html: str) -> list[str]:
    """Return the names of the tags of HTML as it comes, in order."""
    reader = _Tags()
    reader.feed(html)
    reader.close()
    return reader.found


def parse(html: str) -> Element:
    """Return a `div` with the fragment in it; a link without an address becomes a `span`."""
    root = _parsed_as_xml(html)
    if root is None:
        builder = _Builder()
        builder.feed(html)
        builder.close()
        root = builder.root
    for element in list(root.iter("a")):
        if "href" not in element.attrib:
            element.tag = "span"
    return root


def _parsed_as_xml(html: str) -> Element | None:
    """Return the tree of a fragment that is XML too, as nearly all are: many times faster than HTML."""
    try:
        return fromstring(f"<div>{html.replace('<br>', '<br/>').replace('&nbsp;', NO_BREAK)}</div>")  # noqa: S314
    except ParseError:
        return None


def relinked(root: Element, link: Link) -> Element:
    """Apply `link` to the address of every link of a tree; return the tree."""
    for element in root.iter("a"):
        element.set("href", link(element.attrib["href"]))
    return root


def for_markdown(root: Element) -> Element:
    """Keep `&lt;` that stands in the text as it is; Python-Markdown would take it for an entity."""
    for element in root.iter():
        element.text = _guard(element.text)
        element.tail = _guard(element.tail)
    return root


def inner_html(root: Element) -> str:
    """Return what is inside the element as HTML."""
    whole = tostring(root, encoding="unicode", method="html")
    return whole[len("<div>") : -len("</div>")] if len(root) else ""


def _guard(text: str | None) -> str | None:
    return _ENTITY.sub(f"{AMP_SUBSTITUTE}amp;", text) if text and "&" in text else text

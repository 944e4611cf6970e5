"""Elements of TEI: made, filled with mixed content, set in lines, and written as XML.

Tags are plain names; the one namespace is declared on the root. What XML cannot hold is left out when
the document is written, once, whatever part it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, tostring

from apparatus.typeset.fragment import NOT_XML

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML = "{http://www.w3.org/XML/1998/namespace}"

Node = Element | str

# elements that hold elements only, where white space between them says nothing
_IN_LINES = frozenset({
    "analytic", "availability", "back", "biblStruct", "body", "category", "classDecl", "correction",
    "correspAction", "correspDesc", "cRefPattern", "div", "editorialDecl", "encodingDesc", "event",
    "fileDesc", "front", "history", "imprint", "interpretation", "langUsage", "list", "listBibl",
    "listEvent", "listPerson", "monogr", "msContents", "msDesc", "msIdentifier", "msItem", "normalization",
    "origin", "person", "profileDesc", "projectDesc", "publicationStmt", "refsDecl", "respStmt", "row",
    "segmentation", "series", "sourceDesc", "standOff", "table", "taxonomy", "TEI", "teiHeader", "text",
    "titleStmt",
})  # fmt: skip
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def make(tag: str, *content: Node | None, **attributes: str) -> Element:
    """Return an element. `xml_id` is `xml:id`, `from_` is `from`; what is empty is left out."""
    element = Element(tag, {_attribute(name): value for name, value in attributes.items() if value})
    return fill(element, (node for node in content if node is not None))


def fill(element: Element, nodes: Iterable[Node]) -> Element:
    """Add text and elements at an element's end."""
    for node in nodes:
        if isinstance(node, Element):
            element.append(node)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + node
        else:
            element.text = (element.text or "") + node
    return element


def optional(tag: str, text: str, **attributes: str) -> Element | None:
    """Return an element with that text, None where there is none."""
    return make(tag, text, **attributes) if text else None


def word(text: str) -> str:
    """Return text as one word, as the values of `type` and `key` are."""
    return re.sub(r"[^\w.]+", "-", text).strip("-")


def write(root: Element) -> str:
    """Return a document as text."""
    root.set("xmlns", NAMESPACE)
    _set_in_lines(root, "\n")
    return NOT_XML.sub("", _DECLARATION + tostring(root, encoding="unicode") + "\n")


def _attribute(name: str) -> str:
    if name.startswith("xml_"):
        return XML + name.removeprefix("xml_")
    return name.rstrip("_").replace("_", "-")


def _set_in_lines(element: Element, line: str) -> None:
    """Put each element on a line of its own where that adds nothing to the text."""
    if element.tag in _IN_LINES and len(element) and not _has_text(element):
        element.text = line + " "
        for child in element:
            child.tail = line + " "
        element[-1].tail = line
    for child in element:
        _set_in_lines(child, line + " ")


def _has_text(element: Element) -> bool:
    return bool((element.text or "").strip() or any((child.tail or "").strip() for child in element))

"""A Python-Markdown extension for one page of an edition: calls, notes at the end, and lists.

    [^56]      -> a call; not in code, and not in the heading's id, the contents, or search titles
    ::: notes  -> a list of the edition: notes, bibliography, archives or report

Made anew for each page by the adapter. Its links are as a browser follows them: the host, which would
look for the file behind each of some thousands, sees them as `span` until it has looked at the editor's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import Treeprocessor

from apparatus import links
from apparatus.headings import SEPARATOR, heading_id
from apparatus.lists import DEPTH, LISTS, endnotes
from apparatus.paragraphs import Paragraph
from apparatus.typeset import abbreviations, fragment, titles
from apparatus.typeset.render import Typesetter
from apparatus.typeset.syntax import CallPattern, ParagraphIds

_LIST = "data-apparatus"  # marks the place of a list until the tree is built
_UNSEEN = "span"  # with an address a link, to all that reads text another part of the line
# Python-Markdown's own: inline 20, attr_list 8, abbr 7, toc 5; MkDocs': title 1, links 0. Notes come
# after attr_list, which would read attributes, handlers of events too, in the text of a clean note.
_BEFORE_CONTENTS, _AFTER_TITLE, _BEFORE_LINKS, _AFTER_LINKS = 7.5, 0.5, 0.4, -0.5


class EditionExtension(Extension):
    """The edition's part of one page.

    `redirects` are the ids of this page that moved, and where to, as links from `docs/`; `paragraphs`
    are those of the page by their ids; `cite` is the block that says how to cite it.
    """

    def __init__(
        self,
        typesetter: Typesetter,
        source: str,
        redirects: Mapping[str, str] | None = None,
        paragraphs: Mapping[str, Paragraph] | None = None,
        cite: str = "",
    ) -> None:
        """Take the page by its source path: `chapter-1.md`."""
        super().__init__()
        self.typesetter = typesetter
        self.source = source
        self.stem = source.removesuffix(".md")
        self.redirects = redirects or {}
        self.paragraphs = paragraphs or {}
        self.cite = cite
        self.depth = 0  # of the page's table of contents, where a list asks for one

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the processors; headings get the ids by which everything else knows them."""
        if "toc" in md.treeprocessors:
            contents: Any = md.treeprocessors["toc"]
            contents.slugify, contents.sep = heading_id, SEPARATOR
        notes = self.typesetter.index.notes
        md.inlinePatterns.register(CallPattern(md, notes), "apparatus_call", CallPattern.PRIORITY)
        md.parser.blockprocessors.register(_List(md.parser), "apparatus_list", 95)
        paragraph_ids = ParagraphIds(md, self.paragraphs)
        md.treeprocessors.register(paragraph_ids, "apparatus_paragraphs", ParagraphIds.PRIORITY)
        md.treeprocessors.register(_Lists(md, self), "apparatus_lists", _BEFORE_CONTENTS)
        md.treeprocessors.register(_Calls(md, self), "apparatus_calls", _AFTER_TITLE)
        md.treeprocessors.register(_Dressing(md, self), "apparatus_dressing", _BEFORE_LINKS)
        md.treeprocessors.register(_Links(md), "apparatus_links", _AFTER_LINKS)


class _List(BlockProcessor):
    """`::: notes`, alone in its paragraph, with or without a closing `:::`."""

    PATTERN = re.compile(rf":::[ \t]*({'|'.join(LISTS)})[ \t]*(?:\n:::[ \t]*)?")

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - part of the interface
        """Tell whether the block is the place of a list."""
        return self.PATTERN.fullmatch(block.strip()) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Mark the place."""
        match = self.PATTERN.fullmatch(blocks.pop(0).strip())
        if match is not None:
            SubElement(parent, "div", {"class": f"apparatus-{match.group(1)}", _LIST: match.group(1)})


class _Lists(Treeprocessor):
    """Builds the lists, and the notes at the chapter's end."""

    def __init__(self, md: Markdown, page: EditionExtension) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        """Change the tree."""
        typesetter = self.page.typesetter
        for place in list(root.iter("div")):
            name = place.attrib.pop(_LIST, "")
            if name:
                self._fill(place, LISTS[name](typesetter))
                self.page.depth = DEPTH[name]
        self._fill(root, endnotes(typesetter, self.page.stem) + self.page.cite)

    def _fill(self, place: Element, html: str) -> None:
        tree = fragment.relinked(fragment.parse(html), links.from_page(self.page.source))
        for element in tree.iter("a"):
            element.tag = _UNSEEN
        place.extend(list(fragment.for_markdown(tree)))


def _moved(old: str, words: str, target: str) -> Element:
    line = Element("p", {"id": old, "class": "moved", "data-search-exclude": "true"})
    line.text = "What stood here has moved: "
    SubElement(line, _UNSEEN, {"href": target}).text = words
    return line


class _Calls(Treeprocessor):
    """Writes the numbers of calls, once contents and titles have been taken from the headings."""

    def __init__(self, md: Markdown, page: EditionExtension) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        """Keep ids that moved, fill the empty calls, cut the contents to the depth that a list asked for."""
        self._leave_signs(root)
        for call in root.iter("sup"):
            if call.get("class") == "call" and not len(call):
                label = call.attrib["id"].removeprefix(links.call_anchor(""))
                _fill_call(call, label)
        tokens = getattr(self.md, "toc_tokens", None)
        if tokens and self.page.depth:
            self.md.toc_tokens = _cut(tokens, self.page.depth)  # type: ignore[attr-defined] # set by toc

    def _leave_signs(self, root: Element) -> None:
        """Keep ids that moved: inside their new place on this page, else in a line that leads there."""
        here = {element.attrib["id"]: element for element in root.iter() if "id" in element.attrib}
        link = links.from_page(self.page.source)
        for old, target in self.page.redirects.items():
            new = here.get(link(target)[1:]) if link(target).startswith("#") else None
            if new is None:
                root.append(_moved(old, links.address(target), link(target)))
            else:
                sign = Element("span", {"id": old})
                sign.tail, new.text = new.text, None
                new.insert(0, sign)


class _Dressing(Treeprocessor):
    """Sets titles, abbreviations and marks for the eye, once ids, contents and titles were made."""

    def __init__(self, md: Markdown, page: EditionExtension) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        """Change the tree, and the words of the table of contents."""
        typesetter = self.page.typesetter
        titles.set_apart(root)
        if self.page.stem != abbreviations.STEM:
            abbreviations.explain(root, typesetter.abbreviations)
        typesetter.typography.dress(root)
        tokens = getattr(self.md, "toc_tokens", [])
        named = _named(tokens, typesetter.typography.line)
        self.md.toc_tokens = named  # type: ignore[attr-defined] # set by toc


class _Links(Treeprocessor):
    """Makes links of those that the host should not see."""

    def run(self, root: Element) -> None:
        """Change the tree."""
        for element in root.iter(_UNSEEN):
            if "href" in element.attrib:
                element.tag = "a"


def _named(tokens: list[dict[str, Any]], line: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return the entries of a table of contents with `line` applied to their words."""
    return [
        {**token, "name": line(token["name"]), "children": _named(token["children"], line)}
        for token in tokens
    ]


def _fill_call(call: Element, label: str) -> None:
    note = f"#{links.note_anchor(label)}"
    attributes = {"href": note, "role": "doc-noteref", "aria-label": f"Note {label}"}
    SubElement(call, "a", attributes).text = label.rpartition("-")[2]


def _cut(tokens: list[dict[str, Any]], depth: int) -> list[dict[str, Any]]:
    kept = [token for token in tokens if token["level"] <= depth]
    return [{**token, "children": _cut(token["children"], depth)} for token in kept]

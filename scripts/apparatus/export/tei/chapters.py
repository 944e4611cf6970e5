"""The chapters' Markdown -> divisions of a text, with the print's pages and the calls of notes.

Read with the parser and the extensions that the site uses, so that both understand the same Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from itertools import takewhile
from xml.etree.ElementTree import Element

from markdown import Markdown

from apparatus import links
from apparatus.concordance import Concordance
from apparatus.edition import Chapter
from apparatus.export.tei.ids import Ids
from apparatus.export.tei.prose import HEADINGS, Reader, sections
from apparatus.export.tei.xml import Node, fill, make, word
from apparatus.paragraphs import Paragraph
from apparatus.typeset import fragment
from apparatus.typeset.syntax import CallPattern, ParagraphIds

_MAIN = re.compile(r"(?:introduction|prologue|chapter|part)\b")
_BACK = re.compile(r"(?:appendix|appendices|annex|glossary|index-of)\b")
_NUMBER = re.compile(r"-(\d+|[a-z])$")
_EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "fenced_code", "md_in_html", "tables", "toc"]

Thirds = tuple[list[Element], list[Element], list[Element]]
Numbered = Mapping[str, Mapping[str, Paragraph]]  # the paragraphs of each chapter by their ids


def text_parts(index: Concordance, ids: Ids, paragraphs: Numbered) -> Thirds:
    """Return the divisions of front, body and back.

    The body goes from the first chapter or introduction to what comes before the first appendix;
    where there is neither, everything is body.
    """
    chapters = [item for item in index.edition.chapters if links.chapter(item.stem) not in links.GENERATED]
    before = len(list(takewhile(lambda item: not _MAIN.match(_name(item.stem)), chapters)))
    before = 0 if before == len(chapters) else before
    body = list(takewhile(lambda item: not _BACK.match(_name(item.stem)), chapters[before:]))
    end = before + len(body)
    make_div = _Chapters(index, ids, paragraphs).division
    front, main, back = (
        [make_div(item) for item in part] for part in (chapters[:before], body, chapters[end:])
    )
    return front, main, back


class _Chapters:
    """Reads chapter after chapter with one parser; remembers which calls were met."""

    def __init__(self, index: Concordance, ids: Ids, paragraphs: Numbered) -> None:
        self.ids, self.paragraphs = ids, paragraphs
        self.called: set[str] = set()
        self.markdown = Markdown(extensions=_EXTENSIONS)
        pattern = CallPattern(self.markdown, index.notes)
        self.markdown.inlinePatterns.register(pattern, "apparatus_call", CallPattern.PRIORITY)

    def division(self, chapter: Chapter) -> Element:
        """Return a chapter."""
        to_docs = links.to_docs(links.chapter(chapter.stem))
        named = partial(self._named, chapter.stem)
        reader = Reader(lambda link: self.ids.target(to_docs(link)), self._call, named)
        number = _NUMBER.search(_name(chapter.stem))
        attributes = {
            "type": word(_NUMBER.sub("", _name(chapter.stem))),
            "n": number.group(1) if number else "",
        }
        division = make("div", xml_id=self.ids.of("chapter", chapter.stem), **attributes)
        _Sections(division, reader).read(fragment.parse(self._html(chapter)))
        return division

    def _html(self, chapter: Chapter) -> str:
        """Return a chapter as the site has it, but for what the site adds."""
        numbered = ParagraphIds(self.markdown, self.paragraphs.get(chapter.stem, {}))
        self.markdown.treeprocessors.register(numbered, "apparatus_paragraphs", ParagraphIds.PRIORITY)
        return self.markdown.reset().convert(chapter.text)

    def _named(self, stem: str, name: str) -> str:
        return self.ids.of("section", f"{stem}#{name}")

    def _call(self, element: Element) -> Node | None:
        """Return the reference that stands for a call; only the first call of a note has its id."""
        if element.tag != "sup" or element.get("class") != "call":
            return None
        label = element.get("id", "").removeprefix(links.call_anchor(""))
        if not self.ids.of("note", label):
            return None
        name = "" if label in self.called else self.ids.of("call", label)
        self.called.add(label)
        number = label.rpartition("-")[2]
        return make("ref", number, xml_id=name, type="note", target=self.ids.to("note", label), n=number)


class _Sections:
    """Puts the blocks of a page into divisions, each under its heading."""

    def __init__(self, chapter: Element, reader: Reader) -> None:
        self.reader = reader
        self.path = [(0, chapter)]  # levels and their divisions, the outermost first
        self.page = ""
        self.begun = False

    def read(self, root: Element) -> None:
        """Fill the chapter."""
        between = Element("div")
        for node in sections(root):
            if isinstance(node, Element) and node.tag in HEADINGS:
                self._close(between)
                between = Element("div")
                self._open(node)
            else:
                _take(between, node)
        self._close(between)

    def _close(self, between: Element) -> None:
        here = self.path[-1][1]
        blocks = list(self.reader.blocks(between))
        self.begun = self.begun or bool(blocks)
        fill(here, blocks)

    def _open(self, heading: Element) -> None:
        level = HEADINGS.index(heading.tag) + 1
        if self.begun or len(self.path) > 1 or self.path[0][1].find("head") is not None:
            self._nest(level, heading.get("id", ""))
        here, page = self.path[-1][1], heading.get("data-page", "")
        if page and page != self.page:
            here.append(make("pb", n=page))
            self.page = page
        here.append(make("head", *self.reader.line(heading)))

    def _nest(self, level: int, name: str) -> None:
        """Begin a division inside the nearest one of a higher level."""
        while len(self.path) > 1 and self.path[-1][0] >= level:
            self.path.pop()
        division = make("div", type="section", xml_id=self.reader.named(name))
        self.path[-1][1].append(division)
        self.path.append((level, division))


def _take(between: Element, node: Node) -> None:
    """Add a node whose tail was given as a node of its own."""
    if isinstance(node, Element):
        copy = Element(node.tag, node.attrib)
        copy.text = node.text
        copy.extend(list(node))
        node = copy
    fill(between, [node])


def _name(stem: str) -> str:
    return stem.rpartition("/")[2]

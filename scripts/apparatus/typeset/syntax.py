"""What Python-Markdown has to know to read a chapter, whoever asks: calls of notes, paragraphs' ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from apparatus import links
from apparatus.model import Note
from apparatus.notes import CALL
from apparatus.paragraphs import Paragraph, fingerprint, in_tree, recognised


class CallPattern(InlineProcessor):
    """`[^56]` -> an empty `sup`, so that headings' ids and titles do not get the number."""

    PRIORITY = 178  # below code spans (190) and escapes (180), above the built-in footnotes (175)

    def __init__(self, md: Markdown, notes: Mapping[str, Note]) -> None:
        """Know the notes that can be called."""
        super().__init__(CALL.pattern, md)
        self.compiled_re = CALL  # with its flags: in a paragraph of several lines each has a beginning
        self.notes = notes

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - part of the interface
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the call of a note that the edition has."""
        note = self.notes.get(m.group(1))
        if note is None:
            return None, None, None
        attributes = {"class": "call", "id": links.call_anchor(note.label), "data-search-exclude": "true"}
        return Element("sup", attributes), m.start(), m.end()


class ParagraphIds(Treeprocessor):
    """Gives each paragraph the id by which the ledger has it, and its number."""

    PRIORITY = 25  # above inline marks (20): a paragraph is known by its Markdown

    def __init__(self, md: Markdown, paragraphs: Mapping[str, Paragraph]) -> None:
        """Know the paragraphs of the page by their ids."""
        super().__init__(md)
        self.paragraphs = paragraphs

    def run(self, root: Element) -> None:
        """Change the tree, in which inline marks are not read yet: it has what the ledger was made from.

        A hook or a plugin may have changed words on the way, or added paragraphs: the others are known again.
        """
        ids: dict[str, list[str]] = {}
        for name, paragraph in self.paragraphs.items():
            ids.setdefault(paragraph.text, []).append(name)
        changed = list[tuple[Element, str]]()
        for element, text in in_tree(root):
            if ids.get(text):
                _number(element, ids[text].pop(0))
            else:
                changed.append((element, text))
        names = sorted((name for some in ids.values() for name in some), key=list(self.paragraphs).index)
        known = [self.paragraphs[name].fingerprint for name in names]
        for at, old in recognised(known, [fingerprint(text) for _, text in changed]).items():
            _number(changed[at][0], names[old])


def _number(element: Element, name: str) -> None:
    element.attrib |= {"id": name, "data-paragraph": name.removeprefix("p")}

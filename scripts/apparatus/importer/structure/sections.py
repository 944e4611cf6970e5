"""The headings of the text and what each heads: a part, a section, notes, the bibliography."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from apparatus.importer.notes import definitions
from apparatus.importer.notes.markers import find_markers
from apparatus.importer.settings import Settings
from apparatus.importer.structure.contents import Contents
from apparatus.importer.structure.outline import (
    DEFINITION,
    MARKDOWN,
    Found,
    candidates,
    contents_problems,
    match_contents,
    self_evident,
    special,
)
from apparatus.importer.structure.parts import slug_of
from apparatus.importer.text.pages import RawBlock
from apparatus.importer.words import LEAD_NOTES, SUPERSCRIPTS, plain
from apparatus.model import Problem

MIN_RUN = 3
ROUND_DEFINITION = re.compile(r"^\s*(?:[-*]\s+)?\(\d{1,4}\)\s+\S")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks under it, down to the next one."""

    found: Found
    blocks: tuple[RawBlock, ...]
    # "part", "sources", "section", "notes", "bibliography", "contents", "subhead" (of notes or bibliography)
    kind: str


def headings_of(
    blocks: Sequence[RawBlock], contents: Contents, settings: Settings, path: str
) -> tuple[list[Found], list[Problem]]:
    """Return the headings in the order of the text, and where contents list and text disagree."""
    found = candidates(blocks)
    evident = self_evident(blocks, found, settings)
    if not contents.entries:
        titles = [f for f in evident if f.level == -1]
        return [f for f in _sections_of_chapters(blocks, evident, settings) if f not in titles], []
    matched = match_contents(contents.entries, found)
    problems = contents_problems(contents.entries, matched, path)
    taken = {i for f in matched for i in range(f.index, f.index + f.span)}
    begin = matched[0].index if matched else 0
    extra = [
        f
        for f in evident
        if f.index > begin and not taken & set(range(f.index, f.index + f.span)) and f.level > 0
    ]
    extra = [f for f in extra if MARKDOWN.match(f.printed) or _strong(f, settings) or not matched]
    for item in extra:
        if not special(item.printed, settings) and not _defines(blocks, item):
            message = f"the contents list does not have {plain(item.printed)!r}"
            problems.append(Problem(path, item.line, "HEADING-EXTRA", message))
    return sorted([*matched, *extra], key=lambda f: f.index), problems


def _strong(found: Found, settings: Settings) -> bool:
    return bool(LEAD_NOTES.match(plain(found.printed))) or special(found.printed, settings) in (
        "notes",
        "bibliography",
    )


def _sections_of_chapters(
    blocks: Sequence[RawBlock], found: Sequence[Found], settings: Settings
) -> list[Found]:
    """Put an introduction or a conclusion that stands between two chapters a level down."""
    chapters = [i for i, f in enumerate(found) if _is_chapter(f) and not _defines(blocks, f)]
    if not chapters:
        return list(found)
    return [
        replace(f, level=2) if chapters[0] < i < chapters[-1] and _closes_chapter(f, settings) else f
        for i, f in enumerate(found)
    ]


def _is_chapter(found: Found) -> bool:
    return found.level == 1 and slug_of(found.printed, "", "")[0].startswith("chapter-")


def _closes_chapter(found: Found, settings: Settings) -> bool:
    slug = slug_of(found.printed, "", "")[0]
    return slug in ("introduction", "conclusions") or special(found.printed, settings) == "notes"


def _defines(blocks: Sequence[RawBlock], found: Found) -> bool:
    after = blocks[found.index + found.span : found.index + found.span + 1]
    return bool(after) and _begins_note(after[0].lines[0].text)


def _begins_note(text: str) -> bool:
    return bool(DEFINITION.match(text) or ROUND_DEFINITION.match(text))


def kinds(blocks: Sequence[RawBlock], found: Sequence[Found], settings: Settings) -> list[Section]:
    """Return each heading with its blocks and with what it heads."""
    sections: list[Section] = []
    inside = ""
    for i, item in enumerate(found):
        end = found[i + 1].index if i + 1 < len(found) else len(blocks)
        own = tuple(blocks[item.index + item.span : end])
        kind = _kind(item, own, inside, settings)
        if kind != "subhead" and not (kind == "section" and inside == "sources"):
            inside = kind if kind in ("notes", "bibliography", "sources") else ""
        sections.append(Section(item, own, kind))
    return sections


def without_heading(section: Section) -> list[Section]:
    """Part notes without a heading from a section's end: lines that count 1, 2, 3 and are called above."""
    first = next((i for i, b in enumerate(section.blocks) if _number(b) == 1), -1)
    if first < 1:
        return [section]
    numbers = [
        n for block in section.blocks[first:] for line in block.lines if (n := _number(RawBlock((line,))))
    ]
    called = {m.number for b in section.blocks[:first] for m in find_markers(0, b.text) if m.style != "glued"}
    if numbers[:MIN_RUN] != list(range(1, len(numbers[:MIN_RUN]) + 1)) or not called & set(numbers):
        return [section]
    found = replace(section.found, printed="", line=section.blocks[first].number)
    above = replace(section, blocks=section.blocks[:first])
    return [above, Section(found, section.blocks[first:], "notes")]


def _number(block: RawBlock) -> int:
    match = definitions.DEFINITION.match(block.lines[0].text)
    digits = next((match[k] for k in ("md", "br", "sup", "ca", "no") if match[k]), "0") if match else "0"
    return int(digits.translate(SUPERSCRIPTS))


def _kind(item: Found, own: tuple[RawBlock, ...], inside: str, settings: Settings) -> str:
    name = special(item.printed, settings) or special(item.title, settings)
    defines = bool(own) and _begins_note(own[0].lines[0].text)
    # `Introduction` may stand between `Notes` and the first note
    soon = any(_begins_note(line.text) for block in own[:3] for line in block.lines[:2])
    if name == "notes" and (soon or not own):
        return "notes"
    if inside == "notes" and (defines or not own) and name not in ("bibliography", "sources"):
        return "subhead"
    if name == "contents":
        return "contents"
    if name == "bibliography":
        return "bibliography"
    if inside == "sources" and name == "sources":
        return "section"
    if inside == "bibliography" and item.level > 1 and name != "sources":
        return "subhead"
    if name == "sources" and (item.level == 1 or inside == "bibliography"):
        return "sources"
    return "part" if item.level == 1 else "section"

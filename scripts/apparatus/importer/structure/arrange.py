"""Blocks and contents list to parts: front matter, chapters, back matter, notes and bibliography apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from apparatus.importer.book import Join, LeftOut, PrintEntry
from apparatus.importer.notes.markers import find_markers
from apparatus.importer.settings import Settings
from apparatus.importer.structure.blocks import Context, build
from apparatus.importer.structure.contents import Contents
from apparatus.importer.structure.outline import MARKDOWN, Found, special, split_headings
from apparatus.importer.structure.parts import RESERVED, slug_of
from apparatus.importer.structure.sections import Section, headings_of, kinds, without_heading
from apparatus.importer.text.drafts import Draft, DraftPart, NotesSection, PartKind, Structure
from apparatus.importer.text.line import Line
from apparatus.importer.text.pages import RawBlock, blocks_of
from apparatus.importer.words import Vocabulary, ends_sentence, plain
from apparatus.importer.works.entries import read_entries
from apparatus.model import Problem
from apparatus.slugs import unique

INDEX = re.compile(
    r"(?i)(?:(?:general|subject|name|author) index|index(?: (?:of|to) .+)?|register"
    r"|\w*(?:person(?:en)?|namen?|sach|orts?|stikord)s?regist(?:er|ret)|indeks|index des .+)"
)
INDEXED = re.compile(r"[,:]\s*(?:\d{1,4}[nf]*(?:\s?[-–]\s?\d{1,4})?[,;]?\s*)+$")  # `Lund, Per, 4, 6–9`
MOST = 0.5
FRONT_PROSE = 200  # before the first heading, a longer block is text and no title page
SENTENCE = 60  # behind the contents list a sentence so long is text
CALLING = 20  # what calls notes is as long at least
FEW = 2  # paragraphs; a part with more of them is no list
FRONT = "Front matter"


@dataclass(slots=True)
class _Work:
    """What is gathered while the headings are gone through, local to one call of `read_structure`."""

    parts: list[DraftPart] = field(default_factory=list)
    notes: list[NotesSection] = field(default_factory=list)
    bibliography: list[PrintEntry] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_structure(
    lines: Sequence[Line], contents: Contents, settings: Settings, words: Vocabulary, width: int, path: str
) -> tuple[Structure, tuple[RawBlock, ...]]:
    """Return the print in parts, and the blocks before its first heading (the title page's)."""
    before = blocks_of(lines[: contents.start])
    blocks = split_headings(blocks_of(lines[contents.end :]), contents.entries)
    found, problems = headings_of(blocks, contents, settings, path)
    work = _Work(problems=problems)
    first = found[0].index if found else len(blocks)
    after = blocks[:first] if found else ()
    prose = [b for b in before if _is_prose(b)] + [
        b for b in after if _is_prose(b, listed=bool(contents.end))
    ]
    sections = kinds(blocks, found, settings)
    if not any(section.kind == "notes" for section in sections):
        sections = [piece for section in sections for piece in without_heading(section)]
    context = Context(width, words)
    _front_prose(prose, context, work)
    for group in _groups(sections):
        work.problems += _without_notes(group, settings, path)
        _take(group, context, work, contents, path)
    structure = Structure(
        tuple(work.parts),
        tuple(work.notes),
        tuple(work.bibliography),
        tuple(work.joins),
        tuple(work.left_out),
        tuple(work.problems),
    )
    return structure, tuple(b for b in (*before, *after) if b not in prose)


def _groups(sections: Sequence[Section]) -> list[list[Section]]:
    """Put each part together with its sections, notes and bibliography with their sub-headings."""
    groups: list[list[Section]] = []
    for section in sections:
        if groups and section.kind in ("section", "subhead") and not _parts_from(groups[-1][0], section):
            groups[-1].append(section)
        else:
            groups.append([section])
    return groups


def _parts_from(head: Section, section: Section) -> bool:
    return section.kind == "section" and head.kind in ("notes", "contents")


def _take(group: list[Section], context: Context, work: _Work, contents: Contents, path: str) -> None:
    head = group[0]
    if head.kind == "notes":
        _take_notes(group, work)
    elif head.kind == "bibliography":
        _take_bibliography(group, context, work)
    elif head.kind == "contents":
        _leave(group, "contents list", work)
    elif _is_index(group) and work.parts:
        _leave(group, "index", work)
    elif head.kind == "section" and work.parts:
        # the chapter goes on after notes of its own
        work.parts[-1] = _with(work.parts[-1], _sections(group, context, work, contents, path))
    else:
        _take_part(group, context, work, contents, path)


def _without_notes(group: list[Section], settings: Settings, path: str) -> list[Problem]:
    """Return a problem for a heading of notes under which none stands."""
    found = [section for section in group if special(section.found.printed, settings) == "notes"]
    if group[0].kind == "notes" and any(section.blocks for section in group):
        return []
    hint = "the notes are lines such as `1 text`; see the lines left out as running heads in import-report.md"
    return [
        Problem(path, section.found.line, "NOTES-UNREAD", f"no note follows {section.found.printed!r}", hint)
        for section in found
    ]


def _is_index(group: list[Section]) -> bool:
    """Tell an index, which leads to the print's pages: most of its lines name some."""
    lines = [line.text for section in group for block in section.blocks for line in block.lines]
    paged = [text for text in lines if INDEXED.search(text)]
    return bool(INDEX.fullmatch(plain(group[0].found.title))) and len(paged) > len(lines) * MOST


def _leave(group: list[Section], reason: str, work: _Work) -> None:
    for section in group:
        work.left_out.append(LeftOut(section.found.line, section.found.printed, reason))
        work.left_out += [
            LeftOut(line.number, line.text.strip(), reason) for b in section.blocks for line in b.lines
        ]


def _take_notes(group: list[Section], work: _Work) -> None:
    """Keep the lines of the notes, sub-headings among them, blank lines between blocks."""
    if group[0].found.printed:
        work.left_out.append(LeftOut(group[0].found.line, group[0].found.printed, "heading of the notes"))
    lines: list[Line] = []
    for i, section in enumerate(group):
        if i:
            lines += [Line(section.found.line, section.found.printed), Line(section.found.line, "")]
        for block in section.blocks:
            lines += [*block.lines, Line(block.lines[-1].number, "")]
    work.notes.append(NotesSection(work.parts[-1].slug if work.parts else "", tuple(lines)))


def _take_bibliography(group: list[Section], context: Context, work: _Work) -> None:
    for section in group:
        work.left_out.append(
            LeftOut(section.found.line, section.found.printed, "heading of the bibliography")
        )
        entries = read_entries(section.blocks, context.words, context.width)
        work.bibliography += entries.entries
        work.joins += entries.joins
        work.left_out += entries.left_out


def _take_part(group: list[Section], context: Context, work: _Work, contents: Contents, path: str) -> None:
    head = group[0]
    slug, kind = slug_of(head.found.title, head.found.printed, _source(head, work))
    slug = unique(slug, {part.slug for part in work.parts} | RESERVED)
    heading = _heading(head.found, 1)
    work.parts.append(DraftPart(slug, kind, heading, ()))
    group = [replace(head, kind="part"), *group[1:]]
    drafts = _sections(group, context, work, contents, path)
    work.parts[-1] = DraftPart(slug, kind, heading, tuple(drafts))


def _source(head: Section, work: _Work) -> str:
    """Return `sources` for a list of sources at the book's end; a chapter about archives is none."""
    prose = sum(1 for block in head.blocks if len(block.text) > 2 * FRONT_PROSE)
    return "sources" if head.kind == "sources" and prose <= FEW and work.parts else ""


def _heading(found: Found, level: int) -> Draft:
    page = found.entry.page if found.entry else ""
    return Draft("heading", ((found.printed,),), found.line, level, page, found.title)


def _sections(
    group: list[Section], context: Context, work: _Work, contents: Contents, path: str
) -> list[Draft]:
    listed = any(s.found.entry or MARKDOWN.match(s.found.printed) for s in group[1:])
    named = replace(context, has_sections=listed)
    report = (
        any(e.level > 1 for e in contents.entries) and bool(work.parts) and work.parts[-1].kind == "chapter"
    )
    drafts: list[Draft] = []
    for section in group:
        if section.kind == "section":
            drafts.append(_heading(section.found, max(2, section.found.level)))
        built = build(section.blocks, named)
        drafts += built.drafts
        work.joins += built.joins
        work.left_out += built.left_out
        small = [d for d in built.drafts if d.kind == "heading"] if report else []
        work.problems += [_extra(draft, path) for draft in small]
    return drafts


def _extra(draft: Draft, path: str) -> Problem:
    return Problem(
        path, draft.line, "HEADING-EXTRA", f"the contents list does not have {plain(draft.text)!r}"
    )


def _with(part: DraftPart, drafts: list[Draft]) -> DraftPart:
    return replace(part, drafts=(*part.drafts, *drafts))


def _is_prose(block: RawBlock, *, listed: bool = False) -> bool:
    """Tell running text from a title page; behind a contents list (`listed`) a sentence is enough.

    What calls notes is text, whatever its length.
    """
    called = [marker for marker in find_markers(0, block.text) if marker.weight]
    glued = [marker.number for marker in called if marker.style == "glued"]
    counts = any(after == before + 1 for before, after in pairwise(glued)) or (listed and bool(glued))
    if len(block.text) > CALLING and (counts or len(glued) < len(called)):
        return True
    return len(block.text) >= (SENTENCE if listed and ends_sentence(block.text) else FRONT_PROSE)


def _front_prose(prose: Sequence[RawBlock], context: Context, work: _Work) -> None:
    """Make a part of what stands before the first heading and is no title page."""
    if not prose:
        return
    built = build(prose, context)
    heading = Draft("heading", (("",),), prose[0].number, 1, "", FRONT)
    kind: PartKind = "front"
    work.parts.append(DraftPart("front-matter", kind, heading, built.drafts))
    work.joins += built.joins
    work.left_out += built.left_out

"""A file of notes -> notes, and the calls of notes in a chapter.

file       = { definition | blank | comment }
definition = "[^" label "]:" text { newline "    " text | blank newline "    " text }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from apparatus.citations import (
    CODE_SPAN,
    Fault,
    ShortTitles,
    no_short_titles,
    parse,
    without_indented_code,
)
from apparatus.model import Call, Note, Problem

DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*(.*)")
# a call, before a colon too; only where a line begins, up to three spaces in, would it be a definition. What
# stands before it is looked at last: a pattern that begins with letters of its own is found many times faster
_BEGINS = r"\[\^"
_WITHIN_LINE = "".join(rf"(?<!^ {{{spaces}}}{_BEGINS})" for spaces in range(4))
_NAME = r"[^\[\]\s]+"
CALL = re.compile(rf"{_BEGINS}(?<!\\{_BEGINS})(?:{_WITHIN_LINE}|(?!{_NAME}\]:))({_NAME})\]", re.MULTILINE)
_IN_CHAPTER = re.compile(rf"^ {{0,3}}\[\^({_NAME})\]:", re.MULTILINE)
LABEL = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
RESERVED = ("index", "readme")  # the names of a folder's own page
_COMMENT_BEGINS, _COMMENT_ENDS = "<!--", "-->"
_CODE = re.compile(rf"^(?P<fence>```++|~~~++).*?^(?P=fence)|{CODE_SPAN}", re.DOTALL | re.MULTILINE)

_EMPTY_HINT = "write its text behind the colon, or take out the note and its call"


def read_notes(
    text: str, path: str, chapter: str, short_titles: ShortTitles = no_short_titles
) -> tuple[tuple[Note, ...], tuple[Problem, ...]]:
    """Read the definitions of one file, each with its citations, and what is wrong with them."""
    notes: list[Note] = []
    problems: list[Problem] = []
    for label, line, body in _definitions(text):
        if label is None:
            problems.append(Problem(path, line, "NOTE-SYNTAX", "this line belongs to no note", _SYNTAX_HINT))
            continue
        clusters, faults = parse(body, short_titles)
        problems += [_bad_citation(fault, body, path, line) for fault in faults]
        problems += _check_label(label, path, line)
        if not body:
            problems.append(Problem(path, line, "EMPTY-NOTE", f"note {label} has no words", _EMPTY_HINT))
        notes.append(Note(label, label.rpartition("-")[2], chapter, path, line, body, clusters))
    return tuple(notes), tuple(problems)


def format_note(label: str, text: str) -> str:
    """Write one definition; further paragraphs and lines are indented, so that they belong to it."""
    first, *rest = text.split("\n")
    return "\n".join([f"[^{label}]: {first}".rstrip(), *(f"    {line}" if line else "" for line in rest)])


def find_calls(text: str, path: str, chapter: str) -> tuple[Call, ...]:
    """Return where a chapter calls its notes, in order; code is not looked into."""
    blanked, outside = without_code(without_comments(text)), without_indented_code(text)
    return tuple(
        Call(match.group(1), chapter, path, blanked.count("\n", 0, match.start()) + 1)
        for match in CALL.finditer(blanked)
        if outside.startswith("[", match.start())
    )


def find_definitions(text: str) -> Iterator[tuple[str, int]]:
    """Yield the label and the line of each note that a chapter defines in its own text, code left out."""
    if _IN_CHAPTER.search(text):
        blanked = without_code(without_comments(text))
        for match in _IN_CHAPTER.finditer(blanked):
            yield match.group(1), blanked.count("\n", 0, match.start()) + 1


def without_code(text: str) -> str:
    """Return Markdown with blanks in the place of its code, so that each line and offset stays."""
    return _CODE.sub(lambda code: code["prose"] or _blank(code.group()), text)


def without_comments(text: str) -> str:
    """Return text with blanks in the place of its comments, so that each line and offset stays."""
    parts, position = list[str](), 0
    while (start := text.find(_COMMENT_BEGINS, position)) >= 0:
        end = text.find(_COMMENT_ENDS, start + len(_COMMENT_BEGINS))
        if end < 0:  # it never ends, and is none
            break
        parts += [text[position:start], _blank(text[start : end + len(_COMMENT_ENDS)])]
        position = end + len(_COMMENT_ENDS)
    return "".join([*parts, text[position:]])


_SYNTAX_HINT = "begin a note with [^label]: and indent its further lines by four spaces"


def _definitions(text: str) -> Iterator[tuple[str | None, int, str]]:
    """Yield (label, line, text) of each definition; a label of None is a line that belongs to none."""
    label, start, body = "", 0, list[str]()
    for number, line in enumerate(without_comments(text).split("\n"), 1):
        opening = DEFINITION.match(line)
        if opening is not None:
            if label:
                yield label, start, "\n".join(body).strip()
            label, start, body = opening.group(1), number, [opening.group(2)]
        elif not line.strip():
            body.append("")
        elif label and line.startswith(("    ", "\t")):
            body.append(line.removeprefix("\t") if line[0] == "\t" else line[4:])
        else:
            yield None, number, line
    if label:
        yield label, start, "\n".join(body).strip()


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _check_label(label: str, path: str, line: int) -> list[Problem]:
    hint = "letters, digits and single hyphens only: the label is the note's address"
    if label.lower() in RESERVED:
        hint = "notes/ itself is the address of all notes"
    elif LABEL.fullmatch(label):
        return []
    return [Problem(path, line, "NOTE-SYNTAX", f"“{label}” cannot be a note's label", hint)]


def _bad_citation(fault: Fault, text: str, path: str, line: int) -> Problem:
    """Show the line of the note with a caret under the fault."""
    begin = text.rfind("\n", 0, fault.span.start) + 1
    source = text[begin:].partition("\n")[0]
    left = max(0, fault.span.start - begin - 60)
    column = fault.span.start - begin - left
    width = max(1, min(fault.span.end - fault.span.start, len(source) - left - column))
    excerpt = f"    {source[left : left + 100]}\n    {' ' * column}^{'~' * (min(width, 40) - 1)}"
    line += text.count("\n", 0, fault.span.start)
    return Problem(path, line, "BAD-CITATION", fault.message, fault.hint, excerpt)

"""A file of notes -> notes, and the calls of notes in a chapter.

file       = { definition | blank | comment }
definition = "[^" label "]:" text { newline "    " text | blank newline "    " text }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from apparatus.citations import Fault, ShortTitles, no_short_titles, parse
from apparatus.model import Call, Note, Problem

DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*(.*)")
CALL = re.compile(r"(?<!\\)\[\^([^\]\s]+)\](?!:)")
LABEL = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
CODE = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)|(?P<tick>`+).+?(?P=tick)", re.DOTALL | re.MULTILINE)


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
        problems += [] if LABEL.fullmatch(label) else [_bad_label(label, path, line)]
        notes.append(Note(label, label.rpartition("-")[2], chapter, path, line, body, clusters))
    return tuple(notes), tuple(problems)


def format_note(label: str, text: str) -> str:
    """Write one definition; further paragraphs and lines are indented, so that they belong to it."""
    first, *rest = text.splitlines() or [""]
    return "\n".join([f"[^{label}]: {first}".rstrip(), *(f"    {line}" if line else "" for line in rest)])


def find_calls(text: str, path: str, chapter: str) -> tuple[Call, ...]:
    """Return where a chapter calls its notes, in order; code is not looked into."""
    blanked = without_code(text)
    return tuple(
        Call(match.group(1), chapter, path, blanked.count("\n", 0, match.start()) + 1)
        for match in CALL.finditer(blanked)
    )


def without_code(text: str) -> str:
    """Return a chapter's text with its comments and its code blank, every line where it was."""
    return CODE.sub(_blank, COMMENT.sub(_blank, text))


_SYNTAX_HINT = "begin a note with [^label]: and indent its further lines by four spaces"


def _definitions(text: str) -> Iterator[tuple[str | None, int, str]]:
    """Yield (label, line, text) of each definition; a label of None is a line that belongs to none."""
    label, start, body = "", 0, list[str]()
    for number, line in enumerate(COMMENT.sub(_blank, text).splitlines(), 1):
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


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _bad_label(label: str, path: str, line: int) -> Problem:
    hint = "letters, digits and single hyphens only: the label is the note's address"
    return Problem(path, line, "NOTE-SYNTAX", f"“{label}” cannot be a note's label", hint)


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

"""The ledger of what was published: `notes/addresses.txt`, one address a line, sorted.

    chapter-1/#call-56
    chapter-1/#the-old-name -> chapter-1/#the-new-name

A line with `->` is a redirect. No file means that nothing was published yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from apparatus import links
from apparatus.concordance import Concordance, concordance
from apparatus.edition import Edition
from apparatus.files import read_text, write_text
from apparatus.model import Problem, Shelfmark
from apparatus.resolve import nearest

NAME = "notes/addresses.txt"
_ARROW = " -> "


@dataclass(frozen=True, slots=True)
class Ledger:
    """The addresses that were published, each with its line, and where the redirected ones lead."""

    lines: Mapping[str, int]
    redirects: Mapping[str, str] = field(default_factory=dict)


def read_ledger(text: str) -> Ledger:
    """Read the ledger; lines that begin with `# ` are comments."""
    lines: dict[str, int] = {}
    redirects: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        old, arrow, new = (part.strip() for part in line.strip().partition(_ARROW))
        lines.setdefault(old, number)
        if arrow:
            redirects[old] = new
    return Ledger(lines, redirects)


def format_ledger(ledger: Ledger) -> str:
    """Write the ledger, sorted."""
    return "".join(
        f"{old}{_ARROW}{ledger.redirects[old]}\n" if old in ledger.redirects else f"{old}\n"
        for old in sorted(ledger.lines)
    )


def load(edition: Edition) -> Ledger:
    """Read the ledger of an edition, empty where there is none."""
    return read_ledger(read_text(edition.folder / NAME, needed=False)[0])


def present(edition: Edition) -> dict[str, str]:
    """Return all addresses that the edition has now, each with its link as from `docs/`."""
    index = concordance(edition)
    found = (*_chapters(index), *_notes(edition), *_sources(edition), *links.GENERATED)
    return {links.address(link): link for link in found}


def gone(ledger: Ledger, now: Collection[str], path: str) -> list[Problem]:
    """Report each published address that the edition neither has nor redirects."""
    known = sorted(now)
    hint = f"restore it, or write in {NAME}: {{}} -> {{}}"
    problems = []
    for old, line in ledger.lines.items():
        target = follow(ledger, old)
        if old in now or (target != old and target in now):
            continue
        near = nearest(old, known).removeprefix("did you mean ").removesuffix("?") or "its new address"
        message = f"“{old}” was published and is gone"
        if target != old:
            message = f"the redirect of “{old}” leads to “{target}”, which is not there"
        problems.append(Problem(path, line, "ADDRESS-GONE", message, hint.format(old, near)))
    return problems


def follow(ledger: Ledger, old: str) -> str:
    """Return where an address leads in the end; one that leads in a circle leads to itself."""
    seen = [old]
    while seen[-1] in ledger.redirects:
        seen.append(ledger.redirects[seen[-1]])
        if seen[-1] in seen[:-1]:
            return old
    return seen[-1]


def moved(ledger: Ledger, now: Mapping[str, str]) -> dict[str, str]:
    """Return the redirects that are needed: an address that is gone -> the link to where it is now."""
    ends = {old: follow(ledger, old) for old in ledger.redirects if old not in now}
    return {old: now[end] for old, end in ends.items() if end in now}


def record(edition: Edition) -> None:
    """Add the edition's new addresses to its ledger. What `apparatus build` does, and `check` does not."""
    ledger = load(edition)
    lines = {**dict.fromkeys(present(edition), 0), **ledger.lines}
    if set(lines) != set(ledger.lines):
        write_text(edition.folder / NAME, format_ledger(Ledger(lines, ledger.redirects)))


def _chapters(index: Concordance) -> Iterator[str]:
    for stem, outline in index.outlines.items():
        yield links.chapter(stem)
        yield from (f"{links.chapter(stem)}#{heading.id}" for heading in outline)
    yield from (links.call(call.chapter, call.label) for call in index.calls.values())


def _notes(edition: Edition) -> Iterator[str]:
    for note in edition.notes:
        anchor = links.note_anchor(note.label)
        yield links.note(note.label)
        yield from (f"{page}#{anchor}" for page in (links.NOTES, links.chapter(note.chapter)))


def _sources(edition: Edition) -> Iterator[str]:
    yield from map(links.entry, edition.bibliography.entries.values())
    yield from (links.shelf(mark, edition.archives) for mark in _shelves(edition))


def _shelves(edition: Edition) -> set[Shelfmark]:
    """Return the shelfmark of each level of the finding list."""
    marks = {document.shelfmark for document in edition.bibliography.documents}
    depths = {mark: range(len(mark.levels) + 1) for mark in marks}
    return {Shelfmark(mark.archive, mark.levels[:depth]) for mark in marks for depth in depths[mark]}

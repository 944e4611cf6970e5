"""The ledger of what was published: `notes/addresses.txt`, one address a line, sorted.

    chapter-1/#call-56
    chapter-1/#p12 ~ [^15] geneva moscow january 1950 vietminh
    chapter-1/#the-old-name -> chapter-1/#the-new-name

A line with `->` is a redirect. What follows `~` is what a paragraph is known by (see `paragraphs`).
No file means that nothing was published yet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from apparatus.hints import nearest
from apparatus.model import Problem
from apparatus.paragraphs import NUMBERED, Fingerprint, before, read_fingerprint

NAME = "notes/addresses.txt"
_ARROW, _KNOWN_BY = " -> ", " ~ "
_UNKNOWN = "its new address"
_OF_NOTE = re.compile(r"(?:call|note)-|notes/.")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The addresses that were published, each with its line, and where the redirected ones lead."""

    lines: Mapping[str, int]
    redirects: Mapping[str, str] = field(default_factory=dict)
    fingerprints: Mapping[str, Fingerprint] = field(default_factory=dict)  # of the paragraphs


def read_ledger(text: str) -> Ledger:
    """Read the ledger; lines that begin with `# ` are comments."""
    lines: dict[str, int] = {}
    redirects: dict[str, str] = {}
    fingerprints: dict[str, Fingerprint] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("# "):
            continue
        old, arrow, new = (part.strip() for part in line.strip().partition(_ARROW))
        old, _, known_by = (part.strip() for part in old.partition(_KNOWN_BY))
        lines.setdefault(old, number)
        if arrow:
            redirects[old] = new
        elif known_by:
            fingerprints[old] = read_fingerprint(known_by)
    return Ledger(lines, redirects, fingerprints)


def format_ledger(ledger: Ledger) -> str:
    """Write the ledger, sorted."""
    return "".join(f"{old}{_rest(ledger, old)}\n" for old in sorted(ledger.lines))


def gone(ledger: Ledger, now: Collection[str], path: str) -> list[Problem]:
    """Report each published address that the edition neither has nor redirects."""
    known, homes = sorted(now), _homes(now)
    problems = []
    for old, line in ledger.lines.items():
        target = follow(ledger, old)
        if old in now or (target != old and target in now):
            continue
        message = f"“{old}” was published and is gone"
        if target != old:
            message = f"the redirect of “{old}” leads to “{target}”, which is not there"
        hint = f"restore it, or write in {NAME}: {old}{_ARROW}{_near(ledger, old, known, homes)}"
        problems.append(Problem(path, line, "ADDRESS-GONE", message, hint))
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


def _rest(ledger: Ledger, old: str) -> str:
    """Return what stands behind an address on its line."""
    if old in ledger.redirects:
        return f"{_ARROW}{ledger.redirects[old]}"
    return f"{_KNOWN_BY}{ledger.fingerprints[old]}" if old in ledger.fingerprints else ""


def _homes(now: Collection[str]) -> dict[str, str]:
    """Return where each call is: its name, which is one in the whole book -> its page."""
    found = (address.partition("#") for address in now if "#call-" in address)
    return {name: page for page, _, name in found}


def _near(ledger: Ledger, old: str, known: Sequence[str], homes: Mapping[str, str]) -> str:
    """Return the address that may stand for one that is gone.

    That of a page is where its calls are now; a paragraph's is the one before it; no note stands for another.
    """
    page, mark, name = old.partition("#")
    calls = (line.removeprefix(f"{page}#") for line in ledger.lines if line.startswith(f"{page}#call-"))
    moved = homes.get(name) or next((homes[call] for call in calls if call in homes), "")
    if moved and (name in homes or page not in known):
        return f"{moved}{mark}{name}" if f"{moved}{mark}{name}" in known else moved
    if NUMBERED.fullmatch(name):
        ids = [other.removeprefix(f"{page}#") for other in known if other.startswith(f"{page}#")]
        found = before(name, ids)
        return f"{page}#{found}" if found else page
    if _OF_NOTE.match(name or page):
        return _UNKNOWN
    return nearest(old, list(known)).removeprefix("did you mean ").removesuffix("?") or _UNKNOWN

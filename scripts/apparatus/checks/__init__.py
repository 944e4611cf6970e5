"""The checks of an edition: one module each, `check(edition) -> list[Problem]`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from apparatus.checks import addresses, calls, citations, corrections, links, nesting, uncited, unshown
from apparatus.edition import Edition, load
from apparatus.model import Problem
from apparatus.problems import causes, ordered
from apparatus.settings import CONFIG

CHECKS = (
    addresses.check, calls.check, citations.check, corrections.check, links.check, nesting.check,
    uncited.check, unshown.check,
)  # fmt: skip


def examine(
    folder: Path, config: str = CONFIG, *, drafts: bool = False
) -> tuple[Edition, tuple[Problem, ...]]:
    """Load an edition, as `load` does, and check it."""
    edition = load(folder, config, drafts=drafts)
    return edition, run(edition)


@lru_cache(maxsize=1)  # the build asks, and the page that reports
def run(edition: Edition) -> tuple[Problem, ...]:
    """Return all problems of an edition: those of reading and resolving it, and what the checks find."""
    found = [*edition.problems, *(problem for check in CHECKS for problem in check(edition))]
    return ordered(causes(found))

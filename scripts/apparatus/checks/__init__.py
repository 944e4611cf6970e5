"""The checks of an edition: one module each, `check(edition) -> list[Problem]`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from apparatus.aside import Aside
from apparatus.checks import addresses, calls, corrections, links, locators, nesting, uncited, unshown
from apparatus.edition import Edition, load
from apparatus.model import Problem
from apparatus.problems import causes, ordered
from apparatus.settings import CONFIG

CHECKS = (
    addresses.check, calls.check, corrections.check, links.check, locators.check, nesting.check,
    uncited.check, unshown.check,
)  # fmt: skip


def examine(
    folder: Path,
    config: str = CONFIG,
    *,
    drafts: bool = False,
    meanwhile: Callable[[], object] = lambda: None,
) -> tuple[Edition, tuple[Problem, ...]]:
    """Load an edition, as `load` does, and check it; `meanwhile` is done while its prose is checked."""
    edition = load(folder, config, drafts=drafts)
    prose = _prose(edition)
    try:
        meanwhile()
        return edition, run(edition)
    finally:
        prose.stop()


@lru_cache(maxsize=1)  # the build asks, and the page that reports
def run(edition: Edition) -> tuple[Problem, ...]:
    """Return all problems of an edition: those of reading and resolving it, and what the checks find."""
    prose = _prose(edition)
    found = [*edition.problems, *(problem for check in CHECKS for problem in check(edition))]
    return ordered(causes([*found, *prose.wait()]))


@lru_cache(maxsize=1)
def _prose(edition: Edition) -> Aside[list[Problem]]:
    """Begin to check the notes' prose, with the grammars of a print: as long as all other checks."""

    def check() -> list[Problem]:
        from apparatus.checks import citations

        return citations.check(edition)

    return Aside(check)

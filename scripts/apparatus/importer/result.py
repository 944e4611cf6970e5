"""What an import gives: the edition's files, what is wrong with the print, and a summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from apparatus.model import Problem


@dataclass(frozen=True, slots=True)
class ImportResult:
    """An imported edition, not yet written anywhere.

    `files` are the contents by relative path with `/` (`docs/chapter-1.md`); `summary` is a few lines
    for a terminal, without a line end after the last.
    """

    files: Mapping[str, str]
    problems: tuple[Problem, ...]
    summary: str

"""Every entry of the bibliography is cited, or marked as uncited in the print."""

from __future__ import annotations

from apparatus.edition import Edition
from apparatus.model import Problem

MARK = "uncited"  # among an entry's keywords


def check(edition: Edition) -> list[Problem]:
    """Report entries that no note cites."""
    cited = {resolved.entry.key for resolved in edition.resolution.resolved}
    hint = f"if the print does not cite it, say keywords = {{{MARK}}}"
    return [
        Problem(edition.bibliography.path, entry.line, "UNCITED", f"no note cites “{key}”", hint)
        for key, entry in edition.bibliography.entries.items()
        if key not in cited and MARK not in entry.fields.get("keywords", "")
    ]

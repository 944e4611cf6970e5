"""Every address that was published is still there, or redirected."""

from __future__ import annotations

from apparatus import ledger
from apparatus.edition import Edition
from apparatus.model import Problem


def check(edition: Edition) -> list[Problem]:
    """Compare the ledger with the addresses that the edition has now."""
    published = ledger.load(edition)
    if not published.lines:
        return []
    return ledger.gone(published, ledger.present(edition), str(edition.folder / ledger.NAME))

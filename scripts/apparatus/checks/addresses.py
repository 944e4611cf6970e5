"""Every address that was published is still there, or redirected."""

from __future__ import annotations

from apparatus import ledger
from apparatus.edition import Edition
from apparatus.files import read_text
from apparatus.model import Problem


def check(edition: Edition) -> list[Problem]:
    """Compare the ledger with the addresses that the edition has now."""
    path = edition.folder / ledger.NAME
    text, problems = read_text(path, needed=False)
    published = ledger.read_ledger(text)
    if not published.lines:
        return list(problems)
    return ledger.gone(published, ledger.present(edition), str(path))

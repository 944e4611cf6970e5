"""Every address that was published is still there, or redirected."""

from __future__ import annotations

from apparatus import ledger
from apparatus.addresses import addresses
from apparatus.edition import Edition
from apparatus.model import Problem


def check(edition: Edition) -> list[Problem]:
    """Compare the ledger with the addresses that the edition has now."""
    return ledger.gone(edition.published, addresses(edition).links, str(edition.folder / ledger.NAME))

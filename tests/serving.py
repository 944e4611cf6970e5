"""The site of the edition of this repository, served for a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from visiting import serving

if TYPE_CHECKING:
    from real_edition import Made


@pytest.fixture(scope="session")
def served(made: Made) -> Iterator[str]:
    """Serve the site at an address of this machine."""
    with serving(made.site) as address:
        yield address

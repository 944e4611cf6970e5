"""Names for addresses and files, made from words of any script: small Latin letters, figures and hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count

from anyascii import anyascii


def latin(text: str) -> str:
    """Return text in small Latin letters without accents, its signs as they are: `rgani, f. 5`."""
    return anyascii(unicodedata.normalize("NFC", text)).lower()


def slug(text: str) -> str:
    """Return the words of a text with hyphens between them, empty where it has none: `uber-die-brucke`."""
    return re.sub(r"[^a-z0-9]+", "-", latin(text)).strip("-")


def unique(name: str, taken: Container[str]) -> str:
    """Return the name, with `-2`, `-3` ... where it is taken."""
    tries = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(one for one in tries if one not in taken)

"""Hints that name what may have been meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

NEAR = 70  # of 100 (Indel, normalised): one letter of four


def nearest(word: str, known: Iterable[str], least: int = NEAR) -> str:
    """Return a hint that names the nearest known word, or none."""
    match = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=least)
    return f"did you mean {match[0]}?" if match else ""

"""The keys of works: `gaiduk1996b`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from anyascii import anyascii

from apparatus.model import Work


def give_keys(works: Iterable[Work]) -> tuple[Work, ...]:
    """Give each work its key, `gaiduk1996b`; where two would be equal the second author is added."""
    taken: set[str] = set()
    keyed = []
    for work in works:
        names = work.authors or work.editors
        tries = [(_slug(names[0].family) if names else _title_key(work.title)) or "work"]
        tries += [tries[0] + _slug(name.family) for name in names[1:2]]
        year = work.year if work.year[:1].isdigit() else f"-{_slug(work.year) or 'nd'}"
        options = [f"{stem}{year}" for stem in tries] + [f"{tries[0]}{year}-{n}" for n in range(2, 99)]
        key = next(option for option in options if option not in taken)
        taken.add(key)
        keyed.append(replace(work, key=key))
    return tuple(keyed)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", anyascii(text).lower())


def _title_key(title: str) -> str:
    """Return the first words of a title that say something: `greatvanguard`."""
    words = [
        word
        for word in re.findall(r"\w+", title)
        if word.lower() not in ("the", "a", "an", "of", "der", "die", "das")
    ]
    return _slug("".join(words[:2]))

"""How near the names of a citation come to those of the bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from apparatus.model import Work
from apparatus.printed.authornames import fold


def of_same_name(printed: str, works: Sequence[Work]) -> tuple[str, ...]:
    """Return the keys of the works whose first author the printed names have."""
    names = fold(re.split(r"\(?\d{4}", printed)[0])
    return tuple(
        w.key
        for w in works
        if (w.authors or w.editors) and fold((w.authors or w.editors)[0].family) in names.split(" and ")[0]
    )


def given_names(printed: str, work: Work) -> Iterator[tuple[str, str]]:
    """Yield each given name that is not quite the bibliography's (`Bernhard`), and what that has."""
    known = [
        fold(part)
        for name in (work.authors or work.editors)
        for part in re.split(r"[.\s-]+", f"{name} {str(name).replace('-', '')}")
        if part
    ]
    if not known:
        return
    for word in re.findall(r"[^\W\d_]{3,}", re.split(r"\d{4}", printed)[0]):
        near = [name for name in known if name != fold(word) and name[:3] == fold(word)[:3]]
        if word[0].isupper() and fold(word) not in known and near and "eds" not in fold(word):
            yield word, near[0].capitalize()

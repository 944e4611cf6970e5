"""The heaviest chain through a sequence: which of many candidates belong together, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def heaviest(
    items: Sequence[T],
    weigh: Callable[[T], float],
    link: Callable[[T, T], float | None],
    back: int,
    begin: Callable[[T], float] = lambda _: 0.0,
) -> list[T]:
    """Return the items, in order, that weigh most together.

    An item adds what `weigh` says. Of two that follow each other `link` says what that adds, or None
    where they cannot; no more than `back` places lie between them. The first adds what `begin` says.
    Of equal chains the one with earlier items is taken.
    """
    best: list[tuple[float, int]] = []  # weight of the heaviest chain that ends here, and the item before
    for at, item in enumerate(items):
        options = [(begin(item), -1)]
        for before in range(max(0, at - back), at):
            adds = link(items[before], item)
            if adds is not None:
                options.append((best[before][0] + adds, before))
        weight, before = max(options, key=lambda option: option[0])
        best.append((weight + weigh(item), before))
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    chain: list[T] = []
    while at >= 0:
        chain.append(items[at])
        at = best[at][1]
    return chain[::-1]

"""The contents of the site as a note's own page has them: the navigation's entries, in its order and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apparatus import links
from apparatus.concordance import place_name
from apparatus.edition import Edition
from apparatus.site.pages import SOURCES


@dataclass(frozen=True, slots=True)
class Line:
    """An entry: a page, or a group of them that leads nowhere itself."""

    title: str
    href: str = ""
    here: bool = False
    lines: tuple[Line, ...] = ()


def contents(
    nav: Sequence[Any], edition: Edition, link: links.Link, words: Callable[[str], str], here: str
) -> tuple[Line, ...]:
    """Return the entries of `nav`, which is as `mkdocs.yml` has it; the page `here` is marked.

    A page that has no title there has its own, as the host would give it; `words` sets a title.
    """
    titles = {links.chapter(chapter.stem): chapter.title for chapter in edition.chapters}
    titles |= {source: _heading(text) for source, text in SOURCES.items() if source not in titles}

    def lines(items: Sequence[Any]) -> Iterator[Line]:
        for title, target in _pairs(items):
            if isinstance(target, str):
                named = title or titles.get(target) or place_name(target.removesuffix(".md"))
                yield Line(words(named), link(target), target == here)
            else:
                yield Line(title, lines=tuple(lines(target)))

    return tuple(lines(nav or list(titles)))


def entries(items: Iterable[Any]) -> Iterator[Any]:
    """Yield the entries of the host's navigation as `mkdocs.yml` would have them, whoever made it."""
    for item in items:
        if item.children is not None:
            yield {item.title: list(entries(item.children))}
        else:
            target = item.file.src_uri if item.is_page else item.url
            yield {item.title: target} if item.title else target


def _pairs(items: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the title of each entry, empty where it has none, and what it leads to or holds."""
    for item in items:
        if isinstance(item, Mapping):
            yield from ((str(title), target) for title, target in item.items())
        else:
            yield "", item


def _heading(text: str) -> str:
    """Return the words of the first heading of a page's source."""
    return next((line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")), "")

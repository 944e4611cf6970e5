"""A CSL item -> its citation in four styles: Chicago (notes, and author-date), MLA and APA.

Written for what a page of an edition is cited as: books, chapters, and documents as manuscripts. For
these it says what the official styles say (Chicago 18, MLA 9, APA 7); a test holds it against
`pandoc --citeproc`. No library for Python comes near that: the one there is abbreviates all given
names, and does not know American punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from apparatus.dates import MONTHS

Item = Mapping[str, Any]

TYPES = frozenset({"book", "chapter", "manuscript"})
STYLES = {
    "chicago-notes": "Chicago, note",
    "chicago-author-date": "Chicago, author-date",
    "mla": "MLA",
    "apa": "APA",
}

_ITALIC, _UPRIGHT = "\ue000", "\ue001"  # stand for markup until the text has its punctuation
_SHORT_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep.", "Oct.", "Nov.", "Dec.")
_SMALL = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with yet "
    "about van von de d l".split()
)
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_STOPS = (".", "?", "!")
_MANY_IN_NOTE, _MANY_IN_MLA, _MANY_IN_LIST, _MANY_IN_APA = 3, 3, 7, 21


def citations(item: Item) -> dict[str, Markup]:
    """Return an item's citation in each of `STYLES`, as HTML with `<i>` and nothing else in it."""
    return {name: _html(write(item)) for name, write in _WRITERS.items()}


def plain(html: Markup) -> str:
    """Return a citation as text."""
    return html.striptags()


def chicago_note(item: Item) -> str:
    """Write a note: `Adam B. Ulam, *Expansion and Coexistence*, 2nd ed. (Holt, 1974).`."""
    by = _in_note(_given_first(_authors(item)), ", eds." if len(_authors(item)) > 1 else ", ed.", item)
    if item["type"] == "manuscript":
        parts = [by, _quoted(_headline(item)), _kind_and_date(item), item.get("archive_location"), *_archive(item)]
        return _end(_joined(parts, ", "))
    editors = _editors(item, "ed. {}", _short_list)
    series = _joined([item.get("collection-title"), item.get("collection-number")], " ")
    imprint = _joined([item.get("publisher") or item.get("publisher-place"), _year(item)], ", ")
    if item["type"] == "chapter":
        title = _joined([_quoted(_headline(item)), f"in {_italic(_headline(item, 'container-title'))}"], ", ")
    else:
        title = _italic(_headline(item))
    head = _joined([by, title, editors, _edition(item), item.get("volume"), series], ", ")
    return _end(_joined([f"{head} ({imprint})" if imprint else head, item.get("URL")], ", "))


def chicago_author_date(item: Item) -> str:
    """Write an entry of a list: `Ulam, Adam B. 1974. *Expansion and Coexistence*. 2nd ed. Holt.`."""
    names = _authors(item)
    by = _names_in_list(names, _MANY_IN_LIST) + _role(item, ", eds" if len(names) > 1 else ", ed")
    year = _bracketed_year(item)
    own = _quoted(_headline(item)) if item["type"] != "book" else _italic(_headline(item))
    head = [by, year, own] if by else [own, year]
    if item["type"] == "manuscript":
        where = _capital(item.get("archive_location", ""))
        rest = [_capital(item.get("genre", "")), _day(item), where, ", ".join(_archive(item))]
        return _end(_sentences([*head, *rest]))
    series = _joined([item.get("collection-title"), item.get("collection-number")], " ")
    imprint = item.get("publisher") or item.get("publisher-place")
    editors = _editors(item, "edited by {}", _long_list)
    if item["type"] == "chapter":
        where = _joined([f"In {_italic(_headline(item, 'container-title'))}", editors], ", ")
        return _end(_sentences([*head, where, _edition(item), series, imprint, item.get("URL")]))
    rest = [_capital(editors), _edition(item), item.get("volume"), series, imprint, item.get("URL")]
    return _end(_sentences([*head, *rest]))


def mla(item: Item) -> str:
    """Write an entry of works cited: `Ulam, Adam B. *Expansion and Coexistence*. 2nd ed., Holt, 1974.`."""
    names = _authors(item)
    by = _names_in_list(names, _MANY_IN_MLA, keep=1)
    by += _role(item, ", editors" if len(names) > 1 else ", editor")
    if item["type"] == "manuscript":
        where = _joined([*_archive(item), item.get("archive_location")], ", ")
        made = _joined([_mla_date(item), where], ", ")
        return _end(_sentences([by, _quoted(_headline(item)), item.get("genre"), made]))
    editors = _editors(item, "edited by {}", _et_al_after_first)
    edition, volume = _edition(item), item.get("volume")
    imprint = [item.get("publisher") or item.get("publisher-place"), _year(item), item.get("URL")]
    series = _joined([item.get("collection-title"), item.get("collection-number")], " ")
    if item["type"] == "chapter":
        container = _italic(_headline(item, "container-title"))
        whole = _joined([container, editors, edition, volume, *imprint], ", ")
        return _end(_sentences([by, _quoted(_headline(item)), whole, series]))
    rest = _capital(_joined([editors, edition, volume, *imprint], ", "))
    return _end(_sentences([by, _italic(_headline(item)), rest, series]))


def apa(item: Item) -> str:
    """Write a reference: `Ulam, A. B. (1974). *Expansion and Coexistence* (2nd ed.). Holt.`."""
    names = _authors(item)
    by = _apa_names(names) + (_role(item, " (Eds.)" if len(names) > 1 else " (Ed.)"))
    year = f"({_apa_year(item)})"
    if item["type"] == "manuscript":
        archive, *place = _archive(item)
        kind = f"[{_capital(item['genre'])}]" if item.get("genre") else ""
        title = _italic(_curly(item["title"]))
        head = [by, year, _joined([title, kind], " ")] if by else [title, year, kind]
        return _end(_sentences([*head, _joined([f"{archive} ({item.get('archive_location', '')})", *place], ", ")]))
    editors = [] if not item.get("author") else item.get("editor", [])
    last = [item.get("publisher"), item.get("URL")]
    if item["type"] == "chapter":
        role = " (Eds.), " if len(editors) > 1 else " (Ed.), "
        edited = _apa_editors(editors) + role if editors else ""
        where = _with_edition(f"In {edited}{_italic(_curly(item['container-title']))}", item)
        own = _curly(item["title"])
        return _end_but_url(_sentences([*([by, year, own] if by else [own, year]), where, *last]), item)
    title = _with_edition(_italic(_curly(_joined([item["title"], item.get("volume")], ": "))), item)
    if editors:
        title += f" ({_apa_editors(editors)}, {'Eds.' if len(editors) > 1 else 'Ed.'})"
    return _end_but_url(_sentences([*([by, year, title] if by else [title, year]), *last]), item)


_WRITERS: dict[str, Callable[[Item], str]] = {
    "chicago-notes": chicago_note,
    "chicago-author-date": chicago_author_date,
    "mla": mla,
    "apa": apa,
}

"""A CSL item -> its citation in four styles: Chicago (notes, and author-date), MLA and APA.

Written for what a page of an edition is cited as: books, chapters, and documents as manuscripts. For
these it says what the official styles say (Chicago 18, MLA 9, APA 7); a test holds it against
`pandoc --citeproc`. The one library for Python abbreviates all given names, and knows neither
American punctuation nor the capitals of titles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from apparatus.citing.parts import (
    OTHERS,
    CslName,
    Item,
    abbreviated,
    capital,
    curly,
    day_first,
    ended,
    family_first,
    given_first,
    headline,
    italic,
    joined,
    listed,
    month_first,
    quoted,
    sentences,
    unmarked,
    unsure,
    year,
)

CHICAGO_NOTES = "chicago-notes"
STYLES = {
    CHICAGO_NOTES: "Chicago, note",
    "chicago-author-date": "Chicago, author-date",
    "mla": "MLA",
    "apa": "APA",
}
_LONG_LIST, _FIRST_OF_MANY = 7, 3  # from so many names on Chicago's lists give the first three


def citations(item: Item) -> dict[str, str]:
    """Return an item's citation in each of `STYLES`; `citeparts.html` makes HTML of one."""
    clean = unmarked(item)
    return {name: write(clean) for name, write in _WRITERS.items()}


def cited_in(document: Item) -> dict[str, str]:
    """Return the citation of a document that a reader knows from a note, up to that of the note."""
    return {name: _cited_in(name, known) for name, known in citations(document).items()}


def _cited_in(name: str, known: str) -> str:
    return f"{known.removesuffix('.')}, cited in " if name == CHICAGO_NOTES else f"{known} Cited in "


def chicago_note(item: Item) -> str:
    """Write a note: `Adam B. Ulam, *Expansion and Coexistence*, 2nd ed. (Holt, 1974).`."""
    names = _responsible(item)
    by = _shortened([given_first(name) for name in names], names, 3) + _role(item, ", ed", ".")
    if item["type"] == "manuscript":
        return ended(joined([by, _title_kind_and_date(item), *_shelf(item)], ", "))
    edited = _edited(item, "ed. ", 3)
    title = italic(headline(item))
    if item["type"] == "chapter":
        title = joined([quoted(headline(item)), f"in {italic(headline(item, 'container-title'))}"], ", ")
    head = joined([by, title, _edition(item), _volume(item), edited, _series(item)], ", ")
    imprint = joined([_publisher(item), year(item) or "n.d."], ", ")
    return ended(joined([f"{head} ({imprint})" if imprint else head, item.get("URL")], ", "))


def chicago_author_date(item: Item) -> str:
    """Write an entry of a list: `Ulam, Adam B. 1974. *Expansion and Coexistence*. 2nd ed. Holt.`."""
    by = _in_list(_responsible(item), _LONG_LIST) + _role(item, ", ed", ".")
    when = f"[{year(item)}?]" if unsure(item) else year(item) or "n.d."
    own = italic(headline(item)) if item["type"] == "book" else quoted(headline(item))
    head = [by, when, own] if by else [own, when]
    if item["type"] == "manuscript":
        location, *archive = _shelf(item)
        day = month_first(item, with_year=False)
        return ended(sentences([*head, capital(_kind(item)), day, capital(location), ", ".join(archive)]))
    edited = _edited(item, "edited by ", _LONG_LIST)
    last = [_edition(item), capital(_volume(item)), _series(item), capital(_publisher(item)), item.get("URL")]
    if item["type"] == "chapter":
        where = joined([f"In {italic(headline(item, 'container-title'))}", _edition(item), edited], ", ")
        return ended(sentences([*head, where, *last[1:]]))
    edition, *rest = last
    return ended(sentences([*head, edition, capital(edited), *rest]))


def mla(item: Item) -> str:
    """Write an entry of works cited: `Ulam, Adam B. *Expansion and Coexistence*. 2nd ed., Holt, 1974.`."""
    by = _in_list(_responsible(item), 3) + _role(item, ", editor", "")
    if item["type"] == "manuscript":
        location, *archive = _shelf(item)
        when = f"Circa {day_first(item)}" if unsure(item) else day_first(item)
        where = joined([when, *archive, location], ", ")
        return ended(sentences([by, quoted(headline(item)), item.get("genre"), where]))
    edited = _edited(item, "edited by ", 3)
    made = [_edition(item), _volume(item), _publisher(item), year(item), item.get("URL")]
    if item["type"] == "chapter":
        whole = joined([italic(headline(item, "container-title")), edited, *made], ", ")
        return ended(sentences([by, quoted(headline(item)), whole, _series(item)]))
    return ended(
        sentences([by, italic(headline(item)), joined([capital(edited), *made], ", "), _series(item)])
    )


def apa(item: Item) -> str:
    """Write a reference: `Ulam, A. B. (1974). *Expansion and Coexistence* (2nd ed.). Holt.`."""
    names = [family_first(abbreviated(name)) for name in _responsible(item)]
    by = _with_ampersand(names) + _role(item, " (Ed", ".)")
    when = f"({'ca. ' if unsure(item) else ''}{year(item) or 'n.d.'})"
    if item["type"] == "manuscript":
        return _apa_manuscript(item, by, when)
    editors = [given_first(abbreviated(name)) for name in item.get("editor", ()) if item.get("author")]
    edited = f"{listed(editors, '&')}{{}}{'Eds.' if len(editors) > 1 else 'Ed.'}" if editors else ""
    if item["type"] == "chapter":
        within = f"In {edited.format(' (') + '), ' if edited else ''}{italic(curly(item['container-title']))}"
        title = sentences([curly(item["title"]), _in_brackets(within, item)])
    else:
        unnumbered = "" if _volume(item).startswith("vol") else _volume(item)
        title = _in_brackets(
            italic(curly(joined([item["title"], unnumbered], ": "))), item, edited.format(", ")
        )
    publisher = curly(item.get("publisher", ""))
    text = ended(sentences([*([by, when, title] if by else [title, when]), publisher]))
    return joined([text, "" if item.get("issued") else "Retrieved", item.get("URL")], " ")


def _apa_manuscript(item: Item, by: str, when: str) -> str:
    title, kind = italic(curly(item["title"])), f"[{capital(_kind(item))}]" if _kind(item) else ""
    location, archive, *place = _shelf(item)
    where = joined([joined([archive, f"({location})" if location else ""], " "), *place], ", ")
    head = [by, when, joined([title, kind], " ")] if by else [title, when, kind]
    return ended(sentences([*head, where]))


_WRITERS: Mapping[str, Callable[[Item], str]] = {
    "chicago-notes": chicago_note,
    "chicago-author-date": chicago_author_date,
    "mla": mla,
    "apa": apa,
}


def _responsible(item: Item) -> Sequence[CslName]:
    """Return those under whose names an item stands: its authors, or who edited it."""
    return item.get("author") or item.get("editor") or ()


def _role(item: Item, one: str, stop: str) -> str:
    """Return what says that the names are editors', in the plural where they are several."""
    if item.get("author") or not item.get("editor"):
        return ""
    return f"{one}{'s' if len(item['editor']) > 1 else ''}{stop}"


def _edited(item: Item, by: str, many: int) -> str:
    """Return the editors of what has authors of its own."""
    names = item.get("editor", ()) if item.get("author") else ()
    return by + _shortened([given_first(name) for name in names], names, many) if names else ""


def _shortened(written: Sequence[str], names: Sequence[CslName], many: int) -> str:
    """Join names; from `many` on, and where others are only hinted at, the first one stands for all."""
    if len(names) >= many or OTHERS in names:
        return f"{written[0]} et al."
    return listed(written)


def _in_list(names: Sequence[CslName], many: int) -> str:
    """Join names with the first one inverted: `Thakur, Ramesh, and Carlyle A. Thayer`."""
    if not names:
        return ""
    first, rest = family_first(names[0]), [given_first(name) for name in names[1:]]
    if len(names) >= many or OTHERS in names:
        kept = _FIRST_OF_MANY if len(names) >= many == _LONG_LIST else 1
        return ", ".join([first, *rest[: kept - 1], "et al."])
    if len(rest) == 1:
        return f"{first}, and {rest[0]}"
    return listed([first, *rest])


def _with_ampersand(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])}, & {names[-1]}" if len(names) > 1 else "".join(names)


def _title_kind_and_date(item: Item) -> str:
    """Return `“A to B,” Letter, May 12, 1958`; an uncertain date stands in brackets."""
    what = joined([quoted(headline(item)), _kind(item)], ", ")
    day = month_first(item) or "n.d."
    return f"{what} [{day}?]" if unsure(item) else joined([what, day], ", ")


def _kind(item: Item) -> str:
    """Return the kind of a manuscript; one that lies in no archive is said to be unpublished."""
    return str(item.get("genre") or ("" if item.get("archive") else "unpublished manuscript"))


def _shelf(item: Item) -> list[str]:
    """Return where a manuscript lies: its shelfmark, its archive, and the archive's place if known."""
    place = item.get("archive-place", "")
    return [item.get("archive_location", ""), curly(item.get("archive", "")), *([place] if place else [])]


def _publisher(item: Item) -> str:
    return curly(item.get("publisher") or item.get("publisher-place", ""))


def _series(item: Item) -> str:
    return curly(joined([item.get("collection-title"), item.get("collection-number")], " "))


def _edition(item: Item) -> str:
    number = item.get("edition", "")
    return f"{_ordinal(int(number))} ed." if number.isdigit() else number


def _volume(item: Item) -> str:
    volume = str(item.get("volume", ""))
    return f"vol. {volume}" if volume.isdigit() else volume


def _in_brackets(title: str, item: Item, edited: str = "") -> str:
    """Add in brackets who edited a title, its edition, and its volume where that is a number."""
    volume = capital(_volume(item)) if str(item.get("volume", "")).isdigit() else ""
    within = joined([edited, joined([_edition(item), volume], ", ")], "; ")
    return f"{title} ({within})" if within else title


def _ordinal(number: int) -> str:
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"

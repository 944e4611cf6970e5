"""A chapter's title taken apart for the eye: its number and its dates stand in a line above it.

    Chapter 1: The salt road (July - December 1954)

stays as it is to the reader of the text, the search, and the table of contents; the marks between its
three parts are hidden by the style sheet alone.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from apparatus.headings import NUMBER

# a parenthesis at the end that has a year in it
_DATES = re.compile(r"(?P<open>\s*\()(?P<dates>[^()]*\d{4}[^()]*)(?P<close>\)\s*)$")
_DASH = re.compile(r"\s+[-–]\s*|\s*[-–]\s+")


def set_apart(root: Element) -> None:
    """Mark number, title and dates of the page's first heading, if it begins with a number."""
    heading = next(root.iter("h1"), None)
    found = NUMBER.match(heading.text or "") if heading is not None else None
    if heading is None or found is None:
        return
    title = Element("span", {"class": "title"})
    title.text = (heading.text or "")[found.end() :]
    title.extend(list(heading))
    parts = [_part("number", ("", found["number"], found["mark"])), title, *_dates(title)]
    heading[:] = parts
    heading.text = None
    heading.set("class", f"{heading.get('class', '')} numbered".strip())


def _dates(title: Element) -> list[Element]:
    """Take the dates from the title's end."""
    last = title[-1] if len(title) else None
    text = (title.text if last is None else last.tail) or ""
    match = _DATES.search(text)
    if match is None:
        return []
    if last is None:
        title.text = text[: match.start()]
    else:
        last.tail = text[: match.start()]
    return [_part("dates", (match["open"], _DASH.sub(" – ", match["dates"]), match["close"]))]


def _part(name: str, texts: tuple[str, str, str]) -> Element:
    """Return a span with hidden marks before and after its words."""
    before, words, after = texts
    part = Element("span", {"class": name})
    if before:
        sign = Element("span", {"class": "mark"})
        sign.text, sign.tail = before, words
        part.append(sign)
    else:
        part.text = words
    if after:
        sign = Element("span", {"class": "mark"})
        sign.text = after
        part.append(sign)
    return part

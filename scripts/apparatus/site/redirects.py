"""Redirects that work on any static host: a page that leads on, or an id kept on a page that is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from apparatus import links

# the place that is asked for, which the browser forgets when a page is only refreshed
_LEAD_ON = """\
var place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
location.replace(place ? place.href : document.querySelector("a").href + location.search + location.hash);"""


@dataclass(frozen=True, slots=True)
class Redirects:
    """Where what is gone leads: files to write, and ids to keep, by the source path of their page."""

    files: Mapping[str, str]  # place in the site -> HTML
    anchors: Mapping[str, Mapping[str, str]]  # a page's source path -> id -> link as from docs/


def redirects(moved: Mapping[str, str], present: Mapping[str, str]) -> Redirects:
    """Arrange what `ledger.moved` found; `present` has the link of each address that is there."""
    pages: dict[str, dict[str, str]] = {}  # that are gone -> id, empty for the page itself -> link
    anchors: dict[str, dict[str, str]] = {}
    for old, target in sorted(moved.items()):  # a page's own redirect sorts before those of its ids
        page, mark, fragment = old.partition("#")
        if mark and page in present:
            anchors.setdefault(present[page], {})[fragment] = target
        else:
            places = pages.setdefault(page, {"": target.partition("#")[0] if mark else target})
            places.setdefault(fragment, target)
    return Redirects({_file(page): _html(page, places) for page, places in pages.items()}, anchors)


def _file(address: str) -> str:
    return f"{address}index.html" if address.endswith("/") else address


def _html(here: str, places: Mapping[str, str]) -> str:
    """Return a page that leads on; each of its old ids is that of a link, which the script follows."""
    to = {name: escape(links.from_address(here)(target)) for name, target in places.items()}
    inner = "".join(_place(escape(name), link) for name, link in to.items() if name)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Moved</title>\n'
        f'<noscript><meta http-equiv="refresh" content="0; url={to[""]}"></noscript>\n'
        '<meta name="robots" content="noindex">\n</head>\n<body>\n'
        f'<p>This page has moved: <a href="{to[""]}">{to[""]}</a></p>\n'
        + (f"<ul>\n{inner}</ul>\n" if inner else "")
        + f"<script>\n{_LEAD_ON}\n</script>\n</body>\n</html>\n"
    )


def _place(name: str, link: str) -> str:
    return f'<li><a id="{name}" href="{link}">{name}</a></li>\n'

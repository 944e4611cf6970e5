"""Redirects that work on any static host: a page that leads on, or an id kept on a page that is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from apparatus import links


@dataclass(frozen=True, slots=True)
class Redirects:
    """Where what is gone leads: files to write, and ids to keep, by the source path of their page."""

    files: Mapping[str, str]  # place in the site -> HTML
    anchors: Mapping[str, Mapping[str, str]]  # a page's source path -> id -> link as from docs/


def redirects(moved: Mapping[str, str], present: Mapping[str, str]) -> Redirects:
    """Arrange what `ledger.moved` found; `present` has the link of each address that is there."""
    files: dict[str, str] = {}
    anchors: dict[str, dict[str, str]] = {}
    for old, target in sorted(moved.items()):  # a page's own redirect sorts before those of its ids
        page, mark, fragment = old.partition("#")
        if mark and page in present:
            anchors.setdefault(present[page], {})[fragment] = target
        else:
            files.setdefault(_file(page), _html(page, target if not mark else target.partition("#")[0]))
    return Redirects(files, anchors)


def _file(address: str) -> str:
    return f"{address}index.html" if address.endswith("/") else address


def _html(here: str, target: str) -> str:
    link = escape(links.from_address(here)(target))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Moved</title>\n'
        f'<meta http-equiv="refresh" content="0; url={link}">\n<meta name="robots" content="noindex">\n'
        f'</head>\n<body>\n<p>This page has moved: <a href="{link}">{link}</a></p>\n</body>\n</html>\n'
    )

"""The pages that an edition gets without writing them, as source text; pages and calls that have no place.

`::: notes` (or another name of `lists.LISTS`) stands for the list; an editor who writes the page, with
words of their own around that line, has their page instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from apparatus import links
from apparatus.concordance import Concordance

_ID = re.compile(r"""id=(?<!\wid=)["']?([^"'\s>]+)""")
_UNSEARCHED = "---\nsearch:\n  exclude: true\n"

SOURCES: dict[str, str] = {
    links.NOTES: "# Notes\n\n::: notes\n",
    links.BIBLIOGRAPHY: "# Bibliography\n\n::: bibliography\n",
    links.ARCHIVES: "# Archives\n\n::: archives\n",
    links.PEOPLE: "# People\n\n::: people\n",
    # their rows are documents and notes once more, and would double every hit of the search
    links.REQUESTS: f"{_UNSEARCHED}---\n\n# Request list\n\n::: requests\n",
    links.TIMELINE: f"{_UNSEARCHED}hide: [toc]\n---\n\n# Timeline\n\n::: timeline\n",
    links.DATA: f"{_UNSEARCHED}---\n\n# Data\n\n::: data\n",
    links.REPORT: f"{_UNSEARCHED}---\n\n# Report\n\n::: report\n",
    links.DOWNLOAD: f"{_UNSEARCHED}---\n\n# Download\n\n::: download\n",
}


def elsewhere(index: Concordance, there: Mapping[str, str]) -> Iterator[str]:
    """Say which chapters with notes do not have the address that all links to them have.

    `there` are the addresses at which the host publishes its files, by their source paths.
    """
    for stem in index.outlines:
        page = links.chapter(stem)
        address, found = links.address(page), there.get(page, "")
        if found != address and index.in_chapter(stem):
            what = f"publishes it as “{found}”" if found else "takes it away"
            yield f"Doc file '{page}' calls notes and has the address “{address}”, but a plugin {what}"


def unshown(index: Concordance, source: str, html: str) -> Iterator[str]:
    """Say which notes a chapter calls where its page, whose HTML is given, has no call of them."""
    calls = [call for call in index.calls.values() if links.chapter(call.chapter) == source]
    shown = set(_ID.findall(html)) if calls else set()
    for call in calls:
        if links.call_anchor(call.label) not in shown:
            where = f"on line {call.line}, but its page shows no call there"
            hint = (
                "none is read in what is said of an image, nor in HTML but in tags with markdown=1, "
                "where md_in_html is among the extensions"
            )
            yield f"Doc file '{source}' calls note {call.label} {where} ({hint})"

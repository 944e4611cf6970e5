"""What MkDocs's sitemap lacks and has too much of: the notes' own pages, and the day of the build.

It gives that day as the one on which each page was changed. Where nobody says on which it was, none is named:
the same text has the same sitemap tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from apparatus.carried.packing import has_time, made_at

NAME = "sitemap.xml"


def changed() -> str:
    """Return the day for a page of which none is known: that of SOURCE_DATE_EPOCH, else always the same."""
    return made_at().date().isoformat()


def completed(xml: str, addresses: Iterable[str]) -> str:
    """Return a sitemap with further addresses, and without the day of `changed` where nobody gave one."""
    day = f"<lastmod>{changed()}</lastmod>"
    entries = "".join(f"<url><loc>{escape(address)}</loc>{day}</url>\n" for address in addresses)
    whole = xml.replace("</urlset>", f"{entries}</urlset>")
    return whole if has_time() else whole.replace(day, "")

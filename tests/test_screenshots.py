"""Pictures of the main views in `build/screenshots/`, for a person to look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_kinds import KINDS, PHONE, TABLET, WIDE
from playwright.sync_api import Browser

pytest_plugins = ("browser_fixtures", "real_edition", "serving")

FOLDER = Path(__file__).parent.parent / "build" / "screenshots"
SIZES = {"wide": WIDE, "tablet": TABLET, "phone": PHONE}
VIEWS = [
    *((kind, size, scheme) for kind in ("chapter", "note") for size in SIZES for scheme in ("light", "dark")),
    *((kind, "wide", "light") for kind in KINDS if kind not in ("chapter", "note")),
    *(
        (kind, "phone", "dark")
        for kind in ("landing", "notes", "bibliography", "archives", "timeline", "report")
    ),
]


@pytest.mark.parametrize(("kind", "size", "scheme"), VIEWS)
def test_a_view_can_be_looked_at(browser: Browser, served: str, kind: str, size: str, scheme: str) -> None:
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(served + KINDS[kind])
    page.evaluate("document.fonts.ready")
    path = FOLDER / f"{kind}-{size}-{scheme}.png"
    page.screenshot(path=path, animations="disabled")
    page.close()
    assert path.stat().st_size > 10_000


@pytest.mark.parametrize("kind", ["chapter", "note"])
def test_a_printed_page_can_be_looked_at(browser: Browser, served: str, kind: str) -> None:
    page = browser.new_page()
    page.goto(served + KINDS[kind])
    path = FOLDER / f"{kind}-print.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.pdf(path=path, format="A4")
    page.close()
    assert path.read_bytes().startswith(b"%PDF")

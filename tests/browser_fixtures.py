"""One browser for all tests that need one, with everything blocked that is not a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright
from visiting import FLAGS, Open, Visit

WATCH_SHIFTS = """
window.shifts = []
new PerformanceObserver(list => shifts.push(...list.getEntries().map(entry => entry.value)))
  .observe({ type: 'layout-shift', buffered: true })
"""


@pytest.fixture(scope="session")
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context.new_page())

    def only_files(route: Route) -> None:
        if route.request.url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            visit.asked.append(route.request.url)
            route.abort()

    context.route("**/*", only_files)
    visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
    yield visit
    context.close()


@pytest.fixture
def screen() -> tuple[int, int]:
    """Return the size of a window for which a test asks for none."""
    return 900, 1000


@pytest.fixture
def open_page(browser: Browser, address: str, screen: tuple[int, int]) -> Iterator[Open]:
    """Open pages of the site at `address` in windows of their own; a fault in a script fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(place: str, size: tuple[int, int] = screen, base: str = address, **settings: Any) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **settings)
        contexts.append(context)
        context.add_init_script(WATCH_SHIFTS)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(base + place)
        if settings.get("java_script_enabled", True):
            page.evaluate("document.fonts.ready")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []

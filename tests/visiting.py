"""A page in the browser, and what was seen of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Visit:
    """A page in the browser, and what went wrong while it was looked at."""

    page: Page
    asked: list[str] = field(default_factory=list)  # addresses outside of the bundle
    faults: list[str] = field(default_factory=list)


def search(visit: Visit, words: str) -> None:
    visit.page.get_by_role("textbox", name="Search").click()
    visit.page.keyboard.type(words)

"""Every kind of page by the rules of axe: WCAG 2.2 AA and best practices, in both colour schemes."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_kinds import CHAPTERS, KINDS, PHONE, WIDE
from playwright.sync_api import Browser, Page, expect

pytest_plugins = ("browser_fixtures", "real_edition", "serving")

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


SCHEMES = {"light": "default", "dark": "slate"}  # as the theme calls them

# axe takes long over long lists, and what is wrong with one item is wrong with the next; the notes of a
# chapter stay, since each of them stands close to others of its own
SHORTENED = """document.querySelectorAll('article :is(li, tr, section, .person):nth-of-type(n + 16)')
  .forEach(item => item.closest('.endnotes') || item.remove())"""


def violations(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{rule['id']}: {node['html']} ({node['failureSummary']})" for rule in found for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    ("kind", "size", "scheme"),
    [
        *((kind, size, "light") for kind in KINDS for size in (WIDE, PHONE)),
        *((kind, PHONE, "dark") for kind in KINDS),
        *(
            (kind, WIDE, "dark") for kind in ("chapter", "note")
        ),  # what has colours of its own beside the text
    ],
)
def test_a_page_breaks_no_rule_of_axe(
    browser: Browser, served: str, kind: str, size: tuple[int, int], scheme: str
) -> None:
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, is_mobile=size == PHONE
    )
    page.goto(served + KINDS[kind])
    page.evaluate("document.fonts.ready")
    page.evaluate(SHORTENED)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    found = violations(page)
    page.close()
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_breaks_none_either(browser: Browser, served: str, scheme: str) -> None:
    page = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]}, color_scheme=scheme)
    page.goto(served + KINDS["chapter"])
    page.get_by_role("button", name="Menu").click()
    page.wait_for_timeout(400)  # the menu comes in from the side
    found = violations(page)
    page.keyboard.press("Escape")
    page.goto(served + KINDS["chapter"])
    page.locator("abbr").first.focus()
    found += violations(page)
    page.close()
    assert found == []


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_targets_of_a_chapter_can_be_hit(
    browser: Browser, served: str, chapter: str, size: tuple[int, int]
) -> None:
    """Each note has other neighbours, so that all chapters are looked at."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, is_mobile=size == PHONE)
    page.goto(f"{served}{chapter}/")
    page.evaluate("document.fonts.ready")
    found = violations(page, {"runOnly": {"type": "rule", "values": ["target-size"]}})
    page.close()
    assert found == []


def test_a_planted_fault_is_seen(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<html lang="en"><title>A</title><main><h1>A</h1><p style="color:#bbb">grey on white')
    assert any(found.startswith("color-contrast") for found in violations(page))
    page.close()

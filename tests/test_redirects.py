"""Redirects in a browser: whoever comes by an old address is led to what was meant, and sees it marked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from site_builder import build, copy_of_edition
from visiting import Open, serving

from apparatus import ledger

pytest_plugins = ("browser_fixtures",)

MOVED = """\
prologue/ -> chapter-1/
prologue/#boats -> chapter-1/#call-2
chapter-2/#post -> chapter-2/#letters
chapter-2/#scales -> chapter-1/#the-quarrel-over-scales
bibliography/#holm1973 -> bibliography/#holm1974
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site some of whose addresses have moved."""
    folder = copy_of_edition(tmp_path_factory.mktemp("moved"))
    (folder / ledger.NAME).write_text(MOVED, "utf-8")
    build(folder)
    with serving(folder / "site") as address:
        yield address


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("prologue/", "chapter-1/"),
        ("prologue/#boats", "chapter-1/#call-2"),
        ("prologue/?h=salt#call-1", "chapter-1/?h=salt#call-1"),  # what nobody named is as it was
        ("chapter-2/#post", "chapter-2/#letters"),
        ("bibliography/#holm1973", "bibliography/#holm1974"),
    ],
)
def test_an_old_address_leads_to_the_place_that_was_meant(
    open_page: Open, address: str, old: str, new: str
) -> None:
    page = open_page(old)
    page.wait_for_url(address + new)
    if "#" in new:
        expect(page.locator(":target")).to_be_in_viewport()
        expect(page.get_by_role("status").filter(has_text="You are at: ")).not_to_have_text("You are at: ")


@pytest.mark.parametrize(
    ("old", "place"), [("chapter-2/#post", "#letters"), ("bibliography/#holm1973", "#holm1974")]
)
@pytest.mark.parametrize("script", [True, False])
def test_what_an_old_address_means_is_marked(open_page: Open, old: str, place: str, *, script: bool) -> None:
    page = open_page(old, java_script_enabled=script)
    marks = page.locator(place).evaluate(
        "element => [getComputedStyle(element).outlineStyle, getComputedStyle(element).boxShadow]"
    )
    assert marks != ["none", "none"]


def test_without_a_script_an_old_page_leads_to_the_new_one(open_page: Open, address: str) -> None:
    page = open_page("prologue/#boats", java_script_enabled=False)
    page.wait_for_url(f"{address}chapter-1/")

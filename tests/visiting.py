"""A site that is served, a page of it in the browser, and what was seen of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

Open = Callable[..., Page]  # opens a page in a window of its own, see `open_page`


@dataclass
class Visit:
    """A page in the browser, and what went wrong while it was looked at."""

    page: Page
    asked: list[str] = field(default_factory=list)  # addresses outside of the bundle
    faults: list[str] = field(default_factory=list)


def search(visit: Visit, words: str) -> None:
    visit.page.get_by_role("textbox", name="Search").click()
    visit.page.keyboard.type(words)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a folder at an address of this machine."""
    handler = partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()

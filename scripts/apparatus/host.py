"""Calls MkDocs: builds a site into a folder, and serves one while it is edited."""

from __future__ import annotations

import contextlib
import html
import logging
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material reads it when it is imported

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from apparatus.carried.book import RenderedPage
from apparatus.edition import Edition
from apparatus.model import Problem
from apparatus.plugin import ApparatusPlugin
from apparatus.settings import without_plugin

HOST = "127.0.0.1"
PAGE = re.compile(r"(?:Reading:|Building page) (\S+)")
DOC_FILE = re.compile(r"^Doc file '([^']+)'")

Say = Callable[[str], None]
Examined = tuple[Edition, tuple[Problem, ...]]


class PortTaken(Exception):
    """The port is in use, or not for this user."""


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was built: where `mkdocs.yml` wants it, and what is wrong with it."""

    place: Path
    site_url: str
    problems: tuple[Problem, ...]
    pages: tuple[RenderedPage, ...] = ()  # as they were before the theme was put around them


def build(
    config_file: Path, site: Path, say: Say, examined: Examined | None = None, address: str = ""
) -> Built:
    """Build the site into the folder `site`; every warning of MkDocs is a problem.

    `say` is told each page. `examined` is the edition with its problems, if they are known. With an
    `address` the site is built for a server at that place.
    """
    place, site_url, pages = site, "", tuple[RenderedPage, ...]()
    docs = config_file.parent
    with _listening(say) as messages:
        try:
            config = _load(config_file)
            place, site_url = Path(config.site_dir), config.site_url or ""
            docs /= os.path.relpath(config.docs_dir, docs)
            config.site_dir = str(site)
            plugin = config.plugins.get("apparatus")
            if not isinstance(plugin, ApparatusPlugin):
                return Built(place, site_url, (without_plugin(config_file),))
            plugin.examined = examined
            _run(config, address)
            pages = tuple(plugin.rendered)
        except MkDocsException as error:
            messages.extend([] if messages else [str(error)])
    problems = tuple(_problem(message, config_file, docs) for message in dict.fromkeys(messages))
    return Built(place, site_url, problems, pages)


def serve(config_file: Path, port: int, build_into: Callable[[Path, str], str], ready: Say) -> None:
    """Serve an edition until it is interrupted, and build it again after each edit.

    `build_into(folder, address)` makes the site in a new folder and returns nothing, or says what is
    wrong; then the last good site stays. `ready` is told the address.
    """
    from mkdocs.livereload import LiveReloadServer  # with what watches files: a build needs neither

    _check_port(port)
    config = _load(config_file)
    mount = urlsplit(config.site_url or "/").path or "/"
    address = f"http://{HOST}:{port}{mount}"
    with tempfile.TemporaryDirectory(prefix="apparatus-") as folder:
        root = Path(folder, "site")

        def builder(_config: MkDocsConfig | None = None) -> None:
            _replace(root, build_into(Path(folder, "new"), address))

        builder()
        server = LiveReloadServer(builder, HOST, port, str(root), mount)
        server.error_handler = lambda code: _error_page(root, code)
        for path, deep in _watched(config):
            server.watch(str(path), recursive=deep)
        server = config.plugins.on_serve(server, config=config, builder=builder)
        ready(address)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        finally:
            server.shutdown()


def _check_port(port: int) -> None:
    try:
        socket.create_server((HOST, port)).close()
    except OSError as error:
        raise PortTaken(f"port {port} cannot be had: {error.strerror}") from error


def _load(config_file: Path) -> MkDocsConfig:
    return load_config(str(config_file), config_file_path=str(config_file.absolute()), strict=True)


def _run(config: MkDocsConfig, address: str) -> None:
    config.plugins.on_startup(command="serve" if address else "build", dirty=False)
    config.site_url = address or config.site_url
    try:
        mkdocs_build(config, serve_url=address or None)
    finally:
        config.plugins.on_shutdown()


def _watched(config: MkDocsConfig) -> Iterator[tuple[Path, bool]]:
    """Yield what is watched, the edition's files and its own wishes, and whether folders in it are."""
    folder = Path(str(config.config_file_path)).parent
    yield folder, False
    for path in (Path(config.docs_dir), folder / "notes", *map(Path, config.watch)):
        if path.exists():
            yield path, True


def _replace(root: Path, fault: str) -> None:
    """Put the new site in the old one's place; a fault is shown where there is no site yet."""
    new = root.with_name("new")
    if not fault:
        shutil.rmtree(root, ignore_errors=True)
        new.rename(root)
        return
    shutil.rmtree(new, ignore_errors=True)
    if not root.exists():
        root.mkdir()
        page = f"<!doctype html><title>not built</title><pre>{html.escape(fault)}</pre>"
        (root / "index.html").write_text(page, "utf-8")


def _error_page(root: Path, code: int) -> bytes | None:
    page = root / f"{code}.html"
    return page.read_bytes() if page.is_file() else None


class _Listener(logging.Handler):
    """Keeps what MkDocs warns of, and says which page it has come to."""

    def __init__(self, say: Say) -> None:
        super().__init__(logging.DEBUG)
        self.say = say
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        page = PAGE.match(message)
        if record.levelno >= logging.WARNING:
            self.messages.append(message)
        elif page:
            self.say(page.group(1))


@contextlib.contextmanager
def _listening(say: Say) -> Iterator[list[str]]:
    """Listen to MkDocs's log while it builds; give the list of its warnings, which fills."""
    listener, log = _Listener(say), logging.getLogger("mkdocs")
    level = log.level
    log.addHandler(listener)
    log.setLevel(logging.DEBUG)
    try:
        yield listener.messages
    finally:
        log.removeHandler(listener)
        log.setLevel(level)


def _problem(message: str, config_file: Path, docs: Path) -> Problem:
    """Turn a warning into a problem of the file that it names, where it names one."""
    named = DOC_FILE.match(message)
    path = docs / named.group(1) if named else config_file
    text = " ".join(message.split())
    if named and path.is_file():
        return Problem(str(path), 0, "LINK", text)
    return Problem(str(config_file), 0, "SETTING" if message.startswith("Config value") else "SITE", text)

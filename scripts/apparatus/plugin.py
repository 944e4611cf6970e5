"""The MkDocs adapter: loads the edition, hands its pages to MkDocs, reports its problems.

The one module that knows MkDocs. ProperDocs answers to the same imports.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.structure.pages import Page
from mkdocs.utils import nest_paths

from apparatus import checks, ledger
from apparatus.book import RenderedPage
from apparatus.concordance import concordance
from apparatus.edition import Edition, load
from apparatus.extension import EditionExtension
from apparatus.notepage import note_pages
from apparatus.pages import SOURCES
from apparatus.problems import format_problem, is_error
from apparatus.redirects import Redirects, redirects
from apparatus.render import Typesetter

log = logging.getLogger("mkdocs.plugins.apparatus")

STYLE = "assets/apparatus.css"
FEATURES = ("search.highlight",)  # a result opens with its words marked
ASSETS = Path(__file__).parent / "assets"

# white space, dashes and whatever may stand about a word, quotation marks of all kinds among them
SEPARATOR = r"""[\s\u200b\-–—,;:!?=\[\](){}"'“”‘’„«»‹›/·*]+|\.(?!\d)|&[lg]t;|&amp;"""


class NotePage(File):
    """A note's page: addressed as `notes/56.md` like a page of Markdown, and copied as it is."""

    def is_documentation_page(self) -> bool:
        """Keep MkDocs from rendering it."""
        return False

    def is_static_page(self) -> bool:
        """Have MkDocs copy it."""
        return True

    @classmethod
    def of(cls, config: MkDocsConfig, source: str, html: str) -> File:
        """Return the file of the page with that source path."""
        file = cls.generated(config, source, content=html, inclusion=InclusionLevel.INCLUDED)
        file.dest_uri = f"{source.removesuffix('.md')}/index.html"
        return file


class Settings(Config):  # type: ignore[no-untyped-call]
    """The plugin has no settings: an edition's own stand in `extra: edition:`."""


class ApparatusPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Hands an edition to MkDocs; everything of it is read anew for each build."""

    typesetter: Typesetter
    redirects: Redirects
    rendered: list[RenderedPage]  # for the formats that are made from the same pages

    @event_priority(100)  # before the search plugin takes its settings
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the edition; stop where it has errors."""
        edition = load(_folder(config))
        _report(edition)
        self.typesetter = Typesetter(concordance(edition))
        self.rendered = []
        present = ledger.present(edition)
        self.redirects = redirects(ledger.moved(ledger.load(edition), present), present)
        _complete(config)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages that the editor did not write, the notes' own pages, redirects, and our style."""
        missing = [source for source in SOURCES if files.get_file_from_path(source) is None]
        if config.nav is None:
            config.nav = [*_written(files), *missing]
        for source in missing:
            text = SOURCES[source]
            files.append(File.generated(config, source, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
        for source, html in note_pages(self.typesetter, config.site_url):
            files.append(NotePage.of(config, source, html))
        for place, html in self.redirects.files.items():
            files.append(File.generated(config, place, content=html))
        files.append(File.generated(config, STYLE, abs_src_path=str(ASSETS / "apparatus.css")))
        return files

    def on_page_markdown(self, _markdown: str, *, page: Page, config: MkDocsConfig, **_: object) -> None:
        """Give the page that is rendered next an extension of its own."""
        source = page.file.src_uri
        extension = EditionExtension(self.typesetter, source, self.redirects.anchors.get(source))
        extensions: list[Any] = config.markdown_extensions  # typed as names alone, Python-Markdown takes both
        extensions[:] = [*(item for item in extensions if not isinstance(item, EditionExtension)), extension]

    @event_priority(-100)  # after what other plugins do to it
    def on_page_content(self, html: str, *, page: Page, **_: object) -> None:
        """Keep what was rendered."""
        self.rendered.append(RenderedPage(page.file.src_uri, page.title or "", html))

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> LiveReloadServer:
        """Build anew when a note or the bibliography changes."""
        folder = _folder(config)
        for path in (folder / "notes", folder / "bibliography.bib"):
            if path.exists():
                server.watch(str(path))
        return server


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


def _written(files: Files) -> list[Any]:
    """Return the navigation that MkDocs makes of what the editor wrote."""
    pages: Any = sorted(files.documentation_pages(), key=file_sort_key)
    nest: Any = nest_paths  # MkDocs has no types for these two
    return list(nest(page.src_uri for page in pages if page.inclusion.is_in_nav()))


def _report(edition: Edition) -> None:
    """Log every error and stop, or count what is open."""
    problems = checks.run(edition)
    errors = [problem for problem in problems if is_error(problem)]
    for problem in errors:
        log.error(format_problem(problem))
    if errors:
        raise Abort(f"{len(errors)} {'error' if len(errors) == 1 else 'errors'} in the edition")
    if problems:
        log.info("%d open problems in the edition; `apparatus check` lists them", len(problems))


def _complete(config: MkDocsConfig) -> None:
    """Set what the edition's pages need and `mkdocs.yml` need not say."""
    config.use_directory_urls = True  # addresses are promises
    if "attr_list" not in config.markdown_extensions:
        config.markdown_extensions.append("attr_list")
    config.extra_css.append(STYLE)
    if config.theme.name == "material":
        config.theme["font"] = False  # no request leaves the site
        features = list(config.theme.get("features") or [])
        config.theme["features"] = [*dict.fromkeys([*features, *FEATURES])]
    for name in ("material/search", "search"):
        search = config.plugins.get(name)
        if search is not None and not search.config.get("separator"):
            search.config["separator"] = SEPARATOR

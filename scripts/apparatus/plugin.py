"""The MkDocs adapter: loads the edition, hands its pages to MkDocs, reports its problems.

The one module that knows MkDocs. ProperDocs answers to the same imports.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import nest_paths

from apparatus import ledger, links
from apparatus.addresses import addresses
from apparatus.aside import Aside
from apparatus.carried.book import RenderedPage
from apparatus.checks import examine
from apparatus.citing.block import Blocks
from apparatus.citing.metadata import description, head
from apparatus.concordance import concordance
from apparatus.edition import Edition
from apparatus.export import datafiles
from apparatus.files import write_text
from apparatus.lists.requestlist import request_csv
from apparatus.model import Problem
from apparatus.paragraphs import Paragraph
from apparatus.places import ASSETS, THEME
from apparatus.problems import format_problem, is_error, ordered
from apparatus.settings import CONFIG, misplaced
from apparatus.site import material, reading, searching, sitemap
from apparatus.site.contents import entries
from apparatus.site.extension import EditionExtension
from apparatus.site.notepage import note_pages, opening, shortened
from apparatus.site.pages import SOURCES, elsewhere, unshown
from apparatus.site.redirects import Redirects, redirects
from apparatus.typeset.render import Typesetter, typesetter

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.apparatus")

# white space, dashes and whatever may stand about a word, quotation marks of all kinds among them
SEPARATOR = r"""[\s\u200b\-–—,;:!?=\[\](){}"'“”‘’„«»‹›/·*]+|\.(?!\d)|&[lg]t;|&amp;"""


class OwnFile(File):
    """A file that we make: links to it are checked, and it is written without a word for each."""

    @classmethod
    def of(cls, config: MkDocsConfig, source: str, content: str) -> File:
        """Return the file with that source path."""
        return cls.generated(config, source, content=content, inclusion=InclusionLevel.INCLUDED)

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - part of the interface
        """Write it; the logging of MkDocs costs several times as much."""
        _write(self, self.content_bytes)


class AsideFile(File):
    """A file that is written aside, while MkDocs renders the chapters.

    Another plugin that reads it has it made at once; what that plugin puts in its place is written.
    """

    texts: Texts
    replaced: bytes | None = None

    @classmethod
    def of(cls, config: MkDocsConfig, source: str, texts: Texts) -> File:
        """Return the file with that source path."""
        file: Any = cls.generated(config, source, content="", inclusion=InclusionLevel.INCLUDED)
        file.texts = texts
        file.dest_uri = cls.place(source)
        return cast("File", file)

    @staticmethod
    def place(source: str) -> str:
        """Return where the site has it."""
        return source

    @property
    def content_bytes(self) -> bytes:
        """What is in it."""
        return self.texts.all[self.src_uri].encode() if self.replaced is None else self.replaced

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self.replaced = value

    @property
    def content_string(self) -> str:
        """What is in it, as text."""
        return self.content_bytes.decode()

    @content_string.setter
    def content_string(self, value: str) -> None:
        self.replaced = value.encode()

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - part of the interface
        """Leave it to those who write it aside."""


class Texts:
    """The texts of files by their source paths: made when the first of them is read, or one by one."""

    def __init__(self, make: Callable[[], Iterator[tuple[str, str]]]) -> None:
        """Take who makes them."""
        self.make = make

    @cached_property
    def all(self) -> dict[str, str]:
        """All of them."""
        return dict(self.make())


class NotePage(AsideFile):
    """A note's page: addressed as `notes/56.md` like a page of Markdown, and written as it is."""

    @staticmethod
    def place(source: str) -> str:
        """Return where the site has it: `notes/56/index.html`."""
        return f"{source.removesuffix('.md')}/index.html"

    def is_documentation_page(self) -> bool:
        """Keep MkDocs from rendering it."""
        return False

    def is_static_page(self) -> bool:
        """Have it among the files that are copied as they are."""
        return True


class Settings(Config):  # type: ignore[no-untyped-call]
    """The plugin has no settings: an edition's own stand in `extra: edition:`."""


class ApparatusPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Hands an edition to MkDocs; everything of it is read anew for each build."""

    typesetter: Typesetter
    redirects: Redirects
    blocks: Blocks
    paragraphs: Mapping[str, Mapping[str, Paragraph]]  # of each chapter, by their ids
    examined: tuple[Edition, tuple[Problem, ...]] | None = (
        None  # by who builds, so that nothing is read twice
    )
    asides: tuple[Aside[None], ...] = ()  # what is written while MkDocs renders
    beside: list[AsideFile]  # and its files but for the search's
    nav: list[Any]  # the site's navigation, as `mkdocs.yml` would have it
    drafts = False  # whether what `draft_docs` holds back is shown
    rendered: list[RenderedPage]  # for the formats that are made from the same pages
    searched: list[RenderedPage]  # those that the search may find

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - part of the interface
        """Take note of what MkDocs is about to do: it shows drafts while it serves."""
        self.drafts = command == "serve"

    @event_priority(100)  # before the search plugin takes its settings
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the edition; stop where it has errors."""
        edition, problems = self.examined or examine(*_place(config), drafts=self.drafts)
        site, docs, path = Path(config.site_dir), Path(config.docs_dir), Path(*_place(config))
        problems = ordered([*problems, *misplaced(site, docs, path)])  # the command line may name another
        self.examined = None  # what a later build reads may be another text
        _report(problems)
        self.typesetter = typesetter(concordance(edition))
        index, line = self.typesetter.index, self.typesetter.typography.line
        self.blocks = Blocks(index, config.site_url, line)
        self.rendered, self.searched, self.nav = [], [], []
        now = addresses(edition)
        self.redirects = redirects(ledger.moved(edition.published, now.links), now.links)
        self.paragraphs = now.paragraphs
        _complete(config)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages that the editor did not write, the notes' own pages, redirects, and our style."""
        missing = [source for source in SOURCES if files.get_file_from_path(source) is None]
        listed = InclusionLevel.NOT_IN_NAV if config.nav is not None else InclusionLevel.INCLUDED
        arrangers: Any = config.plugins.events["nav"]  # plugins that may make a navigation of their own
        if config.nav is None and all(getattr(one, "__self__", None) is self for one in arrangers):
            config.nav = [*_written(files), *missing]
        for source in missing:
            text = SOURCES[source]
            files.append(File.generated(config, source, content=text, inclusion=listed))
        texts = Texts(lambda: self._made_aside(config))
        for note in self.typesetter.index.edition.notes:
            files.append(NotePage.of(config, links.note(note.label), texts))
        for name in datafiles.DATA:
            files.append(AsideFile.of(config, datafiles.address(name), texts))
        for place, html in self.redirects.files.items():
            files.append(OwnFile.of(config, place, html))
        for path in (ASSETS / "favicon.svg", *sorted((ASSETS / "fonts").iterdir())):
            place = f"assets/{path.relative_to(ASSETS).as_posix()}"
            files.append(File.generated(config, place, abs_src_path=str(path)))
        for place, text in reading.files():
            files.append(OwnFile.of(config, place, text))
        files.append(OwnFile.of(config, links.REQUESTS_CSV, request_csv(self.typesetter.index)))
        return files

    @event_priority(-100)  # after what other plugins do to the files
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Begin to write what MkDocs has no part in: the notes' own pages, and the data."""
        there = {file.src_uri: unquote(file.url) for file in files}
        for message in elsewhere(self.typesetter.index, there):
            log.warning(message)
        for file in files.documentation_pages():
            if file.page is not None:
                file.page.update_date = sitemap.changed()
        self.nav = list(entries(nav.items))
        self.beside = [file for file in files if isinstance(file, AsideFile)]
        self.asides = (Aside(lambda: self._write_aside(config)),)
        return nav

    def _made_aside(self, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
        search = _has_own_search(config)
        yield from note_pages(self.typesetter, self.blocks, search=search, nav=self.nav)
        yield from datafiles.files(self.typesetter.index)

    def _write_aside(self, config: MkDocsConfig) -> None:
        there = {file.src_uri: file for file in self.beside if file.replaced is None}
        for place, text in self._made_aside(config):
            if place in there:
                _write(there[place], text.encode())

    def _write_search(self, config: MkDocsConfig) -> None:
        script = searching.script(self.typesetter, self.searched)
        write_text(Path(config.site_dir, searching.SCRIPT), script)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Mend the theme's templates, set the pages' titles as a typesetter would, and write the search.

        What it finds stands in a script of its own, read on first use; the index that all pages load has
        settings alone.
        """
        material.mend(env, _below(config))
        for file in files.documentation_pages():
            if file.page is not None and file.page.title:
                file.page.title = self.typesetter.typography.line(str(file.page.title))
        if _has_own_search(config):
            self.asides += (Aside(lambda: self._write_search(config)),)

    def on_page_markdown(self, _markdown: str, *, page: Page, config: MkDocsConfig, **_: object) -> None:
        """Give the page that is rendered next an extension of its own."""
        source = page.file.src_uri
        ids = self.paragraphs.get(source.removesuffix(".md"))
        citable = self.blocks.citables.get(source)
        cite = self.blocks.block(citable) if citable else ""
        extension = EditionExtension(self.typesetter, source, self.redirects.anchors.get(source), ids, cite)
        extensions: list[Any] = config.markdown_extensions  # typed as names alone, Python-Markdown takes both
        extensions[:] = [*(item for item in extensions if not isinstance(item, EditionExtension)), extension]

    @event_priority(100)  # before the search plugin reads the page
    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, **_: object) -> None:  # noqa: ANN401 - the template's
        """Say what a page is from, and keep the theme's search from its text."""
        if _has_own_search(config):
            page.meta["search"] = {"exclude": True}
        context["apparatus_colophon"] = self.blocks.colophon(page.file.src_uri)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """List the notes' own pages for search engines too."""
        if template_name != sitemap.NAME or not config.site_url:
            return output
        pages = (links.address(links.note(note.label)) for note in self.typesetter.index.edition.notes)
        return sitemap.completed(output, (links.canonical(config.site_url, page) for page in pages))

    @event_priority(100)  # before other plugins make the page smaller
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Give the page's head what reference managers read, whatever template or theme it has."""
        citable = self.blocks.citables.get(page.file.src_uri)
        if not citable:
            return output
        about = (page.meta.get("description"), shortened(opening(page.content or "")))
        said = description(citable, *about, config.site_description)
        return output.replace("</head>", f"{head(citable, config.site_name, said)}\n</head>", 1)

    @event_priority(-100)  # after what other plugins do to it
    def on_page_content(self, html: str, *, page: Page, **_: object) -> None:
        """Keep what was rendered, and look whether it shows the calls."""
        for message in unshown(self.typesetter.index, page.file.src_uri, html):
            log.warning(message)
        rendered = RenderedPage(page.file.src_uri, page.title or "", html)
        self.rendered.append(rendered)
        if not (page.meta.get("search") or {}).get("exclude"):
            self.searched.append(rendered)

    @event_priority(100)  # before other plugins look at what there is
    def on_post_build(self, **_: object) -> None:
        """Wait for what is written aside, and write what other plugins put in its place."""
        for aside in self.asides:
            aside.wait()
        for file in self.beside:
            if file.replaced is not None:
                _write(file, file.replaced)

    def on_shutdown(self) -> None:
        """End what is written aside, if the build has ended before it."""
        for aside in self.asides:
            aside.stop()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> LiveReloadServer:
        """Build anew when a note or the bibliography changes."""
        folder = _place(config)[0]
        for path in (folder / "notes", folder / "bibliography.bib"):
            if path.exists():
                server.watch(str(path))
        return server


def _write(file: File, content: bytes) -> None:
    path = Path(file.abs_dest_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _place(config: MkDocsConfig) -> tuple[Path, str]:
    """Return the folder of the edition, and the name of the file that MkDocs has its settings from."""
    path = Path(config.config_file_path or CONFIG)
    return path.parent, path.name


def _below(config: MkDocsConfig) -> list[str]:
    """Return the folders of templates that come after ours: those of the theme itself."""
    folders = list(config.theme.dirs)
    return folders[folders.index(str(THEME)) + 1 :] if str(THEME) in folders else folders


def _written(files: Files) -> list[Any]:
    """Return the navigation that MkDocs makes of what the editor wrote."""
    pages: Any = sorted(files.documentation_pages(), key=file_sort_key)
    nest: Any = nest_paths  # MkDocs has no types for these two
    return list(nest(page.src_uri for page in pages if page.inclusion.is_in_nav()))


def _report(problems: tuple[Problem, ...]) -> None:
    """Log every error and stop, or count what is open."""
    errors = [problem for problem in problems if is_error(problem)]
    for problem in errors:
        log.error(format_problem(problem))
    if errors:
        raise Abort(f"{len(errors)} {'error' if len(errors) == 1 else 'errors'} in the edition")
    if problems:
        log.info("%d open problems in the edition; `apparatus check` lists them", len(problems))


def _deferred(path: str) -> ExtraScriptValue:
    """Return a script that runs when the page has been read: the text is there without it."""
    script = ExtraScriptValue(path)
    script.defer = True
    return script


def _complete(config: MkDocsConfig) -> None:
    """Set what the edition's pages need and `mkdocs.yml` need not say."""
    config.use_directory_urls = True  # addresses are promises
    if "attr_list" not in config.markdown_extensions:
        config.markdown_extensions.append("attr_list")
    config.extra_css += reading.STYLES
    config.extra_javascript += map(_deferred, reading.SCRIPTS)
    if config.theme.name == "material":
        config.extra.setdefault("generator", False)
        material.settle(config.theme)
        own = [folder for folder in config.theme.dirs if folder == config.theme.custom_dir]
        config.theme.dirs.insert(len(own), str(THEME))
    search = _search(config)
    if search is not None and not search.config.get("separator"):
        search.config["separator"] = SEPARATOR


def _has_own_search(config: MkDocsConfig) -> bool:
    """Tell whether the site is searched by our script, which stands in for that of Material."""
    return _search(config) is not None and config.theme.name == "material"


def _search(config: MkDocsConfig) -> Any:  # noqa: ANN401 - one of two plugins, neither of them ours
    return config.plugins.get("material/search") or config.plugins.get("search")

"""What the edition asks of the theme Material, and what Material gets wrong in its templates."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from jinja2.ext import Extension

from apparatus import compiled
from apparatus.site import reading

FEATURES = (
    "navigation.footer",  # the previous and the next chapter
    "navigation.top",
    "toc.follow",
    "toc.integrate",  # the right margin belongs to the notes
)
PALETTE = [
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": "material/weather-night", "name": "Change to the dark colours"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": "material/weather-sunny", "name": "Change to the light colours"},
    },
]
FAVICON = "assets/favicon.svg"
ICON = {"logo": "material/book-open-page-variant-outline"}

# a browser that keeps nothing throws at the mere name of what would keep it, and the theme has no search then
FORGETFUL = (
    'for(let kept of["localStorage","sessionStorage"])try{self[kept].length}catch{'
    "Object.defineProperty(self,kept,{value:{getItem:()=>null,setItem(){},removeItem(){}}})}"
)

# template -> what stands in it, and what should: pairs, so that a template is mended and not copied
MENDS: dict[str, tuple[tuple[str, str], ...]] = {
    "base.html": (
        # a checkbox cannot be completed
        (' type="checkbox" id="__drawer" autocomplete="off"', ' type="checkbox" id="__drawer"'),
        (' type="checkbox" id="__search" autocomplete="off"', ' type="checkbox" id="__search"'),
        # what is read does not wait for what can be done with it
        ("<script src=\"{{ 'assets/javascripts/b", "<script defer src=\"{{ 'assets/javascripts/b"),
        # what is found are pages; a document is something in an archive
        *(
            (
                f'lang.t("search.result.{name}")',
                f'lang.t("search.result.{name}") | replace("matching document", "result")',
            )
            for name in ("none", "one", "other")
        ),
    ),
    "partials/javascripts/base.html": (("<script>__md_scope=", f"<script>{FORGETFUL}__md_scope="),),
    "partials/search.html": (
        # a dialog needs a name
        (' role="dialog">', ' role="dialog" aria-label="{{ lang.t(\'search\') }}">'),
        # how many results there are is told to those who listen
        ('class="md-search-result__meta"', 'class="md-search-result__meta" role="status"'),
    ),
}

BELOW = "theme"  # before the names of the theme's own templates, where one of ours has the same name

# the theme's search worker, which ours stands in for: it answers to the same messages
WORKER = re.compile(r"assets/javascripts/workers/search\.\w+\.min\.js")
_NOT_OURS = (
    "search.highlight",  # `marks.js` marks what was searched for, and only there
    "navigation.instant",  # the notes of a page that is exchanged in the browser would not open
)


class Mends(Extension):
    """Mends Material's templates as they are read."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's
        """Return the source of a template without its faults."""
        own = (name or "").removeprefix(f"{BELOW}/")
        for wrong, right in MENDS.get(own, ()):
            source = source.replace(wrong, right)
        return WORKER.sub(reading.WORKER, source) if own == "base.html" else source


def settle(theme: MutableMapping[str, Any]) -> None:
    """Set what the edition's look needs; what an editor chose of colours and icons stays."""
    theme["font"] = False  # no request leaves the site
    features = dict.fromkeys([*(theme.get("features") or []), *FEATURES])
    theme["features"] = [name for name in features if not name.startswith(_NOT_OURS)]
    theme["palette"] = theme.get("palette") or PALETTE
    theme["icon"] = ICON | (theme.get("icon") or {})
    if theme.get("favicon") == "assets/images/favicon.png":  # Material's own
        theme["favicon"] = FAVICON


def mend(environment: Environment, folders: Sequence[str]) -> None:
    """Have the templates mended that this environment reads from now on.

    `folders` are the theme's own: what our templates of the same names extend.
    """
    environment.add_extension(Mends)
    if environment.loader is not None:
        below = PrefixLoader({BELOW: FileSystemLoader(folders)})
        environment.loader = ChoiceLoader([environment.loader, below])
    compiled.keep(environment, repr((MENDS, BELOW, WORKER.pattern, reading.WORKER)))

"""mkdocs.yml -> what an edition depends on of it, read as MkDocs reads it.

`INHERIT: base.yml` is followed, and `!ENV NAME` is the variable of the environment. Tags that name a
function of Python mean nothing to us and are passed over.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pathspec.gitignore import GitIgnoreSpec

from apparatus.files import read_text
from apparatus.hints import nearest
from apparatus.model import Problem
from apparatus.yamlfile import lines_within, read_yaml

CONFIG = "mkdocs.yml"

_MAKE_NO_FILES = {"apparatus", "search", "material/search"}
# what MkDocs never publishes, unless exclude_docs takes it back with `!`
_LEFT_OUT = GitIgnoreSpec.from_lines([".*", "/templates/"])


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of `mkdocs.yml` that an edition depends on."""

    path: Path  # of the file itself
    docs: Path
    site: Path  # where it is to be published
    nav: tuple[str, ...]  # the files that the navigation names, in its order
    excluded: GitIgnoreSpec  # exclude_docs: what of docs/ is never published
    drafts: GitIgnoreSpec  # draft_docs: what is shown while it is edited, and not published
    nav_is_whole: bool  # every file that it names has to be in docs/, or be one that an edition gets
    site_name: str
    edition: Any  # extra: edition:, None where there is none


def read_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read `mkdocs.yml` and what it inherits from."""
    data, problems = _inherited(path, ())
    extra = data.get("extra")
    edition = extra.get("edition") if isinstance(extra, dict) else None
    excluded, faults = _patterns(data, "exclude_docs", path)
    drafts, others = _patterns(data, "draft_docs", path)
    settings = Settings(
        path,
        path.parent / str(data.get("docs_dir") or "docs"),
        path.parent / str(data.get("site_dir") or "site"),
        tuple(_named(data.get("nav"))),
        excluded,
        drafts,
        _is_whole(data),
        str(data.get("site_name") or ""),
        edition,
    )
    missing = () if problems else tuple(_missing(data, settings))
    return settings, (*problems, *missing, *faults, *others)


def unreached(settings: Settings, made: Collection[str]) -> Iterator[Problem]:
    """Report the files of the navigation that are not there; `made` are those that nobody has to write."""
    names = [name for name in dict.fromkeys(settings.nav) if settings.nav_is_whole and not _is_outside(name)]
    gone = [name for name in names if name not in made and not (settings.docs / name).exists()]
    if gone:
        lines = lines_within(read_text(settings.path)[0], "nav")
        there = sorted({*published(settings), *made})
        for name in gone:
            message = f"nav: names “{name}”, which is not there"
            yield Problem(str(settings.path), lines.get(name, 0), "LINK", message, nearest(name, there))


def without_plugin(path: Path) -> Problem:
    """Say that the site would be no edition: MkDocs alone knows nothing of notes."""
    hint = "write plugins: [search, apparatus]"
    return Problem(str(path), 0, "SETTING", "plugins: has no apparatus", hint)


def published(settings: Settings, *, drafts: bool = False) -> tuple[str, ...]:
    """Return the files of `docs/` that the site has, as MkDocs chooses them, with or without drafts."""
    there = {name for name in _files(settings.docs) if not (_LEFT_OUT + settings.excluded).match_file(name)}
    return tuple(
        name
        for name in sorted(there)
        if (drafts or not settings.drafts.match_file(name))
        and not (_is_readme(name) and _index(name) in there)
    )


def misplaced(site: Path, docs: Path, config: Path) -> tuple[Problem, ...]:
    """Report a site that would stand where the edition does, or what it is made from, or what it gives away.

    A build replaces the whole folder; symbolic links are followed, since it replaces what is behind them.
    """
    folder, place = config.parent, site.resolve()
    parts = {"docs/": docs, "notes/": folder / "notes", "dist/": folder / "dist"}
    there = [name for name, path in parts.items() if _overlap(place, path.resolve())]
    if folder.resolve().is_relative_to(place):
        there = ["the edition"]
    elif place.exists() and not place.is_dir():
        there = ["a file"]
    if not there:
        return ()
    here = Path(os.path.relpath(site, folder)).as_posix()
    message = f"site_dir: “{here}” cannot hold the site: {there[0]} is there"
    return (Problem(str(config), 0, "SETTING", message, "name a folder of its own, such as site"),)


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _files(docs: Path) -> Iterator[str]:
    for folder, _, names in os.walk(docs, followlinks=True):
        yield from (Path(folder, name).relative_to(docs).as_posix() for name in names)


def _is_readme(name: str) -> bool:
    return name.rpartition("/")[2] == "README.md"


def _index(readme: str) -> str:
    """Return what has the same address as a `README.md`, and is taken before it."""
    return f"{readme.removesuffix('README.md')}index.md"


def _inherited(path: Path, heirs: tuple[Path, ...]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return what a file sets, over what it inherits; `heirs` are the files that came to it."""
    text, faults = read_text(path)
    data, wrong = _parse(text, path)
    parent = data.pop("INHERIT", None)
    problems = (*faults, *wrong)
    if not parent:
        return data, problems
    base = path.parent / str(parent)
    if base.resolve() in {heir.resolve() for heir in (*heirs, path)}:
        message = f"INHERIT: {parent} leads back to a file that inherits from it"
        return data, (*problems, Problem(str(path), 0, "SETTING", message))
    inherited, others = _inherited(base, (*heirs, path))
    return _merged(inherited, data), (*problems, *others)


def _parse(text: str, path: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    data, faults = read_yaml(text, str(path), of_mkdocs=True)
    if faults or data is None:
        return {}, faults
    if not isinstance(data, dict):
        return {}, (Problem(str(path), 1, "YAML-SYNTAX", "settings such as site_name: are expected"),)
    return data, ()


def _patterns(data: Mapping[str, Any], name: str, path: Path) -> tuple[GitIgnoreSpec, tuple[Problem, ...]]:
    """Read a setting that has patterns as in `.gitignore`, one a line."""
    try:
        return GitIgnoreSpec.from_lines(str(data.get(name) or "").splitlines()), ()
    except ValueError as error:
        return GitIgnoreSpec([]), (Problem(str(path), 0, "SETTING", f"{name}: {error}"),)


def _is_outside(name: str) -> bool:
    """Tell what is no file of `docs/`: addresses, and what every edition has of data and assets."""
    return bool(urlsplit(name).scheme) or name.startswith(("/", "#", "data/", "assets/"))


def _is_whole(data: Mapping[str, Any]) -> bool:
    """Tell whether MkDocs would warn of a file that `nav` names and `docs/` does not have.

    Plugins and hooks may make files, which are not known before they have run.
    """
    validation = data.get("validation")
    levels = validation if isinstance(validation, dict) else {}
    of_nav = levels.get("nav")
    level = {**levels, **(of_nav if isinstance(of_nav, dict) else {})}.get("not_found", "warn")
    return (
        level == "warn" and not data.get("hooks") and _plugins(data.get("plugins")).keys() <= _MAKE_NO_FILES
    )


def _missing(data: Mapping[str, Any], settings: Settings) -> Iterator[Problem]:
    """Report what a site cannot be made without, and what is not followed."""
    path, name = str(settings.path), data.get("site_name")
    if name is None:
        yield Problem(
            path, 0, "SETTING", "site_name: is missing", "name the site; the title of the book will do"
        )
    elif not isinstance(name, str):
        yield Problem(
            path, 0, "SETTING", f"site_name: {name} is no text", f'put it into quotation marks, "{name}"'
        )
    if data.get("use_directory_urls") is False:
        line = lines_within(read_text(settings.path)[0], "use_directory_urls").get("", 0)
        message = "use_directory_urls: false is not followed: addresses are folders, notes/56/"
        hint = "take it out; dist/ has what opens without a server"
        yield Problem(path, line, "OVERRULED", message, hint)
    if not _has_plugin(data.get("plugins")):
        yield without_plugin(settings.path)
    if not settings.docs.is_dir():
        yield Problem(f"{settings.docs}/", 0, "MISSING-FILE", "this folder is not there")


def _has_plugin(plugins: Any) -> bool:  # noqa: ANN401 - a list of names and mappings, or a mapping
    """Tell whether the plugins have ours, and do not turn it off."""
    settings = _plugins(plugins).get("apparatus", {"enabled": False})
    return not (isinstance(settings, dict) and settings.get("enabled") is False)


def _plugins(plugins: Any) -> dict[str, Any]:  # noqa: ANN401 - a list of names and mappings, or a mapping
    """Return the plugins by their names, each with its settings."""
    items = [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []
    return {
        str(name): of
        for item in items
        for name, of in (item if isinstance(item, dict) else {item: None}).items()
    }


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of `base` with those of `over` in their place, key by key within mappings."""
    both = {
        key: _merged(base[key], value)
        for key, value in over.items()
        if isinstance(value, dict) and isinstance(base.get(key), dict)
    }
    return {**base, **over, **both}


def _named(nav: Any) -> Iterator[str]:  # noqa: ANN401 - a tree of lists and mappings
    """Yield the files that a navigation names, in its order."""
    if isinstance(nav, str):
        yield nav
    for item in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _named(item)

"""mkdocs.yml -> what an edition depends on of it, read as MkDocs reads it.

`INHERIT: base.yml` is followed, and `!ENV NAME` is the variable of the environment. Tags that name a
function of Python mean nothing to us and are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from apparatus.files import read_text
from apparatus.model import Problem

CONFIG = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of `mkdocs.yml` that an edition depends on."""

    path: Path  # of the file itself
    docs: Path
    nav: tuple[str, ...]  # the files that the navigation names, in its order
    site_name: str
    edition: Mapping[str, Any]  # extra: edition:


def read_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read `mkdocs.yml` and what it inherits from."""
    data, problems = _inherited(path, ())
    extra = data.get("extra")
    edition = extra.get("edition") if isinstance(extra, dict) else None
    settings = Settings(
        path,
        path.parent / str(data.get("docs_dir") or "docs"),
        tuple(_named(data.get("nav"))),
        str(data.get("site_name") or ""),
        edition if isinstance(edition, dict) else {},
    )
    return settings, problems


class _Loader(yaml.SafeLoader):
    """Reads YAML in which most of MkDocs' own tags (`!!python/name:...`) mean nothing to us."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)
_Loader.add_constructor("!ENV", construct_env_tag)


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
    try:
        data = yaml.load(text, Loader=_Loader) or {}  # noqa: S506 - a SafeLoader, with tags passed over
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = str(getattr(error, "problem", None) or "this is not YAML")
        return {}, (Problem(str(path), mark.line + 1 if mark else 0, "YAML-SYNTAX", message),)
    if not isinstance(data, dict):
        return {}, (Problem(str(path), 1, "YAML-SYNTAX", "settings such as site_name: are expected"),)
    return data, ()


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

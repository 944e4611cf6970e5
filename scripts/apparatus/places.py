"""Where the package keeps the files that are not Python, and its templates, ready to be filled."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template

from apparatus import compiled

ASSETS = Path(__file__).parent / "assets"
TEMPLATES = Path(__file__).parent / "templates"
THEME = Path(__file__).parent / "theme"  # our templates for the theme's pages


@cache
def template(name: str) -> Template:
    """Return a template of ours; what is put into it is escaped, unless it is `Markup`."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    compiled.keep(environment)
    return environment

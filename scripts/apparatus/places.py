"""Where the package keeps the files that are not Python."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
TEMPLATES = Path(__file__).parent / "templates"
THEME = Path(__file__).parent / "theme"  # our templates for the theme's pages

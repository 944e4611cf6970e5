"""A chapter's file -> its text without the settings above it, and the blocks that the site's parser sees."""

from __future__ import annotations

import re
from functools import cache
from typing import cast
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown

from apparatus.yamlfile import read_yaml

_EXTENSIONS = ["abbr", "admonition", "def_list", "fenced_code", "tables"]
# as MkDocs knows settings of a page: YAML between rules, else lines such as `title: Salt` at its beginning
_YAML = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_LINES = re.compile(r"\A(?: {0,3}[A-Za-z0-9_-]+:.*(?:\n|\Z)(?:(?: {4}|\t)[ \t]*\S.*(?:\n|\Z))*)+")


def without_settings(text: str) -> str:
    """Return a chapter's text with empty lines in the place of its settings, so that each line stays."""
    yaml = _YAML.match(text)
    if yaml is None:
        return _LINES.sub(_emptied, text)
    settings, _ = read_yaml(yaml.group(1), "")
    return _YAML.sub(_emptied, text) if isinstance(settings, dict) else text


@cache  # those of a chapter are asked for by its headings, its paragraphs and its calls
def blocks(text: str) -> Element:
    """Return the tree of a chapter's Markdown, in which the marks within lines are not read yet."""
    markdown = _markdown().reset()
    lines = text.split("\n")
    for preprocessor in markdown.preprocessors:
        lines = preprocessor.run(lines)
    return cast("ElementTree[Element]", markdown.parser.parseDocument(lines)).getroot()


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=_EXTENSIONS)


def _emptied(settings: re.Match[str]) -> str:
    return "\n" * settings.group().count("\n")

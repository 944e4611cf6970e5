"""Names of people and bodies -> TEI; one that stands in its own order is never split."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from apparatus.export.tei.xml import Node, make
from apparatus.model import Name


def name_of(name: Name, ref: str = "") -> Element:
    """Return `persName` with its parts, or `name`: what stands in its own order may be a body's too."""
    if not name.given:
        return make("name", name.family, ref=ref)
    given, _, suffix = name.given.partition(", ")
    last: list[Node] = [" ", make("genName", suffix)] if suffix else []
    return make("persName", make("forename", given), " ", make("surname", name.family), *last, ref=ref)


def read_names(text: str) -> tuple[Name, ...]:
    """Read `Family, Given and Family, Given`, as the settings have the book's author."""
    parts = (part.strip().strip("{}").partition(",") for part in text.split(" and ") if part.strip())
    return tuple(Name(family.strip(), given.strip()) for family, _, given in parts)

"""What a preview of a note needs beside the note itself: the places that cite the same sources."""

from __future__ import annotations

import json
from collections.abc import Iterator

from apparatus import links, style
from apparatus.concordance import Concordance
from apparatus.model import Entry, Note, Work

# source, place of this note among those that cite it (from 1), their number, link to the one before, after
Place = tuple[str, int, int, str, str]


def places(index: Concordance, note: Note) -> str:
    """Return the places around a note that cite what it cites, as JSON, empty where there are none.

    One `Place` for each source that another note cites too, in the note's order. Links are as a browser
    follows them from the note's chapter; at either end there is none.
    """
    found = list(_places(index, note))
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


def _places(index: Concordance, note: Note) -> Iterator[Place]:
    for entry in {resolved.entry.key: resolved.entry for resolved in index.cites(note.label)}.values():
        labels = list(dict.fromkeys(resolved.note for resolved in index.cited_by(entry.key)))
        at = labels.index(note.label)
        if len(labels) > 1:
            before, after = labels[at - 1] if at else "", next(iter(labels[at + 1 :]), "")
            yield (
                _name(entry), at + 1, len(labels), _link(index, note, before), _link(index, note, after),
            )  # fmt: skip


def _name(entry: Entry) -> str:
    """Return how a source is named in passing."""
    return style.short(entry) if isinstance(entry, Work) else entry.title


def _link(index: Concordance, here: Note, label: str) -> str:
    """Return the link to where a note is called, to its own page where nothing calls it."""
    if not label:
        return ""
    there = index.notes[label]
    if label not in index.calls:
        return links.between(_address(here), links.address(links.note(label)))
    if there.chapter == here.chapter:
        return f"#{links.call_anchor(label)}"
    return links.between(_address(here), links.address(links.call(there.chapter, label)))


def _address(note: Note) -> str:
    return links.address(links.chapter(note.chapter))

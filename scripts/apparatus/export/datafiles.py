"""The data of the whole edition, for readers to take away: one file in `data/` for each format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from apparatus.concordance import Concordance
from apparatus.export import csljson, csvfiles, editionjson, ris, tei
from apparatus.export.csljson import Item


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of the whole edition: what it has, and who writes it."""

    about: str
    write: Callable[[Concordance], str]


DATA: Mapping[str, DataFile] = {
    "bibliography.bib": DataFile(
        "All works and documents in BibTeX: the edition's own file, as it stands.",
        lambda index: index.edition.bibliography.text,
    ),
    "bibliography.ris": DataFile(
        "All works and documents in RIS, for EndNote, Zotero and Mendeley.",
        lambda index: ris.write(_items(index)),
    ),
    "bibliography.json": DataFile(
        "All works and documents in CSL-JSON, for Zotero and pandoc. Documents are manuscripts with archive "
        "and location.",
        lambda index: csljson.write(_items(index)),
    ),
    "citations.csv": DataFile(
        "Each citation of each note, with what it was resolved to.", csvfiles.citations
    ),
    "documents.csv": DataFile(
        "Each document, with its shelfmark and the notes that cite it.", csvfiles.documents
    ),
    "people.csv": DataFile("Everybody who wrote, received or took part in a document.", csvfiles.persons),
    "edition.json": DataFile(
        "All of it: the text, the notes, the sources, the people, the corrections.", editionjson.write
    ),
    "edition.xml": DataFile(
        "All of it in TEI P5, valid against tei_all; its header says how it is encoded.", tei.from_index
    ),
}


def address(name: str) -> str:
    """Return the link to a file of the data, as from `docs/`."""
    return f"data/{name}"


def files(index: Concordance) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file."""
    yield from ((address(name), file.write(index)) for name, file in DATA.items())


def _items(index: Concordance) -> list[Item]:
    entries = index.edition.bibliography.entries.values()
    return [csljson.item(entry, index.edition.archives) for entry in entries]

"""The files that readers take away: the data of the edition, and the records of each page that can be cited.

data/people.csv           the whole edition, one file for each format (see `DATA`)
cite.bib, .ris, .json     the book; chapter-1/cite.bib a chapter; notes/56/cite.bib a note
notes/56/documents.bib    the documents as that note cites them, where it cites any
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from apparatus import links
from apparatus.cite import Citable
from apparatus.concordance import Concordance
from apparatus.export import bibtex, csljson, csvfiles, editionjson, ris, tei
from apparatus.export.csljson import Item

CITE, DOCUMENTS = "cite", "documents"
FORMATS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of the whole edition: what it has, and who writes it."""

    about: str
    write: Callable[[Concordance], str]


DATA: Mapping[str, DataFile] = {
    "bibliography.bib": DataFile(
        "All works and documents in BibTeX: the edition's own file, as it stands.",
        lambda index: (index.edition.folder / "bibliography.bib").read_text("utf-8"),
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


def files(index: Concordance, citables: Iterable[Citable]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file, those of the whole edition first."""
    yield from data_files(index)
    yield from cite_files(index, citables)


def data_files(index: Concordance) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of the data."""
    yield from ((address(name), file.write(index)) for name, file in DATA.items())


def cite_files(index: Concordance, citables: Iterable[Citable]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each record of a page."""
    for citable in citables:
        yield from _records(index, f"{folder(citable.source)}{CITE}", [citable.item])
        if citable.documents:
            yield from _records(index, f"{folder(citable.source)}{DOCUMENTS}", citable.documents)


def folder(source: str) -> str:
    """Return the folder of a page's own files, as from `docs/`: its address, empty for the front page."""
    return links.address(source).removeprefix("./")


def _records(index: Concordance, path: str, items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    found = list(items)
    yield f"{path}.bib", bibtex.write(found, index.edition.bibliography)
    yield f"{path}.ris", ris.write(found)
    yield f"{path}.json", csljson.write(found)


def _items(index: Concordance) -> list[Item]:
    entries = index.edition.bibliography.entries.values()
    return [csljson.item(entry, index.edition.archives) for entry in entries]

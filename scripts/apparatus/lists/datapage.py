"""The page of the data -> HTML: each file, what it has, and what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from apparatus.concordance import Concordance
from apparatus.export import csvfiles, datafiles, editionjson
from apparatus.people import people

_GUARDED = (
    "In tables an apostrophe stands before what begins with <code>=</code>, <code>+</code>, <code>-</code> "
    "or <code>@</code> and is neither a number nor a date: a spreadsheet would take it for a formula."
)
_LEVEL = "the archive's level of that name; empty where an archive has none"


def data_page(index: Concordance) -> str:
    """Return the list of the files, each with its columns."""
    return _counted(index) + "".join(_file(index, name) for name in datafiles.DATA)


def _counted(index: Concordance) -> str:
    edition = index.edition
    counts = {
        "notes": len(edition.notes),
        "citations": len(edition.resolution.resolved),
        "works": len(edition.bibliography.works),
        "documents": len(edition.bibliography.documents),
        "people and bodies": len(people(index)),
    }
    listed = ", ".join(f"{count} {name}" for name, count in counts.items())
    return f'<p class="counts">{listed}. All files are UTF-8. {_GUARDED}</p>'


def _file(index: Concordance, name: str) -> str:
    href, written = escape(datafiles.address(name)), escape(name)
    link = f'<a href="{href}" download="{written}">Download {written}</a>'
    described = f"<p>{escape(datafiles.DATA[name].about)} {link}</p>"
    return f'<h2 id="{_id(name)}">{written}</h2>{described}{_columns(_of(index, name), name)}'


def _of(index: Concordance, name: str) -> Mapping[str, str]:
    """Return the columns of a file, or the members of the object that it holds."""
    if name == "edition.json":
        return editionjson.MEMBERS
    columns = csvfiles.COLUMNS.get(name, {})
    if name != "documents.csv":
        return columns
    found: dict[str, str] = {}
    for column, meaning in columns.items():
        if column == "shelfmark":
            found |= dict.fromkeys(csvfiles.level_fields(index), _LEVEL)
        found[column] = meaning
    return found


def _columns(columns: Mapping[str, str], name: str) -> str:
    if not columns:
        return ""
    kind = "Member" if name.endswith(".json") else "Column"
    rows = "".join(
        f'<tr><th scope="row"><code>{escape(column)}</code></th><td>{escape(meaning)}</td></tr>'
        for column, meaning in columns.items()
    )
    heads = f'<tr><th scope="col">{kind}</th><th scope="col">What it has</th></tr>'
    return f"<table><thead>{heads}</thead><tbody>{rows}</tbody></table>"


def _id(name: str) -> str:
    return name.replace(".", "-")

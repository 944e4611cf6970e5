"""Tables as HTML that are read on a phone too: there each row becomes a block, each cell names its column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

Row = Sequence[str]  # cells, as HTML


def table(head: Sequence[str], rows: Iterable[Row], caption: str = "") -> str:
    """Return a table; its cells are HTML, its head and caption are text. The first column names the row.

    The roles say again what the elements mean: a browser forgets it where the style makes blocks of them.
    """
    return table_of_groups(head, [("", rows)], caption)


def table_of_groups(head: Sequence[str], groups: Iterable[tuple[str, Iterable[Row]]], caption: str = "") -> str:
    """Return a table of several bodies, each under its title, which is HTML; an empty one is not shown."""
    bodies = "".join(_body(head, title, rows) for title, rows in groups)
    if "<td" not in bodies:
        return "<p>None.</p>"
    top = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in head)
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<table class="stacked" role="table">{said}<thead role="rowgroup"><tr role="row">{top}</tr></thead>'
        f"{bodies}</table>"
    )


def _body(head: Sequence[str], title: str, rows: Iterable[Row]) -> str:
    named = (
        f'<tr role="row" class="group"><th role="rowheader" scope="rowgroup" colspan="{len(head)}">{title}</th></tr>'
        if title
        else ""
    )
    return f'<tbody role="rowgroup">{named}{"".join(_row(head, row) for row in rows)}</tbody>'


def _row(head: Sequence[str], row: Row) -> str:
    cells = "".join(
        f'<td role="cell" data-label="{escape(name)}">{cell}</td>' if cell else '<td role="cell"></td>'
        for name, cell in zip(head, row, strict=True)
    )
    return f'<tr role="row">{cells}</tr>'

"""Tables as HTML that are read on a phone too: there each row becomes a block, each cell names its column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

Row = Sequence[str]  # cells, as HTML


def table(head: Sequence[str], rows: Iterable[Row]) -> str:
    """Return a table; its cells are HTML, its head is text.

    On a phone the style makes blocks of its parts; the page's script says again then what they mean.
    """
    return table_of_groups(head, [("", rows)])


def table_of_numbers(head: Sequence[str], rows: Iterable[Row], caption: str) -> str:
    """Return a table of numbers, with the title of each row first: it stays a table on a phone."""
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row">{title}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for title, *cells in rows
    )
    name = escape(caption)
    return (
        f'<div class="frame" role="region" aria-label="{name}" tabindex="0"><table class="numbers">'
        f"<caption>{name}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def table_of_groups(head: Sequence[str], groups: Iterable[tuple[str, Iterable[Row]]]) -> str:
    """Return a table of several bodies, each under its title, which is HTML; `None.` without rows."""
    bodies = "".join(_body(head, title, rows) for title, rows in groups)
    if "<td" not in bodies:
        return "<p>None.</p>"
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    return f'<table class="stacked"><thead><tr>{top}</tr></thead>{bodies}</table>'


def _body(head: Sequence[str], title: str, rows: Iterable[Row]) -> str:
    cell = f'<th scope="rowgroup" colspan="{len(head)}">{title}</th>'
    named = f'<tr class="group">{cell}</tr>' if title else ""
    return f"<tbody>{named}{''.join(_row(head, row) for row in rows)}</tbody>"


def _row(head: Sequence[str], row: Row) -> str:
    cells = "".join(
        f'<td data-label="{escape(name)}">{cell}</td>' if cell else "<td></td>"
        for name, cell in zip(head, row, strict=True)
    )
    return f"<tr>{cells}</tr>"

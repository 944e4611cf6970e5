"""The report of an edition -> HTML: what was resolved and how, what was corrected, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from apparatus import links
from apparatus.concordance import Concordance
from apparatus.model import Correction, Open, Resolved, Rule
from apparatus.render import citation_html, note_link, reference_html, source_link

RULES: dict[Rule, str] = {
    "full": "the print gives the source",
    "ibid-note-before": "the note before cites one source",
    "ibid-same-note": "the same note cites one source before it",
    "short-title": "the source sets this short title",
}
STATUS = {"made": "Corrected", "possible": "Possible: the print’s form stands", "proposed": "Proposed"}


def report(index: Concordance) -> str:
    """Return the whole report."""
    return "".join((_counts(index), _resolved(index), _corrections(index), _opens(index)))


def _counts(index: Concordance) -> str:
    edition, resolution = index.edition, index.edition.resolution
    rules = Counter(resolved.rule for resolved in resolution.resolved)
    rows = [
        ("Chapters and other parts", len(edition.chapters)),
        ("Notes", len(edition.notes)),
        ("Citations", len(resolution.resolved)),
        ("of these with the source in full", rules["full"]),
        ("of these Ibid.", rules["ibid-note-before"] + rules["ibid-same-note"]),
        ("of these short titles", rules["short-title"]),
        ("Open references", len(resolution.opens)),
        ("Works", len(edition.bibliography.works)),
        ("Documents", len(edition.bibliography.documents)),
        ("Corrections", len(edition.corrections)),
    ]
    table = _table(("What", "How many"), [(name, str(count)) for name, count in rows])
    return _section("counts", "Counts", table)


def _resolved(index: Concordance) -> str:
    found = [resolved for resolved in index.edition.resolution.resolved if resolved.rule != "full"]
    head = ("Note", "In the print", "Stands for", "Because", "Goes back to")
    table = _table(head, [_resolved_row(index, resolved) for resolved in found])
    return _section("resolved", "What Ibid. and short titles stand for", table)


def _resolved_row(index: Concordance, found: Resolved) -> Sequence[str]:
    archives = index.edition.archives
    back = note_link(found.antecedent, f"note {found.antecedent}") if found.antecedent else ""
    return (
        note_link(found.note, found.note), citation_html(found, archives), reference_html(found, archives),
        RULES[found.rule], back,
    )  # fmt: skip


def _corrections(index: Concordance) -> str:
    rows = [_correction_row(index, item) for item in index.edition.corrections]
    head = ("Where", "Print", "Edition", "Reason", "Status")
    return _section("corrections", "Corrections", _table(head, rows))


def _correction_row(index: Concordance, item: Correction) -> Sequence[str]:
    texts = (escape(text) for text in (item.print, item.edition, item.reason))
    return _place(index, item), *texts, STATUS[item.status]


def _place(index: Concordance, item: Correction) -> str:
    if item.kind == "note" and item.place in index.notes:
        return note_link(item.place, f"note {item.place}")
    if item.kind == "entry" and item.place in index.edition.bibliography.entries:
        return source_link(index.edition.bibliography.entries[item.place], escape(item.place))
    stem, _, fragment = item.place.partition("#")
    target = links.chapter(stem.strip("/")) + (f"#{fragment}" if fragment else "")
    return f'<a href="{escape(target)}">{escape(item.place)}</a>'


def _opens(index: Concordance) -> str:
    rows = [_open_row(index, item) for item in index.edition.resolution.opens]
    head = ("Note", "In the print", "Why it is open", "Candidates")
    return _section("open", "Open references", _table(head, rows))


def _open_row(index: Concordance, item: Open) -> Sequence[str]:
    entries = index.edition.bibliography.entries
    known = (key for key in item.candidates if key in entries)
    candidates = "; ".join(source_link(entries[key], escape(key)) for key in known)
    return note_link(item.note, item.note), escape(item.text), escape(item.reason), candidates


def _section(name: str, title: str, html: str) -> str:
    return f'<h2 id="{name}">{title}</h2>{html}'


def _table(head: Iterable[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; its cells are HTML."""
    if not rows:
        return "<p>None.</p>"
    top = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"

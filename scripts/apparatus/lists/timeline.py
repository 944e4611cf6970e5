"""The documents by date, and what each chapter rests on -> two drawings, each with its data as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from itertools import groupby

from apparatus import dates, links, style
from apparatus.archives import by_date
from apparatus.concordance import Concordance
from apparatus.lists.drawing import Event, Share, lanes, stretches
from apparatus.lists.findinglist import People, links_to_people, names_html
from apparatus.model import Document, Name, Note, Work
from apparatus.people import Person, people
from apparatus.typeset.render import note_link, source_link
from apparatus.typeset.tables import Row, table_of_groups, table_of_numbers

KINDS = 6  # as many kinds have a mark of their own, the most frequent ones; the others share one
OTHER_KINDS, NOBODY = "Other kinds", "(nobody named)"
GROUNDS = ("Archives", "Archives and books", "Books", "No source")  # what a note rests on

HEAD = ("Date", "Kind", "From or between", "To", "Notes")


def timeline(index: Concordance) -> str:
    """Return both drawings with their tables."""
    documents = sorted(index.edition.bibliography.documents, key=by_date)
    drawn = _drawing(index, documents) if any(dates.year(d.date) for d in documents) else ""
    return (
        f'<h2 id="documents">Who dealt with whom, and when</h2>{drawn}{_by_kind(documents)}'
        f"{_documents(index, documents)}{_grounds(index)}"
    )


def _drawing(index: Concordance, documents: Sequence[Document]) -> str:
    """Return the drawing: days from left to right, a row for each who has several documents."""
    dated = [document for document in documents if document.date]
    rows, row_of = _rows(people(index))
    events: dict[str, list[Event]] = {kind: [] for kind in kinds(documents)}
    for document in dated:
        there = tuple(dict.fromkeys(row_of[name] for name in _names(document))) or (NOBODY,)
        event = Event(middle(document.date), there, title(document), links.entry(document))
        events[document.kind if document.kind in events else OTHER_KINDS].append(event)
    used = [row for row in (*rows, NOBODY) if any(row in e.rows for found in events.values() for e in found)]
    years = range(int(dates.year(dated[0].date)), max(int(max(dates.bounds(d.date))[:4]) for d in dated) + 1)
    name = "Documents by day and by those who wrote, received or took part in them"
    svg = lanes([(kind, found) for kind, found in events.items() if found], used, years, name)
    return _framed(svg, name, f"{len(dated)} documents, each a link, all of them in the table below.")


def _framed(svg: str, name: str, words: str) -> str:
    skip = '<a href="#documents-as-a-table">Go to the table</a>'
    return (
        f'<p class="for-screen">{words} {skip}</p>'
        f'<div class="frame" role="region" aria-label="{escape(name)}" tabindex="0">{svg}</div>'
    )


def kinds(documents: Iterable[Document]) -> list[str]:
    """Return the most frequent kinds, then what stands for all others."""
    frequent = Counter(document.kind for document in documents)
    most = sorted(frequent, key=lambda kind: (-frequent[kind], kind))
    return [*most[:KINDS], OTHER_KINDS]


def _rows(everybody: Sequence[Person]) -> tuple[list[str], dict[Name, str]]:
    """Return the rows, by first document, persons before bodies, and in which row everybody stands."""
    several = [person for person in everybody if len(person.documents) > 1]
    several.sort(key=lambda person: (person.body, by_date(person.documents[0])))
    once = f"({len(everybody) - len(several)} with one document each)"
    row_of = {person.name: str(person.name) if person in several else once for person in everybody}
    return [*dict.fromkeys(row_of[person.name] for person in several), once], row_of


def _names(document: Document) -> tuple[Name, ...]:
    return tuple(dict.fromkeys((*document.authors, *document.participants, *document.recipients)))


def middle(edtf: str) -> date:
    """Return the day in the middle of what a date can mean."""
    known = [date.fromisoformat(day) for day in dates.bounds(edtf) if day]
    first, last = known[0], known[-1]
    return first + (last - first) / 2


def title(document: Document) -> str:
    """Say what a mark stands for: `30 September 1954, Instructions: Molotov to Lavrishchev`."""
    named = style.as_plain(style.document_title(document))
    kind = "" if named.startswith(document.kind) else f", {document.kind}"
    return f"{dates.in_words(document.date)}{kind}: {named}"


def _by_kind(documents: Sequence[Document]) -> str:
    """Return how many documents of each kind there are in each year."""
    years = sorted({dates.year(document.date) for document in documents} - {""})
    columns = [*years, *([""] if any(not document.date for document in documents) else [])]
    frequent = Counter(document.kind for document in documents)
    cells = Counter((document.kind, dates.year(document.date)) for document in documents)
    rows: list[Row] = [
        (escape(kind), *(str(cells[kind, year] or "") for year in columns), str(frequent[kind]))
        for kind in sorted(frequent, key=lambda kind: (-frequent[kind], kind))
    ]
    totals = Counter(dates.year(document.date) for document in documents)
    rows.append(
        ("All", *(str(totals[year]) for year in columns), f'<b data-count="documents">{len(documents)}</b>')
    )
    head = ("Kind", *(year or "undated" for year in columns), "All")
    return table_of_numbers(head, rows, "Documents by kind and year")


def _documents(index: Concordance, documents: Sequence[Document]) -> str:
    known = links_to_people(index)
    groups = [
        (year or "Undated", [_row(index, document, known) for document in same])
        for year, same in groupby(documents, key=lambda document: dates.year(document.date))
    ]
    heading = '<h3 id="documents-as-a-table">The documents as a table</h3>'
    return heading + table_of_groups(HEAD, groups)


def _row(index: Concordance, document: Document, known: People) -> Row:
    notes = dict.fromkeys(resolved.note for resolved in index.cited_by(document.key))
    first = (*document.authors, *document.participants)
    plain = escape(style.as_plain(style.document_title(document)))
    return (
        source_link(document, escape(dates.in_words(document.date))),
        escape(document.kind),
        names_html(first, known) if _names(document) else plain,
        names_html(document.recipients, known),
        ", ".join(note_link(label, label) for label in notes),
    )


def ground(index: Concordance, note: Note) -> str:
    """Return what a note rests on, one of `GROUNDS`."""
    entries = [resolved.entry for resolved in index.cites(note.label)]
    books = any(isinstance(entry, Work) for entry in entries)
    archives = any(isinstance(entry, Document) for entry in entries)
    return {
        (True, False): "Archives", (True, True): "Archives and books", (False, True): "Books",
    }.get((archives, books), "No source")  # fmt: skip


def _grounds(index: Concordance) -> str:
    """Return the second drawing: how many notes of each chapter rest on what."""
    stems = [chapter.stem for chapter in index.edition.chapters if index.in_chapter(chapter.stem)]
    found = {stem: Counter(ground(index, note) for note in index.in_chapter(stem)) for stem in stems}
    if not stems:
        return ""
    rows: list[Row] = [
        (
            f'<a href="{escape(links.chapter(stem))}">{escape(index.place(stem))}</a>',
            *(str(found[stem][name]) for name in GROUNDS),
            str(found[stem].total()),
        )
        for stem in stems
    ]
    all_of = [sum(found[stem][name] for stem in stems) for name in GROUNDS]
    rows.append(("all", *map(str, all_of), f'<b data-count="notes">{sum(all_of)}</b>'))
    listed = table_of_numbers(("Chapter", *GROUNDS, "Notes"), rows, "Notes by what they cite")
    drawn = _bars({index.place(stem): found[stem] for stem in stems})
    return f'<h2 id="grounds">What each chapter rests on</h2>{drawn}{listed}'


def _bars(found: Mapping[str, Counter[str]]) -> str:
    parts = [
        (name, [_share(place, name, amounts[name]) for place, amounts in found.items()]) for name in GROUNDS
    ]
    name = "Notes of each chapter by what they cite; the same numbers are in the table below"
    svg = stretches(parts, list(found), name)
    return f'<div class="frame" role="region" aria-label="{escape(name)}" tabindex="0">{svg}</div>'


def _share(place: str, name: str, amount: int) -> Share:
    return Share(place, amount, f"{place}: {amount}, {name}")

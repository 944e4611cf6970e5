"""The report of an edition -> HTML: what was resolved and how, what was corrected, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from apparatus import checks, dates, shelves, style
from apparatus.archives import format_shelfmark
from apparatus.concordance import Concordance
from apparatus.model import Correction, Document, Open, Problem, Resolved, Rule, Shelfmark, Work
from apparatus.people import people
from apparatus.problems import is_error
from apparatus.typeset.render import (
    citation_html,
    cited_in,
    note_link,
    place_link,
    reference_html,
    source_link,
)
from apparatus.typeset.tables import Row, table, table_of_groups, table_of_numbers
from apparatus.typeset.typography import VERBATIM

RULES: dict[Rule, str] = {
    "full": "the print gives the source",
    "ibid-note-before": "the note before cites one source",
    "ibid-same-note": "the same note cites one source before it",
    "short-title": "the source sets this short title",
}
STATUS = {
    "made": "Corrected",
    "possible": "Possible: the print’s form stands",
    "proposed": "Proposed: an editor decides",
}
UNLISTED = "not in the print's bibliography"  # among an entry's keywords


def report(index: Concordance) -> str:
    """Return the whole report."""
    return "".join((_counts(index), _resolved(index), _corrections(index), _opens(index), _unlisted(index)))


def counts(index: Concordance) -> list[tuple[str, str, int]]:
    """Return what can be counted: a name that stays, what it is called, and the number."""
    edition, found = index.edition, index.edition.resolution.resolved
    rules = Counter(one.rule for one in found)
    statuses = Counter(str(one.status) for one in edition.corrections)
    works, documents = edition.bibliography.works, edition.bibliography.documents
    cited = {one.entry.key for one in found}
    everybody = people(index)
    return [
        ("parts", "Chapters and other parts", len(edition.chapters)),
        ("notes", "Notes", len(edition.notes)),
        ("notes-without", "of these without a source", sum(not index.cites(n.label) for n in edition.notes)),
        ("citations", "Citations", len(found)),
        ("full", "of these with the source in full", rules["full"]),
        ("ibid", "of these Ibid.", rules["ibid-note-before"] + rules["ibid-same-note"]),
        ("short", "of these short titles", rules["short-title"]),
        ("works", "Works", len(works)),
        ("works-cited", "of these cited", sum(work.key in cited for work in works)),
        ("documents", "Documents", len(documents)),
        ("documents-cited", "of these cited", sum(document.key in cited for document in documents)),
        ("files", "Files of archives", len({document.shelfmark for document in documents})),
        ("persons", "Persons of the documents", sum(not person.body for person in everybody)),
        ("bodies", "Bodies, offices and groups of the documents", sum(person.body for person in everybody)),
        ("corrections", "Corrections", len(edition.corrections)),
        *((status, f"of these {status}", statuses[status]) for status in STATUS),
        ("open", "Open references", len(edition.resolution.opens)),
    ]


def _counts(index: Concordance) -> str:
    rows = [(_of(name), f'<span data-count="{key}">{number}</span>') for key, name, number in counts(index)]
    return _section("counts", "Counts", table_of_numbers(("What", "How many"), rows, "What this edition has"))


def _of(name: str) -> str:
    return f'<span class="part-of">{escape(name)}</span>' if name.startswith("of these") else escape(name)


def _resolved(index: Concordance) -> str:
    """Return each *Ibid.* and short title by chapter: the rule that resolved it, and how often each did."""
    found = [resolved for resolved in index.edition.resolution.resolved if resolved.rule != "full"]
    rules = Counter(resolved.rule for resolved in found)
    used = [(escape(words), str(rules[rule])) for rule, words in RULES.items() if rules[rule]]
    head = ("Note", "In the print", "Stands for", "Because", "Goes back to")
    groups = [
        (escape(index.place(stem)), [_resolved_row(index, resolved) for resolved in same])
        for stem, same in groupby(found, key=lambda resolved: index.notes[resolved.note].chapter)
    ]
    html = table_of_numbers(("Because", "How often"), used, "Rules") + table_of_groups(head, groups)
    return _section("resolved", "What Ibid. and short titles stand for", html)


def _resolved_row(index: Concordance, found: Resolved) -> Row:
    archives = index.edition.archives
    back = note_link(found.antecedent, f"note {found.antecedent}") if found.antecedent else ""
    return (
        note_link(found.note, found.note), citation_html(found, archives), reference_html(found, archives),
        RULES[found.rule], back,
    )  # fmt: skip


def _corrections(index: Concordance) -> str:
    """Return the corrections by what became of them, each with a link to its place."""
    parts = []
    for status, title in STATUS.items():
        rows = [_correction_row(index, item) for item in index.edition.corrections if item.status == status]
        if rows:
            listed = table(("Where", "Print", "Edition", "Reason"), rows)
            parts.append(f'<h3 id="corrections-{status}">{title} ({len(rows)})</h3>{listed}')
    return _section("corrections", "Corrections", "".join(parts) or "<p>None.</p>")


def _correction_row(index: Concordance, item: Correction) -> Row:
    forms = (f'<span class="{VERBATIM}">{escape(text)}</span>' for text in (item.print, item.edition))
    return place_link(index, item.place), *forms, escape(item.reason)


def _opens(index: Concordance) -> str:
    """Return the references that stand for nothing yet, and what else the checks find."""
    head = ("Note", "In the print", "Why it is open", "Candidates")
    references = table(head, [_open_row(index, item) for item in index.edition.resolution.opens])
    problems = [problem for problem in checks.run(index.edition) if not is_error(problem)]
    found = table(("Where", "Code", "What", "Hint"), [_problem_row(index, problem) for problem in problems])
    parts = (("open-references", "References", references), ("open-problems", "By the checks", found))
    html = "".join(f'<h3 id="{name}">{title}</h3>{listed}' for name, title, listed in parts)
    return _section("open", "What is open", _possible(index) + html)


def _possible(index: Concordance) -> str:
    """Say how many places of the print may be wrong and stand as they are."""
    number = sum(item.status == "possible" for item in index.edition.corrections)
    places = f"{number} place{'' if number == 1 else 's'}"
    words = f'<a href="#corrections-possible">{places}</a> may be wrong in the print and stand as they are.'
    return f"<p>{words}</p>" if number else ""


def _open_row(index: Concordance, item: Open) -> Row:
    entries = index.edition.bibliography.entries
    known = (key for key in item.candidates if key in entries)
    candidates = "; ".join(source_link(entries[key], escape(key)) for key in known)
    return note_link(item.note, item.note), escape(item.text), escape(item.reason), candidates


def _problem_row(index: Concordance, problem: Problem) -> Row:
    path = Path(problem.path)
    folder = index.edition.folder
    place = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    line = f":{problem.line}" if problem.line else ""
    return f"<code>{escape(place)}{line}</code>", problem.code, escape(problem.message), escape(problem.hint)


def _unlisted(index: Concordance) -> str:
    """Return the sources that notes cite and the print's own lists of sources do not have."""
    rows: list[Row] = [
        (source_link(work, style.as_html(style.full(work, index.edition.archives))), cited_in(index, work))
        for work in index.edition.bibliography.works
        if _is_unlisted(index, work)
    ]
    rows += [_unit_row(index, unit, documents) for unit, documents in _unlisted_units(index)]
    return _section("unlisted", "Sources without an entry", table(("Source", "Cited in"), rows))


def _is_unlisted(index: Concordance, work: Work) -> bool:
    return UNLISTED in work.fields.get("keywords", "") and bool(index.cited_by(work.key))


def _unlisted_units(index: Concordance) -> Iterator[tuple[Shelfmark, Sequence[Document]]]:
    """Yield the outermost shelves that documents are cited from and the list of archival sources lacks."""
    archives = index.edition.archives
    by_unit: dict[Shelfmark, list[Document]] = {}
    for document in index.edition.bibliography.documents:
        mark = document.shelfmark
        listed = archives[mark.archive].units if mark.archive in archives else {}
        if listed and mark.levels and mark.levels[0][1] not in listed:
            by_unit.setdefault(Shelfmark(mark.archive, mark.levels[:1]), []).append(document)
    yield from by_unit.items()


def _unit_row(index: Concordance, unit: Shelfmark, documents: Iterable[Document]) -> Row:
    archives = index.edition.archives
    name = escape(f"{unit.archive}, {format_shelfmark(unit, archives)}")
    cited = (f"{_document(document)}: {cited_in(index, document)}" for document in documents)
    return f'<a href="{escape(shelves.link(index.edition, unit))}">{name}</a>', "; ".join(cited)


def _document(document: Document) -> str:
    title = style.as_plain(style.document_title(document))
    return source_link(document, escape(f"{title}, {dates.in_words(document.date)}"))


def _section(name: str, title: str, html: str) -> str:
    return f'<h2 id="{name}">{title}</h2>{html}'

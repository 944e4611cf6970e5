"""The report of an import: what was found, joined, left out, restated, proposed, and what is open.

`import-report.md` is for reading, `import-report.json` holds the same for programs. Together with the
edition's files they account for every word of the print.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from apparatus import style
from apparatus.archives import Archives
from apparatus.importer.book import Book
from apparatus.importer.citing.found import Cited, Found
from apparatus.model import Entry, Problem, Work
from apparatus.problems import CODES, format_problem


@dataclass(frozen=True, slots=True)
class Restated:
    """A citation or an entry that the edition writes otherwise than the print."""

    place: str  # "note 56", or the key of an entry
    line: int
    printed: str
    written: str


def restated_citations(
    book: Book, cited: Cited, works: Sequence[Work], archives: Archives
) -> tuple[Restated, ...]:
    """Return the citations whose words differ from the print's, in order."""
    entries: dict[str, Entry] = {work.key: work for work in works}
    entries |= {document.key: document for document in cited.documents}
    lines = {note.label: note.line for note in book.notes}
    pairs = ((found, written(found, entries, archives)) for found in cited.found)
    return tuple(
        Restated(f"note {found.note}", lines[found.note], found.printed, text)
        for found, text in pairs
        if _words(found.printed) != _words(text)
    )


def written(found: Found, entries: Mapping[str, Entry], archives: Archives) -> str:
    """Return a citation as the edition writes it."""
    citation = found.citation
    text = style.as_plain(style.cited(citation, entries[citation.key], archives))
    return f"{text}{citation.suffix}"


def report(
    book: Book, works: Sequence[Work], printed: Mapping[str, str], cited: Cited, archives: Archives,
    problems: Sequence[Problem], files: Sequence[str],
) -> tuple[str, str]:  # fmt: skip
    """Return the report as Markdown and as JSON.

    `printed` has the print's text of each entry by key, or of the note that a work was read from; `files`
    are the paths of all files of the edition.
    """
    citations = restated_citations(book, cited, works, archives)
    from_notes = not book.bibliography  # nothing of the print's is restated there, but more is written
    written_entries = tuple(
        Restated(work.key, work.line, printed[work.key], style.as_plain(style.full(work, archives)))
        for work in works
    )
    entries = [] if from_notes else [e for e in written_entries if _words(e.printed) != _words(e.written)]
    made = written_entries if from_notes else ()
    headings = _restated_headings(book)
    counts = _counts(book, works, cited)
    data = {
        "counts": counts,
        "problems": [asdict(problem) for problem in problems],
        "corrections": [{k: v for k, v in asdict(c).items() if k != "line"} for c in cited.corrections],
        "citations": [_citation(found) for found in cited.found],
        "restated_citations": [asdict(item) for item in citations],
        "restated_entries": [asdict(item) for item in entries],
        "entries_from_notes": [asdict(item) for item in made],
        "restated_headings": [asdict(item) for item in headings],
        "joins": [asdict(join) for join in book.joins],
        "left_out": [asdict(item) for item in book.left_out],
        "settings_guessed": dict(book.settings),
        "files": list(files),
    }
    sections = [
        "# Report of the import",
        _table(("what", "how many"), counts.items()),
        _section("Problems", _problem_lines(problems), "None."),
        _section("Corrections proposed", _correction_lines(cited), "None."),
        _section("Citations restated", [_restated(item) for item in citations], "None."),
        _section("Entries restated", [_restated(item) for item in entries], "None."),
        _section("Entries from notes", [_restated(item) for item in made], "None."),
        _section("Headings restated", [_restated(item) for item in headings], "None."),
        _section(
            "Joined",
            [f"line {j.line} ({j.kind}): … {j.before} | {j.after} … → {j.result}" for j in book.joins],
            "Nothing.",
        ),
        _section(
            "Left out",
            [f"line {item.line} ({item.reason}): {item.text}" for item in book.left_out],
            "Nothing.",
        ),
        _section("Settings guessed", [f"`{name}: {value}`" for name, value in book.settings], "None."),
    ]
    return "\n\n".join(sections) + "\n", json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def summary(book: Book, works: Sequence[Work], cited: Cited, problems: Sequence[Problem]) -> str:
    """Return a few lines for a terminal."""
    counts = _counts(book, works, cited)
    text = f"{counts['notes']} notes in {counts['parts']} parts"
    entries = f"{counts['works']} works, {counts['documents']} documents"
    open_ = f"{counts['corrections proposed']} corrections proposed, {len(problems)} problems to look at"
    resolved = f"{counts['citations resolved']} citations resolved"
    return f"{text}, {resolved}\n{entries}, {open_} (import-report.md)"


def _restated_headings(book: Book) -> tuple[Restated, ...]:
    """Return the headings that the edition writes otherwise than the text (`CHAPTER ONE`)."""
    headings = [
        (part.slug, h)
        for part in book.parts
        for h in (part.heading, *(b.heading for b in part.blocks if b.heading))
    ]
    return tuple(
        Restated(f"{slug}#{heading.id}", heading.line, heading.printed, written)
        for slug, heading in headings
        if _words(heading.printed) != _words(written := " ".join([heading.text, *_numbers(heading.calls)]))
    )


def _numbers(labels: Iterable[str]) -> list[str]:
    """Return the numbers of notes as the print has them: `12` for `3-12`."""
    return [label.rpartition("-")[2] for label in labels]


def _counts(book: Book, works: Sequence[Work], cited: Cited) -> dict[str, int]:
    rules = Counter(found.rule for found in cited.found)
    called = sum(1 for note in book.notes if note.part)
    counts = {"parts": len(book.parts), "notes": len(book.notes), "notes called": called, "works": len(works)}
    counts |= {"documents": len(cited.documents), "citations resolved": len(cited.found)}
    counts |= {f"of these {rule}": rules[rule] for rule in sorted(rules)}
    return counts | {
        "corrections proposed": len(cited.corrections),
        "joins": len(book.joins),
        "left out": len(book.left_out),
    }


def _citation(found: Found) -> dict[str, object]:
    return {
        "note": found.note,
        "printed": found.printed,
        "key": found.citation.key,
        "rule": found.rule,
        "near": found.near,
        "locators": [[locator.kind, locator.value] for locator in found.citation.locators],
    }


def _problem_lines(problems: Iterable[Problem]) -> list[str]:
    return [f"{format_problem(problem)} — {CODES[problem.code].meaning}" for problem in problems]


def _correction_lines(cited: Cited) -> list[str]:
    return [
        f"{c.kind} {c.place}: “{c.print}” → “{c.edition}” ({c.status}): {c.reason}" for c in cited.corrections
    ]


def _restated(item: Restated) -> str:
    return f"{item.place} (line {item.line}): “{item.printed}” → “{item.written}”"


def _section(title: str, lines: Sequence[str], none: str) -> str:
    body = "\n".join(f"- {_escaped(line)}" for line in lines) or none
    return f"## {title} ({len(lines)})\n\n{body}"


def _table(head: tuple[str, str], rows: Iterable[tuple[str, int]]) -> str:
    return "\n".join(
        [f"| {head[0]} | {head[1]} |", "|---|---|", *(f"| {name} | {count} |" for name, count in rows)]
    )


def _escaped(line: str) -> str:
    return re.sub(r"([\\<>*_\[\]])", r"\\\1", line.replace("\n", " "))


def _words(text: str) -> list[str]:
    """Return what is compared: the words, without case and marks."""
    return re.findall(r"[^\W_]+", text.lower())

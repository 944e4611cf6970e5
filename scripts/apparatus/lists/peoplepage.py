"""The people of the documents -> HTML: who they were, what they wrote or took part in, who cites it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from anyascii import anyascii

from apparatus import dates, links, style
from apparatus.concordance import Concordance
from apparatus.people import Appearance, Office, Person, Spelling, people
from apparatus.typeset.render import note_link, place_link, source_link

PARTS = {"author": "wrote", "recipient": "received", "participant": "took part"}
FOLDED = 6  # documents; more than these are a list that opens


def people_page(index: Concordance) -> str:
    """Return persons first, then bodies, each with documents and notes, and the print's other spellings."""
    everybody = people(index)
    persons = [person for person in everybody if not person.body]
    bodies = [person for person in everybody if person.body]
    return _group(index, links.PERSONS, "Persons", persons) + _group(
        index, links.BODIES, "Bodies, offices and groups", bodies
    )


def _group(index: Concordance, name: str, title: str, members: Iterable[Person]) -> str:
    found = [(_sorted_as(person.name.inverted()), _person(index, person)) for person in members]
    found += [
        (_sorted_as(written), _see(written, person)) for person in members for written in _other(person)
    ]
    if not found:
        return ""
    html = "".join(html for _, html in sorted(found))
    return f'<section class="people"><h2 id="{name}">{title}</h2>{html}</section>'


def _sorted_as(name: str) -> tuple[str, str]:
    return anyascii(name).casefold(), name


def _other(person: Person) -> Iterator[str]:
    """Yield the print's spellings, as they would be looked up, where they differ by more than capitals."""
    names = {form.casefold() for form in (str(person.name), person.name.inverted(), person.name.family)}
    written = dict.fromkeys(spelling.written for spelling in person.spellings)
    yield from (form for form in written if form.casefold() not in names)


def _see(written: str, person: Person) -> str:
    link = f'<a href="{escape(links.person(person.id))}">{escape(person.name.inverted())}</a>'
    return f'<p class="see"><b>{escape(written)}</b>: see {link}</p>'


def _person(index: Concordance, person: Person) -> str:
    name = escape(person.name.inverted())
    parts = (
        _offices(person.offices),
        _spellings(index, person),
        _documents(person.appearances),
        _notes(person),
    )
    return (
        f'<section class="person"><h3 id="{escape(person.id)}">{name}</h3>'
        f'<p class="facts">{_facts(person)}</p>{"".join(parts)}</section>'
    )


def _facts(person: Person) -> str:
    years = "–".join(dict.fromkeys(filter(None, (person.first_year, person.last_year)))) or "undated"
    documents = f"{len(person.documents)} document{'' if len(person.documents) == 1 else 's'}"
    notes = f"{len(person.notes)} note{'' if len(person.notes) == 1 else 's'}"
    return f"{years} · {documents} · {notes}"


def _offices(offices: Iterable[Office]) -> str:
    items = "".join(
        f'<li>{escape(office.title)} <span class="date">({escape(_when(office))})</span></li>'
        for office in offices
    )
    return f'<ul class="offices" aria-label="Offices">{items}</ul>' if items else ""


def _when(office: Office) -> str:
    """Say from when to when documents give the office: the only dates that the notes have for it."""
    days = list(dict.fromkeys(dates.in_words(document.date) for document in office.documents))
    return days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"


def _spellings(index: Concordance, person: Person) -> str:
    by_form: dict[str, list[Spelling]] = {}
    for spelling in person.spellings:
        by_form.setdefault(spelling.written, []).append(spelling)
    forms = [
        f"<i>{escape(form)}</i> ({', '.join(_place(index, item.place) for item in found)})"
        for form, found in by_form.items()
    ]
    return f'<p class="spellings">In the print also {"; ".join(forms)}</p>' if forms else ""


def _place(index: Concordance, place: str) -> str:
    entry = index.edition.bibliography.entries.get(place)
    return source_link(entry, "a short title") if entry else place_link(index, place)


def _documents(appearances: Iterable[Appearance]) -> str:
    found: dict[str, list[Appearance]] = {}
    for item in appearances:
        found.setdefault(item.document.key, []).append(item)
    items = "".join(_document(same) for same in found.values())
    listed = f'<ul class="appearances" aria-label="Documents">{items}</ul>'
    if len(found) <= FOLDED:
        return listed
    return f'<details class="folded"><summary>{len(found)} documents</summary>{listed}</details>'


def _document(same: list[Appearance]) -> str:
    document = same[0].document
    part = " and ".join(dict.fromkeys(PARTS[item.part] for item in same))
    title = source_link(document, style.as_html(style.document_title(document)))
    return f'<li><span class="date">{escape(dates.in_words(document.date))}</span> {title} ({part})</li>'


def _notes(person: Person) -> str:
    notes = ", ".join(note_link(label, label) for label in person.notes)
    noun = "Note" if len(person.notes) == 1 else "Notes"
    return f'<p class="cited-in">{noun} {notes}</p>' if notes else ""

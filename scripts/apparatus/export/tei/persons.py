"""People of the documents -> `listPerson`: names, the print's other spellings, offices, years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from apparatus.export.tei.ids import PEOPLE, Ids
from apparatus.export.tei.names import name_of
from apparatus.export.tei.xml import make
from apparatus.people import Office, Person


def persons(people: Iterable[Person], ids: Ids) -> Iterator[Element]:
    """Yield the list of everybody's records, in the order of their names, if there is anybody."""
    found = [_person(person, ids) for person in people]
    if found:
        yield make("listPerson", *found, xml_id=ids.of("part", PEOPLE))


def _person(person: Person, ids: Ids) -> Element:
    spellings = dict.fromkeys(spelling.written for spelling in person.spellings)
    return make(
        "person", name_of(person.name), *(make("name", written, type="variant") for written in spellings),
        *_active(person), *(_occupation(office) for office in person.offices),
        xml_id=ids.of("person", person.id),
    )  # fmt: skip


def _active(person: Person) -> Iterator[Element]:
    """Yield the years of the person's documents."""
    if person.first_year:
        years = list(dict.fromkeys((person.first_year, person.last_year)))
        yield make("floruit", "-".join(years), from_=years[0], to=years[-1])


def _occupation(office: Office) -> Element:
    """Return an office with the days on which the documents give it, which need not be all its days."""
    if office.first == office.last:
        return make("occupation", office.title, when=office.first)
    return make("occupation", office.title, from_=office.first, to=office.last)

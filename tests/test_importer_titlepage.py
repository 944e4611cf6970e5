"""What a title page says: author and title told apart by the book itself, publisher, place and year."""

from __future__ import annotations

import pytest
import yaml

from apparatus.importer.account import account
from apparatus.importer.book import TitlePage
from apparatus.importer.read import read_book
from apparatus.importer.run import import_print
from apparatus.importer.settings import Settings
from apparatus.importer.structure.authors import Evidence, family_first
from apparatus.importer.words import vocabulary

BODY = (
    "Contents\n\n1. Das Amt ........ 1\nAnmerkungen ........ 3\n\n\f1. Das Amt\n\nSo war es.1 Das Salz wurde "
    "verwaltet.2\n\nAnmerkungen\n\n1 Lund 1921, S. 4.\n2 Lund 1921, S. 5.\n"
)
HEADED = (
    BODY + "\n3\n\fVerwaltetes Salz\n\n3 Lund 1921, S. 6.\n\n4\n\fVerwaltetes Salz\n\n4 Lund 1921, S. 7.\n"
)


def read(page: str, body: str = BODY, settings: Settings | None = None) -> tuple[TitlePage, list[str]]:
    book = read_book(f"{page}\n\n\f{body}", "print.txt", settings or Settings())
    assert account(f"{page}\n\n\f{body}", book) == ({}, {})
    return book.title_page, [p.message for p in book.problems if p.code == "TITLE-PAGE"]


@pytest.mark.parametrize(
    ("page", "body"),
    [
        ("Karl Obermann\n\nVerwaltetes Salz\n\nEin Amt", HEADED),  # the running head is the title
        ("Karl Obermann\n\nVerwaltetes Salz\n\nEin Amt", BODY + "\nEin Amt, verwaltetes Salz.\n"),
        ("Karl Obermann\n\nVerwaltetes Salz\n\nEin Amt\n\n© Karl Obermann 2009", BODY),
        ("Karl Obermann\n\nVerwaltetes Salz\n\nEin Amt\n\nCopyright 2009 by Karl Obermann", BODY),
        ("Verwaltetes Salz\n\nEin Amt\n\nVon Karl Obermann", BODY),
        ("Verwaltetes Salz\n\nEin Amt\n\nby Karl Obermann", BODY),
    ],
)
def test_the_book_tells_its_author_from_its_title(page: str, body: str) -> None:
    found, problems = read(page, body)
    assert (found.author, found.title, found.subtitle) == ("Karl Obermann", "Verwaltetes Salz", "Ein Amt")
    assert problems == []


@pytest.mark.parametrize("author", ["Karl B. Obermann", "K. Obermann", "KARL B. OBERMANN"])
def test_initials_are_a_persons(author: str) -> None:
    found, problems = read(f"{author}\n\nVerwaltetes Salz\n\nEin Amt")
    assert (found.author, found.title, problems) == (author, "Verwaltetes Salz", [])


@pytest.mark.parametrize("page", ["Karl Obermann\n\nVerwaltetes Salz", "Verwaltetes Salz\n\nKarl Obermann"])
def test_a_title_that_may_be_a_name_is_reported_and_not_guessed(page: str) -> None:
    found, (message,) = read(page)
    assert (found.author, found.title) == ("", "")
    assert message.endswith(page.replace("\n\n", " / "))
    named, problems = read(page, settings=Settings(title="Verwaltetes Salz"))
    assert (named.author, named.title, problems) == ("Karl Obermann", "Verwaltetes Salz", [])
    named, problems = read(page, settings=Settings(author="Karl Obermann"))
    assert (named.author, named.title, problems) == ("Karl Obermann", "Verwaltetes Salz", [])


@pytest.mark.parametrize(
    ("imprint", "publisher", "place", "year"),
    [
        ("Salz & Söhne\nGöttingen 2009", "Salz & Söhne", "Göttingen", "2009"),
        ("Vanden & Rupp\nGöttingen 2009", "Vanden & Rupp", "Göttingen", "2009"),
        ("Kleiber\nKöln/Wien 2009", "Kleiber", "Köln/Wien", "2009"),
        (
            "University of Vestmark Press\nLund and London",
            "University of Vestmark Press",
            "Lund and London",
            "",
        ),
        ("Quay Press\nNew York\n1989", "Quay Press", "New York", "1989"),
        ("OXFORD\nAT THE QUAY PRESS\n1989", "QUAY PRESS", "OXFORD", "1989"),
        ("Quay Press, Prague 2005", "Quay Press", "Prague", "2005"),
        ("First published in 2003 by\nLund & Sons, Leith", "Lund & Sons", "Leith", "2003"),
        ("Published by Lund, 4 High Street, Leith\n\n© Per Lund 2003", "Lund", "Leith", "2003"),
        (
            "Quay Press\n\nCopyright © 1994 by the Board of Regents\nAll rights reserved",
            "Quay Press",
            "",
            "1994",
        ),
        ("Quay Press\n\nISBN 1 86232 999 0\n\nPrinted in Norway by Vik, Bergen", "Quay Press", "", ""),
    ],
)
def test_publisher_place_and_year(imprint: str, publisher: str, place: str, year: str) -> None:
    page, problems = read(f"The Salt of the Earth\n\nA History\n\nAnn Lund\n\n{imprint}")
    assert (page.publisher, page.place, page.year) == (publisher, place, year)
    assert (page.title, page.subtitle, page.author, problems) == (
        "The Salt of the Earth",
        "A History",
        "Ann Lund",
        [],
    )


@pytest.mark.parametrize(
    ("name", "inverted"),
    [
        ("Thomas W. Kessel", "Kessel, Thomas W."),
        ("J. R. van der Meer", "van der Meer, J. R."),
        ("Friedrich von Lenz", "von Lenz, Friedrich"),
        ("Ann Lund", "Lund, Ann"),  # a running head
        ("Per Vik", "Vik, Per"),  # an entry of the bibliography
        ("Nguyen Van Linh", ""),
        ("Karl Obermann", ""),
        ("Obermann, Karl", ""),
        ("Ann Lund and Per Vik", ""),
    ],
)
def test_a_name_is_inverted_where_its_parts_are_told(name: str, inverted: str) -> None:
    evidence = Evidence(frozenset({"lund"}), vocabulary([]), ("Vik, Per. *Salt*. Oslo, 1990.",))
    assert family_first(name, evidence) == inverted


@pytest.mark.parametrize(
    ("author", "written", "codes"),
    [("Thomas W. Kessel", "Kessel, Thomas W.", []), ("Linh Tran", "Linh Tran", ["TITLE-PAGE"])],
)
def test_the_author_is_written_family_first_or_it_is_said(
    author: str, written: str, codes: list[str]
) -> None:
    made = import_print(f"The Salt of the Earth\n\nby {author}\n\n{BODY}", "print.txt")
    assert yaml.safe_load(made.files["mkdocs.yml"])["extra"]["edition"]["author"] == written
    assert author in made.files["docs/index.md"]
    assert [p.code for p in made.problems if p.code == "TITLE-PAGE"] == codes

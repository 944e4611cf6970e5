"""Entries of the bibliography as editors write them: every type is shown, and what is misspelt is told."""

from __future__ import annotations

import pytest

from apparatus import entrytypes
from apparatus.archives import Archive, Level, check_shelfmarks
from apparatus.bibliography import format_bibliography, read_bibliography
from apparatus.export.csljson import item
from apparatus.export.ris import OTHER, write
from apparatus.problems import format_problem
from apparatus.style import as_plain, full

WORK = "author={Li, An}, title={Yan}, year=1981"


def told(text: str) -> list[str]:
    """Return what is said of a bibliography."""
    return [format_problem(problem) for problem in read_bibliography(text, "b.bib", {})[1]]


def shown(text: str) -> str:
    """Return a work, with which nothing is wrong, as the bibliography shows it."""
    bibliography, problems = read_bibliography(text, "b.bib", {})
    assert problems == ()
    return as_plain(full(bibliography.works[0], {}))


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("boook", "did you mean book?"),
        ("artikel", "did you mean article?"),
        ("unpublised", "did you mean unpublished?"),
        ("zzz", ""),
    ],
)
def test_a_type_that_nobody_knows_is_told(kind: str, hint: str) -> None:
    what = f"“a” is a @{kind}, which is no type of BibTeX, and is shown as a book"
    assert told(f"@{kind}{{a, {WORK}}}") == [f"b.bib:1: UNKNOWN-TYPE {what}{f' ({hint})' if hint else ''}"]


@pytest.mark.parametrize(
    ("kind", "fields", "written"),
    [
        ("Online", "url={https://x.example/~li/a_b%20c--d}, urldate={2001-02-03}",
         "Yan. https://x.example/~li/a_b%20c--d (accessed 3 February 2001)."),
        ("misc", r"howpublished={\url{http://x.example/a_b%20}}", "Yan. http://x.example/a_b%20."),
        ("thesis", "type={phdthesis}, institution={Uni}", "Yan. PhD thesis. Uni."),
        ("mastersthesis", "school={Uni}", "Yan. Master's thesis. Uni."),
        ("report", "type={Memo}, number={3}, institution={RAND}", "Yan. Memo 3. RAND."),
        ("techreport", "publisher={Press}", "Yan. Press."),
        ("inbook", "chapter={3}, pages={3--5}, publisher={Press}", "Yan. Press, chapter 3, 3–5."),
        ("conference", "booktitle={Lu}", '"Yan" in Lu.'),
        ("inproceedings", "booktitle={Lu}, pages={4}", '"Yan" in Lu, 4.'),
        ("newspaper", "journal={Times}", '"Yan", Times.'),
        ("article", "journaltitle={Salt}, location={Oslo}", '"Yan", Salt. Oslo.'),
        ("article", "", '"Yan".'),
        ("collection", "subtitle={A Story}", "Yan: A Story."),
    ],
)  # fmt: skip
def test_every_type_and_field_is_shown_for_what_it_is(kind: str, fields: str, written: str) -> None:
    assert shown(f"@{kind}{{a, {WORK}, {fields}}}") == f"Li, An 1981. {written}"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("50% of {DNA}", "50% of DNA"),
        ("{50%} of it -- all", "50% of it – all"),
        (r"On \emph{salt}, {\it sea} and \$5", "On salt, sea and $5"),
        (r"\'Elan \textit{\o re}", "Élan øre"),
    ],
)
def test_a_title_is_read_to_its_end(title: str, written: str) -> None:
    assert shown(f"@book{{a, author={{Li, An}}, title={{{title}}}, year=1981}}") == f"Li, An 1981. {written}."


def test_a_body_in_braces_is_one_name_and_a_date_has_the_year() -> None:
    entry = "@book{a, author={{Flod & Sons}}, title={Yan}, date={1981-05}}"
    assert shown(entry) == "Flod & Sons 1981. Yan."


@pytest.mark.parametrize(
    ("kind", "csl", "ris"),
    [
        ("book", "book", "BOOK"), ("online", "webpage", "ELEC"), ("thesis", "thesis", "THES"),
        ("report", "report", "RPRT"), ("conference", "paper-conference", "CPAPER"),
        ("inbook", "chapter", "CHAP"), ("inreference", "chapter", "CHAP"), ("mvbook", "book", "BOOK"),
        ("newspaper", "article-newspaper", "NEWS"), ("periodical", "book", "BOOK"),
        ("misc", "document", OTHER),
    ],
)  # fmt: skip
def test_reference_managers_get_a_type_of_theirs(kind: str, csl: str, ris: str) -> None:
    bibliography, _ = read_bibliography(f"@{kind}{{a, {WORK}}}", "b.bib", {})
    found = item(bibliography.entries["a"], {})
    assert (found["type"], write([found]).split("\r\n")[0]) == (csl, f"TY  - {ris}")


def test_a_field_that_is_spelt_nearly_like_another_is_told_and_others_are_not() -> None:
    assert told(f"@book{{a, {WORK}, publihser={{Press}}, mynote={{x}}, file={{C:/x_y}}}}") == [
        "b.bib:1: UNKNOWN-FIELD “a” has a field “publihser”, which nothing reads (did you mean publisher?)"
    ]


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        ("crossref", "write what the other entry has into this one"),
        ("archive", "a document in an archive is @unpublished"),
    ],
)
def test_what_is_not_read_of_a_work_is_told(field: str, hint: str) -> None:
    assert told(f"@misc{{a, {WORK}, {field}={{AV}}}}") == [
        f"b.bib:1: UNKNOWN-FIELD “a” has a field “{field}”, which nothing reads ({hint})"
    ]


def test_a_document_with_a_year_and_no_date_is_told() -> None:
    entry = "@unpublished{a, title={Yan}, archive={AV}, fond={1}, year={1912}%s}"
    message = "“a” has a field “year”, which nothing reads of a document (write date = {1912})"
    assert told(entry % "") == [f"b.bib:1: UNKNOWN-FIELD {message}"]
    assert told(entry % ", date={1912-05}") == []


def test_every_field_that_is_known_is_told_for_none() -> None:
    assert [
        name for name in ("address", "journaltitle", "pagetotal", "usera") if entrytypes.misspelt(name)
    ] == []


@pytest.mark.parametrize(
    ("role", "names", "sign"),
    [
        ("author", "Holm, N.; Berg, A.", ";"),
        ("author", "Flod & Sons", "&"),
        ("author", "Holm, Nils et al.", "et al."),
        ("author", "Li, An and ", "and"),
        ("editor", r"Flod \& Sons", "&"),
        ("translator", "Berg, A. and Holm, N.; Lu, B.", ";"),
    ],
)
def test_names_that_are_not_joined_as_bibtex_joins_them_are_told(role: str, names: str, sign: str) -> None:
    hint = "join names with “and”, write “and others”, and put a body's name into braces"
    assert told(f"@book{{a, {role}={{{names}}}, title={{Yan}}, year=1981}}") == [
        f"b.bib:1: BIB-FIELD {role} of “a” has “{sign}” within a name ({hint})"
    ]


def test_names_with_commas_between_them_are_told_with_their_line() -> None:
    entry = "@book{a, title={Yan}, year=1981,\n author={Holm, N., Berg, A., Li, B.}}"
    assert told(entry) == [
        (
            "b.bib:2: BIB-SYNTAX “Holm, N., Berg, A., Li, B.” cannot be one name "
            "(join names with “and”: Holm, Nils and Berg, Ada)"
        )
    ]


def test_commands_of_latex_that_are_not_read_are_told() -> None:
    assert told("@book{a, author={Li, An}, title={\\salt{Yan}}, year=1981}") == [
        "b.bib:1: BIB-FIELD title of “a” has “\\salt”, which is not read (write the sign itself, in UTF-8)"
    ]


def test_what_was_read_of_an_address_is_read_back() -> None:
    bibliography, _ = read_bibliography(
        f"@online{{a, {WORK}, url={{https://x.example/~li/a_b%20c--d#e&f$g}}}}", "b", {}
    )
    again, problems = read_bibliography(format_bibliography(bibliography.works), "b", {})
    assert (again.works[0].fields, problems) == (bibliography.works[0].fields, ())
    assert again.works[0].fields["url"] == "https://x.example/~li/a_b%20c--d#e&f$g"


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (
            "recipent",
            "“recipent” is neither a field of a document nor a level of AV (did you mean recipient?)",
        ),
        ("fonds", "“fonds” is neither a field of a document nor a level of AV (did you mean fond?)"),
        ("box", "AV has no level “box” (its levels: fond, delo)"),
    ],
)
def test_a_misspelt_field_of_a_document_is_told_with_what_was_meant(field: str, message: str) -> None:
    archives = {"AV": Archive("AV", levels=(Level("fond", "f."), Level("delo", "d.")))}
    entry = f"@unpublished{{a, title={{Yan}}, archive={{AV}}, fond={{1}}, {field}={{2}}}}"
    documents = read_bibliography(entry, "b.bib", archives)[0].documents
    (problem,) = check_shelfmarks(documents, archives, "b.bib")
    assert format_problem(problem) == f"b.bib:1: UNKNOWN-LEVEL {message}"

"""The command `apparatus` from end to end: what it prints, its exit code, and what it leaves on the disk."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from site_builder import copy_of_edition, dead_links

from apparatus import __main__, __version__, checks, files, host, publish
from apparatus.folders import Change, swap, write_folder
from apparatus.importer.result import ImportResult
from apparatus.model import Problem

NOT_SHOWN = '<script>alert(3)</script><img src="https://evil.example/x.png" onerror="alert(4)">'
PRINTS = Path(__file__).parent / "fixtures" / "prints"


@dataclass
class Ran:
    """What a command did: its exit code, the lines on standard output, and those on standard error."""

    code: int
    out: list[str]
    err: list[str]


@pytest.fixture
def apparatus(monkeypatch, capsys):
    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["apparatus", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            __main__.main()
        out, err = capsys.readouterr()
        return Ran(end.value.code or 0, out.splitlines(), err.splitlines())

    return run


@pytest.fixture
def edition(tmp_path, monkeypatch):
    """The small edition, as the working folder, without what is open in it: tags that no page shows."""
    folder = copy_of_edition(tmp_path / "salt")
    change(folder, "notes/chapter-1.md", NOT_SHOWN, "")
    monkeypatch.chdir(folder)
    return folder


def tree(folder: Path) -> dict[str, str]:
    """Return every path below a folder, each with a hash of what it holds."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else ""
        for path in sorted(folder.rglob("*"))
    }


# bad input: what is changed in the small edition (a file, what it has, what it gets; no file at all
# where that is None), and every line that is said then
BAD = {
    "not-utf-8": (
        [("docs/index.md", "invented", "inv\udcffnted")],
        ["docs/index.md:3: NOT-UTF8 byte 41 (0xff) is not UTF-8 (save the file as UTF-8)"],
    ),
    "control-characters": (
        [
            ("notes/chapter-1.md", "Emphasis mine", "Emphasis\x08 mine"),
            ("bibliography.bib", "Salt and Water", "Salt\x1f and Water"),
        ],
        [
            (
                "bibliography.bib:3: CONTROL-CHARACTER character 16 is U+001F, a control character "
                "(take it out; it is not seen in most editors)"
            ),
            (
                "notes/chapter-1.md:3: CONTROL-CHARACTER character 41 is U+0008, a control character "
                "(take it out; it is not seen in most editors)"
            ),
        ],
    ),
    "no-settings": ([("mkdocs.yml", None, None)], ["mkdocs.yml: MISSING-FILE this file is not there"]),
    "no-bibliography": (
        [("bibliography.bib", None, None)],
        ["bibliography.bib: MISSING-FILE this file is not there"],
    ),
    "bibtex-syntax": (
        [("bibliography.bib", "title = {Salt and Water},", "title = {Salt and Water}")],
        [
            "bibliography.bib:4: BIB-SYNTAX '}' expected (see the entry that begins on or before this line)",
        ],
    ),
    "duplicate-key": (
        [("bibliography.bib", "@book{unread1960,", "@book{holm1974,")],
        [
            (
                "bibliography.bib:25: DUPLICATE-KEY two entries have the key “holm1974” "
                "(first on line 1; keys are addresses, rename the newer one)"
            )
        ],
    ),
    "unknown-key": (
        [("notes/conclusions.md", "@muoi1990", "@muoi1909")],
        ["notes/conclusions.md:1: UNKNOWN-KEY no entry “muoi1909” (did you mean muoi1990?)"],
    ),
    "undefined-note": (
        [("docs/conclusions.md", "[^12]", "[^12][^none]")],
        [
            (
                "docs/conclusions.md:3: UNDEFINED-NOTE note none is not defined "
                "(define it in notes/conclusions.md)"
            ),
        ],
    ),
    "labels-of-a-folders-own-page": (
        [
            ("notes/conclusions.md", "[^12]:", "[^Index]: One.\n\n[^README]: Two.\n\n[^12]:"),
            ("docs/conclusions.md", "[^12]", "[^Index][^README][^12]"),
        ],
        [
            f"notes/conclusions.md:{line}: NOTE-SYNTAX “{label}” cannot be a note's label "
            "(notes/ itself is the address of all notes)"
            for line, label in ((1, "Index"), (3, "README"))
        ],
    ),
    "labels-in-one-folder-on-some-disks": (
        [
            ("notes/conclusions.md", "[^12]:", "[^a]: One.\n\n[^A]: Two.\n\n[^12]:"),
            ("docs/conclusions.md", "[^12]", "[^a][^A][^12]"),
        ],
        [
            (
                "notes/conclusions.md:3: ADDRESS-TWICE note A has the address of note a, “notes/A/” "
                "(give one of them another name)"
            )
        ],
    ),
    "notes-in-the-chapter-itself": (
        [
            ("docs/conclusions.md", "What remained", "Before.[^x] What remained"),
            (
                "docs/conclusions.md",
                "See also",
                "\n\n[^x]: A note.\n\n[^12]: Twice.\n\nSee also",
            ),
        ],
        [
            (
                "docs/conclusions.md:3: UNDEFINED-NOTE note x is not defined "
                "(move it from line 5 of docs/conclusions.md to notes/conclusions.md)"
            ),
            (
                "docs/conclusions.md:7: DUPLICATE-NOTE note 12 is defined twice "
                "(first defined in notes/conclusions.md:1; what stands here is no note)"
            ),
        ],
    ),
    "undefined-note-before-a-colon": (
        [("docs/conclusions.md", "[^12]", "[^12] as he says[^99]: nothing")],
        ["docs/conclusions.md:3: UNDEFINED-NOTE note 99 is not defined (define it in notes/conclusions.md)"],
    ),
    "note-called-twice": (
        [("docs/chapter-1.md", "of their own.[^2]", "of their own.[^1][^2]")],
        [
            (
                "docs/chapter-1.md:3: NOTE-CALLED-TWICE note 1 is called a second time "
                "(first called in docs/chapter-1.md:3)"
            )
        ],
    ),
    "tags-that-are-never-closed": (
        [("notes/conclusions.md", "A last paragraph.", "A last paragraph.\n    " + "<b>" * 3000)],
        [
            (
                "notes/conclusions.md:4: NESTING more than 50 tags stand in each other "
                "(close them, or write it out plainly)"
            )
        ],
    ),
    "quotations-in-each-other": (
        [("notes/conclusions.md", "A last paragraph.", ">" * 3000 + " A last paragraph.")],
        [
            (
                "notes/conclusions.md:3: NESTING more than 50 quotations or lists stand in each other "
                "(close them, or write it out plainly)"
            )
        ],
    ),
    "citation-without-a-key": (
        [("notes/conclusions.md", "p. 9]", "p. 9; p. 10]")],
        [
            (
                "notes/conclusions.md:1: BAD-CITATION no key in this part of the citation "
                "(each part needs one @key)"
            ),
            "    [@muoi1990, p. 8; Harbour Report @fo-1911-report, p. 9; p. 10].",
            "                                                           ^~~~~~",
        ],
    ),
    "citation-never-closed": (
        [("notes/conclusions.md", "p. 9]", "p. 9")],
        [
            "notes/conclusions.md:1: BAD-CITATION a bracket is never closed (write ] after the citation)",
            "    [@muoi1990, p. 8; Harbour Report @fo-1911-report, p. 9.",
            "    ^",
        ],
    ),
    "unknown-archive": (
        [("bibliography.bib", "archive = {FO}", "archive = {FCO}")],
        [
            (
                "bibliography.bib:57: UNKNOWN-ARCHIVE archives.yml does not know the archive “FCO” "
                "(known: AVPRX, FO)"
            )
        ],
    ),
    "unknown-level": (
        [("bibliography.bib", "papka = {6}", "box = {6}")],
        ["bibliography.bib:32: UNKNOWN-LEVEL AVPRX has no level “box” (its levels: fond, opis, papka, delo)"],
    ),
    "missing-field": (
        [("bibliography.bib", "  year = {1974},\n", "")],
        ["bibliography.bib:1: BIB-FIELD “holm1974” has no year (add year = {...})"],
    ),
    "bad-date": (
        [("bibliography.bib", "{1911-05-02}", "{2 May 1911}")],
        [
            (
                "bibliography.bib:32: BAD-DATE “2 May 1911” is not a date (write it as EDTF: "
                "1954-09-30, 1955-06/1955-07, {1959-01-16,1959-01-17}, 1956-08-11?)"
            )
        ],
    ),
    "yaml-syntax": (
        [("notes/archives.yml", "AVPRX:", "AVPRX: [")],
        ["notes/archives.yml:3: YAML-SYNTAX did not find expected ',' or ']'"],
    ),
    "yaml-value-that-cannot-be": (
        [("notes/corrections.yml", "Holm 1974", "1974-99-99")],
        ["notes/corrections.yml:7: YAML-SYNTAX “1974-99-99” is no timestamp"],
    ),
    "units-without-values": (
        [("notes/archives.yml", '"079": Referentura on salt', "- Referentura on salt")],
        [
            (
                "notes/archives.yml:1: SETTING the archive “AVPRX” cannot be read: "
                "units: has names by the values of the outermost level (see the formats in the README)"
            )
        ],
    ),
    "levels-without-fields": (
        [("notes/archives.yml", "    - {field: class, name: class}", "    - class")],
        [
            (
                "notes/archives.yml:12: SETTING the archive “FO” cannot be read: "
                "levels: is a list, and each of them has a field: (see the formats in the README)"
            )
        ],
    ),
    "a-book-that-is-no-mapping": (
        [("mkdocs.yml", "  edition:\n    title:", "  edition: [a]\n  book:\n    title:")],
        [
            (
                "mkdocs.yml: SETTING extra: edition: has settings such as title:, and cannot be ['a'] "
                "(see the formats in the README)"
            )
        ],
    ),
    "a-setting-that-is-no-text": (
        [("mkdocs.yml", "year: 1998", "year: [1998]")],
        ["mkdocs.yml: SETTING extra: edition: year: cannot be [1998] (a text, or a number)"],
    ),
    "unknown-setting": (
        [("mkdocs.yml", "publisher:", "publsher:")],
        ["mkdocs.yml: SETTING extra: edition: has no setting “publsher” (did you mean publisher?)"],
    ),
    "no-name-of-the-site": (
        [("mkdocs.yml", "site_name: The Salt Road\n", "")],
        ["mkdocs.yml: SETTING site_name: is missing (name the site; the title of the book will do)"],
    ),
    "a-name-of-the-site-that-is-no-text": (
        [("mkdocs.yml", "site_name: The Salt Road", "site_name: 1984")],
        ['mkdocs.yml: SETTING site_name: 1984 is no text (put it into quotation marks, "1984")'],
    ),
    "a-navigation-with-files-that-are-not-there": (
        [("mkdocs.yml", "conclusions.md", "conclusion.md"), ("mkdocs.yml", "report.md", "lost/x.md")],
        [
            (
                "mkdocs.yml:10: LINK nav: names “conclusion.md”, which is not there "
                "(did you mean conclusions.md?)"
            ),
            "mkdocs.yml:15: LINK nav: names “lost/x.md”, which is not there",
        ],
    ),
    "name-that-leaves-its-folder": (
        [("mkdocs.yml", "publisher:", "name: ../../escaped\n    publisher:")],
        [
            (
                "mkdocs.yml: SETTING extra: edition: name: “../../escaped” cannot be the name of a file "
                "(letters, digits, and - _ . between them)"
            )
        ],
    ),
    "name-in-a-folder": (
        [("mkdocs.yml", "publisher:", "name: a/b\n    publisher:")],
        [
            (
                "mkdocs.yml: SETTING extra: edition: name: “a/b” cannot be the name of a file "
                "(letters, digits, and - _ . between them)"
            )
        ],
    ),
    "hidden-name": (
        [("mkdocs.yml", "publisher:", "name: .salt\n    publisher:")],
        [
            (
                "mkdocs.yml: SETTING extra: edition: name: “.salt” cannot be the name of a file "
                "(letters, digits, and - _ . between them)"
            )
        ],
    ),
    "two-at-once": (
        [
            ("notes/conclusions.md", "@muoi1990", "@muoi1909"),
            ("docs/conclusions.md", "[^12]", "[^12][^none]"),
        ],
        [
            (
                "docs/conclusions.md:3: UNDEFINED-NOTE note none is not defined "
                "(define it in notes/conclusions.md)"
            ),
            "notes/conclusions.md:1: UNKNOWN-KEY no entry “muoi1909” (did you mean muoi1990?)",
        ],
    ),
}


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(("changes", "lines"), BAD.values(), ids=BAD)
def test_bad_input_gives_its_lines_and_changes_nothing(command, changes, lines, edition, apparatus):
    (edition / "site").mkdir()
    (edition / "site/index.html").write_text("the last good site")
    for name, old, new in changes:
        change(edition, name, old, new)
    before = tree(edition)
    ran = apparatus(command)
    assert [line for line in ran.err if line != "checking"] == lines
    assert ran.code == 1
    assert tree(edition) == before


def change(folder: Path, name: str, old: str | None, new: str | None) -> None:
    path = folder / name
    if old is None or new is None:
        path.unlink()
        return
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", errors="surrogateescape")


def test_check_lists_what_is_open_and_ends_well(edition, apparatus):
    change(edition, "bibliography.bib", "  keywords = {uncited}\n", "")
    hint = "(if the print does not cite it, say keywords = {uncited})"
    ran = apparatus("check")
    assert ran == Ran(
        0, ["12 notes, 0 errors, 1 open"], [f"bibliography.bib:25: UNCITED no note cites “unread1960” {hint}"]
    )


def test_a_note_in_the_chapter_itself_that_nothing_calls_is_told(edition, apparatus):
    text = "\n[^x]: A note.\n\n```\n[^y]: code\n```\n"
    (edition / "docs/conclusions.md").write_text(
        (edition / "docs/conclusions.md").read_text("utf-8") + text, "utf-8"
    )
    ran = apparatus("check")
    hint = "call it with [^x], and move it to notes/conclusions.md; what stands here is no note"
    assert ran.err == [f"docs/conclusions.md:5: UNCALLED-NOTE nothing calls note x ({hint})"]


def test_addresses_that_are_no_folders_are_told_and_not_made(edition, apparatus):
    change(edition, "mkdocs.yml", "plugins:", "use_directory_urls: false\nplugins:")
    ran = apparatus("check")
    assert (ran.code, ran.err) == (
        0,
        [
            (
                "mkdocs.yml:4: OVERRULED use_directory_urls: false is not followed: addresses are folders, "
                "notes/56/ (take it out; dist/ has what opens without a server)"
            )
        ],
    )
    assert apparatus("build").out[0].startswith("1 open: 1 OVERRULED")
    assert (edition / "site/notes/12/index.html").is_file()


def test_check_open_leaves_errors_out(edition, apparatus):
    change(edition, "bibliography.bib", "  keywords = {uncited}\n", "")
    change(edition, "docs/conclusions.md", "[^12]", "[^12][^none]")
    ran = apparatus("check", "--open")
    assert ["UNCITED" in line for line in ran.err] == [True]
    assert ran.code == 1


def test_build_makes_site_bundle_and_ledger(edition, apparatus):
    ran = apparatus("build")
    assert ran.code == 0
    bundle = edition / "dist/the-salt-road-traders-ministries-offline.zip"
    assert (edition / "site/notes/12/index.html").is_file()
    assert "notes/12/\n" in (edition / "notes/addresses.txt").read_text("utf-8")
    assert f"sha256: {hashlib.sha256(bundle.read_bytes()).hexdigest()}" in ran.out
    assert ran.out[0].split(", ")[1] == "12 notes"
    assert ran.out[1] == f"site:   site{os.sep}"
    assert not list(edition.glob(".apparatus-*"))


@pytest.mark.parametrize("seconds", ["²", "99999999999999", "yesterday", "", "-1"])
def test_a_time_that_is_none_stops_the_build(edition, apparatus, monkeypatch, seconds):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    ran = apparatus("build")
    assert (ran.code, len(ran.err)) == (1, 2)
    assert ran.err[1].startswith(f"SOURCE_DATE_EPOCH: SETTING “{seconds}” is no time (seconds since 1970")
    assert not (edition / "site").exists()


def test_build_names_another_edition_by_its_folder(edition, apparatus, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert apparatus("build", "--edition", "salt").code == 0
    assert (edition / "site/index.html").is_file()


def test_build_tells_a_warning_of_mkdocs_and_leaves_the_last_site(edition, apparatus):
    apparatus("build")
    before = tree(edition)
    change(edition, "docs/conclusions.md", "chapter-1.md#the-quarrel", "chapter-9.md#the-quarrel")
    ran = apparatus("build")
    assert ran.code == 1
    assert [line for line in ran.err if "LINK" in line] == [
        (
            "docs/conclusions.md: LINK Doc file 'conclusions.md' contains a link "
            "'chapter-9.md#the-quarrel-over-scales', but the target 'chapter-9.md' "
            "is not found among documentation files."
        )
    ]
    change(edition, "docs/conclusions.md", "chapter-9.md#the-quarrel", "chapter-1.md#the-quarrel")
    assert tree(edition) == before


def test_build_tells_what_mkdocs_cannot_configure(edition, apparatus):
    change(edition, "mkdocs.yml", "name: material", "name: no-such-theme")
    ran = apparatus("build")
    assert ran.code == 1
    assert [line.split(" Unrecognised")[0] for line in ran.err[2:]] == [
        "mkdocs.yml: SETTING Config value 'theme':"
    ]


@pytest.mark.parametrize(
    "plugins", ["plugins: [search]", "", "plugins: {search: {}, apparatus: {enabled: false}}"]
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_site_without_the_plugin_is_an_error(command, plugins, edition, apparatus):
    apparatus("build")
    change(edition, "mkdocs.yml", "plugins: [search, apparatus]", plugins)
    before = tree(edition)
    ran = apparatus(command)
    hint = "(write plugins: [search, apparatus])"
    assert ran.err[-1] == f"mkdocs.yml: SETTING plugins: has no apparatus {hint}"
    assert ran.code == 1
    assert tree(edition) == before


def test_an_address_that_is_gone_stops_the_build(edition, apparatus):
    apparatus("build")
    change(edition, "docs/chapter-2.md", "{#letters", "{#first-letters")
    change(edition, "notes/chapter-1.md", "chapter-2.md#letters", "chapter-2.md")
    ran = apparatus("build")
    assert ran.code == 1
    assert [line.split()[1] for line in ran.err if line != "checking"] == ["ADDRESS-GONE"]


def test_files_of_an_earlier_build_do_not_stay_beside_a_newer_text(edition, apparatus, monkeypatch):
    name = "dist/the-salt-road-traders-ministries"
    for other in (f"{name}.pdf", f"{name}.epub", "dist/another.pdf"):
        files.write_text(edition / other, "old")
    ran = apparatus("build")
    assert ran.code == 0
    assert [line for line in ran.out if line.startswith("gone:")] == [
        f"gone:   {name}{ending}, of an earlier build" for ending in (".epub", ".pdf")
    ]
    left = {
        path.name.removeprefix("the-salt-road-traders-ministries") for path in (edition / "dist").iterdir()
    }
    assert left == {"-offline.zip", "-offline.zip.sha256", ".html", "another.pdf"}


def test_they_stay_where_the_build_fails(edition, apparatus, monkeypatch):
    files.write_text(edition / "dist/the-salt-road-traders-ministries.pdf", "old")
    monkeypatch.setattr(
        publish, "swap", lambda changes: swap([*changes, Change(edition / "x", edition / "no", edition)])
    )
    before = tree(edition)
    assert apparatus("build").code == 1
    assert tree(edition) == before


# where the site goes


@pytest.mark.parametrize(
    ("site_dir", "there"),
    [
        ("notes", "notes/"), ("notes/site", "notes/"), ("dist", "dist/"), ("dist/site", "dist/"),
        ("docs", "docs/"), ("docs/site", "docs/"), (".", "the edition"), ("..", "the edition"),
        ("mkdocs.yml", "a file"), ("linked", "notes/"), ("linked/site", "notes/"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_site_never_takes_the_place_of_the_edition(command, site_dir, there, edition, apparatus):
    (edition / "linked").symlink_to("notes")
    change(edition, "mkdocs.yml", "plugins:", f"site_dir: {site_dir}\nplugins:")
    before = tree(edition)
    ran = apparatus(command)
    assert [line for line in ran.err if line != "checking"] == [
        (
            f"mkdocs.yml: SETTING site_dir: “{site_dir}” cannot hold the site: {there} is there "
            "(name a folder of its own, such as site)"
        )
    ]
    assert ran.code == 1
    assert tree(edition) == before


def test_mkdocs_may_not_be_told_to_put_it_there_either(edition):
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", "notes"]
    before = tree(edition)
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ran.returncode == 1
    assert "mkdocs.yml: SETTING site_dir: “notes” cannot hold the site: notes/ is there" in ran.stderr
    assert tree(edition) == before


def test_a_site_that_is_a_link_is_built_where_it_leads(edition, apparatus):
    target = edition.parent / "target"
    target.mkdir()
    (edition / "site").symlink_to("../target")
    ran = apparatus("build")
    assert (ran.code, ran.out[1]) == (0, f"site:   site{os.sep}")
    assert (edition / "site").is_symlink()
    assert (target / "index.html").is_file()


def test_hidden_files_of_a_site_stay(edition, apparatus):
    files.write_text(edition / "site/.git/config", "mine")
    files.write_text(edition / "site/.nojekyll", "")
    files.write_text(edition / "site/old.html", "old")
    assert apparatus("build").code == 0
    assert (edition / "site/.git/config").read_text() == "mine"
    assert (edition / "site/.nojekyll").is_file()
    assert not (edition / "site/old.html").exists()


@pytest.mark.parametrize("fails", [False, True])
def test_a_site_may_lie_on_another_disk(fails, edition, apparatus, other_disk, monkeypatch):
    files.write_text(other_disk / "site/index.html", "old")
    files.write_text(edition / "dist/the-salt-road-traders-ministries.html", "old")
    change(edition, "mkdocs.yml", "plugins:", f"site_dir: {other_disk}/site\nplugins:")
    if fails:  # the last of all moves
        monkeypatch.setattr(
            publish, "swap", lambda changes: swap([*changes, Change(edition / "x", edition / "no", edition)])
        )
    before = {folder: tree(folder) for folder in (edition, other_disk)}
    ran = apparatus("build")
    assert ran.code == fails, ran.err
    assert ({folder: tree(folder) for folder in before} == before) is fails
    assert (other_disk / "site/notes/12/index.html").is_file() is not fails
    assert [path.name for path in other_disk.iterdir()] == ["site"]


@pytest.fixture
def other_disk(tmp_path):
    """A folder on another disk than the edition's; on the same one where there is no other."""
    memory = Path("/dev/shm")  # noqa: S108 - a disk, and the folder in it has a name of its own
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path.parent) as folder:
        yield Path(folder)


def test_a_build_whose_files_are_in_their_places_does_not_fail(edition, apparatus, monkeypatch):
    monkeypatch.setattr(publish, "swap", lambda changes: (swap(changes), shutil.rmtree(edition / "dist")))
    ran = apparatus("build")
    assert ran.code == 0, "what is told was known before"
    assert (edition / "site/index.html").is_file()


# links in notes


@pytest.mark.parametrize(
    "link",
    [
        "chapter-1.md#nowhere", "bibliography.md#none", "archives.md#none", "notes/index.md#note-99",
        "notes/99.md", "nope.md", "files/no.pdf", "chapter-1/", "#letters", "../notes/chapter-1.md",
        "data/none.csv",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["[x]({})", '[x]({} "A title")', '<a href="{}">x</a>'])
def test_a_link_of_a_note_that_leads_nowhere_is_told_with_the_note(link, form, edition, apparatus):
    with (edition / "notes/conclusions.md").open("a") as notes:
        notes.write(f"\n    See {form.format(link)}.\n")
    ran = apparatus("check")
    hint = "(links of notes start from docs/)"
    assert ran.err == [f"notes/conclusions.md:5: LINK “{link}” is not there {hint}"]
    assert ran.code == 1


def test_a_link_to_an_entry_is_not_dead_for_a_bibliography_that_cannot_be_read(edition, apparatus):
    with (edition / "notes/conclusions.md").open("a") as notes:
        notes.write("\n    See [x](bibliography.md#holm1974).\n")
    (edition / "bibliography.bib").unlink()
    assert [line.split()[1] for line in apparatus("check").err] == ["MISSING-FILE"]


def test_links_of_notes_that_lead_somewhere(edition, apparatus):
    files.write_text(edition / "docs/files/a map.pdf", "%PDF")
    change(edition, "docs/chapter-2.md", "# ", "<div id='box'></div>\n\nMarked.\n{: #marked }\n\n# ")
    there = [
        "chapter-1.md", "./chapter-1.md", "chapter-1.md#the-quarrel-over-scales", "chapter-1.md#call-1",
        "chapter-1.md#notes", "chapter-2.md#box", "chapter-2.md#marked", "index.md", "notes/1.md",
        "notes/index.md#note-1", "notes/index.md#in-chapter-1", "bibliography.md#holm1974",
        "archives.md#avprx", "report.md#corrections", "people.md", "data/citations.csv",
        "archives/requests.csv", "files/a%20map.pdf", "https://example.org/", "mailto:a@example.org",
    ]  # fmt: skip
    words = " ".join(f"[x]({link})" for link in there)
    with (edition / "notes/conclusions.md").open("a") as notes:
        notes.write(f"\n    {words}, and `[x](nope.md)` in code.\n")
    assert apparatus("check").err == []
    ran = apparatus("build")
    assert ran.code == 0, ran.err
    assert dead_links(edition / "site", folders=True) == []


def test_a_dead_link_of_a_chapter_is_told_with_its_file_wherever_chapters_are(edition, apparatus):
    (edition / "docs").rename(edition / "text")
    change(edition, "mkdocs.yml", "plugins:", "docs_dir: text\nplugins:")
    change(edition, "text/conclusions.md", "chapter-1.md#the-quarrel", "chapter-9.md#the-quarrel")
    (line,) = [line for line in apparatus("build").err if "chapter-9" in line]
    assert line.startswith("text/conclusions.md: LINK ")


# where a correction stands


@pytest.mark.parametrize(
    ("place", "there"),
    [
        ("chapter-1/#the-quarrel-over-scales", True),
        ("chapter-1/#made-without-an-id", True),
        ("chapter-1/", True),
        ("chapter-1", True),
        ("chapter-1/#p1", True),
        ("chapter-1/#the-quarrel", False),  # the beginning of an id
        ("chapter-9/", False),
    ],
)
def test_a_correction_names_an_address_of_the_edition(place, there, edition, apparatus):
    with (edition / "docs/chapter-1.md").open("a") as chapter:
        chapter.write("\n## Made without an id\n")
    with (edition / "notes/corrections.yml").open("a") as corrections:
        corrections.write(f"\n- {{at: {place!r}, print: a, edition: b, reason: c}}\n")
    ran = apparatus("check")
    assert [line.split(": ", 1)[1] for line in ran.err] == (
        [] if there else [f"CORRECTION at: “{place}” is not in this edition"]
    )


# serving: an edit of each kind is shown, an error leaves the last good site, and its mending is seen


@pytest.fixture
def served(edition):
    """The small edition, served; gives what fetches one of its pages."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    log = (edition.parent / "log").open("w")
    command = [sys.executable, "-m", "apparatus", "serve", "--port", str(port)]
    with log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        yield lambda page: _fetch(f"http://127.0.0.1:{port}/salt/{page}")
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0


def _fetch(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - it is our own server
            return answer.read().decode()
    except OSError:
        return ""


def _shows(served, page: str, words: str, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if words in served(page):
            return True
        time.sleep(0.05)
    return False


def test_serve_shows_each_edit_without_a_restart(edition, served):
    assert _shows(served, "chapter-1/", "Salt came by the river", 30)
    assert "livereload(" in served("chapter-1/")
    change(edition, "docs/chapter-1.md", "Salt came by the river", "Salt came by the sea")
    assert _shows(served, "chapter-1/", "Salt came by the sea", 10)
    change(edition, "notes/chapter-1.md", "Emphasis mine", "Emphasis added")
    assert _shows(served, "notes/2/", "Emphasis added", 10)
    change(edition, "bibliography.bib", "Salt and Water", "Salt and Fire")
    assert _shows(served, "bibliography/", "Salt and Fire", 10)
    change(edition, "notes/conclusions.md", "@muoi1990", "@muoi1909")
    change(edition, "docs/index.md", "invented trade", "invented commerce")
    assert not _shows(served, "", "invented commerce", 3)
    assert "Salt and Fire" in served("bibliography/")
    assert "UNKNOWN-KEY no entry “muoi1909”" in (edition.parent / "log").read_text("utf-8")
    change(edition, "notes/conclusions.md", "@muoi1909", "@muoi1990")
    assert _shows(served, "", "invented commerce", 10)


def test_serve_says_that_a_port_is_taken(edition, apparatus):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = apparatus("serve", "--port", taken.getsockname()[1])
    assert ran.code == 2
    assert "cannot be had" in " ".join(ran.err)


# the import: what its own part of the work is, with an importer that gives two files


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """A text in the working folder, and an importer that makes little of it."""
    result = ImportResult({"mkdocs.yml": "site_name: X\n", "docs/index.md": "# X\n"}, (), "2 files")
    monkeypatch.setattr("apparatus.importer.run.import_print", lambda *_: result)
    monkeypatch.chdir(tmp_path)
    Path("print.txt").write_text("A print.\n")
    return tmp_path


def test_import_writes_the_edition_and_says_so(printed, apparatus):
    ran = apparatus("import", "print.txt", "--into", "new/edition")
    assert ran.code == 0
    assert ran.out[0] == "2 files"
    assert sorted(tree(printed / "new")) == [
        "edition",
        "edition/docs",
        "edition/docs/index.md",
        "edition/mkdocs.yml",
    ]


IMPORTS = {
    "not-there": (None, "print.txt: MISSING-FILE this file is not there"),
    "not-utf-8": (
        b"one\ntw\xff",
        "print.txt:2: NOT-UTF8 byte 7 (0xff) is not UTF-8 (save the file as UTF-8)",
    ),
    "empty": (b"", "print.txt: EMPTY-FILE this file holds nothing"),
    "blank": (b"\xef\xbb\xbf\n \n", "print.txt: EMPTY-FILE this file holds nothing"),
}


@pytest.mark.parametrize(("data", "line"), IMPORTS.values(), ids=IMPORTS)
def test_import_refuses_a_text_that_cannot_be_read(data, line, printed, apparatus):
    text = printed / "print.txt"
    text.unlink() if data is None else text.write_bytes(data)
    before = tree(printed)
    assert apparatus("import", "print.txt", "--into", "new") == Ran(1, [], ["reading", line])
    assert tree(printed) == before


def test_import_takes_control_characters_out_of_a_scan(printed, apparatus, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "apparatus.importer.run.import_print",
        lambda *given: seen.append(given) or ImportResult({"x": ""}, (), ""),
    )
    (printed / "print.txt").write_bytes(b"A \x01print.\fNext\x1fpage.\n")
    assert apparatus("import", "print.txt", "--into", "a").code == 0
    assert seen[0][0] == "A print.\fNext page.\n"


def test_import_hands_the_settings_beside_the_text_on(printed, apparatus, monkeypatch):
    seen = []
    result = ImportResult({}, (), "")
    monkeypatch.setattr("apparatus.importer.run.import_print", lambda *given: seen.append(given) or result)
    apparatus("import", "print.txt", "--into", "a")
    (printed / "import.yml").write_text("year: 1988\n")
    apparatus("import", "print.txt", "--into", "b")
    (printed / "other.yml").write_text("year: 1989\n")
    apparatus("import", "print.txt", "--into", "c", "--settings", "other.yml")
    assert [(words, path) for _, _, words, path in seen] == [
        ("", "import.yml"),
        ("year: 1988\n", "import.yml"),
        ("year: 1989\n", "other.yml"),
    ]


def test_import_needs_the_settings_that_it_is_given(printed, apparatus):
    ran = apparatus("import", "print.txt", "--into", "new", "--settings", "no.yml")
    assert ran == Ran(1, [], ["reading", "no.yml: MISSING-FILE this file is not there"])


def test_import_never_writes_over_an_edition(printed, apparatus):
    apparatus("import", "print.txt", "--into", "new")
    before = tree(printed)
    hint = "--force replaces it, and keeps every file that the import does not write"
    line = f"new: EXISTS an edition is there already (mkdocs.yml, docs) ({hint})"
    assert apparatus("import", "print.txt", "--into", "new") == Ran(1, [], ["reading", line])
    assert tree(printed) == before


def test_import_with_force_replaces_what_it_wrote_and_keeps_the_rest(printed, apparatus):
    for name, text in {
        "docs/index.md": "# old\n",
        "docs/chapter-9.md": "# of the last import\n",
        "docs/images/map.svg": "<svg/>",
        "README.md": "mine",
        ".git/config": "mine",
        "import-report.json": json.dumps({"files": ["docs/index.md", "docs/chapter-9.md"]}),
    }.items():
        files.write_text(printed / "new" / name, text)
    assert apparatus("import", "print.txt", "--into", "new", "--force").code == 0
    kept = {name for name in tree(printed / "new") if (printed / "new" / name).is_file()}
    assert kept == {
        ".git/config",
        "README.md",
        "docs/images/map.svg",
        "docs/index.md",
        "import-report.json",
        "mkdocs.yml",
    }
    assert (printed / "new/docs/index.md").read_text() == "# X\n"


def test_import_into_a_folder_that_has_other_files_needs_no_force(printed, apparatus):
    files.write_text(printed / "README.md", "mine")
    assert apparatus("import", "print.txt", "--into", ".").code == 0
    assert (printed / "README.md").read_text() == "mine"


def test_errors_of_the_importer_leave_the_disk_alone(printed, apparatus, monkeypatch):
    problems = (Problem("print.txt", 3, "NO-NOTES", "no notes"), Problem("print.txt", 2, "IBID-OPEN", "open"))
    monkeypatch.setattr(
        "apparatus.importer.run.import_print", lambda *_: ImportResult({"a": "b"}, problems, "")
    )
    ran = apparatus("import", "print.txt", "--into", "new")
    assert ran == Ran(1, ["1 open: 1 IBID-OPEN"], ["reading", "importing", "print.txt:3: NO-NOTES no notes"])
    assert not (printed / "new").exists()


def test_a_folder_that_cannot_be_written(printed, apparatus):
    (printed / "file").write_text("in the way")
    before = tree(printed)
    ran = apparatus("import", "print.txt", "--into", "file/new")
    assert ran.code == 1
    assert ran.err[-1] == "file/new: NOT-WRITABLE cannot be written: Not a directory (nothing was changed)"
    assert tree(printed) == before


@pytest.mark.parametrize("command", ["import", "build"])
def test_a_disk_that_is_full(command, edition, apparatus, full_disk):
    before = tree(edition)
    if command == "import":
        arguments = ("import", PRINTS / "quay.txt", "--into", full_disk)
    else:
        arguments = ("build", "--edition", copy_of_edition(full_disk))
    there = tree(full_disk)
    ran = apparatus(*arguments)
    hint = "nothing was changed; make room and run again"
    assert ran.err[-1] == f"{full_disk}: DISK-FULL the disk is full ({hint})"
    assert ran.code == 1
    assert tree(full_disk) == there
    assert tree(edition) == before


@pytest.fixture
def full_disk(tmp_path, monkeypatch):
    """A folder on a disk that takes 48 kB; where none can be mounted, every write says that it is full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", folder], check=False, capture_output=True
    ).returncode
    large = {"docs/index.md": "x" * 100_000}
    monkeypatch.setattr("apparatus.importer.run.import_print", lambda *_: ImportResult(large, (), ""))
    if not mounted:
        monkeypatch.setattr("apparatus.folders.write_text", _say_full)
        monkeypatch.setattr(host, "mkdocs_build", _say_full)
    yield folder
    if mounted:
        subprocess.run(["umount", folder], check=True)


def _say_full(*_arguments: object, **_options: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


# the import of real text


def test_a_text_without_notes_and_chapters_says_both(tmp_path, apparatus, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("print.txt").write_text("Only a line of prose.\n")
    ran = apparatus("import", "print.txt", "--into", "new")
    assert [line.split()[1] for line in ran.err[2:]] == ["NO-CHAPTERS", "NO-NOTES"]
    assert ran.code == 1
    assert not Path("new").exists()


@pytest.mark.parametrize("name", ["quay", "saltroad", "glass", "lanterns"])
def test_an_invented_print_is_imported_checked_and_built(name, tmp_path, apparatus):
    folder = tmp_path / name
    imported = apparatus("import", PRINTS / f"{name}.txt", "--into", folder)
    assert imported.code == 0, imported.err
    checked = apparatus("check", folder)
    assert checked.code == 0, checked.err
    built = apparatus("build", "--edition", folder)
    assert built.code == 0, built.err
    assert (folder / "site/index.html").is_file()


# folders


def test_a_swap_that_fails_is_taken_back(tmp_path):
    for name in ("a", "b", "new-a"):
        (tmp_path / name).write_text(name)
    before = tree(tmp_path)
    work = tmp_path.with_name("work")
    work.mkdir()
    changes = [Change(tmp_path / name, tmp_path / f"new-{name}", work) for name in ("a", "b")]
    with pytest.raises(FileNotFoundError):
        swap([*changes[:1], Change(tmp_path / "b", None, work), *changes[1:]])
    assert tree(tmp_path) == before


def test_a_folder_that_could_not_be_filled_is_not_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("apparatus.folders.swap", _say_full)
    with pytest.raises(OSError, match="No space"):
        write_folder(tmp_path / "a/b", {"c.txt": "c"})
    assert tree(tmp_path) == {}


# how it speaks


@pytest.mark.parametrize("command", ["import", "check", "build", "serve"])
def test_help_of_each_command(command, apparatus):
    ran = apparatus(command, "--help")
    assert ran.code == 0
    assert f"Usage: apparatus {command}" in " ".join(ran.out)


def test_a_code_has_its_colour_and_not_the_path_that_looks_like_it(edition, apparatus, monkeypatch):
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    change(edition, "docs/conclusions.md", "[^12]", "[^12][^none]")
    folder = edition.rename(edition.with_name("UNDEFINED-NOTE"))
    (line,) = apparatus("check", f"../{folder.name}").err
    assert line.startswith("../UNDEFINED-NOTE/docs/conclusions.md:3: \x1b[31m\x1b[1mUNDEFINED-NOTE\x1b[0m ")


def test_version(apparatus):
    assert apparatus("--version") == Ran(0, [f"apparatus {__version__}"], [])


def test_no_traceback_reaches_a_user(edition, apparatus, monkeypatch):
    monkeypatch.setattr(checks, "examine", lambda _: {}["no such key"])
    hint = "(please report it with what led to it; APPARATUS_DEBUG=1 shows where)"
    line = f"apparatus: INTERNAL KeyError: 'no such key' {hint}"
    assert apparatus("check") == Ran(1, [], [line])
    monkeypatch.setenv("APPARATUS_DEBUG", "1")
    assert apparatus("check").err[0] == "Traceback (most recent call last):"


def test_an_interruption_is_no_traceback(edition, apparatus, monkeypatch):
    def interrupt(_folder, **_):
        raise KeyboardInterrupt

    monkeypatch.setattr(publish, "examine", interrupt)
    before = tree(edition)
    ran = apparatus("build")
    assert ran.code == 130
    assert not [line for line in ran.err if "Traceback" in line]
    assert tree(edition) == before


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_build_that_is_ended_leaves_nothing_behind(edition, sign):
    before = tree(edition)
    command = [sys.executable, "-m", "apparatus", "build"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as build:
        while not list(edition.glob(".apparatus-*/site/*")):  # it is writing the site
            assert build.poll() is None
        build.send_signal(sign)
        _, said = build.communicate(timeout=60)
    assert build.returncode == 128 + sign
    assert b"Traceback" not in said
    assert tree(edition) == before


def test_the_command_runs_as_a_module_too(edition):
    ran = subprocess.run(
        [sys.executable, "-m", "apparatus", "check"], check=False, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stdout) == (0, "12 notes, 0 errors, 0 open\n")

"""The codes of all problems, what each means, and how a list of problems is written for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from apparatus.model import Problem


@dataclass(frozen=True, slots=True)
class Code:
    """A problem's code: `error` stops a build, `open` is reported and does not."""

    severity: Literal["error", "open"]
    meaning: str


CODES: dict[str, Code] = {
    # files
    "NOT-UTF8": Code("error", "a file is not UTF-8"),
    "CONTROL-CHARACTER": Code("error", "a line has a character that no page can show and no format can hold"),
    "EMPTY-FILE": Code("error", "a file holds nothing"),
    "MISSING-FILE": Code("error", "a file that the edition needs is not there"),
    "FILE-NAME": Code("error", "a chapter's file has a name that no address can have"),
    "NOT-WRITABLE": Code("error", "a folder or file cannot be written"),
    "DISK-FULL": Code("error", "the disk is full"),
    "EXISTS": Code("error", "an edition is there already"),
    "YAML-SYNTAX": Code("error", "a YAML file cannot be read"),
    "SETTING": Code("error", "a setting is unknown or has a value that cannot be"),
    "OVERRULED": Code("open", "a setting is not followed: an edition has its own"),
    # what an import finds in a print
    "NO-NOTES": Code("error", "no notes were found in the text"),
    "NO-CHAPTERS": Code("error", "no chapters were found in the text"),
    "TITLE-PAGE": Code("open", "what the title page says cannot be told for sure"),
    "HEADING-MISSING": Code("open", "the contents list has a heading that the text does not have"),
    "HEADING-EXTRA": Code("open", "the text has a heading that the contents list does not have"),
    "HEADING-DIFFERS": Code("open", "contents list and text spell a heading differently"),
    "CALL-WITHOUT-NOTE": Code("open", "the print calls a note that it does not have"),
    "NOTES-UNREAD": Code("open", "what may be notes was not read as notes"),
    "NOTE-WITHOUT-CALL": Code("open", "the print has a note that nothing calls"),
    "NOTE-TWICE": Code("open", "a note's number stands twice in the print"),
    "NOTE-ORDER": Code("open", "a note's number is out of order in the print"),
    "ENTRY-UNREAD": Code("open", "an entry of the print's bibliography could not be read"),
    "ENTRY-FROM-NOTE": Code("open", "the print has no bibliography: an entry was read from a note"),
    "UNKNOWN-WORK": Code("open", "a note cites a work that has no entry"),
    "AMBIGUOUS-WORK": Code("open", "a citation fits several entries"),
    "UNKNOWN-SHORT-TITLE": Code("open", "a short title that no note has set"),
    "SHELFMARK-UNREAD": Code("open", "an archival citation could not be read"),
    "POSSIBLY-SAME": Code("open", "two documents may be one"),
    # bibliography
    "BIB-SYNTAX": Code("error", "the BibTeX file cannot be read"),
    "DUPLICATE-KEY": Code("error", "two entries have the same key"),
    "BIB-FIELD": Code("error", "an entry lacks a field, or a field's value cannot be read"),
    "BAD-DATE": Code("error", "a date is not EDTF"),
    "UNKNOWN-ARCHIVE": Code("error", "an archive that archives.yml does not have"),
    "UNKNOWN-LEVEL": Code("error", "a level that archives.yml does not have for this archive"),
    "UNKNOWN-TYPE": Code("open", "an entry's type is none of BibTeX or biblatex: it is shown as a book"),
    "UNKNOWN-FIELD": Code("open", "a field is not read: it is misspelt, or of another kind of entry"),
    "LANGUAGE": Code("open", "the language of a title is not known"),
    "UNCITED": Code("open", "no note cites this entry, and it is not marked as uncited in the print"),
    # notes
    "NOTE-SYNTAX": Code("error", "a line of a notes file belongs to no note"),
    "DUPLICATE-NOTE": Code("error", "two notes have the same label"),
    "UNDEFINED-NOTE": Code("error", "a note is called but not defined"),
    "UNCALLED-NOTE": Code("open", "a note is defined but never called"),
    "NOTE-ELSEWHERE": Code("error", "a note is defined in one chapter and called in another"),
    "NOTE-CALLED-TWICE": Code("error", "a note is called twice"),
    "CALL-ORDER": Code("open", "notes are called out of order"),
    "EMPTY-NOTE": Code("open", "a note has no words"),
    "NESTING": Code("error", "tags, quotations or lists of a note stand in each other too deeply"),
    "NOT-SHOWN": Code("open", "a note has an image or a tag that no page shows"),
    "BAD-CITATION": Code("error", "a citation cannot be read"),
    "UNKNOWN-KEY": Code("error", "a citation's key is not in the bibliography"),
    # resolution
    "IBID-AMBIGUOUS": Code("open", "Ibid. follows a note with several sources"),
    "IBID-NOTHING": Code("open", "Ibid. has nothing to go back to"),
    "IBID-OPEN": Code("open", "an Ibid. stands without a key"),
    "IBID-MISMATCH": Code("error", "the key behind an Ibid. is not the source that it goes back to"),
    "SHORT-TITLE-EARLY": Code("open", "a short title is used before a note gives the source in full"),
    "CITATION-OPEN": Code("open", "words that look like a citation have no key"),
    "CROSS-REFERENCE": Code("open", "a cross reference leads to nothing"),
    "LOCATOR": Code("open", "a locator cannot be right"),
    # the record of what was changed, and what was published
    "CORRECTION": Code("error", "an entry of corrections.yml lacks something or names an unknown place"),
    "PROPOSED": Code("open", "a correction is proposed and waits for an editor"),
    "ADDRESS-GONE": Code("error", "an address that was published is gone"),
    "ADDRESS-TWICE": Code("error", "two things have one address"),
    "NOT-RECORDED": Code("open", "the ledger cannot be written, and lacks the new addresses"),
    "LINK": Code("error", "a link leads to nothing"),
    # the making of the site
    "SITE": Code("error", "MkDocs warns of something, or cannot make the site"),
    "INTERNAL": Code("error", "a fault of apparatus itself"),
}


def is_error(problem: Problem) -> bool:
    """Tell whether the problem stops a build."""
    return CODES[problem.code].severity == "error"


def format_problem(problem: Problem) -> str:
    """Return `path:line: CODE what is wrong (hint)`, with the excerpt below where there is one."""
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    hint = f" ({problem.hint})" if problem.hint else ""
    excerpt = f"\n{problem.excerpt}" if problem.excerpt else ""
    return f"{place}: {problem.code} {problem.message}{hint}{excerpt}"


UNREAD = frozenset({"MISSING-FILE", "NOT-UTF8", "YAML-SYNTAX", "BIB-SYNTAX", "SETTING"})
_OF_CHAPTERS = frozenset(
    {"UNCALLED-NOTE", "UNDEFINED-NOTE", "UNCITED", "ADDRESS-GONE", "LINK", "CORRECTION", "IBID-NOTHING"}
)
# what else would be reported where a file could not be read: end of its path -> codes
CONSEQUENCES: dict[str, frozenset[str]] = {
    "bibliography.bib": frozenset(
        {"UNKNOWN-KEY", "UNCITED", "CORRECTION", "ADDRESS-GONE", "CITATION-OPEN", "LINK"}
    ),
    "archives.yml": frozenset({"UNKNOWN-ARCHIVE", "UNKNOWN-LEVEL", "BIB-FIELD", "ADDRESS-GONE", "LINK"}),
    "corrections.yml": frozenset(),
    ".md": _OF_CHAPTERS,
    "/": _OF_CHAPTERS,  # the folder of them
}  # fmt: skip
OF_SETTINGS = frozenset({"ADDRESS-GONE"})  # whose file, `mkdocs.yml` or what it inherits, may have any name


def causes(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without those that only follow from a file that could not be read."""
    found = tuple(problems)
    unread = [problem.path for problem in found if problem.code in UNREAD]
    follow = frozenset[str]().union(*map(_consequences, unread))
    return tuple(problem for problem in found if problem.code not in follow)


def _consequences(path: str) -> frozenset[str]:
    return next((codes for end, codes in CONSEQUENCES.items() if path.endswith(end)), OF_SETTINGS)


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without doubles, by path, line, code and message."""
    return tuple(sorted(set(problems)))

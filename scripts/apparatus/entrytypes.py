"""The types and fields of entries that BibTeX and biblatex know, and what each type is shown like.

Sources: btxdoc (Patashnik 1988), section 3; the manual of biblatex 3.20, sections 2.1 and 2.2.
"""

from __future__ import annotations

from apparatus.hints import nearest

# type -> the type of BibTeX that its fields are those of
_LIKE = {
    **dict.fromkeys(["article", "magazine", "newspaper", "review", "suppperiodical"], "article"),
    **dict.fromkeys(
        [
            "book", "audio", "booklet", "collection", "commentary", "manual", "movie", "music", "mvbook",
            "mvcollection", "mvproceedings", "mvreference", "periodical", "proceedings", "reference", "set",
            "standard", "video",
        ],
        "book",
    ),
    **dict.fromkeys(["incollection", "bookinbook", "inbook", "inreference", "suppbook", "suppcollection"],
                    "incollection"),
    **dict.fromkeys(["inproceedings", "conference"], "inproceedings"),
    **dict.fromkeys(["techreport", "report"], "techreport"),
    **dict.fromkeys(["thesis", "mastersthesis", "phdthesis"], "thesis"),
    **dict.fromkeys(["unpublished", "letter"], "unpublished"),
    **dict.fromkeys(["online", "electronic", "webpage", "www"], "online"),
    **dict.fromkeys(
        [
            "misc", "artwork", "bibnote", "custom", "customa", "customb", "customc", "customd", "custome",
            "customf", "dataset", "image", "jurisdiction", "legal", "legislation", "patent", "performance",
            "software", "xdata",
        ],
        "misc",
    ),
}  # fmt: skip

# a field of biblatex -> that of BibTeX which says the same
OLDER_NAMES = {"journaltitle": "journal", "location": "address"}

# fields of either, and those that programs write; ours stand in the README
_FIELDS = frozenset(
    """
    abstract abstractnote access accessdate addendum address afterword annotation annotator annote archive
    archivelocation archiveprefix arxivid author authortype bookauthor bookpagination booksubtitle booktitle
    booktitleaddon callnumber chapter commentator compiler copyright creationdate crossref date dateadded
    datemodified day doi edition editor editora editoratype editorb editorbtype editorc editorctype
    editortype eid entryset entrysubtype eprint eprintclass eprinttype eventdate eventtitle eventtitleaddon
    execute file foreword gender groups guid hidden holder howpublished hyphenation ids indexsorttitle
    indextitle institution introduction isan isbn ismn isrn issn issue issuesubtitle issuetitle iswc journal
    journalsubtitle journaltitle journaltitleaddon key keywords label langid langidopts language lastchecked
    lccn library location mainsubtitle maintitle maintitleaddon mendeley-groups modificationdate month
    mrclass mrnumber nameaddon note number options organization origdate origlanguage origlocation
    origpublisher origtitle owner pages pagetotal pagination part pdf pmid ppn presort primaryclass priority
    publisher pubstate ranking rating readstatus related relatedoptions relatedstring relatedtype
    reprinttitle school series shortauthor shorteditor shorthand shorthandintro shortjournal shortseries
    shorttitle shorttitlevariants size sortkey sortname sortshorthand sorttitle sortyear subtitle timestamp
    title titleaddon titletranslation translator type uri url urldate usera userb userc userd usere userf
    venue verba verbb verbc version volume volumes xdata xref year yearsuffix zblnumber
    """.split()  # noqa: SIM905 - as a list it would be a page long
)
_THESES = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master's thesis",
    "mathesis": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate thesis",
}
_MISSPELT = 84  # of 100: one letter of six


def like(kind: str) -> str:
    """Return the type that entries of a type are shown like; one that nobody knows is a book's."""
    return _LIKE.get(kind, "book")


def thesis(kind: str, written: str) -> str:
    """Return what a thesis is called, by its field `type`, maybe a key of biblatex, else by its kind."""
    return _THESES.get(written, written) or _THESES.get(kind, "")


def unknown_type(kind: str) -> str | None:
    """Return nothing for a type that is known, else what may have been meant, which may be empty."""
    return None if kind in _LIKE else nearest(kind, sorted(_LIKE))


def misspelt(field: str) -> str:
    """Return which field is meant by one that nobody knows; empty where it is known, or like none."""
    return "" if field in _FIELDS else nearest(field, sorted(_FIELDS), _MISSPELT)
